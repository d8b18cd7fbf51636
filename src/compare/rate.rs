//! Exchange rates: learned from conversions that articles state, or given by the user.

use std::collections::BTreeMap;

use jiff::civil::Date;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// (from, to) in the order of the codes, and what one unit of `from` is in `to`; all that were learned.
    by_pair: BTreeMap<(String, String), Vec<Decimal>>,
    /// Those that the user gave, each with its day.
    given: BTreeMap<(String, String), (Decimal, Date)>,
    /// Up to which difference a converted amount is the same, in percent, at a rate between the two and at a rate made of two.
    within: (Decimal, Decimal),
}

impl Default for Rates {
    fn default() -> Self {
        Self::new()
    }
}

impl Rates {
    /// No rates.
    #[must_use]
    pub const fn new() -> Self {
        let (direct, crossed) = (Decimal::from_parts(3, 0, 0, false, 0), Decimal::from_parts(6, 0, 0, false, 0));
        Self { by_pair: BTreeMap::new(), given: BTreeMap::new(), within: (direct, crossed) }
    }

    /// Sets up to which difference a converted amount is the same, in percent.
    pub(crate) const fn set_within(&mut self, direct: Decimal, crossed: Decimal) {
        self.within = (direct, crossed);
    }

    /// Up to which difference an amount of `from` in `to` is the same, in percent.
    pub(super) fn within(&self, from: &str, to: &str) -> Decimal {
        if self.is_direct(from, to) { self.within.0 } else { self.within.1 }
    }

    /// Adds a rate: one unit of `from` is `rate` units of `to`. A rate of zero or less is not taken.
    pub fn set(&mut self, from: &str, to: &str, rate: Decimal) {
        if let Some((key, rate)) = keyed(from, to, rate) {
            let list = self.by_pair.entry(key).or_default();
            let at = list.partition_point(|r| *r < rate);
            list.insert(at, rate);
        }
    }

    /// Gives a rate of a day, for where none is learned. A rate of zero or less is not taken.
    pub(crate) fn give(&mut self, from: &str, to: &str, rate: Decimal, day: Date) {
        if let Some((key, rate)) = keyed(from, to, rate) {
            self.given.insert(key, (rate, day));
        }
    }

    /// Whence the rate between two currencies is, in plain words.
    pub(super) fn source(&self, from: &str, to: &str) -> String {
        let key = if from < to { (from.to_owned(), to.to_owned()) } else { (to.to_owned(), from.to_owned()) };
        match self.given.get(&key).filter(|_| !self.by_pair.contains_key(&key)) {
            Some((_, day)) => format!("at the rate of {day} that was given"),
            None => "at the articles' own rate".to_owned(),
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

    /// `amount` of `from` in `to`, at the median of the known rates, or by way of a third currency that has a rate to both;
    /// nothing where none is known or the result does not fit.
    #[must_use]
    pub fn convert(&self, amount: Decimal, from: &str, to: &str) -> Option<Decimal> {
        if from == to {
            return Some(amount);
        }
        self.direct(amount, from, to).or_else(|| {
            let through = |by: &str| self.direct(self.direct(amount, from, by)?, by, to);
            let pairs = self.by_pair.keys().chain(self.given.keys());
            let third = pairs.filter_map(|(a, b)| {
                if a == from {
                    Some(b)
                } else if b == from {
                    Some(a)
                } else {
                    None
                }
            });
            third.min_by_key(|by| (through(by).is_none(), *by)).and_then(|by| through(by))
        })
    }

    /// Whether two currencies have a rate of their own, and need no third.
    fn is_direct(&self, from: &str, to: &str) -> bool {
        self.direct(Decimal::ONE, from, to).is_some()
    }

    fn direct(&self, amount: Decimal, from: &str, to: &str) -> Option<Decimal> {
        let median = |from: &str, to: &str| {
            let key = (from.to_owned(), to.to_owned());
            let learned = self.by_pair.get(&key).and_then(|list| list.get(list.len() / 2).copied());
            learned.or_else(|| self.given.get(&key).map(|(rate, _)| *rate))
        };
        if from < to { amount.checked_mul(median(from, to)?) } else { amount.checked_div(median(to, from)?) }
    }
}

/// The pair in the order of its codes, and the rate that way round.
fn keyed(from: &str, to: &str, rate: Decimal) -> Option<((String, String), Decimal)> {
    if rate <= Decimal::ZERO || from == to {
        return None;
    }
    if from < to {
        Some(((from.to_owned(), to.to_owned()), rate))
    } else {
        Some(((to.to_owned(), from.to_owned()), Decimal::ONE.checked_div(rate)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_currency_leads_from_one_to_another() {
        let mut rates = Rates::new();
        let d = |s: &str| s.parse::<Decimal>().unwrap();
        rates.set("EUR", "GBP", d("0.8"));
        rates.set("EUR", "USD", d("1.2"));
        assert_eq!(rates.convert(d("8"), "GBP", "USD"), Some(d("12")));
        assert_eq!(rates.convert(d("8"), "GBP", "JPY"), None);
        assert!(rates.is_direct("USD", "EUR") && !rates.is_direct("GBP", "USD"));
        // A rate of its own goes before.
        rates.set("GBP", "USD", d("1.4"));
        assert_eq!(rates.convert(d("10"), "GBP", "USD"), Some(d("14")));
    }
}
