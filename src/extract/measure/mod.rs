//! What each figure measures: the event or relation, the thing counted, who takes part, where and when.

mod event;
mod listed;
mod noun;
mod parts;
mod places;
mod revised;
mod role;
mod sum;
mod words;

pub(crate) use event::Event;
use noun::Counted;
use role::Place;
pub(crate) use sum::Sum;

use jiff::civil::Date;

use crate::claim::{Evidence, Figure, FigureKind};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Form, Syntax, Tag};
use crate::text::TokenRange;

/// So many figures before a part its whole is looked for: no sentence of a writer holds more.
const WHOLE: usize = 40;

/// How often the way from a phrase with "of" to its noun is taken.
const STEPS: u8 = 4;

/// What was read of one figure, before it is put into words.
#[derive(Clone, Copy, Debug, Default)]
struct Reading<'d> {
    /// The figure's chunk.
    chunk: usize,
    counted: Option<Counted<'d>>,
    event: Option<Event<'d>>,
    /// Whether the figure, or what it counts, is the one to whom it happens.
    patient: bool,
    /// The noun phrase whose level the figure states: "the death toll" of "rose to 14".
    level_of: Option<usize>,
    /// A figure whose part this one is, by its place in the list.
    part_of: Option<usize>,
    /// How often the way from a phrase with "of" to its noun was taken.
    steps: u8,
}

/// Fills in the measure of each figure of one field; the counts of listed persons come back.
pub(crate) fn read(syntax: &Syntax<'_>, published: Option<Date>, headline: bool, figures: &mut [Figure]) -> Vec<Sum> {
    let mut readings: Vec<Option<Reading<'_>>> = Vec::with_capacity(figures.len());
    let doc = syntax.doc;
    let runs: Vec<TokenRange> = figures.iter().map(|f| syntax.doc.tokens_in(f.span)).collect();
    let mut scopes = Vec::new();
    let mut sentence = usize::MAX;
    let mut first = 0;
    for (f, run) in runs.iter().enumerate() {
        let s = syntax.doc.sentence_of(run.start);
        if s != sentence {
            (sentence, first) = (s, f);
            let tokens = doc.sentences.get(s).cloned().unwrap_or_default();
            scopes.extend(tokens.filter(|i| doc.lexicon.phrase(&doc.tokens, *i, Class::Scope).is_some()));
        }
        let reading = (!run.is_empty()).then(|| syntax.chunk_of(s, run.start)).flatten().map(|chunk| {
            let reader = Reader { syntax, figures, readings: &readings, first, published };
            reader.read(f, run, chunk)
        });
        readings.push(reading);
    }
    for f in 0..readings.len() {
        if let Some(reading) = readings[f] {
            let around = parts::Around { readings: &readings, runs: &runs, scopes: &scopes };
            parts::fill(syntax, figures, &around, f, &reading);
            if reading.part_of.is_none() {
                parts::part_of_before(syntax, figures, &readings, f);
            }
        }
    }
    // "40 million pounds, or about $52 million": one measure for both.
    for f in 1..figures.len() {
        let Some(of) = figures[f].equivalent_of.clone() else { continue };
        if let Some(g) = (0..f).rev().take(4).find(|g| figures[*g].id == of) {
            figures[f].measure = figures[g].measure.clone();
        }
    }
    revised::read(syntax, figures);
    let mut sums = sum::read(syntax, &readings, figures, headline);
    for more in [listed::read(syntax, &readings, figures, headline), places::read(syntax, &readings, figures)] {
        let free = |s: &Sum| !sums.iter().any(|own: &Sum| own.figure.span.overlaps(s.figure.span));
        let more: Vec<Sum> = more.into_iter().filter(free).collect();
        sums.extend(more);
    }
    sums
}

/// An adjective, participle or relative clause right behind: "3 dead", "14 people injured", "two who died".
fn behind<'d>(syntax: &Syntax<'d>, last: usize) -> Option<Event<'d>> {
    let run = syntax.sentence_of_chunk(last);
    let mut i = last + 1;
    let mut relative = false;
    while i < run.end.min(last + 5) {
        let c = &syntax.chunks[i];
        match c.kind {
            ChunkKind::Adv => {}
            ChunkKind::Rel if !relative => relative = true,
            // "three others with serious injuries"
            ChunkKind::Prep if syntax.is_word(c.head as usize, syntax.words.with) => {
                let head = syntax.chunks.get(i + 1).filter(|n| n.is(ChunkKind::Noun))?.head as usize;
                return syntax.counts(head).and(syntax.noun_event(head)).map(|e| Event { strong: true, ..e });
            }
            // "two others in the hospital"
            ChunkKind::Prep => return syntax.adjective_at(c.start as usize),
            ChunkKind::Adj => return syntax.adjective_event(i),
            ChunkKind::Verb if relative && c.is_finite() => return Some(syntax.verb_event(i)),
            ChunkKind::Verb if c.form.has(Form::ING) && c.form.has(Form::PASSIVE) => return Some(syntax.verb_event(i)),
            ChunkKind::Verb if c.form.has(Form::BARE) => {
                let event = syntax.verb_event(i);
                return (c.form.has(Form::PASSIVE) || event.strong).then_some(event);
            }
            _ => return None,
        }
        i += 1;
    }
    None
}

struct Reader<'a, 'd> {
    syntax: &'a Syntax<'d>,
    figures: &'a [Figure],
    readings: &'a [Option<Reading<'d>>],
    /// The sentence's first figure.
    first: usize,
    published: Option<Date>,
}

impl<'d> Reader<'_, 'd> {
    fn read(&self, f: usize, run: &TokenRange, chunk: usize) -> Reading<'d> {
        let figure = &self.figures[f];
        let mut reading = Reading { chunk, ..Reading::default() };
        if matches!(figure.kind, FigureKind::Date | FigureKind::Time) {
            reading.event = self.event_of_time(f, run, chunk);
            return reading;
        }
        reading.counted = noun::counted(self.syntax, figure, run, chunk);
        if let Some(event) =
            reading.counted.filter(|_| figure.value.is_some_and(|v| v > 1.into())).and_then(|c| self.syntax.clipped(c.head))
        {
            // "four shot dead"
            let worse = behind(self.syntax, chunk).filter(|e| e.strong);
            (reading.counted, reading.event, reading.patient) = (None, Some(worse.unwrap_or(event)), true);
            return reading;
        }
        let last = reading.counted.map_or(chunk, |c| c.chunk.max(chunk));
        let governed = self.governed(f, chunk, last, &mut reading);
        let inside = self.inside(run, chunk, &reading);
        let behind = behind(self.syntax, last);
        let strong = |e: &Option<Event<'_>>| e.is_some_and(|e| e.strong);
        reading.event = if strong(&inside) {
            reading.patient = true;
            inside
        } else if strong(&governed) {
            governed
        } else if strong(&behind) {
            reading.patient = true;
            reading.level_of = None;
            behind
        } else {
            governed.or(inside).or(behind)
        };
        if let Some(inside) = inside.filter(|e| !e.strong) {
            let before = reading.counted.is_some_and(|c| c.chunk == chunk && c.head >= run.end);
            let measured = !matches!(figure.kind, FigureKind::Count | FigureKind::Number | FigureKind::Ordinal);
            if before && measured {
                // "a $5m fine", "a 19% drop in sales"
                reading.event = Some(Event { verb: reading.event.and_then(|e| e.verb), ..inside });
                self.changed(&mut reading, run);
            } else {
                self.merge_noun(&mut reading, inside);
            }
        }
        let on_persons = reading.patient && !reading.counted.is_some_and(|c| noun::is_projectile(self.syntax, &c));
        reading.event = reading.event.map(|e| if on_persons { self.syntax.event_on_persons(e) } else { e });
        // "a four-block rampage left five dead"
        let joined =
            self.syntax.doc.text[figure.span.end..].starts_with('-') && matches!(figure.kind, FigureKind::Count | FigureKind::Number);
        reading.event = reading.event.filter(|e| !joined || !self.syntax.befalls(e.group));
        // "the suspect, 27, was sentenced": digits alone that were read as years.
        let aged = figure.kind == FigureKind::Duration && run.len() == 1;
        if aged || reading.event.is_none_or(|e| !e.strong) {
            self.age(f, chunk, &mut reading);
        }
        reading
    }

    /// What rises or falls, where the noun counted is the change itself: "a 7% price increase", "a drop in sales".
    fn changed(&self, reading: &mut Reading<'d>, run: &TokenRange) {
        let syntax = self.syntax;
        let lexicon = syntax.doc.lexicon;
        let (Some(event), Some(counted)) = (reading.event, reading.counted) else { return };
        if !["rise", "fall"].iter().any(|w| lexicon.payload(lexicon.word(w), Class::EventNoun) == event.group) {
            return;
        }
        let noun = |t: usize| matches!(syntax.tags[t], Tag::Noun | Tag::Plural | Tag::Name);
        if let Some(t) = counted.head.checked_sub(1).filter(|t| *t >= run.end && noun(*t)) {
            reading.counted = Some(noun::of_head(syntax, t, counted.chunk));
            return;
        }
        let end = syntax.sentence_of_chunk(counted.chunk).end;
        let (p, n) = (counted.chunk + 1, counted.chunk + 2);
        if n < end && syntax.chunks[p].is(ChunkKind::Prep) && syntax.chunks[n].is(ChunkKind::Noun) && noun(syntax.chunks[n].head as usize) {
            reading.counted = Some(noun::of_head(syntax, syntax.chunks[n].head as usize, n));
        }
    }

    /// "14 deaths", "made three arrests": the noun is the event, and says who is counted.
    fn merge_noun(&self, reading: &mut Reading<'d>, inside: Event<'d>) {
        let vague = reading.event.is_none_or(|e| {
            e.verb.is_none_or(|v| {
                let word = self.syntax.verb_word(v);
                let lexicon = self.syntax.doc.lexicon;
                self.syntax.is_copula(v) || lexicon.is(word, Class::Light) || lexicon.is(word, Class::Level)
            })
        });
        if reading.event.is_some_and(|e| e.strong) {
            return;
        }
        let counts = self.syntax.counts(inside.token);
        if counts.is_some() || vague {
            let verb = reading.event.and_then(|e| e.verb);
            reading.event = Some(Event { verb: inside.verb.or(verb), ..inside });
        }
    }

    /// An event inside the figure's own noun phrase: "the 14 wounded passengers", "14 deaths", "a $5m fine".
    fn inside(&self, run: &TokenRange, chunk: usize, reading: &Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let tokens = run.start..syntax.chunks[chunk].tokens().end.max(run.end);
        // "the 5.8-magnitude quake", "a magnitude 5.8 quake"
        let beside = [Some(run.end), run.end.checked_add(1), run.start.checked_sub(1)];
        let phrase = syntax.chunks[chunk].tokens();
        if let Some(t) = beside.into_iter().flatten().find(|t| phrase.contains(t) && syntax.doc.is(*t, Class::Dimension)) {
            return syntax.noun_event(t).map(|e| Event { strong: true, ..e });
        }
        let adjective = tokens.take(12).filter(|t| !syntax.doc.is(*t, Class::Measuring)).find_map(|t| syntax.adjective_at(t));
        if adjective.is_some() {
            return adjective;
        }
        let Some(counted) = reading.counted else {
            // "three of the injured"
            let of = syntax.chunks.get(chunk + 1).filter(|p| syntax.is_word(p.head as usize, syntax.words.of));
            return of.and(syntax.chunks.get(chunk + 2)).and_then(|c| syntax.adjective_at(c.head as usize));
        };
        syntax.noun_event(counted.head)
    }

    /// "Anna Marsh, 44, …": a bare number behind a name. "14 injured, five critically": a share of those before.
    fn age(&self, f: usize, chunk: usize, reading: &mut Reading<'d>) {
        let syntax = self.syntax;
        let run = syntax.sentence_of_chunk(chunk);
        let alone =
            reading.counted.is_none() && matches!(self.figures[f].kind, FigureKind::Number | FigureKind::Count | FigureKind::Duration);
        if !alone || !syntax.chunks[chunk].is(ChunkKind::Noun) {
            return;
        }
        let next = syntax.chunks.get(chunk + 1).filter(|_| chunk + 1 < run.end);
        if next.is_some_and(|c| c.is(ChunkKind::Adv)) && reading.event.is_none() {
            reading.event = self.part(f, reading);
            return;
        }
        // "ages 31 and 29"
        let left = role::left_of(syntax, chunk, run.start).map(|l| (l, &syntax.chunks[l]));
        let aged = match left {
            Some((_, c)) if c.is(ChunkKind::Noun) => syntax.noun_event(c.head as usize),
            Some((l, c)) if c.is(ChunkKind::Conj) => {
                let before = f.checked_sub(1).and_then(|g| self.readings.get(g).copied().flatten());
                before.filter(|r| r.chunk + 1 == l).and_then(|r| r.event)
            }
            _ => None,
        };
        if let Some(event) = aged.filter(|e| e.group == syntax.doc.lexicon.payload(syntax.doc.lexicon.word("age"), Class::EventNoun)) {
            reading.event = Some(event);
            reading.counted = None;
            return;
        }
        let closed = next.is_none_or(|c| matches!(c.kind, ChunkKind::Comma | ChunkKind::Stop | ChunkKind::Conj | ChunkKind::Prep));
        let comma = chunk.checked_sub(2).filter(|n| *n >= run.start && syntax.chunks[n + 1].is(ChunkKind::Comma));
        let of = |n: &usize| {
            n.checked_sub(2).filter(|m| {
                *m >= run.start
                    && syntax.is_word(syntax.chunks[n - 1].head as usize, syntax.words.of)
                    && syntax.chunks[*m].is(ChunkKind::Noun)
            })
        };
        let comma = comma.map(|n| of(&n).unwrap_or(n));
        let is_person = |n: &usize| {
            let head = syntax.chunks[*n].head as usize;
            // "40 nurses, 30 of them" are counted, not aged.
            syntax.tags[head] == Tag::Name || syntax.doc.is(head, Class::PersonNoun) && syntax.tags[head] != Tag::Plural
        };
        let named = comma.filter(is_person);
        let age = self.figures[f].value.is_some_and(|v| v > 0.into() && v < 120.into() && v.scale() == 0);
        if let Some(n) = named.filter(|_| closed && age) {
            let lexicon = syntax.doc.lexicon;
            let group = lexicon.payload(lexicon.word("age"), Class::EventNoun);
            reading.event = Some(Event { group, verb: None, token: syntax.chunks[chunk].head as usize, strong: false });
            reading.level_of = Some(n);
        }
    }

    /// The event that governs the figure's noun phrase.
    fn governed(&self, f: usize, chunk: usize, last: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let lexicon = syntax.doc.lexicon;
        // "a brooch worth £3.4m"
        let first = syntax.sentence_of_chunk(chunk).start;
        if let Some(a) = chunk.checked_sub(1).filter(|a| *a >= first && syntax.chunks[*a].is(ChunkKind::Adj))
            && let Some(event) = syntax.adjective_event(a)
        {
            // "is worth $5 million": of its subject.
            let noun = a.checked_sub(1).filter(|n| *n >= first).and_then(|n| match syntax.chunks[n].kind {
                ChunkKind::Noun => Some(n),
                ChunkKind::Verb => syntax.chunks[n].subject(),
                _ => None,
            });
            if let Some(n) = noun.filter(|_| !self.counts_something(reading)) {
                reading.counted = Some(noun::of_head(syntax, syntax.chunks[n].head as usize, n));
                return Some(event);
            }
        }
        match role::place(syntax, chunk) {
            Place::Subject(v) => {
                // "is expected to survive", "were said to be hurt"
                let chained = lexicon.is(syntax.verb_word(v), Class::Catenative) && syntax.chunks[v].object().is_none();
                let v = syntax.infinitive(v).filter(|_| chained).unwrap_or(v);
                let event = syntax.verb_event(v);
                let result = event.token != syntax.chunks[v].head as usize && syntax.chunks[v].object().is_none();
                let undergoes = syntax.chunks[v].form.has(Form::PASSIVE) || lexicon.is(syntax.verb_word(v), Class::Undergoes);
                // "suffered gunshot wounds"
                let suffers = lexicon.is(syntax.verb_word(v), Class::Light) && lexicon.is(lexicon.word(event.group), Class::Befalls);
                reading.patient = undergoes || result || suffers || event.verb.is_none();
                if syntax.is_copula(v) && event.token == syntax.chunks[v].head as usize {
                    let run = syntax.sentence_of_chunk(v);
                    let among = syntax.chunks[v + 1..run.end.min(v + 3)].iter().find(|c| c.is(ChunkKind::Noun));
                    let said = among.map(|c| c.head as usize).and_then(|h| syntax.adjective_at(h).or_else(|| syntax.noun_event(h)));
                    return said.or(Some(event));
                }
                Some(event)
            }
            Place::Object(v) => {
                if self.is_including(v) {
                    return self.part(f, reading);
                }
                // "raised the toll from 31 to 41": the range holds its own preposition.
                let first = syntax.chunks[chunk].start as usize;
                let before =
                    chunk.checked_sub(1).filter(|o| syntax.doc.is(first, Class::Preposition) && syntax.chunks[*o].object() == Some(v));
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
            Place::Behind { prep, noun, verb } => self.behind_preposition(f, prep, noun, verb, last, reading),
            Place::Free => None,
        }
    }

    fn behind_preposition(
        &self,
        f: usize,
        prep: usize,
        noun: Option<usize>,
        verb: Option<usize>,
        last: usize,
        reading: &mut Reading<'d>,
    ) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let word = syntax.doc.tokens[syntax.chunks[prep].head as usize].word;
        // "with some 290 million pounds going to …"
        if word == syntax.words.with
            && let Some(v) = syntax.chunks.get(last + 1).filter(|c| c.is(ChunkKind::Verb) && c.form.has(Form::ING)).map(|_| last + 1)
        {
            reading.part_of = self.whole(f);
            return Some(syntax.verb_event(v));
        }
        // "by a vote of 121 to 58": both are of one event.
        if word == syntax.words.to && noun.is_some_and(|n| syntax.tags[syntax.chunks[n].head as usize] == Tag::Num) {
            let plain = |g: usize| matches!(self.figures[g].kind, FigureKind::Number);
            let before = f.checked_sub(1).filter(|g| plain(*g) && plain(f));
            let before = before.and_then(|g| self.readings.get(g).copied().flatten()).filter(|r| Some(r.chunk) == noun);
            if let Some(event) = before.and_then(|r| r.event) {
                return Some(event);
            }
        }
        if syntax.doc.lexicon.payload(word, Class::Scope) == "including" {
            return self.part(f, reading);
        }
        let at = word == syntax.words.at;
        let levels = |v: &usize| role::is_level(syntax, *v) || at && syntax.doc.lexicon.is(syntax.verb_word(*v), Class::LevelAt);
        if let Some(v) = verb.filter(|v| levels(v) && word != syntax.words.of)
            && (noun.is_none_or(|n| syntax.chunks[n].object() != Some(v)) || word != syntax.words.by)
        {
            let stated = word == syntax.words.to || word == syntax.words.at || word == syntax.words.from;
            if let Some(s) = syntax.chunks[v].subject().filter(|_| stated) {
                return self.level(s, reading).or_else(|| Some(syntax.verb_event(v)));
            }
            if word == syntax.words.by && self.moves(v) {
                return Some(self.change(v, reading));
            }
            return Some(syntax.verb_event(v));
        }
        // "raised rates by 25 basis points to 4.5 percent"
        if let Some((v, o)) = verb.and_then(|v| Some((v, syntax.chunks[v].object()?)))
            && !self.counts_something(reading)
            && !matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Ordinal)
        {
            let group = syntax.doc.lexicon.payload(syntax.verb_word(v), Class::Changes);
            if !group.is_empty() && word == syntax.words.by {
                reading.counted = Some(noun::of_head(syntax, syntax.chunks[o].head as usize, o));
                reading.level_of = Some(o);
                return Some(Event { group, strong: true, ..syntax.verb_event(v) });
            }
            if !group.is_empty() && (word == syntax.words.to || word == syntax.words.from) {
                return self.level(o, reading);
            }
        }
        // "brought the confirmed death toll from the storm to 11"
        if word == syntax.words.at || word == syntax.words.to {
            // "the toll was put at 12", "was raised to 14"
            let told = |v: usize| if syntax.chunks[v].form.has(Form::PASSIVE) { syntax.chunks[v].subject() } else { None };
            let object = verb.and_then(|v| syntax.chunks[v].object().or_else(|| told(v)));
            if let Some(o) = object.filter(|o| syntax.counts(syntax.chunks[*o].head as usize).is_some() && !self.counts_something(reading))
            {
                return self.level(o, reading);
            }
        }
        if let Some(n) = noun {
            let head = syntax.chunks[n].head as usize;
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
            // "estimated the crowd at 40,000"
            let gives = |v: &usize| syntax.doc.lexicon.is(syntax.verb_word(*v), Class::Stating) && syntax.chunks[*v].object() == Some(n);
            if verb.as_ref().is_some_and(gives) && at && !self.counts_something(reading) {
                return self.level(n, reading);
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
            if word == syntax.words.of {
                if syntax.doc.tokens[head].is(Class::Measuring) {
                    return self.governed_noun(f, n, last, reading);
                }
                // "a family of five was found dead"
                let group = syntax.doc.tokens[head].is(Class::GroupNoun);
                if !self.counts_something(reading) && group && matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Number) {
                    reading.counted = Some(noun::of_head(syntax, head, n));
                }
                if !self.counts_something(reading) {
                    return self.level(n, reading);
                }
                return self.governed_noun(f, n, last, reading);
            }
        }
        let v = verb?;
        if self.is_including(v) {
            return self.part(f, reading);
        }
        // "killed at a party for 16": those with whom it happened are not those whom it befell.
        let event = syntax.verb_event(v);
        let person = reading.counted.is_none_or(|c| sum::is_person(syntax, c.head));
        let at_once = reading.chunk.checked_sub(1).is_some_and(|p| syntax.chunks[p].is_prep());
        let count = at_once && person && matches!(self.figures[f].kind, FigureKind::Count | FigureKind::Number);
        (!count || word == syntax.words.with || !syntax.befalls(event.group)).then_some(event)
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
        let event = behind(self.syntax, at).filter(|e| e.strong).or_else(|| syntax.noun_event(head));
        event.or_else(|| {
            let token = chunk.head as usize;
            Some(Event {
                group: syntax.doc.lexicon.payload(syntax.doc.lexicon.word("is"), Class::Auxiliary),
                verb: None,
                token,
                strong: false,
            })
        })
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

    fn counts_something(&self, reading: &Reading<'d>) -> bool {
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
    fn part(&self, f: usize, reading: &mut Reading<'d>) -> Option<Event<'d>> {
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

    fn event_of_time(&self, f: usize, run: &TokenRange, chunk: usize) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let first = syntax.sentence_of_chunk(chunk).start;
        // "last week's meeting", "the 2015 attack"
        let last = syntax.chunk_of(syntax.doc.sentence_of(run.start), run.end - 1).unwrap_or(chunk);
        let c = &syntax.chunks[last];
        if c.is(ChunkKind::Noun)
            && c.head as usize >= run.end
            && let Some(event) = syntax.noun_event(c.head as usize)
        {
            return Some(event);
        }
        // "after the attack on Monday"
        let mut noun = role::left_of(syntax, chunk, first).filter(|n| syntax.chunks[*n].is(ChunkKind::Noun));
        for _ in 0..2 {
            let Some(n) = noun else { break };
            let behind = role::left_of(syntax, n, first).filter(|p| syntax.chunks[*p].is_prep());
            if let (Some(_), Some(event)) = (behind, syntax.noun_event(syntax.chunks[n].head as usize)) {
                return Some(event);
            }
            noun = behind.and_then(|p| role::left_of(syntax, p, first)).filter(|n| syntax.chunks[*n].is(ChunkKind::Noun));
        }
        let v = role::verb_of_time(syntax, chunk, self.is_past(f));
        // "helped restore", "managed to sign": what was done.
        let done = |v: &usize| syntax.doc.lexicon.payload(syntax.verb_word(*v), Class::Catenative) == "affirmed";
        let v = v.map(|v| syntax.infinitive(v).filter(|_| done(&v)).unwrap_or(v));
        v.map(|v| syntax.verb_event(v))
    }

    /// Whether the date lies before the publication, as far as the text tells.
    fn is_past(&self, f: usize) -> Option<bool> {
        let (start, _) = self.figures[f].date?.interval()?;
        Some(start <= self.published?)
    }
}

/// Where a part of the measure was read from.
fn evidence(syntax: &Syntax<'_>, part: &str, tokens: &TokenRange) -> Evidence {
    Evidence { part: part.to_owned(), span: syntax.doc.span(tokens) }
}
