//! One person under two names.
//!
//! Two articles name a person each whom the other does not name; the names are alike, and so is what is
//! said of them. A given name that agrees with an unlike surname, or the other way round, is a slip of one
//! of the two.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;

use super::config::FactConfig;
use super::first;
use super::told::{Story, Told};
use crate::article::Field;
use crate::claim::LimitHit;
use crate::config::Config;
use crate::date::DateValue;
use crate::extract::NameWords;
use crate::lexicon::{Class, Lexicon};
use crate::mentions::PersonMention;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::terms::{Rarity, terms_of};
use crate::text::Document;

/// One name of an article, with all places where it stands.
struct Named<'a> {
    article: usize,
    name: &'a str,
    mentions: Vec<&'a PersonMention>,
    words: NameWords,
    parts: Option<Parts>,
    /// The titles it has that one person alone can hold.
    offices: Vec<&'a str>,
    /// Its titles of office or rank: "judge", and not "mr".
    titles: Vec<&'a str>,
}

/// The first and the last word of a name, as [`letters`].
type Parts = (String, String);

/// Two names in two articles, and how much alike what is said of them is.
struct Pair<'n, 'a> {
    said: f64,
    names: [&'n Named<'a>; 2],
}

/// All findings on names of persons in a story.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let (lexicon, facts) = (config.words(), config.fact_settings());
    let named = story.articles.iter().enumerate().flat_map(|(n, told)| names(n, told, lexicon)).collect();
    let named: Vec<Named<'_>> = first::of_each(named, |n| n.article, config.compared_limit(), "names of persons", story, limits);
    let in_full = |article: usize, name: &NameWords| named.iter().any(|n| n.article == article && n.words.fits(name));
    let at_all = |article: usize, name: &str| {
        let surname = name.rsplit(' ').next().unwrap_or_default();
        let article = story.articles[article].article;
        [Field::Title, Field::Text].iter().any(|f| article.field(*f).contains(surname))
    };
    let mut long: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut pairs: BTreeMap<(&str, &str), Vec<Pair<'_, '_>>> = BTreeMap::new();
    for (n, a) in named.iter().enumerate() {
        for b in named[n + 1..].iter().filter(|b| b.article != a.article && b.name != a.name) {
            let alike = || unlike_part((&a.words, &a.parts), (&b.words, &b.parts), facts).is_some();
            let short = || same_surname(a, b) && is_short_form(a.name, b.name, lexicon);
            let known = if alike() || short() || one_surname(a, b, lexicon) {
                in_full(a.article, &b.words) || in_full(b.article, &a.words)
            } else if one_office(a, b).is_some() {
                at_all(a.article, b.name) || at_all(b.article, a.name)
            } else {
                continue;
            };
            if known {
                continue;
            }
            let own = [a.name, b.name].map(|n| terms_of(n, lexicon)).concat();
            long.extend([a, b].into_iter().filter(|n| n.mentions.len() > facts.mentions).map(|n| (n.article, n.name)));
            let said = said_alike(story, rarity, a, b, &own, facts);
            if said >= facts.names {
                let (a, b) = if a.name <= b.name { (a, b) } else { (b, a) };
                pairs.entry((a.name, b.name)).or_default().push(Pair { said, names: [a, b] });
            }
        }
    }
    limits.extend(long.into_iter().map(|(article, name)| LimitHit {
        limit: "mentions".into(),
        article: Some(story.articles[article].article.id().to_owned()),
        text: format!("only the first {} sentences that name {name} were held against what others say", facts.mentions),
    }));
    pairs.into_iter().map(|((a, b), places)| finding(story, a, b, &places, config)).collect()
}

fn names<'a>(article: usize, told: &Told<'a>, lexicon: &Lexicon) -> Vec<Named<'a>> {
    let mut names: BTreeMap<&str, Vec<&PersonMention>> = BTreeMap::new();
    for person in &told.terms.mentions.persons {
        names.entry(told.article.slice(person.field, person.span)).or_default().push(person);
    }
    let sole = |title: &&str| {
        let doc = Document::of_words(title, lexicon);
        lexicon.phrase(&doc.tokens, 0, Class::SoleOffice).is_some_and(|(len, _)| len == doc.tokens.len())
    };
    let named = |(name, mentions): (&'a str, Vec<&'a PersonMention>)| {
        let titles = mentions.iter().map(|m| m.title.as_str()).filter(|t| !t.is_empty()).dedup();
        let of_rank = |title: &&str| {
            let title = lexicon.word(title.rsplit(' ').next().unwrap_or_default().trim_end_matches('.'));
            lexicon.is(title, Class::Title) && lexicon.payload(title, Class::Title).is_empty()
        };
        let offices = titles.clone().filter(sole).collect();
        Named { article, name, words: NameWords::of(name), parts: parts(name), offices, titles: titles.filter(of_rank).collect(), mentions }
    };
    names.into_iter().map(named).collect()
}

/// Whether both names have one surname, other given names, and one title: two of a family seldom have, and an article may
/// take one for the other.
fn one_surname(a: &Named<'_>, b: &Named<'_>, lexicon: &Lexicon) -> bool {
    same_surname(a, b)
        && a.titles.iter().any(|t| b.titles.iter().any(|u| one_title(t, u)))
        && !a.words.fits(&b.words)
        && !is_short_form(a.name, b.name, lexicon)
}

/// Whether two names have one surname, and not one given name.
fn same_surname(a: &Named<'_>, b: &Named<'_>) -> bool {
    a.parts.as_ref().zip(b.parts.as_ref()).is_some_and(|(a, b)| a.1 == b.1 && a.0 != b.0)
}

/// Whether two titles are one, of which one may be cut short: "professor", "prof.".
fn one_title(a: &str, b: &str) -> bool {
    let cut = |short: &str, long: &str| short.strip_suffix('.').is_some_and(|s| long.trim_end_matches('.').starts_with(s));
    a == b || cut(a, b) || cut(b, a)
}

/// The office that both names hold and that one alone can hold; none where the names can be one person's.
fn one_office<'a>(a: &Named<'a>, b: &Named<'a>) -> Option<&'a str> {
    let held = a.offices.iter().copied().find(|t| b.offices.contains(t));
    held.filter(|_| !a.words.fits(&b.words))
}

fn parts(name: &str) -> Option<Parts> {
    let mut plain = name.split(' ').map(letters).filter(|w| w.chars().count() > 1);
    Some((plain.next()?, plain.next_back()?))
}

/// How alike the parts are in which two names of one person differ; none where too little agrees.
fn unlike_part(
    (words, parts): (&NameWords, &Option<Parts>),
    (other_words, other_parts): (&NameWords, &Option<Parts>),
    facts: &FactConfig,
) -> Option<f64> {
    let ((given, surname), (other_given, other_surname)) = (parts.as_ref()?, other_parts.as_ref()?);
    let (one, other) = match (given == other_given, surname == other_surname) {
        (true, _) => (surname, other_surname),
        (_, true) => (given, other_given),
        _ => return None,
    };
    if words.fits(other_words) {
        return None;
    }
    let like = strsim::jaro_winkler(one, other);
    (like >= facts.spelling.0).then_some(like)
}

/// Whether one of two given names is a short form of the other: Joe of Joseph, Eddie of Ed, Timmy of Timothy, and those
/// that the table tells, Bill of William. The surnames are equal then.
pub(super) fn is_short_form(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let given = |name: &str| name.split(' ').map(letters).next().unwrap_or_default();
    let surname = |name: &str| name.split(' ').map(letters).next_back().unwrap_or_default();
    let stem = |name: &str| {
        let bare = ["ie", "y", "e"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned();
        let mut end = bare.chars().rev();
        // Timmy, Eddie: the letter before the ending is doubled.
        if end.next().zip(end.next()).is_some_and(|(x, y)| x == y) { bare[..bare.len() - 1].to_owned() } else { bare }
    };
    let short = |x: &str, y: &str| x.is_ascii() && stem(x).len() >= 2 && y.starts_with(&stem(x)) && x.len() < y.len() + 2;
    let (x, y) = (given(a), given(b));
    surname(a) == surname(b) && x != y && (short(&x, &y) || short(&y, &x) || is_told_short(&x, &y, lexicon))
}

/// Whether the table tells that one of two given names, in lower case, is a short form of the other, or both of a third.
pub(super) fn is_told_short(x: &str, y: &str, lexicon: &Lexicon) -> bool {
    let full = |name: &str| lexicon.payload(lexicon.word(name), Class::Tells).split('/').filter(|n| !n.is_empty());
    full(x).any(|f| f == y || full(y).any(|g| f == g)) || full(y).any(|g| g == x)
}

/// The letters of a word, in lower case and without accents.
fn letters(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The claim in which a name stands; the article's id where none does.
pub(super) fn claim_at<'a>(told: &Told<'a>, mention: &PersonMention) -> &'a str {
    let here = |field: Field, span: crate::Span| field == mention.field && span.overlaps(mention.span);
    let assertion = told.claims.assertions.iter().find(|a| here(a.field, a.span)).map(|a| a.id.as_str());
    let quote = || told.claims.quotes.iter().find(|q| here(q.field, q.outer)).map(|q| q.id.as_str());
    assertion.or_else(quote).unwrap_or_else(|| told.article.id())
}

/// The times of day, to the minute, in the sentence of a name.
fn clocks<'s>(story: &'s Story<'_>, named: &Named<'_>, mention: &PersonMention) -> impl Iterator<Item = DateValue> + 's {
    let told = &story.articles[named.article];
    let (field, place) = told.terms.places.get(mention.sentence).copied().unwrap_or_default();
    let here = told.claims.figures.iter().filter(move |f| f.field == field && place.overlaps(f.span)).filter_map(|f| f.date);
    here.filter(|d| matches!(d, DateValue::Clock(_, minute, _) if minute % 5 != 0))
}

/// How alike the sentences are in which two names stand, at the best; the names' own terms are left out. Sentences
/// that share a time to the minute are alike enough.
fn said_alike(story: &Story<'_>, rarity: &Rarity, a: &Named<'_>, b: &Named<'_>, own: &[u32], facts: &FactConfig) -> f64 {
    let (enough, most) = (facts.names, facts.mentions);
    let sentence = |n: &Named<'_>, m: &PersonMention| {
        let terms = story.articles[n.article].terms.sentences.get(m.sentence)?;
        Some(terms.iter().copied().filter(|t| !own.contains(t)).collect::<Vec<u32>>())
    };
    let mut best = 0.0_f64;
    for (x, y) in a.mentions.iter().take(most).cartesian_product(b.mentions.iter().take(most)) {
        if let (Some(s), Some(t)) = (sentence(a, x), sentence(b, y)) {
            let like = rarity.likeness(&s, &t);
            // A time to the minute that both have is no chance.
            let figure = || clocks(story, a, x).any(|time| clocks(story, b, y).any(|other| time == other));
            best = best.max(if like > 0.0 && like < enough && figure() { enough } else { like });
        }
    }
    best
}

fn finding(story: &Story<'_>, a: &str, b: &str, places: &[Pair<'_, '_>], config: &Config) -> Finding {
    let (lexicon, facts) = (config.words(), config.fact_settings());
    let mut values: Vec<Value> = Vec::new();
    for named in places.iter().flat_map(|p| p.names) {
        let told = &story.articles[named.article];
        let Some(first) = named.mentions.iter().min_by_key(|m| (m.field != Field::Text, m.span)) else { continue };
        values.push(Value {
            claim: claim_at(told, first).to_owned(),
            article: told.article.id().to_owned(),
            field: first.field,
            span: first.span,
            text: named.name.to_owned(),
            normalised: named.name.to_owned(),
            ..Value::default()
        });
    }
    values.sort_by(|x, y| (&x.normalised, &x.article, x.span).cmp(&(&y.normalised, &y.article, y.span)));
    values.dedup();
    let said = places.iter().map(|p| p.said).fold(0.0, f64::max);
    let [one, other] = places.first().map_or_else(|| [None; 2], |p| p.names.map(Some));
    let unlike = one.zip(other).and_then(|(a, b)| unlike_part((&a.words, &a.parts), (&b.words, &b.parts), facts));
    let (rule, text) = match unlike {
        Some(like) if is_short_form(a, b, lexicon) => ("short_name", format!("a short form: {a} and {b} are {like:.2} alike")),
        Some(like) => ("name_spelling", format!("{a} and {b} are {like:.2} alike")),
        None if is_short_form(a, b, lexicon) => ("short_name", format!("a short form: {a} and {b}")),
        None if one.zip(other).is_some_and(|(a, b)| one_surname(a, b, lexicon)) => {
            ("one_surname", format!("{a} and {b} have one surname and one title"))
        }
        None => {
            let office = places.iter().find_map(|p| one_office(p.names[0], p.names[1])).unwrap_or("office");
            ("one_office", format!("{a} and {b} are both called {office}"))
        }
    };
    let text = format!("{text}, no article has both, and what is said of them is {said:.2} alike");
    let title = places.iter().flat_map(|p| p.names).flat_map(|n| &n.mentions).map(|m| m.title.as_str()).max_by_key(|t| t.len());
    Finding {
        kind: FindingKind::Attribution,
        grade: if rule == "short_name" { Grade::Variant } else { Grade::Discrepant },
        what: format!("the name of {}", title.filter(|t| !t.is_empty()).map_or_else(|| "one person".to_owned(), |t| format!("the {t}"))),
        values,
        reasons: vec![Reason { rule: rule.into(), text }],
        ..Finding::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        let is_short_form = |a: &str, b: &str| is_short_form(a, b, Lexicon::shipped());
        for (a, b) in [
            ("Joe Marsh", "Joseph Marsh"),
            ("Ed Berg", "Eddie Berg"),
            ("Timmy Berg", "Timothy Berg"),
            ("Rob Venn", "Robert Venn"),
            ("Peggy Venn", "Margaret Venn"),
        ] {
            assert!(is_short_form(a, b) && is_short_form(b, a), "{a} / {b}");
        }
        for (a, b) in
            [("Marina Berg", "Martha Berg"), ("Stefan Marsh", "Steffen Marsh"), ("Joe Marsh", "Joseph Berg"), ("Ann Berg", "Ann Berg")]
        {
            assert!(!is_short_form(a, b) && !is_short_form(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn titles_that_are_cut_short() {
        for (a, b) in [("professor", "professor"), ("prof.", "professor"), ("capt.", "captain")] {
            assert!(one_title(a, b) && one_title(b, a), "{a} / {b}");
        }
        for (a, b) in [("professor", "prosecutor"), ("governor", "senator"), ("gen.", "governor"), ("vice president", "president")] {
            assert!(!one_title(a, b) && !one_title(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn names_that_differ_in_one_part() {
        let unlike = |a: &str, b: &str| {
            let of = |name| (NameWords::of(name), parts(name));
            let ((x, p), (y, q)) = (of(a), of(b));
            unlike_part((&x, &p), (&y, &q), &FactConfig::new())
        };
        for (a, b) in [("Anna Molvig", "Anna Molvik"), ("Gunnar Tollefsen", "Gunnar Tolefson"), ("Stefan Marsh", "Steffen Marsh")] {
            assert!(unlike(a, b).is_some(), "{a} / {b}");
        }
        for (a, b) in [("Anna Berg", "Anna Marsh"), ("Anna Berg", "Carl Berg"), ("José Muñoz", "Jose Munoz"), ("Anna Berg", "Anna M. Berg")]
        {
            assert_eq!(unlike(a, b), None, "{a} / {b}");
        }
    }
}
