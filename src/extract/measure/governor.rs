//! What governs a figure's noun phrase: the verb that it is subject or object of, or what its preposition hangs on.

use super::role::{self, Place};
use super::{Event, Reader, Reading, behind, noun, sum};
use crate::claim::{Figure, FigureKind};
use crate::lexicon::{Class, WordId};
use crate::syntax::{ChunkKind, Form, Tag};

/// So many figures before a part its whole is looked for: no sentence of a writer holds more.
const WHOLE: usize = 40;

/// How often the way from a phrase with "of" to its noun is taken.
const STEPS: u8 = 4;

/// A phrase behind a preposition: what that hangs on, and the figure's last chunk.
struct Behind {
    prep: usize,
    noun: Option<usize>,
    verb: Option<usize>,
    last: usize,
}

impl<'d> Reader<'_, 'd> {
    /// The event that governs the figure's noun phrase.
    pub(super) fn governed(&self, f: usize, chunk: usize, last: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        if let Some(event) = self.adjective_before(chunk, reading) {
            return Some(event);
        }
        match role::place(self.syntax, chunk) {
            Place::Subject(v) => Some(self.subject_of(v, reading)),
            Place::Object(v) => self.object_of(f, chunk, v, reading),
            Place::Behind { prep, noun, verb } => self.behind_preposition(f, &Behind { prep, noun, verb, last }, reading),
            Place::Free => None,
        }
    }

    /// "a brooch worth £3.4m", "the brooch is worth £3.4m".
    fn adjective_before(&self, chunk: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let first = syntax.sentence_of_chunk(chunk).start;
        let a = chunk.checked_sub(1).filter(|a| *a >= first && syntax.chunks[*a].is(ChunkKind::Adj))?;
        let event = syntax.adjective_event(a)?;
        let noun = a.checked_sub(1).filter(|n| *n >= first).and_then(|n| match syntax.chunks[n].kind {
            ChunkKind::Noun => Some(n),
            ChunkKind::Verb => syntax.chunks[n].subject(),
            _ => None,
        });
        let n = noun.filter(|_| !self.counts_something(reading))?;
        reading.counted = Some(noun::of_head(syntax, syntax.chunks[n].head as usize, n));
        Some(event)
    }

    /// "14 people were hurt"
    fn subject_of(&self, v: usize, reading: &mut Reading<'d>) -> Event<'d> {
        let syntax = self.syntax;
        let lexicon = syntax.doc.lexicon;
        // "is expected to survive", "were said to be hurt"
        // "had to leave"
        let must = || lexicon.payload(syntax.doc.tokens[syntax.chunks[v].head as usize].word, Class::Auxiliary) == "have";
        let chains = lexicon.is(syntax.verb_word(v), Class::Catenative) || must() && syntax.infinitive(v) == Some(v + 1);
        let chained = chains && syntax.chunks[v].object().is_none();
        let v = syntax.infinitive(v).filter(|_| chained).unwrap_or(v);
        let event = syntax.verb_event(v);
        let result = event.token != syntax.chunks[v].head as usize && syntax.chunks[v].object().is_none();
        let undergoes = syntax.chunks[v].form.has(Form::PASSIVE) || lexicon.is(syntax.verb_word(v), Class::Undergoes);
        // "sustained deep wounds"
        let suffers = lexicon.is(syntax.verb_word(v), Class::Light) && lexicon.is(lexicon.word(event.group), Class::Befalls);
        reading.patient = undergoes || result || suffers || event.verb.is_none();
        if syntax.is_copula(v) && event.token == syntax.chunks[v].head as usize {
            let run = syntax.sentence_of_chunk(v);
            let among = syntax.chunks[v + 1..run.end.min(v + 3)].iter().find(|c| c.is(ChunkKind::Noun));
            let said = among.map(|c| c.head as usize).and_then(|h| syntax.adjective_at(h).or_else(|| syntax.noun_event(h)));
            return said.unwrap_or(event);
        }
        event
    }

    /// "hurt 14 people", "rose 5%"
    fn object_of(&self, f: usize, chunk: usize, v: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        if self.is_including(v) {
            return self.part(f, reading);
        }
        // "raised the toll from 31 to 41": the range holds its own preposition.
        let first = syntax.chunks[chunk].start as usize;
        let before = chunk.checked_sub(1).filter(|o| syntax.doc.is(first, Class::Preposition) && syntax.chunks[*o].object() == Some(v));
        if let Some(o) = before.filter(|_| !self.counts_something(reading)) {
            return self.level(o, reading);
        }
        let event = syntax.verb_event(v);
        let plain = event.token == syntax.chunks[v].head as usize;
        if plain
            && (syntax.is_copula(v) || role::is_level(syntax, v))
            && let Some(s) = syntax.chunks[v].subject()
        {
            // "rose 5%", "dropped $3.10"
            if self.moves(v) && !matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Number) {
                return Some(self.change(v, reading));
            }
            if !self.counts_something(reading) || syntax.noun_event(syntax.chunks[s].head as usize).is_some() {
                return self.level(s, reading).or(Some(event));
            }
        }
        reading.patient = true;
        Some(event)
    }

    fn behind_preposition(&self, f: usize, behind: &Behind, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let &Behind { prep, noun, verb, last } = behind;
        let word = syntax.doc.tokens[syntax.chunks[prep].head as usize].word;
        let found = if word == syntax.words.with { self.with_clause(f, last, reading) } else { self.second_of_vote(f, word, noun) };
        if found.is_some() {
            return found;
        }
        if syntax.doc.lexicon.payload(word, Class::Scope) == "including" {
            return self.part(f, reading);
        }
        // "a slice of the $9 million oyster trade": the amount is the market's, whatever the verb does.
        let figure = &self.figures[f];
        let own = reading.counted.filter(|c| c.chunk == reading.chunk && figure.kind == FigureKind::Money && figure.value.is_some());
        if let Some(c) = own.filter(|c| word == syntax.words.of && syntax.doc.span(&(c.head..c.head + 1)).start >= figure.span.end) {
            return Some(Event { group: syntax.groups.be, verb: None, token: c.head, strong: false });
        }
        let found = self
            .of_level(word, noun, verb, reading)
            .or_else(|| self.of_changed(f, word, verb, reading))
            .or_else(|| self.of_toll(word, verb, reading))
            .or_else(|| self.of_noun(f, word, behind, reading));
        if found.is_some() || noun.is_some() && word == syntax.words.of {
            return found;
        }
        let v = verb?;
        if self.is_including(v) {
            return self.part(f, reading);
        }
        // "killed at a dinner for 30": those with whom it happened are not those whom it befell.
        let event = syntax.verb_event(v);
        let person = reading.counted.is_none_or(|c| sum::is_person(syntax, c.head));
        let at_once = reading.chunk.checked_sub(1).is_some_and(|p| syntax.chunks[p].is_prep());
        let count = at_once && person && matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Number);
        (!count || word == syntax.words.with || !syntax.befalls(event.group)).then_some(event)
    }

    /// "…, with 19 million euros coming from the lottery": of the sum before.
    fn with_clause(&self, f: usize, last: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let ing = self.syntax.chunks.get(last + 1).filter(|c| c.is(ChunkKind::Verb) && c.form.has(Form::ING));
        ing?;
        reading.part_of = self.whole(f);
        Some(self.syntax.verb_event(last + 1))
    }

    /// "by a vote of 121 to 58": both are of one event.
    fn second_of_vote(&self, f: usize, word: WordId, noun: Option<usize>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        noun.filter(|n| word == syntax.words.to && syntax.tags[syntax.chunks[*n].head as usize] == Tag::Num)?;
        let plain = |g: usize| matches!(self.figures[g].kind, FigureKind::Number);
        let before = f.checked_sub(1).filter(|g| plain(*g) && plain(f));
        let before = before.and_then(|g| self.readings.get(g).copied().flatten()).filter(|r| Some(r.chunk) == noun);
        before.and_then(|r| r.event)
    }

    /// "the toll rose to 14", "shares fell by 3%", "it stands at 40"
    fn of_level(&self, word: WordId, noun: Option<usize>, verb: Option<usize>, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let at = word == syntax.words.at;
        let levels = role::is_level(syntax, verb?) || at && syntax.doc.lexicon.is(syntax.verb_word(verb?), Class::LevelAt);
        let v = verb.filter(|_| levels && word != syntax.words.of)?;
        if word == syntax.words.by && noun.is_some_and(|n| syntax.chunks[n].object() == Some(v)) {
            return None;
        }
        let stated = at || word == syntax.words.to || word == syntax.words.from;
        if let Some(s) = syntax.chunks[v].subject().filter(|_| stated) {
            return self.level(s, reading).or_else(|| Some(syntax.verb_event(v)));
        }
        Some(if word == syntax.words.by && self.moves(v) { self.change(v, reading) } else { syntax.verb_event(v) })
    }

    /// "raised rates by 25 basis points to 4.5 percent"
    fn of_changed(&self, f: usize, word: WordId, verb: Option<usize>, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let v = verb.filter(|_| !self.counts_something(reading))?;
        let o = syntax.chunks[v].object()?;
        let group = syntax.doc.lexicon.payload(syntax.verb_word(v), Class::Changes);
        if group.is_empty() || matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Ordinal) {
            return None;
        }
        if word == syntax.words.by {
            reading.counted = Some(noun::of_head(syntax, syntax.chunks[o].head as usize, o));
            reading.level_of = Some(o);
            return Some(Event { group, strong: true, ..syntax.verb_event(v) });
        }
        if word == syntax.words.to || word == syntax.words.from { self.level(o, reading) } else { None }
    }

    /// "took the known toll of the flood to 11", "the toll was put at 12", "puts the market for steel at $3 billion"
    fn of_toll(&self, word: WordId, verb: Option<usize>, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let v = verb.filter(|_| (word == syntax.words.at || word == syntax.words.to) && !self.counts_something(reading))?;
        let told = || syntax.chunks[v].subject().filter(|_| syntax.chunks[v].form.has(Form::PASSIVE));
        let o = syntax.chunks[v].object().or_else(told)?;
        let active = syntax.chunks[v].object().is_some();
        let stated = active && word == syntax.words.at && syntax.doc.lexicon.is(syntax.verb_word(v), Class::Stating);
        (stated || syntax.counts(syntax.chunks[o].head as usize).is_some()).then(|| self.level(o, reading)).flatten()
    }

    /// A noun stands before the preposition: "put the death toll at 27", "a fine of $2,000".
    fn of_noun(&self, f: usize, word: WordId, behind: &Behind, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let &Behind { noun, last, .. } = behind;
        let n = noun?;
        let head = syntax.chunks[n].head as usize;
        // "One of three clerks was killed": nothing befell the three.
        if word == syntax.words.of
            && syntax.is_word(head, syntax.words.one)
            && reading.counted.is_some_and(|c| sum::is_person(syntax, c.head))
        {
            return None;
        }
        // "put the death toll at 27"
        let stated = word == syntax.words.at || word == syntax.words.to;
        let measuring = |n: usize| syntax.doc.lexicon.is(syntax.doc.tokens[syntax.chunks[n].head as usize].word, Class::Measuring);
        if stated && (syntax.counts(head).is_some() || measuring(n)) {
            return self.level(n, reading);
        }
        // "put the number of wounded at 120"
        let of = n.checked_sub(2).filter(|m| syntax.is_word(syntax.chunks[m + 1].head as usize, syntax.words.of));
        if let Some(m) = of.filter(|m| stated && syntax.chunks[*m].is(ChunkKind::Noun) && measuring(*m)) {
            return self.level(m, reading);
        }
        if let Some(event) = syntax.noun_event(head) {
            reading.patient = word == syntax.words.of;
            if word == syntax.words.of && !self.counts_something(reading) {
                reading.level_of = Some(n);
                if syntax.counts(head).is_some() {
                    reading.counted = Some(noun::of_head(syntax, head, n));
                }
            }
            return Some(event);
        }
        if word != syntax.words.of {
            return None;
        }
        let measures = syntax.doc.tokens[head].is(Class::Measuring);
        // "a crew of nine was found alive"
        let group = syntax.doc.tokens[head].is(Class::GroupNoun) && matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Number);
        // "a jury of five men and seven women": who makes it up, whatever it does.
        if !measures && group && self.counts_something(reading) && self.in_list(reading.chunk) {
            let done = self.governed_noun(f, n, last, reading).filter(|e| e.strong);
            return done.or_else(|| Some(Event { group: syntax.doc.word(head), verb: None, token: head, strong: false }));
        }
        if !measures && group && !self.counts_something(reading) {
            reading.counted = Some(noun::of_head(syntax, head, n));
        }
        if !measures && !self.counts_something(reading) {
            return self.level(n, reading);
        }
        self.governed_noun(f, n, last, reading)
    }

    fn governed_noun(&self, f: usize, n: usize, last: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        // A chain of "of" is followed a few steps only.
        if reading.steps >= STEPS {
            return None;
        }
        reading.steps += 1;
        self.governed(f, n, last, reading)
    }

    /// The measure of a noun phrase whose level the figure states.
    fn level(&self, s: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let chunk = &syntax.chunks[s];
        let mut head = chunk.head as usize;
        let mut at = s;
        reading.level_of = Some(s);
        // "the number of people killed": the people.
        let measuring = |h: usize| syntax.doc.tokens[h].is(Class::Measuring);
        if measuring(head)
            && syntax.chunks.get(s + 1).is_some_and(|p| syntax.is_word(p.head as usize, syntax.words.of))
            && let Some(n) = syntax.chunks.get(s + 2).filter(|n| n.is(ChunkKind::Noun))
        {
            head = n.head as usize;
            at = s + 2;
        }
        if syntax.tags[head] == Tag::Pron {
            return None;
        }
        // "the number of dead"
        if let Some(event) = syntax.adjective_at(head).filter(|_| at != s) {
            reading.patient = true;
            return Some(event);
        }
        if !self.counts_something(reading) || syntax.counts(head).is_some() {
            reading.counted = Some(noun::of_head(syntax, head, at));
        }
        reading.patient = true;
        let event = behind(syntax, at).filter(|e| e.strong).or_else(|| syntax.noun_event(head));
        event.or_else(|| {
            let token = chunk.head as usize;
            Some(Event { group: syntax.groups.be, verb: None, token, strong: false })
        })
    }

    /// Whether another number stands beside this one in a list of two: "five men and seven women".
    fn in_list(&self, chunk: usize) -> bool {
        let syntax = self.syntax;
        let run = syntax.sentence_of_chunk(chunk);
        let counts = |c: usize| run.contains(&c) && syntax.chunks[c].tokens().take(4).any(|t| syntax.tags[t] == Tag::Num);
        let joins = |c: usize| run.contains(&c) && syntax.chunks[c].is(ChunkKind::Conj);
        joins(chunk + 1) && counts(chunk + 2) || chunk >= run.start + 2 && joins(chunk - 1) && counts(chunk - 2)
    }

    /// The event that a level rises or falls by, under one name for all such verbs.
    fn change(&self, v: usize, reading: &mut Reading<'d>) -> Event<'d> {
        let syntax = self.syntax;
        let lexicon = syntax.doc.lexicon;
        let event = syntax.verb_event(v);
        let direction = lexicon.payload(syntax.verb_word(v), Class::Level);
        let group = lexicon.payload(lexicon.word(direction), Class::EventNoun);
        if let Some(s) = syntax.chunks[v].subject().filter(|_| !self.counts_something(reading)) {
            let head = syntax.chunks[s].head as usize;
            if syntax.tags[head] != Tag::Pron {
                reading.counted = Some(noun::of_head(syntax, head, s));
                reading.level_of = Some(s);
            }
        }
        if group.is_empty() { event } else { Event { group, strong: true, ..event } }
    }

    pub(super) fn counts_something(&self, reading: &Reading<'d>) -> bool {
        reading.counted.is_some()
    }

    fn moves(&self, v: usize) -> bool {
        !self.syntax.doc.lexicon.payload(self.syntax.verb_word(v), Class::Level).is_empty()
    }

    fn is_including(&self, v: usize) -> bool {
        let head = self.syntax.chunks[v].head as usize;
        self.syntax.doc.lexicon.payload(self.syntax.doc.tokens[head].word, Class::Scope) == "including"
    }

    /// A figure that is part of the one before: its event is that one's.
    pub(super) fn part(&self, f: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let whole = self.whole(f)?;
        reading.part_of = Some(whole);
        let of = self.readings.get(whole).copied().flatten()?;
        reading.patient = of.patient;
        of.event
    }

    /// The figure before in the sentence of the same kind, in the same unit where it is money.
    fn whole(&self, f: usize) -> Option<usize> {
        let me = &self.figures[f];
        let like = |g: &usize| {
            let other = &self.figures[*g];
            let counts = |g: &Figure| matches!(g.kind, FigureKind::Count | FigureKind::Number);
            let alike = counts(me) && counts(other) || other.kind == me.kind && other.unit == me.unit;
            alike && other.equivalent_of.is_none()
        };
        (self.first..f).rev().take(WHOLE).find(like)
    }
}
