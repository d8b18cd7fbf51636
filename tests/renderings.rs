//! One utterance in other words, across articles.

use corroborate::{Article, Config, FindingKind, Report, reconcile};

fn reconciled(texts: &[&str]) -> Report {
    let articles: Vec<Article> = texts.iter().enumerate().map(|(n, t)| Article::new(format!("a{n}"), *t)).collect();
    reconcile(&articles, &Config::new())
}

/// Each rendering beside the member or rendering that it was held against, by their words.
fn linked(report: &Report) -> Vec<(String, String)> {
    let text = |id: &str| report.quotes.iter().find(|q| q.id == id).map_or_else(String::new, |q| q.text.clone());
    let mut linked: Vec<_> = report.clusters.iter().flat_map(|c| &c.evidence).map(|e| (text(&e.of), text(&e.quote))).collect();
    linked.sort();
    linked
}

const ASKED: &str = "The mayor of Kessel, Mara Venn, spoke to reporters about the flooded tunnel on Monday. ";

#[test]
fn what_one_quotes_another_reports() {
    let report = reconciled(&[
        &format!("{ASKED}“Heavy pumps from the northern dockyard will drain the flooded tunnel before winter,” Mara Venn said."),
        &format!("{ASKED}Mara Venn said that pumps borrowed from the northern dockyard would drain the tunnel by winter."),
    ]);
    let found = linked(&report);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.starts_with("Heavy pumps") && found[0].1.contains("borrowed"), "{found:?}");
    let cluster = report.clusters.iter().find(|c| !c.renderings.is_empty()).expect("a cluster");
    assert_eq!((cluster.members.len(), cluster.renderings.len()), (1, 1));
    assert!(cluster.evidence[0].reasons.iter().any(|r| r.rule == "shared_words" && r.text.contains("dockyard")));
    assert!(!report.conflicts().any(|f| f.kind == FindingKind::QuoteWording));
}

#[test]
fn another_matter_or_another_speaker_is_no_rendering() {
    let quote = format!("{ASKED}“Heavy pumps from the northern dockyard will drain the flooded tunnel before winter,” Mara Venn said.");
    for other in [
        "Mara Venn said that the ferries would sail again in spring.",
        "Jonas Okafor said that pumps borrowed from the northern dockyard would drain the tunnel by winter.",
    ] {
        assert_eq!(linked(&reconciled(&[&quote, &format!("{ASKED}{other}")])), [], "{other}");
    }
}

#[test]
fn two_translations_of_one_answer() {
    let shared = "“We have opened the sluices along the whole of the eastern dyke,” Mara Venn told Harbour Radio.";
    let report = reconciled(&[
        &format!("{ASKED}{shared} “The repairs are slow, and it is too soon to name a date for the reopening,” Mara Venn said."),
        &format!("{ASKED}{shared} “We cannot yet say on what date the reopening will be, since repairs go on,” Mara Venn said."),
    ]);
    let found = linked(&report);
    assert_eq!(found.len(), 1, "{found:?}");
    let conflict = report.conflicts().find(|f| f.kind == FindingKind::QuoteWording).expect("a finding on the wording");
    assert_eq!(conflict.values.len(), 2);
    assert!(conflict.values[0].normalised != conflict.values[1].normalised);
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let texts = [
        format!("{ASKED}“Heavy pumps from the northern dockyard will drain the flooded tunnel before winter,” Mara Venn said."),
        format!("{ASKED}Mara Venn said that pumps borrowed from the northern dockyard would drain the tunnel by winter."),
    ];
    let articles: Vec<Article> = texts.iter().enumerate().map(|(n, t)| Article::new(format!("a{n}"), t.as_str())).collect();
    let turned: Vec<Article> = articles.iter().rev().cloned().collect();
    assert_eq!(reconcile(&articles, &Config::new()), reconcile(&turned, &Config::new()));
}
