//! The rows that add up to how likely two figures measure the same data item.

use rust_decimal::Decimal;

use super::Item;
use crate::claim::{FigureKind, Measure};
use crate::terms::Rarity;

/// One row of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    /// What was compared.
    pub(crate) rule: &'static str,
    /// What it counts.
    pub(crate) weight: f64,
}

/// What each row counts, and from which sum on two figures are one data item. The unit is a bit of
/// evidence, roughly: one more makes the match twice as likely. Set on nine annotated stories.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights {
    pub(crate) predicate: (f64, f64, f64),
    pub(crate) counted: (f64, f64, f64),
    pub(crate) generic: f64,
    pub(crate) modifiers: (f64, f64),
    pub(crate) participants: (f64, f64),
    pub(crate) place: (f64, f64),
    pub(crate) period: (f64, f64),
    pub(crate) scope: f64,
    pub(crate) digit: f64,
    pub(crate) near: f64,
    pub(crate) sentence: f64,
    pub(crate) agree: f64,
    pub(crate) conflict: f64,
}

impl Weights {
    pub(crate) const DEFAULT: Self = Self {
        predicate: (2.0, -2.0, -0.5),
        counted: (2.0, -3.0, -0.5),
        generic: 0.5,
        modifiers: (1.0, -0.5),
        participants: (1.0, -1.0),
        place: (1.0, -1.5),
        period: (1.0, -3.0),
        scope: -3.0,
        digit: 1.2,
        near: 4.0,
        sentence: 4.0,
        agree: 3.5,
        conflict: 5.0,
    };
}

/// All rows of a pair. `equal` tells whether the two values are taken to be equal.
pub(crate) fn score(a: &Item<'_>, b: &Item<'_>, equal: bool, rarity: &Rarity, w: &Weights) -> Vec<Row> {
    let mut rows = Vec::with_capacity(10);
    let mut row = |rule, weight: f64| {
        if weight != 0.0 {
            rows.push(Row { rule, weight });
        }
    };
    let (m, n) = (&a.figure.measure, &b.figure.measure);
    row("predicate", three(m.predicate.as_deref(), n.predicate.as_deref(), w.predicate));
    row("counted", counted(a, b, w));
    row("modifiers", overlap(&m.modifiers, &n.modifiers, w.modifiers));
    row("participants", participants(m, n, w.participants));
    let stated =
        |x: &Option<String>, y: &Option<String>, (same, differ): (f64, f64)| three(x.as_deref(), y.as_deref(), (same, differ, 0.0));
    row("place", stated(&m.place, &n.place, w.place));
    row("period", stated(&m.period, &n.period, w.period));
    row("scope", if m.scope == n.scope { 0.0 } else { w.scope });
    if equal {
        row("equal_value", w.digit * f64::from(remarkable(a)));
    }
    row("near", w.near * rarity.likeness(&a.context.near, &b.context.near));
    row("sentence", w.sentence * rarity.likeness(&a.context.sentence, &b.context.sentence));
    rows
}

fn three(a: Option<&str>, b: Option<&str>, (same, differ, missing): (f64, f64, f64)) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => same,
        (Some(_), Some(_)) => differ,
        (None, None) => 0.0,
        _ => missing,
    }
}

/// Nouns that can stand for any person or thing counted.
fn generic(noun: &str) -> bool {
    matches!(noun, "person" | "other" | "one" | "victim" | "total" | "case" | "figure" | "number" | "amount" | "money")
}

fn counted(a: &Item<'_>, b: &Item<'_>, w: &Weights) -> f64 {
    let (x, y) = (a.figure.measure.counted.as_deref(), b.figure.measure.counted.as_deref());
    let unlike = three(x, y, w.counted);
    match (x, y) {
        (Some(x), Some(y)) if unlike < 0.0 && (generic(x) || generic(y)) => w.generic,
        // A head noun of the one may be a modifier of the other: "gang members", "members of a gang".
        (Some(x), Some(y))
            if unlike < 0.0 && (a.figure.measure.modifiers.iter().any(|m| m == y) || b.figure.measure.modifiers.iter().any(|m| m == x)) =>
        {
            w.generic
        }
        _ => unlike,
    }
}

fn overlap(a: &[String], b: &[String], (same, differ): (f64, f64)) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a.iter().any(|x| b.contains(x)) { same } else { differ }
}

fn participants(a: &Measure, b: &Measure, (same, differ): (f64, f64)) -> f64 {
    let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let mut sum: f64 = 0.0;
    for p in &a.participants {
        for q in b.participants.iter().filter(|q| q.role == p.role) {
            sum += if last(&p.name) == last(&q.name) { same } else { differ };
        }
    }
    sum.clamp(2.0 * differ, 2.0 * same)
}

/// How many digits beyond the first make an equal value remarkable: none for 4, seven for 43885310.
fn remarkable(item: &Item<'_>) -> u8 {
    let Some(value) = item.figure.value.or(item.figure.low) else {
        return u8::from(item.figure.kind == FigureKind::Date);
    };
    let digits = value.normalize().mantissa().unsigned_abs();
    let significant = Decimal::from_i128_with_scale(i128::try_from(digits).unwrap_or(i128::MAX), 0).to_string();
    let significant = significant.trim_end_matches('0').len();
    u8::try_from(significant.saturating_sub(1)).unwrap_or(u8::MAX).min(4)
}
