//! Fragments too short to be evidence: they join by who spoke, and when.

use rustc_hash::FxHashMap;

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
    let view = index.view();
    let words = |s: u32| index.wordings.words(index.statements[s as usize].wording);
    let (short, long): (Vec<u32>, Vec<u32>) = said.iter().partition(|s| view.asked(words(**s)).is_none());
    if short.is_empty() || long.is_empty() {
        return Vec::new();
    }
    let mut holders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for s in long {
        let mut own = words(s).to_vec();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|w| holders.entry(w).or_default().push(s));
    }
    let common = |w: u32| {
        let traits = index.vocabulary.traits(w);
        [Trait::FUNCTION, Trait::EVERYDAY, Trait::NUMBER].into_iter().any(|t| traits.has(t))
    };
    let home = |fragment: u32| {
        let run = words(fragment);
        let rarest = run.iter().copied().filter(|w| !common(*w)).max_by(|a, b| view.weights.of(*a).total_cmp(&view.weights.of(*b)))?;
        let whole = holders.get(&rarest)?.iter().filter(|s| words(**s).windows(run.len()).any(|w| w == run));
        let mut clusters = whole.map(|s| {
            let rank = index.settled.rank[index.statements[*s as usize].wording as usize];
            index.settled.assignment.leader[rank as usize]
        });
        let first = clusters.next()?;
        clusters.all(|c| c == first).then_some((fragment, first))
    };
    short.into_iter().filter_map(home).collect()
}
