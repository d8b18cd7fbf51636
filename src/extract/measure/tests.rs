//! The table of clauses, read with figures cut by hand: the measure is tested on its own.

use serde::Deserialize;

use super::read;
use crate::claim::{Figure, FigureKind, Role};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::syntax::Syntax;
use crate::text::Document;

#[derive(Deserialize)]
struct Table {
    clause: Vec<Clause>,
}

#[derive(Deserialize)]
struct Clause {
    text: String,
    figures: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    text: String,
    predicate: Option<String>,
    counted: Option<String>,
    modifier: Option<String>,
    scope: Option<String>,
    place: Option<String>,
    period: Option<String>,
    agent: Option<String>,
    patient: Option<String>,
    recipient: Option<String>,
    source: Option<String>,
    topic: Option<String>,
    part_of: Option<String>,
}

fn kind(text: &str) -> FigureKind {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(&["$", "£", "€", "pounds", "dollars"]) {
        FigureKind::Money
    } else if has(&["%", "percent"]) {
        FigureKind::Percent
    } else if has(&["years", "-year"]) {
        FigureKind::Duration
    } else if has(&["day", "May", "July", "last", "20"]) && !has(&[",000", ",200"]) && text != "20" && text != "203" {
        FigureKind::Date
    } else {
        FigureKind::Count
    }
}

fn figures(clause: &Clause) -> Vec<Figure> {
    let mut from = 0;
    let mut found = Vec::new();
    for (n, expected) in clause.figures.iter().enumerate() {
        let at = clause.text[from..].find(&expected.text).or_else(|| {
            from = 0;
            clause.text.find(&expected.text)
        });
        let start = from + at.unwrap_or_else(|| panic!("no {:?} in {:?}", expected.text, clause.text));
        let end = start + expected.text.len();
        let hedges = [
            "At least ",
            "at least ",
            "More than ",
            "more than ",
            "less than ",
            "Nearly ",
            "About ",
            "some ",
            "Some ",
            "An estimated ",
            "over ",
        ];
        let start = hedges.iter().find(|h| clause.text[..start].ends_with(*h)).map_or(start, |h| start - h.len());
        let (kind, text, id) = (kind(&expected.text), expected.text.clone(), format!("x/f{n}"));
        found.push(Figure { id, text, kind, span: Span::new(start, end), ..Figure::default() });
    }
    found.sort_by_key(|f| f.span);
    found
}

fn faults(clause: &Clause) -> Vec<String> {
    let doc = Document::new(&clause.text, 0, Lexicon::shipped());
    let mut found = figures(clause);
    let syntax = Syntax::new(&doc, &found);
    read(&syntax, None, &mut found);
    let mut faults = Vec::new();
    for want in &clause.figures {
        let Some(figure) = found.iter().find(|f| f.text == want.text) else { continue };
        let m = &figure.measure;
        let mut hold = |part: &str, want: &Option<String>, got: Option<&str>, whole: bool| {
            let Some(want) = want else { return };
            let got = got.unwrap_or("");
            if got != want && (whole || want.is_empty() || !got.contains(want.as_str())) {
                faults.push(format!("{}: {part} of {:?} is {got:?}, not {want:?}", clause.text, figure.text));
            }
        };
        hold("predicate", &want.predicate, m.predicate.as_deref(), true);
        hold("counted", &want.counted, m.counted.as_deref(), true);
        hold("modifier", &want.modifier, Some(&m.modifiers.join(",")), true);
        hold("scope", &want.scope, Some(&m.scope.join("|")), false);
        hold("place", &want.place, m.place.as_deref(), true);
        hold("period", &want.period, m.period.as_deref(), true);
        let named = |role: Role| m.participants.iter().filter(|p| p.role == role).map(|p| p.name.as_str()).collect::<Vec<_>>().join("|");
        for (role, want) in [
            (Role::Agent, &want.agent),
            (Role::Patient, &want.patient),
            (Role::Recipient, &want.recipient),
            (Role::Source, &want.source),
            (Role::Topic, &want.topic),
        ] {
            hold(&format!("{role:?}"), want, Some(&named(role)), false);
        }
        let whole = figure.part_of.as_ref().and_then(|id| found.iter().find(|f| f.id == *id)).map(|f| f.text.as_str());
        hold("part_of", &want.part_of, whole, true);
    }
    faults
}

#[test]
fn clauses_of_the_table() {
    let table: Table = toml::from_str(include_str!("../../../tests/measures.toml")).unwrap();
    assert!(table.clause.len() >= 150);
    let faults: Vec<String> = table.clause.iter().flat_map(faults).collect();
    let bad = faults.iter().map(|f| f.split(':').next().unwrap_or("")).collect::<std::collections::BTreeSet<_>>().len();
    assert!(faults.is_empty(), "{bad} of {} clauses:\n{}", table.clause.len(), faults.join("\n"));
}
