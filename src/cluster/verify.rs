//! Whether two statements are one: an alignment of their words, weighted by rarity.

use std::ops::Range;

use super::long::{self, Side, word};
use super::weights::Weights;
use super::words::{CUT, PIECES, Trait, Vocabulary};

/// What an alignment of a lighter statement with a heavier one shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alignment {
    /// The weight of the lighter statement's words that found their like, in order.
    pub(crate) matched: f32,
    /// That weight over the lighter statement's.
    pub(crate) share: f32,
    /// Whether a number or a negation changed between words that match.
    pub(crate) conflict: bool,
    /// Which pieces match, the heaviest first: bit 4 i + j where the lighter's piece i matches the heavier's piece j.
    /// 1 where neither is spliced.
    pub(crate) pieces: u16,
}

/// What an alignment must show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The weight of the lighter statement.
    pub(crate) total: f32,
    /// The least weight that must match.
    pub(crate) least: f32,
    /// The least weight that is no accident where it is one run of words.
    pub(crate) floor: f32,
    /// What each further run must weigh besides.
    pub(crate) run: f32,
    /// That share with the weights squared: the rarest words must be among those that match, or two fillings
    /// of one template would be one statement.
    pub(crate) squares: f64,
}

/// What is known of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'i> {
    pub(crate) weights: &'i Weights,
    pub(crate) vocabulary: &'i Vocabulary,
}

impl Words<'_> {
    /// The pieces between the cuts of a statement, by the places of their words: the heaviest first.
    pub(crate) fn pieces(&self, words: &[u32]) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for piece in words.splitn(PIECES, |w| *w == CUT) {
            pieces.push(from..from + piece.len());
            from += piece.len() + 1;
        }
        pieces.sort_by(|a, b| self.weights.sum(&words[b.clone()]).total_cmp(&self.weights.sum(&words[a.clone()])));
        pieces
    }
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
    /// The shared words of either side with their numbers, sorted: see [`long::sorted`].
    mine: Vec<u64>,
    theirs: Vec<u64>,
    /// The heaviest way to each cell, and the heaviest that matches there.
    table: Vec<(f32, f32)>,
    pairs: Vec<(u32, u32)>,
}

/// What a word that matches in another place is worth, of its weight: translations turn clauses around.
const ANY_ORDER: f32 = 0.8;
/// Longer gaps than this between matching words are left out or put in, not changed.
const GAP: usize = 3;
/// A word that is put in or changed does not end a run.
const NEAR: u32 = 2;
/// What a match right after a match is worth besides its weight, in nats: it only decides between ways
/// that weigh the same.
pub(super) const RUN: f32 = 0.02;
/// Of statements that share so many words on either side that the product is greater, only what is cheap is looked at: 128
/// words each, several times what a quote has.
const CELLS: usize = 1 << 14;
/// The part of a piece's weight that must match before the match is one of that piece: a quarter, as function words
/// alone weigh less.
const PIECE: f32 = 0.25;

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

    /// Aligns the statement that was set with another; none where that shows less than is asked.
    pub(crate) fn align(&mut self, left: &[u32], right: &[u32], asked: &Asked, words: Words) -> Option<Alignment> {
        self.shared(left, right);
        let (any_order, squares) = self.bag(words);
        if any_order < asked.least || squares < asked.squares {
            return None;
        }
        let in_order = self.common(left, right, words);
        let matched = in_order + ANY_ORDER * (any_order - in_order);
        if matched < asked.least || in_order < asked.floor + asked.run * self.breaks() as f32 {
            return None;
        }
        let (conflict, pieces) = (self.changed(left, right, words), self.pieces(left, right, words));
        Some(Alignment { matched, share: matched / asked.total, conflict, pieces })
    }

    /// The words of the statement that was set that match in order, each with its like.
    pub(crate) fn pair_up(&mut self, left: &[u32], right: &[u32], words: Words) -> Vec<(u32, u32)> {
        self.shared(left, right);
        self.common(left, right, words);
        self.pairs.clone()
    }

    /// The matching words and what they weigh, whether or not that is enough.
    pub(crate) fn weigh(&mut self, left: &[u32], right: &[u32], total: f32, words: Words) -> (Vec<(u32, u32)>, Alignment) {
        self.shared(left, right);
        let (any_order, _) = self.bag(words);
        let in_order = self.common(left, right, words);
        let matched = in_order + ANY_ORDER * (any_order - in_order);
        let share = if total > 0.0 { matched / total } else { 0.0 };
        let (conflict, pieces) = (self.changed(left, right, words), self.pieces(left, right, words));
        (self.pairs.clone(), Alignment { matched, share, conflict, pieces })
    }

    /// The pieces that match: those that share a part of the lighter statement's piece, and the two that share most.
    fn pieces(&self, left: &[u32], right: &[u32], words: Words) -> u16 {
        if !left.contains(&CUT) && !right.contains(&CUT) {
            return 1;
        }
        let (mine, theirs) = (words.pieces(left), words.pieces(right));
        let piece = |of: &[Range<usize>], at: u32| of.iter().position(|p| p.contains(&(at as usize))).unwrap_or(0);
        let mut cells = [[0.0_f32; PIECES]; PIECES];
        for (a, b) in &self.pairs {
            cells[piece(&mine, *a)][piece(&theirs, *b)] += words.weights.of(left[*a as usize]);
        }
        let most = cells.iter().flatten().copied().fold(0.0, f32::max);
        let mut bits = 0;
        for (i, (range, row)) in mine.into_iter().zip(&cells).enumerate() {
            let least = words.weights.sum(&left[range]) * PIECE;
            for (j, cell) in row.iter().enumerate() {
                let enough = *cell > 0.0 && (*cell >= least || *cell >= most);
                bits |= u16::from(enough) << (i * PIECES + j);
            }
        }
        bits
    }

    /// How often the matching words leave off, and do not begin again right behind on both sides.
    fn breaks(&self) -> usize {
        let apart = |p: &[(u32, u32)]| p[1].0 - p[0].0 > NEAR || p[1].1 - p[0].1 > NEAR;
        self.pairs.windows(2).filter(|p| apart(p)).count()
    }

    /// Finds the words on either side that the other has too.
    fn shared(&mut self, left: &[u32], right: &[u32]) {
        self.right.clear();
        self.right_epoch += 1;
        for (i, w) in right.iter().enumerate() {
            if self.left_mark[*w as usize] == self.left_epoch && *w != CUT {
                self.right_mark[*w as usize] = self.right_epoch;
                self.right.push(i as u32);
            }
        }
        self.left.clear();
        self.left.extend((0..left.len() as u32).filter(|i| self.right_mark[left[*i as usize] as usize] == self.right_epoch));
        long::sorted(left, &self.left, &mut self.mine);
        long::sorted(right, &self.right, &mut self.theirs);
    }

    /// The weight of the words that both have, in any order, and the sum of the squares of their weights.
    fn bag(&self, words: Words) -> (f32, f64) {
        let (mut i, mut j, mut sum, mut square) = (0, 0, 0.0, 0.0_f64);
        while i < self.mine.len() && j < self.theirs.len() {
            match word(self.mine[i]).cmp(&word(self.theirs[j])) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let w = words.weights.of(word(self.mine[i]));
                    sum += w;
                    square += f64::from(w) * f64::from(w);
                    i += 1;
                    j += 1;
                }
            }
        }
        (sum, square)
    }

    /// The heaviest common subsequence, into `pairs`; of equal ones that with the longest runs.
    fn common(&mut self, left: &[u32], right: &[u32], words: Words) -> f32 {
        let (m, n) = (self.left.len(), self.right.len());
        if m * n > CELLS {
            self.pairs = {
                let mine = Side { words: left, places: &self.left, sorted: &self.mine };
                let theirs = Side { words: right, places: &self.right, sorted: &self.theirs };
                long::common(mine, theirs, words)
            };
            return self.pairs.iter().rev().fold(0.0, |sum, pair| sum + words.weights.of(left[pair.0 as usize]));
        }
        let width = n + 1;
        self.table.clear();
        self.table.resize((m + 1) * width, (0.0, 0.0));
        for i in 1..=m {
            let at = self.left[i - 1];
            let own = left[at as usize];
            let w = words.weights.of(own);
            let (before, row) = self.table[(i - 1) * width..].split_at_mut(width);
            let mut back = 0.0;
            for (j, here) in self.right.iter().enumerate() {
                let mut best = if before[j + 1].0 > back { before[j + 1].0 } else { back };
                let mut with = 0.0;
                if right[*here as usize] == own {
                    let runs = i > 1 && j > 0 && self.left[i - 2] + 1 == at && self.right[j - 1] + 1 == *here && before[j].1 > 0.0;
                    let run = if runs { before[j].1 + RUN } else { 0.0 };
                    with = w + if run > before[j].0 { run } else { before[j].0 };
                    if with > best {
                        best = with;
                    }
                }
                row[j + 1] = (best, with);
                back = best;
            }
        }
        self.trace(left, words)
    }

    fn trace(&mut self, left: &[u32], words: Words) -> f32 {
        let (mut i, mut j) = (self.left.len(), self.right.len());
        let width = j + 1;
        let mut sum = 0.0;
        self.pairs.clear();
        // Whether the best way here goes on from a match right before.
        let mut run = false;
        while i > 0 && j > 0 {
            let (best, with) = self.table[i * width + j];
            if with > 0.0 && (run || with >= best) {
                let (a, b) = (self.left[i - 1], self.right[j - 1]);
                self.pairs.push((a, b));
                let w = words.weights.of(left[a as usize]);
                sum += w;
                let before = self.table[(i - 1) * width + j - 1];
                run = i > 1
                    && j > 1
                    && self.left[i - 2] + 1 == a
                    && self.right[j - 2] + 1 == b
                    && before.1 > 0.0
                    && before.1 + RUN > before.0;
                i -= 1;
                j -= 1;
            } else if self.table[(i - 1) * width + j].0 >= best {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        self.pairs.reverse();
        sum
    }

    /// Whether a number or a negation changed between two words that match.
    fn changed(&self, left: &[u32], right: &[u32], words: Words) -> bool {
        let mut before = (0, 0);
        let ends = (left.len() as u32, right.len() as u32);
        for (k, pair) in self.pairs.iter().copied().chain([ends]).enumerate() {
            let (a, b) = (before.0..pair.0 as usize, before.1..pair.1 as usize);
            let edge = k == 0 || pair == ends;
            before = (pair.0 as usize + 1, pair.1 as usize + 1);
            if a.len() <= GAP && b.len() <= GAP && a.len() + b.len() > 0 && gap_differs(&left[a], &right[b], edge, words) {
                return true;
            }
        }
        false
    }
}

fn gap_differs(a: &[u32], b: &[u32], edge: bool, words: Words) -> bool {
    let numbers = |gap: &[u32]| gap.iter().any(|w| words.vocabulary.traits(*w).has(Trait::NUMBER));
    if numbers(a) && numbers(b) {
        return true;
    }
    if edge {
        return false;
    }
    let negations = |gap: &[u32]| gap.iter().filter(|w| words.vocabulary.traits(**w).has(Trait::NEGATION)).count();
    let others = |gap: &[u32]| {
        gap.iter()
            .filter(|w| !words.vocabulary.traits(**w).has(Trait::NEGATION) && !words.vocabulary.traits(**w).has(Trait::TIE) && **w != CUT)
            .count()
    };
    negations(a) % 2 != negations(b) % 2 && others(a) == 0 && others(b) == 0
}
