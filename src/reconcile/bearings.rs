//! In which direction of a place something lies, where articles give it the same distance: "12 miles west of Maro".

use itertools::Itertools;

use super::told::Story;
use crate::claim::{Figure, FigureKind};
use crate::compare::{Rates, compare};
use crate::remarks::Bearing;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;

struct Lies<'a> {
    article: usize,
    figure: &'a Figure,
    bearing: &'a Bearing,
    place: &'a str,
}

/// So many bytes stand between a distance and its direction: the same in another unit.
const BETWEEN: usize = 24;

/// Neighbours on the compass card leave room for one another.
const NEIGHBOURS: u16 = 45;

/// All findings on directions that two articles give at one distance of one place.
pub(super) fn findings(story: &Story<'_>, rates: &Rates) -> Vec<Finding> {
    let mut all: Vec<Lies<'_>> = Vec::new();
    for (article, told) in story.articles.iter().enumerate() {
        for bearing in &told.terms.remarks.bearings {
            let before = |f: &&Figure| {
                f.kind == FigureKind::Quantity
                    && f.field == bearing.field
                    && f.span.end <= bearing.span.start
                    && bearing.span.start - f.span.end <= BETWEEN
            };
            let nearest = told.claims.figures.iter().rfind(before);
            // The first of a pair in two units.
            let first = nearest.and_then(|f| f.equivalent_of.as_ref()).and_then(|id| told.claims.figures.iter().find(|f| f.id == *id));
            if let Some(figure) = first.or(nearest) {
                all.push(Lies { article, figure, bearing, place: told.article.slice(bearing.field, bearing.place) });
            }
        }
    }
    let one_distance =
        |a: &Lies<'_>, b: &Lies<'_>| compare(a.figure, b.figure, rates).is_some_and(|c| !c.grade.is_conflict() && c.grade != Grade::Bound);
    let apart = |a: &Lies<'_>, b: &Lies<'_>| {
        let turn = a.bearing.degrees.abs_diff(b.bearing.degrees);
        turn.min(360 - turn)
    };
    let mut found = Vec::new();
    for place in all.iter().map(|l| l.place).sorted().dedup() {
        let here: Vec<&Lies<'_>> = all.iter().filter(|l| l.place == place).collect();
        let conflicts = |a: &Lies<'_>, b: &Lies<'_>| a.article != b.article && one_distance(a, b) && apart(a, b) > NEIGHBOURS;
        let sides: Vec<&&Lies<'_>> = here.iter().filter(|a| here.iter().any(|b| conflicts(a, b))).collect();
        let Some([first, other]) = sides.iter().array_combinations().find(|[a, b]| conflicts(a, b)) else { continue };
        let words = |l: &Lies<'_>| story.articles[l.article].article.slice(l.bearing.field, l.bearing.span).to_owned();
        let values = sides.iter().map(|l| {
            let span = Span::new(l.figure.span.start, l.bearing.span.end);
            Value {
                claim: l.figure.id.clone(),
                article: story.articles[l.article].article.id().to_owned(),
                field: l.bearing.field,
                span,
                text: story.articles[l.article].article.slice(l.bearing.field, span).to_owned(),
                normalised: format!("{} degrees of {place}", l.bearing.degrees),
                ..Value::default()
            }
        });
        found.push(Finding {
            kind: FindingKind::Attribution,
            grade: Grade::Discrepant,
            what: format!("in which direction of {place}"),
            values: values.collect(),
            reasons: vec![Reason {
                rule: "direction".into(),
                text: format!("at one distance of {place}, but {} and {}", words(first), words(other)),
            }],
            ..Finding::default()
        });
    }
    found
}
