//! Who somebody is, where two origins or more say it alike: "the port's treasurer, Anna Berg".

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::polarity::part_of;
use super::told::Story;
use crate::claim::LimitHit;
use crate::config::Config;
use crate::extract::NameWords;
use crate::lexicon::{Class, Lexicon};
use crate::mentions::PersonMention;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;
use crate::terms::Rarity;

/// So often one role of a person is read in an article, more of the same tell nothing new, and so many of all roles.
const EACH: usize = 4;
const ALL: usize = 16;

/// Where an article names a person.
struct Named<'a> {
    article: usize,
    mention: &'a PersonMention,
    /// The name, and the role that stands beside it.
    span: Span,
    /// The role's terms; none where none stands beside the name.
    terms: Vec<u32>,
}

/// All findings on roles that two origins give one person.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let (lexicon, like, most) = (config.words(), config.fact_settings().role, config.compared_limit());
    let mut left_out = 0_usize;
    let mut persons: BTreeMap<&str, Vec<Named<'_>>> = BTreeMap::new();
    // Those whose names can fit a name at all, by the name that came first.
    let mut of_key: FxHashMap<String, Vec<(&str, NameWords)>> = FxHashMap::default();
    for (article, told) in story.articles.iter().enumerate() {
        for mention in &told.terms.mentions.persons {
            let name = told.article.slice(mention.field, mention.span);
            let words = NameWords::of(name);
            let of_key = of_key.entry(words.key().unwrap_or_default()).or_default();
            let known = of_key.iter().filter(|(_, other)| other.fits(&words)).map(|(k, _)| *k).min();
            if known.is_none() && !persons.contains_key(name) {
                if persons.len() >= most {
                    left_out += 1;
                    continue;
                }
                of_key.push((name, words));
            }
            let terms = mention.role.map_or_else(Vec::new, |role| part_of(told.article.slice(mention.field, role), lexicon));
            let span = mention.role.map_or(mention.span, |r| Span::new(r.start.min(mention.span.start), r.end.max(mention.span.end)));
            let named = persons.entry(known.unwrap_or(name)).or_default();
            let here = || named.iter().rev().take_while(|n| n.article == article);
            if named.len() >= most || here().count() >= ALL {
                left_out += 1;
            } else if here().filter(|n| n.terms == terms).count() < EACH {
                named.push(Named { article, mention, span, terms });
            }
        }
    }
    if left_out > 0 {
        limits.push(LimitHit {
            limit: "max_compared".into(),
            article: None,
            text: format!("{left_out} places where a person is named in the story {}/s were not compared", story.id),
        });
    }
    persons.into_iter().filter_map(|(name, named)| finding(story, rarity, lexicon, name, &named, like)).collect()
}

fn finding(story: &Story<'_>, rarity: &Rarity, lexicon: &Lexicon, name: &str, named: &[Named<'_>], like: f64) -> Option<Finding> {
    let origin = |n: &Named<'_>| story.articles[n.article].origin();
    // The role beside the name, or all its words, of two and more, in the name's sentence.
    let one = |a: &Named<'_>, b: &Named<'_>| {
        let sentence = || story.articles[b.article].terms.sentences.get(b.mention.sentence);
        rarity.likeness(&a.terms, &b.terms) >= like
            || a.terms.len() > 1 && sentence().is_some_and(|s| a.terms.iter().all(|t| s.binary_search(t).is_ok()))
    };
    let tells =
        |n: &&Named<'_>| n.mention.role.is_some_and(|r| says_who(story.articles[n.article].article.slice(n.mention.field, r), lexicon));
    let first = named.iter().filter(tells).find(|a| named.iter().any(|b| origin(a) != origin(b) && one(a, b)))?;
    // An article gives it once.
    let mut given: Vec<&Named<'_>> = Vec::new();
    for other in std::iter::once(first).chain(named.iter().filter(|b| one(first, b))) {
        if !given.iter().any(|g| g.article == other.article) {
            given.push(other);
        }
    }
    given.sort_by_key(|g| g.article);
    let values = given.into_iter().map(|g| {
        let told = &story.articles[g.article];
        Value {
            claim: super::names::claim_at(told, g.mention).to_owned(),
            article: told.article.id().to_owned(),
            field: g.mention.field,
            span: g.span,
            text: told.article.slice(g.mention.field, g.span).to_owned(),
            normalised: name.to_owned(),
            ..Value::default()
        }
    });
    Some(Finding {
        kind: FindingKind::Attribution,
        grade: Grade::Same,
        what: format!("who {name} is"),
        values: values.collect(),
        reasons: vec![Reason { rule: "same_role".into(), text: format!("origins that do not share their text say alike who {name} is") }],
        ..Finding::default()
    })
}

/// Whether a role says something that needs a second source: not "President" or "Mayor" alone.
fn says_who(role: &str, lexicon: &Lexicon) -> bool {
    let lower = role.to_lowercase();
    let mut words = role.split(' ');
    let title = |w: &str| lexicon.is(lexicon.word(w), Class::Title);
    let office = [lower.as_str(), lower.split_once(' ').map_or("", |(_, rest)| rest)]
        .into_iter()
        .any(|o| lexicon.is(lexicon.word(o), Class::SoleOffice) || lexicon.is(lexicon.word(o), Class::Title));
    words.any(|w| w.starts_with(char::is_lowercase) && lexicon.is(lexicon.word(w), Class::PersonNoun))
        || lower.contains(' ') && !office && !lower.split(' ').all(title)
}
