//! The table of clauses, read from text to measure by the public interface alone.

use std::collections::BTreeMap;

use corroborate::{Article, Config, Figure, Role, extract};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    clause: Vec<Clause>,
}

#[derive(Deserialize)]
struct Clause {
    text: String,
    /// The figures that matter: their words, and the parts of their measure that are tested.
    figures: Vec<BTreeMap<String, String>>,
}

/// The figure that the row speaks of: the one whose words hold the row's, or stand in them.
fn find<'f>(figures: &'f [Figure], wanted: &str) -> Option<&'f Figure> {
    let exact = figures.iter().find(|f| f.text == wanted);
    exact.or_else(|| figures.iter().find(|f| f.text.contains(wanted))).or_else(|| figures.iter().find(|f| wanted.contains(&f.text)))
}

/// What was read of a part; and whether a row gives all of it or some of its words.
fn part(name: &str, figure: &Figure, all: &[Figure]) -> (String, bool) {
    let m = &figure.measure;
    let role = |role| m.participants.iter().filter(|p| p.role == role).map(|p| p.name.as_str()).collect::<Vec<_>>().join("|");
    let whole = |o: &Option<String>| (o.clone().unwrap_or_default(), true);
    match name {
        "predicate" => whole(&m.predicate),
        "counted" => whole(&m.counted),
        "place" => whole(&m.place),
        "period" => (m.period.clone().unwrap_or_default(), false),
        "modifier" => (m.modifiers.join(","), true),
        "scope" => (m.scope.join("|"), false),
        "agent" => (role(Role::Agent), false),
        "patient" => (role(Role::Patient), false),
        "recipient" => (role(Role::Recipient), false),
        "source" => (role(Role::Source), false),
        "topic" => (role(Role::Topic), false),
        "part_of" => {
            let of = figure.part_of.as_ref().and_then(|id| all.iter().find(|f| f.id == *id));
            (of.map(|f| f.text.clone()).unwrap_or_default(), false)
        }
        _ => panic!("no part {name:?}"),
    }
}

fn faults(clause: &Clause) -> Vec<String> {
    let article = Article::new("a", clause.text.as_str());
    let found = extract(&article, &Config::new()).figures;
    let mut faults = Vec::new();
    for row in &clause.figures {
        let Some(figure) = find(&found, &row["text"]) else {
            faults.push(format!("{}: no figure {:?}", clause.text, row["text"]));
            continue;
        };
        for (name, want) in row.iter().filter(|(name, _)| *name != "text") {
            let (got, all) = part(name, figure, &found);
            let right = got == *want || !all && !want.is_empty() && got.contains(want.as_str());
            if !right {
                faults.push(format!("{}: {name} of {:?} is {got:?}, not {want:?}", clause.text, figure.text));
            }
        }
    }
    faults
}

#[test]
fn clauses_are_read_from_plain_text() {
    let table: Table = toml::from_str(include_str!("measures.toml")).unwrap();
    assert!(table.clause.len() >= 200 && table.clause.iter().any(|c| !c.figures.is_empty()));
    let faults: Vec<String> = table.clause.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
