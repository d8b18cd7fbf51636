//! Noun phrases, verb groups and what stands between them.

use super::Tag;
use crate::lexicon::{Class, ClassSet, WordId};
use crate::text::{Document, Shape, TokenRange};

/// What a run of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChunkKind {
    /// A noun phrase.
    Noun,
    /// A verb with its auxiliaries.
    Verb,
    /// An adjective without a noun.
    Adj,
    Prep,
    /// after, before: preposition or subordinator.
    PrepSub,
    /// A date or time of day.
    Time,
    Adv,
    Conj,
    Comma,
    Sub,
    Rel,
    Stop,
}

/// What is known of a verb group: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(u16);

impl Form {
    pub(crate) const PASSIVE: Self = Self(1);
    pub(crate) const NEGATED: Self = Self(2);
    /// With "to".
    pub(crate) const INFINITIVE: Self = Self(4);
    /// An -ing form without an auxiliary.
    pub(crate) const ING: Self = Self(8);
    /// A past or participle without an auxiliary: either may be meant.
    pub(crate) const BARE: Self = Self(16);
    pub(crate) const MODAL: Self = Self(32);
    pub(crate) const PAST: Self = Self(64);
    pub(crate) const FUTURE: Self = Self(128);
    /// In a clause with who, which, that.
    pub(crate) const RELATIVE: Self = Self(256);
    /// Its object is a clause.
    pub(crate) const COMPLEMENT: Self = Self(512);
    /// The main verb is be, have or do itself.
    pub(crate) const AUXILIARY: Self = Self(1024);
    /// In a clause with when, because, after.
    pub(crate) const SUBORDINATE: Self = Self(2048);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) const fn unset(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

/// No chunk.
pub(crate) const NONE: u32 = u32::MAX;

/// A run of tokens with one task in its clause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The head noun, or the main verb.
    pub(crate) head: u32,
    pub(crate) kind: ChunkKind,
    pub(crate) form: Form,
    /// Of a verb group: its main verb's lemma, where the lexicon holds it.
    pub(crate) lemma: WordId,
    /// Of a verb group: its subject. Of a noun phrase: the verb group whose subject it is.
    pub(crate) subject: u32,
    /// Of a verb group: its object. Of a noun phrase: the verb group whose object it is.
    pub(crate) object: u32,
}

impl Chunk {
    pub(crate) fn tokens(&self) -> TokenRange {
        self.start as usize..self.end as usize
    }

    pub(crate) fn is(&self, kind: ChunkKind) -> bool {
        self.kind == kind
    }

    pub(crate) fn subject(&self) -> Option<usize> {
        (self.subject != NONE).then_some(self.subject as usize)
    }

    pub(crate) fn object(&self) -> Option<usize> {
        (self.object != NONE).then_some(self.object as usize)
    }

    /// Whether it can carry a clause: neither an infinitive nor an -ing form.
    pub(crate) fn is_finite(&self) -> bool {
        self.kind == ChunkKind::Verb && !self.form.has(Form::INFINITIVE) && !self.form.has(Form::ING)
    }

    pub(crate) fn is_prep(&self) -> bool {
        matches!(self.kind, ChunkKind::Prep | ChunkKind::PrepSub)
    }
}

pub(super) fn chunk(doc: &Document<'_>, tags: &[Tag], sentence: &TokenRange, out: &mut Vec<Chunk>) {
    let c = Chunker { doc, tags, end: sentence.end };
    let mut i = sentence.start;
    while i < sentence.end {
        let (kind, end, head, form) = match tags[i] {
            Tag::Quote | Tag::Other | Tag::Hyphen => {
                i += 1;
                continue;
            }
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::To | Tag::Fin | Tag::Part | Tag::Ing | Tag::Base => c.verb_group(i),
            Tag::Not | Tag::Adv if c.opens_verb(i) => c.verb_group(i),
            Tag::Det | Tag::Num | Tag::Adj | Tag::Noun | Tag::Plural | Tag::Name | Tag::Pron => c.noun_phrase(i),
            Tag::Time => c.time(i),
            Tag::Prep => {
                let words = tags[i..sentence.end].iter().take_while(|t| **t == Tag::Prep).count();
                (ChunkKind::Prep, i + words, i, Form::default())
            }
            tag => {
                let kind = match tag {
                    Tag::PrepSub => ChunkKind::PrepSub,
                    Tag::Conj => ChunkKind::Conj,
                    Tag::Comma => ChunkKind::Comma,
                    Tag::Sub => ChunkKind::Sub,
                    Tag::Rel => ChunkKind::Rel,
                    Tag::Adv | Tag::Not => ChunkKind::Adv,
                    _ => ChunkKind::Stop,
                };
                (kind, i + 1, i, Form::default())
            }
        };
        out.push(Chunk {
            start: i as u32,
            end: end as u32,
            head: head as u32,
            kind,
            form,
            lemma: WordId::UNKNOWN,
            subject: NONE,
            object: NONE,
        });
        i = end;
    }
}

type Found = (ChunkKind, usize, usize, Form);

/// The longest phrase, in tokens; longer runs are no language, and would be read again for each figure in them.
const LONGEST: usize = 40;

struct Chunker<'a, 'd> {
    doc: &'a Document<'d>,
    tags: &'a [Tag],
    end: usize,
}

impl Chunker<'_, '_> {
    fn tag(&self, i: usize) -> Tag {
        if i < self.end { self.tags[i] } else { Tag::Stop }
    }

    /// Whether adverbs from `i` on lead to a verb ("never paid", "not to repay").
    fn opens_verb(&self, i: usize) -> bool {
        let verb = (i..i + 3).map(|j| self.tag(j)).find(|t| !matches!(t, Tag::Adv | Tag::Not));
        matches!(verb, Some(Tag::Fin | Tag::Part | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::To | Tag::Ing))
    }

    fn verb_group(&self, start: usize) -> Found {
        let mut form = Form::default();
        let mut last: Option<usize> = None;
        let mut i = start;
        let (mut first, mut main) = (true, None);
        while i < self.end {
            let tag = self.tags[i];
            match tag {
                Tag::Adv | Tag::Not => {
                    let next = (i + 1..i + 4).map(|j| self.tag(j)).find(|t| !matches!(t, Tag::Adv | Tag::Not));
                    let on = matches!(next, Some(Tag::Part | Tag::Ing | Tag::Base | Tag::Be | Tag::Have)) || first && next.is_some();
                    if tag == Tag::Not && (on || last.is_some()) {
                        form.set(Form::NEGATED);
                    }
                    if !on {
                        if tag == Tag::Not && last.is_some() {
                            i += 1;
                        }
                        break;
                    }
                    // "never" is an adverb too.
                    if self.doc.is(i, Class::Negation) {
                        form.set(Form::NEGATED);
                    }
                    i += 1;
                    continue;
                }
                Tag::To if first => form.set(Form::INFINITIVE),
                Tag::Modal if first => {
                    form.set(Form::MODAL);
                    if self.doc.is(i, Class::FutureModal) {
                        form.set(Form::FUTURE);
                    }
                }
                Tag::Be | Tag::Have | Tag::Do => {
                    // "is about to be sold"
                    if first && self.doc.word(i) == "be" {
                        form.set(Form::INFINITIVE);
                    }
                    if first && self.doc.is(i, Class::VerbIng) {
                        form.set(Form::ING);
                    }
                    last = Some(i);
                }
                Tag::Fin if first => main = Some(i),
                Tag::Part | Tag::Ing | Tag::Base => {
                    if first && tag == Tag::Base {
                        form.set(Form::INFINITIVE);
                    }
                    main = Some(i);
                }
                _ => break,
            }
            if self.doc.is(i, Class::Negation) {
                form.set(Form::NEGATED);
            }
            if first && self.doc.is(i, Class::PastForm) {
                form.set(Form::PAST);
            }
            first = false;
            i += 1;
            if main.is_some() {
                break;
            }
        }
        let head = main.or(last).unwrap_or(start);
        if let Some(m) = main {
            let classes = self.doc.tokens[m].classes;
            let after_be = last.is_some_and(|l| self.tags[l] == Tag::Be);
            match self.tags[m] {
                Tag::Part if after_be => form.set(Form::PASSIVE),
                Tag::Part if last.is_none() => form.set(Form::BARE),
                Tag::Ing if last.is_none() && !form.has(Form::INFINITIVE) => form.set(Form::ING),
                Tag::Fin => {
                    if classes.has(Class::VerbPast) {
                        form.set(Form::PAST);
                    }
                    if classes.has(Class::VerbParticiple) || !classes.meets(ClassSet::VERB) {
                        form.set(Form::BARE);
                    }
                }
                _ => {}
            }
        } else {
            form.set(Form::AUXILIARY);
        }
        (ChunkKind::Verb, i.max(start + 1), head, form)
    }

    fn time(&self, start: usize) -> Found {
        let mut end = start + 1;
        while self.tag(end) == Tag::Time && end < start + LONGEST {
            end += 1;
        }
        // "last week's meeting", "the Monday attack": part of the noun phrase.
        if self.doc.tokens[end - 1].has(Shape::POSSESSIVE) && matches!(self.tag(end), Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj) {
            return self.noun_phrase(start);
        }
        (ChunkKind::Time, end, end - 1, Form::default())
    }

    fn noun_phrase(&self, start: usize) -> Found {
        let (mut i, mut head, mut last) = (start, None, Tag::Stop);
        let mut determined = false;
        while i < self.end.min(start + LONGEST) {
            let tag = self.tags[i];
            let owned = i > start && self.doc.tokens[i - 1].has(Shape::POSSESSIVE);
            if owned {
                head = None;
                determined = true;
            }
            let goes_on = match tag {
                Tag::Pron => {
                    if i == start {
                        return (ChunkKind::Noun, i + 1, i, Form::default());
                    }
                    false
                }
                Tag::Det => head.is_none() && (i == start || last == Tag::Det || last == Tag::Num && self.doc.is(i, Class::Ordering)),
                Tag::Num => head.is_none() || last == Tag::Hyphen || owned,
                Tag::Adj => self.modifies(i) || determined && head.is_none() || self.goes_on(i, head.is_none() && determined),
                Tag::Noun => true,
                Tag::Plural => last != Tag::Name || !self.doc.tokens[i].is_capital() || head.is_none(),
                Tag::Name => last != Tag::Plural || owned,
                Tag::Part | Tag::Ing => last == Tag::Hyphen,
                Tag::Hyphen => i > start && self.nominal(self.tag(i + 1)),
                Tag::Time => (i == start || last == Tag::Det || last == Tag::Time) && self.time_modifies(i),
                Tag::Adv => head.is_none() && matches!(self.tag(i + 1), Tag::Adj | Tag::Num) && self.modifies(i + 1),
                Tag::Quote => head.is_none() && determined,
                // "the low, whitewashed house"
                Tag::Comma => head.is_none() && determined && last == Tag::Adj && self.tag(i + 1) == Tag::Adj && self.modifies(i + 1),
                _ => false,
            };
            if !goes_on {
                break;
            }
            match tag {
                Tag::Noun | Tag::Plural | Tag::Name => head = Some(i),
                Tag::Det | Tag::Num => determined = true,
                _ => {}
            }
            if tag != Tag::Quote {
                last = tag;
            }
            i += 1;
        }
        let alone = self.tags[start] == Tag::Adj && self.tag(start + 1) == Tag::Num && !self.doc.is(start, Class::Ordering);
        if i == start || alone {
            // An adjective alone ("shot dead three people").
            let mut end = start + 1;
            while self.tag(end) == Tag::Adj && !alone {
                end += 1;
            }
            return (ChunkKind::Adj, end, end - 1, Form::default());
        }
        let mut end = i;
        while end > start + 1 && matches!(self.tags[end - 1], Tag::Quote) {
            end -= 1;
        }
        (ChunkKind::Noun, end, head.unwrap_or(end - 1), Form::default())
    }

    fn nominal(&self, tag: Tag) -> bool {
        matches!(tag, Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj | Tag::Num | Tag::Part | Tag::Ing)
    }

    /// Whether an adjective goes on to a noun.
    fn modifies(&self, i: usize) -> bool {
        for j in i + 1..self.end.min(i + 7) {
            match self.tags[j] {
                Tag::Noun | Tag::Plural | Tag::Name => return true,
                Tag::Adj | Tag::Hyphen | Tag::Adv | Tag::Quote | Tag::Num => {}
                // "small, landlocked nation"; "red and black cars"
                Tag::Comma | Tag::Conj if self.tag(j + 1) == Tag::Adj => return false,
                _ => return false,
            }
        }
        false
    }

    /// "small, landlocked nation": an adjective of a list.
    fn goes_on(&self, i: usize, open: bool) -> bool {
        open && self.tag(i + 1) == Tag::Comma && self.tag(i + 2) == Tag::Adj && self.modifies(i + 2)
    }

    fn time_modifies(&self, i: usize) -> bool {
        let mut j = i;
        while self.tag(j) == Tag::Time {
            j += 1;
        }
        let noun = matches!(self.tag(j), Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj);
        noun && (self.doc.tokens[j - 1].has(Shape::POSSESSIVE) || i > 0 && matches!(self.tags[i - 1], Tag::Det | Tag::Time))
    }
}
