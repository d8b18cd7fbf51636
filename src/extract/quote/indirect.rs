//! Speech reported without marks: what somebody said that was so, asked for, or thought.

use std::ops::Range;

use super::around;
use super::attribution::{Source, source};
use super::behind::{accordingly, as_reported, finite_here, trailing};
use super::clause::{clause, clause_end, object_end, tight_clause, verb_like, verb_near};
use super::cue::{details, noun_cue};
use super::narrative::Narrative;
use super::phrase::{self, cue_frames, has_frame, noun_phrase};
use super::subject::{after_dateline, passive, subject_of};
use crate::lexicon::{Class, ClassSet};
use crate::text::{TokenKind, TokenRange};

/// A reported statement.
pub(crate) struct Indirect {
    pub(crate) content: TokenRange,
    /// The report before it that it stands in.
    pub(crate) parent: Option<usize>,
    /// The part before the cue that it goes on from.
    pub(crate) continues: Option<usize>,
    pub(crate) source: Source,
}

/// No turn of a transcript goes on for more sentences.
const TURN: usize = 40;
/// Sentences longer than this, in items, are cut: no sentence of a writer is.
const LONG: usize = 160;

/// Finds the statements that are reported without marks.
pub(crate) fn find(n: &Narrative<'_, '_>, sources: &[Source], out: &mut Vec<Indirect>) {
    let mut turn = 0;
    let according = n.doc.lexicon.word("according");
    for (s, run) in n.sentences.iter().enumerate() {
        let run = run.start..run.end.min(run.start + LONG);
        let end = last_word(n, &run);
        if s < turn {
            continue;
        }
        if transcript(n, &run, end, out) {
            turn = s + 1;
            // A turn lasts as long as its paragraph.
            while n.begins.get(turn).is_some_and(|b| !b) && turn < s + TURN {
                turn += 1;
            }
            let last = n.sentences.get(turn - 1).map_or(end, |l| last_word(n, l));
            if let Some(o) = out.last_mut().filter(|_| last > end) {
                o.content.end = n.tokens(&(last - 1..last)).end.max(o.content.end);
            }
            continue;
        }
        let start = after_dateline(n, run.start, end);
        let start = if n.is_punct(start + 1, ':') && labelled(n, start) { start + 2 } else { start };
        let run = start..run.end;
        let first = out.len();
        if !accordingly(n, &run, end, according, out) && !as_reported(n, &run, end, out) {
            trailing(n, &run, end, out);
        }
        let taken = out[first..].iter().filter_map(|o| o.source.cue.clone()).next();
        for v in run.clone().filter(|v| n.any(*v, SPEAKS)) {
            let token = n.token_index(v);
            if taken.as_ref().is_some_and(|t| t.contains(&token)) {
                continue;
            }
            if n.is(v, Class::CueNoun) && n.text(v + 1) == "that" && !n.is_capital(v) {
                noun_complement(n, &run, end, v, out);
            } else if let Some(frames) = cue_frames(n, v) {
                complement(n, &run, end, v, frames, out);
            } else if n.is(v, Class::CueNoun) && n.payload(v + 1, Class::Auxiliary) == "be" && n.text(v + 2) == "that" {
                noun_predicate(n, &run, end, v, out);
            } else if n.is(v, Class::Adjective) && (n.text(v + 1) == "that" || n.text(v) == "clear") {
                attitude(n, &run, end, v, out);
            }
        }
        around::around(n, &run, end, sources, first, out);
        nest(&mut out[first..], first);
    }
}

/// Gives each report of a sentence the one that it stands in, where that one was found after it.
fn nest(found: &mut [Indirect], first: usize) {
    for i in 0..found.len() {
        let own = found[i].content.clone();
        // Strictly before it, so that what holds it comes first in the order of the text.
        let holds = |o: &Indirect| o.content.start < own.start && own.end <= o.content.end;
        if found[i].parent.is_none() {
            found[i].parent = (0..found.len()).filter(|j| holds(&found[*j])).min_by_key(|j| found[*j].content.len()).map(|j| first + j);
        }
    }
}

/// The end of a sentence without its closing mark.
fn last_word(n: &Narrative<'_, '_>, run: &Range<usize>) -> usize {
    let mut end = run.end;
    while end > run.start && matches!(n.punct(end - 1), Some('.' | '!' | '?' | ';' | ':')) {
        end -= 1;
    }
    end
}

pub(super) fn push(n: &Narrative<'_, '_>, content: Range<usize>, source: Source, out: &mut Vec<Indirect>) {
    push_part(n, content, source, false, out);
}

pub(super) fn push_part(n: &Narrative<'_, '_>, content: Range<usize>, source: Source, linked: bool, out: &mut Vec<Indirect>) {
    let mut content = content;
    while content.start < content.end && matches!(n.punct(content.start), Some(',' | ':' | '-' | '—' | '–' | '•' | '·' | '▪' | '*'))
    {
        content.start += 1;
    }
    while content.start < content.end && matches!(n.punct(content.end - 1), Some(',' | ':' | '-' | '—' | '–' | '.')) {
        content.end -= 1;
    }
    if content.is_empty() {
        return;
    }
    if content.len() < 3 && !linked && !content.clone().any(|k| verb_like(n, k)) {
        return;
    }
    let tokens = n.tokens(&content);
    // A report within a report that says little more is one report ("the survey shows that sailors say …").
    let within = |o: &Indirect| o.content.start <= tokens.start && tokens.end <= o.content.end && tokens.len() * 5 >= o.content.len() * 3;
    if out.iter().rev().take(4).any(within) {
        return;
    }
    // Words in marks that make up most of it are a quote of their own.
    let length = |t: &TokenRange| n.doc.span(t).len();
    let marked = content.clone().filter_map(|k| n.quote(k).filter(|q| !n.terms[*q])).map(|q| length(&n.pairs[q].inner)).max().unwrap_or(0);
    if marked * 2 > length(&tokens) {
        return;
    }
    let recent = out.len().saturating_sub(4)..out.len();
    let parent = recent.rev().find(|i| out[*i].content.start <= tokens.start && tokens.end <= out[*i].content.end);
    out.push(Indirect { content: tokens, parent, continues: None, source });
}

/// "SMITH: Well, no." and "Q: Why?"
fn transcript(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, out: &mut Vec<Indirect>) -> bool {
    let Some(colon) = (run.start + 1..end.min(run.start + 7)).find(|i| n.is_punct(*i, ':')) else { return false };
    let named = (run.start..colon).all(|i| phrase::name_word(n, i) || n.punct(i).is_some_and(|c| matches!(c, '.' | ',' | '(' | ')' | '-')));
    if !named
        || colon + 1 >= end
        || n.speech(colon + 1)
        || colon == run.start + 1 && n.is(run.start, Class::CueNoun)
        || !n.is_capital(colon + 1) && n.token(colon + 1).is_none_or(crate::text::Token::is_word)
    {
        return false;
    }
    let caps = n.has(run.start, crate::text::Shape::ALL_CAPS) || n.text(run.start).len() == 1;
    let headline = run.start == 0 && end == run.end && colon + 3 < end;
    // "WATCH: drones over the delta", "Ferry wreck: what we know"
    let own = || (colon + 1..end).any(|i| n.quote(i).is_some() || n.payload(i, Class::Pronoun).starts_with(['1', '2']));
    if labelled(n, run.start) || headline && !(run.start..colon).any(|i| n.any(i, SPEAKER)) && !own() {
        return false;
    }
    if !caps && !headline && !verb_near(n, colon + 1, end) {
        return false;
    }
    let Some(p) = noun_phrase(n, run.start, colon) else { return false };
    push(n, colon + 1..end, source(n, &p, colon..colon + 1, "transcript", 0.8), out);
    true
}

/// Whether a word stands at item `k` that says before a colon what kind of thing follows: "WATCH:", "Update:".
fn labelled(n: &Narrative<'_, '_>, k: usize) -> bool {
    matches!(n.payload(k, Class::Tells), "label" | "revises")
}

/// Who may speak in a headline before a colon; a lone name may be a place's.
const SPEAKER: ClassSet = ClassSet::of(&[
    Class::PersonNoun,
    Class::GroupNoun,
    Class::Title,
    Class::GivenName,
    Class::DocumentNoun,
    Class::Outlet,
    Class::OutletWord,
]);

/// "his claim that the bridge was sound"
fn noun_complement(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, v: usize, out: &mut Vec<Indirect>) {
    // "the letters that he wrote"
    let thing = n.is(v, Class::DocumentNoun) && !n.text(v).starts_with("report");
    if thing || !clause(n, v + 2, end) || out.iter().rev().take(4).any(|o| o.content.contains(&n.token_index(v))) {
        return;
    }
    // Nobody's claim is a fact, an idea or a rumour; fears and allegations are somebody's, whoever that is.
    let open = n.payload(v, Class::CueNoun) == "open" && n.text(v.wrapping_sub(1)) != "no";
    let unknown = open.then(|| Source { cue: Some(n.tokens(&(v..v + 1))), how: "none", ..Source::default() });
    let Some(source) = noun_cue(n, run.start, v, v + 2).or(unknown) else { return };
    push(n, v + 1..clause_end(n, v + 1, end, true), source, out);
}

/// "His argument is that the bridge was sound"
fn noun_predicate(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, v: usize, out: &mut Vec<Indirect>) {
    if !clause(n, v + 3, end) {
        return;
    }
    let Some(source) = noun_cue(n, run.start, v, v + 2) else { return };
    push(n, v + 2..clause_end(n, v + 2, end, false), source, out);
}

/// "Smith was confident that the bridge would hold"
fn attitude(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, v: usize, out: &mut Vec<Indirect>) {
    let helped = (run.start..v).rev().take(4).take_while(|i| n.any(*i, phrase::HELPS)).any(|i| n.is(i, Class::Auxiliary));
    let made = made_clear(n, v, run.start);
    let that = usize::from(n.text(v + 1) == "that");
    if that == 0 && made.is_none() || made.is_none() && !helped || !clause(n, v + 1 + that, end) {
        return;
    }
    let Some(p) = subject_of(n, made.unwrap_or(v), run.start) else { return };
    let somebody = p.core.clone().any(|k| phrase::name_word(n, k) || n.any(k, SOMEBODY));
    let it = ["it", "that", "this", "so", "there"].iter().any(|w| n.text(p.core.start).eq_ignore_ascii_case(w));
    if (somebody || made.is_some()) && !it {
        push(n, v + 1..clause_end(n, v + 1, end, false), source(n, &p, v..v + 1, "cue before", 0.7), out);
    }
}

/// The verb of "made clear", "makes it very clear".
fn made_clear(n: &Narrative<'_, '_>, v: usize, low: usize) -> Option<usize> {
    if n.text(v) != "clear" {
        return None;
    }
    let verb = (low..v).rev().take(3).find(|i| n.text(*i) != "it" && !n.is(*i, Class::Adverb))?;
    matches!(n.text(verb), "made" | "make" | "makes" | "making").then_some(verb)
}

pub(super) const SOMEBODY: ClassSet = ClassSet::of(&[Class::Pronoun, Class::PersonNoun, Class::GroupNoun]);

/// What stands behind a cue: a clause, an infinitive, or a noun phrase.
fn complement(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, v: usize, frames: &str, out: &mut Vec<Indirect>) {
    let is_passive = passive(n, v, run.start);
    let base = n.is(v, Class::VerbBase) && !n.is(v, Class::VerbPast) && v > run.start;
    if base && !has_frame(frames, "bare") && (n.any(v - 1, NOT_YET) && n.text(v - 1) != "will" || n.text(v - 1) == "who") {
        // "would say", "to plan and demand", "voters who say": what nobody in particular has said.
        return;
    }
    let infinitive = base && n.text(v - 1) == "to";
    if has_frame(frames, "aloud") {
        return;
    }
    let question = n.is(v, Class::VerbParticiple) && has_frame(frames, "ask") && (v == run.start || n.any(v - 1, OPENS_QUESTION));
    if question && let Some(start) = question_after(n, v, end) {
        // "Asked whether they had met, …": nobody asks by name.
        let stop = clause_end(n, start, end, true);
        let s = Source { cue: Some(n.tokens(&(v..v + 1))), how: "none", ..Source::default() };
        push(n, start..stop, s, out);
        return;
    }
    if n.is(v, Class::VerbParticiple) && v > run.start && n.is(v - 1, Class::Subordinator) && has_frame(frames, "ask") {
        // "asked to wait": nobody's words yet.
        return;
    }
    let mut at = v + 1 + usize::from(n.text(v + 1) == "out");
    while at < end
        && (n.is(at, Class::Calendar)
            || n.is(at, Class::Adverb)
                && n.text(at) != "there"
                && !n.is(at, Class::Determiner)
                && !n.is(at, Class::Preposition)
                && !n.is(at, Class::Subordinator))
    {
        at += 1;
    }
    // "announced on Monday he would", "said late last week that"
    at = past_date(n, at, end);
    // "says, however, that"
    if n.is_punct(at, ',') && n.is(at + 1, Class::Adverb) && n.is_punct(at + 2, ',') {
        at += 3;
    }
    if has_frame(frames, "bare")
        && !is_passive
        && !infinitive
        && let Some(content) = answer(n, v + 1, end)
    {
        if let Some(p) = subject_of(n, v, run.start) {
            push_part(n, content, source(n, &p, v..v + 1, "cue before", 0.8), true, out);
        }
        return;
    }
    if at >= end || n.speech(at) || n.text(at) == "of" && has_frame(frames, "bare") {
        return;
    }
    let says = ["say", "think", "show"].iter().any(|f| has_frame(frames, f)) || n.text(at) == "that" && tight_clause(n, at + 1, end);
    let bare = has_frame(frames, "say")
        || has_frame(frames, "think") && !(n.is(v, Class::VerbBase) && n.is(v.saturating_sub(1), Class::Modal))
        || has_frame(frames, "show") && tight_clause(n, at, end);
    let tells = has_frame(frames, "tell") || has_frame(frames, "ask");
    let mut start = None;
    if infinitive && has_frame(frames, "show") && !that_word(n, at) {
        return;
    }
    let unsaid = base && says || tells;
    let says_so = has_frame(frames, "say") || has_frame(frames, "think");
    let that = |i: usize| match n.text(i) {
        "that" | "if" | "whether" | "why" | "what" => true,
        // "how to vote" and "shows how it works" tell of no words.
        "how" => (says_so || tells) && n.text(i + 1) != "to",
        // "would not say when", but "said when he came"
        "when" | "where" | "who" => unsaid && verb_near(n, i + 1, end),
        _ => false,
    };
    if that(at) && (says || tells) {
        start = Some(at);
    } else if n.text(at) == "to" && (n.is(at + 1, Class::VerbBase) || n.is(at + 1, Class::Auxiliary) || phrase::unknown(n, at + 1)) {
        if has_frame(frames, "want") || has_frame(frames, "to") || is_passive {
            start = Some(at);
        }
    } else if says || tells {
        // "said Thursday in an interview that", "told reporters that"
        let reach = end.min(at + 16);
        let found = (at..reach)
            .find(|i| {
                n.text(*i) == "that" && !verb_like(n, *i) && (*i == at || !n.any(*i + 1, RELATIVE_VERB) || n.is(*i + 1, Class::Plural))
            })
            .filter(|t| !(at..*t).any(|i| verb_like(n, i) || n.is_punct(i, ';') || n.speech(i)));
        if found.is_some() {
            start = found;
        } else if tells && let Some(p) = noun_phrase(n, at, end) {
            // "told the Herald of Holm last week she would", but "told the mayor of the plan"
            let whole = past_date(n, p.run.end, end);
            let next = if that(whole) || tight_clause(n, whole, end) { whole } else { past_date(n, p.core.end, end) };
            if that(next)
                || n.text(next) == "to" && n.is(next + 1, Class::VerbBase)
                || n.text(next) == "about"
                || tight_clause(n, next, end)
            {
                start = Some(next);
            }
        }
        if start.is_none() && says && bare {
            // "said about 20 boats had sunk"
            let about = usize::from(n.is(at, Class::Preposition) && n.token(at + 1).is_some_and(|t| t.kind == TokenKind::Number));
            let loose = has_frame(frames, "bare") && !infinitive;
            if tight_clause(n, at + about, end) || loose && clause(n, at + about, end) || n.is_capital(v) && n.is_capital(at) {
                start = Some(at);
            } else if n.is(at, Class::Preposition)
                && let Some(p) = noun_phrase(n, at + 1, end)
                && (tight_clause(n, p.run.end, end) || loose && clause(n, p.run.end, end))
            {
                start = Some(p.run.end);
            }
        }
    }
    let gapped = start.is_none() && says && bare && !is_passive && gap(n, v, at, run.start);
    if gapped {
        start = Some(at);
    }
    if start.is_none()
        && has_frame(frames, "want")
        && !is_passive
        && let Some(p) = noun_phrase(n, at, end)
        && let next = p.run.end
        && n.text(next) == "to"
        && n.is(next + 1, Class::VerbBase)
    {
        start = Some(at);
    }
    let object = start.is_none() && !is_passive && judges(n, v, run.start) && !names(n, v, at, frames);
    if object && out.iter().rev().take(4).any(|o| o.content.contains(&n.token_index(v))) {
        return;
    }
    if start.is_none()
        && is_passive
        && has_frame(frames, "object")
        && has_frame(frames, "judge")
        && matches!(n.text(at), "of" | "for")
        && (n.is(at + 1, Class::VerbIng) || noun_phrase(n, at + 1, end).is_some_and(|p| p.run.len() > 1))
    {
        // "was accused of taking bribes"
        start = Some(at + 1);
    }
    let shown =
        || subject_of(n, v, run.start).is_some_and(|p| n.is(p.core.end - 1, Class::DocumentNoun)) || document_before(n, v, run.start);
    let start = start.or_else(|| if object { object_of(n, v, at, end, frames) } else { None });
    let start = start.filter(|_| !object || ["object", "want"].iter().any(|f| has_frame(frames, f)) || shown());
    let Some(start) = start else { return };
    if n.speech(start) {
        return;
    }
    // "After Smith announced that …, the army …": a leading clause ends with its comma.
    let mut head = run.start;
    while head < v && n.any(head, OPENS_SENTENCE) && !n.any(head, OPENS_ADVERBIAL) {
        head += 1;
    }
    let leading = (n.is(head, Class::Subordinator)
        || n.is(run.start, Class::Preposition)
        || n.is(v, Class::VerbIng) && v <= run.start + 1
        || v == run.start)
        && !(run.start..v).any(|i| n.is_punct(i, ','));
    // "Smith, who said that …, recounted"
    let relative = v > run.start
        && (matches!(n.text(v - 1), "who" | "which")
            || v > run.start + 1
                && matches!(n.text(v - 2), "who" | "which")
                && n.any(v - 1, ClassSet::of(&[Class::Adverb, Class::Auxiliary])));
    let stop = clause_end(n, start, if object { object_end(n, start, end) } else { end }, leading || relative || object || gapped);
    let stop = if relative && n.text(start) == "to" { main_verb(n, start + 2, stop) } else { stop };
    if stop <= start + 1 {
        return;
    }
    let subject = if is_passive { None } else { subject_of(n, v, run.start) };
    if n.is_punct(stop, ':') && stop >= end && !that(start) {
        // "wrote of what he had seen: “…”"
        return;
    }
    let inverted = v > run.start && (n.speech(v - 1) || v > run.start + 1 && n.is_punct(v - 1, ',') && n.speech(v - 2));
    let anybody =
        subject.as_ref().is_some_and(|p| p.core.len() == 1 && ["you", "that"].iter().any(|w| n.text(p.core.start).eq_ignore_ascii_case(w)));
    let nobody = n.is(v, Class::VerbIng) && says && !object;
    if inverted || anybody || subject.is_none() && !is_passive && !nobody {
        return;
    }
    let s = match &subject {
        Some(p) => details(n, run, start, source(n, p, v..v + 1, "cue before", 0.8)),
        None => {
            // "said Smith"
            Source { cue: Some(n.tokens(&(v..v + 1))), how: "none", ..Source::default() }
        }
    };
    push(n, start..stop, s, out);
}

/// "said yes", "said the same of the pier", "said as much": an answer that is no clause.
fn answer(n: &Narrative<'_, '_>, at: usize, end: usize) -> Option<Range<usize>> {
    let after = at
        + match (n.text(at), n.text(at + 1)) {
            ("the", "same") | ("as", "much") => 2,
            ("yes" | "no" | "so", _) => 1,
            _ => return None,
        };
    let joined = after < end && matches!(n.text(after), "of" | "for" | "to" | "about") && !matches!(n.text(at), "yes" | "so");
    if joined && let Some(p) = noun_phrase(n, after + 1, end) {
        return Some(at..p.run.end);
    }
    let closes = after >= end || n.punct(after).is_some() || n.text(at) != "no" && n.any(after, AFTER_ANSWER);
    closes.then_some(at..after)
}

const AFTER_ANSWER: ClassSet = ClassSet::of(&[Class::Preposition, Class::Subordinator]);

/// "those who want to vote must register": the clause's own verb, where the relative clause before it ends.
fn main_verb(n: &Narrative<'_, '_>, from: usize, end: usize) -> usize {
    let open = |k: usize| n.any(k, OPENS_CLAUSE) || matches!(n.text(k), "that" | "who" | "which");
    (from..end)
        .take_while(|k| !open(*k))
        .find(|k| n.is(*k, Class::Modal) || n.is(*k, Class::Auxiliary) && !matches!(n.text(*k), "be" | "have" | "do" | "being" | "having"))
        .unwrap_or(end)
}

const OPENS_CLAUSE: ClassSet = ClassSet::of(&[Class::Subordinator, Class::Relative, Class::Pronoun, Class::Conjunction]);

fn that_word(n: &Narrative<'_, '_>, at: usize) -> bool {
    matches!(n.text(at), "that" | "how" | "why") || tight_clause(n, at, n.len().min(at + 12))
}

/// What follows "that" where it stands for the noun before it: "a song that went round".
const RELATIVE_VERB: ClassSet = ClassSet::of(&[Class::Auxiliary, Class::Modal, Class::VerbPast, Class::VerbS]);

/// Past "on Monday", "last week", "in June" at item `at`; `at` itself where no date stands there.
fn past_date(n: &Narrative<'_, '_>, at: usize, end: usize) -> usize {
    let mut k = at;
    if matches!(n.text(k), "on" | "in" | "late" | "early" | "earlier") {
        k += 1;
    }
    if n.is(k, Class::Shift) && n.is(k + 1, Class::DateUnit) {
        k += 2;
    }
    let named = k;
    while k < end && n.is(k, Class::Calendar) {
        k += 1;
    }
    if k > named || k >= at + 2 && n.is(k - 1, Class::DateUnit) { k } else { at }
}

const OPENS_SENTENCE: ClassSet = ClassSet::of(&[Class::Adverb, Class::Conjunction]);
const OPENS_ADVERBIAL: ClassSet = ClassSet::of(&[Class::Subordinator, Class::Preposition]);

/// "which officials say could be closed": a verb without its subject, which stands before the cue.
fn gap(n: &Narrative<'_, '_>, v: usize, at: usize, low: usize) -> bool {
    let helps = n.is(at, Class::Auxiliary) || n.is(at, Class::Modal);
    if !helps && !((n.is(at, Class::VerbPast) || n.is(at, Class::VerbS)) && phrase::verbal(n, at)) {
        return false;
    }
    let Some(subject) = subject_of(n, v, low).filter(|s| s.run.start > low && s.run.end <= v) else { return false };
    let before = subject.run.start - 1;
    let pronoun = n.is(subject.core.start, Class::Pronoun) && n.is(before, Class::Noun);
    n.is(before, Class::Relative)
        || pronoun
        || matches!(n.text(before), "which" | "that" | "who" | "what" | "where")
        || helps && n.is_word(before) && !n.is(before, Class::Preposition)
}

/// What may begin a report: verbs of speech ("put it", "pointed out" among them), nouns, and adjectives of attitude.
const SPEAKS: ClassSet =
    ClassSet::of(&[Class::Cue, Class::CueNoun, Class::VerbBase, Class::VerbS, Class::VerbPast, Class::VerbIng, Class::Adjective]);

const OPENS_QUESTION: ClassSet = ClassSet::of(&[Class::Subordinator, Class::Conjunction]);

/// Where the question behind "asked" begins.
fn question_after(n: &Narrative<'_, '_>, v: usize, end: usize) -> Option<usize> {
    (v + 1..end.min(v + 6)).find(|i| QUESTIONS.contains(&n.text(*i)))
}

const QUESTIONS: [&str; 10] = ["if", "whether", "how", "why", "what", "when", "where", "who", "whom", "which"];

const NOT_YET: ClassSet = ClassSet::of(&[Class::Modal, Class::Conjunction]);

/// Whether the verb at item `v` is a clause's own, so that its object is what the clause is about.
fn judges(n: &Narrative<'_, '_>, v: usize, low: usize) -> bool {
    let mut k = v;
    while k > low && n.any(k - 1, phrase::HELPS) && !n.is(k - 1, Class::Relative) {
        k -= 1;
    }
    let helped = (k..v).any(|i| n.is(i, Class::Auxiliary));
    let own = if n.is(v, Class::VerbIng) { helped || k > low && (n.is_punct(k - 1, ',') || n.is(k - 1, Class::Conjunction)) } else { true };
    own && k > low && n.text(k - 1) != "to" && n.text(k - 1) != "who" && !n.is(k - 1, Class::Relative)
}

/// "a poll last month showed", "a poll of voters released on Monday shows"
fn document_before(n: &Narrative<'_, '_>, v: usize, low: usize) -> bool {
    let mut near = (low..v).rev().take(10).take_while(|k| n.punct(*k).is_none_or(|c| matches!(c, '-' | '/')) && !finite_here(n, *k));
    near.any(|k| n.is(k, Class::DocumentNoun))
}

/// "a group called the Watch": no verdict but a name.
fn names(n: &Narrative<'_, '_>, v: usize, at: usize, frames: &str) -> bool {
    let noun = v > 0 && n.is(v - 1, Class::Noun) && !n.is_capital(v - 1) && !n.any(v - 1, SOMEBODY);
    let name = n.is_capital(at) || n.is(at, Class::Determiner) && n.is_capital(at + 1);
    has_frame(frames, "call") && n.is(v, Class::VerbParticiple) && noun && name
}

/// What is called for, blamed, praised or shown: the object of a verb of judgement, where it says more than a word.
fn object_of(n: &Narrative<'_, '_>, v: usize, at: usize, end: usize, frames: &str) -> Option<usize> {
    if !["object", "want", "show"].iter().any(|f| has_frame(frames, f)) {
        return None;
    }
    let preposition = matches!(n.text(at), "for" | "on" | "about" | "of" | "against" | "to");
    let start = at + usize::from(preposition);
    if preposition && n.is(start, Class::VerbIng) {
        // "called for ending the siege"
        return (start + 2 < end).then_some(start);
    }
    let p = noun_phrase(n, start, end)?;
    // "promised $40 million", "promised the port 40 cranes": a gift, and no words.
    let sum = |k: usize| n.token(k).is_some_and(|t| t.kind == TokenKind::Number) || n.is(k, Class::NumberWord);
    if has_frame(frames, "want") && has_frame(frames, "say") && p.core.clone().any(sum) {
        return None;
    }
    let naming = has_frame(frames, "call");
    let fits = match n.text(at) {
        // "called on the mayor to resign", but "called on the mayor"
        "on" => n.text(p.run.end) == "to" || n.text(p.core.end) == "to",
        // "referred to"; "explained to the mayor", "described to the paper" name a hearer.
        "to" => naming && n.text(v).starts_with("refer"),
        // "called him a liar", "called the plan unfair"; but "called an election"
        _ if has_frame(frames, "name") && !preposition => {
            what_before(n, v)
                || [p.core.end, p.run.end]
                    .into_iter()
                    .any(|k| k < end && (n.any(k, PREDICATE) || n.quote(k).is_some() || n.text(k) == "as"))
        }
        _ => true,
    };
    (fits && (p.run.len() > 1 || p.run.end + 1 < end && n.is_word(p.run.end))).then_some(start)
}

/// "what critics call a trap": what is named stands before.
fn what_before(n: &Narrative<'_, '_>, v: usize) -> bool {
    (v.saturating_sub(6)..v).any(|k| n.text(k) == "what")
}

/// What may begin the name or quality given to an object.
const PREDICATE: ClassSet = ClassSet::of(&[Class::Determiner, Class::Adjective, Class::Adverb, Class::VerbParticiple]);
