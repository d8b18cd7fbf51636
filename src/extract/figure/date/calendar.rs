//! Civil arithmetic: every operation gives none where the calendar ends.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// A unit of the calendar, and how many of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Days(i64),
    Weeks(i64),
    Months(i64),
    Weekend,
    WorkingWeek,
    Season,
    /// Hours and less.
    Short,
}

impl Step {
    pub(super) fn of_payload(payload: &str) -> Option<Self> {
        let n = payload.get(1..)?.parse().ok()?;
        Some(match payload.as_bytes().first()? {
            b'd' => Self::Days(n),
            b'w' => Self::Weeks(n),
            b'm' => Self::Months(n),
            b'e' => Self::Weekend,
            b'k' => Self::WorkingWeek,
            b's' => Self::Season,
            _ => Self::Short,
        })
    }
}

pub(super) fn plus_days(d: Date, n: i64) -> Option<Date> {
    d.checked_add(Span::new().try_days(n).ok()?).ok()
}

pub(super) fn plus_months(d: Date, n: i64) -> Option<Date> {
    d.checked_add(Span::new().try_months(n).ok()?).ok()
}

pub(super) fn monday(d: Date) -> Option<Date> {
    plus_days(d, -i64::from(d.weekday().to_monday_zero_offset()))
}

/// The day of the week with `n` from 1 for Monday.
pub(super) fn weekday(n: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(n).ok()
}

/// The first day of the block of `months` that holds `d`: a quarter, a year, a decade.
fn block(d: Date, months: i64) -> Option<Date> {
    let index = i64::from(d.year()) * 12 + i64::from(d.month()) - 1;
    let first = index.div_euclid(months) * months;
    Date::new(i16::try_from(first.div_euclid(12)).ok()?, i8::try_from(first.rem_euclid(12) + 1).ok()?, 1).ok()
}

/// The `step` that lies `k` after the one that holds `d`.
pub(super) fn around(d: Date, step: Step, k: i64) -> Option<(Date, Date)> {
    let of = |start: Option<Date>, days: i64| start.and_then(|s| Some((s, plus_days(s, days)?)));
    match step {
        Step::Days(n) => of(plus_days(d, k.checked_mul(n)?), n),
        Step::Weeks(n) => of(plus_days(monday(d)?, k.checked_mul(7 * n)?), 7 * n),
        Step::Weekend => of(plus_days(monday(d)?, k.checked_mul(7)?.checked_add(5)?), 2),
        Step::WorkingWeek => of(plus_days(monday(d)?, k.checked_mul(7)?), 5),
        Step::Months(n) => {
            let start = plus_months(block(d, n)?, k.checked_mul(n)?)?;
            Some((start, plus_months(start, n)?))
        }
        Step::Season | Step::Short => None,
    }
}

/// `n` steps before or behind `d`, by the calendar.
pub(super) fn moved(d: Date, step: Step, n: i64) -> Option<Date> {
    match step {
        Step::Days(s) => plus_days(d, s.checked_mul(n)?),
        Step::Weeks(s) => plus_days(d, s.checked_mul(n)?.checked_mul(7)?),
        Step::Months(s) => plus_months(d, s.checked_mul(n)?),
        Step::Weekend | Step::WorkingWeek => plus_days(d, n.checked_mul(7)?),
        Step::Season | Step::Short => None,
    }
}

/// The `nth` of a weekday in a month, from 1; 5 is the last.
pub(super) fn nth_weekday(year: i16, month: i8, day: i8, nth: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let nth = if nth == 5 { -1 } else { nth };
    first.nth_weekday_of_month(nth, weekday(day)?).ok()
}

/// Easter Sunday after the Gregorian computus (Meeus, Jones and Butcher).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Easter Sunday of the Eastern churches, in the Gregorian calendar (Meeus).
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let day = (d + e + 114) % 31 + 1;
    let julian = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plus_days(julian, i64::from(y / 100 - y / 400 - 2))
}

/// Days from the epoch of the Hebrew calendar to its new year, after the four rules of postponement.
fn hebrew_new_year(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// The first day of a Hebrew year.
fn rosh_hashanah(year: i64) -> Option<Date> {
    let day = hebrew_new_year(year);
    let before = hebrew_new_year(year - 1);
    let after = hebrew_new_year(year + 1);
    let late = if after - day == 356 { 2 } else { i64::from(day - before == 382) };
    // 1 Tishri 5761 was 30 September 2000.
    let known = 2_103_820;
    plus_days(Date::new(2000, 9, 30).ok()?, day + late - known)
}

/// The days of feasts that follow the moon or another calendar.
const FEASTS: &str = include_str!("../../../lexicon/data/feasts.tsv");

/// The first days in `year` of a feast of the table: those by the moon may fall twice.
fn feasts(name: &str, year: i16) -> impl Iterator<Item = Date> {
    let row = FEASTS.lines().find_map(|row| row.strip_prefix(name)?.strip_prefix('\t'));
    let days = row.into_iter().flat_map(|row| row.split(' '));
    let days = days.filter(move |d| d.get(..4).and_then(|y| y.parse().ok()) == Some(year));
    days.filter_map(move |d| Date::new(year, d.get(4..6)?.parse().ok()?, d.get(6..)?.parse().ok()?).ok())
}

fn feast(name: &str, year: i16) -> Option<Date> {
    feasts(name, year).next()
}

/// The days of a holiday in a year, and of its second time in that year.
pub(super) fn holiday_spans(payload: &str, year: i16) -> impl Iterator<Item = (Date, Date)> {
    let (rule, days) = payload.split_once('*').unwrap_or((payload, "1"));
    let again = rule.strip_prefix('@').filter(|_| days.parse::<i64>().is_ok());
    let again = again.and_then(|name| feasts(name, year).nth(1)).and_then(|d| Some((d, plus_days(d, days.parse().ok()?)?)));
    holiday_span(payload, year).into_iter().chain(again)
}

/// The days of a holiday in a year: "h-164*9" is nine days, "@ramadan*eid-al-fitr" those up to another feast.
pub(super) fn holiday_span(payload: &str, year: i16) -> Option<(Date, Date)> {
    let (rule, days) = payload.split_once('*').unwrap_or((payload, "1"));
    let first = holiday(rule, year)?;
    let end = match days.parse() {
        Ok(n) => plus_days(first, n)?,
        Err(_) => [year, year.checked_add(1)?].into_iter().filter_map(|y| feast(days, y)).find(|d| *d > first)?,
    };
    Some((first, end))
}

/// The first day of a holiday in a year, after its payload in the table.
fn holiday(payload: &str, year: i16) -> Option<Date> {
    let (kind, rule) = payload.split_at_checked(1)?;
    let (name, more) = match rule.rfind(['+', '-']) {
        Some(at) if rule[at + 1..].bytes().all(|b| b.is_ascii_digit()) => rule.split_at(at),
        _ => (rule, "0"),
    };
    let base = match kind {
        "e" => easter(year),
        "o" => orthodox_easter(year),
        // Days from the Hebrew new year in autumn, or in spring before it.
        "h" => rosh_hashanah(i64::from(year) + 3761),
        "@" => feast(name, year),
        "n" => None,
        _ => {
            let (rule, more) = payload.split_once('+').unwrap_or((payload, "0"));
            let mut parts = rule.split('-').map(|p| p.parse::<i8>());
            let (month, day, nth) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next());
            let day = match nth {
                None => Date::new(year, month, day).ok()?,
                Some(nth) => nth_weekday(year, month, day, nth.ok()?)?,
            };
            return plus_days(day, more.parse().ok()?);
        }
    };
    plus_days(base?, more.trim_start_matches('+').parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays() {
        for (payload, year, want) in [
            ("e+0", 2024, date(2024, 3, 31)),
            ("e-2", 2025, date(2025, 4, 18)),
            ("o+0", 2024, date(2024, 5, 5)),
            ("11-4-4", 2023, date(2023, 11, 23)),
            ("11-4-4+1", 2023, date(2023, 11, 24)),
            ("h+0", 2000, date(2000, 9, 30)),
            ("h+0", 2024, date(2024, 10, 3)),
            ("h+9", 2023, date(2023, 9, 25)),
            ("h-163", 2025, date(2025, 4, 13)),
            ("h+0", 2018, date(2018, 9, 10)),
            ("5-1-5", 2024, date(2024, 5, 27)),
            ("12-25", 1999, date(1999, 12, 25)),
            ("@lunar-new-year", 2023, date(2023, 1, 22)),
            ("@holika-dahan+1", 2024, date(2024, 3, 25)),
            ("@lunar-new-year-1", 2024, date(2024, 2, 9)),
        ] {
            assert_eq!(holiday(payload, year), Some(want), "{payload} {year}");
        }
    }

    #[test]
    fn holidays_of_several_days() {
        for (payload, year, first, end) in [
            ("@ramadan*eid-al-fitr", 2024, date(2024, 3, 11), date(2024, 4, 10)),
            ("@ramadan*eid-al-fitr", 1999, date(1999, 12, 9), date(2000, 1, 8)),
            ("@hanukkah*8", 2022, date(2022, 12, 18), date(2022, 12, 26)),
            ("h-164*9", 2023, date(2023, 4, 5), date(2023, 4, 14)),
        ] {
            assert_eq!(holiday_span(payload, year), Some((first, end)), "{payload} {year}");
        }
    }

    /// Public holidays of past years, as governments gave them out.
    #[test]
    fn feasts_of_the_table() {
        for (name, year, month, day) in [
            ("eid-al-fitr", 2019, 6, 4),
            ("eid-al-adha", 2022, 7, 9),
            ("diwali", 2021, 11, 4),
            ("diwali", 2017, 10, 19),
            ("dussehra", 2023, 10, 24),
            ("ganesh-chaturthi", 2020, 8, 22),
            ("mid-autumn-festival", 2020, 10, 1),
            ("dragon-boat-festival", 2020, 6, 25),
            ("nowruz", 2021, 3, 21),
            ("yom-hashoah", 2021, 4, 8),
            ("kings-day", 2025, 4, 26),
        ] {
            assert_eq!(feast(name, year), Date::new(year, month, day).ok(), "{name} {year}");
        }
        assert_eq!(feast("diwali", 1949), None);
    }

    #[test]
    fn blocks() {
        let d = date(2024, 5, 15);
        assert_eq!(around(d, Step::Months(3), -1), Some((date(2024, 1, 1), date(2024, 4, 1))));
        assert_eq!(around(d, Step::Weeks(1), 0), Some((date(2024, 5, 13), date(2024, 5, 20))));
        assert_eq!(around(d, Step::Weekend, 1), Some((date(2024, 5, 25), date(2024, 5, 27))));
        assert_eq!(around(d, Step::Months(120), -1), Some((date(2010, 1, 1), date(2020, 1, 1))));
        assert_eq!(around(Date::MAX, Step::Days(1), 1), None);
    }
}
