//! Distances in time: "two weeks ago", "9 days from now", "in two months".

use super::calendar::{Step, around, moved, plus_days};
use super::tense::{self, Tense};
use super::{Dates, Point, Value};
use crate::claim::Modifier;
use crate::date::DateValue;
use crate::lexicon::{Class, ClassSet};
use crate::text::Shape;

/// So many tokens are a number below 100,000 and its unit, at most.
const NUMBER: usize = 16;

const WEEKDAY: ClassSet = ClassSet::of(&[Class::Weekday, Class::WeekdayPlural]);

impl Dates<'_, '_, '_> {
    /// "two weeks ago", "9 days from now", "2 months and 9 days later", "two days after tomorrow".
    pub(super) fn counted(&self, i: usize, floor: usize) -> Option<Point> {
        let doc = self.n.doc;
        let timely =
            |j: usize| doc.tokens.get(j).is_some_and(|t| t.classes.meets(WEEKDAY)) || self.step(j).is_some() || self.shift(j).is_some();
        if !(i..i + NUMBER).any(timely) {
            return None;
        }
        let n = self.n.slashed(i).or_else(|| self.n.fraction(i)).or_else(|| self.n.cardinal(i, false)).filter(|n| n.suffix.is_none())?;
        let whole = n.value.filter(|v| v.is_integer());
        if whole.is_none() {
            // "in 2.5 hours", "half an hour ago": of the same day.
            return self.part_of_day(i, n.end, floor);
        }
        let k = i64::try_from(whole?).ok().filter(|k| (0..100_000).contains(k))?;
        let unit = n.end;
        let unit = if let Some((at, s)) = self.shift(unit) {
            // "2 upcoming months"
            let (end, step) = self.step(at)?;
            return (s != 0).then(|| Some(Point { start: i, end, value: self.stretch(step, s, k)? }))?;
        } else {
            unit + usize::from(self.n.word_is(unit, "more"))
        };
        self.distance(i, unit, k, floor)
    }

    /// A broken number of hours that ends before token `end`.
    pub(super) fn part_of_day(&self, start: usize, end: usize, floor: usize) -> Option<Point> {
        let at = end + usize::from(self.n.word_is(end, "of"));
        let at = at + usize::from(self.n.word_is(at, "a") || self.n.word_is(at, "an"));
        self.step(at).filter(|(_, s)| *s == Step::Short).and_then(|_| self.distance(start, at, 0, floor))
    }

    /// "March after next", "the Sunday after next": the second one from today.
    pub(super) fn after_next(&self, i: usize) -> Option<(usize, Value)> {
        if !self.n.word_is(i + 1, "after") || !self.n.word_is(i + 2, "next") || self.step(i + 3).is_some() {
            return None;
        }
        let value = if let Some(w) = self.weekday(i) {
            self.published.and_then(|d| {
                let ahead = (i64::from(w) - i64::from(d.weekday().to_monday_one_offset()) - 1).rem_euclid(7) + 8;
                Some(Value::Span(plus_days(d, ahead)?, plus_days(d, ahead + 1)?))
            })
        } else {
            let month = self.month(i)?;
            self.published.and_then(|d| {
                let year = d.year().checked_add(if month > d.month() { 1 } else { 2 })?;
                Some(Value::Partial { year: Some(year), month: Some(month), day: None })
            })
        };
        Some((i + 3, value.unwrap_or(Value::Unknown)))
    }

    /// A number of units before or after now or another date; `start` is where it begins, `unit` the unit's token.
    pub(super) fn distance(&self, start: usize, unit: usize, k: i64, floor: usize) -> Option<Point> {
        let doc = self.n.doc;
        let made = |end, value| Some(Point { start, end, value });
        if let Some(w) = self.weekday(unit).or_else(|| {
            let t = doc.tokens.get(unit)?;
            doc.lexicon.payload(t.word, Class::WeekdayPlural).parse().ok()
        }) {
            // "two Fridays ago", "3 Sundays from now".
            let sign = self.direction(unit + 1)?;
            let today = self.published;
            let day = today.and_then(|d| {
                let offset = (i64::from(w) - i64::from(d.weekday().to_monday_one_offset())).rem_euclid(7);
                let first = if sign.1 > 0 {
                    if offset == 0 { 7 } else { offset }
                } else if offset == 0 {
                    -7
                } else {
                    offset - 7
                };
                plus_days(d, first + sign.1 * 7 * (k - 1))
            });
            return made(sign.0, day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown));
        }
        let (mut end, step) = self.step(unit)?;
        if doc.at(end - 1).has(Shape::POSSESSIVE) {
            return None;
        }
        let mut steps = vec![(step, k)];
        // "2 months and 9 days", "4 years 5 months".
        while steps.len() < 4 {
            let at = end + usize::from(self.n.word_is(end, "and") || doc.is_punct(end, ','));
            let Some(n) = self.n.cardinal(at, false).filter(|n| n.suffix.is_none()) else { break };
            let (Some((e, s)), Some(k)) = (self.step(n.end), n.value.and_then(|v| i64::try_from(v).ok()).filter(|k| *k < 100_000)) else {
                break;
            };
            steps.push((s, k));
            end = e;
        }
        // "8 days starting Monday", "2 weeks, from 11 June".
        let comma = doc.is_punct(end, ',') && self.n.word_is(end + 1, "from");
        if comma || self.n.word_is(end, "starting") || self.n.word_is(end, "beginning") {
            let mut at = end + 1 + usize::from(comma);
            at += usize::from(self.n.word_is(at, "from") || self.n.word_is(at, "on"));
            let p = self.point(at, at)?;
            let first = self.resolve(&p, &p).and_then(DateValue::interval).map(|(a, _)| a);
            let last = first.and_then(|a| steps.iter().try_fold(a, |d, (s, k)| moved(d, *s, *k)));
            return made(p.end, first.zip(last).filter(|(a, b)| a < b).map_or(Value::Unknown, |(a, b)| Value::Span(a, b)));
        }
        let (end, sign, base) = if let Some((end, sign)) = self.direction(end) {
            (end, sign, self.published)
        } else if self.n.word_is(end, "later") && !self.n.word_is(end + 1, "than") {
            // In a tale of the past it is later than what was told, not than the article.
            let ahead = matches!(tense::of(doc, start, end + 1), Tense::Future | Tense::None);
            (end + 1, 1, self.published.filter(|_| ahead))
        } else {
            let sign = if self.n.word_is(end, "before") {
                -1
            } else if self.n.word_is(end, "after") || self.n.word_is(end, "from") || self.n.word_is(end, "following") {
                1
            } else if self.coming(start, floor) {
                0
            } else {
                return None;
            };
            if sign == 0 {
                let value = self.ahead(&steps);
                return made(end, if self.n.word_is(start - 1, "within") { self.up_to(value) } else { value });
            }
            let at = end + 1 + usize::from(self.n.word_is(end + 1, "the"));
            let p = self.point(at, at)?;
            if matches!(p.value, Value::Unknown) && self.published.is_some() {
                return None;
            }
            (p.end, sign, self.resolve(&p, &p).and_then(DateValue::interval).map(|(a, _)| a))
        };
        let Some(base) = base else { return made(end, Value::Unknown) };
        let mut day = base;
        let mut short = false;
        for (step, k) in &steps {
            if *step == Step::Short {
                short = true;
                continue;
            }
            day = moved(day, *step, sign * k)?;
        }
        // "more than six weeks ago", "less than 8 days after".
        let (_, bounds) = super::bound::before(doc, start, floor);
        match (bounds.modifier, sign) {
            (Some(Modifier::MoreThan | Modifier::AtLeast), -1) => return made(end, Value::Until(day)),
            (Some(Modifier::MoreThan | Modifier::AtLeast), _) => return made(end, Value::From(plus_days(day, 1)?)),
            (Some(Modifier::LessThan | Modifier::AtMost), -1) if day < base => return made(end, Value::Span(day, base)),
            (Some(Modifier::LessThan | Modifier::AtMost), 1) if base < day => return made(end, Value::Span(base, day)),
            _ => {}
        }
        // A year or a month ago is no day.
        let coarse = match steps.as_slice() {
            _ if sign > 0 => None,
            [(Step::Months(m), _)] if !short && *m >= 12 => around(day, Step::Months(12), 0),
            [(Step::Months(1), _)] => around(day, Step::Months(1), 0),
            _ => None,
        };
        let (a, b) = coarse.unwrap_or((day, plus_days(day, 1)?));
        made(end, Value::Span(a, b))
    }

    /// Whether "in" stands before the number, in a clause that speaks of what will be.
    pub(super) fn coming(&self, start: usize, floor: usize) -> bool {
        start.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b, "in") || self.n.word_is(b, "within"))
            && match tense::of(self.n.doc, start - 1, start + 1) {
                Tense::Future => true,
                Tense::None => start == 1,
                _ => false,
            }
    }

    /// The day that lies `steps` ahead.
    pub(super) fn ahead(&self, steps: &[(Step, i64)]) -> Value {
        let day = self.published.and_then(|today| {
            steps.iter().try_fold(today, |d, (step, k)| if *step == Step::Short { Some(d) } else { moved(d, *step, *k) })
        });
        day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)
    }

    /// From today to the day in `value`.
    pub(super) fn up_to(&self, value: Value) -> Value {
        match (self.published, value) {
            (Some(today), Value::Span(a, _)) if today < a => Value::Span(today, a),
            _ => value,
        }
    }

    /// "ago", "from now", "later", "hence": end and sign.
    pub(super) fn direction(&self, i: usize) -> Option<(usize, i64)> {
        let w = |j: usize, text: &str| self.n.word_is(j, text);
        if w(i, "ago") || w(i, "back") {
            return Some((i + 1, -1));
        }
        if w(i, "hence") {
            return Some((i + 1, 1));
        }
        if w(i, "from") && (w(i + 1, "now") || w(i + 1, "today")) {
            return Some((i + 2, 1));
        }
        None
    }
}
