//! From the words that name a speaker to the fullest name in the article.

use super::attribution::Source;
use super::names::{BODY, Entity, Gender, Kind, Mention, Names, plain};
use super::narrative::Narrative;
use super::subject::after_dateline;
use crate::claim::{Passage, Speaker};
use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, Shape, TokenRange};

/// How far back a pronoun is looked up, in names.
const BACK: usize = 60;

const DATE: ClassSet = ClassSet::of(&[Class::Calendar, Class::DateUnit, Class::Shift, Class::DatePart, Class::Determiner, Class::DayPart]);
const DATE_HEAD: ClassSet = ClassSet::of(&[Class::Calendar, Class::DateUnit, Class::DayPart]);

pub(crate) struct Resolver<'a, 'b, 't> {
    doc: &'a Document<'t>,
    n: &'a Narrative<'b, 't>,
    names: &'a Names,
    /// Where the last named speaker was named, and who it was.
    last: Option<(usize, usize)>,
}

impl<'a, 'b, 't> Resolver<'a, 'b, 't> {
    pub(crate) fn new(doc: &'a Document<'t>, n: &'a Narrative<'b, 't>, names: &'a Names) -> Self {
        Self { doc, n, names, last: None }
    }

    /// The speaker that a source names.
    pub(crate) fn speaker(&mut self, source: &Source) -> Option<Speaker> {
        let mention = source.mention.clone().filter(|m| !m.is_empty())?;
        let core = source.core.clone().unwrap_or_else(|| mention.clone());
        // "last week" says nothing.
        if self.doc.tokens[core.clone()].iter().all(|t| t.classes.meets(DATE))
            && !self.doc.tokens[core.clone()].iter().any(|t| t.is(Class::GivenName))
            && self.doc.tokens[core.end - 1..core.end].iter().any(|t| t.classes.meets(DATE_HEAD))
        {
            return None;
        }
        let (name, role, sure) = self.name(&mention, &core);
        Some(Speaker {
            name,
            role,
            mention: Some(Passage::of(self.doc.text, self.mention_span(&mention))),
            how: source.how.to_owned(),
            confidence: source.confidence * sure,
            ..Speaker::default()
        })
    }

    /// The span of a mention, without a possessive ending.
    fn mention_span(&self, run: &TokenRange) -> crate::Span {
        let mut span = self.doc.span(run);
        let last = run.end - 1;
        span.end = self.doc.tokens[last].start as usize + self.doc.base(last).len();
        span
    }

    fn name(&mut self, mention: &TokenRange, core: &TokenRange) -> (String, Option<String>, f32) {
        let head = core.end - 1;
        if let Some(e) = self.contracted(head).filter(|_| core.len() == 1) {
            self.last = Some((head, e));
            return self.named(e, 0.9);
        }
        if core.len() == 1 && (self.doc.is(head, Class::Pronoun) || self.doc.is(head, Class::PossessivePronoun)) {
            return match self.pronoun(head) {
                Some(e) => {
                    self.last = Some((head, e));
                    self.named(e, 0.9)
                }
                None => (plain(self.doc, core), None, 0.5),
            };
        }
        // A name at the end of the core: "Foreign Minister Anna Berg", "the group's leader, …".
        if let Some(m) = self
            .names
            .within(core)
            .iter()
            .rev()
            .find(|m| m.name.end == core.end || m.run.end == core.end)
            .or_else(|| self.names.around(core.end - 1, mention))
        {
            let e = m.entity;
            if let Some(entity) = self.names.entities.get(e) {
                // "the Office of the Governor"
                let part = m.name.len() == 1 && mention.end > core.end && self.doc.is(core.start, Class::Determiner);
                if part && self.doc.is(head, Class::Noun) && !self.doc.is(head, Class::GivenName) {
                    return (plain(self.doc, mention), None, 0.9);
                }
                if entity.kind == Kind::Person {
                    self.last = Some((head, e));
                }
                return self.named(e, 1.0);
            }
        }
        if let Some(name) = self.apposed(mention).or_else(|| self.twofold(mention, core)) {
            return self.named(name, 0.9);
        }
        if let Some(e) = self.by_role(mention) {
            self.last = Some((head, e));
            return self.named(e, 0.85);
        }
        (self.with_body(mention, core), None, 0.9)
    }

    fn named(&self, e: usize, sure: f32) -> (String, Option<String>, f32) {
        self.names.entities.get(e).map_or_else(|| (String::new(), None, 0.0), |e: &Entity| (e.name.clone(), e.role.clone(), sure))
    }

    /// "a doctor, Hugh Hill, said": the name right behind the role.
    fn apposed(&self, mention: &TokenRange) -> Option<usize> {
        let after = mention.end;
        if !self.doc.is_punct(after, ',') {
            return None;
        }
        let m = self.names.within(&(after + 1..after + 3)).first().filter(|m| m.run.start == after + 1)?;
        let closes = self.doc.is_punct(m.run.end, ',') || self.doc.is_punct(m.run.end, '.');
        (closes && self.names.entities.get(m.entity).is_some_and(|e| e.kind == Kind::Person)).then_some(m.entity)
    }

    /// "Chairman and founder Hugh Hill": a name behind two offices.
    fn twofold(&self, mention: &TokenRange, core: &TokenRange) -> Option<usize> {
        const OFFICE: ClassSet = ClassSet::of(&[Class::Title, Class::PersonNoun]);
        let offices = self.doc.tokens[core.clone()].iter().all(|t| t.classes.meets(OFFICE));
        let m = self.names.within(mention).last().filter(|m| offices && m.name.start > core.end && m.name.end == mention.end)?;
        let between = core.end + 1..m.name.start;
        let office = self.doc.word(core.end) == "and" && self.doc.tokens[between].iter().all(|t| t.classes.meets(OFFICE));
        (office && self.names.entities.get(m.entity).is_some_and(|e| e.kind == Kind::Person)).then_some(m.entity)
    }

    /// "he's", "she'd": the pronoun in front of a helping verb.
    fn contracted(&self, at: usize) -> Option<usize> {
        let gender = match self.doc.word(at).split(['\'', '’']).next()? {
            "he" | "He" => Gender::Male,
            "she" | "She" => Gender::Female,
            _ => return None,
        };
        self.person(at, gender)
    }

    fn pronoun(&self, at: usize) -> Option<usize> {
        let word = self.doc.tokens[at].word;
        let lexicon = self.doc.lexicon;
        let payload = if lexicon.is(word, Class::Pronoun) {
            lexicon.payload(word, Class::Pronoun)
        } else {
            lexicon.payload(word, Class::PossessivePronoun)
        };
        let gender = match payload {
            "3ms" => Gender::Male,
            "3fs" => Gender::Female,
            _ => return None,
        };
        self.person(at, gender)
    }

    /// The person of a gender whom a pronoun at token `at` stands for.
    fn person(&self, at: usize, gender: Gender) -> Option<usize> {
        // Sentence by sentence backwards; in each, the first person that fits is its subject.
        let mentions = &self.names.mentions;
        let until = mentions.partition_point(|m| m.name.start < at);
        let mut best: Option<usize> = None;
        let mut sentence = usize::MAX;
        for m in mentions[..until].iter().rev().take(BACK) {
            let item = self.n.item_of(m.name.start);
            if self.n.quote(item).is_some() {
                continue;
            }
            let s = self.n.sentences.partition_point(|r| r.end <= item);
            if s != sentence {
                if best.is_some() {
                    break;
                }
                sentence = s;
            }
            let last = m.name.end - 1;
            let possessive = self.doc.tokens[last].has(Shape::POSSESSIVE);
            let Some(e) = self.names.entities.get(m.entity) else { continue };
            if e.is_person() && !possessive && (e.gender == gender || e.gender == Gender::Unknown) {
                best = Some(m.entity);
            }
        }
        // The last speaker, unless somebody else has come up since.
        match (best, self.last) {
            (None, Some((_, e))) => self.names.entities.get(e).filter(|x| x.gender == gender || x.gender == Gender::Unknown).map(|_| e),
            (b, _) => b,
        }
    }

    /// The person that "the foreign minister" stands for.
    fn by_role(&self, core: &TokenRange) -> Option<usize> {
        let start = core.start;
        let definite = self.doc.word(start).eq_ignore_ascii_case("the")
            || self.doc.tokens[start].is_capital()
            || self.doc.is(start, Class::PossessivePronoun);
        if !definite {
            return None;
        }
        let from = if self.doc.is(start, Class::Determiner) || self.doc.is(start, Class::PossessivePronoun) { start + 1 } else { start };
        if from >= core.end || self.doc.is(core.end - 1, Class::Nationality) {
            return None;
        }
        let words = plain(self.doc, &(from..core.end)).to_lowercase();
        self.names.with_role(&words, core.start)
    }

    /// A role without a name, with the body it speaks for.
    fn with_body(&self, mention: &TokenRange, core: &TokenRange) -> String {
        let text = plain(self.doc, mention);
        let head = core.end - 1;
        let speaks = self.doc.word(head).starts_with("spokes")
            || matches!(self.doc.word(head), "official" | "officials" | "representative" | "aide" | "aides");
        let bare = mention == core && !self.names.within(core).iter().any(|m| m.name.start >= core.start);
        if !speaks || !bare || core.len() > 2 {
            return text;
        }
        let item = self.n.item_of(core.start);
        let s = self.n.sentences.partition_point(|r| r.end <= item);
        let from = self.n.sentences.get(s).map_or(core.start, |r| self.n.token_index(after_dateline(self.n, r.start, item)));
        // Any body may have a spokesman, but no place, ship or fire officials.
        let office = |m: &&Mention| {
            self.doc.word(head).starts_with("spokes")
                || self.doc.tokens[m.name.clone()].iter().any(|t| t.classes.meets(BODY) || t.has(Shape::ALL_CAPS))
        };
        let is_body = |m: &&Mention| self.names.entities.get(m.entity).is_some_and(|e| e.kind == Kind::Body);
        let body = self.names.within(&(from..core.start)).iter().find(|m| is_body(m) && office(m));
        let Some(body) = body else { return text };
        let body = plain(self.doc, &body.name);
        match self.doc.is(core.start, Class::Determiner) {
            true => format!("{} {body} {}", self.doc.word(core.start), plain(self.doc, &(core.start + 1..core.end))),
            false => format!("{body} {text}"),
        }
    }
}
