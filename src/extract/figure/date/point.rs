//! Absolute dates in every common form.

use jiff::civil::Date;

use super::calendar::{self, Step};
use super::{Dates, Point, Value};
use crate::lexicon::{Class, WordId};
use crate::text::{Shape, TokenKind};

const fn partial(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Value {
    Value::Partial { year, month, day }
}

impl Dates<'_, '_, '_> {
    /// The date that begins at token `i`.
    pub(super) fn point(&self, i: usize, floor: usize) -> Option<Point> {
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
                let c = doc.lexicon.classes(t.word);
                if c.has(Class::Holiday) || doc.lexicon.phrase(&doc.tokens, i, Class::Holiday).is_some() {
                    if let Some((end, value)) = self.holiday(i) {
                        return made(end, value);
                    }
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

    fn int(&self, i: usize) -> Option<(i64, usize)> {
        let t = self.n.doc.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let w = self.n.doc.word(i);
        (w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit())).then(|| Some((w.parse().ok()?, (t.end - t.start) as usize)))?
    }

    fn joined(&self, i: usize, c: char) -> bool {
        let doc = self.n.doc;
        doc.is_punct(i, c) && !doc.at(i).has(Shape::SPACED) && doc.tokens.get(i + 1).is_some_and(|t| !t.has(Shape::SPACED))
    }

    pub(super) fn month_at(&self, i: usize) -> bool {
        self.n.doc.is(i, Class::Month)
    }

    fn month(&self, i: usize) -> Option<i8> {
        let t = self.n.doc.tokens.get(i)?;
        self.n.doc.lexicon.payload(t.word, Class::Month).parse().ok()
    }

    /// A year of two digits.
    const fn short_year(y: i64) -> i16 {
        if y < 50 { 2000 + y as i16 } else { 1900 + y as i16 }
    }

    /// ISO and slashed dates: "2024-05-04", "21/04/2016", "4/22", "2019/aug/01", "12-2015".
    pub(super) fn numeric(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let word = doc.word(i);
        if doc.at(i).kind == TokenKind::Number && word.contains('.') {
            // "23.04.2022", "2015.5.13"
            let mut parts = word.split('.');
            let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            return self
                .triple((a.parse().ok()?, a.len()), (b.parse().ok()?, b.len()), (c.parse().ok()?, c.len()), false)
                .map(|v| (i + 1, v));
        }
        let a = self.int(i)?;
        if i > 0 && !doc.at(i).has(Shape::SPACED) && doc.at(i - 1).word.as_punct().is_some_and(|c| matches!(c, '/' | '.' | '$' | '£' | '€'))
        {
            return None;
        }
        for c in ['/', '-'] {
            if !self.joined(i + 1, c) {
                continue;
            }
            if let Some(b) = self.int(i + 2) {
                if self.joined(i + 3, c)
                    && let Some(third) = self.int(i + 4)
                {
                    if i > 0 && self.joined(i - 1, c) {
                        return None;
                    }
                    return self.triple(a, b, third, true).map(|v| (i + 5, v));
                }
                // Year and month.
                if a.1 == 4
                    && (1..=12).contains(&b.0)
                    && (1..=2).contains(&b.1)
                    && (1000..2200).contains(&a.0)
                    && !(c == '-' && b.0 > 12)
                    && !(b.1 == 2 && b.0 == a.0 % 100 + 1 && c == '-')
                {
                    return Some((i + 3, partial(Some(a.0 as i16), Some(b.0 as i8), None)));
                }
                if b.1 == 4 && (1..=12).contains(&a.0) && (1900..2200).contains(&b.0) && !(i > 0 && self.joined(i - 1, c)) {
                    return Some((i + 3, partial(Some(b.0 as i16), Some(a.0 as i8), None)));
                }
                // "4/22": only behind a word that a date follows.
                let named = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| {
                    ["on", "from", "between", "by", "since", "until", "till", "to", "and", "through", "back", "week"]
                        .iter()
                        .any(|w| self.n.word_is(b, w))
                        || c == '/' && doc.is(b, Class::Weekday)
                        || doc.is_punct(b, '-')
                });
                let alone = doc.tokens.len() <= 3 && b.0 > 12
                    || a.1 <= 2 && b.1 == 2 && (b.0 > 12 || a.0 > 12) && c == '/' && b.0 != 20 && b.0 != 50;
                if (named || alone) && a.1 <= 2 && b.1 <= 2 {
                    let (m, d) = if (1..=12).contains(&a.0) { (a.0, b.0) } else { (b.0, a.0) };
                    Date::new(2000, m as i8, i8::try_from(d).ok()?).ok()?;
                    let end = i + 3;
                    // "10/1/2018" is caught above; ", 2020" may follow.
                    let year = self.year_behind(end).filter(|_| doc.is_punct(end, ','));
                    return Some((year.map_or(end, |y| y.0), partial(year.map(|y| y.1), Some(m as i8), Some(d as i8))));
                }
            } else if let Some(m) = self.month(i + 2) {
                if self.joined(i + 3, c)
                    && let Some(third) = self.int(i + 4)
                {
                    let (y, d) = if a.1 == 4 {
                        (a.0, third.0)
                    } else if third.1 == 4 {
                        (third.0, a.0)
                    } else {
                        (i64::from(Self::short_year(third.0)), a.0)
                    };
                    return Some((i + 5, partial(i16::try_from(y).ok(), Some(m), Some(i8::try_from(d).ok()?))));
                }
                if a.1 == 4 {
                    return Some((i + 3, partial(Some(a.0 as i16), Some(m), None)));
                }
                return (1..=31).contains(&a.0).then(|| (i + 3, partial(None, Some(m), Some(a.0 as i8))));
            }
        }
        None
    }

    /// Three numbers: the year stands first or last; month before day unless that cannot be.
    fn triple(&self, a: (i64, usize), b: (i64, usize), c: (i64, usize), short: bool) -> Option<Value> {
        let (y, m, d) = if a.1 == 4 {
            (a.0, b.0, c.0)
        } else if c.1 == 4 || short && c.1 == 2 && a.1 <= 2 {
            let y = if c.1 == 4 { c.0 } else { i64::from(Self::short_year(c.0)) };
            if a.0 > 12 || !short && b.0 <= 12 { (y, b.0, a.0) } else { (y, a.0, b.0) }
        } else {
            return None;
        };
        let day = Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
        Some(partial(Some(day.year()), Some(day.month()), Some(day.day())))
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

    /// "nineteen ninety-three", "two thousand and eighteen".
    fn year_words(&self, i: usize) -> Option<(usize, i16)> {
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
    fn month_led(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
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
            // "January first 12", "sunday jan twenty one two thousand and eighteen" end here.
            return Some((end, partial(None, Some(m), Some(d))));
        }
        if let Some((end, y)) = self.year_words(at).filter(|_| !glued) {
            return Some((end, partial(Some(y), Some(m), None)));
        }
        // "June next year", "June of last year".
        let of = i + 1 + usize::from(self.n.word_is(i + 1, "of"));
        if let Some((end, k, Step::Months(12))) = self.shifted(of) {
            let year = self.published.and_then(|d| d.year().checked_add(i16::try_from(k).ok()?));
            return Some((end, year.map_or(Value::Unknown, |y| partial(Some(y), Some(m), None))));
        }
        self.bare_month(i, floor).then_some((i + 1, partial(None, Some(m), None)))
    }

    /// Whether a month's name that stands alone is a month, and no verb, modal or name of a person.
    fn bare_month(&self, i: usize, floor: usize) -> bool {
        let doc = self.n.doc;
        let t = doc.at(i);
        let before = i.checked_sub(1);
        let led = before.is_some_and(|b| {
            [
                "in",
                "of",
                "since",
                "by",
                "until",
                "till",
                "last",
                "next",
                "this",
                "during",
                "early",
                "late",
                "mid",
                "from",
                "to",
                "through",
                "between",
                "before",
                "after",
                "for",
                "and",
                "the",
                "each",
                "every",
                "around",
                "past",
                "previous",
                "following",
                "earlier",
                "starting",
                "beginning",
                "on",
                "-",
                "–",
            ]
            .iter()
            .any(|w| self.n.word_is(b, w))
        }) && (i > floor || i == floor);
        let short = t.end - t.start <= 4 && !matches!(doc.word(i), "June" | "July" | "june" | "july");
        let name = doc
            .tokens
            .get(i + 1)
            .is_some_and(|n| n.is_word() && n.is_capital() && doc.lexicon.classes(n.word) == Default::default() && !n.has(Shape::LINE))
            || before.is_some_and(|b| {
                doc.at(b).is_word()
                    && doc.at(b).is_capital()
                    && !led
                    && !doc.lexicon.classes(doc.at(b).word).meets(super::super::FUNCTION_WORDS)
                    && b > 0
            });
        let onward = ["to", "-", "–", "through", "until"].iter().any(|w| self.n.word_is(i + 1, w)) && self.month_at(i + 2);
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
    fn day_free(&self, end: usize, start: usize) -> bool {
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

    fn year_free(&self, end: usize) -> bool {
        let doc = self.n.doc;
        !(doc.is(end, Class::Magnitude) || doc.is_punct(end, '%') || doc.is(end, Class::Currency))
    }

    /// "4 May 2025", "the fourth of July", "the 15th day of next month".
    fn day_led(&self, i: usize) -> Option<(usize, Value)> {
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
    fn day_alone(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        if doc.at(i).kind != TokenKind::Mixed {
            return None;
        }
        let (end, d) = self.day_number(i)?;
        let led = |j: usize| ["on", "by", "until", "since", "from", "for", "till", "before", "after"].iter().any(|w| self.n.word_is(j, w));
        let the = i.checked_sub(2).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b + 1, "the") && led(b));
        let on = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b, "on"));
        let free = doc.tokens.get(end).is_none_or(|t| {
            t.word.as_punct().is_some_and(|c| c != '-')
                || doc.lexicon.classes(t.word).meets(super::super::FUNCTION_WORDS) && !self.n.word_is(end, "of")
        });
        ((the || on) && free).then_some((end, partial(None, None, Some(d))))
    }

    /// "14april 2015".
    fn glued_day(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let word = doc.word(i);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if doc.at(i).kind != TokenKind::Mixed || digits == 0 || digits > 2 {
            return None;
        }
        let (id, _) = doc.lexicon.find_word(&word[digits..], &mut String::new());
        let m: i8 = doc.lexicon.payload(id, Class::Month).parse().ok()?;
        let d: i8 = word[..digits].parse().ok()?;
        Date::new(2000, m, d).ok()?;
        let year = self.year_behind(i + 1);
        Some((year.map_or(i + 1, |y| y.0), partial(year.map(|y| y.1), Some(m), Some(d))))
    }

    /// "Q3 2019", "H1", "FY2021", "Oct2", "Feb13".
    fn lettered(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let t = doc.at(i);
        if t.kind != TokenKind::Mixed {
            return None;
        }
        let word = doc.word(i);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (head, tail) = (word.get(..letters)?, word.get(letters..)?);
        if letters == 0 || !tail.bytes().all(|b| b.is_ascii_digit()) {
            // "2018Q4"
            let (y, q) = word.split_once(['Q', 'q'])?;
            let year: i16 = y.parse().ok().filter(|y| (1900..2200).contains(y))?;
            return self.part_of_year("q", q.parse().ok()?, Some(year)).map(|v| (i + 1, v));
        }
        let n: i64 = tail.parse().ok()?;
        let lower = head.to_ascii_lowercase();
        if matches!(lower.as_str(), "q" | "h") && tail.len() == 1 {
            let mut at = i + 1;
            at += usize::from(self.joined(at, '-') || self.n.word_is(at, "of") || doc.is_punct(at, '\''));
            let year = self.int(at).filter(|(y, len)| *len == 4 && (1900..2200).contains(y)).map(|(y, _)| y as i16);
            let end = if year.is_some() { at + 1 } else { i + 1 };
            if year.is_none() && lower == "h" {
                return None;
            }
            return self.part_of_year(&lower, n, year).map(|v| (end, v));
        }
        if matches!(lower.as_str(), "fy" | "cy" | "sy") && matches!(tail.len(), 2 | 4) {
            let y = if tail.len() == 2 { Self::short_year(n) } else { n as i16 };
            return Some((i + 1, partial(Some(y), None, None)));
        }
        let (id, _) = doc.lexicon.find_word(head, &mut String::new());
        let m: i8 = doc.lexicon.payload(id, Class::Month).parse().ok()?;
        if id == WordId::UNKNOWN || tail.len() > 2 || doc.lexicon.is(id, Class::Modal) {
            return None;
        }
        let d = i8::try_from(n).ok()?;
        Date::new(2000, m, d).ok()?;
        let year = self.year_behind(i + 1);
        Some((year.map_or(i + 1, |y| y.0), partial(year.map(|y| y.1), Some(m), Some(d))))
    }

    /// A quarter or half of a year; of the one nearest to the article's date where none is named.
    fn part_of_year(&self, kind: &str, n: i64, year: Option<i16>) -> Option<Value> {
        let months = if kind == "q" { 3 } else { 6 };
        if !(1..=12 / months).contains(&n) {
            return None;
        }
        let Some(year) = year.or_else(|| self.published.map(Date::year)) else { return Some(Value::Unknown) };
        let start = Date::new(year, i8::try_from((n - 1) * months + 1).ok()?, 1).ok()?;
        Some(Value::Span(start, calendar::plus_months(start, months)?))
    }

    /// A year, and what may follow it: "2019 Q1", "2017 April".
    fn year_led(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let (y, len) = self.int(i)?;
        if len != 4 || !(1000..2200).contains(&y) {
            return None;
        }
        let t = doc.at(i);
        let year = Some(y as i16);
        let mut at = i + 1;
        at += usize::from(doc.is_punct(at, ',') || self.joined(at, '-') || self.joined(at, '/'));
        if let Some(m) = self
            .month(at)
            .filter(|_| doc.at(at).is_capital() || at == i + 1)
            .filter(|_| !doc.is(at, Class::Modal) || doc.at(at).is_capital())
            && self.day_number(at + 1).is_none()
            && self.int(at + 1).is_none()
        {
            return Some((at + 1, partial(year, Some(m), None)));
        }
        if let Some(next) = doc.tokens.get(at).filter(|t| t.kind == TokenKind::Mixed && t.end - t.start == 2) {
            let w = doc.text.get(next.start as usize..next.end as usize)?.to_ascii_lowercase();
            if let Some(v) =
                w.get(..1).filter(|k| matches!(*k, "q" | "h")).and_then(|k| self.part_of_year(k, w.get(1..)?.parse().ok()?, year))
            {
                return Some((at + 1, v));
            }
        }
        let the = i + 1 + usize::from(self.n.word_is(i + 1, "the"));
        if let Some(o) = self.n.ordinal(the).filter(|o| self.n.word_is(o.end, "quarter"))
            && let Some(v) = self.part_of_year("q", i64::try_from(o.value?).ok()?, year)
        {
            return Some((o.end + 1, v));
        }
        let prev = i.checked_sub(1);
        let glued = !t.has(Shape::SPACED)
            && prev.is_some_and(|b| {
                !doc.at(b).word.as_punct().is_some_and(|c| matches!(c, '(' | '[' | '"' | '“' | '‘' | '—' | '–' | '-' | '~' | '\''))
            });
        if glued && i > 0 || doc.is_punct(i + 1, '%') || self.joined(i + 1, '.') || self.joined(i + 1, ':') || self.joined(i + 1, '/') {
            return None;
        }
        if self.joined(i + 1, '-') && doc.tokens.get(i + 2).is_some_and(|n| n.is_word() && doc.is(i + 2, Class::Unit)) {
            return None;
        }
        let word = |w: &[&str]| prev.filter(|b| *b + 1 >= floor).is_some_and(|b| w.iter().any(|w| self.n.word_is(b, w)));
        let sure = word(&[
            "in", "since", "by", "until", "till", "during", "before", "after", "early", "late", "mid", "year", "circa", "fiscal", "spring",
            "summer", "autumn", "fall", "winter", "back",
        ]);
        let likely = word(&["from", "to", "through", "between", "and", "of", "for", "the", "or", "than", "but", "not", "this", "a"])
            || prev.is_some_and(|b| doc.is_punct(b, '-') || doc.is_punct(b, '–'));
        let next = i + 1;
        let unit = self.n.unit(next).is_some()
            || doc.is(next, Class::Magnitude)
            || self.n.money_behind(next).is_some()
            || prev.is_some_and(|b| {
                super::super::money::iso(doc.word(b)).is_some()
                    || doc.at(b).word.as_punct().is_some_and(|c| super::super::money::sign(c).is_some() || c == '#')
            });
        let counts = super::super::count::noun(doc, next, false)
            .is_some_and(|(j, one)| j < next + 4 && !doc.base(j).eq_ignore_ascii_case(&one) && j >= next && !doc.at(next).is_capital());
        let modern = (1900..2060).contains(&y);
        let labelled = prev.is_some_and(|b| doc.is(b, Class::LabelNoun) && !doc.is(b, Class::Preposition));
        let more = prev.is_some_and(|b| {
            (doc.is(b, Class::Bound) || self.n.word_is(b, "than"))
                && !sure
                && !["by", "around", "about", "circa", "after", "than"].iter().any(|w| self.n.word_is(b, w))
        });
        let right = if sure {
            !unit && (!counts || modern && y % 100 != 0) && (y >= 1400 || self.n.word_is(i - 1, "year"))
        } else if likely || prev.is_none() {
            !unit && !counts && (1500..2151).contains(&y) && (modern || likely)
        } else {
            !unit && !counts && modern && !labelled && !more && !self.capital_name(i)
        };
        right.then_some((i + 1, partial(year, None, None)))
    }

    /// Whether a product's name stands before a bare year ("Fund 2000 said").
    fn capital_name(&self, i: usize) -> bool {
        let doc = self.n.doc;
        i.checked_sub(1).is_some_and(|b| doc.is_punct(b, '$') || doc.at(b).kind == TokenKind::Number && !doc.at(b).has(Shape::SPACED))
    }

    /// "the 1990s", "'40s", "90 s".
    fn decade(&self, i: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let word = doc.word(i);
        let (digits, end) = match t.kind {
            TokenKind::Mixed => (word.strip_suffix('s')?, i + 1),
            TokenKind::Number
                if (doc.is_punct(i + 1, '\'') || doc.is_punct(i + 1, '’')) && doc.word(i + 1).len() < 4 && self.n.word_is(i + 2, "s") =>
            {
                (word, i + 3)
            }
            TokenKind::Number if self.n.word_is(i + 1, "s") && word.ends_with('0') && (word.len() == 4 || word.len() == 2) => (word, i + 2),
            _ => return None,
        };
        let y: i16 = digits.parse().ok()?;
        match digits.len() {
            4 if y % 10 == 0 && (1000..2200).contains(&y) => Some((end, decade_span(y))),
            2 if y % 10 == 0 => {
                let before = i.checked_sub(1).is_some_and(|b| {
                    ["the", "in", "early", "late", "mid"].iter().any(|w| self.n.word_is(b, w))
                        || doc.is_punct(b, '\'')
                        || doc.is_punct(b, '’')
                        || doc.is_punct(b, '‘')
                        || doc.is_punct(b, '-')
                });
                // "in his 30s" is an age.
                before.then(|| (end, decade_span(if y < 20 { 2000 + y } else { 1900 + y })))
            }
            _ => None,
        }
    }

    /// "summer 2016", "the summer of 2016", "last summer".
    fn season(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let month: i8 = doc.lexicon.payload(doc.at(i).word, Class::Season).parse().ok()?;
        let at = i + 1 + usize::from(self.n.word_is(i + 1, "of") || self.n.word_is(i + 1, "in"));
        if let Some((y, 4)) = self.int(at).filter(|(y, _)| (1000..2200).contains(y)) {
            return Some((at + 1, Value::Season(month, Some(y as i16))));
        }
        let led = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| {
            self.n.word_is(b, "the")
                && b > 0
                && ["in", "by", "during", "until", "since", "of", "for", "over"].iter().any(|w| self.n.word_is(b - 1, w))
                || self.n.word_is(b, "in")
                || self.n.word_is(b, "since")
                || self.n.word_is(b, "by")
                || doc.is(b, Class::DatePart)
        });
        let verbal = matches!(doc.word(i).to_ascii_lowercase().as_str(), "fall" | "spring");
        (led && !verbal).then_some((i + 1, Value::Season(month, None)))
    }

    /// "Christmas", "Easter 2018", "Independence Day of this year".
    fn holiday(&self, i: usize) -> Option<(usize, Value)> {
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
                let day = calendar::holiday(rule, y)?;
                Some((e, partial(Some(y), Some(day.month()), Some(day.day()))))
            }
            Some((e, None)) => Some((e, Value::Unknown)),
            None => Some((end, Value::Holiday(doc.at(i).word))),
        }
    }

    /// The quarter or half that an ordinal names.
    pub(super) fn part_named(&self, word: usize, n: i64, year: Option<i16>) -> Option<Value> {
        let kind = if self.n.word_is(word, "half") { "h" } else { "q" };
        self.part_of_year(kind, n, year)
    }
}

pub(super) fn decade_span(year: i16) -> Value {
    match (Date::new(year, 1, 1), Date::new(year.saturating_add(10), 1, 1)) {
        (Ok(a), Ok(b)) => Value::Span(a, b),
        _ => Value::Unknown,
    }
}
