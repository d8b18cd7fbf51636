//! From several articles' claims to a report.

mod figures;
mod quotes;
mod renderings;
mod speakers;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::claim::{Extraction, LimitHit};
use crate::cluster::ClusterConfig;
use crate::config::Config;
use crate::error::Error;
use crate::extract::extract;
use crate::report::{ArticleEntry, Finding, FindingKind, Origin, Report, SCHEMA, Story as StoryEntry};
use crate::span::Offsets;
use crate::story;
use crate::terms::{ArticleTerms, Context, Rarity, Vocabulary};

/// Holds several articles against each other.
///
/// The report does not depend on the order of the articles.
#[derive(Clone, Debug, Default)]
pub struct Reconciler {
    config: Config,
}

/// The articles of one story, with what comparing their claims needs.
struct Story<'a> {
    articles: Vec<Told<'a>>,
}

/// One article of a story.
struct Told<'a> {
    article: &'a Article,
    origin: &'a str,
    claims: &'a Extraction,
    contexts: &'a [Context],
}

impl Reconciler {
    /// A reconciler with these settings.
    #[must_use]
    pub const fn new(config: Config) -> Self {
        Self { config }
    }

    /// Extracts the claims of every article and reconciles them.
    ///
    /// Total: any articles give a report. Of two articles with one id the later is left out, and the
    /// report's `limits_hit` says so.
    #[must_use]
    pub fn reconcile(&self, articles: &[Article]) -> Report {
        self.report(articles.iter().map(|a| (a, extract(a, &self.config))).collect())
    }

    /// Reconciles claims that were extracted before; an article without an extraction is read now.
    ///
    /// # Errors
    /// Where an extraction's article is not given, or a claim does not fit it.
    pub fn reconcile_extracted(&self, articles: &[Article], extractions: Vec<Extraction>) -> Result<Report, Error> {
        let mut given: FxHashMap<String, Extraction> = extractions.into_iter().map(|e| (e.id.clone(), e)).collect();
        let mut found = Vec::with_capacity(articles.len());
        for article in articles {
            let claims = match given.remove(article.id()) {
                Some(claims) => fitted(claims, article)?,
                None => extract(article, &self.config),
            };
            found.push((article, claims));
        }
        if let Some(id) = given.keys().min() {
            return Err(Error::input(format!("the extraction of {id:?} has no article")));
        }
        Ok(self.report(found))
    }

    fn report(&self, mut found: Vec<(&Article, Extraction)>) -> Report {
        let mut report = Report { schema: SCHEMA, ..Report::default() };
        let mut seen = FxHashSet::default();
        found.retain(|(article, _)| {
            let new = seen.insert(article.id());
            if !new {
                report.limits_hit.push(LimitHit {
                    limit: "one article an id".into(),
                    article: Some(article.id().to_owned()),
                    text: "another article of this id was left out".into(),
                });
            }
            new
        });
        found.sort_by_key(|(article, _)| article.id());
        let mut vocabulary = Vocabulary::default();
        let terms: Vec<ArticleTerms> = found.iter().map(|(a, c)| vocabulary.read(a, &c.figures, &self.config)).collect();
        let dates: Vec<_> = found.iter().map(|(a, _)| a.date()).collect();
        let stories = story::partition(&terms, &dates, &vocabulary);
        enter_articles(&found, &stories, &terms, &vocabulary, &mut report);
        for members in &stories {
            speakers::resolve(&mut found, members, &mut report.speakers);
            let story = Story {
                articles: members
                    .iter()
                    .map(|i| Told {
                        article: found[*i].0,
                        origin: &report.origins[*i].id,
                        claims: &found[*i].1,
                        contexts: &terms[*i].contexts,
                    })
                    .collect(),
            };
            let rarity = Rarity::of(members.iter().map(|i| &terms[*i]));
            let mut findings = figures::findings(&story, &rarity, &vocabulary, self.config.words());
            let resolved = figures::resolved_dates(&story, &findings);
            let first = report.clusters.len();
            let mut clusters = quotes::clusters(&story, ClusterConfig::story(), first, &mut findings);
            renderings::link(&story, &mut clusters, first, &mut findings, self.config.words());
            report.clusters.extend(clusters);
            report.findings.extend(findings);
            for article in members {
                for figure in &mut found[*article].1.figures {
                    figure.resolved = resolved.get(&figure.id).cloned();
                }
            }
        }
        for (_, claims) in found {
            report.quotes.extend(claims.quotes);
            report.figures.extend(claims.figures);
            report.assertions.extend(claims.assertions);
            report.limits_hit.extend(claims.limits_hit);
        }
        order(&mut report.findings);
        report
    }
}

/// Claims that were extracted before, with spans in bytes, which must hold the article's words.
fn fitted(mut claims: Extraction, article: &Article) -> Result<Extraction, Error> {
    claims.convert(article, Offsets::Bytes);
    match claims.misfit(article) {
        Some(claim) => Err(Error::input(format!("the claim {claim:?} does not fit the article {:?}", article.id()))),
        None => Ok(claims),
    }
}

/// Enters the articles, their stories and origins, each under a number in the order of the articles' ids.
fn enter_articles(
    found: &[(&Article, Extraction)],
    stories: &[Vec<usize>],
    terms: &[ArticleTerms],
    vocabulary: &Vocabulary,
    report: &mut Report,
) {
    let words = vocabulary.words();
    for (n, (article, _)) in found.iter().enumerate() {
        let story = stories.iter().position(|s| s.contains(&n)).map(|s| format!("s{s}"));
        report.articles.push(ArticleEntry {
            id: article.id().to_owned(),
            source: article.source_name().to_owned(),
            published: article.date().map(|d| d.to_string()),
            title: article.title_text().map(str::to_owned),
            url: article.address().map(str::to_owned),
            story,
            origin: Some(format!("o{n}")),
        });
        report.origins.push(Origin { id: format!("o{n}"), articles: vec![article.id().to_owned()], reasons: Vec::new() });
    }
    for (n, members) in stories.iter().enumerate() {
        let ties = story::ties(members, terms, vocabulary);
        report.stories.push(StoryEntry {
            id: format!("s{n}"),
            articles: members.iter().map(|i| found[*i].0.id().to_owned()).collect(),
            terms: ties.into_iter().map(|t| words[t as usize].to_owned()).collect(),
        });
    }
}

/// What matters most first: grades in their order, then kinds, then the better supported.
fn order(findings: &mut [Finding]) {
    let weight = |kind: FindingKind| match kind {
        FindingKind::Amount | FindingKind::Count | FindingKind::Polarity => 0,
        FindingKind::Speaker | FindingKind::QuoteWording | FindingKind::Attribution => 1,
        FindingKind::Percent | FindingKind::Quantity | FindingKind::Number => 2,
        FindingKind::Date | FindingKind::Time | FindingKind::Duration => 3,
    };
    let key = |f: &Finding| {
        (f.grade, weight(f.kind), std::cmp::Reverse(f.values.len()), f.values.first().map(|v| (v.article.clone(), v.field, v.span)))
    };
    findings.sort_by_cached_key(key);
    for (n, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("f{n}");
    }
}
