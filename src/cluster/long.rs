//! The heaviest common subsequence of two long statements, without a table of all words against all.

use std::ops::Range;

use super::verify::{RUN, Words};

/// A word that stands more often in both, as the product of the two, tells little of the order of words.
const OFTEN: usize = 64;

/// Two words that match, and what leads up to them.
struct Link {
    weight: f32,
    pair: (u32, u32),
    /// Its number among the shared words on the right.
    number: usize,
    before: Option<usize>,
}

/// The shared words of a statement.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) words: &'s [u32],
    /// Where they stand.
    pub(super) places: &'s [u32],
    /// Each with its number among them, sorted: see [`sorted`].
    pub(super) sorted: &'s [u64],
}

/// A word and its number among the shared ones, to be sorted at a stroke.
pub(super) fn sorted(words: &[u32], places: &[u32], out: &mut Vec<u64>) {
    out.clear();
    out.extend(places.iter().zip(0..).map(|(at, n)| u64::from(words[*at as usize]) << 32 | n));
    out.sort_unstable();
}

/// The word of what [`sorted`] gives.
pub(super) const fn word(key: u64) -> u32 {
    (key >> 32) as u32
}

const fn number(key: u64) -> usize {
    key as u32 as usize
}

impl Side<'_> {
    fn word(&self, n: usize) -> u32 {
        self.words[self.places[n] as usize]
    }

    /// The words in a range of numbers, sorted.
    fn within(&self, range: &Range<usize>) -> Vec<u64> {
        self.sorted.iter().copied().filter(|key| range.contains(&number(*key))).collect()
    }
}

/// The words that match in order, of the shared words of two statements: what both
/// begin and end with alike, and the heaviest way through the matches between (Hunt and Szymanski 1977, with weights).
/// Words that stand often in both are left out there, so that the work is as the length.
pub(super) fn common(left: Side<'_>, right: Side<'_>, words: Words) -> Vec<(u32, u32)> {
    let (m, n) = (left.places.len(), right.places.len());
    let head = (0..m.min(n)).take_while(|i| left.word(*i) == right.word(*i)).count();
    let tail = (1..=m.min(n) - head).take_while(|i| left.word(m - i) == right.word(n - i)).count();
    let pair = |(i, j): (usize, usize)| (left.places[i], right.places[j]);
    let mut pairs: Vec<(u32, u32)> = (0..head).map(|i| pair((i, i))).collect();
    between((left, head..m - tail), (right, head..n - tail), words, &mut pairs);
    pairs.extend((m - tail..m).zip(n - tail..n).map(pair));
    pairs
}

/// Appends the heaviest way through the matches in a range of either side.
fn between((left, l): (Side<'_>, Range<usize>), (right, r): (Side<'_>, Range<usize>), words: Words, pairs: &mut Vec<(u32, u32)>) {
    let (on_left, on_right) = (left.within(&l), right.within(&r));
    // What each word on the left meets on the right.
    let mut met: Vec<Range<usize>> = vec![0..0; l.len()];
    let mut from = 0;
    for of_word in on_left.chunk_by(|a, b| word(*a) == word(*b)) {
        from += on_right[from..].iter().take_while(|key| word(**key) < word(of_word[0])).count();
        let times = on_right[from..].iter().take_while(|key| word(**key) == word(of_word[0])).count();
        if times * of_word.len() <= OFTEN {
            of_word.iter().for_each(|key| met[number(*key) - l.start] = from..from + times);
        }
        from += times;
    }
    let mut links: Vec<Link> = Vec::with_capacity(met.iter().map(ExactSizeIterator::len).sum());
    let mut heaviest = Heaviest(vec![(0.0, None); right.places.len() + 1]);
    // The links of the word before.
    let mut above = 0..0;
    for (i, met) in l.zip(met) {
        let here = left.places[i];
        let weight = words.weights.of(left.word(i));
        let row = links.len();
        for j in on_right[met].iter().map(|key| number(*key)) {
            let there = right.places[j];
            let (led, link) = heaviest.below(j);
            let run = above.clone().find(|l: &usize| links[*l].pair.0 + 1 == here && links[*l].pair.1 + 1 == there);
            let on = run.map_or(0.0, |l| links[l].weight + RUN);
            let (led, before) = if on > led { (on, run) } else { (led, link) };
            links.push(Link { weight: weight + led, pair: (here, there), number: j, before });
        }
        above = row..links.len();
        above.clone().for_each(|l| heaviest.enter(links[l].number, links[l].weight, l));
    }
    let way = std::iter::successors(heaviest.below(right.places.len()).1, |link| links[*link].before);
    let from = pairs.len();
    pairs.extend(way.map(|link| links[link].pair));
    pairs[from..].reverse();
}

/// The heaviest link that ends before a place: a tree of prefixes (Fenwick 1994), each with its weight and link.
struct Heaviest(Vec<(f32, Option<usize>)>);

impl Heaviest {
    fn below(&self, place: usize) -> (f32, Option<usize>) {
        let mut best = (0.0, None);
        let mut at = place;
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn enter(&mut self, place: usize, weight: f32, link: usize) {
        let mut at = place + 1;
        while let Some(known) = self.0.get_mut(at) {
            if weight > known.0 {
                *known = (weight, Some(link));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::verify::Aligner;
    use super::*;
    use crate::cluster::{ClaimIndex, ClusterConfig, Statement};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_heavy_as_by_the_table(left in prop::collection::vec(0_usize..30, 1..40), right in prop::collection::vec(0_usize..30, 1..40)) {
            let mut index = ClaimIndex::new(ClusterConfig::new());
            let text = |words: &[usize]| words.iter().map(|w| format!("word{w} ")).collect::<String>();
            let texts = [text(&left), text(&right)];
            for (id, text) in ["a", "b"].into_iter().zip(&texts) {
                index.add(id, &[Statement { id, text, speaker: None }]);
            }
            index.settle();
            let view = index.view();
            let (a, b) = (view.wordings.words(0), view.wordings.words(view.wordings.len() as u32 - 1));
            let mut aligner = Aligner::default();
            aligner.set_left(a, view.vocabulary.len());
            let weigh = |pairs: &[(u32, u32)]| pairs.iter().map(|p| view.weights.of(a[p.0 as usize])).sum::<f32>();
            let table = aligner.pair_up(a, b, view.words());
            let shared = |own: &[u32], other: &[u32]| (0..own.len() as u32).filter(|i| other.contains(&own[*i as usize])).collect::<Vec<u32>>();
            let (l, r) = (shared(a, b), shared(b, a));
            let (mut of_l, mut of_r) = (Vec::new(), Vec::new());
            sorted(a, &l, &mut of_l);
            sorted(b, &r, &mut of_r);
            let sides = (Side { words: a, places: &l, sorted: &of_l }, Side { words: b, places: &r, sorted: &of_r });
            let found = common(sides.0, sides.1, view.words());
            prop_assert!(found.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1), "{found:?}");
            prop_assert!(found.iter().all(|p| a[p.0 as usize] == b[p.1 as usize]), "{found:?}");
            // Runs count as the table counts them; where head and tail end, a few may be seen by one of the two alone.
            let whole = |pairs: &[(u32, u32)]| {
                let runs = pairs.windows(2).filter(|p| p[0].0 + 1 == p[1].0 && p[0].1 + 1 == p[1].1).count();
                weigh(pairs) + RUN * runs as f32
            };
            prop_assert!((whole(&found) - whole(&table)).abs() <= RUN * 4.0, "{found:?} {table:?}");
        }
    }
}
