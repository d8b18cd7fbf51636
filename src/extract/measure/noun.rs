//! The thing counted or measured.

use crate::claim::{Figure, FigureKind};
use crate::lexicon::Class;
use crate::syntax::{ChunkKind, Syntax, Tag};
use crate::text::TokenRange;

/// A noun that a figure counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'d> {
    /// A noun that is not written: "14 deaths" counts persons.
    pub(super) stands_for: Option<&'d str>,
    /// The head noun's token.
    pub(super) head: usize,
    /// The chunk that it stands in.
    pub(super) chunk: usize,
}

impl Counted<'_> {
    /// The noun counted, in the singular.
    pub(super) fn lemma(&self, syntax: &Syntax<'_>) -> String {
        self.stands_for.map_or_else(|| syntax.singular(self.head).into_owned(), str::to_owned)
    }
}

/// Whether shots or arms are counted: "fired" is said of them in its own sense.
pub(super) fn is_projectile(syntax: &Syntax<'_>, counted: &Counted<'_>) -> bool {
    syntax.doc.lexicon.is(syntax.doc.lexicon.word(&counted.lemma(syntax)), Class::Projectile)
}

/// The noun that the figure counts: the head of its own phrase, or of the phrase after "of".
pub(super) fn counted<'d>(syntax: &Syntax<'d>, figure: &Figure, run: &TokenRange, chunk: usize) -> Option<Counted<'d>> {
    let c = &syntax.chunks[chunk];
    let head = c.head as usize;
    // "four others" counts what the event counts.
    let is_noun = |t: usize| matches!(syntax.tags[t], Tag::Noun | Tag::Plural | Tag::Name) && !syntax.doc.is(t, Class::Pronoun);
    let own = c.is(ChunkKind::Noun) && is_noun(head) && head >= run.start && (head >= run.end || figure.kind == FigureKind::Count);
    let measuring = own && syntax.doc.tokens[head].is(Class::Measuring);
    let share = figure.kind == FigureKind::Percent;
    // "a 5% stake in the yard": of the yard.
    let held = share && own && is_holding(syntax, head);
    if own && !measuring && !held {
        return Some(of_head(syntax, head, chunk));
    }
    if held && let Some(owned) = owned(syntax, chunk) {
        return Some(owned);
    }
    let (prep, noun) = (syntax.chunks.get(chunk + 1)?, syntax.chunks.get(chunk + 2)?);
    let in_sentence = chunk + 2 < syntax.sentence_of_chunk(chunk).end;
    let joined = syntax.is_word(prep.head as usize, syntax.words.of)
        || figure.kind == FigureKind::Money && syntax.doc.word(prep.head as usize) == "in" && !noun_is_place(syntax, noun.head as usize);
    let h = noun.head as usize;
    // "three of the dead": what they are is what befell them.
    let state = syntax.adjective_at(h).is_some();
    let found = in_sentence && !state && prep.is(ChunkKind::Prep) && noun.is(ChunkKind::Noun) && joined;
    // "5% of the yard's shares", "5% of the shares in the yard"
    if found && share && is_holding(syntax, h) {
        let named = (noun.start as usize..h).rev().find(|t| is_noun(*t));
        return named.map(|t| of_head(syntax, t, chunk + 2)).or_else(|| owned(syntax, chunk + 2)).or(Some(of_head(syntax, h, chunk + 2)));
    }
    if held {
        return Some(of_head(syntax, head, chunk));
    }
    (found && is_noun(h)).then(|| of_head(syntax, h, chunk + 2))
}

/// Whether a noun is what an owner has of a thing: a stake, shares.
fn is_holding(syntax: &Syntax<'_>, token: usize) -> bool {
    let lexicon = syntax.doc.lexicon;
    let word = syntax.doc.tokens[token].word;
    [word, lexicon.word(lexicon.payload(word, Class::Plural))].into_iter().any(|w| lexicon.payload(w, Class::Tells) == "holding")
}

/// What is owned by the stake at chunk `n`: "in the yard", "of the yard".
fn owned<'d>(syntax: &Syntax<'d>, n: usize) -> Option<Counted<'d>> {
    let end = syntax.sentence_of_chunk(n).end;
    let (prep, noun) = (syntax.chunks.get(n + 1)?, syntax.chunks.get(n + 2).filter(|_| n + 2 < end)?);
    let joined = prep.is(ChunkKind::Prep) && matches!(syntax.doc.word(prep.head as usize), "in" | "of");
    (joined && noun.is(ChunkKind::Noun)).then(|| of_head(syntax, noun.head as usize, n + 2))
}

fn noun_is_place(syntax: &Syntax<'_>, token: usize) -> bool {
    syntax.tags[token] == Tag::Name
}

pub(super) fn of_head<'d>(syntax: &Syntax<'d>, head: usize, chunk: usize) -> Counted<'d> {
    Counted { head, chunk, stands_for: syntax.counts(head) }
}

/// Nouns and adjectives that narrow the thing counted.
pub(super) fn modifiers(syntax: &Syntax<'_>, counted: &Counted<'_>, run: &TokenRange) -> Vec<String> {
    let chunk = &syntax.chunks[counted.chunk];
    let from = if chunk.tokens().contains(&run.start) { run.end } else { chunk.start as usize };
    let narrows = |t: &usize| matches!(syntax.tags[*t], Tag::Noun | Tag::Plural | Tag::Name | Tag::Adj);
    (from..counted.head)
        .filter(narrows)
        .rev()
        .take(6)
        .map(|t| syntax.singular(t).into_owned())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}
