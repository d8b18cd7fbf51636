//! The rows that add up to how likely two figures measure the same data item.

use rust_decimal::Decimal;

use super::{Frequencies, Item, Who};
use crate::claim::FigureKind;
use crate::report::Grade;
use crate::terms::Rarity;

/// One row of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    /// What was compared.
    pub(crate) rule: &'static str,
    /// What it counts.
    pub(crate) weight: f64,
}

/// What each row counts, and from which sum on two figures are one data item. The unit is a nat of
/// evidence, roughly: one more makes the match some three times as likely. Set on nine annotated stories.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights {
    /// The same event: this much for each nat of its rarity among the story's figures.
    pub(crate) predicate: f64,
    /// The same thing counted, likewise.
    pub(crate) counted: f64,
    /// The most that rarity makes of either.
    pub(crate) rarest: f64,
    /// Another event; an event that one side does not state.
    pub(crate) other_predicate: (f64, f64),
    /// Another thing; a thing that one side does not state; one that may stand for the other.
    pub(crate) other_counted: (f64, f64, f64),
    /// For the rest of the measure: what agreement and disagreement count.
    pub(crate) modifiers: (f64, f64),
    pub(crate) participants: (f64, f64),
    pub(crate) place: (f64, f64),
    pub(crate) period: (f64, f64),
    pub(crate) scope: f64,
    /// Each digit beyond the first of an equal value.
    pub(crate) digit: f64,
    /// Amounts that lie within a twentieth of each other.
    pub(crate) near_value: f64,
    /// Words next to the figure, and in the sentence, that are wholly the same.
    pub(crate) near: f64,
    pub(crate) sentence: f64,
    /// Words in the sentence and the one before that are wholly the same.
    pub(crate) passage: f64,
    /// From here on two values that agree are one data item's, and two that do not.
    pub(crate) agree: f64,
    pub(crate) conflict: f64,
}

impl Weights {
    pub(crate) const DEFAULT: Self = Self {
        predicate: 0.8,
        counted: 0.8,
        rarest: 3.0,
        other_predicate: (-1.5, -0.5),
        other_counted: (-3.0, -0.5, 0.5),
        modifiers: (1.0, -0.5),
        participants: (1.0, -1.0),
        place: (1.0, -1.5),
        period: (1.0, -3.0),
        scope: -3.0,
        digit: 1.2,
        near_value: 2.0,
        near: 4.0,
        sentence: 4.0,
        passage: 4.0,
        agree: 3.5,
        conflict: 5.0,
    };
}

/// All rows of a pair whose values stand to each other as `grade` says.
pub(crate) fn score(a: &Item<'_>, b: &Item<'_>, grade: Grade, rarity: &Rarity, often: &Frequencies<'_>, w: &Weights) -> Vec<Row> {
    let mut rows = Vec::with_capacity(10);
    let mut row = |rule, weight: f64| {
        if weight != 0.0 {
            rows.push(Row { rule, weight });
        }
    };
    let (m, n) = (&a.figure.measure, &b.figure.measure);
    let rare = |each: f64, times: f64| (each * times).clamp(each, w.rarest);
    row(
        "predicate",
        match (&m.predicate, &n.predicate) {
            (Some(p), Some(q)) if p == q => rare(w.predicate, often.predicate(p)),
            (Some(_), Some(_)) if a.says && b.says => w.predicate,
            (Some(_), Some(_)) => w.other_predicate.0,
            (None, None) => 0.0,
            _ => w.other_predicate.1,
        },
    );
    row(
        "counted",
        match (&m.counted, &n.counted) {
            (Some(p), Some(q)) if p == q => rare(w.counted, often.counted(p)),
            (Some(_), Some(_)) if a.any || b.any || beside(a, b) || beside(b, a) => w.other_counted.2,
            (Some(_), Some(_)) => w.other_counted.0,
            (None, None) => 0.0,
            _ => w.other_counted.1,
        },
    );
    row("modifiers", modifiers(a, b, w.modifiers));
    row("participants", participants(a, b, rarity, w.participants));
    row("place", stated(m.place.as_deref(), n.place.as_deref(), w.place));
    row("period", stated(m.period.as_deref(), n.period.as_deref(), w.period));
    row("scope", if m.scope == n.scope { 0.0 } else { w.scope });
    match grade {
        Grade::Same | Grade::Converted | Grade::Rounding => row("equal_value", w.digit * f64::from(remarkable(a))),
        _ if near(a, b) => row("near_value", w.near_value),
        _ => {}
    }
    row("near_words", w.near * rarity.likeness(&a.context.near, &b.context.near));
    row("sentence", w.sentence * rarity.likeness(&a.context.sentence, &b.context.sentence));
    row("passage", w.passage * rarity.likeness(&a.context.passage, &b.context.passage));
    rows
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
fn participants(a: &Item<'_>, b: &Item<'_>, rarity: &Rarity, (same, differ): (f64, f64)) -> f64 {
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
            l if l >= ONE_NAME => same,
            l if l > 0.0 => 0.0,
            _ => other_name,
        },
    };
    let sum: f64 = pairs.map(alike).sum::<f64>() + one_way(a, b) + one_way(b, a);
    sum.clamp(2.0 * differ, 3.0 * same)
}

/// How alike two names are that name one participant: "the British government", "the government".
const ONE_NAME: f64 = 0.4;

/// Whether two amounts lie within a twentieth of each other: two unlike amounts of a story seldom do.
fn near(a: &Item<'_>, b: &Item<'_>) -> bool {
    let wide = matches!(a.figure.kind, FigureKind::Money | FigureKind::Quantity) || remarkable(a).min(remarkable(b)) >= 2;
    let close = |p: Decimal, q: Decimal| Some(p.checked_sub(q)?.abs().checked_mul(Decimal::from(20))? <= p.abs().max(q.abs()));
    wide && a.figure.unit == b.figure.unit && a.figure.value.zip(b.figure.value).and_then(|(p, q)| close(p, q)).unwrap_or(false)
}

/// How many digits beyond the first make a value remarkable: none for 4, seven for 43885310.
fn remarkable(item: &Item<'_>) -> u8 {
    let Some(value) = item.figure.value.or(item.figure.low) else {
        return u8::from(item.figure.kind == FigureKind::Date);
    };
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    let significant = digits.trim_end_matches('0').len();
    u8::try_from(significant.saturating_sub(1)).unwrap_or(u8::MAX).min(4)
}
