//! A number with the sign, currency, magnitude and unit beside it.

use rust_decimal::Decimal;

use super::bound::Bounds;
use super::money::Money;
use super::number::{Form, Number};
use super::quantity::{Measured, Reader};
use super::{count, literal, unit};
use crate::claim::FigureKind;
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

impl Reader<'_, '_, '_> {
    /// The number at `i` with the sign, currency and unit beside it.
    pub(super) fn measured(&self, i: usize, floor: usize, second: bool) -> Option<Measured> {
        let doc = self.n.doc;
        let mut start = i;
        let mut prefix = self.n.money_before(i, floor);
        let number = match self.prefixed(i, floor) {
            Some((number, money)) => {
                prefix = Some(money);
                number
            }
            None => self.number(i, floor, &mut start, second)?,
        };
        let suffix_text = number.suffix.and_then(|at| doc.text.get(at..doc.tokens.get(number.end - 1)?.end as usize));
        let mut m = Measured {
            end: number.end,
            start,
            kind: (number.form == Form::Ordinal).then_some(FigureKind::Ordinal),
            unit: None,
            assumed: false,
            scaled: number.scale > Decimal::ONE,
            divisor: Decimal::ONE,
            bounds: Bounds::default(),
            number,
        };
        if m.number.form == Form::Ordinal {
            return Some(m);
        }
        if let Some((at, money)) = prefix {
            m.start = m.start.min(at);
            if let Some(s) = suffix_text {
                self.magnitude_suffix(&mut m, s, true);
            }
            if let Some(end) = self.spaced_magnitude(m.end, true) {
                self.scale(&mut m, end);
            }
            self.set_money(&mut m, money);
            self.cents(&mut m);
            // "$75 U.S.", "$10 million Canadian".
            if m.assumed
                && doc.tokens.get(m.end).is_some_and(|t| t.has(Shape::ALL_CAPS) || doc.word(m.end).contains('.'))
                && let code @ ("USD" | "CAD" | "AUD") = doc.lexicon.payload(doc.at(m.end).word, Class::DollarPrefix)
                && doc.word(m.end).len() > 1
            {
                m.unit = Some(code.to_owned());
                m.assumed = false;
                m.end += 1;
            }
            self.rate(&mut m);
            return Some(m);
        }
        if let Some(s) = suffix_text {
            return self.suffixed(m, s);
        }
        if let Some(end) = self.spaced_magnitude(m.end, false) {
            self.scale(&mut m, end);
        }
        self.behind(&mut m, i);
        Some(m)
    }

    /// The number itself, whatever it is written in.
    pub(super) fn number(&self, i: usize, floor: usize, start: &mut usize, second: bool) -> Option<Number> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let article = i > floor && (self.n.word_is(i - 1, "a") || self.n.word_is(i - 1, "an"));
        match t.kind {
            TokenKind::Number => {
                if let Some(f) = self.n.slashed(i).filter(|f| f.value.is_some_and(|v| v < Decimal::ONE)) {
                    return Some(f);
                }
                self.n.fraction(i).or_else(|| self.n.cardinal(i, true))
            }
            TokenKind::Mixed => self.n.ordinal(i).or_else(|| self.n.cardinal(i, true)),
            TokenKind::Punct => self.n.cardinal(i, true),
            TokenKind::Word if !self.english => None,
            TokenKind::Word => {
                let classes = t.classes;
                if classes.has(Class::FractionWord) && i > 0 && doc.is_punct(i - 1, '-') && !t.has(Shape::SPACED) {
                    return None;
                }
                if classes.has(Class::FractionWord) && !second {
                    if let Some((n, at)) = self.unit_and_a_half(i, floor) {
                        *start = at;
                        return Some(n);
                    }
                    if article && let Some(f) = self.n.fraction(i - 1) {
                        *start = i - 1;
                        return Some(f);
                    }
                    if let Some(f) = self.n.fraction(i) {
                        return Some(f);
                    }
                }
                if classes.has(Class::VaguePlural) {
                    let n = self.n.vague(i)?;
                    if few(&n) {
                        // "a handful of shops"; "a couple of days" and "a couple of hundred" are read from their ends.
                        let unit = self.n.unit(n.end + 1).is_some_and(|u| u.kind == FigureKind::Duration);
                        if !article || unit || doc.is(n.end + 1, Class::Magnitude) {
                            return None;
                        }
                        *start = i - 1;
                    }
                    return Some(n);
                }
                if classes.has(Class::Magnitude) {
                    // "a hundred", "thousand litres"; after "few" or "several" it is vague.
                    let factor = literal::payload(doc.lexicon.payload(t.word, Class::Magnitude))?;
                    let mut n = Number::words(Decimal::ONE, i);
                    if article {
                        *start = i - 1;
                        n.times(factor);
                        n.end = i + 1;
                        let mut rest = self.n.cardinal(i, true).unwrap_or(n);
                        if rest.end <= i {
                            rest = n;
                        }
                        while let Some(more) = self.magnitude_at(rest.end) {
                            rest.times(more);
                            rest.end += 1;
                        }
                        return Some(rest);
                    }
                    if i >= floor + 2 && self.n.word_is(i - 1, "of") && self.n.word_is(i - 2, "couple") {
                        n.times(factor.checked_mul(Decimal::TWO)?);
                        n.end = i + 1;
                        *start = i - 2 - usize::from(i >= floor + 3 && self.n.word_is(i - 3, "a"));
                        return Some(n);
                    }
                    let several = i > floor && ["several", "few", "many"].iter().any(|w| self.n.word_is(i - 1, w));
                    if several {
                        n.form = Form::Vague;
                        n.range = Some((factor, factor.checked_mul(Decimal::TEN)?));
                        n.value = None;
                        n.end = i + 1;
                        return Some(n);
                    }
                    let bare = i > floor && (self.n.word_is(i - 1, "the") || self.n.word_is(i - 1, "this"));
                    if bare || doc.is(i + 1, Class::StreetWord) || factor < Decimal::ONE_HUNDRED {
                        return None;
                    }
                    n.times(factor);
                    n.end = i + 1;
                    return Some(n);
                }
                self.n.ordinal(i).or_else(|| self.n.fraction(i)).or_else(|| self.n.cardinal(i, true))
            }
        }
    }

    /// "a week and a half": the number stands before its unit and behind it.
    pub(super) fn unit_and_a_half(&self, i: usize, floor: usize) -> Option<(Number, usize)> {
        let at = i.checked_sub(4).filter(|at| *at >= floor)?;
        let one = self.n.word_is(at, "a") || self.n.word_is(at, "an");
        self.n.unit(at + 1).filter(|u| u.end == i - 2)?;
        let and = self.n.word_is(i - 2, "and") && (self.n.word_is(i - 1, "a") || self.n.word_is(i - 1, "an"));
        let f = self.n.fraction(i - 1).filter(|f| one && and && f.end == i + 1)?;
        let mut n = Number::words(Decimal::ONE.checked_add(f.value?)?, i + 1);
        n.unit_before = Some(at + 1);
        Some((n, at))
    }

    /// "an hour and 20 minutes": a unit without a number stands before it.
    pub(super) fn led_by_unit(&self, m: &mut Measured, floor: usize) {
        let Some(at) = m.start.checked_sub(3).filter(|at| *at >= floor) else { return };
        let one = self.n.word_is(at, "a") || self.n.word_is(at, "an");
        if one
            && m.divisor > Decimal::ONE
            && self.n.word_is(m.start - 1, "and")
            && let Some((_, large)) = self.n.money_behind(at + 1).filter(|(end, _)| *end == m.start - 1)
            && (m.assumed || m.unit.as_deref() == Some(large.code.as_str()))
            && let Some(v) = m.number.value.filter(|v| *v < Decimal::ONE)
        {
            // "a dollar and 15 cents"
            m.number.value = v.checked_add(Decimal::ONE);
            (m.unit, m.assumed, m.start) = (Some(large.code), large.assumed, at);
            return;
        }
        let Some(large) = self.n.unit(at + 1).filter(|u| one && u.end == m.start - 1 && self.n.word_is(u.end, "and")) else { return };
        let factor = m.unit.as_deref().and_then(|small| unit::factor(&large.name, small));
        if let Some((factor, value)) = factor.zip(m.number.value).filter(|(factor, value)| value < factor) {
            m.number.value = value.checked_add(factor);
            m.number.coefficient = m.number.value;
            m.start = at;
        }
    }

    /// "20 below zero", "15 degrees below zero".
    pub(super) fn below_zero(&self, m: &mut Measured) {
        let degrees = m.unit.as_deref().is_none_or(|u| u.starts_with("degree"));
        if degrees && m.number.form != Form::Ordinal && self.n.word_is(m.end, "below") && self.n.word_is(m.end + 1, "zero") {
            m.number.value = m.number.value.map(|v| -v);
            m.end += 2;
            m.kind = Some(FigureKind::Quantity);
            let scale = self.n.unit(m.end).filter(|u| u.name.starts_with("degree"));
            m.end = scale.as_ref().map_or(m.end, |u| u.end);
            m.unit = m.unit.take().filter(|u| u != "degree").or(scale.map(|u| u.name)).or(Some("degree".to_owned()));
        }
    }

    pub(super) fn magnitude_at(&self, i: usize) -> Option<Decimal> {
        let t = self.n.doc.tokens.get(i)?;
        literal::payload(self.n.doc.lexicon.payload(t.word, Class::Magnitude))
    }

    /// "USD6.72", "Rs20", "US86" behind a dollar sign: letters, then digits.
    pub(super) fn prefixed(&self, i: usize, floor: usize) -> Option<(Number, (usize, Money))> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Mixed)?;
        let word = doc.word(i);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 || letters > 4 {
            return None;
        }
        let literal = literal::parse(word[letters..].trim_end_matches(|c: char| c.is_ascii_alphabetic()), self.n.marks)?;
        let (id, _) = doc.lexicon.find_word(&word[..letters], &mut String::new());
        let dollar = i > floor && doc.is_punct(i - 1, '$') && !t.has(Shape::SPACED);
        let class = if dollar { Class::DollarPrefix } else { Class::MoneyPrefix };
        let payload = doc.lexicon.payload(id, class);
        let code = if payload.is_empty() { super::money::plain_code(doc.lexicon, &word[..letters])? } else { payload };
        if !dollar && code.len() == 3 && payload.is_empty() && word.len() - letters < 2 {
            return None;
        }
        let mut n = Number::words(Decimal::ONE, i + 1);
        (n.form, n.value, n.coefficient) = (Form::Digits, literal.value, literal.value);
        (n.finest, n.coarsest, n.plain, n.whole_digits) = (literal.finest, literal.coarsest, literal.plain, literal.whole_digits);
        let tail = word.len() - word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        n.suffix = (tail > 0).then(|| t.end as usize - tail);
        let money = Money {
            code: code.trim_end_matches('?').chars().take(3).collect(),
            assumed: code.ends_with('?'),
            divisor: Decimal::ONE,
            factor: Decimal::ONE,
        };
        Some((n, (if dollar { i - 1 } else { i }, money)))
    }

    /// Letters that multiply: "bn", "k", "m" behind an amount. Here stand those that their case or the money tells apart.
    pub(super) fn factor(&self, letters: &str, money: bool) -> Option<Decimal> {
        let exponent = match letters {
            "k" | "K" => 3,
            "M" | "MM" => 6,
            "m" | "mm" if money => 6,
            "B" | "b" => 9,
            "T" => 12,
            "t" if money => 12,
            "G" if money => 9,
            _ => {
                let (id, _) = self.n.doc.lexicon.find_word(letters, &mut String::new());
                return literal::payload(self.n.doc.lexicon.payload(id, Class::Magnitude));
            }
        };
        literal::power(exponent)
    }

    pub(super) fn magnitude_suffix(&self, m: &mut Measured, letters: &str, money: bool) {
        if let Some(f) = self.factor(letters, money) {
            m.number.times(f);
            m.number.suffix = None;
            m.scaled = true;
        }
    }

    /// "$ 5 m", "8 B people": a magnitude's letters after a blank.
    pub(super) fn spaced_magnitude(&self, i: usize, money: bool) -> Option<usize> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let word = doc.word(i);
        let right = match word {
            "m" | "b" => money,
            "M" | "B" | "k" | "K" => t.is_word() && doc.tokens.get(i + 1).is_none_or(|n| !n.is_capital()),
            _ => false,
        };
        right.then_some(i + 1)
    }

    pub(super) fn scale(&self, m: &mut Measured, end: usize) {
        if let Some(f) = self.factor(self.n.doc.word(end - 1), true) {
            m.number.times(f);
            m.scaled = true;
            m.end = end;
            m.number.end = end;
        }
    }

    pub(super) fn set_money(&self, m: &mut Measured, money: Money) {
        if money.factor != Decimal::ONE {
            m.number.times(money.factor);
        }
        if money.divisor != Decimal::ONE {
            m.divisor = money.divisor;
            let places = money.divisor.to_string().len() as i32 - 1;
            m.number.value = m.number.value.and_then(|v| v.checked_div(money.divisor));
            m.number.range = m.number.range.and_then(|(a, b)| Some((a.checked_div(money.divisor)?, b.checked_div(money.divisor)?)));
            m.number.finest -= places;
            m.number.coarsest -= places;
        }
        m.kind = Some(FigureKind::Money);
        m.unit = Some(money.code);
        m.assumed = money.assumed;
    }

    /// Digits with letters in the same token.
    pub(super) fn suffixed(&self, mut m: Measured, letters: &str) -> Option<Measured> {
        let doc = self.n.doc;
        let next_noun = || {
            let at = m.end;
            self.n.unit(at).is_some()
                || self.n.money_behind(at).is_some()
                || self.n.word_is(at, "of")
                || !self.n.word_is(at, "long")
                    && count::noun(doc, at, false).is_some_and(|(j, one)| !doc.word(j).eq_ignore_ascii_case(&one))
        };
        if doc.is_punct(m.end, '$') && self.n.adjacent(m.end) {
            // "6.72US$"
            let (id, _) = doc.lexicon.find_word(letters, &mut String::new());
            let code = doc.lexicon.payload(id, Class::DollarPrefix);
            if !code.is_empty() {
                m.end += 1;
                m.number.suffix = None;
                (m.kind, m.unit) = (Some(FigureKind::Money), Some(code.to_owned()));
                return Some(m);
            }
        }
        let i_before = |words: &[&str]| m.number.end >= 2 && words.iter().any(|w| self.n.word_is(m.number.end - 2, w));
        let million = letters == "m" && next_noun();
        if letters == "G" && m.number.plain && m.number.whole_digits == 1 || letters == "D" && m.number.whole_digits == 1 {
            return None;
        }
        if let Some(f) = self.factor(letters, million).filter(|_| !(letters == "b" && m.number.whole_digits > 3)) {
            m.number.times(f);
            m.number.suffix = None;
            m.scaled = true;
            self.behind(&mut m, doc.tokens.len());
            return Some(m);
        }
        if let Some(money) = self.n.money_suffix(letters) {
            self.set_money(&mut m, money);
            self.rate(&mut m);
            return Some(m);
        }
        if letters == "s" && m.number.finest == 0 && !i_before(&["in", "for", "under"]) {
            return None;
        }
        let u = self.n.suffix_unit(letters, m.end)?;
        m.end = u.end;
        let name = self.compound(&mut m, u.name);
        self.set_unit(&mut m, u.kind, name);
        Some(m)
    }

    pub(super) fn set_unit(&self, m: &mut Measured, kind: FigureKind, name: String) {
        m.kind = Some(kind);
        if kind == FigureKind::Percent {
            m.unit = Some(name);
            return;
        }
        if kind == FigureKind::Duration {
            let end = unit::age_end(self.n.doc, m.end);
            if end > m.end {
                m.end = end;
                m.unit = Some(name);
                return;
            }
        }
        let (name, end) = self.n.rated(name, m.end);
        m.end = end;
        if name.contains('/') && kind == FigureKind::Duration || name.contains(" per ") {
            m.kind = Some(FigureKind::Quantity);
        }
        m.unit = Some(name);
    }

    pub(super) fn rate(&self, m: &mut Measured) {
        if let (Some(code), Some((per, end))) = (m.unit.as_ref(), self.n.rate(m.end)) {
            m.unit = Some(format!("{code}/{per}"));
            m.end = end;
        }
    }

    /// The currency or unit behind the number.
    pub(super) fn behind(&self, m: &mut Measured, i: usize) {
        let doc = self.n.doc;
        if let Some(u) = m.number.unit_before.and_then(|at| self.n.unit(at)) {
            (m.kind, m.unit) = (Some(u.kind), Some(u.name));
            return;
        }
        // "1,730.25±0.05 pounds"
        if doc.is_punct(m.end, '±')
            && let Some(t) = doc.tokens.get(m.end + 1).filter(|t| t.kind == TokenKind::Number)
        {
            let _ = t;
            m.end += 2;
        }
        let mut at = m.end;
        let hyphen = doc.is_punct(at, '-')
            && !doc.at(at).has(Shape::SPACED)
            && doc.tokens.get(at + 1).is_some_and(|t| !t.has(Shape::SPACED) && t.is_word());
        at += usize::from(hyphen);
        if m.number.form == Form::Vague && self.n.word_is(at, "of") {
            at += 1;
        }
        let broken = m.number.value.is_some_and(|v| !v.is_integer());
        if m.number.form == Form::Fraction || m.number.form == Form::Words && (m.scaled || broken) {
            // "half an hour", "a quarter of a mile", "six and three quarters of an hour".
            let mut j = at + usize::from(self.n.word_is(at, "of"));
            let article = self.n.word_is(j, "a") || self.n.word_is(j, "an");
            j += usize::from(article);
            if j > at && (article || self.n.unit(j).is_some_and(|u| u.kind != FigureKind::Percent)) {
                at = j;
            }
        }
        let skip = at;
        if doc.tokens.get(at).is_some_and(|t| t.has(Shape::LINE)) {
            return;
        }
        if let Some((end, money)) = self.n.money_behind(at) {
            let weight =
                money.code == "GBP" && money.assumed && !self.sterling && (hyphen || !m.scaled && !self.n.word_is(end, "sterling"));
            if !weight {
                // "75 USD million".
                m.end = end;
                if let Some(f) = self.magnitude_at(end).filter(|_| !m.scaled) {
                    m.number.times(f);
                    m.scaled = true;
                    m.end = end + 1;
                }
                self.set_money(m, money);
                self.cents(m);
                self.rate(m);
                return;
            }
            m.end = end;
            self.set_unit(m, FigureKind::Quantity, "pound".to_owned());
            return;
        }
        // "two more minutes", "3 consecutive years".
        if doc.is(at, Class::Interposed) && self.n.unit(at + 1).is_some_and(|u| u.kind == FigureKind::Duration) {
            at += 1;
        }
        // "2008 second-quarter", "the last two second halves": an ordinal, not the unit.
        let ordinal = doc.is(at, Class::OrdinalWord)
            && (doc.is_punct(at + 1, '-') && !doc.at(at + 1).has(Shape::SPACED)
                || self.n.word_is(at + 1, "quarter")
                || self.n.word_is(at + 1, "half"));
        if let Some(u) = self.n.unit(at).filter(|_| !ordinal) {
            let spaced_letter =
                doc.word(at).len() == 1 && doc.at(at).is_word() && at == skip && i < doc.tokens.len() && m.number.form == Form::Words;
            if !spaced_letter {
                m.end = u.end;
                self.and_a_half(m);
                let name = self.compound(m, u.name);
                self.set_unit(m, u.kind, name);
            }
        }
    }

    /// "9 feet 4 inches", "2 hours and 35 minutes": one amount, in the smaller unit, whose name it gives.
    pub(super) fn compound(&self, m: &mut Measured, name: String) -> String {
        let mut name = name;
        for _ in 0..3 {
            let doc = self.n.doc;
            let mut at = m.end;
            at += usize::from(doc.is_punct(at, ','));
            at += usize::from(self.n.word_is(at, "and"));
            let Some(n) = self.n.cardinal(at, false) else { break };
            // "2 hours 30", "six foot four"
            let small = unit::smaller(&name).filter(|_| !doc.is_punct(m.end, ',') && n.plain && n.suffix.is_none() && self.ends(n.end));
            if let Some((small, factor)) = small.filter(|(_, factor)| n.value.is_some_and(|v| v < *factor)) {
                m.number.value = m.number.value.and_then(|v| v.checked_mul(factor)).zip(n.value).and_then(|(a, b)| a.checked_add(b));
                (m.number.coefficient, m.number.scale, m.number.finest, m.number.coarsest) = (m.number.value, Decimal::ONE, 0, 0);
                m.end = n.end;
                return small.to_owned();
            }
            let suffix = n.suffix.and_then(|s| doc.text.get(s..doc.at(n.end - 1).end as usize));
            let Some(u) = suffix.map_or_else(|| self.n.unit(n.end), |s| self.n.suffix_unit(s, n.end)) else { break };
            let listed = doc.is_punct(m.end, ',') || u.kind == FigureKind::Duration;
            let Some(factor) = unit::factor(&name, &u.name) else { break };
            let part = n.value.filter(|v| !listed || *v < factor);
            let total = m.number.value.and_then(|v| v.checked_mul(factor)).zip(part).and_then(|(a, b)| a.checked_add(b));
            let Some(total) = total else { break };
            (m.number.value, m.number.coefficient, m.number.scale) = (Some(total), Some(total), Decimal::ONE);
            (m.number.finest, m.number.coarsest) = (n.finest, n.finest);
            m.end = u.end;
            name = u.name;
        }
        name
    }

    /// Whether the text or a part of its sentence ends before token `i`.
    fn ends(&self, i: usize) -> bool {
        let closes = |c| matches!(c, '.' | ',' | ';' | '!' | '?' | ')');
        self.n.doc.tokens.get(i).is_none_or(|t| t.word.as_punct().is_some_and(closes) && !self.n.doc.at(i).has(Shape::SPACED))
    }

    /// "five years and a quarter": a fraction of the unit behind it.
    pub(super) fn and_a_half(&self, m: &mut Measured) {
        let at = m.end;
        if self.n.word_is(at, "and")
            && (self.n.word_is(at + 1, "a") || self.n.word_is(at + 1, "an"))
            && ["half", "third", "quarter"].iter().any(|w| self.n.word_is(at + 2, w))
            && self.n.unit(at + 3).is_none()
            && let Some(part) = literal::payload(self.n.doc.lexicon.payload(self.n.doc.at(at + 2).word, Class::FractionWord))
                .and_then(|d| Decimal::ONE.checked_div(d))
        {
            m.number.value = m.number.value.and_then(|v| v.checked_add(part));
            m.end = at + 3;
        }
    }

    /// "15 dollars and 50 cents".
    pub(super) fn cents(&self, m: &mut Measured) {
        let doc = self.n.doc;
        let at = m.end + usize::from(self.n.word_is(m.end, "and"));
        let Some(n) = self.n.cardinal(at, false).filter(|n| n.value.is_some_and(|v| v < Decimal::ONE_HUNDRED)) else {
            return;
        };
        let sub = match n.suffix {
            Some(s) => doc.text.get(s..doc.at(n.end - 1).end as usize).and_then(|s| self.n.money_suffix(s)).map(|m| (n.end, m)),
            None => self.n.money_behind(n.end),
        };
        // "twenty rupees and 43": paise, unsaid.
        let unsaid = sub.is_none()
            && m.end > m.number.end
            && n.plain
            && n.value.is_some_and(|v| v >= Decimal::TEN)
            && self.ends(n.end)
            && m.unit.as_deref().and_then(iso_currency::Currency::from_code).is_some_and(|c| c.exponent() == Some(2));
        if unsaid && !m.scaled && m.number.value.is_some_and(|v| v.is_integer()) {
            let part = n.value.and_then(|v| v.checked_div(Decimal::ONE_HUNDRED));
            m.number.value = m.number.value.zip(part).and_then(|(a, b)| a.checked_add(b));
            (m.number.finest, m.number.coarsest, m.end) = (-2, -2, n.end);
            return;
        }
        if let Some((end, sub)) = sub
            && sub.divisor > Decimal::ONE
            && (m.unit.as_deref() == Some(sub.code.as_str()) || sub.assumed)
            && m.number.value.is_some_and(|v| v.is_integer())
            && let Some(part) = n.value.and_then(|v| v.checked_div(sub.divisor))
        {
            m.number.value = m.number.value.and_then(|v| v.checked_add(part));
            (m.number.finest, m.number.coarsest, m.end) = (-2, -2, end);
        }
    }
}

/// Whether it is a vague word for a few, which is a figure only with what it counts.
pub(super) fn few(n: &Number) -> bool {
    n.form == Form::Vague && n.range.is_some_and(|(low, _)| low < Decimal::TEN)
}
