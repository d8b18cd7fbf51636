//! Posting lists: which wordings hold a pair of neighbouring words.

use std::ops::Range;

use super::threads::{map, runs, threads};
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
        // A power of two, as the number of buckets is, and no more than the fewest buckets.
        let width = buckets / ((threads() + 1).next_power_of_two() / 2).clamp(1, 16);
        // The keys of some ranks at a time are found on all threads; then each thread files those of its own buckets.
        let some = runs(n, RANKS * 64);
        let keyed = |ranks: &Range<u32>| {
            let parts = ranks.clone().step_by(RANKS as usize).map(|s| s..(s + RANKS).min(ranks.end)).collect();
            map(parts, |ranks| Keyed::new(ranks, &keys))
        };
        for ranks in &some {
            let keyed = keyed(ranks);
            let shards: Vec<(usize, &mut [u32])> = starts[..buckets].chunks_mut(width).enumerate().collect();
            map(shards, |(shard, counts)| {
                for bucket in keyed.iter().flat_map(|k| &k.buckets) {
                    if let Some(count) = counts.get_mut((*bucket as usize).wrapping_sub(shard * width)) {
                        *count += 1;
                    }
                }
            });
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut ranks = vec![0_u32; sum as usize];
        let mut left = ranks.as_mut_slice();
        let mut shards = Vec::new();
        let mut from = 0;
        for (shard, ends) in starts[..buckets].chunks_mut(width).enumerate() {
            let end = ends.last().copied().unwrap_or(from);
            let (part, rest) = left.split_at_mut((end - from) as usize);
            shards.push((shard * width, from, ends, part));
            (left, from) = (rest, end);
        }
        for ranks in some.iter().rev() {
            let keyed = keyed(ranks);
            map(shards.iter_mut().collect(), |(first, from, ends, part)| {
                for (rank, bucket) in keyed.iter().rev().flat_map(Keyed::rows) {
                    if let Some(end) = ends.get_mut((bucket as usize).wrapping_sub(*first)) {
                        *end -= 1;
                        part[(*end - *from) as usize] = rank;
                    }
                }
            });
        }
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

/// The keys of some wordings in a row.
struct Keyed {
    ranks: Range<u32>,
    buckets: Vec<u32>,
    /// Where each wording's buckets end.
    ends: Vec<u32>,
}

/// So many wordings' keys one thread finds in one go.
const RANKS: u32 = 512;

impl Keyed {
    fn new(ranks: Range<u32>, keys: impl Fn(u32, &mut Vec<u64>)) -> Self {
        let mut keyed = Self { ranks: ranks.clone(), buckets: Vec::with_capacity(ranks.len() * 24), ends: Vec::with_capacity(ranks.len()) };
        let mut room = Vec::new();
        for rank in ranks {
            keys(rank, &mut room);
            keyed.buckets.extend(room.iter().map(|k| *k as u32));
            keyed.ends.push(keyed.buckets.len() as u32);
        }
        keyed
    }

    /// Ranks with their buckets, the highest rank first.
    fn rows(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.ranks.clone().enumerate().rev().flat_map(|(i, rank)| {
            let start = i.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            self.buckets[start..self.ends[i] as usize].iter().map(move |b| (rank, *b))
        })
    }
}
