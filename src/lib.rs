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
//!   figures, and [`ClaimIndex`] clusters statements as they come. For an engine on many machines, [`stages`] has the
//!   steps of that, [`stories`] those from articles to stories, and [`reconcile_story`] the step from a story on.
//!
#![cfg_attr(doc, doc = include_str!("../docs/pictures/crate.md"))]
//! # What is not supported
//! - Languages other than English: of an article that says it is in another, marks and digits are read, no
//!   words.
//! - Whether a statement is true. Articles are held against each other, not against the world.
//! - Web pages, tables, and captions that are no sentences: plain text goes in.
//!
//! # Untrusted input
//! News text comes from anywhere. Whatever the bytes, this is promised:
//! - **An answer.** Any text gives one: nothing here panics, and errors come from configuration and files alone
//!   ([`Error`]). The crate has no unsafe code.
//! - **The same answer.** It depends on the articles and the configuration, and on no order, thread or clock. So
//!   there is no deadline in milliseconds: work is bounded by counts, and whoever wants a deadline runs it in a
//!   thread or process of its own.
//! - **Time.** Extraction is linear in the text: of any shape it takes at most five times as long as ordinary prose of
//!   the same size, and twenty milliseconds more. Clustering is linear in the statements. Reconciling grows with the
//!   square of what one story has to compare, up to a limit, and is linear beyond.
//! - **Memory.** Linear in the text: some sixty bytes for each byte of ordinary prose while it is read, and what is
//!   found.
//!
//! A limit of [`Config`] is a setting. What a limit leaves out stands in the report's `limits_hit`, under the limit's
//! name, and in its text and Markdown as "Not read in full":
//!
//! | limit | default | what happens beyond it |
//! |---|---|---|
//! | [`Config::max_text`] | 16 MiB an article | the rest of the text is not read |
//! | [`Config::max_claims`] | 10,000 quotes, figures and assertions each, an article | later ones are left out |
//! | [`Config::max_compared`] | 1,000 figures of a kind, assertions of an event, statements of a speaker, names, or places where a person is named, a story | the others stand in the report and are compared with nothing |
//! | `one article an id` | | of two articles with one id the later is left out |
//! | `lang` | English | of another language marks and digits alone are read |
//!
//! The clusters have limits that leave no statement out, and are therefore not told: a statement's words beyond
//! [`ClusterConfig::max_words`] are not compared, and [`ClusterConfig::max_list`] and
//! [`ClusterConfig::max_verified`] bound with how many others a statement is compared; one that none of them brings
//! to its like stays alone. A token has no greatest length: it costs what its bytes cost.
//!
//! The text and Markdown forms leave out control characters, and Markdown escapes all that the articles bring. A
//! saved index has a checksum against damage, which is no protection against one who means harm: one made by
//! others may hold wrong clusters, but opening it does not panic.
//!
//! `RELIABILITY.md` has the measurements, and the commands that make them.
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
mod dateline;
mod error;
mod extract;
mod grade;
pub mod input;
mod lexicon;
mod mentions;
mod reconcile;
mod remarks;
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
pub use reconcile::{Changes, FactConfig, Reconciler, reconcile, reconcile_extracted, reconcile_story};
pub use report::{
    ArticleEntry, Cluster, Consensus, Difference, DifferenceKind, Finding, FindingKind, FindingMeasure, Grade, Layout, Link, LinkKind,
    Origin, Reading, Reason, Rendering, Report, SCHEMA, SpeakerEntry, Stand, Story, TurnedDown, Value,
};
pub use span::{Offsets, Span};
pub use story::{StoryConfig, steps as stories};

/// The program in the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
