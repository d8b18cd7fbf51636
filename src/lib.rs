//! Reconciles articles of different sources that tell one story: which figures and statements agree, which
//! conflict, and what one source alone reports.
//!
//! ```
//! use corroborate::{Article, Config, Grade, reconcile};
//!
//! let articles = [
//!     Article::new("post", "The bridge over the Venn cost $41 million, the mayor said."),
//!     Article::new("echo", "The city opened its new bridge on Monday. The bridge over the Venn cost $48 million."),
//! ];
//! let report = reconcile(&articles, &Config::new());
//!
//! let conflicts: Vec<_> = report.conflicts().collect();
//! assert_eq!(conflicts.len(), 1);
//! assert_eq!(conflicts[0].grade, Grade::Discrepant);
//! for value in &conflicts[0].values {
//!     let article = articles.iter().find(|a| a.id() == value.article).expect("one of the two");
//!     assert_eq!(article.slice(value.field, value.span), value.text); // "$41 million", "$48 million"
//! }
//! ```
//!
//! Every value in a report has its article and the bytes at which it stands there, so that whoever reads it
//! can look. The same articles give the same report, whatever their order, on every machine.
//!
//! # Main types
//! - [`Article`]: one text of one source. [`input::Reader`] reads articles from files.
//! - [`reconcile()`]: articles in, a [`Report`] out; [`Config`] has its settings. [`Reconciler`]: the same, as articles come.
//! - [`Report`]: [`conflicts`](Report::conflicts), [`agreements`](Report::agreements) and what one source
//!   alone reports ([`uncorroborated`](Report::uncorroborated)) as [`Finding`]s, each with its [`Grade`] and
//!   the reasons for it; and all [`Quote`]s, [`Figure`]s, [`Assertion`]s and [`Cluster`]s of quotes that they
//!   come from. It is written as JSON (`serde`), [text](Report::text) and [Markdown](Report::markdown),
//!   and, with the feature `page`, as HTML.
//! - The stages can be used alone: [`extract`] finds the claims of one article, [`compare`] grades two
//!   figures, [`ClaimIndex`] clusters statements as they come, and [`stages`] has the steps of that for an
//!   engine on many machines.
//!
#![cfg_attr(doc, doc = include_str!("../docs/pictures/crate.md"))]
//! # What is not supported
//! - Languages other than English: of an article that says it is in another, marks and digits are read, no
//!   words.
//! - Whether a statement is true. Articles are held against each other, not against the world.
//! - Web pages, tables, and captions that are no sentences: plain text goes in.
//!
//! # Untrusted input
//! Any text gives an answer: nothing here panics, and errors come from configuration and files alone
//! ([`Error`]). Extraction takes time and memory linear in the text. The longest text that is read is a
//! setting ([`Config::max_text`]); whatever a limit leaves out stands in the report's `limits_hit`. The text
//! and Markdown forms leave out control characters, and Markdown escapes all that the articles bring.
//!
//! # Cargo features
//! - `page`: `Report::html`, the report as one page for a browser. Words of articles are escaped, and the page's
//!   policy forbids all requests and all scripts but its own.
//! - `rayon`: [`ClaimIndex`] folds, files and clusters statements on several threads; the clusters are the same.
//! - `schema`: `schemars::JsonSchema` for the report's types.

mod align;
mod article;
mod claim;
mod cluster;
mod compare;
mod config;
mod date;
mod error;
mod extract;
pub mod input;
mod lexicon;
mod mentions;
mod reconcile;
mod report;
mod span;
mod story;
mod syntax;
mod terms;
mod text;

pub use align::AlignConfig;
pub use article::{Article, Field};
pub use claim::{
    Assertion, Evidence, Extraction, Figure, FigureKind, LimitHit, Measure, Modifier, Participant, Passage, Piece, Polarity, Precision,
    Quote, QuoteForm, ResolvedName, ResolvedValue, Role, Speaker,
};
pub use cluster::{
    ClaimIndex, ClusterConfig, ClusterMode, Clusters, Explanation, Match, Passages, SharedRun, Statement, collate, shared_runs, stages,
};
pub use compare::{Comparison, Rates, compare};
pub use config::Config;
pub use date::{DateValue, ParseDateError};
pub use error::Error;
pub use extract::extract;
pub use reconcile::{Changes, Reconciler, reconcile, reconcile_extracted};
pub use report::{
    ArticleEntry, Cluster, Consensus, Difference, DifferenceKind, Finding, FindingKind, FindingMeasure, Grade, Layout, Link, LinkKind,
    Origin, Reading, Reason, Rendering, Report, SCHEMA, SpeakerEntry, Story, TurnedDown, Value,
};
pub use span::{Offsets, Span};
pub use story::StoryConfig;

/// The program in the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
