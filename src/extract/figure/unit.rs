//! Units behind a number, and rates.

use rust_decimal::Decimal;

use super::number::Numbers;
use crate::claim::FigureKind;
use crate::lexicon::{Class, WordId};
use crate::text::{Document, Shape, TokenKind};

/// A unit and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) end: usize,
    pub(super) kind: FigureKind,
    pub(super) name: String,
}

fn of_payload(payload: &str, end: usize) -> Option<Unit> {
    let (kind, name) = payload.split_once('/')?;
    let kind = match kind {
        "d" => FigureKind::Duration,
        "p" => FigureKind::Percent,
        _ => FigureKind::Quantity,
    };
    Some(Unit { end, kind, name: name.to_owned() })
}

/// Letters that are a unit by their case, right behind digits or after a blank.
pub(super) fn letter(text: &str, end: usize) -> Option<Unit> {
    let (kind, name) = match text {
        "m" => (FigureKind::Quantity, "metre"),
        "g" => (FigureKind::Quantity, "gram"),
        "l" | "L" => (FigureKind::Quantity, "litre"),
        "t" => (FigureKind::Quantity, "tonne"),
        "h" => (FigureKind::Duration, "hour"),
        "s" => (FigureKind::Duration, "second"),
        "ms" => (FigureKind::Duration, "millisecond"),
        "d" | "D" => (FigureKind::Duration, "day"),
        "y" => (FigureKind::Duration, "year"),
        "W" => (FigureKind::Quantity, "watt"),
        "V" => (FigureKind::Quantity, "volt"),
        "J" => (FigureKind::Quantity, "joule"),
        "C" => (FigureKind::Quantity, "degree celsius"),
        "F" => (FigureKind::Quantity, "degree fahrenheit"),
        "yo" | "y/o" => (FigureKind::Duration, "year"),
        "pm" => (FigureKind::Quantity, "picometre"),
        _ => return None,
    };
    Some(Unit { end, kind, name: name.to_owned() })
}

impl Numbers<'_, '_> {
    /// The unit that begins at token `i`.
    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        let doc = self.doc;
        let t = doc.tokens.get(i)?;
        if let Some(c) = t.word.as_punct() {
            return self.sign(i, c);
        }
        if t.kind == TokenKind::Number {
            return None;
        }
        if let Some((len, payload)) = doc.lexicon.phrase(&doc.tokens, i, Class::Unit) {
            let end = if t.has(Shape::POSSESSIVE) { i + 1 } else { i + len };
            return of_payload(payload, end).map(|u| self.powered(bits(u, doc.word(i))));
        }
        let word = doc.word(i);
        if word.len() == 1 && !matches!(word, "s" | "d" | "y" | "t") {
            return letter(word, i + 1).map(|u| self.powered(u));
        }
        None
    }

    fn sign(&self, i: usize, c: char) -> Option<Unit> {
        let unit = |end, kind, name: &str| Some(Unit { end, kind, name: name.to_owned() });
        let adjacent = !self.doc.at(i).has(Shape::SPACED);
        match c {
            '%' => unit(i + 1, FigureKind::Percent, "percent"),
            '°' | 'º' => {
                if let Some(u) = self.unit(i + 1).filter(|u| u.name.contains("degree")) {
                    return Some(u);
                }
                unit(i + 1, FigureKind::Quantity, "degree")
            }
            '″' => unit(i + 1, FigureKind::Quantity, "inch"),
            '′' if adjacent => unit(i + 1, FigureKind::Quantity, "foot"),
            '[' | '<' | '{' => {
                let u = self.unit(i + 1)?;
                let close = self.doc.tokens.get(u.end)?.word.as_punct()?;
                matches!(close, ']' | '>' | '}').then_some(Unit { end: u.end + 1, ..u })
            }
            _ => None,
        }
    }

    /// "km²", "km^2", "metres squared".
    pub(super) fn powered(&self, mut u: Unit) -> Unit {
        if u.kind != FigureKind::Quantity || u.name.contains(' ') {
            return u;
        }
        let caret = self.doc.is_punct(u.end, '^');
        let at = u.end + usize::from(caret);
        let power = match self.doc.tokens.get(at).and_then(|t| t.word.as_punct()) {
            Some('²') => Some("square"),
            Some('³') => Some("cubic"),
            _ if caret && self.word_is(at, "2") => Some("square"),
            _ if caret && self.word_is(at, "3") => Some("cubic"),
            _ if self.word_is(at, "squared") => Some("square"),
            _ if self.word_is(at, "cubed") => Some("cubic"),
            _ => None,
        };
        if let Some(p) = power {
            u.name = format!("{p} {}", u.name);
            u.end = at + 1;
        }
        u
    }

    /// The unit that the letters behind the digits name.
    pub(super) fn suffix_unit(&self, suffix: &str, end: usize) -> Option<Unit> {
        if suffix == "sq" || suffix == "cu" {
            let base = self.unit(end)?;
            let p = if suffix == "sq" { "square" } else { "cubic" };
            return Some(Unit { name: format!("{p} {}", base.name), ..base });
        }
        if suffix.len() <= 2
            && let Some(u) = letter(suffix, end)
        {
            return Some(self.powered(u));
        }
        let (word, _) = self.doc.lexicon.find_word(suffix, &mut String::new());
        if word != WordId::UNKNOWN && self.doc.lexicon.is(word, Class::Unit) {
            let u = of_payload(self.doc.lexicon.payload(word, Class::Unit), end)?;
            if u.name == "degree"
                && let Some(scale) = self.unit(end).filter(|s| s.name.starts_with("degree "))
            {
                return Some(scale);
            }
            return Some(self.powered(bits(u, suffix)));
        }
        (suffix == "b").then(|| Unit { end, kind: FigureKind::Quantity, name: "bit".to_owned() })
    }

    /// "per barrel", "a month", "/h" behind a unit: its name and end.
    pub(super) fn rate(&self, i: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        if let Some((len, unit)) =
            doc.lexicon.phrase(&doc.tokens, i, Class::Tells).and_then(|(len, how)| Some((len, how.strip_prefix("per ")?)))
        {
            // "a $40 monthly fee"
            let describes =
                doc.tokens.get(i + len).is_some_and(|t| t.is_word() && (t.is(Class::Noun) || t.is(Class::Adjective) || t.is_capital()));
            return (!describes).then(|| (unit.to_owned(), i + len));
        }
        let hyphen = doc.is_punct(i, '-') && self.word_is(i + 1, "per");
        let i = i + usize::from(hyphen);
        let slash = doc.is_punct(i, '/');
        let per = slash || ["per", "a", "an", "every", "each"].iter().any(|w| self.word_is(i, w));
        if !per {
            return None;
        }
        let at = i + 1 + usize::from(hyphen);
        let u = if slash {
            let word = doc.tokens.get(at).map(|_| doc.word(at))?;
            letter(word, at + 1).map(|u| self.powered(u)).or_else(|| self.unit(at))?
        } else {
            self.unit(at)?
        };
        if u.kind == FigureKind::Percent
            || doc.at(at).word.as_punct().is_some()
            || self.word_is(at, "second") && !slash && !self.word_is(i, "per")
        {
            return None;
        }
        // "$95 million a year earlier": when it was.
        if doc.tokens.get(u.end).is_some_and(|t| t.is(Class::DatePart)) || self.word_is(u.end, "ago") || self.word_is(u.end, "before") {
            return None;
        }
        Some((u.name, u.end))
    }

    /// The unit with its rates: "kilometre per hour", "USD/barrel".
    pub(super) fn rated(&self, name: String, end: usize) -> (String, usize) {
        let (mut name, mut end) = (name, end);
        for _ in 0..2 {
            let Some((per, after)) = self.rate(end) else { break };
            name = match (name.as_str(), per.as_str()) {
                (n @ ("kilometre" | "mile"), "hour") | (n @ "metre", "second") | (n @ "mile", "gallon") => format!("{n} per {per}"),
                (n, p) => format!("{n}/{p}"),
            };
            end = after;
        }
        (name, end)
    }
}

/// A small b is a bit: "100 Mb".
fn bits(u: Unit, word: &str) -> Unit {
    if word.len() == 2 && word.ends_with('b') && u.name.ends_with("byte") {
        return Unit { name: u.name.replace("byte", "bit"), ..u };
    }
    u
}

/// "years old", "of age", "-old" behind a duration.
pub(super) fn age_end(doc: &Document<'_>, i: usize) -> usize {
    let j = if doc.is_punct(i, '-') { i + 1 } else { i };
    if doc.word_is(j, "old") || doc.word_is(j, "olds") {
        return j + 1;
    }
    if doc.word_is(i, "of") && doc.word_is(i + 1, "age") { i + 2 } else { i }
}

/// The unit that a bare number behind another is in ("2 hours 30"), and how many of it make the larger one.
pub(super) fn smaller(large: &str) -> Option<(&'static str, Decimal)> {
    let small = match large {
        "hour" => "minute",
        "minute" => "second",
        "foot" => "inch",
        "stone" => "pound",
        _ => return None,
    };
    factor(large, small).map(|f| (small, f))
}

/// How many of the smaller unit make the larger one, for pairs that are written as one amount.
pub(super) fn factor(large: &str, small: &str) -> Option<Decimal> {
    Some(Decimal::from(match (large, small) {
        ("mile", "yard") => 1760,
        ("mile", "foot") => 5280,
        ("yard", "foot") => 3,
        ("yard", "inch") => 36,
        ("foot", "inch") => 12,
        ("kilometre", "metre") => 1000,
        ("metre", "centimetre") => 100,
        ("stone", "pound") => 14,
        ("pound", "ounce") => 16,
        ("hour", "minute") | ("minute", "second") => 60,
        ("hour", "second") => 3600,
        _ => return None,
    }))
}
