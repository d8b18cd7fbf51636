//! Pairs of sentences, each in an article of its own, and the grade of the finding that holds a figure of
//! both.

use corroborate::{Article, Config, FindingKind, Grade, reconcile};
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
    /// Where given, findings of this kind alone are looked at.
    kind: Option<FindingKind>,
    a_published: Option<String>,
    b_published: Option<String>,
}

/// The grades of the findings that hold a value of both articles; none where one of the two claims nothing at all.
fn grades(kind: Option<FindingKind>, one: (&str, &Option<String>), two: (&str, &Option<String>)) -> Option<Vec<String>> {
    let article =
        |id: &str, (text, day): (&str, &Option<String>)| Article::new(id, text).published(day.as_deref().unwrap_or("2024-03-12")).unwrap();
    let report = reconcile(&[article("a", one), article("b", two)], &Config::new());
    let both = report
        .findings()
        .iter()
        .filter(|f| kind.is_none_or(|k| k == f.kind))
        .filter(|f| f.grade != Grade::Uncorroborated && ["a", "b"].iter().all(|id| f.values.iter().any(|v| v.article == *id)));
    let grades = both.map(|f| serde_json::to_value(f.grade).unwrap().as_str().unwrap().to_owned()).collect();
    let claims = |id: &str| report.figures.iter().any(|f| f.article == id) || report.assertions.iter().any(|a| a.article == id);
    ["a", "b"].into_iter().all(claims).then_some(grades)
}

#[test]
fn every_pair_has_its_grade() {
    let table: Table = toml::from_str(include_str!("pairs.toml")).unwrap();
    let mut wrong = Vec::new();
    for pair in &table.pair {
        let (a, b) = ((pair.a.as_str(), &pair.a_published), (pair.b.as_str(), &pair.b_published));
        let want: &[&str] = if pair.grade == "none" { &[] } else { &[&pair.grade] };
        for (one, two) in [(a, b), (b, a)] {
            match grades(pair.kind, one, two) {
                Some(grades) if grades == want => {}
                found => wrong.push(format!("{} / {}: {found:?}, not {}", one.0, two.0, pair.grade)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The word that a report writes.

#[test]
fn articles_without_a_day_agree_on_one_that_they_name() {
    let grades = |a: &str, b: &str| {
        let report = reconcile(&[Article::new("a", a), Article::new("b", b)], &Config::new());
        let dates = report.findings().iter().filter(|f| f.kind == FindingKind::Date && f.values.len() > 1);
        dates.map(|f| (f.grade, f.consensus.clone().and_then(|c| c.value))).collect::<Vec<_>>()
    };
    let (named, other) = ("Varda Rail announced the sale of the Osk depot on Tuesday.", "The sale of the Osk depot was announced Tuesday.");
    assert_eq!(grades(named, other), [(Grade::Same, None)]);
    assert_eq!(grades(named, "The sale of the Osk depot was announced Monday."), []);
    // A line at the head gives the day from which "yesterday" is told.
    let dated = "Depot sold\nWednesday, May 5, 2021\nVarda Rail announced the sale of the Osk depot yesterday.";
    let found = grades(dated, "4 May 2021 Last updated at 18:20 GMT\nVarda Rail today announced the sale of the Osk depot.");
    assert_eq!(found, [(Grade::Same, Some("2021-05-04".to_owned()))]);
}

/// The finding that has a value of each of three articles.
fn dams(config: &Config, texts: [&str; 3]) -> Option<corroborate::Finding> {
    let article = |(id, text): (&str, &str)| Article::new(id, text);
    let articles = ["a", "b", "c"].into_iter().zip(texts).map(article).collect::<Vec<_>>();
    reconcile(&articles, config).findings().iter().find(|f| f.values.len() == 3).cloned()
}

#[test]
fn a_source_counts_for_what_the_user_says() {
    let texts = ["The dam cost $41 million.", "In the end the dam cost $41 million.", "The dam cost $48 million."];
    let consensus = |config: &Config| dams(config, texts).and_then(|f| f.consensus).and_then(|c| c.value);
    assert_eq!(consensus(&Config::new()).as_deref(), Some("41000000"));
    assert_eq!(consensus(&Config::new().weight("c", 3)).as_deref(), Some("48000000"));
    let reasons = dams(&Config::new(), texts).unwrap().reasons;
    assert!(reasons.iter().any(|r| r.rule == "consensus" && r.text.contains("2 more for $48 million would tip it")), "{reasons:?}");
}

#[test]
fn a_rate_that_the_user_gives_converts() {
    let texts = ["The dam cost 100 million euros.", "The dam cost $110 million.", "The dam cost $110 million."];
    assert_eq!(dams(&Config::new(), texts), None);
    let config = Config::new().rate("EUR", "USD", "1.1".parse().unwrap(), "2024-03-01").unwrap();
    let finding = dams(&config, texts).unwrap();
    assert_eq!(finding.grade, Grade::Converted);
    assert!(finding.reasons[0].text.contains("2024-03-01"), "{:?}", finding.reasons);
    assert!(Config::new().rate("EUR", "USD", "1.1".parse().unwrap(), "March").is_err());
    assert!(Config::new().rate("EUR", "USD", "0".parse().unwrap(), "2024-03-01").is_err());
}

#[test]
fn a_headline_may_contradict_its_own_text() {
    let own = "Raiders steal $7.5 million of gems\n\nFour raiders stole $7.6 million of gems from a vault in Osk, police said.";
    let other = "Four raiders stole $7.6 million of gems from a vault in Osk, police said.";
    let report = reconcile(&[Article::new("a", own), Article::new("b", other)], &Config::new());
    let conflict = report.findings().iter().find(|f| f.grade == Grade::Discrepant).unwrap();
    let values: Vec<(&str, &str)> = conflict.values.iter().map(|v| (v.article.as_str(), v.text.as_str())).collect();
    assert_eq!(values, [("a", "$7.5 million"), ("a", "$7.6 million"), ("b", "$7.6 million")]);
}

/// The findings of articles that are called "a", "b" and so on.
fn found(texts: &[&str]) -> Vec<corroborate::Finding> {
    let articles: Vec<Article> = "abcd".chars().zip(texts).map(|(id, text)| Article::new(id.to_string(), *text)).collect();
    reconcile(&articles, &Config::new()).findings().to_vec()
}

#[test]
fn what_both_articles_tell_apart_is_no_conflict() {
    let all = found(&[
        "The dockers of Maro want a raise of 16 percent. The Maro port has offered 7 percent.",
        "The Maro port has offered a raise of 7 percent, and no more. The dockers of Maro have been offered less than the 16 percent of last year.",
    ]);
    assert!(all.iter().all(|f| f.grade != Grade::Discrepant), "{all:?}");
}

#[test]
fn what_takes_no_side_is_no_near_miss() {
    let all = found(&["The dam cost $41 million.", "The dam cost $48 million.", "The dam cost more than $20 million."]);
    let conflict = all.iter().find(|f| f.grade == Grade::Discrepant).unwrap();
    assert_eq!(conflict.related.len(), 1);
    assert!(!conflict.turned_down.iter().any(|t| conflict.related.contains(&t.claim)), "{conflict:?}");
}

#[test]
fn a_near_miss_is_turned_down_for_what_bars_it() {
    // Diverted or redirected: two words for one event, and the amounts are far apart.
    let all = found(&["The council redirected $4 million to the pier.", "The council diverted $900 million to the pier."]);
    let reasons: Vec<&str> = all.iter().flat_map(|f| &f.turned_down).map(|t| t.reason.as_str()).collect();
    assert_eq!(reasons, ["too far apart to be one thing"; 2]);
}
