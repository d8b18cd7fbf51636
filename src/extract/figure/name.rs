//! Numbers that are no figure: names, addresses, telephone numbers, scores.

use rust_decimal::Decimal;

use super::FUNCTION_WORDS;
use super::number::{Form, Number};
use crate::lexicon::{Class, ClassSet, WordId};
use crate::text::{Document, Shape, TokenKind};

const VERB: ClassSet = ClassSet::of(&[Class::VerbS, Class::VerbBase, Class::VerbPast]);

/// Whether the bare number at tokens `i..n.end` belongs to a name or a code.
pub(super) fn is_name(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    labelled(doc, i) || code(doc, i, n) || address(doc, i, n) || capital_before(doc, i, n)
}

/// "page 12", "Flight 370", "No. 1", "category one".
fn labelled(doc: &Document<'_>, i: usize) -> bool {
    let Some(b) = i.checked_sub(1) else { return false };
    let hash = doc.is_punct(b, '#') || doc.is_punct(b, '№');
    let t = doc.at(b);
    let known = t.classes;
    // "no" before a number word is a determiner.
    let no = doc.word(b).eq_ignore_ascii_case("no") && !t.is_capital();
    // "the Group of 20"
    let of = doc.word(b) == "of" && b > 0 && doc.at(b - 1).is_capital() && doc.is(b - 1, Class::LabelNoun);
    hash || of || known.has(Class::LabelNoun) && !no && !t.has(Shape::POSSESSIVE)
}

/// "640 Skylark", "Convoy Four": a bare number beside a capitalised word, where it counts nothing.
pub(super) fn is_model(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    if n.form == Form::Words {
        let named = |j: usize| doc.tokens.get(j).is_some_and(|t| t.is_word() && t.is_capital());
        return doc.at(i).is_capital() && i > 0 && named(i - 1) && !doc.at(i).has(Shape::LINE) && !is_title(doc, i);
    }
    n.form == Form::Digits
        && n.plain
        && doc.tokens.get(n.end).is_some_and(|t| t.is_word() && t.is_capital() && !t.has(Shape::LINE) && t.word == WordId::UNKNOWN)
}

/// Joined to letters or other codes by a hyphen, slash or dot: "F-150", "555-0143", "24/7".
fn code(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    let joined = |j: usize| {
        doc.tokens.get(j).is_some_and(|t| {
            !t.has(Shape::SPACED) && t.word.as_punct().is_some_and(|c| matches!(c, '-' | '/' | '.' | ':' | '_' | '@' | '#' | '=' | '&'))
        })
    };
    let digits =
        |j: usize| doc.tokens.get(j).is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Mixed) && !t.has(Shape::SPACED));
    let letters = |j: usize| doc.tokens.get(j).is_some_and(|t| t.is_word() && !t.has(Shape::SPACED));
    if n.form == Form::Digits && joined(n.end) && digits(n.end + 1) {
        return true;
    }
    // "(800) 555-0199", "call 911"
    let number = matches!(doc.at(n.end + 1).kind, TokenKind::Number | TokenKind::Mixed);
    if i > 0 && doc.is_punct(i - 1, '(') && doc.is_punct(n.end, ')') && number && n.whole_digits == 3 && n.plain {
        return true;
    }
    let emergency = i > 0 && matches!(doc.word(i), "911" | "999" | "112" | "000" | "111");
    if emergency
        && ["call", "called", "calling", "calls", "dial", "dialed", "dialled", "dialing", "to", "a"]
            .iter()
            .any(|w| doc.word(i - 1).eq_ignore_ascii_case(w))
    {
        return true;
    }
    // "3-to-1"
    if joined(n.end) && doc.word(n.end + 1) == "to" && joined(n.end + 2) {
        return !is_tally(doc, n.end);
    }
    if n.form == Form::Digits
        && (doc.is_punct(n.end, '.') || doc.is_punct(n.end, '/') || doc.is_punct(n.end, '_'))
        && joined(n.end)
        && letters(n.end + 1)
    {
        return true;
    }
    if doc.at(i).has(Shape::SPACED) || i == 0 {
        return false;
    }
    let b = i - 1;
    if !joined(b) || b == 0 || doc.at(b).has(Shape::SPACED) {
        return false;
    }
    let left = doc.at(b - 1);
    let word = doc.word(b - 1);
    // The other side of a vote, and "magnitude-7 quake".
    if b > 1 && is_tally(doc, b - 2) || doc.is_punct(b, '-') && doc.is(b - 1, Class::Dimension) {
        return false;
    }
    match left.kind {
        TokenKind::Number | TokenKind::Mixed => n.form == Form::Digits,
        TokenKind::Word => {
            let sign = ["sub", "minus", "plus", "now", "negative", "then", "pre", "post"].iter().any(|w| word.eq_ignore_ascii_case(w));
            !sign && (n.form == Form::Digits || doc.is_punct(b, '-') && !doc.is(b - 1, Class::NumberWord))
        }
        TokenKind::Punct => doc.is_punct(b, '/') || doc.is_punct(b, '='),
    }
}

/// "a 220-to-180 vote": two counts joined by "to" from token `dash` on, and what came out so; no odds.
pub(super) fn is_tally(doc: &Document<'_>, dash: usize) -> bool {
    let hyphen = |i: usize| doc.is_punct(i, '-') && !doc.at(i).has(Shape::SPACED);
    hyphen(dash)
        && doc.word(dash + 1) == "to"
        && hyphen(dash + 2)
        && doc.at(dash + 3).kind == TokenKind::Number
        && doc.is(dash + 4, Class::EventNoun)
}

/// "123 Harbour Street", "PA 80917".
fn address(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    if n.form != Form::Digits || !n.plain {
        return false;
    }
    if doc.word(n.end).eq_ignore_ascii_case("block") && (n.whole_digits > 2 && doc.word(i).ends_with("00")) {
        return true;
    }
    let mut j = n.end;
    // "315 27th Avenue"
    if doc.at(j).kind == TokenKind::Mixed && doc.is(j + 1, Class::StreetWord) && doc.at(j + 1).is_capital() {
        return true;
    }
    while doc.tokens.get(j).is_some_and(|t| t.is_word() && t.is_capital() && !t.has(Shape::LINE)) && j < n.end + 4 {
        if j > n.end && doc.is(j, Class::StreetWord) {
            return true;
        }
        j += 1;
    }
    if n.end == i + 1 && n.whole_digits == 5 {
        let zip = doc.tokens.get(n.end).is_some_and(|t| t.is_word() && doc.word(n.end).eq_ignore_ascii_case("zip"));
        let state = i.checked_sub(1).is_some_and(|b| doc.word(b).len() == 2 && doc.at(b).has(Shape::ALL_CAPS));
        return zip || state;
    }
    false
}

/// "first-team", "third-party": an ordinal word that only names.
pub(super) fn is_compound(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    let hyphen = doc.is_punct(n.end, '-') && !doc.at(n.end).has(Shape::SPACED) && doc.at(n.end + 1).is_word();
    n.form == Form::Ordinal && doc.at(i).is_word() && hyphen
}

/// "South 58th Avenue": an ordinal that is a street's name.
pub(super) fn is_street(doc: &Document<'_>, n: &Number) -> bool {
    n.form == Form::Ordinal && doc.is(n.end, Class::StreetWord) && doc.at(n.end).is_capital()
}

/// Words around a number that show whether a heading is written in capitals.
const AROUND: usize = 6;

/// Whether token `i` stands in a heading whose words all begin with a capital: "Quake Kills 12 in Arlow".
fn is_title(doc: &Document<'_>, i: usize) -> bool {
    let ends = |j: &usize| doc.at(*j).has(Shape::STOP);
    let left = (i.saturating_sub(AROUND)..i).rev().take_while(|j| !ends(j) && !doc.at(j + 1).has(Shape::LINE));
    let right = (i + 1..doc.tokens.len().min(i + AROUND)).take_while(|j| !doc.at(*j).has(Shape::LINE) && !ends(&(j - 1)));
    let mut words = 0;
    for j in left.chain(right) {
        let t = doc.at(j);
        let counts =
            t.is_word() && !doc.lexicon.classes(t.word).meets(FUNCTION_WORDS) && !doc.is(j, Class::Unit) && !doc.is(j, Class::Magnitude);
        if counts && !t.is_capital() {
            return false;
        }
        words += usize::from(counts);
    }
    words >= 3
}

/// "Section 8", "Galaxy Note 20": a small bare number behind a capitalised word inside a sentence.
fn capital_before(doc: &Document<'_>, i: usize, n: &Number) -> bool {
    let Some(b) = i.checked_sub(1) else { return false };
    let t = doc.at(b);
    if n.form != Form::Digits || !n.plain || n.whole_digits > 4 || !doc.at(i).has(Shape::SPACED) {
        return false;
    }
    if t.kind == TokenKind::Mixed && t.is_capital() {
        return true;
    }
    let capital = t.is_capital() || doc.word(b).bytes().any(|c| c.is_ascii_uppercase());
    if !t.is_word() || !capital || t.has(Shape::POSSESSIVE) || doc.at(i).has(Shape::LINE) {
        return false;
    }
    let classes = t.classes;
    // In a heading all of capitals "ALL" is no acronym.
    let heading = doc.at(n.end).has(Shape::ALL_CAPS);
    if classes.meets(FUNCTION_WORDS) && (heading || !t.has(Shape::ALL_CAPS)) || classes.has(Class::Month) {
        return false;
    }
    let opens = b == 0
        || t.has(Shape::LINE)
        || doc.at(b - 1).has(Shape::STOP)
        || doc.at(b - 1).word.as_punct().is_some_and(|c| matches!(c, '.' | '!' | '?' | '"' | '“' | ':'));
    let known = t.word != WordId::UNKNOWN;
    if known && classes.meets(VERB) && is_title(doc, i) {
        return false;
    }
    !(opens && known && n.value.is_some_and(|v| v > Decimal::ZERO))
}
