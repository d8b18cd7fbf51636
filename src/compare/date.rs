//! Dates as intervals: disjoint ones conflict, overlapping ones agree and narrow each other.

use itertools::Itertools;
use jiff::civil::Date;

use super::{Asked, Comparison};
use crate::claim::Modifier;
use crate::date::DateValue;
use crate::grade::Grade;

/// `ends` says that both state the day on which something begins or ends, and not just a bound of it: "since
/// 2014" and "until 2014" do, "after 2014" and "before 2014" do not.
pub(super) fn compare(a: DateValue, b: DateValue, ends: bool, asked: Asked) -> Option<Comparison> {
    if a == b {
        return Some(asked.answer(Grade::Same, "equal", || format!("both say {a}")));
    }
    let within = |common: DateValue| asked.answer(Grade::Bound, "overlap", || format!("{a} and {b} have {common} in common"));
    match (a, b) {
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

/// How many minutes a time that is called approximate may be off: one on the hour, and another multiple of five.
const ROUND_CLOCK: (i32, i32) = (15, 5);

/// Within so many minutes "after" or "before" a time lies what a writer tells of so, and so many on the other side of it
/// where the other writer rounds.
const BESIDE_CLOCK: (i32, i32) = (30, 5);

/// Two times of day, each with what the words before it say, "after", and whether it is called approximate.
pub(super) fn times(
    (a, how, hedged): (DateValue, Option<Modifier>, bool),
    (b, other, other_hedged): (DateValue, Option<Modifier>, bool),
    asked: Asked,
) -> Option<Comparison> {
    let (DateValue::Clock(h, m, zone), DateValue::Clock(i, n, other_zone)) = (a, b) else { return None };
    // "7 p.m.", "7 p.m. ET": where the one writes, it is that.
    if (h, m) == (i, n) && how == other && (zone == other_zone || zone.is_none() || other_zone.is_none()) {
        return Some(asked.answer(Grade::Same, "equal", || format!("both say {}", if zone.is_some() { a } else { b })));
    }
    if zone.is_some() != other_zone.is_some() {
        return None;
    }
    let minutes = |h: i8, m: i8, zone: Option<i16>| i32::from(h) * 60 + i32::from(m) - i32::from(zone.unwrap_or(0));
    // How much later b is than a, by the shorter way round the clock.
    let later = (minutes(i, n, other_zone) - minutes(h, m, zone) + DAY / 2).rem_euclid(DAY) - DAY / 2;
    let apart = later.abs();
    let off = |minute: i8| if minute == 0 { ROUND_CLOCK.0 } else { ROUND_CLOCK.1 };
    let off = [(hedged, m), (other_hedged, n)].into_iter().filter(|(hedged, _)| *hedged).map(|(_, minute)| off(minute)).max();
    let round = off.is_some_and(|off| apart <= off && (m % 5 == 0 || n % 5 == 0));
    let window = |how: Option<Modifier>| match how {
        Some(Modifier::MoreThan) => (-BESIDE_CLOCK.1, BESIDE_CLOCK.0),
        Some(Modifier::LessThan) => (-BESIDE_CLOCK.0, BESIDE_CLOCK.1),
        _ => (0, 0),
    };
    let ((a0, a1), (b0, b1)) = (window(how), window(other));
    let meet = a0.max(b0 + later) <= a1.min(b1 + later);
    Some(if round {
        asked.answer(Grade::Rounding, "rounding", || format!("{a} and {b} are {apart} minutes apart, and one side is hedged"))
    } else if apart == 0 && how == other {
        asked.answer(Grade::Converted, "zone", || format!("{a} is {b} in another zone"))
    } else if meet {
        let words = |how: Option<Modifier>| match how {
            Some(Modifier::MoreThan) => "after ",
            Some(Modifier::LessThan) => "before ",
            _ => "",
        };
        asked.answer(Grade::Bound, "bound", || format!("{}{a} leaves room for {}{b}", words(how), words(other)))
    } else {
        asked.answer(Grade::Discrepant, "clock", || format!("{a} against {b}: {apart} minutes apart"))
    })
}

/// So many minutes has a day.
const DAY: i32 = 24 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(a: &str, b: &str, ends: bool) -> Option<Comparison> {
        let one = compare(a.parse().unwrap(), b.parse().unwrap(), ends, Asked::Reasons);
        assert_eq!(one.as_ref().map(|c| c.grade), compare(b.parse().unwrap(), a.parse().unwrap(), ends, Asked::Reasons).map(|c| c.grade));
        one
    }

    #[test]
    fn times_of_day() {
        for (a, b, grade) in [
            ("09:30", "09:30", Grade::Same),
            ("09:30", "09:30-05:00", Grade::Same),
            ("09:30+01:00", "08:30Z", Grade::Converted),
            ("09:28", "about 09:30", Grade::Rounding),
            ("09:22", "about 09:30", Grade::Discrepant),
            ("09:10", "about 09:00", Grade::Rounding),
            ("09:30", "10:00", Grade::Discrepant),
            ("04:12", "after 04:00", Grade::Bound),
            ("04:12", "before 04:15", Grade::Bound),
            ("04:18", "before 04:15", Grade::Bound),
            ("04:25", "before 04:15", Grade::Discrepant),
            ("03:50", "after 04:00", Grade::Discrepant),
            ("05:30", "after 04:00", Grade::Discrepant),
            ("after 04:00", "before 04:15", Grade::Bound),
            ("after 23:50", "00:05", Grade::Bound),
        ] {
            let time = |text: &str| {
                let how = match text.split(' ').next() {
                    Some("after") => Some(Modifier::MoreThan),
                    Some("before") => Some(Modifier::LessThan),
                    _ => None,
                };
                (text.rsplit(' ').next().unwrap().parse().unwrap(), how, text.starts_with("about"))
            };
            for (x, y) in [(a, b), (b, a)] {
                assert_eq!(times(time(x), time(y), Asked::Reasons).unwrap().grade, grade, "{x} {y}");
            }
        }
    }

    #[test]
    fn intervals() {
        for (a, b, ends, grade, says) in [
            ("2024-03-03", "2024-03-03", false, Grade::Same, "2024-03-03"),
            ("2024-03-03", "--03-03", false, Grade::Bound, "2024-03-03"),
            ("2024", "--07", false, Grade::Bound, "2024-07"),
            ("2023-12-20/2024-01-05", "--01", false, Grade::Bound, "one date, 2024-01"),
            ("2024-02-25/2024-03-03", "2024-02", false, Grade::Bound, "2024-02-25/2024-03-01"),
            ("2024-03-03", "2024-03-04", false, Grade::Discrepant, "no day in common"),
            ("2019-01-01/..", "2020-01-01/..", true, Grade::Discrepant, "begin on different days"),
            ("2019-01-01/..", "2019-05-01/..", true, Grade::Bound, "may begin"),
            ("2019-01-01/..", "2020-01-01/..", false, Grade::Bound, "have 2020-01-01/.. in common"),
            ("../2014-01-01", "../2019-01-01", true, Grade::Discrepant, "end on different days"),
            ("../2014-01-01", "../2014-06-30", true, Grade::Bound, "may end"),
            ("../2014-06-29", "../2014-06-30", true, Grade::Bound, "may end"),
            ("../2014-06-28", "../2014-06-30", true, Grade::Discrepant, "end on different days"),
            ("../2014-01-01", "../2019-01-01", false, Grade::Bound, "have ../2014-01-01 in common"),
        ] {
            let c = compared(a, b, ends).unwrap();
            assert_eq!(c.grade, grade, "{a} {b}");
            assert!(c.reasons[0].text.contains(says), "{}", c.reasons[0].text);
        }
    }

    #[test]
    fn an_open_year_is_told_by_no_open_end_and_by_no_span_of_years() {
        for known in ["../2020-01-01", "2019-01-01/..", "2019-01-01/2022-01-01"] {
            assert_eq!(fill(known.parse().unwrap(), "--05-04".parse().unwrap()), None, "{known}");
            assert_eq!(compared(known, "--05-04", false), None, "{known}");
        }
    }
}
