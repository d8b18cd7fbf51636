//! Which figures of different articles measure the same data item.
//!
//! A pair is scored row by row, as in record linkage (Fellegi and Sunter 1969): each part of the measure
//! that agrees counts for the pair, each that is stated and differs counts against it, and a missing part
//! counts a little against. The rows and their sum can be shown.

mod bar;
mod config;
mod group;
mod score;

pub(crate) use bar::{OTHER_EVENT, OTHER_THING, Shelves, bar as barred};
pub use config::AlignConfig;
pub(crate) use group::{Group, Pair, group, grown, moved};
pub(crate) use score::{Row, SPEED, remarkable, slip};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{Figure, Role};
use crate::terms::{Context, Surroundings};

/// A figure with what alignment needs to know of it.
pub(crate) struct Item<'a> {
    pub(crate) figure: &'a Figure,
    /// The index of its article.
    pub(crate) article: usize,
    pub(crate) context: &'a Context,
    /// The same, weighed.
    pub(crate) around: Surroundings<'a>,
    /// How many digits beyond the first make its value remarkable.
    pub(crate) remarkable: u8,
    /// The place, as terms.
    pub(crate) place: Vec<u32>,
    /// What its event, and the thing counted, are like.
    pub(crate) like: (Like<'a>, Like<'a>),
    /// Of a duration that tells how long something went on, what it was: "the siege lasted", "besieged for".
    pub(crate) lasted: Vec<&'a str>,
    /// The thing counted, as terms.
    pub(crate) counted: Vec<u32>,
    /// Whether that can stand for any person or thing.
    pub(crate) any: bool,
    /// Whether persons are counted.
    pub(crate) persons: bool,
    /// Whether the thing counted is called by a name behind a noun.
    pub(crate) named: bool,
    /// Whether an amount is what the thing counted is worth; and whether nothing else is said of it.
    pub(crate) price: (bool, bool),
    /// What narrows it, as terms.
    pub(crate) modifiers: Vec<u32>,
    /// The ordinals that narrow it: "third-quarter revenue".
    pub(crate) ranks: Vec<&'a str>,
    /// Whether it is of a time before what is told: "up from 40".
    pub(crate) before: bool,
    /// Whether there is no event of its own: a state, that something is or remains.
    pub(crate) states: bool,
    /// Whether the event is one of saying: announced, confirmed, told.
    pub(crate) says: bool,
    /// Whether a level is told as a day leaves it: closed at, traded at.
    pub(crate) daily: bool,
    /// The words that name the event, as terms.
    pub(crate) event: Vec<u32>,
    pub(crate) participants: Vec<Who<'a>>,
    /// Whether the event is one that befalls somebody: the killed are not the injured.
    pub(crate) befalls: bool,
    /// Whether the event's count grows while it is taken.
    pub(crate) grows: bool,
    /// Whether those are counted who come together: nobody counts them one by one.
    pub(crate) crowd: bool,
    /// The days on which the article lets the event happen, the last excluded.
    pub(crate) when: Option<(Date, Date)>,
    /// The days that its sentence names, the last of each excluded.
    pub(crate) dates: Vec<(Date, Date)>,
    /// The article's day.
    pub(crate) published: Option<Date>,
    /// Whether the figure is a date that another one is told of: "in 2021" of "handled 4 million in 2021".
    pub(crate) dates_another: bool,
    /// The lengths of time that are named beside it: "for the quarter".
    pub(crate) spells: Vec<&'a str>,
    /// Whether it is of a size that each such event has, and no sum: a magnitude.
    pub(crate) dimension: bool,
    /// Whether the figure moves from day to day, up or down: of the missing, of a fire's area.
    pub(crate) moves: bool,
    /// Whether it was taken when only a part was counted: "with 40% of the vote in".
    pub(crate) partial: bool,
    /// Whether it is a statistic of more than one incident.
    pub(crate) background: bool,
    /// Whether it stands in the title, or in a first line that is one.
    pub(crate) headline: bool,
    /// How the article puts the event forward.
    pub(crate) standing: Standing,
    /// Whether what is yet to be is agreed or planned, and no mere "would"; or what is told as a fact is of the present.
    pub(crate) course: Course,
    /// What is counted in or out; and the same with the words that set a count apart from another: "another four".
    pub(crate) scope: Vec<&'a str>,
    pub(crate) apart: Vec<&'a str>,
}

impl Item<'_> {
    /// Whether both events are told by one word, or by words that may tell one; or both are of how long one
    /// process went on, or both tell what one thing is worth.
    pub(crate) fn one_event(&self, other: &Self) -> bool {
        one(&self.figure.measure.predicate, &other.figure.measure.predicate, self.like.0, other.like.0)
            || self.lasted.iter().any(|p| other.lasted.contains(p))
            || self.price.0 && other.price.0 && (self.price.1 || other.price.1) && self.one_thing(other)
    }

    /// Whether both things counted have one name, or names that may stand for one another.
    pub(crate) fn one_thing(&self, other: &Self) -> bool {
        one(&self.figure.measure.counted, &other.figure.measure.counted, self.like.1, other.like.1)
            || self.is_called(other)
            || other.is_called(self)
    }

    /// Whether the thing counted is a name, and the other's the noun before it: "the river Maro", "the river".
    fn is_called(&self, other: &Self) -> bool {
        self.named && !other.counted.is_empty() && other.counted.iter().all(|t| self.modifiers.contains(t))
    }

    /// Whether its sentence names a day within so many of these.
    pub(crate) fn dated_near(&self, when: Option<(Date, Date)>, days: u32) -> bool {
        let apart = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
        let near = |(start, end): (Date, Date)| self.dates.iter().any(|(s, e)| apart(end.min(*e), start.max(*s)) < i64::from(days));
        when.is_some_and(near)
    }

    /// The day that the figure is of: the last of the few that it is told of, else the article's; none of a sum of more.
    pub(crate) fn taken(&self) -> Option<Date> {
        match self.when {
            Some((start, end)) => end.yesterday().ok().filter(|_| start.until(end).is_ok_and(|span| span.get_days() <= 8)),
            None => self.published,
        }
    }

    /// Whether it is of a year or more that is told by its distance: "this year", "the past year".
    pub(crate) fn of_year(&self) -> bool {
        self.figure.text.ends_with("year")
            && self.when.is_some_and(|(start, end)| start.until(end).is_ok_and(|span| span.get_days() >= 365))
    }

    pub(crate) fn denied(&self) -> bool {
        self.standing == Standing::Denied
    }
}

fn one(a: &Option<String>, b: &Option<String>, x: Like<'_>, y: Like<'_>) -> bool {
    a.is_some() && (a == b || x.meets(y))
}

/// What a word stands for beside others that may tell the same: nothing, or up to two such classes. Some hold of
/// some figures only: "took" of seats is "won", of rings "stole", of a share "bought".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Like<'a>([&'a str; 2]);

impl<'a> Like<'a> {
    /// Of a table's row those classes that hold beside `of`: what a class is limited to stands before it, "money=price".
    pub(crate) fn of(row: &'a str, of: &[&str]) -> Self {
        let mut like = Self::default();
        if row.is_empty() {
            return like;
        }
        let holds = |class: &'a str| match class.split_once('=') {
            Some((only, class)) => (!only.is_empty() && of.contains(&only)).then_some(class),
            None => Some(class),
        };
        for class in row.split(',').filter_map(holds).filter(|c| !c.is_empty()) {
            like.add(class);
        }
        like
    }

    /// Adds a class where there is room.
    pub(crate) fn add(&mut self, class: &'a str) {
        if let Some(free) = self.0.iter_mut().find(|c| c.is_empty()) {
            *free = class;
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0[0].is_empty()
    }

    pub(crate) fn has(self, class: &str) -> bool {
        !class.is_empty() && self.0.contains(&class)
    }

    /// The classes; empty words fill up.
    pub(crate) const fn classes(&self) -> &[&'a str; 2] {
        &self.0
    }

    fn meets(self, other: Self) -> bool {
        !self.is_empty() && !other.is_empty() && self.0.iter().any(|c| other.has(c))
    }
}

/// How an article puts an event forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It happened, or is said to have.
    #[default]
    Fact,
    /// It could, may or would happen, or is planned.
    Open,
    /// It did not.
    Denied,
}

/// How far what is told has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Course {
    /// It is done, or nothing is said of it.
    #[default]
    Other,
    /// It will be.
    Ahead,
    /// It is agreed or planned.
    Agreed,
    /// It is told in the present, or by a noun.
    Now,
}

/// One who takes part in what a figure measures.
pub(crate) struct Who<'a> {
    pub(crate) role: Role,
    pub(crate) terms: Vec<u32>,
    /// Whether it is a name rather than a common noun.
    pub(crate) named: bool,
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
