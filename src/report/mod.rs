//! What reconciling gives: the types of the report, and ways to ask it.

mod convert;
mod markdown;
mod outline;
#[cfg(feature = "page")]
mod page;
mod text;
mod words;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::article::Field;
use crate::claim::{Assertion, Figure, LimitHit, Quote};
use crate::span::{Offsets, Span};

pub use outline::Layout;

pub use crate::cluster::{Difference, DifferenceKind};
pub use crate::grade::{Grade, Reason};
pub use crate::mentions::LinkKind;

/// The version of the JSON that a [`Report`] is written as.
pub const SCHEMA: u32 = 1;

/// What several articles say, held against each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The unit of every span.
    pub offsets: Offsets,
    /// The articles, in the order of their ids.
    pub articles: Vec<ArticleEntry>,
    /// The stories they tell.
    #[serde(default)]
    pub stories: Vec<Story>,
    /// Independent sources.
    #[serde(default)]
    pub origins: Vec<Origin>,
    /// Who reprints, cites or credits whom.
    #[serde(default)]
    pub links: Vec<Link>,
    /// All who are quoted.
    #[serde(default)]
    pub speakers: Vec<SpeakerEntry>,
    /// All quotes.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// All figures.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// All assertions.
    #[serde(default)]
    pub assertions: Vec<Assertion>,
    /// Quotes that render one utterance.
    #[serde(default)]
    pub clusters: Vec<Cluster>,
    /// Claims of the same data item, graded; what matters most first.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Limits of the configuration that were hit.
    #[serde(default)]
    pub limits_hit: Vec<LimitHit>,
}

/// An article of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticleEntry {
    /// The id.
    pub id: String,
    /// The source's name.
    pub source: String,
    /// The publication date, as an ISO date.
    #[serde(default)]
    pub published: Option<String>,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The address.
    #[serde(default)]
    pub url: Option<String>,
    /// The story it belongs to.
    #[serde(default)]
    pub story: Option<String>,
    /// The origin it belongs to.
    #[serde(default)]
    pub origin: Option<String>,
}

/// Articles about one event and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Story {
    /// The story's id.
    pub id: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// Words that tie them.
    pub terms: Vec<String>,
}

/// An independent source: one article, or several of which the others reprint or cite the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// The origin's id.
    pub id: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// Why they are one.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// One article's debt to another, or to an outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// The article.
    pub from: String,
    /// The article or outlet that it owes.
    pub to: String,
    /// In what way.
    pub kind: LinkKind,
    /// Where the article says or shows it.
    #[serde(default)]
    pub span: Option<Span>,
    /// The characters there.
    #[serde(default)]
    pub text: Option<String>,
}

/// Somebody who is quoted, under all names that the articles use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpeakerEntry {
    /// The speaker's id.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// Other names in use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The office or role, as an article has it.
    #[serde(default)]
    pub role: Option<String>,
}

/// Quotes that render one utterance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cluster {
    /// The cluster's id.
    pub id: String,
    /// Quotes and pieces of quotes.
    pub members: Vec<String>,
    /// Quotes of the same utterance in other words.
    #[serde(default)]
    pub renderings: Vec<String>,
    /// What speaks for the renderings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Rendering>,
    /// The fullest member.
    pub representative: String,
    /// Who said it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// The origins that have it.
    #[serde(default)]
    pub origins: Vec<String>,
    /// The wordings, each with its differences from the representative's.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// Why a quote is held to give a cluster's utterance in other words: weaker than a copy, stronger than
/// nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rendering {
    /// The rendering.
    pub quote: String,
    /// The member that it was held against.
    pub of: String,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// One wording of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// The members that have it.
    pub members: Vec<String>,
    /// How it differs from the representative's.
    #[serde(default)]
    pub differences: Vec<Difference>,
}

/// Claims that speak of the same data item, with a grade and the reasons for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The finding's id.
    pub id: String,
    /// What kind of claim it is about.
    pub kind: FindingKind,
    /// How the values stand to each other.
    pub grade: Grade,
    /// What it is about, in a readable phrase.
    pub what: String,
    /// What is measured.
    #[serde(default)]
    pub measure: Option<FindingMeasure>,
    /// The values, each with its passage.
    pub values: Vec<Value>,
    /// The value best supported.
    #[serde(default)]
    pub consensus: Option<Consensus>,
    /// Why, in plain words.
    pub reasons: Vec<Reason>,
    /// Claims to be seen beside it that are no values of it.
    #[serde(default)]
    pub related: Vec<String>,
    /// Near misses.
    #[serde(default)]
    pub turned_down: Vec<TurnedDown>,
}

/// The data item of a numeric finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingMeasure {
    /// The event or relation, as a lemma.
    #[serde(default)]
    pub predicate: Option<String>,
    /// The thing counted or measured, as a lemma.
    #[serde(default)]
    pub counted: Option<String>,
}

/// One value of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// The claim's id.
    pub claim: String,
    /// The article's id.
    pub article: String,
    /// The field.
    pub field: Field,
    /// Where it stands.
    pub span: Span,
    /// The characters there.
    pub text: String,
    /// Equal for two values exactly where they are taken to be equal.
    pub normalised: String,
    /// How it stands to the finding's best supported value.
    #[serde(default)]
    pub stand: Stand,
}

/// How a value stands to the best supported one of its finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stand {
    /// It is another value, or none has more origins than the others.
    Differs,
    /// A later report has another value in its place.
    Replaced,
    /// One origin alone has it.
    Alone,
    /// It is that value, or fits it.
    #[default]
    Agrees,
}

/// The value best supported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consensus {
    /// The value, or a date.
    #[serde(default)]
    pub value: Option<String>,
    /// The lower end.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub low: Option<Decimal>,
    /// The upper end.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub high: Option<Decimal>,
    /// The unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// The origins behind it.
    #[serde(default)]
    pub origins: Vec<String>,
}

/// A claim that came near and is no value of the finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnedDown {
    /// The claim's id.
    pub claim: String,
    /// Why it was turned down.
    pub reason: String,
}

/// What kind of claim a finding is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Money.
    #[default]
    Amount,
    /// So many of something.
    Count,
    /// A share.
    Percent,
    /// A bare number, or a rank.
    Number,
    /// So much of a unit.
    Quantity,
    /// When.
    Date,
    /// At what time of day.
    Time,
    /// How long.
    Duration,
    /// What was said.
    QuoteWording,
    /// Who said it.
    Speaker,
    /// Who, where or to whom; names included.
    Attribution,
    /// Whether it happened.
    Polarity,
}

impl Report {
    /// All findings, what matters most first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings that are conflicts.
    pub fn conflicts(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.grade.is_conflict())
    }

    /// The findings in which origins agree. One whose values all stand in a conflict is left out: the conflict says
    /// which of its values has how many origins.
    pub fn agreements(&self) -> impl Iterator<Item = &Finding> {
        fn at(v: &Value) -> (&str, Field, Span) {
            (&v.article, v.field, v.span)
        }
        let shown: BTreeSet<_> = self.conflicts().flat_map(|f| &f.values).map(at).collect();
        self.findings.iter().filter(move |f| f.grade.is_agreement() && !f.values.iter().all(|v| shown.contains(&at(v))))
    }

    /// The findings that one origin alone has.
    pub fn uncorroborated(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.grade == Grade::Uncorroborated)
    }
}
