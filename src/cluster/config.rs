//! The settings of the index: every threshold with its unit, its default and the reason for that default.

use serde::{Deserialize, Serialize};

/// How far a cluster reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClusterMode {
    /// A statement joins where it matches the cluster's fullest member.
    Strict,
    /// A statement joins where it matches any member; two clusters become one through a long statement
    /// that matches both.
    #[default]
    Bridge,
    /// Whatever is linked by matches is one cluster.
    Components,
}

/// The settings of a [`ClaimIndex`](crate::ClaimIndex).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterConfig {
    pub(crate) mode: ClusterMode,
    pub(crate) share: f32,
    pub(crate) floor: f32,
    pub(crate) asked: f32,
    pub(crate) list: usize,
    pub(crate) verified: usize,
    pub(crate) words: usize,
}

impl ClusterConfig {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self { mode: ClusterMode::Bridge, share: 0.58, floor: 3.0, asked: 0.6, list: 64, verified: 8, words: 400 }
    }

    /// How far a cluster reaches; bridges by default.
    #[must_use]
    pub const fn mode(mut self, mode: ClusterMode) -> Self {
        self.mode = mode;
        self
    }

    /// The share of the lighter statement's weight that must find its like in the other, from 0 to 1.
    /// 0.58 by default: three words in five of a statement may not be another's.
    #[must_use]
    pub const fn share(mut self, share: f32) -> Self {
        self.share = share;
        self
    }

    /// What a match must weigh, in nats above the logarithm of the number of statements. 3 by default:
    /// one in twenty such matches would come by chance.
    #[must_use]
    pub const fn floor(mut self, nats: f32) -> Self {
        self.floor = nats;
        self
    }
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self::new()
    }
}
