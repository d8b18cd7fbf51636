//! Exchange rates: learned from conversions that articles state, or given by the user.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::claim::{Figure, FigureKind};

/// Rates between currencies.
///
/// ```
/// use corroborate::Rates;
/// let mut rates = Rates::new();
/// rates.set("GBP", "USD", "1.33".parse().unwrap());
/// assert_eq!(rates.convert("100".parse().unwrap(), "GBP", "USD"), Some("133".parse().unwrap()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// (from, to) in the order of the codes, and what one unit of `from` is in `to`; all that were learned.
    by_pair: BTreeMap<(String, String), Vec<Decimal>>,
}

impl Rates {
    /// No rates.
    #[must_use]
    pub const fn new() -> Self {
        Self { by_pair: BTreeMap::new() }
    }

    /// Adds a rate: one unit of `from` is `rate` units of `to`. A rate of zero or less is not taken.
    pub fn set(&mut self, from: &str, to: &str, rate: Decimal) {
        if rate <= Decimal::ZERO || from == to {
            return;
        }
        let (key, rate) = if from < to { ((from, to), Some(rate)) } else { ((to, from), Decimal::ONE.checked_div(rate)) };
        if let Some(rate) = rate {
            let list = self.by_pair.entry((key.0.to_owned(), key.1.to_owned())).or_default();
            let at = list.partition_point(|r| *r < rate);
            list.insert(at, rate);
        }
    }

    /// Learns from every amount that an article states in two currencies.
    pub fn learn(&mut self, figures: &[Figure]) {
        for second in figures.iter().filter(|f| f.kind == FigureKind::Money) {
            let Some(of) = second.equivalent_of.as_ref() else { continue };
            let Some(first) = figures.iter().find(|f| f.id == *of) else { continue };
            if let (Some(a), Some(b), Some(from), Some(to)) = (first.value, second.value, &first.unit, &second.unit)
                && let Some(rate) = b.checked_div(a)
            {
                self.set(from, to, rate);
            }
        }
    }

    /// `amount` of `from` in `to`, at the median of the known rates; nothing where none is known or the
    /// result does not fit.
    #[must_use]
    pub fn convert(&self, amount: Decimal, from: &str, to: &str) -> Option<Decimal> {
        if from == to {
            return Some(amount);
        }
        let median = |from: &str, to: &str| {
            let list = self.by_pair.get(&(from.to_owned(), to.to_owned()))?;
            list.get(list.len() / 2).copied()
        };
        if from < to { amount.checked_mul(median(from, to)?) } else { amount.checked_div(median(to, from)?) }
    }
}
