//! What one figure takes from another: units left out, and conversions.

use super::number::Form;
use super::quantity::Found;
use rust_decimal::Decimal;

use crate::claim::{FigureKind, Precision};
use crate::text::Document;

/// Gives a bare number the unit that its neighbour states: "sixty or seventy yuan", "two-, three- and seven-string".
pub(super) fn carry_units(doc: &Document<'_>, found: &mut [Found]) {
    for k in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let bare = a.figure.kind == FigureKind::Number && a.figure.unit.is_none() && matches!(a.form, Form::Words | Form::Digits);
        let gives = b.figure.unit.is_some() && !matches!(b.figure.kind, FigureKind::Ordinal | FigureKind::Date | FigureKind::Time);
        if bare && gives && a.figure.value.is_some() && listed(doc, a.tokens.end, b.tokens.start) {
            a.figure.kind = b.figure.kind;
            a.figure.unit.clone_from(&b.figure.unit);
            a.figure.unit_assumed = b.figure.unit_assumed;
        }
    }
}

/// Gives a bare number the unit of the figure before it in the sentence, where both are written alike: the same
/// decimal places or magnitude, or words between that compare them.
pub(super) fn carry_forward(doc: &Document<'_>, found: &mut [Found]) {
    for k in 1..found.len() {
        let (left, right) = found.split_at_mut(k);
        let b = &mut right[0];
        if b.figure.kind != FigureKind::Number || b.figure.unit.is_some() || b.form != Form::Digits {
            continue;
        }
        let Some(a) =
            left.iter().rev().take(3).find(|a| a.figure.unit.is_some() && !matches!(a.figure.kind, FigureKind::Date | FigureKind::Time))
        else {
            continue;
        };
        // "ages 31, 33 and 36"
        let age = a.figure.kind == FigureKind::Duration && a.figure.unit.as_deref() == Some("year") && a.tokens.end == a.number + 1;
        if age && listed(doc, a.tokens.end, b.tokens.start) && b.figure.value.is_some_and(|v| v < rust_decimal::Decimal::from(120)) {
            b.figure.kind = a.figure.kind;
            b.figure.unit.clone_from(&a.figure.unit);
            continue;
        }
        if a.form != Form::Digits
            || matches!(a.figure.kind, FigureKind::Percent | FigureKind::Duration | FigureKind::Ordinal)
            || b.tokens.start - a.tokens.end > 16
        {
            continue;
        }
        let ended = (a.tokens.end..b.tokens.start).any(|i| doc.at(i).word.as_punct().is_some_and(|c| matches!(c, '.' | '!' | '?' | '(')));
        let alike = b.places == a.places && b.places != 0 && a.figure.unit_assumed | (b.places < 0 || a.figure.kind == FigureKind::Count);
        let compared = b.number.checked_sub(2).is_some_and(|j| {
            let w = |j: usize, t: &str| doc.word_is(j, t);
            (w(j, "compared") || w(j, "up") || w(j, "down")) && (w(j + 1, "with") || w(j + 1, "to") || w(j + 1, "from"))
                || w(j + 1, "versus")
        });
        if !ended && (alike || compared) {
            b.figure.kind = a.figure.kind;
            b.figure.unit.clone_from(&a.figure.unit);
            b.figure.unit_assumed = a.figure.unit_assumed;
            if a.divisor > rust_decimal::Decimal::ONE {
                b.figure.value = b.figure.value.and_then(|v| v.checked_div(a.divisor)).map(|v| v.normalize());
                b.figure.low = b.figure.low.and_then(|v| v.checked_div(a.divisor));
                b.figure.high = b.figure.high.and_then(|v| v.checked_div(a.divisor));
                let written = |v: Decimal| v.checked_div(a.divisor).map(|v| v.normalize());
                b.figure.precision =
                    b.figure.precision.and_then(|p| Some(Precision { finest: written(p.finest)?, coarsest: written(p.coarsest)? }));
            }
            b.divisor = a.divisor;
        }
    }
}

/// Whether only commas, "and", "or" and a hanging hyphen stand between two tokens.
fn listed(doc: &Document<'_>, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 4
        && (from..to).any(|i| ["and", "or", "of", "up", "down"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)) || doc.is_punct(i, ','))
        && (from..to).all(|i| {
            doc.is_punct(i, ',')
                || doc.is_punct(i, '-')
                || ["and", "or", "to", "of", "the", "up", "down"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w))
        })
}

/// Links a figure in brackets or behind "or" to the one before it, where both have one dimension.
pub(super) fn conversions(doc: &Document<'_>, found: &mut [Found]) {
    for k in 1..found.len() {
        let (a, b) = (&found[k - 1], &found[k]);
        let kinds = a.figure.kind == b.figure.kind && matches!(a.figure.kind, FigureKind::Money | FigureKind::Quantity);
        if !kinds || a.figure.unit == b.figure.unit || b.tokens.start < a.tokens.end || b.tokens.start - a.tokens.end > 5 {
            continue;
        }
        // "1,200 euros a month, or $15 an hour" are two rates.
        let per = |f: &Found| f.figure.unit.as_deref().and_then(|u| u.split_once('/')).map(|(_, per)| per.to_owned());
        if per(b).is_some() && per(a) != per(b) {
            continue;
        }
        let gap = a.tokens.end..b.tokens.start;
        let bracket = gap.clone().any(|i| doc.is_punct(i, '(') || doc.is_punct(i, '['));
        let or = gap.clone().any(|i| ["or", "equivalent", "equals", "i.e."].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)));
        let near = gap.clone().all(|i| !["and", "to", "from"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)));
        if (bracket || or) && near {
            found[k].equivalent_of = Some(k - 1);
        }
    }
}

/// Makes one range of two bounds: "more than 10 and fewer than 20".
pub(super) fn merge_bounds(doc: &Document<'_>, found: &mut Vec<Found>) {
    let mut k = 1;
    let mut merged = Vec::new();
    while k < found.len() {
        let (a, b) = (&found[k - 1], &found[k]);
        let bare = a.figure.kind == FigureKind::Number
            && a.figure.unit.is_none()
            && !matches!(b.figure.kind, FigureKind::Date | FigureKind::Money);
        let kind = bare || a.figure.kind == b.figure.kind && a.figure.unit == b.figure.unit && a.figure.kind != FigureKind::Date;
        let joined =
            a.tokens.end + 1 == b.tokens.start && ["and", "but", ","].iter().any(|w| doc.word(a.tokens.end).eq_ignore_ascii_case(w));
        let low = a.figure.low.or(b.figure.low);
        let high = a.figure.high.or(b.figure.high);
        let one_each = a.figure.low.is_some() != b.figure.low.is_some() && a.figure.high.is_some() != b.figure.high.is_some();
        let values = a.figure.value.is_some() && b.figure.value.is_some() && one_each;
        if kind && joined && values && low < high {
            let (end, kind, unit) = (b.tokens.end, b.figure.kind, b.figure.unit.clone());
            let f = &mut found[k - 1];
            (f.figure.kind, f.figure.unit) = (kind, unit);
            (f.figure.value, f.figure.low, f.figure.high, f.figure.modifier) = (None, low, high, None);
            f.tokens.end = end;
            merged.push(k);
            k += 1;
        }
        k += 1;
    }
    if merged.is_empty() {
        return;
    }
    let moved = |k: usize| k - merged.partition_point(|m| *m <= k);
    for f in found.iter_mut() {
        f.equivalent_of = f.equivalent_of.map(moved);
    }
    let mut n = 0;
    found.retain(|_| {
        n += 1;
        merged.binary_search(&(n - 1)).is_err()
    });
}
