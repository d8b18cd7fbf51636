//! Clusters that do not chain: heaviest statements first, each joins the cluster that it matches best.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::candidates::{Edge, Scratch, View};
use super::config::{ClusterConfig, ClusterMode};
use super::pieces::Spliced;
use super::threads::{both, map, runs};
use super::union_find::UnionFind;
use super::verify::Alignment;
use super::words::PIECES;

/// The cluster of every rank, and the links between clusters that contradict each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignment {
    /// The rank that leads each rank's cluster.
    pub(crate) leader: Vec<u32>,
    /// Ranks that match another but for a number or a negation, each with that other.
    pub(crate) conflicts: Vec<(u32, u32)>,
    /// Spliced ranks of which a piece belongs to a further cluster, each with the rank that leads that, ascending.
    pub(crate) also: Vec<(u32, u32)>,
}

impl Assignment {
    /// The further clusters that a rank's pieces belong to, by their leaders.
    pub(crate) fn further(&self, rank: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.also.partition_point(|a| a.0 < rank);
        self.also[first..].iter().take_while(move |a| a.0 == rank).map(|a| a.1)
    }
}

/// The matches of some ranks in a row.
struct Block {
    ranks: Range<u32>,
    /// Where each rank's edges end.
    ends: Vec<u32>,
    edges: Vec<Edge>,
}

/// Ranks whose matches one thread finds in one go, and how many such blocks are found while others are joined.
const BLOCK: u32 = 256;
const BLOCKS: usize = 64;

pub(crate) fn assign(view: View) -> Assignment {
    let n = view.order.len() as u32;
    let mut joiner = Joiner::new(n, view.weights.size(), view.config);
    let rooms = Mutex::default();
    let ranges = runs(n, BLOCK);
    let mut found = Vec::new();
    for some in ranges.chunks(BLOCKS).chain([&[][..]]) {
        // Matches are found in any order, and joined from the heaviest on.
        let more = || map(some.to_vec(), |ranks| block(ranks, view, &rooms));
        (found, ()) = both(more, || found.iter().for_each(|b| joiner.join_all(b)));
    }
    joiner.finish()
}

/// Joins ranks to clusters, one after another from the heaviest on, and spliced ones piece by piece.
pub(crate) struct Joiner<'c> {
    ranks: u32,
    /// Ranks, each for its heaviest piece, and behind them further pieces of spliced ranks.
    sets: UnionFind,
    spliced: Spliced,
    /// Matches of single pieces, which are joined last.
    late: Vec<(u32, Edge)>,
    conflicts: Vec<(u32, u32)>,
    /// The logarithm of the number of statements.
    size: f32,
    config: &'c ClusterConfig,
}

impl<'c> Joiner<'c> {
    pub(crate) fn new(n: u32, size: f32, config: &'c ClusterConfig) -> Self {
        let sets = UnionFind::new(n as usize);
        Self { ranks: n, sets, spliced: Spliced::default(), late: Vec::new(), conflicts: Vec::new(), size, config }
    }

    fn join_all(&mut self, block: &Block) {
        let mut start = 0;
        for (rank, end) in block.ranks.clone().zip(&block.ends) {
            self.join(rank, &block.edges[start..*end as usize]);
            start = *end as usize;
        }
    }

    /// Joins a rank by its matches among the lower ones, the best first; those of single pieces are kept for later.
    pub(crate) fn join(&mut self, rank: u32, edges: &[Edge]) {
        // Which pieces have joined a cluster, and which of them some match covers.
        let (mut joined, mut covered) = (0, 0);
        for edge in edges.iter().filter(|e| e.piece.is_none()) {
            covered |= edge.covered();
            joined |= self.join_one(rank, edge, joined);
        }
        let alone = |e: &&Edge| e.piece.is_some_and(|p| covered >> p & 1 == 0);
        self.late.extend(edges.iter().filter(alone).map(|e| (rank, *e)));
    }

    /// Joins what a match covers, and gives that; `joined` are the pieces that have joined before.
    fn join_one(&mut self, rank: u32, edge: &Edge, joined: u16) -> u16 {
        if edge.alignment.conflict {
            self.conflicts.push((rank, edge.to));
            return 0;
        }
        let mut more = 0;
        let pieces = edge.alignment.pieces;
        for bit in (0..PIECES * PIECES).filter(|b| pieces >> b & 1 == 1) {
            let own = edge.piece.unwrap_or((bit / PIECES) as u8);
            let to = self.spliced.node(edge.to, (bit % PIECES) as u8, &mut self.sets);
            let cluster = self.sets.find(to);
            let leads = if to < self.ranks { cluster == to } else { !self.spliced.follows.contains(&to) };
            if self.joins(joined >> own & 1 == 1, leads, &edge.alignment) {
                let node = self.spliced.node(rank, own, &mut self.sets);
                self.spliced.follows.extend((node >= self.ranks).then_some(node));
                self.sets.union(cluster, node);
                more |= 1 << own;
            }
        }
        more
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
        let late = std::mem::take(&mut self.late);
        for of_rank in late.chunk_by(|a, b| a.0 == b.0) {
            let mut joined = 0;
            for (rank, edge) in of_rank {
                joined |= self.join_one(*rank, edge, joined);
            }
        }
        let also = self.spliced.settle(self.ranks, &mut self.sets);
        let leader: Vec<u32> = (0..self.ranks).map(|r| self.sets.find(r)).collect();
        self.conflicts.retain(|(a, b)| leader[*a as usize] != leader[*b as usize]);
        Assignment { leader, conflicts: self.conflicts, also }
    }
}

fn block(ranks: Range<u32>, view: View, rooms: &Mutex<Vec<Scratch>>) -> Block {
    let free = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let mut scratch = free().pop().unwrap_or_default();
    let mut block = Block { ranks: ranks.clone(), ends: Vec::with_capacity(BLOCK as usize), edges: Vec::new() };
    for rank in ranks {
        scratch.search_rank(rank, view);
        block.edges.extend_from_slice(&scratch.edges);
        block.ends.push(block.edges.len() as u32);
    }
    free().push(scratch);
    block
}
