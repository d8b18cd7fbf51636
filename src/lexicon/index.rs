//! From a word's letters to its number.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::WordId;

/// All words. Those of up to sixteen bytes, nearly all, are kept in the table itself: a look-up touches
/// one place in memory, and entering one allocates nothing.
#[derive(Clone, Debug)]
pub(super) struct Index {
    short: FxHashMap<(u64, u64), WordId>,
    long: FxHashMap<Box<str>, WordId>,
}

/// The bytes of a short word, padded with zeros; a word holds none.
fn short(word: &str) -> Option<(u64, u64)> {
    let bytes = word.as_bytes();
    if bytes.len() > 16 || bytes.contains(&0) {
        return None;
    }
    let mut key = [0; 16];
    key[..bytes.len()].copy_from_slice(bytes);
    let half = |at: usize| key[at..at + 8].iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
    Some((half(0), half(8)))
}

impl Index {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self { short: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), long: FxHashMap::default() }
    }

    pub(super) fn get(&self, word: &str) -> Option<WordId> {
        match short(word) {
            Some(key) => self.short.get(&key).copied(),
            None => self.long.get(word).copied(),
        }
    }

    /// The word's number: the one it has, or `next`, which it then has.
    pub(super) fn enter(&mut self, word: &str, next: WordId) -> WordId {
        match short(word) {
            Some(key) => *self.short.entry(key).or_insert(next),
            None => *self.long.entry(word.into()).or_insert(next),
        }
    }
}
