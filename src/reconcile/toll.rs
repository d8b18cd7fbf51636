//! What a toll counts: those who were shot, and lived; what is no victim; what is part of a greater count.

use std::cmp::Reverse;

use itertools::Itertools;
use rustc_hash::FxHashSet;

use super::figures::View;
use super::items::aside;
use super::places::Places;
use super::told::Story;
use crate::align::{Group, Item, Like};
use crate::article::Field;
use crate::claim::{Assertion, Figure, FigureKind, Polarity};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon, WordId};
use crate::report::Reason;
use crate::span::Span;

/// Whether somebody died in what the story tells of: some article says so in its title, or most articles say so
/// anywhere, or half of them and one in its lead. A death that few of them recall is another one.
pub(super) fn deaths(story: &Story<'_>, items: &[Item<'_>], config: &Config) -> bool {
    let (lexicon, lead) = (config.words(), config.fact_settings().lead);
    let deadly = |p: &str| lexicon.is(lexicon.word(p), Class::Deadly);
    let (mut telling, mut leading) = (0, false);
    for (n, told) in story.articles.iter().enumerate() {
        // Items come article by article.
        let from = items.partition_point(|i| i.article < n);
        let own = &items[from..from + items[from..].partition_point(|i| i.article == n)];
        let aside = Places::of(own.iter().filter(|i| i.background).map(|i| (i.figure.field, i.figure.span, i.figure.span)));
        let beside = |a: &Assertion| aside.overlapping(a.field, a.span).any(|span| a.span.contains(span));
        let dies = |a: &&Assertion| a.polarity == Polarity::Affirmed && deadly(&a.predicate) && !beside(a);
        let assertions = told.claims.assertions.iter().filter(dies);
        let of_items = own.iter().filter(|i| !i.background && is_count(i.figure));
        let figures = of_items.map(|i| i.figure).filter(|f| f.measure.predicate.as_deref().is_some_and(deadly));
        let places: Vec<(Field, Span)> = assertions.map(|a| (a.field, a.span)).chain(figures.map(|f| (f.field, f.span))).collect();
        if places.iter().any(|(field, _)| *field == Field::Title) {
            return true;
        }
        leading |= places.iter().any(|(_, span)| span.start < lead);
        telling += usize::from(!places.is_empty());
    }
    2 * telling + usize::from(leading) > story.articles.len()
}

const fn is_count(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Count | FigureKind::Number)
}

/// Makes those who were shot, where the story tells of no death or counts them beside the dead, and those who were hurt
/// one event.
pub(super) fn outlive<'a>(story: &Story<'_>, items: &mut [Item<'a>], deaths: bool, lexicon: &'a Lexicon) {
    let dead = lexicon.payload(lexicon.word("dead"), Class::EventAdjective);
    // Where an article counts the dead as such, bodies are some of them.
    let counted: FxHashSet<usize> =
        items.iter().filter(|i| i.figure.measure.predicate.as_deref() == Some(dead)).map(|i| i.article).collect();
    for item in items.iter_mut().filter(|i| is_count(i.figure)) {
        if deaths && !counted.contains(&item.article) && counts_dead(item, lexicon) {
            item.like.0 = Like::of(dead, &[]);
            (item.grows, item.any) = (true, true);
            continue;
        }
        let Some(event) = item.figure.measure.predicate.as_deref() else { continue };
        let lived = lexicon.payload(lexicon.word(event), Class::Survived);
        if lived.is_empty() {
            // What is like itself is like what stands for it.
            if item.befalls && item.like.0.is_empty() {
                item.like.0.add(event);
            }
        } else if counts_victims(item.figure, lexicon) && (!deaths || beside(story, item, lexicon)) {
            item.like.0 = Like::of(lived, &[]);
        }
    }
}

/// What all verbs of finding are like.
const FIND: &str = "find";

/// Whether bodies are counted that were found, or victims by their number alone: "the number of victims rose to 17".
fn counts_dead(item: &Item<'_>, lexicon: &Lexicon) -> bool {
    let measure = &item.figure.measure;
    let Some(counted) = measure.counted.as_deref().map(|c| lexicon.word(c)) else { return false };
    if lexicon.payload(counted, Class::Tells) != "dead" {
        return false;
    }
    // The event that the noun alone stands for, or that it was found.
    let alone = lexicon.payload(counted, Class::EventNoun);
    if alone.is_empty() {
        return item.states && item.figure.kind == FigureKind::Number;
    }
    measure.predicate.as_deref() == Some(alone) || item.like.0.has(FIND)
}

/// Whether a count leaves out those told of before: "four others"; not "the other four", and no list's sum.
fn beside(story: &Story<'_>, item: &Item<'_>, lexicon: &Lexicon) -> bool {
    let figure = item.figure;
    let definite = || {
        let before = &story.articles[item.article].article.field(figure.field)[..figure.span.start];
        let mut words = before.split_whitespace().rev().map(|w| lexicon.find_word(w, &mut String::new()).0);
        let other = |w: &WordId| lexicon.payload(*w, Class::ScopeAside) == "beside";
        words.find(|w| !other(w)) == Some(lexicon.word("the"))
    };
    let sum = || figure.measure.evidence.iter().any(|e| e.part == "part");
    figure.measure.scope.iter().any(|s| matches!(aside(s, lexicon), Some("apart" | "beside"))) && !sum() && !definite()
}

/// Whether those are counted whom an event befell: persons, or what no table knows; no shots, incidents or streets.
pub(super) fn counts_victims(figure: &Figure, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(figure.measure.predicate.as_deref().unwrap_or_default());
    if !lexicon.is(event, Class::Befalls) && !lexicon.is(event, Class::Survived) {
        return true;
    }
    figure.measure.counted.as_deref().is_none_or(|c| {
        let word = lexicon.word(c);
        let person = [Class::PersonNoun, Class::AnyNoun, Class::GroupNoun].into_iter().any(|class| lexicon.is(word, class));
        person || !lexicon.is(word, Class::Noun) && !lexicon.is(word, Class::Projectile)
    })
}

impl View<'_> {
    /// The event that most members name; of two, the one that says what befell somebody before what was done.
    fn named(&self, members: &[usize]) -> Option<&str> {
        let named = members.iter().filter_map(|m| self.items[*m].figure.measure.predicate.as_deref());
        let befalls = |p: &str| self.lexicon.is(self.lexicon.word(p), Class::Befalls);
        named.counts().into_iter().max_by_key(|(p, n)| (*n, befalls(p), Reverse(*p))).map(|(best, _)| best)
    }

    /// The event of a group: the one that is named, or what it comes to for those who lived.
    pub(super) fn event(&self, members: &[usize]) -> Option<String> {
        let best = self.named(members)?;
        let lived = self.lexicon.payload(self.lexicon.word(best), Class::Survived);
        Some(
            if !lived.is_empty()
                && (!self.deaths || self.beside_the_dead(members, lived))
                && members.iter().any(|m| counts_victims(self.items[*m].figure, self.lexicon))
            {
                lived
            } else {
                best
            }
            .to_owned(),
        )
    }

    /// Whether those counted are not among the dead of the story: at least half of the articles, and no single one of
    /// several, say that they `lived`, or that others died: "killed a guard and shot four others".
    fn beside_the_dead(&self, members: &[usize], lived: &str) -> bool {
        let apart = |m: &&usize| {
            let item = &self.items[**m];
            item.figure.measure.predicate.as_deref() == Some(lived) || beside(self.story, item, self.lexicon)
        };
        let articles = |of: &mut dyn Iterator<Item = &usize>| of.map(|m| self.items[*m].article).unique().count();
        let (all, said) = (articles(&mut members.iter()), articles(&mut members.iter().filter(apart)));
        2 * said >= all && (said > 1 || all == 1)
    }

    /// Says so where an event is taken for one that its victims survived.
    pub(super) fn lived(&self, members: &[usize]) -> Option<Reason> {
        let event = self.event(members)?;
        let none = !members.iter().any(|m| self.items[*m].figure.measure.predicate.as_deref() == Some(&*event));
        let why = if self.deaths { "they are counted beside the dead" } else { "the story tells of no death" };
        none.then(|| Reason { rule: "survived".into(), text: format!("{why}: taken as {event}") })
    }

    /// Whether a group's figures are parts of a sum: "two pilots" of "a nurse and two pilots". The sum
    /// is shown, with its parts in its passage. A count of persons that more articles give as a whole is no part, nor
    /// is the toll of one of several incidents.
    pub(super) fn is_part(&self, group: &Group) -> bool {
        let named = self.named(&group.members);
        let sum = |part: &Item<'_>| {
            let holds = |i: &&Item<'_>| i.grows && part.figure.part_of.as_ref() == Some(&i.figure.id);
            let one = |i: &Item<'_>| {
                let alike = i.figure.measure.predicate == part.figure.measure.predicate || !counts_victims(i.figure, self.lexicon);
                alike && (part.background || !i.background)
            };
            part.figure.part_of.is_some()
                && part.figure.measure.predicate.as_deref() == named
                && self.items.iter().find(holds).is_some_and(one)
        };
        let (parts, wholes): (Vec<usize>, Vec<usize>) = group.members.iter().partition(|m| sum(&self.items[**m]));
        let of: Vec<usize> = parts.iter().map(|m| self.items[*m].article).unique().collect();
        let whole = |m: &&usize| self.items[**m].any || self.items[**m].figure.measure.counted.is_none();
        let others = wholes.iter().filter(whole).map(|m| self.items[*m].article).filter(|a| !of.contains(a)).unique().count();
        !of.is_empty() && of.len() >= others
    }
}
