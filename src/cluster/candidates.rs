//! From a statement to the few that it is held against: those that share its rarest pairs of words.

use super::config::ClusterConfig;
use super::postings::{Postings, pair_key};
use super::verify::{Aligner, Alignment, Asked, Words};
use super::weights::Weights;
use super::wordings::Wordings;
use super::words::{CUT, PIECES, Vocabulary};

/// What a search reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'i> {
    pub(crate) vocabulary: &'i Vocabulary,
    pub(crate) wordings: &'i Wordings,
    pub(crate) weights: &'i Weights,
    /// Wordings by rank.
    pub(crate) order: &'i [u32],
    pub(crate) postings: &'i Postings,
    pub(crate) config: &'i ClusterConfig,
    /// What of a key names its posting list.
    pub(crate) mask: u64,
}

impl<'i> View<'i> {
    pub(crate) const fn words(&self) -> Words<'i> {
        Words { weights: self.weights, vocabulary: self.vocabulary }
    }

    pub(crate) fn at(&self, rank: u32) -> &'i [u32] {
        self.order.get(rank as usize).map_or(&[], |w| self.wordings.words(*w))
    }

    /// What a match of the lighter statement `words` must show; none where it weighs too little for any.
    pub(crate) fn asked(&self, words: &[u32]) -> Option<Asked> {
        let total = self.weights.sum(words);
        let floor = self.weights.size() + self.config.floor;
        let share = self.config.share_at(self.weights.size());
        let squares: f64 = words.iter().map(|w| f64::from(self.weights.of(*w)).powi(2)).sum();
        let squares = squares * f64::from(share * self.config.rarest);
        let asked = Asked { total, least: (total * share).max(floor), floor, run: self.config.run, squares };
        (total >= floor).then_some(asked)
    }
}

/// A statement that another, or a piece of it, was held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    /// The other's rank.
    pub(crate) to: u32,
    /// Which piece of a spliced statement was held against it by itself.
    pub(crate) piece: Option<u8>,
    pub(crate) alignment: Alignment,
}

impl Edge {
    /// The pieces of the statement that the match covers, a bit each; a contradiction covers none.
    pub(crate) fn covered(&self) -> u16 {
        let rows = (0..PIECES).filter(|i| self.alignment.pieces >> (i * PIECES) & 15 != 0);
        if self.alignment.conflict { 0 } else { rows.fold(0, |bits, i| bits | 1 << i) }
    }

    /// The better match first.
    pub(crate) fn surer(&self, other: &Self) -> std::cmp::Ordering {
        other.alignment.share.total_cmp(&self.alignment.share).then(self.to.cmp(&other.to))
    }
}

/// Rooms for one thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) aligner: Aligner,
    keys: Vec<u64>,
    /// Length, key and first rank of each posting list that is asked.
    lists: Vec<(u32, u64, u32)>,
    /// Open addressing: rank plus one, and score.
    slots: Vec<(u32, f32)>,
    touched: Vec<u32>,
    /// Score and rank of each candidate, the best first.
    pub(crate) found: Vec<(f32, u32)>,
    pub(crate) edges: Vec<Edge>,
}

const SLOTS: usize = 1 << 13;
/// So much of a posting list is read at most: another list is begun while half of the slots are free, so that the
/// table is never full before the last one ends.
const LIST: usize = SLOTS / 2;
/// So many candidates are aligned at most.
const VERIFIED: usize = 32;

/// The keys of a wording's pairs and of its rare words, as far as `mask` keeps them, each once.
pub(crate) fn keys_of(words: &[u32], vocabulary: &Vocabulary, weights: &Weights, mask: u64, keys: &mut Vec<u64>) {
    keys.clear();
    let pairs = words.windows(2).filter(|w| w[0] != CUT && w[1] != CUT);
    keys.extend(pairs.map(|w| pair_key(vocabulary.key(w[0]), vocabulary.key(w[1]))));
    keys.extend(words.iter().filter(|w| weights.is_rare(**w)).map(|w| pair_key(vocabulary.key(*w), 1)));
    keys.iter_mut().for_each(|k| *k &= mask);
    keys.sort_unstable();
    keys.dedup();
}

impl Scratch {
    /// Fills `edges` with the matches of `words` among the ranks below `limit`, best first.
    pub(crate) fn search(&mut self, words: &[u32], limit: u32, view: View) {
        self.edges.clear();
        self.find(words, limit, None, view);
        self.edges.sort_by(Edge::surer);
    }

    /// The same for the wording of a rank among those below it, and then for each piece of it that no match covers, among all.
    pub(crate) fn search_rank(&mut self, rank: u32, view: View) {
        let words = view.at(rank);
        self.search(words, rank, view);
        if !words.contains(&CUT) {
            return;
        }
        let covered = self.edges.iter().fold(0, |rows, e| rows | e.covered());
        for (piece, range) in (0..).zip(view.words().pieces(words)).filter(|(p, _)| covered >> p & 1 == 0) {
            let first = self.edges.len();
            self.find(&words[range], u32::MAX, Some(piece), view);
            self.edges[first..].sort_by(Edge::surer);
        }
        self.edges.retain(|e| e.to != rank);
    }

    /// Appends to `edges`.
    fn find(&mut self, words: &[u32], limit: u32, piece: Option<u8>, view: View) {
        let Some(asked) = view.asked(words) else { return };
        self.propose(words, limit, view.config.asked, view, |key| view.postings.list(key));
        if self.found.is_empty() {
            return;
        }
        self.aligner.set_left(words, view.vocabulary.len());
        // All fetched before the first is read: the fetches overlap.
        let mut others: [&[u32]; VERIFIED] = [&[]; VERIFIED];
        let mut first = 0;
        for (other, (_, rank)) in others.iter_mut().zip(&self.found) {
            *other = view.at(*rank);
        }
        others.iter().for_each(|o| first ^= o.first().copied().unwrap_or(0));
        std::hint::black_box(first);
        for (other, (_, rank)) in others.iter().zip(&self.found) {
            let aligned = self.aligner.align(words, other, &asked, view.words());
            self.edges.extend(aligned.map(|alignment| Edge { to: *rank, piece, alignment }));
        }
    }

    /// Fills `found` with the ranks below `limit` that share the rarest of a statement's keys; `part` is
    /// the part of them that is asked. `lists` gives the length of a key's posting list and its first ranks.
    pub(crate) fn propose<'l>(&mut self, words: &[u32], limit: u32, part: f32, view: View, lists: impl Fn(u64) -> (u32, &'l [u32])) {
        self.found.clear();
        keys_of(words, view.vocabulary, view.weights, view.mask, &mut self.keys);
        self.lists.clear();
        for key in &self.keys {
            self.lists.push((lists(*key).0, *key, 0));
        }
        self.lists.retain(|l| l.0 > 0);
        self.lists.sort_unstable();
        let asked = ((self.keys.len() as f32 * part).ceil() as usize).max(3);
        self.lists.truncate(asked);
        self.lists.iter_mut().for_each(|l| l.2 = lists(l.1).1.first().copied().unwrap_or(u32::MAX));
        self.lists.retain(|l| l.2 < limit);
        self.count(limit, view, lists);
        let most = view.config.verified.min(VERIFIED);
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if self.found.len() > most {
            self.found.select_nth_unstable_by(most, order);
            self.found.truncate(most);
        }
        self.found.sort_unstable_by(order);
    }

    /// Adds up, for each rank in the lists, how rare the keys are that it shares.
    fn count<'l>(&mut self, limit: u32, view: View, lists: impl Fn(u64) -> (u32, &'l [u32])) {
        if self.slots.is_empty() {
            self.slots = vec![(0, 0.0); SLOTS];
        }
        for (len, key, _) in &self.lists {
            let score = view.weights.size() - (*len as f32).ln();
            for rank in lists(*key).1.iter().take(view.config.list.min(LIST)).take_while(|r| **r < limit) {
                let mut slot = (rank.wrapping_mul(0x9E37_79B1) >> 19) as usize;
                loop {
                    let entry = &mut self.slots[slot];
                    if entry.0 == rank + 1 {
                        entry.1 += score;
                        break;
                    }
                    if entry.0 == 0 {
                        *entry = (rank + 1, score);
                        self.touched.push(slot as u32);
                        break;
                    }
                    slot = (slot + 1) & (SLOTS - 1);
                }
            }
            if self.touched.len() > SLOTS / 2 {
                break;
            }
        }
        for slot in self.touched.drain(..) {
            let entry = &mut self.slots[slot as usize];
            self.found.push((entry.1, entry.0 - 1));
            *entry = (0, 0.0);
        }
    }
}
