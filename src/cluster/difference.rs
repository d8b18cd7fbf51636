//! What may differ between two wordings.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// One difference between two wordings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What kind of difference.
    pub kind: DifferenceKind,
    /// In plain words.
    pub text: String,
    /// Where it stands in the article of the reading's first member; none where words are missing there.
    #[serde(default)]
    pub span: Option<Span>,
    /// Where it stands in the article of the representative; empty where words are put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Span>,
    /// Whether it changes the sense.
    pub sense: bool,
}

/// How two wordings differ in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Punctuation, or the case of letters.
    #[default]
    Marks,
    /// Another spelling of one word.
    Spelling,
    /// Words left out, and an ellipsis or the quote's edge says so.
    Cut,
    /// Words left out without a sign.
    UnmarkedCut,
    /// Words that the base does not have.
    Insertion,
    /// Other words in the same place.
    Substitution,
    /// The same words in another order.
    Order,
    /// Another number.
    Number,
    /// A negation that only one has.
    Negation,
}
