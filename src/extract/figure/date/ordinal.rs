//! Parts of a longer time that an ordinal names: "the first week of October".

use jiff::civil::Date;

use super::calendar::{self, Step, moved, plus_days};
use super::{Dates, Point, Value};
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::text::Shape;

impl Dates<'_, '_, '_> {
    /// "first week of August", "third Tuesday", "last Friday of August 2017", "the second quarter of 2011".
    pub(super) fn of_unit(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let last = ["last", "final"].iter().any(|w| self.n.word_is(i, w));
        let (at, nth) = if last {
            (i + 1, -1)
        } else {
            let o = self.n.ordinal(i)?;
            let nth = i64::try_from(o.value?).ok().filter(|n| (1..=100).contains(n))?;
            if self.n.word_is(o.end, "last") { (o.end + 1, -nth) } else { (o.end, nth) }
        };
        let number = self.n.cardinal(at, false).filter(|n| n.suffix.is_none());
        let (count, unit) = number.and_then(|n| Some((i64::try_from(n.value?).ok()?, n.end))).unwrap_or((1, at));
        if !(1..=400).contains(&count) {
            return None;
        }
        // Quarters and halves.
        if self.n.word_is(unit, "quarter") || self.n.word_is(unit, "half") || self.n.word_is(unit, "qtr") {
            let of = self.n.word_is(unit + 1, "of") || self.n.word_is(unit + 1, "in");
            let mut y = unit + 1 + usize::from(of);
            y += usize::from(self.n.word_is(y, "the"));
            y += usize::from(self.n.word_is(y, "fiscal"));
            y += usize::from(self.n.word_is(y, "year") && self.year_behind(y + 1).is_some());
            if let Some((end, year)) = self.year_behind(y) {
                return self
                    .part_named(unit, if last { if self.n.word_is(unit, "half") { 2 } else { 4 } } else { nth }, Some(year))
                    .map(|v| (end, v));
            }
            if let Some((end, k, Step::Months(12))) = self.shifted(y) {
                let year = self.published.and_then(|d| d.year().checked_add(i16::try_from(k).ok()?));
                return self.part_named(unit, nth, year).map(|v| (end, if year.is_some() { v } else { Value::Unknown }));
            }
            if last || self.n.word_is(unit, "half") && !(of && self.n.word_is(y, "year")) {
                return None;
            }
            let end = if of && self.n.word_is(y, "year") { y + 1 } else { unit + 1 };
            return self.part_named(unit, nth, None).map(|v| (end, v));
        }
        if self.n.word_is(unit, "century") {
            let start = Date::new(i16::try_from((nth - 1) * 100).ok()?.max(1), 1, 1).ok()?;
            return (nth > 0).then(|| Some((unit + 1, Value::Span(start, Date::new(i16::try_from(nth * 100).ok()?, 1, 1).ok()?))))?;
        }
        let weekday = self.weekday(unit);
        let (unit_end, step) = match weekday {
            Some(_) => (unit + 1 + usize::from(doc.is(unit + 1, Class::DayPart)), Step::Weeks(1)),
            None => self.step(unit)?,
        };
        let joined = self.n.word_is(unit_end, "of") || self.n.word_is(unit_end, "in");
        let mut p = unit_end + usize::from(joined);
        p += usize::from(self.n.word_is(p, "the"));
        let whole = self.point(p, p).filter(|w| joined || matches!(w.value, Value::Span(..))).or_else(|| {
            let (end, value) = self.current(p).filter(|_| joined)?;
            Some(Point { start: p, end, value })
        });
        let Some(whole) = whole else {
            return match weekday {
                Some(w)
                    if !last
                        && doc.at(unit).is_capital()
                        && self.published.is_some()
                        && nth > 0
                        && nth < 6
                        && !doc.at(unit).has(Shape::POSSESSIVE) =>
                {
                    let today = self.published?;
                    let day = calendar::nth_weekday(today.year(), today.month(), w, i8::try_from(nth).ok()?)?;
                    Some((unit + 1, Value::Span(day, plus_days(day, 1)?)))
                }
                _ => None,
            };
        };
        let Some((a, b)) = self.resolve(&whole, &whole).and_then(DateValue::interval) else {
            return Some((whole.end, Value::Unknown));
        };
        let value = if let Some(w) = weekday {
            let day = if nth > 0 {
                let first = (i64::from(w) - i64::from(a.weekday().to_monday_one_offset())).rem_euclid(7);
                plus_days(a, first + 7 * (nth - 1))?
            } else {
                let end = plus_days(b, -1)?;
                let back = (i64::from(end.weekday().to_monday_one_offset()) - i64::from(w)).rem_euclid(7);
                plus_days(end, -back - 7 * (-nth - 1))?
            };
            (day, plus_days(day, 1)?)
        } else {
            match step {
                Step::Weeks(1) => {
                    // The first week of a month or year is the one that holds its first Thursday.
                    let thursday = |d: Date, sign: i64| {
                        let offset = if sign > 0 {
                            (4 - i64::from(d.weekday().to_monday_one_offset())).rem_euclid(7)
                        } else {
                            -(i64::from(d.weekday().to_monday_one_offset()) - 4).rem_euclid(7)
                        };
                        plus_days(d, offset)
                    };
                    let base = if nth > 0 {
                        plus_days(thursday(a, 1)?, 7 * (nth - 1))?
                    } else {
                        plus_days(thursday(plus_days(b, -1)?, -1)?, 7 * (nth + 1))?
                    };
                    let monday = calendar::monday(base)?;
                    if nth > 0 {
                        (monday, plus_days(monday, 7 * count)?)
                    } else {
                        (plus_days(monday, -7 * (count - 1))?, plus_days(monday, 7)?)
                    }
                }
                Step::Weekend => {
                    let saturday = if nth > 0 {
                        plus_days(a, (6 - i64::from(a.weekday().to_monday_one_offset())).rem_euclid(7) + 7 * (nth - 1))?
                    } else {
                        let end = plus_days(b, -1)?;
                        plus_days(end, -(i64::from(end.weekday().to_monday_one_offset()) - 6).rem_euclid(7) + 7 * (nth + 1))?
                    };
                    (saturday, plus_days(saturday, 2)?)
                }
                Step::Short | Step::Season | Step::WorkingWeek => return None,
                _ if nth > 0 => {
                    let start = moved(a, step, nth - 1)?;
                    (start, moved(start, step, count)?)
                }
                _ => {
                    let end = moved(b, step, nth + 1)?;
                    (moved(end, step, -count)?, end)
                }
            }
        };
        Some((whole.end, Value::Span(value.0, value.1)))
    }
}
