//! From a reading to the measure's words: participants, place, period, scope.

use super::noun;
use super::role::Place;
use super::{Reading, evidence, role, words};
use crate::claim::{Figure, FigureKind, Measure, Participant, Role};
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::syntax::{Chunk, ChunkKind, Form, Syntax, Tag};
use crate::text::TokenRange;

/// What is known of all figures of a field, before any measure is written.
pub(super) struct Around<'a, 'd> {
    pub(super) readings: &'a [Option<Reading<'d>>],
    /// The tokens of each figure.
    pub(super) runs: &'a [TokenRange],
    /// The tokens at which words of scope begin.
    pub(super) scopes: &'a [usize],
}

/// Writes the measure of figure `f`.
pub(super) fn fill(syntax: &Syntax<'_>, figures: &mut [Figure], around: &Around<'_, '_>, f: usize, reading: &Reading<'_>) {
    let run = &around.runs[f];
    let mut measure = Measure::default();
    let own = reading.counted.map(|c| c.chunk);
    if let Some(event) = reading.event {
        measure.predicate = Some(event.group.to_lowercase());
        measure.evidence.push(evidence(syntax, "predicate", &(event.token..event.token + 1)));
        match (event.verb, reading.level_of) {
            (Some(v), _) => participants(syntax, v, reading, own, &mut measure),
            // The one whose age or level it is.
            (None, Some(n)) if Some(n) != own && !(n + 2 == reading.chunk && syntax.chunks[n + 1].is_prep()) => {
                measure.evidence.push(evidence(syntax, "patient", &syntax.chunks[n].tokens()));
                measure.participants.push(Participant { role: Role::Patient, name: syntax.name_of(n).to_owned() });
            }
            _ => {}
        }
    }
    if let Some(counted) = &reading.counted {
        measure.counted = Some(counted.lemma(syntax));
        measure.modifiers = noun::modifiers(syntax, counted, run);
        measure.evidence.push(evidence(syntax, "counted", &(counted.head..counted.head + 1)));
    } else if (is_person_event(syntax, reading) || persons_act(syntax, reading))
        && matches!(figures[f].kind, FigureKind::Count | FigureKind::Number)
    {
        measure.counted = Some(syntax.groups.person.to_owned());
    }
    measure.place = place(syntax, reading);
    measure.period = period(syntax, figures, around, f, reading);
    scope(syntax, figures, around, f, reading, &mut measure);
    measure.what = words::what(syntax, figures[f].kind, reading, &measure);
    figures[f].part_of = reading.part_of.map(|w| figures[w].id.clone());
    figures[f].measure = measure;
}

/// How many figures back the whole of "three of them" is looked for.
const BACK: usize = 4;

/// "of them": part of the last count before that is larger. "Of the 30 victims, 12 …": part of those 30.
pub(super) fn part_of_before(syntax: &Syntax<'_>, figures: &mut [Figure], readings: &[Option<Reading<'_>>], f: usize) {
    let counts = |g: &Figure| matches!(g.kind, FigureKind::Count | FigureKind::Number) && g.value.is_some();
    let (Some(reading), true) = (readings[f], counts(&figures[f])) else { return };
    let run = syntax.sentence_of_chunk(reading.chunk);
    let of = syntax.is_word(syntax.chunks[run.start].head as usize, syntax.words.of);
    let opened = |g: usize| of && readings[g].as_ref().is_some_and(|r| r.chunk == run.start + 1);
    let term = syntax.doc.lexicon.pair(syntax.words.of, syntax.words.them, Class::Scope);
    let them = figures[f].measure.scope.iter().any(|s| Some(s.as_str()) == term);
    // "three of the dead": part of the last count of dead.
    let those = figures[f].measure.scope.iter().any(|s| s.starts_with("of the "));
    let alike = |g: usize| those && figures[g].measure.predicate == figures[f].measure.predicate;
    let larger = |g: usize| counts(&figures[g]) && figures[g].value > figures[f].value;
    let whole = (f.saturating_sub(BACK)..f).rev().find(|g| larger(*g) && (them || alike(*g) || opened(*g)));
    if let Some(g) = whole {
        figures[f].part_of = Some(figures[g].id.clone());
    }
}

/// Whether a bare number counts people: "three killed and 14 injured".
fn is_person_event(syntax: &Syntax<'_>, reading: &Reading<'_>) -> bool {
    reading.patient && reading.event.is_some_and(|e| e.strong) && !syntax.chunks[reading.chunk].is(ChunkKind::Time)
}

/// Whether a number without a noun is said of those who act: "tens of thousands marched".
fn persons_act(syntax: &Syntax<'_>, reading: &Reading<'_>) -> bool {
    let lexicon = syntax.doc.lexicon;
    let subject = |e: &super::Event<'_>| e.verb.is_some_and(|v| syntax.chunks[v].subject() == Some(reading.chunk));
    reading.event.is_some_and(|e| subject(&e) && lexicon.is(lexicon.word(e.group), Class::PersonAgent))
}

fn participants(syntax: &Syntax<'_>, v: usize, reading: &Reading<'_>, own: Option<usize>, measure: &mut Measure) {
    let verb = &syntax.chunks[v];
    let mine = |n: usize| n == reading.chunk || Some(n) == own || Some(n) == reading.level_of;
    let mut add = |role: Role, n: usize| {
        let n = antecedent(syntax, n);
        let chunk = &syntax.chunks[n];
        let head = chunk.head as usize;
        if mine(n) || matches!(syntax.tags[head], Tag::Pron | Tag::Num | Tag::Det) || !chunk.is(ChunkKind::Noun) {
            return;
        }
        let name = syntax.name_without(n, Some(reading.chunk)).to_owned();
        measure.evidence.push(evidence(syntax, role_name(role), &chunk.tokens()));
        measure.participants.push(Participant { role, name });
    };
    let passive = verb.form.has(Form::PASSIVE) || syntax.doc.lexicon.is(syntax.verb_word(v), Class::Undergoes);
    // "the plan cost taxpayers £5 million": they paid, for the plan.
    let priced = syntax.doc.lexicon.is(syntax.verb_word(v), Class::Priced);
    if let Some(s) = verb.subject() {
        let role = match (passive, priced) {
            (true, _) => Role::Patient,
            (_, true) => Role::Topic,
            _ => Role::Agent,
        };
        add(role, s);
    }
    let group = reading.event.map_or("", |e| e.group);
    let same = |n: usize| syntax.noun_event(syntax.chunks[n].head as usize).is_some_and(|e| e.group == group);
    if let Some(o) = verb.object().filter(|o| !syntax.absorbs(v) && !same(*o)) {
        add(if priced { Role::Agent } else { Role::Patient }, o);
    }
    let end = syntax.sentence_of_chunk(v).end;
    for i in v + 1..end.min(v + 14) {
        let c = &syntax.chunks[i];
        match c.kind {
            ChunkKind::Verb | ChunkKind::Sub | ChunkKind::Stop | ChunkKind::Rel | ChunkKind::PrepSub | ChunkKind::Comma => break,
            ChunkKind::Prep => {
                let named = syntax.doc.lexicon.payload(syntax.doc.tokens[c.head as usize].word, Class::Role);
                let role = match named {
                    "agent" => Role::Agent,
                    "recipient" => Role::Recipient,
                    "source" => Role::Source,
                    "topic" => Role::Topic,
                    _ => continue,
                };
                if i + 1 < end && !same(i + 1) {
                    add(role, i + 1);
                }
            }
            _ => {}
        }
    }
}

/// Whom a pronoun names, where it opens the clause that its own verb of speech reports: "the ministry said it …".
fn antecedent(syntax: &Syntax<'_>, n: usize) -> usize {
    let head = syntax.chunks[n].head as usize;
    let kind = syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Pronoun);
    if syntax.tags[head] != Tag::Pron || !kind.starts_with('3') {
        return n;
    }
    let run = syntax.sentence_of_chunk(n);
    let verb = (run.start..n).rev().take(4).find(|i| !matches!(syntax.chunks[*i].kind, ChunkKind::Sub | ChunkKind::Adv | ChunkKind::Time));
    let subject = verb.filter(|v| syntax.chunks[*v].is(ChunkKind::Verb)).and_then(|v| syntax.chunks[v].subject());
    let Some(s) = subject else { return n };
    let person = syntax.chunks[s].tokens().any(|t| syntax.doc.is(t, Class::PersonNoun));
    let plural = syntax.tags[syntax.chunks[s].head as usize] == Tag::Plural;
    let fits = match kind.as_bytes().get(1) {
        Some(b'p') => plural,
        _ if kind.ends_with('n') => !person && !plural,
        _ => !plural,
    };
    if fits { s } else { n }
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Patient => "patient",
        Role::Recipient => "recipient",
        Role::Source => "source",
        Role::Topic => "topic",
    }
}

/// The first named place behind a preposition of place: after the event, else in its sentence.
fn place(syntax: &Syntax<'_>, reading: &Reading<'_>) -> Option<String> {
    let run = syntax.sentence_of_chunk(reading.chunk);
    let from = reading.event.and_then(|e| e.verb).unwrap_or(reading.chunk);
    let named = |p: &usize| {
        let prep = &syntax.chunks[*p];
        let noun = syntax.chunks.get(p + 1).filter(|_| p + 1 < run.end)?;
        let at = prep.is(ChunkKind::Prep) && syntax.doc.is(prep.head as usize, Class::PlacePreposition);
        let name = at && noun.is(ChunkKind::Noun) && syntax.tags[noun.head as usize] == Tag::Name;
        (name && !noun.tokens().any(|t| syntax.tags[t] == Tag::Num)).then(|| syntax.name_of(p + 1).to_owned())
    };
    (from..run.end.min(from + 12)).chain(run.start..from.min(run.start + 8)).find_map(|p| named(&p))
}

/// The date told of the same event, or in the same clause where the figure's event is told by a noun: the one behind
/// the figure before the first of the others.
fn period(syntax: &Syntax<'_>, figures: &[Figure], around: &Around<'_, '_>, f: usize, reading: &Reading<'_>) -> Option<String> {
    if matches!(figures[f].kind, FigureKind::Date | FigureKind::Time) {
        return None;
    }
    let run = syntax.sentence_of_chunk(reading.chunk);
    let told = |g: &usize| {
        let other = around.readings[*g].as_ref().filter(|other| run.contains(&other.chunk))?;
        let date = figures[*g].kind == FigureKind::Date;
        let span = figures[*g].kind == FigureKind::Duration
            && role::left_of(syntax, other.chunk, run.start).is_some_and(|p| syntax.chunks[p].is(ChunkKind::Prep));
        ((date || span) && *g != f && !of_before(syntax, around, f, *g)).then_some(other)
    };
    let near = || (f.saturating_sub(6)..(f + 7).min(figures.len())).filter_map(|g| told(&g).map(|other| (g, other)));
    // "since 1998, when five people died": the day that a clause begins with is that of the clause.
    if let Some((g, _)) = near().rfind(|(g, _)| *g < f && when_clause(syntax, around.runs[*g].end, reading)) {
        let text = &figures[g].text;
        let open = matches!(figures[g].date, Some(DateValue::From(_)));
        return Some(text.split_once(' ').filter(|_| open).map_or(text.as_str(), |(_, day)| day).to_owned());
    }
    let verb = clause(syntax, reading);
    // "a 30-year-old man on Monday" is 30 on other days.
    let dated = figures[f].kind != FigureKind::Duration;
    let own = |other: &Reading<'_>| other.event.and_then(|e| e.verb) == reading.event.and_then(|e| e.verb);
    let same = |other: &Reading<'_>| {
        let event = other.event.and_then(|e| e.verb);
        own(other) || dated && (event.is_some() && event == verb || of_event(syntax, other, reading))
    };
    let figure_between = |g: usize| {
        let (from, to) = (f.min(g) + 1, f.max(g));
        (from..to).any(|h| !matches!(figures[h].kind, FigureKind::Date | FigureKind::Time | FigureKind::Ordinal))
    };
    let next = near().find(|(g, other)| *g > f && !figure_between(*g) && same(other));
    // "revenue of $9 million in 2023", "turnout in 2021 was 66%": the date that stands beside it.
    let beside = |g: usize, other: &Reading<'_>| figures[g].kind == FigureKind::Date && one_clause(syntax, reading.chunk, other.chunk);
    let nearest = || near().filter(|(g, other)| dated && beside(*g, other)).min_by_key(|(g, _)| g.abs_diff(f));
    let any = || near().find(|(_, other)| own(other)).or_else(|| near().find(|(g, other)| !figure_between(*g) && same(other)));
    next.or_else(any).or_else(nearest).map(|(g, _)| figures[g].text.clone())
}

/// Whether date `g` stands behind words that turn to a value from before: "71%, up from 66% in 2021".
fn of_before(syntax: &Syntax<'_>, around: &Around<'_, '_>, f: usize, g: usize) -> bool {
    let doc = syntax.doc;
    let between = around.runs[f].end..around.runs[g].start;
    let first = around.scopes.partition_point(|i| *i < between.start);
    let mut turns = around.scopes[first..].iter().take_while(|i| between.contains(i));
    turns.any(|i| doc.lexicon.phrase(&doc.tokens, *i, Class::Scope).is_some_and(|(_, term)| term == BEFORE))
}

/// The verb group of the figure's clause.
fn clause(syntax: &Syntax<'_>, reading: &Reading<'_>) -> Option<usize> {
    let level = || reading.level_of.and_then(|n| syntax.chunks[n].subject());
    reading.event.and_then(|e| e.verb).or_else(level).or_else(|| match role::place(syntax, reading.chunk) {
        Place::Subject(v) | Place::Object(v) => Some(v),
        Place::Behind { verb, .. } => verb,
        Place::Free => None,
    })
}

/// Whether "when" stands at token `t`, behind a comma or none, and the figure in the clause that it opens.
fn when_clause(syntax: &Syntax<'_>, t: usize, reading: &Reading<'_>) -> bool {
    let doc = syntax.doc;
    let comma = doc.tokens.get(t).is_some_and(|_| doc.word(t) == ",");
    let when = t + usize::from(comma);
    let opens = doc.tokens.get(when).is_some_and(|_| doc.word(when).eq_ignore_ascii_case("when"));
    let start = syntax.chunks[reading.chunk].start as usize;
    let Some(first) = syntax.chunk_of(doc.sentence_of(when), when).filter(|_| opens && when < start) else { return false };
    let verbs = (first..reading.chunk).filter(|c| syntax.chunks[*c].is_finite()).count();
    verbs <= 1
}

/// Whether a date is told of a noun that names the figure's event: of what is counted ("54% of the vote in 2021"), or of
/// what befell those who are ("killed in a fire in May", "the 2015 fire killed").
fn of_event(syntax: &Syntax<'_>, date: &Reading<'_>, reading: &Reading<'_>) -> bool {
    let Some(noun) = date.event.filter(|e| e.verb.is_none()) else { return false };
    let Some(n) = syntax.chunk_of(syntax.doc.sentence_of(noun.token), noun.token) else { return false };
    if reading.counted.is_some_and(|c| c.chunk == n && n > reading.chunk) {
        return true;
    }
    let befell = reading.event.is_some_and(|e| syntax.befalls(e.group));
    befell && in_event(syntax, n, reading)
}

/// Whether noun phrase `n` names what the figure's event happened in: it did it, or stands behind "in".
fn in_event(syntax: &Syntax<'_>, n: usize, reading: &Reading<'_>) -> bool {
    let verb = clause(syntax, reading);
    match role::place(syntax, n) {
        Place::Subject(v) => Some(v) == verb,
        Place::Behind { prep, verb: v, .. } => {
            let head = syntax.chunks[prep].head as usize;
            let within = syntax.doc.is(head, Class::PlacePreposition) || syntax.is_word(head, syntax.words.of);
            within && (v == verb || v.is_none())
        }
        _ => false,
    }
}

/// Whether chunk `b` goes with chunk `a`: right behind it, or before it and one form of be. No clause, list or other
/// number parts the two.
fn one_clause(syntax: &Syntax<'_>, a: usize, b: usize) -> bool {
    let (first, last) = (a.min(b), a.max(b));
    let mut copulas = 0;
    last - first <= 6
        && (first + 1..last).all(|c| {
            let chunk = &syntax.chunks[c];
            match chunk.kind {
                ChunkKind::Verb => {
                    copulas += 1;
                    syntax.is_copula(c)
                }
                ChunkKind::Noun => !chunk.tokens().any(|t| syntax.tags[t] == Tag::Num),
                kind => !matches!(
                    kind,
                    ChunkKind::Sub | ChunkKind::PrepSub | ChunkKind::Rel | ChunkKind::Conj | ChunkKind::Comma | ChunkKind::Stop
                ),
            }
        })
        && copulas == usize::from(b < a)
}

/// The scope of a value from before.
const BEFORE: &str = "before";

/// Words that say what is counted in or out, near the figure.
fn scope(syntax: &Syntax<'_>, figures: &[Figure], around: &Around<'_, '_>, f: usize, reading: &Reading<'_>, measure: &mut Measure) {
    let runs = around.runs;
    let run = &runs[f];
    let sentence = syntax.sentence_of_chunk(reading.chunk);
    let opens = reading.chunk - sentence.start <= 6;
    let first = if opens { sentence.start } else { reading.chunk - 4 };
    let last = (reading.chunk + 9).min(sentence.end).max(first + 1);
    let mut from = syntax.chunks[first].start as usize;
    let mut until = syntax.chunks[last - 1].end as usize;
    // Another figure's words are its own.
    let countable = |g: &usize| !matches!(figures[*g].kind, FigureKind::Date | FigureKind::Time | FigureKind::Ordinal);
    if let Some(before) = (f.saturating_sub(3)..f).rev().find(countable) {
        from = from.max(runs[before].end.min(run.start));
    }
    if let Some(after) = (f + 1..figures.len().min(f + 4)).find(countable) {
        until = until.min(runs[after].start.max(run.end));
    }
    let level = reading.level_of.map(|n| syntax.chunks[n].tokens()).filter(|t| t.end <= from);
    let within = |r: TokenRange| {
        let first = around.scopes.partition_point(|i| *i < r.start);
        around.scopes[first..].iter().copied().take_while(move |i| *i < r.end)
    };
    let mut read = 0..0;
    for i in level.into_iter().chain(Some(from..until)).flat_map(within) {
        // "not including" holds "including".
        let known = syntax.doc.lexicon.phrase(&syntax.doc.tokens, i, Class::Scope).filter(|_| !read.contains(&i));
        let Some((len, term)) = known else { continue };
        read = i..i + len;
        let opening = i == syntax.chunks[sentence.start].start as usize;
        if term.is_empty() || i < run.start && !opening && matches!(term, "including" | "excluding") {
            continue;
        }
        // "71%, up from 66%", "144, correcting an earlier figure of 131": said of the next.
        let next = term == BEFORE || term == "initial" && syntax.doc.tokens.get(i + len).is_some_and(|t| t.word == syntax.words.of);
        if next && i >= run.end {
            continue;
        }
        let mut words = term.to_owned();
        if matches!(term, "including" | "excluding")
            && let Some(n) = next_noun(syntax, i + len, &sentence)
        {
            // "plus another $40,000", "including two children": a figure of its own, which narrows nothing.
            let counts = |g: usize| matches!(figures[g].kind, FigureKind::Count | FigureKind::Number);
            let own = |g: usize| (figures[g].kind == figures[f].kind || counts(g) && counts(f)) && n.tokens().contains(&runs[g].start);
            if term == "including" && !is_party(syntax, n) && (f + 1..figures.len().min(f + 3)).any(own) {
                continue;
            }
            words = format!("{term} {}", syntax.doc.span(&n.tokens()).slice(syntax.doc.text));
        }
        if !measure.scope.contains(&words) {
            measure.evidence.push(evidence(syntax, "scope", &(i..i + len)));
            measure.scope.push(words);
        }
    }
    if let Some(t) = former(syntax, reading).filter(|_| !measure.scope.iter().any(|s| s == BEFORE)) {
        measure.evidence.push(evidence(syntax, "scope", &(t..t + 1)));
        measure.scope.push(BEFORE.to_owned());
    }
}

/// The word that says of the event which befell those counted that it was one before: "the last fire killed five".
fn former(syntax: &Syntax<'_>, reading: &Reading<'_>) -> Option<usize> {
    reading.event.filter(|e| syntax.befalls(e.group))?;
    let v = clause(syntax, reading)?;
    let run = syntax.sentence_of_chunk(v);
    let around = run.start.max(v.saturating_sub(8))..run.end.min(v + 8);
    around.filter(|n| syntax.chunks[*n].is(ChunkKind::Noun)).find_map(|n| {
        let chunk = &syntax.chunks[n];
        let head = chunk.head as usize;
        let former = |t: &usize| syntax.doc.lexicon.payload(syntax.doc.tokens[*t].word, Class::Tells) == "former";
        let before = || (chunk.start as usize..head).find(former);
        let t = before()?;
        // "last week's fire", "the last victim"
        let dated = (t..=head).any(|t| syntax.doc.is(t, Class::DateUnit) || syntax.doc.is(t, Class::PersonNoun));
        let event = chunk.subject() == Some(v) || syntax.noun_event(head).is_some();
        (!dated && event && in_event(syntax, n, reading)).then_some(t)
    })
}

/// Whether a noun phrase is of those who take part whatever the word: attackers, police. Whether they are counted in
/// makes another whole.
fn is_party(syntax: &Syntax<'_>, n: &Chunk) -> bool {
    let doc = syntax.doc;
    let singular = doc.lexicon.word(&syntax.singular(n.head as usize).to_lowercase());
    doc.is(n.head as usize, Class::Part) || doc.lexicon.is(singular, Class::Part)
}

fn next_noun<'s>(syntax: &'s Syntax<'_>, token: usize, sentence: &std::ops::Range<usize>) -> Option<&'s Chunk> {
    let chunks = &syntax.chunks[sentence.clone()];
    let at = chunks.partition_point(|c| (c.start as usize) < token);
    chunks.get(at).filter(|c| c.is(ChunkKind::Noun))
}
