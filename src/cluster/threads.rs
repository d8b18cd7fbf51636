//! Work on one thread, or with the feature `rayon` on several: what comes of it is the same.

use std::ops::Range;

/// The numbers below `n` in runs of `step`.
pub(super) fn runs(n: u32, step: u32) -> Vec<Range<u32>> {
    (0..n).step_by(step as usize).map(|s| s..s.saturating_add(step).min(n)).collect()
}

/// The rows of all parts, in order; each part is given back as soon as it is read.
pub(super) fn gather<T>(parts: Vec<Vec<T>>) -> Vec<T> {
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.into_iter().for_each(|mut part| all.append(&mut part));
    all
}

#[cfg(not(feature = "rayon"))]
mod on {
    pub const fn threads() -> usize {
        1
    }

    pub fn both<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }

    /// What `work` makes of each part, in the order of the parts.
    pub fn map<T, R>(parts: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
        parts.into_iter().map(work).collect()
    }

    pub fn sort<T>(rows: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering) {
        rows.sort_unstable_by(order);
    }
}

#[cfg(feature = "rayon")]
mod on {
    use rayon::prelude::*;

    pub fn threads() -> usize {
        rayon::current_num_threads()
    }

    pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        rayon::join(one, other)
    }

    /// What `work` makes of each part, in the order of the parts.
    pub fn map<T: Send, R: Send>(parts: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        parts.into_par_iter().with_max_len(1).map(work).collect()
    }

    pub fn sort<T: Send>(rows: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
        rows.par_sort_unstable_by(order);
    }
}

pub(super) use on::{both, map, sort, threads};
