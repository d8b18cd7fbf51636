//! The settings of alignment.

/// What the rows of an alignment count, and from which sum on two figures measure one data item. The unit
/// is a nat of evidence, roughly: one more makes the match some three times as likely.
///
/// The defaults were set on nine annotated stories of 48 articles, by the share of alarms that an
/// annotator called right and the share of agreements that were found, and on the tolls of 220 stories.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignConfig {
    /// The same event, and the same thing counted: this much for each nat of its rarity among the story's
    /// figures, and no more than `rarest`.
    pub(crate) predicate: f64,
    pub(crate) counted: f64,
    pub(crate) rarest: f64,
    /// Another event; an event that one side does not state.
    pub(crate) other_predicate: (f64, f64),
    /// Another thing; a thing that one side does not state; one that may stand for the other.
    pub(crate) other_counted: (f64, f64, f64),
    /// For the rest of the measure: what agreement and disagreement count.
    pub(crate) modifiers: (f64, f64),
    pub(crate) participants: (f64, f64),
    pub(crate) place: (f64, f64),
    pub(crate) period: (f64, f64),
    pub(crate) scope: f64,
    /// Each digit beyond the first of an equal value. Ten times as rare would be 2.3; the digits of news
    /// are rounded, and copied from one thing to the next.
    pub(crate) digit: f64,
    /// Equal amounts of money, lengths and times of two digits or more, at least: more than amounts that are only near.
    /// On nine stories 2.5 found one agreement more, 3 three and no wrong one; from 3.5 on conflicts were lost.
    pub(crate) equal_amount: f64,
    /// An equal count, of one digit too, of one event whose count grows while it is taken. Two counts of one
    /// story's killed are equal by chance in about one case in five.
    pub(crate) equal_toll: f64,
    /// Amounts that lie within a twentieth of each other.
    pub(crate) near_value: f64,
    /// Words next to the figure, in its sentence, and in the sentence and the one before, that are wholly
    /// the same.
    pub(crate) near: f64,
    pub(crate) sentence: f64,
    pub(crate) passage: f64,
    /// How alike two names are, from 0 to 1, that name one participant.
    pub(crate) one_name: f64,
    /// How alike two sentences are, from 0 to 1, that tell one date under two verbs.
    pub(crate) one_date: f64,
    /// So alike, from 0 to 1, are two sentences that differ in hardly more than their numbers.
    pub(crate) one_sentence: f64,
    /// From here on an article that says one value of one event twice means one data item.
    pub(crate) repeat: f64,
    /// From here on a toll supersedes an earlier one.
    pub(crate) superseded: f64,
    pub(crate) agree: f64,
    pub(crate) conflict: f64,
    pub(crate) far: u32,
    pub(crate) far_toll: u32,
    pub(crate) past_days: u32,
}

impl AlignConfig {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            predicate: 0.8,
            counted: 0.8,
            rarest: 3.0,
            other_predicate: (-1.5, -0.5),
            other_counted: (-3.0, -0.5, 0.5),
            modifiers: (1.0, -0.5),
            participants: (1.0, -1.0),
            place: (1.0, -1.5),
            period: (1.0, -3.0),
            scope: -3.0,
            digit: 1.6,
            equal_amount: 3.0,
            equal_toll: 2.5,
            near_value: 2.0,
            near: 4.0,
            sentence: 4.0,
            passage: 4.0,
            one_name: 0.4,
            one_date: 0.3,
            one_sentence: 0.7,
            repeat: 1.5,
            superseded: 4.0,
            agree: 3.0,
            conflict: 4.5,
            far: 4,
            far_toll: 12,
            past_days: 120,
        }
    }

    /// The sum, in nats, from which two values that agree are taken for one data item. 3 by default: of 195
    /// annotated agreements 4.0 finds 85, 3.5 finds 90, and 3.0 finds 94.
    #[must_use]
    pub const fn agree(mut self, nats: f64) -> Self {
        self.agree = nats;
        self
    }

    /// The sum, in nats, from which two values that do not agree are taken for one data item. 4.5 by default:
    /// a false alarm costs more than an agreement that is missed. At 5.0 13 of 16 judged alarms were right, at
    /// 4.5 and 4.0 15 of 18.
    #[must_use]
    pub const fn conflict(mut self, nats: f64) -> Self {
        self.conflict = nats;
        self
    }

    /// How many times another a value may be and still contradict it, unless a slip of magnitude accounts
    /// for it: beyond, they measure two things. 4 by default, and 12 for a count that grows while it is
    /// taken. Chosen by reading the false alarms, of which many were farther apart; not swept.
    #[must_use]
    pub const fn far(mut self, times: u32, growing: u32) -> Self {
        self.far = times;
        self.far_toll = growing;
        self
    }

    /// How many days before the other article's day an event must lie to be another one, where that article
    /// does not date its own. 120 by default: an anniversary lies beyond, an inquiry's report seldom does; not
    /// swept.
    #[must_use]
    pub const fn past_days(mut self, days: u32) -> Self {
        self.past_days = days;
        self
    }
}

impl Default for AlignConfig {
    fn default() -> Self {
        Self::new()
    }
}
