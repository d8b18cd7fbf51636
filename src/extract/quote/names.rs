//! Who is who in one article: the names in it, each with its fullest form, what they are, and who a
//! pronoun, a role or a short name stands for.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::person::NameWords;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, Shape, TokenKind, TokenRange};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Body,
    Place,
}

/// What is known of a person's gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    fn of(payload: &str) -> Self {
        match payload {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Unknown,
        }
    }

    fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The fullest name.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) gender: Gender,
    /// The first role that the article gives.
    pub(crate) role: Option<String>,
    /// All roles, in lower case, for finding who a role stands for.
    roles: Vec<String>,
    /// The fullest name, cut into words when it is first asked.
    parts: OnceCell<NameWords>,
    words: usize,
    count: usize,
    /// How much speaks for a person: a given name, a title, a role, speech.
    evidence: usize,
}

impl Entity {
    /// Whether a pronoun may stand for it.
    pub(crate) const fn is_person(&self) -> bool {
        matches!(self.kind, Kind::Person) && self.evidence > 0
    }

    fn parts(&self) -> &NameWords {
        self.parts.get_or_init(|| NameWords::of(&self.name))
    }
}

/// One place where a name stands.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The name's tokens, without title or role.
    pub(crate) name: TokenRange,
    /// The tokens with the title or role in front.
    pub(crate) run: TokenRange,
    pub(crate) entity: usize,
}

/// The first entities with a last name.
#[derive(Default)]
struct Few {
    entities: [u32; 12],
    len: usize,
}

impl Few {
    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.entities[..self.len].iter().map(|e| *e as usize)
    }

    fn add(&mut self, entity: usize) {
        if let Some(free) = self.entities.get_mut(self.len) {
            *free = entity as u32;
            self.len += 1;
        }
    }
}

/// The names of one article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) entities: Vec<Entity>,
    /// In the order of the text.
    pub(crate) mentions: Vec<Mention>,
}

/// Classes of words that are names, or parts of names, by themselves.
const PROPER: ClassSet = ClassSet::of(&[
    Class::GivenName,
    Class::Nationality,
    Class::Country,
    Class::Outlet,
    Class::OutletWord,
    Class::GroupNoun,
    Class::Noun,
    Class::Title,
]);
/// Words of bodies and outlets.
pub(super) const BODY: ClassSet = ClassSet::of(&[Class::GroupNoun, Class::OutletWord, Class::Outlet]);

impl Names {
    /// Reads the names of a text.
    pub(crate) fn new(doc: &Document<'_>) -> Self {
        let room = doc.tokens.len() / 24;
        let mut names = Self { entities: Vec::with_capacity(room), mentions: Vec::with_capacity(2 * room) };
        let mut by_last: FxHashMap<&str, Few> = FxHashMap::default();
        let mut short: Vec<usize> = Vec::new();
        let mut i = 0;
        while i < doc.tokens.len() {
            if !doc.tokens[i].is_capital() {
                i += 1;
                continue;
            }
            let Some(run) = run_at(doc, i) else {
                i += 1;
                continue;
            };
            i = run.end;
            let name = name_part(doc, &run);
            if name.is_empty() || described(doc, &run, &name) {
                continue;
            }
            let mention = Mention { name: name.clone(), run: run.clone(), entity: usize::MAX };
            let at = names.mentions.len();
            names.mentions.push(mention);
            let last = last_word(doc, &name);
            if name.len() == 1 {
                short.push(at);
                continue;
            }
            let known = by_last.entry(last).or_default();
            let text = plain(doc, &name);
            // The courts of two countries are two, though "U.S." could be the initials of "UK".
            let place = doc.is(name.start, Class::Country);
            let other = |e: &Entity| place && e.words == name.len() && e.name.split(' ').next() != text.split(' ').next();
            let mut parts = None;
            let mut same = |e: &Entity| e.name == text || !other(e) && e.parts().fits(parts.get_or_insert_with(|| NameWords::of(&text)));
            let found = known.iter().find(|e| names.entities.get(*e).is_some_and(&mut same));
            let entity = found.unwrap_or_else(|| {
                known.add(names.entities.len());
                names.entities.push(new_entity(doc, &run, &name, text.clone()));
                names.entities.len() - 1
            });
            names.mentions[at].entity = entity;
            names.learn(doc, entity, &run, &name, text);
        }
        // Short names after all: a full name may come later in the text.
        for at in short {
            let (name, run) = (names.mentions[at].name.clone(), names.mentions[at].run.clone());
            let word = last_word(doc, &name);
            let gender = title_gender(doc, &run, &name);
            let known = by_last.entry(word).or_default();
            let best = known
                .iter()
                .filter(|e| gender.fits(names.entities[*e].gender))
                .max_by_key(|e| (names.entities[*e].count, std::cmp::Reverse(*e)));
            let entity = best.unwrap_or_else(|| {
                known.add(names.entities.len());
                names.entities.push(new_entity(doc, &run, &name, plain(doc, &name)));
                names.entities.len() - 1
            });
            names.mentions[at].entity = entity;
            let count = names.entities[entity].count;
            names.learn(doc, entity, &run, &name, String::new());
            names.entities[entity].count = count;
        }
        names
    }

    fn learn(&mut self, doc: &Document<'_>, entity: usize, run: &TokenRange, name: &TokenRange, text: String) {
        let e = &mut self.entities[entity];
        e.count += 1;
        e.evidence += usize::from(run.start < name.start) + usize::from(acts(doc, run));
        if name.len() > e.words {
            e.words = name.len();
            e.parts = OnceCell::new();
            e.name = text;
        }
        let gender = title_gender(doc, run, name);
        if e.gender == Gender::Unknown {
            e.gender = gender;
        }
        if run.start < name.start && !only_title(doc, &(run.start..name.start)) {
            add_role(e, &plain(doc, &(run.start..name.start)));
        }
        if let Some(role) = apposition(doc, name) {
            e.evidence += 1;
            add_role(e, &plain(doc, &role));
            if e.kind == Kind::Body && !doc.tokens[name.clone()].iter().any(|t| t.classes.meets(BODY)) {
                e.kind = Kind::Person;
            }
        }
    }

    /// The mentions that stand within a run of tokens.
    pub(crate) fn within(&self, run: &TokenRange) -> &[Mention] {
        let first = self.mentions.partition_point(|m| m.name.end <= run.start);
        let last = self.mentions.partition_point(|m| m.name.start < run.end);
        self.mentions.get(first..last).unwrap_or(&[])
    }

    /// The mention whose title holds token `at` and whose name lies within `run`: "Secretary of State
    /// Anna Berg".
    pub(crate) fn around(&self, at: usize, run: &TokenRange) -> Option<&Mention> {
        let i = self.mentions.partition_point(|m| m.run.end <= at);
        self.mentions.get(i).filter(|m| m.run.start <= at && m.name.start > at && m.name.end <= run.end)
    }

    /// The person whose role fits `words` (lower case), named nearest before token `at`, or first after.
    pub(crate) fn with_role(&self, words: &str, at: usize) -> Option<usize> {
        let fits = |e: &Entity| e.kind == Kind::Person && e.roles.iter().any(|r| role_fits(r, words));
        let before = self.mentions.partition_point(|m| m.name.start < at);
        let found = self.mentions[..before].iter().rev().take(200).map(|m| m.entity).find(|e| self.entities.get(*e).is_some_and(&fits));
        found.or_else(|| self.mentions[before..].iter().take(60).map(|m| m.entity).find(|e| self.entities.get(*e).is_some_and(&fits)))
    }
}

fn role_fits(role: &str, words: &str) -> bool {
    role == words
        || role.strip_suffix(words).is_some_and(|front| front.ends_with(' '))
        || role.contains(words) && words.contains(' ')
        || (words.split(' ').count() > 1 && words.split(' ').all(|w| role.split(' ').any(|r| r == w)))
}

fn add_role(e: &mut Entity, role: &str) {
    let lower = role.to_lowercase();
    if role.is_empty() || e.roles.contains(&lower) || e.roles.len() >= 6 {
        return;
    }
    if e.role.is_none() {
        e.role = Some(role.to_owned());
    }
    e.roles.push(lower);
}

/// Whether a run with an article names nobody: "the California Democrat", "one Republican".
fn described(doc: &Document<'_>, run: &TokenRange, name: &TokenRange) -> bool {
    let article = run.start.checked_sub(1).is_some_and(|b| doc.is(b, Class::Determiner) || doc.word(b).eq_ignore_ascii_case("one"));
    article && !body(doc, run) && doc.is(name.end - 1, Class::PersonNoun) && !doc.is(name.start, Class::GivenName)
}

fn new_entity(doc: &Document<'_>, run: &TokenRange, name: &TokenRange, text: String) -> Entity {
    let mut gender = title_gender(doc, run, name);
    let given = doc.is(name.start, Class::GivenName) && name.len() > 1;
    if gender == Gender::Unknown && given {
        gender = Gender::of(doc.lexicon.payload(doc.tokens[name.start].word, Class::GivenName));
    }
    let titled = run.start < name.start;
    let body =
        doc.tokens[name.clone()].iter().any(|t| t.classes.meets(BODY)) || name.len() == 1 && doc.tokens[name.start].has(Shape::ALL_CAPS);
    let body = body || name.len() > 1 && !titled && !given && doc.is(name.end - 1, Class::Noun) && !doc.is(name.end - 1, Class::PersonNoun);
    let place = doc.lexicon.phrase(&doc.tokens, name.start, Class::Country).is_some_and(|(n, _)| n == name.len())
        || name.len() == 1
            && (doc.is(name.start, Class::Nationality)
                || doc.is(name.start, Class::Adjective) && !titled && !doc.is(name.start, Class::GivenName));
    let kind = if place {
        Kind::Place
    } else if given || !body {
        Kind::Person
    } else {
        Kind::Body
    };
    Entity {
        parts: OnceCell::new(),
        name: text,
        kind,
        gender,
        role: None,
        roles: Vec::new(),
        words: name.len(),
        count: 0,
        evidence: usize::from(given) + usize::from(titled),
    }
}

/// Whether a token is a capitalised word of a name.
fn capital(doc: &Document<'_>, i: usize) -> bool {
    let Some(t) = doc.tokens.get(i) else { return false };
    t.is_capital() && matches!(t.kind, TokenKind::Word | TokenKind::Mixed)
}

fn function(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens.get(i).is_some_and(|t| t.classes.meets(ClassSet::CLOSED))
        && !(doc.is(i, Class::GivenName) && capital(doc, i + 1) && !doc.is(i + 1, Class::Title))
}

/// The run of capitalised words at token `i`, particles inside included.
fn run_at(doc: &Document<'_>, i: usize) -> Option<TokenRange> {
    let first = i;
    if function(doc, i) || !capital(doc, i) || doc.is(i, Class::Calendar) {
        return None;
    }
    let mut end = i + 1;
    loop {
        if end - first >= 12 || doc.tokens[end - 1].has(Shape::POSSESSIVE) && !owned(doc, first, end) {
            break;
        }
        let Some(t) = doc.tokens.get(end) else { break };
        if t.has(Shape::LINE) {
            break;
        }
        if capital(doc, end) {
            if function(doc, end) && !doc.is(end, Class::GivenName) || doc.is(end, Class::Calendar) {
                break;
            }
            // A sentence may end between two capitals ("in the U.S. Trump said").
            if doc.sentences.get(doc_sentence(doc, end)).is_some_and(|s| s.start == end) {
                break;
            }
            end += 1;
        } else if matches!(doc.word(end), "of" | "for") && (first..end).any(|k| doc.is(k, Class::GivenName)) {
            // "Anna Berg of the institute"
            break;
        } else if (joins(doc, end) || of_two(doc, first, end)) && capital(doc, end + 1) && !function(doc, end + 1) {
            end += 2;
        } else if doc.lexicon.phrase(&doc.tokens, end, Class::Title).is_some()
            && capital(doc, end + 1)
            && !doc.is(end, Class::Cue)
            && t.is_word()
        {
            // "Peruvian foreign minister Ada …": the role in lower case.
            end += 1;
        } else {
            break;
        }
    }
    Some(first..end)
}

/// Whether what an office or a saint owns is one name with its owner: "the Sheriff's Office", "St. Hilda's Hospital".
fn owned(doc: &Document<'_>, first: usize, end: usize) -> bool {
    const OWNER: ClassSet = ClassSet::of(&[Class::PersonNoun, Class::Title, Class::Plural]);
    let owner = doc.tokens[end - 1].classes.meets(OWNER) || matches!(doc.word(first).trim_end_matches('.'), "St" | "Saint");
    owner && doc.is(end, Class::Noun) && !doc.is(end, Class::PersonNoun) && !doc.is(end, Class::GivenName) && !capital(doc, end + 1)
}

fn doc_sentence(doc: &Document<'_>, i: usize) -> usize {
    doc.sentence_of(i)
}

/// Whether a token joins two capitalised words: a particle, a hyphen, an ampersand.
fn joins(doc: &Document<'_>, i: usize) -> bool {
    let t = &doc.tokens[i];
    match t.word.as_punct() {
        Some('-' | '‑') => !t.has(Shape::SPACED) && doc.tokens.get(i + 1).is_some_and(|n| !n.has(Shape::SPACED)),
        Some('&') => true,
        Some(_) => false,
        None if matches!(doc.word(i), "of" | "for") => {
            let before = i.checked_sub(1).map(|b| doc.tokens[b].classes);
            before.is_some_and(|c| c.meets(BODY) || c.has(Class::Noun) || c.has(Class::Plural))
        }
        None => {
            matches!(doc.word(i), "de" | "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "la" | "le" | "da" | "di" | "du" | "ibn")
        }
    }
}

/// Whether the "and" at token `i` stands inside the name of one body that begins at token `first`: "the Ministry of Health and
/// Welfare", "the Soil and Water Administration".
fn of_two(doc: &Document<'_>, first: usize, i: usize) -> bool {
    if !doc.is(i, Class::Conjunction) || doc.word(i) != "and" || !of_body(doc, i - 1) || !of_body(doc, i + 1) {
        return false;
    }
    let of = |k: usize| matches!(doc.word(k), "of" | "for");
    let end = (i + 2..).find(|k| !capital(doc, *k)).unwrap_or(i + 2);
    let the = || first > 0 && doc.word_is(first - 1, "the");
    (first..i).any(of) || end > i + 2 && the() && doc.is(end - 1, Class::Noun) && !doc.is(end - 1, Class::PersonNoun)
}

/// Whether a capitalised word is a common one of a body's name: no person, and nobody's given name.
fn of_body(doc: &Document<'_>, i: usize) -> bool {
    const WORD: ClassSet = ClassSet::of(&[Class::Noun, Class::Adjective, Class::GroupNoun]);
    const OTHER: ClassSet = ClassSet::of(&[Class::GivenName, Class::Title, Class::Nationality, Class::Country]);
    let person = |c: ClassSet| c.has(Class::PersonNoun) && !c.has(Class::Adjective);
    doc.tokens.get(i).is_some_and(|t| t.is_capital() && t.classes.meets(WORD) && !t.classes.meets(OTHER) && !person(t.classes))
}

/// The part of a run that is the name: what follows the last title or role in it.
fn name_part(doc: &Document<'_>, run: &TokenRange) -> TokenRange {
    let mut start = run.start;
    let mut i = run.start;
    while i < run.end {
        match doc.lexicon.phrase(&doc.tokens, i, Class::Title) {
            Some((len, _)) if i + len < run.end && doc.tokens[i + len - 1].has(Shape::POSSESSIVE) => i += len,
            Some((len, _)) if i + len <= run.end => {
                // "Judge" in "Mike Judge" ends the name and is none.
                if i + len < run.end || i == run.start || i == start {
                    start = i + len;
                } else if i > start && doc.tokens[i].is_word() && !doc.is(run.start, Class::GivenName) {
                    start = run.end;
                }
                i += len;
            }
            _ => i += 1,
        }
    }
    if start > run.start && start < run.end && matches!(doc.word(start), "of" | "for") {
        start = past_portfolio(doc, start, run.end);
    }
    let owner = run.len() > 1 && (run.start..run.end - 1).any(|i| doc.tokens[i].has(Shape::POSSESSIVE));
    // "GM Anna Berg": an office in capitals.
    let letters = |i: usize| doc.tokens[i].has(Shape::ALL_CAPS);
    let office = |k: &usize| k + 2 < run.end && letters(*k) && !letters(*k + 1) && doc.is(*k + 1, Class::GivenName);
    start = (start..run.end).find(office).map_or(start, |k| k + 1);
    // "Engineer Anna Berg": a noun for a person is a title; "Asked Berg": a sentence's first word is no name. "Golden Bay
    // Power", "National Water Service": an adjective may begin a body's.
    let adjective = |i: usize| doc.is(i, Class::Adjective) && !doc.tokens[i].classes.meets(ClassSet::VERB);
    let the = || run.start > 0 && doc.word_is(run.start - 1, "the");
    let bodys = |i: usize| adjective(i) && (run.len() > 2 || the()) && (i + 1..run.end).all(|k| of_body(doc, k)) || owner;
    let common = |i: usize| {
        let classes = doc.tokens[i].classes;
        let known = classes.has(Class::PersonNoun) || head(doc, i) && classes != ClassSet::default() && !classes.meets(PROPER);
        known && !doc.is(i, Class::TitleAbbreviation) && !bodys(i)
    };
    if start == run.start
        && !doc.is(start, Class::GivenName)
        && common(start)
        && (run.len() > 1 && !body(doc, run) || run.len() == 1 && head(doc, start))
    {
        start += 1;
    }
    // "Obama White House Press Secretary …" has been cut; a nationality in front is no part either.
    while start + 1 < run.end
        && !owner
        && (doc.is(start, Class::Nationality) || doc.lexicon.phrase(&doc.tokens, start, Class::Title).is_some_and(|(n, _)| n == 1))
    {
        let body = (start + 1..run.end).any(|k| doc.tokens[k].classes.meets(BODY));
        if body {
            break;
        }
        start += 1;
    }
    if joins(doc, start.min(run.end - 1)) && start < run.end {
        start += 1;
    }
    start.min(run.end)..run.end
}

/// Where the name begins behind a title and "of" or "for" at token `i`: behind the portfolio, "Minister for Health Anna
/// Berg", or, where a place's name follows, at a given name, "Mayor of Holm Anna Berg". At the end where there is none.
fn past_portfolio(doc: &Document<'_>, i: usize, end: usize) -> usize {
    let mut at = i;
    while at < end && (of_body(doc, at) || joins(doc, at) || doc.word(at) == "and") {
        at += 1;
    }
    let office = at > i + 1;
    if office { at } else { (at + 1..end).find(|k| doc.is(*k, Class::GivenName) && k + 1 < end).unwrap_or(end) }
}

/// Whether a sentence begins at token `i`, or a quote's words.
fn head(doc: &Document<'_>, i: usize) -> bool {
    let mark =
        i.checked_sub(1).is_some_and(|b| doc.tokens[b].word.as_punct().is_some_and(|c| matches!(c, '"' | '“' | '‘' | '\'' | ':' | '«')));
    mark || doc.sentences.binary_search_by_key(&i, |s| s.start).is_ok()
}

/// Whether what stands at a name is done by persons: it speaks, has an age, or is a "who".
fn acts(doc: &Document<'_>, run: &TokenRange) -> bool {
    let speaks = |i: usize| doc.is(i, Class::Cue) && (doc.is(i, Class::VerbPast) || doc.is(i, Class::VerbS));
    let before = run.start.checked_sub(1);
    let next = if doc.is_punct(run.end, ',') { run.end + 1 } else { run.end };
    let age = next > run.end
        && doc.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number)
        && doc.is_punct(next + 1, ',')
        && doc.word(next).len() == 2;
    before.is_some_and(&speaks) || speaks(run.end) || doc.word(next) == "who" || age
}

/// Whether a word of a group or outlet stands in the run.
fn body(doc: &Document<'_>, run: &TokenRange) -> bool {
    run.clone().any(|k| doc.tokens[k].classes.meets(BODY))
}

fn only_title(doc: &Document<'_>, run: &TokenRange) -> bool {
    run.len() == 1 && doc.is(run.start, Class::TitleAbbreviation) && doc.word(run.start).to_ascii_lowercase().starts_with('m')
}

fn title_gender(doc: &Document<'_>, run: &TokenRange, name: &TokenRange) -> Gender {
    (run.start..name.start)
        .map(|i| Gender::of(doc.lexicon.payload(doc.tokens[i].word, Class::Title)))
        .find(|g| *g != Gender::Unknown)
        .unwrap_or_default()
}

/// The role in an apposition behind the name ("…, Peru's foreign minister,").
fn apposition(doc: &Document<'_>, name: &TokenRange) -> Option<TokenRange> {
    let mut i = name.end;
    if !doc.is_punct(i, ',') {
        return None;
    }
    i += 1;
    let from = i;
    let mut role = None;
    while i < from + 10 && i < doc.tokens.len() {
        if doc.is(i, Class::TitleAbbreviation) || doc.is(i, Class::VerbIng) && !doc.is(i, Class::Noun) {
            return None;
        }
        if let Some((len, _)) = doc.lexicon.phrase(&doc.tokens, i, Class::Title) {
            role = Some(i + len);
            i += len;
            continue;
        }
        let t = &doc.tokens[i];
        if doc.is(i, Class::TitleAbbreviation) || doc.is(i, Class::VerbPast) && !doc.is(i, Class::Noun) && !doc.is(i, Class::Adjective) {
            return None;
        }
        if t.kind == TokenKind::Punct && !doc.is_punct(i, '-')
            || t.classes.meets(ClassSet::of(&[Class::Auxiliary, Class::Pronoun, Class::Conjunction]))
        {
            break;
        }
        if doc.is(i, Class::Cue) && doc.is(i, Class::VerbPast) {
            break;
        }
        if doc.is(i, Class::Preposition) && role.is_some() {
            break;
        }
        i += 1;
    }
    let end = role?;
    let start = if doc.is(from, Class::Determiner) { from + 1 } else { from };
    (start < end).then_some(start..end)
}

fn last_word<'t>(doc: &Document<'t>, name: &TokenRange) -> &'t str {
    let mut last = name.end - 1;
    while last > name.start && matches!(doc.word(last).trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV") {
        last -= 1;
    }
    doc.base(last)
}

/// The words of a run, one blank between, without a possessive ending.
pub(crate) fn plain(doc: &Document<'_>, run: &TokenRange) -> String {
    let mut out = String::with_capacity(doc.span(run).len());
    for i in run.clone() {
        if i > run.start && doc.tokens[i].has(Shape::SPACED) {
            out.push(' ');
        }
        out.push_str(if i + 1 == run.end { doc.base(i) } else { doc.word(i) });
    }
    out
}
