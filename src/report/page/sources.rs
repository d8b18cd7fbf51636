//! The sources against the data items, and who owes whom.

use std::collections::BTreeMap;

use itertools::Itertools;
use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::super::outline::independent;
use super::super::words::{counted, grade_name, kind_name, link_name, shortened, stand_name};
use super::super::{Finding, LinkKind, Stand, Value};
use super::{View, shape, stand_shape};

/// Most sources of one matrix; those with the most values come first.
const COLUMNS: usize = 24;
/// Most sources whose values are written out in the cells.
const WRITTEN: usize = 8;
/// The longest value in a cell, in bytes.
const CELL: usize = 28;
/// The height of a line of the drawing, and the most that an arc stands out, in pixels.
const LINE: usize = 36;
const REACH: usize = 150;

impl<'a> View<'a> {
    pub(super) fn matrix(&self) -> Markup {
        // One matrix for each story.
        let mut stories: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, finding) in self.findings.iter().enumerate() {
            let article = finding.values.first().and_then(|v| self.numbers.get(&*v.article));
            let story = article.and_then(|a| self.report.articles[*a].story.as_deref()).unwrap_or("");
            stories.entry(story).or_default().push(n);
        }
        let single = stories.len() == 1;
        // In the order of the findings, the gravest first.
        let stories: Vec<_> = stories.into_iter().sorted_by_key(|(_, findings)| findings[0]).collect();
        html! {
            @if self.report.articles.len() > 1 && !stories.is_empty() {
                section #matrix aria-labelledby="h-matrix" {
                    h2 #h-matrix { "Sources by data items" }
                    ul.legend-row {
                        @for (stand, text) in [(Stand::Agrees, "agrees"), (Stand::Differs, "differs"), (Stand::Replaced, "replaced since"), (Stand::Alone, "alone has it")] { li { (stand_shape(stand)) (text) } }
                        li { span.silent { "–" } "silent" }
                    }
                    @for (story, findings) in &stories {
                        @let terms = self.report.stories.iter().find(|s| s.id == *story).map(|s| s.terms.iter().take(5).join(", "));
                        @let name = if single { "All sources".to_owned() } else { terms.filter(|t| !t.is_empty()).unwrap_or_else(|| (*story).to_owned()) };
                        (self.story(story, &name, findings))
                    }
                }
            }
        }
    }

    fn story(&self, story: &str, name: &str, findings: &[usize]) -> Markup {
        let mut columns: Vec<usize> = self
            .report
            .articles
            .iter()
            .filter(|a| a.story.as_deref().unwrap_or("") == story)
            .map(|a| self.source_of[&*a.id])
            .sorted_unstable()
            .dedup()
            .collect();
        let rows: Vec<(usize, FxHashMap<usize, Vec<&Value>>)> = findings.iter().map(|n| (*n, self.cells(self.findings[*n]))).collect();
        let left_out = columns.len().saturating_sub(COLUMNS);
        if left_out > 0 {
            let has = |c: &usize| rows.iter().filter(|(_, cells)| cells.contains_key(c)).count();
            columns.sort_by_key(|c| (std::cmp::Reverse(has(c)), *c));
            columns.truncate(COLUMNS);
            columns.sort_unstable();
        }
        let written = columns.len() <= WRITTEN;
        html! {
            div.scroll tabindex="0" role="region" aria-label={ "Sources by data items: " (name) } {
                table.matrix.wide[!written] {
                    caption { (name) }
                    thead { tr { th scope="col" { "Data item" } @for c in &columns { th scope="col" { span.head { (self.sources[*c]) } } } } }
                    tbody { @for (n, cells) in &rows {
                        @let finding = self.findings[*n];
                        tr data-of={ "f" (n) } {
                            th scope="row" { (shape(finding.grade)) span.sr { (grade_name(finding.grade)) " " } a href={ "#f" (n) } { (finding.what) } " " span.kind { (kind_name(finding.kind)) } }
                            @for c in &columns { (self.cell(cells.get(c).map_or(&[], |v| v), written)) }
                        }
                    } }
                }
            }
            @if left_out > 0 { p.n { (counted(left_out, "source", "sources")) " with fewer values left out" } }
        }
    }

    fn cells(&self, finding: &'a Finding) -> FxHashMap<usize, Vec<&'a Value>> {
        finding.values.iter().filter_map(|v| Some((*self.source_of.get(&*v.article)?, v))).fold(
            FxHashMap::default(),
            |mut cells, (c, v)| {
                cells.entry(c).or_insert_with(Vec::new).push(v);
                cells
            },
        )
    }

    fn cell(&self, values: &[&Value], written: bool) -> Markup {
        let Some(stand) = values.iter().map(|v| v.stand).min() else {
            return html! { td.silent { span aria-hidden="true" { "–" } span.sr { "silent" } } };
        };
        html! {
            td.{ "st-" (stand_name(stand)) } {
                (stand_shape(stand)) span.sr { (stand_name(stand)) " " }
                @if written { (self.passage_link(&values[0].claim, &values[0].article, html! { (shortened(&values[0].text, CELL)) })) }
                @if written && values.len() > 1 { span.n { " +" (values.len() - 1) } }
            }
        }
    }

    /// Who reprints, cites or credits whom, as arcs beside a list of the articles.
    pub(super) fn origins(&self) -> Markup {
        let r = self.report;
        if r.articles.len() < 2 {
            return html! {};
        }
        let owed: BTreeMap<(&str, &str, LinkKind), Vec<Option<&str>>> =
            r.links.iter().map(|l| ((&*l.from, &*l.to, l.kind), l.text.as_deref())).into_group_map().into_iter().collect();
        let linked = |id: &str| owed.keys().any(|(from, to, _)| *from == id || *to == id);
        let mut lines: Vec<(Option<usize>, &str)> = Vec::new();
        for (n, origin) in r.origins.iter().enumerate().filter(|(_, o)| o.articles.len() > 1 || o.articles.iter().any(|a| linked(a))) {
            lines.extend(origin.articles.iter().map(|a| (Some(n), &**a)));
        }
        let outside =
            owed.keys().flat_map(|k| [k.0, k.1]).filter(|id| !lines.iter().any(|l| l.1 == *id)).sorted_unstable().dedup().collect_vec();
        lines.extend(outside.into_iter().map(|id| (None, id)));
        let row: FxHashMap<&str, usize> = lines.iter().enumerate().map(|(n, l)| (l.1, n)).collect();
        html! {
            section #origins aria-labelledby="h-origins" {
                h2 #h-origins { "Origins" }
                p { (counted(r.articles.len(), "article", "articles")) ", " (counted(independent(r), "independent origin", "independent origins")) "." @if lines.is_empty() { " None is known to reprint, cite or credit another." } }
                @if !lines.is_empty() {
                    ul.legend-row aria-hidden="true" {
                        @for kind in owed.keys().map(|k| k.2).sorted_unstable().dedup() { li { svg.key width="36" height="12" { line.arc.{ "l-" (link_name(kind)) } x1="2" y1="6" x2="30" y2="6" {} } (link_name(kind)) } }
                        @if lines.iter().any(|l| l.0.is_some()) { li { svg.key width="12" height="16" { line.bracket x1="6" y1="0" x2="6" y2="16" {} } "one origin" } }
                    }
                    div.graph {
                        ol { @for (origin, id) in &lines {
                            li class=[origin.is_none().then_some("outside")] { @if self.numbers.contains_key(id) { (self.article_link(id, self.source(id))) @if let Some(date) = self.published(id) { " " span.date { (date) } } } @else { (id) } }
                        } }
                        (arcs(&lines, &row, &owed))
                    }
                    ul.links { @for ((from, to, kind), texts) in &owed {
                        li { (self.source(from)) " " (link_name(*kind)) " " (self.source(to)) @if let Some(text) = texts.iter().flatten().next() { ": “" (shortened(text, 160)) "”" } }
                    } }
                    @for origin in r.origins.iter().filter(|o| o.articles.len() > 1 && !o.reasons.is_empty()) {
                        p.why-one { span.term { "One origin" } " " (origin.articles.iter().map(|a| self.source(a)).unique().join(", ")) ": " (origin.reasons.iter().map(|r| &*r.text).unique().join("; ")) "." }
                    }
                }
            }
        }
    }
}

type Owed<'a> = BTreeMap<(&'a str, &'a str, LinkKind), Vec<Option<&'a str>>>;

fn arcs(lines: &[(Option<usize>, &str)], row: &FxHashMap<&str, usize>, owed: &Owed<'_>) -> Markup {
    let middle = |n: usize| n * LINE + LINE / 2;
    let brackets = lines.iter().enumerate().filter_map(|(n, l)| Some((l.0?, n))).into_group_map();
    let brackets = brackets.into_values().map(|rows| (middle(rows[0]) - 10, middle(rows[rows.len() - 1]) + 10)).sorted_unstable();
    html! {
        svg.arcs width=(REACH + 40) height=(lines.len() * LINE) role="img" aria-label="Arrows from each article to what it reprints, cites or credits; the list below says the same" {
            @for (from, to) in brackets { line.bracket x1="4" x2="4" y1=(from) y2=(to) {} }
            @for n in 0..lines.len() { circle.node cx="18" cy=(middle(n)) r="5" {} }
            @for (from, to, kind) in owed.keys() {
                @if let (Some(a), Some(b)) = (row.get(from), row.get(to)) {
                    @if a != b {
                        @let reach = 28 + (16 + 22 * a.abs_diff(*b)).min(REACH);
                        @let (y, z) = (middle(*a), middle(*b));
                        path.arc.{ "l-" (link_name(*kind)) } d={ "M26 " (y) "C" (reach) " " (y) " " (reach) " " (z) " 27 " (z) } marker-end="url(#m-end)" {}
                    }
                }
            }
        }
    }
}
