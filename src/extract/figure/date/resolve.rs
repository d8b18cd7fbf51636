//! From what a date says to days, by the article's own date.

use jiff::civil::Date;

use super::calendar::{self, around, holiday_spans, plus_days, plus_months};
use super::tense::{self, Tense};
use super::{Dates, Point, Value};
use crate::date::DateValue;
use crate::lexicon::Class;

/// A day without its year is hardly farther away than this, in days, where the other candidate is `NEAR`.
const FAR: i64 = 300;
const NEAR: i64 = 65;

impl Dates<'_, '_, '_> {
    /// The days that `point` means; the words around `at` give the tense.
    pub(super) fn resolve(&self, point: &Point, at: &Point) -> Option<DateValue> {
        let doc = self.n.doc;
        match point.value {
            Value::Unknown => None,
            Value::Until(d) => Some(DateValue::Until(d)),
            Value::From(d) => Some(DateValue::From(d)),
            Value::Span(a, b) => DateValue::from_interval(a, b),
            Value::Partial { year: Some(y), month: None, .. } => (1..=9998).contains(&y).then_some(DateValue::Year(y)),
            Value::Partial { year: Some(y), month: Some(m), day: None } => Date::new(y, m, 1).ok().map(|_| DateValue::Month(y, m)),
            Value::Partial { year: Some(y), month: Some(m), day: Some(d) } => Date::new(y, m, d).ok().map(DateValue::Day),
            Value::Partial { year: None, month: Some(m), day } => {
                let open = match day {
                    Some(d) => Date::new(2000, m, d).ok().map(|_| DateValue::OpenDay(m, d))?,
                    None => DateValue::OpenMonth(m),
                };
                let Some(today) = self.published else { return Some(open) };
                let year = self.nearest_year(today, at, |y| {
                    let first = Date::new(y, m, day.unwrap_or(1)).ok()?;
                    Some((first, if day.is_some() { plus_days(first, 1)? } else { plus_months(first, 1)? }))
                });
                match (year, day) {
                    (Some(y), Some(d)) => Date::new(y, m, d).ok().map(DateValue::Day),
                    (Some(y), None) => Some(DateValue::Month(y, m)),
                    (None, _) => Some(open),
                }
            }
            Value::Partial { year: None, month: None, day: Some(d) } => {
                let today = self.published?;
                let future = matches!(self.tense(at), Tense::Future | Tense::None);
                (0..4).find_map(|k| {
                    let month = plus_months(today.first_of_month(), if future { k } else { -k })?;
                    let day = Date::new(month.year(), month.month(), d).ok()?;
                    (if future { day >= today } else { day <= today }).then_some(DateValue::Day(day))
                })
            }
            Value::Partial { .. } => None,
            Value::Weekday(w) => {
                let today = self.published?;
                let back = (i64::from(today.weekday().to_monday_one_offset()) - i64::from(w)).rem_euclid(7);
                let future = matches!(self.tense(at), Tense::Future | Tense::None);
                let days = if future { (7 - back) % 7 } else { -back };
                plus_days(today, days).map(DateValue::Day)
            }
            Value::Holiday(word) => {
                let rule = doc
                    .lexicon
                    .phrase(&doc.tokens, point.start, Class::Holiday)
                    .map_or_else(|| doc.lexicon.payload(word, Class::Holiday), |(_, p)| p);
                let today = self.published?;
                let (a, b) = self.nearest(today, at, |y| holiday_spans(rule, y))?;
                DateValue::from_interval(a, b)
            }
            Value::Season(month, year) => {
                let span = |y: i16| {
                    let first = Date::new(y, month, 1).ok()?;
                    Some((first, plus_months(first, 3)?))
                };
                let year = match year {
                    Some(y) => y,
                    None => self.nearest_year(self.published?, at, span)?,
                };
                let (a, b) = span(year)?;
                DateValue::from_interval(a, b)
            }
        }
    }

    fn tense(&self, at: &Point) -> Tense {
        tense::of(self.n.doc, at.start, at.end)
    }

    /// The year in which `span` lies nearest to today, as [`Self::nearest`] has it.
    fn nearest_year(&self, today: Date, at: &Point, span: impl Fn(i16) -> Option<(Date, Date)>) -> Option<i16> {
        let years = |y: i16| span(y).map(|(a, b)| (a, b, y)).into_iter();
        self.nearest_of(today, at, years).map(|(.., y)| y)
    }

    /// The span right before today, or right after it where the tense is future or no verb tells.
    fn nearest<I: Iterator<Item = (Date, Date)>>(&self, today: Date, at: &Point, spans: impl Fn(i16) -> I) -> Option<(Date, Date)> {
        self.nearest_of(today, at, |y| spans(y).map(move |(a, b)| (a, b, y))).map(|(a, b, _)| (a, b))
    }

    fn nearest_of<I>(&self, today: Date, at: &Point, spans: impl Fn(i16) -> I) -> Option<(Date, Date, i16)>
    where
        I: Iterator<Item = (Date, Date, i16)>,
    {
        let year = |k: i16| today.year().checked_add(k).into_iter().flat_map(&spans);
        let past = [0, -1, -2, -3, -4].into_iter().find_map(|k| year(k).filter(|(a, ..)| *a <= today).last());
        let future = [0, 1, 2, 3, 4].into_iter().find_map(|k| year(k).find(|(_, b, _)| *b > today));
        let distance = |s: Option<(Date, Date, i16)>| s.map_or(i64::MAX, |(a, ..)| today.duration_until(a).as_hours().abs() / 24);
        // A verb elsewhere in the sentence does not push a near day a year away.
        let (chosen, other) = match self.tense(at) {
            Tense::Past | Tense::Open => (past, future),
            // Without any verb it is an announcement or a heading.
            Tense::Future | Tense::None => (future, past),
        };
        // A holiday without any verb is one that is announced.
        let announced = matches!(at.value, Value::Holiday(_)) && self.tense(at) == Tense::None;
        if !announced && distance(chosen) > FAR && distance(other) < NEAR { other } else { chosen }
    }

    /// The part of an interval that "early", "mid" or "end of" names.
    pub(super) fn part(&self, how: &str, value: DateValue) -> Option<(Date, Date)> {
        let (a, b) = value.interval()?;
        let days = i64::from(a.until(b).ok()?.get_days());
        let whole = a.day() == 1 && b.day() == 1;
        let months =
            i64::from(whole) * ((i64::from(b.year()) * 12 + i64::from(b.month())) - (i64::from(a.year()) * 12 + i64::from(a.month())));
        let today = self.published;
        let inside = today.filter(|t| a <= *t && *t <= b);
        match how {
            "before" => return Some((a, inside.filter(|t| *t > a).unwrap_or(b))),
            "after" => return Some((inside.filter(|t| *t < b).unwrap_or(a), b)),
            _ => {}
        }
        if months >= 12 {
            let step = months / 12;
            return match how {
                "early" => Some((a, plus_months(a, 6 * step)?)),
                "late" => Some((plus_months(a, 6 * step)?, b)),
                "mid" => Some((plus_months(a, 4 * step)?, plus_months(a, 8 * step)?)),
                "begin" => Some((a, plus_months(a, 3 * step)?)),
                _ => Some((plus_months(a, 8 * step)?, b)),
            };
        }
        if months == 1 {
            return match how {
                "early" => Some((a, plus_days(a, 15)?)),
                "late" => Some((plus_days(a, 15)?, b)),
                "mid" => Some((plus_days(a, 9)?, plus_days(a, 20)?)),
                "begin" => Some((a, plus_days(a, 10)?)),
                _ => Some((plus_days(a, 20)?, b)),
            };
        }
        if months > 1 {
            let third = months.max(3) / 3;
            return match how {
                "early" | "begin" => Some((a, plus_months(a, third)?)),
                "late" | "end" => Some((plus_months(b, -third)?, b)),
                _ => Some((plus_months(a, third)?, plus_months(b, -third)?)),
            };
        }
        if days >= 5 {
            return match how {
                "early" | "begin" => Some((a, plus_days(a, 3)?)),
                "end" => Some((plus_days(b, -3)?, b)),
                "late" => Some((plus_days(b, -4)?, b)),
                _ => Some((plus_days(a, 2)?, plus_days(a, 5)?)),
            };
        }
        Some((a, b))
    }

    /// The days of `step` at distance `k` from the publication date.
    pub(super) fn stepped(&self, step: calendar::Step, k: i64) -> Value {
        self.published.and_then(|d| around(d, step, k)).map_or(Value::Unknown, |(a, b)| Value::Span(a, b))
    }
}
