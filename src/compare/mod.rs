//! Two values of one data item, compared into a grade with its reasons: a pure function of the two.

mod date;
mod number;
mod rate;
mod unit;

pub(crate) use date::fill;
pub(crate) use number::magnitude_slip;
pub use rate::Rates;

use rust_decimal::Decimal;

use crate::claim::{Figure, FigureKind, Modifier};
use crate::grade::{Grade, Reason};

/// How two values of one data item stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The grade; never `uncorroborated`.
    pub grade: Grade,
    /// Why, in plain words.
    pub reasons: Vec<Reason>,
}

/// Whether the reasons are asked for. The grade alone is asked for of every pair of a story; the reasons, of few.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Grade,
    Reasons,
}

impl Asked {
    fn answer(self, grade: Grade, rule: &str, text: impl FnOnce() -> String) -> Comparison {
        self.and(Comparison { grade, reasons: Vec::new() }, rule, text)
    }

    fn and(self, mut comparison: Comparison, rule: &str, text: impl FnOnce() -> String) -> Comparison {
        if self == Self::Reasons {
            comparison.reasons.push(Reason { rule: rule.to_owned(), text: text() });
        }
        comparison
    }
}

/// Compares two figures as values of one data item. Whether they are that is not asked here.
///
/// Gives nothing where they cannot be compared: other kinds of unit, amounts without a rate between
/// their currencies, a date that is not known, a figure without a value.
#[must_use]
pub fn compare(a: &Figure, b: &Figure, rates: &Rates) -> Option<Comparison> {
    compared(a, b, rates, Asked::Reasons)
}

/// The grade that [`compare`] gives two figures.
pub(crate) fn grade(a: &Figure, b: &Figure, rates: &Rates) -> Option<Grade> {
    compared(a, b, rates, Asked::Grade).map(|c| c.grade)
}

fn compared(a: &Figure, b: &Figure, rates: &Rates, asked: Asked) -> Option<Comparison> {
    match (a.kind, b.kind) {
        (FigureKind::Date, FigureKind::Date) if a.date.is_none() && b.date.is_none() => named_alike(a, b, asked),
        (FigureKind::Time, FigureKind::Time) => date::times((a.date?, a.modifier, a.hedged), (b.date?, b.modifier, b.hedged), asked),
        (FigureKind::Date, FigureKind::Date) => {
            let ends = [a, b].iter().all(|f| matches!(f.modifier, Some(Modifier::AtLeast | Modifier::AtMost)));
            date::compare(a.date?, b.date?, ends, asked)
        }
        (FigureKind::Date | FigureKind::Time, _) | (_, FigureKind::Date | FigureKind::Time) => None,
        _ => number::compare(a, b, rates, asked),
    }
}

/// Two days that are called by one name, in articles of which neither says when it was written: Tuesday.
fn named_alike(a: &Figure, b: &Figure, asked: Asked) -> Option<Comparison> {
    fn name(f: &Figure) -> Option<&str> {
        let mut words = f.text.split(' ').filter(|w| !matches!(*w, "on" | "On"));
        words.next().filter(|w| w.starts_with(char::is_uppercase) && words.next().is_none())
    }
    (name(a).is_some() && name(a) == name(b)).then(|| asked.answer(Grade::Same, "equal", || format!("both say {}", a.text)))
}

/// The figures that may be values of one data item: those of one family. A fraction is a share, as a percentage is.
pub(crate) fn family(figure: &Figure) -> u8 {
    match figure.kind {
        FigureKind::Money => 0,
        FigureKind::Percent => 1,
        FigureKind::Count | FigureKind::Number if is_fraction(figure) => 1,
        FigureKind::Count | FigureKind::Number => 2,
        FigureKind::Quantity => 3,
        FigureKind::Duration => 4,
        FigureKind::Ordinal => 5,
        FigureKind::Date => 6,
        FigureKind::Time => 7,
    }
}

/// What sort of figure it is, in the word of the tables that limit a class to a sort: money, share, count, area, speed.
pub(crate) fn sort(figure: &Figure) -> &'static str {
    match figure.kind {
        FigureKind::Money => "money",
        FigureKind::Count | FigureKind::Number if is_fraction(figure) => "share",
        FigureKind::Percent => "share",
        FigureKind::Count | FigureKind::Number => "count",
        FigureKind::Quantity => figure.unit.as_deref().and_then(unit::dimension).unwrap_or("quantity"),
        FigureKind::Duration | FigureKind::Date | FigureKind::Time => "time",
        FigureKind::Ordinal => "rank",
    }
}

/// Whether the figure is a percentage or a fraction.
pub(crate) fn is_share(figure: &Figure) -> bool {
    figure.kind == FigureKind::Percent || is_fraction(figure)
}

/// Whether a number is less than a whole, in words: half, two thirds.
fn is_fraction(figure: &Figure) -> bool {
    let less = || figure.value.is_some_and(|v| v > Decimal::ZERO && v < Decimal::ONE);
    // "two tenths of a point" are no share.
    let of_point = || figure.measure.counted.as_deref() == Some("point");
    figure.unit.is_none() && less() && !figure.text.contains('.') && !of_point()
}
