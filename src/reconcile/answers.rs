//! What follows one quote in several articles: the same answer in other words, each between marks.
//!
//! Where two articles quote one sentence alike and go on with what the same person said next, on the same
//! matter and in other words, one of them at least is no transcript.

use rustc_hash::FxHashMap;

use super::told::Story;
use crate::claim::{Quote, QuoteForm};
use crate::lexicon::Lexicon;
use crate::report::{Cluster, Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;
use crate::terms::{Rarity, terms_of};

/// Most bytes between a quote and the one that goes on from it: two sentences of the writer's.
const APART: usize = 300;
/// Shorter quotes, in words, say too little to be compared.
const WORDS: usize = 6;
/// So many content words are shared, and so much of the weight of all, from 0 to 1.
const SHARED: usize = 2;
const LIKE: f64 = 0.2;

/// A quote or a piece of one.
struct Said<'a> {
    id: &'a str,
    quote: &'a Quote,
    span: Span,
    text: &'a str,
    cluster: Option<usize>,
    terms: Vec<u32>,
}

/// Findings on answers that articles word differently.
pub(super) fn findings(story: &Story<'_>, clusters: &[Cluster], rarity: &Rarity, lexicon: &Lexicon) -> Vec<Finding> {
    let of: FxHashMap<&str, usize> =
        clusters.iter().enumerate().flat_map(|(n, c)| c.members.iter().map(move |m| (m.as_str(), n))).collect();
    let mut told: Vec<Vec<Said<'_>>> = Vec::new();
    for article in &story.articles {
        let mut said = Vec::new();
        for quote in article.claims.quotes.iter().filter(|q| q.form == QuoteForm::Direct && q.parent.is_none() && q.speaker.is_some()) {
            let whole = quote.pieces.is_empty().then_some((quote.id.as_str(), quote.span));
            for (id, span) in whole.into_iter().chain(quote.pieces.iter().map(|p| (p.id.as_str(), p.span))) {
                let text = article.article.slice(quote.field, span);
                let terms = terms_of(text, lexicon);
                said.push(Said { id, quote, span, text, cluster: of.get(id).copied(), terms });
            }
        }
        told.push(said);
    }
    let mut found: Vec<Finding> = Vec::new();
    for (anchor, cluster) in clusters.iter().enumerate() {
        let next: Vec<&Said<'_>> = told.iter().filter_map(|said| follows(said, anchor)).collect();
        let opening = told.iter().flatten().find(|s| s.id == cluster.representative).map_or("", |s| s.text);
        let before = told.iter().filter_map(|said| said.iter().find(|s| s.cluster == Some(anchor)));
        let before: Vec<String> = before.map(|s| s.id.to_owned()).collect();
        found.extend(answer(&next, opening, &before, rarity).filter(|f| !found.iter().any(|g| shares(f, g))));
    }
    found
}

/// What the speaker of the anchor says right after it.
fn follows<'s, 'a>(said: &'s [Said<'a>], anchor: usize) -> Option<&'s Said<'a>> {
    let at = said.iter().position(|s| s.cluster == Some(anchor))?;
    let (before, next) = (&said[at], said.get(at + 1)?);
    let near = before.quote.field == next.quote.field && next.span.start.saturating_sub(before.span.end) <= APART;
    let speaker = |s: &Said<'_>| s.quote.speaker.as_ref().and_then(|p| p.id.clone());
    let long = next.text.split_whitespace().count() >= WORDS;
    (near && long && speaker(before) == speaker(next) && next.cluster != Some(anchor)).then_some(next)
}

fn answer(next: &[&Said<'_>], anchor: &str, before: &[String], rarity: &Rarity) -> Option<Finding> {
    let like = |a: &Said<'_>, b: &Said<'_>| {
        let shared = a.terms.iter().filter(|t| b.terms.contains(t)).count();
        let like = rarity.likeness(&a.terms, &b.terms);
        (shared >= SHARED && like >= LIKE).then_some(like)
    };
    let same = |a: &Said<'_>, b: &Said<'_>| a.cluster.is_some() && a.cluster == b.cluster;
    let mut pairs = next.iter().enumerate().flat_map(|(n, a)| next[n + 1..].iter().map(move |b| (*a, *b)));
    let (first, _) = pairs.find(|(a, b)| !same(a, b) && like(a, b).is_some())?;
    let mut values = vec![first];
    let mut best = 0.0_f64;
    while let Some(more) = next.iter().copied().find(|s| {
        let linked = |v: &&Said<'_>| same(v, s) || like(v, s).is_some();
        values.iter().all(|v| v.id != s.id) && values.iter().copied().any(|v| linked(&v))
    }) {
        best = values.iter().filter(|v| !same(v, more)).filter_map(|v| like(v, more)).fold(best, f64::max);
        values.push(more);
    }
    let who = first.quote.speaker.as_ref().map_or("somebody", |s| &s.name);
    let normalised = |s: &Said<'_>| values.iter().find(|v| v.id == s.id || same(v, s)).map_or(s.text, |v| v.text).to_owned();
    let opening = |text: &str| text.split_whitespace().take(7).collect::<Vec<_>>().join(" ").trim_end_matches([',', '.']).to_owned();
    Some(Finding {
        kind: FindingKind::QuoteWording,
        grade: Grade::Discrepant,
        what: format!("how {who} went on: “{} …”", opening(first.text)),
        values: values
            .iter()
            .map(|s| Value {
                claim: s.id.to_owned(),
                article: s.quote.article.clone(),
                field: s.quote.field,
                span: s.span,
                text: s.text.to_owned(),
                normalised: normalised(s),
            })
            .collect(),
        reasons: vec![Reason {
            rule: "other_words".into(),
            text: format!("each is quoted right after “{} …”, and they share {best:.2} of the weight of their words", opening(anchor)),
        }],
        related: before.to_vec(),
        ..Finding::default()
    })
}

fn shares(a: &Finding, b: &Finding) -> bool {
    a.values.iter().any(|v| b.values.iter().any(|w| w.claim == v.claim))
}
