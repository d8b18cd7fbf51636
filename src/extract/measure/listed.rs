//! Persons who are listed without a number: "a nurse and her brother were killed" are two.

use rust_decimal::Decimal;

use super::role::{self, Place};
use super::sum::{self, MOST, Sum, Who};
use super::{Event, Reading, behind, evidence};
use crate::claim::{Figure, FigureKind, Measure};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Form, Syntax, Tag};

/// The lists of persons whom an event befell, and of whose figures none says what it counts. `headline` lets a comma
/// stand for "and".
pub(super) fn read(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure], headline: bool) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut last = 0;
    for c in 1..syntax.chunks.len() {
        let joins = sum::is_and(syntax, c) || headline && syntax.chunks[c].is(ChunkKind::Comma);
        if c > last && joins && syntax.chunks[c - 1].is(ChunkKind::Noun) {
            let list = List { syntax, readings, figures, headline };
            if let Some((sum, end)) = list.around(c) {
                last = end;
                sums.push(sum);
            }
        }
    }
    sums
}

struct List<'a, 'd> {
    syntax: &'a Syntax<'d>,
    readings: &'a [Option<Reading<'d>>],
    figures: &'a [Figure],
    headline: bool,
}

impl<'d> List<'_, 'd> {
    /// The list that the chunk `join` is in, and where it ends.
    fn around(&self, join: usize) -> Option<(Sum, usize)> {
        let syntax = self.syntax;
        let run = syntax.sentence_of_chunk(join);
        let (mut first, mut last) = (join - 1, join - 1);
        let (mut value, part) = self.one(first)?;
        let mut parts: Vec<usize> = part.into_iter().collect();
        let joins = |c: usize| sum::is_and(syntax, c) || syntax.chunks[c].is(ChunkKind::Comma);
        // To the right, over "and"; to the left, over commas: "a cook, a baker and a porter".
        let mut at = join;
        while at + 1 < run.end && joins(at) && last - first < 2 * MOST {
            // A comma may open something else: "a cook and a porter, police said".
            let Some((n, part)) = self.one(at + 1) else { break };
            value = value.checked_add(n)?;
            parts.extend(part);
            (last, at) = (at + 1, at + 2);
        }
        while first >= run.start + 2 && syntax.chunks[first - 1].is(ChunkKind::Comma) && last - first < 2 * MOST {
            let Some((n, part)) = self.one(first - 2) else { break };
            value = value.checked_add(n)?;
            parts.extend(part);
            first -= 2;
        }
        // "and" that joins another one, whose number is not told, leaves the whole open.
        let open = |c: usize| c > run.start && c < run.end && sum::is_and(syntax, c);
        let and = (first..last).any(|c| sum::is_and(syntax, c));
        // "two cooks, a baker and a porter": the figure's own list.
        let counted = first >= run.start + 2
            && syntax.chunks[first - 1].is(ChunkKind::Comma)
            && syntax.chunks[first - 2].tokens().any(|t| syntax.tags[t] == Tag::Num);
        if last <= join || counted || open(last + 1) || first > run.start && open(first - 1) || !and && !self.headline {
            return None;
        }
        let event = self.event(first, last).filter(|e| syntax.befalls(e.group))?;
        let measure = Measure {
            predicate: Some(event.group.to_lowercase()),
            evidence: vec![evidence(syntax, "predicate", &(event.token..event.token + 1))],
            ..Measure::default()
        };
        let like = Figure { measure, ..Figure::default() };
        Some((Sum { figure: sum::count(syntax, value, first, last, like), parts }, last))
    }

    /// How many persons a noun phrase is, and the figure that says so; none where that figure has an event of its own.
    fn one(&self, c: usize) -> Option<(Decimal, Option<usize>)> {
        let syntax = self.syntax;
        if !syntax.chunks[c].is(ChunkKind::Noun) {
            return None;
        }
        let tokens = syntax.chunks[c].tokens();
        if tokens.clone().any(|t| syntax.tags[t] == Tag::Num) {
            let span = syntax.doc.span(&tokens);
            let from = self.figures.partition_point(|f| f.span.start < span.start);
            let within = (from..self.figures.len()).take_while(|f| self.figures[*f].span.start < span.end);
            let counts = |f: &usize| matches!(self.figures[*f].kind, FigureKind::Count | FigureKind::Number | FigureKind::Ordinal);
            if let Some(f) = within.into_iter().find(counts) {
                let open = self.readings[f]
                    .as_ref()
                    .is_some_and(|r| r.event.is_none() && r.counted.is_some_and(|n| sum::is_person(syntax, n.head)));
                let plain = self.figures[f].kind == FigureKind::Count && self.figures[f].modifier.is_none();
                return self.figures[f].value.filter(|v| open && plain && v.scale() == 0).map(|n| (n, Some(f)));
            }
        }
        match sum::unnumbered(syntax, c) {
            Who::Persons(n, None) => Some((n, None)),
            _ => None,
        }
    }

    /// What befell those from `first` to `last`.
    fn event(&self, first: usize, last: usize) -> Option<Event<'d>> {
        let syntax = self.syntax;
        if let Some(event) = behind(syntax, last).filter(|e| e.strong) {
            return Some(event);
        }
        // Of a list behind a preposition or a verb its first phrase tells, of a subject its last one.
        for n in [last, first] {
            match role::place(syntax, n) {
                Place::Subject(v) => {
                    let event = syntax.verb_event(v);
                    let chunk = &syntax.chunks[v];
                    let result = event.token != chunk.head as usize && chunk.object().is_none();
                    let passive = chunk.form.has(Form::PASSIVE) || syntax.doc.lexicon.is(syntax.verb_word(v), Class::Undergoes);
                    // "His friend and neighbour was killed": one person.
                    let one = chunk.tokens().any(|t| matches!(syntax.doc.word(t), "was" | "is" | "has"));
                    return (!one && (passive || result)).then_some(event);
                }
                Place::Object(v) => {
                    let event = syntax.verb_event(v);
                    return (!syntax.chunks[v].form.has(Form::PASSIVE)).then_some(event);
                }
                Place::Behind { prep, noun: Some(noun), .. } if syntax.is_word(syntax.chunks[prep].head as usize, syntax.words.of) => {
                    let head = syntax.chunks[noun].head as usize;
                    return syntax.noun_event(head);
                }
                _ => {}
            }
        }
        None
    }
}
