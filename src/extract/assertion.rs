//! Assertions: the main events of each sentence, affirmed or denied.

use super::Scope;
use super::measure::Event;
use crate::claim::{Assertion, Polarity};
use crate::lexicon::Class;
use crate::span::Span;
use crate::syntax::{Chunk, ChunkKind, Form, Syntax, Tag};
use crate::text::{Shape, TokenKind};

/// So many events of one sentence's main clauses are kept at most, and as many of the clauses beside them.
const PER_SENTENCE: usize = 3;

/// Appends the assertions of one field; says whether there are more than may be.
pub(crate) fn read(syntax: &Syntax<'_>, scope: &Scope<'_>, out: &mut Vec<Assertion>) -> bool {
    let mut quoted = Quoted { next: 0, open: false };
    for (s, run) in syntax.sentences.iter().enumerate() {
        let tokens = &syntax.doc.sentences[s];
        let question = (tokens.start..tokens.end).rev().take(4).any(|t| syntax.doc.is_punct(t, '?'));
        let (mut kept, mut beside) = (0, 0);
        for v in run.clone() {
            let chunk = &syntax.chunks[v];
            let in_quote = quoted.at(syntax, chunk.start as usize);
            let main = is_main(syntax, v);
            let full = if main { kept == PER_SENTENCE } else { beside == PER_SENTENCE };
            if question || full || !main && !is_beside(syntax, v) {
                continue;
            }
            let reader = Reader { syntax, v, run: run.clone() };
            if let Some(found) = reader.read(in_quote) {
                if out.len() == scope.most {
                    return true;
                }
                if main {
                    kept += 1
                } else {
                    beside += 1
                }
                let id = scope.id('a', out.len());
                out.push(found.claim(syntax, scope, id));
            }
        }
    }
    false
}

/// Follows the quotation marks from token to token.
struct Quoted {
    next: usize,
    open: bool,
}

impl Quoted {
    /// Whether the token stands between marks; asked in the order of the text.
    fn at(&mut self, syntax: &Syntax<'_>, token: usize) -> bool {
        let doc = syntax.doc;
        while self.next < token {
            let t = &doc.tokens[self.next];
            self.open &= !t.has(Shape::LINE);
            if t.kind == TokenKind::Punct {
                match t.word.as_punct() {
                    Some('"') => self.open = !self.open,
                    Some('“' | '«') => self.open = true,
                    Some('”' | '»') => self.open = false,
                    _ => {}
                }
            }
            self.next += 1;
        }
        self.open
    }
}

/// Whether the verb group carries a main clause or a reported one.
fn is_main(syntax: &Syntax<'_>, v: usize) -> bool {
    let c = &syntax.chunks[v];
    let bare = c.form.has(Form::BARE) && c.form.has(Form::PASSIVE);
    let reduced = c.form.has(Form::BARE) && c.object().is_none() && c.subject().is_some_and(|s| is_reduced(syntax, v, s));
    c.is_finite() && !c.form.has(Form::RELATIVE) && !c.form.has(Form::SUBORDINATE) && !reduced && (!bare || c.subject().is_some())
}

/// Whether a participle only says which thing another verb is about: "the toll paid at the gate was".
fn is_reduced(syntax: &Syntax<'_>, v: usize, subject: usize) -> bool {
    let rest = &syntax.chunks[v + 1..syntax.sentence_of_chunk(v).end];
    let next = rest.iter().take_while(|c| !matches!(c.kind, ChunkKind::Conj | ChunkKind::Comma | ChunkKind::Stop)).find(|c| c.is_finite());
    next.is_some_and(|w| w.subject() == Some(subject) && !w.form.has(Form::BARE))
}

/// Whether the verb group carries a clause beside the main one that the writer takes for a fact: "a plan that
/// was scrapped", "while the board was silent"; and not "if it was scrapped".
fn is_beside(syntax: &Syntax<'_>, v: usize) -> bool {
    let c = &syntax.chunks[v];
    if is_participle(syntax, v) {
        return true;
    }
    if !c.is_finite() || c.subject().is_none() || c.form.has(Form::FUTURE) || c.form.has(Form::MODAL) {
        return false;
    }
    // "the migrants accused of it": which ones, and no event of its own.
    if c.form.has(Form::BARE) && c.form.has(Form::PASSIVE) && by_whom(syntax, v).is_none() {
        return false;
    }
    if c.form.has(Form::SUBORDINATE) { opened_by_fact(syntax, v) } else { c.form.has(Form::RELATIVE) }
}

/// Whether a participle behind a comma goes on with what the main verb tells as a fact: "won the race, beating Holm".
fn is_participle(syntax: &Syntax<'_>, v: usize) -> bool {
    let c = &syntax.chunks[v];
    let first = syntax.sentence_of_chunk(v).start;
    let behind = v > first && syntax.chunks[v - 1].is(ChunkKind::Comma) && c.form.has(Form::ING) && !c.form.has(Form::AUXILIARY);
    if !behind || c.subject().is_none() || c.object().is_none() || syntax.doc.lexicon.is(syntax.verb_word(v), Class::Reports) {
        return false;
    }
    let governs = (first..v).rev().take(12).map(|i| &syntax.chunks[i]).find(|g| g.is_finite() && g.subject() == c.subject());
    governs.is_some_and(|g| !g.form.has(Form::FUTURE) && !g.form.has(Form::MODAL) && !g.form.has(Form::NEGATED))
}

/// Who does what a passive says: "was struck down by the court".
fn by_whom(syntax: &Syntax<'_>, v: usize) -> Option<usize> {
    let end = syntax.sentence_of_chunk(v).end;
    let by = (v + 1..end.min(v + 5))
        .find(|i| syntax.chunks[*i].is_prep() && syntax.chunks[*i].tokens().any(|t| syntax.is_word(t, syntax.words.by)))?;
    let other = (v + 1..by).any(|i| matches!(syntax.chunks[i].kind, ChunkKind::Verb | ChunkKind::Stop | ChunkKind::Sub));
    (!other && by + 1 < end && syntax.chunks[by + 1].is(ChunkKind::Noun)).then_some(by + 1)
}

/// Whether the word that opens a subordinate clause leaves no doubt that it is so: while, because, after.
fn opened_by_fact(syntax: &Syntax<'_>, v: usize) -> bool {
    const REACH: usize = 8;
    let opens = (0..v).rev().take(REACH).find(|i| matches!(syntax.chunks[*i].kind, ChunkKind::Sub | ChunkKind::PrepSub));
    let past = syntax.chunks[v].form.has(Form::PAST) || syntax.chunks[v].form.has(Form::PASSIVE);
    opens.is_some_and(|i| {
        let word = syntax.doc.tokens[syntax.chunks[i].head as usize].word;
        // "when he arrived" tells what was, "when he arrives" what will be.
        syntax.doc.lexicon.is(word, Class::Factual) && (past || syntax.doc.lexicon.payload(word, Class::Factual) != "past")
    })
}

struct Reader<'a, 'd> {
    syntax: &'a Syntax<'d>,
    v: usize,
    run: std::ops::Range<usize>,
}

struct Found<'d> {
    event: Event<'d>,
    denied: bool,
    modality: Option<String>,
    subject: Option<usize>,
    object: Option<usize>,
    agent: Option<usize>,
    passive: bool,
    /// The chunks of the clause.
    clause: std::ops::Range<usize>,
}

impl<'d> Reader<'_, 'd> {
    fn read(&self, in_quote: bool) -> Option<Found<'d>> {
        let syntax = self.syntax;
        let chunk = &syntax.chunks[self.v];
        let lexicon = syntax.doc.lexicon;
        let mut denied = chunk.form.has(Form::NEGATED);
        let mut modality = self.hearsay(self.v);
        let mut main = self.v;
        // "plans to build", "declined to comment", "is believed to have fled".
        for _ in 0..3 {
            let word = syntax.verb_word(main);
            // "is to cut 400 jobs": it has yet to.
            if syntax.is_copula(main) && syntax.infinitive(main) == Some(main + 1) {
                modality = modality.or_else(|| Some(self.words(main, main + 1)));
                denied ^= syntax.chunks[main + 1].form.has(Form::NEGATED);
                main += 1;
                break;
            }
            if !lexicon.is(word, Class::Catenative) {
                break;
            }
            let Some(next) = syntax.infinitive(main) else { break };
            match lexicon.payload(word, Class::Catenative) {
                "denied" => {
                    denied = !denied;
                    modality = modality.or_else(|| Some(self.words(main, next)));
                }
                "affirmed" => {}
                _ => modality = modality.or_else(|| Some(self.words(main, next))),
            }
            denied ^= syntax.chunks[next].form.has(Form::NEGATED);
            main = next;
        }
        // "has yet to agree"
        let after = syntax.chunks[main].end as usize;
        if let Some((_, "denied")) = lexicon.words_with(&syntax.doc.tokens, after, Class::Catenative)
            && let Some(next) = syntax.infinitive(main)
        {
            denied = !denied;
            main = next;
        }
        let mut event = syntax.verb_event(main);
        let mut object = syntax.chunks[main].object().or_else(|| self.complement(main));
        if let Some(o) = object {
            if lexicon.is(syntax.verb_word(main), Class::Light)
                && let Some(noun) = syntax.noun_event(syntax.chunks[o].head as usize)
            {
                event = Event { verb: event.verb, ..noun };
            }
            denied ^= self.is_none(o);
        }
        let subject = syntax.chunks[self.v].subject();
        denied ^= subject.is_some_and(|s| self.is_none(s) || self.is_not_one(s));
        // "denied the allegation", "denied that …", "denied killing": what is denied is the event.
        if event.group == syntax.groups.denial
            && !event.group.is_empty()
            && let Some(noun) = object.and_then(|o| syntax.noun_event(syntax.chunks[o].head as usize))
        {
            event = Event { verb: event.verb, ..noun };
            modality = Some(syntax.doc.word(syntax.chunks[main].head as usize).to_lowercase());
            denied = !denied;
        }
        // "denied opening the sluices"
        let next = main + 1;
        if event.group == syntax.groups.denial
            && !event.group.is_empty()
            && self.run.contains(&next)
            && syntax.chunks[next].is(ChunkKind::Verb)
            && syntax.chunks[next].form.has(Form::ING)
        {
            modality = Some(syntax.doc.word(syntax.chunks[main].head as usize).to_lowercase());
            denied = !denied ^ syntax.chunks[next].form.has(Form::NEGATED);
            event = syntax.verb_event(next);
            object = syntax.chunks[next].object();
            main = next;
        }
        let opened = (main == next).then_some(main);
        if let Some(d) = self.denier() {
            denied = !denied;
            modality = Some(syntax.doc.word(syntax.chunks[d].head as usize).to_lowercase());
        }
        // "was tight-lipped about the talks"
        if let Some((at, len)) = self.complement(main).and_then(|c| self.silence(c)) {
            event = Event { group: syntax.groups.speech, ..event };
            object = None;
            denied = !denied;
            modality = Some(syntax.doc.span(&(at..at + len)).slice(syntax.doc.text).to_lowercase());
        }
        if in_quote {
            modality = modality.or_else(|| Some("quoted".to_owned()));
        }
        object = object.filter(|o| Some(*o) != subject);
        let passive = syntax.chunks[main].form.has(Form::PASSIVE);
        let agent = if passive { by_whom(syntax, main) } else { None };
        let clause = self.clause(subject.filter(|_| opened.is_none()), main);
        let clause = opened.map_or(clause.clone(), |v| v..clause.end);
        Some(Found { event, denied, modality, subject, object, agent, passive, clause })
    }

    /// The words of a complement that say that somebody will not speak: where they begin, and how many.
    fn silence(&self, c: usize) -> Option<(usize, usize)> {
        let doc = self.syntax.doc;
        self.syntax.chunks[c].tokens().find_map(|t| doc.lexicon.phrase(&doc.tokens, t, Class::Silent).map(|(len, _)| (t, len)))
    }

    /// The words of a verb group up to the infinitive: "declined to".
    fn words(&self, v: usize, next: usize) -> String {
        let syntax = self.syntax;
        let c = &syntax.chunks[v];
        let to = syntax.doc.word(syntax.chunks[next].start as usize).to_lowercase();
        let words = syntax.doc.span(&c.tokens()).slice(syntax.doc.text).to_lowercase();
        format!("{words} {to}")
    }

    /// What a form of be says of its subject.
    fn complement(&self, v: usize) -> Option<usize> {
        let syntax = self.syntax;
        if !syntax.is_copula(v) {
            return None;
        }
        let i = (v + 1..self.run.end.min(v + 3)).find(|i| !syntax.chunks[*i].is(ChunkKind::Adv))?;
        matches!(syntax.chunks[i].kind, ChunkKind::Adj | ChunkKind::Noun).then_some(i)
    }

    /// A word that weakens the statement: in the verb group, or an adverb beside it.
    fn hearsay(&self, v: usize) -> Option<String> {
        let syntax = self.syntax;
        let c = &syntax.chunks[v];
        let beside = |i: usize| syntax.chunks.get(i).filter(|a| self.run.contains(&i) && a.is(ChunkKind::Adv)).map(Chunk::tokens);
        let before = v.checked_sub(1).and_then(beside);
        let tokens = before.into_iter().flatten().chain(c.tokens()).chain(beside(v + 1).into_iter().flatten());
        let term = tokens.into_iter().find_map(|t| {
            let term = syntax.doc.lexicon.payload(syntax.doc.tokens[t].word, Class::Hearsay);
            (!term.is_empty()).then(|| term.to_owned())
        });
        term.or_else(|| {
            let opening = self.run.start;
            let first = syntax.chunks.get(opening).filter(|a| a.is(ChunkKind::Adv) && opening < v)?;
            let term = syntax.doc.lexicon.payload(syntax.doc.tokens[first.head as usize].word, Class::Hearsay);
            (!term.is_empty()).then(|| term.to_owned())
        })
    }

    /// Whether a noun phrase says that there is none: "no statement", "nobody".
    fn is_none(&self, n: usize) -> bool {
        let syntax = self.syntax;
        let first = syntax.chunks[n].start as usize;
        syntax.doc.is(first, Class::Negation) && matches!(syntax.tags[first], Tag::Det | Tag::Pron | Tag::Not)
    }

    /// Whether a subject is one of which none is meant: "not one barge".
    fn is_not_one(&self, n: usize) -> bool {
        let (syntax, doc) = (self.syntax, self.syntax.doc);
        let first = syntax.chunks[n].start as usize;
        let one = doc.lexicon.payload(doc.at(first).word, Class::NumberWord) == "1";
        one && first.checked_sub(1).is_some_and(|not| doc.is(not, Class::Negation) && syntax.tags[not] == Tag::Not)
    }

    /// The verb of denying whose clause this is: "denied that he took money".
    fn denier(&self) -> Option<usize> {
        let syntax = self.syntax;
        let subject = syntax.chunks[self.v].subject()?;
        let mut i = subject;
        for _ in 0..4 {
            i = i.checked_sub(1).filter(|i| *i >= self.run.start)?;
            match syntax.chunks[i].kind {
                ChunkKind::Sub | ChunkKind::Rel | ChunkKind::Adv | ChunkKind::Time => {}
                // "denied the charges that"
                ChunkKind::Noun if syntax.noun_event(syntax.chunks[i].head as usize).is_some() => {}
                ChunkKind::Verb => {
                    let group = syntax.doc.lexicon.payload(syntax.verb_word(i), Class::EventVerb);
                    return (group == syntax.groups.denial && !group.is_empty()).then_some(i);
                }
                _ => return None,
            }
        }
        None
    }

    /// The chunks of the clause: from its subject to the next clause.
    fn clause(&self, subject: Option<usize>, main: usize) -> std::ops::Range<usize> {
        let syntax = self.syntax;
        let own = |s: &usize| *s < self.v && self.run.contains(s) && !syntax.chunks[self.v].form.has(Form::ING);
        let start = subject.filter(own).unwrap_or(self.v);
        let mut end = main + 1;
        while end < self.run.end {
            let c = &syntax.chunks[end];
            let other = c.is(ChunkKind::Noun) && c.subject().is_some_and(|w| w > main && is_main(syntax, w));
            if c.is(ChunkKind::Stop) || c.is(ChunkKind::Sub) || other || c.is(ChunkKind::Verb) && is_main(syntax, end) {
                break;
            }
            end += 1;
        }
        while end > main + 1
            && matches!(syntax.chunks[end - 1].kind, ChunkKind::Comma | ChunkKind::Conj | ChunkKind::Rel | ChunkKind::PrepSub)
        {
            end -= 1;
        }
        start..end
    }
}

impl Found<'_> {
    fn claim(self, syntax: &Syntax<'_>, scope: &Scope<'_>, id: String) -> Assertion {
        let doc = syntax.doc;
        let (first, last) = (syntax.chunks[self.clause.start], syntax.chunks[self.clause.end - 1]);
        let span = Span::new(doc.tokens[first.start as usize].start as usize, doc.tokens[last.end as usize - 1].end as usize);
        let name = |n: usize| syntax.name_of(n).to_owned();
        Assertion {
            id,
            article: scope.article.to_owned(),
            field: scope.field,
            span,
            text: span.slice(doc.text).to_owned(),
            polarity: if self.denied { Polarity::Denied } else { Polarity::Affirmed },
            predicate: self.event.group.to_lowercase(),
            subject: self.subject.map(name),
            object: self.object.map(name),
            agent: self.agent.map(name),
            passive: self.passive,
            modality: self.modality,
        }
    }
}
