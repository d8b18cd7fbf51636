//! Asking the index between two calls of `settle`, and asking it why.

use rustc_hash::FxHashMap;

use super::candidates::{Scratch, keys_of};
use super::index::ClaimIndex;
use super::postings::pair_key;
use super::verify::Alignment;

/// A statement that matches another.
#[derive(Clone, Debug, PartialEq)]
pub struct Match<'i> {
    /// The statement that it was held against.
    pub statement: &'i str,
    /// The representative of that statement's cluster, as it was last settled; none for a statement that
    /// came after.
    pub cluster: Option<&'i str>,
    /// The weight that matched, in nats.
    pub matched: f32,
    /// That weight over the lighter statement's.
    pub share: f32,
    /// Whether a number or a negation changed between words that match: a contradiction, no copy.
    pub conflict: bool,
}

/// Why two statements are, or are not, taken for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The pair of words, or the rare word, that proposed the two: the rarest key that both have.
    pub key: Option<String>,
    /// The words that match, in order, each with its weight in nats.
    pub words: Vec<(String, f32)>,
    /// The weight that matched, words in another place at a discount.
    pub matched: f32,
    /// That weight over the lighter statement's.
    pub share: f32,
    /// The share that was asked.
    pub share_asked: f32,
    /// The weight that one run of words must have.
    pub floor: f32,
    /// Whether it was enough.
    pub enough: bool,
    /// Whether a number or a negation changed between words that match.
    pub conflict: bool,
}

/// What came after the last `settle`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tail {
    /// Wordings from here on are not in the settled postings.
    from: u32,
    /// Wordings before that which no statement had any more, and one has again.
    revived: Vec<u32>,
    /// Wordings and statements before these are filed below.
    filed: u32,
    read: usize,
    postings: FxHashMap<u64, Vec<u32>>,
    /// The statement with the lowest id that has a wording.
    speaks: FxHashMap<u32, u32>,
}

impl Tail {
    /// An empty tail behind so many settled wordings and statements.
    pub(crate) fn behind(wordings: u32, statements: usize) -> Self {
        Self { from: wordings, filed: wordings, read: statements, ..Self::default() }
    }

    pub(crate) const fn from(&self) -> u32 {
        self.from
    }

    /// Takes note of a wording that a first statement has.
    pub(crate) fn revive(&mut self, wording: u32) {
        if wording < self.from {
            self.revived.push(wording);
        }
    }

    fn catch_up(&mut self, index: &ClaimIndex) {
        let view = index.view();
        let mut keys = Vec::new();
        let settled = |w: &u32| index.settled.rank.get(*w as usize).is_some_and(|r| *r != u32::MAX);
        let late = std::mem::take(&mut self.revived).into_iter().filter(|w| !settled(w));
        for wording in late.chain(self.filed..view.wordings.len() as u32) {
            keys_of(view.wordings.words(wording), view.vocabulary, view.weights, u64::MAX, &mut keys);
            keys.iter().for_each(|k| self.postings.entry(*k).or_default().push(wording));
        }
        self.filed = view.wordings.len() as u32;
        for s in self.read..index.statements.len() {
            let known = self.speaks.entry(index.statements[s].wording).or_insert(s as u32);
            if index.id(s as u32) < index.id(*known) {
                *known = s as u32;
            }
        }
        self.read = index.statements.len();
    }
}

impl ClaimIndex {
    /// The statements that `text` matches now, the best first, one for each distinct wording: those that
    /// are settled, and those that were added since. What it costs does not grow with the number of
    /// statements, but for the first call after many were added.
    pub fn query(&mut self, text: &str) -> Vec<Match<'_>> {
        let mut words = Vec::new();
        self.vocabulary.words_of(text, self.config.words, &mut words);
        let mut tail = std::mem::take(&mut self.tail);
        let mut scratch = std::mem::take(&mut self.scratch);
        tail.catch_up(self);
        let found = self.matches(&words, &tail, &mut scratch);
        self.tail = tail;
        self.scratch = scratch;
        found
            .into_iter()
            .filter_map(|(wording, alignment)| {
                let statement = self.speaks_for(wording)?;
                let cluster = self.settled.cluster_of(wording).and_then(|leader| self.speaks_for(leader));
                Some(Match {
                    statement: self.id(statement),
                    cluster: cluster.map(|c| self.id(c)),
                    matched: alignment.matched,
                    share: alignment.share,
                    conflict: alignment.conflict,
                })
            })
            .collect()
    }

    /// The wordings that some words match.
    fn matches(&self, words: &[u32], tail: &Tail, scratch: &mut Scratch) -> Vec<(u32, Alignment)> {
        let view = self.view();
        scratch.propose(words, u32::MAX, 1.0, view, |key| view.postings.list(key));
        let mut candidates: Vec<u32> = scratch.found.iter().map(|(_, rank)| view.order[*rank as usize]).collect();
        let mut keys = Vec::new();
        keys_of(words, &self.vocabulary, view.weights, u64::MAX, &mut keys);
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for key in &keys {
            for wording in tail.postings.get(key).into_iter().flatten().take(self.config.list) {
                *counts.entry(*wording).or_default() += 1;
            }
        }
        let mut late: Vec<(u32, u32)> = counts.into_iter().map(|(w, n)| (n, w)).collect();
        late.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(self.wordings.key(a.1).cmp(&self.wordings.key(b.1))));
        candidates.extend(late.into_iter().take(self.config.verified).map(|l| l.1));
        let mut found: Vec<(u32, Alignment)> = candidates
            .into_iter()
            .filter(|w| self.wordings.live(*w) > 0)
            .filter_map(|w| Some((w, self.align(words, self.wordings.words(w), scratch)?)))
            .collect();
        found.sort_by(|a, b| b.1.share.total_cmp(&a.1.share).then(self.wordings.key(a.0).cmp(&self.wordings.key(b.0))));
        found
    }

    /// Holds two statements against each other, the lighter against the heavier.
    fn align(&self, one: &[u32], other: &[u32], scratch: &mut Scratch) -> Option<Alignment> {
        let view = self.view();
        let (light, heavy) = if view.weights.sum(one) <= view.weights.sum(other) { (one, other) } else { (other, one) };
        let asked = view.asked(light)?;
        scratch.aligner.set_left(light, self.vocabulary.len());
        scratch.aligner.align(light, heavy, &asked, view.words())
    }

    /// The statement with the lowest id of those that had a wording when it was settled, or else of those
    /// that came after.
    fn speaks_for(&self, wording: u32) -> Option<u32> {
        let live = |s: &u32| self.statements.get(*s as usize).is_some_and(|r| r.live && r.wording == wording);
        let settled = self.settled.speaks.get(wording as usize).copied().filter(live);
        let late = || self.tail.speaks.get(&wording).copied().filter(live);
        // Only where that very statement was removed, others of the wording are looked for one by one.
        settled.or_else(late).or_else(|| (0..self.statements.len() as u32).filter(live).min_by(|a, b| self.id(*a).cmp(self.id(*b))))
    }

    /// Why `one` and `other` are, or are not, taken for one statement.
    pub fn explain(&mut self, one: &str, other: &str) -> Explanation {
        let [one, other] = [one, other].map(|text| {
            let mut words = Vec::new();
            self.vocabulary.words_of(text, self.config.words, &mut words);
            words
        });
        let mut scratch = std::mem::take(&mut self.scratch);
        let view = self.view();
        let (light, heavy) = if view.weights.sum(&one) <= view.weights.sum(&other) { (&one, &other) } else { (&other, &one) };
        let total = view.weights.sum(light);
        scratch.aligner.set_left(light, self.vocabulary.len());
        let (pairs, alignment) = scratch.aligner.weigh(light, heavy, total, view.words());
        let enough = self.align(light, heavy, &mut scratch).is_some();
        let explanation = Explanation {
            key: self.rarest_key(light, heavy),
            words: pairs
                .iter()
                .map(|(i, _)| light[*i as usize])
                .map(|w| (self.vocabulary.word(w).to_owned(), view.weights.of(w)))
                .collect(),
            matched: alignment.matched,
            share: alignment.share,
            share_asked: self.config.share_at(view.weights.size()),
            floor: view.weights.size() + self.config.floor,
            enough,
            conflict: alignment.conflict,
        };
        self.scratch = scratch;
        explanation
    }

    fn rarest_key(&self, one: &[u32], other: &[u32]) -> Option<String> {
        let view = self.view();
        let word = |w: u32| self.vocabulary.word(w);
        let pairs = one.windows(2).filter(|p| other.windows(2).any(|o| o == *p)).map(|p| {
            let key = pair_key(self.vocabulary.key(p[0]), self.vocabulary.key(p[1])) & view.mask;
            (view.postings.get(key).len(), view.weights.sum(p), format!("{} {}", word(p[0]), word(p[1])))
        });
        let rare = one.iter().filter(|w| view.weights.is_rare(**w) && other.contains(w)).map(|w| {
            let key = pair_key(self.vocabulary.key(*w), 1) & view.mask;
            (view.postings.get(key).len(), view.weights.of(*w), word(*w).to_owned())
        });
        // Of equally rare ones, the one that tells most.
        pairs.chain(rare).min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then_with(|| a.2.cmp(&b.2))).map(|k| k.2)
    }
}
