//! The event that a verb group, a noun or an adjective stands for.

use crate::lexicon::{Class, WordId};
use crate::syntax::{Chunk, ChunkKind, Form, Syntax, Tag};

/// An event as read from the words at `chunk`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event<'d> {
    /// The group's lemma.
    pub(crate) group: &'d str,
    /// The verb group that carries it, if one does.
    pub(crate) verb: Option<usize>,
    /// The token that it was read from.
    pub(crate) token: usize,
    /// Whether the word alone says what befell its subject or object: killed, arrested, dead.
    pub(crate) strong: bool,
}

impl<'d> Syntax<'d> {
    /// The word of a verb group's lemma.
    pub(crate) fn verb_word(&self, v: usize) -> WordId {
        self.chunks[v].lemma
    }

    /// The event of a verb group, with what completes it: "shot dead", "stabbed to death", "made an arrest".
    pub(crate) fn verb_event(&self, v: usize) -> Event<'d> {
        let plain = self.plain_event(v);
        if let Some(found) = self.completed(v) {
            return found;
        }
        // "shot and killed", "killed or wounded": the graver of two, or both together.
        if let Some(w) = self.joined_verb(v) {
            let other = self.plain_event(w);
            let deadly = |e: &Event<'_>| e.group == self.groups.dead;
            if deadly(&other) && !deadly(&plain) && !self.harms(&plain) {
                return Event { verb: plain.verb, ..other };
            }
            if deadly(&plain) && self.harms(&other) || deadly(&other) && self.harms(&plain) {
                let both = self.groups.casualty;
                return Event { group: if both.is_empty() { plain.group } else { both }, ..plain };
            }
            if self.harms(&other) && !plain.group.is_empty() && !deadly(&plain) {
                return Event { verb: plain.verb, ..other };
            }
        }
        plain
    }

    /// Whether the event is one that befalls somebody: killed, hurt, shot.
    pub(crate) fn befalls(&self, group: &str) -> bool {
        let lexicon = self.doc.lexicon;
        let word = lexicon.word(group);
        lexicon.is(word, Class::Befalls) || lexicon.is(word, Class::Survived)
    }

    fn harms(&self, event: &Event<'_>) -> bool {
        event.group == self.groups.injured
    }

    /// The verb group joined to this one by "and" or "or" with nothing between.
    fn joined_verb(&self, v: usize) -> Option<usize> {
        let run = self.sentence_of_chunk(v);
        let mut w = v + 1;
        while w < run.end && self.chunks[w].is(ChunkKind::Adv) {
            w += 1;
        }
        let joined = w + 1 < run.end && self.chunks[w].is(ChunkKind::Conj) && self.chunks[w + 1].is(ChunkKind::Verb);
        joined.then_some(w + 1)
    }

    fn plain_event(&self, v: usize) -> Event<'d> {
        let chunk = &self.chunks[v];
        let lemma = self.verb_lemma(chunk);
        let word = chunk.lemma;
        let next = self.doc.tokens.get(chunk.end as usize).map_or(WordId::UNKNOWN, |t| t.word);
        let group = self.doc.lexicon.pair(word, next, Class::EventVerb).unwrap_or_else(|| self.doc.lexicon.payload(word, Class::EventVerb));
        // "hit by gunfire"
        let told = self.doc.lexicon.words_with(&self.doc.tokens, chunk.head as usize, Class::EventVerb).filter(|(len, _)| *len > 2);
        let group = told.map_or(group, |(_, whole)| whole);
        let strong = told.is_some() || self.doc.lexicon.is(word, Class::Transitive) || self.doc.lexicon.is(word, Class::Undergoes);
        // "fatally shot two porters"
        let group = if strong && self.deadly_before(chunk) { self.groups.dead } else { group };
        Event { group: if group.is_empty() { lemma } else { group }, verb: Some(v), token: chunk.head as usize, strong }
    }

    /// Whether an adverb in a verb group, or right before it, says that somebody died.
    fn deadly_before(&self, chunk: &Chunk) -> bool {
        let from = (chunk.start as usize).saturating_sub(1);
        let deadly = |t: usize| self.doc.lexicon.payload(self.doc.tokens[t].word, Class::EventAdjective) == self.groups.dead;
        (from..chunk.head as usize).any(|t| self.tags[t] == Tag::Adv && deadly(t))
    }

    /// The infinitive that hangs on a verb group: right behind, or behind its object.
    pub(crate) fn infinitive(&self, v: usize) -> Option<usize> {
        let run = self.sentence_of_chunk(v);
        for i in v + 1..run.end.min(v + 4) {
            let c = &self.chunks[i];
            match c.kind {
                ChunkKind::Verb => return c.form.has(Form::INFINITIVE).then_some(i),
                ChunkKind::Adv | ChunkKind::Time => {}
                ChunkKind::Noun if self.chunks[v].object() == Some(i) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the verb and the word behind it are one event: "take office".
    pub(crate) fn absorbs(&self, v: usize) -> bool {
        let chunk = &self.chunks[v];
        let next = self.doc.tokens.get(chunk.end as usize).map_or(WordId::UNKNOWN, |t| t.word);
        self.doc.lexicon.pair(self.verb_word(v), next, Class::EventVerb).is_some()
    }

    /// The group of a verb done to persons, where that is another one: "fired 20 workers".
    pub(crate) fn event_on_persons(&self, event: Event<'d>) -> Event<'d> {
        let Some(v) = event.verb.filter(|v| self.chunks[*v].head as usize == event.token) else { return event };
        let group = self.doc.lexicon.payload(self.verb_word(v), Class::EventPerson);
        if group.is_empty() { event } else { Event { group, strong: true, ..event } }
    }

    /// What follows the verb and makes the event: an adjective ("left two dead"), "to death", or the
    /// object of a verb that says little itself ("made three arrests").
    fn completed(&self, v: usize) -> Option<Event<'d>> {
        let run = self.sentence_of_chunk(v);
        let lexicon = self.doc.lexicon;
        let light = lexicon.is(self.verb_word(v), Class::Light);
        let mut objects = 0;
        let results = lexicon.is(self.verb_word(v), Class::Resultative);
        for i in v + 1..run.end.min(v + 9) {
            let c = &self.chunks[i];
            match c.kind {
                ChunkKind::Adv => {}
                // "left nine villagers, including the mayor, dead"
                ChunkKind::Verb if objects == 1 && c.form.has(Form::ING) && self.doc.is(c.head as usize, Class::Scope) => objects = 0,
                ChunkKind::Comma if objects == 1 && self.chunks.get(i + 1).is_some_and(|n| self.doc.is(n.head as usize, Class::Scope)) => {}
                // "left two cooks and a porter injured"
                ChunkKind::Conj | ChunkKind::Comma
                    if results && objects == 1 && self.chunks.get(i + 1).is_some_and(|n| n.is(ChunkKind::Noun)) =>
                {
                    objects = 0
                }
                ChunkKind::Verb if results && objects == 1 && c.form.has(Form::BARE) && c.form.has(Form::PASSIVE) => {
                    return Some(Event { verb: Some(v), ..self.plain_event(i) });
                }
                // "got shot", "being treated"
                ChunkKind::Verb if objects == 0 && i == v + 1 && c.form.has(Form::BARE) => {
                    return Some(Event { verb: Some(v), ..self.plain_event(i) });
                }
                ChunkKind::Adj => return self.adjective_event(i).map(|e| Event { verb: Some(v), ..e }),
                ChunkKind::Noun if objects == 0 => {
                    objects += 1;
                    if light
                        && self.chunks[v].object() == Some(i)
                        && let Some(e) = self.noun_event(c.head as usize)
                    {
                        return Some(Event { verb: Some(v), ..e });
                    }
                }
                // "wound up dead"
                ChunkKind::Prep if objects == 0 && self.chunks.get(i + 1).is_some_and(|a| self.adjective_at(a.head as usize).is_some()) => {
                    return self.adjective_at(self.chunks[i + 1].head as usize).map(|e| Event { verb: Some(v), ..e });
                }
                ChunkKind::Prep if self.is_word(c.head as usize, self.words.to) => {
                    let death = self.chunks.get(i + 1).filter(|n| n.is(ChunkKind::Noun) && n.start == n.head)?;
                    let event = self.noun_event(death.head as usize)?;
                    let counts = self.doc.tokens[death.head as usize].is(Class::Counts);
                    return (counts && event.group == self.groups.dead).then_some(Event { verb: Some(v), ..event });
                }
                _ => return None,
            }
        }
        None
    }

    /// The event of an adjective chunk: "dead", "critically injured".
    pub(crate) fn adjective_event(&self, a: usize) -> Option<Event<'d>> {
        let chunk = &self.chunks[a];
        chunk.tokens().find_map(|t| self.adjective_at(t))
    }

    /// The event of an adjective or participle.
    pub(crate) fn adjective_at(&self, token: usize) -> Option<Event<'d>> {
        let (_, group) = self.doc.lexicon.phrase(&self.doc.tokens, token, Class::EventAdjective)?;
        (!group.is_empty()).then_some(Event { group, verb: None, token, strong: true })
    }

    /// "Nine shot behind a bakery": several of a noun in the singular are those to whom the verb of that form happens.
    pub(crate) fn clipped(&self, token: usize) -> Option<Event<'d>> {
        let lexicon = self.doc.lexicon;
        let word = self.doc.tokens[token].word;
        let group = lexicon.payload(lexicon.word(lexicon.payload(word, Class::VerbParticiple)), Class::EventVerb);
        let clipped = self.tags[token] == Tag::Noun && lexicon.is(word, Class::Projectile) && !group.is_empty();
        clipped.then_some(Event { group, verb: None, token, strong: true })
    }

    /// The event of a noun: "death toll", "arrests".
    pub(crate) fn noun_event(&self, token: usize) -> Option<Event<'d>> {
        if !matches!(self.tags.get(token), Some(Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj)) {
            return None;
        }
        let lexicon = self.doc.lexicon;
        if let Some(first) = token.checked_sub(1) {
            let pair = lexicon.pair(self.doc.tokens[first].word, self.doc.tokens[token].word, Class::EventNoun);
            if let Some(group) = pair {
                return Some(Event { group, verb: None, token, strong: false });
            }
        }
        let word = self.doc.tokens[token].word;
        let mut group = lexicon.payload(word, Class::EventNoun);
        if group.is_empty() {
            group = lexicon.payload(lexicon.word(lexicon.payload(word, Class::Plural)), Class::EventNoun);
        }
        let next = || self.doc.tokens.get(token + 1).map_or(WordId::UNKNOWN, |t| t.word);
        // "nine counts of attempted homicide"; counts of votes are none
        if group.is_empty() && next() == self.words.of {
            let crime = |t: usize| self.doc.tokens.get(t).is_some_and(|t| self.befalls(lexicon.payload(t.word, Class::EventNoun)));
            let charge = lexicon.pair(word, next(), Class::EventNoun).filter(|_| (token + 2..token + 5).any(crime))?;
            return Some(Event { group: charge, verb: None, token, strong: false });
        }
        // "life threatening injuries"
        if group.is_empty() || lexicon.pair(word, next(), Class::Adjective).is_some() {
            return None;
        }
        Some(Event { group, verb: None, token, strong: false })
    }

    /// Who is counted by a noun such as "deaths" or "death toll".
    pub(crate) fn counts(&self, token: usize) -> Option<&'d str> {
        let lexicon = self.doc.lexicon;
        if let Some(first) = token.checked_sub(1) {
            let pair = lexicon.pair(self.doc.tokens[first].word, self.doc.tokens[token].word, Class::Counts);
            if pair.is_some() {
                return pair;
            }
        }
        let word = self.doc.tokens[token].word;
        let found = [word, lexicon.word(lexicon.payload(word, Class::Plural))].into_iter().map(|w| lexicon.payload(w, Class::Counts));
        found.into_iter().find(|p| !p.is_empty())
    }

    /// Whether the verb is be, standing alone.
    pub(crate) fn is_copula(&self, v: usize) -> bool {
        let c = &self.chunks[v];
        c.form.has(Form::AUXILIARY) && self.tags[c.head as usize] == Tag::Be
    }
}
