//! Claims: what one article says, located and normalised. These types are what `extract` writes and
//! what a [`Report`](crate::Report) lists.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::article::Field;
use crate::date::DateValue;
use crate::span::{OffsetMap, Offsets, Span};

/// All claims of one article, each list in the order of the text. A pure function of the article and
/// the configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Extraction {
    /// The article's id.
    pub id: String,
    /// The unit of every span.
    #[serde(skip_serializing_if = "Offsets::is_bytes")]
    pub offsets: Offsets,
    /// Quotes and reported statements.
    pub quotes: Vec<Quote>,
    /// Figures and dates.
    pub figures: Vec<Figure>,
    /// Events with their polarity.
    pub assertions: Vec<Assertion>,
    /// Limits of the configuration that this article hit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits_hit: Vec<LimitHit>,
}

impl Extraction {
    /// Counts every span in `unit`. `article` is the one that was read.
    pub fn convert(&mut self, article: &Article, unit: Offsets) {
        for field in [Field::Title, Field::Text] {
            let map = OffsetMap::new(article.field(field), self.offsets, unit);
            self.quotes.iter_mut().filter(|q| q.field == field).for_each(|q| q.convert(&map));
            self.figures.iter_mut().filter(|f| f.field == field).for_each(|f| f.convert(&map));
            self.assertions.iter_mut().filter(|a| a.field == field).for_each(|a| map.convert(&mut a.span));
        }
        self.offsets = unit;
    }

    /// The first claim that is not `article`'s: of another article, or with other characters at its span.
    /// Spans are bytes here.
    pub(crate) fn misfit(&self, article: &Article) -> Option<&str> {
        let fits = |id: &str, field: Field, span: Span, text: &str| {
            id == article.id() && article.field(field).get(span.start..span.end) == Some(text)
        };
        let inside = |field: Field, span: Span| article.field(field).get(span.start..span.end).is_some();
        let passage =
            |field: Field, p: &Option<Passage>| p.as_ref().is_none_or(|p| article.field(field).get(p.start..p.end) == Some(&p.text));
        let quote = |q: &&Quote| {
            fits(&q.article, q.field, q.span, &q.text)
                && inside(q.field, q.outer)
                && q.pieces.iter().all(|p| inside(q.field, p.span))
                && passage(q.field, &q.cue)
                && passage(q.field, &q.told_to)
                && passage(q.field, &q.via)
                && q.speaker.as_ref().is_none_or(|s| passage(q.field, &s.mention))
        };
        let figure = |f: &&Figure| fits(&f.article, f.field, f.span, &f.text) && f.measure.evidence.iter().all(|e| inside(f.field, e.span));
        let assertion = |a: &&Assertion| fits(&a.article, a.field, a.span, &a.text);
        let quotes = self.quotes.iter().find(|q| !quote(q)).map(|q| &*q.id);
        let figures = || self.figures.iter().find(|f| !figure(f)).map(|f| &*f.id);
        let assertions = || self.assertions.iter().find(|a| !assertion(a)).map(|a| &*a.id);
        quotes.or_else(figures).or_else(assertions)
    }
}

/// A limit of the configuration that an article hit, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitHit {
    /// The setting's name.
    pub limit: String,
    /// The article, where it is one article's limit.
    #[serde(default)]
    pub article: Option<String>,
    /// What was left out, in plain words.
    pub text: String,
}

/// A piece of the article with its characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passage {
    /// The first position inside.
    pub start: usize,
    /// The first position after.
    pub end: usize,
    /// The article's own characters there.
    pub text: String,
}

impl Passage {
    /// The passage of `text` at `span`.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        Self { start: span.start, end: span.end, text: span.slice(text).to_owned() }
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

fn convert_passage(passage: Option<&mut Passage>, map: &OffsetMap) {
    if let Some(p) = passage {
        let mut span = p.span();
        map.convert(&mut span);
        (p.start, p.end) = (span.start, span.end);
    }
}

/// Somebody's words, or what stands between quotation marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Quote {
    /// `ARTICLE/qN`.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The field it stands in.
    pub field: Field,
    /// The content, without the outer marks.
    pub span: Span,
    /// The content with its outer marks; equal to `span` where there are none.
    pub outer: Span,
    /// The content's characters.
    pub text: String,
    /// Who said it; none where no speaker is in sight.
    pub speaker: Option<Speaker>,
    /// The words that introduce it ("said", "according to").
    pub cue: Option<Passage>,
    /// How it is given.
    pub form: QuoteForm,
    /// To whom it was said.
    pub told_to: Option<Passage>,
    /// The outlet through which this article has it.
    pub via: Option<Passage>,
    /// The quote that this one is nested in.
    pub parent: Option<String>,
    /// The quote that this one goes on from.
    pub continues: Option<String>,
    /// Of words in marks: the reported statement that they are part of, which stands as a quote of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The parts of a quote spliced by an ellipsis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

impl Quote {
    pub(crate) fn convert(&mut self, map: &OffsetMap) {
        map.convert(&mut self.span);
        map.convert(&mut self.outer);
        self.pieces.iter_mut().for_each(|p| map.convert(&mut p.span));
        let mention = self.speaker.as_mut().and_then(|s| s.mention.as_mut());
        for passage in [mention, self.cue.as_mut(), self.told_to.as_mut(), self.via.as_mut()] {
            convert_passage(passage, map);
        }
    }
}

/// How a quote is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum QuoteForm {
    /// A sentence or more between marks.
    #[default]
    Direct,
    /// Words between marks that are part of the writer's sentence.
    Partial,
    /// Reported without marks.
    Indirect,
    /// Marks around a title, a name or a scare word: nobody's speech.
    Term,
}

/// A part of a quote that an ellipsis spliced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// `QUOTE.N`.
    pub id: String,
    /// Where the part stands.
    pub span: Span,
}

/// Who said a quote, as its article names them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Speaker {
    /// The speaker's entry in the report's list; none in a mere extraction.
    pub id: Option<String>,
    /// The fullest name in the article, or the role with the body it speaks for.
    pub name: String,
    /// The role that the article gives a named speaker ("foreign minister").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Where the article names the speaker of this quote, a pronoun or a role included.
    pub mention: Option<Passage>,
    /// The rule that found the speaker.
    pub how: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// The name in full from another article of the story.
    pub resolved: Option<ResolvedName>,
}

/// A name that another article gives in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolvedName {
    /// The fuller name.
    pub name: String,
    /// The article that has it.
    pub from: String,
}

/// A value with its unit and what it measures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Figure {
    /// `ARTICLE/fN`.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The field it stands in.
    pub field: Field,
    /// Where it stands, hedge and unit included.
    pub span: Span,
    /// Its characters.
    pub text: String,
    /// What kind of value it is.
    pub kind: FigureKind,
    /// The number stated, in full ("3500000" for "3.5 million"); none for a range.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value: Option<Decimal>,
    /// The lower end of a range or bound.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub low: Option<Decimal>,
    /// The upper end of a range or bound.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub high: Option<Decimal>,
    /// ISO 4217 code, or the currency's word where no country is known (`dinar`) or none issues it (`BTC`); `percent`, a
    /// unit's name, or the noun counted; in the singular.
    pub unit: Option<String>,
    /// Whether the unit was assumed rather than stated (a bare `$`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unit_assumed: bool,
    /// How the value bounds the quantity.
    pub modifier: Option<Modifier>,
    /// How precisely it is stated.
    pub precision: Option<Precision>,
    /// Whether the writer calls it approximate or uncertain ("about", "an estimated").
    pub hedged: bool,
    /// Whether the writer passes it on without vouching for it ("reportedly").
    pub reported: bool,
    /// The date or interval, for kind `date`; `HH:MM` for kind `time`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub date: Option<DateValue>,
    /// What another article tells of an open date.
    pub resolved: Option<ResolvedValue>,
    /// The figure that this one repeats in another unit.
    pub equivalent_of: Option<String>,
    /// The figure that this one is a part of.
    pub part_of: Option<String>,
    /// What it measures.
    pub measure: Measure,
    /// Why a figure has no value, where it has none and should ("more than 28 digits").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_value: Option<String>,
}

impl Figure {
    pub(crate) fn convert(&mut self, map: &OffsetMap) {
        map.convert(&mut self.span);
        self.measure.evidence.iter_mut().for_each(|e| map.convert(&mut e.span));
    }
}

/// What kind of value a figure has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    /// An amount of a currency.
    Money,
    /// Percent or percentage points; basis points are a quantity.
    Percent,
    /// So many of a noun.
    Count,
    /// A number of nothing that is named.
    #[default]
    Number,
    /// So much of a unit.
    Quantity,
    /// A day, month, year or interval.
    Date,
    /// A time of day.
    Time,
    /// A length of time, ages included.
    Duration,
    /// A rank.
    Ordinal,
}

/// How a stated value bounds the quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// Near it.
    Approx,
    /// Below it.
    LessThan,
    /// Above it.
    MoreThan,
    /// It or above.
    AtLeast,
    /// It or below.
    AtMost,
}

/// How precisely a value is stated, as place values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Precision {
    /// The place value of the last digit written: 1000000 for "700 million".
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub finest: Decimal,
    /// The place value of the last digit that is not a zero: 100000000 for "700 million". Between the
    /// two, trailing zeros do not tell.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub coarsest: Decimal,
}

/// What another article tells of an open value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolvedValue {
    /// The value.
    pub value: String,
    /// The article that tells.
    pub from: String,
}

/// What a figure measures, each part as lemmas or the article's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Measure {
    /// All of it in one readable phrase.
    pub what: Option<String>,
    /// The event or relation, as a lemma ("kill", "cost").
    pub predicate: Option<String>,
    /// The thing counted or measured, as a lemma ("refugee", "programme").
    pub counted: Option<String>,
    /// The nouns that narrow the thing counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<String>,
    /// Who takes part, as named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<String>,
    /// When, or for how long.
    pub period: Option<String>,
    /// What is counted in or out ("including", "adjusted").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<String>,
    /// Where each part was read from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// One who takes part in what is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Participant {
    /// The part they take.
    pub role: Role,
    /// The name or noun.
    pub name: String,
}

/// The part that somebody or something takes in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Who does it, pays, demands.
    Agent,
    /// To whom it is done.
    Patient,
    /// Who receives it ("to", "for").
    Recipient,
    /// From whom it comes or goes.
    Source,
    /// What it is about ("for", "over", "in").
    Topic,
}

/// The words that a part of a measure was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The part's name.
    pub part: String,
    /// Where the words stand.
    pub span: Span,
}

/// A sentence's event with its polarity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Assertion {
    /// `ARTICLE/aN`.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The field it stands in.
    pub field: Field,
    /// The clause.
    pub span: Span,
    /// Its characters.
    pub text: String,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// The event, as a lemma.
    pub predicate: String,
    /// Who or what it is about, as the article has it.
    pub subject: Option<String>,
    /// What it is done to, as the article has it.
    pub object: Option<String>,
    /// Who does it, where the clause is passive and says so: "by the court".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Whether the clause is passive: then the subject is what it is done to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub passive: bool,
    /// How it is put forward ("could", "plans to", "reportedly"); none for a plain fact.
    pub modality: Option<String>,
}

/// Whether a sentence affirms its event or denies it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It happened.
    #[default]
    Affirmed,
    /// It did not.
    Denied,
}
