//! Accusations, demands and denials that one origin alone has.

use std::cell::OnceCell;

use itertools::Itertools;

use super::denial::{REACH, denier, is_disputed};
use super::first;
use super::polarity::opening;
use super::told::{Story, Told, value};
use crate::claim::{Assertion, LimitHit};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason, TurnedDown};
use crate::span::Span;
use crate::terms::{Rarity, Term, Weighed, terms_of};

/// Most claims that are shown beside one.
const RELATED: usize = 3;

struct Item<'a> {
    article: usize,
    claim: &'a Assertion,
}

/// All findings on grave assertions of one origin.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let lexicon = config.words();
    // Another article has the claim, too, where it tells it in words so much alike.
    let (of_event, of_any) = config.fact_settings().borne_out;
    if story.articles.len() < 2 {
        return Vec::new();
    }
    let assertions = story.articles.iter().enumerate().flat_map(|(n, told)| told.claims.assertions.iter().map(move |claim| (n, claim)));
    let items: Vec<Item<'_>> = assertions.map(|(article, claim)| Item { article, claim }).collect();
    // Each is held against all others: as many pairs at most as of figures of one kind.
    let (most, all) = (config.compared_limit(), items.len().max(1));
    let asked = items.iter().enumerate().filter(|(_, i)| matters(i.claim, &story.articles[i.article], lexicon)).collect();
    let asked =
        first::of_each(asked, |(_, i)| i.article, most.saturating_mul(most) / 2 / all, "accusations, demands and denials", story, limits);
    let terms: Vec<OnceCell<Vec<Term>>> = vec![OnceCell::new(); items.len()];
    let weighed: Vec<OnceCell<Weighed<'_>>> = items.iter().map(|_| OnceCell::new()).collect();
    let weighed = |n: usize| {
        let terms = || terms[n].get_or_init(|| terms_of(&items[n].claim.text, lexicon));
        weighed[n].get_or_init(|| rarity.weighed(terms()))
    };
    let origin = |i: &Item<'_>| story.articles[i.article].origins_at(i.claim.field, i.claim.span);
    let mut found: Vec<Finding> = Vec::new();
    for (at, item) in asked {
        // What comes near is the same event, or names somebody who is named here.
        let names: Vec<&str> = item.claim.text.split(' ').filter(|w| w.len() > 3 && w.starts_with(char::is_uppercase)).collect();
        let near = |o: &Item<'_>| o.claim.predicate == item.claim.predicate || names.iter().any(|n| o.claim.text.contains(n));
        let others = items.iter().enumerate().filter(|(_, o)| o.article != item.article && near(o));
        let near: Vec<(f64, &Item<'_>)> =
            others.map(|(n, o)| (weighed(at).likeness(weighed(n)), o)).filter(|(like, _)| *like > 0.0).collect();
        let own = origin(item);
        let borne_out = |o: &Item<'_>| origin(o).iter().any(|x| !own.contains(x));
        let alike = |o: &Item<'_>| if o.claim.predicate == item.claim.predicate { of_event } else { of_any };
        if near.iter().any(|(like, o)| *like >= alike(o) && borne_out(o)) {
            continue;
        }
        // One sentence denies or demands once, and so does a copy.
        let told = |f: &Finding| {
            f.values.iter().any(|v| {
                v.text == item.claim.text
                    || v.article == item.claim.article && v.span.end + 80 > item.claim.span.start && v.field == item.claim.field
            })
        };
        if found.iter().any(told) {
            continue;
        }
        let surer = |x: &(f64, &Item<'_>), y: &(f64, &Item<'_>)| y.0.total_cmp(&x.0).then_with(|| x.1.claim.id.cmp(&y.1.claim.id));
        let near: Vec<(f64, &Item<'_>)> = near.into_iter().k_smallest_by(RELATED, surer).collect();
        let source = story.articles[item.article].article.source_name();
        found.push(Finding {
            kind: FindingKind::Polarity,
            grade: Grade::Uncorroborated,
            what: what(item.claim, &story.articles[item.article], lexicon),
            values: vec![value(item.claim, item.claim.text.clone())],
            reasons: vec![Reason { rule: "one_origin".into(), text: format!("only {source} has it") }],
            related: near.iter().map(|(_, o)| o.claim.id.clone()).collect(),
            turned_down: near
                .iter()
                .map(|(like, o)| TurnedDown {
                    claim: o.claim.id.clone(),
                    reason: format!("shares {like:.2} of the weight of the words: too little"),
                })
                .collect(),
            ..Finding::default()
        });
    }
    found
}

/// Whether an editor asks for a second source: a denial, or an accusation or demand that names somebody, where
/// no figure tells it already.
fn matters(claim: &Assertion, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(&claim.predicate);
    let grave = lexicon.payload(event, Class::Grave) == "word";
    let denied = claim.modality.as_deref().is_some_and(|m| lexicon.denies(m));
    let plain = claim.modality.as_deref().is_none_or(|m| lexicon.is(lexicon.word(m), Class::Hearsay) && m.ends_with("ly"));
    let named = |name: &Option<String>| name.as_deref().is_some_and(|n| n.split(' ').any(|w| w.starts_with(char::is_uppercase)));
    // "denied a report that": what the report says follows.
    let near = Span::new(claim.span.end, claim.span.end + REACH);
    let announces = || {
        let noun = claim.object.as_deref().is_some_and(|o| lexicon.is(lexicon.word(&o.to_lowercase()), Class::CueNoun));
        noun && told.clauses.overlapping(claim.field, near).any(|a| a.span.start >= claim.span.end && is_disputed(a, lexicon))
    };
    let figure = || told.places.overlapping(claim.field, claim.span).any(|f| f.measure.predicate.as_deref() == Some(&claim.predicate));
    !(denied && announces()) && (denied || grave && plain && (named(&claim.subject) || named(&claim.object))) && !figure()
}

/// What a finding is about; of what somebody denies, that it is denied.
fn what(claim: &Assertion, told: &Told<'_>, lexicon: &Lexicon) -> String {
    let opening = opening(&claim.text);
    let says_so = claim.modality.as_deref().is_some_and(|m| claim.text.contains(m));
    match denier(told, claim, lexicon) {
        _ if !is_disputed(claim, lexicon) || says_so => opening,
        Some(who) => format!("denied by {who}: {opening}"),
        None => format!("denied: {opening}"),
    }
}
