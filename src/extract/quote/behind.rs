//! Reported statements whose cue stands behind them or apart: "CLAUSE, Smith said", "according to Smith, CLAUSE".

use std::ops::Range;

use super::attribution::{Source, source};
use super::clause::{clause, verb_like};
use super::indirect::{Indirect, SOMEBODY, push, push_part};
use super::narrative::Narrative;
use super::phrase::{self, Phrase, has_frame, noun_phrase};
use super::subject::subject_and_cue;
use crate::lexicon::{Class, ClassSet, WordId};
use crate::text::TokenKind;

/// "According to NP, CLAUSE" and "CLAUSE, according to NP".
pub(super) fn accordingly(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, according: WordId, out: &mut Vec<Indirect>) -> bool {
    let here = |i: &usize| n.token(*i).is_some_and(|t| t.word == according) && n.text(*i + 1) == "to";
    let Some(at) = run.clone().find(here) else { return false };
    let Some(p) = noun_phrase(n, at + 2, end) else { return false };
    let own = subject_and_cue(n, run.start, at).is_some_and(|f| f.cue.end < at && f.cue.start <= run.start + 12);
    if at > run.start + 1 && (own || n.speech(run.start)) {
        // "Smith said that …, according to the Post": the outlet is where it was reported.
        return false;
    }
    let s = source(n, &p, at..at + 2, "according to", 0.9);
    if at <= run.start + 1 {
        let comma = (p.run.end..end).find(|i| n.is_punct(*i, ','));
        if let Some(comma) = comma {
            push(n, comma + 1..end, s, out);
        }
    } else {
        let after = if n.is_punct(p.run.end, ',') { past_apposition(n, p.run.end, end) } else { p.run.end };
        let more = n.is_punct(after, ',') && matches!(n.text(after + 1), "and" | "including");
        parts(n, run.start..at, if more { end } else { after }..end, s, out);
    }
    true
}

/// "As the Post reported on Monday, CLAUSE"
pub(super) fn as_reported(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, out: &mut Vec<Indirect>) -> bool {
    if !n.text(run.start).eq_ignore_ascii_case("as") {
        return false;
    }
    let Some(found) = subject_and_cue(n, run.start + 1, end).filter(|f| has_frame(f.frames, "say")) else { return false };
    let after = found.cue.end.max(found.subject.run.end);
    let Some(comma) = (after..end.min(after + 12)).find(|i| n.is_punct(*i, ',')) else { return false };
    // "As Smith said he would go, …" tells when.
    if found.cue.end <= found.subject.run.start || (after..comma).any(|i| verb_like(n, i)) || !clause(n, comma + 1, end) {
        return false;
    }
    push(n, comma + 1..end, source(n, &found.subject, found.cue.clone(), "cue before", 0.8), out);
    true
}

/// "A, he said, B": both parts, where each can stand by itself; else the one that can.
fn parts(n: &Narrative<'_, '_>, before: Range<usize>, after: Range<usize>, source: Source, out: &mut Vec<Indirect>) {
    // "…, he said, adding that …" goes on with a report of its own.
    let adds = n.is(after.start + 1, Class::VerbIng) && n.is(after.start + 1, Class::Cue);
    let goes_on = n.is_punct(after.start, ',') && after.end > after.start + 2 && after.clone().any(|k| phrase::verbal(n, k)) && !adds;
    if !goes_on {
        push(n, before, source, out);
        return;
    }
    // "On Monday, he said, …"
    let date = |k: usize| n.any(k, DATE) || n.token(k).is_some_and(|t| t.kind == TokenKind::Number);
    if n.is(before.start, Class::Preposition) && n.is(before.end - 1, Class::Calendar) && before.clone().skip(1).all(date) {
        push(n, after, source, out);
        return;
    }
    let first = out.len();
    let short = before.len() < 3;
    push_part(n, before, source.clone(), true, out);
    let second = out.len();
    push(n, after, source, out);
    if second > first && out.len() > second {
        out[second].continues = Some(first);
    } else if short {
        // "But, he said, “…”"
        out.truncate(first);
    }
}

const DATE: ClassSet = ClassSet::of(&[Class::Calendar, Class::DateUnit, Class::Shift, Class::DatePart, Class::DayPart]);

/// "CLAUSE, NP said."
pub(super) fn trailing(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, out: &mut Vec<Indirect>) {
    for i in run.start + 1..end {
        let marked = n.quote(i).is_some_and(|q| n.last_char(q) == ',') && !(run.start..i).any(|k| n.is_punct(k, ':'));
        if !n.is_punct(i, ',') && !marked {
            continue;
        }
        if n.text(i + 1) == "who" || n.is(i + 1, Class::Relative) {
            continue;
        }
        let Some(found) = subject_and_cue(n, i + 1, end) else { continue };
        if !["say", "tell", "think", "show"].iter().any(|f| has_frame(found.frames, f)) {
            continue;
        }
        let mut after = found.cue.end.max(found.subject.run.end);
        // "he told The Echo", "he wrote Smith"; and where nothing more is said, "she told reporters on Monday"
        let tells = has_frame(found.frames, "tell");
        let last = |k: usize| (k..end).all(|i| n.punct(i).is_none() && n.quote(i).is_none() && n.text(i) != "that" && !verb_like(n, i));
        if (tells || n.text(found.cue.end - 1) == "wrote")
            && found.cue.start >= found.subject.core.end
            && let Some(p) = noun_phrase(n, after, end)
            && (n.is_capital(after) || tells && last(p.run.end))
        {
            after = p.run.end;
        }
        let inverted = found.cue.start < found.subject.run.start;
        if inverted && n.is_punct(after, ',') {
            after = past_apposition(n, after, end);
        }
        // "In a letter, he said, “…”": no part of it; "If it rains, he said, “we stay”" is.
        let spoken = n.speech(after) || n.speech(after + 1) && matches!(n.punct(after), Some(',' | ':'));
        if spoken && (inverted || !sound(n, run.start, i)) {
            continue;
        }
        let closes = after >= end
            || spoken
            || matches!(n.punct(after), Some(',' | ';'))
            || n.is(after, Class::Calendar)
            || n.is(after, Class::Shift) && n.is(after + 1, Class::DateUnit)
            || !inverted && matches!(n.punct(after), Some('—' | '–'))
            || n.is(after, Class::Preposition) && !(after..end).take_while(|k| inverted || !n.is_punct(*k, ',')).any(|k| verb_like(n, k));
        let goes_on = spoken || n.is_punct(after, ',') && (after..end).any(|k| phrase::verbal(n, k));
        // "declared bankruptcy" at a sentence's end: a thing says nothing.
        let thing = inverted && !has_frame(found.frames, "bare") && !spoken && !speaks(n, &found.subject);
        let aloud = has_frame(found.frames, "aloud") && !spoken;
        if thing || aloud || !closes || !goes_on && (run.start..i).all(|k| !verb_like(n, k)) {
            continue;
        }
        let head = run.start;
        let main = (head + 1..i).any(|c| n.is_punct(c, ',') && clause(n, c + 1, i));
        let opens = n.is(head, Class::Subordinator) && !n.text(head).eq_ignore_ascii_case("that");
        if opens && !main && !goes_on
            || n.speech(head)
            || n.is(head, Class::VerbIng) && !spoken
            || n.is(head, Class::VerbParticiple) && n.is(head + 1, Class::Subordinator)
        {
            return;
        }
        let own = subject_and_cue(n, head, i).is_some_and(|f| {
            // "Dorn pleaded not guilty, his lawyer said": no clause of his.
            let says = || has_frame(f.frames, "say") && n.text(f.cue.end) != "to" && (f.cue.end..i).any(|k| verb_like(n, k));
            f.cue.end < i && f.cue.start <= head + 12 && (marked || says())
        });
        if own {
            // "Smith said that …, the Post reported": where it was reported.
            return;
        }
        let s = source(n, &found.subject, found.cue.clone(), "cue after", 0.8);
        if marked {
            push(n, run.start..i + 1, s, out);
        } else {
            parts(n, run.start..i, after..end, s, out);
        }
        return;
    }
}

fn speaks(n: &Narrative<'_, '_>, p: &Phrase) -> bool {
    p.core.clone().any(|k| phrase::name_word(n, k) || n.any(k, SOMEBODY))
}

/// Whether a clause, and no adverbial, stands before what is said in marks: "If it rains, he said, “we stay”".
fn sound(n: &Narrative<'_, '_>, head: usize, end: usize) -> bool {
    let aside = n.is(head, Class::Preposition) && !n.is(head, Class::Subordinator)
        || n.is(head, Class::VerbParticiple)
        || ["as", "when", "after", "before", "but", "and"].iter().any(|w| n.text(head).eq_ignore_ascii_case(w));
    !aside && (head..end).any(|k| finite_here(n, k)) && !(head..end).any(|k| n.speech(k))
}

/// Past "a teacher of Latin, who …" behind the speaker whose name ends at item `at`.
fn past_apposition(n: &Narrative<'_, '_>, at: usize, end: usize) -> usize {
    let mut at = at;
    for _ in 0..3 {
        let next = at + 1;
        let stop = (next..end).find(|k| n.is_punct(*k, ',')).unwrap_or(end);
        let relative = matches!(n.text(next), "who" | "whose" | "which" | "where");
        let noun = n.any(next, OPENS_APPOSITION) && !n.is_capital(next);
        let own = (next..stop).take_while(|k| !matches!(n.text(*k), "who" | "which" | "that")).any(|k| finite_here(n, k));
        if stop <= next || !relative && (!noun || own) {
            break;
        }
        at = stop;
    }
    at
}

const OPENS_APPOSITION: ClassSet = ClassSet::of(&[Class::Determiner, Class::Adjective, Class::PersonNoun, Class::Title, Class::Noun]);

pub(super) fn finite_here(n: &Narrative<'_, '_>, k: usize) -> bool {
    n.is(k, Class::Auxiliary) || n.is(k, Class::Modal) || (n.is(k, Class::VerbPast) || n.is(k, Class::VerbS)) && verb_like(n, k)
}
