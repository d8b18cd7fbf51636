//! What one story's articles say, held against each other.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::article::{Article, Field};
use crate::claim::{Assertion, Extraction, Figure, LimitHit, Speaker};
use crate::config::Config;
use crate::report::{ArticleEntry, Cluster, Finding, FindingKind, Grade, Link, Origin, SpeakerEntry, Story as StoryEntry, Value};
use crate::span::Span;
use crate::story;
use crate::terms::{ArticleTerms, Context, Rarity};

use super::places::Places;
use super::{
    absent, alone, attribution, bearings, crossings, figures, names, opposites, origins, polarity, quotes, renderings, roles, speakers,
    stand, superlatives,
};

/// One article of a story: the text, its claims and its terms.
pub(super) type Member<'a> = (&'a Article, Extraction, &'a ArticleTerms);

/// The articles of one story, with what comparing their claims needs.
pub(super) struct Story<'a> {
    /// What the ids of its entries begin with: the id of its first article.
    pub(super) id: &'a str,
    pub(super) articles: Vec<Told<'a>>,
}

/// One article of a story.
pub(super) struct Told<'a> {
    pub(super) article: &'a Article,
    pub(super) sources: &'a origins::Sources,
    pub(super) claims: &'a Extraction,
    pub(super) terms: &'a ArticleTerms,
    pub(super) contexts: &'a [Context],
    /// The claims' figures and assertions by where they stand, and the speakers of quotes, numbered, by where they
    /// are mentioned.
    pub(super) places: Places<&'a Figure>,
    pub(super) clauses: Places<&'a Assertion>,
    pub(super) speaking: Places<(usize, &'a Speaker)>,
}

impl<'a> Told<'a> {
    /// The article's own origin.
    pub(super) fn origin(&self) -> &'a str {
        &self.sources.own
    }

    /// The origins of what stands in a field at `span`: those that the passage cites, else the article's own.
    pub(super) fn origins_at(&self, field: Field, span: Span) -> Vec<&'a str> {
        if field == Field::Text { self.sources.at(span).collect() } else { vec![self.origin()] }
    }
}

/// One story's part of the report. Every id is made from the story's own articles, so that the part does not
/// change with what else is in the collection.
#[derive(Clone, Debug)]
pub(super) struct Verdicts {
    pub(super) story: StoryEntry,
    pub(super) articles: Vec<ArticleEntry>,
    pub(super) origins: Vec<Origin>,
    pub(super) links: Vec<Link>,
    pub(super) speakers: Vec<SpeakerEntry>,
    /// Each article's claims, with what the other articles tell of them.
    pub(super) claims: Vec<Extraction>,
    pub(super) clusters: Vec<Cluster>,
    pub(super) findings: Vec<Finding>,
    pub(super) limits_hit: Vec<LimitHit>,
}

/// Holds the articles of one story against each other; they come in the order of their ids.
pub(super) fn verdicts(mut members: Vec<Member<'_>>, config: &Config) -> Verdicts {
    let first = members.first().map_or("", |(a, ..)| a.id()).to_owned();
    let origins::Traced { origins, links, sources } = origins::trace(&members, &first, config);
    let speakers = speakers::resolve(&mut members, &first, config.words());
    let story = Story {
        id: &first,
        articles: members
            .iter()
            .zip(&sources)
            .map(|((article, claims, terms), sources)| Told {
                article,
                sources,
                claims,
                terms,
                contexts: &terms.contexts,
                places: Places::of(claims.figures.iter().map(|f| (f.field, f.span, f))),
                clauses: Places::of(claims.assertions.iter().map(|a| (a.field, a.span, a))),
                speaking: Places::of(claims.quotes.iter().enumerate().filter_map(|(n, q)| {
                    let speaker = q.speaker.as_ref()?;
                    Some((q.field, speaker.mention.as_ref()?.span(), (n, speaker)))
                })),
            })
            .collect(),
    };
    let rarity = Rarity::of(members.iter().map(|(_, _, terms)| *terms));
    let mut limits_hit = Vec::new();
    let mut findings = figures::findings(&story, &rarity, config, &mut limits_hit);
    let resolved = figures::resolved_dates(&story, &findings);
    let mut clusters = quotes::clusters(&story, config, &mut findings);
    renderings::link(&story, &mut clusters, &mut findings, config, &mut limits_hit);
    let names = names::findings(&story, &rarity, config, &mut limits_hit);
    findings.extend(attribution::findings(&story, &clusters, config).into_iter().filter(|f| !attribution::is_told(f, &names)));
    findings.extend(polarity::findings(&story, &findings, &rarity, config, &mut limits_hit));
    findings.extend(opposites::findings(&story, &findings, config, &mut limits_hit));
    findings.extend(absent::findings(&story, &findings, config, &mut limits_hit));
    let told = |f: &Finding| findings.iter().any(|o| o.grade.is_conflict() && o.values.iter().any(|v| v.claim == f.values[0].claim));
    let alone: Vec<Finding> = alone::findings(&story, &rarity, config, &mut limits_hit).into_iter().filter(|f| !told(f)).collect();
    findings.extend(alone);
    findings.extend(roles::findings(&story, &rarity, config, &mut limits_hit));
    findings.extend(superlatives::findings(&story, &rarity, config.words(), config.fact_settings().superlative));
    findings.extend(bearings::findings(&story, config.given_rates()));
    findings.extend(crossings::findings(&story));
    findings.extend(names);
    order(&mut findings);
    stand::set(&story, &mut findings);
    for (n, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("{first}/n{n}");
    }
    let articles = story.articles.iter().map(|told| entry(told, &first)).collect();
    let entry =
        StoryEntry { id: format!("{first}/s"), articles: members.iter().map(|(a, ..)| a.id().to_owned()).collect(), terms: ties(&members) };
    for figure in members.iter_mut().flat_map(|(_, claims, _)| &mut claims.figures) {
        figure.resolved = resolved.get(&figure.id).cloned();
    }
    let claims = members.into_iter().map(|(_, claims, _)| claims).collect();
    Verdicts { story: entry, articles, origins, links, speakers, claims, clusters, findings, limits_hit }
}

/// A clause as a finding's value, with what it comes to.
pub(super) fn value(claim: &Assertion, normalised: String) -> Value {
    Value {
        claim: claim.id.clone(),
        article: claim.article.clone(),
        field: claim.field,
        span: claim.span,
        text: claim.text.clone(),
        normalised,
        ..Value::default()
    }
}

fn entry(told: &Told<'_>, first: &str) -> ArticleEntry {
    let article = told.article;
    ArticleEntry {
        id: article.id().to_owned(),
        source: article.source_name().to_owned(),
        published: told.terms.day.map(|d| d.to_string()),
        title: article.title_text().map(str::to_owned),
        url: article.address().map(str::to_owned),
        story: Some(format!("{first}/s")),
        origin: Some(told.origin().to_owned()),
    }
}

/// The words that tie the story, as they stand in its first article that has them.
fn ties(members: &[Member<'_>]) -> Vec<String> {
    let terms: Vec<&ArticleTerms> = members.iter().map(|(_, _, terms)| *terms).collect();
    story::ties(&terms).into_iter().map(|(n, tie)| members[n].0.slice(tie.field, tie.span).to_owned()).collect()
}

/// An article's first bytes, in which it tells what its news is.
const LEAD: usize = 500;

/// What matters most first: grades in their order, then kinds, then the better supported.
pub(super) fn order(findings: &mut [Finding]) {
    let weight = |kind: FindingKind| match kind {
        FindingKind::Amount | FindingKind::Count | FindingKind::Polarity => 0,
        FindingKind::Speaker | FindingKind::QuoteWording | FindingKind::Attribution => 1,
        FindingKind::Percent | FindingKind::Quantity | FindingKind::Number => 2,
        FindingKind::Date | FindingKind::Time | FindingKind::Duration => 3,
    };
    // Of counts that as many values tell, the greater.
    let size = |f: &Finding| {
        let value = f.consensus.as_ref().and_then(|c| c.value.as_ref()).filter(|_| f.kind == FindingKind::Count);
        value.and_then(|v| v.parse::<Decimal>().ok())
    };
    let key = |f: &Finding| {
        let place = f.values.first().map(|v| (v.article.clone(), v.field, v.span));
        // Of what stands alone that which an article opens with.
        let opens = |v: &Value| v.field == Field::Title || v.span.start < LEAD;
        let beside = f.grade == Grade::Uncorroborated && !f.values.iter().any(opens);
        (f.grade, beside, weight(f.kind), Reverse((f.values.len(), size(f))), place)
    };
    findings.sort_by_cached_key(key);
}
