//! How much a word tells: its rarity among the statements, with a prior for small collections.

use super::threads::{map, runs, threads};
use super::wordings::Wordings;
use super::words::{CUT, Trait, Vocabulary};

/// So many statements of general English stand behind the collection's own: what five articles cannot
/// tell of a word's rarity, these do.
const PRIOR: f32 = 500.0;
/// The share of those that hold a given word of the closed classes, an everyday word, a common word, and
/// any other.
const CLOSED: f32 = 0.2;
const EVERYDAY: f32 = 0.04;
const COMMON: f32 = 0.008;
const OPEN: f32 = 0.0005;
/// A word in fewer statements than this proposes pairs by itself.
const RARE: f32 = 200.0;

/// The rarity of each word, in nats.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    rarity: Vec<f32>,
    rare: f32,
    unseen: f32,
    /// The logarithm of the number of statements, prior included.
    size: f32,
}

/// To a thousandth or so: sums of thousands of such numbers are exact, so that neither the order in which
/// words are added up nor a machine's logarithm shows.
fn even(nats: f32) -> f32 {
    (nats * 1024.0).round() / 1024.0
}

impl Weights {
    pub(crate) fn new(vocabulary: &Vocabulary, wordings: &Wordings) -> Self {
        let all = wordings.len() as u32;
        let parts = map(runs(all, all.div_ceil(threads() as u32).max(1)), |part| {
            let mut holders = vec![0_u32; vocabulary.len()];
            let mut last = vec![u32::MAX; vocabulary.len()];
            let mut n = 0_u32;
            for wording in part.filter(|w| wordings.live(*w) > 0) {
                n += 1;
                for w in wordings.words(wording) {
                    if last[*w as usize] != wording {
                        last[*w as usize] = wording;
                        holders[*w as usize] += 1;
                    }
                }
            }
            (holders, n)
        });
        let mut holders = vec![0_u32; vocabulary.len()];
        for (of_part, _) in &parts {
            holders.iter_mut().zip(of_part).for_each(|(sum, of)| *sum += of);
        }
        let n = parts.iter().map(|p| p.1).sum();
        Self::of_holders(vocabulary, &holders, n)
    }

    /// The same from how many of `n` distinct wordings hold each word.
    pub(crate) fn of_holders(vocabulary: &Vocabulary, holders: &[u32], n: u32) -> Self {
        let size = even((n as f32 + PRIOR).ln());
        let rarity = |(id, holders): (usize, &u32)| {
            if id == CUT as usize {
                return 0.0;
            }
            let traits = vocabulary.traits(id as u32);
            let share = if traits.has(Trait::FUNCTION) {
                CLOSED
            } else if traits.has(Trait::EVERYDAY) {
                EVERYDAY
            } else if traits.has(Trait::COMMON) {
                COMMON
            } else {
                OPEN
            };
            even((size - (*holders as f32 + PRIOR * share).ln()).max(0.05))
        };
        let rare = size - RARE.ln();
        let unseen = even(size - (1.0 + PRIOR * OPEN).ln());
        Self { rarity: holders.iter().enumerate().map(rarity).collect(), rare, unseen, size }
    }

    /// What is saved of them.
    pub(crate) fn parts(&self) -> Vec<f32> {
        let mut parts = vec![self.rare, self.unseen, self.size];
        parts.extend_from_slice(&self.rarity);
        parts
    }

    /// Puts back what `parts` gave.
    pub(crate) fn from_parts(mut parts: Vec<f32>) -> Self {
        let rarity = parts.split_off(parts.len().min(3));
        let [rare, unseen, size] = *parts.as_slice() else { return Self::default() };
        Self { rarity, rare, unseen, size }
    }

    #[inline]
    pub(crate) fn of(&self, word: u32) -> f32 {
        self.rarity.get(word as usize).copied().unwrap_or(self.unseen)
    }

    #[inline]
    pub(crate) fn is_rare(&self, word: u32) -> bool {
        self.of(word) >= self.rare
    }

    /// Exact: the same in whatever order the words come.
    pub(crate) fn sum(&self, words: &[u32]) -> f32 {
        words.iter().map(|w| self.of(*w)).sum()
    }

    pub(crate) const fn size(&self) -> f32 {
        self.size
    }
}
