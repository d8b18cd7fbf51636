//! The table of clauses read from text to measure, by the public interface alone.

use corroborate::{Article, Config, Figure, Role, extract};
use serde::Deserialize;

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
struct Expected {
    text: String,
    predicate: Option<String>,
    counted: Option<String>,
    scope: Option<String>,
    agent: Option<String>,
}

/// The figure that the row speaks of: the one whose words hold the row's, or stand in them.
fn find<'f>(figures: &'f [Figure], wanted: &str) -> Option<&'f Figure> {
    figures.iter().find(|f| f.text.contains(wanted)).or_else(|| figures.iter().find(|f| wanted.contains(&f.text)))
}

fn faults(clause: &Clause) -> Vec<String> {
    let article = Article::new("a", clause.text.as_str());
    let found = extract(&article, &Config::new()).figures;
    let mut faults = Vec::new();
    for want in &clause.figures {
        let Some(figure) = find(&found, &want.text) else {
            faults.push(format!("{}: no figure {:?}", clause.text, want.text));
            continue;
        };
        let m = &figure.measure;
        let agents: Vec<&str> = m.participants.iter().filter(|p| p.role == Role::Agent).map(|p| p.name.as_str()).collect();
        let scope = m.scope.join("|");
        let parts = [
            ("predicate", &want.predicate, m.predicate.as_deref().unwrap_or(""), true),
            ("counted", &want.counted, m.counted.as_deref().unwrap_or(""), true),
            ("scope", &want.scope, scope.as_str(), false),
            ("agent", &want.agent, &agents.join("|"), false),
        ];
        for (part, want, got, whole) in parts {
            let Some(want) = want else { continue };
            if got != want && (whole || !got.contains(want.as_str())) {
                faults.push(format!("{}: {part} of {:?} is {got:?}, not {want:?}", clause.text, figure.text));
            }
        }
    }
    faults
}

#[test]
fn clauses_are_read_from_plain_text() {
    let table: Table = toml::from_str(include_str!("measures.toml")).unwrap();
    let faults: Vec<String> = table.clause.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
