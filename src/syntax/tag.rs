//! One tag per token, from its classes, the tag before it and the classes after it.

use super::Words;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, Shape, TokenKind, TokenRange};

/// What a token does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Nothing that matters here; also: not tagged yet.
    Other,
    Det,
    Pron,
    Prep,
    /// after, before, since: a preposition or the head of a clause.
    PrepSub,
    Conj,
    Sub,
    Rel,
    Be,
    Have,
    Do,
    Modal,
    To,
    Not,
    Adv,
    /// A finite verb; a regular past may turn out a participle.
    Fin,
    Part,
    Ing,
    Base,
    Noun,
    Plural,
    Name,
    Adj,
    Num,
    /// Part of a date or time of day.
    Time,
    Comma,
    /// Semicolon, colon, dash, full stop, bracket.
    Stop,
    Quote,
    /// A hyphen inside a word.
    Hyphen,
}

impl Tag {
    pub(crate) const fn is_name(self) -> bool {
        matches!(self, Self::Name)
    }
}

/// Endings that make adjectives.
const ADJECTIVE_ENDS: [&str; 9] = ["ous", "ive", "able", "ible", "ful", "less", "ish", "ic", "al"];

const VERB: ClassSet = ClassSet::VERB;
const PAST: ClassSet = ClassSet::of(&[Class::VerbPast, Class::VerbParticiple]);
const NOUN: ClassSet = ClassSet::of(&[Class::Noun, Class::Plural]);
const NOMINAL: ClassSet = ClassSet::of(&[Class::Noun, Class::Plural, Class::Adjective]);

pub(super) fn tag(doc: &Document<'_>, words: &Words, tags: &mut [Tag]) {
    for sentence in &doc.sentences {
        let tagger = Tagger { doc, words, tags, sentence: sentence.clone(), titled: titled(doc, sentence) };
        for i in sentence.clone() {
            if tagger.tags[i] == Tag::Other {
                // "due to", "according to": one preposition.
                match doc.lexicon.words_with(&doc.tokens[..sentence.end], i, Class::Preposition) {
                    Some((len, _)) if tagger.tags[i..i + len].iter().all(|t| *t == Tag::Other) => tagger.tags[i..i + len].fill(Tag::Prep),
                    _ => tagger.tags[i] = tagger.decide(i),
                }
            }
        }
    }
}

/// Whether the sentence capitalises most of its words, as headlines do.
fn titled(doc: &Document<'_>, sentence: &TokenRange) -> bool {
    let (mut long, mut capital) = (0_u32, 0_u32);
    for t in &doc.tokens[sentence.clone()] {
        if t.is_word() && t.end - t.start > 3 {
            long += 1;
            capital += u32::from(t.is_capital());
        }
    }
    long >= 3 && capital * 4 >= long * 3 || long == 2 && capital == 2
}

struct Tagger<'a, 'd> {
    doc: &'a Document<'d>,
    words: &'a Words,
    tags: &'a mut [Tag],
    sentence: TokenRange,
    titled: bool,
}

impl Tagger<'_, '_> {
    fn classes(&self, i: usize) -> ClassSet {
        if !self.sentence.contains(&i) {
            return ClassSet::default();
        }
        self.doc.tokens[i].classes
    }

    /// The tag before, adverbs and negations passed over.
    fn before(&self, i: usize) -> Tag {
        let back = self.tags[self.sentence.start..i].iter().rev().take(4);
        back.copied().find(|t| !matches!(t, Tag::Adv | Tag::Not | Tag::Quote)).unwrap_or(Tag::Stop)
    }

    fn decide(&self, i: usize) -> Tag {
        let t = &self.doc.tokens[i];
        match t.kind {
            TokenKind::Punct => return self.punct(i),
            TokenKind::Number | TokenKind::Mixed => return Tag::Num,
            TokenKind::Word => {}
        }
        let classes = self.classes(i);
        // "Monday morning"
        if classes.has(Class::DayPart) && i > self.sentence.start && self.tags[i - 1] == Tag::Time {
            return Tag::Time;
        }
        // "US", "IT": no pronouns.
        let letters = t.has(Shape::ALL_CAPS) && !self.titled && classes.has(Class::Pronoun);
        if classes.meets(ClassSet::CLOSED)
            && !letters
            && let Some(tag) = self.closed(i, classes)
        {
            return tag;
        }
        if t.is_capital() && self.is_name(i, classes) {
            return Tag::Name;
        }
        self.open(i, classes)
    }

    fn punct(&self, i: usize) -> Tag {
        let t = &self.doc.tokens[i];
        match t.word.as_punct() {
            Some(',') => Tag::Comma,
            Some('"' | '“' | '”' | '‘' | '«' | '»' | '„' | '`' | '*') => Tag::Quote,
            // After a plural, the possessive's apostrophe.
            Some('\'' | '’') => {
                if !t.has(Shape::SPACED) && i > self.sentence.start && self.tags[i - 1] == Tag::Plural {
                    Tag::Hyphen
                } else {
                    Tag::Quote
                }
            }
            Some('-' | '‐' | '‑' | '–' | '/' | '&') => {
                let next = self.doc.tokens.get(i + 1);
                let ampersand = t.word.as_punct() == Some('&');
                // "2 nurses & 3 cooks"
                if ampersand && t.has(Shape::SPACED) && next.is_some_and(|n| n.kind == TokenKind::Number) {
                    return Tag::Conj;
                }
                if ampersand || !t.has(Shape::SPACED) && next.is_some_and(|n| !n.has(Shape::SPACED)) { Tag::Hyphen } else { Tag::Stop }
            }
            Some('$' | '£' | '€' | '¥' | '%' | '₹') => Tag::Num,
            Some(';' | ':' | '—' | '.' | '!' | '?' | '…' | '(' | ')' | '[' | ']' | '|' | '•') => Tag::Stop,
            _ => Tag::Other,
        }
    }

    fn closed(&self, i: usize, c: ClassSet) -> Option<Tag> {
        let word = self.doc.tokens[i].word;
        let before = self.before(i);
        if c.has(Class::Negation) && !c.meets(ClassSet::of(&[Class::Determiner, Class::Auxiliary, Class::Modal, Class::Preposition])) {
            return Some(if c.has(Class::Conjunction) {
                Tag::Conj
            } else if c.has(Class::Pronoun) || !c.has(Class::Adverb) {
                // "nobody", "none of them"
                Tag::Pron
            } else {
                Tag::Not
            });
        }
        if c.has(Class::Auxiliary) {
            return Some(match self.doc.lexicon.payload(word, Class::Auxiliary) {
                "be" => Tag::Be,
                "have" => Tag::Have,
                _ => Tag::Do,
            });
        }
        if word == self.words.that {
            return Some(self.that(i, before));
        }
        if c.has(Class::Relative) {
            return Some(Tag::Rel);
        }
        if c.has(Class::Modal) {
            // "a can", "the will".
            let noun = matches!(before, Tag::Det | Tag::Adj);
            return (!noun).then_some(Tag::Modal);
        }
        if c.has(Class::PossessivePronoun) {
            let object = c.has(Class::Pronoun) && !self.nominal(i + 1);
            return Some(if object { Tag::Pron } else { Tag::Det });
        }
        if word == self.words.one && self.nominal(i + 1) {
            return Some(Tag::Num);
        }
        // "were both shot"
        if c.has(Class::Determiner)
            && before == Tag::Be
            && self.classes(i + 1).meets(PAST)
            && self.doc.lexicon.payload(word, Class::Determiner) == "each"
        {
            return Some(Tag::Adv);
        }
        if c.has(Class::Pronoun) {
            // "four others"
            if matches!(before, Tag::Num | Tag::Det) {
                return Some(Tag::Plural);
            }
            return Some(Tag::Pron);
        }
        if word == self.words.to {
            let next = self.classes(i + 1);
            let verb = next.has(Class::VerbBase)
                || next.has(Class::Auxiliary)
                || (next.has(Class::Adverb) || self.tells_how(i + 1)) && self.classes(i + 2).has(Class::VerbBase);
            let name = self.doc.tokens.get(i + 1).is_some_and(|t| t.is_capital()) && !self.titled;
            let noun = next.has(Class::Noun) && !next.has(Class::VerbFirst) && before == Tag::Prep;
            return Some(if verb && !name && !noun { Tag::To } else { Tag::Prep });
        }
        if c.has(Class::Conjunction) {
            // "has not yet opened"
            if matches!(before, Tag::Be | Tag::Have | Tag::Do | Tag::Modal) {
                return Some(Tag::Adv);
            }
            return Some(Tag::Conj);
        }
        if c.has(Class::Preposition) {
            // "has since been repaired"
            let inside = before == Tag::Have && self.classes(i + 1).meets(PAST.with(ClassSet::of(&[Class::Auxiliary])));
            let hedge = c.has(Class::Adverb) && (inside || self.tags.get(i + 1) == Some(&Tag::Num));
            return Some(if hedge {
                Tag::Adv
            } else if c.has(Class::Subordinator) {
                Tag::PrepSub
            } else {
                Tag::Prep
            });
        }
        if c.has(Class::Subordinator) {
            return Some(Tag::Sub);
        }
        if c.has(Class::Determiner) {
            return Some(Tag::Det);
        }
        if c.has(Class::Adverb) {
            return Some(Tag::Adv);
        }
        None
    }

    fn that(&self, i: usize, before: Tag) -> Tag {
        let next = self.classes(i + 1);
        let verb = next.meets(ClassSet::of(&[Class::Auxiliary, Class::Modal])) || next.meets(VERB) && !next.meets(NOUN);
        match before {
            Tag::Noun | Tag::Plural | Tag::Name | Tag::Num | Tag::Comma if verb => Tag::Rel,
            Tag::Time | Tag::Pron => Tag::Sub,
            // "told reporters that"
            Tag::Noun | Tag::Plural | Tag::Name if self.addressed(i) => Tag::Sub,
            Tag::Noun | Tag::Plural | Tag::Name => Tag::Rel,
            Tag::Fin | Tag::Part | Tag::Ing | Tag::Base | Tag::Be | Tag::Conj | Tag::Adj => Tag::Sub,
            _ if next.has(Class::Noun) && !verb => Tag::Det,
            _ if verb => Tag::Pron,
            _ => Tag::Sub,
        }
    }

    /// Whether the noun before is the one who is told.
    fn addressed(&self, i: usize) -> bool {
        let verb = (self.sentence.start..i).rev().take(7).find(|j| matches!(self.tags[*j], Tag::Fin | Tag::Part | Tag::Base | Tag::Ing));
        let Some(verb) = verb else { return false };
        let lexicon = self.doc.lexicon;
        let word = self.doc.tokens[verb].word;
        let forms = [Class::VerbPast, Class::VerbS, Class::VerbBase, Class::VerbIng];
        let lemma = forms.into_iter().map(|c| lexicon.payload(word, c)).find(|l| !l.is_empty());
        lemma.is_some_and(|l| lexicon.is(lexicon.word(l), Class::Addresses))
    }

    /// Whether the token may begin or go on a noun phrase.
    fn nominal(&self, i: usize) -> bool {
        if !self.sentence.contains(&i) {
            return false;
        }
        let c = self.classes(i);
        if self.tags[i] == Tag::Time {
            return false;
        }
        c.meets(NOMINAL) && !c.meets(ClassSet::CLOSED)
            || self.tags[i] == Tag::Num
            || !c.meets(ClassSet::CLOSED) && self.doc.tokens[i].is_word() && !c.meets(VERB)
    }

    /// Whether the token may begin an object: a determiner, a number, a name, an adjective.
    fn begins_object(&self, i: usize) -> bool {
        if !self.sentence.contains(&i) {
            return false;
        }
        let c = self.classes(i);
        matches!(self.tags[i], Tag::Num)
            || c.meets(ClassSet::of(&[Class::Determiner, Class::PossessivePronoun, Class::Pronoun]))
            || matches!(self.doc.tokens[i].kind, TokenKind::Number | TokenKind::Mixed)
            || matches!(self.doc.tokens[i].word.as_punct(), Some('$' | '£' | '€'))
    }

    fn is_name(&self, i: usize, classes: ClassSet) -> bool {
        let known = classes.meets(NOMINAL) || classes.meets(VERB) || self.tells_how(i);
        let opens = i == self.sentence.start || matches!(self.tags[i - 1], Tag::Quote | Tag::Stop) && i <= self.sentence.start + 2;
        if opens || self.titled {
            // A word of the lexicon right before a name is part of that name ("New", "Supreme Court").
            let next = self.doc.tokens.get(i + 1).filter(|_| self.sentence.contains(&(i + 1)));
            let joined = !self.titled && next.is_some_and(|n| n.is_capital() && n.is_word()) && !classes.meets(VERB);
            return !known || joined && classes.meets(NOMINAL);
        }
        true
    }

    fn open(&self, i: usize, c: ClassSet) -> Tag {
        let mut before = self.before(i);
        // "three more hurt"
        if before == Tag::Det && i >= self.sentence.start + 2 && self.tags[i - 2] == Tag::Num && self.doc.is(i - 1, Class::Ordering) {
            before = Tag::Num;
        }
        if !c.meets(VERB) && !c.meets(NOMINAL) && !c.has(Class::EventAdjective) {
            return self.unknown(i, before);
        }
        // "police" is its own plural.
        let own_plural = || {
            let plural = self.doc.lexicon.payload(self.doc.tokens[i].word, Class::Plural);
            plural.eq_ignore_ascii_case(self.doc.base(i))
        };
        let nominal = if c.has(Class::Plural) && (!c.has(Class::Noun) || own_plural()) {
            Tag::Plural
        } else if c.has(Class::Noun) && (!c.has(Class::Adjective) || !self.nominal(i + 1)) {
            Tag::Noun
        } else if c.has(Class::VerbS) && !c.has(Class::Adjective) {
            Tag::Plural
        } else if c.has(Class::Adjective) || c.meets(VERB) {
            Tag::Adj
        } else {
            Tag::Noun
        };
        // "fatally shot"
        if self.tells_how(i) && self.classes(i + 1).meets(VERB) {
            return Tag::Adv;
        }
        if c.has(Class::EventAdjective) && self.is_predicate(i, c, before) {
            return Tag::Adj;
        }
        if !c.meets(VERB) {
            // "which accounts for": a verb that the lexicon does not hold.
            let verb = before == Tag::Rel && nominal == Tag::Plural && !self.has_verb_after(i);
            return if verb { Tag::Fin } else { nominal };
        }
        let last = if i >= self.sentence.start + 2 { self.tags[i - 2] } else { Tag::Stop };
        if before == Tag::Conj
            && c.meets(PAST)
            && matches!(last, Tag::Part | Tag::Fin)
            && (!self.nominal(i + 1) || self.begins_object(i + 1))
        {
            return last;
        }
        let next = self.classes(i + 1);
        let adverbial = matches!(before, Tag::Be | Tag::Have) && c.has(Class::Ordering)
            || matches!(before, Tag::Pron | Tag::Rel) && c.has(Class::Adjective);
        if adverbial && next.meets(PAST) && !self.nominal(i + 2) {
            return Tag::Adv;
        }
        match before {
            Tag::Det | Tag::Adj | Tag::Num | Tag::Hyphen => self.after_modifier(i, c, before, nominal),
            Tag::Modal | Tag::To | Tag::Do if c.has(Class::VerbBase) => Tag::Base,
            Tag::Be if c.has(Class::VerbIng) => Tag::Ing,
            Tag::Be | Tag::Have if c.has(Class::VerbParticiple) => Tag::Part,
            Tag::Be | Tag::Have => nominal,
            Tag::Pron | Tag::Rel if !c.has(Class::VerbIng) => Tag::Fin,
            Tag::Prep if c.has(Class::VerbIng) => self.ing(i, c),
            Tag::Prep => nominal,
            Tag::Noun | Tag::Plural | Tag::Name if i > self.sentence.start && self.doc.tokens[i - 1].has(Shape::POSSESSIVE) => nominal,
            _ => self.verb_or_noun(i, c, before, nominal),
        }
    }

    /// Whether the word is an adverb that says what came of an event: "fatally".
    fn tells_how(&self, i: usize) -> bool {
        let c = self.classes(i);
        c.has(Class::EventAdjective) && !c.meets(VERB) && !c.meets(NOMINAL) && self.doc.base(i).ends_with("ly")
    }

    /// Whether an adjective such as "dead", "missing", "worth" is said of the noun before it.
    fn is_predicate(&self, i: usize, c: ClassSet, before: Tag) -> bool {
        if c.has(Class::Measuring) {
            return matches!(self.tags.get(i + 1), Some(Tag::Num)) || self.begins_object(i + 1);
        }
        let verb = c.meets(PAST) && !c.has(Class::Adjective);
        match before {
            Tag::Num => !self.nominal(i + 1) || self.begins_object(i + 1),
            _ if c.meets(PAST) || verb => false,
            Tag::Noun | Tag::Plural | Tag::Name | Tag::Be | Tag::Pron | Tag::Time => true,
            Tag::Fin | Tag::Part | Tag::Base | Tag::Ing => !self.nominal(i + 1) || self.begins_object(i + 1),
            _ => false,
        }
    }

    /// After an article, adjective or number: a noun or adjective, unless a number's own verb follows
    /// it as in headlines ("3 die", "two killed").
    fn after_modifier(&self, i: usize, c: ClassSet, before: Tag, nominal: Tag) -> Tag {
        let verb_like = !c.meets(NOUN) || c.has(Class::VerbFirst);
        let modifies = self.nominal(i + 1);
        match before {
            // "two killed", "50 feared dead"
            Tag::Num if c.meets(PAST) && !c.meets(NOUN) && (!modifies || self.classes(i + 1).has(Class::EventAdjective)) => Tag::Part,
            // "three fatally shot"
            Tag::Num if c.has(Class::VerbParticiple) && self.tags[i - 1] == Tag::Adv && !modifies => Tag::Part,
            // "3 die in crash", but "a 19% drop".
            Tag::Num if verb_like && c.has(Class::VerbBase) && !modifies && !self.determined(i) => Tag::Fin,
            Tag::Adj if c.meets(PAST) && !c.meets(NOUN) && !c.has(Class::Adjective) && !modifies => Tag::Fin,
            Tag::Hyphen if c.meets(PAST) => Tag::Adj,
            Tag::Num if c.has(Class::VerbIng) && !modifies => Tag::Ing,
            _ if c.has(Class::VerbIng) && !c.meets(NOMINAL) && self.begins_object(i + 1) => Tag::Ing,
            _ if nominal == Tag::Adj && !modifies && c.meets(NOUN) => Tag::Noun,
            _ => nominal,
        }
    }

    /// Whether an article stands before the number right before `i`.
    fn determined(&self, i: usize) -> bool {
        let before = self.tags[self.sentence.start..i].iter().rev().take(8).find(|t| !matches!(t, Tag::Num | Tag::Hyphen));
        before == Some(&Tag::Det)
    }

    fn ing(&self, i: usize, c: ClassSet) -> Tag {
        // "…, making off with": a clause, where the sentence has its verb already.
        let of = self.doc.tokens.get(i + 1).is_some_and(|t| t.word == self.words.of);
        let clause = self.tags[self.sentence.start..i]
            .iter()
            .rev()
            .take(30)
            .any(|t| matches!(t, Tag::Fin | Tag::Be | Tag::Have | Tag::Ing | Tag::Part));
        if matches!(self.before(i), Tag::Comma | Tag::Conj) && clause && !of {
            return Tag::Ing;
        }
        // "pensioners living alone", "the guards meeting at noon": what those persons do.
        let next = self.classes(i + 1);
        let goes_on = next.has(Class::Preposition) || next.has(Class::Adverb) || next.has(Class::Adjective) && !self.nominal(i + 2);
        let they = matches!(self.before(i), Tag::Plural) && self.doc.is(i - 1, Class::PersonNoun);
        // "Shooting that injured five"
        let rel = self.doc.tokens.get(i + 1).is_some_and(|t| t.word == self.words.that) && self.classes(i + 2).meets(PAST);
        if c.has(Class::Noun) && (rel || !self.begins_object(i + 1)) && !(they && goes_on && !of) { Tag::Noun } else { Tag::Ing }
    }

    fn verb_or_noun(&self, i: usize, c: ClassSet, before: Tag, nominal: Tag) -> Tag {
        let noun_like = c.meets(NOUN);
        let after_noun = matches!(before, Tag::Noun | Tag::Plural | Tag::Name);
        let object = self.begins_object(i + 1);
        if c.has(Class::VerbIng) {
            return self.ing(i, c);
        }
        if c.meets(PAST) {
            // A participle before a noun, with no subject in sight, modifies it.
            let modifies = self.nominal(i + 1) && !object;
            return match before {
                _ if noun_like && !after_noun && !c.has(Class::VerbFirst) && !object => nominal,
                Tag::Stop if modifies && !self.verb_before(i) && c.has(Class::VerbParticiple) => Tag::Adj,
                Tag::Comma | Tag::Conj if modifies && c.has(Class::VerbParticiple) && !self.verb_before(i) && self.has_verb_after(i) => {
                    Tag::Adj
                }
                Tag::Fin | Tag::Part | Tag::Base | Tag::Ing if modifies => Tag::Adj,
                _ if c.has(Class::VerbPast) => Tag::Fin,
                _ => Tag::Part,
            };
        }
        let finite = match before {
            // "the company cuts 300 jobs", "crash kills three"; "tax cuts".
            Tag::Noun | Tag::Name if c.has(Class::VerbS) => {
                !noun_like
                    || object
                    || !self.doc.is(i, Class::PersonNoun)
                        && !self.has_verb_after(i)
                        && !self.verb_before(i)
                        && !self.tags[self.sentence.start..i].contains(&Tag::To)
            }
            Tag::Plural if c.has(Class::VerbBase) => {
                !noun_like || object || c.has(Class::VerbFirst) || self.classes(i + 1).has(Class::VerbIng) && !self.has_verb_after(i + 1)
            }
            Tag::Name | Tag::Noun if c.has(Class::VerbBase) => !noun_like && !c.has(Class::Adjective),
            Tag::Conj | Tag::Time | Tag::Stop | Tag::Comma => !noun_like || object && self.verb_before(i),
            // "helped restore"
            Tag::Fin | Tag::Base if c.has(Class::VerbBase) && !noun_like && !c.has(Class::Adjective) => return Tag::Base,
            Tag::Fin | Tag::Part | Tag::Base | Tag::Ing => false,
            _ => !noun_like && !c.has(Class::Adjective),
        };
        if finite { Tag::Fin } else { nominal }
    }

    fn verb_before(&self, i: usize) -> bool {
        self.tags[self.sentence.start..i]
            .iter()
            .rev()
            .take(12)
            .any(|t| matches!(t, Tag::Fin | Tag::Be | Tag::Have | Tag::Modal | Tag::Part))
    }

    /// Whether a word that can only be a verb follows soon.
    fn has_verb_after(&self, i: usize) -> bool {
        (i + 1..self.sentence.end.min(i + 6)).any(|j| {
            let c = self.classes(j);
            c.meets(ClassSet::of(&[Class::Auxiliary, Class::Modal])) || c.meets(PAST) && !c.meets(NOMINAL)
        })
    }

    fn unknown(&self, i: usize, before: Tag) -> Tag {
        let word = self.doc.base(i);
        let owned = i > self.sentence.start && self.doc.tokens[i - 1].has(Shape::POSSESSIVE);
        let modified = owned || matches!(before, Tag::Det | Tag::Adj | Tag::Num | Tag::Prep);
        match word {
            w if w.ends_with("ly") => Tag::Adv,
            w if self.nominal(i + 1) && ADJECTIVE_ENDS.iter().any(|e| w.ends_with(e)) => Tag::Adj,
            w if w.len() > 4 && w.ends_with("ing") && !modified => Tag::Ing,
            w if w.len() > 4 && w.ends_with("ed") => match before {
                Tag::Be | Tag::Have => Tag::Part,
                _ if modified => Tag::Adj,
                _ => Tag::Fin,
            },
            w if w.len() > 3 && (w.ends_with('s') && !w.ends_with("ss") || w.ends_with("men")) => Tag::Plural,
            _ => Tag::Noun,
        }
    }
}
