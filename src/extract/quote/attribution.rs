//! Who says each quote: by the cue in its sentence, or else by the quotes and sentences before it.

use std::ops::Range;

use super::cue::{in_sentence, modifies_next};
use super::form;
use super::indirect::Indirect;
use super::narrative::Narrative;
use super::phrase::{self, Phrase, cue_frames, has_frame, noun_phrase};
use super::subject::{main_subject, subject_of};
use crate::claim::QuoteForm;
use crate::lexicon::{Class, ClassSet};
use crate::text::TokenRange;

/// What the words around a quote say of it. All runs are tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    pub(crate) mention: Option<TokenRange>,
    pub(crate) core: Option<TokenRange>,
    pub(crate) cue: Option<TokenRange>,
    pub(crate) told_to: Option<TokenRange>,
    pub(crate) via: Option<TokenRange>,
    pub(crate) how: &'static str,
    pub(crate) confidence: f32,
    /// Whether it is nobody's speech.
    pub(crate) term: bool,
    /// The quote whose words these go on from after its cue.
    pub(crate) continues: Option<usize>,
}

/// How far words are looked for from a quote, in items.
pub(super) const REACH: usize = 70;
/// How many other quotes of its sentence are looked past.
pub(super) const PAST: usize = 8;

/// Reads every sentence of a narrative; gives a source for each pair in it.
pub(crate) fn attribute(n: &Narrative<'_, '_>, sources: &mut [Source]) {
    // The last quote with a speaker, and how many paragraphs ago it stood.
    let mut last: Option<(usize, usize)> = None;
    let mut paragraph = 0;
    let mut paragraph_start = 0;
    let mut waiting: Vec<usize> = Vec::new();
    for (s, run) in n.sentences.iter().enumerate() {
        if n.begins[s] {
            paragraph += 1;
            paragraph_start = s;
            waiting.clear();
        }
        let mut q_in_sentence = None;
        for k in run.clone() {
            let Some(q) = n.quote(k) else { continue };
            if n.terms[q] {
                sources[q].term = true;
                sources[q].how = "term";
                sources[q].confidence = 0.9;
                continue;
            }
            let mut source = in_sentence(n, run, k);
            if source.is_none() {
                source = q_in_sentence
                    .filter(|_| !form::shape(n.doc, &n.pairs[q]).title)
                    .filter(|_| form::shape(n.doc, &n.pairs[q]).words > 1 || !modifies_next(n, k))
                    .map(|before: usize| same(&sources[before], "same sentence", 0.8, None));
            }
            let shape = form::shape(n.doc, &n.pairs[q]);
            let alone = k == run.start;
            let led = shape.ended && shape.words >= 4 && k > run.start && n.is_punct(k - 1, ',');
            let short = shape.words < 8 && !shape.called() && last.is_none_or(|l| l.1 < paragraph);
            if source.is_none() && !alone && !led && (scare(&shape) || short) && !goes_on(n, q) {
                sources[q] = Source { term: true, how: "no cue", confidence: 0.6, ..Source::default() };
                continue;
            }
            if source.is_none()
                && let Some(p) = n.pairs[q].continues.filter(|p| sources[*p].mention.is_some())
            {
                source = Some(same(&sources[p], "next paragraph", 0.95, Some(p)));
            }
            if source.is_none() {
                source = before_in_paragraph(n, sources, s, paragraph_start, alone, last.filter(|l| l.1 == paragraph).map(|l| l.0));
            }
            if source.is_none()
                && alone
                && shape.words <= 2
                && !shape.ended
                && shape.words > 0
                && !n.is_punct(k + 1, ',')
                && n.last_char(q) != ','
            {
                sources[q] = Source { term: true, how: "no cue", confidence: 0.5, ..Source::default() };
                continue;
            }
            match source {
                Some(found) => {
                    sources[q] = found;
                    let spoken = sources[q].clone();
                    for w in waiting.drain(..) {
                        sources[w] = same(&spoken, "quote after", 0.7, None);
                    }
                    last = Some((q, paragraph));
                    q_in_sentence = Some(q);
                }
                // "Free passes for all!" (2005): a slogan that is listed.
                None if matches!(n.punct(k + 1), Some('(' | '—' | '–')) || k > run.start && matches!(n.punct(k - 1), Some('—' | '–')) =>
                {
                    sources[q] = Source { term: true, how: "no cue", confidence: 0.5, ..Source::default() };
                }
                None => {
                    sources[q] = Source { how: "none", ..Source::default() };
                    waiting.push(q);
                }
            }
        }
        // What the paragraph leaves without a speaker is asked of the paragraph before.
        let ends = n.begins.get(s + 1).copied().unwrap_or(true);
        if ends {
            for w in waiting.drain(..) {
                let shape = form::shape(n.doc, &n.pairs[w]);
                if let Some(found) =
                    paragraph_before(n, sources, paragraph_start, last.filter(|l| l.1 + 1 >= paragraph).map(|l| l.0), shape.words)
                {
                    sources[w] = found;
                    last = Some((w, paragraph));
                }
            }
        }
    }
}

/// Words that, without a cue, are nobody's speech.
fn scare(s: &form::Look) -> bool {
    if s.ended && s.capital && !s.title || s.called() {
        return false;
    }
    s.words <= 3 || s.title && s.words <= 8
}

/// Whether the quote goes on in the next paragraph.
fn goes_on(n: &Narrative<'_, '_>, q: usize) -> bool {
    let pair = &n.pairs[q];
    !pair.closed && n.pairs[q + 1..].iter().find(|p| p.outer.start >= pair.outer.end).is_some_and(|p| p.continues == Some(q))
}

/// Whether words in marks are rather those of whom the clause around them reports: "Smith said that critics
/// call it “a wreck”" has it from Smith. Not where an outlet or a document tells who spoke.
pub(super) fn reported_by(own: &Source, clause: &Indirect, form: QuoteForm) -> bool {
    let Some(cue) = own.cue.as_ref().filter(|_| !own.term) else { return false };
    let within = clause.content.start <= cue.start && cue.end <= clause.content.end;
    let told = clause.source.how.starts_with("cue") && clause.source.mention.is_some();
    within && told && form != QuoteForm::Direct
}

pub(super) fn same(of: &Source, how: &'static str, confidence: f32, continues: Option<usize>) -> Source {
    Source {
        mention: of.mention.clone(),
        core: of.core.clone(),
        cue: of.cue.clone(),
        told_to: of.told_to.clone(),
        via: of.via.clone(),
        how,
        confidence: confidence.min(of.confidence.max(0.3)),
        term: false,
        continues,
    }
}

pub(super) fn source(n: &Narrative<'_, '_>, subject: &Phrase, cue: Range<usize>, how: &'static str, confidence: f32) -> Source {
    Source {
        mention: Some(n.tokens(&subject.run)),
        core: Some(n.tokens(&subject.core)),
        cue: Some(n.tokens(&cue)),
        how,
        confidence,
        ..Source::default()
    }
}

/// The speaker of a quote without a cue, from what stands before it in its paragraph.
fn before_in_paragraph(
    n: &Narrative<'_, '_>,
    sources: &[Source],
    s: usize,
    first: usize,
    alone: bool,
    last: Option<usize>,
) -> Option<Source> {
    if s > first {
        let before = &n.sentences[s - 1];
        let quoted = before.clone().any(|k| n.speech(k));
        let colon = n.is_punct(before.end - 1, ':');
        if (!quoted || colon)
            && let Some(found) = speaker_of_sentence(n, before, colon)
        {
            // A sentence that tells who speaks, or the quote before in this paragraph.
            if colon || last.is_none() || found.1 {
                return Some(found.0);
            }
        }
        if let Some(q) = last {
            let own = alone.then_some(q);
            return Some(same(&sources[q], "same paragraph", 0.85, own));
        }
    }
    last.map(|q| same(&sources[q], "same paragraph", 0.8, None))
}

/// Who speaks or acts in a sentence without a quote, and whether it has a verb of speech.
pub(super) fn speaker_of_sentence(n: &Narrative<'_, '_>, run: &Range<usize>, colon: bool) -> Option<(Source, bool)> {
    let reach = run.start.max(run.end.saturating_sub(REACH))..run.end;
    for v in reach.clone().rev() {
        if n.text(v) == "according"
            && n.text(v + 1) == "to"
            && let Some(p) = noun_phrase(n, v + 2, run.end)
        {
            return Some((source(n, &p, v..v + 2, "sentence before", 0.6), true));
        }
        let Some(frames) = cue_frames(n, v) else { continue };
        if !(has_frame(frames, "say")
            || has_frame(frames, "tell")
            || has_frame(frames, "ask")
            || has_frame(frames, "judge")
            || has_frame(frames, "call"))
            || n.is(v, Class::VerbBase) && !n.is(v, Class::VerbPast) && !colon
        {
            continue;
        }
        if !n.is(v, Class::VerbPast) && !n.is(v, Class::VerbS) && !n.is(v, Class::VerbIng) && !colon {
            continue;
        }
        let passive = v > run.start && n.payload(v - 1, Class::Auxiliary) == "be" && !n.is(v, Class::VerbIng);
        if passive {
            continue;
        }
        if let Some(p) = subject_of(n, v, run.start).or_else(|| noun_phrase(n, v + 1, run.end)) {
            return Some((source(n, &p, v..v + 1, "sentence before", 0.7), true));
        }
    }
    if colon {
        // "Smith:", "From Smith:", "Smith on the vote:".
        let start = run.start + usize::from(n.text(run.start).eq_ignore_ascii_case("and"));
        let start = (start..run.end.min(start + 3)).find(|i| n.text(*i).eq_ignore_ascii_case("from")).map_or(start, |i| i + 1);
        if let Some(p) = noun_phrase(n, start, run.end)
            && p.core.clone().any(|i| phrase::name_word(n, i) || n.is(i, Class::PersonNoun))
        {
            return Some((source(n, &p, run.end - 1..run.end, "colon", 0.8), true));
        }
    }
    let p = main_subject(n, run.start, run.end)?;
    let person =
        p.core.clone().any(|i| phrase::name_word(n, i)) || n.any(p.core.end - 1, ClassSet::of(&[Class::Pronoun, Class::PersonNoun]));
    person.then(|| (source(n, &p, p.run.end..p.run.end, "sentence before", 0.4), false))
}

/// The speaker of a quote without a cue, from the paragraph before.
fn paragraph_before(n: &Narrative<'_, '_>, sources: &[Source], first: usize, last: Option<usize>, words: usize) -> Option<Source> {
    if first == 0 || words < 2 {
        return None;
    }
    let before = &n.sentences[first - 1];
    let colon = n.is_punct(before.end - 1, ':');
    let quoted = before.clone().any(|k| n.speech(k));
    if !quoted
        && let Some((mut found, told)) = speaker_of_sentence(n, before, colon)
        && (colon || told || last.is_none())
    {
        found.how = if colon { "paragraph before, colon" } else { "paragraph before" };
        found.confidence = if colon { 0.85 } else { found.confidence.min(0.5) };
        return Some(found);
    }
    last.map(|q| same(&sources[q], "paragraph before", 0.6, None))
}
