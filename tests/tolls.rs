//! What the articles of one story come to: its killed and its injured.

use corroborate::{Article, Config, FindingKind, reconcile};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    story: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    articles: Vec<String>,
    /// Left out where the articles give a count that is not read from them.
    killed: Option<String>,
    injured: Option<String>,
}

impl Story {
    /// The count of an event that most origins support, of those the one that most values tell; "" where no finding
    /// has one.
    fn best(&self, event: &str) -> String {
        let article = |(n, row): (usize, &String)| {
            let (title, text) = row.split_once(" || ").map_or((None, row.as_str()), |(title, text)| (Some(title), text));
            let article = Article::new(n.to_string(), text).source(format!("Paper {n}")).published("2024-03-12").unwrap();
            title.map_or(article.clone(), |t| article.title(t))
        };
        let articles: Vec<Article> = self.articles.iter().enumerate().map(article).collect();
        let report = reconcile(&articles, &Config::new());
        let of_event = |f: &&corroborate::Finding| {
            f.kind == FindingKind::Count && f.measure.as_ref().and_then(|m| m.predicate.as_deref()) == Some(event)
        };
        let mut best: Option<((usize, usize), String)> = None;
        for finding in report.findings().iter().filter(of_event) {
            let Some(consensus) = &finding.consensus else { continue };
            let (weight, value) =
                ((consensus.origins.len(), finding.values.len()), consensus.value.clone().unwrap_or_else(|| "none".to_owned()));
            if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, value));
            }
        }
        best.map(|(_, value)| value).unwrap_or_default()
    }
}

#[test]
fn stories_come_to_their_tolls() {
    let table: Table = toml::from_str(include_str!("tolls.toml")).unwrap();
    let mut wrong = Vec::new();
    for story in &table.story {
        for (event, want) in [("kill", &story.killed), ("injure", &story.injured)] {
            let got = story.best(event);
            if want.as_ref().is_some_and(|want| got != *want) {
                wrong.push(format!("{:?}: {event} is {got:?}, not {want:?}", story.articles));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
