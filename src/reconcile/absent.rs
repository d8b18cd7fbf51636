//! What an article says there was not, and another tells something of: "there was no second door", "a second door stood open".

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::denial::{is_existential, is_past};
use super::first;
use super::opposites::tells_apart;
use super::polarity::opening;
use super::told::{Story, Told, value};
use crate::claim::{Assertion, LimitHit, Polarity};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason};
use crate::terms::{Term, terms_of};
use crate::text::Document;

/// A clause whose subject is of some words, as a fact.
struct Fact<'a> {
    article: usize,
    claim: &'a Assertion,
    past: Option<bool>,
}

/// All findings on what was not there; where one of `others` has two of the clauses, that suffices.
pub(super) fn findings(story: &Story<'_>, others: &[Finding], config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let lexicon = config.words();
    let all = || story.articles.iter().enumerate().flat_map(|(n, told)| told.claims.assertions.iter().map(move |claim| (n, claim)));
    let none = |claim: &Assertion| {
        // "No survivors" and "no fire alarm" may be so of one place; of "a second gunman" there is one in a story.
        let one = claim.object.as_deref().is_some_and(|o| o.split(' ').any(|w| tells_apart(w, lexicon)));
        claim.polarity == Polarity::Denied && claim.modality.is_none() && is_existential(claim) && one
    };
    let denials: Vec<(usize, &Assertion)> = all().filter(|(_, claim)| none(claim)).collect();
    if denials.is_empty() {
        return Vec::new();
    }
    let denials = first::of_each(denials, |d| d.0, config.compared_limit(), "denials that something was there", story, limits);
    let past = |claim: &Assertion| is_past(claim, &Document::of_words(&claim.text, lexicon));
    let key = |part: &str| (last(part), terms_of(part, lexicon));
    // What is denied, with what is told of it as a fact.
    let things: BTreeSet<String> = denials.iter().filter_map(|(_, d)| d.object.as_deref()).map(last).collect();
    let mut facts: FxHashMap<(String, Vec<Term>), Vec<Fact<'_>>> = FxHashMap::default();
    for (article, claim) in all().filter(|(_, claim)| is_fact(claim, lexicon)) {
        let Some(subject) = claim.subject.as_deref().filter(|s| things.contains(&last(s))) else { continue };
        facts.entry(key(subject)).or_default().push(Fact { article, claim, past: past(claim) });
    }
    let listed: FxHashSet<&str> = others.iter().flat_map(|f| &f.values).map(|v| v.claim.as_str()).collect();
    let mut denied: BTreeMap<(String, Vec<Term>), Vec<Fact<'_>>> = BTreeMap::new();
    for (article, claim) in denials.into_iter().filter(|(_, d)| !listed.contains(d.id.as_str())) {
        let key = key(claim.object.as_deref().unwrap_or_default());
        if key.1.len() > 1 && facts.contains_key(&key) && !narrowed(claim, &story.articles[article], lexicon) {
            denied.entry(key).or_default().push(Fact { article, claim, past: past(claim) });
        }
    }
    denied.iter().filter_map(|(key, denied)| finding(story, denied, &facts[key])).collect()
}

/// The last word, in small letters.
fn last(part: &str) -> String {
    part.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// Whether a clause tells, as a fact, something of its subject, and not what may be told of a thing that there is not:
/// feared, ruled out.
fn is_fact(claim: &Assertion, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(&claim.predicate);
    let unreal =
        || lexicon.payload(event, Class::Tells) == "unreal" || [Class::Cue, Class::Catenative].iter().any(|c| lexicon.is(event, *c));
    claim.polarity == Polarity::Affirmed && claim.modality.is_none() && !is_existential(claim) && !unreal()
}

/// Whether the clause goes on to say where, when or of what kind there was none, which may leave room for another.
fn narrowed(denial: &Assertion, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let end = denial.object.as_deref().and_then(|o| denial.text.find(o).map(|at| at + o.len()));
    let inside = end.map_or("", |end| denial.text[end..].trim_start());
    let behind = told.article.field(denial.field)[denial.span.end..].trim_start();
    let word = |text: &str| text.split([' ', ',', '.']).next().unwrap_or_default().to_lowercase();
    let opens = |w: &str| [Class::Preposition, Class::Relative, Class::Subordinator].iter().any(|c| lexicon.is(lexicon.word(w), *c));
    opens(&word(inside)) || opens(&word(behind))
}

/// A finding where articles deny that there was a thing of which others tell at the same time; an article that does both
/// speaks of two, or of a dispute.
fn finding(story: &Story<'_>, denied: &[Fact<'_>], told: &[Fact<'_>]) -> Option<Finding> {
    let in_one_time = |f: &Fact<'_>, of: &[Fact<'_>]| f.past.is_some() && of.iter().any(|o| o.past == f.past);
    let articles = |of: &[Fact<'_>]| of.iter().map(|f| f.article).collect::<BTreeSet<_>>();
    let (no, yes) = (articles(denied), articles(told));
    let denied: Vec<&Fact<'_>> = denied.iter().filter(|f| !yes.contains(&f.article) && in_one_time(f, told)).collect();
    let told: Vec<&Fact<'_>> =
        told.iter().filter(|f| !no.contains(&f.article)).filter(|f| denied.iter().any(|d| d.past == f.past)).collect();
    let origin = |f: &Fact<'_>| story.articles[f.article].origin();
    let first = denied.first()?;
    if !told.iter().any(|t| denied.iter().any(|d| origin(d) != origin(t))) {
        return None;
    }
    let day = |f: &Fact<'_>| story.articles[f.article].terms.day;
    let last_no = denied.iter().map(|d| day(d)).collect::<Option<Vec<_>>>().and_then(|d| d.into_iter().max());
    let first_yes = told.iter().map(|t| day(t)).collect::<Option<Vec<_>>>().and_then(|d| d.into_iter().min());
    let later = last_no.zip(first_yes).is_some_and(|(no, yes)| no < yes);
    let names = |of: &[&Fact<'_>]| {
        let names: BTreeSet<&str> = of.iter().map(|f| story.articles[f.article].article.source_name()).collect();
        (names.iter().copied().collect::<Vec<_>>().join(", "), names.len() == 1)
    };
    let ((who, one), (others, one_other)) = (names(&denied), names(&told));
    let (say, tell) = (if one { "says" } else { "say" }, if one_other { "tells" } else { "tell" });
    let mut reasons = vec![Reason { rule: "absent".into(), text: format!("{who} {say} there was none of what {others} {tell} of") }];
    if later {
        reasons.push(Reason { rule: "came_later".into(), text: "the denial is no later than the report that it happened".into() });
    }
    Some(Finding {
        kind: FindingKind::Polarity,
        grade: if later { Grade::Superseded } else { Grade::Contradictory },
        what: format!("whether it was so: {}", opening(&first.claim.text)),
        values: denied
            .iter()
            .map(|f| value(f.claim, "not there".into()))
            .chain(told.iter().map(|f| value(f.claim, "there".into())))
            .collect(),
        reasons,
        ..Finding::default()
    })
}
