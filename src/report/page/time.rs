//! What was said when.

use std::collections::BTreeMap;

use itertools::Itertools;
use maud::{Markup, html};

use super::super::words::counted;
use super::super::{ArticleEntry, Finding, FindingKind, Grade, Value};
use super::{View, stand_shape};

/// Values of one article that are shown at once.
const VALUES: usize = 6;

#[derive(Default)]
struct Day<'a> {
    /// The findings whose best supported date it is.
    events: Vec<usize>,
    articles: Vec<&'a ArticleEntry>,
}

impl<'a> View<'a> {
    pub(super) fn has_dates(&self) -> bool {
        !self.days().is_empty()
    }

    /// ISO dates sort as they stand; one whose year is open has no place.
    fn days(&self) -> BTreeMap<&'a str, Day<'a>> {
        let mut days: BTreeMap<&str, Day<'_>> = BTreeMap::new();
        for article in &self.report.articles {
            if let Some(date) = &article.published {
                days.entry(date).or_default().articles.push(article);
            }
        }
        for (n, finding) in self.findings.iter().enumerate().filter(|(_, f)| f.kind == FindingKind::Date) {
            let date = finding.consensus.as_ref().and_then(|c| c.value.as_deref());
            if let Some(date) = date.filter(|d| d.starts_with(|c: char| c.is_ascii_digit())) {
                days.entry(date).or_default().events.push(n);
            }
        }
        days
    }

    pub(super) fn time_line(&self) -> Markup {
        let days = self.days();
        let undated = self.report.articles.iter().filter(|a| a.published.is_none()).count();
        let told = self.moving();
        html! {
            @if !days.is_empty() {
                section #time aria-labelledby="h-time" {
                    h2 #h-time { "Time line" }
                    ol.days { @for (date, day) in &days {
                        li {
                            p.day { time datetime=(date) { (date.replacen('/', " to ", 1)) } }
                            @for n in &day.events { p.event { span.term { "The articles tell of" } " " a href={ "#f" (n) } { (self.findings[*n].what) } } }
                            @for article in &day.articles { (self.told_then(article, told.get(&*article.id).map_or(&[], |v| v))) }
                        }
                    } }
                    @if undated > 0 { p.n { (counted(undated, "article has", "articles have")) " no date." } }
                }
            }
        }
    }

    /// What each article says where the articles do not all say the same.
    fn moving(&self) -> BTreeMap<&'a str, Vec<(usize, &'a Value)>> {
        let moving = |f: &Finding| f.kind != FindingKind::QuoteWording && (f.grade.is_conflict() || f.grade == Grade::Superseded);
        let mut told: BTreeMap<&str, Vec<(usize, &Value)>> = BTreeMap::new();
        for (n, finding) in self.findings.iter().enumerate().filter(|(_, f)| moving(f)) {
            // A title and its text say one thing once.
            let values = finding.values.iter().unique_by(|v| (&*v.article, v.text.to_lowercase()));
            values.for_each(|v| told.entry(&v.article).or_default().push((n, v)));
        }
        told
    }

    fn told_then(&self, article: &'a ArticleEntry, values: &[(usize, &'a Value)]) -> Markup {
        html! {
            div.report {
                p { span.source { (article.source) } " " (self.article_link(&article.id, article.title.as_deref().unwrap_or("article"))) }
                @if !values.is_empty() {
                    ul { @for (n, value) in values.iter().take(VALUES) {
                        li { (stand_shape(value.stand)) strong { (self.value_in_brief(value)) } " " a.about href={ "#f" (n) } { (self.findings[*n].what) } }
                    } }
                    @if values.len() > VALUES { p.n { "and " (counted(values.len() - VALUES, "more value", "more values")) } }
                }
            }
        }
    }
}
