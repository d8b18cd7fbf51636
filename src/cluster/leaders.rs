//! Clusters that do not chain: heaviest statements first, each joins the cluster that it matches best.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::candidates::{Edge, Scratch, View};
use super::config::{ClusterConfig, ClusterMode};
use super::threads::{both, map, runs};
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

    fn join_all(&mut self, block: &Block) {
        let mut start = 0;
        for (rank, end) in block.ranks.clone().zip(&block.ends) {
            self.join(rank, &block.edges[start..*end as usize]);
            start = *end as usize;
        }
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

fn block(ranks: Range<u32>, view: View, rooms: &Mutex<Vec<Scratch>>) -> Block {
    let free = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let mut scratch = free().pop().unwrap_or_default();
    let mut block = Block { ranks: ranks.clone(), ends: Vec::with_capacity(BLOCK as usize), edges: Vec::new() };
    for rank in ranks {
        scratch.search(view.at(rank), rank, view);
        block.edges.extend_from_slice(&scratch.edges);
        block.ends.push(block.edges.len() as u32);
    }
    free().push(scratch);
    block
}
