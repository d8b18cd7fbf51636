//! Who somebody is, where two origins or more say it alike: "the port's treasurer, Anna Berg".

use std::collections::BTreeMap;

use super::told::Story;
use crate::extract::same_name;
use crate::lexicon::{Class, Lexicon};
use crate::mentions::PersonMention;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;
use crate::terms::{Rarity, terms_of};

/// A role that an article gives a person.
struct Given<'a> {
    article: usize,
    mention: &'a PersonMention,
    /// The name and the role.
    span: Span,
    terms: Vec<u32>,
}

/// All findings on roles that two origins give one person; `like` is how much of the weight of the words of
/// two roles is shared, 0 to 1, where they are one.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, lexicon: &Lexicon, like: f64) -> Vec<Finding> {
    let mut persons: BTreeMap<&str, Vec<Given<'_>>> = BTreeMap::new();
    for (article, told) in story.articles.iter().enumerate() {
        for mention in &told.terms.mentions.persons {
            let Some(role) = mention.role else { continue };
            let terms = terms_of(told.article.slice(mention.field, role), lexicon);
            let span = Span::new(role.start.min(mention.span.start), role.end.max(mention.span.end));
            let name = told.article.slice(mention.field, mention.span);
            let known = persons.keys().copied().find(|k| same_name(k, name)).unwrap_or(name);
            let given = persons.entry(known).or_default();
            // An article gives it once.
            if !given.iter().any(|g| g.article == article) {
                given.push(Given { article, mention, span, terms });
            }
        }
    }
    persons.into_iter().filter_map(|(name, given)| finding(story, rarity, lexicon, name, &given, like)).collect()
}

fn finding(story: &Story<'_>, rarity: &Rarity, lexicon: &Lexicon, name: &str, given: &[Given<'_>], like: f64) -> Option<Finding> {
    let origin = |g: &Given<'_>| story.articles[g.article].origin();
    let one = |a: &Given<'_>, b: &Given<'_>| rarity.likeness(&a.terms, &b.terms) >= like;
    let first = given.iter().find(|a| given.iter().any(|b| origin(a) != origin(b) && one(a, b)))?;
    // "President", "Mayor" alone say nothing that needs a second source.
    let role = |g: &Given<'_>| g.mention.role.map_or("", |r| story.articles[g.article].article.slice(g.mention.field, r));
    if !given
        .iter()
        .any(|g| role(g).split(' ').any(|w| w.starts_with(char::is_lowercase) && lexicon.is(lexicon.word(w), Class::PersonNoun)))
    {
        return None;
    }
    let values = given.iter().filter(|b| one(first, b)).map(|g| {
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
