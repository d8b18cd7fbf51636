//! The settings of verdicts that are no figures.

/// From which likeness on two clauses tell one event. Likeness is the share of weight that the words of two
/// parts have in common, 0 to 1, where a word weighs the more the rarer it is in the story.
#[derive(Clone, Debug, PartialEq)]
pub struct FactConfig {
    /// Whom or what it befalls, in two clauses.
    pub(crate) part: f64,
    /// Who does it, in two clauses that agree.
    pub(crate) agent: f64,
    /// Two whole clauses.
    pub(crate) clause: f64,
    /// Two whole clauses of an event that nobody asks about.
    pub(crate) whole_clause: f64,
    /// What two sentences say beside who does it.
    pub(crate) beside: f64,
    /// Two sentences that give one date to one event.
    pub(crate) dated: f64,
    /// The same, where neither article has that date elsewhere.
    pub(crate) rare_date: f64,
}

impl FactConfig {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self { part: 0.55, agent: 0.35, clause: 0.35, whole_clause: 0.5, beside: 0.15, dated: 0.3, rare_date: 0.08 }
    }
}

impl Default for FactConfig {
    fn default() -> Self {
        Self::new()
    }
}
