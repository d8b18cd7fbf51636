//! Times of day.

use super::Dates;
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

impl Dates<'_, '_, '_> {
    /// The time of day that begins at token `i`: its end and value.
    pub(super) fn clock(&self, i: usize, floor: usize) -> Option<(usize, DateValue)> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        if t.is_word() {
            let payload = doc.lexicon.payload(t.word, Class::ClockWord);
            let (h, m) = payload.split_once(':')?;
            return Some((i + 1, DateValue::Clock(h.parse().ok()?, m.parse().ok()?, None)));
        }
        let word = doc.word(i);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        let mut hour: i16 = word.get(..digits)?.parse().ok()?;
        let mut minute = 0;
        let mut end = i + 1;
        let mut half = None;
        let mut colon = false;
        let rest = &word[digits..];
        if t.kind == TokenKind::Mixed {
            // "5pm", "5.30pm"
            let (said, letters) = rest.strip_prefix('.').and_then(|r| r.split_at_checked(2)).unwrap_or(("0", rest));
            minute = said.parse().ok()?;
            half = Some(half_of(letters)?);
        } else if let Some(m) = rest.strip_prefix('.') {
            if m.len() != 2 {
                return None;
            }
            minute = m.parse().ok()?;
        } else if !rest.is_empty() {
            return None;
        } else if (doc.is_punct(end, ':') || doc.is_punct(end, '.'))
            && doc.tokens.get(end + 1).is_some_and(|n| !n.has(Shape::SPACED))
            && !doc.at(end).has(Shape::SPACED)
        {
            let w = doc.word(end + 1);
            let m = w.get(..2)?;
            minute = m.parse().ok()?;
            let letters = &w[2..];
            if !letters.is_empty() {
                half = Some(half_of(letters)?);
            }
            colon = doc.is_punct(end, ':');
            end += 2;
            if doc.is_punct(end, ':') && doc.tokens.get(end + 1).is_some_and(|n| n.kind == TokenKind::Number && !n.has(Shape::SPACED)) {
                end += 2;
            }
        } else if digits > 2 {
            minute = hour % 100;
            hour /= 100;
        }
        let mut clear = half.is_some();
        if half.is_none() {
            if let Some((h, e)) = self.half(end) {
                (half, end, clear) = (Some(h), e, true);
            } else if self.n.word_is(end, "o'clock") || self.n.word_is(end, "o’clock") || self.n.word_is(end, "oclock") {
                (end, clear) = (end + 1, true);
            }
        }
        if !(0..60).contains(&minute) || hour > 24 || half.is_some() && !(1..=12).contains(&hour) {
            return None;
        }
        let zone = doc
            .tokens
            .get(end)
            .filter(|t| t.has(Shape::ALL_CAPS))
            .map(|t| doc.lexicon.payload(t.word, Class::TimeZone))
            .filter(|p| !p.is_empty());
        if !clear {
            let before = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.cue(b, "clock") || doc.is_punct(b, '@'));
            if !colon || !before && zone.and_then(|z| self.offset(z)).is_none() {
                return None;
            }
        }
        match half {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let offset = zone.and_then(|z| self.offset(z));
        end += usize::from(offset.is_some());
        Some((end, DateValue::Clock(i8::try_from(hour % 24).ok()?, i8::try_from(minute).ok()?, offset)))
    }

    /// The minutes from UTC of a zone in the table; where it keeps American summer time, those of the article's day.
    fn offset(&self, zone: &str) -> Option<i16> {
        let Some(standard) = zone.strip_prefix("us") else { return zone.parse().ok() };
        let day = self.published?;
        // From the second Sunday of March to the first of November.
        let sunday =
            |month: i8, nth: i8| jiff::civil::date(day.year(), month, 1).nth_weekday_of_month(nth, jiff::civil::Weekday::Sunday).ok();
        let summer = sunday(3, 2)? <= day && day < sunday(11, 1)?;
        Some(standard.parse::<i16>().ok()? + if summer { 60 } else { 0 })
    }

    /// "0737 GMT", "1430 local time": four digits without a colon.
    pub(super) fn bare_clock(&self, i: usize) -> Option<(usize, DateValue)> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Number && t.end - t.start == 4)?;
        let next = doc.tokens.get(i + 1).filter(|n| n.is_word())?;
        let zone = if next.has(Shape::ALL_CAPS) { doc.lexicon.payload(next.word, Class::TimeZone).parse().ok() } else { None };
        let local = self.n.word_is(i + 1, "local") && self.n.word_is(i + 2, "time");
        // "in 2012 GMT Ltd opened"
        if zone.is_none() && !local || i.checked_sub(1).is_some_and(|b| self.n.word_is(b, "in")) {
            return None;
        }
        let digits: i16 = doc.text.get(t.start as usize..t.end as usize)?.parse().ok()?;
        let (hour, minute) = (digits / 100, digits % 100);
        let clock = DateValue::Clock(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, zone);
        (hour < 24 && minute < 60).then_some((i + 2 + usize::from(local), clock))
    }

    /// "half past eight", "a quarter to nine", "ten minutes past noon".
    pub(super) fn spoken_clock(&self, i: usize) -> Option<(usize, DateValue)> {
        let doc = self.n.doc;
        let (at, minutes) = if self.n.word_is(i, "half") {
            (i + 1, 30)
        } else if self.n.word_is(i, "quarter") {
            (i + 1, 15)
        } else {
            let n = self.n.cardinal(i, false).filter(|n| n.suffix.is_none())?;
            let said = self.n.word_is(n.end, "minutes") || self.n.word_is(n.end, "minute");
            (n.end + 1, i16::try_from(n.value?).ok().filter(|m| said && (1..60).contains(m))?)
        };
        let past = self.n.word_is(at, "past");
        if !past && (!self.n.word_is(at, "to") || minutes == 30) {
            return None;
        }
        let (mut end, mut hour) = if let Some((h, _)) = doc.tokens.get(at + 1).and_then(|t| {
            let payload = doc.lexicon.payload(t.word, Class::ClockWord);
            payload.split_once(':')
        }) {
            (at + 2, h.parse::<i16>().ok()?)
        } else {
            let n = self.n.cardinal(at + 1, false).filter(|n| n.suffix.is_none() && n.plain)?;
            (n.end, i16::try_from(n.value?).ok().filter(|h| (1..=12).contains(h))?)
        };
        // A number that counts something is no hour.
        if self.n.unit(end).is_some() || doc.is(end, Class::Magnitude) || super::super::count::noun(doc, end, false).is_some() {
            return None;
        }
        if let Some((afternoon, e)) = self.half(end) {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            end = e;
        }
        let total = hour * 60 + if past { minutes } else { -minutes };
        let total = total.rem_euclid(24 * 60);
        Some((end, DateValue::Clock(i8::try_from(total / 60).ok()?, i8::try_from(total % 60).ok()?, None)))
    }

    /// "a.m.", "pm": whether the second half of the day.
    fn half(&self, i: usize) -> Option<(bool, usize)> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        if let Some(h) = half_of(doc.word(i)).filter(|_| doc.word(i).len() > 1) {
            return Some((h, i + 1));
        }
        if t.is_word() && matches!(doc.word(i), "a" | "p") {
            let mut at = i + 1;
            at += usize::from(doc.is_punct(at, '.'));
            if self.n.word_is(at, "m") {
                at += 1;
                at += usize::from(doc.is_punct(at, '.') && doc.is_punct(at - 2, '.'));
                return Some((doc.word(i) == "p", at));
            }
        }
        None
    }
}

fn half_of(letters: &str) -> Option<bool> {
    let is = |forms: &[&str]| forms.iter().any(|f| letters.eq_ignore_ascii_case(f));
    if is(&["am", "a.m", "a.m.", "a"]) {
        return Some(false);
    }
    is(&["pm", "p.m", "p.m."]).then_some(true)
}
