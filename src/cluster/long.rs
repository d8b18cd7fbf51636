//! The heaviest common subsequence of two long statements, without a table of all words against all.

use rustc_hash::FxHashMap;

use super::verify::{RUN, Words};

/// A word that stands more often in both, as the product of the two, tells little of the order of words.
const OFTEN: usize = 64;

/// Two words that match, and what leads up to them.
struct Link {
    weight: f32,
    pair: (u32, u32),
    before: Option<usize>,
}

/// The words that match in order, of two statements of each of which the places of shared words are given: what both
/// begin and end with alike, and the heaviest way through the matches between (Hunt and Szymanski 1977, with weights).
/// Words that stand often in both are left out there, so that the work is as the length.
pub(super) fn common(left: (&[u32], &[u32]), right: (&[u32], &[u32]), words: Words) -> Vec<(u32, u32)> {
    let same = |(a, b): &(&u32, &u32)| left.1[**a as usize] == right.1[**b as usize];
    let head = left.0.iter().zip(right.0).take_while(same).count();
    let (l, r) = (&left.0[head..], &right.0[head..]);
    let tail = l.iter().rev().zip(r.iter().rev()).take_while(same).count();
    let between = between((&l[..l.len() - tail], left.1), (&r[..r.len() - tail], right.1), words);
    let ends = |range: std::ops::Range<usize>, from: usize| {
        let pair = move |n: usize| (left.0[n], right.0[from + n - range.start]);
        (range.start..range.end).map(pair)
    };
    let (m, n) = (left.0.len(), right.0.len());
    ends(0..head, 0).chain(between).chain(ends(m - tail..m, n - tail)).collect()
}

fn between(left: (&[u32], &[u32]), right: (&[u32], &[u32]), words: Words) -> Vec<(u32, u32)> {
    let mut places: FxHashMap<u32, (usize, Vec<usize>)> = FxHashMap::default();
    for (j, at) in right.0.iter().enumerate() {
        places.entry(right.1[*at as usize]).or_default().1.push(j);
    }
    for at in left.0 {
        places.entry(left.1[*at as usize]).or_default().0 += 1;
    }
    places.retain(|_, (times, at)| *times * at.len() <= OFTEN);
    let mut links: Vec<Link> = Vec::new();
    let mut heaviest = Heaviest(vec![(0.0, None); right.0.len() + 1]);
    // The matches of the word before, by their places on the right.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for (i, at) in left.0.iter().enumerate() {
        let word = left.1[*at as usize];
        let weight = words.weights.of(word);
        let next = i > 0 && left.0[i - 1] + 1 == *at;
        let mut row = Vec::new();
        for j in places.get(&word).map_or(&[][..], |(_, at)| at) {
            let (led, link) = heaviest.below(*j);
            let run = above.iter().find(|(k, _)| next && k + 1 == *j && right.0[*k] + 1 == right.0[*j]).map(|(_, link)| *link);
            let on = run.map_or(0.0, |l| links[l].weight + RUN);
            let (led, before) = if on > led { (on, run) } else { (led, link) };
            row.push((*j, links.len()));
            links.push(Link { weight: weight + led, pair: (*at, right.0[*j]), before });
        }
        row.iter().for_each(|(j, link)| heaviest.enter(*j, links[*link].weight, *link));
        above = row;
    }
    let mut pairs = Vec::new();
    let mut last = heaviest.below(right.0.len()).1;
    while let Some(link) = last {
        pairs.push(links[link].pair);
        last = links[link].before;
    }
    pairs.reverse();
    pairs
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
            let found = common((&l, a), (&r, b), view.words());
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
