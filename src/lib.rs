//! Reconciles articles of different sources that tell one story.

mod article;
mod claim;
mod cluster;
mod config;
mod date;
mod error;
mod extract;
pub mod input;
mod lexicon;
mod reconcile;
mod report;
mod span;
mod text;

pub use article::{Article, Field};
pub use claim::{
    Assertion, Evidence, Extraction, Figure, FigureKind, LimitHit, Measure, Modifier, Participant, Passage, Piece, Polarity, Precision,
    Quote, QuoteForm, ResolvedName, ResolvedValue, Role, Speaker,
};
pub use cluster::{
    ClaimIndex, ClusterConfig, ClusterMode, Clusters, Explanation, Match, Passages, SharedRun, Statement, collate, shared_runs,
};
pub use config::Config;
pub use date::{DateValue, ParseDateError};
pub use error::Error;
pub use extract::extract;
pub use reconcile::Reconciler;
pub use report::{
    ArticleEntry, Cluster, Consensus, Difference, DifferenceKind, Finding, FindingKind, FindingMeasure, Grade, Link, LinkKind, Origin,
    Reading, Reason, Report, SCHEMA, SpeakerEntry, Story, TurnedDown, Value,
};
pub use span::{Offsets, Span};
