//! What counts as support: origins, and not articles; the latest value of what grows; and one finding for one thing.

use corroborate::{Article, Config, Finding, Grade, Report, reconcile};

fn article(id: &str, source: &str, day: &str, text: &str) -> Article {
    Article::new(id, text).source(source).published(day).unwrap()
}

fn report(articles: &[Article]) -> Report {
    reconcile(articles, &Config::new())
}

/// The one finding that has a value of these words.
fn of<'r>(report: &'r Report, text: &str) -> &'r Finding {
    let found: Vec<&Finding> = report.findings().iter().filter(|f| f.values.iter().any(|v| v.text == text)).collect();
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    found[0]
}

fn best(finding: &Finding) -> Option<(&str, usize)> {
    let consensus = finding.consensus.as_ref()?;
    Some((consensus.value.as_deref()?, consensus.origins.len()))
}

const DAM: &str = "The dam at Venn cost $41 million, the auditor said.";
const DEARER: &str = "The dam at Venn cost $48 million, the ministry said.";
const TOO: &str = "Engineers found that the dam at Venn cost $48 million.";
const AGAIN: &str = "In the end the dam at Venn cost $41 million.";

#[test]
fn an_outlet_does_not_bear_out_its_own_report() {
    let own = report(&[article("a", "The Maro Post", "2024-03-11", DAM), article("b", "Maro Post", "2024-03-12", AGAIN)]);
    assert_eq!(own.origins.len(), 1);
    assert_eq!(own.origins[0].reasons[0].rule, "outlet");
    assert_eq!(of(&own, "$41 million").grade, Grade::Uncorroborated);
    let two = report(&[article("a", "The Maro Post", "2024-03-11", DAM), article("b", "Osk Echo", "2024-03-12", AGAIN)]);
    assert_eq!(of(&two, "$41 million").grade, Grade::Same);
}

#[test]
fn what_an_outlet_has_from_an_agency_is_the_agencys() {
    let wire = format!("VENN (Reuters) - {DAM}");
    let articles = [article("a", "Maro Post", "2024-03-11", &wire), article("b", "Maro Post", "2024-03-12", AGAIN)];
    let report = report(&articles);
    assert_eq!(report.origins.len(), 2);
    assert_eq!(of(&report, "$41 million").grade, Grade::Same);
}

#[test]
fn an_outlets_later_value_replaces_its_earlier_one() {
    let first = article("a", "Maro Post", "2024-03-11", DAM);
    let own = report(&[first.clone(), article("b", "Maro Post", "2024-03-12", DEARER)]);
    let finding = of(&own, "$48 million");
    assert_eq!((finding.grade, best(finding)), (Grade::Superseded, Some(("48000000", 1))));
    // Of another outlet it is a conflict; and so it is of the first, of one day.
    let other = report(&[first.clone(), article("b", "Osk Echo", "2024-03-12", DEARER)]);
    assert_eq!(of(&other, "$48 million").grade, Grade::Discrepant);
    let same_day = report(&[first.clone(), article("b", "Maro Post", "2024-03-11", DEARER)]);
    assert_eq!(of(&same_day, "$48 million").grade, Grade::Discrepant);
    // What its own outlet replaced contradicts nobody.
    let all = [first, article("b", "Maro Post", "2024-03-12", DEARER), article("c", "Osk Echo", "2024-03-12", TOO)];
    let finding = of(&report(&all), "$41 million").clone();
    assert_eq!((finding.grade, best(&finding)), (Grade::Superseded, Some(("48000000", 2))));
}

#[test]
fn of_a_count_that_grows_the_latest_stands_without_a_vote() {
    let toll = |n: &str| format!("{n} people were killed in the mill fire at Osk, the coroner said.");
    let articles = [
        article("a", "Maro Post", "2024-03-11", &toll("Two")),
        article("b", "Osk Echo", "2024-03-11", &toll("Two")),
        article("c", "Venn Times", "2024-03-14", &toll("Four")),
    ];
    let report = report(&articles);
    let finding = of(&report, "Four");
    assert_eq!((finding.grade, best(finding)), (Grade::Superseded, Some(("4", 1))));
    assert!(finding.reasons.iter().all(|r| r.rule != "consensus"), "{:?}", finding.reasons);
}

#[test]
fn a_tally_is_one_finding() {
    let vote = |yes: u32, no: u32| format!("The Osk council passed the harbour plan by {yes} votes to {no}.");
    let articles = [article("a", "Maro Post", "2024-03-11", &vote(32, 28)), article("b", "Osk Echo", "2024-03-11", &vote(34, 25))];
    let report = report(&articles);
    let conflicts: Vec<&Finding> = report.conflicts().collect();
    assert_eq!(conflicts.len(), 1, "{conflicts:#?}");
    assert_eq!(conflicts[0].related.len(), 2);
    let crew = |men: &str, women: &str| format!("A crew of {men} men and {women} women sailed the barge Mako from Osk.");
    let articles =
        [article("a", "Maro Post", "2024-03-11", &crew("seven", "five")), article("b", "Osk Echo", "2024-03-11", &crew("eight", "four"))];
    assert_eq!(self::report(&articles).conflicts().count(), 1);
    // Two counts that do not add up to one are two.
    let articles =
        [article("a", "Maro Post", "2024-03-11", &crew("seven", "five")), article("b", "Osk Echo", "2024-03-11", &crew("eight", "six"))];
    assert_eq!(self::report(&articles).conflicts().count(), 2);
}

#[test]
fn a_title_and_its_text_tell_one_thing() {
    let text = "Insurers put the loss of the Osk mill at $85 million on Monday.";
    let first = article("a", "Maro Post", "2024-03-11", text).title("Loss of Osk mill estimated at $85m");
    let other = article("b", "Osk Echo", "2024-03-11", "The Osk mill was still smoking on Monday, insurers said.");
    let report = report(&[first, other]);
    let alone: Vec<&Finding> = report.uncorroborated().filter(|f| f.values[0].text.contains("85")).collect();
    assert_eq!(alone.len(), 1, "{alone:#?}");
}

#[test]
fn an_amount_in_two_units_is_one_finding() {
    let walk = |long: &str| format!("The towpath from Osk to Maro is {long} long.");
    let both = "Wardens of the Osk towpath, which runs 14 miles (22.5 kilometers) to Maro, closed it. It is 14 miles long.";
    let texts = [walk("14 miles"), both.to_owned(), format!("{} It was dug by hand.", walk("22.5 kilometers"))];
    let articles: Vec<Article> = texts.iter().zip(["a", "b", "c"]).map(|(text, id)| article(id, id, "2024-03-11", text)).collect();
    let report = report(&articles);
    let agreed: Vec<&Finding> = report.agreements().filter(|f| f.kind == corroborate::FindingKind::Quantity).collect();
    assert_eq!(agreed.iter().map(|f| f.grade).collect::<Vec<_>>(), [Grade::Converted], "{agreed:#?}");
}

#[test]
fn what_grew_since_an_outlets_first_report_is_replaced() {
    let burned = |n: &str| format!("{n} homes were destroyed by the heath fire at Osk, wardens said.");
    let articles =
        [article("a", "Maro Post", "2024-03-11", &burned("At least 35")), article("b", "Maro Post", "2024-03-16", &burned("112"))];
    assert_eq!(of(&report(&articles), "112").grade, Grade::Superseded);
}
