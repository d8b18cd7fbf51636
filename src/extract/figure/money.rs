//! Currencies before and behind an amount.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::number::Numbers;
use super::quantity::Found;
use crate::claim::FigureKind;
use crate::lexicon::{Class, Lexicon, WordId};
use crate::text::{Document, Shape, Token, TokenKind};

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

/// The currency of a sign, and whether the sign alone does not tell which. Marks are no words, so no table holds them.
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

/// The code that stands for all currencies of one word or sign.
fn family<'t>(lexicon: &'t Lexicon, code: &'t str) -> &'t str {
    let family = lexicon.payload(lexicon.word(&code.to_ascii_lowercase()), Class::Shares);
    if family.is_empty() { code } else { family }
}

/// The currency of that word or sign in a country; the code of a currency begins with its country's.
fn at_home(lexicon: &Lexicon, country: &str, family: &str) -> Option<&'static str> {
    let country = country.to_ascii_lowercase();
    ('a'..='z').find_map(|c| {
        let code = format!("{country}{c}");
        (lexicon.payload(lexicon.word(&code), Class::Shares) == family).then(|| iso(&code.to_ascii_uppercase())).flatten()
    })
}

/// Reads what a bare word or sign leaves open: after the one currency of that word which the text names in full
/// ("Pakistani rupees … 500 rupees"), else after the country. A sign is not read after a name beside it, which
/// often stands there to tell the two apart ("C$5", "$4").
pub(super) fn settle(doc: &Document<'_>, country: Option<&str>, found: &mut [Found]) {
    let lexicon = doc.lexicon;
    let bare = |unit: &str| unit.find('/').unwrap_or(unit.len());
    if !found.iter().any(|f| f.figure.unit_assumed) {
        return;
    }
    // Each family with the one currency of it that is named, or none where several are.
    let mut named: Vec<(String, Option<String>)> = Vec::new();
    for f in found.iter().filter(|f| f.figure.kind == FigureKind::Money && !f.figure.unit_assumed) {
        let Some(unit) = f.figure.unit.as_deref() else { continue };
        let code = &unit[..bare(unit)];
        let family = family(lexicon, code);
        match named.iter_mut().find(|(known, _)| known == family) {
            Some((_, one)) => *one = one.take().filter(|c| c == code),
            None => named.push((family.to_owned(), Some(code.to_owned()))),
        }
    }
    for f in found {
        let Some(unit) = f.figure.unit.as_deref().filter(|_| f.figure.unit_assumed) else { continue };
        let (code, per) = unit.split_at(bare(unit));
        let family = family(lexicon, code);
        let signed = f.tokens.clone().any(|t| doc.at(t).word.as_punct().is_some_and(|c| sign(c).is_some()));
        let first = named.iter().find(|(known, _)| known == family && !signed).and_then(|(_, one)| one.as_deref());
        let settled = match first {
            Some(code) => Some((format!("{code}{per}"), false)),
            None => country.and_then(|c| at_home(lexicon, c, family)).map(|code| (format!("{code}{per}"), true)),
        };
        if let Some((unit, assumed)) = settled {
            (f.figure.unit, f.figure.unit_assumed) = (Some(unit), assumed);
        }
    }
}

/// An ISO 4217 code in capitals.
fn iso(word: &str) -> Option<&'static str> {
    let code = || Currency::from_code(word).filter(|c| !matches!(c, Currency::XXX | Currency::XTS));
    (word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())).then(code).flatten().map(|c| c.code())
}

/// A code in capitals that is a word or name no more often.
pub(super) fn plain_code(lexicon: &Lexicon, word: &str) -> Option<&'static str> {
    iso(word).filter(|_| !lexicon.is(lexicon.find_word(word, &mut String::new()).0, Class::CurrencyWord))
}

/// Whether an amount of money plainly begins at token `i`, so that a word in capitals before it is a code: "RON 20
/// million", "COP 500,000", "MAD 3m". In a heading in capitals it is not plain.
fn is_amount(doc: &Document<'_>, i: usize) -> bool {
    let number = doc.word(i);
    let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let next = doc.at(i + 1);
    let scaled = digits.len() < number.len() && number.len() - digits.len() <= 2 || next.is(Class::Magnitude) && !next.has(Shape::ALL_CAPS);
    let loud = |t: Token| t.has(Shape::ALL_CAPS) && t.end - t.start > 3;
    digits.starts_with(|c: char| c.is_ascii_digit()) && (scaled || digits.contains(',')) && !loud(next)
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
                if let Some(code) = plain_code(doc.lexicon, doc.word(before)) {
                    return Some((before, Money::code(code, false)));
                }
            }
            return Some((at, Money::code(code, assumed)));
        }
        if !t.is_word() {
            return None;
        }
        if let Some(code) = iso(doc.word(at)).filter(|_| !t.is(Class::CurrencyWord) || is_amount(doc, i)) {
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
        if let Some(code) = plain_code(doc.lexicon, doc.word(i)) {
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
        if let Some(code) = plain_code(self.doc.lexicon, suffix) {
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
