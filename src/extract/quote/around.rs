//! What is reported around words in marks: "called the plan “a wreck” of a bill".

use std::ops::Range;

use super::attribution::Source;
use super::clause::{clause_end, object_end};
use super::indirect::{Indirect, push};
use super::narrative::Narrative;
use super::phrase::has_frame;
use crate::claim::QuoteForm;
use crate::lexicon::Class;

/// How far behind its cue a quote may stand in what its cue reports, in items.
const REACH: usize = 16;

/// Words in marks of which nothing reported tells the rest: what their own cue governs, the words included.
pub(super) fn around(n: &Narrative<'_, '_>, run: &Range<usize>, end: usize, sources: &[Source], first: usize, out: &mut Vec<Indirect>) {
    for k in run.clone() {
        let Some(q) = n.quote(k).filter(|q| !n.terms[*q]) else { continue };
        let source = &sources[q];
        let before = source.how == "cue before" || source.how == "noun cue";
        let Some(cue) = source.cue.as_ref().filter(|c| before && !source.term && !c.is_empty()) else { continue };
        // "told the Courier “…”": whom it was told to is no part of it.
        let at = n.item_of(source.told_to.as_ref().map_or(cue.end, |t| t.end.max(cue.end)));
        let outer = &n.pairs[q].outer;
        let inverted = n.item_of(cue.start).checked_sub(1).is_some_and(|c| n.speech(c));
        if inverted || at < run.start || at > k || k - at > REACH || super::form::of_speech(n.doc, &n.pairs[q]) != QuoteForm::Partial {
            continue;
        }
        if out[first..].iter().any(|o| o.content.start <= outer.start && outer.end <= o.content.end) {
            continue;
        }
        let naming = has_frame(n.payload(at.saturating_sub(1), Class::Cue), "call");
        let Some(start) = content_start(n, at, k, naming) else { continue };
        let stop = if n.last_char(q) == ',' { k + 1 } else { clause_end(n, k, object_end(n, k, end), false) };
        let tail = k + 1 < stop && n.is(k + 1, Class::Preposition);
        if start < k || tail {
            push(n, start..stop, source.clone(), out);
        }
    }
}

/// Where what the cue before item `at` governs begins; none where the quote at item `k` stands in another phrase.
fn content_start(n: &Narrative<'_, '_>, at: usize, k: usize, naming: bool) -> Option<usize> {
    let mut start = at;
    while start < k && (n.is(start, Class::Calendar) || n.is(start, Class::Adverb) && !n.is(start, Class::Determiner)) {
        start += 1;
    }
    if n.text(start) == "to" && !naming && start + 1 < k && !n.is(start + 1, Class::VerbBase) {
        // "replied to claims that …": they are what is replied to.
        return None;
    }
    let preposition = matches!(n.text(start), "for" | "on" | "about" | "of" | "against" | "at" | "over") || n.text(start) == "to" && naming;
    start += usize::from(start < k && preposition);
    let broken = (start..k).any(|i| matches!(n.punct(i), Some(';' | ':')));
    (!broken).then_some(start)
}
