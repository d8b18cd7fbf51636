//! The table of sentences and what they assert, read by the public interface alone.

use std::collections::BTreeMap;

use corroborate::{Article, Assertion, Config, Polarity, extract};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    asserts: Vec<BTreeMap<String, String>>,
}

/// Whether a part that a row leaves empty was not read, and one that it names holds its words.
fn holds(got: Option<&String>, want: &str) -> bool {
    got.map_or(want.is_empty(), |g| !want.is_empty() && g.contains(want))
}

fn is_as(found: &Assertion, row: &BTreeMap<String, String>) -> bool {
    row.iter().all(|(part, want)| match part.as_str() {
        "predicate" => found.predicate == *want,
        "polarity" => match want.as_str() {
            "affirmed" => found.polarity == Polarity::Affirmed,
            "denied" => found.polarity == Polarity::Denied,
            _ => panic!("no polarity {want:?}"),
        },
        "modality" => found.modality.as_deref().unwrap_or("") == want,
        "subject" => holds(found.subject.as_ref(), want),
        "object" => holds(found.object.as_ref(), want),
        "agent" => holds(found.agent.as_ref(), want),
        _ => panic!("no part {part:?}"),
    })
}

#[test]
fn sentences_assert_their_events() {
    let table: Table = toml::from_str(include_str!("assertions.toml")).unwrap();
    assert_eq!(table.sentence.len(), 47, "rows in the table");
    let mut faults = Vec::new();
    for s in &table.sentence {
        let article = Article::new("a", s.text.as_str());
        let found = extract(&article, &Config::new()).assertions;
        for a in &found {
            assert_eq!(a.span.slice(&s.text), a.text);
        }
        if found.len() != s.asserts.len() || !found.iter().zip(&s.asserts).all(|(a, row)| is_as(a, row)) {
            let read: Vec<_> = found.iter().map(|a| (&a.predicate, a.polarity, &a.modality, &a.subject, &a.object, &a.agent)).collect();
            faults.push(format!("{}:\n  want {:?}\n  read {read:?}", s.text, s.asserts));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), table.sentence.len(), faults.join("\n"));
}
