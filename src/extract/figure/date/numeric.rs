//! Dates that digits begin: ISO and slashed dates, years, quarters, decades.

use jiff::civil::Date;

use super::point::{decade_span, partial};
use super::{Dates, Value, calendar};
use crate::lexicon::{Class, WordId};
use crate::text::{Shape, TokenKind};

impl Dates<'_, '_, '_> {
    pub(super) fn int(&self, i: usize) -> Option<(i64, usize)> {
        let t = self.n.doc.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let w = self.n.doc.word(i);
        (w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit())).then(|| Some((w.parse().ok()?, (t.end - t.start) as usize)))?
    }

    /// A year of two digits.
    pub(super) const fn short_year(y: i64) -> i16 {
        if y < 50 { 2000 + y as i16 } else { 1900 + y as i16 }
    }

    /// ISO and slashed dates: "2024-05-04", "27/08/2013", "8/27", "2017/oct/06", "10-2017".
    pub(super) fn numeric(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let word = doc.word(i);
        if doc.at(i).kind == TokenKind::Number && word.contains('.') {
            // "27.08.2013", "2013.8.27"
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
                // "8/27": only behind a word that a date follows.
                let named = i
                    .checked_sub(1)
                    .filter(|b| *b >= floor)
                    .is_some_and(|b| self.n.cue(b, "digits") || c == '/' && doc.is(b, Class::Weekday) || doc.is_punct(b, '-'));
                let alone = doc.tokens.len() <= 3 && b.0 > 12
                    || a.1 <= 2 && b.1 == 2 && (b.0 > 12 || a.0 > 12) && c == '/' && b.0 != 20 && b.0 != 50;
                let always = (a.0, b.0) == (24, 7);
                if (named || alone) && !always && a.1 <= 2 && b.1 <= 2 {
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
    pub(super) fn triple(&self, a: (i64, usize), b: (i64, usize), c: (i64, usize), short: bool) -> Option<Value> {
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

    /// "14april 2015".
    pub(super) fn glued_day(&self, i: usize) -> Option<(usize, Value)> {
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
    pub(super) fn lettered(&self, i: usize) -> Option<(usize, Value)> {
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
    pub(super) fn part_of_year(&self, kind: &str, n: i64, year: Option<i16>) -> Option<Value> {
        let months = if kind == "q" { 3 } else { 6 };
        if !(1..=12 / months).contains(&n) {
            return None;
        }
        let Some(year) = year.or_else(|| self.published.map(Date::year)) else { return Some(Value::Unknown) };
        let start = Date::new(year, i8::try_from((n - 1) * months + 1).ok()?, 1).ok()?;
        Some(Value::Span(start, calendar::plus_months(start, months)?))
    }

    /// A year, and what may follow it: "2019 Q1", "2017 April".
    pub(super) fn year_led(&self, i: usize, floor: usize) -> Option<(usize, Value)> {
        let doc = self.n.doc;
        let (y, len) = self.int(i)?;
        // "in '08"
        let short = len == 2
            && i > 1
            && doc.at(i - 1).word.as_punct().is_some_and(|c| matches!(c, '\'' | '’' | '‘'))
            && !doc.at(i).has(Shape::SPACED)
            && self.n.cue(i - 2, "short-year");
        if short {
            return Some((i + 1, partial(Some(Self::short_year(y)), None, None)));
        }
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
        if let Some(o) = self.n.ordinal(the) {
            let word = o.end + usize::from(self.joined(o.end, '-'));
            if self.n.word_is(word, "quarter")
                && let Some(v) = self.part_of_year("q", i64::try_from(o.value?).ok()?, year)
            {
                return Some((word + 1, v));
            }
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
        let led = |what| prev.filter(|b| *b + 1 >= floor).is_some_and(|b| self.n.cue(b, what));
        let sure = led("year");
        let likely = led("maybe") || prev.is_some_and(|b| doc.is_punct(b, '-') || doc.is_punct(b, '–'));
        let next = i + 1;
        let unit = self.n.unit(next).is_some()
            || doc.is(next, Class::Magnitude)
            || self.n.money_behind(next).is_some()
            || prev.is_some_and(|b| {
                super::super::money::plain_code(doc.lexicon, doc.word(b)).is_some()
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
        // "the 2012 attacks", "his 2013 fees": four plain digits behind a determiner are a year in news.
        let owned =
            prev.is_some_and(|b| self.n.word_is(b, "the") || doc.is(b, Class::PossessivePronoun) || doc.at(b).has(Shape::POSSESSIVE));
        let dated = owned && (1990..2040).contains(&y) && y % 100 != 0;
        let right = if dated && !unit {
            true
        } else if sure {
            !unit && (!counts || modern && y % 100 != 0) && (y >= 1400 || self.n.word_is(i - 1, "year"))
        } else if likely || prev.is_none() {
            !unit && !counts && (1500..2151).contains(&y) && (modern || likely)
        } else {
            !unit && !counts && modern && !labelled && !more && !self.capital_name(i)
        };
        right.then_some((i + 1, partial(year, None, None)))
    }

    /// Whether a product's name stands before a bare year ("Fund 2000 said").
    pub(super) fn capital_name(&self, i: usize) -> bool {
        let doc = self.n.doc;
        i.checked_sub(1).is_some_and(|b| doc.is_punct(b, '$') || doc.at(b).kind == TokenKind::Number && !doc.at(b).has(Shape::SPACED))
    }

    /// "the 1990s", "'40s", "90 s".
    pub(super) fn decade(&self, i: usize) -> Option<(usize, Value)> {
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
                    self.n.cue(b, "decade") || doc.is_punct(b, '\'') || doc.is_punct(b, '’') || doc.is_punct(b, '‘') || doc.is_punct(b, '-')
                });
                // "in his 30s" is an age.
                before.then(|| (end, decade_span(if y < 20 { 2000 + y } else { 1900 + y })))
            }
            _ => None,
        }
    }

    /// The quarter or half that an ordinal names.
    pub(super) fn part_named(&self, word: usize, n: i64, year: Option<i16>) -> Option<Value> {
        let kind = if self.n.word_is(word, "half") { "h" } else { "q" };
        self.part_of_year(kind, n, year)
    }
}
