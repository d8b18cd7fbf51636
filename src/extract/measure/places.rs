//! Counts of one event at several places: "six were killed in the market and four at the station" are ten.

use rust_decimal::Decimal;

use super::sum::{self, MOST, Sum};
use super::{Reading, evidence};
use crate::claim::{Evidence, Figure, FigureKind, Measure};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Syntax};

/// The sums of the counts that one sentence tells of one event, each at a place of its own.
pub(super) fn read(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure]) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut f = 0;
    while f < figures.len() {
        let parts = parts(syntax, readings, figures, f);
        f += 1;
        if let (Some(first), Some(last)) = (parts.first(), parts.last().filter(|_| parts.len() > 1)) {
            f = last + 1;
            sums.extend(claim(syntax, readings, figures, &parts, *first, *last));
        }
    }
    sums
}

/// A count of persons whom an event befell, with what it says of them.
fn count<'r>(syntax: &Syntax<'_>, reading: &'r Option<Reading<'_>>, figure: &Figure) -> Option<(Decimal, &'r Reading<'r>)> {
    let reading = reading.as_ref()?;
    let event = reading.event.filter(|e| reading.patient && syntax.befalls(e.group))?;
    let plain = matches!(figure.kind, FigureKind::Count | FigureKind::Number) && figure.modifier.is_none() && figure.part_of.is_none();
    let person = reading.counted.is_none_or(|c| sum::is_person(syntax, c.head));
    // "two more" and "two others" are still to be added; "two of them" and "a total of two" are not.
    let open = figure.measure.scope.iter().all(|s| matches!(s.as_str(), "other" | "another" | "additional"));
    let value = figure.value.filter(|v| plain && person && open && v.scale() == 0 && *v > Decimal::ZERO)?;
    (!event.group.is_empty()).then_some((value, reading))
}

/// The figures from `f` on that count one event of one sentence, each with a place behind it, or with a verb of its
/// own ("and four died on the way"), and none with a date.
fn parts(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure], f: usize) -> Vec<usize> {
    let Some((_, first)) = count(syntax, &readings[f], &figures[f]) else { return Vec::new() };
    let run = syntax.sentence_of_chunk(first.chunk);
    let mut parts = Vec::new();
    for g in f..figures.len().min(f + MOST + 1) {
        let same = count(syntax, &readings[g], &figures[g]).filter(|(_, r)| {
            run.contains(&r.chunk)
                && r.event.map(|e| e.group) == first.event.map(|e| e.group)
                && (g == f || bare(syntax, r))
                && (placed(syntax, r, run.end) || g > f && r.counted.is_none() && r.event.map(|e| e.verb) != first.event.map(|e| e.verb))
        });
        if same.is_none() {
            // Any other number of the sentence may be the whole, or what tells the parts apart.
            let other = readings[g].as_ref().is_some_and(|r| run.contains(&r.chunk));
            return if other { Vec::new() } else { parts };
        }
        parts.push(g);
    }
    parts
}

/// Whether a later count goes on from the first: it counts the same, or names nobody.
fn bare(syntax: &Syntax<'_>, reading: &Reading<'_>) -> bool {
    let joined = reading.chunk.checked_sub(1).is_some_and(|b| matches!(syntax.chunks[b].kind, ChunkKind::Conj | ChunkKind::Comma));
    joined && reading.counted.is_none_or(|c| syntax.doc.is(c.head, Class::AnyNoun) || syntax.doc.is(c.head, Class::PersonNoun))
}

/// Whether a place follows the count, behind it or behind its verb.
fn placed(syntax: &Syntax<'_>, reading: &Reading<'_>, end: usize) -> bool {
    let last = reading.counted.map_or(reading.chunk, |c| c.chunk.max(reading.chunk));
    let behind = syntax.chunks[last + 1..end.min(last + 5)].iter();
    let mut reach = behind.take_while(|c| matches!(c.kind, ChunkKind::Verb | ChunkKind::Adv | ChunkKind::Prep));
    reach.any(|c| c.is(ChunkKind::Prep) && syntax.doc.is(c.head as usize, Class::PlacePreposition))
}

fn claim(
    syntax: &Syntax<'_>,
    readings: &[Option<Reading<'_>>],
    figures: &[Figure],
    parts: &[usize],
    first: usize,
    last: usize,
) -> Option<Sum> {
    let value = parts.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(figures[*p].value?))?;
    let (from, until) = (readings[first].as_ref()?, readings[last].as_ref()?);
    // "Four were hurt in the market, two in the crush": without "and", some of them.
    let event = from.event.filter(|_| until.chunk > 0 && sum::is_and(syntax, until.chunk - 1))?;
    let mut shown = vec![evidence(syntax, "predicate", &(event.token..event.token + 1))];
    shown.extend(parts.iter().map(|p| Evidence { part: "part".into(), span: figures[*p].span }));
    let measure = Measure { predicate: Some(event.group.to_lowercase()), evidence: shown, ..Measure::default() };
    let end = until.counted.map_or(until.chunk, |c| c.chunk.max(until.chunk));
    let figure = sum::count(syntax, value, from.chunk, end, Figure { measure, ..Figure::default() });
    Some(Sum { figure, parts: parts.to_vec() })
}
