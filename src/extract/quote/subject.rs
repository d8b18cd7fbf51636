//! Verbs of speech and their subjects: which noun phrase says, and which cue it says it with.

use std::ops::Range;

use super::narrative::Narrative;
use super::phrase::{HELPS, Phrase, cue_frames, finite, has_frame, name_word, noun_phrase, phrase_before, skip_help, verbal};
use crate::lexicon::{Class, ClassSet};
use crate::text::Shape;

/// What a noun phrase in front of a verb says it.
#[derive(Clone, Debug)]
pub(crate) struct Attribution<'a> {
    pub(crate) subject: Phrase,
    pub(crate) cue: Range<usize>,
    pub(crate) frames: &'a str,
}

/// Reads "NP said" or "said NP" at item `k`, appositions and relative clauses between included.
pub(crate) fn subject_and_cue<'a>(n: &Narrative<'a, '_>, k: usize, end: usize) -> Option<Attribution<'a>> {
    let end = end.min(k + 60);
    // "said Smith", "has said Smith" is no English.
    let at = skip_adverbs(n, k, end);
    if let Some(frames) = cue_frames(n, at)
        && !n.is(at, Class::VerbIng)
        && finite(n, at)
        && let Some(subject) = noun_phrase(n, at + 1, end)
        && (!n.is(subject.core.start, Class::Pronoun) || subjective(n, subject.core.start))
    {
        return Some(Attribution { subject, cue: at..at + 1, frames });
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
        if !(and || next > subject.run.end && n.is_capital(next)) || cue_here(n, next + usize::from(and), end).is_some() {
            break;
        }
        let Some(more) = noun_phrase(n, next + usize::from(and), end) else { break };
        if !and && (more.run.end >= end || !matches!(n.punct(more.run.end), Some(',')) && n.text(more.run.end) != "and") {
            break;
        }
        if !and && !(more.run.end..end.min(more.run.end + 12)).any(|i| n.text(i) == "and") {
            break;
        }
        if cue_after(n, at, subject.run.end, end).is_some_and(|c| c.start < more.run.start) {
            break;
        }
        subject.run.end = more.run.end;
        if and {
            break;
        }
    }
    // "…, killing four people, the army said": what a participle opens has no apposition.
    let participle = n.is(subject.core.start, Class::VerbIng) && !n.is_capital(subject.core.start);
    for stop in [subject.run.end, subject.core.end] {
        if let Some(cue) = if participle { cue_here(n, stop, end) } else { cue_after(n, at, stop, end) } {
            // "two people briefed on the talks said"
            let told = cue.start == stop && cue.len() == 1 && n.is(stop, Class::VerbParticiple) && n.is(cue.end, Class::Preposition);
            if told
                && !subject.core.clone().any(|i| name_word(n, i))
                && let Some(matter) = noun_phrase(n, cue.end + 1, end)
                && let Some(own) = cue_here(n, matter.run.end, end)
            {
                subject.run.end = matter.run.end;
                return Some(Attribution { frames: n.payload(own.end - 1, Class::Cue), subject, cue: own });
            }
            return Some(Attribution { frames: n.payload(cue.end - 1, Class::Cue), subject, cue });
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

/// The cue that follows a subject from item `from` to `k`: at once, after helping verbs, or after an
/// apposition or relative clause between commas or dashes.
fn cue_after(n: &Narrative<'_, '_>, from: usize, k: usize, end: usize) -> Option<Range<usize>> {
    if let Some(cue) = cue_here(n, k, end) {
        return Some(cue);
    }
    let comma = |i: usize| matches!(n.punct(i), Some(',' | '—' | '–')) || n.is_punct(i, '-') && n.has(i, Shape::SPACED);
    if !comma(k) {
        return None;
    }
    let mut i = k + 1;
    while i < end && !n.speech(i) {
        if comma(i)
            && let Some(cue) = cue_here(n, i + 1, end)
        {
            // A relative clause's own verb comes before the comma; "who said" is its own matter.
            return Some(cue);
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
    // "…, a loss of 40 jobs, the union said": the phrase right before the verb says it, but not in "Smith, head of the group said"
    // and "“Q,” Smith, the mayor said".
    const OFFICE: ClassSet = ClassSet::of(&[Class::PersonNoun, Class::Title]);
    let own = |p: Phrase| {
        let head = p.core.end - 1;
        let one = n.any(head, OFFICE) && !n.is(head, Class::Plural) && !n.is_capital(head) && !n.text(k + 1).eq_ignore_ascii_case("the");
        let until = skip_help(n, p.run.end, end) == verb || skip_help(n, p.core.end, end) == verb;
        until && !(one && k > 0 && name_word(n, k - 1))
    };
    let quoted = n.speech(from.wrapping_sub(1)) || n.is_punct(from.wrapping_sub(1), ',') && n.speech(from.wrapping_sub(2));
    if !quoted && ((k + 1..verb).any(comma) || noun_phrase(n, k + 1, end).is_some_and(own)) {
        return None;
    }
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
        // "was quoted as saying"
        if passive && n.text(at + 1) == "as" && at + 2 < end && n.is(at + 2, Class::VerbIng) && !n.payload(at + 2, Class::Cue).is_empty() {
            return Some(k..at + 3);
        }
        return (fine && !passive).then_some(k..at + 1);
    }
    // "went on to say", "continues to insist", "took to the stage to say".
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
    if !has_frame(found.frames, "say") && !has_frame(found.frames, "tell") && !has_frame(found.frames, "ask") {
        return false;
    }
    let after = found.cue.end.max(found.subject.run.end);
    // He added, "…": the cue of the quote to come.
    if matches!(n.punct(after), Some(',' | ':')) && n.speech(after + 1) && !n.speech(k.wrapping_sub(2)) {
        return false;
    }
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
    while k > low
        && !contracted(n, k - 1)
        && (n.any(k - 1, HELPS) && !n.is(k - 1, Class::Determiner))
        && !n.is(k - 1, Class::Relative)
        && v - k < 8
    {
        k -= 1;
        helped |= n.is(k, Class::Auxiliary) || n.is(k, Class::Modal);
    }
    // "the agency last week said"
    if k > low + 2 && n.is(k - 1, Class::DateUnit) && n.is(k - 2, Class::Shift) && !n.is(k - 3, Class::Preposition) {
        k -= 2;
    }
    // "whom Smith on Monday called"
    while k > low + 1 && n.is(k - 1, Class::Calendar) {
        k -= 1;
        k -= usize::from(k > low + 1 && matches!(n.text(k - 1), "on" | "last" | "this" | "late" | "early"));
    }
    if k == low {
        return None;
    }
    if contracted(n, k - 1) {
        return Some(Phrase { core: k - 1..k, run: k - 1..k });
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
        // "and on a second visit said": an adverbial before the verb.
        return subject_at(n, p.run.start - 1, low, depth + 1);
    }
    found.or_else(|| main_subject(n, low, v))
}

/// Whether item `k` is a pronoun and a helping verb in one word ("he's", "they'd").
fn contracted(n: &Narrative<'_, '_>, k: usize) -> bool {
    if !n.is(k, Class::Auxiliary) && !n.is(k, Class::Modal) {
        return false;
    }
    let pronoun = n.text(k).split(['\'', '’']).next().unwrap_or("");
    pronoun.len() < n.text(k).len() && ["he", "she", "they", "we", "i", "you"].iter().any(|p| pronoun.eq_ignore_ascii_case(p))
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
        if cue == low || n.speech(cue - 1) || cue > low + 1 && n.is_punct(cue - 1, ',') && n.speech(cue - 2) {
            // "Q," said Smith, adding that
            return noun_phrase(n, cue + 1, k);
        }
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
        // "critics calling"; but "he sent a letter saying" is his.
        let thing = n.any(p.core.end - 1, ClassSet::of(&[Class::CueNoun, Class::DocumentNoun]));
        let with = p.run.start > low && n.text(p.run.start - 1) == "with";
        match finite_before.filter(|_| thing && !with).and_then(|f| subject_at(n, f, low, depth + 1)) {
            Some(subject) => return Some(subject),
            None => return Some(p),
        }
    }
    match finite_before.filter(|_| !comma || n.is(before, Class::Conjunction)) {
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
                if named && (starts || best.is_none() && seen == 1) {
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

/// The item after a dateline ("LYON, France (AP) —", "(AP) —"), if the sentence begins with one.
pub(crate) fn after_dateline(n: &Narrative<'_, '_>, low: usize, end: usize) -> usize {
    let agency = n.is_punct(low, '(') && n.is_capital(low + 1) && n.is_punct(low + 2, ')');
    if !agency && !n.has(low, Shape::ALL_CAPS) {
        return low;
    }
    let dash =
        (low + 1..end.min(low + 12)).find(|i| matches!(n.punct(*i), Some('—' | '–')) || n.is_punct(*i, '-') && n.has(*i, Shape::SPACED));
    match dash {
        Some(d) => (d + 1..end).find(|i| n.punct(*i).is_none()).unwrap_or(d + 1),
        None => low,
    }
}
