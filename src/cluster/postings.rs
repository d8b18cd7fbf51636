//! Posting lists: which wordings hold a pair of neighbouring words.

use super::wordings::mix;

/// Lists of ranks by bucket: what `mask` keeps of a key. Two keys may share a bucket: a list proposes, and
/// the alignment decides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    /// Where each bucket's list begins; one more at the end.
    starts: Vec<u32>,
    ranks: Vec<u32>,
}

impl Postings {
    /// What to keep of a key where all wordings have so many words together.
    pub(crate) fn mask(words: usize) -> u64 {
        words.next_power_of_two().max(16) as u64 - 1
    }

    /// Lists for wordings `0..n` in the order of their ranks, `keys` giving each one's keys under the mask.
    pub(crate) fn build(n: u32, mask: u64, keys: impl Fn(u32, &mut Vec<u64>) + Sync) -> Self {
        let buckets = mask as usize + 1;
        let mut starts = vec![0_u32; buckets + 1];
        let width = buckets / shards();
        // Each shard goes over all wordings and writes to its own buckets.
        let each = |first: usize, rank: u32, room: &mut Vec<u64>, write: &mut dyn FnMut(usize)| {
            keys(rank, room);
            room.iter().filter_map(|k| (*k as usize).checked_sub(first)).filter(|b| *b < width).for_each(write);
        };
        let counts: Vec<(usize, &mut [u32])> = starts[..buckets].chunks_mut(width).enumerate().collect();
        for_each(counts, |(shard, counts)| {
            let mut room = Vec::new();
            for rank in 0..n {
                each(shard * width, rank, &mut room, &mut |b| counts[b] += 1);
            }
        });
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut ranks = vec![0_u32; sum as usize];
        let mut left = ranks.as_mut_slice();
        let mut parts = Vec::new();
        let mut from = 0;
        for (shard, ends) in starts[..buckets].chunks_mut(width).enumerate() {
            let end = ends.last().copied().unwrap_or(from);
            let (part, rest) = left.split_at_mut((end - from) as usize);
            parts.push((shard, from, ends, part));
            (left, from) = (rest, end);
        }
        for_each(parts, |(shard, from, ends, part)| {
            let mut room = Vec::new();
            for rank in (0..n).rev() {
                each(shard * width, rank, &mut room, &mut |b| {
                    ends[b] -= 1;
                    part[(ends[b] - from) as usize] = rank;
                });
            }
        });
        Self { starts, ranks }
    }

    /// The ranks filed under a key of that mask, in ascending order.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> &[u32] {
        let i = key as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(s), Some(e)) => &self.ranks[*s as usize..*e as usize],
            _ => &[],
        }
    }

    /// The length of a key's list, and the list.
    #[inline]
    pub(crate) fn list(&self, key: u64) -> (u32, &[u32]) {
        let ranks = self.get(key);
        (ranks.len() as u32, ranks)
    }
}

/// The key of two neighbouring words.
#[inline]
pub(crate) const fn pair_key(first: u64, second: u64) -> u64 {
    mix(first, second)
}

#[cfg(not(feature = "rayon"))]
const fn shards() -> usize {
    1
}

#[cfg(feature = "rayon")]
fn shards() -> usize {
    // A power of two, as the number of buckets is, and no more than the fewest buckets.
    ((rayon::current_num_threads() + 1).next_power_of_two() / 2).clamp(1, 16)
}

#[cfg(not(feature = "rayon"))]
fn for_each<T>(parts: Vec<T>, work: impl Fn(T)) {
    parts.into_iter().for_each(work);
}

#[cfg(feature = "rayon")]
fn for_each<T: Send>(parts: Vec<T>, work: impl Fn(T) + Sync + Send) {
    use rayon::prelude::*;
    parts.into_par_iter().for_each(work);
}
