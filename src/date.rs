//! Civil dates as intervals with their granularity, and their ISO 8601 form.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date, as precisely as it is known; in JSON an ISO 8601 string.
///
/// ```
/// use corroborate::DateValue;
/// let july: DateValue = "2024-07".parse().unwrap();
/// let (start, end) = july.interval().unwrap();
/// assert_eq!((start.to_string().as_str(), end.to_string().as_str()), ("2024-07-01", "2024-08-01"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum DateValue {
    /// `2024-07-09`.
    Day(Date),
    /// `2024-07`.
    Month(i16, i8),
    /// `2024`.
    Year(i16),
    /// `--07-09`: a day of a year that is not known.
    OpenDay(i8, i8),
    /// `--07`: a month of a year that is not known.
    OpenMonth(i8),
    /// `--07-09/--07-16`: from the first month and day up to, and without, the last, of a year that is not
    /// known; where the last is not after the first, it lies in the year after.
    OpenInterval((i8, i8), (i8, i8)),
    /// `2024-07-09/2024-07-16`: from the first day up to, and without, the last.
    Interval(Date, Date),
    /// `2024-07-09/..`: from that day on.
    From(Date),
    /// `../2024-07-09`: up to, and without, that day.
    Until(Date),
    /// `HH:MM`, with the zone's offset in minutes where there is one: a time of day.
    Clock(i8, i8, Option<i16>),
}

impl DateValue {
    /// The first day, and the first day after; none where the year is open, and for times of day. An
    /// open end is the first or last day that the calendar has.
    #[must_use]
    pub fn interval(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(d) => Some((d, d.tomorrow().ok()?)),
            Self::Month(y, m) => {
                let after = if m == 12 { Date::new(y.checked_add(1)?, 1, 1) } else { Date::new(y, m.checked_add(1)?, 1) };
                Some((Date::new(y, m, 1).ok()?, after.ok()?))
            }
            Self::Year(y) => Some((Date::new(y, 1, 1).ok()?, Date::new(y.checked_add(1)?, 1, 1).ok()?)),
            Self::Interval(a, b) => Some((a, b)),
            Self::From(a) => Some((a, Date::MAX)),
            Self::Until(b) => Some((Date::MIN, b)),
            Self::OpenDay(..) | Self::OpenMonth(_) | Self::OpenInterval(..) | Self::Clock(..) => None,
        }
    }

    /// From the first day of `a` to the last of `b`, whose year is not known.
    pub(crate) fn between_open(a: Self, b: Self) -> Option<Self> {
        let days = |value: Self| {
            // A leap year has every day.
            match value {
                Self::OpenDay(m, d) => Self::Day(Date::new(2000, m, d).ok()?).interval(),
                Self::OpenMonth(m) => Self::Month(2000, m).interval(),
                _ => None,
            }
        };
        let ((start, _), (_, end)) = (days(a)?, days(b)?);
        let (start, end) = ((start.month(), start.day()), (end.month(), end.day()));
        (start != end).then_some(Self::OpenInterval(start, end))
    }

    /// The days of this date in `year`, if its own is not known.
    pub(crate) fn in_year(self, year: i16) -> Option<Self> {
        match self {
            Self::OpenDay(m, d) => Date::new(year, m, d).ok().map(Self::Day),
            Self::OpenMonth(m) => Some(Self::Month(year, m)),
            Self::OpenInterval(start, end) => {
                // 29 February is the day after the 28th in any year.
                let day = |year, (m, d)| Date::new(year, m, d).or_else(|_| Date::new(year, m.saturating_add(1), 1)).ok();
                let end_year = if end > start { year } else { year.checked_add(1)? };
                Self::from_interval(day(year, start)?, day(end_year, end)?)
            }
            _ => None,
        }
    }

    /// The interval from `start` up to, and without, `end`, as the coarsest form that says the same;
    /// none where it is empty.
    #[must_use]
    pub fn from_interval(start: Date, end: Date) -> Option<Self> {
        if end <= start {
            return None;
        }
        for value in [Self::Day(start), Self::Month(start.year(), start.month()), Self::Year(start.year())] {
            if value.interval() == Some((start, end)) {
                return Some(value);
            }
        }
        Some(Self::Interval(start, end))
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(d) => write!(f, "{d}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Year(y) => write!(f, "{y:04}"),
            Self::OpenDay(m, d) => write!(f, "--{m:02}-{d:02}"),
            Self::OpenMonth(m) => write!(f, "--{m:02}"),
            Self::OpenInterval((m, d), (n, e)) => write!(f, "--{m:02}-{d:02}/--{n:02}-{e:02}"),
            Self::Interval(a, b) => write!(f, "{a}/{b}"),
            Self::From(a) => write!(f, "{a}/.."),
            Self::Until(b) => write!(f, "../{b}"),
            Self::Clock(h, m, None) => write!(f, "{h:02}:{m:02}"),
            Self::Clock(h, m, Some(0)) => write!(f, "{h:02}:{m:02}Z"),
            Self::Clock(h, m, Some(zone)) => {
                let sign = if zone < 0 { '-' } else { '+' };
                write!(f, "{h:02}:{m:02}{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
            }
        }
    }
}

/// Not one of the forms of a [`DateValue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date, month, year, interval or time of day")]
pub struct ParseDateError;

impl FromStr for DateValue {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        parse(text).ok_or(ParseDateError)
    }
}

fn parse(text: &str) -> Option<DateValue> {
    if let Some(a) = text.strip_suffix("/..") {
        return a.parse().ok().map(DateValue::From);
    }
    if let Some(b) = text.strip_prefix("../") {
        return b.parse().ok().map(DateValue::Until);
    }
    if let Some((a, b)) = text.split_once("/--") {
        let (DateValue::OpenDay(m, d), Some((n, e))) = (parse(a)?, b.split_once('-')) else { return None };
        let (n, e) = (digits(n, 2)?, digits(e, 2)?);
        let right = Date::new(2000, n, e).is_ok() && (m, d) != (n, e);
        return right.then_some(DateValue::OpenInterval((m, d), (n, e)));
    }
    if let Some((a, b)) = text.split_once('/') {
        let (a, b) = (a.parse().ok()?, b.parse().ok()?);
        return (a < b).then_some(DateValue::Interval(a, b));
    }
    if let Some(open) = text.strip_prefix("--") {
        return match open.split_once('-') {
            Some((m, d)) => {
                let (m, d) = (digits(m, 2)?, digits(d, 2)?);
                Date::new(2000, m, d).ok().map(|_| DateValue::OpenDay(m, d))
            }
            None => digits(open, 2).filter(|m| (1..=12).contains(m)).map(DateValue::OpenMonth),
        };
    }
    if text.get(2..3) == Some(":") {
        let (h, m) = (digits(&text[..2], 2)?, digits(text.get(3..5)?, 2)?);
        let zone = match text.get(5..)? {
            "" => None,
            "Z" => Some(0),
            z => {
                let sign = if z.starts_with('-') { -1 } else { 1 };
                let (zh, zm) = z.strip_prefix(['+', '-'])?.split_once(':')?;
                Some(sign * (i16::from(digits(zh, 2)?) * 60 + i16::from(digits(zm, 2)?)))
            }
        };
        return ((0..24).contains(&h) && (0..60).contains(&m)).then_some(DateValue::Clock(h, m, zone));
    }
    match text.len() {
        4 => text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok().map(DateValue::Year))?,
        7 => {
            let (y, m) = text.split_once('-')?;
            let (y, m) = (y.parse().ok()?, digits(m, 2)?);
            Date::new(y, m, 1).ok().map(|_| DateValue::Month(y, m))
        }
        _ => text.parse().ok().map(DateValue::Day),
    }
}

fn digits(text: &str, n: usize) -> Option<i8> {
    (text.len() == n && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl From<DateValue> for String {
    fn from(value: DateValue) -> Self {
        value.to_string()
    }
}

impl TryFrom<String> for DateValue {
    type Error = ParseDateError;

    fn try_from(text: String) -> Result<Self, ParseDateError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn forms() {
        for good in [
            "2024-07-09",
            "2024-07",
            "2024",
            "--07-09",
            "--07",
            "--07-09/--07-16",
            "--12-30/--01-02",
            "2024-07-09/2024-07-16",
            "2024-07-09/..",
            "../2024-07-09",
            "09:05",
            "09:05Z",
            "23:59-05:30",
        ] {
            assert_eq!(good.parse::<DateValue>().map(|d| d.to_string()).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "24",
            "2024-13",
            "--02-30",
            "--13",
            "--07-09/--07-09",
            "--07/--09-01",
            "2024-07-16/2024-07-09",
            "24:00",
            "12:60",
            "12:0",
            "2024-07-09T10:00/2025-01-01x",
        ] {
            assert!(bad.parse::<DateValue>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_open_interval_in_a_year() {
        for (open, year, want) in [
            ("--07-09/--07-16", 2024, "2024-07-09/2024-07-16"),
            ("--12-30/--01-02", 2024, "2024-12-30/2025-01-02"),
            ("--02-10/--02-29", 2023, "2023-02-10/2023-03-01"),
            ("--02-10/--02-29", 2024, "2024-02-10/2024-02-29"),
        ] {
            assert_eq!(open.parse::<DateValue>().unwrap().in_year(year).unwrap().to_string(), want);
        }
    }

    proptest! {
        #[test]
        fn an_interval_keeps_its_days(start in 0_i64..50_000, len in 1_i64..5_000) {
            let start = date(1950, 1, 1).checked_add(start.days()).unwrap();
            let end = start.checked_add(len.days()).unwrap();
            let value = DateValue::from_interval(start, end).unwrap();
            prop_assert_eq!(value.interval(), Some((start, end)));
            prop_assert_eq!(value.to_string().parse(), Ok(value));
        }
    }
}
