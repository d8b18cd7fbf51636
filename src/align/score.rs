//! The rows that add up to how likely two figures measure the same data item.

use rust_decimal::Decimal;

use super::bar::other_period;
use super::{AlignConfig, Frequencies, Item, Who};
use crate::claim::{Figure, FigureKind};
use crate::date::DateValue;
use crate::grade::Grade;
use crate::terms::Rarity;

/// What an event is like by which a speed is told.
pub(crate) const SPEED: &str = "speed";

/// One row of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    /// What was compared.
    pub(crate) rule: &'static str,
    /// What it counts.
    pub(crate) weight: f64,
}

/// Gives each row of a pair whose values stand to each other as `grade` says.
pub(super) fn score(
    a: &Item<'_>,
    b: &Item<'_>,
    grade: Grade,
    rarity: &Rarity,
    often: &Frequencies<'_>,
    w: &AlignConfig,
    mut give: impl FnMut(Row),
) {
    let mut row = |rule, weight: f64| {
        if weight != 0.0 {
            give(Row { rule, weight });
        }
    };
    let (m, n) = (&a.figure.measure, &b.figure.measure);
    let rare = |each: f64, times: f64| (each * times).clamp(each, w.rarest);
    row(
        "predicate",
        match (&m.predicate, &n.predicate) {
            (Some(p), Some(q)) if p == q => rare(w.predicate, often.predicate(p)),
            (Some(p), Some(q)) if a.one_event(b) => rare(w.predicate, often.predicate(p).min(often.predicate(q))),
            (Some(_), Some(_)) if a.says && b.says => w.predicate,
            // "to build 40 miles of fence", "money for 40 miles of fencing"
            (Some(_), Some(_)) if !grade.is_conflict() && a.price.0 && b.price.0 && a.one_thing(b) => 0.0,
            (Some(_), Some(_)) if !a.states && !b.states || a.befalls || b.befalls => w.other_predicate.0,
            (None, None) => 0.0,
            _ => w.other_predicate.1,
        },
    );
    row(
        "counted",
        match (&m.counted, &n.counted) {
            (Some(p), Some(q)) if p == q => rare(w.counted, often.counted(p)),
            (Some(p), Some(q)) if a.one_thing(b) => rare(w.counted, often.counted(p).min(often.counted(q))),
            (Some(_), Some(_)) if a.any || b.any || beside(a, b) || beside(b, a) => w.other_counted.2,
            (Some(_), Some(_)) => w.other_counted.0,
            // A speed is of nothing else.
            (None, None) if a.like.0.has(SPEED) && b.like.0.has(SPEED) => w.counted,
            (None, None) => 0.0,
            _ => w.other_counted.1,
        },
    );
    row("modifiers", modifiers(a, b, w.modifiers));
    row("participants", participants(a, b, rarity, w));
    row("place", stated(m.place.as_deref(), n.place.as_deref(), w.place));
    row("period", period(a, b, w.period));
    row("scope", if a.scope == b.scope { 0.0 } else { w.scope });
    match grade {
        Grade::Same if a.grows && a.one_event(b) && a.remarkable == 0 => row("equal_value", w.equal_toll),
        Grade::Same | Grade::Converted | Grade::Rounding => {
            let measured = matches!(a.figure.kind, FigureKind::Money | FigureKind::Quantity | FigureKind::Duration);
            let least = if grade == Grade::Same && measured && a.remarkable > 0 { w.equal_amount } else { 0.0 };
            row("equal_value", least.max(w.digit * f64::from(a.remarkable)));
        }
        _ if near(a, b) => row("near_value", w.near_value),
        _ => {}
    }
    let like = a.around.likeness(&b.around);
    row("near_words", w.near * like.near);
    row("sentence", w.sentence * like.sentence);
    row("passage", w.passage * like.passage);
}

/// Whether the thing that `b` counts stands next to `a` too: "hundreds of sailors and dockers".
fn beside(a: &Item<'_>, b: &Item<'_>) -> bool {
    !b.counted.is_empty() && b.counted.iter().all(|term| a.context.near.binary_search(term).is_ok())
}

fn stated(a: Option<&str>, b: Option<&str>, (same, differ): (f64, f64)) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => same,
        (Some(_), Some(_)) => differ,
        _ => 0.0,
    }
}

/// When it happened: the days, where both are known, else the words.
fn period(a: &Item<'_>, b: &Item<'_>, (same, differ): (f64, f64)) -> f64 {
    match (a.when, b.when) {
        _ if other_period(a, b) || a.moves && b.moves => 0.0,
        (Some(x), Some(y)) if x.0.max(y.0) < x.1.min(y.1) => same,
        (Some(_), Some(_)) => differ,
        _ => stated(a.figure.measure.period.as_deref(), b.figure.measure.period.as_deref(), (same, 0.0)),
    }
}

/// What narrows the thing counted: shared, or named next to the other figure.
fn modifiers(a: &Item<'_>, b: &Item<'_>, (same, differ): (f64, f64)) -> f64 {
    let (x, y) = (&a.figure.measure.modifiers, &b.figure.measure.modifiers);
    let named = |terms: &[u32], other: &Item<'_>| terms.iter().any(|t| other.context.near.binary_search(t).is_ok());
    if x.iter().any(|m| y.contains(m)) || named(&a.modifiers, b) || named(&b.modifiers, a) {
        same
    } else if x.is_empty() || y.is_empty() {
        0.0
    } else {
        differ
    }
}

/// Those who take the same part, and those whom the other side names without saying what part they take.
/// Under another word for the event the parts may be shared out otherwise (who spends, what costs), so
/// that another name there counts nothing.
pub(super) fn participants(a: &Item<'_>, b: &Item<'_>, rarity: &Rarity, w: &AlignConfig) -> f64 {
    let (same, differ) = w.participants;
    let other_name = if a.event.iter().any(|t| b.event.contains(t)) { differ } else { 0.0 };
    let one_way = |x: &Item<'_>, y: &Item<'_>| -> f64 {
        let alone = |p: &&Who<'_>| !y.participants.iter().any(|q| q.role == p.role);
        let named = |p: &&Who<'_>| !p.terms.is_empty() && p.terms.iter().all(|t| y.context.sentence.binary_search(t).is_ok());
        same * x.participants.iter().filter(alone).filter(named).count() as f64
    };
    let pairs = a.participants.iter().flat_map(|p| b.participants.iter().filter(|q| q.role == p.role).map(move |q| (p, q)));
    let alike = |(p, q): (&Who<'_>, &Who<'_>)| match (p.speaker, q.speaker) {
        (Some(p), Some(q)) => {
            if p == q {
                same
            } else {
                differ
            }
        }
        _ => match rarity.likeness(&p.terms, &q.terms) {
            l if l >= w.one_name => same,
            // A common noun may stand for any other: "the company", "the carnage".
            l if l > 0.0 || !(p.named && q.named) => 0.0,
            _ => other_name,
        },
    };
    let sum: f64 = pairs.map(alike).sum::<f64>() + one_way(a, b) + one_way(b, a);
    sum.clamp(2.0 * differ, 3.0 * same)
}

/// Whether an article's headline says one value and its text another that lies so near that both mean one.
pub(crate) fn slip(a: &Item<'_>, b: &Item<'_>) -> bool {
    a.article == b.article && a.headline != b.headline && a.one_event(b) && near(a, b)
}

/// Whether two amounts lie within a twentieth of each other: two unlike amounts of a story seldom do.
fn near(a: &Item<'_>, b: &Item<'_>) -> bool {
    let wide = matches!(a.figure.kind, FigureKind::Money | FigureKind::Quantity) || a.remarkable.min(b.remarkable) >= 2;
    let close = |p: Decimal, q: Decimal| Some(p.checked_sub(q)?.abs().checked_mul(Decimal::from(20))? <= p.abs().max(q.abs()));
    wide && a.figure.unit == b.figure.unit && a.figure.value.zip(b.figure.value).and_then(|(p, q)| close(p, q)).unwrap_or(false)
}

/// How many digits beyond the first make a value remarkable: none for 4, seven for 43885310. A large round
/// number counts as one, a time of day to the minute as two.
pub(crate) fn remarkable(figure: &Figure) -> u8 {
    match (figure.date, figure.value.or(figure.low)) {
        (Some(DateValue::Clock(_, minute, _)), _) => 1 + u8::from(minute != 0),
        (_, None) => u8::from(figure.kind == FigureKind::Date),
        (_, Some(value)) => {
            let digits = value.normalize().mantissa().unsigned_abs().to_string();
            let significant = digits.trim_end_matches('0').len();
            let large = u8::from(value.abs() >= Decimal::ONE_THOUSAND);
            u8::try_from(significant.saturating_sub(1)).unwrap_or(u8::MAX).min(4).max(large)
        }
    }
}
