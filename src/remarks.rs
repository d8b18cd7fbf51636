//! What an article says of a thing beside figures: that it comes before all others of its kind, and where it lies.

use crate::article::Field;
use crate::lexicon::{Class, ClassSet};
use crate::span::Span;
use crate::text::{Document, Shape, TokenKind};

/// The remarks of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Remarks {
    pub(crate) superlatives: Vec<Superlative>,
    pub(crate) bearings: Vec<Bearing>,
    pub(crate) crossings: Vec<Crossing>,
}

/// Where two streets meet: "the corner of Pine and Fourth Street", "on Pine near Fourth".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Crossing {
    pub(crate) field: Field,
    pub(crate) span: Span,
    /// The names of both, without the word for a street.
    pub(crate) streets: [String; 2],
    /// Whether the words say that they meet: corner, intersection.
    pub(crate) told: bool,
}

/// Where an article puts a thing before all others of its kind: "the longest strike in history".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Superlative {
    pub(crate) field: Field,
    /// From the word that says so to what the others are of.
    pub(crate) span: Span,
    /// The number of its sentence among those of the article.
    pub(crate) sentence: usize,
    /// What is measured: size, length; `*` where any may be.
    pub(crate) degree: String,
    /// What the others are of: all time, the world, the country.
    pub(crate) among: String,
    /// The words for its kind.
    pub(crate) kind: Span,
    /// Whether it is one of several, or perhaps none.
    pub(crate) hedged: bool,
}

/// In which direction of a place something lies: "west of Maro".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bearing {
    pub(crate) field: Field,
    pub(crate) span: Span,
    pub(crate) degrees: u16,
    pub(crate) place: Span,
}

/// So many tokens make a name at most.
const LONGEST: usize = 6;

impl Remarks {
    /// Reads one field; `first` is the number of its first sentence among those of the article.
    pub(crate) fn read(&mut self, doc: &Document<'_>, field: Field, first: usize) {
        for (i, token) in doc.tokens.iter().enumerate() {
            if token.classes.meets(ClassSet::of(&[Class::Superlative])) {
                self.superlatives.extend(superlative(doc, i, field, first));
            }
            if token.classes.meets(ClassSet::of(&[Class::Compass])) {
                self.bearings.extend(bearing(doc, i, field));
            }
            if token.classes.meets(ClassSet::of(&[Class::Meeting])) {
                self.crossings.extend(crossing(doc, i, field));
            }
        }
    }
}

/// So many words of its kind are read behind a superlative, and so many tokens on either side say of what.
const KIND: usize = 7;
const BESIDE: usize = 12;

/// The superlative at token `i`, where the words beside it say before what others: all in history, in the world.
fn superlative(doc: &Document<'_>, i: usize, field: Field, first: usize) -> Option<Superlative> {
    let sentence = doc.sentence_of(i);
    let within = doc.sentences.get(sentence)?;
    // "second-largest"
    if i > within.start && doc.is_punct(i - 1, '-') {
        return None;
    }
    let part = |j: usize| {
        let token = doc.at(j);
        let word = matches!(token.kind, TokenKind::Word | TokenKind::Mixed) && !token.is(Class::VaguePlural);
        word && !token.classes.meets(ClassSet::CLOSED) || doc.is_punct(j, '-') && !token.has(Shape::SPACED) || doc.is(j, Class::Among)
    };
    let ends = |j: usize| doc.at(j).kind == TokenKind::Punct && !doc.is_punct(j, '-') && !doc.is_punct(j, '.');
    let kind_from = i + 1 + usize::from(doc.is_punct(i + 1, '-') && doc.at(i + 2).is_word()) * 2;
    let kind_end = (kind_from..(kind_from + KIND).min(within.end)).find(|j| !part(*j)).unwrap_or((kind_from + KIND).min(within.end));
    let last = (i..(i + BESIDE).min(within.end)).find(|j| ends(*j)).unwrap_or((i + BESIDE).min(within.end));
    let behind = (i + 1..last).find(|j| doc.is(*j, Class::Among));
    let owner = (i.saturating_sub(3).max(within.start)..i).find(|j| doc.at(*j).has(Shape::POSSESSIVE));
    let word = |j: usize| doc.lexicon.word(&doc.base(j).to_lowercase());
    let before = owner.filter(|j| doc.lexicon.is(word(*j), Class::Among));
    let own = doc.is(i, Class::Among).then_some(i);
    let at = behind.or(before).or(own)?;
    let kind = kind_from..kind_end.max(kind_from);
    let hedged = (i.saturating_sub(6).max(within.start)..i)
        .any(|j| doc.is(j, Class::Hearsay) || doc.word(j) == "of" && j > 0 && doc.word(j - 1).eq_ignore_ascii_case("one"));
    Some(Superlative {
        field,
        span: doc.span(&(before.unwrap_or(i)..at.max(kind.end.saturating_sub(1)).max(i) + 1)),
        sentence: first + sentence,
        degree: doc.lexicon.payload(doc.at(i).word, Class::Superlative).to_owned(),
        among: doc.lexicon.payload(word(at), Class::Among).to_owned(),
        kind: if kind.is_empty() { Span::default() } else { doc.span(&kind) },
        hedged,
    })
}

/// The streets that meet, where token `i` opens the words that say so.
fn crossing(doc: &Document<'_>, i: usize, field: Field) -> Option<Crossing> {
    let told = doc.word(i + 1) == "of";
    if !told && doc.word(i) != "on" {
        return None;
    }
    let street = |start: usize| {
        let capital = |j: usize| doc.at(j).is_capital() && doc.at(j).is_word() && !doc.is(j, Class::Determiner);
        let mut start = start;
        while doc.is(start, Class::Compass) || doc.is(start, Class::Determiner) {
            start += 1;
        }
        let end = (start..start + LONGEST).find(|j| !capital(*j))?;
        let last = (start..end).find(|j| doc.is(*j, Class::StreetWord)).unwrap_or(end);
        let name = doc.span(&(start..last)).slice(doc.text).to_lowercase();
        (!name.is_empty()).then_some((name, end))
    };
    let (first, end) = street(if told { i + 2 } else { i + 1 })?;
    let joins = if told { matches!(doc.word(end), "and" | "at" | "&") } else { matches!(doc.word(end), "near" | "at") };
    let (second, end) = street(end + 1).filter(|_| joins)?;
    let mut streets = [first, second];
    streets.sort();
    Some(Crossing { field, span: doc.span(&(i..end)), streets, told })
}

/// The place of which something lies in the direction that token `i` gives.
fn bearing(doc: &Document<'_>, i: usize, field: Field) -> Option<Bearing> {
    let capital = |j: usize| doc.at(j).is_capital() && doc.at(j).is_word();
    if doc.word(i + 1) != "of" {
        return None;
    }
    let start = (i + 2..i + 6).find(|j| capital(*j) || doc.at(*j).kind == TokenKind::Punct).filter(|j| capital(*j))?;
    let end = (start..start + LONGEST).find(|j| !capital(*j))?;
    let degrees = doc.lexicon.payload(doc.at(i).word, Class::Compass).parse().ok()?;
    Some(Bearing { field, span: doc.span(&(i..end)), degrees, place: doc.span(&(start..end)) })
}
