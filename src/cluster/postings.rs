//! Posting lists: which wordings hold a pair of neighbouring words.

use super::wordings::mix;

/// Lists of ranks by bucket of a pair's key. Two pairs may share a bucket: a list proposes, and the
/// alignment decides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    mask: u64,
    /// Where each bucket's list begins; one more at the end.
    starts: Vec<u32>,
    ranks: Vec<u32>,
}

impl Postings {
    /// Lists for wordings `0..n` in the order of their ranks, `pairs` giving each one's pair keys.
    pub(crate) fn build(n: u32, total: usize, pairs: impl Fn(u32, &mut Vec<u64>)) -> Self {
        let buckets = total.next_power_of_two().max(16);
        let mask = buckets as u64 - 1;
        let mut starts = vec![0_u32; buckets + 1];
        let mut keys = Vec::new();
        for rank in 0..n {
            pairs(rank, &mut keys);
            keys.iter().for_each(|k| starts[(k & mask) as usize] += 1);
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut ranks = vec![0_u32; sum as usize];
        for rank in (0..n).rev() {
            pairs(rank, &mut keys);
            for key in &keys {
                let at = &mut starts[(key & mask) as usize];
                *at -= 1;
                ranks[*at as usize] = rank;
            }
        }
        Self { mask, starts, ranks }
    }

    /// The ranks filed under a pair, in ascending order.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> &[u32] {
        let i = (key & self.mask) as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(s), Some(e)) => &self.ranks[*s as usize..*e as usize],
            _ => &[],
        }
    }
}

/// The key of two neighbouring words.
#[inline]
pub(crate) const fn pair_key(first: u64, second: u64) -> u64 {
    mix(first, second)
}
