//! Absolute dates in every common form.

use jiff::civil::Date;

use super::calendar::{self, Step};
use super::{Dates, Point, Value};
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

pub(super) const fn partial(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Value {
    Value::Partial { year, month, day }
}

impl Dates<'_, '_, '_> {
    /// The date that begins at token `i`.
    pub(super) fn any_point(&self, i: usize, floor: usize) -> Option<Point> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let made = |end, value| Some(Point { start: i, end, value });
        match t.kind {
            TokenKind::Number | TokenKind::Mixed => {
                if let Some((end, value)) = self
                    .numeric(i, floor)
                    .or_else(|| self.day_led(i))
                    .or_else(|| self.lettered(i))
                    .or_else(|| self.decade(i))
                    .or_else(|| self.year_led(i, floor))
                    .or_else(|| self.of_unit(i))
                    .or_else(|| self.day_alone(i, floor))
                {
                    return made(end, value);
                }
                self.counted(i, floor)
            }
            TokenKind::Punct => None,
            TokenKind::Word => {
                let c = t.classes;
                if let Some((end, value)) = self.holiday(i) {
                    return made(end, value);
                }
                if (c.has(Class::Month) || c.has(Class::Weekday))
                    && let Some((end, value)) = self.after_next(i)
                {
                    return made(end, value);
                }
                if c.has(Class::Month)
                    && let Some((end, value)) = self.month_led(i, floor)
                {
                    return made(end, value);
                }
                if c.has(Class::Weekday)
                    && let Some((end, value)) = self.weekday_led(i, floor)
                {
                    return made(end, value);
                }
                if let Some((len, payload)) = doc.lexicon.phrase(&doc.tokens, i, Class::DayWord) {
                    let days: i64 = payload.parse().ok()?;
                    return made(i + len, self.stepped(Step::Days(1), days));
                }
                if (c.has(Class::OrdinalWord) || c.has(Class::NumberWord))
                    && let Some((end, value)) = self.day_led(i).or_else(|| self.of_unit(i))
                {
                    return made(end, value);
                }
                if let Some(p) = self.relative(i, floor) {
                    return Some(p);
                }
                if c.has(Class::Season)
                    && let Some((end, value)) = self.season(i, floor)
                {
                    return made(end, value);
                }
                if c.has(Class::Decade) && i > 0 && (self.n.word_is(i - 1, "the") || self.n.word_is(i - 1, "nineteen")) {
                    let short: i16 = doc.lexicon.payload(t.word, Class::Decade).parse().ok()?;
                    return made(i + 1, decade_span(1900 + short));
                }
                None
            }
        }
    }

    pub(super) fn joined(&self, i: usize, c: char) -> bool {
        let doc = self.n.doc;
        doc.is_punct(i, c) && !doc.at(i).has(Shape::SPACED) && doc.tokens.get(i + 1).is_some_and(|t| !t.has(Shape::SPACED))
    }

    pub(super) fn month_at(&self, i: usize) -> bool {
        self.n.doc.is(i, Class::Month)
    }

    pub(super) fn month(&self, i: usize) -> Option<i8> {
        let t = self.n.doc.tokens.get(i)?;
        self.n.doc.lexicon.payload(t.word, Class::Month).parse().ok()
    }

    /// A day of the month: "4", "4th", "fourth", "twenty-second".
    pub(super) fn day_number(&self, i: usize) -> Option<(usize, i8)> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let n = match t.kind {
            TokenKind::Number => {
                let (v, len) = self.int(i).filter(|(_, len)| *len <= 2)?;
                let _ = len;
                return (1..=31).contains(&v).then_some((i + 1, v as i8));
            }
            TokenKind::Mixed => self.n.ordinal(i)?,
            TokenKind::Word => self.n.ordinal(i).or_else(|| self.n.cardinal(i, false))?,
            TokenKind::Punct => return None,
        };
        let v = i8::try_from(n.value?).ok()?;
        (1..=31).contains(&v).then_some((n.end, v))
    }

    /// ", 2024", "of 1995", "in 2020" behind a day or month: its end and the year.
    pub(super) fn year_behind(&self, i: usize) -> Option<(usize, i16)> {
        let doc = self.n.doc;
        let mut at = i;
        if doc.is_punct(at, ',')
            || doc.is_punct(at, '.') && doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
            || ["of", "in"].iter().any(|w| self.n.word_is(at, w))
        {
            at += 1;
        }
        if doc.is_punct(at, '\'') || doc.is_punct(at, '’') {
            let (y, len) = self.int(at + 1)?;
            return (len == 2).then(|| (at + 2, Self::short_year(y)));
        }
        if let Some((y, len)) = self.int(at) {
            if len == 4 && (1000..2200).contains(&y) && !doc.is_punct(at + 1, ':') {
                return Some((at + 1, y as i16));
            }
            if len == 2 && at > i && self.n.word_is(at - 1, "of") {
                return Some((at + 1, Self::short_year(y)));
            }
            return None;
        }
        let (end, y) = self.year_words(at)?;
        Some((end, y))
    }

    /// "nineteen eighty-six", "two thousand and eleven".
    pub(super) fn year_words(&self, i: usize) -> Option<(usize, i16)> {
        if !self.n.doc.is(i, Class::NumberWord) {
            return None;
        }
        let n = self.n.cardinal(i, true)?;
        let v = i16::try_from(n.value?).ok()?;
        if (1000..2200).contains(&v) {
            if v % 100 == 0
                && v < 2000
                && let Some(m) = self.n.cardinal(n.end, true)
                && let Ok(low) = i16::try_from(m.value?)
                && (1..100).contains(&low)
            {
                return Some((m.end, v + low));
            }
            return Some((n.end, v));
        }
        if !(10..=21).contains(&v) {
            return None;
        }
        let at = n.end + usize::from(self.joined(n.end, '-'));
        if self.n.word_is(at, "hundred") {
            let m = self.n.cardinal(at + 1, true)?;
            return Some((m.end, v * 100 + i16::try_from(m.value?).ok()?));
        }
        let m = self.n.cardinal(at, true)?;
        let low = i16::try_from(m.value?).ok()?;
        if low == 0 {
            let k = self.n.cardinal(m.end, true)?;
            let unit = i16::try_from(k.value?).ok()?;
            return (1..10).contains(&unit).then_some((k.end, v * 100 + unit));
        }
        (10..100).contains(&low).then_some((m.end, v * 100 + low))
    }

    /// "May 4, 2025", "April of 1987", "Dec-2018", "July".
    pub(super) fn month_led(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let m = self.month(i)?;
        if doc.at(i).has(Shape::POSSESSIVE) {
            return self.bare_month(i, floor).then_some((i + 1, partial(None, Some(m), None)));
        }
        let mut at = i + 1;
        let glued = self.joined(at, '-') || self.joined(at, '/');
        at += usize::from(glued);
        if glued && self.int(at).is_some_and(|(_, len)| len == 4)
            || self.n.word_is(at, "of")
            || doc.is_punct(at, ',')
            || doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start == 4)
        {
            let from = if glued { at } else { i + 1 };
            if let Some((end, y)) = self.year_behind(from).filter(|(end, _)| self.year_free(*end)) {
                return Some((end, partial(Some(y), Some(m), None)));
            }
        }
        let the = self.n.word_is(at, "the");
        let day_at = at + usize::from(the);
        if !doc.tokens.get(day_at).is_some_and(|t| t.has(Shape::LINE))
            && let Some((end, d)) = self.day_number(day_at)
            && (!the || self.n.ordinal(day_at).is_some())
            && self.day_free(end, day_at)
            && Date::new(2000, m, d).is_ok()
        {
            let year = self.year_behind(end).filter(|(e, _)| self.year_free(*e));
            if let Some((e, y)) = year {
                return Some((e, partial(Some(y), Some(m), Some(d))));
            }
            // "March first 12", "friday june thirty two thousand and eleven" end here.
            return Some((end, partial(None, Some(m), Some(d))));
        }
        if let Some((end, y)) = self.year_words(at).filter(|_| !glued) {
            return Some((end, partial(Some(y), Some(m), None)));
        }
        // "August next year", "August of last year".
        let of = i + 1 + usize::from(self.n.word_is(i + 1, "of"));
        if let Some((end, k, Step::Months(12))) = self.shifted(of) {
            let year = self.published.and_then(|d| d.year().checked_add(i16::try_from(k).ok()?));
            return Some((end, year.map_or(Value::Unknown, |y| partial(Some(y), Some(m), None))));
        }
        self.bare_month(i, floor).then_some((i + 1, partial(None, Some(m), None)))
    }

    /// Whether a month's name that stands alone is a month, and no verb, modal or name of a person.
    pub(super) fn bare_month(&self, i: usize, floor: usize) -> bool {
        let doc = self.n.doc;
        let t = doc.at(i);
        let before = i.checked_sub(1);
        let led = before.is_some_and(|b| self.n.cue(b, "month") || self.dash(b)) && i >= floor;
        // In a heading's capitals "After March" is an event as well as a month.
        let heading = before.is_some_and(|b| b > 0 && doc.at(b).is_capital() && doc.is(b, Class::DateBound)) && doc.is(i, Class::VerbBase);
        let led = led && !heading;
        let short = t.end - t.start <= 4 && !matches!(doc.word(i), "June" | "July" | "june" | "july");
        let name =
            doc.tokens.get(i + 1).is_some_and(|n| n.is_word() && n.is_capital() && n.classes == Default::default() && !n.has(Shape::LINE))
                || before.is_some_and(|b| {
                    doc.at(b).is_word() && doc.at(b).is_capital() && !led && !doc.at(b).classes.meets(super::super::FUNCTION_WORDS) && b > 0
                });
        let onward = (self.n.cue(i + 1, "join") || self.dash(i + 1)) && self.month_at(i + 2);
        if onward && t.is_capital() {
            return true;
        }
        let verbal = doc.is(i, Class::Modal) || doc.is(i, Class::VerbBase) || short;
        if verbal || !t.is_capital() {
            let modal = doc.is(i, Class::Modal)
                && (doc.is(i + 1, Class::VerbBase)
                    || doc.is(i + 1, Class::Pronoun)
                    || doc.is(i + 1, Class::Auxiliary)
                    || doc.is(i + 1, Class::Negation)
                    || self.n.word_is(i + 1, "or")
                    || doc.is_punct(i + 1, ',') && !t.is_capital()
                    || before.is_some_and(|b| self.n.word_is(b, "this")) && !t.is_capital()
                    || doc.is(i + 1, Class::Adverb));
            return (led && !modal || !t.is_capital() && !verbal) && !name;
        }
        !name
    }

    /// Whether no unit stands behind a number that could be a day.
    pub(super) fn day_free(&self, end: usize, start: usize) -> bool {
        let doc = self.n.doc;
        if doc.tokens.get(start).is_some_and(|t| t.kind == TokenKind::Mixed) {
            return true;
        }
        !(doc.is(end, Class::Magnitude)
            || doc.is_punct(end, '%')
            || doc.is(end, Class::Unit)
            || doc.is_punct(end, '.') && self.joined(end, '.')
            || self.joined(end, ':')
            || doc.is(end, Class::Currency) && !doc.is(end, Class::Month))
    }

    pub(super) fn year_free(&self, end: usize) -> bool {
        let doc = self.n.doc;
        !(doc.is(end, Class::Magnitude) || doc.is_punct(end, '%') || doc.is(end, Class::Currency))
    }

    /// "4 May 2025", "the ninth of August", "the 6th day of next month".
    pub(super) fn day_led(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let behind = i.checked_sub(1).and_then(|b| doc.at(b).word.as_punct());
        if behind.is_some_and(|c| c == ':' && !doc.at(i).has(Shape::SPACED) || super::super::money::sign(c).is_some()) {
            return None;
        }
        if let Some(v) = self.glued_day(i) {
            return Some(v);
        }
        let (mut at, d) = self.day_number(i)?;
        at += usize::from(doc.is_punct(at, '.') && self.month_at(at + 1) || doc.is_punct(at, '-') && self.month_at(at + 1));
        if self.n.word_is(at, "day") && doc.at(i).kind != TokenKind::Number {
            at += 1;
        }
        let of = self.n.word_is(at, "of");
        at += usize::from(of);
        at += usize::from(of && self.n.word_is(at, "the"));
        if let Some((end, k, Step::Months(1))) = self.shifted(at)
            && (of || self.n.word_is(at, "this"))
        {
            let month = self.published.and_then(|p| calendar::around(p, Step::Months(1), k));
            let value = month.map_or(Value::Unknown, |(a, _)| partial(Some(a.year()), Some(a.month()), Some(d)));
            return Some((end, value));
        }
        let m = self.month(at)?;
        if doc.is(at, Class::Modal)
            && !doc.at(at).is_capital()
            && !of
            && self.year_behind(at + 1).is_none()
            && doc.is(at + 1, Class::VerbBase)
        {
            return None;
        }
        let abbreviated = doc.word(at).len() <= 3 && !doc.at(at).is_capital() && doc.word(at).eq_ignore_ascii_case("sec");
        if abbreviated || Date::new(2000, m, d).is_err() {
            return None;
        }
        let mut end = at + 1;
        end += usize::from(doc.is_punct(end, '.') && self.int(end + 1).is_some_and(|(_, len)| len == 4));
        if let Some((e, y)) = self.year_behind(end).filter(|(e, _)| self.year_free(*e)) {
            return Some((e, partial(Some(y), Some(m), Some(d))));
        }
        if let Some((y, 2)) = self.int(end)
            && doc.tokens.get(end + 1).is_none_or(|t| t.word.as_punct().is_some_and(|c| c != ':'))
        {
            return Some((end + 1, partial(Some(Self::short_year(y)), Some(m), Some(d))));
        }
        Some((end, partial(None, Some(m), Some(d))))
    }

    /// "on the 18th": a day whose month the text leaves open.
    pub(super) fn day_alone(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        if doc.at(i).kind != TokenKind::Mixed {
            return None;
        }
        let (end, d) = self.day_number(i)?;
        let led = |j: usize| self.n.cue(j, "day");
        let the = i.checked_sub(2).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b + 1, "the") && led(b));
        let on = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b, "on"));
        let free = doc.tokens.get(end).is_none_or(|t| {
            t.word.as_punct().is_some_and(|c| c != '-') || t.classes.meets(super::super::FUNCTION_WORDS) && !self.n.word_is(end, "of")
        });
        ((the || on) && free).then_some((end, partial(None, None, Some(d))))
    }

    /// "summer 2016", "the summer of 2016", "last summer".
    pub(super) fn season(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let month: i8 = doc.lexicon.payload(doc.at(i).word, Class::Season).parse().ok()?;
        let at = i + 1 + usize::from(self.n.word_is(i + 1, "of") || self.n.word_is(i + 1, "in"));
        if let Some((y, 4)) = self.int(at).filter(|(y, _)| (1000..2200).contains(y)) {
            return Some((at + 1, Value::Season(month, Some(y as i16))));
        }
        let led = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| {
            self.n.word_is(b, "the") && b > 0 && self.n.cue(b - 1, "season")
                || self.n.word_is(b, "in")
                || self.n.word_is(b, "since")
                || self.n.word_is(b, "by")
                || doc.is(b, Class::DatePart)
        });
        let verbal = matches!(doc.word(i).to_ascii_lowercase().as_str(), "fall" | "spring");
        (led && !verbal).then_some((i + 1, Value::Season(month, None)))
    }

    /// "Christmas", "Easter 2018", "Midsummer Day of this year".
    pub(super) fn holiday(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let (len, rule) = doc.lexicon.phrase(&doc.tokens, i, Class::Holiday)?;
        let end = i + len;
        if len == 1 && !doc.at(i).is_capital() && doc.tokens.len() > 3 && !self.n.word_is(i, "christmas") && !self.n.word_is(i, "easter") {
            return None;
        }
        let at = end + usize::from(self.n.word_is(end, "in") || self.n.word_is(end, "of"));
        let year = if let Some((e, y)) = self.year_behind(end) {
            Some((e, Some(y)))
        } else if let Some((e, k, Step::Months(12))) = self.shifted(at) {
            Some((e, self.published.and_then(|d| d.year().checked_add(i16::try_from(k).ok()?))))
        } else {
            None
        };
        match year {
            Some((e, Some(y))) => {
                let (a, b) = calendar::holiday_span(rule, y)?;
                Some((e, Value::Span(a, b)))
            }
            Some((e, None)) => Some((e, Value::Unknown)),
            None => Some((end, Value::Holiday(doc.at(i).word))),
        }
    }
}

pub(super) fn decade_span(year: i16) -> Value {
    match (Date::new(year, 1, 1), Date::new(year.saturating_add(10), 1, 1)) {
        (Ok(a), Ok(b)) => Value::Span(a, b),
        _ => Value::Unknown,
    }
}
