//! The measure in one phrase: "people killed", "cost of the bridge", "deal announced by the company".

use super::{Event, Reading};
use crate::claim::{FigureKind, Measure, Role};
use crate::lexicon::Class;
use crate::syntax::{Syntax, Tag};

/// So many tokens of a noun phrase are shown.
const LONGEST: usize = 12;

/// All of it in one phrase.
pub(super) fn what(syntax: &Syntax<'_>, kind: FigureKind, reading: &Reading<'_>, measure: &Measure) -> Option<String> {
    let noun = noun(syntax, reading, measure);
    let Some(event) = reading.event else { return noun };
    match noun {
        Some(noun) => Some(of_noun(syntax, reading, &event, noun)),
        None => Some(of_clause(syntax, kind, reading, &event, measure)),
    }
}

/// The thing counted, as it is written.
fn noun(syntax: &Syntax<'_>, reading: &Reading<'_>, measure: &Measure) -> Option<String> {
    let lexicon = syntax.doc.lexicon;
    let written = reading.counted.filter(|c| c.stands_for.is_none()).map(|c| {
        let mut run = syntax.chunks[c.chunk].tokens();
        run.end = run.end.min(c.head + 1);
        let outside = |t: usize| matches!(syntax.tags[t], Tag::Det | Tag::Num | Tag::Adv | Tag::Hyphen | Tag::Time);
        while run.len() > 1 && (outside(run.start) || syntax.doc.is(run.start, Class::Dimension)) {
            run.start += 1;
        }
        run.start = run.start.max(run.end.saturating_sub(LONGEST));
        syntax.doc.span(&run).slice(syntax.doc.text).to_owned()
    });
    // "14 deaths" are people, though the text does not say so.
    let many = |c: &String| match lexicon.payload(lexicon.word("people"), Class::Plural) == c {
        true => "people".to_owned(),
        false => format!("{c}s"),
    };
    written.or_else(|| measure.counted.as_ref().map(many)).filter(|n| !n.is_empty())
}

/// The event with the noun that is counted or measured.
fn of_noun(syntax: &Syntax<'_>, reading: &Reading<'_>, event: &Event<'_>, noun: String) -> String {
    let lexicon = syntax.doc.lexicon;
    let own = reading.counted.is_some_and(|c| c.head == event.token);
    let bare = lexicon.is(syntax.doc.tokens[event.token].word, Class::Auxiliary) && lexicon.is(lexicon.word(event.group), Class::Auxiliary);
    let stands_for = reading.counted.is_some_and(|c| c.stands_for.is_some());
    let level = reading.level_of.is_some() && event.verb.is_none();
    if !stands_for && (own || bare || level) {
        return noun;
    }
    if is_change(syntax, event) {
        return format!("{} in {noun}", event.group);
    }
    let adjective = syntax.doc.is(event.token, Class::EventAdjective) && !syntax.doc.is(event.token, Class::VerbPast);
    if adjective {
        return format!("{noun} {}", syntax.doc.word(event.token).to_lowercase());
    }
    let acts = event.verb.filter(|v| {
        let subject = |n: usize| syntax.chunks[n].subject() == Some(*v);
        !reading.patient && (subject(reading.chunk) || reading.counted.is_some_and(|c| subject(c.chunk)))
    });
    if acts.is_some()
        && let Some(did) = form(syntax, event, Class::VerbPast)
    {
        // Without a noun it is persons that are counted.
        let person = reading.counted.is_none_or(|c| lexicon.is(lexicon.word(&c.lemma(syntax)), Class::PersonNoun));
        return format!("{noun} {} {did}", if person { "who" } else { "that" });
    }
    match form(syntax, event, Class::VerbParticiple) {
        Some(done) if reading.patient || event.verb.is_none() => format!("{noun} {done}"),
        Some(done) => format!("{noun} ({done})"),
        None => format!("{noun}: {}", event.group),
    }
}

/// The event with those who take part.
fn of_clause(syntax: &Syntax<'_>, kind: FigureKind, reading: &Reading<'_>, event: &Event<'_>, measure: &Measure) -> String {
    let lexicon = syntax.doc.lexicon;
    let by = |role: Role| measure.participants.iter().find(|p| p.role == role).map(|p| p.name.as_str());
    let priced = event.verb.is_some_and(|v| lexicon.is(syntax.verb_word(v), Class::Priced));
    let (agent, undergoes) = (by(Role::Agent), by(if priced { Role::Topic } else { Role::Patient }));
    // "is 44", "was on Friday": of whom or what it is said.
    if lexicon.is(lexicon.word(event.group), Class::Auxiliary)
        && let Some(name) = agent.or(undergoes)
    {
        return name.to_owned();
    }
    let timed = matches!(kind, FigureKind::Date | FigureKind::Time | FigureKind::Duration);
    if is_change(syntax, event)
        && !timed
        && let Some(name) = undergoes.or(agent)
    {
        return format!("{} in {name}", event.group);
    }
    let noun_like = matches!(syntax.tags[event.token], Tag::Noun | Tag::Plural);
    // "reached a deal": the object holds the event.
    if event.verb.is_some() && noun_like {
        let word = syntax.doc.word(event.token).to_lowercase();
        return agent.map_or_else(|| word.clone(), |name| format!("{word} by {name}"));
    }
    let (done, did) = (form(syntax, event, Class::VerbParticiple), form(syntax, event, Class::VerbPast));
    let taken = event.verb.is_some_and(|v| syntax.chunks[reading.chunk].object() == Some(v));
    match (agent, undergoes, done, did) {
        (_, Some(name), None, _) if syntax.doc.is(event.token, Class::EventAdjective) => {
            format!("{name} {}", syntax.doc.word(event.token).to_lowercase())
        }
        (_, Some(name), ..) if priced || event.verb.is_none() => format!("{} of {name}", event.group),
        // "the minister said on Monday": what was said is told by no noun.
        (Some(agent), _, _, Some(did)) if timed && event.verb.is_some_and(|v| lexicon.is(syntax.verb_word(v), Class::Reports)) => {
            format!("{agent} {did}")
        }
        (Some(agent), Some(name), Some(done), _) => format!("{name} {done} by {agent}"),
        (None, Some(name), Some(done), _) => format!("{name} {done}"),
        (Some(agent), None, Some(done), _) if taken && !timed => format!("{done} by {agent}"),
        (Some(agent), None, _, Some(did)) => format!("{agent} {did}"),
        (Some(name), ..) | (None, Some(name), ..) => format!("{name}: {}", event.group),
        (None, None, Some(done), _) if event.verb.is_some() => done,
        // "Thursday's shooting"
        (None, None, ..) if event.verb.is_none() => syntax.doc.word(event.token).to_lowercase(),
        (None, None, ..) => event.group.to_owned(),
    }
}

/// Whether a level rises or falls, under the one name of all such verbs.
fn is_change(syntax: &Syntax<'_>, event: &Event<'_>) -> bool {
    let lexicon = syntax.doc.lexicon;
    let word = lexicon.word(event.group);
    !lexicon.payload(word, Class::Level).is_empty() && lexicon.payload(word, Class::EventNoun) == event.group
}

/// The past tense or participle of the event's lemma: as written, else the form that the tables know.
fn form(syntax: &Syntax<'_>, event: &Event<'_>, class: Class) -> Option<String> {
    let lexicon = syntax.doc.lexicon;
    let written = syntax.doc.word(event.token);
    // Of a verb that has a lemma of its own in the group: "slew" for kill.
    let lemma = lexicon.payload(syntax.doc.tokens[event.token].word, class);
    if !lemma.is_empty() && lexicon.payload(lexicon.word(lemma), Class::EventVerb).is_empty() | (lemma == event.group) {
        return Some(written.to_lowercase());
    }
    // "carry out": its first word bends.
    let (verb, rest) = event.group.split_at(event.group.find(' ').unwrap_or(event.group.len()));
    lexicon.form(verb, class).map(|done| done + rest)
}
