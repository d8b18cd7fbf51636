//! From scored pairs to groups of figures that measure one data item.

use rustc_hash::{FxHashMap, FxHashSet};

use super::score::{participants, slip};
use super::{AlignConfig, Frequencies, Item, Row, bar, score};
use crate::claim::FigureKind;
use crate::compare::{Rates, compare, family};
use crate::date::DateValue;
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
    /// Whether the values are equal and of a size that two things seldom share.
    rare: bool,
}

/// Groups the items. Pairs are taken from the surest to the least sure; two groups become one where
/// their members are, on the average, sure enough of one another, and where no article would have two
/// different values in it: within one article a figure has one value.
pub(crate) fn group(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &AlignConfig) -> Vec<Group> {
    let scored = Scored::new(items, rarity, rates, weights);
    let mut home: Vec<usize> = (0..items.len()).collect();
    let mut groups: Vec<Group> = (0..items.len()).map(|i| Group { members: vec![i], pairs: Vec::new() }).collect();
    // What was found of two groups holds as long as neither grows.
    let mut asked: FxHashMap<(usize, usize), Asked> = FxHashMap::default();
    for pair in scored.pairs {
        let (x, y) = (home[pair.a], home[pair.b]);
        if x != y {
            let sizes = (groups[x.min(y)].members.len(), groups[x.max(y)].members.len());
            let answer = || {
                let sure = average(items, &groups[x], &groups[y], &scored.sums).is_none_or(|sum| sum >= weights.agree);
                Asked { sizes, sure, may_join: may_join(items, &groups[x], &groups[y], &scored.barred, rates) }
            };
            let known = asked.entry((x.min(y), x.max(y))).or_insert_with(answer);
            if known.sizes != sizes {
                *known = answer();
            }
            if !(pair.rare || known.sure) || !known.may_join {
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

/// What was found of two groups of these sizes.
struct Asked {
    sizes: (usize, usize),
    sure: bool,
    may_join: bool,
}

/// So many digits beyond the first make an equal value rare: 1,375.
const RARE: f64 = 3.0;

/// The pairs of a story that are sure enough, the surest first, and what every pair of one kind of figure
/// adds up to.
struct Scored {
    pairs: Vec<Pair>,
    sums: FxHashMap<(usize, usize), f64>,
    /// Unlike values that are no two values of one data item.
    barred: FxHashSet<(usize, usize)>,
}

impl Scored {
    fn new(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &AlignConfig) -> Self {
        let often = Frequencies::of(items);
        let places: FxHashMap<&str, usize> = items.iter().enumerate().map(|(n, i)| (&*i.figure.id, n)).collect();
        let mut scored = Self { pairs: Vec::new(), sums: FxHashMap::default(), barred: FxHashSet::default() };
        for (a, x) in items.iter().enumerate() {
            for (b, y) in items.iter().enumerate().skip(a + 1) {
                let own = x.article == y.article;
                if family(x.figure) != family(y.figure) || own && !repeats(x, y) {
                    continue;
                }
                let befell = x.befalls && y.befalls && x.figure.measure.predicate != y.figure.measure.predicate;
                if befell
                    || second(items, &places, x, y)
                    || second(items, &places, y, x)
                    || x.standing != y.standing && (x.denied() || y.denied())
                {
                    continue;
                }
                let Some(comparison) = compare(x.figure, y.figure, rates) else { continue };
                let conflict = comparison.grade.is_conflict();
                // "At least three" leaves room for nineteen, and does not speak of them.
                let stray = comparison.grade == Grade::Bound && x.grows && bar::times(x, y, weights.far);
                let again = own && !slip(x, y) && (comparison.grade != Grade::Same || bar::other_time(x, y, weights));
                if again || stray || !conflict && !one_date(x, y, comparison.grade, rarity, weights) {
                    continue;
                }
                let rows = score(x, y, comparison.grade, rarity, &often, weights);
                let sum: f64 = rows.iter().map(|r| r.weight).sum();
                if !own {
                    scored.sums.insert((a, b), sum);
                }
                if sum < if own { weights.repeat } else { weights.agree } {
                    continue;
                }
                if conflict && bar::bar(items, x, y, rarity, rates, weights).is_some() {
                    scored.barred.insert((a, b));
                } else if !conflict || sum >= weights.conflict || sum >= weights.superseded && may_grow(x, y) {
                    let rare = rows.iter().any(|r| r.rule == "equal_value" && r.weight >= RARE * weights.digit);
                    scored.pairs.push(Pair { a, b, score: sum, rows, rare });
                }
            }
        }
        scored.pairs.sort_by(|p, q| q.score.total_cmp(&p.score).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
        scored
    }
}

/// Whether the greater of two tolls may be the later, so that they do not conflict.
fn may_grow(x: &Item<'_>, y: &Item<'_>) -> bool {
    let (less, more) = if x.figure.value < y.figure.value { (x, y) } else { (y, x) };
    x.grows && y.grows && less.published.zip(more.published).is_none_or(|(less, more)| less <= more)
}

/// Whether one article says a figure twice: the headline's and the text's.
fn repeats(x: &Item<'_>, y: &Item<'_>) -> bool {
    let (m, n) = (&x.figure.measure, &y.figure.measure);
    m.predicate.is_some()
        && m.predicate == n.predicate
        && (m.counted == n.counted || x.any || y.any)
        && !matches!(x.figure.kind, FigureKind::Date | FigureKind::Time)
}

/// Two dates that meet are one only where something else is one too: the event, or for a day the one who
/// takes part. Half of a story's dates are in one month.
fn one_date(x: &Item<'_>, y: &Item<'_>, grade: Grade, rarity: &Rarity, weights: &AlignConfig) -> bool {
    if x.figure.kind != FigureKind::Date {
        return true;
    }
    match (&x.figure.measure.predicate, &y.figure.measure.predicate) {
        (Some(p), Some(q)) if p != q && !(x.says && y.says) => {
            let day = matches!(x.figure.date, Some(DateValue::Day(_) | DateValue::Interval(..)));
            grade == Grade::Same && day && participants(x, y, rarity, weights) > 0.0
        }
        _ => true,
    }
}

/// What the pairs across two groups add up to, on the average; a pair that cannot be compared counts
/// nothing. None where both groups are of one article alone.
fn average(items: &[Item<'_>], x: &Group, y: &Group, sums: &FxHashMap<(usize, usize), f64>) -> Option<f64> {
    let across = x.members.iter().flat_map(|a| y.members.iter().map(move |b| (*a.min(b), *a.max(b))));
    let sums: Vec<f64> =
        across.filter(|(a, b)| items[*a].article != items[*b].article).map(|p| sums.get(&p).copied().unwrap_or(0.0)).collect();
    (!sums.is_empty()).then(|| sums.iter().sum::<f64>() / sums.len() as f64)
}

/// Whether `x` repeats, in another unit, a figure that is in `y`'s own: that one is compared.
fn second(items: &[Item<'_>], places: &FxHashMap<&str, usize>, x: &Item<'_>, y: &Item<'_>) -> bool {
    let Some(first) = x.figure.equivalent_of.as_ref() else { return false };
    places.get(first.as_str()).is_some_and(|n| items[*n].figure.unit == y.figure.unit)
}

/// Whether no article would have two different values in the joined group, and no two values would be in it
/// that cannot be one data item's.
fn may_join(items: &[Item<'_>], x: &Group, y: &Group, barred: &FxHashSet<(usize, usize)>, rates: &Rates) -> bool {
    x.members.iter().all(|a| {
        y.members.iter().all(|b| {
            let one_value = || compare(items[*a].figure, items[*b].figure, rates).is_some_and(|c| !c.grade.is_conflict());
            let one_article = || items[*a].article == items[*b].article && !slip(&items[*a], &items[*b]);
            !barred.contains(&(*a.min(b), *a.max(b))) && (!one_article() || one_value())
        })
    })
}
