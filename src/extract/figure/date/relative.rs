//! Dates relative to the article's own, and parts of other dates.

use jiff::civil::Date;

use super::calendar::{self, Step, around, moved, plus_days, plus_months};
use super::tense::{self, Tense};
use super::{Dates, Point, Value};
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

impl Dates<'_, '_, '_> {
    pub(super) fn step(&self, i: usize) -> Option<(usize, Step)> {
        let doc = self.n.doc;
        let (len, payload) = doc.lexicon.phrase(&doc.tokens, i, Class::DateUnit)?;
        Some((i + len, Step::of_payload(payload)?))
    }

    pub(super) fn shift(&self, i: usize) -> Option<(usize, i64)> {
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
    pub(super) fn current(&self, i: usize) -> Option<(usize, Value)> {
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
        let c = doc.at(i).classes;
        // "in her early sixties" is an age.
        let aged = i.checked_sub(2).is_some_and(|b| self.n.word_is(b, "in")) && doc.is(i - 1, Class::PossessivePronoun);
        if let Some((len, how)) = doc.lexicon.phrase(&doc.tokens, i, Class::DatePart).filter(|_| !aged) {
            let mut at = i + len;
            if let Some((how, unit)) = how.split_once('/') {
                // "EOY", "EOY 2025"
                let (end, value) = match self.year_behind(at) {
                    Some((end, y)) => (end, Value::Partial { year: Some(y), month: None, day: None }),
                    None => (at, self.stepped(Step::of_payload(unit)?, 0)),
                };
                let whole = self.resolve(&Point { start: i, end, value }, &Point { start: i, end, value });
                return made(end, whole.and_then(|v| self.part(how, v)).map_or(Value::Unknown, |(a, b)| Value::Span(a, b)));
            }
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
        // "the last week of August" begins with a shift, "the first week" with an ordinal.
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
    pub(super) fn behind_shift(&self, i: usize, at: usize, k: i64) -> Option<(usize, Value)> {
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
            if step == Step::Days(1) && self.n.word_is(i, "same") {
                return Some((end, Value::Unknown));
            }
            let told = matches!(step, Step::Days(1)) && k > 0 && tense::of(doc, i, end) == Tense::Past
                || self.n.cue(i, "told") && tense::of(doc, i, end) == Tense::Past && self.published.is_none();
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
            // "this Labor Day", said when this year's is over.
            let over = self.published.filter(|_| k == 0 && tense::of(doc, i, at + len) != Tense::Past);
            let over = over.is_some_and(|d| calendar::holiday_span(rule, d.year()).is_some_and(|(_, b)| b <= d));
            return Some((at + len, self.shifted_year(if over { 1 } else { k }, |y| calendar::holiday_span(rule, y))));
        }
        if doc.is(at, Class::DayPart) {
            // "this morning", "last night", "next evening".
            let days = if k == 0 { 0 } else { k };
            return Some((at + 1, self.stepped(Step::Days(1), days)));
        }
        None
    }

    /// The span of the last year, the coming one or this one, by `k`.
    pub(super) fn shifted_year(&self, k: i64, span: impl Fn(i16) -> Option<(Date, Date)>) -> Value {
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
    pub(super) fn stretch(&self, step: Step, k: i64, n: i64) -> Option<Value> {
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

    pub(super) fn weekday(&self, i: usize) -> Option<i8> {
        let t = self.n.doc.tokens.get(i)?;
        self.n.doc.lexicon.payload(t.word, Class::Weekday).parse().ok()
    }

    /// A day in the week that lies `k` weeks from now.
    pub(super) fn day_of_week(&self, k: i64, w: i8) -> Value {
        let day = self.published.and_then(|d| around(d, Step::Weeks(1), k)).and_then(|(m, _)| plus_days(m, i64::from(w) - 1));
        day.and_then(|d| Some(Value::Span(d, plus_days(d, 1)?))).unwrap_or(Value::Unknown)
    }

    /// "Monday, May 4", "Thursday the 16th", "Monday of next week", "Sunday".
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
        let short = self.n.cue(i, "word");
        let mut of = i + 1;
        of += usize::from(doc.is(of, Class::DayPart));
        of += usize::from(self.n.word_is(of, "of") || self.n.word_is(of, "in") || self.n.word_is(of, "from"));
        if let Some((end, k, Step::Weeks(1))) = self.shifted(of).filter(|_| !doc.is_punct(i + 1, ',')) {
            return Some((end, self.day_of_week(k, w)));
        }
        // "Sun", "Sat", "Mon" are words of their own.
        let led = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.cue(b, "weekday"));
        let day = t.is_capital() && (led || t.has(Shape::STOP));
        if short && !day && doc.tokens.len() > 2 {
            return None;
        }
        Some((i + 1, Value::Weekday(w)))
    }

    /// The month before or after today in which the `d`th is that weekday.
    pub(super) fn month_with(&self, today: Date, w: i8, d: i8, i: usize) -> Option<Date> {
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

    pub(super) fn day_or_week(&self, i: usize) -> Option<(usize, i64)> {
        let t = self.n.doc.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let n = self.n.doc.text.get(t.start as usize..t.end as usize)?.parse().ok()?;
        (1..=53).contains(&n).then_some((i + 1, n))
    }

    /// A date that a unit begins: "week of May 4", "a week ago", "days ago", "week 10", "year 2016".
    pub(super) fn unit_led(&self, i: usize, floor: usize) -> Option<Point> {
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
            if let Some(p) = self.n.fraction(b).filter(|_| part && k == 1).and_then(|f| self.part_of_day(b, f.end, floor)) {
                return Some(p);
            }
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
        // "week 7 of 2031"
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
        if step == Step::Weekend && led.is_some_and(|b| self.n.cue(b, "weekend")) && !doc.word(i).ends_with('s') {
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
