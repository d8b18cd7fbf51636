//! Which figures of different articles measure the same data item.
//!
//! A pair is scored row by row, as in record linkage (Fellegi and Sunter 1969): each part of the measure
//! that agrees counts for the pair, each that is stated and differs counts against it, and a missing part
//! counts a little against. The rows and their sum can be shown.

mod group;
mod score;

pub(crate) use group::{Group, group};
pub(crate) use score::{Row, Weights, score};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{Figure, Role};
use crate::terms::Context;

/// A figure with what alignment needs to know of it.
pub(crate) struct Item<'a> {
    pub(crate) figure: &'a Figure,
    /// The index of its article.
    pub(crate) article: usize,
    pub(crate) context: &'a Context,
    /// The thing counted, as terms.
    pub(crate) counted: Vec<u32>,
    /// Whether that can stand for any person or thing.
    pub(crate) any: bool,
    /// What narrows it, as terms.
    pub(crate) modifiers: Vec<u32>,
    /// Whether the event is one of saying: announced, confirmed, told.
    pub(crate) says: bool,
    /// The words that name the event, as terms.
    pub(crate) event: Vec<u32>,
    pub(crate) participants: Vec<Who<'a>>,
}

/// One who takes part in what a figure measures.
pub(crate) struct Who<'a> {
    pub(crate) role: Role,
    pub(crate) terms: Vec<u32>,
    /// The speaker's entry in the report, where the article quotes this one.
    pub(crate) speaker: Option<&'a str>,
}

/// In how many articles of a story each event, and each thing counted, is measured.
#[derive(Default)]
pub(crate) struct Frequencies<'a> {
    predicates: FxHashMap<&'a str, u32>,
    counted: FxHashMap<&'a str, u32>,
    all: u32,
}

impl<'a> Frequencies<'a> {
    pub(crate) fn of(items: &[Item<'a>]) -> Self {
        let mut often = Self { all: items.len() as u32, ..Self::default() };
        let mut seen = FxHashSet::default();
        for item in items {
            let measure = &item.figure.measure;
            if let Some(p) = measure.predicate.as_deref().filter(|p| seen.insert((item.article, true, *p))) {
                *often.predicates.entry(p).or_default() += 1;
            }
            if let Some(c) = measure.counted.as_deref().filter(|c| seen.insert((item.article, false, *c))) {
                *often.counted.entry(c).or_default() += 1;
            }
        }
        often
    }

    /// The logarithm of how rare an event is.
    fn predicate(&self, lemma: &str) -> f64 {
        self.rarity(self.predicates.get(lemma))
    }

    /// The logarithm of how rare a thing counted is.
    fn counted(&self, lemma: &str) -> f64 {
        self.rarity(self.counted.get(lemma))
    }

    fn rarity(&self, times: Option<&u32>) -> f64 {
        (f64::from(self.all + 1) / f64::from(times.copied().unwrap_or(1))).ln()
    }
}
