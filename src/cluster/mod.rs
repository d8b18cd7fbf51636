//! Near-duplicate statements: candidates, verification, clusters, collation.

mod candidates;
mod clusters;
mod collation;
mod config;
mod difference;
mod equals;
mod fragments;
mod index;
mod leaders;
mod long;
mod pieces;
mod postings;
mod query;
mod reprint;
pub mod stages;
mod store;
mod threads;
mod union_find;
mod verify;
mod weights;
mod wordings;
mod words;

pub use clusters::Clusters;
pub use collation::collate;
pub use config::{ClusterConfig, ClusterMode};
pub use difference::{Difference, DifferenceKind};
pub use index::{ClaimIndex, Statement};
pub use query::{Explanation, Match};
pub use reprint::{Passages, SharedRun, shared_runs};
