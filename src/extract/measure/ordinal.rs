//! The place of one who died among the dead: "a fourth victim has died" tells of four at least.

use rust_decimal::Decimal;

use super::Reading;
use super::sum::{self, Sum};
use crate::claim::{Evidence, Figure, FigureKind, Measure, Modifier};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Syntax};

/// The greatest place that tells how many died; beyond it a year's or a town's deaths are counted.
const MOST: u32 = 20;

/// The counts that such places tell: with "a" or "another", or with no article, so that no other death of that place is meant.
pub(super) fn read(syntax: &Syntax<'_>, readings: &[Option<Reading<'_>>], figures: &[Figure]) -> Vec<Sum> {
    let count = |(f, reading): (usize, &Option<Reading<'_>>)| {
        let figure = &figures[f];
        let reading = reading.as_ref().filter(|_| figure.kind == FigureKind::Ordinal)?;
        let value = figure.value.filter(|v| *v > Decimal::ONE && *v <= MOST.into() && v.scale() == 0)?;
        let event = reading.event.filter(|e| reading.patient && e.group == syntax.groups.dead)?;
        let chunk = &syntax.chunks[reading.chunk];
        let dies = event.verb.is_some_and(|v| syntax.chunks[v].is_finite() && chunk.subject() == Some(v));
        let person = reading.counted.is_some_and(|c| c.chunk == reading.chunk && sum::is_person(syntax, c.head));
        let open = syntax.doc.tokens_in(figure.span).start == chunk.start as usize
            || matches!(syntax.doc.word(chunk.start as usize), "a" | "A" | "another" | "Another");
        let run = syntax.sentence_of_chunk(reading.chunk);
        // "a fourth victim this year"
        let statistic = figure.measure.period.is_some()
            && syntax.chunks[run].iter().any(|c| c.is(ChunkKind::Time) && c.tokens().any(|t| syntax.doc.is(t, Class::DateUnit)));
        if !(dies && person && open) || statistic {
            return None;
        }
        let evidence = vec![Evidence { part: "part".into(), span: figure.span }];
        let measure = Measure { evidence, ..figure.measure.clone() };
        let like = Figure { measure, modifier: Some(Modifier::AtLeast), ..figure.clone() };
        Some(Sum { figure: sum::count(syntax, value, reading.chunk, reading.chunk, like), parts: Vec::new() })
    };
    readings.iter().enumerate().filter_map(count).collect()
}
