//! The readings of one statement, each laid along the words of the fullest.

use maud::{Markup, html};

use super::super::outline::other;
use super::super::words::{counted, shortened};
use super::super::{Cluster, DifferenceKind, Finding, FindingKind, Reading};
use super::View;
use crate::span::Span;

/// Longest run of words that a reading leaves out and that is shown in full, in bytes.
const LEFT_OUT: usize = 90;

impl<'a> View<'a> {
    /// The readings of a finding on wording; none where the report has no collation of it.
    pub(super) fn readings(&self, finding: &'a Finding) -> Option<Markup> {
        let first = finding.values.first().filter(|_| finding.kind == FindingKind::QuoteWording)?;
        let cluster = self.report.clusters.iter().find(|c| c.readings.len() > 1 && c.members.contains(&first.claim))?;
        Some(self.collation(cluster))
    }

    pub(super) fn collation(&self, cluster: &'a Cluster) -> Markup {
        html! { ol.readings { @for reading in &cluster.readings { li { (self.reading(cluster, reading)) } } } }
    }

    fn reading(&self, cluster: &'a Cluster, reading: &'a Reading) -> Markup {
        let told: Vec<&String> = reading.members.iter().filter(|m| self.quotes.contains_key(&***m)).collect();
        html! {
            p.words { (self.along(cluster, reading)) }
            p.label {
                @for (n, id) in told.iter().enumerate() {
                    @if n > 0 { "; " }
                    @let quote = self.quotes[&***id];
                    (self.passage_link(id, &quote.article, self.label(&quote.article)))
                    @if let Some(p) = &quote.told_to { ", told " (p.text) }
                    @if let Some(p) = &quote.via { ", via " (p.text) }
                    (other(quote, cluster))
                }
            }
            @if !reading.differences.is_empty() {
                details.more {
                    summary {
                        (counted(reading.differences.len(), "difference", "differences"))
                        @if reading.differences.iter().any(|d| d.sense) { ", " strong { "the sense changes" } }
                    }
                    ul { @for d in &reading.differences { li { span.term { (kind(d.kind)) } " " (d.text) @if d.sense { strong { " – changes the sense" } } } } }
                }
            }
        }
    }

    /// The base's words, with what the reading leaves out and puts in.
    fn along(&self, cluster: &'a Cluster, reading: &'a Reading) -> Markup {
        let base = self.claims.get(&*cluster.representative).map(|c| c.1);
        let member = reading.members.first().and_then(|m| self.claims.get(&**m)).map(|c| c.1);
        let (Some(base), Some(member)) = (base, member) else { return html! {} };
        let field = |article: &str, field| self.texts.get(article).map(|a| a.field(field));
        let placed = reading.differences.iter().all(|d| d.base.is_some());
        let (Some(text), Some(other), true) = (field(base.article, base.field), field(member.article, member.field), placed) else {
            return html! { (member.text) };
        };
        if reading.differences.is_empty() {
            return html! { (member.text) };
        }
        let (mut at, mut parts) = (base.span.start, Vec::new());
        for d in &reading.differences {
            let place = d.base.unwrap_or_default();
            if place.start >= at && place.end <= base.span.end {
                parts.push((Span::new(at, place.start).slice(text), place.slice(text), d));
                at = place.end;
            }
        }
        html! {
            @for (same, was, d) in parts {
                (same)
                (change(was, d.span.map_or("", |s| s.slice(other)), d.kind == DifferenceKind::Marks, d.sense))
            }
            (Span::new(at, base.span.end).slice(text))
        }
    }
}

/// Words that a reading leaves out, and those that it puts in their place.
fn change(was: &str, is: &str, marks: bool, sense: bool) -> Markup {
    // Punctuation alone is no more than a hint.
    if marks {
        return html! { @if is.trim().is_empty() { (was) } @else { span.marks { (is) } } };
    }
    // Where the base has white space around a gap, the reading's words need their own.
    let before = if was.is_empty() && !is.is_empty() { "" } else { " " };
    html! {
        @if !was.is_empty() { del class=[sense.then_some("sense")] { span.sr { "left out: " } (middle(was)) span.sr { ";" } } }
        @if !is.is_empty() { @if !was.is_empty() { (before) } ins class=[sense.then_some("sense")] { span.sr { "put in: " } (is) span.sr { ";" } } @if was.is_empty() { " " } }
    }
}

/// The first and the last words of a long run.
fn middle(text: &str) -> String {
    if text.len() <= LEFT_OUT {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 9 {
        return shortened(text, LEFT_OUT);
    }
    format!("{} … {}", words[..4].join(" "), words[words.len() - 4..].join(" "))
}

const fn kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Marks => "marks",
        DifferenceKind::Spelling => "spelling",
        DifferenceKind::Cut => "cut",
        DifferenceKind::UnmarkedCut => "cut, unmarked",
        DifferenceKind::Insertion => "put in",
        DifferenceKind::Substitution => "other words",
        DifferenceKind::Order => "order",
        DifferenceKind::Number => "number",
        DifferenceKind::Negation => "negation",
    }
}
