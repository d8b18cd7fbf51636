//! The articles side by side, with their claims marked.

use itertools::Itertools;
use maud::{Markup, html};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::ArticleEntry;
use super::super::words::{counted, grade_name, kind_name};
use super::{View, shape};
use crate::article::{Article, Field};
use crate::claim::QuoteForm;
use crate::span::Span;

/// A claim as it is marked in the text.
struct Mark {
    span: Span,
    /// The claim's number on the page.
    claim: usize,
    class: &'static str,
    /// The finding that it is a value of.
    finding: Option<usize>,
}

/// The marks of each article's fields.
type Marks<'a> = FxHashMap<(&'a str, bool), Vec<Mark>>;

impl<'a> View<'a> {
    pub(super) fn articles(&self) -> Markup {
        let shown: Vec<(usize, &ArticleEntry, &Article)> =
            self.report.articles.iter().enumerate().filter_map(|(n, a)| Some((n, a, *self.texts.get(&*a.id)?))).collect();
        let marks = self.marks();
        html! {
            @if !shown.is_empty() {
                section #articles aria-labelledby="h-articles" {
                    h2 #h-articles { "Articles" }
                    ul.legend-row {
                        li { span.q { "words quoted" } }
                        li { span.n { "a figure or date" } }
                        li { span.claim { "a value of a finding" sup { "1" } } }
                    }
                    div.articles { @for (n, entry, article) in shown { (self.article(n, entry, article, &marks)) } }
                }
            }
        }
    }

    fn marks(&self) -> Marks<'a> {
        let r = self.report;
        let mut marks: Marks<'_> = FxHashMap::default();
        let terms = |id: &str| self.quotes.get(id).is_some_and(|q| q.form == QuoteForm::Term);
        let quotes: FxHashMap<&str, ()> = r.quotes.iter().map(|q| (&*q.id, ())).collect();
        // What stands beside a finding is linked from there.
        let beside: FxHashSet<&str> =
            r.findings.iter().flat_map(|f| f.related.iter().chain(f.turned_down.iter().map(|t| &t.claim))).map(|id| &**id).collect();
        for (id, (claim, place)) in &self.claims {
            let finding = self.finding_of.get(id).copied();
            let class = if place.figure.is_some() {
                "n"
            } else if quotes.contains_key(id) && !terms(id) {
                "q"
            } else if finding.is_some() || beside.contains(id) || self.quotes.contains_key(id) && !terms(id) {
                ""
            } else {
                continue;
            };
            let words = self.texts.get(place.article).and_then(|a| a.field(place.field).get(place.span.start..place.span.end));
            let Some(words) = words.filter(|w| !w.trim().is_empty()) else { continue };
            // Between two paragraphs nothing can be marked.
            let start = place.span.end - words.trim_start().len();
            let mark = Mark { span: Span::new(start, place.span.end), claim: *claim, class, finding };
            marks.entry((place.article, place.field == Field::Title)).or_default().push(mark);
        }
        marks.values_mut().for_each(|m| m.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.claim)));
        marks
    }

    fn article(&self, n: usize, entry: &'a ArticleEntry, article: &Article, marks: &Marks<'a>) -> Markup {
        let of = |title: bool| marks.get(&(&*entry.id, title)).map_or(&[][..], |m| m);
        let findings = of(true).iter().chain(of(false)).filter_map(|m| m.finding).sorted_unstable().dedup().collect_vec();
        html! {
            article.text #{ "a" (n) } tabindex="-1" aria-labelledby={ "ah" (n) } data-source=(self.source_of[&*entry.id]) {
                header {
                    p.label { (self.label(&entry.id)) }
                    h3 #{ "ah" (n) } { @if article.title_text().is_some() { (self.marked(article.field(Field::Title), of(true))) } @else { (entry.source) } }
                    p.n {
                        (counted(findings.len(), "finding", "findings"))
                        @if let Some(url) = entry.url.as_deref().filter(|u| is_web(u)) { " · " a.out href=(url) rel="noreferrer external" { "original" } }
                    }
                }
                div.body tabindex="0" role="region" aria-labelledby={ "ah" (n) } {
                    (self.marked(article.text(), of(false)))
                }
            }
        }
    }

    /// The text in paragraphs, its claims marked; a value of a finding is a link to it.
    fn marked(&self, text: &str, marks: &[Mark]) -> Markup {
        let mut at = 0;
        let paragraphs = text.split('\n').map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            span
        });
        let paragraphs: Vec<Span> = paragraphs.filter(|p| !p.slice(text).trim().is_empty()).collect();
        let marks = Row::of(marks.iter().collect());
        html! {
            @for p in &paragraphs {
                @let inside = marks.over(*p);
                @if paragraphs.len() == 1 && !text.contains('\n') { (self.line(text, *p, &inside)) } @else { p { (self.line(text, *p, &inside)) } }
            }
        }
    }

    fn line(&self, text: &str, line: Span, marks: &[&Mark]) -> Markup {
        let ends = marks.iter().flat_map(|m| [m.span.start, m.span.end]).filter(|at| *at > line.start && *at < line.end);
        let cuts: Vec<usize> = ends.chain([line.start, line.end]).sorted_unstable().dedup().collect();
        let marks = Row::of(marks.to_vec());
        html! {
            @for (start, end) in cuts.iter().tuple_windows() {
                @let part = Span::new(*start, *end);
                @let over = marks.over(part);
                (self.part(text, part, &over, line))
            }
        }
    }

    /// Words that the same marks cover; the narrowest value is the link.
    fn part(&self, text: &str, part: Span, over: &[&Mark], line: Span) -> Markup {
        let words = part.slice(text);
        if over.is_empty() {
            return maud::html! { (words) };
        }
        let begins = |m: &&&Mark| m.span.start == part.start;
        let value = over.iter().filter(|m| m.finding.is_some()).min_by_key(|m| (m.span.len(), m.claim));
        let named = value.filter(begins).or_else(|| over.iter().find(begins));
        let others: Vec<usize> = over.iter().filter(begins).map(|m| m.claim).filter(|c| named.is_none_or(|n| n.claim != *c)).collect();
        let id = named.map(|m| format!("p{}", m.claim));
        let classes = over.iter().map(|m| m.class).filter(|c| !c.is_empty()).unique().join(" ");
        html! {
            @for claim in others { span #{ "p" (claim) } {} }
            @if let Some((n, ends)) = value.and_then(|m| Some((m.finding?, m.span.end.min(line.end) == part.end))) {
                @let finding = self.findings[n];
                a.claim.{ (classes) " g-" (grade_name(finding.grade)) } id=[id] href={ "#f" (n) } title={ (grade_name(finding.grade)) " " (kind_name(finding.kind)) ": " (finding.what) } {
                    (words)
                    @if ends { sup { (shape(finding.grade)) span.sr { "finding " } (n + 1) } }
                }
            } @else { span.{ (classes) } id=[id] { (words) } }
        }
    }
}

/// Marks in the order of their beginnings, to be asked for by place without looking at all of them.
struct Row<'m> {
    marks: Vec<&'m Mark>,
    /// Where each mark ends, or one before it that ends later.
    reach: Vec<usize>,
}

impl<'m> Row<'m> {
    fn of(marks: Vec<&'m Mark>) -> Self {
        let mut reach: Vec<usize> = marks.iter().map(|m| m.span.end).collect();
        (1..reach.len()).for_each(|n| reach[n] = reach[n].max(reach[n - 1]));
        Self { marks, reach }
    }

    /// Those that share a position with the passage.
    fn over(&self, span: Span) -> Vec<&'m Mark> {
        let until = self.marks.partition_point(|m| m.span.start < span.end);
        let from = self.reach.partition_point(|reach| *reach <= span.start).min(until);
        self.marks[from..until].iter().copied().filter(|m| m.span.overlaps(span)).collect()
    }
}

/// Whether an address leads to a page of the web and nowhere else.
fn is_web(url: &str) -> bool {
    let scheme = |s: &str| url.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s));
    (scheme("https://") || scheme("http://")) && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        for url in ["https://harbour.example/1", "HTTP://echo.example"] {
            assert!(is_web(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "https:javascript",
            " https://a.example",
            "https://a\n.example",
            "data:text/html,x",
            "file:///etc",
            "//a",
            "",
        ] {
            assert!(!is_web(url), "{url}");
        }
    }
}
