//! The cue of a quote in its own sentence: before it, behind it, around it, or at the sentence's end.

use std::ops::Range;

use super::attribution::{PAST, REACH, Source, source, speaker_of_sentence};
use super::clause::{clause, clause_end, tight_clause, verb_near};
use super::form;
use super::narrative::Narrative;
use super::phrase::{self, Phrase, cue_frames, has_frame, noun_phrase, phrase_before};
use super::subject::{self, subject_and_cue, subject_of};
use crate::lexicon::{Class, ClassSet};
use crate::text::{Shape, TokenRange};

/// The cue of the quote at item `k` in its own sentence.
pub(super) fn in_sentence(n: &Narrative<'_, '_>, run: &Range<usize>, k: usize) -> Option<Source> {
    let before = cue_before(n, run, k);
    let after = cue_behind(n, run, k);
    let chosen = match (before, after) {
        (Some(b), Some(mut a)) => {
            if b.1 {
                let mut b = b.0;
                // "Smith said it was "bad", the Post reported": the second cue is where it was reported.
                b.via = a.mention.take().filter(|_| outlet(n, a.core.as_ref()));
                b
            } else {
                a
            }
        }
        (Some(b), None) => b.0,
        (None, Some(a)) => a,
        (None, None) => match trailing(n, run, k) {
            Some(s) => s,
            // "Jane Smith, The Post: Q"
            None if k > run.start + 1 && n.is_punct(k - 1, ':') => speaker_of_sentence(n, &(run.start..k), true)?.0,
            None => return None,
        },
    };
    Some(details(n, run, k, chosen))
}

fn outlet(n: &Narrative<'_, '_>, core: Option<&TokenRange>) -> bool {
    core.is_some_and(|c| {
        let known = c.clone().any(|t| n.doc.is(t, Class::OutletWord) || n.doc.is(t, Class::Outlet));
        let named = n.doc.tokens[c.clone()].iter().all(|t| t.is_capital() || t.is(Class::Determiner));
        known || named && !c.clone().any(|t| n.doc.is(t, Class::Country))
    })
}

/// "Q," said Smith / Q, Smith said / Q, according to Smith / Q -- Smith.
fn cue_behind(n: &Narrative<'_, '_>, run: &Range<usize>, k: usize) -> Option<Source> {
    let mut at = k + 1;
    let q = n.quote(k)?;
    let stop = n.last_char(q);
    let tight = matches!(stop, ',' | '?' | '!' | '…' | '—' | '-' | '–' | '.') || at < run.end && n.is_punct(at, ',');
    let mut dash = false;
    while at < run.end && matches!(n.punct(at), Some(',' | '-' | '—' | '–')) {
        dash |= !n.is_punct(at, ',');
        at += 1;
    }
    if at >= run.end {
        return None;
    }
    if n.text(at).eq_ignore_ascii_case("according") && n.text(at + 1) == "to" {
        let subject = noun_phrase(n, at + 2, run.end)?;
        return Some(source(n, &subject, at..at + 2, "according to, after", 0.9));
    }
    if tight {
        if let Some(found) = subject_and_cue(n, at, run.end) {
            return Some(source(n, &found.subject, found.cue, "cue after", 0.95));
        }
        // "Q," he said in Ohio; Q, as Smith put it; "Q," is how Smith put it.
        if matches!(n.text(at), "as" | "is" | "was")
            && let Some(found) = subject_and_cue(n, at + if n.text(at) == "as" { 1 } else { 2 }, run.end)
            && ["say", "tell", "call"].iter().any(|f| has_frame(found.frames, f) || n.text(found.cue.end) == "it")
        {
            return Some(source(n, &found.subject, found.cue, "cue after", 0.85));
        }
    }
    // A verb that no table has: "Q," Smith deadpanned; "Q", afirmó Smith.
    if (matches!(stop, ',' | '?' | '!') || n.is_punct(k + 1, ','))
        && let Some(found) = unknown_verb(n, at, run.end)
    {
        return Some(found);
    }
    // "Q" -Commissioner Starks
    if dash
        && let Some(subject) = noun_phrase(n, at, run.end)
        && (subject.run.end >= run.end || n.is_punct(subject.run.end, ',') || n.is_punct(subject.run.end, '.'))
        && subject.core.clone().any(|i| phrase::name_word(n, i))
    {
        return Some(source(n, &subject, k + 1..k + 2, "signature", 0.7));
    }
    None
}

/// A name and one word that may be a verb, and the sentence's end.
fn unknown_verb(n: &Narrative<'_, '_>, at: usize, end: usize) -> Option<Source> {
    let ends = |i: usize| i >= end || matches!(n.punct(i), Some('.' | ',' | ';' | ':'));
    let verb = |i: usize| {
        n.is_word(i) && !n.is_capital(i) && (n.is(i, Class::VerbPast) || n.token(i).is_some_and(|t| t.classes == ClassSet::default()))
    };
    if verb(at)
        && let Some(p) = noun_phrase(n, at + 1, end)
        && phrase::name_word(n, at + 1)
        && ends(p.run.end)
    {
        return Some(source(n, &p, at..at + 1, "cue after", 0.6));
    }
    let mut p = noun_phrase(n, at, end)?;
    if p.core.len() > 1 && p.run == p.core && phrase::name_word(n, p.core.end - 2) && verb(p.core.end - 1) {
        (p.core.end, p.run.end) = (p.core.end - 1, p.run.end - 1);
    }
    let named = phrase::name_word(n, p.core.end - 1) || n.any(p.core.end - 1, ClassSet::of(&[Class::Pronoun, Class::PersonNoun]));
    (named && verb(p.run.end) && ends(p.run.end + 1)).then(|| source(n, &p, p.run.end..p.run.end + 1, "cue after", 0.6))
}

/// Whether the quote at item `k` stands before a noun, as an adjective does.
pub(super) fn modifies_next(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.any(k + 1, MODIFIED) && !n.is_capital(k + 1) && !n.any(k + 1, NO_NOUN)
}

const MODIFIED: ClassSet = ClassSet::of(&[Class::Noun, Class::Plural, Class::CueNoun, Class::DocumentNoun]);
const NO_NOUN: ClassSet = ClassSet::of(&[Class::Preposition, Class::Subordinator]);

/// The nearest cue before the quote in its sentence, and whether it plainly governs it.
fn cue_before(n: &Narrative<'_, '_>, run: &Range<usize>, k: usize) -> Option<(Source, bool)> {
    let low = run.start.max(k.saturating_sub(REACH));
    let mut weak: Option<(usize, &str)> = None;
    let mut found: Option<(usize, &str)> = None;
    let mut noun: Option<usize> = None;
    let words = n.quote(k).map_or(0, |q| form::shape(n.doc, &n.pairs[q]).words);
    let modifies = modifies_next(n, k);
    // "said that A, and that Q": the cue is the one whose clause began with "that".
    let and_that_at = k.saturating_sub(1);
    let and_that = k > low + 2 && n.text(k - 1) == "that" && n.is(k - 2, Class::Conjunction);
    let mut i = k;
    let mut past = 0;
    while i > low && past <= PAST {
        i -= 1;
        past += usize::from(n.speech(i));
        if n.text(i).eq_ignore_ascii_case("according") && n.text(i + 1) == "to" {
            if weak.is_none() && !(modifies && words <= 1) {
                let subject = noun_phrase(n, i + 2, k)?;
                return Some((source(n, &subject, i..i + 2, "according to, before", 0.9), true));
            }
            break;
        }
        if let Some(frames) = cue_frames(n, i) {
            if and_that && !(i + 1..k.min(i + 9)).any(|t| n.text(t) == "that" && t < and_that_at) {
                continue;
            }
            if ["say", "tell", "ask", "call", "judge"].iter().any(|f| has_frame(frames, f)) && !weak_here(n, i, low, frames) {
                found = Some((i, frames));
                break;
            }
            if weak.is_none() {
                weak = Some((i, frames));
            }
        } else if noun.is_none() && weak.is_none() && n.is(i, Class::CueNoun) && !n.is_capital(i) {
            noun = Some(i);
        }
    }
    let near = |i: usize| k - i <= 3 || k - i <= 10 && n.text(i + 1) == "that";
    if let Some(i) = noun
        && !(modifies && words <= 1)
        && (near(i) || found.is_none() && weak.is_none())
        && found.is_none_or(|f| f.0 < i && !has_frame(f.1, "call"))
        && let Some(s) = noun_cue(n, low, i, k)
    {
        return Some((s, true));
    }
    let strong = found.is_some();
    let (v, frames) = found.or(weak)?;
    let infinitive =
        n.is(v, Class::VerbBase) && !n.is(v, Class::VerbPast) && has_frame(frames, "call") && v > low && !n.is(v - 1, Class::Modal);
    if infinitive && words <= 3 && n.is(k - 1, Class::Determiner) && !(v..k).any(|i| n.text(i) == "that") {
        return None;
    }
    if words <= FEW && k - v > FAR && !has_frame(frames, "call") && beyond(n, v, k, run.end, words) {
        return None;
    }
    let thinks = !strong && words <= 1 && has_frame(frames, "think");
    if words <= 3 && modifies && (!strong || !["say", "tell", "ask", "call"].iter().any(|f| has_frame(frames, f))) || thinks {
        return None;
    }
    // "was called": the speaker stands behind, or nowhere.
    if subject::passive(n, v, low) {
        let by = (v + 1..k.min(v + 12))
            .chain(k + 1..run.end.min(k + 8))
            .find(|i| n.text(*i) == "by")
            .filter(|by| k - v <= 4 || k.saturating_sub(*by) <= 8 && n.is_punct(k - 1, ',') || *by > k);
        if let Some(by) = by
            && let Some(subject) = noun_phrase(n, by + 1, run.end)
        {
            return Some((source(n, &subject, v..v + 1, "passive", 0.8), true));
        }
        let quoted = n.text(v + 1) == "as" && !has_frame(frames, "call");
        let asked = has_frame(frames, "ask") || has_frame(frames, "tell");
        if !quoted && !asked {
            return None;
        }
        let subject = subject_of(n, v, low)?;
        return Some((source(n, &subject, v..v + 1, "passive", 0.6), quoted));
    }
    // "often labelled "X" by critics"
    if has_frame(frames, "call")
        && let Some(by) = (k + 1..run.end.min(k + 3)).find(|i| n.text(*i) == "by")
        && let Some(subject) = noun_phrase(n, by + 1, run.end)
        && n.is(v, Class::VerbParticiple)
    {
        return Some((source(n, &subject, v..v + 1, "passive", 0.7), true));
    }
    // "said Smith" between two quotes or at the head of the sentence.
    let inverted = v > run.start && n.speech(v - 1) || v == run.start || v > run.start + 1 && n.is_punct(v - 1, ',') && n.speech(v - 2);
    if inverted
        && !n.is(v, Class::VerbIng)
        && let Some(subject) = noun_phrase(n, v + 1, k)
    {
        return Some((source(n, &subject, v..v + 1, "cue before", 0.9), true));
    }
    let subject = subject_of(n, v, run.start.max(v.saturating_sub(REACH)))?;
    let participle = n.is(v, Class::VerbIng);
    let participial = participle || n.is(v, Class::VerbParticiple);
    let governs = !(v > 0 && participial && n.is(v - 1, Class::Subordinator));
    Some((source(n, &subject, v..v + 1, "cue before", if strong { 0.9 } else { 0.7 }), governs))
}

/// A quote of a few words, farther than this behind its cue, in items, is looked at again.
const FEW: usize = 2;
const FAR: usize = 6;

/// Whether a few words in marks at item `k` lie beyond what the cue at `v` reports: behind the end of its clause,
/// or, one word alone, where it reports none ("read a passage from the rules about “lodgers”").
fn beyond(n: &Narrative<'_, '_>, v: usize, k: usize, end: usize, words: usize) -> bool {
    let that = n.text(v + 1) == "that";
    if that || tight_clause(n, v + 1, k) {
        return clause_end(n, v + 1, end, false) < k;
    }
    // "replied to claims the pier was “sound”"
    let reports = clause(n, v + 1, k) || n.is(v + 1, Class::Preposition) && verb_near(n, v + 2, k);
    words <= 1 && !reports && !(v..k).any(|i| n.text(i) == "that")
}

/// Whether a cue that could govern gives way to one before it: what somebody judges, or would say, in
/// somebody else's words ("Smith promised that, should the town agree, …").
fn weak_here(n: &Narrative<'_, '_>, v: usize, low: usize, frames: &str) -> bool {
    let speaks = has_frame(frames, "say") || has_frame(frames, "tell") || has_frame(frames, "ask") || has_frame(frames, "call");
    let base = n.is(v, Class::VerbBase) && !n.is(v, Class::VerbPast) && v > low && !n.is(v - 1, Class::Plural);
    let Some(outer) = (low..v).rev().take(40).find(|i| {
        cue_frames(n, *i).is_some_and(|f| has_frame(f, "say") || has_frame(f, "tell"))
            && !n.is(*i, Class::VerbIng)
            && (n.is(*i, Class::VerbPast) || n.is(*i, Class::VerbS))
    }) else {
        return false;
    };
    if speaks && !base && !n.is(v.saturating_sub(1), Class::Pronoun) {
        return false;
    }
    // In the complement of the verb before: it has a subject of its own behind that verb.
    let Some(subject) = subject_of(n, v, low) else { return false };
    let it = matches!(n.text(subject.core.start), "it" | "It" | "that" | "this") && subject.core.len() == 1;
    subject.run.start > outer && (!speaks || it || base)
}

/// "his call for Q", "Smith's claim that Q", "a statement from Smith: Q".
pub(super) fn noun_cue(n: &Narrative<'_, '_>, low: usize, noun: usize, k: usize) -> Option<Source> {
    if k - noun > 12 {
        return None;
    }
    let cue = noun..noun + 1;
    if matches!(n.text(noun + 1), "from" | "by" | "of")
        && let Some(subject) = noun_phrase(n, noun + 2, k)
        && subject.core.clone().any(|i| phrase::name_word(n, i) || n.is(i, Class::PersonNoun))
        && n.text(noun + 1) != "of"
    {
        return Some(source(n, &subject, cue, "noun cue", 0.8));
    }
    for i in (low..noun).rev().take(5) {
        if n.is(i, Class::PossessivePronoun) {
            return Some(source(n, &Phrase { core: i..i + 1, run: i..i + 1 }, cue, "noun cue", 0.8));
        }
        if n.has(i, Shape::POSSESSIVE) || matches!(n.punct(i), Some('\'' | '’')) && !n.has(i, Shape::SPACED) {
            let end = if n.has(i, Shape::POSSESSIVE) { i + 1 } else { i };
            let subject = phrase_before(n, end, low)?;
            return Some(source(n, &subject, cue, "noun cue", 0.8));
        }
        if !(n.is(i, Class::Adjective)
            || n.is(i, Class::Noun)
            || n.is_word(i) && !n.any(i, ClassSet::of(&[Class::Preposition, Class::Auxiliary, Class::Conjunction])))
        {
            break;
        }
    }
    None
}

/// "…, Smith said." at the end of the sentence of which the quote is a part.
fn trailing(n: &Narrative<'_, '_>, run: &Range<usize>, k: usize) -> Option<Source> {
    let end = run.end.min(k + REACH);
    let mut past = 0;
    for i in k + 1..end {
        past += usize::from(n.speech(i));
        if past > PAST {
            return None;
        }
        let comma = matches!(n.punct(i), Some(',' | '—' | '–')) || n.quote(i).is_some_and(|q| n.last_char(q) == ',');
        if !comma {
            continue;
        }
        if n.text(i + 1).eq_ignore_ascii_case("according") && n.text(i + 2) == "to" {
            let subject = noun_phrase(n, i + 3, run.end)?;
            return Some(source(n, &subject, i + 1..i + 3, "according to, after", 0.85));
        }
        if let Some(found) = subject_and_cue(n, i + 1, run.end)
            && (has_frame(found.frames, "say") || has_frame(found.frames, "tell"))
        {
            let after = found.cue.end.max(found.subject.run.end);
            if after >= run.end || !n.is(after, Class::Subordinator) || found.cue.end < after {
                return Some(source(n, &found.subject, found.cue, "cue after", 0.85));
            }
        }
    }
    // "…, according to Smith" without a comma.
    (k + 1..end).find(|i| n.text(*i) == "according" && n.text(*i + 1) == "to").and_then(|i| {
        let subject = noun_phrase(n, i + 2, run.end)?;
        Some(source(n, &subject, i..i + 2, "according to, after", 0.85))
    })
}

/// Whom it was told to, and through which outlet it is known.
pub(super) fn details(n: &Narrative<'_, '_>, run: &Range<usize>, k: usize, mut s: Source) -> Source {
    let cue_end = s.cue.as_ref().map_or(0, |c| n.item_of(c.end));
    if let Some(cue) = s.cue.as_ref().filter(|c| !c.is_empty())
        && n.doc.is(cue.end.saturating_sub(1), Class::Cue)
        && {
            let frames = n.doc.lexicon.payload(n.doc.tokens[cue.end - 1].word, Class::Cue);
            has_frame(frames, "tell") || has_frame(frames, "ask")
        }
        && let Some(p) = noun_phrase(n, cue_end, run.end)
        && s.mention.as_ref().is_none_or(|m| m.start >= n.tokens(&p.core).end || m.end <= n.tokens(&p.core).start)
    {
        s.told_to = Some(n.tokens(&p.core));
    }
    if s.told_to.is_none() {
        for i in run.clone().take(REACH) {
            let word = n.text(i);
            let told = match word {
                "interview" => matches!(n.text(i + 1), "with" | "on" | "to"),
                "to" => i >= cue_end && n.text(i + 1) == "reporters",
                _ => word.eq_ignore_ascii_case("speaking") && matches!(n.text(i + 1), "to" | "with"),
            };
            if told && let Some(p) = noun_phrase(n, if word == "to" { i + 1 } else { i + 2 }, run.end) {
                s.told_to = Some(n.tokens(&p.core));
                break;
            }
        }
    }
    if s.via.is_none() && !s.how.starts_with("according") {
        let from = cue_end.max(k);
        let mut i = from;
        while i < run.end.min(from + 30) {
            if n.text(i) == "according"
                && n.text(i + 1) == "to"
                && let Some(p) = noun_phrase(n, i + 2, run.end).filter(|p| outlet(n, Some(&n.tokens(&p.core))))
            {
                s.via = Some(n.tokens(&p.core));
                break;
            }
            if n.is_punct(i, ',')
                && let Some(found) = subject_and_cue(n, i + 1, run.end)
                && has_frame(found.frames, "say")
                && outlet(n, Some(&n.tokens(&found.subject.core)))
                && s.mention.as_ref().is_none_or(|m| *m != n.tokens(&found.subject.run))
                && found.cue.start > i
                && i > k
            {
                s.via = Some(n.tokens(&found.subject.core));
                break;
            }
            i += 1;
        }
    }
    s
}
