//! Persons who are listed: "a nurse and two pilots were killed" are three.

use rust_decimal::Decimal;

use super::Reading;
use crate::claim::{Evidence, Figure, FigureKind, Measure, Precision};
use crate::lexicon::Class;
use crate::syntax::{Chunk, ChunkKind, Syntax, Tag};

/// So many more persons or groups of them are taken on either side.
pub(super) const MOST: usize = 4;

/// A count that a list of persons states, and the figures in it.
pub(crate) struct Sum {
    pub(crate) figure: Figure,
    pub(crate) parts: Vec<usize>,
}

/// The lists of persons whom an event befell. `headline` lets a comma stand for "and".
pub(super) fn read(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure], headline: bool) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for (f, reading) in readings.iter().enumerate() {
        let taken = sums.last().is_some_and(|s: &Sum| s.parts.contains(&f));
        let Some(reading) = reading.as_ref().filter(|_| !taken) else { continue };
        sums.extend(List { syntax, readings, figures, headline, f, reading }.sum());
    }
    sums
}

struct List<'a, 'd> {
    syntax: &'a Syntax<'d>,
    readings: &'a [Option<Reading<'d>>],
    figures: &'a [Figure],
    headline: bool,
    f: usize,
    reading: &'a Reading<'d>,
}

/// Who stands at one place of a list.
pub(super) enum Who {
    /// So many, and the figure that says so.
    Persons(Decimal, Option<usize>),
    /// Persons whose number is not said.
    Unknown,
    Nobody,
}

impl List<'_, '_> {
    fn sum(&self) -> Option<Sum> {
        let syntax = self.syntax;
        // What costs nothing is asked first.
        let event = self.reading.event.filter(|_| self.reading.patient)?;
        let own = self.count(self.f).filter(|_| syntax.befalls(event.group))?;
        let last = self.reading.counted.map_or(self.reading.chunk, |c| c.chunk.max(self.reading.chunk));
        if self.reading.counted.is_some_and(|c| !self.is_person(c.head)) {
            return None;
        }
        let mut list = vec![(self.reading.chunk, last)];
        let (mut value, mut parts) = (own, vec![self.f]);
        let run = syntax.sentence_of_chunk(last);
        let mut and = false;
        // To the right: "two porters and himself", "two cooks, a baker and a porter"; but "two hurt, driver dead".
        let mut at = last;
        let own_event = (syntax.chunks[self.reading.chunk].start as usize
            ..syntax.chunks[last + 1..run.end]
                .iter()
                .find(|c| !matches!(c.kind, ChunkKind::Adv | ChunkKind::Adj | ChunkKind::Verb))
                .map_or(0, |c| c.start as usize))
            .contains(&event.token);
        while !own_event && list.len() <= MOST && at + 2 < run.end && self.joins(at + 1, &mut and) {
            let Some((n, part)) = self.who(at + 2, at + 1)? else { break };
            value = value.checked_add(n)?;
            parts.extend(part);
            list.push((at + 2, at + 2));
            at += 2;
        }
        // A comma that no "and" follows opens something else: "four daughters, a neighbour said".
        if !and && !self.headline && at > last && !reflexive(syntax, at) {
            (value, at) = (own, last);
            parts.truncate(1);
            list.truncate(1);
        }
        // To the left: "her aunt and three nephews".
        let mut first = self.reading.chunk;
        while !self.bare(first) && list.len() <= MOST && first >= run.start + 2 && (and || self.is_and(first - 1) || self.headline) {
            if !self.joins(first - 1, &mut and) || self.opens_clause(first - 2, event.verb) {
                break;
            }
            let Some((n, part)) = self.who(first - 2, first - 1)? else { break };
            value = value.checked_add(n)?;
            parts.extend(part);
            list.push((first - 2, first - 2));
            first -= 2;
        }
        (list.len() > 1 && !self.again(first, value)).then(|| self.claim(value, parts, first, at))
    }

    /// Whether a list tells again, one by one, the persons that its first phrase counts: "two persons, an uncle and his niece".
    fn again(&self, first: usize, whole: Decimal) -> bool {
        let syntax = self.syntax;
        let head = syntax.chunks[first].head as usize;
        let any =
            syntax.doc.is(head, Class::AnyNoun) || syntax.doc.lexicon.is(syntax.doc.lexicon.word(&syntax.singular(head)), Class::AnyNoun);
        let near = self.f.saturating_sub(MOST)..(self.f + 1).min(self.readings.len());
        let here = |g: &usize| self.readings[*g].as_ref().is_some_and(|r| r.chunk == first);
        let comma = syntax.chunks.get(first + 1).is_some_and(|c| c.is(ChunkKind::Comma));
        any && comma && near.into_iter().find(here).and_then(|g| self.count(g)).is_some_and(|n| n + n == whole)
    }

    /// The number that a figure counts persons by, if it is a plain one.
    fn count(&self, f: usize) -> Option<Decimal> {
        let figure = &self.figures[f];
        let plain = matches!(figure.kind, FigureKind::Count | FigureKind::Number) && figure.modifier.is_none() && figure.part_of.is_none();
        figure.value.filter(|v| plain && v.scale() == 0 && *v > Decimal::ZERO && *v < Decimal::ONE_THOUSAND)
    }

    /// Whether a phrase in a list is a number alone, which is an age: "two painters, 58 and 27". A headline leaves nouns out.
    fn bare(&self, c: usize) -> bool {
        let syntax = self.syntax;
        let closed = || syntax.chunks.get(c + 1).is_some_and(|n| n.is(ChunkKind::Comma));
        syntax.tags[syntax.chunks[c].head as usize] == Tag::Num && (!self.headline || closed())
    }

    fn is_person(&self, token: usize) -> bool {
        is_person(self.syntax, token)
    }

    fn is_and(&self, c: usize) -> bool {
        is_and(self.syntax, c)
    }

    /// Whether a chunk joins two places of a list.
    fn joins(&self, c: usize, and: &mut bool) -> bool {
        *and |= self.is_and(c);
        self.is_and(c) || self.syntax.chunks[c].is(ChunkKind::Comma)
    }

    /// Whether the noun phrase ends a clause of its own, so that "and" joins two clauses.
    fn opens_clause(&self, n: usize, verb: Option<usize>) -> bool {
        let before = n.checked_sub(1).map(|b| &self.syntax.chunks[b]);
        // "the deaths of a cook and two porters, who were shot"
        // "leaves a nurse, three others hurt"
        let leaves = |b: &Chunk| self.syntax.doc.lexicon.is(b.lemma, Class::Resultative);
        let of = |b: &Chunk| self.syntax.is_word(b.head as usize, self.syntax.words.of) && n >= 2;
        let told = |b: &Chunk| {
            of(b) && self.syntax.noun_event(self.syntax.chunks[n - 2].head as usize).is_some_and(|e| self.syntax.befalls(e.group))
        };
        verb.is_some_and(|v| v > self.reading.chunk)
            && before.is_some_and(|b| b.is(ChunkKind::Verb) && !leaves(b) || b.is_prep() && !told(b))
    }

    /// How many persons stand at a place of the list that chunk `join` joins, and the figure that says so. The
    /// whole is nothing where "and" joins persons whose number is not known.
    fn who(&self, c: usize, join: usize) -> Option<Option<(Decimal, Option<usize>)>> {
        match self.at(c) {
            Who::Persons(n, part) => Some(Some((n, part))),
            Who::Unknown if self.is_and(join) => None,
            Who::Unknown | Who::Nobody => Some(None),
        }
    }

    fn at(&self, c: usize) -> Who {
        let syntax = self.syntax;
        let chunk = &syntax.chunks[c];
        if !chunk.is(ChunkKind::Noun) {
            return Who::Nobody;
        }
        let group = self.reading.event.map_or("", |e| e.group);
        let near = self.f.saturating_sub(MOST)..(self.f + MOST + 1).min(self.readings.len());
        let counts = |g: &usize| matches!(self.figures[*g].kind, FigureKind::Count | FigureKind::Number | FigureKind::Ordinal);
        let here = |g: &usize| counts(g) && self.readings[*g].as_ref().is_some_and(|r| r.chunk == c);
        if let Some(g) = near.clone().find(here) {
            if self.bare(c) {
                return Who::Nobody;
            }
            let other = self.readings[g].as_ref().and_then(|r| r.event).is_some_and(|e| e.group != group && e.strong);
            let person = self.readings[g].as_ref().and_then(|r| r.counted).is_none_or(|x| self.is_person(x.head));
            return self.count(g).filter(|_| !other && person).map_or(Who::Nobody, |n| Who::Persons(n, Some(g)));
        }
        unnumbered(syntax, c)
    }

    fn claim(&self, value: Decimal, parts: Vec<usize>, first: usize, last: usize) -> Sum {
        let part = &self.figures[self.f];
        let evidence = parts.iter().map(|p| Evidence { part: "part".into(), span: self.figures[*p].span }).collect();
        let measure = Measure { evidence, ..part.measure.clone() };
        let figure = count(self.syntax, value, first, last, Figure { measure, ..part.clone() });
        Sum { figure, parts }
    }
}

/// The count of the persons in the chunks from `first` to `last`, in the place of a figure that tells the rest.
pub(super) fn count(syntax: &Syntax<'_>, value: Decimal, first: usize, last: usize, like: Figure) -> Figure {
    let span = syntax.doc.span(&(syntax.chunks[first].start as usize..syntax.chunks[last].end as usize));
    let person = syntax.groups.person.to_owned();
    let what = like.measure.predicate.as_ref().map(|p| format!("{p} of {person}"));
    Figure {
        span,
        text: span.slice(syntax.doc.text).to_owned(),
        kind: FigureKind::Count,
        value: Some(value),
        unit: Some(person.clone()),
        precision: Some(Precision { finest: Decimal::ONE, coarsest: Decimal::ONE }),
        id: String::new(),
        measure: Measure { what, counted: Some(person), modifiers: Vec::new(), ..like.measure },
        ..like
    }
}

pub(super) fn is_person(syntax: &Syntax<'_>, token: usize) -> bool {
    let doc = syntax.doc;
    let lemma = syntax.singular(token);
    let word = doc.lexicon.word(&lemma.to_lowercase());
    doc.is(token, Class::PersonNoun) || doc.lexicon.is(word, Class::PersonNoun) || doc.lexicon.is(word, Class::AnyNoun)
}

pub(super) fn is_and(syntax: &Syntax<'_>, c: usize) -> bool {
    let chunk = &syntax.chunks[c];
    chunk.is(ChunkKind::Conj) && matches!(syntax.doc.word(chunk.head as usize), "and" | "And" | "&")
}

/// himself, herself
pub(super) fn reflexive(syntax: &Syntax<'_>, c: usize) -> bool {
    let head = syntax.chunks[c].head as usize;
    syntax.doc.is(head, Class::Persons) && syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Persons) == "1"
}

/// "a 7-year-old": one person, by the age alone.
fn aged(syntax: &Syntax<'_>, c: usize) -> bool {
    let head = syntax.chunks[c].head as usize;
    syntax.doc.word(head).ends_with("old") && syntax.doc.span(&syntax.chunks[c].tokens()).slice(syntax.doc.text).ends_with("-old")
}

/// How many persons a noun phrase without a number is: one, for a singular.
pub(super) fn unnumbered(syntax: &Syntax<'_>, c: usize) -> Who {
    let chunk = &syntax.chunks[c];
    let head = chunk.head as usize;
    let listed = syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Persons);
    if let Ok(n) = listed.parse() {
        return Who::Persons(n, None);
    }
    if aged(syntax, c) {
        return Who::Persons(Decimal::ONE, None);
    }
    let pronoun = || syntax.doc.lexicon.payload(syntax.doc.tokens[head].word, Class::Pronoun);
    match syntax.tags[head] {
        // "She and two sons were hurt"
        Tag::Pron if pronoun().starts_with("3m") || pronoun().starts_with("3f") => Who::Persons(Decimal::ONE, None),
        Tag::Noun if is_person(syntax, head) => Who::Persons(Decimal::ONE, None),
        Tag::Plural if is_person(syntax, head) => Who::Unknown,
        Tag::Name if syntax.doc.is(chunk.start as usize, Class::GivenName) => Who::Persons(Decimal::ONE, None),
        _ => Who::Nobody,
    }
}
