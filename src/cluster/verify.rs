//! Whether two statements are one: an alignment of their words, weighted by rarity.

use super::words::Trait;

/// What an alignment of a lighter statement with a heavier one shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alignment {
    /// The weight of the lighter statement's words that found their like, in order.
    pub(crate) matched: f32,
    /// That weight over the lighter statement's.
    pub(crate) share: f32,
    /// Whether a number or a negation changed between words that match.
    pub(crate) conflict: bool,
}

/// Rooms that are used again from pair to pair.
#[derive(Debug, Default)]
pub(crate) struct Aligner {
    left_mark: Vec<u32>,
    right_mark: Vec<u32>,
    left_epoch: u32,
    right_epoch: u32,
    left: Vec<u32>,
    right: Vec<u32>,
    table: Vec<f32>,
    pairs: Vec<(u32, u32)>,
}

/// Longer gaps than this between matching words are left out or put in, not changed.
const GAP: usize = 3;

impl Aligner {
    /// Sets the statement that the next ones are held against.
    pub(crate) fn set_left(&mut self, words: &[u32], vocabulary: usize) {
        if self.left_mark.len() < vocabulary || self.left_epoch == u32::MAX {
            self.left_mark = vec![0; vocabulary + vocabulary / 4];
            self.left_epoch = 0;
        }
        if self.right_mark.len() < self.left_mark.len() || self.right_epoch == u32::MAX {
            self.right_mark = vec![0; self.left_mark.len()];
            self.right_epoch = 0;
        }
        self.left_epoch += 1;
        words.iter().for_each(|w| self.left_mark[*w as usize] = self.left_epoch);
    }

    /// Aligns the statement that was set with another; none where less than `least` can match.
    pub(crate) fn align(
        &mut self,
        left: &[u32],
        right: &[u32],
        total: f32,
        least: f32,
        weight: impl Fn(u32) -> f32,
        traits: impl Fn(u32) -> Trait,
    ) -> Option<Alignment> {
        self.right.clear();
        self.right_epoch += 1;
        for (i, w) in right.iter().enumerate() {
            if self.left_mark[*w as usize] == self.left_epoch {
                self.right_mark[*w as usize] = self.right_epoch;
                self.right.push(i as u32);
            }
        }
        self.left.clear();
        let mut bound = 0.0;
        for (i, w) in left.iter().enumerate() {
            if self.right_mark[*w as usize] == self.right_epoch {
                bound += weight(*w);
                self.left.push(i as u32);
            }
        }
        if bound < least {
            return None;
        }
        let matched = self.common(left, right, &weight);
        if matched < least {
            return None;
        }
        let conflict = self.changed(left, right, &traits);
        Some(Alignment { matched, share: matched / total, conflict })
    }

    /// The heaviest common subsequence, into `pairs`.
    fn common(&mut self, left: &[u32], right: &[u32], weight: &impl Fn(u32) -> f32) -> f32 {
        let (m, n) = (self.left.len(), self.right.len());
        let width = n + 1;
        self.table.clear();
        self.table.resize((m + 1) * width, 0.0);
        for i in 1..=m {
            let word = left[self.left[i - 1] as usize];
            let w = weight(word);
            for j in 1..=n {
                let up = self.table[(i - 1) * width + j];
                let back = self.table[i * width + j - 1];
                let mut best = if up > back { up } else { back };
                if right[self.right[j - 1] as usize] == word {
                    let with = self.table[(i - 1) * width + j - 1] + w;
                    if with > best {
                        best = with;
                    }
                }
                self.table[i * width + j] = best;
            }
        }
        self.pairs.clear();
        let (mut i, mut j) = (m, n);
        while i > 0 && j > 0 {
            let here = self.table[i * width + j];
            if here == self.table[(i - 1) * width + j] {
                i -= 1;
            } else if here == self.table[i * width + j - 1] {
                j -= 1;
            } else {
                self.pairs.push((self.left[i - 1], self.right[j - 1]));
                i -= 1;
                j -= 1;
            }
        }
        self.pairs.reverse();
        self.table.get(m * width + n).copied().unwrap_or(0.0)
    }

    /// Whether a number or a negation changed between two words that match.
    fn changed(&self, left: &[u32], right: &[u32], traits: &impl Fn(u32) -> Trait) -> bool {
        let mut before = (0, 0);
        let ends = (left.len() as u32, right.len() as u32);
        for (k, pair) in self.pairs.iter().copied().chain([ends]).enumerate() {
            let (a, b) = (before.0..pair.0 as usize, before.1..pair.1 as usize);
            let edge = k == 0 || pair == ends;
            before = (pair.0 as usize + 1, pair.1 as usize + 1);
            if a.len() <= GAP && b.len() <= GAP && a.len() + b.len() > 0 && gap_differs(&left[a], &right[b], edge, traits) {
                return true;
            }
        }
        false
    }
}

fn gap_differs(a: &[u32], b: &[u32], edge: bool, traits: &impl Fn(u32) -> Trait) -> bool {
    let numbers = |gap: &[u32]| gap.iter().any(|w| traits(*w).has(Trait::NUMBER));
    if numbers(a) && numbers(b) {
        return true;
    }
    if edge {
        return false;
    }
    let negations = |gap: &[u32]| gap.iter().filter(|w| traits(**w).has(Trait::NEGATION)).count();
    let others = |gap: &[u32]| gap.iter().filter(|w| !traits(**w).has(Trait::NEGATION) && !traits(**w).has(Trait::TIE)).count();
    negations(a) % 2 != negations(b) % 2 && others(a) == 0 && others(b) == 0
}
