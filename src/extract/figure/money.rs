//! Currencies before and behind an amount.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::number::Numbers;
use crate::lexicon::{Class, WordId};
use crate::text::{Document, Shape, TokenKind};

/// A currency as the text names it.
#[derive(Clone, Debug)]
pub(super) struct Money {
    pub(super) code: String,
    /// Whether the word or sign alone does not tell which.
    pub(super) assumed: bool,
    /// What the amount is to be divided by.
    pub(super) divisor: Decimal,
    /// What the amount is to be multiplied with.
    pub(super) factor: Decimal,
}

impl Money {
    fn of_payload(payload: &str) -> Option<Self> {
        let (code, divisor) = payload.split_once('/').unwrap_or((payload, "1"));
        let (code, factor) = code.split_once('*').unwrap_or((code, "1"));
        let assumed = code.ends_with('?');
        let code = code.trim_end_matches('?').to_owned();
        Some(Self { code, assumed, divisor: divisor.parse().ok()?, factor: factor.parse().ok()? })
    }

    fn code(code: &str, assumed: bool) -> Self {
        Self { code: code.to_owned(), assumed, divisor: Decimal::ONE, factor: Decimal::ONE }
    }
}

/// The currency of a sign.
pub(super) const fn sign(c: char) -> Option<(&'static str, bool)> {
    Some(match c {
        '$' => ("USD", true),
        '£' | '￡' => ("GBP", true),
        '€' => ("EUR", false),
        '¥' | '￥' => ("JPY", true),
        '₹' | '₨' => ("INR", false),
        '₩' => ("KRW", false),
        '₽' => ("RUB", false),
        '₺' => ("TRY", false),
        '₿' => ("BTC", false),
        '₪' => ("ILS", false),
        '₫' => ("VND", false),
        '₦' => ("NGN", false),
        '₱' => ("PHP", false),
        '฿' => ("THB", false),
        '₡' => ("CRC", false),
        '₴' => ("UAH", false),
        '₸' => ("KZT", false),
        '₵' => ("GHS", false),
        '₲' => ("PYG", false),
        '₭' => ("LAK", false),
        '₮' => ("MNT", false),
        '₼' => ("AZN", false),
        '₾' => ("GEL", false),
        '֏' => ("AMD", false),
        '؋' => ("AFN", false),
        '৳' => ("BDT", false),
        '៛' => ("KHR", false),
        _ => return None,
    })
}

/// The dollar that a bare sign means in a country; the code of a currency begins with its country's.
pub(super) fn home_dollar(doc: &Document<'_>, country: &str) -> Option<&'static str> {
    let (word, _) = doc.lexicon.find_word(country, &mut String::new());
    let code = doc.lexicon.payload(word, Class::DollarPrefix);
    let own = code.ends_with('D') && code.get(..2).is_some_and(|c| c.eq_ignore_ascii_case(country));
    own.then(|| iso(code)).flatten()
}

/// Codes that in capitals are words or names more often ("TOP 10", "COP 26"), and those of no currency.
const WORDS: &[&str] = &["ALL", "TOP", "TRY", "CUP", "MOP", "GEL", "COP", "PEN", "BAM", "SOS", "MAD", "BOB", "RON", "XXX", "XTS"];

/// An ISO 4217 code in capitals.
pub(super) fn iso(word: &str) -> Option<&'static str> {
    (word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) && !WORDS.contains(&word))
        .then(|| Currency::from_code(word))
        .flatten()
        .map(|c| c.code())
}

impl Numbers<'_, '_> {
    /// The currency that ends right before token `i`, and the token where it begins.
    pub(super) fn money_before(&self, i: usize, floor: usize) -> Option<(usize, Money)> {
        let doc = self.doc;
        let at = i.checked_sub(1).filter(|at| *at >= floor)?;
        let t = doc.at(at);
        if let Some(c) = t.word.as_punct() {
            if c == '=' && at > floor && doc.word(at - 1) == "Y" && !t.has(Shape::SPACED) {
                return Some((at - 1, Money::code("JPY", false)));
            }
            if c == '-' && at > floor && !doc.at(i).has(Shape::SPACED) && doc.at(at - 1).word.as_punct().is_some_and(|c| sign(c).is_some())
            {
                return self.money_before(at, floor);
            }
            let (code, assumed) = sign(c)?;
            if c == '$'
                && let Some(before) = at.checked_sub(1).filter(|b| *b >= floor)
            {
                let b = doc.at(before);
                let joined = !t.has(Shape::SPACED);
                let upper = b.has(Shape::ALL_CAPS) || doc.word(before).bytes().all(|c| c.is_ascii_uppercase() || c == b'.');
                let spaced = (upper && doc.word(before) != "A" || doc.at(i).has(Shape::SPACED)) && matches!(doc.word(before).len(), 1..=4);
                let word = doc.lexicon.payload(b.word, Class::DollarPrefix);
                let common = b.classes.meets(super::FUNCTION_WORDS) && !upper && !doc.word(before).eq_ignore_ascii_case("us");
                if !word.is_empty() && (joined || spaced && !common) && b.is_word() {
                    return Some((before, Money::code(word, false)));
                }
                if let Some(code) = iso(doc.word(before)) {
                    return Some((before, Money::code(code, false)));
                }
            }
            return Some((at, Money::code(code, assumed)));
        }
        if !t.is_word() {
            return None;
        }
        if let Some(code) = iso(doc.word(at)) {
            return Some((at, Money::code(code, false)));
        }
        if let Some(start) = at.checked_sub(1).filter(|s| *s >= floor)
            && let Some((2, payload)) = doc.lexicon.phrase(&doc.tokens, start, Class::MoneyPrefix)
        {
            return Money::of_payload(payload).map(|m| (start, m));
        }
        let payload = doc.lexicon.payload(t.word, Class::MoneyPrefix);
        (!payload.is_empty()).then(|| Money::of_payload(payload).map(|m| (at, m)))?
    }

    /// The currency that begins at token `i`: a word, a code, or a sign right behind the digits.
    pub(super) fn money_behind(&self, i: usize) -> Option<(usize, Money)> {
        let doc = self.doc;
        let t = doc.tokens.get(i)?;
        if let Some(c) = t.word.as_punct() {
            let (code, assumed) = sign(c)?;
            // "10 $ 30": the sign belongs to the number before it unless digits follow without a blank.
            let next = doc.tokens.get(i + 1);
            let taken = next.is_some_and(|n| matches!(n.kind, TokenKind::Number | TokenKind::Mixed) && !n.has(Shape::SPACED));
            return (!taken).then(|| (i + 1, Money::code(code, assumed)));
        }
        if t.kind == TokenKind::Number {
            return None;
        }
        if let Some((len, payload)) = doc.lexicon.phrase(&doc.tokens, i, Class::Currency) {
            return Money::of_payload(payload).map(|m| (i + len, m));
        }
        if let Some(code) = iso(doc.word(i)) {
            return Some((i + 1, Money::code(code, false)));
        }
        if (doc.word(i) == "US" || doc.word(i) == "U.S.")
            && let Some((len, payload)) = doc.lexicon.phrase(&doc.tokens, i + 1, Class::Currency)
            && payload.starts_with("USD")
        {
            return Some((i + 1 + len, Money { assumed: false, ..Money::of_payload(payload)? }));
        }
        if doc.word(i) == "RM" || doc.is(i, Class::MoneyPrefix) && t.has(Shape::ALL_CAPS) {
            return Money::of_payload(doc.lexicon.payload(t.word, Class::MoneyPrefix)).map(|m| (i + 1, m));
        }
        None
    }

    /// The currency that the letters behind the digits name.
    pub(super) fn money_suffix(&self, suffix: &str) -> Option<Money> {
        match suffix {
            "p" => return Some(Money { divisor: Decimal::ONE_HUNDRED, ..Money::code("GBP", false) }),
            "c" | "¢" => return Some(Money { divisor: Decimal::ONE_HUNDRED, ..Money::code("USD", true) }),
            _ => {}
        }
        if let Some(code) = iso(suffix) {
            return Some(Money::code(code, false));
        }
        let (word, _) = self.doc.lexicon.find_word(suffix, &mut String::new());
        if word == WordId::UNKNOWN || suffix.len() < 2 {
            return None;
        }
        let payload = self.doc.lexicon.payload(word, Class::Currency);
        if !payload.is_empty() {
            return Money::of_payload(payload);
        }
        let payload = self.doc.lexicon.payload(word, Class::MoneyPrefix);
        if payload.is_empty() { None } else { Money::of_payload(payload) }
    }
}
