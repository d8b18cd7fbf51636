//! What `settle` gives: clusters of statements and the links between them.

use std::ops::Range;

use super::index::{ClaimIndex, PART};
use super::threads::{gather, map, runs, sort};

/// The clusters of all statements.
#[derive(Clone, Debug)]
pub struct Clusters<'i> {
    index: &'i ClaimIndex,
    /// Statements, those of one cluster beside each other, the fullest first.
    statements: Vec<u32>,
    /// Where each cluster begins; one more at the end.
    starts: Vec<u32>,
    /// Clusters that contradict each other.
    links: Vec<(u32, u32)>,
}

impl<'i> Clusters<'i> {
    pub(super) fn new(index: &'i ClaimIndex) -> Self {
        let settled = &index.settled;
        let rank_of = |s: u32| settled.rank[index.statements[s as usize].wording as usize];
        let leader = |s: u32| match settled.by_speaker.binary_search_by_key(&s, |b| b.0) {
            Ok(at) => settled.by_speaker[at].1,
            Err(_) => settled.assignment.leader[rank_of(s) as usize],
        };
        let keyed = |statements: Range<u32>| -> Vec<(u32, u32, u32)> {
            statements.filter(|s| index.statements[*s as usize].live).map(|s| (leader(s), rank_of(s), s)).collect()
        };
        let mut keyed = gather(map(runs(settled.statements as u32, PART), keyed));
        let by_id = |a: u32, b: u32| index.id(a).cmp(index.id(b)).then(a.cmp(&b));
        sort(&mut keyed, |a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| by_id(a.2, b.2)));
        let mut starts = vec![0];
        let mut cluster_of = vec![u32::MAX; settled.order.len()];
        let mut at = 0;
        for run in keyed.chunk_by(|a, b| a.0 == b.0) {
            at += run.len() as u32;
            // A wording of which some statements joined by their speaker stays with the others.
            for (_, rank, _) in run.iter().filter(|k| settled.assignment.leader[k.1 as usize] == k.0) {
                cluster_of[*rank as usize] = starts.len() as u32 - 1;
            }
            starts.push(at);
        }
        let statements = keyed.into_iter().map(|k| k.2).collect();
        let mut links: Vec<(u32, u32)> = settled
            .assignment
            .conflicts
            .iter()
            .map(|(a, b)| (cluster_of[*a as usize], cluster_of[*b as usize]))
            .filter(|(a, b)| *a != u32::MAX && *b != u32::MAX)
            .map(|(a, b)| (a.max(b), a.min(b)))
            .collect();
        links.sort_unstable();
        links.dedup();
        Self { index, statements, starts, links }
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

    /// The statement that stands for a cluster: its fullest, of equals that with the lowest id.
    #[must_use]
    pub fn representative(&self, cluster: usize) -> Option<&'i str> {
        self.members(cluster).next()
    }

    /// How many wordings a cluster has: copies word for word, case and marks aside, count once.
    #[must_use]
    pub fn wordings(&self, cluster: usize) -> usize {
        let range = match (self.starts.get(cluster), self.starts.get(cluster + 1)) {
            (Some(s), Some(e)) => *s as usize..*e as usize,
            _ => 0..0,
        };
        self.statements[range].chunk_by(|a, b| self.wording(*a) == self.wording(*b)).count()
    }

    fn wording(&self, statement: u32) -> u32 {
        self.index.statements[statement as usize].wording
    }

    /// Pairs of clusters that say the same but for a number or a negation, each once.
    pub fn conflicts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.links.iter().map(|(a, b)| (*a as usize, *b as usize))
    }
}
