//! Which figures of different articles measure the same data item.
//!
//! A pair is scored row by row, as in record linkage (Fellegi and Sunter 1969): each part of the measure
//! that agrees counts for the pair, each that is stated and differs counts against it, and a missing part
//! counts a little against. The rows and their sum can be shown.

mod group;
mod score;

pub(crate) use group::{Group, group};
pub(crate) use score::{Row, Weights, score};

use crate::claim::Figure;
use crate::terms::Context;

/// A figure with what alignment needs to know of it.
pub(crate) struct Item<'a> {
    pub(crate) figure: &'a Figure,
    /// The index of its article.
    pub(crate) article: usize,
    pub(crate) context: &'a Context,
}
