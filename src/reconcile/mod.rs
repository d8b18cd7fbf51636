//! From several articles' claims to a report.

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::claim::Extraction;
use crate::config::Config;
use crate::error::Error;
use crate::extract::extract;
use crate::report::{ArticleEntry, Report, SCHEMA};
use crate::span::Offsets;

/// Holds several articles against each other.
///
/// The report does not depend on the order of the articles.
#[derive(Clone, Debug, Default)]
pub struct Reconciler {
    config: Config,
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
        self.report(articles, articles.iter().map(|a| extract(a, &self.config)).collect())
    }

    /// Reconciles claims that were extracted before; an article without an extraction is read now.
    ///
    /// # Errors
    /// Where an extraction's article is not given, or a span does not fit it.
    pub fn reconcile_extracted(&self, articles: &[Article], extractions: Vec<Extraction>) -> Result<Report, Error> {
        let mut given: FxHashMap<String, Extraction> = extractions.into_iter().map(|e| (e.id.clone(), e)).collect();
        let mut found = Vec::with_capacity(articles.len());
        for article in articles {
            let Some(mut extraction) = given.remove(article.id()) else {
                found.push(extract(article, &self.config));
                continue;
            };
            extraction.convert(article, Offsets::Bytes);
            if let Some(claim) = extraction.misfit(article) {
                return Err(Error::input(format!("the claim {claim:?} does not fit the article {:?}", article.id())));
            }
            found.push(extraction);
        }
        if let Some(id) = given.keys().min() {
            return Err(Error::input(format!("the extraction of {id:?} has no article")));
        }
        Ok(self.report(articles, found))
    }

    fn report(&self, articles: &[Article], found: Vec<Extraction>) -> Report {
        let mut report = Report { schema: SCHEMA, ..Report::default() };
        for (article, claims) in articles.iter().zip(found) {
            report.articles.push(ArticleEntry {
                id: article.id().to_owned(),
                source: article.source_name().to_owned(),
                published: article.date().map(|d| d.to_string()),
                title: article.title_text().map(str::to_owned),
                url: article.address().map(str::to_owned),
                story: None,
                origin: None,
            });
            report.quotes.extend(claims.quotes);
            report.figures.extend(claims.figures);
            report.assertions.extend(claims.assertions);
            report.limits_hit.extend(claims.limits_hit);
        }
        report
    }
}
