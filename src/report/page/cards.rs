//! The findings as cards.

use itertools::Itertools;
use maud::{Markup, html};

use super::super::outline::{by_value, dated, reasons, supported};
use super::super::words::{around, counted, grade_name, kind_name, shortened};
use super::super::{Finding, FindingKind, Grade, Value};
use super::{Stand, View, grade, stand_shape};
use crate::article::Field;
use crate::span::Span;

/// Reasons that are shown; the others stand behind the fold.
const REASONS: usize = 3;
/// Passages of one value that are shown; the others stand behind the fold.
const PASSAGES: usize = 3;
/// Sources that are named where passages are folded.
const NAMES: usize = 6;
/// The longest value in a card's heading line, in bytes.
const SHORT: usize = 60;

impl<'a> View<'a> {
    pub(super) fn findings(&self) -> Markup {
        let parts = [
            ("conflicts", "Conflicts", Grade::is_conflict as fn(Grade) -> bool),
            ("alone", "From one source alone", |g| g == Grade::Uncorroborated),
            ("agreements", "Agreements", Grade::is_agreement),
        ];
        let drawn = self.findings.iter().any(|f| self.scale(f).is_some());
        html! {
            section #findings aria-labelledby="h-findings" {
                h2 #h-findings { "Findings" }
                @if self.findings.is_empty() { p.none { "No two articles have a value in common, and no figure stands out." } }
                @if drawn { (legend()) }
                @for (id, title, of) in parts {
                    @let cards: Vec<_> = self.findings.iter().enumerate().filter(|(_, f)| of(f.grade)).collect();
                    @if !cards.is_empty() {
                        div.part.{ "part-" (id) } {
                            h3 #(id) { (title) " " span.n { (cards.len()) } }
                            @for (n, finding) in cards { (self.card(n, finding)) }
                        }
                    }
                }
                p.none #nothing hidden { "No finding fits the filters." }
            }
        }
    }

    fn card(&self, n: usize, finding: &'a Finding) -> Markup {
        let full = !finding.grade.is_agreement();
        html! {
            article.card.{ "c-" (grade_name(finding.grade)) } #{ "f" (n) } tabindex="-1" aria-labelledby={ "t" (n) }
                data-id=(finding.id) data-grade=(grade_name(finding.grade)) data-kind=(kind_name(finding.kind)) data-source=(self.source_numbers(finding)) {
                header {
                    p.kicker { span.no { (n + 1) } (grade(finding.grade)) span.kind { (kind_name(finding.kind)) } }
                    h4 #{ "t" (n) } { a href={ "#f" (n) } { (finding.what) } }
                }
                @if let Some(scale) = self.scale(finding) { (scale.draw(n)) }
                @let readings = self.readings(finding);
                @if let Some(readings) = &readings { (readings) }
                @if let Some((value, origins)) = supported(finding) {
                    p.best { span.term { "Best supported" } " " strong { (value) } " " span.n { "by " (counted(origins, "origin", "origins")) } }
                }
                (self.why(finding))
                @if full && readings.is_none() {
                    (self.values(finding))
                } @else {
                    details.passages { summary { (counted(finding.values.len(), "passage", "passages")) ": " (self.names(finding)) } (self.values(finding)) }
                }
                (self.beside(finding))
            }
        }
    }

    fn values(&self, finding: &'a Finding) -> Markup {
        html! {
            ul.values { @for values in by_value(finding) {
                @let stand = values.iter().map(|v| v.stand).max().unwrap_or(Stand::Differs);
                li {
                    @if finding.kind != FindingKind::QuoteWording && values[0].text.len() <= SHORT {
                        p.value {
                            strong { (values[0].text) }
                            @if finding.grade.is_conflict() && supported(finding).is_some() {
                                " " span.stand { (stand_shape(stand)) @if stand == Stand::Agrees { "best supported" } @else { "differs" } }
                            }
                        }
                    }
                    @let (first, more) = values.split_at(values.len().min(PASSAGES));
                    ul.told { @for value in first { li { (self.value(finding, value)) } } }
                    @if !more.is_empty() {
                        details.further { summary { (counted(more.len(), "more passage", "more passages")) } ul.told { @for value in more { li { (self.value(finding, value)) } } } }
                    }
                }
            } }
        }
    }

    fn value(&self, finding: &'a Finding, value: &'a Value) -> Markup {
        let note = dated(finding.kind, &value.normalised, &value.text);
        self.claim(&value.claim, &value.article, value.field, value.span, &value.text, note)
    }

    /// A claim with its source, its date and the words around it.
    pub(super) fn claim(&self, claim: &str, article: &'a str, field: Field, span: Span, text: &str, note: Option<&str>) -> Markup {
        let passage = self.texts.get(article).and_then(|a| around(a.field(field), span));
        html! {
            p.label { (self.label(article)) @if field == Field::Title { ", title" } @if let Some(note) = note { " " span.note { "(" (note) ")" } } }
            blockquote {
                @match &passage {
                    Some([before, value, after]) => { (before) (self.passage_link(claim, article, html! { mark { (value) } })) (after) }
                    None => (self.passage_link(claim, article, html! { mark { (text) } })),
                }
            }
        }
    }

    /// The sources that have a value, the first few by name.
    fn names(&self, finding: &'a Finding) -> String {
        let names: Vec<&str> = finding.values.iter().map(|v| self.source(&v.article)).unique().collect();
        let more = names.len().saturating_sub(NAMES);
        format!("{}{}", names[..names.len() - more].join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    }

    fn why(&self, finding: &Finding) -> Markup {
        let all: Vec<&str> = reasons(finding).collect();
        let (first, more) = all.split_at(all.len().min(REASONS));
        html! {
            @if !all.is_empty() {
                div.why {
                    span.term { "Why" }
                    @if let [one] = &all[..] { p { (one) "." } } @else { ul { @for reason in first { li { (reason) "." } } } }
                }
                @if !more.is_empty() {
                    details.more { summary { (counted(more.len(), "more reason", "more reasons")) } ul { @for reason in more { li { (reason) "." } } } }
                }
            }
        }
    }

    /// Near misses, and how the values came to be compared.
    fn beside(&self, finding: &'a Finding) -> Markup {
        let alignment: Vec<_> = finding.reasons.iter().filter(|r| r.rule == "alignment").collect();
        let near = |id: &String| finding.turned_down.iter().find(|t| t.claim == *id).map(|t| &*t.reason);
        let known = |id: &&String| self.claims.contains_key(&***id);
        let related: Vec<&String> = finding.related.iter().filter(known).collect();
        let others: Vec<&String> =
            finding.turned_down.iter().map(|t| &t.claim).filter(|id| !finding.related.contains(id)).filter(known).collect();
        html! {
            @if !related.is_empty() || !others.is_empty() {
                details.near {
                    summary { "Near, and not compared: " (counted(related.len() + others.len(), "claim", "claims")) }
                    ul.told { @for id in related.iter().chain(&others) {
                        @let place = self.claims[&***id].1;
                        li { (self.claim(id, place.article, place.field, place.span, place.text, near(id))) }
                    } }
                }
            }
            @if !alignment.is_empty() {
                details.more {
                    summary { "Why these are held to be one data item" }
                    ul { @for reason in alignment { li { (reason.text) } } }
                }
            }
        }
    }

    /// A value in few words, as a link to its passage.
    pub(super) fn value_in_brief(&self, value: &Value) -> Markup {
        self.passage_link(&value.claim, &value.article, html! { (shortened(&value.text, SHORT)) })
    }
}

/// How to read a scale.
fn legend() -> Markup {
    html! {
        details.legend {
            summary { "How to read the scales" }
            ul {
                li { svg.key width="44" height="16" aria-hidden="true" { rect.fine x="12" y="5" width="20" height="6" {} circle.point cx="22" cy="8" r="5" {} } "a value, as wide as its last written digit leaves it open" }
                li { svg.key width="44" height="16" aria-hidden="true" { rect.coarse x="2" y="3" width="40" height="10" {} } "how far it reaches if its trailing zeros are rounding" }
                li { svg.key width="44" height="16" aria-hidden="true" { line.open x1="8" y1="8" x2="34" y2="8" {} path.tip d="M33 3l8 5-8 5z" {} circle.end cx="8" cy="8" r="4" {} } "a bound: it or more, it or less" }
                li { svg.key width="44" height="16" aria-hidden="true" { rect.best x="14" y="0" width="16" height="16" {} } "the value best supported" }
            }
        }
    }
}
