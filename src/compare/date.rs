//! Dates as intervals: disjoint ones conflict, overlapping ones agree and narrow each other.

use jiff::civil::Date;

use super::{Asked, Comparison};
use crate::date::DateValue;
use crate::report::Grade;

pub(super) fn compare(a: DateValue, b: DateValue, hedged: bool, asked: Asked) -> Option<Comparison> {
    if a == b {
        return Some(asked.answer(Grade::Same, "equal", || format!("both say {a}")));
    }
    if let (DateValue::Clock(h, m, za), DateValue::Clock(i, n, zb)) = (a, b) {
        return clocks((a, (h, m, za)), (b, (i, n, zb)), hedged, asked);
    }
    if let (DateValue::From(x), DateValue::From(y)) = (a, b) {
        return begun(x, y, asked);
    }
    // A pair says the same whichever comes first.
    let (a, b) = if (a.interval().is_none(), a.interval()) > (b.interval().is_none(), b.interval()) { (b, a) } else { (a, b) };
    if let Some(filled) = fill(a, b) {
        return Some(asked.answer(Grade::Bound, "open_date", || format!("{a} and {b} are one date, {filled}, if the year is the same")));
    }
    let ((a0, a1), (b0, b1)) = (a.interval()?, b.interval()?);
    let (start, end) = (a0.max(b0), a1.min(b1));
    Some(if start < end {
        let common = || DateValue::from_interval(start, end).map_or_else(String::new, |c| c.to_string());
        asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} have {} in common", common()))
    } else {
        asked.answer(Grade::Discrepant, "disjoint", || format!("{a} and {b} have no day in common"))
    })
}

/// The date that both can mean, where one leaves the year open.
pub(crate) fn fill(a: DateValue, b: DateValue) -> Option<DateValue> {
    let (open, (start, end)) = match (a.interval(), b.interval()) {
        (None, Some(days)) => (a, days),
        (Some(days), None) => (b, days),
        _ => return None,
    };
    (start.year()..=end.year()).find_map(|year| {
        let value = open.in_year(year)?;
        let (s, e) = value.interval()?;
        (s.max(start) < e.min(end)).then_some(value)
    })
}

/// Two beginnings: what holds since one day does not begin on another. The first of a month or of a year
/// stands for all of it.
fn begun(x: Date, y: Date, asked: Asked) -> Option<Comparison> {
    let (a, b) = (DateValue::From(x), DateValue::From(y));
    let whole = |d: Date| match (d.month(), d.day()) {
        (1, 1) => DateValue::Year(d.year()),
        (_, 1) => DateValue::Month(d.year(), d.month()),
        _ => DateValue::Day(d),
    };
    let ((x0, x1), (y0, y1)) = (whole(x).interval()?, whole(y).interval()?);
    Some(if x0.max(y0) < x1.min(y1) {
        asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} may begin on one day"))
    } else {
        asked.answer(Grade::Discrepant, "disjoint", || format!("{a} and {b} begin on different days"))
    })
}

/// How many minutes a time that is called approximate, and falls on a multiple of five, may be off.
const ROUND_CLOCK: i32 = 5;

/// Hour, minute and the zone's offset in minutes.
type Clock = (i8, i8, Option<i16>);

fn clocks((a, x): (DateValue, Clock), (b, y): (DateValue, Clock), hedged: bool, asked: Asked) -> Option<Comparison> {
    let minutes = |(h, m, zone): Clock| i32::from(h) * 60 + i32::from(m) - i32::from(zone.unwrap_or(0));
    if x.2.is_some() != y.2.is_some() {
        return None;
    }
    let apart = (minutes(x) - minutes(y)).rem_euclid(24 * 60);
    let apart = apart.min(24 * 60 - apart);
    let round = hedged && apart <= ROUND_CLOCK && (x.1 % 5 == 0 || y.1 % 5 == 0);
    Some(if round {
        asked.answer(Grade::Rounding, "rounding", || format!("{a} and {b} are {apart} minutes apart, and one side is hedged"))
    } else if apart == 0 {
        asked.answer(Grade::Converted, "zone", || format!("{a} is {b} in another zone"))
    } else {
        asked.answer(Grade::Discrepant, "clock", || format!("{a} against {b}: {apart} minutes apart"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        for (a, b, hedged, grade, says) in [
            ("2024-03-03", "2024-03-03", false, Grade::Same, "2024-03-03"),
            ("2024-03-03", "--03-03", false, Grade::Bound, "2024-03-03"),
            ("2024", "--07", false, Grade::Bound, "2024-07"),
            ("2024-02-25/2024-03-03", "2024-02", false, Grade::Bound, "2024-02-25/2024-03-01"),
            ("2024-03-03", "2024-03-04", false, Grade::Discrepant, "no day in common"),
            ("09:30+01:00", "08:30Z", false, Grade::Converted, "zone"),
            ("09:28", "09:30", true, Grade::Rounding, "2 minutes"),
            ("2019-01-01/..", "2020-01-01/..", false, Grade::Discrepant, "different days"),
            ("2019-01-01/..", "2019-05-01/..", false, Grade::Bound, "may begin"),
            ("09:30", "10:00", false, Grade::Discrepant, "30 minutes"),
        ] {
            let c = compare(a.parse().unwrap(), b.parse().unwrap(), hedged, Asked::Reasons).unwrap();
            assert_eq!(c.grade, grade, "{a} {b}");
            assert!(c.reasons[0].text.contains(says), "{}", c.reasons[0].text);
        }
    }
}
