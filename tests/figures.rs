//! Reads `figures.toml`: sentences of our own with every figure that is to be found in them.

use corroborate::{Article, Config, Figure, FigureKind, extract};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    published: Option<String>,
    /// One line for each figure, in order: its characters, `=`, its kind, and what it says.
    want: Vec<String>,
}

fn line(f: &Figure) -> String {
    let kind = serde_json::to_value(f.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let mut words = vec![format!("{} = {kind}", f.text)];
    match (f.value, f.low, f.high) {
        (Some(v), ..) => words.push(v.to_string()),
        (None, None, None) => {}
        (None, low, high) => {
            let end = |d: Option<rust_decimal::Decimal>| d.map_or(String::new(), |d| d.to_string());
            words.push(format!("{}..{}", end(low), end(high)));
        }
    }
    words.extend(f.unit.clone());
    words.extend(f.modifier.and_then(|m| serde_json::to_value(m).ok()).and_then(|v| v.as_str().map(str::to_owned)));
    words.extend(f.date.map(|d| d.to_string()));
    if f.equivalent_of.is_some() {
        words.push("equivalent".to_owned());
    }
    if f.reported {
        words.push("reported".to_owned());
    }
    if matches!(f.kind, FigureKind::Date) && f.date.is_none() {
        words.push("?".to_owned());
    }
    words.join(" ")
}

#[test]
fn every_sentence_gives_its_figures() {
    let table: Table = toml::from_str(include_str!("figures.toml")).unwrap();
    assert_eq!(table.case.len(), 158, "rows in the table");
    let mut wrong = Vec::new();
    for case in &table.case {
        let mut article = Article::new("a", case.text.as_str());
        if let Some(date) = &case.published {
            article = article.published(date).unwrap();
        }
        let got: Vec<String> = extract(&article, &Config::new()).figures.iter().map(line).collect();
        if got != case.want {
            wrong.push(format!("{}\n  got  {got:#?}\n  want {:#?}", case.text, case.want));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), table.case.len(), wrong.join("\n"));
}
