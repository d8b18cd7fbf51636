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

fn holds(got: Option<&String>, want: &str) -> bool {
    got.is_some_and(|g| g.contains(want))
}

fn is_as(found: &Assertion, row: &BTreeMap<String, String>) -> bool {
    row.iter().all(|(part, want)| match part.as_str() {
        "predicate" => found.predicate == *want,
        "polarity" => (found.polarity == Polarity::Denied) == (want == "denied"),
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
    let mut faults = Vec::new();
    for s in &table.sentence {
        let article = Article::new("a", s.text.as_str());
        let found = extract(&article, &Config::new()).assertions;
        for a in &found {
            assert_eq!(a.span.slice(&s.text), a.text);
        }
        if s.asserts.is_empty() && !found.is_empty() {
            faults.push(format!("{}: asserts nothing, read {found:?}", s.text));
        }
        for row in s.asserts.iter().filter(|row| !found.iter().any(|a| is_as(a, row))) {
            let read: Vec<_> = found.iter().map(|a| (&a.predicate, a.polarity, &a.modality, &a.subject, &a.object)).collect();
            faults.push(format!("{}: no {row:?} in {read:?}", s.text));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), table.sentence.len(), faults.join("\n"));
}
