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

/// The settings of a [`ClaimIndex`](crate::ClaimIndex). Weights are in nats: a word that one in a
/// hundred statements holds weighs ln 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterConfig {
    pub(crate) mode: ClusterMode,
    pub(crate) share: Option<f32>,
    pub(crate) floor: f32,
    pub(crate) run: f32,
    pub(crate) rarest: f32,
    pub(crate) bridge_share: f32,
    pub(crate) bridge_floor: f32,
    pub(crate) asked: f32,
    pub(crate) list: usize,
    pub(crate) verified: usize,
    pub(crate) words: usize,
}

/// The share that is asked of a thousand statements, and by how much it grows with their logarithm: the
/// more statements, the more alike the likest two that say different things.
const SHARE: f32 = 0.34;
const SHARE_GROWS: f32 = 0.125;
const SHARE_FROM: f32 = 7.3;
const SHARE_MOST: f32 = 0.58;
const SHARE_LEAST: f32 = 0.3;

impl ClusterConfig {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            mode: ClusterMode::Bridge,
            share: None,
            floor: 0.0,
            run: 2.5,
            rarest: 0.7,
            bridge_share: 0.85,
            bridge_floor: 25.0,
            asked: 0.6,
            list: 64,
            verified: 8,
            words: 400,
        }
    }

    /// The settings for the statements of a few articles on one story, in which strangers share words:
    /// half of a statement must find its like, however few statements there are, and weigh four nats more, and
    /// as much for each further run of words.
    #[must_use]
    pub const fn story() -> Self {
        Self::new().share(0.5).floor(4.0).run(4.0)
    }

    /// How far a cluster reaches; bridges by default.
    #[must_use]
    pub const fn mode(mut self, mode: ClusterMode) -> Self {
        self.mode = mode;
        self
    }

    /// The share of the lighter statement's weight that must find its like in the other, from 0 to 1. By
    /// default it grows with the collection: 0.34 at a thousand statements, 0.58 at ten thousand, and
    /// 0.58 from there on.
    #[must_use]
    pub const fn share(mut self, share: f32) -> Self {
        self.share = Some(share);
        self
    }

    /// What a match must weigh, in nats above the logarithm of the number of statements. 0 by
    /// default: words that weigh the logarithm stand together in one statement by chance, and as a run in
    /// far fewer.
    #[must_use]
    pub const fn floor(mut self, nats: f32) -> Self {
        self.floor = nats;
        self
    }

    /// What each run of matching words must weigh beyond the first, in nats. 2.5 by default: there are some
    /// dozen places where it could stand.
    #[must_use]
    pub const fn run(mut self, nats: f32) -> Self {
        self.run = nats;
        self
    }

    /// The longest statement that is read, in words; what stands beyond is left out. 400 by default: the
    /// work of an alignment grows with the square.
    #[must_use]
    pub const fn max_words(mut self, words: usize) -> Self {
        self.words = words;
        self
    }

    /// The part of a statement's keys that is asked, the rarest first, from 0 to 1; three at least. 0.6 by
    /// default: what the commoner pairs would find besides is rarely a match.
    #[must_use]
    pub const fn asked(mut self, part: f32) -> Self {
        self.asked = part;
        self
    }

    /// How much of a posting list is read, in statements, the heaviest first. 64 by default: of a longer
    /// list the lighter statements are found through others of their cluster. More than 4,096 counts as 4,096.
    #[must_use]
    pub const fn max_list(mut self, statements: usize) -> Self {
        self.list = statements;
        self
    }

    /// How many of the candidates are aligned, those with the rarest shared pairs first. 8 by default; more than
    /// 32 counts as 32.
    #[must_use]
    pub const fn max_verified(mut self, candidates: usize) -> Self {
        self.verified = candidates;
        self
    }

    /// The share asked where the logarithm of the number of statements is `size`.
    pub(crate) fn share_at(&self, size: f32) -> f32 {
        self.share.unwrap_or_else(|| (SHARE + SHARE_GROWS * (size - SHARE_FROM)).clamp(SHARE_LEAST, SHARE_MOST))
    }
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self::new()
    }
}
