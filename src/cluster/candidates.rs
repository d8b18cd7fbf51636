//! From a statement to the few that it is held against: those that share its rarest pairs of words.

use super::config::ClusterConfig;
use super::index::Settled;
use super::postings::pair_key;
use super::verify::{Aligner, Alignment, Asked, Words};
use super::weights::Weights;
use super::wordings::Wordings;
use super::words::Vocabulary;

/// A statement of higher rank that another was held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    /// The other's rank.
    pub(crate) to: u32,
    pub(crate) alignment: Alignment,
}

/// Rooms for one thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    aligner: Aligner,
    keys: Vec<u64>,
    lists: Vec<(u32, u64)>,
    /// Open addressing: rank plus one and score.
    slots: Vec<(u32, f32)>,
    touched: Vec<u32>,
    found: Vec<(f32, u32)>,
    pub(crate) edges: Vec<Edge>,
}

const SLOTS: usize = 1 << 13;

/// The keys of a wording's pairs and of its rare words, each once.
pub(crate) fn pair_keys(words: &[u32], vocabulary: &Vocabulary, weights: &Weights, keys: &mut Vec<u64>) {
    keys.clear();
    keys.extend(words.windows(2).map(|w| pair_key(vocabulary.key(w[0]), vocabulary.key(w[1]))));
    keys.extend(words.iter().filter(|w| weights.is_rare(**w)).map(|w| pair_key(vocabulary.key(*w), 1)));
    keys.sort_unstable();
    keys.dedup();
}

/// What a match of the lighter statement `words` must show; none where it weighs too little for any.
pub(crate) fn asked(words: &[u32], weights: &Weights, config: &ClusterConfig) -> Option<Asked> {
    let total = weights.sum(words);
    let floor = weights.size() + config.floor;
    let share = config.share_at(weights.size());
    let squares: f32 = words.iter().map(|w| weights.of(*w) * weights.of(*w)).sum();
    (total >= floor).then(|| Asked { total, least: (total * share).max(floor), floor, squares: squares * share * config.rarest })
}

impl Scratch {
    /// Fills `edges` with the matches of `words` among the ranks below `limit`, best first.
    pub(crate) fn search(
        &mut self,
        words: &[u32],
        limit: u32,
        settled: &Settled,
        vocabulary: &Vocabulary,
        wordings: &Wordings,
        config: &ClusterConfig,
    ) {
        self.edges.clear();
        let Some(asked) = asked(words, &settled.weights, config) else { return };
        self.propose(words, limit, settled, vocabulary, config);
        if self.found.is_empty() {
            return;
        }
        self.aligner.set_left(words, vocabulary.len());
        for (_, rank) in &self.found {
            let other = wordings.words(settled.order[*rank as usize]);
            let aligned = self.aligner.align(words, other, &asked, Words { weights: &settled.weights, vocabulary });
            self.edges.extend(aligned.map(|alignment| Edge { to: *rank, alignment }));
        }
        self.edges.sort_by(|a, b| b.alignment.share.total_cmp(&a.alignment.share).then(a.to.cmp(&b.to)));
    }

    fn propose(&mut self, words: &[u32], limit: u32, settled: &Settled, vocabulary: &Vocabulary, config: &ClusterConfig) {
        self.found.clear();
        pair_keys(words, vocabulary, &settled.weights, &mut self.keys);
        self.lists.clear();
        self.lists.extend(self.keys.iter().map(|k| (settled.postings.get(*k).len() as u32, *k)));
        self.lists.sort_unstable();
        let asked = ((self.lists.len() as f32 * config.asked).ceil() as usize).max(3);
        if self.slots.is_empty() {
            self.slots = vec![(0, 0.0); SLOTS];
        }
        for (len, key) in self.lists.iter().take(asked) {
            let score = settled.weights.size() - (*len as f32).max(1.0).ln();
            for rank in settled.postings.get(*key).iter().take(config.list).take_while(|r| **r < limit) {
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
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if self.found.len() > config.verified {
            self.found.select_nth_unstable_by(config.verified, order);
            self.found.truncate(config.verified);
        }
        self.found.sort_unstable_by(order);
    }
}
