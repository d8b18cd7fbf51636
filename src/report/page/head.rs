//! The page's head, its banner with the filters, its style and its script.

use itertools::Itertools;
use maud::{Markup, PreEscaped, html};

use super::super::outline::{Style, lead};
use super::super::words::{grade_name, kind_name};
use super::View;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The policy names the one style and the one script by the SHA-256 of their characters, in base 64. A test
/// holds them to the files.
const STYLE_HASH: &str = "UBUIGyNUYW65j1e5Mer7rNOeNhy4TESxtG5WXMp5Xy4=";
const SCRIPT_HASH: &str = "DhPROoiFl0uekimYxq7qQ4Tf8sFT8T8SkyJmbOLShVs=";

/// Shapes that the page uses again and again.
const SHAPES: &str = concat!(
    r#"<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>"#,
    r#"<symbol id="s-cross" viewBox="0 0 16 16"><path d="M1 1h14v14H1z"/><path class="cut" d="M5 5l6 6M11 5l-6 6"/></symbol>"#,
    r#"<symbol id="s-diamond" viewBox="0 0 16 16"><path d="M8 .5 15.5 8 8 15.5.5 8z"/></symbol>"#,
    r#"<symbol id="s-ring" viewBox="0 0 16 16"><circle class="ring" cx="8" cy="8" r="5.6"/></symbol>"#,
    r#"<symbol id="s-arrow" viewBox="0 0 16 16"><path d="M2 2l11 6-11 6z"/></symbol>"#,
    r#"<symbol id="s-disc" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.6"/></symbol>"#,
    r#"<marker id="m-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse">"#,
    r#"<path class="end" d="M0 0l8 4-8 4z"/></marker>"#,
    r#"<pattern id="p-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
    r#"<path class="hatch" d="M0 0v6"/></pattern></defs></svg>"#
);

pub(super) fn shapes() -> Markup {
    PreEscaped(SHAPES.to_owned())
}

pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(SCRIPT)) } }
}

impl View<'_> {
    pub(super) fn head(&self) -> Markup {
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-{SCRIPT_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
        html! {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="corroborate";
                title { (self.title()) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn title(&self) -> String {
        let conflicts = self.report.conflicts().count();
        let articles = super::super::words::counted(self.report.articles.len(), "article", "articles");
        format!("{articles}, {}", super::super::words::counted(conflicts, "conflict", "conflicts"))
    }

    pub(super) fn banner(&self) -> Markup {
        let r = self.report;
        let parts: Vec<(&str, &str, bool)> = vec![
            ("findings", "Findings", true),
            ("statements", "Who said what", self.statements && r.quotes.iter().any(|q| q.form != crate::claim::QuoteForm::Term)),
            ("matrix", "Sources", self.statements && r.articles.len() > 1),
            ("origins", "Origins", self.statements && r.articles.len() > 1),
            ("time", "Time line", self.statements && self.has_dates()),
            ("articles", "Articles", r.articles.iter().any(|a| self.has_text(&a.id))),
        ];
        html! {
            header.top {
                h1 { "What the articles agree on, and what they do not" }
                p.lead { @for run in lead(r) { @if run.style == Style::Strong { strong { (run.text) } } @else { (run.text) } } }
            }
            nav.bar aria-label="Parts of the page" {
                div { @for (id, name, _) in parts.iter().filter(|p| p.2) { a href={ "#" (id) } { (name) } } }
            }
            (self.filters())
        }
    }

    fn filters(&self) -> Markup {
        let grades: Vec<_> = self.findings.iter().map(|f| f.grade).sorted_unstable().dedup_with_count().collect();
        let kinds: Vec<_> = self.findings.iter().map(|f| f.kind).sorted_unstable().dedup_with_count().collect();
        html! {
            form.filters #filters role="search" aria-label="Filter the page" hidden {
                label.field { span { "Search" } input #q type="search" name="q" autocomplete="off" spellcheck="false"; }
                label.field { span { "Kind" } select #kind name="kind" {
                    option value="" { "all kinds" }
                    @for (n, kind) in &kinds { option value=(kind_name(*kind)) { (kind_name(*kind)) " (" (n) ")" } }
                } }
                label.field { span { "Source" } select #source name="source" {
                    option value="" { "all sources" }
                    @for (n, name) in self.sources.iter().enumerate() { option value=(n) { (name) } }
                } }
                fieldset {
                    legend { "Grade" }
                    @for (n, g) in &grades {
                        label.chip { input type="checkbox" name="grade" value=(grade_name(*g)); (super::grade(*g)) " " span.n { (n) } }
                    }
                }
                button type="reset" { "Show all" }
                output #shown aria-live="polite" {}
            }
        }
    }
}
