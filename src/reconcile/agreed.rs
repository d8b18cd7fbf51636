//! What two origins or more tell alike: an event done by the same to the same, a day of it, and that somebody
//! would not speak of a matter.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;

use super::polarity::{Item, QUOTED, View, is_state, listed, opening};
use crate::claim::{Figure, FigureKind, Polarity};
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::terms::is_common;

/// Of one event so many assertions of an article are kept.
const EACH: usize = 2;
/// So many tell of one event more surely.
const MANY: usize = 5;

/// Assertions with the one date that each one's sentence has.
type Dated<'i> = Vec<(&'i Item<'i>, &'i Figure)>;

/// Whether a date without a value is a day called by its name: Tuesday.
fn named_day(figure: &Figure) -> bool {
    figure.text.rsplit(' ').next().is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// A word of a clause that names which of several.
#[derive(PartialEq)]
struct Detail<'a> {
    /// What it is one of: a score, a kind of state, or the preposition before a place.
    kind: &'a str,
    word: &'a str,
}

/// Whether a word is two numbers with a dash between: "3-1".
fn is_score(word: &str) -> bool {
    let number = |w: &str| !w.is_empty() && w.len() < 4 && w.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(a, b)| number(a) && number(b))
}

impl View<'_> {
    /// What two origins or more affirm alike, or deny alike.
    pub(super) fn agreed(&self, event: &str) -> Vec<Finding> {
        let told = |i: &&Item<'_>| match i.claim.polarity {
            Polarity::Affirmed => i.claim.modality.as_deref().is_none_or(|m| m.ends_with("ly")),
            Polarity::Denied => i.claim.modality.is_none(),
        };
        let groups = self.grouped(self.items.iter().filter(told), |a, b| self.told_alike(a, b) && !self.details_differ(a, b));
        groups.iter().map(|g| self.agreement(event, "same_event", g)).collect()
    }

    /// Who, by two origins or more, would not speak of one matter.
    pub(super) fn silent(&self, event: &str) -> Vec<Finding> {
        let unsaid = |i: &&Item<'_>| i.claim.polarity == Polarity::Denied && i.claim.modality.as_deref().is_some_and(|m| m != QUOTED);
        let groups = self.grouped(self.items.iter().filter(unsaid), |a, b| {
            let rest = |i: &Item<'_>, agent: &[u32]| self.all(i).iter().copied().filter(|t| !agent.contains(t)).collect::<Vec<u32>>();
            let (x, y) = (rest(a, &a.agent), rest(b, &b.agent));
            // "The board": its spokesman.
            let within = |x: &[u32], y: &[u32]| x.len() > 1 && x.iter().all(|t| y.contains(t));
            (within(&a.agent, &b.agent) || within(&b.agent, &a.agent)) && self.rarity.likeness(&x, &y) > 0.0
        });
        groups.iter().map(|g| self.agreement(event, "same_silence", g)).collect()
    }

    /// The groups of items of two origins and more, each like all others of its group.
    fn grouped<'i>(
        &self,
        items: impl Iterator<Item = &'i Item<'i>>,
        like: impl Fn(&Item<'_>, &Item<'_>) -> bool,
    ) -> Vec<Vec<&'i Item<'i>>> {
        let mut groups: Vec<Vec<&Item<'_>>> = Vec::new();
        for item in items {
            let alike = |g: &&mut Vec<&Item<'_>>| g.iter().all(|o| like(o, item));
            match groups.iter_mut().find(alike) {
                Some(group) if group.iter().filter(|o| o.article == item.article).count() >= EACH => {}
                Some(group) => group.push(item),
                None => groups.push(vec![item]),
            }
        }
        groups.retain(|g| g.iter().any(|a| !self.same_origin(a, g[0])));
        groups
    }

    /// Whether two assertions of one event share enough to be told alike, and not just one common word: what
    /// both state of who did it, and to whom, is the same, and no number differs.
    fn told_alike(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        let agents = a.agent.is_empty() || b.agent.is_empty() || self.rarity.likeness(&a.agent, &b.agent) >= self.facts.agent;
        if !agents || a.claim.polarity != b.claim.polarity || Self::numbers_differ(a, b) {
            return false;
        }
        let shared = |x: &[u32], y: &[u32]| x.iter().copied().filter(|t| y.contains(t)).collect::<Vec<u32>>();
        let (patient, agent) = (shared(&a.patient, &b.patient), shared(&a.agent, &b.agent));
        let clauses = || self.rarity.likeness(self.all(a), self.all(b));
        let asked = listed(a.claim, self.lexicon) || listed(b.claim, self.lexicon);
        if a.patient.is_empty() != b.patient.is_empty() {
            // "The court ruled that …", "was ruled out by the court": one of a kind, told in a like sentence.
            // "They were led out by the guards": whom the pronoun stands for, the rest of the clause says.
            if agent.len() > 1 && self.like(&a.agent, &b.agent) && clauses() >= self.facts.one_clause {
                return true;
            }
            let rest = |i: &Item<'_>| i.sentence.iter().copied().filter(|t| !agent.contains(t)).collect::<Vec<u32>>();
            return asked
                && agent.len() > 1
                && self.like(&a.agent, &b.agent)
                && self.rarity.likeness(&rest(a), &rest(b)) >= self.facts.beside;
        }
        if !self.one_event(a, b) {
            return false;
        }
        if is_state(a.claim, self.lexicon) {
            // "The mine was" tells nothing.
            let bare = |i: &Item<'_>| i.claim.object.as_deref().is_none_or(|o| !i.claim.text.contains(o));
            if bare(a) && bare(b) {
                return false;
            }
            // "The gunman was a clerk" of two articles says who he was.
            let who = self.is_person(a) && self.is_person(b) && !agent.is_empty();
            return who
                || clauses() >= self.facts.whole_clause && patient.len() + agent.len() > 1
                || clauses() >= self.facts.one_clause && !patient.is_empty();
        }
        let named = patient.iter().chain(&agent).any(|t| !is_common(*t));
        if listed(a.claim, self.lexicon) && listed(b.claim, self.lexicon) {
            return patient.len() + agent.len() > 1 || clauses() >= self.facts.clause || named;
        }
        // A word of saying alone is none.
        if [a, b].iter().any(|i| self.lexicon.is(self.lexicon.word(&i.claim.predicate), Class::Cue)) {
            return false;
        }
        // Of other events, both who and whom are the same, or most of the clause is.
        let both = !patient.is_empty() && !agent.is_empty();
        if both && patient.len() + agent.len() > 2 && self.like(&a.agent, &b.agent) {
            return true;
        }
        named && (both || clauses() >= self.facts.whole_clause) || clauses() >= self.facts.whole_clause && patient.len() + agent.len() > 1
    }

    /// Whether an assertion says of somebody what he is: "the gunman was a clerk".
    fn is_person(&self, item: &Item<'_>) -> bool {
        let object = item.claim.object.as_deref().filter(|_| !item.claim.passive);
        object.and_then(|o| o.rsplit(' ').next()).is_some_and(|last| self.lexicon.is(self.lexicon.word(last), Class::PersonNoun))
    }

    /// Whether both clauses have figures of one kind, or days, and none in common.
    pub(super) fn numbers_differ(a: &Item<'_>, b: &Item<'_>) -> bool {
        let pairs = || a.measured.iter().cartesian_product(&b.measured).filter(|(f, g)| f.kind == g.kind);
        let dates = || a.dated.iter().cartesian_product(&b.dated);
        let meet = |f: &Figure, g: &Figure| match (f.date, g.date) {
            (Some(p), Some(q)) => p == q || p.interval().zip(q.interval()).is_none_or(|(p, q)| p.0.max(q.0) < p.1.min(q.1)),
            _ => !named_day(f) || !named_day(g) || f.text.rsplit(' ').next() == g.text.rsplit(' ').next(),
        };
        // "$8 million a day" is not $8 million.
        let one_unit = |f: &Figure, g: &Figure| f.unit == g.unit || !matches!(f.kind, FigureKind::Money | FigureKind::Quantity);
        pairs().next().is_some() && !pairs().any(|(f, g)| f.value == g.value && one_unit(f, g))
            || dates().next().is_some() && !dates().any(|(f, g)| meet(f, g))
    }

    /// Whether each of two clauses has a word that the other's sentence lacks, and the two are of one kind that shuts the
    /// other out: scores ("3-1" and "3-2"), colours, and names of places behind one preposition ("in Osk", "in Maro").
    fn details_differ(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        if a.claim.text == b.claim.text {
            return false;
        }
        let x = self.details(a, b);
        let y = if x.is_empty() { Vec::new() } else { self.details(b, a) };
        x.iter().cartesian_product(&y).any(|(d, e)| d.kind == e.kind && d.word != e.word) && !x.iter().any(|d| y.contains(d))
    }

    /// The scores, states and places of a clause that the sentence of another does not have.
    fn details<'i>(&'i self, item: &'i Item<'_>, other: &Item<'_>) -> Vec<Detail<'i>> {
        let named = |word: &str| {
            self.sentence(other).split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '–')).any(|w| w.eq_ignore_ascii_case(word))
        };
        let mut before = "";
        let mut details = Vec::new();
        for word in item.claim.text.split(' ') {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.starts_with(char::is_uppercase);
            let id = self.lexicon.word(if capital { "" } else { bare });
            let state = self.lexicon.payload(id, Class::Tells).strip_prefix("state ").and_then(|s| s.split_once(' '));
            let place = || self.lexicon.is(self.lexicon.word(before), Class::PlacePreposition);
            let day = || self.lexicon.is(self.lexicon.word(&bare.to_lowercase()), Class::Calendar);
            let kind = if is_score(bare) {
                Some("score")
            } else if capital {
                Some(before).filter(|_| place() && !day())
            } else {
                state.map(|(kind, _)| kind)
            };
            if let Some(kind) = kind.filter(|_| !named(bare)) {
                details.push(Detail { kind, word: state.map_or(bare, |(_, side)| side) });
            }
            before = word;
        }
        details
    }

    /// The sentence in which a clause stands.
    fn sentence<'i>(&'i self, item: &'i Item<'_>) -> &'i str {
        let told = &self.story.articles[item.article];
        let place = told.terms.place_at(item.claim.field, item.claim.span);
        place.map_or(&item.claim.text, |span| told.article.slice(item.claim.field, span))
    }

    fn agreement(&self, event: &str, rule: &str, group: &[&Item<'_>]) -> Finding {
        let origins: BTreeSet<&str> =
            group.iter().flat_map(|i| self.story.articles[i.article].origins_at(i.claim.field, i.claim.span)).collect();
        let fullest = group.iter().max_by_key(|i| (i.agent.len() + i.patient.len(), std::cmp::Reverse(&i.claim.id)));
        Finding {
            kind: FindingKind::Polarity,
            grade: Grade::Same,
            what: opening(fullest.map_or("", |i| i.claim.text.as_str())),
            values: self.values(event, group.iter().copied()),
            reasons: vec![Reason { rule: rule.into(), text: format!("told alike by {} origins", origins.len()) }],
            ..Finding::default()
        }
    }

    /// Days, months and years that two origins or more give to one event: both sentences name the same two.
    pub(super) fn dated(&self) -> Vec<Finding> {
        let mut by_date: BTreeMap<String, (DateValue, Dated<'_>)> = BTreeMap::new();
        for item in self.items.iter().filter(|i| i.claim.polarity == Polarity::Affirmed && !is_state(i.claim, self.lexicon)) {
            let told = &self.story.articles[item.article];
            let place = told.terms.place_at(item.claim.field, item.claim.span);
            let here = place.into_iter().flat_map(|s| told.places.overlapping(item.claim.field, s));
            let mut within = here.filter(|f| f.kind == FigureKind::Date);
            if let (Some(one), None) = (within.next(), within.next())
                && let Some(date) = one.date
            {
                by_date.entry(date.to_string()).or_insert_with(|| (date, Vec::new())).1.push((item, one));
            }
        }
        let mut found = Vec::new();
        for (date, (value, items)) in by_date {
            // A date that each article has once is its own evidence.
            let once = |i: &Item<'_>| self.dates.get(&(i.article, value)) == Some(&1);
            let one = |a: &Item<'_>, b: &Item<'_>| {
                let shared: Vec<u32> = a.sentence.iter().copied().filter(|t| b.sentence.contains(t)).collect();
                let enough = if once(a) && once(b) { self.facts.rare_date } else { self.facts.dated };
                let enough = if shared.len() >= MANY { enough.min(self.facts.many_dated) } else { enough };
                shared.len() >= self.facts.day_terms
                    && shared.iter().any(|t| !is_common(*t))
                    && self.rarity.likeness(a.sentence, b.sentence) >= enough
            };
            let Some((first, _)) =
                items.iter().find(|(a, _)| items.iter().any(|(b, _)| a.article != b.article && !self.same_origin(a, b) && one(a, b)))
            else {
                continue;
            };
            let mut values: Vec<Value> = Vec::new();
            for (item, figure) in items.iter().filter(|(b, _)| b.claim.id == first.claim.id || one(first, b)) {
                let claim = item.claim;
                let value = Value {
                    claim: figure.id.clone(),
                    article: claim.article.clone(),
                    field: claim.field,
                    span: figure.span,
                    text: figure.text.clone(),
                    normalised: date.clone(),
                    ..Value::default()
                };
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            found.push(Finding {
                kind: FindingKind::Date,
                grade: Grade::Same,
                what: format!("when: {}", opening(&first.claim.text)),
                values,
                reasons: vec![Reason { rule: "same_event".into(), text: format!("one event of the same names, dated {date}") }],
                ..Finding::default()
            });
        }
        found
    }
}
