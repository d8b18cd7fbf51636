//! What a noun phrase does in its clause.

use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Form, Syntax, Tag};

/// The part of a noun phrase in its clause; numbers are chunks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Subject(usize),
    Object(usize),
    /// Behind a preposition, with the noun phrase right before that, and the verb group.
    Behind {
        prep: usize,
        noun: Option<usize>,
        verb: Option<usize>,
    },
    Free,
}

/// How often the way from one noun phrase to the next may be taken.
const STEPS: usize = 6;

/// The part of noun phrase `n`.
pub(super) fn place(syntax: &Syntax<'_>, n: usize) -> Place {
    let run = syntax.sentence_of_chunk(n);
    let mut n = n;
    for _ in 0..STEPS {
        let chunk = &syntax.chunks[n];
        // "shot eight strangers thought to be smugglers": what was done to them comes before what is said of them.
        let done = || chunk.object().filter(|o| syntax.doc.lexicon.is(syntax.verb_word(*o), Class::Transitive));
        let said = |v: usize| syntax.chunks[v].form.has(Form::BARE) && syntax.doc.lexicon.is(syntax.verb_word(v), Class::Catenative);
        if let Some(v) = chunk.subject() {
            return done().filter(|_| said(v)).map_or(Place::Subject(v), Place::Object);
        }
        // "said three men and a boy were hurt": the list is the subject of what is reported.
        let reported = chunk.object().is_none_or(|v| syntax.doc.lexicon.is(syntax.verb_word(v), Class::Reports));
        if let Some(v) = next_in_list(syntax, n, run.end).filter(|_| reported).and_then(|m| syntax.chunks[m].subject()) {
            return Place::Subject(v);
        }
        if let Some(v) = chunk.object() {
            return Place::Object(v);
        }
        let Some(left) = left_of(syntax, n, run.start) else { return Place::Free };
        match syntax.chunks[left].kind {
            ChunkKind::Prep | ChunkKind::PrepSub => {
                let noun = left_of(syntax, left, run.start).filter(|b| syntax.chunks[*b].is(ChunkKind::Noun));
                return Place::Behind { prep: left, noun, verb: verb_left(syntax, left, run.start) };
            }
            // "cost taxpayers 40 million": the second object.
            ChunkKind::Noun => match syntax.chunks[left].object() {
                Some(v) => return Place::Object(v),
                None => return Place::Free,
            },
            ChunkKind::Verb => return Place::Object(left),
            ChunkKind::Adj => match left_of(syntax, left, run.start) {
                Some(b) if syntax.chunks[b].is(ChunkKind::Verb) => return Place::Object(b),
                _ => return Place::Free,
            },
            ChunkKind::Conj | ChunkKind::Comma => {
                let mut before = left;
                while before > run.start && matches!(syntax.chunks[before].kind, ChunkKind::Conj | ChunkKind::Comma | ChunkKind::Adv) {
                    before -= 1;
                }
                // "six grocers and four waiters": as the one before.
                if before < left && syntax.chunks[before].is(ChunkKind::Noun) {
                    let placed = syntax.chunks.get(n + 1).is_some_and(|p| p.is(ChunkKind::Prep));
                    let subject = || placed.then(|| counted_subject(syntax, before, run.start)).flatten();
                    let first = counted_before(syntax, before, run.start).or_else(subject).unwrap_or(before);
                    // "Two were found in the car and four, all of them children, were taken away": a subject of its own.
                    if syntax.chunks[first].subject().is_some_and(|v| v < n)
                        && let Some(v) = verb_without_subject(syntax, n, run.end)
                    {
                        return Place::Subject(v);
                    }
                    n = first;
                    continue;
                }
                return Place::Free;
            }
            _ => return Place::Free,
        }
    }
    Place::Free
}

/// "killed 170 people in the province and thousands elsewhere": a number goes on from a number, over
/// the phrases that hang on the first.
fn counted_before(syntax: &Syntax<'_>, n: usize, start: usize) -> Option<usize> {
    let counts = |n: usize| syntax.chunks[n].tokens().take(4).any(|t| syntax.tags[t] == Tag::Num);
    let mut n = n;
    for _ in 0..3 {
        if counts(n) {
            return Some(n);
        }
        let prep = left_of(syntax, n, start).filter(|p| syntax.chunks[*p].is(ChunkKind::Prep))?;
        n = left_of(syntax, prep, start).filter(|m| syntax.chunks[*m].is(ChunkKind::Noun))?;
    }
    None
}

/// "Nine died in the city, four in the hills": the number that is the subject of what happened at place `n`.
fn counted_subject(syntax: &Syntax<'_>, n: usize, start: usize) -> Option<usize> {
    let prep = left_of(syntax, n, start).filter(|p| syntax.chunks[*p].is(ChunkKind::Prep))?;
    let verb = left_of(syntax, prep, start).filter(|v| syntax.chunks[*v].is(ChunkKind::Verb))?;
    let subject = syntax.chunks[verb].subject().filter(|s| *s < verb)?;
    syntax.chunks[subject].tokens().take(4).any(|t| syntax.tags[t] == Tag::Num).then_some(subject)
}

/// The noun phrase that a list goes on with after `n`.
fn next_in_list(syntax: &Syntax<'_>, n: usize, end: usize) -> Option<usize> {
    let (mut m, mut linked) = (n, None);
    for _ in 0..STEPS {
        let mut next = m + 1;
        // "hundreds of refugees and …"
        if next + 1 < end && syntax.is_word(syntax.chunks[next].head as usize, syntax.words.of) {
            next += 2;
        }
        let (mut joined, mut conj) = (false, false);
        while next < end && matches!(syntax.chunks[next].kind, ChunkKind::Conj | ChunkKind::Comma) {
            joined = true;
            conj |= syntax.chunks[next].is(ChunkKind::Conj);
            next += 1;
        }
        if !joined || next >= end || !syntax.chunks[next].is(ChunkKind::Noun) {
            return None;
        }
        m = next;
        // "three cooks, ages 64, 58 and 27"
        let age = |c: usize| syntax.noun_event(syntax.chunks[c].head as usize).is_some_and(|e| e.group == syntax.groups.age);
        if m + 1 < end && syntax.chunks[m + 1].is(ChunkKind::Noun) && age(m) {
            m += 1;
        }
        // "three cooks, 64, 58 and 27, were hurt": a verb may have been given to one in the middle.
        linked = linked.or(syntax.chunks[m].subject().map(|_| m));
        if conj && linked.is_some() {
            return linked;
        }
    }
    None
}

/// How far a chunk is looked for, in chunks: keeps the pass linear.
const REACH: usize = 16;

/// The chunk before, adverbs and times passed over.
pub(super) fn left_of(syntax: &Syntax<'_>, n: usize, start: usize) -> Option<usize> {
    (start..n).rev().take(REACH).find(|i| !matches!(syntax.chunks[*i].kind, ChunkKind::Adv | ChunkKind::Time))
}

/// The verb group that a phrase at chunk `p` hangs on: the nearest to its left in the clause.
pub(super) fn verb_left(syntax: &Syntax<'_>, p: usize, start: usize) -> Option<usize> {
    for i in (start..p).rev().take(REACH) {
        let c = &syntax.chunks[i];
        match c.kind {
            ChunkKind::Verb => return Some(i),
            ChunkKind::Sub | ChunkKind::Stop => return None,
            _ => {}
        }
    }
    None
}

/// The first finite verb group to the right in the clause.
pub(super) fn verb_right(syntax: &Syntax<'_>, p: usize, end: usize) -> Option<usize> {
    for i in p + 1..end.min(p + 20) {
        let c = &syntax.chunks[i];
        match c.kind {
            ChunkKind::Verb if c.is_finite() && !c.form.has(Form::RELATIVE) => return Some(i),
            ChunkKind::Sub | ChunkKind::Stop => return None,
            _ => {}
        }
    }
    None
}

/// The first finite verb group to the right of which no phrase is the subject, insertions passed over.
fn verb_without_subject(syntax: &Syntax<'_>, n: usize, end: usize) -> Option<usize> {
    let clause = (n + 1..end.min(n + REACH)).take_while(|i| !syntax.chunks[*i].is(ChunkKind::Sub));
    clause.into_iter().find(|i| syntax.chunks[*i].is_finite() && syntax.chunks[*i].subject().is_none())
}

/// The verb group that a date or a place at chunk `t` tells of.
pub(super) fn verb_of_time(syntax: &Syntax<'_>, t: usize, past: Option<bool>) -> Option<usize> {
    let run = syntax.sentence_of_chunk(t);
    let mut found = None;
    for i in (run.start..t).rev().take(24) {
        let c = &syntax.chunks[i];
        match c.kind {
            ChunkKind::Verb => {
                // "agreed to take refugees in 2022": what is past is the agreeing.
                let later = c.form.has(Form::INFINITIVE) && past != Some(false);
                let finite = c.is_finite() && (past.is_some() || found.is_none() || c.form.has(Form::PAST));
                if found.is_some() && !finite && c.is_finite() {
                    return found;
                }
                found = found.or(Some(i));
                if !later {
                    return if c.is_finite() || found == Some(i) { Some(i) } else { found };
                }
            }
            ChunkKind::Stop => break,
            // "On Sunday, after …": what stands before a comma at the sentence's head.
            ChunkKind::Sub | ChunkKind::PrepSub | ChunkKind::Rel if found.is_some() => break,
            _ => {}
        }
    }
    found.or_else(|| verb_right(syntax, t, run.end))
}

/// Whether the verb moves or states a level: "rose to 14", "stood at 14".
pub(super) fn is_level(syntax: &Syntax<'_>, v: usize) -> bool {
    syntax.doc.lexicon.is(syntax.verb_word(v), Class::Level)
}
