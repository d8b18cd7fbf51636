//! What one figure takes from another: units left out, and conversions.

use super::number::Form;
use super::quantity::Found;
use crate::claim::FigureKind;
use crate::text::Document;

/// Gives a bare number the unit that its neighbour states: "eight or nine euros", "four-, five- and six-cylinder".
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

/// Whether only commas, "and", "or" and a hanging hyphen stand between two tokens.
fn listed(doc: &Document<'_>, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 4
        && (from..to).any(|i| ["and", "or"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)) || doc.is_punct(i, ','))
        && (from..to).all(|i| {
            doc.is_punct(i, ',') || doc.is_punct(i, '-') || ["and", "or", "to"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w))
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
        let gap = a.tokens.end..b.tokens.start;
        let bracket = gap.clone().any(|i| doc.is_punct(i, '(') || doc.is_punct(i, '['));
        let or = gap.clone().any(|i| ["or", "equivalent", "equals", "i.e."].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)));
        let near = gap.clone().all(|i| !["and", "to", "from"].iter().any(|w| doc.word(i).eq_ignore_ascii_case(w)));
        if (bracket || or) && near {
            found[k].equivalent_of = Some(k - 1);
        }
    }
}
