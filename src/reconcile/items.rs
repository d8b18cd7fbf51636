//! The figures of a story with what alignment needs to know of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::first;
use super::told::{Story, Told};
use crate::align::{Course, Item, Like, SPEED, Standing, Who, remarkable};
use crate::article::Field;
use crate::claim::{Assertion, Figure, FigureKind, LimitHit, Participant, Polarity, Role};
use crate::compare::{family, is_share, sort};
use crate::config::Config;
use crate::date::DateValue;
use crate::lexicon::{Class, ClassSet, Lexicon, WordId};
use crate::span::floor;
use crate::terms::{Rarity, is_common, terms_of};

/// The figures that are compared: at most so many of a kind, the first of each article, then the second of each,
/// and so on. What is left out is told in `limits`.
pub(super) fn items<'a>(story: &Story<'a>, rarity: &Rarity, config: &'a Config, limits: &mut Vec<LimitHit>) -> Vec<Item<'a>> {
    let lexicon = config.words();
    let (mut items, mut dated) = (Vec::new(), Vec::new());
    let compared = compared(story, config.compared_limit(), limits);
    for (article, told) in story.articles.iter().enumerate() {
        let several: Vec<bool> = told.claims.figures.iter().map(|f| counts_several(f, lexicon)).collect();
        for (n, (figure, context)) in told.claims.figures.iter().zip(told.contexts).enumerate() {
            if !compared.contains(&(article, n)) {
                continue;
            }
            let measure = &figure.measure;
            let when = when(figure, n, &told.claims.figures);
            let tells = |w: &Option<String>| w.as_deref().map_or("", |w| lexicon.payload(lexicon.word(w), Class::Tells));
            // "32% of the vote counted"
            let counting = is_share(figure) && tells(&measure.predicate) == "counting";
            // The missing are found.
            let shrinks = |w: &Option<String>| w.as_deref().is_some_and(|w| lexicon.payload(lexicon.word(w), Class::Toll) == "shrinks");
            let word = |w: &Option<String>, class| w.as_deref().is_some_and(|w| lexicon.is(lexicon.word(w), class));
            // What an article takes back is no claim of its own.
            if withdrawn(figure, lexicon) {
                continue;
            }
            let terms: Vec<(&str, Option<&str>)> = measure.scope.iter().map(|s| (s.as_str(), aside(s, lexicon))).collect();
            let mut apart: Vec<&str> = terms.iter().filter(|(_, aside)| aside.is_none_or(|a| a == "apart")).map(|(s, _)| *s).collect();
            let on_top = |s: &&str| aside(s, lexicon) == Some("apart");
            if apart.iter().any(on_top) && !adds(figure, &told.claims.figures) {
                apart.retain(|s| !on_top(s));
            }
            if more_follow(figure, n, &told.claims.figures, lexicon) {
                apart.push(MORE_FOLLOW);
            }
            if of_several(figure, told, lexicon) {
                apart.push(OF_SEVERAL);
            }
            dated.push(when.map(|(_, end)| end).or_else(|| dated_beside(figure, n, told)));
            let things = measure.counted.as_deref().map_or("", |c| lexicon.payload(lexicon.word(c), Class::LikeThing));
            let event_like = event_like(figure, Like::of(things, &[]), lexicon);
            let like_is = |class: Class| event_like.classes().iter().any(|c| !c.is_empty() && lexicon.is(lexicon.word(c), class));
            let (standing, course) = standing(figure, told, lexicon);
            items.push(Item {
                figure,
                article,
                context,
                around: rarity.surroundings(context),
                remarkable: remarkable(figure),
                like: (event_like, Like::of(things, event_like.classes())),
                lasted: lasted(figure, told, lexicon),
                counted: measure.counted.as_deref().map_or_else(Vec::new, |c| terms_of(c, lexicon)),
                any: word(&measure.counted, Class::AnyNoun),
                persons: word(&measure.counted, Class::PersonNoun),
                named: named(figure, told),
                place: measure.place.as_deref().map_or_else(Vec::new, |p| terms_of(p, lexicon)),
                price: price(figure, lexicon),
                ranks: measure.modifiers.iter().map(String::as_str).filter(|m| lexicon.is(lexicon.word(m), Class::OrdinalWord)).collect(),
                before: measure.scope.iter().any(|s| s == BEFORE),
                modifiers: terms_of(&measure.modifiers.join(" "), lexicon),
                states: word(&measure.predicate, Class::Auxiliary),
                says: word(&measure.predicate, Class::Cue),
                daily: daily(figure, told, lexicon),
                event: event(figure, told, lexicon),
                participants: participants(figure, told, lexicon),
                befalls: word(&measure.predicate, Class::Befalls),
                grows: (word(&measure.predicate, Class::Toll) || like_is(Class::Toll) || counting) && !when.is_some_and(long),
                crowd: word(&measure.predicate, Class::PersonAgent) || like_is(Class::PersonAgent),
                when,
                dates: dates(figure, n, told),
                published: told.terms.day,
                dates_another: figure.kind == FigureKind::Date && dates_another(figure, n, told, lexicon),
                spells: spells(figure, told, lexicon),
                headline: headline(figure, told),
                dimension: word(&measure.predicate, Class::Dimension),
                moves: tells(&measure.predicate) == "moves" || event_like.has(SCORCH) || counting || shrinks(&measure.predicate),
                partial: measure.scope.iter().any(|s| aside(s, lexicon) == Some("partial")),
                background: background(n, told, &several, when, lexicon),
                standing,
                course,
                scope: terms.iter().filter(|(_, aside)| aside.is_none()).map(|(s, _)| *s).collect(),
                apart,
            });
        }
    }
    recall(story, config.alignment().past_days, &dated, &mut items);
    repeat(&mut items);
    items
}

/// The scope of a value from before.
const BEFORE: &str = "before";

/// A count that its article says once of several incidents it says of them wherever it says it.
fn repeat(items: &mut [Item<'_>]) {
    let key = |i: &Item<'_>| Some((i.article, i.figure.measure.predicate.clone()?, i.figure.value.filter(|v| *v > 1.into())?));
    let several: FxHashSet<_> = items.iter().filter(|i| i.grows && i.background).filter_map(key).collect();
    if !several.is_empty() {
        items.iter_mut().for_each(|i| i.background |= i.grows && key(i).is_some_and(|k| several.contains(&k)));
    }
}

/// A toll dated long before the story's first article, and before the others, is of an event that the story recalls.
/// `dated` has a day for each item that has one.
fn recall(story: &Story<'_>, past_days: u32, dated: &[Option<Date>], items: &mut [Item<'_>]) {
    let Some(first) = story.articles.iter().filter_map(|told| told.article.date()).min() else { return };
    let days: Vec<Date> = dated.iter().map(|day| day.map_or(first, |d| d.min(first))).collect();
    let Some(latest) = items.iter().zip(&days).filter(|(i, _)| i.grows).map(|(_, day)| *day).max() else { return };
    let past = |day: Date| day.until(latest).is_ok_and(|span| i64::from(span.get_days()) > i64::from(past_days));
    items.iter_mut().zip(days).for_each(|(i, day)| i.background |= i.grows && past(day));
}

/// The last day of the date that stands nearest to a figure in its sentence: "in the raid of 2003, which killed 17".
fn dated_beside(figure: &Figure, n: usize, told: &Told<'_>) -> Option<Date> {
    let text = told.article.field(figure.field);
    let one_sentence = |f: &&Figure| {
        let (from, to) = (f.span.end.min(figure.span.end), f.span.start.max(figure.span.start));
        f.field == figure.field && text.get(from..to).is_none_or(|between| !between.contains(". ") && !between.contains('\n'))
    };
    let dates = neighbours(n, &told.claims.figures).filter(|f| f.kind == FigureKind::Date).filter(one_sentence);
    let apart = |f: &&Figure| f.span.start.abs_diff(figure.span.start);
    let date = dates.min_by_key(apart)?.date?;
    date.interval().filter(|_| !matches!(date, DateValue::From(_) | DateValue::Until(_))).map(|(_, end)| end)
}

/// What a word is like beside `of`, as its table has it.
fn like<'l>(word: &Option<String>, class: Class, of: &[&str], lexicon: &'l Lexicon) -> Like<'l> {
    word.as_deref().map_or_else(Like::default, |w| Like::of(lexicon.payload(lexicon.word(w), class), of))
}

/// Whether the thing counted is called by a name behind a noun: "the river Maro".
fn named(figure: &Figure, told: &Told<'_>) -> bool {
    let word = figure.measure.evidence.iter().find(|e| e.part == "counted").map(|e| told.article.slice(figure.field, e.span));
    !figure.measure.modifiers.is_empty() && word.is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// What a figure's event is like. A speed is told under any verb: "was doing 90 km/h", "at a speed of 90 km/h"; that of a
/// wind and a limit is another's.
fn event_like<'l>(figure: &Figure, thing: Like<'_>, lexicon: &'l Lexicon) -> Like<'l> {
    let (measure, sort) = (&figure.measure, sort(figure));
    if sort == SPEED && measure.counted.as_deref().is_none_or(|c| c == SPEED) {
        return Like::of(SPEED, &[]);
    }
    let [one, other] = *thing.classes();
    let mut like = like(&measure.predicate, Class::LikeEvent, &[sort, one, other], lexicon);
    // "the blaze has grown to 300 acres": what a fire covers, it has burned.
    let is = |w: &Option<String>, of: &dyn Fn(WordId) -> bool| w.as_deref().is_some_and(|w| of(lexicon.word(w)));
    let fire = |w| lexicon.payload(w, Class::Process) == FIRE;
    if sort == AREA && is(&measure.counted, &fire) && is(&measure.predicate, &|w| lexicon.is(w, Class::Auxiliary)) {
        like.add(SCORCH);
    }
    like
}

/// The sort of what a fire covers, and the process.
const AREA: &str = "area";
const FIRE: &str = "fire";
/// What the verbs for what a fire does to an area are like.
const SCORCH: &str = "scorch";

/// Whether an amount is told of a thing: "a $2 million brooch", "$2 million of silver", "a brooch worth $2 million", "40
/// miles of fence"; and whether a price is all that is told.
fn price(figure: &Figure, lexicon: &Lexicon) -> (bool, bool) {
    let measure = &figure.measure;
    if !matches!(figure.kind, FigureKind::Money | FigureKind::Quantity) || measure.counted.is_none() {
        return (false, false);
    }
    let worth = lexicon.payload(lexicon.word("worth"), Class::EventAdjective);
    let alone = measure.predicate.as_deref() == Some(worth);
    let counted = measure.evidence.iter().find(|e| e.part == "counted").map(|e| e.span.start);
    let beside = counted.is_some_and(|c| c >= figure.span.end && c < figure.span.end + SPELL);
    (alone || beside, alone)
}

/// What went on for the time that a duration tells: it lasted, or a verb tells of it "for" so long.
fn lasted<'l>(figure: &Figure, told: &Told<'_>, lexicon: &'l Lexicon) -> Vec<&'l str> {
    if figure.kind != FigureKind::Duration {
        return Vec::new();
    }
    let measure = &figure.measure;
    let before = &told.article.field(figure.field)[..figure.span.start];
    let last = lexicon.payload(lexicon.word("last"), Class::LikeEvent);
    let lasts = like(&measure.predicate, Class::LikeEvent, &[], lexicon).has(last);
    if !lasts && !before.rsplit([' ', '\n']).find(|w| !w.is_empty()).is_some_and(|w| w.eq_ignore_ascii_case("for")) {
        return Vec::new();
    }
    let part = |p: &&Participant| matches!(p.role, Role::Agent | Role::Patient);
    let head = |p: &Participant| p.name.split(" of ").next().and_then(|name| name.rsplit([' ', '-']).next()).map(str::to_lowercase);
    let heads = measure.participants.iter().filter(part).filter_map(head);
    let process = |w: String| {
        let word = lexicon.word(&w);
        let single = lexicon.payload(word, Class::Plural);
        let word = if single.is_empty() || lexicon.is(word, Class::Process) { word } else { lexicon.word(single) };
        lexicon.payload(word, Class::Process)
    };
    heads.chain(measure.predicate.clone()).map(process).filter(|p| !p.is_empty()).collect()
}

/// The figures, by article and place, that are compared.
fn compared(story: &Story<'_>, most: usize, limits: &mut Vec<LimitHit>) -> FxHashSet<(usize, usize)> {
    let mut kinds: BTreeMap<u8, Vec<(usize, usize)>> = BTreeMap::new();
    for (article, told) in story.articles.iter().enumerate() {
        for (n, figure) in told.claims.figures.iter().enumerate() {
            kinds.entry(family(figure)).or_default().push((article, n));
        }
    }
    let kinds = kinds.into_values().map(|of_kind| {
        let kind = of_kind.first().map(|(a, n)| format!("{:?}", story.articles[*a].claims.figures[*n].kind).to_lowercase());
        first::of_each(of_kind, |f| f.0, most, &format!("figures of the kind {}", kind.unwrap_or_default()), story, limits)
    });
    kinds.flatten().collect()
}

/// Whether a figure counts more than one incident.
fn counts_several(figure: &Figure, lexicon: &Lexicon) -> bool {
    figure.value.is_some_and(|v| v > 1.into())
        && figure.measure.counted.as_deref().is_some_and(|c| {
            let event = lexicon.payload(lexicon.word(c), Class::EventNoun);
            !event.is_empty() && lexicon.is(lexicon.word(event), Class::Toll) && !lexicon.is(lexicon.word(c), Class::Counts)
        })
}

/// Whether the figure is of more than one incident, or of a month and more: a statistic, told beside the news.
/// `several` says of each of the article's figures whether it counts more than one.
fn background(n: usize, told: &Told<'_>, several: &[bool], when: Option<(Date, Date)>, lexicon: &Lexicon) -> bool {
    let figures = &told.claims.figures;
    let figure = &figures[n];
    let text = told.article.field(figure.field);
    let one_sentence = |f: &Figure| {
        let (from, to) = (f.span.end.min(figure.span.end), f.span.start.max(figure.span.start));
        f.field == figure.field && !text.get(from..to).is_some_and(|between| between.contains(". "))
    };
    let plural = |w: &str| {
        let small = if w.starts_with(char::is_uppercase) { Cow::Owned(w.to_lowercase()) } else { Cow::Borrowed(w) };
        let single = lexicon.payload(lexicon.word(&small), Class::Plural);
        let event = if single.is_empty() { "" } else { lexicon.payload(lexicon.word(single), Class::EventNoun) };
        !event.is_empty() && lexicon.is(lexicon.word(event), Class::Survived)
    };
    // "a string of shootings wounded five", "five were hurt in shootings at the port"
    let incidents = || {
        let mut agents = figure.measure.participants.iter().filter(|p| p.role == Role::Agent);
        if agents.any(|p| p.name.split(' ').any(plural)) {
            return true;
        }
        let rest = text.get(figure.span.end..floor(text, (figure.span.end + INCIDENTS).min(text.len()))).unwrap_or_default();
        let sentence = rest.split(['.', '\n', ';']).next().unwrap_or_default();
        sentence.split(' ').any(plural)
    };
    // "436 were killed this year, and 1,900 hurt"
    let of_long = |f: &Figure| {
        let date = |d: &&Figure| d.kind == FigureKind::Date && f.measure.period.as_ref() == Some(&d.text);
        f.measure.period.is_some() && neighbours(n, &told.claims.figures).find(date).and_then(days).is_some_and(long)
    };
    let statistic = || {
        let counts = |f: &&Figure| matches!(f.kind, FigureKind::Count | FigureKind::Number) && f.id != figure.id;
        figure.measure.period.is_none() && neighbours(n, &told.claims.figures).filter(counts).any(|f| one_sentence(f) && of_long(f))
    };
    when.is_some_and(long)
        || figure.measure.predicate.is_some() && statistic()
        || figure.measure.predicate.is_some() && incidents()
        || near(n, figures.len()).any(|m| several[m] && figures[m].id != figure.id && one_sentence(&figures[m]))
}

/// Within so many bytes behind a count its sentence may say of how many incidents it is: "hurt in shootings at the port".
const INCIDENTS: usize = 80;

/// Whether the figure stands in the title, or in a first line that no full stop ends.
fn headline(figure: &Figure, told: &Told<'_>) -> bool {
    let line = || told.article.field(figure.field).lines().next().filter(|l| figure.span.end <= l.len() && !l.trim_end().ends_with('.'));
    figure.field == Field::Title || line().is_some()
}

/// Whether the article says of the figure that it was wrong, or has another in its place.
pub(super) fn withdrawn(figure: &Figure, lexicon: &Lexicon) -> bool {
    figure.measure.scope.iter().any(|s| aside(s, lexicon) == Some("withdrawn"))
}

/// Whether the article counts the same event before: then another so many come on top. "Two died. Another 30 were hurt": they
/// are all that were.
fn adds(figure: &Figure, figures: &[Figure]) -> bool {
    let event = &figure.measure.predicate;
    let before = |f: &Figure| f.field == figure.field && f.span.start < figure.span.start;
    event.is_none() || figures.iter().any(|f| f.measure.predicate == *event && f.measure.counted.is_some() && before(f))
}

/// What a scope's term leaves as it is, if it does.
pub(super) fn aside<'l>(term: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    match term.split_once(' ') {
        Some((first, second)) => lexicon.pair(lexicon.word(first), lexicon.word(second), Class::ScopeAside),
        None => lexicon.is(lexicon.word(term), Class::ScopeAside).then(|| lexicon.payload(lexicon.word(term), Class::ScopeAside)),
    }
}

/// Stands in the scope of a count that another adds to: "killed 40 in the city and dozens more in the hills".
const MORE_FOLLOW: &str = "and more";

/// Whether another count of the same event, set apart from this one, follows in its sentence.
fn more_follow(figure: &Figure, n: usize, figures: &[Figure], lexicon: &Lexicon) -> bool {
    let measure = &figure.measure;
    let apart = |f: &Figure| f.measure.scope.iter().any(|s| aside(s, lexicon) == Some("apart"));
    let next = figures.get(n + 1).filter(|f| f.field == figure.field && f.span.start < figure.span.end + REACH);
    measure.predicate.is_some() && next.is_some_and(|f| f.measure.predicate == measure.predicate && apart(f))
}

/// Stands in the scope of a count that is taken out of a whole: "one of the miners killed".
const OF_SEVERAL: &str = "of several";

/// Whether "of" and what is known follow a count: "three of the victims", "one of his aides".
fn of_several(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let counts = matches!(figure.kind, FigureKind::Count | FigureKind::Number) && figure.value.is_some_and(|v| v >= 1.into());
    let rest = told.article.field(figure.field).get(figure.span.end..).unwrap_or_default();
    let mut words = rest.split(' ').filter(|w| !w.is_empty()).take(2);
    let of = rest.starts_with(' ') && words.next() == Some("of");
    let known = |w: &str| {
        w != "a" && w != "an" && [Class::Determiner, Class::PossessivePronoun].into_iter().any(|c| lexicon.is(lexicon.word(w), c))
    };
    counts && of && words.next().is_some_and(known)
}

/// Whether the figure's event is told by a verb that states the level of a day: "closed at".
fn daily(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let level = |w: &str| {
        let word = lexicon.word(w);
        let lemma = [Class::VerbPast, Class::VerbS, Class::VerbIng, Class::VerbBase].map(|c| lexicon.payload(word, c));
        lexicon.is(word, Class::LevelAt) || lemma.into_iter().any(|l| lexicon.is(lexicon.word(l), Class::LevelAt))
    };
    figure.kind == FigureKind::Money
        && told.article.field(figure.field)[..figure.span.start].rsplit(' ').filter(|w| !w.is_empty()).take(4).any(level)
}

/// Within so many bytes a count may add to another: two clauses of news text.
const REACH: usize = 80;

/// So many figures on either side may share a sentence with one.
const NEIGHBOURS: usize = 6;

fn near(n: usize, figures: usize) -> std::ops::Range<usize> {
    n.saturating_sub(NEIGHBOURS)..(n + NEIGHBOURS + 1).min(figures)
}

fn neighbours(n: usize, figures: &[Figure]) -> impl Iterator<Item = &Figure> {
    figures[near(n, figures.len())].iter()
}

/// Whether a count over so many days is a statistic of a month or a year, which is taken once and grows no more.
fn long((start, end): (Date, Date)) -> bool {
    start.until(end).is_ok_and(|span| span.get_days() >= 28)
}

/// The days on which the article lets a figure's event happen; of a date, its own.
fn when(figure: &Figure, n: usize, figures: &[Figure]) -> Option<(Date, Date)> {
    if figure.kind == FigureKind::Date {
        return days(figure);
    }
    let period = figure.measure.period.as_ref()?;
    let dates = || neighbours(n, figures).filter(|f| f.kind == FigureKind::Date && f.field == figure.field);
    // "since 1998, when": from the day on which the time begins, no more is known.
    let begun = |f: &Figure| match f.date {
        Some(DateValue::From(day)) if f.text.ends_with(period.as_str()) => Some((day, day.tomorrow().ok()?)),
        _ => None,
    };
    match dates().find(|f| f.text == *period) {
        Some(date) => days(date),
        None => dates().find_map(begun),
    }
}

/// The days that the figure's sentence names.
fn dates(figure: &Figure, n: usize, told: &Told<'_>) -> Vec<(Date, Date)> {
    let place = told.terms.place_at(figure.field, figure.span);
    let here = |f: &&Figure| f.kind == FigureKind::Date && f.field == figure.field && place.is_some_and(|p| p.overlaps(f.span));
    neighbours(n, &told.claims.figures).filter(here).filter_map(days).collect()
}

/// The days of a date that has two ends.
fn days(date: &Figure) -> Option<(Date, Date)> {
    date.date.filter(|d| !matches!(d, DateValue::From(_) | DateValue::Until(_))).and_then(DateValue::interval)
}

/// Whether a date is told of another figure's event, or of a price that each day leaves: "closed on Monday at"; a year
/// and more is, wherever a figure of that event is near.
fn dates_another(date: &Figure, n: usize, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let figures = &told.claims.figures;
    let beside = |f: &Figure| told.article.field(date.field).get(date.span.end..f.span.start).is_some_and(|t| t.split(' ').count() < 4);
    let price = figures.get(n + 1).is_some_and(|f| f.field == date.field && beside(f) && daily(f, told, lexicon));
    let year = days(date).is_some_and(|(start, end)| start.until(end).is_ok_and(|span| span.get_days() >= 365));
    let near = |f: &Figure| f.span.start < date.span.end + REACH && date.span.start < f.span.end + REACH;
    let event = |f: &Figure| {
        let measured = !matches!(f.kind, FigureKind::Date | FigureKind::Time | FigureKind::Duration | FigureKind::Ordinal);
        measured && f.measure.predicate.is_some() && f.measure.predicate == date.measure.predicate && near(f)
    };
    price || neighbours(n, figures).any(|f| f.field == date.field && (f.measure.period.as_ref() == Some(&date.text) || year && event(f)))
}

/// Within so many bytes a length of time narrows a figure: "for the quarter".
const SPELL: usize = 32;

/// The lengths of time that are named beside the figure, each as its table has it.
fn spells<'l>(figure: &Figure, told: &Told<'_>, lexicon: &'l Lexicon) -> Vec<&'l str> {
    if matches!(figure.kind, FigureKind::Date | FigureKind::Time | FigureKind::Duration) {
        return Vec::new();
    }
    let text = told.article.field(figure.field);
    let from = floor(text, figure.span.start.saturating_sub(SPELL));
    let until = floor(text, (figure.span.end + SPELL).min(text.len()));
    let (before, after) = (&text[from..figure.span.start], &text[figure.span.end..until]);
    let own = |c: char| matches!(c, '.' | '\n' | ';');
    let sides = [before.rsplit(own).next(), after.split(own).next()];
    let words = sides.into_iter().flatten().flat_map(|side| side.split(|c: char| !c.is_alphabetic()));
    let mut found: Vec<&str> = words.map(|w| lexicon.payload(lexicon.word(w), Class::DateUnit)).filter(|unit| !unit.is_empty()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How the article puts forward the event of the clause that the figure stands in; and how far
/// that has come.
fn standing(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> (Standing, Course) {
    let within = |a: &&Assertion| a.field == figure.field && a.span.start <= figure.span.start && figure.span.end <= a.span.end;
    let clauses = told.claims.assertions.iter().filter(within);
    let going_on = || if going_on(figure, told, lexicon) { Course::Now } else { Course::Other };
    let Some(clause) = clauses.min_by_key(|a| a.span.end - a.span.start) else { return (Standing::Fact, going_on()) };
    let other = figure.measure.predicate.as_ref().is_none_or(|p| *p != clause.predicate);
    // "enables the board to sell 40 ships": it has yet to sell them.
    let permitted = figure.measure.predicate.is_some() && other && lexicon.is(lexicon.word(&clause.predicate), Class::Permits);
    match (clause.polarity, clause.modality.as_deref()) {
        (Polarity::Denied, _) if !(other && aside_of_denial(figure, clause, lexicon)) => (Standing::Denied, Course::Other),
        _ if permitted => (Standing::Open, Course::Other),
        (_, Some(m)) if lexicon.is(lexicon.word(m), Class::Modal) => {
            (Standing::Open, if lexicon.is(lexicon.word(m), Class::FutureModal) { Course::Ahead } else { Course::Other })
        }
        (_, modality) => modality.and_then(|m| plan(m, lexicon)).unwrap_or_else(|| (Standing::Fact, going_on())),
    }
}

/// What words that end in "to" say of what follows: it is yet to be ("aims to", "was ordered to", "is expected to"), or as good as
/// done ("agreed to"); nothing where somebody says that it is ("is believed to").
fn plan(modality: &str, lexicon: &Lexicon) -> Option<(Standing, Course)> {
    let words = modality.strip_suffix(" to")?;
    // "was to cost": a plan that was.
    let past = words.split(' ').next().is_some_and(|w| lexicon.is(lexicon.word(w), Class::PastForm));
    let planned = if past { Course::Other } else { Course::Agreed };
    let reports = |w: &str| [Class::Cue, Class::Reports].into_iter().any(|c| lexicon.is(lexicon.word(w), c));
    if let Some(said) = words.split(' ').find(|w| reports(w)) {
        let forms = [Class::VerbParticiple, Class::VerbS, Class::VerbBase, Class::VerbIng];
        let lemma = forms
            .into_iter()
            .map(|c| lexicon.payload(lexicon.word(said), c))
            .find(|l| !l.is_empty())
            .map_or(WordId::UNKNOWN, |l| lexicon.word(l));
        let vows = lexicon.is(lemma, Class::Catenative) && !lexicon.is(lemma, Class::Reports);
        return if lexicon.is(lemma, Class::Permits) {
            Some((Standing::Open, planned))
        } else {
            vows.then_some((Standing::Fact, Course::Agreed))
        };
    }
    Some((Standing::Open, planned))
}

/// Whether the word of the figure's event tells no past: a verb of the present, a noun ("savings of $9 million").
fn going_on(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let Some(evidence) = figure.measure.evidence.iter().find(|e| e.part == "predicate") else { return false };
    let text = told.article.field(figure.field);
    let own = lexicon.word(evidence.span.slice(text));
    let past = |w| [Class::VerbPast, Class::VerbParticiple, Class::PastForm].into_iter().any(|c| lexicon.is(w, c));
    let before = || text[..evidence.span.start].trim_end().rsplit(' ').next().is_none_or(|w| past(lexicon.word(w)));
    !(past(own) || lexicon.is(own, Class::VerbIng) && before())
}

/// Whether a figure stands before the word that denies its clause, and so beside what is denied: "the rings, worth $9
/// million, were not insured".
fn aside_of_denial(figure: &Figure, clause: &Assertion, lexicon: &Lexicon) -> bool {
    let denies = |text: &str| {
        let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty());
        words.any(|w| lexicon.is(lexicon.find_word(w, &mut String::new()).0, Class::Negation))
    };
    let (before, behind) = (figure.span.start - clause.span.start, figure.span.end - clause.span.start);
    let parts = clause.text.get(..before).zip(clause.text.get(behind..));
    parts.is_some_and(|(before, behind)| !denies(before) && denies(behind))
}

/// The words that the event was read from.
fn event(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> Vec<u32> {
    let words = figure.measure.evidence.iter().find(|e| e.part == "predicate").map(|e| told.article.slice(figure.field, e.span));
    words.map_or_else(Vec::new, |w| terms_of(w, lexicon))
}

/// Who takes part, by the words of their names; and who of them is quoted.
fn participants<'a>(figure: &Figure, told: &Told<'a>, lexicon: &Lexicon) -> Vec<Who<'a>> {
    let roles = [
        (Role::Agent, "agent"),
        (Role::Patient, "patient"),
        (Role::Recipient, "recipient"),
        (Role::Source, "source"),
        (Role::Topic, "topic"),
    ];
    let speaker = |role: Role| {
        let part = roles.iter().find(|(r, _)| *r == role)?.1;
        let span = figure.measure.evidence.iter().find(|e| e.part == part)?.span;
        let said = told.claims.quotes.iter().filter(|q| q.field == figure.field).filter_map(|q| q.speaker.as_ref());
        said.filter(|s| s.mention.as_ref().is_some_and(|m| m.span().overlaps(span))).find_map(|s| s.id.as_deref())
    };
    let who = |p: &Participant| {
        let terms = terms_of(&p.name, lexicon);
        let part = roles.iter().find(|(r, _)| *r == p.role).map_or("", |r| r.1);
        let capital = |word: Option<&str>| word.is_some_and(|w| w.starts_with(char::is_uppercase));
        let rare = || capital(p.name.split(' ').next()) && !terms.iter().all(|t| is_common(*t));
        let named = (capital(p.name.rsplit(' ').next()) || called(&p.name, lexicon)) && (is_name(p, part, figure, told) || rare());
        Who { role: p.role, named, terms, speaker: speaker(p.role) }
    };
    figure.measure.participants.iter().map(who).collect()
}

/// Whether a thing is called by a name that is no word of English: "Maro bridge". A person so called has a
/// name besides, and a country's people do much.
fn called(name: &str, lexicon: &Lexicon) -> bool {
    let word = |w: &str| lexicon.classes(lexicon.word(&w.to_lowercase())) == ClassSet::EMPTY;
    name.split_once(' ').is_some_and(|(first, last)| {
        let thing = lexicon.word(last);
        !lexicon.is(thing, Class::PersonNoun)
            && !lexicon.is(thing, Class::GroupNoun)
            && first.starts_with(char::is_uppercase)
            && word(first)
    })
}

/// Whether the participant is written with a capital that no sentence's beginning explains.
fn is_name(p: &Participant, part: &str, figure: &Figure, told: &Told<'_>) -> bool {
    let Some(e) = figure.measure.evidence.iter().find(|e| e.part == part) else { return false };
    let text = told.article.field(figure.field);
    let at = text.get(e.span.start..e.span.end).and_then(|t| t.find(&p.name)).map_or(e.span.start, |i| e.span.start + i);
    let opens = text[..at].trim_end().chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ',');
    p.name.starts_with(char::is_uppercase) && !opens
}
