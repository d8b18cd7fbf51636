//! Clusters that do not chain: heaviest statements first, each joins the cluster that it matches best.

use std::ops::Range;

use super::candidates::{Edge, Scratch, View};
use super::config::{ClusterConfig, ClusterMode};
use super::union_find::UnionFind;
use super::verify::Alignment;

/// The cluster of every rank, and the links between clusters that contradict each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignment {
    /// The rank that leads each rank's cluster.
    pub(crate) leader: Vec<u32>,
    /// Ranks that match another but for a number or a negation, each with that other.
    pub(crate) conflicts: Vec<(u32, u32)>,
}

/// The matches of some ranks in a row.
struct Block {
    ranks: Range<u32>,
    /// Where each rank's edges end.
    ends: Vec<u32>,
    edges: Vec<Edge>,
}

/// Ranks whose matches one thread finds in one go, and such blocks before they are joined in order.
const BLOCK: u32 = 256;
const BLOCKS: usize = 64;

pub(crate) fn assign(view: View) -> Assignment {
    let n = view.order.len() as u32;
    let mut joiner = Joiner::new(n, view.weights.size(), view.config);
    let ranges: Vec<Range<u32>> = (0..n).step_by(BLOCK as usize).map(|s| s..(s + BLOCK).min(n)).collect();
    each_block(&ranges, view, |block| {
        let mut start = 0;
        for (rank, end) in block.ranks.clone().zip(&block.ends) {
            joiner.join(rank, &block.edges[start..*end as usize]);
            start = *end as usize;
        }
    });
    joiner.finish()
}

/// Joins ranks to clusters, one after another from the heaviest on.
pub(crate) struct Joiner<'c> {
    sets: UnionFind,
    conflicts: Vec<(u32, u32)>,
    /// The logarithm of the number of statements.
    size: f32,
    config: &'c ClusterConfig,
}

impl<'c> Joiner<'c> {
    pub(crate) fn new(n: u32, size: f32, config: &'c ClusterConfig) -> Self {
        Self { sets: UnionFind::new(n as usize), conflicts: Vec::new(), size, config }
    }

    /// Joins a rank by its matches among the lower ones, the best first.
    pub(crate) fn join(&mut self, rank: u32, edges: &[Edge]) {
        let mut joined = false;
        for edge in edges {
            let cluster = self.sets.find(edge.to);
            if edge.alignment.conflict {
                self.conflicts.push((rank, edge.to));
            } else if self.joins(joined, cluster == edge.to, &edge.alignment) {
                self.sets.union(cluster, rank);
                joined = true;
            }
        }
    }

    /// Whether a statement joins a cluster that it matches; `again` where it has joined one before, so that
    /// the two would become one, and `leads` where it is the cluster's leader that it matches.
    fn joins(&self, again: bool, leads: bool, found: &Alignment) -> bool {
        match self.config.mode {
            ClusterMode::Components => true,
            ClusterMode::Strict => leads && !again,
            ClusterMode::Bridge => {
                !again || found.share >= self.config.bridge_share && found.matched >= self.size + self.config.bridge_floor
            }
        }
    }

    pub(crate) fn finish(mut self) -> Assignment {
        let leader: Vec<u32> = (0..self.sets.len() as u32).map(|r| self.sets.find(r)).collect();
        self.conflicts.retain(|(a, b)| leader[*a as usize] != leader[*b as usize]);
        Assignment { leader, conflicts: self.conflicts }
    }
}

#[cfg(not(feature = "rayon"))]
fn each_block(ranges: &[Range<u32>], view: View, mut each: impl FnMut(&Block)) {
    let _ = BLOCKS;
    let mut scratch = Scratch::default();
    ranges.iter().for_each(|r| each(&block(r, view, &mut scratch)));
}

#[cfg(feature = "rayon")]
fn each_block(ranges: &[Range<u32>], view: View, mut each: impl FnMut(&Block)) {
    use rayon::prelude::*;
    for some in ranges.chunks(BLOCKS) {
        let blocks: Vec<Block> = some.par_iter().map_init(Scratch::default, |scratch, r| block(r, view, scratch)).collect();
        blocks.iter().for_each(&mut each);
    }
}

fn block(ranks: &Range<u32>, view: View, scratch: &mut Scratch) -> Block {
    let mut block = Block { ranks: ranks.clone(), ends: Vec::with_capacity(BLOCK as usize), edges: Vec::new() };
    for rank in ranks.clone() {
        scratch.search(view.at(rank), rank, view);
        block.edges.extend_from_slice(&scratch.edges);
        block.ends.push(block.edges.len() as u32);
    }
    block
}
