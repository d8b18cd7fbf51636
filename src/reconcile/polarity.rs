//! What one article affirms and another denies, for the events of a stated list (`yes-no` in
//! `events.tsv`).
//!
//! What somebody could, plans to or is said to do is no fact, and what somebody denies is their word: only
//! plain statements are held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::first;
use super::told::{Story, Told};
use crate::article::Article;
use crate::claim::{Assertion, LimitHit, Polarity};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason, TurnedDown, Value};
use crate::terms::{Rarity, is_common, terms_of};

/// Two parts of an event are one thing where they share so much of the weight of their words, 0 to 1.
const LIKE: f64 = 0.55;
/// Two clauses are about one thing where they share so much, 0 to 1.
const LIKE_CLAUSE: f64 = 0.35;
/// Of one event so many assertions of an article are kept.
const EACH: usize = 2;

/// An assertion of a listed event, with its parts as terms.
struct Item<'a> {
    article: usize,
    claim: &'a Assertion,
    /// Who does it.
    agent: Vec<u32>,
    /// Whom or what it befalls.
    patient: Vec<u32>,
    /// All that the clause says.
    all: Vec<u32>,
}

/// All findings on what happened and what did not; where one of `figures` tells an event, that suffices.
pub(super) fn findings(
    story: &Story<'_>,
    figures: &[Finding],
    rarity: &Rarity,
    config: &Config,
    limits: &mut Vec<LimitHit>,
) -> Vec<Finding> {
    let lexicon = config.words();
    // Events of two articles and more; of speech, where somebody is said to have said nothing.
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    for (n, told) in story.articles.iter().enumerate() {
        for event in told.claims.assertions.iter().map(|a| a.predicate.as_str()) {
            if *first.entry(event).or_insert(n) != n {
                shared.insert(event);
            }
        }
    }
    let speech = lexicon.payload(lexicon.word("statement"), Class::EventNoun);
    let silent = |a: &Assertion| a.predicate == speech && a.polarity == Polarity::Denied && a.modality.is_none();
    if !story.articles.iter().any(|told| told.claims.assertions.iter().any(silent)) {
        shared.remove(speech);
    }
    let mut events: BTreeMap<&str, Vec<Item<'_>>> = BTreeMap::new();
    for (n, told) in story.articles.iter().enumerate() {
        for claim in told.claims.assertions.iter().filter(|a| listed(a, lexicon)) {
            if !shared.contains(claim.predicate.as_str()) {
                continue;
            }
            let terms = |words: &str| terms_of(words, lexicon);
            let subject = claim.subject.as_deref().map_or_else(Vec::new, |s| terms(full_name(told, claim).unwrap_or(s)));
            let object = claim.object.as_deref().map_or_else(Vec::new, terms);
            let (agent, patient) = if claim.passive { (Vec::new(), subject) } else { (subject, object) };
            events.entry(&claim.predicate).or_default().push(Item { article: n, claim, agent, patient, all: terms(&claim.text) });
        }
    }
    let mut found = Vec::new();
    for (event, items) in events {
        let items =
            first::of_each(items, |i| i.article, config.compared_limit(), &format!("assertions of the event {event:?}"), story, limits);
        let view = View { story, items, rarity, speech: event == speech, lexicon };
        found.extend(view.denied(event));
        if !view.speech {
            found.extend(view.agreed(event).into_iter().filter(|f| !figures.iter().any(|g| tells(story, g, f))));
        }
    }
    found
}

/// Whether the event is one of those that are asked about. "Confirmed" alone is only a cue.
fn listed(claim: &Assertion, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(&claim.predicate);
    lexicon.is(event, Class::YesNo)
        && (claim.object.is_some()
            || !lexicon.is(event, Class::Cue)
            || claim.predicate == lexicon.payload(lexicon.word("statement"), Class::EventNoun))
}

/// Whether a finding's figures, or the words that say what they measure, stand in two of another's clauses.
fn tells(story: &Story<'_>, figures: &Finding, fact: &Finding) -> bool {
    let figure = |v: &Value| story.articles.iter().flat_map(|a| &a.claims.figures).find(|f| f.id == v.claim);
    let reads = |f: &Value, v: &Value| figure(f).is_some_and(|f| f.measure.evidence.iter().any(|e| e.span.overlaps(v.span)));
    let here = |f: &Value, v: &Value| f.article == v.article && f.field == v.field && (f.span.overlaps(v.span) || reads(f, v));
    let within = |v: &&Value| figures.values.iter().any(|f| here(f, v));
    fact.values.iter().filter(within).count() > 1
}

/// The full name of the one who speaks in an assertion.
fn full_name<'a>(told: &Told<'a>, claim: &Assertion) -> Option<&'a str> {
    let speakers = told.claims.quotes.iter().filter(|q| q.field == claim.field).filter_map(|q| q.speaker.as_ref());
    let mut here = speakers.filter(|s| {
        s.mention.as_ref().is_some_and(|m| claim.span.contains(m.span()) && claim.subject.as_deref().is_some_and(|n| m.text.contains(n)))
    });
    here.next().map(|s| s.name.as_str())
}

struct View<'a> {
    story: &'a Story<'a>,
    items: Vec<Item<'a>>,
    rarity: &'a Rarity,
    /// Whether the event is that of saying something.
    speech: bool,
    lexicon: &'a Lexicon,
}

impl View<'_> {
    fn article(&self, item: &Item<'_>) -> &Article {
        self.story.articles[item.article].article
    }

    fn like(&self, a: &[u32], b: &[u32]) -> bool {
        self.rarity.likeness(a, b) >= LIKE
    }

    /// A finding for each event that is denied in one article and affirmed in another.
    fn denied(&self, event: &str) -> Vec<Finding> {
        let denials: Vec<&Item<'_>> = self.items.iter().filter(|i| i.claim.polarity == Polarity::Denied && self.is_plain(i)).collect();
        let mut found: Vec<Finding> = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for denial in &denials {
            if used.contains(&denial.claim.id.as_str()) {
                continue;
            }
            let same: Vec<&Item<'_>> =
                denials.iter().copied().filter(|d| d.claim.id == denial.claim.id || self.one_event(denial, d)).collect();
            let affirmed: Vec<&Item<'_>> = self
                .items
                .iter()
                .filter(|i| i.claim.polarity == Polarity::Affirmed && i.claim.modality.is_none() && i.article != denial.article)
                .filter(|i| if self.speech { self.speaks_for(i, denial) } else { self.one_event(denial, i) })
                .collect();
            if affirmed.is_empty() || affirmed.iter().all(|a| self.same_origin(a, denial)) {
                continue;
            }
            used.extend(same.iter().map(|d| d.claim.id.as_str()));
            found.push(self.conflict(event, &same, &affirmed));
        }
        found
    }

    /// Whether an assertion is a fact that the article states: nobody's plan, word or hearsay. Of speech,
    /// only that there is none at all: who declines to say one thing may say another.
    fn is_plain(&self, item: &Item<'_>) -> bool {
        let object = item.claim.object.as_deref().and_then(|o| o.rsplit(' ').next()).map(str::to_lowercase);
        let nothing_said = || object.is_some_and(|o| self.lexicon.is(self.lexicon.word(&o), Class::CueNoun)) && !item.agent.is_empty();
        item.claim.modality.is_none() && (!self.speech || nothing_said())
    }

    /// Whether what speaks in one is what keeps silent in the other, or speaks for it.
    fn speaks_for(&self, affirmed: &Item<'_>, denial: &Item<'_>) -> bool {
        denial.agent.len() > 1 && self.like(&denial.agent, &affirmed.agent)
    }

    /// Whether two assertions of one event have the same part in it: done by the same to the same.
    fn one_event(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        match (a.patient.is_empty(), b.patient.is_empty()) {
            (false, false) => {
                // One who does it may go by two names: then the rest of the clause must say that it is one event.
                let agents = a.agent.is_empty() || b.agent.is_empty() || self.rarity.likeness(&a.agent, &b.agent) > 0.0;
                self.like(&a.patient, &b.patient) && (agents || self.rarity.likeness(&a.all, &b.all) >= LIKE_CLAUSE)
            }
            // What has no patient in either befalls the one who does it: resign, flee.
            (true, true) => !a.claim.passive && !b.claim.passive && self.like(&a.agent, &b.agent),
            _ => false,
        }
    }

    /// Whether two assertions share enough to be told alike, and not just by one common word.
    fn surely(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        let shared = |x: &[u32], y: &[u32]| x.iter().copied().filter(|t| y.contains(t)).collect::<Vec<u32>>();
        let patient = shared(&a.patient, &b.patient);
        let agent = shared(&a.agent, &b.agent);
        self.one_event(a, b)
            && (patient.len() + agent.len() > 1
                || self.rarity.likeness(&a.all, &b.all) >= LIKE_CLAUSE
                || patient.iter().chain(&agent).any(|t| !is_common(*t)))
    }

    fn same_origin(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        self.story.articles[a.article].origin() == self.story.articles[b.article].origin()
    }

    fn conflict(&self, event: &str, denied: &[&Item<'_>], affirmed: &[&Item<'_>]) -> Finding {
        let until = self.lexicon.payload(self.lexicon.word(event), Class::YesNo) == "until";
        let date = |items: &[&Item<'_>], last: bool| {
            let dates = items.iter().map(|i| self.article(i).date());
            let all: Option<Vec<_>> = dates.collect();
            all.and_then(|d| if last { d.into_iter().max() } else { d.into_iter().min() })
        };
        // Where all are dated, an event that came after the last denial replaces it.
        let later = until && date(denied, true).zip(date(affirmed, false)).is_some_and(|(no, yes)| no <= yes);
        let names = |items: &[&Item<'_>]| {
            let mut names: Vec<&str> = items.iter().map(|i| self.article(i).source_name()).collect();
            names.sort_unstable();
            names.dedup();
            names.join(", ")
        };
        let mut reasons =
            vec![Reason { rule: "denied".into(), text: format!("{} denies what {} affirms", names(denied), names(affirmed)) }];
        if later {
            reasons.push(Reason { rule: "came_later".into(), text: "the denial is no later than the report that it happened".into() });
        }
        let subject = denied.iter().filter_map(|d| d.claim.subject.as_deref()).min();
        let what = match subject {
            Some(subject) if self.speech => format!("whether the {subject} has made a statement"),
            _ => format!("whether it happened: {}", opening(&denied[0].claim.text)),
        };
        Finding {
            kind: FindingKind::Polarity,
            grade: if later { Grade::Superseded } else { Grade::Contradictory },
            what,
            values: self.values(event, denied.iter().chain(affirmed).copied()),
            reasons,
            turned_down: self.turned_down(denied),
            ..Finding::default()
        }
    }

    /// Assertions of the same event that are kept apart by how they are put forward.
    fn turned_down(&self, denied: &[&Item<'_>]) -> Vec<TurnedDown> {
        let near = |i: &&Item<'_>| {
            denied.iter().any(|d| d.article != i.article && if self.speech { self.speaks_for(i, d) } else { self.one_event(d, i) })
        };
        let apart = self.items.iter().filter(|i| i.claim.modality.is_some()).filter(near);
        apart
            .map(|i| TurnedDown {
                claim: i.claim.id.clone(),
                reason: format!("put forward as “{}”, not as a fact", i.claim.modality.as_deref().unwrap_or_default()),
            })
            .take(3)
            .collect()
    }

    /// What two origins or more affirm alike.
    fn agreed(&self, event: &str) -> Vec<Finding> {
        let told = |i: &&Item<'_>| i.claim.polarity == Polarity::Affirmed && i.claim.modality.as_deref().is_none_or(|m| m.ends_with("ly"));
        let facts: Vec<&Item<'_>> = self.items.iter().filter(told).collect();
        let mut groups: Vec<Vec<&Item<'_>>> = Vec::new();
        for item in facts {
            let alike = |g: &&mut Vec<&Item<'_>>| g.iter().all(|o| self.surely(o, item));
            match groups.iter_mut().find(alike) {
                Some(group) if group.iter().filter(|o| o.article == item.article).count() >= EACH => {}
                Some(group) => group.push(item),
                None => groups.push(vec![item]),
            }
        }
        let two = |g: &Vec<&Item<'_>>| g.iter().any(|a| !self.same_origin(a, g[0]));
        groups.iter().filter(|g| two(g)).map(|g| self.agreement(event, g)).collect()
    }

    fn agreement(&self, event: &str, group: &[&Item<'_>]) -> Finding {
        let origins: BTreeSet<&str> =
            group.iter().flat_map(|i| self.story.articles[i.article].origins_at(i.claim.field, i.claim.span)).collect();
        let text = format!("told alike by {} origins", origins.len());
        let fullest = group.iter().max_by_key(|i| (i.agent.len() + i.patient.len(), std::cmp::Reverse(&i.claim.id)));
        let what = opening(fullest.map_or("", |i| i.claim.text.as_str()));
        Finding {
            kind: FindingKind::Polarity,
            grade: Grade::Same,
            what,
            values: self.values(event, group.iter().copied()),
            reasons: vec![Reason { rule: "same_event".into(), text }],
            ..Finding::default()
        }
    }

    /// The values of a finding; what an article says twice stands there once.
    fn values<'i>(&self, event: &str, items: impl Iterator<Item = &'i Item<'i>>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for value in items.map(|i| self.value(event, i)) {
            if !values.iter().any(|v| v.article == value.article && v.text == value.text) {
                values.push(value);
            }
        }
        values
    }

    fn value(&self, event: &str, item: &Item<'_>) -> Value {
        let claim = item.claim;
        let polarity = if claim.polarity == Polarity::Denied { "denied" } else { "affirmed" };
        Value {
            claim: claim.id.clone(),
            article: claim.article.clone(),
            field: claim.field,
            span: claim.span,
            text: claim.text.clone(),
            normalised: format!("{event} {polarity}"),
        }
    }
}

/// The first words of a clause, enough to know it by.
pub(super) fn opening(text: &str) -> String {
    const SHOWN: usize = 80;
    if text.len() <= SHOWN {
        return text.to_owned();
    }
    let head = &text[..crate::span::floor(text, SHOWN)];
    format!("{} …", head.rsplit_once(' ').map_or(head, |(head, _)| head))
}
