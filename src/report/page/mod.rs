//! A report as one page for a browser: no request leaves it, and it reads without its script.

mod articles;
mod cards;
mod head;
mod scale;
mod sources;
mod statements;
mod time;
mod wording;

use itertools::Itertools;
use maud::{DOCTYPE, Markup, html};
use rustc_hash::FxHashMap;

use super::outline::{Layout, by_id};
use super::words::{grade_name, is_unsafe, stand_name};
use super::{Finding, Grade, Report, Stand};
use crate::article::{Article, Field};
use crate::claim::{Figure, Quote};
use crate::span::Span;

impl Report {
    /// The report as one HTML page, in the order of [`Report::text`]: findings with drawn scales and aligned
    /// wordings, who said what, the sources, a time line, and the articles with their claims marked.
    ///
    /// Articles' words are escaped wherever they stand, only `http` and `https` addresses become links, and
    /// the page's content security policy forbids every request and every script but its own. The page is
    /// about three times as long as the articles and their findings.
    ///
    /// ```
    /// use corroborate::{Article, Config, Layout, reconcile};
    /// let articles = [Article::new("a", "The bridge <b>cost</b> $4 million.")];
    /// let page = reconcile(&articles, &Config::new()).html(&Layout::new(&articles));
    /// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("&lt;b&gt;"));
    /// ```
    #[must_use]
    pub fn html(&self, layout: &Layout<'_>) -> String {
        let report = self.in_bytes(layout.articles);
        let view = View::new(&report, layout);
        let mut page = view.document().into_string();
        // What turns the direction of writing, and codes for other machines, show nowhere.
        page.retain(|c| c == '\n' || c == '\t' || !is_unsafe(c));
        page
    }
}

/// More articles than this, and what is out of sight is laid out when it is scrolled to.
const LONG: usize = 40;

/// A claim's place.
#[derive(Clone, Copy)]
struct Place<'a> {
    article: &'a str,
    field: Field,
    span: Span,
    text: &'a str,
    figure: Option<&'a Figure>,
}

/// A report with what is looked up in it again and again.
struct View<'a> {
    report: &'a Report,
    statements: bool,
    texts: FxHashMap<&'a str, &'a Article>,
    /// Each article's number on the page.
    numbers: FxHashMap<&'a str, usize>,
    /// Each source's number on the page, and their names.
    source_of: FxHashMap<&'a str, usize>,
    sources: Vec<&'a str>,
    quotes: FxHashMap<&'a str, &'a Quote>,
    /// Claims by their ids, each with its number on the page.
    claims: FxHashMap<&'a str, (usize, Place<'a>)>,
    /// As they are shown: conflicts, what one source alone has, agreements.
    findings: Vec<&'a Finding>,
    /// The finding that has a claim as a value.
    finding_of: FxHashMap<&'a str, usize>,
}

impl<'a> View<'a> {
    fn new(report: &'a Report, layout: &Layout<'a>) -> Self {
        let texts: FxHashMap<&str, &Article> = layout.articles.iter().map(|a| (a.id(), a)).collect();
        let sources: Vec<&str> = report.articles.iter().map(|a| &*a.source).unique().collect();
        let source: FxHashMap<&str, usize> = sources.iter().enumerate().map(|(n, s)| (*s, n)).collect();
        let source_of = report.articles.iter().map(|a| (&*a.id, source[&*a.source])).collect();
        let findings: Vec<&Finding> = report.conflicts().chain(report.uncorroborated()).chain(report.agreements()).collect();
        let mut finding_of = FxHashMap::default();
        for (n, finding) in findings.iter().enumerate() {
            for value in &finding.values {
                finding_of.entry(&*value.claim).or_insert(n);
            }
        }
        let mut view = Self {
            report,
            statements: layout.statements,
            numbers: report.articles.iter().enumerate().map(|(n, a)| (&*a.id, n)).collect(),
            source_of,
            sources,
            quotes: by_id(&report.quotes),
            claims: FxHashMap::default(),
            findings,
            finding_of,
            texts,
        };
        view.number_claims();
        view
    }

    fn number_claims(&mut self) {
        let r = self.report;
        let mut put = |id: &'a str, article: &'a str, field: Field, span: Span, text: &'a str, figure: Option<&'a Figure>| {
            let n = self.claims.len();
            self.claims.entry(id).or_insert((n, Place { article, field, span, text, figure }));
        };
        for q in &r.quotes {
            put(&q.id, &q.article, q.field, q.span, &q.text, None);
            let whole = self.texts.get(&*q.article).map_or("", |a| a.field(q.field));
            q.pieces.iter().for_each(|p| put(&p.id, &q.article, q.field, p.span, p.span.slice(whole), None));
        }
        r.figures.iter().for_each(|f| put(&f.id, &f.article, f.field, f.span, &f.text, Some(f)));
        r.assertions.iter().for_each(|a| put(&a.id, &a.article, a.field, a.span, &a.text, None));
        // A value may have a claim that the report does not list.
        r.findings.iter().flat_map(|f| &f.values).for_each(|v| put(&v.claim, &v.article, v.field, v.span, &v.text, None));
    }

    fn document(&self) -> Markup {
        let r = self.report;
        html! {
            (DOCTYPE)
            html lang="en" {
                (self.head())
                body class=[(r.articles.len() > LONG).then_some("long")] {
                    a.skip href="#findings" { "Skip to the findings" }
                    (head::shapes())
                    (self.banner())
                    main {
                        (self.findings())
                        @if self.statements && !r.articles.is_empty() {
                            (self.who_said_what())
                            (self.matrix())
                            (self.origins())
                            (self.time_line())
                        }
                        (self.articles())
                        (self.limits())
                    }
                    footer { "Every value is shown with the words of its article. What is not here was not found; nothing is held against the world." }
                    (head::script())
                }
            }
        }
    }

    /// The articles' own words for a value, as a link to where they stand; as they are where the article is not at hand.
    fn passage_link(&self, claim: &str, article: &str, words: Markup) -> Markup {
        match self.claims.get(claim) {
            Some((n, place)) if place.article == article && self.has_text(article) => html! { a.to-passage href={ "#p" (n) } { (words) } },
            _ => words,
        }
    }

    fn has_text(&self, article: &str) -> bool {
        self.texts.contains_key(article) && self.numbers.contains_key(article)
    }

    fn article_link(&self, article: &str, words: &str) -> Markup {
        match self.numbers.get(article) {
            Some(n) if self.has_text(article) => html! { a href={ "#a" (n) } { (words) } },
            _ => html! { (words) },
        }
    }

    fn source(&self, article: &'a str) -> &'a str {
        self.numbers.get(article).map_or(article, |n| &self.report.articles[*n].source)
    }

    fn published(&self, article: &str) -> Option<&'a str> {
        self.report.articles[*self.numbers.get(article)?].published.as_deref()
    }

    /// The source, and the date.
    fn label(&self, article: &'a str) -> Markup {
        html! {
            span.source { (self.source(article)) }
            @if let Some(date) = self.published(article) { " " time.date datetime=(date) { (date) } }
        }
    }

    /// The numbers of the sources of a finding, for the filter.
    fn source_numbers(&self, finding: &Finding) -> String {
        finding.values.iter().filter_map(|v| self.source_of.get(&*v.article)).sorted_unstable().dedup().join(" ")
    }

    fn limits(&self) -> Markup {
        let hit = &self.report.limits_hit;
        html! {
            @if !hit.is_empty() {
                section #limits aria-labelledby="h-limits" {
                    h2 #h-limits { "Not read in full" }
                    ul { @for limit in hit {
                        li { @if let Some(article) = &limit.article { (article) ": " } (limit.text) " (" (limit.limit) ")" }
                    } }
                }
            }
        }
    }
}

/// A grade as a shape, a colour and a word.
fn grade(grade: Grade) -> Markup {
    html! { span.grade.{ "g-" (grade_name(grade)) } { (shape(grade)) (grade_name(grade)) } }
}

fn shape(grade: Grade) -> Markup {
    let shape = match grade {
        Grade::Contradictory => "#s-cross",
        Grade::Discrepant => "#s-diamond",
        Grade::Uncorroborated => "#s-ring",
        Grade::Superseded => "#s-arrow",
        _ => "#s-disc",
    };
    html! { svg.shape viewBox="0 0 16 16" aria-hidden="true" { use href=(shape) {} } }
}

fn stand_shape(stand: Stand) -> Markup {
    let shape = match stand {
        Stand::Differs => "#s-diamond",
        Stand::Replaced => "#s-arrow",
        Stand::Alone => "#s-ring",
        Stand::Agrees => "#s-disc",
    };
    html! { svg.shape.{ "st-" (stand_name(stand)) } viewBox="0 0 16 16" aria-hidden="true" { use href=(shape) {} } }
}
