//! The pieces of spliced statements: each may belong to a cluster of its own.

use rustc_hash::{FxHashMap, FxHashSet};

use super::union_find::UnionFind;

/// The further pieces of ranks, as far as something matched them: each a set of its own until it is joined.
#[derive(Debug, Default)]
pub(super) struct Spliced {
    nodes: FxHashMap<(u32, u8), u32>,
    /// The rank that each of them is a piece of.
    owners: Vec<u32>,
    /// Those that joined a cluster, rather than leading one.
    pub(super) follows: FxHashSet<u32>,
}

impl Spliced {
    /// Where a piece of a rank stands among the sets; the heaviest piece stands for the rank.
    pub(super) fn node(&mut self, rank: u32, piece: u8, sets: &mut UnionFind) -> u32 {
        if piece == 0 {
            return rank;
        }
        *self.nodes.entry((rank, piece)).or_insert_with(|| {
            self.owners.push(rank);
            sets.add()
        })
    }

    /// Which ranks belong to a further cluster, and which that is. A cluster all of whose ranks are in another one too is
    /// none of its own: a piece that met nobody, or two copies of one spliced statement. What then
    /// has pieces alone is none either.
    pub(super) fn settle(&self, ranks: u32, sets: &mut UnionFind) -> Vec<(u32, u32)> {
        let mut spliced: Vec<(u32, u32)> = self.owners.iter().copied().zip(ranks..).flat_map(|(r, node)| [(r, r), (r, node)]).collect();
        spliced.sort_unstable();
        spliced.dedup();
        let of = |rank: u32| &spliced[spliced.partition_point(|s| s.0 < rank)..spliced.partition_point(|s| s.0 <= rank)];
        // The ranks of each set that has spliced ones alone.
        let mut closed: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut whole = vec![true; ranks as usize];
        for (rank, node) in &spliced {
            closed.entry(sets.find(*node)).or_default().push(*rank);
            whole[*rank as usize] = false;
        }
        if !closed.is_empty() {
            let others = (0..ranks).filter(|r| whole[*r as usize]);
            others.for_each(|r| drop(closed.remove(&sets.find(r))));
        }
        let mut closed: Vec<(u32, Vec<u32>)> = closed.into_iter().collect();
        closed.sort_unstable();
        for (set, members) in closed {
            let set = sets.find(set);
            let mut others = of(members[0]).iter().map(|s| sets.find(s.1)).filter(|other| *other != set).collect::<Vec<_>>();
            others.retain(|other| members.iter().all(|m| of(*m).iter().any(|s| sets.find(s.1) == *other)));
            if let Some(other) = others.first() {
                sets.union(set, *other);
            }
        }
        let mut also: Vec<(u32, u32)> = spliced.iter().map(|(rank, node)| (*rank, sets.find(*node))).collect();
        also.retain(|(rank, set)| *set < ranks && sets.find(*rank) != *set);
        also.sort_unstable();
        also.dedup();
        also
    }
}
