//! Where a reported clause begins and ends.

use super::narrative::Narrative;
use super::phrase::{self, cue_frames, has_frame, noun_phrase};
use super::subject::subject_and_cue;
use crate::lexicon::{Class, ClassSet};

/// Whether some verb stands at item `k`, one of speech included.
pub(super) fn verb_like(n: &Narrative<'_, '_>, k: usize) -> bool {
    phrase::verbal(n, k) || cue_frames(n, k).is_some()
}

/// Where the object that begins at `start` ends: with what tells why it was judged, but not when.
pub(super) fn object_end(n: &Narrative<'_, '_>, start: usize, end: usize) -> usize {
    let past = |i: usize| n.is(i, Class::Calendar) || matches!(n.text(i), "while" | "although" | "though");
    (start + 1..end)
        .find(|i| {
            n.punct(*i).is_some_and(|c| matches!(c, ',' | ';' | ':'))
                || past(*i)
                || n.text(*i) == "and" && n.is(*i + 1, Class::VerbPast) && !n.is(*i + 1, Class::Noun)
        })
        .map_or(end, |mut i| {
            // "on Monday", "in late June": the preposition goes with its date.
            if n.is(i, Class::Calendar) {
                while i > start + 1 && n.any(i - 1, BEFORE_DATE) {
                    i -= 1;
                    if n.is(i, Class::Preposition) {
                        break;
                    }
                }
            }
            i
        })
}

const BEFORE_DATE: ClassSet = ClassSet::of(&[Class::Preposition, Class::Determiner, Class::Shift]);

/// Whether a clause begins at item `k`: a noun phrase, and a verb that can be its own further on.
pub(super) fn clause(n: &Narrative<'_, '_>, k: usize, end: usize) -> bool {
    if k >= end {
        return false;
    }
    let pronoun = n.is(k, Class::Pronoun) && !n.is(k, Class::PossessivePronoun) && !matches!(n.text(k), "him" | "them" | "us" | "me");
    let contracted = (n.is(k, Class::Auxiliary) || n.is(k, Class::Modal)) && n.text(k).contains(['\'', '’']);
    let plural = matches!(n.text(k), "they" | "we" | "you" | "I");
    let next = phrase::skip_help(n, k + 1, end);
    if pronoun && (n.speech(k + 1) || plural && n.is(next, Class::VerbBase) || verb_near(n, k + 1, end))
        || contracted
        || n.text(k) == "there"
        || n.text(k) == "if"
    {
        return true;
    }
    // "said details of the plan will follow", "said none of them sank": no noun phrase to the tables, but a head.
    if n.any(k, HEAD) && matches!(n.text(k + 1), "of" | "from" | "for") {
        return verb_near(n, k + 2, end);
    }
    if n.is(k, Class::VerbIng) {
        // "said having him there helps"
        return verb_near(n, k + 1, end);
    }
    noun_phrase(n, k, end).is_some_and(|p| verb_near(n, (p.core.start + 1).min(p.run.end), end))
}

const HEAD: ClassSet = ClassSet::of(&[Class::Noun, Class::Plural, Class::Negation]);

/// Whether a noun phrase and its finite verb stand at item `k`, nothing between.
pub(super) fn tight_clause(n: &Narrative<'_, '_>, k: usize, end: usize) -> bool {
    if (n.is(k, Class::Auxiliary) || n.is(k, Class::Modal)) && n.text(k).contains(['\'', '’']) || n.text(k) == "there" || n.text(k) == "if"
    {
        return true;
    }
    let Some(p) = noun_phrase(n, k, end) else { return false };
    let pronoun = n.is(p.core.start, Class::Pronoun) && p.core.len() == 1;
    if pronoun && matches!(n.text(p.core.start), "him" | "them" | "us" | "me" | "himself" | "herself" | "themselves") {
        return false;
    }
    let plural = n.is(p.core.end - 1, Class::Plural) || pronoun && !n.is(p.core.start, Class::PossessivePronoun);
    [p.core.end, p.run.end].into_iter().any(|stop| {
        let v = phrase::skip_help(n, stop, end);
        v > stop && (stop..v).any(|i| n.is(i, Class::Auxiliary) || n.is(i, Class::Modal))
            || v < end
                && (n.is(v, Class::VerbPast) || n.is(v, Class::VerbS) || plural && n.is(v, Class::VerbBase))
                && (phrase::verbal(n, v) || cue_frames(n, v).is_some())
    })
}

const NO_CLAUSE: ClassSet = ClassSet::of(&[Class::Preposition, Class::Relative]);

/// Whether a finite verb stands within reach, before a comma or another clause.
pub(super) fn verb_near(n: &Narrative<'_, '_>, from: usize, end: usize) -> bool {
    let mut comma = 0;
    let mut aside = false;
    for i in from..end.min(from + 24) {
        match n.punct(i) {
            Some(',') => {
                comma += 1;
                // "the other day, recalling that …"
                if comma == 1 && n.is(i + 1, Class::VerbIng) {
                    return false;
                }
                // "the pier, which was built in March, would hold"
                aside = !aside && matches!(n.text(i + 1), "which" | "who" | "whose" | "where");
                continue;
            }
            Some(';' | ':') => return false,
            _ => {}
        }
        if aside {
            continue;
        }
        if comma > 2 || n.is(i, Class::Subordinator) && !n.any(i, NO_CLAUSE) && n.text(i) != "that" {
            return false;
        }
        let finite =
            n.is(i, Class::Auxiliary) || n.is(i, Class::Modal) || n.is(i, Class::VerbPast) || n.is(i, Class::VerbS) && phrase::verbal(n, i);
        if finite && !n.is_capital(i) {
            return true;
        }
    }
    false
}

/// "and added", "but has called": the speaker's next verb of speech.
fn says_again(n: &Narrative<'_, '_>, k: usize, end: usize) -> bool {
    let verb = phrase::skip_help(n, k + 1, end);
    let finite = n.is(verb, Class::VerbPast) || n.is(verb, Class::VerbS);
    finite && cue_frames(n, verb).is_some_and(|f| ["say", "tell", "judge"].iter().any(|w| has_frame(f, w)))
}

/// Where a reported clause ends.
pub(super) fn clause_end(n: &Narrative<'_, '_>, start: usize, end: usize, leading: bool) -> usize {
    for i in start + 1..end {
        // A comma inside the marks ends words as one behind them does.
        let inside = n.quote(i).is_some_and(|q| n.last_char(q) == ',');
        let ends = match n.punct(i) {
            Some(';') => true,
            Some(',') => leading || ends_at_comma(n, start, i, end),
            _ if inside => leading || ends_at_comma(n, start, i, end),
            _ => ends_at_word(n, i, end),
        };
        if ends {
            return i + usize::from(inside);
        }
    }
    end
}

/// Whether a reported clause ends with the comma at item `i`.
fn ends_at_comma(n: &Narrative<'_, '_>, start: usize, i: usize, end: usize) -> bool {
    // "the pier, which …": before its own verb, nothing is said yet.
    let said = || n.text(start) == "to" || (start..i).any(|k| verb_like(n, k));
    let next = i + 1;
    if n.text(next) == "according" || cue_frames(n, next).is_some() && n.is(next, Class::VerbIng) {
        return true;
    }
    let and = matches!(n.text(next), "and" | "while" | "but");
    // An afterthought that is longer than what was said.
    let aside =
        n.is(next, Class::VerbIng) && !n.is(next, Class::Scope) || matches!(n.text(next), "which" | "compared" | "a" | "an" | "versus");
    if aside && end - next > next - start && said() {
        return true;
    }
    // "that A, and that B", "A, and that B"
    if and && n.text(next + 1) == "that" {
        return false;
    }
    let even = n.text(next) == "even" && matches!(n.text(next + 1), "as" | "though" | "if");
    if (even || matches!(n.text(next), "although" | "though" | "despite" | "who")) && said() {
        return true;
    }
    if n.text(next) == "but"
        || and && clause(n, next + 1, (next + 14).min(end))
        || and && (n.is(next + 1, Class::Subordinator) || subject_and_cue(n, next + 1, end).is_some())
    {
        return true;
    }
    subject_and_cue(n, next, end)
        .is_some_and(|found| found.cue.end >= end || n.is(found.cue.end, Class::Calendar) || n.is_punct(found.cue.end, ','))
}

/// Whether a reported clause ends before the word at item `i`.
fn ends_at_word(n: &Narrative<'_, '_>, i: usize, end: usize) -> bool {
    let next = || n.text(i + 1);
    match n.text(i) {
        "according" => next() == "to",
        "compared" => matches!(next(), "to" | "with"),
        "even" => next() == "as",
        "and" if matches!(next(), "he" | "she" | "they") && cue_frames(n, i + 2).is_some() => true,
        "and" | "but" => says_again(n, i, end),
        _ => false,
    }
}
