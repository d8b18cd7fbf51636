//! Clusters that do not chain: heaviest statements first, each joins the cluster that it matches best.

use super::candidates::Scratch;
use super::config::{ClusterConfig, ClusterMode};
use super::index::Settled;
use super::union_find::UnionFind;
use super::verify::Alignment;
use super::weights::Weights;
use super::wordings::Wordings;
use super::words::Vocabulary;

/// The cluster of every rank, and the links between clusters that contradict each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignment {
    /// The rank that leads each rank's cluster.
    pub(crate) leader: Vec<u32>,
    /// Ranks that match another but for a number or a negation, each with that other.
    pub(crate) conflicts: Vec<(u32, u32)>,
}

pub(crate) fn assign(
    settled: &Settled,
    vocabulary: &Vocabulary,
    wordings: &Wordings,
    config: &ClusterConfig,
    scratch: &mut Scratch,
) -> Assignment {
    let n = settled.order.len();
    let mut sets = UnionFind::new(n);
    let mut conflicts = Vec::new();
    for rank in 0..n as u32 {
        let words = wordings.words(settled.order[rank as usize]);
        scratch.search(words, rank, settled, vocabulary, wordings, config);
        let mut home = None;
        for edge in &scratch.edges {
            let cluster = sets.find(edge.to);
            if edge.alignment.conflict {
                conflicts.push((rank, edge.to));
            } else if joins(home.is_some(), cluster == edge.to, &edge.alignment, &settled.weights, config) {
                home = Some(sets.union(cluster, rank));
            }
        }
    }
    let leader: Vec<u32> = (0..n as u32).map(|r| sets.find(r)).collect();
    conflicts.retain(|(a, b)| leader[*a as usize] != leader[*b as usize]);
    Assignment { leader, conflicts }
}

/// Whether a statement joins a cluster that it matches; `again` where it has joined one before, so that
/// the two would become one, and `leads` where it is the cluster's leader that it matches.
fn joins(again: bool, leads: bool, found: &Alignment, weights: &Weights, config: &ClusterConfig) -> bool {
    match config.mode {
        ClusterMode::Components => true,
        ClusterMode::Strict => leads && !again,
        ClusterMode::Bridge => !again || found.share >= config.bridge_share && found.matched >= weights.size() + config.bridge_floor,
    }
}
