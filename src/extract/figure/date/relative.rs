//! Dates relative to the article's own, and parts of other dates.

use jiff::civil::Date;

use super::calendar::{self, Step, around, moved, plus_days, plus_months};
use super::tense::{self, Tense};
use super::{Dates, Point, Value};
use crate::claim::Modifier;
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

impl Dates<'_, '_, '_> {
    fn step(&self, i: usize) -> Option<(usize, Step)> {
        let doc = self.n.doc;
        let (len, payload) = doc.lexicon.phrase(&doc.tokens, i, Class::DateUnit)?;
        Some((i + len, Step::of_payload(payload)?))
    }

    fn shift(&self, i: usize) -> Option<(usize, i64)> {
        let doc = self.n.doc;
        let (len, payload) = doc.lexicon.phrase(&doc.tokens, i, Class::Shift)?;
        Some((i + len, payload.parse().ok()?))
    }

    /// "last year", "the following week", "this month": end, distance, step.
    pub(super) fn shifted(&self, i: usize) -> Option<(usize, i64, Step)> {
        let i = i + usize::from(self.n.word_is(i, "the"));
        let (at, k) = self.shift(i)?;
        let (end, step) = self.step(at)?;
        Some((end, k, step))
    }

    /// "the year", "the month" of the article's date.
    fn current(&self, i: usize) -> Option<(usize, Value)> {
        let the = self.n.word_is(i, "the") || self.n.word_is(i, "my");
        let (end, step) = self.step(i + usize::from(the))?;
        if self.n.word_is(end, "of") || matches!(step, Step::Short) {
            return None;
        }
        Some((end, self.stepped(step, 0)))
    }

    /// A relative date whose first word is at `i`.
    pub(super) fn relative(&self, i: usize, floor: usize) -> Option<Point> {
        let doc = self.n.doc;
        let made = |end, value| Some(Point { start: i, end, value });
        let c = doc.lexicon.classes(doc.at(i).word);
        if let Some((len, how)) = doc.lexicon.phrase(&doc.tokens, i, Class::DatePart) {
            let mut at = i + len;
            at += usize::from(doc.is_punct(at, '-') && !doc.at(at).has(Shape::SPACED));
            at += usize::from(self.n.word_is(at, "in") && len == 1);
            let p = self.point(at + usize::from(self.n.word_is(at, "the")), at).or_else(|| {
                let ready = matches!(how, "end" | "begin" | "mid") && len > 1;
                let (end, value) = self.current(at).filter(|_| ready)?;
                Some(Point { start: at, end, value })
            });
            if let Some(p) = p {
                let value = match self.resolve(&p, &p) {
                    Some(v) => self.part(how, v).map_or(p.value, |(a, b)| Value::Span(a, b)),
                    None => Value::Unknown,
                };
                return made(p.end, value);
            }
        }
        let verb = self.n.word_is(i, "last")
            && i.checked_sub(1).is_some_and(|b| doc.is(b, Class::Modal) || doc.is(b, Class::Negation) || self.n.word_is(b, "to"));
        if verb {
            return None;
        }
        if self.n.word_is(i, "last")
            && let Some((end, value)) = self.of_unit(i)
        {
            return made(end, value);
        }
        if let Some((at, k)) = self.shift(i)
            && let Some((end, value)) = self.behind_shift(i, at, k)
        {
            return made(end, value);
        }
        // "the last week of July" begins with a shift, "the first week" with an ordinal.
        if c.has(Class::Shift)
            && let Some((end, value)) = self.of_unit(i)
        {
            return made(end, value);
        }
        if c.has(Class::DateUnit) {
            return self.unit_led(i, floor);
        }
        if c.has(Class::NumberWord) || c.has(Class::Magnitude) {
            return self.counted(i, floor);
        }
        None
    }

    /// What follows "last", "next", "this".
    fn behind_shift(&self, i: usize, at: usize, k: i64) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        if self.n.word_is(at, "to") || doc.tokens.get(at)?.has(Shape::LINE) {
            return None;
        }
        // "next 3 days", "past few weeks".
        let few = self.n.word_is(at, "few") || self.n.word_is(at, "several") || self.n.word_is(at, "couple");
        let count = if few {
            Some((at + 1 + usize::from(self.n.word_is(at + 1, "of")), if self.n.word_is(at, "couple") { 2 } else { 3 }))
        } else {
            self.n.cardinal(at, false).filter(|n| n.suffix.is_none()).and_then(|n| Some((n.end, i64::try_from(n.value?).ok()?)))
        };
        if let Some((unit, n)) = count.filter(|(_, n)| (1..10_000).contains(n))
            && let Some((end, step)) = self.step(unit)
        {
            return Some((end, self.stretch(step, k, n)?));
        }
        if let Some((end, step)) = self.step(at) {
            let the = i > 0 && self.n.word_is(i - 1, "the");
            if self.n.word_is(end, "of") && (step == Step::Days(1) || self.of_unit(i).is_some()) {
                return None;
            }
            if step == Step::Short || step == Step::Season {
                return None;
            }
            if step == Step::Days(1) && (k == 0 && !self.n.word_is(i, "same") || the && k < 0 && self.n.word_is(i, "last")) {
                return None;
            }
            // "the following day" in a tale of the past: of the tale, not of the article.
            let told = matches!(step, Step::Days(1)) && k > 0 && tense::of(doc, i, end) == Tense::Past
                || ["same", "following", "preceding", "prior"].iter().any(|w| self.n.word_is(i, w))
                    && tense::of(doc, i, end) == Tense::Past
                    && self.published.is_none();
            if told {
                return Some((end, Value::Unknown));
            }
            // "next week Wednesday", "last week on Monday".
            let on = end + usize::from(self.n.word_is(end, "on"));
            if step == Step::Weeks(1)
                && let Some(w) = self.weekday(on).filter(|_| !doc.at(end - 1).has(Shape::POSSESSIVE))
            {
                return Some((on + 1, self.day_of_week(k, w)));
            }
            return Some((end, self.stepped(step, k)));
        }
        if let Some(w) = self.weekday(at) {
            let end = at + 1;
            let today = self.published;
            let near = |k: i64| today.and_then(|d| around(d, Step::Weeks(1), k)).and_then(|(m, _)| plus_days(m, i64::from(w) - 1));
            let numeric = self.point(end, at).filter(|p| matches!(p.value, Value::Partial { month: Some(_), .. }));
            if let Some(p) = numeric {
                return Some((p.end, p.value));
            }
            let day = match k {
                0 => near(0),
                1 => near(1),
                _ if self.n.word_is(i, "previous") => near(-1),
                _ => today.and_then(|d| {
                    let back = (i64::from(d.weekday().to_monday_one_offset()) - i64::from(w)).rem_euclid(7);
                    plus_days(d, -if back == 0 { 7 } else { back })
                }),
            };
            return Some((end, day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)));
        }
        if let Some(m) = self.point(at, at)
            && let Value::Partial { year: None, month: Some(month), day } = m.value
        {
            return Some((
                m.end,
                self.shifted_year(k, |y| {
                    let first = Date::new(y, month, day.unwrap_or(1)).ok()?;
                    Some((first, if day.is_some() { plus_days(first, 1)? } else { plus_months(first, 1)? }))
                }),
            ));
        }
        if doc.is(at, Class::Season) {
            let month: i8 = doc.lexicon.payload(doc.at(at).word, Class::Season).parse().ok()?;
            return Some((
                at + 1,
                self.shifted_year(k, |y| {
                    let first = Date::new(y, month, 1).ok()?;
                    Some((first, plus_months(first, 3)?))
                }),
            ));
        }
        if let Some((len, rule)) = doc.lexicon.phrase(&doc.tokens, at, Class::Holiday) {
            return Some((
                at + len,
                self.shifted_year(k, |y| {
                    let day = calendar::holiday(rule, y)?;
                    Some((day, plus_days(day, 1)?))
                }),
            ));
        }
        if doc.is(at, Class::DayPart) {
            // "this morning", "last night", "next evening".
            let days = if k == 0 { 0 } else { k };
            return Some((at + 1, self.stepped(Step::Days(1), days)));
        }
        None
    }

    /// The span of the last year, the coming one or this one, by `k`.
    fn shifted_year(&self, k: i64, span: impl Fn(i16) -> Option<(Date, Date)>) -> Value {
        let found = self.published.and_then(|today| {
            let years = [-2, -1, 0, 1, 2].into_iter().filter_map(|n| today.year().checked_add(n));
            match k {
                0 => span(today.year()),
                1 => years.filter_map(&span).find(|(a, _)| *a > today),
                _ => years.filter_map(&span).filter(|(_, b)| *b <= today).last(),
            }
        });
        found.map_or(Value::Unknown, |(a, b)| Value::Span(a, b))
    }

    /// `n` steps up to today, or from tomorrow on.
    fn stretch(&self, step: Step, k: i64, n: i64) -> Option<Value> {
        let Some(today) = self.published else { return Some(Value::Unknown) };
        let value = match step {
            Step::Short => (today, plus_days(today, 1)?),
            Step::Months(3) => {
                let (now, next) = around(today, step, 0)?;
                if k > 0 { (next, plus_months(next, 3 * n)?) } else { (plus_months(now, -3 * n)?, now) }
            }
            _ if k > 0 => {
                let start = plus_days(today, 1)?;
                (start, moved(start, step, n)?)
            }
            _ => (moved(today, step, -n)?, today),
        };
        Some(Value::Span(value.0, value.1))
    }

    fn weekday(&self, i: usize) -> Option<i8> {
        let t = self.n.doc.tokens.get(i)?;
        self.n.doc.lexicon.payload(t.word, Class::Weekday).parse().ok()
    }

    /// A day in the week that lies `k` weeks from now.
    fn day_of_week(&self, k: i64, w: i8) -> Value {
        let day = self.published.and_then(|d| around(d, Step::Weeks(1), k)).and_then(|(m, _)| plus_days(m, i64::from(w) - 1));
        day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)
    }

    /// "Monday, May 4", "Friday the 22nd", "Tuesday of next week", "Sunday".
    pub(super) fn weekday_led(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let w = self.weekday(i)?;
        let t = doc.at(i);
        let mut at = i + 1;
        at += usize::from(doc.is_punct(at, ','));
        at += usize::from(self.n.word_is(at, "the") || self.n.word_is(at, "on"));
        if let Some(p) = self.point(at, i).filter(|p| matches!(p.value, Value::Partial { month: Some(_), .. })) {
            return Some((p.end, p.value));
        }
        if let Some((end, d)) = self.day_number(at).filter(|(end, _)| {
            self.n.ordinal(at).is_some()
                || doc
                    .tokens
                    .get(*end)
                    .is_none_or(|t| t.word.as_punct().is_some_and(|c| c != ':' && c != '-') || self.n.word_is(*end, "at"))
        }) && !doc.is_punct(i + 1, ',')
            && (self.n.ordinal(at).is_some() || self.n.word_is(at - 1, "the") || doc.at(at).kind == TokenKind::Number)
        {
            let day = self.published.and_then(|today| self.month_with(today, w, d, i));
            return Some((end, day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)));
        }
        let short = ["sun", "sat", "mon", "wed"].iter().any(|w| self.n.word_is(i, w));
        let mut of = i + 1;
        of += usize::from(doc.is(of, Class::DayPart));
        of += usize::from(self.n.word_is(of, "of") || self.n.word_is(of, "in") || self.n.word_is(of, "from"));
        if let Some((end, k, Step::Weeks(1))) = self.shifted(of).filter(|_| !doc.is_punct(i + 1, ',')) {
            return Some((end, self.day_of_week(k, w)));
        }
        // "Sun", "Sat", "Mon" are words of their own.
        let led = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| {
            ["on", "this", "last", "next", "until", "by", "since", "and", "or", "to", "from", "every"].iter().any(|w| self.n.word_is(b, w))
        });
        if short && !(led && t.is_capital()) && !(doc.tokens.len() <= 2) && !(t.has(Shape::STOP) && t.is_capital()) {
            return None;
        }
        Some((i + 1, Value::Weekday(w)))
    }

    /// The month before or after today in which the `d`th is that weekday.
    fn month_with(&self, today: Date, w: i8, d: i8, i: usize) -> Option<Date> {
        let find = |sign: i64| {
            (0..24).find_map(|k| {
                let month = plus_months(today.first_of_month(), sign * k)?;
                let day = Date::new(month.year(), month.month(), d).ok()?;
                (day.weekday().to_monday_one_offset() == w).then_some(day)
            })
        };
        let this = Date::new(today.year(), today.month(), d).ok().filter(|x| x.weekday().to_monday_one_offset() == w);
        this.or_else(|| if tense::of(self.n.doc, i, i + 1) == Tense::Past { find(-1) } else { find(1) })
    }

    /// "first week of October", "third Tuesday", "last Sunday of March 2014", "the first quarter of 2016".
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
            y += usize::from(self.n.word_is(y, "fiscal") || self.n.word_is(y, "the"));
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

    /// "two weeks ago", "3 days from now", "1 month and 21 days later", "two days after tomorrow".
    pub(super) fn counted(&self, i: usize, floor: usize) -> Option<Point> {
        let n = self.n.slashed(i).or_else(|| self.n.fraction(i)).or_else(|| self.n.cardinal(i, false)).filter(|n| n.suffix.is_none())?;
        let whole = n.value.filter(|v| v.is_integer());
        if whole.is_none() {
            // "in 2.5 hours", "half an hour ago": of the same day.
            let at = n.end + usize::from(self.n.word_is(n.end, "of"));
            let at = at + usize::from(self.n.word_is(at, "a") || self.n.word_is(at, "an"));
            return self.step(at).filter(|(_, s)| *s == Step::Short).and_then(|_| self.distance(i, at, 0, floor));
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

    /// A number of units before or after now or another date; `start` is where it begins, `unit` the unit's token.
    fn distance(&self, start: usize, unit: usize, k: i64, floor: usize) -> Option<Point> {
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
        // "1 month and 21 days", "2 years 1 month".
        while steps.len() < 4 {
            let at = end + usize::from(self.n.word_is(end, "and") || doc.is_punct(end, ','));
            let Some(n) = self.n.cardinal(at, false).filter(|n| n.suffix.is_none()) else { break };
            let (Some((e, s)), Some(k)) = (self.step(n.end), n.value.and_then(|v| i64::try_from(v).ok()).filter(|k| *k < 100_000)) else {
                break;
            };
            steps.push((s, k));
            end = e;
        }
        // "3 days starting Monday", "1 week, from 20 December".
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
        // "more than two weeks ago", "less than 3 days after".
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
    fn coming(&self, start: usize, floor: usize) -> bool {
        start.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b, "in") || self.n.word_is(b, "within"))
            && match tense::of(self.n.doc, start - 1, start + 1) {
                Tense::Future => true,
                Tense::None => start == 1,
                _ => false,
            }
    }

    /// The day that lies `steps` ahead.
    fn ahead(&self, steps: &[(Step, i64)]) -> Value {
        let day = self.published.and_then(|today| {
            steps.iter().try_fold(today, |d, (step, k)| if *step == Step::Short { Some(d) } else { moved(d, *step, *k) })
        });
        day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)
    }

    /// From today to the day in `value`.
    fn up_to(&self, value: Value) -> Value {
        match (self.published, value) {
            (Some(today), Value::Span(a, _)) if today < a => Value::Span(today, a),
            _ => value,
        }
    }

    /// "ago", "from now", "later", "hence": end and sign.
    fn direction(&self, i: usize) -> Option<(usize, i64)> {
        let w = |j: usize, text: &str| self.n.word_is(j, text);
        if w(i, "ago")
            || w(i, "back")
            || w(i, "earlier") && self.n.doc.tokens.get(i + 1).is_none_or(|t| t.word.as_punct().is_some()) && false
        {
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

    fn day_or_week(&self, i: usize) -> Option<(usize, i64)> {
        let t = self.n.doc.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let n = self.n.doc.text.get(t.start as usize..t.end as usize)?.parse().ok()?;
        (1..=53).contains(&n).then_some((i + 1, n))
    }

    /// A date that a unit begins: "week of May 4", "a week ago", "days ago", "week 10", "year 2016".
    fn unit_led(&self, i: usize, floor: usize) -> Option<Point> {
        let doc = self.n.doc;
        let made = |start, end, value| Some(Point { start, end, value });
        if let Some(b) = i.checked_sub(1).filter(|b| *b >= floor) {
            let (start, k) = if self.n.word_is(b, "a") || self.n.word_is(b, "an") {
                (b, 1)
            } else if self.n.word_is(b, "few") || self.n.word_is(b, "several") {
                (b - usize::from(b > floor && self.n.word_is(b - 1, "a")), 3)
            } else if self.n.word_is(b, "couple") || self.n.word_is(b, "of") && b > floor && self.n.word_is(b - 1, "couple") {
                (b, 2)
            } else {
                (b, 0)
            };
            let part = self.n.word_is(i, "quarter") && self.n.word_is(i + 1, "of");
            if k > 0
                && !part
                && let Some(p) = self.distance(start, i, k, floor)
            {
                let vague = k == 3;
                return made(p.start, p.end, if vague && self.published.is_none() { Value::Unknown } else { p.value });
            }
            if k == 0 && self.direction(i + 1).is_some_and(|(_, s)| s < 0) && doc.word(i).ends_with('s') {
                return made(i, i + 2, Value::Unknown);
            }
        }
        if self.n.word_is(i, "week") {
            let mut at = i + 1;
            let led = self.n.word_is(at, "of")
                || self.n.word_is(at, "starting")
                || self.n.word_is(at, "beginning")
                || self.n.word_is(at, "ending")
                || self.n.word_is(at, "ended");
            let ends = self.n.word_is(at, "ending") || self.n.word_is(at, "ended");
            at += usize::from(led);
            at += usize::from(self.n.word_is(at, "on") || self.n.word_is(at, "the"));
            if led
                && let Some(p) = self.point(at, at)
                && let Some((a, b)) = self.resolve(&p, &p).and_then(DateValue::interval)
                && plus_days(a, 2) >= Some(b)
            {
                let (a, b) = if ends { (plus_days(b, -7)?, b) } else { (calendar::monday(a)?, plus_days(calendar::monday(a)?, 7)?) };
                return made(i, p.end, Value::Span(a, b));
            }
        }
        // "week 3 of 2027"
        if self.n.word_is(i, "week")
            && let Some((end, n)) = self.day_or_week(i + 1)
            && self.n.word_is(end, "of")
        {
            let year = self.year_behind(end).or_else(|| {
                let (e, k, _) = self.shifted(end + 1).filter(|(_, _, s)| *s == Step::Months(12))?;
                Some((e, self.published?.year().checked_add(i16::try_from(k).ok()?)?))
            });
            if let Some((end, year)) = year {
                let thursday = Date::new(year, 1, 4).ok().and_then(calendar::monday)?;
                let monday = plus_days(thursday, 7 * (n - 1))?;
                return made(i, end, Value::Span(monday, plus_days(monday, 7)?));
            }
        }
        // "the week after next", "the month after next".
        let (end, step) = self.step(i)?;
        if self.n.word_is(end, "after")
            && (self.n.word_is(end + 1, "next") || self.n.word_is(end + 1, "the") && self.n.word_is(end + 2, "next"))
        {
            let end = end + 2 + usize::from(self.n.word_is(end + 1, "the"));
            return made(i, end, self.stepped(step, 2));
        }
        if self.n.word_is(end, "before") && self.n.word_is(end + 1, "last") {
            return made(i, end + 2, self.stepped(step, -2));
        }
        if self.n.word_is(end, "to") && self.n.word_is(end + 1, "date") {
            let span = self.published.and_then(|d| Some((around(d, step, 0)?.0, d)));
            return made(i, end + 2, span.filter(|(a, b)| a < b).map_or(Value::Unknown, |(a, b)| Value::Span(a, b)));
        }
        let led = i.checked_sub(1).filter(|b| *b >= floor);
        if step == Step::Weekend
            && led.is_some_and(|b| ["the", "that", "on", "over"].iter().any(|w| self.n.word_is(b, w)))
            && !doc.word(i).ends_with('s')
        {
            return made(
                i,
                i + 1,
                if self.n.word_is(i - 1, "that") && tense::of(doc, i, i + 1) == Tense::Past && self.published.is_none() {
                    Value::Unknown
                } else {
                    self.stepped(step, 0)
                },
            );
        }
        None
    }
}
