//! One utterance, two speakers, or told to two outlets.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::names::is_short_form;
use super::told::Story;
use crate::claim::{Passage, Quote, Speaker};
use crate::config::Config;
use crate::extract::same_name;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::mentions::{outlet_in, outlet_key};
use crate::report::{Cluster, Finding, FindingKind, Grade, Reason, Value};

/// All findings on who said the quotes of a story, and to whom.
pub(super) fn findings(story: &Story<'_>, clusters: &[Cluster], config: &Config) -> Vec<Finding> {
    let lexicon = config.words();
    let mut quotes: FxHashMap<&str, &Quote> = FxHashMap::default();
    for quote in story.articles.iter().flat_map(|a| &a.claims.quotes) {
        quotes.insert(&quote.id, quote);
        quotes.extend(quote.pieces.iter().map(|p| (p.id.as_str(), quote)));
    }
    let mut found = Vec::new();
    for cluster in clusters {
        let mut members: Vec<&Quote> = cluster.members.iter().filter_map(|id| quotes.get(id.as_str()).copied()).collect();
        members.sort_by_key(|q| &q.id);
        members.dedup_by_key(|q| &q.id);
        found.extend(told_to(&members, lexicon));
        found.extend(speakers(story, &members, config));
    }
    // Two sentences of one interview were told to the same outlets.
    let names = |f: &Finding| f.values.iter().map(|v| v.normalised.clone()).collect::<BTreeSet<String>>();
    found.sort_by_cached_key(|f| (f.kind, f.what.clone(), Reverse((names(f).len(), f.values.len()))));
    let mut kept: Vec<Finding> = Vec::new();
    for one in found {
        let told = |k: &Finding| k.kind == one.kind && k.what == one.what && names(&one).is_subset(&names(k));
        if one.kind != FindingKind::Attribution || !kept.iter().any(told) {
            kept.push(one);
        }
    }
    kept
}

/// The outlets that one utterance was told to, where they have two names.
fn told_to(members: &[&Quote], lexicon: &Lexicon) -> Option<Finding> {
    let told: Vec<(&Quote, &Passage, String)> = members
        .iter()
        .filter_map(|q| q.told_to.as_ref().map(|p| (*q, p)))
        .filter_map(|(q, p)| Some((q, p, outlet_in(&p.text, lexicon)?)))
        .collect();
    // Under each name's letters the name as it is written.
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (_, _, name) in &told {
        names.entry(outlet_key(name, lexicon)).or_insert(name);
    }
    let articles =
        |key: &str| told.iter().filter(|(_, _, n)| outlet_key(n, lexicon) == key).map(|(q, ..)| q.article.as_str()).collect::<Vec<_>>();
    let apart = names.keys().any(|a| names.keys().any(|b| a != b && !articles(a).iter().any(|x| articles(b).contains(x))));
    if names.len() < 2 || !apart {
        return None;
    }
    let words = |name: &str| name.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
    let alike = |a: &str, b: &str| {
        let (first, second) = (words(a), words(b));
        // "CoastTV" begins as "Coast Radio" does.
        let shared = first.iter().any(|w| w.len() > 3 && second.contains(w) && !lexicon.is(lexicon.word(w), Class::OutletWord));
        let begins = |x: &[String], y: &[String]| x.first().zip(y.first()).is_some_and(|(x, y)| x.len() > 3 && y.starts_with(x.as_str()));
        shared || begins(&first, &second) || begins(&second, &first)
    };
    let all: Vec<&str> = names.values().copied().collect();
    let linked = all.iter().all(|a| all.iter().any(|b| a != b && alike(a, b)));
    if !linked {
        return None;
    }
    let who = members.iter().filter_map(|q| q.speaker.as_ref()).find(|s| s.id.is_some()).map_or("somebody", |s| &s.name);
    let mut spelled: Vec<String> = told.iter().map(|(_, _, name)| format!("“{name}”")).collect();
    spelled.sort();
    spelled.dedup();
    Some(Finding {
        kind: FindingKind::Attribution,
        grade: Grade::Variant,
        what: format!("whom {who} told"),
        values: told.iter().map(|(q, p, name)| value(q, p, names[&outlet_key(name, lexicon)])).collect(),
        reasons: vec![Reason {
            rule: "outlet_name".into(),
            text: format!("names for one outlet, which share a word: {}", spelled.join(", ")),
        }],
        ..Finding::default()
    })
}

/// Two people who are said to have said one thing.
fn speakers(story: &Story<'_>, members: &[&Quote], config: &Config) -> Option<Finding> {
    let (lexicon, facts) = (config.words(), config.fact_settings());
    let mut sure: Vec<(&Quote, &Speaker)> = Vec::new();
    for quote in members.iter().filter(|q| q.text.split_whitespace().count() >= facts.words) {
        let person = |s: &&Speaker| is_person(&s.name, lexicon) || is_proven(story, quote, s, lexicon);
        if let Some(speaker) = quote.speaker.as_ref().filter(|s| is_sure(s, config)).filter(person) {
            sure.push((quote, speaker));
        }
    }
    let (first, other) = sure.iter().find_map(|(q, s)| {
        let other = sure.iter().find(|(p, t)| p.article != q.article && !is_one(s, t, lexicon))?;
        Some((*s, other.1))
    })?;
    let (a, b) = (first.name.as_str().min(&other.name), first.name.as_str().max(&other.name));
    let like = strsim::jaro_winkler(&a.to_lowercase(), &b.to_lowercase());
    let (kind, rule, text) = if like >= facts.spelling.1 {
        (
            FindingKind::Attribution,
            "name_spelling",
            format!("one who said the same words, under two names that are {like:.2} alike: {a}, {b}"),
        )
    } else {
        (FindingKind::Speaker, "two_speakers", format!("the same words are given to two people: {a}, {b}"))
    };
    let values = sure.iter().filter_map(|(q, s)| Some(value(q, s.mention.as_ref()?, &s.name))).collect();
    let opening: Vec<&str> = members[0].text.split_whitespace().take(7).collect();
    Some(Finding {
        kind,
        grade: Grade::Discrepant,
        what: format!("who said “{} …”", opening.join(" ").trim_end_matches([',', '.'])),
        values,
        reasons: vec![Reason { rule: rule.into(), text }],
        ..Finding::default()
    })
}

/// Whether one of the findings on names says of two speakers that they are one whose name is misspelt.
pub(super) fn is_told(finding: &Finding, names: &[Finding]) -> bool {
    let surnames = |f: &Finding| -> BTreeSet<String> {
        f.values.iter().filter_map(|v| v.normalised.rsplit(' ').next()).map(str::to_lowercase).collect()
    };
    let of_names = |f: &Finding| f.reasons.iter().any(|r| r.rule == "name_spelling");
    of_names(finding) && names.iter().any(|n| of_names(n) && surnames(n) == surnames(finding))
}

/// Whether two speakers are one as far as their names tell.
fn is_one(a: &Speaker, b: &Speaker, lexicon: &Lexicon) -> bool {
    let mention = |s: &Speaker| s.mention.as_ref().map_or_else(String::new, |m| m.text.clone());
    a.id == b.id || same_name(&a.name, &b.name) || same_name(&mention(a), &mention(b)) || is_short_form(&a.name, &b.name, lexicon)
}

/// The same, where one of the names may be misspelt.
pub(super) fn may_be_one(a: &Speaker, b: &Speaker, config: &Config) -> bool {
    let like = || strsim::jaro_winkler(&a.name.to_lowercase(), &b.name.to_lowercase());
    is_one(a, b, config.words()) || like() >= config.fact_settings().spelling.1
}

/// Whether it is sure who speaks, and by a name.
pub(super) fn is_sure(speaker: &Speaker, config: &Config) -> bool {
    speaker.id.is_some() && speaker.confidence >= config.fact_settings().sure && is_named(speaker)
}

/// Whether the words beside the quote name the speaker: what a pronoun or a role stands for is less sure.
fn is_named(speaker: &Speaker) -> bool {
    let surname = speaker.name.rsplit(' ').next().unwrap_or_default();
    surname.starts_with(char::is_uppercase) && speaker.mention.as_ref().is_some_and(|m| m.text.contains(surname))
}

/// Whether a name is a person's, as far as the lexicon tells.
fn is_person(name: &str, lexicon: &Lexicon) -> bool {
    let first = name.split([' ', '-']).next().unwrap_or("").to_lowercase();
    lexicon.is(lexicon.word(&first), Class::GivenName)
}

/// Whether the article proves that a name of two words or more is a person's: by an office, or an age behind it.
fn is_proven(story: &Story<'_>, quote: &Quote, speaker: &Speaker, lexicon: &Lexicon) -> bool {
    let mut words = speaker.name.split(' ').map(|w| lexicon.classes(lexicon.word(&w.to_lowercase())));
    let body = ClassSet::of(&[Class::GroupNoun, Class::OutletWord, Class::Outlet, Class::Country]);
    if !speaker.name.contains(' ') || words.any(|w| w.meets(body)) {
        return false;
    }
    let aged = || {
        let told = story.articles.iter().find(|t| t.article.id() == quote.article)?;
        let text = told.article.field(quote.field);
        let behind = text.match_indices(&speaker.name).filter_map(|(at, name)| text[at + name.len()..].strip_prefix(", "));
        behind.map(|t| t.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()).find(|age| age.len() == 2)
    };
    speaker.role.is_some() || aged().is_some()
}

fn value(quote: &Quote, passage: &Passage, normalised: &str) -> Value {
    Value {
        claim: quote.id.clone(),
        article: quote.article.clone(),
        field: quote.field,
        span: passage.span(),
        text: passage.text.clone(),
        normalised: normalised.to_owned(),
        ..Value::default()
    }
}
