//! One utterance across articles: in other words, and given to two people.

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

const PIER: &str = "The pier of Kessel burned down on Monday. ";

/// The speakers' names of a finding that one utterance is given to two people; none where there is no such finding.
fn given_to(report: &Report) -> Vec<&str> {
    let finding = report.conflicts().find(|f| f.kind == FindingKind::Speaker);
    finding.map_or_else(Vec::new, |f| f.values.iter().map(|v| v.normalised.as_str()).collect())
}

#[test]
fn words_given_to_two_persons() {
    let words = "“This is a bitter loss for the whole town and its people,”";
    // Persons by an office before or behind the name, an age, or a given name of the table.
    for (one, other) in [
        ("Mayor Tarik Oswin said", "said Yrsa Kolb, 54"),
        ("Tarik Oswin, director of the harbour, said", "Yrsa Kolb, the culture minister, said"),
        ("Robert Oswin said", "said Yrsa Kolb, 54"),
    ] {
        let report = reconciled(&[&format!("{PIER}{words} {one}."), &format!("{PIER}{words} {other}.")]);
        let (a, b) = if one.contains("Robert") { ("Robert Oswin", "Yrsa Kolb") } else { ("Tarik Oswin", "Yrsa Kolb") };
        assert_eq!(given_to(&report), [a, b], "{one} / {other}");
    }
    // What may be a company, and one person under a short name.
    for (one, other) in
        [("Marsh Foods said", "Mayor Yrsa Kolb said"), ("Mayor Tony Oswin said", "Mayor Anthony Oswin said"), ("he said", "she said")]
    {
        let report = reconciled(&[&format!("{PIER}{words} {one}."), &format!("{PIER}{words} {other}.")]);
        assert_eq!(given_to(&report), [""; 0], "{one} / {other}");
    }
}

#[test]
fn an_echo_is_another_utterance() {
    let asked = "“You have not forgotten us,” President Tarik Oswin told the donors.";
    let answer = "“We have not forgotten the towns of the coast,” Prime Minister Yrsa Kolb said.";
    let report = reconciled(&[&format!("{PIER}{asked}"), &format!("{PIER}{asked} It rained."), &format!("{PIER}{answer}")]);
    let cluster = report.clusters.iter().find(|c| c.members.len() > 1).expect("the words that two articles have");
    assert_eq!(cluster.members, ["a0/q0", "a1/q0"]);
    assert!(!report.conflicts().any(|f| f.kind == FindingKind::QuoteWording));
}

#[test]
fn a_cluster_is_whose_most_articles_say() {
    let words = |w: &str| format!("{PIER}“{w} is a victory for all of those who were told to wait at the gate,”");
    let report = reconciled(&[
        &format!("{} he said.", words("It")),
        &format!("{} Petra Holm said.", words("This")),
        &format!("{} Petra Holm said.", words("This")),
    ]);
    let finding = report.findings.iter().find(|f| f.kind == FindingKind::QuoteWording).expect("two wordings");
    assert!(finding.what.starts_with("how Petra Holm is quoted"), "{}", finding.what);
    assert_eq!(report.speakers.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Petra Holm"]);
}

#[test]
fn a_short_name_and_its_full_one_are_one_speaker() {
    let names = |texts: &[&str]| reconciled(texts).speakers.iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    let (short, full) = (format!("{PIER}Peggy Oswin said the pier was old."), format!("{PIER}Margaret Oswin said the pier was dry."));
    assert_eq!(names(&[&short, &full]), ["Margaret Oswin"]);
    assert_eq!(names(&[&short, &format!("{full} Peggy Oswin said it was not.")]), ["Margaret Oswin", "Peggy Oswin"]);
}
