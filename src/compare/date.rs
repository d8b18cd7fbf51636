//! Dates as intervals: disjoint ones conflict, overlapping ones agree and narrow each other.

use itertools::Itertools;
use jiff::civil::Date;

use super::Comparison;
use crate::date::DateValue;
use crate::report::Grade;

/// `ends` says that both state the day on which something begins or ends, and not just a bound of it: "since
/// 2014" and "until 2014" do, "after 2014" and "before 2014" do not.
pub(super) fn compare(a: DateValue, b: DateValue, hedged: bool, ends: bool) -> Option<Comparison> {
    if a == b {
        return Some(Comparison::new(Grade::Same, "equal", format!("both say {a}")));
    }
    if let (DateValue::Clock(h, m, za), DateValue::Clock(i, n, zb)) = (a, b) {
        return clocks((h, m, za), (i, n, zb), a, b, hedged);
    }
    match (a, b) {
        (DateValue::From(x), DateValue::From(y)) if ends => return one_end("begin", x, y, a, b),
        (DateValue::Until(x), DateValue::Until(y)) if ends => return one_end("end", x, y, a, b),
        (DateValue::From(x), DateValue::From(y)) => return Some(within(DateValue::From(x.max(y)), a, b)),
        (DateValue::Until(x), DateValue::Until(y)) => return Some(within(DateValue::Until(x.min(y)), a, b)),
        _ => {}
    }
    // A pair says the same whichever comes first.
    let (a, b) = if (a.interval().is_none(), a.interval()) > (b.interval().is_none(), b.interval()) { (b, a) } else { (a, b) };
    if let Some(filled) = fill(a, b) {
        return Some(Comparison::new(Grade::Bound, "open_date", format!("{a} and {b} are one date, {filled}, if the year is the same")));
    }
    let ((a0, a1), (b0, b1)) = (a.interval()?, b.interval()?);
    let (start, end) = (a0.max(b0), a1.min(b1));
    Some(match DateValue::from_interval(start, end) {
        Some(common) => within(common, a, b),
        None => Comparison::new(Grade::Discrepant, "disjoint", format!("{a} and {b} have no day in common")),
    })
}

fn within(common: DateValue, a: DateValue, b: DateValue) -> Comparison {
    Comparison::new(Grade::Bound, "overlap", format!("{a} and {b} have {common} in common"))
}

/// The date that both can mean, where one leaves the year open; none where it may be of several years.
pub(crate) fn fill(a: DateValue, b: DateValue) -> Option<DateValue> {
    let (open, known) = if a.interval().is_none() { (a, b) } else { (b, a) };
    if matches!(known, DateValue::From(_) | DateValue::Until(_)) {
        return None;
    }
    let (start, end) = known.interval()?;
    let fits = (start.year()..=end.year()).filter_map(|year| {
        let value = open.in_year(year)?;
        let (s, e) = value.interval()?;
        (s.max(start) < e.min(end)).then_some(value)
    });
    fits.exactly_one().ok()
}

/// Two beginnings or two ends: what holds since, or until, one day does not begin or end on another. The first
/// of a month or of a year stands for all of it. "Until the 4th" may take in that day or not.
fn one_end(verb: &str, x: Date, y: Date, a: DateValue, b: DateValue) -> Option<Comparison> {
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
        Comparison::new(Grade::Bound, "overlap", format!("{a} and {b} may {verb} on one day"))
    } else {
        Comparison::new(Grade::Discrepant, "disjoint", format!("{a} and {b} {verb} on different days"))
    })
}

/// How many minutes a time that is called approximate, and falls on a multiple of five, may be off.
const ROUND_CLOCK: i32 = 5;

fn clocks(x: (i8, i8, Option<i16>), y: (i8, i8, Option<i16>), a: DateValue, b: DateValue, hedged: bool) -> Option<Comparison> {
    let minutes = |(h, m, zone): (i8, i8, Option<i16>)| i32::from(h) * 60 + i32::from(m) - i32::from(zone.unwrap_or(0));
    if x.2.is_some() != y.2.is_some() {
        return None;
    }
    let apart = (minutes(x) - minutes(y)).rem_euclid(24 * 60);
    let apart = apart.min(24 * 60 - apart);
    let round = hedged && apart <= ROUND_CLOCK && (x.1 % 5 == 0 || y.1 % 5 == 0);
    Some(if round {
        Comparison::new(Grade::Rounding, "rounding", format!("{a} and {b} are {apart} minutes apart, and one side is hedged"))
    } else if apart == 0 {
        Comparison::new(Grade::Converted, "zone", format!("{a} is {b} in another zone"))
    } else {
        Comparison::new(Grade::Discrepant, "clock", format!("{a} against {b}: {apart} minutes apart"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(a: &str, b: &str, hedged: bool, ends: bool) -> Option<Comparison> {
        let one = compare(a.parse().unwrap(), b.parse().unwrap(), hedged, ends);
        assert_eq!(one.as_ref().map(|c| c.grade), compare(b.parse().unwrap(), a.parse().unwrap(), hedged, ends).map(|c| c.grade));
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
