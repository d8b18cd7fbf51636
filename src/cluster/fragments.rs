//! Fragments too short to be evidence: they join by who spoke, and when.

use rustc_hash::FxHashMap;

use super::candidates::View;
use super::index::ClaimIndex;
use super::words::Trait;

/// Fragments that stand, word for word, in statements of one cluster alone of those with the same speaker
/// key: each with the rank that leads that cluster, ascending. A fragment is what weighs less than any
/// match must; one of common words alone joins nothing.
pub(super) fn by_speaker(index: &ClaimIndex) -> Vec<(u32, u32)> {
    let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (s, row) in index.statements.iter().enumerate().take(index.settled.statements) {
        if row.live && row.speaker != 0 {
            of.entry(row.speaker).or_default().push(s as u32);
        }
    }
    let mut joined: Vec<(u32, u32)> = of.values().flat_map(|said| of_one(index, said)).collect();
    joined.sort_unstable();
    joined
}

fn of_one(index: &ClaimIndex, said: &[u32]) -> Vec<(u32, u32)> {
    let wording = |s: u32| index.statements[s as usize].wording;
    let rows: Vec<(&[u32], u32)> = said
        .iter()
        .map(|s| {
            let rank = index.settled.rank[wording(*s) as usize];
            (index.wordings.words(wording(*s)), index.settled.assignment.leader[rank as usize])
        })
        .collect();
    homes(&rows, index.view()).into_iter().map(|(n, leader)| (said[n], leader)).collect()
}

/// The fragments among one speaker's statements, given by their words and the rank that leads their cluster, and the
/// leader that each joins.
pub(super) fn homes<W: AsRef<[u32]>>(said: &[(W, u32)], view: View) -> Vec<(usize, u32)> {
    let words = |n: usize| said[n].0.as_ref();
    let (short, long): (Vec<usize>, Vec<usize>) = (0..said.len()).partition(|n| view.asked(words(*n)).is_none());
    if short.is_empty() || long.is_empty() {
        return Vec::new();
    }
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for n in long {
        let mut own = words(n).to_vec();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|w| holders.entry(w).or_default().push(n));
    }
    let common = |w: u32| {
        let traits = view.vocabulary.traits(w);
        [Trait::FUNCTION, Trait::EVERYDAY, Trait::NUMBER].into_iter().any(|t| traits.has(t))
    };
    let home = |fragment: usize| {
        let run = words(fragment);
        let rarest = run.iter().copied().filter(|w| !common(*w)).max_by(|a, b| view.weights.of(*a).total_cmp(&view.weights.of(*b)))?;
        let whole = holders.get(&rarest)?.iter().filter(|n| words(**n).windows(run.len()).any(|w| w == run));
        let mut clusters = whole.map(|n| said[*n].1);
        let first = clusters.next()?;
        clusters.all(|c| c == first).then_some((fragment, first))
    };
    short.into_iter().filter_map(home).collect()
}
