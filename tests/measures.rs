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

/// The figure that the row speaks of: the one of just these words, or else the only one that holds them.
fn find<'f>(figures: &'f [Figure], wanted: &str) -> Result<&'f Figure, String> {
    let only = |found: Vec<&'f Figure>| if let [one] = found[..] { Some(one) } else { None };
    let exact = only(figures.iter().filter(|f| f.text == wanted).collect());
    let holding = || only(figures.iter().filter(|f| f.text.contains(wanted)).collect());
    exact.or_else(holding).ok_or_else(|| format!("not one figure {wanted:?} in {:?}", figures.iter().map(|f| &f.text).collect::<Vec<_>>()))
}

/// What was read of a part, "" where nothing was.
fn part(name: &str, figure: &Figure, all: &[Figure]) -> String {
    let m = &figure.measure;
    let role = |role| m.participants.iter().filter(|p| p.role == role).map(|p| p.name.as_str()).collect::<Vec<_>>().join("|");
    match name {
        "predicate" => m.predicate.clone().unwrap_or_default(),
        "counted" => m.counted.clone().unwrap_or_default(),
        "place" => m.place.clone().unwrap_or_default(),
        "period" => m.period.clone().unwrap_or_default(),
        "modifier" => m.modifiers.join("|"),
        "scope" => m.scope.join("|"),
        "agent" => role(Role::Agent),
        "patient" => role(Role::Patient),
        "recipient" => role(Role::Recipient),
        "source" => role(Role::Source),
        "topic" => role(Role::Topic),
        "part_of" => {
            let of = figure.part_of.as_ref().map(|id| all.iter().find(|f| f.id == *id).expect("a figure of this article"));
            of.map(|f| f.text.clone()).unwrap_or_default()
        }
        _ => panic!("no part {name:?}"),
    }
}

fn faults(clause: &Clause) -> Vec<String> {
    let article = Article::new("a", clause.text.as_str());
    let found = extract(&article, &Config::new()).figures;
    let mut faults = Vec::new();
    if clause.figures.is_empty() && !found.is_empty() {
        faults.push(format!("{}: no figure is wanted, read {:?}", clause.text, found.iter().map(|f| &f.text).collect::<Vec<_>>()));
    }
    for row in &clause.figures {
        let figure = match find(&found, &row["text"]) {
            Ok(figure) => figure,
            Err(fault) => {
                faults.push(format!("{}: {fault}", clause.text));
                continue;
            }
        };
        for (name, want) in row.iter().filter(|(name, _)| *name != "text") {
            let got = part(name, figure, &found);
            if got != *want {
                faults.push(format!("{}: {name} of {:?} is {got:?}, not {want:?}", clause.text, figure.text));
            }
        }
    }
    faults
}

#[test]
fn clauses_are_read_from_plain_text() {
    let table: Table = toml::from_str(include_str!("measures.toml")).unwrap();
    assert_eq!(table.clause.len(), 294, "rows in the table");
    let faults: Vec<String> = table.clause.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
