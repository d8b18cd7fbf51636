//! Whom an article names: the outlets it has something from, and persons by their full names.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::Field;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::span::Span;
use crate::text::{Document, Shape, TokenKind};

/// What one article mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) outlets: Vec<OutletMention>,
    pub(crate) persons: Vec<PersonMention>,
}

/// How an article owes another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// Shares long runs of text with it.
    Reprints,
    /// Names it as the source of a statement.
    #[default]
    Cites,
    /// Credits it for contributing.
    Credits,
}

/// Where an article says from whom it has something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OutletMention {
    /// The outlet's name, in full where the lexicon has it.
    pub(crate) outlet: String,
    pub(crate) kind: LinkKind,
    /// Whether it stands for the whole article: a dateline or a byline.
    pub(crate) whole: bool,
    /// The words that say so, in the article's text.
    pub(crate) span: Span,
    /// Their sentence.
    pub(crate) sentence: Span,
}

/// A person's full name, where the article has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PersonMention {
    pub(crate) field: Field,
    pub(crate) span: Span,
    /// The number of its sentence among those of the article.
    pub(crate) sentence: usize,
    /// The title or role before it, in lower case; empty where there is none.
    pub(crate) title: String,
    /// The words that say what the person is, beside the name: "company lawyer", "the acting treasurer".
    pub(crate) role: Option<Span>,
}

/// So many tokens make a name at most.
const LONGEST: usize = 6;
/// A dateline or byline stands within so many tokens of the text's beginning.
const HEAD: usize = 40;

impl Mentions {
    /// Reads one field; `first` is the number of its first sentence among those of the article.
    pub(crate) fn read(&mut self, doc: &Document<'_>, field: Field, first: usize) {
        let mut until = 0;
        for i in (0..doc.tokens.len()).filter(|i| may_open(doc, *i)) {
            let before = self.outlets.last().map_or(0, |o| o.span.end);
            if field == Field::Text && before <= doc.tokens[i].start as usize {
                self.outlets.extend(cited(doc, i));
            }
            if i >= until
                && let Some(name) = person(doc, i)
            {
                until = name.end;
                let title = title_before(doc, name.start);
                let last = &doc.tokens[name.end - 1];
                let span = Span::new(doc.span(&name).start, last.start as usize + doc.base(name.end - 1).len());
                let role = role_behind(doc, name.end).or_else(|| role_before(doc, name.start)).or_else(|| part_before(doc, name.start));
                let role = role.map(|r| doc.span(&r));
                self.persons.push(PersonMention { field, span, sentence: first + doc.sentence_of(i), title, role });
            }
        }
    }
}

/// Whether token `i` can begin what names an outlet or a person. Most cannot, and are not looked at.
fn may_open(doc: &Document<'_>, i: usize) -> bool {
    let Some(token) = doc.tokens.get(i) else { return false };
    if token.is_capital() {
        return true;
    }
    let letter = doc.text.as_bytes()[token.start as usize].to_ascii_lowercase();
    let opener = || OPENERS.get((token.end - token.start) as usize).is_some_and(|o| o & 1 << (letter - b'a') != 0);
    letter == b'(' || letter.is_ascii_lowercase() && opener()
}

/// For each length of a word the first letters of those that open what names an outlet, as a set of bits.
const OPENERS: [u32; 16] = {
    let mut openers = [0; 16];
    let mut i = 0;
    while i < FRAMES.len() + BEFORE.len() {
        let word = if i < FRAMES.len() { FRAMES[i][0] } else { BEFORE[i - FRAMES.len()] };
        openers[word.len()] |= 1 << (word.as_bytes()[0] - b'a');
        i += 1;
    }
    openers
};

/// The words that stand before an outlet's name, beside those of [`FRAMES`].
const BEFORE: [&str; 6] = ["by", "the", "a", "an", "state", "its"];

/// What the words that begin at token `i` say of where something is from.
fn cited(doc: &Document<'_>, i: usize) -> Vec<OutletMention> {
    let word = |i: usize, w: &str| doc.word_is(i, w);
    let mention = |run: &Range<usize>, name: &Name, kind: LinkKind, whole: bool| {
        let sentence = doc.sentences.get(doc.sentence_of(i)).map_or_else(Span::default, |s| doc.span(s));
        OutletMention { outlet: name.text.clone(), kind, whole, span: doc.span(run), sentence }
    };
    if doc.is_punct(i, '(') {
        let Some(name) = known(doc, i + 1).filter(|n| doc.is_punct(n.run.end, ')')) else { return Vec::new() };
        let dash = ['-', '–', '—'].iter().any(|d| doc.is_punct(name.run.end + 1, *d));
        let opens = i < HEAD && dash;
        let closes = doc.tokens.get(name.run.end + 1).is_none_or(|t| t.has(Shape::LINE));
        return if opens || closes { vec![mention(&(i..name.run.end + 1), &name, LinkKind::Credits, opens)] } else { Vec::new() };
    }
    let frame = FRAMES.iter().find(|f| f.iter().enumerate().all(|(n, w)| word(i + n, w)));
    if let Some(frame) = frame {
        let at = i + frame.len();
        return listed(doc, at).iter().map(|n| mention(&(i..n.run.end), n, LinkKind::Cites, false)).collect();
    }
    // "By Anna Berg, Associated Press", at the head.
    if i < HEAD && word(i, "by") && doc.at(i).has(Shape::LINE) {
        let comma = (i + 2..i + 6).find(|c| doc.is_punct(*c, ','));
        if let Some(name) = comma.and_then(|c| known(doc, c + 1)).filter(|n| doc.at(n.run.end).has(Shape::LINE)) {
            return vec![mention(&(i..name.run.end), &name, LinkKind::Credits, true)];
        }
    }
    if i > 0
        && (doc.at(i - 1).is_capital() || word(i - 1, "the"))
        && !opens_sentence(doc, i - 1)
        && doc.at(i).is_capital()
        && !word(i, "the")
    {
        return Vec::new();
    }
    let names = listed(doc, i);
    let Some(last) = names.last() else { return Vec::new() };
    let mut at = last.run.end;
    while at < last.run.end + 4
        && (doc.is(at, Class::OutletWord) || doc.is(at, Class::Adverb) || doc.is(at, Class::Auxiliary) || word(at, "first"))
    {
        at += 1;
    }
    let report = doc.lexicon.payload(doc.at(at).word, Class::VerbPast) == "report" || word(at, "reports");
    let said = word(at, "said") && names.iter().all(|n| n.listed);
    if report || said {
        return names.iter().map(|n| mention(&(n.run.start..at + 1), n, LinkKind::Cites, false)).collect();
    }
    if word(at, "contributed") && word(at + 1, "to") && (word(at + 2, "this") || word(at + 2, "the")) {
        return names.iter().map(|n| mention(&(n.run.start..at + 3), n, LinkKind::Credits, false)).collect();
    }
    Vec::new()
}

/// What stands right before the name of an outlet that something is from.
const FRAMES: &[&[&str]] = &[
    &["according", "to"],
    &["reported", "by"],
    &["reported", "in"],
    &["published", "by"],
    &["quoted", "by"],
    &["cited", "by"],
    &["told"],
    &["interview", "with"],
    &["interview", "on"],
    &["interview", "to"],
    &["speaking", "to"],
    &["speaking", "on"],
    &["statement", "to"],
    &["comment", "from"],
];

struct Name {
    run: Range<usize>,
    text: String,
    /// Whether the lexicon has it.
    listed: bool,
}

/// One outlet, or several joined by "and".
fn listed(doc: &Document<'_>, i: usize) -> Vec<Name> {
    let mut names: Vec<Name> = outlet(doc, i).into_iter().collect();
    if let Some(at) = names.first().map(|n| n.run.end)
        && doc.word(at) == "and"
    {
        names.extend(outlet(doc, at + 1));
    }
    names
}

/// The outlet whose name begins at token `i`, an article and a description before it allowed.
fn outlet(doc: &Document<'_>, i: usize) -> Option<Name> {
    let the = doc.word_is(i, "the");
    let mut start = i + usize::from(the);
    // "the local Coast Radio", "family-owned Coast Radio"
    let describes = doc.is(i, Class::Determiner) || doc.is(i, Class::PossessivePronoun) || doc.is_punct(i + 1, '-');
    for _ in 0..4 {
        if doc.at(start).is_capital()
            || (doc.at(start).kind == TokenKind::Punct && !doc.is_punct(start, '-'))
            || !the && start == i && !describes
        {
            break;
        }
        start += 1;
    }
    known(doc, start).or_else(|| by_form(doc, i, start))
}

/// An outlet that the lexicon has.
fn known(doc: &Document<'_>, i: usize) -> Option<Name> {
    let i = i + usize::from(doc.word_is(i, "the"));
    if !doc.at(i).is_capital() {
        return None;
    }
    let (len, full) = doc.lexicon.phrase(&doc.tokens, i, Class::Outlet)?;
    // "ABC Supermarkets" is another name that begins alike; "BBC News" is not.
    let mut end = i + len;
    while doc.at(end).is_capital() && doc.is(end, Class::OutletWord) {
        end += 1;
    }
    if doc.at(end).is_capital() && !doc.at(end).has(Shape::LINE) && doc.at(end).kind == TokenKind::Word {
        return None;
    }
    let text = if full.is_empty() { doc.span(&(i..i + len)).slice(doc.text).to_owned() } else { full.to_owned() };
    Some(Name { run: i..end, text, listed: true })
}

/// An outlet by the form of its name: it ends in a word that outlets are called by, or has "The" as its
/// first word in the middle of a sentence.
fn by_form(doc: &Document<'_>, i: usize, start: usize) -> Option<Name> {
    let mut end = start;
    while end < start + LONGEST && doc.at(end).is_capital() && doc.at(end).kind == TokenKind::Word {
        end += 1;
        if doc.at(end - 1).has(Shape::POSSESSIVE) {
            return None;
        }
    }
    let last = end.checked_sub(1).filter(|l| *l > start);
    let called = last.is_some_and(|l| {
        doc.is(l, Class::OutletWord)
            && (doc.lexicon.payload(doc.at(l).word, Class::OutletWord).is_empty() || doc.is(l - 1, Class::OutletWord))
    });
    let the = start == i + 1 && doc.word(i) == "The" && !opens_sentence(doc, i) && end > start && !doc.is(start, Class::Country);
    let from = if doc.word(i) == "The" && start == i + 1 { i } else { start };
    (called || the).then(|| Name { run: from..end, text: doc.span(&(from..end)).slice(doc.text).to_owned(), listed: false })
}

fn opens_sentence(doc: &Document<'_>, i: usize) -> bool {
    doc.sentences.get(doc.sentence_of(i)).is_none_or(|s| s.start == i) || doc.at(i.wrapping_sub(1)).kind == TokenKind::Punct
}

/// Whether a person's name ends right before token `end`.
pub(crate) fn ends_person(doc: &Document<'_>, end: usize) -> bool {
    (end.saturating_sub(LONGEST)..end).any(|i| person(doc, i).is_some_and(|name| name.end == end))
}

/// A person's full name that begins at token `i`: a given name, or one behind a title, and a surname.
fn person(doc: &Document<'_>, i: usize) -> Option<Range<usize>> {
    let name = |i: usize| {
        let t = doc.at(i);
        t.is_capital() && t.kind == TokenKind::Word && !t.has(Shape::ALL_CAPS)
    };
    let titled = i > 0 && doc.is(i - 1, Class::Title) && !doc.is(i, Class::Title) || of_staff(doc, i) || is_apposed(doc, i);
    if !name(i) || !(doc.is(i, Class::GivenName) || titled) || doc.at(i).has(Shape::POSSESSIVE) {
        return None;
    }
    if i > 0
        && name(i - 1)
        && !doc.is(i - 1, Class::Title)
        && !doc.is(i - 1, Class::Nationality)
        && !opens_sentence(doc, i)
        && !opens_sentence(doc, i - 1)
    {
        return None;
    }
    let mut end = i + 1;
    while end < i + LONGEST && name(end) && !doc.at(end).has(Shape::LINE) && !doc.at(end - 1).has(Shape::POSSESSIVE) {
        end += 1;
    }
    let last = end - 1;
    let other = [Class::OutletWord, Class::GroupNoun, Class::Country, Class::StreetWord, Class::Title, Class::Month, Class::Weekday];
    let two = last > i && doc.base(last).chars().count() > 2;
    // "The Anna Berg Foundation".
    let initial = |t: usize| doc.base(t).trim_end_matches('.').chars().count() == 1;
    let body = end - i > 2 && doc.is(last, Class::Noun) && !initial(last - 1);
    let plain =
        !body && !(i + 1..end).any(|t| other.iter().any(|c| doc.is(t, *c)) || doc.is(t, Class::PersonNoun) && doc.is(t, Class::Noun));
    // A headline in capitals runs on.
    (two && plain && end - i < LONGEST - 1 && !matches!(doc.word(end), "&" | "-")).then_some(i..end)
}

/// Whether a role of three words stands right before token `i`: "chief of staff".
fn of_staff(doc: &Document<'_>, i: usize) -> bool {
    let plain = |j: usize| doc.at(j).is_word() && !doc.at(j).is_capital();
    i > 2 && plain(i - 1) && doc.word(i - 2) == "of" && plain(i - 3) && doc.is(i - 3, Class::Title) && doc.is(i - 3, Class::PersonNoun)
}

/// Whether two words that are no words of English are said to be somebody: "Ulf Kravik, the port's lawyer,".
fn is_apposed(doc: &Document<'_>, i: usize) -> bool {
    let name = |j: usize| doc.at(j).is_capital() && doc.at(j).classes == ClassSet::EMPTY && !doc.at(j).has(Shape::ALL_CAPS);
    let apposed = || doc.is_punct(i + 2, ',') && doc.is(i + 3, Class::Determiner) && role_behind(doc, i + 2).is_some();
    name(i) && name(i + 1) && apposed()
}

/// The words of title before a name.
fn title_before(doc: &Document<'_>, i: usize) -> String {
    let mut start = i;
    while start > 0 && doc.is(start - 1, Class::Title) {
        start -= 1;
    }
    doc.span(&(start..i)).slice(doc.text).to_lowercase()
}

/// So many tokens of a role are read.
const ROLE: usize = 10;

/// Whether a word says what a person is.
fn is_role(doc: &Document<'_>, i: usize) -> bool {
    let singular = doc.lexicon.word(doc.lexicon.payload(doc.at(i).word, Class::Plural));
    [doc.at(i).word, singular].iter().any(|w| [Class::PersonNoun, Class::SoleOffice].iter().any(|c| doc.lexicon.is(*w, *c)))
        || doc.is(i, Class::Title) && doc.is(i, Class::Noun)
}

/// The words of a role right before a name: "dock company lawyer".
fn role_before(doc: &Document<'_>, name: usize) -> Option<Range<usize>> {
    let mut last = name.checked_sub(1)?;
    // "chief of staff"
    if last > 1 && doc.word(last - 1) == "of" {
        last -= 2;
    }
    if !is_role(doc, last) || doc.at(last).kind != TokenKind::Word {
        return None;
    }
    let part = |i: usize| {
        let word = matches!(doc.at(i).kind, TokenKind::Word | TokenKind::Mixed);
        doc.is_punct(i, '-')
            || word
                && (doc.at(i).is_capital() || doc.is(i, Class::Noun) || doc.is(i, Class::Adjective))
                && !doc.is(i, Class::Determiner)
                && !doc.is(i, Class::Cue)
    };
    let mut start = last;
    while start > 0 && start + ROLE > name && part(start - 1) && doc.sentence_of(start - 1) == doc.sentence_of(name) {
        start -= 1;
    }
    Some(start..name)
}

/// The word before a name for the part that its bearer takes: "the gunman, Jan Holm", "named the suspect as Jan
/// Holm", "the gunman's name is Jan Holm".
fn part_before(doc: &Document<'_>, name: usize) -> Option<Range<usize>> {
    let last = name.checked_sub(1)?;
    let called = matches!(doc.word(last), "is" | "was") && last > 1 && doc.word(last - 1) == "name";
    let at =
        if doc.is_punct(last, ',') || doc.word(last) == "as" { last.checked_sub(1)? } else { last.checked_sub(2).filter(|_| called)? };
    let part = doc.lexicon.is(doc.lexicon.word(&doc.base(at).to_lowercase()), Class::Part);
    (part && doc.sentence_of(at) == doc.sentence_of(name)).then_some(at..at + 1)
}

/// The words of a role right behind a name, between commas: ", 52, the acting treasurer of the port,".
fn role_behind(doc: &Document<'_>, end: usize) -> Option<Range<usize>> {
    let mut start = end + usize::from(doc.is_punct(end, ','));
    if start == end {
        return None;
    }
    if doc.at(start).kind == TokenKind::Number && doc.is_punct(start + 1, ',') {
        start += 2;
    }
    let sentence = doc.sentence_of(start);
    let closes =
        |i: usize| i >= doc.tokens.len() || doc.sentence_of(i) != sentence || doc.at(i).kind == TokenKind::Punct && !doc.is_punct(i, '-');
    let stop = (start..start + ROLE).find(|i| closes(*i))?;
    let verb = |i: usize| doc.is(i, Class::Auxiliary) || doc.is(i, Class::Relative) || doc.is(i, Class::Conjunction);
    (start..stop).any(|i| is_role(doc, i)).then_some(start..stop).filter(|r| !r.clone().any(verb))
}

/// An outlet's name by its letters: "CoastTV", "Coast TV" and "the Coast TV" are one.
pub(crate) fn outlet_key(name: &str, lexicon: &Lexicon) -> String {
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    let full = lexicon.payload(lexicon.word(bare), Class::Outlet).to_lowercase();
    let name = if full.is_empty() { bare } else { full.as_str() };
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The name of an outlet in the words that say whom something was told, or through whom it is known; none
/// where that is no outlet.
pub(crate) fn outlet_in(words: &str, lexicon: &Lexicon) -> Option<String> {
    let doc = Document::of_words(words, lexicon);
    let capital = |i: usize| doc.at(i).is_capital() && doc.at(i).kind == TokenKind::Word && !doc.is(i, Class::Determiner);
    let start = (0..doc.tokens.len()).find(|i| capital(*i))?;
    let end = (start..doc.tokens.len()).find(|i| !capital(*i)).unwrap_or(doc.tokens.len());
    let name = doc.span(&(start..end)).slice(words);
    let outlet = (start..end).any(|i| doc.is(i, Class::OutletWord) || doc.is(i, Class::Outlet))
        || name.len() > 3 && ["TV", "News", "Radio", "FM"].iter().any(|e| name.ends_with(e));
    outlet.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, LinkKind, bool)>, Vec<String>) {
        let doc = Document::new(text, 0, Lexicon::shipped());
        let mut found = Mentions::default();
        found.read(&doc, Field::Text, 0);
        let outlets = found.outlets.into_iter().map(|o| (o.outlet, o.kind, o.whole)).collect();
        (outlets, found.persons.into_iter().map(|p| p.span.slice(text).to_owned()).collect())
    }

    #[test]
    fn outlets_that_something_is_from() {
        let (cites, credits) = (LinkKind::Cites, LinkKind::Credits);
        for (text, want) in [
            ("The dam is safe, according to Harbour Radio.", vec![("Harbour Radio", cites, false)]),
            ("The dam is safe, the BBC reported.", vec![("BBC", cites, false)]),
            ("The talks were first reported by The Lantern on Monday.", vec![("The Lantern", cites, false)]),
            ("On Friday the Interfax news channel first reported the sale of the quay.", vec![("Interfax", cites, false)]),
            ("The skipper told city-run Kessel Gazette why the nets were cut.", vec![("Kessel Gazette", cites, false)]),
            ("A diver told our local Kessel Herald where the wreck lies.", vec![("Kessel Herald", cites, false)]),
            ("VENN (Reuters) - A ferry sank on Monday.", vec![("Reuters", credits, true)]),
            ("A ferry sank. AP contributed to this report.", vec![("Associated Press", credits, false)]),
            ("By Anna Berg, Associated Press\nA ferry sank.", vec![("Associated Press", credits, true)]),
            ("The dam is safe, according to the Dam Safety Agency.", vec![]),
            ("The dam is safe, according to the mayor.", vec![]),
            ("The mayor told Congress that the dam is safe.", vec![]),
            ("The ministry reported a loss.", vec![]),
        ] {
            let want: Vec<_> = want.into_iter().map(|(o, k, w)| (o.to_owned(), k, w)).collect();
            assert_eq!(read(text).0, want, "{text}");
        }
    }

    #[test]
    fn persons_by_their_full_names() {
        for (text, want) in [
            ("Police Chief Anna Lindqvist spoke to Robert Marsh on Monday.", vec!["Anna Lindqvist", "Robert Marsh"]),
            ("Victoria Street was closed.", vec![]),
            ("The Anna Berg Foundation paid.", vec![]),
            ("His wife, Maria Torvald, said so.", vec!["Maria Torvald"]),
            ("Prime Minister Anna Lindqvist’s government fell.", vec!["Anna Lindqvist"]),
        ] {
            assert_eq!(read(text).1, want, "{text}");
        }
    }
}
