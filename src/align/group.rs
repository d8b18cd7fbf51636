//! From scored pairs to groups of figures that measure one data item.

use std::collections::BTreeMap;

use itertools::Itertools;
use rustc_hash::FxHashMap;

use super::score::{participants, score, slip};
use super::{AlignConfig, Frequencies, Item, Row, bar};
use crate::claim::FigureKind;
use crate::compare::{Rates, family, grade};
use crate::date::DateValue;
use crate::grade::Grade;
use crate::terms::{Rarity, Term, is_common};

/// Figures that measure one data item, by index into the items.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) members: Vec<usize>,
    /// The surest of the pairs that joined them.
    pub(crate) best: Option<Pair>,
}

/// Two figures that were held to measure one data item.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) score: f64,
    pub(crate) rows: Vec<Row>,
}

/// Groups the items. Pairs are taken from the surest to the least sure; two groups become one where
/// their members are, on the average, sure enough of one another, and where no article would have two
/// different values in it: within one article a figure has one value.
pub(crate) fn group(items: &[Item<'_>], rarity: &Rarity, rates: &Rates, weights: &AlignConfig) -> Vec<Group> {
    let view = View {
        items,
        often: Frequencies::of(items),
        shelves: bar::Shelves::of(items),
        places: items.iter().enumerate().map(|(n, i)| (&*i.figure.id, n)).collect(),
        rarity,
        rates,
        weights,
    };
    let mut families: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (n, item) in items.iter().enumerate() {
        families.entry(family(item.figure)).or_default().push(n);
    }
    let mut groups: Vec<Group> = families.values().flat_map(|of| view.grouped(of)).collect();
    groups.sort_unstable_by_key(|g| g.members[0]);
    groups
}

/// So many digits beyond the first make an equal value rare: 1,375.
const RARE: f64 = 3.0;

/// Two figures that are sure enough, by their places in their family.
#[derive(Clone, Copy)]
struct Sure {
    score: f64,
    a: u32,
    b: u32,
    /// Whether the values are equal and of a size that two things seldom share.
    rare: bool,
}

/// The pairs of one family that are sure enough, the surest first, and what every pair adds up to.
struct Scored {
    pairs: Vec<Sure>,
    /// By places in the family; a pair that cannot be compared counts nothing.
    sums: Triangle<f64>,
    /// Unlike values that are no two values of one data item.
    barred: Triangle<Barred>,
}

/// Whether two unlike values are barred from being values of one data item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Barred {
    #[default]
    No,
    /// They have too little in common for anybody to ask.
    Unasked,
    /// By their words: another event, another thing. An equal value in other words may be of that event.
    ByWord,
    Yes,
}

/// Something of every two of a family.
struct Triangle<T>(Vec<T>);

impl<T: Clone + Copy + Default> Triangle<T> {
    fn new(n: usize) -> Self {
        Self(vec![T::default(); n * n.saturating_sub(1) / 2])
    }

    fn place(a: usize, b: usize) -> usize {
        let (less, more) = (a.min(b), a.max(b));
        more * (more - 1) / 2 + less
    }

    fn get(&self, a: usize, b: usize) -> T {
        self.0[Self::place(a, b)]
    }

    fn set(&mut self, a: usize, b: usize, value: T) {
        self.0[Self::place(a, b)] = value;
    }
}

/// What was found of two groups of these sizes.
struct Asked {
    sizes: (usize, usize),
    sure: bool,
    may_join: bool,
}

struct View<'v, 'a> {
    items: &'v [Item<'a>],
    often: Frequencies<'a>,
    shelves: bar::Shelves<'v, 'a>,
    /// The items by their claims' ids.
    places: FxHashMap<&'v str, usize>,
    rarity: &'v Rarity,
    rates: &'v Rates,
    weights: &'v AlignConfig,
}

impl<'a> View<'_, 'a> {
    /// The groups of one family, whose items `of` gives.
    fn grouped(&self, of: &[usize]) -> Vec<Group> {
        let scored = self.scored(of);
        let mut home: Vec<usize> = (0..of.len()).collect();
        let mut groups: Vec<(Vec<usize>, Option<Sure>)> = (0..of.len()).map(|i| (vec![i], None)).collect();
        // What was found of two groups holds as long as neither grows.
        let mut asked: FxHashMap<(usize, usize), Asked> = FxHashMap::default();
        for pair in &scored.pairs {
            let (x, y) = (home[pair.a as usize], home[pair.b as usize]);
            let (into, from) = (x.min(y), x.max(y));
            if x != y {
                let (one, other) = (&groups[into].0, &groups[from].0);
                let sizes = (one.len(), other.len());
                let answer = || {
                    let sure = self.average(of, one, other, &scored.sums).is_none_or(|sum| sum >= self.weights.agree);
                    Asked { sizes, sure, may_join: self.may_join(of, one, other, &scored) }
                };
                let known = asked.entry((into, from)).or_insert_with(answer);
                if known.sizes != sizes {
                    *known = answer();
                }
                if !(pair.rare || known.sure) || !known.may_join {
                    continue;
                }
                let (members, best) = std::mem::take(&mut groups[from]);
                for member in &members {
                    home[*member] = into;
                }
                groups[into].0.extend(members);
                surer(&mut groups[into].1, best);
            }
            surer(&mut groups[into].1, Some(*pair));
        }
        groups.retain(|(members, _)| !members.is_empty());
        let shown = |(mut members, best): (Vec<usize>, Option<Sure>)| {
            members.sort_unstable();
            Group { members: members.iter().map(|m| of[*m]).collect(), best: best.map(|p| self.shown(of, p)) }
        };
        groups.into_iter().map(shown).collect()
    }

    /// A pair with its rows.
    fn shown(&self, of: &[usize], pair: Sure) -> Pair {
        let (x, y) = (&self.items[of[pair.a as usize]], &self.items[of[pair.b as usize]]);
        let mut rows = Vec::new();
        if let Some(grade) = grade(x.figure, y.figure, self.rates) {
            score(x, y, grade, self.rarity, &self.often, self.weights, |row| rows.push(row));
        }
        Pair { score: pair.score, rows }
    }

    fn scored(&self, of: &[usize]) -> Scored {
        let mut scored = Scored { pairs: Vec::new(), sums: Triangle::new(of.len()), barred: Triangle::new(of.len()) };
        for (b, n) in of.iter().enumerate() {
            for (a, m) in of[..b].iter().enumerate() {
                self.pair((a, &self.items[*m]), (b, &self.items[*n]), &mut scored);
            }
        }
        scored.pairs.sort_unstable_by(|p, q| q.score.total_cmp(&p.score).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
        scored
    }

    /// Scores two items, given with their places in their family.
    fn pair(&self, (a, x): (usize, &Item<'a>), (b, y): (usize, &Item<'a>), scored: &mut Scored) {
        let weights = self.weights;
        let own = x.article == y.article;
        if own && !repeats(x, y) {
            return;
        }
        let befell = x.befalls && y.befalls && x.figure.measure.predicate != y.figure.measure.predicate;
        if befell || self.second(x, y) || self.second(y, x) || x.standing != y.standing && (x.denied() || y.denied()) {
            return;
        }
        let Some(grade) = grade(x.figure, y.figure, self.rates) else { return };
        let conflict = grade.is_conflict();
        // "At least three" leaves room for nineteen, and does not speak of them; nor does it for those of another year.
        let open = x.figure.value.is_none() && y.figure.value.is_none() || x.figure.modifier.is_some() && y.figure.modifier.is_some();
        let stray = grade == Grade::Bound && ((x.grows || open) && bar::times(x, y, weights.far) || bar::other_time(x, y, weights));
        let again = own && !slip(x, y) && (grade != Grade::Same || bar::other_time(x, y, weights));
        // "71%, up from 66%" bears out no 66% of today.
        let before = !conflict && x.before != y.before && x.when.is_none() && y.when.is_none();
        if again || stray || before || !conflict && !one_date(x, y, grade, self.rarity, weights) {
            return;
        }
        let (mut sum, mut rare) = (0.0, false);
        score(x, y, grade, self.rarity, &self.often, weights, |row| {
            sum += row.weight;
            rare |= row.rule == "equal_value" && row.weight >= RARE * weights.digit;
        });
        if !own {
            scored.sums.set(a, b, sum);
        }
        if sum < if own { weights.repeat } else { weights.agree } {
            if conflict {
                scored.barred.set(a, b, Barred::Unasked);
            }
            return;
        }
        let why = if conflict { bar::bar(&self.shelves, x, y, self.rarity, self.rates, weights) } else { None };
        if let Some(why) = why {
            scored.barred.set(a, b, if bar::by_word(why) { Barred::ByWord } else { Barred::Yes });
        } else if !conflict || sum >= weights.conflict || sum >= weights.superseded && (grown(x, y).is_some() || moved(x, y).is_some()) {
            scored.pairs.push(Sure { score: sum, a: a as u32, b: b as u32, rare });
        }
    }

    /// Whether `x` repeats, in another unit, a figure that is in `y`'s own: that one is compared.
    fn second(&self, x: &Item<'_>, y: &Item<'_>) -> bool {
        let Some(first) = x.figure.equivalent_of.as_ref() else { return false };
        self.places.get(first.as_str()).is_some_and(|n| self.items[*n].figure.unit == y.figure.unit)
    }

    /// What the pairs across two groups add up to, on the average. None where both groups are of one article alone.
    fn average(&self, of: &[usize], x: &[usize], y: &[usize], sums: &Triangle<f64>) -> Option<f64> {
        let across = x.iter().cartesian_product(y).filter(|(a, b)| self.items[of[**a]].article != self.items[of[**b]].article);
        let (pairs, sum) = across.fold((0_usize, 0.0), |(n, sum), (a, b)| (n + 1, sum + sums.get(*a, *b)));
        (pairs > 0).then(|| sum / pairs as f64)
    }

    /// Whether no article would have two different values in the joined group, and no two values would be in it
    /// that cannot be one data item's.
    fn may_join(&self, of: &[usize], x: &[usize], y: &[usize], scored: &Scored) -> bool {
        x.iter().cartesian_product(y).all(|(a, b)| {
            let (p, q) = (&self.items[of[*a]], &self.items[of[*b]]);
            let one_value = || grade(p.figure, q.figure, self.rates).is_some_and(|g| !g.is_conflict());
            let one_article = || p.article == q.article && !slip(p, q);
            // "1998 to 2004" holds both 1999 and 2002, and makes no one date of them, nor "at least two" of seven and eight.
            let date = matches!(p.figure.kind, FigureKind::Date | FigureKind::Time);
            let count = matches!(p.figure.kind, FigureKind::Count | FigureKind::Number);
            let unlike = || grade(p.figure, q.figure, self.rates).is_some_and(|g| g.is_conflict());
            let unasked = scored.barred.get(*a, *b) == Barred::Unasked;
            let why = || bar::bar(&self.shelves, p, q, self.rarity, self.rates, self.weights);
            let vouched = || self.vouched(of, (x, y), (*a, *b), scored);
            let parts = |why: &str| date || !(bar::by_word(why) && vouched());
            let parted = || (date && unlike() || count && unasked) && why().is_some_and(parts);
            let barred = || match scored.barred.get(*a, *b) {
                Barred::No | Barred::Unasked => false,
                Barred::ByWord => !vouched(),
                Barred::Yes => true,
            };
            !barred() && (!one_article() || one_value()) && !parted()
        })
    }

    /// Whether the same two values, each in an article of the joined group, are held to be of one data item.
    fn vouched(&self, of: &[usize], (x, y): (&[usize], &[usize]), (a, b): (usize, usize), scored: &Scored) -> bool {
        let equal = |m: usize, n: usize| {
            m == n
                || grade(self.items[of[m]].figure, self.items[of[n]].figure, self.rates)
                    .is_some_and(|g| matches!(g, Grade::Same | Grade::Converted))
        };
        let all = || x.iter().chain(y).copied();
        let sure = |m: usize, n: usize| {
            let (p, q) = (&self.items[of[m]], &self.items[of[n]]);
            let open = m != n && scored.barred.get(m, n) == Barred::No && scored.sums.get(m, n) >= self.weights.conflict;
            // What time explains of those two it need not explain of others.
            open && grown(p, q).is_none() && moved(p, q).is_none()
        };
        all().filter(|m| equal(*m, a)).any(|m| all().filter(|n| equal(*n, b)).any(|n| sure(m, n)))
    }
}

/// Keeps the surer of two pairs; of two that are as sure, the second.
fn surer(best: &mut Option<Sure>, other: Option<Sure>) {
    if let Some(other) = other
        && best.is_none_or(|b| b.score <= other.score)
    {
        *best = Some(other);
    }
}

/// The less and the greater of two counts that grow while they are taken, where the greater may be the later: they
/// do not conflict.
pub(crate) fn grown<'i, 'a>(x: &'i Item<'a>, y: &'i Item<'a>) -> Option<(&'i Item<'a>, &'i Item<'a>)> {
    let amount = |i: &Item<'_>| i.figure.value.or(i.figure.low);
    let (less, more) = if amount(x)? < amount(y)? { (x, y) } else { (y, x) };
    let may = x.grows && y.grows && less.published.zip(more.published).is_none_or(|(less, more)| less <= more);
    may.then_some((less, more))
}

/// The earlier and the later of two values of what moves from day to day, or of a count of a part and a later one,
/// where they are of different days.
pub(crate) fn moved<'i, 'a>(x: &'i Item<'a>, y: &'i Item<'a>) -> Option<(&'i Item<'a>, &'i Item<'a>)> {
    let (a, b) = (x.taken()?, y.taken()?);
    let (first, then) = if a < b { (x, y) } else { (y, x) };
    (a != b && (x.moves && y.moves || first.partial)).then_some((first, then))
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
    // What holds since 1998 leaves room for any later day, and speaks of none.
    let open = |i: &Item<'_>| matches!(i.figure.date, Some(DateValue::From(_) | DateValue::Until(_)));
    if open(x) != open(y) {
        return false;
    }
    // A day lies in "this year" whatever it is the day of.
    if grade == Grade::Bound && x.of_year() != y.of_year() && !(one_tale(x, y, weights) && shared_terms(x, y).count() > 3) {
        return false;
    }
    match (&x.figure.measure.predicate, &y.figure.measure.predicate) {
        (Some(p), Some(q)) if p != q && !(x.says && y.says) && !x.one_event(y) => {
            let day = matches!(x.figure.date, Some(DateValue::Day(_) | DateValue::Interval(..)));
            // "lightning brought it down in 1987", "it fell in 1987": told under two verbs, in sentences that share enough.
            grade == Grade::Same && (day && participants(x, y, rarity, weights) > 0.0 || one_tale(x, y, weights))
        }
        // A line's date, of which nothing is told.
        (None, None) => one_tale(x, y, weights),
        _ => true,
    }
}

/// Whether the sentences of two dates share four terms, or three and one of them a name, and enough of their weight.
fn one_tale(x: &Item<'_>, y: &Item<'_>, weights: &AlignConfig) -> bool {
    let shared = || shared_terms(x, y);
    (shared().count() > 3 || shared().count() > 2 && shared().any(|t| !is_common(*t)))
        && x.around.likeness(&y.around).sentence >= weights.one_date
}

fn shared_terms<'i>(x: &'i Item<'_>, y: &'i Item<'_>) -> impl Iterator<Item = &'i Term> {
    x.context.sentence.iter().filter(|t| y.context.sentence.binary_search(t).is_ok())
}
