//! From several articles' claims to a report.

mod absent;
mod agreed;
mod alone;
mod attribution;
mod bearings;
mod changes;
mod config;
mod crossings;
mod denial;
mod doubles;
mod figures;
mod first;
mod items;
mod names;
mod opposites;
mod origins;
mod places;
mod polarity;
mod quotes;
mod renderings;
mod roles;
mod speakers;
mod stand;
mod superlatives;
mod told;
mod toll;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::claim::{Extraction, LimitHit};
use crate::config::Config;
use crate::error::Error;
use crate::report::{Finding, Report, SCHEMA};
use crate::span::Offsets;
use crate::story;
use crate::terms::ArticleTerms;

pub use changes::Changes;
pub use config::FactConfig;
use told::{Verdicts, verdicts};

/// Extracts the claims of every article and holds them against each other.
///
/// Total: any articles give a report, which does not depend on their order. Of two articles with one id the
/// later is left out, and the report's `limits_hit` says so.
#[must_use]
pub fn reconcile(articles: &[Article], config: &Config) -> Report {
    report(articles.iter().map(|a| Read::of(a, config)).collect(), config)
}

/// Reconciles claims that were extracted before; an article without an extraction is read now.
///
/// # Errors
/// Where an extraction's article is not given, or a claim does not fit it.
pub fn reconcile_extracted(articles: &[Article], extractions: Vec<Extraction>, config: &Config) -> Result<Report, Error> {
    Ok(report(paired(articles, extractions, config)?, config))
}

/// Reconciles articles of one story that were parted before (see [`stories`](crate::stories)): as
/// [`reconcile_extracted`], which asks first which of the articles are of one story.
///
/// # Errors
/// Where an extraction's article is not given, or a claim does not fit it.
pub fn reconcile_story(articles: &[Article], extractions: Vec<Extraction>, config: &Config) -> Result<Report, Error> {
    let (found, twice) = each_once(paired(articles, extractions, config)?);
    let (claims, terms): (Vec<_>, Vec<_>) = found.into_iter().map(|r| ((r.article, r.claims), r.terms)).unzip();
    let members = claims.into_iter().zip(&terms).map(|((article, claims), terms)| (article, claims, terms));
    Ok(assembled(vec![verdicts(members.collect(), config)], &twice))
}

/// An article with its claims and terms.
struct Read<'a> {
    article: &'a Article,
    claims: Extraction,
    terms: ArticleTerms,
}

impl<'a> Read<'a> {
    fn of(article: &'a Article, config: &Config) -> Self {
        let (claims, terms) = ArticleTerms::extracted(article, config);
        Self { article, claims, terms }
    }

    /// With claims that were extracted before.
    fn with(article: &'a Article, claims: Extraction, config: &Config) -> Result<Self, Error> {
        let claims = fitted(claims, article)?;
        let terms = ArticleTerms::read(article, &claims.figures, config);
        Ok(Self { article, claims, terms })
    }
}

/// Each article with its claims.
fn paired<'a>(articles: &'a [Article], extractions: Vec<Extraction>, config: &Config) -> Result<Vec<Read<'a>>, Error> {
    let mut given: FxHashMap<String, Extraction> = extractions.into_iter().map(|e| (e.id.clone(), e)).collect();
    let mut found = Vec::with_capacity(articles.len());
    for article in articles {
        found.push(match given.remove(article.id()) {
            Some(claims) => Read::with(article, claims, config)?,
            None => Read::of(article, config),
        });
    }
    match given.keys().min() {
        Some(id) => Err(Error::input(format!("the extraction of {id:?} has no article"))),
        None => Ok(found),
    }
}

/// The articles in the order of their ids, and the ids of those that were left out.
fn each_once(mut found: Vec<Read<'_>>) -> (Vec<Read<'_>>, Vec<String>) {
    let mut seen = BTreeSet::new();
    let mut twice = Vec::new();
    found.retain(|read| {
        let new = seen.insert(read.article.id());
        if !new {
            twice.push(read.article.id().to_owned());
        }
        new
    });
    found.sort_by_key(|read| read.article.id());
    (found, twice)
}

fn report(found: Vec<Read<'_>>, config: &Config) -> Report {
    let (found, twice) = each_once(found);
    compared(found, &twice, config)
}

/// The report on articles of different ids, in the order of these.
fn compared(mut found: Vec<Read<'_>>, twice: &[String], config: &Config) -> Report {
    let terms: Vec<&ArticleTerms> = found.iter().map(|r| &r.terms).collect();
    let dates: Vec<_> = terms.iter().map(|t| t.day).collect();
    let stories = story::partition(&terms, &dates, config.story_settings());
    let parts = stories.into_iter().map(|story| {
        // A story's terms are given back with it.
        let terms: Vec<ArticleTerms> = story.iter().map(|n| std::mem::take(&mut found[*n].terms)).collect();
        let members = story.iter().zip(&terms).map(|(n, terms)| (found[*n].article, std::mem::take(&mut found[*n].claims), terms));
        verdicts(members.collect(), config)
    });
    assembled(parts.collect(), twice)
}

/// Holds articles against each other as they come.
///
/// Its report is that of [`reconcile`] over all its articles, in whatever order they came. A story is compared
/// anew only when its articles changed; which articles make a story is looked at anew each time a report or
/// the changes are asked for, in time that grows with the number of articles. Articles that no longer matter
/// can be taken out.
///
/// ```
/// use corroborate::{Article, Config, Reconciler};
///
/// let mut desk = Reconciler::new(Config::new());
/// desk.add(Article::new("herald", "The new quay in Port Ostrava cost $12 million, the harbour board said."));
/// desk.add(Article::new("courier", "The new quay in Port Ostrava cost $21 million, the mayor said."));
/// let changes = desk.changes();
/// assert!(changes.new.iter().any(|f| f.grade.is_conflict()));
/// assert!(desk.changes().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reconciler {
    config: Config,
    articles: BTreeMap<String, Known>,
    /// The ids of articles that were left out.
    twice: Vec<String>,
    /// How many articles were ever added.
    added: u64,
    stories: Vec<Settled>,
    /// Findings that were told of and whose story is no more.
    gone: Vec<Finding>,
}

/// An article as it was added.
#[derive(Clone, Debug)]
struct Known {
    article: Article,
    claims: Extraction,
    terms: ArticleTerms,
    number: u64,
}

/// A story as it was compared.
#[derive(Clone, Debug)]
struct Settled {
    /// The numbers of its articles.
    members: Vec<u64>,
    verdicts: Verdicts,
    /// Whether its findings were told of.
    told: bool,
}

impl Reconciler {
    /// A reconciler with these settings and no article yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// Reads one article more. False where an article of this id is there already: the new one is left out, and
    /// the report's `limits_hit` says so.
    pub fn add(&mut self, article: Article) -> bool {
        self.is_new(&article) && {
            let (claims, terms) = ArticleTerms::extracted(&article, &self.config);
            self.enter(article, claims, terms);
            true
        }
    }

    /// Adds one article more whose claims were extracted before.
    ///
    /// # Errors
    /// Where a claim does not fit the article.
    pub fn add_extracted(&mut self, article: Article, claims: Extraction) -> Result<bool, Error> {
        let claims = fitted(claims, &article)?;
        Ok(self.is_new(&article) && {
            let terms = ArticleTerms::read(&article, &claims.figures, &self.config);
            self.enter(article, claims, terms);
            true
        })
    }

    /// Whether there is no article of this one's id; where there is, this one is left out.
    fn is_new(&mut self, article: &Article) -> bool {
        let new = !self.articles.contains_key(article.id());
        if !new {
            self.twice.push(article.id().to_owned());
        }
        new
    }

    fn enter(&mut self, article: Article, claims: Extraction, terms: ArticleTerms) {
        self.added += 1;
        self.articles.insert(article.id().to_owned(), Known { article, claims, terms, number: self.added });
    }

    /// Takes an article out. False where there is none of this id.
    pub fn remove(&mut self, id: &str) -> bool {
        self.twice.retain(|t| t != id);
        self.articles.remove(id).is_some()
    }

    /// What all articles say, held against each other.
    pub fn report(&mut self) -> Report {
        self.settle();
        assembled(self.stories.iter().map(|s| s.verdicts.clone()).collect(), &self.twice)
    }

    /// The same, where no more is asked: nothing is kept, which takes less time and room.
    #[must_use]
    pub fn into_report(self) -> Report {
        let known = self.articles.into_values().map(|k| (k.article, (k.claims, k.terms)));
        let (articles, read): (Vec<Article>, Vec<_>) = known.unzip();
        let found = articles.iter().zip(read).map(|(article, (claims, terms))| Read { article, claims, terms });
        compared(found.collect(), &self.twice, &self.config)
    }

    /// The findings that are new, changed or gone since this was last asked.
    pub fn changes(&mut self) -> Changes {
        self.settle();
        let gone = std::mem::take(&mut self.gone);
        let mut new = Vec::new();
        for story in self.stories.iter_mut().filter(|s| !s.told) {
            story.told = true;
            new.extend(story.verdicts.findings.iter().cloned());
        }
        Changes::between(gone, new)
    }

    /// Parts the articles into stories, and compares those that were not there before.
    fn settle(&mut self) {
        let known: Vec<&Known> = self.articles.values().collect();
        let terms: Vec<&ArticleTerms> = known.iter().map(|k| &k.terms).collect();
        let dates: Vec<_> = known.iter().map(|k| k.terms.day).collect();
        let mut before: FxHashMap<Vec<u64>, Settled> = self.stories.drain(..).map(|s| (s.members.clone(), s)).collect();
        for story in story::partition(&terms, &dates, self.config.story_settings()) {
            let members: Vec<u64> = story.iter().map(|n| known[*n].number).collect();
            let settled = before.remove(&members).unwrap_or_else(|| {
                let articles = story.iter().map(|n| (&known[*n].article, known[*n].claims.clone(), &known[*n].terms));
                Settled { members, verdicts: verdicts(articles.collect(), &self.config), told: false }
            });
            self.stories.push(settled);
        }
        self.gone.extend(before.into_values().filter(|s| s.told).flat_map(|s| s.verdicts.findings));
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

/// The report of all stories; `twice` are the ids of articles that were left out.
fn assembled(stories: Vec<Verdicts>, twice: &[String]) -> Report {
    let mut report = Report { schema: SCHEMA, ..Report::default() };
    let mut twice: Vec<&String> = twice.iter().collect();
    twice.sort();
    report.limits_hit.extend(twice.into_iter().map(|id| LimitHit {
        limit: "one article an id".into(),
        article: Some(id.clone()),
        text: "another article of this id was left out".into(),
    }));
    // Room for all at once: lists of this size are not copied as they grow.
    let mut claims: Vec<Extraction> = Vec::with_capacity(stories.iter().map(|s| s.claims.len()).sum());
    report.articles.reserve_exact(stories.iter().map(|s| s.articles.len()).sum());
    report.findings.reserve_exact(stories.iter().map(|s| s.findings.len()).sum());
    for story in stories {
        report.articles.extend(story.articles);
        report.stories.push(story.story);
        report.origins.extend(story.origins);
        report.links.extend(story.links);
        report.speakers.extend(story.speakers);
        report.clusters.extend(story.clusters);
        report.findings.extend(story.findings);
        claims.extend(story.claims);
        report.limits_hit.extend(story.limits_hit);
    }
    report.articles.sort_by(|a, b| a.id.cmp(&b.id));
    report.origins.sort_by(|a, b| (a.articles.is_empty(), &a.articles, &a.id).cmp(&(b.articles.is_empty(), &b.articles, &b.id)));
    report.links.sort_by(|a, b| (&a.from, a.span, &a.to, a.kind).cmp(&(&b.from, b.span, &b.to, b.kind)));
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    report.quotes.reserve_exact(claims.iter().map(|c| c.quotes.len()).sum());
    report.figures.reserve_exact(claims.iter().map(|c| c.figures.len()).sum());
    report.assertions.reserve_exact(claims.iter().map(|c| c.assertions.len()).sum());
    for found in claims {
        report.quotes.extend(found.quotes);
        report.figures.extend(found.figures);
        report.assertions.extend(found.assertions);
        report.limits_hit.extend(found.limits_hit);
    }
    told::order(&mut report.findings);
    report
}
