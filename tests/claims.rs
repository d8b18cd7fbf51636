//! Findings on quotes, names and assertions, and the origins behind them, on articles of our own writing.

use corroborate::{Article, Config, Grade, LinkKind, Report, reconcile};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    kind: String,
    a: String,
    b: String,
    a_date: Option<String>,
    b_date: Option<String>,
    grade: String,
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The grades of the findings of one kind that hold values of both articles; none where one of the two has no
/// claim of which there could be one.
fn grades(kind: &str, one: (&str, &Option<String>), two: (&str, &Option<String>)) -> Option<Vec<String>> {
    let article = |id: &str, (text, date): (&str, &Option<String>)| {
        let article = Article::new(id, text);
        date.as_deref().map_or(article.clone(), |d| article.published(d).unwrap())
    };
    let articles = [article("a", one), article("b", two)];
    let report = report(&articles);
    for value in report.findings().iter().flat_map(|f| &f.values) {
        let article = articles.iter().find(|a| a.id() == value.article).unwrap();
        assert_eq!(article.slice(value.field, value.span), value.text);
    }
    let both = |f: &&corroborate::Finding| ["a", "b"].iter().all(|id| f.values.iter().any(|v| v.article == *id));
    let found = report.findings().iter().filter(|f| name(f.kind) == kind).filter(both).map(|f| name(f.grade)).collect();
    let told = |id: &str| {
        let quoted = report.quotes.iter().any(|q| q.article == id);
        let asserted = report.assertions.iter().any(|a| a.article == id);
        match kind {
            "polarity" => asserted,
            "date" => report.figures.iter().any(|f| f.article == id && f.date.is_some()),
            "attribution" => quoted || asserted,
            _ => quoted,
        }
    };
    (told("a") && told("b")).then_some(found)
}

#[test]
fn every_pair_has_its_grade() {
    let table: Table = toml::from_str(include_str!("claims.toml")).unwrap();
    let mut wrong = Vec::new();
    for pair in &table.pair {
        let (a, b) = ((pair.a.as_str(), &pair.a_date), (pair.b.as_str(), &pair.b_date));
        let want: &[&str] = if pair.grade == "none" { &[] } else { &[&pair.grade] };
        for (one, two) in [(a, b), (b, a)] {
            match grades(&pair.kind, one, two) {
                Some(grades) if grades == want => {}
                found => wrong.push(format!("{} / {}: {found:?}, not {}", one.0, two.0, pair.grade)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const FERRY: &str = "A ferry with 214 passengers ran aground off Kessel Point on Tuesday night, and lifeboats from three harbours took \
    everyone ashore before the tide turned at four in the morning. Salvage will cost €3.4 million, the port authority said.";

fn report(articles: &[Article]) -> Report {
    reconcile(articles, &Config::new())
}

fn origin(report: &Report, id: &str) -> String {
    report.articles.iter().find(|a| a.id == id).and_then(|a| a.origin.clone()).unwrap()
}

#[test]
fn a_reprint_shares_the_origin_of_what_it_reprints() {
    let reprint = format!("The old lighthouse stood dark. {FERRY} Kessel Point has no pilot.");
    let own = "A ferry struck rocks off Kessel Point on Tuesday; all 214 passengers were saved, and salvage will cost €3.4 million.";
    let articles = [
        Article::new("a", FERRY).published("2024-06-12").unwrap(),
        Article::new("b", reprint).published("2024-06-13").unwrap(),
        Article::new("c", own).published("2024-06-13").unwrap(),
    ];
    let report = report(&articles);
    assert_eq!(origin(&report, "a"), origin(&report, "b"));
    assert_ne!(origin(&report, "a"), origin(&report, "c"));
    let links: Vec<_> = report.links.iter().map(|l| (l.from.as_str(), l.to.as_str(), l.kind)).collect();
    assert_eq!(links, [("b", "a", LinkKind::Reprints)]);
    for link in &report.links {
        assert_eq!(link.span.unwrap().slice(articles[1].text()), link.text.as_deref().unwrap());
    }
}

#[test]
fn what_one_origin_has_is_borne_out_by_no_copy() {
    let alone = report(&[Article::new("a", FERRY), Article::new("b", FERRY)]);
    let money: Vec<_> = alone.findings().iter().filter(|f| f.values.iter().any(|v| v.text.contains("3.4"))).collect();
    assert_eq!(money.iter().map(|f| f.grade).collect::<Vec<_>>(), [Grade::Uncorroborated]);
}

#[test]
fn passages_that_cite_one_outlet_have_one_origin() {
    let articles = [
        Article::new("a", "The dam at Venn cost $41 million, according to Harbour Radio. The mayor of Venn was pleased."),
        Article::new("b", "Harbour Radio reported that the dam at Venn cost $41 million. It opened on Monday."),
        Article::new("c", "The dam at Venn cost $41 million, the auditor said."),
    ];
    let cited = report(&articles[..2]);
    let both = cited.findings().iter().find(|f| f.values.len() == 2).unwrap();
    assert_eq!(both.consensus.as_ref().unwrap().origins.len(), 1);
    assert_eq!(both.grade, Grade::Uncorroborated);
    let all = report(&articles);
    let three = all.findings().iter().find(|f| f.values.len() == 3).unwrap();
    assert_eq!(three.consensus.as_ref().unwrap().origins.len(), 2);
    assert_eq!(three.grade, Grade::Same);
    assert!(all.links.iter().all(|l| l.kind == LinkKind::Cites && l.to == "Harbour Radio"));
    assert_eq!(all.links.len(), 2);
}

#[test]
fn a_cited_article_is_linked_by_its_id() {
    let articles = [
        Article::new("a", "The dam at Venn cost $41 million, according to Harbour Radio."),
        Article::new("b", "The dam at Venn cost $41 million, the auditor told us.").source("Harbour Radio"),
    ];
    let report = report(&articles);
    assert_eq!(report.links.iter().map(|l| (l.from.as_str(), l.to.as_str())).collect::<Vec<_>>(), [("a", "b")]);
}

#[test]
fn two_that_carry_one_agency_are_one_origin() {
    let articles = [
        Article::new("a", "VENN (Reuters) - The dam at Venn cost $41 million, the auditor said on Monday."),
        Article::new("b", "VENN (Reuters) - Auditors put the price of the dam at Venn at $41 million. The mayor was pleased."),
        Article::new("c", "The dam at Venn cost $41 million. Reuters contributed to this report."),
    ];
    let report = report(&articles);
    assert_eq!(origin(&report, "a"), origin(&report, "b"));
    assert_ne!(origin(&report, "a"), origin(&report, "c"));
    assert_eq!(report.links.iter().filter(|l| l.kind == LinkKind::Credits).count(), 3);
}

#[test]
fn a_denial_that_one_article_alone_has_is_shown() {
    let articles = [
        Article::new("a", "Banker Hugo Marsh denied that he bribed the port inspectors of Venn."),
        Article::new("b", "The port inspectors of Venn found rust on nine cranes."),
    ];
    let report = report(&articles);
    let alone: Vec<_> = report.uncorroborated().map(|f| (name(f.kind), f.values[0].article.clone())).collect();
    assert_eq!(alone, [("polarity".to_owned(), "a".to_owned())]);
}

/// The articles that stand behind each value of the findings of one kind, and the reasons.
fn sides(texts: &[(&str, &str)], kind: &str) -> Vec<(Vec<(String, String)>, String)> {
    let articles: Vec<Article> = texts.iter().map(|(id, text)| Article::new(*id, *text)).collect();
    let report = report(&articles);
    let found = report.findings().iter().filter(|f| name(f.kind) == kind && f.grade.is_conflict());
    let side = |f: &corroborate::Finding| {
        let mut values: Vec<(String, String)> = f.values.iter().map(|v| (v.normalised.clone(), v.article.clone())).collect();
        values.sort();
        (values, f.reasons[0].text.clone())
    };
    found.map(side).collect()
}

#[test]
fn no_article_is_set_against_itself() {
    let denies = "Railway director Hugo Marsh has not resigned in Venn.";
    let both =
        "Hugo Marsh, the railway director, has not resigned in Venn.\n\nRailway director Hugo Marsh resigned in Venn, a poster said.";
    let affirms = "Railway director Hugo Marsh has resigned in Venn.";
    let values = |one: &str, two: &str, three: &str| {
        [("resign affirmed", three), ("resign denied", one), ("resign denied", two)].map(|(n, a)| (n.to_owned(), a.to_owned())).to_vec()
    };
    // Whichever of the two denials comes first.
    let one = sides(&[("a", denies), ("b", both), ("c", affirms)], "polarity");
    assert_eq!(one, [(values("a", "b", "c"), "a, b deny what c affirms".to_owned())]);
    let other = sides(&[("b", denies), ("a", both), ("c", affirms)], "polarity");
    assert_eq!(other, [(values("a", "b", "c"), "a, b deny what c affirms".to_owned())]);
    assert_eq!(sides(&[("a", denies), ("b", both)], "polarity"), []);
}

#[test]
fn two_bodies_that_keep_silent_are_two() {
    let texts = [
        ("a", "The Ruritanian Fisheries Board has not issued any statement on the blackout at Venn."),
        ("b", "The Ruritanian Energy Ministry has not issued any statement on the blackout at Venn."),
        (
            "c",
            "The blackout at Venn lasted an hour. A spokesman for the Ruritanian Energy Ministry said the grid at Venn was stable again.",
        ),
    ];
    let found = sides(&texts, "polarity");
    let articles: Vec<Vec<&str>> = found.iter().map(|(v, _)| v.iter().map(|(_, a)| a.as_str()).collect()).collect();
    assert_eq!(articles, [["c", "b"]], "{found:?}");
}

#[test]
fn a_third_speaker_is_seen_beside_a_short_name() {
    let quote = |name: &str| format!("“We will rebuild the old lighthouse at Kessel Point before the winter,” said {name}.");
    let (short, full, other) = (quote("Joe Marsh"), quote("Joseph Marsh"), quote("Carl Berg"));
    assert_eq!(sides(&[("a", &short), ("b", &full)], "speaker"), []);
    let found = sides(&[("a", &short), ("b", &full), ("c", &other)], "speaker");
    assert!(matches!(&found[..], [(_, why)] if why.ends_with("Carl Berg, Joe Marsh")), "{found:?}");
}

#[test]
fn two_interviews_of_one_person_are_two_findings() {
    let first =
        |outlet: &str| format!("“We will rebuild the old lighthouse at Kessel Point before the winter,” Mayor Anna Berg told {outlet}.");
    let second = |outlet: &str| format!("“Nobody has paid for the nets that the anchor tore last May,” Mayor Anna Berg told {outlet}.");
    let articles = [
        Article::new("a", first("Kessel Broadcasting") + "\n\n" + &second("Lantern Radio")),
        Article::new("b", first("Kessel Radio") + "\n\n" + &second("Lantern News")),
    ];
    let report = report(&articles);
    let told: Vec<_> = report.findings().iter().filter(|f| f.what == "whom Anna Berg told").map(|f| &f.values[0].text).collect();
    assert_eq!(told.len(), 2, "{told:?}");
}

/// Sentences of one made-up story, from which articles are drawn.
const SENTENCES: [&str; 10] = [
    "The dam at Venn cost $41 million, the auditor said.",
    "The dam at Venn cost $48 million.",
    "Governor Marta Lindqvist signed the dam bill in Venn.",
    "Governor Marta Lindqvist did not sign the dam bill in Venn.",
    "“The dam at Venn will stand for two hundred years,” Anna Berg told Harbour Radio.",
    "“The dam at Venn will stand for two hundred years,” said Carl Marsh.",
    "According to Reuters, 14 workers were injured at the dam in Venn.",
    "Police said 14 workers were injured at the dam in Venn and taken to hospital in two helicopters.",
    "The ministry has not released any statement on the dam at Venn.",
    "Banker Hugo Marsh denied that he bribed the dam inspectors of Venn.",
];

/// What two origins or more agree on: kind, origins behind the consensus, and the words.
fn supported(report: &Report) -> Vec<(String, usize, Vec<String>)> {
    let mut all: Vec<_> = report
        .findings()
        .iter()
        .filter(|f| f.grade.is_agreement() && f.consensus.as_ref().is_none_or(|c| c.origins.len() > 1))
        .map(|f| {
            let mut texts: Vec<String> = f.values.iter().map(|v| v.text.clone()).collect();
            texts.sort();
            texts.dedup();
            (name(f.kind), f.consensus.as_ref().map_or(0, |c| c.origins.len()), texts)
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_copy_adds_no_origin_and_takes_no_support(picked in proptest::collection::vec(proptest::collection::vec(0..SENTENCES.len(), 1..5), 2..5), copied in 0..5usize) {
        let mut articles: Vec<Article> = picked.iter().enumerate().map(|(n, p)| {
            let text: Vec<&str> = p.iter().map(|s| SENTENCES[*s]).collect();
            Article::new(format!("a{n}"), text.join("\n"))
        }).collect();
        let before = report(&articles);
        let copy = &articles[copied % articles.len()];
        articles.push(Article::new("z", copy.text()));
        let after = report(&articles);
        prop_assert_eq!(before.origins.len(), after.origins.len());
        let after = supported(&after);
        prop_assert!(supported(&before).iter().all(|s| after.contains(s)), "{:?}, then {:?}", supported(&before), after);
    }

    #[test]
    fn order_changes_nothing(picked in proptest::collection::vec(proptest::collection::vec(0..SENTENCES.len(), 1..5), 2..5)) {
        let mut articles: Vec<Article> = picked.iter().enumerate().map(|(n, p)| {
            let text: Vec<&str> = p.iter().map(|s| SENTENCES[*s]).collect();
            Article::new(format!("a{n}"), text.join("\n"))
        }).collect();
        let before = report(&articles);
        articles.reverse();
        prop_assert_eq!(before, report(&articles));
    }
}
