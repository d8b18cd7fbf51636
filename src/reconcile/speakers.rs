//! Who is quoted, across the articles of a story: one entry for one person, under all names in use.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use itertools::Itertools;
use rustc_hash::FxHashMap;

use super::names::is_told_short;
use super::told::Member;
use crate::claim::{Quote, ResolvedName, Speaker};
use crate::extract::NameWords;
use crate::lexicon::{Class, Lexicon};
use crate::report::SpeakerEntry;

/// One who is quoted.
#[derive(Default)]
struct Person<'a> {
    /// Each name with the first article that has it, the fullest first.
    names: Vec<(&'a str, &'a str)>,
    /// Each name once, by its words.
    words: Vec<Rc<NameWords>>,
    roles: BTreeSet<&'a str>,
}

/// Gives every quote of the story's articles the entry of its speaker, and the fullest name that any of
/// them has; the entries. A pronoun that stands for nobody in its article names no one, and has none.
pub(super) fn resolve(members: &mut [Member<'_>], story: &str, lexicon: &Lexicon) -> Vec<SpeakerEntry> {
    let mut speakers = Vec::new();
    let mut fullest: Vec<(String, String)> = Vec::new();
    // The number of each quote's speaker.
    let of: Vec<Vec<Option<usize>>> = {
        let mut of: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for (n, person) in people(members, lexicon).into_iter().enumerate() {
            fullest.push((person.names[0].0.to_owned(), person.names[0].1.to_owned()));
            of.extend(person.names.iter().map(|place| (*place, n)));
            let mut names = person.names.iter().map(|(name, _)| (*name).to_owned());
            let name = names.next().unwrap_or_default();
            let mut aliases: Vec<String> = names.filter(|a| *a != name).collect();
            aliases.sort();
            aliases.dedup();
            let role = person.roles.iter().max_by_key(|r| (r.len(), **r)).map(|r| (*r).to_owned());
            speakers.push(SpeakerEntry { id: format!("{story}/p{n}"), name, aliases, role });
        }
        let number = |q: &Quote, article: &str| of.get(&(q.speaker.as_ref()?.name.as_str(), article)).copied();
        members.iter().map(|(article, claims, _)| claims.quotes.iter().map(|q| number(q, article.id())).collect()).collect()
    };
    for ((_, claims, _), of) in members.iter_mut().zip(of) {
        for (quote, n) in claims.quotes.iter_mut().zip(of) {
            let (Some(speaker), Some(n)) = (quote.speaker.as_mut(), n) else { continue };
            let (name, from) = &fullest[n];
            speaker.id = Some(speakers[n].id.clone());
            if *name != speaker.name {
                speaker.resolved = Some(ResolvedName { name: name.clone(), from: from.clone() });
                speaker.name.clone_from(name);
            }
        }
    }
    speakers
}

/// The people of a story. Fuller names come first, so that a short one joins the person it is short for,
/// and stays alone where it is short for two.
fn people<'a>(members: &'a [Member<'_>], lexicon: &Lexicon) -> Vec<Person<'a>> {
    let mut named: BTreeMap<(&str, &str), Option<&str>> = BTreeMap::new();
    for (article, claims, _) in members {
        let somebody = |s: &&Speaker| !lexicon.is(lexicon.word(&s.name.to_lowercase()), Class::Pronoun);
        for speaker in claims.quotes.iter().filter_map(|q| q.speaker.as_ref()).filter(somebody) {
            let role = named.entry((&speaker.name, article.id())).or_default();
            *role = role.or(speaker.role.as_deref());
        }
    }
    let mut named: Vec<((&str, &str), Option<&str>)> = named.into_iter().collect();
    named.sort_by_key(|((name, article), _)| (std::cmp::Reverse((name.split(' ').count(), name.len())), *name, *article));
    // Roles come last: by then the persons who may hold them are known.
    // "The interior ministry" of one article is another's "the interior ministry".
    named.sort_by_cached_key(|((name, _), _)| office(name).map(|_| (std::cmp::Reverse(name.len()), name.to_lowercase())));
    let mut people: Vec<Person<'_>> = Vec::new();
    // Those whose names can fit a name at all, those who may hold an office, and those who are called alike.
    let mut of_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut of_office: FxHashMap<String, BTreeSet<usize>> = FxHashMap::default();
    let mut called: (&str, Vec<usize>) = ("", Vec::new());
    let mut last: Option<Name<'_>> = None;
    for ((name, article), role) in named {
        if last.as_ref().is_none_or(|l| l.name != name) {
            let words = NameWords::of(name);
            last = Some(Name { name, office: office(name), key: words.key(), words: Rc::new(words) });
        }
        let Some(Name { office, key, words, .. }) = &last else { continue };
        let fitting: Vec<usize> = match (office, key) {
            (Some(office), _) => {
                // Nobody was called so before: names come in their order.
                if !called.0.eq_ignore_ascii_case(name) {
                    called = (name, Vec::new());
                }
                let alike = called.1.iter().copied().filter(|p| people[*p].names.iter().all(|(other, _)| other.eq_ignore_ascii_case(name)));
                let holds = of_office.get(office).into_iter().flatten().copied();
                holds.take(2).chain(alike.take(2)).sorted_unstable().dedup().take(2).collect()
            }
            (None, Some(key)) => {
                let of_key = of_key.get(key).into_iter().flatten().copied();
                // Tony of Anthony, where no article has both.
                let told = |person: &Person<'_>, other: &NameWords| {
                    let short = other.one_surname(words).is_some_and(|(x, y)| is_told_short(x, y, lexicon));
                    short && person.names.iter().all(|(_, known)| *known != article)
                };
                let one = |p: &usize| people[*p].words.iter().all(|other| other.fits(words) || told(&people[*p], other));
                of_key.filter(one).take(2).collect()
            }
            (None, None) => Vec::new(),
        };
        let at = match fitting[..] {
            [one] => one,
            _ => {
                people.push(Person::default());
                if let Some(key) = key {
                    of_key.entry(key.clone()).or_default().push(people.len() - 1);
                }
                if office.is_some() {
                    called.1.push(people.len() - 1);
                }
                people.len() - 1
            }
        };
        if let Some(office) = role.and_then(last_two) {
            of_office.entry(office).or_default().insert(at);
        }
        let person = &mut people[at];
        if person.names.last().is_none_or(|(other, _)| *other != name) {
            person.words.push(Rc::clone(words));
        }
        person.names.push((name, article));
        person.roles.extend(role);
    }
    people
}

/// A name with what is asked of it again and again.
struct Name<'a> {
    name: &'a str,
    office: Option<String>,
    key: Option<String>,
    words: Rc<NameWords>,
}

/// The office that a name without a person's name means one holder of: "the country's foreign minister",
/// and neither "a minister" nor "the spokesperson", whom many may be.
fn office(name: &str) -> Option<String> {
    let role = name.chars().next()?.is_lowercase() || name.starts_with("The ") || name.contains("'s ") || name.contains("’s ");
    let one = !name.starts_with("a ") && !name.starts_with("an ");
    let lower = name.rsplit(' ').next()?.chars().next()?.is_lowercase();
    if role && one && lower { last_two(name) } else { None }
}

/// The last two words, which tell an office: "foreign minister", "of state".
fn last_two(role: &str) -> Option<String> {
    let mut words = role.rsplit(' ');
    let (last, before) = (words.next()?, words.next()?);
    let before = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s")).map_or(before, |_| "");
    (!before.is_empty() && !before.eq_ignore_ascii_case("the")).then(|| format!("{before} {last}").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_with_one_holder() {
        for (name, want) in [
            ("the country’s finance minister", Some("finance minister")),
            ("Ruritania's finance minister", Some("finance minister")),
            ("a finance minister", None),
            ("the spokesperson", None),
            ("the bank's spokesperson", None),
            ("Ada Lindqvist", None),
        ] {
            assert_eq!(office(name).as_deref(), want, "{name}");
        }
    }
}
