//! Pairs of sentences, each in an article of its own, and the grade of the finding that holds a figure of
//! both.

use corroborate::{Article, Config, Grade, reconcile};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    grade: String,
}

#[test]
fn every_pair_has_its_grade() {
    let table: Table = toml::from_str(include_str!("pairs.toml")).unwrap();
    let mut wrong = Vec::new();
    for pair in &table.pair {
        let article = |id: &str, text: &str| Article::new(id, text).published("2024-03-12").unwrap();
        let report = reconcile(&[article("a", &pair.a), article("b", &pair.b)], &Config::new());
        let both = report
            .findings()
            .iter()
            .filter(|f| f.grade != Grade::Uncorroborated && ["a", "b"].iter().all(|id| f.values.iter().any(|v| v.article == *id)));
        let grades: Vec<String> = both.map(|f| serde_json::to_value(f.grade).unwrap().as_str().unwrap().to_owned()).collect();
        let right = if pair.grade == "none" { grades.is_empty() } else { grades == [pair.grade.as_str()] };
        if !right {
            wrong.push(format!("{} / {}: {grades:?}, not {}", pair.a, pair.b, pair.grade));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
