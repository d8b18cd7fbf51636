//! Settings: each with its unit, its default and the reason for that default.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::Error;
use crate::align::AlignConfig;
use crate::compare::Rates;
use crate::lexicon::Lexicon;
use crate::reconcile::FactConfig;
use crate::story::StoryConfig;

/// The settings of extraction and reconciliation.
///
/// ```
/// let config = corroborate::Config::new().max_text(1_000_000);
/// # let _ = config;
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    max_text: usize,
    max_claims: usize,
    max_compared: usize,
    lexicon: Option<Arc<Lexicon>>,
    stories: StoryConfig,
    align: AlignConfig,
    facts: FactConfig,
    rates: Rates,
    weights: BTreeMap<String, u32>,
}

impl Config {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_text: 16 << 20,
            max_claims: 10_000,
            max_compared: 1_000,
            lexicon: None,
            stories: StoryConfig::new(),
            align: AlignConfig::new(),
            facts: FactConfig::new(),
            rates: Rates::new(),
            weights: BTreeMap::new(),
        }
    }

    /// The longest text that is read, in bytes; what stands beyond is left out and the report says so.
    /// 16 MiB by default: a thousand times a long article.
    #[must_use]
    pub const fn max_text(mut self, bytes: usize) -> Self {
        self.max_text = bytes;
        self
    }

    /// The most quotes, the most figures and the most assertions that are read of one article, each counted by
    /// itself; the first in the text are kept, and the report says so. 10,000 by default: ordinary prose has so
    /// many figures in a megabyte, and to read as many takes some twenty milliseconds, whatever the text is made of.
    #[must_use]
    pub const fn max_claims(mut self, claims: usize) -> Self {
        self.max_claims = claims;
        self
    }

    /// The most figures of one kind, assertions of one event, statements of one speaker, or names of persons that are
    /// compared within a story, and so many accusations, demands and denials that they make no more pairs: the first of
    /// each article, then the second of each, and so on; the report says how many were not. 1,000 by default: a story of
    /// fifty long articles has some hundreds of a kind, and the work grows with the square.
    #[must_use]
    pub const fn max_compared(mut self, claims: usize) -> Self {
        self.max_compared = claims;
        self
    }

    /// By what a collection is parted into stories.
    #[must_use]
    pub const fn stories(mut self, stories: StoryConfig) -> Self {
        self.stories = stories;
        self
    }

    /// Adds a table of words to those that ship: lines `words<TAB>class[:payload] …`.
    ///
    /// # Errors
    /// Where a row names no class that exists; the message names table and line.
    pub fn lexicon(mut self, name: &str, table: &str) -> Result<Self, Error> {
        let mut lexicon = self.words().clone();
        lexicon.add(name, table)?;
        self.lexicon = Some(Arc::new(lexicon));
        Ok(self)
    }

    /// How figures are aligned.
    #[must_use]
    pub fn align(mut self, align: AlignConfig) -> Self {
        self.align = align;
        self
    }

    /// When two clauses tell one event.
    #[must_use]
    pub const fn facts(mut self, facts: FactConfig) -> Self {
        self.facts = facts;
        self
    }

    /// Gives an exchange rate of a day: one unit of `from` is `rate` units of `to`. It is used where the
    /// articles state no conversion of their own between the two.
    ///
    /// # Errors
    /// Where `day` is no ISO date, or the rate not above zero.
    pub fn rate(mut self, from: &str, to: &str, rate: Decimal, day: &str) -> Result<Self, Error> {
        let date = day.parse().map_err(|_| Error::input(format!("the rate of {from} in {to} is of {day:?}, which is no date")))?;
        if rate <= Decimal::ZERO {
            return Err(Error::input(format!("the rate of {from} in {to} is {rate}, which is not above zero")));
        }
        self.rates.give(from, to, rate, date);
        Ok(self)
    }

    /// Up to which difference an amount in another currency counts as the same amount, in percent: at a rate between the
    /// two, and at a rate made of two by way of a third. 3 and 6 by default: news round a rate to two or three digits, and it
    /// moves by a percent or two between two days; where the rate is made of two, each may be so far off. In the one of nine
    /// annotated stories that has three currencies, sums that are one lie up to 3.9 percent apart that way, and the nearest
    /// that are not 8.2.
    #[must_use]
    pub const fn conversions(mut self, direct: Decimal, crossed: Decimal) -> Self {
        self.rates.set_within(direct, crossed);
        self
    }

    /// How many origins a source counts for where a value's support is weighed: one by default, for every
    /// source; none where it is not to be trusted.
    #[must_use]
    pub fn weight(mut self, source: &str, origins: u32) -> Self {
        self.weights.insert(source.to_owned(), origins);
        self
    }

    pub(crate) const fn alignment(&self) -> &AlignConfig {
        &self.align
    }

    pub(crate) const fn fact_settings(&self) -> &FactConfig {
        &self.facts
    }

    pub(crate) const fn given_rates(&self) -> &Rates {
        &self.rates
    }

    pub(crate) fn source_weight(&self, source: &str) -> u32 {
        self.weights.get(source).copied().unwrap_or(1)
    }

    /// The words that are read with.
    pub(crate) fn words(&self) -> &Lexicon {
        self.lexicon.as_deref().unwrap_or_else(|| Lexicon::shipped())
    }

    pub(crate) const fn story_settings(&self) -> &StoryConfig {
        &self.stories
    }

    pub(crate) const fn claims_limit(&self) -> usize {
        self.max_claims
    }

    pub(crate) const fn compared_limit(&self) -> usize {
        self.max_compared
    }

    pub(crate) fn text_limit(&self) -> usize {
        self.max_text.min(crate::text::MAX_TEXT)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
