//! What a toll counts: those who were shot, and lived; what is no victim; what is part of a greater count.

use std::cmp::Reverse;

use itertools::Itertools;

use super::figures::View;
use super::told::Story;
use crate::align::{Group, Item};
use crate::article::Field;
use crate::claim::{Figure, FigureKind, Polarity};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon};
use crate::report::Reason;
use crate::span::Span;

/// Whether somebody died in what the story tells of: some article says so in its title or its lead, or most
/// articles say so anywhere. A death that one of them recalls further down is another one.
pub(super) fn deaths(story: &Story<'_>, items: &[Item<'_>], config: &Config) -> bool {
    let (lexicon, lead) = (config.words(), config.fact_settings().lead);
    let deadly = |p: &str| lexicon.is(lexicon.word(p), Class::Deadly);
    let mut telling = 0;
    for (n, told) in story.articles.iter().enumerate() {
        let assertions = told.claims.assertions.iter().filter(|a| a.polarity == Polarity::Affirmed && deadly(&a.predicate));
        let of_items = items.iter().filter(|i| i.article == n && !i.background && is_count(i.figure));
        let figures = of_items.map(|i| i.figure).filter(|f| f.measure.predicate.as_deref().is_some_and(deadly));
        let places: Vec<(Field, Span)> = assertions.map(|a| (a.field, a.span)).chain(figures.map(|f| (f.field, f.span))).collect();
        if places.iter().any(|(field, span)| *field == Field::Title || span.start < lead) {
            return true;
        }
        telling += usize::from(!places.is_empty());
    }
    2 * telling > story.articles.len()
}

const fn is_count(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Count | FigureKind::Number)
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
    /// The event of most members; of two, the one that says what befell somebody before what was done.
    pub(super) fn event(&self, members: &[usize]) -> Option<String> {
        let named = members.iter().filter_map(|m| self.items[*m].figure.measure.predicate.as_deref());
        let often = named.counts();
        let befalls = |p: &str| self.lexicon.is(self.lexicon.word(p), Class::Befalls);
        let (best, _) = often.into_iter().max_by_key(|(p, n)| (*n, befalls(p), Reverse(*p)))?;
        let lived = self.lexicon.payload(self.lexicon.word(best), Class::Survived);
        Some(
            if !lived.is_empty() && !self.deaths && members.iter().any(|m| counts_victims(self.items[*m].figure, self.lexicon)) {
                lived
            } else {
                best
            }
            .to_owned(),
        )
    }

    /// Says so where an event is taken for one that its victims survived.
    pub(super) fn lived(&self, members: &[usize]) -> Option<Reason> {
        let event = self.event(members)?;
        let none = !members.iter().any(|m| self.items[*m].figure.measure.predicate.as_deref() == Some(&*event));
        none.then(|| Reason { rule: "survived".into(), text: format!("the story tells of no death: taken as {event}") })
    }

    /// Whether a group's figures are parts of a sum: "two pilots" of "a nurse and two pilots". The sum
    /// is shown, with its parts in its passage. A count that more articles give as a whole is no part.
    pub(super) fn is_part(&self, group: &Group) -> bool {
        let sum = |id: &str| self.items.iter().any(|i| i.grows && i.figure.id == id);
        let (parts, wholes): (Vec<usize>, Vec<usize>) =
            group.members.iter().partition(|m| self.items[**m].figure.part_of.as_deref().is_some_and(sum));
        let of: Vec<usize> = parts.iter().map(|m| self.items[*m].article).unique().collect();
        let others = wholes.iter().map(|m| self.items[*m].article).filter(|a| !of.contains(a)).unique().count();
        !of.is_empty() && of.len() >= others
    }
}
