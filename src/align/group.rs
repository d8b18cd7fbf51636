//! From scored pairs to groups of figures that measure one data item.

use super::{Frequencies, Item, Row, Weights, score};
use crate::compare::{Rates, compare, family};
use crate::terms::Rarity;

/// Figures that measure one data item, by index into the items, and the pairs that joined them.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) members: Vec<usize>,
    pub(crate) pairs: Vec<Pair>,
}

/// Two figures that were held to measure one data item.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) score: f64,
    pub(crate) rows: Vec<Row>,
}

/// Groups the items. Pairs are taken from the surest to the least sure; within one article a figure has
/// one value, so a group takes no second, different value of an article it has.
pub(crate) fn group(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &Weights) -> Vec<Group> {
    let mut pairs = pairs(items, rarity, rates, weights);
    pairs.sort_by(|p, q| q.score.total_cmp(&p.score).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
    let mut home: Vec<usize> = (0..items.len()).collect();
    let mut groups: Vec<Group> = (0..items.len()).map(|i| Group { members: vec![i], pairs: Vec::new() }).collect();
    for pair in pairs {
        let (x, y) = (home[pair.a], home[pair.b]);
        if x != y {
            if !may_join(items, &groups[x], &groups[y], rates) {
                continue;
            }
            let (into, from) = (x.min(y), x.max(y));
            let taken = std::mem::take(&mut groups[from]);
            for member in &taken.members {
                home[*member] = into;
            }
            groups[into].members.extend(taken.members);
            groups[into].pairs.extend(taken.pairs);
        }
        let at = home[pair.a];
        groups[at].pairs.push(pair);
    }
    groups.retain(|g| !g.members.is_empty());
    for g in &mut groups {
        g.members.sort_unstable();
    }
    groups
}

fn pairs(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &Weights) -> Vec<Pair> {
    let often = Frequencies::of(items);
    let mut pairs = Vec::new();
    for (a, x) in items.iter().enumerate() {
        for (b, y) in items.iter().enumerate().skip(a + 1) {
            if x.article == y.article || family(x.figure.kind) != family(y.figure.kind) || second(items, x, y) || second(items, y, x) {
                continue;
            }
            let Some(comparison) = compare(x.figure, y.figure, rates) else { continue };
            let rows = score(x, y, comparison.grade, rarity, &often, weights);
            let sum: f64 = rows.iter().map(|r| r.weight).sum();
            let least = if comparison.grade.is_conflict() { weights.conflict } else { weights.agree };
            if sum >= least {
                pairs.push(Pair { a, b, score: sum, rows });
            }
        }
    }
    pairs
}

/// Whether `x` repeats, in another unit, a figure that is in `y`'s own: that one is compared.
fn second(items: &[Item<'_>], x: &Item<'_>, y: &Item<'_>) -> bool {
    let Some(first) = x.figure.equivalent_of.as_ref() else { return false };
    items.iter().any(|i| i.figure.id == *first && i.figure.unit == y.figure.unit)
}

/// Whether no article would have two different values in the joined group.
fn may_join(items: &[Item<'_>], x: &Group, y: &Group, rates: &Rates) -> bool {
    x.members.iter().all(|a| {
        y.members.iter().filter(|b| items[*a].article == items[**b].article).all(|b| {
            let (p, q) = (items[*a].figure, items[*b].figure);
            compare(p, q, rates).is_some_and(|c| !c.grade.is_conflict())
        })
    })
}
