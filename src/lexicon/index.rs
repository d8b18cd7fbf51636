//! From a word's letters to its number.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::WordId;

/// The bytes of a short word, padded with zeros, and how many they are in the highest byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Short(u64, u64);

/// This byte in each of the eight.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

impl Short {
    /// The longest word that is short, in bytes.
    const LONGEST: usize = 15;

    /// A word of ASCII characters as it is written, if it is short.
    #[inline]
    pub(crate) fn new(word: &[u8]) -> Option<Self> {
        let short = Self::of_bytes(word)?;
        ((short.0 | short.1) & each(0x80) == 0).then_some(short)
    }

    #[inline]
    fn of_bytes(word: &[u8]) -> Option<Self> {
        let (low, high) = match word.split_first_chunk::<8>() {
            Some((low, rest)) => (u64::from_le_bytes(*low), rest),
            None => (padded(word), &[][..]),
        };
        let len = (word.len() as u64) << 56;
        (word.len() <= Self::LONGEST).then(|| Self(low, padded(high) | len))
    }

    /// In lower case.
    #[inline]
    pub(crate) fn lower(self) -> Self {
        Self(self.0 | capitals(self.0) >> 2, self.1 | capitals(self.1) >> 2)
    }

    /// A bit for each letter, in the order of the word.
    #[inline]
    pub(crate) fn letters(self) -> u128 {
        bits(letters(self.0), letters(self.1))
    }

    /// A bit for each capital, at the place that it has among the letters.
    #[inline]
    pub(crate) fn capitals(self) -> u128 {
        bits(capitals(self.0), capitals(self.1))
    }

    /// A bit for each digit.
    #[inline]
    pub(crate) fn digits(self) -> u128 {
        bits(between(self.0, b'0', b'9'), between(self.1, b'0', b'9'))
    }
}

/// The bits of both halves of a word, without that of its length.
#[inline]
const fn bits(low: u64, high: u64) -> u128 {
    ((high & (u64::MAX >> 8)) as u128) << 64 | low as u128
}

/// The highest bit of every letter of `x`.
#[inline]
const fn letters(x: u64) -> u64 {
    between(x | each(0x20), b'a', b'z')
}

/// The highest bit of every capital of `x`: a letter without the bit that small ones have.
#[inline]
const fn capitals(x: u64) -> u64 {
    letters(x) & !((x & each(0x20)) << 2)
}

/// The highest bit of every byte of `x` from `low` to `high`, all of them ASCII.
#[inline]
const fn between(x: u64, low: u8, high: u8) -> u64 {
    let seven = x & each(0x7f);
    let from = seven + each(0x80 - low);
    let after = seven + each(0x7f - high);
    from & !after & !x & each(0x80)
}

/// Up to eight bytes as a number, the first lowest.
#[inline]
fn padded(bytes: &[u8]) -> u64 {
    if let (Some(head), Some(tail)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << (8 * (bytes.len() as u32 - 4));
    }
    bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// All words. The short ones, nearly all, are kept in the table itself: a look-up touches one place in
/// memory, and entering one allocates nothing.
#[derive(Clone, Debug)]
pub(super) struct Index {
    short: FxHashMap<Short, WordId>,
    long: FxHashMap<Box<str>, WordId>,
}

impl Index {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self { short: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), long: FxHashMap::default() }
    }

    pub(super) fn get(&self, word: &str) -> Option<WordId> {
        match Short::of_bytes(word.as_bytes()) {
            Some(key) => self.get_short(key),
            None => self.long.get(word).copied(),
        }
    }

    #[inline]
    pub(super) fn get_short(&self, word: Short) -> Option<WordId> {
        self.short.get(&word).copied()
    }

    /// The word's number: the one it has, or `next`, which it then has.
    pub(super) fn enter(&mut self, word: &str, next: WordId) -> WordId {
        match Short::of_bytes(word.as_bytes()) {
            Some(key) => *self.short.entry(key).or_insert(next),
            None => *self.long.entry(word.into()).or_insert(next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_short_word_tells_its_bytes(word in "[A-Za-z0-9'@\\[`{/:\u{1}\u{7f}]{0,18}") {
            let bits = |is: fn(&u8) -> bool| word.bytes().enumerate().filter(|(_, b)| is(b)).fold(0, |n, (i, _)| n | 0x80_u128 << (8 * i));
            let short = Short::new(word.as_bytes());
            prop_assert_eq!(short.is_some(), word.len() <= Short::LONGEST);
            if let Some(short) = short {
                prop_assert_eq!(short.letters(), bits(u8::is_ascii_alphabetic));
                prop_assert_eq!(short.capitals(), bits(u8::is_ascii_uppercase));
                prop_assert_eq!(short.digits(), bits(u8::is_ascii_digit));
                prop_assert_eq!(Some(short.lower()), Short::new(word.to_ascii_lowercase().as_bytes()));
                for cut in 0..word.len() {
                    prop_assert_ne!(Some(short), Short::new(&word.as_bytes()[..cut]));
                }
            }
        }
    }
}
