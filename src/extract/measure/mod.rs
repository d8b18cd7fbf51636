//! What each figure measures: the event or relation, the thing counted, who takes part, where and when.

mod event;
mod governor;
mod killer;
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
pub(crate) use sum::Sum;

use jiff::civil::Date;

use crate::claim::{Evidence, Figure, FigureKind};
use crate::compare::is_share;
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Form, Syntax, Tag};
use crate::text::TokenRange;

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
    // "£40m, roughly $52m": one measure for both.
    for f in 1..figures.len() {
        let Some(of) = figures[f].equivalent_of.clone() else { continue };
        if let Some(g) = (0..f).rev().take(4).find(|g| figures[*g].id == of) {
            figures[f].measure = figures[g].measure.clone();
        }
    }
    revised::read(syntax, figures);
    partial(syntax, figures);
    let mut sums = sum::read(syntax, &readings, figures, headline);
    for more in [listed::read(syntax, &readings, figures, headline), places::read(syntax, &readings, figures)] {
        let free = |s: &Sum| !sums.iter().any(|own: &Sum| own.figure.span.overlaps(s.figure.span));
        let more: Vec<Sum> = more.into_iter().filter(free).collect();
        sums.extend(more);
    }
    let own = killer::read(syntax, &readings, figures, &mut sums);
    sums.extend(own);
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
            // "nine others with burns"
            ChunkKind::Prep if syntax.is_word(c.head as usize, syntax.words.with) => {
                let head = syntax.chunks.get(i + 1).filter(|n| n.is(ChunkKind::Noun))?.head as usize;
                return syntax.counts(head).and(syntax.noun_event(head)).map(|e| Event { strong: true, ..e });
            }
            // "nine others at the clinic"
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
        if let Some(own) = self.of_one(chunk).filter(|_| matches!(figure.kind, FigureKind::Count | FigureKind::Number)) {
            return own;
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
        if let Some(event) = self.counting(f, last, &reading) {
            reading.event = Some(event);
            return reading;
        }
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
        // "three years of our lives": nobody's death.
        if figure.kind == FigureKind::Duration && reading.counted.is_some_and(|c| c.stands_for.is_some()) {
            (reading.counted, reading.event) = (None, None);
        }
        // "a three-day siege left five dead"
        let joined =
            self.syntax.doc.text[figure.span.end..].starts_with('-') && matches!(figure.kind, FigureKind::Count | FigureKind::Number);
        reading.event = reading.event.filter(|e| !joined || !self.syntax.befalls(e.group));
        // "its 400-strong crew": how many there are, whatever they do.
        if joined && self.syntax.doc.text[figure.span.end..].starts_with("-strong") {
            reading.event =
                Some(Event { group: self.syntax.groups.be, verb: None, token: self.syntax.chunks[chunk].head as usize, strong: false });
        }
        // "the suspect, 27, was sentenced": digits alone that were read as years.
        let aged = figure.kind == FigureKind::Duration && run.len() == 1;
        if let Some(n) = self.ages(f, chunk) {
            let event = Event { group: self.syntax.groups.age, verb: None, token: self.syntax.chunks[chunk].head as usize, strong: false };
            return Reading { chunk, event: Some(event), level_of: Some(n), ..Reading::default() };
        }
        if aged || reading.event.is_none_or(|e| !e.strong) {
            self.age(f, chunk, &mut reading);
        }
        reading
    }

    /// A share of what is counted so far: "with 32% of the vote counted", "98% of districts reporting".
    fn counting(&self, f: usize, last: usize, reading: &Reading<'d>) -> Option<Event<'d>> {
        let (syntax, lexicon) = (self.syntax, self.syntax.doc.lexicon);
        let counted = reading.counted.filter(|_| is_share(&self.figures[f]))?;
        let tells = |t: &usize| syntax.doc.tokens.get(*t).is_some_and(|t| lexicon.payload(t.word, Class::Tells) == COUNTING);
        let token = [counted.head, syntax.chunks[last].end as usize].into_iter().find(tells)?;
        let group = lexicon.payload(lexicon.word(COUNTING), Class::VerbIng);
        Some(Event { group, verb: None, token, strong: true })
    }

    /// A bare number that says what one person has: "a mother of six who drowned".
    fn of_one(&self, chunk: usize) -> Option<Reading<'d>> {
        let syntax = self.syntax;
        let n = chunk.checked_sub(2).filter(|n| *n >= syntax.sentence_of_chunk(chunk).start)?;
        let head = syntax.chunks[n].head as usize;
        let noun = matches!(syntax.tags[syntax.chunks[chunk].head as usize], Tag::Noun | Tag::Plural | Tag::Name);
        let of = syntax.is_word(syntax.chunks[n + 1].head as usize, syntax.words.of) && !noun;
        let one = syntax.chunks[n].is(ChunkKind::Noun) && syntax.doc.is(head, Class::PersonNoun) && syntax.tags[head] != Tag::Plural;
        let event = Event { group: syntax.groups.be, verb: None, token: head, strong: false };
        let counted = Some(noun::of_head(syntax, head, n));
        (of && one).then(|| Reading { chunk, counted, event: Some(event), level_of: Some(n), ..Reading::default() })
    }

    /// What rises or falls, where the noun counted is the change itself: "a 7% price increase", "a drop in sales".
    fn changed(&self, reading: &mut Reading<'d>, run: &TokenRange) {
        let syntax = self.syntax;
        let (Some(event), Some(counted)) = (reading.event, reading.counted) else { return };
        if event.group != syntax.groups.rise && event.group != syntax.groups.fall {
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
        // "nine fatal shootings" are shootings
        let incident = |e: &Event<'_>| reading.counted.filter(|c| e.token < c.head && syntax.counts(c.head).is_none());
        let incident = adjective.as_ref().and_then(incident).and_then(|c| syntax.noun_event(c.head)).filter(|e| syntax.befalls(e.group));
        if adjective.is_some() {
            return incident.or(adjective);
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
        if let Some(event) = aged.filter(|e| e.group == syntax.groups.age) {
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
        let bracketed = self.bracketed(chunk, run.start).filter(|_| self.figures[f].kind == FigureKind::Duration);
        let comma = bracketed.or_else(|| comma.map(|n| of(&n).unwrap_or(n)));
        let is_person = |n: &usize| {
            let head = syntax.chunks[*n].head as usize;
            // "40 nurses, 30 of them" are counted, not aged.
            syntax.tags[head] == Tag::Name || syntax.doc.is(head, Class::PersonNoun) && syntax.tags[head] != Tag::Plural
        };
        let named = comma.filter(is_person);
        let age = self.figures[f].value.is_some_and(|v| v > 0.into() && v < 120.into() && v.scale() == 0);
        if let Some(n) = named.filter(|_| closed && age) {
            reading.event = Some(Event { group: syntax.groups.age, verb: None, token: syntax.chunks[chunk].head as usize, strong: false });
            reading.level_of = Some(n);
        }
    }

    /// The persons whose ages a list of numbers tells, as many as they are: "two painters, 58 and 27, were stabbed".
    fn ages(&self, f: usize, chunk: usize) -> Option<usize> {
        let syntax = self.syntax;
        let first = syntax.sentence_of_chunk(chunk).start;
        let bare = |c: usize| syntax.chunks[c].is(ChunkKind::Noun) && syntax.tags[syntax.chunks[c].head as usize] == Tag::Num;
        // Two digits in a list were read as years already.
        let years = self.figures[f].kind == FigureKind::Duration;
        if !bare(chunk) || !years && self.figures[f].kind != FigureKind::Number {
            return None;
        }
        // The first of the numbers, and the persons before it.
        let joins = |c: usize| matches!(syntax.chunks[c].kind, ChunkKind::Comma | ChunkKind::Conj);
        let mut at = chunk;
        while at >= first + 2 && joins(at - 1) && bare(at - 2) {
            at -= 2;
        }
        let persons = at.checked_sub(2).filter(|n| *n >= first && syntax.chunks[n + 1].is(ChunkKind::Comma));
        let several = |h: usize| syntax.tags[h] == Tag::Plural || syntax.doc.is(h, Class::Plural);
        let n = persons
            .filter(|n| [several(syntax.chunks[*n].head as usize), sum::is_person(syntax, syntax.chunks[*n].head as usize)] == [true; 2])?;
        if years {
            return Some(n);
        }
        let here = |g: &usize| self.readings[*g].as_ref().is_some_and(|r| r.chunk == n);
        let whole = (self.first..f).rev().find(here).and_then(|g| self.figures[g].value)?;
        let end = syntax.sentence_of_chunk(chunk).end;
        let mut last = at;
        while last + 2 < end && joins(last + 1) && bare(last + 2) {
            last += 2;
        }
        (whole == ((last - at) / 2 + 1).into()).then_some(n)
    }

    /// The noun phrase before the bracket in which a number stands alone: "Jan Holm (44)".
    fn bracketed(&self, chunk: usize, first: usize) -> Option<usize> {
        let open = (self.syntax.chunks[chunk].start as usize).checked_sub(1).filter(|t| self.syntax.doc.is_punct(*t, '('))?;
        let before = (first..chunk).rev().find(|c| self.syntax.chunks[*c].end as usize <= open)?;
        self.syntax.chunks[before].is(ChunkKind::Noun).then_some(before)
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
        v.map(|v| self.what_occurred(v).unwrap_or_else(|| syntax.verb_event(v)))
    }

    /// "the vote was held", "the purchase of the yard, completed in": the event is what its subject names.
    fn what_occurred(&self, v: usize) -> Option<Event<'d>> {
        let syntax = self.syntax;
        let lexicon = syntax.doc.lexicon;
        let event = syntax.verb_event(v);
        let occurs = |w| lexicon.payload(w, Class::Tells) == "occurs";
        let subject = syntax.chunks[v].subject().filter(|_| occurs(lexicon.word(event.group)) || occurs(syntax.verb_word(v)))?;
        let of = subject.checked_sub(2).filter(|n| {
            let run = syntax.sentence_of_chunk(subject);
            *n >= run.start && syntax.is_word(syntax.chunks[n + 1].head as usize, syntax.words.of) && syntax.chunks[*n].is(ChunkKind::Noun)
        });
        let noun = |n: usize| syntax.noun_event(syntax.chunks[n].head as usize);
        of.and_then(noun).or_else(|| noun(subject)).map(|e| Event { verb: Some(v), ..e })
    }

    /// Whether the date lies before the publication, as far as the text tells.
    fn is_past(&self, f: usize) -> Option<bool> {
        let (start, _) = self.figures[f].date?.interval()?;
        Some(start <= self.published?)
    }
}

/// How the table tells what is counted bit by bit.
const COUNTING: &str = "counting";
/// The scope of what is told when a part is counted.
const PARTIAL: &str = "partial";

/// "With 32% of the vote counted, the party had 38%": what its sentence tells besides is of a part of the whole.
fn partial(syntax: &Syntax<'_>, figures: &mut [Figure]) {
    let lexicon = syntax.doc.lexicon;
    let counting = |f: &Figure| {
        f.kind == FigureKind::Percent
            && f.measure.predicate.as_deref().is_some_and(|p| lexicon.payload(lexicon.word(p), Class::Tells) == COUNTING)
    };
    let sentence = |f: &Figure| syntax.doc.sentence_of(syntax.doc.tokens_in(f.span).start);
    let partly: Vec<usize> = figures.iter().filter(|f| counting(f)).map(sentence).collect();
    for figure in figures.iter_mut().filter(|f| !partly.is_empty() && !counting(f)) {
        let measured = matches!(figure.kind, FigureKind::Percent | FigureKind::Count | FigureKind::Number);
        if measured && partly.contains(&sentence(figure)) {
            figure.measure.scope.push(PARTIAL.into());
        }
    }
}

/// Where a part of the measure was read from.
fn evidence(syntax: &Syntax<'_>, part: &str, tokens: &TokenRange) -> Evidence {
    Evidence { part: part.to_owned(), span: syntax.doc.span(tokens) }
}
