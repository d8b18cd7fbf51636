//! Dates as intervals: disjoint ones conflict, overlapping ones agree and narrow each other.

use itertools::Itertools;
use jiff::civil::Date;

use super::{Asked, Comparison};
use crate::date::DateValue;
use crate::grade::Grade;

/// `ends` says that both state the day on which something begins or ends, and not just a bound of it: "since
/// 2014" and "until 2014" do, "after 2014" and "before 2014" do not.
pub(super) fn compare(a: DateValue, b: DateValue, hedged: bool, ends: bool, asked: Asked) -> Option<Comparison> {
    if a == b {
        return Some(asked.answer(Grade::Same, "equal", || format!("both say {a}")));
    }
    let within = |common: DateValue| asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} have {common} in common"));
    match (a, b) {
        (DateValue::Clock(h, m, za), DateValue::Clock(i, n, zb)) => return clocks((a, (h, m, za)), (b, (i, n, zb)), hedged, asked),
        (DateValue::From(x), DateValue::From(y)) if ends => return one_end("begin", (a, x), (b, y), asked),
        (DateValue::Until(x), DateValue::Until(y)) if ends => return one_end("end", (a, x), (b, y), asked),
        (DateValue::From(x), DateValue::From(y)) => return Some(within(DateValue::From(x.max(y)))),
        (DateValue::Until(x), DateValue::Until(y)) => return Some(within(DateValue::Until(x.min(y)))),
        _ => {}
    }
    // A pair says the same whichever comes first.
    let (x, y) = (a.interval(), b.interval());
    let (a, b, x, y) = if (x.is_none(), x) > (y.is_none(), y) { (b, a, y, x) } else { (a, b, x, y) };
    if x.is_some() != y.is_some()
        && let Some(filled) = fill(a, b)
    {
        return Some(asked.answer(Grade::Bound, "open_date", || format!("{a} and {b} are one date, {filled}, if the year is the same")));
    }
    let ((a0, a1), (b0, b1)) = (x?, y?);
    let (start, end) = (a0.max(b0), a1.min(b1));
    Some(if start < end {
        let common = || DateValue::from_interval(start, end).map_or_else(String::new, |c| c.to_string());
        asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} have {} in common", common()))
    } else {
        asked.answer(Grade::Discrepant, "disjoint", || format!("{a} and {b} have no day in common"))
    })
}

/// The date that both can mean, where one leaves the year open; none where it may be of several years.
pub(crate) fn fill(a: DateValue, b: DateValue) -> Option<DateValue> {
    let (open, known, (start, end)) = match (a.interval(), b.interval()) {
        (None, Some(days)) => (a, b, days),
        (Some(days), None) => (b, a, days),
        _ => return None,
    };
    if matches!(known, DateValue::From(_) | DateValue::Until(_)) {
        return None;
    }
    let fits = (start.year()..=end.year()).filter_map(|year| {
        let value = open.in_year(year)?;
        let (s, e) = value.interval()?;
        (s.max(start) < e.min(end)).then_some(value)
    });
    fits.exactly_one().ok()
}

/// Two beginnings or two ends: what holds since, or until, one day does not begin, or end, on another. The
/// first of a month or of a year stands for all of it. "Until the 4th" may take in that day or not.
fn one_end(verb: &str, (a, x): (DateValue, Date), (b, y): (DateValue, Date), asked: Asked) -> Option<Comparison> {
    let whole = |d: Date| match (d.month(), d.day()) {
        (1, 1) => DateValue::Year(d.year()),
        (_, 1) => DateValue::Month(d.year(), d.month()),
        _ => DateValue::Day(d),
    };
    let (p, q) = (whole(x), whole(y));
    let ((x0, x1), (y0, y1)) = (p.interval()?, q.interval()?);
    let (start, end) = (x0.max(y0), x1.min(y1));
    let day = matches!(p, DateValue::Day(_)) || matches!(q, DateValue::Day(_));
    Some(if start < end || start == end && day && verb == "end" {
        asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} may {verb} on one day"))
    } else {
        asked.answer(Grade::Discrepant, "disjoint", || format!("{a} and {b} {verb} on different days"))
    })
}

/// How many minutes a time that is called approximate, and falls on a multiple of five, may be off.
const ROUND_CLOCK: i32 = 5;

/// How many minutes a time may lie from one that it is said to be shortly before or after: a quarter of an hour, and a
/// few minutes by which the other is rounded.
const SHORTLY: i32 = 20;

/// Two times of which one is said to be shortly before or after a time; nothing where they lie too far apart for that.
pub(super) fn close(a: DateValue, b: DateValue, asked: Asked) -> Option<Comparison> {
    let (DateValue::Clock(h, m, x), DateValue::Clock(i, n, y)) = (a, b) else { return None };
    let apart = (i32::from(h) * 60 + i32::from(m) - i32::from(i) * 60 - i32::from(n)).rem_euclid(24 * 60);
    let apart = apart.min(24 * 60 - apart);
    let near = x == y && a != b && apart <= SHORTLY;
    near.then(|| {
        asked.answer(Grade::Bound, "shortly", || {
            format!("{a} and {b} are {apart} minutes apart, and one is said to be shortly before or after")
        })
    })
}

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

    fn compared(a: &str, b: &str, hedged: bool, ends: bool) -> Option<Comparison> {
        let one = compare(a.parse().unwrap(), b.parse().unwrap(), hedged, ends, Asked::Reasons);
        assert_eq!(
            one.as_ref().map(|c| c.grade),
            compare(b.parse().unwrap(), a.parse().unwrap(), hedged, ends, Asked::Reasons).map(|c| c.grade)
        );
        one
    }

    #[test]
    fn intervals() {
        for (a, b, hedged, ends, grade, says) in [
            ("2024-03-03", "2024-03-03", false, false, Grade::Same, "2024-03-03"),
            ("2024-03-03", "--03-03", false, false, Grade::Bound, "2024-03-03"),
            ("2024", "--07", false, false, Grade::Bound, "2024-07"),
            ("2023-12-20/2024-01-05", "--01", false, false, Grade::Bound, "one date, 2024-01"),
            ("2024-02-25/2024-03-03", "2024-02", false, false, Grade::Bound, "2024-02-25/2024-03-01"),
            ("2024-03-03", "2024-03-04", false, false, Grade::Discrepant, "no day in common"),
            ("09:30+01:00", "08:30Z", false, false, Grade::Converted, "zone"),
            ("09:28", "09:30", true, false, Grade::Rounding, "2 minutes"),
            ("2019-01-01/..", "2020-01-01/..", false, true, Grade::Discrepant, "begin on different days"),
            ("2019-01-01/..", "2019-05-01/..", false, true, Grade::Bound, "may begin"),
            ("2019-01-01/..", "2020-01-01/..", false, false, Grade::Bound, "have 2020-01-01/.. in common"),
            ("../2014-01-01", "../2019-01-01", false, true, Grade::Discrepant, "end on different days"),
            ("../2014-01-01", "../2014-06-30", false, true, Grade::Bound, "may end"),
            ("../2014-06-29", "../2014-06-30", false, true, Grade::Bound, "may end"),
            ("../2014-06-28", "../2014-06-30", false, true, Grade::Discrepant, "end on different days"),
            ("../2014-01-01", "../2019-01-01", false, false, Grade::Bound, "have ../2014-01-01 in common"),
            ("09:30", "10:00", false, false, Grade::Discrepant, "30 minutes"),
        ] {
            let c = compared(a, b, hedged, ends).unwrap();
            assert_eq!(c.grade, grade, "{a} {b}");
            assert!(c.reasons[0].text.contains(says), "{}", c.reasons[0].text);
        }
    }

    #[test]
    fn an_open_year_is_told_by_no_open_end_and_by_no_span_of_years() {
        for known in ["../2020-01-01", "2019-01-01/..", "2019-01-01/2022-01-01"] {
            assert_eq!(fill(known.parse().unwrap(), "--05-04".parse().unwrap()), None, "{known}");
            assert_eq!(compared(known, "--05-04", false, false), None, "{known}");
        }
    }
}
