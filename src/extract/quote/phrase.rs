//! Noun phrases, verbs and their subjects, found on the writer's words without a full parse.

use std::ops::Range;

use super::narrative::Narrative;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Shape, TokenKind};

/// A noun phrase: its core up to the head noun, and all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) core: Range<usize>,
    pub(crate) run: Range<usize>,
}

/// No headline is longer, in tokens.
const HEADLINE: usize = 20;
/// No phrase is longer, in items.
const LONG: usize = 40;

const FUNCTION: ClassSet = ClassSet::CLOSED.without(Class::Determiner);
const NOUN: ClassSet = ClassSet::of(&[Class::Noun, Class::Plural, Class::PersonNoun, Class::GroupNoun, Class::Title]);
const NOMINAL: ClassSet = ClassSet::of(&[
    Class::Noun,
    Class::Plural,
    Class::PersonNoun,
    Class::GroupNoun,
    Class::Title,
    Class::Adjective,
    Class::Nationality,
    Class::CueNoun,
    Class::DocumentNoun,
]);
const VERB: ClassSet = ClassSet::VERB;
const OPENS_NOUN: ClassSet = ClassSet::of(&[Class::Determiner, Class::PossessivePronoun]);
pub(crate) const HELPS: ClassSet = ClassSet::of(&[Class::Auxiliary, Class::Modal, Class::Negation, Class::Adverb]);
/// Prepositions that join a noun to what follows it, by their words.
const JOINS: [&str; 12] = ["of", "for", "at", "from", "in", "with", "on", "near", "behind", "to", "against", "who's"];

/// Whether item `k` is a capitalised word that may belong to a name.
pub(crate) fn name_word(n: &Narrative<'_, '_>, k: usize) -> bool {
    if !n.is_capital(k) || !n.token(k).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Mixed)) {
        return false;
    }
    if n.any(k, FUNCTION) || n.is(k, Class::Determiner) {
        return n.is(k, Class::GivenName) && n.is_capital(k + 1);
    }
    !n.is(k, Class::Calendar) || n.is_capital(k + 1)
}

/// Whether the item before calls for a noun or adjective here.
fn noun_position(n: &Narrative<'_, '_>, k: usize) -> bool {
    k > 0
        && (n.any(k - 1, OPENS_NOUN)
            || n.has(k - 1, Shape::POSSESSIVE)
            || n.is(k - 1, Class::Preposition) && !n.is_punct(k - 1, ',')
            || plain_adjective(n, k - 1) && !(k > 1 && n.is_capital(k - 1) && n.is_capital(k - 2)))
}

fn plain_adjective(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is(k, Class::Adjective) && !n.any(k, VERB) && !n.is(k, Class::Noun) && !n.is(k, Class::Adverb)
}

/// Whether a hyphen, slash or ampersand at item `k` joins two words.
fn joint(n: &Narrative<'_, '_>, k: usize) -> bool {
    match n.punct(k) {
        Some('-' | '/' | '‑') => !n.has(k, Shape::SPACED) && n.token(k + 1).is_some_and(|t| !t.has(Shape::SPACED)),
        Some('\'' | '’') => k > 0 && !n.has(k, Shape::SPACED) && n.text(k - 1).ends_with(['s', 'S']) && n.is_word(k + 1),
        Some('&' | '$' | '£' | '€' | '#' | '@' | '%') => true,
        _ => false,
    }
}

/// Whether item `k` may stand in the core of a noun phrase.
fn core_item(n: &Narrative<'_, '_>, k: usize) -> bool {
    let Some(t) = n.token(k) else { return n.term(k) };
    match t.kind {
        TokenKind::Number | TokenKind::Mixed => return true,
        TokenKind::Punct => return joint(n, k),
        TokenKind::Word => {}
    }
    if k > 0 && !t.has(Shape::SPACED) && joint(n, k - 1) {
        return true;
    }
    if t.is_capital() {
        return name_word(n, k);
    }
    let classes = t.classes;
    if classes.meets(FUNCTION) || classes.has(Class::Determiner) && classes.has(Class::Opener) {
        return false;
    }
    if classes.has(Class::Cue) {
        return classes.meets(NOUN) && !classes.has(Class::VerbPast) && (noun_position(n, k) || compound(n, k));
    }
    if classes.meets(NOMINAL) {
        return !(classes.has(Class::VerbPast) && !noun_position(n, k) && !classes.has(Class::PersonNoun));
    }
    if classes.has(Class::VerbIng) || classes.has(Class::VerbParticiple) {
        return noun_position(n, k) && (n.is_capital(k + 1) || n.any(k + 1, NOMINAL) || unknown(n, k + 1));
    }
    if classes.has(Class::VerbS) || classes.has(Class::VerbBase) {
        return noun_position(n, k);
    }
    !classes.has(Class::VerbPast) && !n.text(k).ends_with("ly")
}

/// Whether a cue's word at item `k` opens a compound that speaks: "…, state media reported".
fn compound(n: &Narrative<'_, '_>, k: usize) -> bool {
    let noun = n.is(k, Class::VerbBase) && n.any(k, NOUN) && !n.is(k, Class::VerbPast) && !n.is_word(k.wrapping_sub(1));
    noun && n.any(k + 1, NOUN) && n.is(k + 2, Class::Cue) && finite(n, k + 2)
}

pub(crate) fn unknown(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is_word(k) && n.token(k).is_some_and(|t| t.classes == ClassSet::default())
}

/// The noun phrase that begins at item `k`.
pub(crate) fn noun_phrase(n: &Narrative<'_, '_>, k: usize, end: usize) -> Option<Phrase> {
    phrase_within(n, k, end.min(k + LONG), 0)
}

fn phrase_within(n: &Narrative<'_, '_>, k: usize, end: usize, depth: usize) -> Option<Phrase> {
    if k >= end {
        return None;
    }
    if n.is(k, Class::Pronoun)
        && !((n.is(k, Class::PossessivePronoun) || n.text(k).eq_ignore_ascii_case("one")) && core_item(n, k + 1))
        && !n.is(k, Class::Determiner)
    {
        return Some(Phrase { core: k..k + 1, run: k..k + 1 });
    }
    let mut at = k + usize::from(n.text(k).eq_ignore_ascii_case("one"));
    while at < end && n.any(at, OPENS_NOUN) {
        at += 1;
    }
    // "more than a dozen", "very senior officials": adverbs inside are rare and left out.
    let first = at;
    if n.punct(at).is_some_and(|c| matches!(c, '-' | '/' | '‑' | '\'' | '’')) {
        return None;
    }
    while at < end && (core_item(n, at) || at > first && n.any(at, OPENS_NOUN) && n.has(at - 1, Shape::POSSESSIVE)) {
        at += 1;
    }
    if at == first {
        // "some of the boats"
        if first > k
            && n.text(first) == "of"
            && let Some(inner) = phrase_within(n, first + 1, end, depth + 1).filter(|_| depth < 3)
        {
            return Some(Phrase { core: k..first, run: k..inner.run.end });
        }
        // "this", "some", "many" by themselves.
        return (first > k && n.is(first - 1, Class::Determiner) && !n.is(first - 1, Class::Opener))
            .then_some(Phrase { core: k..first, run: k..first });
    }
    let core = k..at;
    // A party and state in brackets: "(R-Ohio)".
    if n.is_punct(at, '(')
        && let Some(close) = (at..end.min(at + 8)).find(|i| n.is_punct(*i, ')'))
    {
        at = close + 1;
    }
    let mut run = k..at;
    if depth < 3
        && JOINS.contains(&n.text(at))
        && at + 1 < end
        && let Some(inner) = phrase_within(n, at + 1, end, depth + 1)
        && (n.text(at) != "to" || !n.is(at + 1, Class::VerbBase))
    {
        run.end = inner.run.end;
    }
    Some(Phrase { core, run })
}

/// The noun phrase that ends right before item `end`.
pub(crate) fn phrase_before(n: &Narrative<'_, '_>, end: usize, low: usize) -> Option<Phrase> {
    let low = low.max(end.saturating_sub(LONG));
    let mut end = end;
    if end > low && n.is_punct(end - 1, ')') {
        let open = (low..end - 1).rev().take(8).find(|i| n.is_punct(*i, '('))?;
        let inner = phrase_before(n, open, low)?;
        return Some(Phrase { core: inner.core, run: inner.run.start..end });
    }
    while end > low && n.is(end - 1, Class::Adverb) && !n.is(end - 1, Class::Noun) {
        end -= 1;
    }
    if end > low && n.is(end - 1, Class::Pronoun) && !n.is(end - 1, Class::Relative) && !n.is(end - 1, Class::Determiner) {
        return Some(Phrase { core: end - 1..end, run: end - 1..end });
    }
    let mut core = core_before(n, end, low)?;
    let mut run = core.clone();
    for _ in 0..3 {
        let Some(prep) = run.start.checked_sub(1).filter(|p| *p > low && JOINS.contains(&n.text(*p))) else { break };
        match core_before(n, prep, low) {
            Some(before) if !n.is(before.start, Class::Calendar) => {
                // "In a statement to reporters Smith": the name is a phrase of its own.
                run.start = before.start;
                core = before;
            }
            _ => break,
        }
    }
    Some(Phrase { core, run })
}

fn core_before(n: &Narrative<'_, '_>, end: usize, low: usize) -> Option<Range<usize>> {
    let mut at = end;
    while at > low {
        let k = at - 1;
        if core_item(n, k) {
            at = k;
        } else if n.any(k, OPENS_NOUN) && n.text(k) != "what" && (at < end || n.is(k, Class::Determiner) && !n.is(k, Class::Relative)) {
            at = k;
            if !(k > low && (n.has(k - 1, Shape::POSSESSIVE) || n.is(k - 1, Class::Determiner))) {
                break;
            }
        } else {
            break;
        }
    }
    // "the then-UK leader": a word of any kind may stand before the hyphen; the phrase begins with no hyphen.
    if at + 1 < end && at > low && joint(n, at) && n.is_word(at - 1) && matches!(n.punct(at), Some('-' | '‑')) {
        at -= 1;
        while at > low && n.any(at - 1, OPENS_NOUN) {
            at -= 1;
        }
    }
    // "said that the union": the conjunction is no part of the phrase.
    let that = at + 1 < end
        && matches!(n.text(at), "that" | "which")
        && (n.any(at + 1, OPENS_NOUN)
            || n.is_capital(at + 1)
            || n.is(at + 1, Class::Plural)
            || at > low && cue_frames(n, at - 1).is_some());
    let at = if that { at + 1 } else { at };
    // A verb's participle at the head ("elected officials") is no phrase by itself.
    (at < end).then_some(at..end)
}

/// The frames of the cue verb at item `k`; none where it is no verb of speech.
pub(crate) fn cue_frames<'a>(n: &Narrative<'a, '_>, k: usize) -> Option<&'a str> {
    if !n.is(k, Class::Cue) {
        // "as Smith put it", "Smith pointed out"
        if !n.any(k, VERB) {
            return None;
        }
        let word = n.text(k);
        let put = matches!(word, "put" | "puts") && n.text(k + 1) == "it";
        let point = matches!(word, "pointed" | "points" | "pointing" | "point") && n.text(k + 1) == "out";
        return (put || point).then_some("say");
    }
    if n.has(k, Shape::POSSESSIVE) {
        return None;
    }
    let t = n.token(k)?;
    // "so-called", "state-run"
    let hyphen = |i: usize| matches!(n.punct(i), Some('-' | '‑')) && joint(n, i);
    if hyphen(k + 1) || k > 0 && hyphen(k - 1) {
        return None;
    }
    let classes = t.classes;
    let word_before = k > 0 && (n.is_word(k - 1) || n.token(k - 1).is_some_and(|t| t.kind == TokenKind::Number));
    // "Mayor Says Bridge Was Closed": a headline's capitals.
    let headline = classes.has(Class::VerbS)
        && !classes.meets(NOUN)
        && n.is_capital(k + 1)
        && n.token_index(k) < HEADLINE
        && has_frame(n.payload(k, Class::Cue), "say");
    if t.is_capital() && !headline && (word_before || classes.has(Class::VerbBase) && classes.meets(NOUN)) {
        return None;
    }
    // No verb in front of a helping verb: "states can".
    if classes.has(Class::VerbS) && (n.is(k + 1, Class::Modal) || n.is(k + 1, Class::Auxiliary)) && classes.has(Class::Plural) {
        return None;
    }
    let frames = n.payload(k, Class::Cue);
    if !word_before {
        if compound(n, k) {
            return None;
        }
        // "than, say, a plan"
        let aside =
            k > 0 && n.is_punct(k - 1, ',') && n.is_punct(k + 1, ',') && classes.has(Class::VerbBase) && !classes.has(Class::VerbPast);
        return (!aside).then_some(frames);
    }
    let before = k - 1;
    // "called that report a fake": behind a verb, "that" points to a noun.
    let pointed = n.text(before) == "that"
        && (classes.meets(NOUN) || classes.has(Class::CueNoun))
        && k > 1
        && n.is(k - 2, Class::Cue)
        && !classes.has(Class::VerbPast);
    let number = n.token(before).is_some_and(|t| t.kind == TokenKind::Number);
    let owned = number
        || pointed
        || n.any(before, OPENS_NOUN) && !n.is(before, Class::Relative) && !n.is(before, Class::Pronoun)
        || n.has(before, Shape::POSSESSIVE);
    if classes.has(Class::VerbPast) {
        // "the board's growing doubt"
        let attributive = noun_position(n, k) && !n.is(before, Class::Relative) && (n.any(k + 1, NOUN) || unknown(n, k + 1));
        // "some 40 promised berths"
        if number && n.is(k, Class::VerbParticiple) && n.any(k + 1, NOUN) {
            return None;
        }
        // "a long “harbour plan”"
        let marked = n.any(before, OPENS_NOUN) && n.speech(k + 1) && !n.any(before, ClassSet::of(&[Class::Relative, Class::Pronoun]));
        return (!attributive && !marked).then_some(frames);
    }
    if classes.has(Class::VerbIng) {
        return (!owned).then_some(frames);
    }
    let noun = classes.meets(NOUN) || classes.has(Class::CueNoun) || classes.has(Class::DocumentNoun);
    if !noun {
        return Some(frames);
    }
    if owned || n.text(k + 1) == "of" || plain_adjective(n, before) || n.text(before).ends_with("est") {
        return None;
    }
    if classes.has(Class::VerbS) {
        let compound = !n.is_capital(before)
            && n.is(before, Class::Noun)
            && !n.is(before, Class::PersonNoun)
            && !n.is(before, Class::GroupNoun)
            && !n.is(before, Class::DocumentNoun);
        let joined = n.is(before, Class::Preposition)
            || n.is(before, Class::VerbBase) && !n.any(before, NOUN)
            || n.is(before, Class::VerbPast)
            || n.is(before, Class::VerbIng);
        // "in response to government claims"
        let object = !n.is_capital(before)
            && n.is(before, Class::Noun)
            && core_before(n, k, k.saturating_sub(8)).is_some_and(|c| c.start > 0 && n.is(c.start - 1, Class::Preposition));
        return (!joined && !compound && !object).then_some(frames);
    }
    // The base form needs a subject in the plural, or a helping verb.
    let before = if n.is(before, Class::Adverb) && before > 0 { before - 1 } else { before };
    let plural = n.is(before, Class::Plural) || n.is(before, Class::PersonNoun) && n.text(before).ends_with('s');
    // "from state to state"
    let licensed = plural
        || n.text(before) == "to" && !(before > 0 && n.text(before - 1) == n.text(k))
        || n.any(before, ClassSet::of(&[Class::Modal, Class::Auxiliary, Class::Conjunction, Class::Relative]))
        || n.is(before, Class::Pronoun) && !n.is(before, Class::PossessivePronoun) && !n.text(before).eq_ignore_ascii_case("one")
        || n.is_capital(before) && n.text(before).ends_with('s');
    licensed.then_some(frames)
}

pub(crate) fn has_frame(frames: &str, want: &str) -> bool {
    frames.as_bytes().split(|b| *b == b'+').any(|f| f == want.as_bytes())
}

/// Whether the verb at item `k` can be the finite verb of a sentence.
pub(crate) fn finite(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is(k, Class::VerbPast) || n.is(k, Class::VerbS) || n.is(k, Class::VerbBase)
}

/// Whether some verb or helping verb stands at item `k`.
pub(crate) fn verbal(n: &Narrative<'_, '_>, k: usize) -> bool {
    if n.is(k, Class::Auxiliary) || n.is(k, Class::Modal) {
        return true;
    }
    if !n.any(k, VERB) || n.is_capital(k) {
        return false;
    }
    let classes = n.token(k).map_or(ClassSet::default(), |t| t.classes);
    if classes.has(Class::Cue) {
        return cue_frames(n, k).is_some();
    }
    (classes.has(Class::VerbPast) || classes.has(Class::VerbS) || !classes.meets(NOMINAL)) && !noun_position(n, k)
}

/// Item after helping verbs and adverbs from `k` on.
pub(crate) fn skip_help(n: &Narrative<'_, '_>, mut k: usize, end: usize) -> usize {
    let from = k;
    while k < end && k < from + 6 && n.any(k, HELPS) && !n.is(k, Class::Preposition) && cue_frames(n, k).is_none() {
        k += 1;
    }
    k
}
