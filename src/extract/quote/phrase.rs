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

/// No phrase is longer, in items.
const LONG: usize = 40;

const FUNCTION: ClassSet = ClassSet::of(&[
    Class::Pronoun,
    Class::PossessivePronoun,
    Class::Preposition,
    Class::Conjunction,
    Class::Subordinator,
    Class::Relative,
    Class::Auxiliary,
    Class::Modal,
    Class::Negation,
    Class::Adverb,
]);
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
const VERB: ClassSet = ClassSet::of(&[Class::VerbBase, Class::VerbS, Class::VerbPast, Class::VerbParticiple, Class::VerbIng]);
const OPENS_NOUN: ClassSet = ClassSet::of(&[Class::Determiner, Class::PossessivePronoun]);
const HELPS: ClassSet = ClassSet::of(&[Class::Auxiliary, Class::Modal, Class::Negation, Class::Adverb]);
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
    !(n.is(k, Class::Calendar) && !n.is_capital(k + 1))
}

/// Whether the item before calls for a noun or adjective here.
fn noun_position(n: &Narrative<'_, '_>, k: usize) -> bool {
    k > 0
        && (n.any(k - 1, OPENS_NOUN)
            || n.has(k - 1, Shape::POSSESSIVE)
            || n.is(k - 1, Class::Preposition) && !n.is_punct(k - 1, ',')
            || plain_adjective(n, k - 1))
}

fn plain_adjective(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is(k, Class::Adjective) && !n.any(k, VERB) && !n.is(k, Class::Noun) && !n.is(k, Class::Adverb)
}

/// Whether a hyphen, slash or ampersand at item `k` joins two words.
fn joint(n: &Narrative<'_, '_>, k: usize) -> bool {
    match n.punct(k) {
        Some('-' | '/' | '‑') => !n.has(k, Shape::SPACED) && n.token(k + 1).is_some_and(|t| !t.has(Shape::SPACED)),
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
    let classes = n.doc.lexicon.classes(t.word);
    if classes.meets(FUNCTION) {
        return false;
    }
    if classes.has(Class::Cue) {
        return classes.meets(NOUN) && noun_position(n, k) && !classes.has(Class::VerbPast);
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
    !n.text(k).ends_with("ly")
}

fn unknown(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is_word(k) && n.token(k).is_some_and(|t| n.doc.lexicon.classes(t.word) == ClassSet::default())
}

/// The noun phrase that begins at item `k`.
pub(crate) fn noun_phrase(n: &Narrative<'_, '_>, k: usize, end: usize) -> Option<Phrase> {
    phrase_within(n, k, end.min(k + LONG), 0)
}

fn phrase_within(n: &Narrative<'_, '_>, k: usize, end: usize, depth: usize) -> Option<Phrase> {
    if k >= end {
        return None;
    }
    if n.is(k, Class::Pronoun) && !(n.is(k, Class::PossessivePronoun) && core_item(n, k + 1)) && !n.is(k, Class::Determiner) {
        return Some(Phrase { core: k..k + 1, run: k..k + 1 });
    }
    let mut at = k;
    while at < end && n.any(at, OPENS_NOUN) {
        at += 1;
    }
    // "more than a dozen", "very senior officials": adverbs inside are rare and left out.
    let first = at;
    while at < end && (core_item(n, at) || at > first && n.any(at, OPENS_NOUN) && n.has(at - 1, Shape::POSSESSIVE)) {
        at += 1;
    }
    if at == first {
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
        && !n.is(at + 1, Class::VerbBase)
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
        } else if n.any(k, OPENS_NOUN) && (at < end || n.is(k, Class::Determiner) && !n.is(k, Class::Relative)) {
            at = k;
            if !(k > low && (n.has(k - 1, Shape::POSSESSIVE) || n.is(k - 1, Class::Determiner))) {
                break;
            }
        } else {
            break;
        }
    }
    // A verb's participle at the head ("elected officials") is no phrase by itself.
    (at < end).then_some(at..end)
}

/// The frames of the cue verb at item `k`; none where it is no verb of speech.
pub(crate) fn cue_frames<'a>(n: &Narrative<'a, '_>, k: usize) -> Option<&'a str> {
    if !n.is(k, Class::Cue) {
        // "as Smith put it"
        let put = matches!(n.text(k), "put" | "puts") && n.text(k + 1) == "it";
        return put.then_some("say");
    }
    if n.has(k, Shape::POSSESSIVE) {
        return None;
    }
    let t = n.token(k)?;
    let classes = n.doc.lexicon.classes(t.word);
    let word_before = k > 0 && (n.is_word(k - 1) || n.token(k - 1).is_some_and(|t| t.kind == TokenKind::Number));
    if t.is_capital() && (word_before || classes.has(Class::VerbBase) && classes.meets(NOUN)) {
        return None;
    }
    let frames = n.payload(k, Class::Cue);
    if !word_before {
        return Some(frames);
    }
    let before = k - 1;
    let number = n.token(before).is_some_and(|t| t.kind == TokenKind::Number);
    let owned = number
        || n.any(before, OPENS_NOUN) && !n.is(before, Class::Relative) && !n.is(before, Class::Pronoun)
        || n.has(before, Shape::POSSESSIVE);
    if classes.has(Class::VerbPast) {
        // "the administration's continued search"
        let attributive = noun_position(n, k) && !n.is(before, Class::Relative) && (n.any(k + 1, NOUN) || unknown(n, k + 1));
        return (!attributive).then_some(frames);
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
        let joined =
            n.is(before, Class::Preposition) || n.is(before, Class::VerbBase) && !n.any(before, NOUN) || n.is(before, Class::VerbPast);
        return (!joined && !compound).then_some(frames);
    }
    // The base form needs a subject in the plural, or a helping verb.
    let before = if n.is(before, Class::Adverb) && before > 0 { before - 1 } else { before };
    let plural = n.is(before, Class::Plural) || n.is(before, Class::PersonNoun) && n.text(before).ends_with('s');
    let licensed = plural
        || n.text(before) == "to"
        || n.any(before, ClassSet::of(&[Class::Modal, Class::Auxiliary, Class::Conjunction, Class::Relative]))
        || n.is(before, Class::Pronoun) && !n.is(before, Class::PossessivePronoun) && !n.text(before).eq_ignore_ascii_case("one")
        || n.is_capital(before) && n.text(before).ends_with('s');
    licensed.then_some(frames)
}

pub(crate) fn has_frame(frames: &str, want: &str) -> bool {
    frames.split('+').any(|f| f == want)
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
    let classes = n.token(k).map_or(ClassSet::default(), |t| n.doc.lexicon.classes(t.word));
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

/// What a noun phrase in front of a verb says it.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    pub(crate) subject: Phrase,
    pub(crate) cue: Range<usize>,
    pub(crate) frames: String,
}

/// Reads "NP said" or "said NP" at item `k`, appositions and relative clauses between included.
pub(crate) fn subject_and_cue(n: &Narrative<'_, '_>, k: usize, end: usize) -> Option<Attribution> {
    let end = end.min(k + 60);
    // "said Smith", "has said Smith" is no English.
    let at = skip_adverbs(n, k, end);
    if let Some(frames) = cue_frames(n, at)
        && !n.is(at, Class::VerbIng)
        && finite(n, at)
        && let Some(subject) = noun_phrase(n, at + 1, end)
        && !(n.is(subject.core.start, Class::Pronoun) && !subjective(n, subject.core.start))
    {
        return Some(Attribution { subject, cue: at..at + 1, frames: frames.to_owned() });
    }
    let mut subject = noun_phrase(n, at, end)?;
    // "Smith and Jones of the institute wrote"
    for _ in 0..4 {
        let mut next = subject.run.end;
        if n.is_punct(next, ',') && !n.text(next + 1).eq_ignore_ascii_case("and") && !n.is_capital(next + 1) {
            break;
        }
        next += usize::from(n.is_punct(next, ','));
        let and = matches!(n.text(next), "and" | "&");
        if !and && !(next > subject.run.end && n.is_capital(next)) || cue_here(n, next + usize::from(and), end).is_some() {
            break;
        }
        let Some(more) = noun_phrase(n, next + usize::from(and), end) else { break };
        if !and && (more.run.end >= end || !matches!(n.punct(more.run.end), Some(',')) && n.text(more.run.end) != "and") {
            break;
        }
        if !and && !(more.run.end..end.min(more.run.end + 12)).any(|i| n.text(i) == "and") {
            break;
        }
        if cue_after(n, subject.run.end, end).is_some_and(|c| c.start < more.run.start) {
            break;
        }
        subject.run.end = more.run.end;
        if and {
            break;
        }
    }
    for stop in [subject.run.end, subject.core.end] {
        if let Some(cue) = cue_after(n, stop, end) {
            return Some(Attribution { frames: n.payload(cue.end - 1, Class::Cue).to_owned(), subject, cue });
        }
    }
    None
}

fn subjective(n: &Narrative<'_, '_>, k: usize) -> bool {
    !matches!(n.text(k), "him" | "them" | "me" | "us" | "himself" | "herself" | "themselves")
}

fn skip_adverbs(n: &Narrative<'_, '_>, mut k: usize, end: usize) -> usize {
    while k < end && n.is(k, Class::Adverb) && !n.is(k, Class::Preposition) {
        k += 1;
    }
    k
}

/// The cue that follows a subject which ends at `k`: at once, after helping verbs, or after an
/// apposition or relative clause between commas or dashes.
fn cue_after(n: &Narrative<'_, '_>, k: usize, end: usize) -> Option<Range<usize>> {
    if let Some(cue) = cue_here(n, k, end) {
        return Some(cue);
    }
    let comma = |i: usize| matches!(n.punct(i), Some(',' | '—' | '–')) || n.is_punct(i, '-') && n.has(i, Shape::SPACED);
    if !comma(k) {
        return None;
    }
    let mut i = k + 1;
    while i < end && !n.speech(i) {
        if comma(i) {
            if let Some(cue) = cue_here(n, i + 1, end) {
                // A relative clause's own verb comes before the comma; "who said" is its own matter.
                return Some(cue);
            }
        }
        if matches!(n.punct(i), Some(';' | ':')) {
            return None;
        }
        i += 1;
    }
    // No second comma: "Smith, who leads the group said".
    let verb = (k + 2..end).find(|v| {
        n.is(*v, Class::VerbPast) && cue_frames(n, *v).is_some_and(|f| has_frame(f, "say") || has_frame(f, "tell")) && !n.any(*v - 1, HELPS)
    })?;
    let fine = !n.is(verb - 1, Class::Relative)
        && n.text(verb - 1) != "who"
        && !n.is(verb - 1, Class::Pronoun)
        && !(k + 1..verb).any(|i| n.speech(i));
    fine.then_some(verb..verb + 1)
}

/// A finite cue at `k`, helping verbs before it.
fn cue_here(n: &Narrative<'_, '_>, k: usize, end: usize) -> Option<Range<usize>> {
    let at = skip_help(n, k, end);
    if at < end && cue_frames(n, at).is_some() {
        let helped = at > k;
        let fine = finite(n, at) || helped;
        // "was called" is no speech of its subject.
        let passive = helped && (k..at).any(|i| n.payload(i, Class::Auxiliary) == "be") && !n.is(at, Class::VerbIng);
        return (fine && !passive).then_some(k..at + 1);
    }
    // "went on to say", "continues to insist", "is quoted as saying", "took to the stage to say".
    let to = (k..end.min(k + 5)).find(|i| n.text(*i) == "to" && *i > k)?;
    if (k..to).all(|i| n.is_word(i) && !n.is_capital(i) && !n.is(i, Class::Pronoun))
        && verbal(n, k)
        && n.is(to + 1, Class::VerbBase)
        && cue_frames(n, to + 1).is_some()
    {
        return Some(k..to + 2);
    }
    None
}

/// Whether item `k` begins words that attribute what stands before them. With `strict`, only a short
/// form that can hardly be a sentence of its own.
pub(crate) fn attributes(n: &Narrative<'_, '_>, k: usize, strict: bool) -> bool {
    let end = (k..n.len().min(k + 40)).find(|i| n.is_punct(*i, '.')).unwrap_or_else(|| n.len().min(k + 40));
    let Some(found) = subject_and_cue(n, k, end) else { return false };
    if !has_frame(&found.frames, "say") && !has_frame(&found.frames, "tell") && !has_frame(&found.frames, "ask") {
        return false;
    }
    let after = found.cue.end.max(found.subject.run.end);
    let ends = after >= end || matches!(n.punct(after), Some('.' | ',' | ';' | ':'));
    if strict {
        ends
    } else {
        ends || found.cue.start >= found.subject.run.end || n.is(after, Class::Preposition) || n.is(after, Class::Calendar)
    }
}

/// The subject of the verb at item `v` in the sentence that begins at `low`.
pub(crate) fn subject_of(n: &Narrative<'_, '_>, v: usize, low: usize) -> Option<Phrase> {
    subject_at(n, v, low, 0)
}

fn subject_at(n: &Narrative<'_, '_>, v: usize, low: usize, depth: usize) -> Option<Phrase> {
    let low = if depth == 0 { after_dateline(n, low, v) } else { low };
    if depth > 4 || v <= low {
        return None;
    }
    let mut k = v;
    let mut helped = false;
    while k > low && (n.any(k - 1, HELPS) && !n.is(k - 1, Class::Determiner)) && !n.is(k - 1, Class::Relative) && v - k < 8 {
        k -= 1;
        helped |= n.is(k, Class::Auxiliary) || n.is(k, Class::Modal);
    }
    if k == low {
        return None;
    }
    let before = k - 1;
    let word = n.text(before);
    if n.is(v, Class::VerbIng) && !helped {
        return participle_subject(n, k, low, depth);
    }
    if word == "to" {
        // "wants to say": the subject of the verb before.
        let governor = (low..before).rev().take(8).find(|i| verbal(n, *i))?;
        return subject_at(n, governor, low, depth + 1).or_else(|| main_subject(n, low, v));
    }
    if n.is(before, Class::Relative) || n.is(before, Class::Pronoun) && word == "who" {
        let end = if before > low && n.is_punct(before - 1, ',') { before - 1 } else { before };
        if word != "what"
            && let Some(p) = phrase_before(n, end, low)
        {
            return Some(p);
        }
        if n.is(before, Class::Determiner) {
            return phrase_before(n, k, low);
        }
        return None;
    }
    if matches!(n.punct(before), Some(',' | '—' | '–')) || n.is_punct(before, '-') && n.has(before, Shape::SPACED) || n.speech(before) {
        return before_apposition(n, before, low).or_else(|| main_subject(n, low, v));
    }
    if n.is(before, Class::Conjunction) {
        return coordinated_subject(n, before, low, depth);
    }
    let found = phrase_before(n, k, low);
    if let Some(p) = &found
        && p.run.start > low
        && n.is(p.run.start - 1, Class::Preposition)
        && !n.is(p.run.start - 1, Class::Subordinator)
        && p.run.start - 1 > low
    {
        // "but in a later interview said": an adverbial before the verb.
        return subject_at(n, p.run.start - 1, low, depth + 1);
    }
    found.or_else(|| main_subject(n, low, v))
}

/// "…, saying": the subject of the clause before.
fn participle_subject(n: &Narrative<'_, '_>, k: usize, low: usize, depth: usize) -> Option<Phrase> {
    let before = k - 1;
    let comma = matches!(n.punct(before), Some(',' | '—' | '–')) || n.is(before, Class::Conjunction) || n.speech(before);
    if comma
        && let Some(cue) =
            (low..before).rev().take(60).find(|i| finite_verb(n, *i) && cue_frames(n, *i).is_some_and(|f| !has_frame(f, "think")))
        && !passive(n, cue, low)
    {
        return subject_at(n, cue, low, depth + 1).or_else(|| main_subject(n, low, k));
    }
    let finite_before = (low..before).rev().take(60).find(|i| (cue_frames(n, *i).is_some() || verbal(n, *i)) && finite_verb(n, *i));
    if n.text(before) == "for"
        && let Some(p) = phrase_before(n, before, low)
    {
        return Some(p);
    }
    if !comma
        && !n.is(before, Class::Preposition)
        && !n.is(before, Class::Subordinator)
        && let Some(p) = phrase_before(n, k, low)
        && (p.run.start <= low
            || n.text(p.run.start - 1) == "with"
            || finite_before.is_none_or(|f| cue_frames(n, f).is_none())
            || n.any(p.core.end - 1, ClassSet::of(&[Class::CueNoun, Class::DocumentNoun])))
    {
        // "critics calling"; but "he issued a statement saying" is his.
        let thing = n.any(p.core.end - 1, ClassSet::of(&[Class::CueNoun, Class::DocumentNoun]));
        let with = p.run.start > low && n.text(p.run.start - 1) == "with";
        match finite_before.filter(|_| thing && !with).and_then(|f| subject_at(n, f, low, depth + 1)) {
            Some(subject) => return Some(subject),
            None => return Some(p),
        }
    }
    match finite_before {
        Some(f) => subject_at(n, f, low, depth + 1).or_else(|| main_subject(n, low, k)),
        None => main_subject(n, low, k),
    }
}

/// Whether the verb at `v` is a passive.
pub(crate) fn passive(n: &Narrative<'_, '_>, v: usize, low: usize) -> bool {
    if n.is(v, Class::VerbIng) || !n.is(v, Class::VerbParticiple) && !n.is(v, Class::VerbPast) {
        return false;
    }
    let help = (low..v).rev().take(4).take_while(|i| n.any(*i, HELPS));
    help.into_iter().any(|i| n.payload(i, Class::Auxiliary) == "be")
}

fn finite_verb(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is(k, Class::Auxiliary) || n.is(k, Class::Modal) || n.is(k, Class::VerbPast) || n.is(k, Class::VerbS)
}

/// "NP did this and said": the subject of the verb before the conjunction.
fn coordinated_subject(n: &Narrative<'_, '_>, conjunction: usize, low: usize, depth: usize) -> Option<Phrase> {
    let speaks = |i: &usize| finite_verb(n, *i) && cue_frames(n, *i).is_some_and(|f| has_frame(f, "say") || has_frame(f, "tell"));
    let cue = cue_frames(n, conjunction + 1).is_some();
    let said = (low..conjunction).rev().take(60).find(|i| cue && speaks(i) && !passive(n, *i, low));
    let verb = said.or_else(|| (low..conjunction).rev().take(60).find(|i| verbal(n, *i) && finite_verb(n, *i)))?;
    subject_at(n, verb, low, depth + 1).or_else(|| main_subject(n, low, verb))
}

/// The noun phrase before an apposition or relative clause that ends with the comma at item `comma`.
fn before_apposition(n: &Narrative<'_, '_>, comma: usize, low: usize) -> Option<Phrase> {
    let mut best = None;
    let mut seen = 0;
    for i in (low..comma).rev().take(60) {
        let dash = matches!(n.punct(i), Some('—' | '–')) || n.is_punct(i, '-') && n.has(i, Shape::SPACED);
        if n.is_punct(i, ',') || dash {
            seen += 1;
            if let Some(p) = phrase_before(n, i, low) {
                let starts = p.run.start == low
                    || n.is(p.run.start - 1, Class::Conjunction)
                    || n.is(p.run.start - 1, Class::Subordinator)
                    || n.is_punct(p.run.start - 1, ',')
                    || n.is_punct(p.run.start - 1, ':')
                    || n.quote(p.run.start - 1).is_some();
                let named =
                    p.core.clone().any(|k| name_word(n, k)) || n.any(p.core.end - 1, ClassSet::of(&[Class::PersonNoun, Class::Pronoun]));
                if starts && named {
                    best = Some(p);
                } else if best.is_none() && named && seen == 1 {
                    best = Some(p);
                }
            }
        } else if n.speech(i) || n.is_punct(i, ';') {
            break;
        }
    }
    best
}

/// The subject of the sentence that begins at `low`: the first noun phrase before a verb that stands in
/// no leading adverbial.
pub(crate) fn main_subject(n: &Narrative<'_, '_>, low: usize, end: usize) -> Option<Phrase> {
    let mut k = after_dateline(n, low, end);
    let mut fallback = None;
    let mut clause = true;
    while k < end {
        if n.speech(k) {
            clause = true;
            k += 1;
            continue;
        }
        if n.is(k, Class::Preposition) || n.is(k, Class::Subordinator) && !n.is(k, Class::Determiner) {
            // A leading adverbial: to its comma, or over its noun phrase.
            if clause && let Some(comma) = (k + 1..end.min(k + 40)).find(|i| n.is_punct(*i, ',')) {
                k = comma + 1;
                continue;
            }
            k = noun_phrase(n, k + 1, end).map_or(k + 1, |p| p.run.end);
            continue;
        }
        if let Some(p) = noun_phrase(n, k, end) {
            let time = n.is(p.core.start, Class::Calendar);
            let next = skip_help(n, p.run.end, end + 1);
            if clause && !time && (next > p.run.end || verbal(n, next) || n.is_punct(p.run.end, ',') || n.is(p.run.end, Class::Relative)) {
                return Some(p);
            }
            if fallback.is_none() && !time {
                fallback = Some(p.clone());
            }
            k = p.run.end.max(k + 1);
            clause = false;
        } else {
            clause = matches!(n.punct(k), Some(',' | ';' | ':' | '—')) || n.is(k, Class::Conjunction);
            k += 1;
        }
    }
    fallback
}

/// The item after a dateline ("LYON, France (AP) —"), if the sentence begins with one.
pub(crate) fn after_dateline(n: &Narrative<'_, '_>, low: usize, end: usize) -> usize {
    if !n.has(low, Shape::ALL_CAPS) {
        return low;
    }
    let dash =
        (low + 1..end.min(low + 12)).find(|i| matches!(n.punct(*i), Some('—' | '–')) || n.is_punct(*i, '-') && n.has(*i, Shape::SPACED));
    match dash {
        Some(d) => (d + 1..end).find(|i| n.punct(*i).is_none()).unwrap_or(d + 1),
        None => low,
    }
}
