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
    /// From a rank to the cluster that it belongs to.
    cluster_of: Vec<u32>,
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
            let mut keyed = Vec::with_capacity(statements.len());
            for s in statements.filter(|s| index.statements[*s as usize].live) {
                let rank = rank_of(s);
                keyed.push((leader(s), rank, s));
                // In a further cluster it stands behind those that belong there.
                keyed.extend(settled.assignment.further(rank).map(|further| (further, u32::MAX, s)));
            }
            keyed
        };
        let mut keyed = gather(map(runs(settled.statements as u32, PART), keyed));
        let by_id = |a: u32, b: u32| index.id(a).cmp(index.id(b)).then(a.cmp(&b));
        sort(&mut keyed, |a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| rank_of(a.2).cmp(&rank_of(b.2))).then_with(|| by_id(a.2, b.2)));
        let mut starts = vec![0];
        let mut cluster_of = vec![u32::MAX; settled.order.len()];
        let mut at = 0;
        for run in keyed.chunk_by(|a, b| a.0 == b.0) {
            at += run.len() as u32;
            // A wording of which some statements joined by their speaker stays with the others.
            for (_, rank, _) in run.iter().filter(|k| settled.assignment.leader.get(k.1 as usize) == Some(&k.0)) {
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

    /// Statements that an ellipsis splices together and of which a piece belongs to a further cluster: the id, the
    /// cluster that the statement belongs to, and the further one. It is a member of both.
    pub fn spliced(&self) -> impl Iterator<Item = (&'i str, usize, usize)> + '_ {
        let index = self.index;
        let assignment = &index.settled.assignment;
        let rank_of = |s: u32| index.settled.rank[index.statements[s as usize].wording as usize];
        (0..self.len()).flat_map(move |further| {
            let first = self.starts[further] as usize;
            self.statements[first..self.starts[further + 1] as usize].iter().filter_map(move |s| {
                let rank = rank_of(*s);
                assignment.further(rank).next()?;
                let home = self.cluster_of[rank as usize] as usize;
                (home != further).then(|| (index.id(*s), home, further))
            })
        })
    }

    fn wording(&self, statement: u32) -> u32 {
        self.index.statements[statement as usize].wording
    }

    /// Pairs of clusters that say the same but for a number or a negation, each once.
    pub fn conflicts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.links.iter().map(|(a, b)| (*a as usize, *b as usize))
    }
}
