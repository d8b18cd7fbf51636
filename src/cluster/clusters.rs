//! What `settle` gives: clusters of statements and the links between them.

use super::index::ClaimIndex;

/// The clusters of all statements.
#[derive(Clone, Debug)]
pub struct Clusters<'i> {
    index: &'i ClaimIndex,
    /// Statements, those of one cluster beside each other, the fullest first.
    statements: Vec<u32>,
    /// Where each cluster begins; one more at the end.
    starts: Vec<u32>,
    /// From a rank to its cluster.
    cluster_of: Vec<u32>,
    links: Vec<(u32, u32)>,
}

impl<'i> Clusters<'i> {
    pub(super) fn new(index: &'i ClaimIndex) -> Self {
        let settled = &index.settled;
        let mut rank_of = vec![u32::MAX; index.wordings.len()];
        for (rank, wording) in settled.order.iter().enumerate() {
            rank_of[*wording as usize] = rank as u32;
        }
        let leader = |s: u32| settled.assignment.leader[rank_of[index.statements[s as usize].wording as usize] as usize];
        let mut statements: Vec<u32> = (0..index.statements.len() as u32).filter(|s| index.statements[*s as usize].live).collect();
        statements.sort_by_cached_key(|s| (leader(*s), rank_of[index.statements[*s as usize].wording as usize]));
        for run in statements.chunk_by_mut(|a, b| index.statements[*a as usize].wording == index.statements[*b as usize].wording) {
            run.sort_by(|a, b| index.id(*a).cmp(index.id(*b)));
        }
        let mut starts = vec![0];
        let mut cluster_of = vec![u32::MAX; settled.order.len()];
        let mut at = 0;
        for run in statements.chunk_by(|a, b| leader(*a) == leader(*b)) {
            at += run.len() as u32;
            for s in run {
                cluster_of[rank_of[index.statements[*s as usize].wording as usize] as usize] = starts.len() as u32 - 1;
            }
            starts.push(at);
        }
        let mut links: Vec<(u32, u32)> =
            settled.assignment.conflicts.iter().map(|(a, b)| (cluster_of[*a as usize], cluster_of[*b as usize])).collect();
        links.sort_unstable();
        links.dedup();
        Self { index, statements, starts, cluster_of, links }
    }

    /// The number of clusters, those of one statement included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids of a cluster's statements, the fullest first: it is the representative.
    pub fn members(&self, cluster: usize) -> impl ExactSizeIterator<Item = &'i str> + '_ {
        let range = match (self.starts.get(cluster), self.starts.get(cluster + 1)) {
            (Some(s), Some(e)) => *s as usize..*e as usize,
            _ => 0..0,
        };
        self.statements[range].iter().map(|s| self.index.id(*s))
    }

    /// Pairs of clusters that say the same but for a number or a negation; the one with fewer
    /// statements first.
    pub fn conflicts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let _ = &self.cluster_of;
        self.links.iter().map(|(a, b)| (*a as usize, *b as usize))
    }
}
