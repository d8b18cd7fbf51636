//! From scored pairs to groups of figures that measure one data item.

use rustc_hash::FxHashMap;

use super::{Frequencies, Item, Row, Weights, score};
use crate::compare::{Rates, compare, family};
use crate::report::Grade;
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

/// Groups the items. Pairs are taken from the surest to the least sure; two groups become one where
/// their members are, on the average, sure enough of one another, and where no article would have two
/// different values in it: within one article a figure has one value.
pub(crate) fn group(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &Weights) -> Vec<Group> {
    let scored = Scored::new(items, rarity, rates, weights);
    let mut home: Vec<usize> = (0..items.len()).collect();
    let mut groups: Vec<Group> = (0..items.len()).map(|i| Group { members: vec![i], pairs: Vec::new() }).collect();
    for pair in scored.pairs {
        let (x, y) = (home[pair.a], home[pair.b]);
        if x != y {
            let sure = average(items, &groups[x], &groups[y], &scored.sums) >= weights.agree;
            if !sure || !may_join(items, &groups[x], &groups[y], rates) {
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

/// The pairs of a story that are sure enough, the surest first, and what every pair of one kind of figure
/// adds up to.
struct Scored {
    pairs: Vec<Pair>,
    sums: FxHashMap<(usize, usize), f64>,
}

impl Scored {
    fn new(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &Weights) -> Self {
        let often = Frequencies::of(items);
        let mut scored = Self { pairs: Vec::new(), sums: FxHashMap::default() };
        for (a, x) in items.iter().enumerate() {
            for (b, y) in items.iter().enumerate().skip(a + 1) {
                if x.article == y.article || family(x.figure.kind) != family(y.figure.kind) || second(items, x, y) || second(items, y, x) {
                    continue;
                }
                let Some(comparison) = compare(x.figure, y.figure, rates) else { continue };
                let rows = score(x, y, comparison.grade, rarity, &often, weights);
                let sum: f64 = rows.iter().map(|r| r.weight).sum();
                let conflict = comparison.grade.is_conflict();
                scored.sums.insert((a, b), sum);
                if sum >= weights.agree && (!conflict || sum >= weights.conflict && may_conflict(items, x, y, rates)) {
                    scored.pairs.push(Pair { a, b, score: sum, rows });
                }
            }
        }
        scored.pairs.sort_by(|p, q| q.score.total_cmp(&p.score).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
        scored
    }
}

/// What the pairs across two groups add up to, on the average; a pair that cannot be compared counts
/// nothing.
fn average(items: &[Item<'_>], x: &Group, y: &Group, sums: &FxHashMap<(usize, usize), f64>) -> f64 {
    let across = x.members.iter().flat_map(|a| y.members.iter().map(move |b| (*a.min(b), *a.max(b))));
    let sums: Vec<f64> =
        across.filter(|(a, b)| items[*a].article != items[*b].article).map(|p| sums.get(&p).copied().unwrap_or(0.0)).collect();
    sums.iter().sum::<f64>() / sums.len().max(1) as f64
}

/// Whether two unlike values may be two values of one data item: the event, and the thing where both
/// state it, are the same, and neither article has the other's value of it too.
fn may_conflict(items: &[Item<'_>], x: &Item<'_>, y: &Item<'_>, rates: &Rates) -> bool {
    let (m, n) = (&x.figure.measure, &y.figure.measure);
    let event = m.predicate.is_some() && (m.predicate == n.predicate || x.says && y.says);
    let thing = m.counted == n.counted || m.counted.is_none() || n.counted.is_none();
    let alike = |z: &Item<'_>, of: &Item<'_>, other: &Item<'_>| {
        z.article == of.article
            && (z.figure.measure.predicate == m.predicate || z.figure.measure.counted.is_some() && z.figure.measure.counted == m.counted)
            && compare(z.figure, other.figure, rates).is_some_and(|c| matches!(c.grade, Grade::Same | Grade::Rounding))
    };
    event && thing && !items.iter().any(|z| alike(z, x, y) || alike(z, y, x))
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
