//! Number expressions: digits, words, magnitudes, fractions, vague plurals.

use rust_decimal::Decimal;

use super::literal::{self, Literal, Marks};
use crate::lexicon::Class;
use crate::text::{Document, Shape, TokenKind};

/// What a number is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Words,
    Vague,
    Fraction,
    Ordinal,
}

/// A number expression with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The first token after.
    pub(super) end: usize,
    pub(super) form: Form,
    /// None where it does not fit, and for vague ones.
    pub(super) value: Option<Decimal>,
    pub(super) range: Option<(Decimal, Decimal)>,
    /// The value before its last magnitude.
    pub(super) coefficient: Option<Decimal>,
    /// The product of magnitudes behind the coefficient.
    pub(super) scale: Decimal,
    pub(super) finest: i32,
    pub(super) coarsest: i32,
    /// Digits without any mark or magnitude.
    pub(super) plain: bool,
    pub(super) whole_digits: usize,
    /// Where the letters begin that stand right behind the digits in the same token.
    pub(super) suffix: Option<usize>,
    /// Where its unit begins, if that stands before its end ("a week and a half").
    pub(super) unit_before: Option<usize>,
}

impl Number {
    pub(super) fn of(literal: Literal, end: usize) -> Self {
        Self {
            end,
            form: Form::Digits,
            value: literal.value,
            range: None,
            coefficient: literal.value,
            scale: Decimal::ONE,
            finest: literal.finest,
            coarsest: literal.coarsest,
            plain: literal.plain,
            whole_digits: literal.whole_digits,
            suffix: None,
            unit_before: None,
        }
    }

    pub(super) fn words(value: Decimal, end: usize) -> Self {
        let (digits, zeros) = literal::digits(value.trunc().mantissa().unsigned_abs());
        Self {
            end,
            form: Form::Words,
            value: Some(value),
            range: None,
            coefficient: Some(value),
            scale: Decimal::ONE,
            finest: 0,
            coarsest: zeros,
            plain: true,
            whole_digits: digits,
            suffix: None,
            unit_before: None,
        }
    }

    /// Multiplies by a magnitude.
    pub(super) fn times(&mut self, factor: Decimal) {
        self.value = self.value.and_then(|v| v.checked_mul(factor)).map(|v| v.normalize());
        self.scale = self.scale.checked_mul(factor).unwrap_or(Decimal::ONE);
        let (_, exponent) = literal::digits(factor.mantissa().unsigned_abs());
        if literal::power(exponent) == Some(factor) {
            self.finest += exponent;
            self.coarsest += exponent;
        }
        self.plain = false;
    }

    pub(super) fn plus(&mut self, other: &Self) {
        self.value = self.value.zip(other.value).and_then(|(a, b)| a.checked_add(b)).map(|v| v.normalize());
        self.end = other.end;
        self.plain = false;
        self.scale = Decimal::ONE;
        self.finest = other.finest;
        self.coarsest = other.coarsest;
    }

    pub(super) const fn is_small_word(&self) -> bool {
        matches!(self.form, Form::Words)
    }
}

/// The decimal places that a fraction in words stands for.
pub(super) fn places(fraction: Option<Decimal>) -> i32 {
    fraction.map_or(0, |v| match v.normalize().scale() {
        places @ 1..=3 => -(places as i32),
        _ => -1,
    })
}

/// Reads number expressions of one text.
pub(super) struct Numbers<'d, 't> {
    pub(super) doc: &'d Document<'t>,
    pub(super) marks: Marks,
}

impl Numbers<'_, '_> {
    #[inline]
    pub(super) fn word_is(&self, i: usize, text: &str) -> bool {
        self.doc.word_is(i, text)
    }

    /// Whether token `i` is a word beside a date, of the kind that the table calls `what`.
    pub(super) fn cue(&self, i: usize, what: &str) -> bool {
        let t = self.doc.tokens.get(i).filter(|t| t.is(Class::DateCue));
        t.is_some_and(|t| self.doc.lexicon.payload(t.word, Class::DateCue).split('+').any(|w| w == what))
    }

    pub(super) fn adjacent(&self, i: usize) -> bool {
        self.doc.tokens.get(i).is_some_and(|t| !t.has(Shape::SPACED))
    }

    pub(super) fn payload(&self, i: usize, class: Class) -> Option<Decimal> {
        let t = self.doc.tokens.get(i)?;
        if !t.is(class) {
            return None;
        }
        literal::payload(self.doc.lexicon.payload(t.word, class))
    }

    /// After a hyphen with or without blanks: texts that are cut into words have blanks around it.
    pub(super) fn past_wide_hyphen(&self, i: usize) -> usize {
        if self.doc.is_punct(i, '-') { i + 1 } else { i }
    }

    /// "×10^6", "e6" behind digits.
    pub(super) fn scientific(&self, n: &mut Number) {
        if n.form != Form::Digits {
            return;
        }
        let doc = self.doc;
        let (mut at, mut digits) = (n.end, None);
        match n.suffix.and_then(|s| doc.text.get(s..doc.tokens.get(n.end - 1)?.end as usize)) {
            Some("x10" | "X10") => {}
            Some(s) if s.len() <= 3 && s.starts_with(['e', 'E']) && s.len() > 1 => digits = s.get(1..).and_then(|d| d.parse::<i32>().ok()),
            Some(_) => return,
            None if (doc.is_punct(at, '×') || doc.is_punct(at, 'x')) && self.word_is(at + 1, "10") && self.adjacent(at) => at += 2,
            None => return,
        }
        let mut sign = 1;
        if digits.is_none() {
            at += usize::from(doc.is_punct(at, '^'));
            if doc.is_punct(at, '-') || doc.is_punct(at, '−') {
                (sign, at) = (-1, at + 1);
            }
            if !self.adjacent(at) {
                return;
            }
            let Some(d) = doc.tokens.get(at).and_then(|_| doc.word(at).parse::<i32>().ok()) else { return };
            (digits, at) = (Some(d), at + 1);
        }
        let Some(factor) = digits.filter(|d| *d <= 28).and_then(|d| literal::power(sign * d)) else { return };
        n.value = n.value.and_then(|v| v.checked_mul(factor)).map(|v| v.normalize());
        n.coefficient = n.value;
        let shift = sign * digits.unwrap_or(0);
        (n.finest, n.coarsest, n.plain, n.suffix, n.end) = (n.finest + shift, n.coarsest + shift, false, None, at);
    }

    /// After a hyphen that joins two words of one number.
    pub(super) fn past_hyphen(&self, i: usize) -> usize {
        if (self.doc.is_punct(i, '-') || self.doc.is_punct(i, '‑')) && self.adjacent(i) && self.adjacent(i + 1) { i + 1 } else { i }
    }

    /// The cardinal that begins at token `i`. `joined` allows "and" inside it.
    pub(super) fn cardinal(&self, i: usize, joined: bool) -> Option<Number> {
        // "between one hundred and fifty and two hundred", "between one hundred and two hundred"
        let between = i.checked_sub(1).is_some_and(|b| self.word_is(b, "between"));
        let mut n = self.compound(i, None, joined, 0)?;
        if between && joined && !self.word_is(n.end, "and") {
            n = self.compound(i, None, false, 0)?;
        }
        self.scientific(&mut n);
        if n.suffix.is_some() {
            return Some(n);
        }
        if n.form == Form::Words && self.word_is(n.end, "point") {
            self.decimals(&mut n);
        }
        if let Some(part) = self.fraction_behind(&n) {
            // "two and a half million", "7 million and a quarter".
            // A half is told to a tenth, a quarter to a hundredth.
            let mut part = part;
            part.finest = places(part.value);
            part.coarsest = part.finest;
            let scaled = n.scale > Decimal::ONE;
            match self.magnitude(self.past_hyphen(part.end)) {
                None if n.scale >= Decimal::ONE_THOUSAND => part.times(n.scale),
                Some(m) if scaled => {
                    part.times(m);
                    part.end = self.past_hyphen(part.end) + 1;
                }
                _ => {}
            }
            n.plus(&part);
            n.coefficient = n.value;
            while let Some(m) = self.magnitude(self.past_hyphen(n.end)) {
                let end = self.past_hyphen(n.end) + 1;
                n.times(m);
                n.end = end;
            }
        }
        Some(n)
    }

    /// "point zero three": digits in words.
    pub(super) fn decimals(&self, n: &mut Number) {
        let (mut at, mut text) = (n.end + 1, String::new());
        while let Some(d) = self.payload(at, Class::NumberWord) {
            if text.len() > 20 {
                break;
            }
            text.push_str(&d.to_string());
            at += 1;
            let hyphen = self.past_hyphen(at);
            if d >= Decimal::TEN
                && let Some(unit) = self.payload(hyphen, Class::NumberWord).filter(|u| *u < Decimal::TEN && d >= Decimal::from(20))
            {
                text.truncate(text.len() - 1);
                text.push_str(&unit.to_string());
                at = hyphen + 1;
            }
        }
        let fraction = literal::payload(&format!("0.{text}"));
        if let (false, Some(f)) = (text.is_empty(), fraction) {
            n.value = n.value.and_then(|v| v.checked_add(f));
            n.coefficient = n.value;
            n.finest = -(text.len() as i32);
            n.coarsest = n.finest;
            n.plain = false;
            n.end = at;
            while let Some(m) = self.magnitude(n.end) {
                n.times(m);
                n.end += 1;
            }
        }
    }

    pub(super) fn magnitude(&self, i: usize) -> Option<Decimal> {
        self.payload(i, Class::Magnitude)
    }

    /// One number of digits or words with its magnitudes, and smaller parts behind: all of it below `limit`.
    pub(super) fn compound(&self, i: usize, limit: Option<Decimal>, joined: bool, depth: u8) -> Option<Number> {
        let mut n = self.simple(i)?;
        if limit.is_some_and(|l| n.value.is_none_or(|v| v >= l)) {
            return None;
        }
        if n.suffix.is_some() {
            return Some(n);
        }
        let mut last = None;
        loop {
            let at = self.past_hyphen(n.end);
            let Some(m) = self.magnitude(at) else { break };
            if at > n.end && n.form == Form::Digits && !self.doc.is(at, Class::Magnitude) {
                break;
            }
            n.times(m);
            n.end = at + 1;
            last = Some(m);
            if limit.is_some_and(|l| n.value.is_none_or(|v| v >= l)) {
                return None;
            }
        }
        // Each round takes one smaller part, and the magnitudes that cover all of it.
        for _ in 0..6 {
            let Some(l) = last.filter(|l| depth < 8 && *l != Decimal::from(12)) else { break };
            last = self.part(&mut n, l, limit, joined, depth);
        }
        Some(n)
    }

    /// Adds the smaller part that stands behind `n`, whose last magnitude is `last`; gives the magnitude that covers both.
    pub(super) fn part(&self, n: &mut Number, last: Decimal, limit: Option<Decimal>, joined: bool, depth: u8) -> Option<Decimal> {
        let mut at = n.end;
        let anded = self.word_is(at, "and") || self.doc.is_punct(at, '&');
        if anded && !joined {
            return None;
        }
        at += usize::from(anded);
        // "six million, four hundred and seventy"
        let comma = joined && n.form == Form::Words && self.doc.is_punct(at, ',');
        at += usize::from(comma);
        let hundred = last == Decimal::ONE_HUNDRED;
        let covers = |end: usize| self.magnitude(end).filter(|m| *m > last && limit.is_none_or(|l| *m < l));
        // In words; in digits only where a magnitude follows or after a hundred.
        let part = self.compound(at, Some(n.scale.min(last)), joined, depth + 1);
        let part = part.filter(|part| {
            let words = part.form == Form::Words && (!anded || last <= Decimal::ONE_THOUSAND || part.scale > Decimal::ONE);
            let scaled = part.scale > Decimal::ONE && part.scale != Decimal::from(12);
            words && (!comma || part.scale > Decimal::ONE || part.value.is_some_and(|v| v > Decimal::ONE_HUNDRED))
                || part.form == Form::Digits && !comma && part.suffix.is_none() && (hundred && anded && part.plain || scaled)
        });
        // "four hundred and nine thousand": the magnitude covers all.
        let part = part.or_else(|| {
            let small = |p: &Number| p.form == Form::Words && p.value.is_some_and(|v| v < Decimal::ONE_HUNDRED) && covers(p.end).is_some();
            self.simple(at).filter(|p| hundred && small(p))
        })?;
        n.plus(&part);
        n.coefficient = n.value;
        let mut cover = None;
        while let Some(m) = covers(n.end).filter(|_| part.form == Form::Words) {
            n.times(m);
            n.end += 1;
            cover = Some(m);
        }
        cover
    }

    /// Digits, or one number word below a hundred.
    pub(super) fn simple(&self, i: usize) -> Option<Number> {
        let t = self.doc.tokens.get(i)?;
        match t.kind {
            TokenKind::Number => self.digits(i),
            TokenKind::Mixed => self.mixed(i),
            TokenKind::Punct => {
                if t.word.as_punct() == Some('.') && t.has(Shape::SPACED) | (i == 0) | self.opened(i) && self.adjacent(i + 1) {
                    return self.leading_point(i);
                }
                let v = self.vulgar(i)?;
                Some(Number { form: Form::Fraction, plain: false, finest: -9, coarsest: -9, ..Number::words(v, i + 1) })
            }
            TokenKind::Word => {
                let value = self.payload(i, Class::NumberWord)?;
                let mut end = i + 1;
                let mut total = value;
                if value >= Decimal::from(20) {
                    let at = self.past_wide_hyphen(end);
                    if let Some(unit) = self.payload(at, Class::NumberWord)
                        && unit < Decimal::TEN
                        && !unit.is_zero()
                        && (at > end || self.doc.tokens.get(at).is_some_and(|t| !t.is_capital()))
                    {
                        total = value.checked_add(unit)?;
                        end = at + 1;
                    }
                }
                Some(Number::words(total, end))
            }
        }
    }

    pub(super) fn opened(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|b| {
            self.doc.at(b).word.as_punct().is_some_and(|c| matches!(c, '(' | '$' | '£' | '€' | '-' | '~' | '<' | '>' | '='))
        })
    }

    pub(super) fn leading_point(&self, i: usize) -> Option<Number> {
        let t = self.doc.tokens.get(i + 1)?;
        if t.has(Shape::SPACED) || !matches!(t.kind, TokenKind::Number | TokenKind::Mixed) {
            return None;
        }
        let word = self.doc.word(i + 1);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 20 {
            return None;
        }
        let literal = literal::parse(&format!("0.{}", &word[..digits]), Marks::Point)?;
        let mut n = Number::of(literal, i + 2);
        n.plain = false;
        if digits < word.len() {
            n.suffix = Some(t.start as usize + digits);
        }
        Some(n)
    }

    pub(super) fn digits(&self, i: usize) -> Option<Number> {
        let mut literal = literal::parse(self.doc.word(i), self.marks)?;
        let mut end = i + 1;
        if literal.plain && literal.whole_digits <= 3 && !self.doc.word(i).starts_with('0') {
            // "6 732 508": groups of three parted by blanks.
            let mut text = String::new();
            while let Some(t) = self.doc.tokens.get(end) {
                let w = self.doc.word(end);
                let head = w.split('.').next().unwrap_or("");
                if t.kind != TokenKind::Number || head.len() != 3 || !head.bytes().all(|b| b.is_ascii_digit()) || end - i > 8 {
                    break;
                }
                let gap = &self.doc.text[self.doc.at(end - 1).end as usize..t.start as usize];
                if gap.chars().count() != 1 || !gap.starts_with([' ', '\u{a0}', '\u{202f}', '\u{2009}']) {
                    break;
                }
                if text.is_empty() {
                    text.push_str(self.doc.word(i));
                }
                text.push_str(w);
                end += 1;
                if w.len() > 3 {
                    break;
                }
            }
            if !text.is_empty()
                && let Some(long) = literal::parse(&text, Marks::Point)
            {
                literal = Literal { plain: false, ..long };
            } else {
                end = i + 1;
            }
        }
        Some(Number::of(literal, end))
    }

    /// "700m", "16.9kW": digits, then letters in the same token.
    pub(super) fn mixed(&self, i: usize) -> Option<Number> {
        let t = self.doc.at(i);
        let word = self.doc.word(i);
        let digits = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let head = word.get(..digits)?.trim_end_matches(['.', ',']);
        let literal = literal::parse(head, self.marks)?;
        let mut n = Number::of(literal, i + 1);
        n.suffix = Some(t.start as usize + head.len());
        Some(n)
    }

    /// "hundreds", "tens of thousands": from that much to ten times as much; "handful": as the table says.
    pub(super) fn vague(&self, i: usize) -> Option<Number> {
        let (len, payload) = self.doc.lexicon.phrase(&self.doc.tokens, i, Class::VaguePlural)?;
        let (low, high) = match payload.split_once('-') {
            Some((low, high)) => (literal::payload(low)?, literal::payload(high)?),
            None => (literal::payload(payload)?, literal::payload(payload)?.checked_mul(Decimal::TEN)?),
        };
        let bare = low <= Decimal::from(20) && low != Decimal::from(12);
        if bare && !self.word_is(i + len, "of") {
            return None;
        }
        let mut n = Number::words(low, i + len);
        n.form = Form::Vague;
        n.value = None;
        n.range = Some((low, high));
        Some(n)
    }

    /// "100th", "twenty-first", "the first".
    pub(super) fn ordinal(&self, i: usize) -> Option<Number> {
        let t = self.doc.tokens.get(i)?;
        if t.kind == TokenKind::Mixed {
            let n = self.mixed(i)?;
            let tail = self.doc.text.get(n.suffix?..t.end as usize)?;
            let right = ["st", "nd", "rd", "th"].iter().any(|s| tail.eq_ignore_ascii_case(s));
            return (right && n.plain).then_some(Number { form: Form::Ordinal, suffix: None, ..n });
        }
        if !t.is_word() {
            return None;
        }
        // Any number of cardinal words, then an ordinal one.
        let mut base = Decimal::ZERO;
        let mut at = i;
        if !self.doc.is(i, Class::OrdinalWord) {
            let n = self.compound(i, None, true, 0).filter(|n| n.form == Form::Words)?;
            base = n.value?;
            at = self.past_hyphen(n.end);
            if at == n.end && (self.doc.is_punct(at, '—') || self.doc.is_punct(at, '–')) && self.adjacent(at) && self.adjacent(at + 1) {
                at += 1;
            }
            if self.word_is(at, "and") {
                at += 1;
            }
        }
        let last = self.payload(at, Class::OrdinalWord)?;
        let value = if base.is_zero() {
            last
        } else if last >= Decimal::ONE_HUNDRED {
            base.checked_mul(last)?
        } else {
            let tens = base % Decimal::ONE_HUNDRED;
            let fits = tens.is_zero() || tens >= Decimal::from(20) && (tens % Decimal::TEN).is_zero() && last < Decimal::TEN;
            if !fits {
                return None;
            }
            base.checked_add(last)?
        };
        Some(Number { form: Form::Ordinal, ..Number::words(value, at + 1) })
    }
}
