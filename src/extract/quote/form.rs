//! Speech, or words as words: what stands between marks.

use super::marks::Pair;
use crate::claim::QuoteForm;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, Shape, TokenKind};

const SMALL: ClassSet =
    ClassSet::of(&[Class::Determiner, Class::Preposition, Class::Conjunction, Class::Auxiliary, Class::Pronoun, Class::PossessivePronoun]);

const NOUN_BEFORE: ClassSet = ClassSet::of(&[Class::Determiner, Class::PossessivePronoun, Class::Adjective, Class::Nationality]);

/// What is seen of the words between two marks.
pub(crate) struct Look {
    /// How many words.
    pub(crate) words: usize,
    /// Whether every word but the small ones begins with a capital.
    pub(crate) title: bool,
    /// Whether a terminal mark ends them.
    pub(crate) ended: bool,
    pub(crate) capital: bool,
    /// Whether it ends as a question or a call does.
    pub(crate) asks: bool,
}

impl Look {
    /// Whether it is a question or a call of some words: somebody's, whoever that is.
    pub(crate) fn called(&self) -> bool {
        self.asks && self.words >= 3
    }
}

pub(crate) fn shape(doc: &Document<'_>, pair: &Pair) -> Look {
    let (mut words, mut lower, mut big, mut capital) = (0, 0, 0, false);
    for i in pair.inner.clone().take(60) {
        let t = &doc.tokens[i];
        if t.kind == TokenKind::Punct {
            continue;
        }
        if words == 0 {
            capital = t.is_capital() || t.kind == TokenKind::Number;
        }
        words += 1;
        if t.is_capital() || t.kind != TokenKind::Word {
            big += 1;
        } else if !t.classes.meets(SMALL) {
            lower += 1;
        }
    }
    let last = doc.tokens[pair.inner.clone()].last().and_then(|t| t.word.as_punct());
    Look {
        words,
        title: lower == 0 && big > 0 && capital,
        ended: matches!(last, Some('.' | '!' | '?' | '…')),
        capital,
        asks: matches!(last, Some('!' | '?')),
    }
}

/// Whether a pair plainly marks a name, a title or a word as a word, so that it is a noun of the
/// sentence around it.
pub(crate) fn plain_term(doc: &Document<'_>, pair: &Pair) -> bool {
    let s = shape(doc, pair);
    if s.words == 0 {
        return true;
    }
    if s.words > 14 {
        return false;
    }
    let Some(before) = pair.outer.start.checked_sub(1) else { return false };
    let near = !doc.tokens[pair.outer.start].has(Shape::LINE);
    let next = pair.outer.end;
    let next_near = doc.tokens.get(next).is_some_and(|t| !t.has(Shape::LINE));
    // "A headline," by Jane Smith
    let inner_comma = doc.tokens[pair.inner.clone()].last().is_some_and(|t| t.word == crate::lexicon::WordId::punct(','));
    let dash = matches!(doc.tokens[before].word.as_punct(), Some('—' | '–' | '-'));
    if (dash || !near) && inner_comma && next_near && doc.word(next) == "by" && doc.tokens.get(next + 1).is_some_and(|t| t.is_capital()) {
        return true;
    }
    if !near || doc.sentences.binary_search_by_key(&pair.outer.start, |r| r.start).is_ok() {
        // "The Wire" is a series: a title at the head of a sentence, and a verb that is no cue.
        let verb = doc.is(next, Class::Auxiliary) || doc.is(next, Class::VerbS) && !doc.is(next, Class::Cue);
        let comma = inner_comma;
        let noun = doc.is(next, Class::Noun) && !doc.is(next, Class::Cue) && doc.tokens.get(next).is_some_and(|t| !t.is_capital());
        let verb = verb || noun && !comma;
        let aside = comma && (matches!(doc.word(next), "which" | "whose" | "a" | "an" | "on") && !speaks_within(doc, next, 8));
        return next_near
            && !s.ended
            && (s.title && s.words <= 8 && (s.words >= 2 && verb || aside) || s.words <= 3 && !comma && doc.is(next, Class::Auxiliary));
    }
    let name_before = doc.tokens[before].is_capital() && doc.tokens[before].is_word() && !doc.is(before, Class::Determiner);
    // A nickname inside a name.
    if s.words <= 2
        && s.title
        && name_before
        && next_near
        && doc.tokens.get(next).is_some_and(|t| t.is_capital())
        && !doc.is(before, Class::Cue)
    {
        return true;
    }
    let work = doc.is(before, Class::WorkNoun) || doc.is(before, Class::OutletWord) && s.title;
    // "the reality show": a noun here, though it can be a cue.
    let noun = before > 0
        && (doc.tokens[before - 1].classes.meets(NOUN_BEFORE)
            || doc.is(before - 1, Class::Noun) && !doc.is(before - 1, Class::Plural) && doc.is(before, Class::VerbBase));
    if work && s.title && (noun || !doc.is(before, Class::Cue)) {
        return true;
    }
    // "his book, "X""
    if doc.is_punct(before, ',') && s.title && s.words >= 2 && before > 0 && doc.is(before - 1, Class::WorkNoun) {
        return true;
    }
    // "the charged term, “X,”"
    if doc.is_punct(before, ',') && before > 0 && doc.is(before - 1, Class::WordNoun) && s.words <= 3 && !s.ended {
        return true;
    }
    if doc.is(before, Class::WordNoun) && s.words <= 4 && !(s.ended && s.words > 3) {
        return true;
    }
    if before > 0 && matches!(doc.word(before), "like" | "as") && doc.is(before - 1, Class::WordNoun) && s.words <= 4 {
        return true;
    }
    let phrase = (1..=2)
        .any(|back| before >= back && doc.lexicon.phrase(&doc.tokens, before - back, Class::TermIntro).is_some_and(|(n, _)| n == back + 1));
    let intro = phrase || doc.is(before, Class::TermIntro);
    if intro && s.title && s.words <= 14 {
        return true;
    }
    // "a boat called the "Tern""
    if s.title && s.words <= 4 && before > 0 && doc.is(before, Class::Determiner) && doc.is(before - 1, Class::TermIntro) {
        return true;
    }
    if (phrase || intro && !doc.is(before, Class::Cue)) && s.words <= 5 {
        return true;
    }
    // "on CBS' "Sixty Minutes""
    let bare = matches!(doc.tokens[before].word.as_punct(), Some('\'' | '’')) && !doc.tokens[before].has(Shape::SPACED);
    let possessive = bare || doc.tokens[before].has(Shape::POSSESSIVE);
    let preposition = doc.is(before, Class::Preposition) && !doc.is(before, Class::Subordinator);
    let determiner = doc.is(before, Class::Determiner) || doc.is(before, Class::PossessivePronoun);
    let many = s.words >= 2;
    let noun_after = next_near
        && doc.tokens.get(next).is_some_and(|t| {
            !doc.tokens[next].has(Shape::LINE) && (t.is_word() && !t.is_capital()) && t.is(Class::Noun) && !t.is(Class::Cue)
        });
    if s.title && (possessive || preposition || determiner && noun_after) && (many || noun_after || possessive) && s.words <= 14 {
        return true;
    }
    // ''Friends'' ran for years; an interview on "Live": capitals in the middle of a sentence.
    s.title
        && s.words <= 6
        && !doc.is(before, Class::Cue)
        && !doc.is_punct(before, ',')
        && !doc.is_punct(before, ':')
        && doc.tokens[before].is_word()
        && !doc.is(before, Class::CueNoun)
        && doc.word(before) != "that"
        && (many || preposition)
}

/// Whether a verb of speech stands within `reach` tokens, before a comma.
fn speaks_within(doc: &Document<'_>, from: usize, reach: usize) -> bool {
    let near = (from..from + reach).take_while(|i| *i < doc.tokens.len() && !doc.is_punct(*i, ',') && !doc.is_punct(*i, '.'));
    near.into_iter().any(|i| doc.is(i, Class::Cue) && (doc.is(i, Class::VerbPast) || doc.is(i, Class::VerbS)))
}

/// The form of speech between marks.
pub(crate) fn of_speech(doc: &Document<'_>, pair: &Pair) -> QuoteForm {
    let s = shape(doc, pair);
    let before = pair.outer.start.checked_sub(1).filter(|_| !doc.tokens[pair.outer.start].has(Shape::LINE));
    let opens = match before {
        None => true,
        Some(b) => doc.tokens[b].word.as_punct().is_some_and(|c| !matches!(c, ')' | '%' | '$')) || doc.is(b, Class::Cue),
    };
    if s.capital && (opens || s.ended && s.words > 5) || !s.capital && before.is_none() && s.words > 3 {
        QuoteForm::Direct
    } else {
        QuoteForm::Partial
    }
}
