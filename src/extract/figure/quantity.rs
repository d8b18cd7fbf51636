//! One quantity: bounds, sign, currency, number, range, unit, noun.

use rust_decimal::Decimal;

use super::FUNCTION_WORDS;
use super::bound::{self, Bounds};
use super::money::Money;
use super::number::{Form, Number, Numbers};
use super::{count, literal, name, unit};
use crate::claim::{Figure, FigureKind, Modifier, Precision};
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind, TokenRange};

/// A figure with what the later passes need of it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) figure: Figure,
    pub(super) tokens: TokenRange,
    /// Where the span ends inside its last token.
    pub(super) byte_end: Option<usize>,
    /// The first token of the number itself.
    pub(super) number: usize,
    pub(super) form: Form,
    /// Decimal places written.
    pub(super) places: i32,
    /// What the number written was divided by: 100 for cents.
    pub(super) divisor: Decimal,
    pub(super) equivalent_of: Option<usize>,
}

/// What a number's neighbours make of it.
#[derive(Clone, Debug)]
struct Measured {
    number: Number,
    /// The first token of number, sign and currency.
    start: usize,
    end: usize,
    kind: Option<FigureKind>,
    unit: Option<String>,
    assumed: bool,
    /// Whether it has a magnitude of its own.
    scaled: bool,
    divisor: Decimal,
    bounds: Bounds,
}

pub(super) struct Reader<'n, 'd, 't> {
    n: &'n Numbers<'d, 't>,
    english: bool,
    sterling: bool,
}

impl<'n, 'd, 't> Reader<'n, 'd, 't> {
    pub(super) fn new(n: &'n Numbers<'d, 't>, english: bool) -> Self {
        let sterling = n.doc.tokens.iter().any(|t| t.word.as_punct() == Some('£'));
        Self { n, english, sterling }
    }

    /// Reads the quantity whose number begins at token `i`; gives the first token after it.
    pub(super) fn read(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        if self.idiom(i) {
            return None;
        }
        let mut one = self.measured(i, floor, false)?;
        let doc = self.n.doc;
        let between = one.start.checked_sub(1).is_some_and(|b| b >= floor && self.n.word_is(b, "between"));
        let (start, mut bounds) = bound::before(doc, one.start, floor);
        if one.number.form != Form::Ordinal
            && let Some(two) = self.other_end(&one, between)
        {
            let from = usize::from(between || start > floor && self.n.word_is(start - 1, "from"));
            let end = bound::after(doc, two.end, &mut bounds);
            if let Some(f) = self.range(one, &two, bounds) {
                let start = start - from.min(start - floor);
                out.push(Found { tokens: start..end, ..f });
                return Some(end);
            }
            return None;
        }
        self.ratio(&mut one);
        if one.kind.is_none() && one.number.form != Form::Ordinal && name::is_name(doc, i, &one.number) {
            return Some(one.end);
        }
        self.age(&mut one, i);
        let counted = if one.kind.is_none() && self.english { self.counted(&mut one, i) } else { None };
        if one.kind.is_none() && counted.is_none() && (self.is_no_figure(&one, i) || name::is_model(doc, i, &one.number)) {
            return None;
        }
        if !self.signed(&mut one, i, floor) {
            return Some(one.end);
        }
        let start = start.min(one.start);
        let end = bound::after(doc, one.end, &mut bounds);
        let f = self.figure(one, counted, bounds, start..end, i);
        out.push(f);
        Some(end)
    }

    /// "another hour", "nearly a year", "for a decade", "a couple of days": a unit whose number is a word of another kind.
    pub(super) fn unit_alone(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        let doc = self.n.doc;
        let b = i.checked_sub(1).filter(|b| *b >= floor)?;
        let u = self.n.unit(i).filter(|u| u.kind == FigureKind::Duration)?;
        let (mut at, mut value) = (b, Decimal::ONE);
        let another = self.n.word_is(b, "another");
        let article = self.n.word_is(b, "a") || self.n.word_is(b, "an");
        let couple = self.n.word_is(b, "of") && b > floor && self.n.word_is(b - 1, "couple");
        if couple {
            (at, value) = (b - 1, Decimal::TWO);
            at -= usize::from(at > floor && self.n.word_is(at - 1, "a"));
        }
        let (start, mut bounds) = bound::before(doc, at, floor);
        let hedged = start < at && bounds.modifier.is_some();
        let lasting = at > floor && self.n.word_is(at - 1, "for");
        if !(another || couple || article && (hedged || lasting)) || doc.is(i, Class::OrdinalWord) {
            return None;
        }
        let start = if another { at } else { start };
        if couple && bounds.modifier.is_none() {
            (bounds.modifier, bounds.hedged) = (Some(Modifier::Approx), true);
        }
        let mut number = Number::words(value, i);
        number.end = i;
        let m = Measured {
            number,
            start,
            end: u.end,
            kind: Some(u.kind),
            unit: Some(u.name),
            assumed: false,
            scaled: false,
            divisor: Decimal::ONE,
            bounds: Bounds::default(),
        };
        out.push(self.figure(m, None, bounds, start..u.end, i));
        Some(u.end)
    }

    fn idiom(&self, i: usize) -> bool {
        (i.saturating_sub(3)..=i)
            .any(|at| self.n.doc.lexicon.phrase(&self.n.doc.tokens, at, Class::NoFigure).is_some_and(|(len, _)| at + len > i))
    }

    /// The number at `i` with the sign, currency and unit beside it.
    fn measured(&self, i: usize, floor: usize, second: bool) -> Option<Measured> {
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
    fn number(&self, i: usize, floor: usize, start: &mut usize, second: bool) -> Option<Number> {
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
                let classes = doc.lexicon.classes(t.word);
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
                    return self.n.vague(i);
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

    /// "an hour and a half": the number stands before its unit and behind it.
    fn unit_and_a_half(&self, i: usize, floor: usize) -> Option<(Number, usize)> {
        let at = i.checked_sub(4).filter(|at| *at >= floor)?;
        let one = self.n.word_is(at, "a") || self.n.word_is(at, "an");
        let unit = self.n.unit(at + 1).filter(|u| u.end == i - 2)?;
        let and = self.n.word_is(i - 2, "and") && (self.n.word_is(i - 1, "a") || self.n.word_is(i - 1, "an"));
        let f = self.n.fraction(i - 1).filter(|f| one && and && f.end == i + 1)?;
        let mut n = Number::words(Decimal::ONE.checked_add(f.value?)?, i + 1);
        n.unit_before = Some(at + 1);
        let _ = unit;
        Some((n, at))
    }

    fn magnitude_at(&self, i: usize) -> Option<Decimal> {
        let t = self.n.doc.tokens.get(i)?;
        literal::payload(self.n.doc.lexicon.payload(t.word, Class::Magnitude))
    }

    /// "USD3.14", "Rs20", "US113" behind a dollar sign: letters, then digits.
    fn prefixed(&self, i: usize, floor: usize) -> Option<(Number, (usize, Money))> {
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
        let code = if payload.is_empty() { super::money::iso(&word[..letters])? } else { payload };
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

    /// Letters that multiply: "bn", "k", "m" behind an amount.
    fn factor(&self, letters: &str, money: bool) -> Option<Decimal> {
        let exponent = match letters {
            "k" | "K" => 3,
            "M" | "mn" | "Mn" | "mln" | "mio" => 6,
            "m" | "mm" | "MM" if money => 6,
            "MM" => 6,
            "B" | "bn" | "Bn" | "BN" | "bln" => 9,
            "b" => 9,
            "T" | "tn" | "trn" => 12,
            "t" if money => 12,
            "G" if money => 9,
            _ => {
                let (id, _) = self.n.doc.lexicon.find_word(letters, &mut String::new());
                return literal::payload(self.n.doc.lexicon.payload(id, Class::Magnitude));
            }
        };
        literal::power(exponent)
    }

    fn magnitude_suffix(&self, m: &mut Measured, letters: &str, money: bool) {
        if let Some(f) = self.factor(letters, money) {
            m.number.times(f);
            m.number.suffix = None;
            m.scaled = true;
        }
    }

    /// "$ 5 m", "8 B people": a magnitude's letters after a blank.
    fn spaced_magnitude(&self, i: usize, money: bool) -> Option<usize> {
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

    fn scale(&self, m: &mut Measured, end: usize) {
        if let Some(f) = self.factor(self.n.doc.word(end - 1), true) {
            m.number.times(f);
            m.scaled = true;
            m.end = end;
            m.number.end = end;
        }
    }

    fn set_money(&self, m: &mut Measured, money: Money) {
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
    fn suffixed(&self, mut m: Measured, letters: &str) -> Option<Measured> {
        let doc = self.n.doc;
        let next_noun = || {
            let at = m.end;
            self.n.unit(at).is_some()
                || self.n.money_behind(at).is_some()
                || self.n.word_is(at, "of")
                || !self.n.word_is(at, "long")
                    && count::noun(doc, at, false).is_some_and(|(j, one)| !doc.word(j).eq_ignore_ascii_case(&one))
        };
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

    fn set_unit(&self, m: &mut Measured, kind: FigureKind, name: String) {
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

    fn rate(&self, m: &mut Measured) {
        if let (Some(code), Some((per, end))) = (m.unit.as_ref(), self.n.rate(m.end)) {
            m.unit = Some(format!("{code}/{per}"));
            m.end = end;
        }
    }

    /// The currency or unit behind the number.
    fn behind(&self, m: &mut Measured, i: usize) {
        let doc = self.n.doc;
        if let Some(u) = m.number.unit_before.and_then(|at| self.n.unit(at)) {
            (m.kind, m.unit) = (Some(u.kind), Some(u.name));
            return;
        }
        // "2,000.45±0.01 pounds"
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
        if m.number.form == Form::Fraction || m.number.form == Form::Words && m.scaled {
            // "half an hour", "a quarter of a mile".
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
        for word in
            ["more", "additional", "fewer", "straight", "consecutive", "full", "long", "whole", "extra", "short", "further", "other"]
        {
            if self.n.word_is(at, word) && self.n.unit(at + 1).is_some_and(|u| u.kind == FigureKind::Duration) {
                at += 1;
                break;
            }
        }
        if let Some(u) = self.n.unit(at) {
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

    /// "7 feet 10 inches", "1 hour and 30 minutes": one amount, in the smaller unit, whose name it gives.
    fn compound(&self, m: &mut Measured, name: String) -> String {
        let mut name = name;
        for _ in 0..3 {
            let doc = self.n.doc;
            let mut at = m.end;
            at += usize::from(doc.is_punct(at, ','));
            at += usize::from(self.n.word_is(at, "and"));
            let Some(n) = self.n.cardinal(at, false) else { break };
            let suffix = n.suffix.and_then(|s| doc.text.get(s..doc.at(n.end - 1).end as usize));
            let Some(u) = suffix.map_or_else(|| self.n.unit(n.end), |s| self.n.suffix_unit(s, n.end)) else { break };
            let Some(factor) = unit::factor(&name, &u.name) else { break };
            let total =
                m.number.value.and_then(|v| v.checked_mul(factor)).zip(n.value.filter(|v| *v < factor)).and_then(|(a, b)| a.checked_add(b));
            let Some(total) = total else { break };
            (m.number.value, m.number.coefficient, m.number.scale) = (Some(total), Some(total), Decimal::ONE);
            (m.number.finest, m.number.coarsest) = (n.finest, n.finest);
            m.end = u.end;
            name = u.name;
        }
        name
    }

    /// "one year and a quarter": a fraction of the unit behind it.
    fn and_a_half(&self, m: &mut Measured) {
        let at = m.end;
        if self.n.word_is(at, "and")
            && (self.n.word_is(at + 1, "a") || self.n.word_is(at + 1, "an"))
            && let Some(f) = self.n.fraction(at + 2).filter(|f| f.end == at + 3)
            && self.n.unit(f.end).is_none()
        {
            m.number.value = m.number.value.zip(f.value).and_then(|(a, b)| a.checked_add(b));
            m.end = f.end;
        }
    }

    /// "15 dollars and 50 cents".
    fn cents(&self, m: &mut Measured) {
        let doc = self.n.doc;
        let at = m.end + usize::from(self.n.word_is(m.end, "and"));
        let Some(n) = self.n.cardinal(at, false).filter(|n| n.value.is_some_and(|v| v < Decimal::ONE_HUNDRED)) else {
            return;
        };
        let sub = match n.suffix {
            Some(s) => doc.text.get(s..doc.at(n.end - 1).end as usize).and_then(|s| self.n.money_suffix(s)).map(|m| (n.end, m)),
            None => self.n.money_behind(n.end),
        };
        if let Some((end, sub)) = sub
            && sub.divisor > Decimal::ONE
            && let Some(part) = n.value.and_then(|v| v.checked_div(sub.divisor))
        {
            m.number.value = m.number.value.and_then(|v| v.checked_add(part));
            m.end = end;
        }
    }

    /// The other end of a range: "to 15 billion", "-20", "and 17kHz" after "between".
    fn other_end(&self, one: &Measured, between: bool) -> Option<Measured> {
        let doc = self.n.doc;
        let at = one.end;
        let t = doc.tokens.get(at)?;
        let dash = t.word.as_punct().is_some_and(|c| matches!(c, '-' | '–' | '—' | '~' | '‑'));
        let words = self.n.word_is(at, "to")
            || between && (self.n.word_is(at, "and") || self.n.word_is(at, "to"))
            || self.n.word_is(at, "or") && false;
        let slash = doc.is_punct(at, '/') && one.kind == Some(FigureKind::Money);
        if !dash && !words && !slash {
            return None;
        }
        let mut j = at + 1;
        let hyphened = dash && !t.has(Shape::SPACED);
        // "0-to-60 mph"
        let spelt = hyphened && self.n.word_is(j, "to") && doc.is_punct(j + 1, '-');
        if spelt {
            j += 2;
        }
        // A dash with a blank on one side only is a sign or a bullet.
        if dash && t.has(Shape::SPACED) != doc.tokens.get(j).is_some_and(|n| n.has(Shape::SPACED)) {
            return None;
        }
        for word in ["about", "around", "nearly", "roughly", "almost", "over", "some"] {
            if self.n.word_is(j, word) {
                j += 1;
                break;
            }
        }
        // Currency signs before the second number.
        let mut k = j;
        while k < j + 3
            && doc.tokens.get(k).is_some_and(|t| {
                t.word.as_punct().is_some_and(|c| super::money::sign(c).is_some())
                    || doc.is(k, Class::DollarPrefix) && doc.is_punct(k + 1, '$')
            })
        {
            k += 1;
        }
        let t = doc.tokens.get(k)?;
        let negative = k == j && doc.is_punct(k, '-');
        if negative || !matches!(t.kind, TokenKind::Number | TokenKind::Mixed | TokenKind::Word) && !doc.is_punct(k, '.') {
            return None;
        }
        if t.is_word() && !doc.is(k, Class::NumberWord) && !self.n.word_is(k, "a") {
            return None;
        }
        let k = k + usize::from(self.n.word_is(k, "a"));
        let two = self.measured(k, j.min(k), true)?;
        if two.number.form == Form::Ordinal || two.number.form == Form::Vague || one.number.form == Form::Vague {
            return None;
        }
        let (a, b) = (one.number.value?, two.number.value?);
        let from = one.start.checked_sub(1).is_some_and(|b| self.n.word_is(b, "from"));
        if spelt && two.kind.is_none() {
            return None;
        }
        if one.kind == Some(FigureKind::Money) && two.kind == one.kind && !one.assumed && !two.assumed && one.unit != two.unit {
            return None;
        }
        let same = match (one.kind, two.kind) {
            (Some(x), Some(y)) => {
                x == y
                    && (x != FigureKind::Quantity
                        || one.unit == two.unit
                        || one.unit.as_deref().is_some_and(|u| two.unit.as_deref().is_some_and(|v| v.starts_with(u))))
                    || x == FigureKind::Money && y == x
            }
            (None, Some(_)) => true,
            (Some(x), None) => words && x != FigureKind::Duration && (between || from) || slash || dash && x == FigureKind::Percent,
            (None, None) => true,
        };
        if !same {
            return None;
        }
        if words && !between && one.kind.is_none() && two.kind.is_none() {
            if !from && a >= b {
                return None;
            }
        }
        if dash && one.kind.is_none() {
            // "2-1", "555-1212": a score or a code.
            let both = two.kind.is_some() || two.scaled || a >= Decimal::ONE_HUNDRED || one.scaled;
            let counted = both || count::noun(doc, two.end, false).is_some();
            let code = two.kind.is_none() && one.number.whole_digits == 3 && two.number.whole_digits == 4 && one.number.plain;
            if !counted || a >= b || code || doc.is_punct(two.end, '-') || one.start > 0 && doc.is_punct(one.start - 1, '-') {
                return None;
            }
            if doc.tokens.get(one.start).is_some_and(|t| !t.has(Shape::SPACED)) && one.start > 0 && doc.at(one.start - 1).is_word() {
                return None;
            }
        }
        Some(two)
    }

    fn range(&self, one: Measured, two: &Measured, bounds: Bounds) -> Option<Found> {
        let doc = self.n.doc;
        let mut two = two.clone();
        // A third value: "24.2 to 33-35 billion".
        if two.kind.is_none() || two.number.form == Form::Digits {
            if let Some(three) = self.other_end(&two, false).filter(|_| doc.is_punct(two.end, '-')) {
                two = three;
            }
        }
        let mut first = one.number;
        let (a, b) = (first.coefficient?, two.number.coefficient?);
        if !one.scaled && two.scaled && a <= b {
            first.times(two.number.scale);
        }
        let (mut low, mut high) = (first.value?, two.number.value?);
        if one.kind.is_none() && two.unit.is_some() && two.number.scale == Decimal::ONE && two.number.value != two.number.coefficient {
            // The unit's divisor (cents) holds for both.
            if let (Some(v), Some(c)) = (two.number.value, two.number.coefficient)
                && let Some(factor) = v.checked_div(c)
            {
                low = low.checked_mul(factor)?;
            }
        }
        if low > high {
            std::mem::swap(&mut low, &mut high);
        }
        let mut end = two.end;
        let kind = two.kind.or(one.kind);
        let mut unit = match (&one.unit, &two.unit) {
            (Some(a), Some(b)) if a.contains('/') && !b.contains('/') => Some(a.clone()),
            (Some(a), Some(_)) if one.kind == Some(FigureKind::Money) && two.assumed && !one.assumed => Some(a.clone()),
            (a, b) => b.clone().or_else(|| a.clone()),
        };
        let mut kind = kind;
        if kind.is_none() && one.start.checked_sub(1).is_some_and(|b| ["aged", "ages", "age"].iter().any(|w| self.n.word_is(b, w))) {
            kind = Some(FigureKind::Duration);
            unit = Some("year".to_owned());
        }
        if kind.is_none()
            && self.english
            && let Some((_, noun)) = count::noun(doc, end, false)
        {
            unit = Some(noun);
            kind = Some(FigureKind::Count);
        }
        end = end.max(one.end);
        let figure = Figure {
            kind: kind.unwrap_or(FigureKind::Number),
            low: Some(low.normalize()),
            high: Some(high.normalize()),
            unit,
            unit_assumed: one.assumed && two.assumed || one.kind.is_none() && two.assumed,
            modifier: bounds.modifier.filter(|m| *m == Modifier::Approx),
            hedged: bounds.hedged,
            reported: bounds.reported,
            precision: precision(first.finest.min(two.number.finest), first.coarsest.min(two.number.coarsest), first.form),
            ..Figure::default()
        };
        Some(Found {
            figure,
            tokens: one.start..end,
            byte_end: None,
            number: one.start,
            form: first.form,
            places: two.number.finest,
            divisor: Decimal::ONE,
            equivalent_of: None,
        })
    }

    /// "one in five", "two out of three".
    fn ratio(&self, m: &mut Measured) {
        if m.kind.is_some() || m.scaled || !matches!(m.number.form, Form::Words | Form::Digits) {
            return;
        }
        let out_of = self.n.word_is(m.end, "out") && self.n.word_is(m.end + 1, "of");
        let at = m.end + if out_of { 2 } else { 1 };
        let over = self.n.word_is(m.end, "over") && m.number.form == Form::Words && m.start == m.number.end - 1;
        if !out_of && !over && !(self.n.word_is(m.end, "in") && m.number.value == Some(Decimal::ONE)) {
            return;
        }
        let every = usize::from(self.n.word_is(at, "every"));
        let Some(n) = self.n.cardinal(at + every, true).filter(|n| n.suffix.is_none()) else { return };
        let (Some(a), Some(b)) = (m.number.value, n.value) else { return };
        if a < b && b < Decimal::from(100_000_000) && self.n.unit(n.end).is_none() && self.n.money_behind(n.end).is_none() {
            m.number.value = a.checked_div(b);
            m.number.form = Form::Fraction;
            (m.number.finest, m.number.coarsest) = (-9, -9);
            m.end = n.end;
            m.number.end = n.end;
        }
    }

    /// "aged 12", "who was 10", ", 65,": an age without its unit.
    fn age(&self, m: &mut Measured, i: usize) {
        let doc = self.n.doc;
        if m.kind.is_some() || m.scaled || !m.number.plain || m.number.value.is_none_or(|v| v > Decimal::from(120) || v < Decimal::ONE) {
            return;
        }
        let Some(b) = m.start.checked_sub(1) else { return };
        let closes = |j: usize| {
            doc.tokens.get(j).is_none_or(|t| t.word.as_punct().is_some_and(|c| matches!(c, ',' | '.' | ';' | ')' | '—' | '–' | '”' | '"')))
        };
        let aged = self.n.word_is(b, "aged")
            || self.n.word_is(b, "age")
            || self.n.word_is(b, "ages")
            || self.n.word_is(b, "of") && b > 0 && self.n.word_is(b - 1, "age");
        let apposition = doc.is_punct(b, ',')
            && closes(m.end)
            && m.number.form == Form::Digits
            && m.number.whole_digits < 3
            && b > 0
            && doc.at(b - 1).is_word()
            && doc.at(b - 1).is_capital()
            && !doc.is(b - 1, Class::Month)
            && !doc.is(b - 1, Class::Weekday);
        let person = |j: usize| {
            let p = doc.lexicon.payload(doc.at(j).word, Class::Pronoun);
            matches!(p, "3ms" | "3fs" | "1s") || self.n.word_is(j, "who")
        };
        let mut v = b;
        if self.n.word_is(v, "about")
            || self.n.word_is(v, "around")
            || self.n.word_is(v, "only")
            || self.n.word_is(v, "just")
            || self.n.word_is(v, "be")
        {
            v = v.saturating_sub(1);
        }
        let turned = self.n.word_is(v, "turned") || self.n.word_is(v, "turns");
        let is = (doc.is(v, Class::Auxiliary) && doc.lexicon.payload(doc.at(v).word, Class::Auxiliary) == "be"
            || doc.is(v, Class::Modal)
            || turned)
            && v > 0
            && person(v - 1);
        let free = closes(m.end) || doc.lexicon.classes(doc.at(m.end).word).meets(FUNCTION_WORDS) && !self.n.word_is(m.end, "of");
        if aged || apposition || is && free && doc.at(i).kind != TokenKind::Punct {
            m.kind = Some(FigureKind::Duration);
            m.unit = Some("year".to_owned());
        }
    }

    /// The noun counted.
    fn counted(&self, m: &mut Measured, i: usize) -> Option<String> {
        let doc = self.n.doc;
        if m.number.form == Form::Fraction {
            return None;
        }
        let one = m.number.value == Some(Decimal::ONE) && !m.scaled;
        if self.n.word_is(m.end, "who") {
            m.kind = Some(FigureKind::Count);
            return Some("person".to_owned());
        }
        if one && m.number.form == Form::Words && !self.counts_one(m, i) {
            return None;
        }
        let (_, noun) = count::noun(doc, m.end, one)?;
        m.kind = Some(FigureKind::Count);
        Some(noun)
    }

    /// Whether "one" counts, and is no pronoun.
    fn counts_one(&self, m: &Measured, i: usize) -> bool {
        let doc = self.n.doc;
        let before = i.checked_sub(1);
        if doc.at(i).has(Shape::POSSESSIVE) {
            return false;
        }
        let determined = before.is_some_and(|b| {
            doc.is(b, Class::Determiner)
                || doc.is(b, Class::Shift)
                || doc.is(b, Class::OrdinalWord)
                || doc.is(b, Class::Adjective) && !doc.is_punct(b, ',')
        });
        !determined && !doc.tokens.get(m.end).is_none_or(|t| t.word.as_punct().is_some_and(|c| c != '-'))
    }

    /// Numbers without unit or noun that say nothing: the pronoun "one", a list's digit.
    fn is_no_figure(&self, m: &Measured, i: usize) -> bool {
        let doc = self.n.doc;
        let one = m.number.value == Some(Decimal::ONE);
        if m.number.form == Form::Words && one && !m.scaled && m.number.end == i + 1 {
            let signed = i.checked_sub(1).is_some_and(|b| self.n.word_is(b, "minus") || self.n.word_is(b, "negative"));
            return doc.tokens.len() > 1 && !signed;
        }
        // "zero", "nil" and "naught" before a noun or as a word of its own.
        m.number.form == Form::Vague && false
    }

    /// Takes the sign before the number. False where a hyphen shows that it is no number.
    fn signed(&self, m: &mut Measured, i: usize, floor: usize) -> bool {
        let doc = self.n.doc;
        let negate = |m: &mut Measured, start: usize| {
            m.number.value = m.number.value.map(|v| -v);
            m.start = start;
        };
        let Some(b) = m.start.checked_sub(1).filter(|b| *b >= floor) else { return true };
        let minus = |c: char| matches!(c, '-' | '−' | '–');
        if doc.at(b).word.as_punct().is_some_and(minus) {
            let adjacent = !doc.at(m.start).has(Shape::SPACED);
            let free = doc.at(b).has(Shape::SPACED) || b == 0 || doc.at(b - 1).word.as_punct().is_some();
            let code = m.kind.is_none() && b > 0 && doc.at(b - 1).has(Shape::ALL_CAPS);
            if adjacent && code {
                return false;
            }
            if adjacent && free || b == 0 && doc.tokens.len() < 8 {
                negate(m, b);
                return true;
            }
            if adjacent && b > floor && (self.n.word_is(b - 1, "minus") || self.n.word_is(b - 1, "negative")) {
                negate(m, b - 1);
                return true;
            }
            if adjacent && b > floor && self.n.word_is(b - 1, "sub") {
                m.bounds.modifier = Some(Modifier::LessThan);
                m.start = b - 1;
                return true;
            }
        }
        if self.n.word_is(b, "minus") || self.n.word_is(b, "negative") {
            negate(m, b);
        }
        // "$-50.8bn"
        if m.start < i && doc.at(i - 1).word.as_punct().is_some_and(minus) && m.kind == Some(FigureKind::Money) {
            let start = m.start;
            negate(m, start);
        }
        true
    }

    fn figure(&self, m: Measured, counted: Option<String>, bounds: Bounds, tokens: TokenRange, i: usize) -> Found {
        let n = m.number;
        let value = n.value.map(|v| v.normalize());
        let modifier = m.bounds.modifier.or(bounds.modifier).or((n.form == Form::Vague).then_some(Modifier::Approx));
        let (mut low, mut high) = n.range.map_or((None, None), |(a, b)| (Some(a.normalize()), Some(b.normalize())));
        match modifier {
            Some(Modifier::LessThan | Modifier::AtMost) if value.is_some() => high = value,
            Some(Modifier::MoreThan | Modifier::AtLeast) if value.is_some() => low = value,
            _ => {}
        }
        let overflow = value.is_none() && n.range.is_none();
        let figure = Figure {
            kind: m.kind.unwrap_or(FigureKind::Number),
            value,
            low,
            high,
            unit: m.unit.or(counted),
            unit_assumed: m.assumed,
            modifier,
            hedged: bounds.hedged,
            reported: bounds.reported,
            precision: if overflow { None } else { precision(n.finest, n.coarsest, n.form) },
            without_value: overflow.then(|| "more than 28 digits".to_owned()),
            ..Figure::default()
        };
        Found {
            figure,
            tokens,
            byte_end: None,
            number: i,
            form: n.form,
            places: n.finest + m_places(m.divisor),
            divisor: m.divisor,
            equivalent_of: None,
        }
    }
}

/// The decimal places that a subunit took.
fn m_places(divisor: Decimal) -> i32 {
    divisor.to_string().len() as i32 - 1
}

fn precision(finest: i32, coarsest: i32, form: Form) -> Option<Precision> {
    if matches!(form, Form::Fraction | Form::Ordinal) {
        return None;
    }
    Some(Precision { finest: literal::power(finest)?, coarsest: literal::power(coarsest.max(finest))? })
}
