//! Whether the clause around a date speaks of what was or of what will be.

use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, TokenKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// A clause with verbs that do not tell.
    Open,
    /// No verb in sight.
    None,
}

/// How far the deciding verb may stand from the date, in tokens.
const REACH: usize = 14;

const VERBS: ClassSet = ClassSet::of(&[Class::VerbPast, Class::VerbParticiple, Class::Auxiliary, Class::Modal, Class::VerbS]);

/// The tense of the nearest verb before the tokens `start..end`, else behind them.
pub(super) fn of(doc: &Document<'_>, start: usize, end: usize) -> Tense {
    let mut seen = Tense::None;
    let mut nearest = |tokens: &mut dyn Iterator<Item = usize>| {
        for i in tokens.take_while(|i| !ends(doc, *i)) {
            match verb(doc, i) {
                Some(Tense::Open) => seen = Tense::Open,
                Some(tense) => return Some(tense),
                None => {}
            }
        }
        None
    };
    let before = nearest(&mut (start.saturating_sub(REACH)..start).rev());
    before.or_else(|| nearest(&mut (end..doc.tokens.len().min(end + REACH)))).unwrap_or(seen)
}

/// Whether an infinitive tells the level at which a movement of the past ended.
fn closes(doc: &Document<'_>, verb: usize) -> bool {
    const BEFORE: usize = 6;
    let moved = |j: usize| {
        let lemma = doc.lexicon.payload(doc.at(j).word, Class::VerbPast);
        !lemma.is_empty() && doc.lexicon.is(doc.lexicon.word(lemma), Class::Level)
    };
    doc.is(verb, Class::LevelAt) && (verb.saturating_sub(BEFORE)..verb.saturating_sub(1)).any(moved)
}

fn ends(doc: &Document<'_>, i: usize) -> bool {
    doc.at(i).word.as_punct().is_some_and(|c| matches!(c, '.' | '!' | '?' | ';'))
}

fn verb(doc: &Document<'_>, i: usize) -> Option<Tense> {
    let t = doc.at(i);
    if t.kind != TokenKind::Word {
        return None;
    }
    let classes = t.classes;
    let is = |j: usize, w: &str| j < doc.tokens.len() && doc.word(j).eq_ignore_ascii_case(w);
    if classes.has(Class::Modal) && !(t.is_capital() && classes.has(Class::Month)) {
        let done = |j: usize| is(j, "have") && (doc.is(j + 1, Class::VerbParticiple) || is(j + 1, "been"));
        let perfect = done(i + 1) || done(i + 2);
        return Some(if perfect { Tense::Past } else { Tense::Future });
    }
    // "8 am"
    if is(i, "am") && i > 0 && doc.at(i - 1).kind == TokenKind::Number {
        return None;
    }
    if classes.has(Class::Auxiliary) {
        let past = classes.has(Class::PastForm) || is(i, "been");
        return Some(if past { Tense::Past } else { Tense::Open });
    }
    // "will be held", "is to be fully mended": the words before the participle tell.
    if classes.has(Class::VerbPast) || classes.has(Class::VerbParticiple) {
        let adverb = usize::from(i > 0 && (doc.is(i - 1, Class::Adverb) || doc.word(i - 1).ends_with("ly")));
        if i > adverb && is(i - 1 - adverb, "be") {
            return None;
        }
    }
    // "slid 3% to close at 40 on Monday": how it came out.
    let verb = if is(i, "to") { i + 1 } else { i };
    if verb > 0 && is(verb - 1, "to") && closes(doc, verb) {
        return None;
    }
    if is(i, "to") && is(i + 1, "be") {
        return Some(Tense::Future);
    }
    if is(i, "to") && i + 1 < doc.tokens.len() && doc.is(i + 1, Class::VerbBase) && !doc.is(i + 1, Class::Weekday) {
        return Some(Tense::Future);
    }
    if i > 0 && is(i - 1, "to") && classes.has(Class::VerbBase) {
        return Some(Tense::Future);
    }
    if classes.has(Class::VerbPast) || classes.has(Class::VerbParticiple) && !classes.has(Class::Adjective) {
        return Some(Tense::Past);
    }
    (classes.meets(VERBS) && !classes.has(Class::Noun)).then_some(Tense::Open)
}
