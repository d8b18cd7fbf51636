//! One who kills others, and dies: "killed eight tenants before ending his own life" are nine.

use rust_decimal::Decimal;

use super::sum::{self, Sum, Who};
use super::{Reading, evidence};
use crate::claim::{Evidence, Figure, FigureKind, Measure};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Form, Syntax, Tag};

/// So many figures, and so many chunks, before a killer's death his victims are looked for.
const BACK: usize = 4;
const REACH: usize = 16;

/// Counts the killer in: sums that his death follows grow by one, and the counts that come back are new.
pub(super) fn read(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure], sums: &mut [Sum]) -> Vec<Sum> {
    let mut found: Vec<Sum> = Vec::new();
    let mut after = 0;
    for c in 1..syntax.chunks.len() {
        let Some(death) = Death::at(syntax, c).filter(|d| d.verb >= after) else { continue };
        let Some(sum) = (Victims { syntax, readings, figures, sums }).with(&death) else { continue };
        after = death.last + 1;
        found.extend(sum);
    }
    found
}

/// What befell one who may be a killer: his death, or a wound by his own hand.
struct Death {
    /// The verb that tells of it.
    verb: usize,
    last: usize,
    /// What befell him; nothing where he turned a weapon on himself, and may live.
    group: Option<String>,
}

impl Death {
    /// The death that chunk `c` gives away: by "himself", "his own life" or "before".
    fn at(syntax: &Syntax<'_>, c: usize) -> Option<Self> {
        let chunk = &syntax.chunks[c];
        let head = chunk.head as usize;
        if chunk.is(ChunkKind::Noun) && sum::reflexive(syntax, c) {
            let verb = chunk.object().or_else(|| super::role::verb_left(syntax, c, syntax.sentence_of_chunk(c).start))?;
            let group = syntax.verb_event(verb).group;
            // "turned a weapon on himself"
            let turned = syntax.chunks[c - 1].is_prep() && syntax.chunks[verb].object().is_some_and(|o| arms(syntax, o));
            let own = chunk.object() == Some(verb) && syntax.befalls(group);
            return (own || turned).then(|| Self { verb, last: c, group: own.then(|| group.to_owned()) });
        }
        if chunk.is(ChunkKind::Noun) && chunk.object().is_some() && syntax.doc.is(head, Class::EventNoun) {
            let own = chunk.tokens().any(|t| syntax.is_word(t, syntax.words.own));
            let dead = own && syntax.noun_event(head).is_some_and(|e| e.group == syntax.groups.dead);
            let group = Some(syntax.groups.dead.to_owned());
            return chunk.object().filter(|_| dead).map(|verb| Self { verb, last: c, group });
        }
        if !before(syntax, c) {
            return None;
        }
        // "before he was shot dead", "before police killed him", "before being killed"
        let end = syntax.sentence_of_chunk(c).end;
        let verb = (c + 1..end.min(c + 5)).find(|v| syntax.chunks[*v].is(ChunkKind::Verb))?;
        let v = &syntax.chunks[verb];
        let patient = if v.form.has(Form::PASSIVE) { v.subject().filter(|s| *s > c) } else { Some(v.object()?) };
        let he = patient.map_or(verb == c + 1 && v.form.has(Form::ING), |n| is_killer(syntax, n));
        let event = syntax.verb_event(verb);
        let (group, told) = (event.group, syntax.chunk_of(syntax.doc.sentence_of(event.token), event.token));
        let last = patient.unwrap_or(verb).max(verb).max(told.unwrap_or(verb));
        (he && group == syntax.groups.dead).then(|| Self { verb, last, group: Some(group.to_owned()) })
    }
}

impl Death {
    /// What befell both, where his victims' event is `group`: shot, where they were hurt and he shot himself. Who turns a
    /// weapon on himself after a killing dies, as good as always; after wounding others he often lives.
    fn shared(&self, syntax: &Syntax<'_>, group: &str) -> Option<String> {
        if !syntax.befalls(group) {
            return None;
        }
        let lexicon = syntax.doc.lexicon;
        match self.group.as_deref() {
            None => (group == syntax.groups.dead).then(|| group.to_lowercase()),
            Some(own) if own != group => (lexicon.payload(lexicon.word(own), Class::Survived) == group).then(|| own.to_owned()),
            Some(_) => Some(group.to_lowercase()),
        }
    }
}

fn arms(syntax: &Syntax<'_>, c: usize) -> bool {
    let lexicon = syntax.doc.lexicon;
    let like = |w: &str| lexicon.payload(lexicon.word(w), Class::LikeThing);
    like(&syntax.singular(syntax.chunks[c].head as usize)) == like("gun")
}

fn before(syntax: &Syntax<'_>, c: usize) -> bool {
    syntax.chunks[c].is(ChunkKind::PrepSub) && syntax.is_word(syntax.chunks[c].head as usize, syntax.words.before)
}

/// "he", or "the gunman".
fn is_killer(syntax: &Syntax<'_>, n: usize) -> bool {
    let head = syntax.chunks[n].head as usize;
    let kind = syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Pronoun);
    let one = syntax.tags[head] == Tag::Pron && (kind.starts_with("3m") || kind.starts_with("3f"));
    one || syntax.tags[head] != Tag::Plural && syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Part) == "suspect"
}

struct Victims<'a, 'd> {
    syntax: &'a Syntax<'d>,
    readings: &'a [Option<Reading<'d>>],
    figures: &'a [Figure],
    sums: &'a mut [Sum],
}

impl Victims<'_, '_> {
    /// The victims before a killer's death and he himself, or nothing new where a sum that is known grows; none
    /// where no victims are told.
    fn with(self, death: &Death) -> Option<Option<Sum>> {
        let syntax = self.syntax;
        if !is_fact(syntax, death.verb) {
            return None;
        }
        let run = syntax.sentence_of_chunk(death.verb);
        let here = syntax.chunks[death.verb].start as usize;
        let end = self.figures.partition_point(|f| f.span.start < syntax.doc.span(&(here..here + 1)).start);
        let told = |f: &usize| {
            let reading = self.readings[*f].as_ref().filter(|r| r.chunk >= run.start)?;
            let event = reading.event.filter(|_| reading.patient && self.figures[*f].part_of.is_none())?;
            event.verb.is_none_or(|v| is_fact(syntax, v)).then_some(())?;
            let group = death.shared(syntax, event.group)?;
            Some((*f, reading.chunk, reading.counted.map_or(reading.chunk, |c| c.chunk.max(reading.chunk)), group))
        };
        let last = (end.saturating_sub(BACK)..end).rev().find_map(|f| told(&f));
        // "killed his aunt and two porters before …"
        let place = (syntax.doc.span(&(syntax.chunks[run.start].tokens())).start, syntax.doc.span(&(here..here + 1)).start);
        let shared = |s: &Sum| s.figure.measure.predicate.as_deref().and_then(|p| death.shared(syntax, p));
        let within = |s: &&mut Sum| s.figure.span.start >= place.0 && s.figure.span.end <= place.1 && shared(s).is_some();
        if let Some(sum) = self.sums.iter_mut().filter(within).max_by_key(|s| s.figure.span.end)
            && last.as_ref().is_none_or(|(f, ..)| self.figures[*f].span.start < sum.figure.span.end)
        {
            let tokens = syntax.doc.tokens_in(sum.figure.span);
            let end = syntax.chunk_of(syntax.doc.sentence_of(tokens.start), tokens.end.checked_sub(1)?)?;
            if !follows(syntax, end, death) {
                return None;
            }
            sum.figure.measure.predicate = shared(sum);
            sum.figure.value = Some(sum.figure.value?.checked_add(Decimal::ONE)?);
            sum.figure.span.end = syntax.doc.span(&syntax.chunks[death.last].tokens()).end;
            sum.figure.text = sum.figure.span.slice(syntax.doc.text).to_owned();
            return Some(None);
        }
        if let Some((f, first, _, group)) = last.filter(|(_, _, last, _)| follows(syntax, *last, death)) {
            let figure = &self.figures[f];
            let plain =
                matches!(figure.kind, FigureKind::Count | FigureKind::Number) && figure.modifier.is_none() && figure.part_of.is_none();
            let person = self.readings[f].as_ref().and_then(|r| r.counted).is_none_or(|c| sum::is_person(syntax, c.head));
            let value = figure.value.filter(|v| plain && person && v.scale() == 0 && *v > Decimal::ZERO)?;
            let evidence = vec![Evidence { part: "part".into(), span: figure.span }];
            let measure = Measure { predicate: Some(group), evidence, ..figure.measure.clone() };
            let like = Figure { measure, ..figure.clone() };
            let figure = sum::count(syntax, value.checked_add(Decimal::ONE)?, first, death.last, like);
            return Some(Some(Sum { figure, parts: vec![f] }));
        }
        // "killed a porter before killing himself"
        let verb = (run.start..death.verb)
            .rev()
            .take(REACH)
            .find(|v| syntax.chunks[*v].is(ChunkKind::Verb) && syntax.chunks[*v].object().is_some())?;
        let object = syntax.chunks[verb].object()?;
        let event = syntax.verb_event(verb);
        let killed = event.group == syntax.groups.dead && !syntax.chunks[verb].form.has(Form::PASSIVE) && is_fact(syntax, verb);
        // "killed a porter before wounding himself": one is dead.
        let died = death.group.as_deref() != Some(syntax.groups.injured);
        if !killed || !died || !follows(syntax, object, death) {
            return None;
        }
        let Who::Persons(n, None) = sum::unnumbered(syntax, object) else { return None };
        let measure = Measure {
            predicate: Some(event.group.to_lowercase()),
            evidence: vec![evidence(syntax, "predicate", &(event.token..event.token + 1))],
            ..Measure::default()
        };
        let like = Figure { measure, ..Figure::default() };
        let figure = sum::count(syntax, n.checked_add(Decimal::ONE)?, object, death.last, like);
        Some(Some(Sum { figure, parts: Vec::new() }))
    }
}

/// Whether a verb tells what was done: neither planned ("planned to kill", "to kill") nor possible nor denied.
fn is_fact(syntax: &Syntax<'_>, verb: usize) -> bool {
    let open = |v: usize| {
        let form = syntax.chunks[v].form;
        form.has(Form::MODAL) || form.has(Form::FUTURE) || form.has(Form::NEGATED)
    };
    let lexicon = syntax.doc.lexicon;
    let first = syntax.sentence_of_chunk(verb).start;
    let governor =
        (first..verb).rev().take(REACH).filter(|g| syntax.chunks[*g].is(ChunkKind::Verb)).find(|g| syntax.infinitive(*g) == Some(verb));
    let done = |v: usize| lexicon.payload(syntax.verb_word(v), Class::Catenative) == "affirmed";
    let planned = || lexicon.is(syntax.verb_word(verb), Class::Catenative) && syntax.infinitive(verb).is_some() && !done(verb);
    !open(verb) && !planned() && (!syntax.chunks[verb].form.has(Form::INFINITIVE) || governor.is_some_and(|g| done(g) && !open(g)))
}

/// Whether the death is told to come after that of the victims, whose phrase `last` ends: "before", "then", "and" of
/// what one man does, "who". "Including" or "after" tell of another order.
fn follows(syntax: &Syntax<'_>, last: usize, death: &Death) -> bool {
    let doc = syntax.doc;
    let between = last + 1..death.verb;
    if between.len() > REACH {
        return false;
    }
    let other = |c: usize| match syntax.chunks[c].kind {
        ChunkKind::Stop | ChunkKind::Sub => true,
        ChunkKind::PrepSub => !before(syntax, c),
        _ => false,
    };
    if between.clone().any(other) {
        return false;
    }
    let tokens = syntax.chunks[last].end as usize..syntax.chunks[death.verb].head as usize;
    let subject = || {
        (between.start..death.verb)
            .rev()
            .find(|c| sum::is_and(syntax, *c))
            .map(|and| (and..death.verb).any(|c| syntax.chunks[c].is(ChunkKind::Noun)))
    };
    // "including a clerk who killed himself": he is counted.
    let counted_in = |t: usize| doc.lexicon.phrase(&doc.tokens, t, Class::Scope).is_some_and(|(_, term)| term == "including");
    tokens.clone().any(|t| [syntax.words.before, syntax.words.then, syntax.words.later].contains(&doc.tokens[t].word))
        || subject() == Some(false)
        || between.clone().last().is_some_and(|c| syntax.chunks[c].is(ChunkKind::Rel) && c > last + 1)
            && !tokens.into_iter().any(counted_in)
}
