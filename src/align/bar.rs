//! What bars two unlike values from being values of one data item, whatever their rows add up to.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::group::grown;
use super::score::{SPEED, participants, slip};
use super::{AlignConfig, Course, Item, Who};
use crate::claim::{FigureKind, Modifier, Role};
use crate::compare::{Rates, family, grade, magnitude_slip};
use crate::grade::Grade;
use crate::terms::Rarity;

/// What the verbs are like that tell what somebody paid.
const PRICE: &str = "price";
/// What the verbs are like that tell what share somebody has.
const OWN: &str = "own";

/// What a bar says of another event, and of another thing counted.
pub(crate) const OTHER_EVENT: &str = "another event";
pub(crate) const OTHER_THING: &str = "another thing";

/// Whether a bar lies in the words alone.
pub(super) fn by_word(why: &str) -> bool {
    why == OTHER_EVENT || why == OTHER_THING
}

/// Why two unlike values are no two values of one data item, in plain words; nothing where they may be.
pub(crate) fn bar(
    shelves: &Shelves<'_, '_>,
    x: &Item<'_>,
    y: &Item<'_>,
    rarity: &Rarity,
    rates: &Rates,
    w: &AlignConfig,
) -> Option<&'static str> {
    let (m, n) = (&x.figure.measure, &y.figure.measure);
    let event = m.predicate.is_some() && (x.one_event(y) || x.says && y.says);
    let thing = x.one_thing(y) || m.counted.is_none() || n.counted.is_none() || all_who(shelves, x, y);
    let rules: [(&'static str, &dyn Fn() -> bool); 21] = [
        (OTHER_EVENT, &|| !event),
        (OTHER_THING, &|| !thing),
        ("another place", &|| {
            let own = x.grows && (!x.befalls || !one_after_another(x, y)) || x.crowd;
            own && other_place(x, y) && other_place(y, x)
        }),
        ("another scope", &|| x.apart != y.apart),
        ("a part against a whole", &|| x.figure.part_of.is_some() != y.figure.part_of.is_some()),
        ("of several incidents, or recalled", &|| x.grows && y.grows && x.background != y.background),
        ("one is a fact, the other is not", &|| x.standing != y.standing && !one_standing(x, y)),
        ("another length of time", &|| !x.spells.is_empty() && !y.spells.is_empty() && !x.spells.iter().any(|s| y.spells.contains(s))),
        ("another time", &|| other_time(x, y, w)),
        ("another period", &|| other_period(x, y) || !x.ranks.is_empty() && !y.ranks.is_empty() && x.ranks != y.ranks),
        ("a price of a day that is not known to be the same", &|| x.daily && y.daily && !same_days(x, y)),
        ("one of several such events, by its place among them", &|| x.grows && x.figure.kind == FigureKind::Ordinal),
        ("when something was said, which may be said again", &|| x.says && matches!(x.figure.kind, FigureKind::Date | FigureKind::Time)),
        ("another one takes part", &|| other_name(x, y, rarity)),
        ("another thing is paid for", &|| other_ware(x, y)),
        ("another's", &|| other_owner(x, y)),
        ("two limits of two things", &|| other_limit(x, y)),
        ("too far apart to be one thing", &|| far(x, y, w)),
        ("a date of something that may happen more than once", &|| repeated(shelves, x, y, rarity, w)),
        ("each article has both values", &|| both_have(shelves, x, y)),
        ("one article has a value that is nearer", &|| nearer(shelves, x, y, rates) || nearer(shelves, y, x, rates)),
    ];
    rules.iter().find(|(_, rule)| rule()).map(|(why, _)| *why)
}

/// The items of a story by article and family, those with a value first, in the order of their values.
pub(crate) struct Shelves<'i, 'a>(FxHashMap<(usize, u8), Vec<&'i Item<'a>>>);

impl<'i, 'a> Shelves<'i, 'a> {
    pub(crate) fn of(items: &'i [Item<'a>]) -> Self {
        let mut shelves: FxHashMap<(usize, u8), Vec<&Item<'_>>> = FxHashMap::default();
        for item in items {
            shelves.entry((item.article, family(item.figure))).or_default().push(item);
        }
        shelves.values_mut().for_each(|s| s.sort_by_key(|i| (i.figure.value.is_none(), i.figure.value)));
        Self(shelves)
    }

    /// The items of the article of `x` that are of the family of `y`.
    fn beside(&self, x: &Item<'_>, y: &Item<'_>) -> &[&'i Item<'a>] {
        self.0.get(&(x.article, family(y.figure))).map_or(&[], Vec::as_slice)
    }
}

/// Those of `shelf` whose value may lie nearer to `y`'s than that of `x`.
fn between<'s, 'i, 'a>(shelf: &'s [&'i Item<'a>], x: &Item<'_>, y: &Item<'_>) -> &'s [&'i Item<'a>] {
    let ends = || {
        let (p, q) = (x.figure.value?, y.figure.value?);
        let apart = p.checked_sub(q)?.abs();
        Some((q.checked_sub(apart)?, q.checked_add(apart)?))
    };
    let Some((low, high)) = ends() else { return shelf };
    let from = shelf.partition_point(|z| z.figure.value.is_some_and(|v| v <= low));
    let until = shelf.partition_point(|z| z.figure.value.is_some_and(|v| v < high));
    &shelf[from..until.max(from)]
}

/// Whether the article of `x` gives a value of a like event that is nearer to `y`'s. What needs no comparing is
/// asked first: a story may have hundreds of figures of one kind.
fn nearer(shelves: &Shelves<'_, '_>, x: &Item<'_>, y: &Item<'_>, rates: &Rates) -> bool {
    let m = &x.figure.measure;
    let apart = |i: &Item<'_>| Some(i.figure.value?.checked_sub(y.figure.value?)?.abs());
    let own = apart(x);
    let shelf = shelves.beside(x, y);
    let like = |z: &&&Item<'_>| {
        let n = &z.figure.measure;
        // Of two things that befell the same workers one is no nearer value of the other.
        let thing = || z.one_thing(x) && !(z.befalls && x.befalls && !x.any);
        !std::ptr::eq(**z, x) && (n.predicate == m.predicate || z.one_event(x) || thing()) && !slip(z, x)
    };
    let less = |z: &&Item<'_>| {
        let nearer = z.figure.unit == x.figure.unit && apart(z).zip(own).is_some_and(|(p, q)| p < q);
        nearer && grade(z.figure, y.figure, rates).is_some()
    };
    let equal = |z: &&Item<'_>| {
        // A value is not rounded to its double or half.
        let near = match (z.figure.value, y.figure.value, apart(z)) {
            (Some(p), Some(q), Some(apart)) if z.figure.unit == y.figure.unit => apart <= p.abs().max(q.abs()) / Decimal::TWO,
            _ => true,
        };
        near && matches!(grade(z.figure, y.figure, rates), Some(Grade::Same | Grade::Rounding))
    };
    between(shelf, x, y).iter().filter(like).any(less) || shelf.iter().filter(like).any(equal)
}

/// Whether both count those whom one event befell, one of them under a narrower name: "three porters were killed", "seven
/// people were killed"; neither article has more of them.
fn all_who(shelves: &Shelves<'_, '_>, x: &Item<'_>, y: &Item<'_>) -> bool {
    let who = x.any && y.persons || y.any && x.persons;
    let most = |i: &Item<'_>| {
        let more = |z: &Item<'_>| z.figure.measure.predicate == i.figure.measure.predicate && z.figure.value > i.figure.value;
        i.figure.value.is_some() && !shelves.beside(i, i).iter().any(|z| more(z))
    };
    who && grown(x, y).is_some() && most(x) && most(y)
}

/// Whether one is agreed or planned, and the other told as going on, or yet to be: "has agreed to pay", "is paying", "will pay". But
/// what "will cost $12" from May on costs $9 today.
fn one_standing(x: &Item<'_>, y: &Item<'_>) -> bool {
    let apart = [x.course, y.course].contains(&Course::Ahead) && [x.course, y.course].contains(&Course::Now);
    x.course != Course::Other && y.course != Course::Other && !apart && !x.denied() && !y.denied()
}

/// Whether the place of a toll is a place that is not named near the other, which has one of its own: that may be next
/// to it, or the country around it.
fn other_place(x: &Item<'_>, y: &Item<'_>) -> bool {
    !x.place.is_empty() && !y.place.is_empty() && !x.place.iter().any(|t| y.context.sentence.binary_search(t).is_ok())
}

/// Whether the articles are of two days. A toll of one place that the next day's paper gives of another, the country around
/// it, is the next; of two on one day each is its place's.
fn one_after_another(x: &Item<'_>, y: &Item<'_>) -> bool {
    x.published.zip(y.published).is_some_and(|(a, b)| a != b)
}

/// Whether each article has the other's value as well, in the same unit: it holds the two apart. Of small whole
/// numbers a story has too many.
fn both_have(shelves: &Shelves<'_, '_>, x: &Item<'_>, y: &Item<'_>) -> bool {
    let counts =
        |i: &Item<'_>| matches!(i.figure.kind, FigureKind::Count | FigureKind::Number | FigureKind::Duration | FigureKind::Ordinal);
    let telling = |i: &Item<'_>| i.figure.value.is_some() && (!counts(i) || i.remarkable > 0);
    let has = |of: &Item<'_>, other: &Item<'_>| {
        let shelf = shelves.beside(of, other);
        // Those with a value come first, in its order.
        let from = shelf.partition_point(|z| z.figure.value.is_some_and(|v| Some(v) < other.figure.value));
        let equal = shelf[from..].iter().take_while(|z| z.figure.value == other.figure.value);
        equal.into_iter().any(|z| z.figure.kind == other.figure.kind && z.figure.unit == other.figure.unit && !slip(z, of))
    };
    x.article != y.article && telling(x) && telling(y) && has(x, y) && has(y, x)
}

/// Whether the events lie apart in time: both dated, or one dated long before the other's article.
pub(super) fn other_time(x: &Item<'_>, y: &Item<'_>, w: &AlignConfig) -> bool {
    if matches!(x.figure.kind, FigureKind::Date | FigureKind::Time) {
        return false;
    }
    let past = |when: Option<(jiff::civil::Date, jiff::civil::Date)>, published: Option<jiff::civil::Date>| {
        when.zip(published)
            .and_then(|((_, end), day)| end.until(day).ok())
            .is_some_and(|span| span.get_days() > i32::try_from(w.past_days).unwrap_or(i32::MAX))
    };
    // What moves from day to day is told of one day after the other.
    let near = |days: u32| {
        let apart = x.taken().zip(y.taken()).and_then(|(a, b)| a.until(b).ok()).map(|span| span.get_days().unsigned_abs());
        apart.is_some_and(|apart| apart < days)
    };
    if x.moves && y.moves && near(w.past_days) {
        return false;
    }
    match (x.when, y.when) {
        (Some(a), Some(b)) => a.0.max(b.0) >= a.1.min(b.1),
        (a, b) => past(a, y.published) && !y.dated_near(a, w.past_days) || past(b, x.published) && !x.dated_near(b, w.past_days),
    }
}

/// Whether both are sums of a month or more, and not of the same ("from 2006 to 2009", "in 2009"), or one is of days
/// and the other of a month or more ("on Monday", "this year").
pub(super) fn other_period(x: &Item<'_>, y: &Item<'_>) -> bool {
    let dated = matches!(x.figure.kind, FigureKind::Date | FigureKind::Time);
    let lasts =
        |(start, end): (jiff::civil::Date, jiff::civil::Date), days: i32| start.until(end).is_ok_and(|span| span.get_days() >= days);
    let (month, more_than_week) = (28, 8);
    !(dated || x.dimension && y.dimension)
        && x.when.zip(y.when).is_some_and(|(a, b)| {
            a != b && (lasts(a, month) && (lasts(b, month) || !lasts(b, more_than_week)) || lasts(b, month) && !lasts(a, more_than_week))
        })
}

/// Whether both are known to be of days that meet.
fn same_days(x: &Item<'_>, y: &Item<'_>) -> bool {
    x.when.zip(y.when).is_some_and(|(a, b)| a.0.max(b.0) < a.1.min(b.1))
}

/// Whether two names that have nothing in common take the same part.
fn other_name(x: &Item<'_>, y: &Item<'_>, rarity: &Rarity) -> bool {
    let same = |role: Role| {
        let of = |item: &Item<'_>| item.participants.iter().filter(move |p| p.role == role && p.named && !p.terms.is_empty()).count() > 0;
        of(x) && of(y)
    };
    [Role::Agent, Role::Patient, Role::Recipient, Role::Source].into_iter().any(|role| {
        same(role)
            && x.participants.iter().filter(|p| p.role == role && p.named).all(|p| {
                y.participants
                    .iter()
                    .filter(|q| q.role == role && q.named)
                    .all(|q| !(p.speaker.is_some() && p.speaker == q.speaker) && rarity.likeness(&p.terms, &q.terms) <= 0.0)
            })
            && !mentions(x, y, role)
            && !mentions(y, x, role)
    })
}

/// Whether both are prices of things that have no name, and neither's thing is told of beside the other: a brewery, a bakery.
fn other_ware(x: &Item<'_>, y: &Item<'_>) -> bool {
    let priced = |i: &Item<'_>| i.figure.kind == FigureKind::Money && i.like.0.has(PRICE);
    let of = |i: &Item<'_>, other: &Item<'_>| {
        let ware = |p: &&Who<'_>| matches!(p.role, Role::Patient | Role::Topic) && !p.terms.is_empty();
        let told = |p: &Who<'_>| p.named || p.terms.iter().any(|t| other.context.passage.binary_search(t).is_ok());
        i.participants.iter().any(|p| ware(&p)) && !i.participants.iter().filter(ware).any(told)
    };
    priced(x) && priced(y) && of(x, y) && of(y, x)
}

/// Whether both are told of somebody, a share that he has or a speed at which he goes, and the two have no word in common.
fn other_owner(x: &Item<'_>, y: &Item<'_>) -> bool {
    let of = |i: &Item<'_>| i.participants.iter().filter(|p| p.role == Role::Agent).flat_map(|p| p.terms.clone()).collect::<Vec<_>>();
    let (a, b) = (of(x), of(y));
    let either = |class: &str| x.like.0.has(class) && y.like.0.has(class);
    (either(OWN) || either(SPEED)) && !a.is_empty() && !b.is_empty() && !a.iter().any(|t| b.contains(t))
}

/// Whether both are limits, which differ from one class to the next, and nobody takes part in both.
fn other_limit(x: &Item<'_>, y: &Item<'_>) -> bool {
    let limit = |i: &Item<'_>| i.figure.modifier == Some(Modifier::AtMost);
    let of = |i: &Item<'_>| i.participants.iter().flat_map(|p| p.terms.clone()).collect::<Vec<_>>();
    limit(x) && limit(y) && !of(x).iter().any(|t| of(y).contains(t))
}

/// Whether the sentence of `y` names, in another part, one who takes this part in `x`.
fn mentions(x: &Item<'_>, y: &Item<'_>, role: Role) -> bool {
    let mut named = x.participants.iter().filter(|p| p.role == role && p.named);
    named.any(|p| p.terms.iter().all(|t| y.context.sentence.binary_search(t).is_ok()))
}

/// Whether one value is many times the other, and no slip of magnitude accounts for it.
fn far(x: &Item<'_>, y: &Item<'_>, w: &AlignConfig) -> bool {
    // A value ten times another is, more often than a slip, another thing's, unless the sentences are the same.
    let ten =
        |(p, q): (Decimal, Decimal)| magnitude_slip(p.abs().min(q.abs()), p.abs().max(q.abs())).is_some_and(|(factor, _)| factor == 10);
    let slip = || x.figure.value.zip(y.figure.value).is_some_and(ten) && x.around.likeness(&y.around).sentence >= w.one_sentence;
    let wide = x.grows && y.grows || x.crowd && y.crowd;
    times(x, y, if wide { w.far_toll } else { w.far }) && !slip()
}

/// Whether one value, or the end of what it allows, is more than so many times the other.
pub(super) fn times(x: &Item<'_>, y: &Item<'_>, times: u32) -> bool {
    let middle = |i: &Item<'_>| i.figure.value.or(i.figure.low).or(i.figure.high);
    let (Some(p), Some(q)) = (middle(x), middle(y)) else { return false };
    let counts = |i: &Item<'_>| matches!(i.figure.kind, FigureKind::Count | FigureKind::Number);
    if x.figure.unit != y.figure.unit && !(counts(x) && counts(y)) {
        return false;
    }
    let (small, large) = (p.abs().min(q.abs()), p.abs().max(q.abs()));
    let slip = magnitude_slip(small, large).is_some_and(|(factor, _)| factor > 10);
    !slip && small.checked_mul(Decimal::from(times)).is_some_and(|limit| large > limit)
}

/// Whether a date is of something that may have happened on both days: the date of a figure's own event,
/// an event that one of the articles dates more than once, or one whose participants nobody states.
fn repeated(shelves: &Shelves<'_, '_>, x: &Item<'_>, y: &Item<'_>, rarity: &Rarity, w: &AlignConfig) -> bool {
    if x.figure.kind != FigureKind::Date {
        return false;
    }
    let twice = |of: &Item<'_>| {
        let (start, end) = of.when.unwrap_or_default();
        shelves.beside(of, of).iter().any(|z| {
            z.figure.kind == FigureKind::Date
                && z.figure.measure.predicate == of.figure.measure.predicate
                && z.when.is_some_and(|(s, e)| s.max(start) >= e.min(end))
        })
    };
    // "will be heard on Friday", told again a week later: put off, or another.
    let ahead = |i: &Item<'_>| i.when.zip(i.published).is_some_and(|((start, _), day)| start > day);
    let over = |first: &Item<'_>, then: &Item<'_>| {
        ahead(first) && ahead(then) && first.when.zip(then.published).is_some_and(|((_, end), day)| end <= day)
    };
    over(x, y) || over(y, x) || x.dates_another || y.dates_another || participants(x, y, rarity, w) <= 0.0 || twice(x) || twice(y)
}
