//! The index and the collation, from the outside.

use corroborate::{ClaimIndex, ClusterConfig, Statement, collate};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table<T> {
    case: Vec<T>,
}

fn table<T: for<'a> Deserialize<'a>>(text: &str) -> Vec<T> {
    toml::from_str::<Table<T>>(text).expect("a table of cases").case
}

#[derive(Deserialize)]
struct Story {
    name: String,
    statements: Vec<(String, String)>,
    together: Vec<Vec<String>>,
    #[serde(default)]
    conflicts: Vec<(String, String)>,
}

#[test]
fn small_stories() {
    for case in table::<Story>(include_str!("cluster/story.toml")) {
        let mut index = ClaimIndex::new(ClusterConfig::story());
        for (id, text) in &case.statements {
            index.add(id, &[Statement { id, text, speaker: None }]);
        }
        let clusters = index.settle();
        let mut together: Vec<Vec<String>> =
            (0..clusters.len()).map(|c| clusters.members(c).map(str::to_owned).collect::<Vec<_>>()).filter(|c| c.len() > 1).collect();
        together.iter_mut().for_each(|c| c.sort());
        together.sort();
        assert_eq!(together, case.together, "{}", case.name);
        let mut conflicts: Vec<(String, String)> = clusters
            .conflicts()
            .map(|(a, b)| (clusters.members(a).next().unwrap_or("").to_owned(), clusters.members(b).next().unwrap_or("").to_owned()))
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
            .collect();
        conflicts.sort();
        assert_eq!(conflicts, case.conflicts, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Pair {
    base: String,
    member: String,
    want: Vec<String>,
}

#[test]
fn differences_are_named() {
    let mut wrong = Vec::new();
    for case in table::<Pair>(include_str!("cluster/collation.toml")) {
        let found: Vec<String> = collate(&case.base, &case.member)
            .into_iter()
            .map(|d| {
                assert!(d.span.is_none_or(|s| case.member.get(s.start..s.end).is_some()));
                let kind = serde_json::to_value(d.kind).expect("a kind");
                format!("{}{}: {}", if d.sense { "!" } else { "" }, kind.as_str().unwrap_or(""), d.text)
            })
            .collect();
        if found != case.want {
            wrong.push((case.base, case.member, found, case.want));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
