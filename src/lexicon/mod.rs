//! The words and forms of English, as data: each word is looked up once, at tokenising, and every later
//! stage asks for its classes.
//!
//! A table is a text of lines `words<TAB>class[:payload] class[:payload] …`; `#` begins a comment line.
//! A row of several words is a phrase. `class` is one of the names that [`Class`] documents; a payload is
//! what the class needs to know (a lemma, a month's number). The class `verb` makes the inflected forms
//! of its row; irregular pasts, participles and -ing forms stand in further columns.

mod class;
mod index;
mod inflect;

use std::sync::OnceLock;

pub(crate) use class::{Class, ClassSet};
use index::Index;
pub(crate) use index::Short;
use rustc_hash::FxHashMap;

use crate::Error;
use crate::text::{self, Shape, Token};

/// A word of the lexicon, or a character of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct WordId(u32);

impl WordId {
    /// A word that the lexicon does not hold.
    pub(crate) const UNKNOWN: Self = Self(0);
    const PUNCT: u32 = 1 << 31;

    /// The id of a character of punctuation.
    pub(crate) const fn punct(c: char) -> Self {
        Self(Self::PUNCT | c as u32)
    }

    /// The character, if it is punctuation.
    #[inline]
    pub(crate) fn as_punct(self) -> Option<char> {
        if self.0 & Self::PUNCT == 0 { None } else { char::from_u32(self.0 & !Self::PUNCT) }
    }
}

/// A payload, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symbol(u32);

impl Symbol {
    /// The empty string: no payload.
    const NONE: Self = Self(0);
}

/// What the lexicon says of one word or phrase. Few have more than one payload.
#[derive(Clone, Debug, Default)]
struct Entry {
    classes: ClassSet,
    payload: Option<(Class, Symbol)>,
    further: Vec<(Class, Symbol)>,
    /// The classes of the phrases that begin with the word: most words need no look among them.
    leads: ClassSet,
}

impl Entry {
    fn add(&mut self, class: Class, payload: Symbol) {
        self.classes.add(class);
        let pair = (class, payload);
        if payload == Symbol::NONE || self.payload == Some(pair) || self.further.contains(&pair) {
        } else if self.payload.is_none() {
            self.payload = Some(pair);
        } else {
            self.further.push(pair);
        }
    }

    /// The first payload of the class.
    #[inline]
    fn payload(&self, class: Class) -> Option<Symbol> {
        self.payload.iter().chain(&self.further).find(|(c, _)| *c == class).map(|(_, s)| *s)
    }
}

/// A row of several words, filed under its first.
#[derive(Clone, Debug)]
struct Phrase {
    rest: Vec<WordId>,
    entry: Entry,
}

/// All tables together.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    words: Index,
    /// The classes of each word, and whether phrases begin with it: what every token asks for lies close together.
    classes: Vec<ClassSet>,
    leads: Vec<bool>,
    entries: Vec<Entry>,
    /// By first word; the longest first.
    phrases: FxHashMap<WordId, Vec<Phrase>>,
    /// The classes of the phrases that begin with a character of punctuation.
    punct_leads: ClassSet,
    /// All payloads, one behind the other, and where each ends.
    payloads: String,
    ends: Vec<u32>,
    longest: usize,
}

/// Room for the words that ship, so that reading them moves none.
const WORDS: usize = 56_000;

/// The tables that ship: name, and text. Abbreviations come first: they decide how later rows are cut.
const TABLES: &[(&str, &str)] = &[
    ("abbreviations", include_str!("data/abbreviations.tsv")),
    ("function", include_str!("data/function.tsv")),
    ("verbs", include_str!("data/verbs.tsv")),
    ("news_verbs", include_str!("data/news_verbs.tsv")),
    ("nouns", include_str!("data/nouns.tsv")),
    ("adjectives", include_str!("data/adjectives.tsv")),
    ("numbers", include_str!("data/numbers.tsv")),
    ("hedges", include_str!("data/hedges.tsv")),
    ("units", include_str!("data/units.tsv")),
    ("currencies", include_str!("data/currencies.tsv")),
    ("plurals", include_str!("data/plurals.tsv")),
    ("dates", include_str!("data/dates.tsv")),
    ("syntax", include_str!("data/syntax.tsv")),
    ("predicates", include_str!("data/predicates.tsv")),
    ("scope", include_str!("data/scope.tsv")),
    ("superlatives", include_str!("data/superlatives.tsv")),
    ("events", include_str!("data/events.tsv")),
    ("likes", include_str!("data/likes.tsv")),
    ("opposites", include_str!("data/opposites.tsv")),
    ("processes", include_str!("data/processes.tsv")),
    ("cues", include_str!("data/cues.tsv")),
    ("titles", include_str!("data/titles.tsv")),
    ("given_names", include_str!("data/given_names.tsv")),
    ("nationalities", include_str!("data/nationalities.tsv")),
    ("outlets", include_str!("data/outlets.tsv")),
    ("terms", include_str!("data/terms.tsv")),
];

impl Lexicon {
    /// The tables that ship with the library, read once for the whole process.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut lexicon = Self::empty();
            for (name, table) in TABLES {
                // A test reads every shipped table, so none of these rows is bad.
                let read = lexicon.add(name, table);
                debug_assert!(read.is_ok(), "{read:?}");
            }
            lexicon
        })
    }

    fn empty() -> Self {
        let mut lexicon = Self {
            words: Index::with_capacity(WORDS),
            classes: Vec::with_capacity(WORDS),
            leads: Vec::with_capacity(WORDS),
            entries: Vec::with_capacity(WORDS),
            phrases: FxHashMap::default(),
            punct_leads: ClassSet::default(),
            payloads: String::with_capacity(WORDS * 8),
            ends: Vec::with_capacity(WORDS),
            longest: 0,
        };
        lexicon.push();
        lexicon
    }

    /// Reads a table into the lexicon; rows add to what is known of a word.
    ///
    /// # Errors
    /// Where a row has no class or one that does not exist; the message names table and line.
    pub(crate) fn add(&mut self, name: &str, table: &str) -> Result<(), Error> {
        // Rows of one table tend to have one class: its name is looked up where it changes.
        let mut last = ("", None);
        let mut rest = table;
        let mut n = 0;
        while !rest.is_empty() {
            let line = column(&mut rest, b'\n').trim_ascii();
            n += 1;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.row(line, &mut last).map_err(|why| Error::config(format!("lexicon {name}, line {n}: {why}")))?;
        }
        Ok(())
    }

    fn row<'t>(&mut self, line: &'t str, last: &mut (&'t str, Option<Class>)) -> Result<(), String> {
        let mut rest = line;
        let surface = column(&mut rest, b'\t').trim_ascii();
        let classes = column(&mut rest, b'\t').trim_ascii();
        if classes.is_empty() {
            return Err("no tab after the words".into());
        }
        let mut columns = rest.split('\t').map(str::trim_ascii);
        let mut classes_left = classes;
        while !classes_left.is_empty() {
            let mut payload = column(&mut classes_left, b' ');
            let class = column(&mut payload, b':');
            if class.is_empty() {
                continue;
            }
            let payload = self.payload_symbol(payload);
            if class == "verb" || class == "cue" {
                let cue = (class == "cue").then_some(payload);
                let lemma = if payload == Symbol::NONE || cue.is_some() { self.intern_symbol(surface) } else { payload };
                for (form, classes) in inflect::verb(surface) {
                    for class in classes {
                        self.insert_form(&form, *class, lemma, cue);
                    }
                }
                for (forms, class) in columns.by_ref().zip([Class::VerbPast, Class::VerbParticiple, Class::VerbIng]) {
                    for (n, form) in forms.split(',').filter(|f| !f.is_empty()).enumerate() {
                        self.insert_form(form, class, lemma, cue);
                        let kept = match class {
                            Class::VerbPast => Class::IrregularPast,
                            Class::VerbParticiple => Class::IrregularParticiple,
                            _ => continue,
                        };
                        if n == 0 {
                            let form = self.intern_symbol(form);
                            self.insert(surface, kept, form);
                        }
                    }
                }
            } else {
                if last.0 != class {
                    *last = (class, Class::from_name(class));
                }
                let class = last.1.ok_or_else(|| format!("no class {class:?}"))?;
                self.insert(surface, class, payload);
                if class == Class::Noun {
                    let singular = self.intern_symbol(surface);
                    self.insert(&inflect::plural(surface), Class::Plural, singular);
                }
                if matches!(class, Class::PersonNoun | Class::GroupNoun) && !classes.contains("plural:") {
                    self.insert(&inflect::plural(surface), class, Symbol::NONE);
                }
            }
        }
        Ok(())
    }

    /// A form of a verb, which is a cue in every form if it is one in any.
    fn insert_form(&mut self, form: &str, class: Class, lemma: Symbol, cue: Option<Symbol>) {
        self.insert(form, class, lemma);
        if let Some(frames) = cue {
            self.insert(form, Class::Cue, frames);
        }
    }

    fn payload_symbol(&mut self, payload: &str) -> Symbol {
        if payload.contains('_') { self.intern_symbol(&payload.replace('_', " ")) } else { self.intern_symbol(payload) }
    }

    fn insert(&mut self, surface: &str, class: Class, payload: Symbol) {
        if surface.bytes().all(|b| b.is_ascii_lowercase()) {
            let word = self.intern_key(surface);
            self.add_to(word, class, payload);
            return;
        }
        let tokens = text::tokenize(surface, 0, self);
        let word = |t: &Token| &surface[t.start as usize..t.end as usize];
        let mut ids = Vec::with_capacity(tokens.len());
        for t in &tokens {
            ids.push(if t.word.as_punct().is_some() { t.word } else { self.intern_word(word(t), tokens.len() > 1) });
        }
        match ids.as_slice() {
            [] => {}
            [word] if word.as_punct().is_none() => self.add_to(*word, class, payload),
            [_] => {}
            [first, rest @ ..] => {
                let filed = self.phrases.entry(*first).or_default();
                let at = filed.iter().position(|p| p.rest == rest).unwrap_or_else(|| {
                    let at = filed.partition_point(|p| p.rest.len() >= rest.len());
                    filed.insert(at, Phrase { rest: rest.to_vec(), entry: Entry::default() });
                    at
                });
                filed[at].entry.add(class, payload);
                if let Some(leads) = self.leads.get_mut(first.0 as usize) {
                    *leads = true;
                }
                self.entries.get_mut(first.0 as usize).map_or(&mut self.punct_leads, |e| &mut e.leads).add(class);
            }
        }
    }

    fn add_to(&mut self, word: WordId, class: Class, payload: Symbol) {
        self.classes[word.0 as usize].add(class);
        self.entries[word.0 as usize].add(class, payload);
    }

    /// The symbol of a payload. Only a run of equal ones shares a symbol: payloads are short, and finding
    /// earlier ones again would cost more than keeping them twice.
    fn intern_symbol(&mut self, text: &str) -> Symbol {
        if text.is_empty() {
            return Symbol::NONE;
        }
        let last = Symbol(self.ends.len() as u32);
        if self.text_of(last) == text {
            return last;
        }
        self.payloads.push_str(text);
        self.ends.push(self.payloads.len() as u32);
        Symbol(self.ends.len() as u32)
    }

    #[inline]
    fn text_of(&self, symbol: Symbol) -> &str {
        let end = |n: u32| n.checked_sub(1).and_then(|i| self.ends.get(i as usize)).map_or(0, |e| *e as usize);
        self.payloads.get(end(symbol.0.saturating_sub(1))..end(symbol.0)).unwrap_or("")
    }

    fn intern_word(&mut self, text: &str, in_phrase: bool) -> WordId {
        let mut key = String::new();
        fold(text, &mut key);
        if in_phrase && self.words.get(&key).is_none() && key.ends_with("'s") {
            key.truncate(key.len() - 2);
        }
        self.intern_key(&key)
    }

    fn intern_key(&mut self, key: &str) -> WordId {
        let next = WordId(self.entries.len() as u32);
        let id = self.words.enter(key, next);
        if id == next {
            self.longest = self.longest.max(key.len());
            self.push();
        }
        id
    }

    /// Makes room for one word more.
    fn push(&mut self) {
        self.classes.push(ClassSet::EMPTY);
        self.leads.push(false);
        self.entries.push(Entry::default());
    }

    /// The word that `text` is, upper or lower case alike, and whether it was found without its
    /// possessive ending. `buffer` saves an allocation per word.
    pub(crate) fn find_word(&self, text: &str, buffer: &mut String) -> (WordId, bool) {
        if let Some(short) = Short::new(text.as_bytes()) {
            return self.find_short(text.as_bytes(), short.lower());
        }
        if text.len() > self.longest + 4 {
            return (WordId::UNKNOWN, text.ends_with("'s") || text.ends_with("’s"));
        }
        fold(text, buffer);
        if let Some(id) = self.words.get(buffer) {
            return (id, false);
        }
        match buffer.strip_suffix("'s") {
            Some(base) if !base.is_empty() => (self.words.get(base).unwrap_or(WordId::UNKNOWN), true),
            _ => (WordId::UNKNOWN, false),
        }
    }

    /// The same of a short word, of which `folded` is the lower case.
    #[inline]
    pub(crate) fn find_short(&self, text: &[u8], folded: Short) -> (WordId, bool) {
        if let Some(id) = self.words.get_short(folded) {
            return (id, false);
        }
        match text {
            [base @ .., b'\'', b's' | b'S'] if !base.is_empty() => {
                let base = Short::new(base).and_then(|b| self.words.get_short(b.lower()));
                (base.unwrap_or(WordId::UNKNOWN), true)
            }
            _ => (WordId::UNKNOWN, false),
        }
    }

    /// The word written like this, in lower case.
    #[inline]
    pub(crate) fn word(&self, folded: &str) -> WordId {
        self.words.get(folded).unwrap_or(WordId::UNKNOWN)
    }

    /// The past tense or participle of a verb.
    pub(crate) fn form(&self, lemma: &str, class: Class) -> Option<String> {
        let word = self.word(lemma);
        if !self.is(word, Class::VerbBase) {
            return None;
        }
        let irregular = if class == Class::VerbPast { Class::IrregularPast } else { Class::IrregularParticiple };
        let written = self.payload(word, irregular);
        if !written.is_empty() {
            return Some(written.to_owned());
        }
        inflect::verb(lemma).into_iter().find(|(_, classes)| classes.contains(&class)).map(|(form, _)| form)
    }

    /// The payload of a phrase of two words ("lay off") whose first stands in any form.
    pub(crate) fn pair(&self, first: WordId, second: WordId, class: Class) -> Option<&str> {
        let filed = self.phrases.get(&first)?;
        let phrase = filed.iter().find(|p| p.rest.len() == 1 && p.rest[0] == second && p.entry.classes.has(class))?;
        Some(self.payload_of(&phrase.entry, class))
    }

    /// Whether the word has the class.
    #[inline]
    pub(crate) fn is(&self, word: WordId, class: Class) -> bool {
        self.classes(word).has(class)
    }

    /// All classes of the word.
    #[inline]
    pub(crate) fn classes(&self, word: WordId) -> ClassSet {
        self.classes.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// All classes of the word, and whether phrases begin with it.
    #[inline]
    pub(crate) fn known(&self, word: WordId) -> (ClassSet, bool) {
        match self.leads.get(word.0 as usize) {
            Some(leads) => (self.classes[word.0 as usize], *leads),
            None => (ClassSet::EMPTY, self.punct_leads != ClassSet::EMPTY),
        }
    }

    /// What the word's class carries; the empty string where it carries nothing.
    pub(crate) fn payload(&self, word: WordId, class: Class) -> &str {
        if !self.is(word, class) {
            return "";
        }
        self.entries.get(word.0 as usize).map_or("", |e| self.payload_of(e, class))
    }

    #[inline]
    fn payload_of(&self, entry: &Entry, class: Class) -> &str {
        entry.payload(class).map_or("", |s| self.text_of(s))
    }

    /// Whether one of the words is a form of a verb of denying: "has denied".
    pub(crate) fn denies(&self, words: &str) -> bool {
        let denial = self.payload(self.word("denial"), Class::EventNoun);
        let lemmas = |word| [Class::VerbPast, Class::VerbS, Class::VerbIng, Class::VerbBase].map(|c| self.payload(word, c));
        let of = |word: &str| lemmas(self.word(&word.to_lowercase()));
        words.split(' ').flat_map(of).any(|l| !l.is_empty() && self.payload(self.word(l), Class::EventVerb) == denial)
    }

    /// The phrases that begin with the word, if one of them has the class.
    #[inline]
    fn led_by(&self, first: WordId, class: Class) -> Option<&Vec<Phrase>> {
        let leads = self.entries.get(first.0 as usize).map_or(self.punct_leads, |e| e.leads);
        if leads.has(class) { self.phrases.get(&first) } else { None }
    }

    /// The longest phrase with the class that begins at token `i`: how many tokens it takes (a single
    /// word takes one), and its payload.
    #[inline(always)]
    pub(crate) fn phrase(&self, tokens: &[Token], i: usize, class: Class) -> Option<(usize, &str)> {
        // Most tokens are neither, and are not looked at further.
        let first = tokens.get(i).filter(|t| t.has(Shape::LEADS) || t.is(class))?;
        let alone = || first.is(class).then(|| (1, self.payload(first.word, class)));
        self.words_with(tokens, i, class).or_else(alone)
    }

    /// The same, of several words.
    #[inline(always)]
    pub(crate) fn words_with(&self, tokens: &[Token], i: usize, class: Class) -> Option<(usize, &str)> {
        let first = tokens.get(i).filter(|t| t.has(Shape::LEADS))?;
        self.led(first.word, &tokens[i + 1..], class)
    }

    fn led(&self, first: WordId, behind: &[Token], class: Class) -> Option<(usize, &str)> {
        self.longest_of(self.led_by(first, class)?, behind, class)
    }

    fn longest_of(&self, filed: &[Phrase], behind: &[Token], class: Class) -> Option<(usize, &str)> {
        let stands = |p: &&Phrase| behind.iter().map(|t| t.word).take(p.rest.len()).eq(p.rest.iter().copied());
        let phrase = filed.iter().filter(|p| p.entry.classes.has(class)).find(stands)?;
        Some((1 + phrase.rest.len(), self.payload_of(&phrase.entry, class)))
    }
}

/// Takes what stands before the next `end`, and `end`, off the front.
fn column<'t>(rest: &mut &'t str, end: u8) -> &'t str {
    let at = memchr::memchr(end, rest.as_bytes()).unwrap_or(rest.len());
    let (column, after) = rest.split_at(at);
    *rest = after.get(1..).unwrap_or("");
    column
}

/// Lower case, straight apostrophes.
fn fold(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase).map(|c| if c == '’' || c == '‘' { '\'' } else { c }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_table_is_read() {
        let mut lexicon = Lexicon::empty();
        for (name, table) in TABLES {
            assert!(lexicon.add(name, table).is_ok_and(|()| !table.is_empty()), "{name}");
        }
    }

    #[test]
    fn a_bad_row_is_named() {
        let error = Lexicon::empty().add("mine", "# words\nfoo\tnothing").unwrap_err();
        assert!(error.is_config());
        assert_eq!(error.to_string(), "lexicon mine, line 2: no class \"nothing\"");
    }

    #[test]
    fn words_are_found_in_any_case_and_as_possessives() {
        let mut lexicon = Lexicon::empty();
        lexicon.add("t", "carry\tverb\nhasn't\tnegation\nas well as\tconjunction").unwrap();
        let mut buffer = String::new();
        for (text, class) in [("CARRIES", Class::VerbS), ("carrying", Class::VerbIng), ("Hasn’t", Class::Negation)] {
            assert!(lexicon.is(lexicon.find_word(text, &mut buffer).0, class), "{text}");
        }
        let (word, possessive) = lexicon.find_word("carry’s", &mut buffer);
        assert!(possessive && lexicon.is(word, Class::VerbBase));
        let tokens = text::tokenize("x As well  as y", 0, &lexicon);
        assert_eq!(lexicon.phrase(&tokens, 1, Class::Conjunction), Some((3, "")));
        assert_eq!(lexicon.phrase(&tokens, 2, Class::Conjunction), None);
    }
}
