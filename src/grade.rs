//! Grades, and the reasons for them: what comparing gives, and the report shows.

use serde::{Deserialize, Serialize};

/// How the values of a finding stand to each other, from conflict to agreement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// They cannot both be true.
    Contradictory,
    /// They differ by more than rounding, bounds or wording explain.
    Discrepant,
    /// One origin alone has it.
    #[default]
    Uncorroborated,
    /// The later report replaces the earlier.
    Superseded,
    /// Worded differently, and they mean the same.
    Variant,
    /// One amount in two units or currencies.
    Converted,
    /// One is a bound or range that holds the other.
    Bound,
    /// One is the other, rounded.
    Rounding,
    /// They are equal.
    Same,
}

impl Grade {
    /// Whether it is a conflict.
    #[must_use]
    pub const fn is_conflict(self) -> bool {
        matches!(self, Self::Contradictory | Self::Discrepant)
    }

    /// Whether it is an agreement.
    #[must_use]
    pub const fn is_agreement(self) -> bool {
        !self.is_conflict() && !matches!(self, Self::Uncorroborated)
    }
}

/// One reason: the rule's name, and a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// The reason in plain words.
    pub text: String,
}
