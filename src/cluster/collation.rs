//! Two wordings of one statement side by side, each difference named.

use std::ops::Range;

use itertools::Itertools;

use super::difference::{Difference, DifferenceKind};
use super::equals::without_equals;
use super::verify::{Aligner, Words};
use super::weights::Weights;
use super::wordings::Wordings;
use super::words::{CUT, Trait, Vocabulary, spelled};
use crate::lexicon::{Class, Lexicon};
use crate::span::Span;

/// The differences of `member` from `base`, in the order of the text; none where they say the same with
/// the same letters. Spans are bytes of `member` and of `base`.
#[must_use]
pub fn collate(base: &str, member: &str) -> Vec<Difference> {
    let mut vocabulary = Vocabulary::new();
    let base = Side::new(base, &mut vocabulary);
    let member = Side::new(member, &mut vocabulary);
    let weights = Weights::new(&vocabulary, &Wordings::new());
    let mut aligner = Aligner::default();
    aligner.set_left(&base.words, vocabulary.len());
    let pairs = aligner.pair_up(&base.words, &member.words, Words { weights: &weights, vocabulary: &vocabulary });
    let mut collation = Collation { base, member, vocabulary, found: Vec::new(), cuts: Vec::new() };
    collation.walk(&pairs);
    collation.reorder();
    collation.found
}

/// Longest statement that is collated, in words; the work grows with the square.
const MOST: usize = 1000;
/// Longer runs than this are other words, whatever numbers they hold.
const CHANGED: usize = 4;

struct Side<'t> {
    text: &'t str,
    words: Vec<u32>,
    spans: Vec<Span>,
}

impl<'t> Side<'t> {
    fn new(text: &'t str, vocabulary: &mut Vocabulary) -> Self {
        let (mut words, mut spans) = (Vec::new(), Vec::new());
        vocabulary.fold(text, |w, start, end| {
            if w != CUT && words.len() < MOST {
                words.push(w);
                spans.push(Span::new(start, end));
            }
        });
        Self { text, words, spans }
    }

    fn span(&self, run: &Range<usize>) -> Span {
        match (self.spans.get(run.start), run.end.checked_sub(1).and_then(|last| self.spans.get(last))) {
            (Some(first), Some(last)) if !run.is_empty() => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// The run's span; where it has no words, the empty span at which they would stand.
    fn place(&self, run: &Range<usize>) -> Span {
        if !run.is_empty() {
            return self.span(run);
        }
        let at = self.spans.get(run.start).map_or_else(|| self.spans.last().map_or(0, |s| s.end), |s| s.start);
        Span::new(at, at)
    }

    fn text(&self, run: &Range<usize>) -> &'t str {
        self.span(run).slice(self.text)
    }

    /// The words that word `i` shares its characters with: those of "don't".
    fn group(&self, i: usize) -> Range<usize> {
        let same = |j: &usize| self.spans[*j] == self.spans[i];
        let start = (0..i).rev().take_while(same).last().unwrap_or(i);
        let end = (i..self.spans.len()).take_while(same).last().unwrap_or(i) + 1;
        start..end
    }

    /// The words of a run as they are written, spelled in one way.
    fn surfaces(&self, run: &Range<usize>) -> Vec<String> {
        run.clone()
            .map(|i| {
                let group = self.group(i);
                let of_surface = spelled(self.spans[i].slice(self.text));
                of_surface.into_iter().nth(i - group.start).unwrap_or_default()
            })
            .collect()
    }

    /// What stands between the word before a run and the word after it, the run's words included.
    fn around(&self, run: &Range<usize>) -> Span {
        let start = run.start.checked_sub(1).and_then(|i| self.spans.get(i)).map_or(0, |s| s.end);
        let end = self.spans.get(run.end).map_or(self.text.len(), |s| s.start);
        Span::new(start, end.max(start))
    }

    fn between(&self, i: usize) -> &'t str {
        self.around(&(i..i)).slice(self.text)
    }
}

struct Collation<'t> {
    base: Side<'t>,
    member: Side<'t>,
    vocabulary: Vocabulary,
    found: Vec<Difference>,
    /// Which of `found` are cuts and insertions, with their words: moved words show as both.
    cuts: Vec<(usize, Vec<u32>)>,
}

impl Collation<'_> {
    fn walk(&mut self, pairs: &[(u32, u32)]) {
        let ends = (self.base.words.len() as u32, self.member.words.len() as u32);
        let mut like = vec![None; self.member.words.len()];
        pairs.iter().for_each(|(a, b)| like[*b as usize] = Some(*a as usize));
        let mut at = (0, 0);
        for (k, (a, b)) in pairs.iter().copied().chain([ends]).enumerate() {
            let (a, b) = (a as usize, b as usize);
            let (gap_a, gap_b) = (at.0..a, at.1..b);
            let last = k == pairs.len();
            if gap_a.is_empty() && gap_b.is_empty() {
                if k > 0 && !last {
                    self.marks(a, b);
                }
            } else {
                self.gap(gap_a, gap_b, k == 0, last);
            }
            if !last {
                self.word(a, b, &like);
            }
            at = (a + 1, b + 1);
        }
    }

    /// Two words that fold to one, or those of two surfaces ("don't", "do not").
    fn word(&mut self, a: usize, b: usize, like: &[Option<usize>]) {
        let (group, other) = (self.member.group(b), self.base.group(a));
        let before = b - group.start;
        if before > 0 && other.start < a {
            return;
        }
        let (b, a) = if other.len() > group.len() {
            (b..b + other.len(), other)
        } else {
            (group.clone(), a.saturating_sub(before)..a.saturating_sub(before) + group.len())
        };
        let whole = b.clone().zip(a.clone()).all(|(b, a)| like.get(b) == Some(&Some(a)));
        if !whole || before > 0 {
            return;
        }
        let (was, is) = (self.base.text(&a), self.member.text(&b));
        if straight(was).eq(straight(is)) {
            return;
        }
        let at = (self.base.span(&a), Some(self.member.span(&b)));
        if plain(was) == plain(is) {
            if a.start > 0 && b.start > 0 {
                self.push(DifferenceKind::Marks, format!("{is:?} for {was:?}"), at, false);
            }
        } else if spelled(was) == spelled(is) || b.len() > 1 || clitic(was) || clitic(is) {
            self.push(DifferenceKind::Spelling, format!("{is:?} for {was:?}"), at, false);
        } else {
            self.push(DifferenceKind::Substitution, format!("{is:?} for {was:?}, another form of the word"), at, false);
        }
    }

    /// The marks before two words that follow matching words on both sides.
    fn marks(&mut self, a: usize, b: usize) {
        let (was, is) = (self.base.between(a), self.member.between(b));
        if was.is_empty() != is.is_empty() && was.trim().is_empty() && is.trim().is_empty() {
            let (a, b) = (a - 1..a + 1, b - 1..b + 1);
            let (was, is) = (self.base.text(&a), self.member.text(&b));
            if was != is && !clitic(was) && !clitic(is) {
                let at = (self.base.span(&a), Some(self.member.span(&b)));
                self.push(DifferenceKind::Spelling, format!("{is:?} for {was:?}"), at, false);
            }
        } else if !squeezed(was).eq(squeezed(is)) {
            let at = (self.base.around(&(a..a)), Some(self.member.around(&(b..b))));
            let (was, is) = (was.trim(), is.trim());
            let text = match (was.is_empty(), is.is_empty()) {
                (true, _) => format!("{is:?} put in"),
                (_, true) => format!("{was:?} left out"),
                _ => format!("{is:?} for {was:?}"),
            };
            self.push(DifferenceKind::Marks, text, at, false);
        }
    }

    /// Words of the base and of the member that did not find their like in one place.
    fn gap(&mut self, a: Range<usize>, b: Range<usize>, first: bool, last: bool) {
        let (was, is) = (self.base.text(&a), self.member.text(&b));
        let at = (self.base.place(&a), (!b.is_empty()).then(|| self.member.span(&b)));
        if !a.is_empty() && !b.is_empty() && (joined(was) == joined(is) || spelled(was).concat() == spelled(is).concat()) {
            return self.push(DifferenceKind::Spelling, format!("{is:?} for {was:?}"), at, false);
        }
        let edge = first || last;
        let short = a.len() <= CHANGED && b.len() <= CHANGED;
        let (left, right) = self.unequal(&a, &b);
        let negated = |side: &Side, run: &[usize]| run.iter().filter(|i| self.negates(side, **i)).count() % 2 == 1;
        // At an edge a longer run is what one of the two goes on with, and words that only the base has are cut; but
        // a "not" alone is no part to be cut, and the "No" of "No, the lock is shut" turns nothing.
        let lone = |side: &Side, run: &Range<usize>| !run.is_empty() && run.clone().all(|i| self.negates(side, i));
        let answer = |side: &Side, run: &Range<usize>| first && lone(side, run) && !side.between(run.end).trim().is_empty();
        let gone = b.is_empty() && (!lone(&self.base, &a) || answer(&self.base, &a)) || a.is_empty() && answer(&self.member, &b);
        if !(edge && (gone || !short)) && negated(&self.base, &left) != negated(&self.member, &right) {
            let text = self.replaced(&a, &b);
            return self.push(DifferenceKind::Negation, text, at, true);
        }
        let numbers = |side: &Side, run: &[usize]| {
            let words = run.iter().map(|i| side.words[*i]);
            words.filter(|w| self.vocabulary.traits(*w).has(Trait::NUMBER)).sorted_unstable().collect_vec()
        };
        let (old, new) = (numbers(&self.base, &left), numbers(&self.member, &right));
        if short && old != new && (!b.is_empty() && !edge || !old.is_empty() && !new.is_empty()) {
            let text = self.replaced(&a, &b);
            return self.push(DifferenceKind::Number, text, at, true);
        }
        let marked = marked(self.member.around(&b).slice(self.member.text));
        match (a.is_empty(), b.is_empty()) {
            (false, true) => self.cut(a, marked, first, last),
            (true, false) => {
                let sense = !edge && self.tells(&self.member, &right);
                self.cuts.push((self.found.len(), self.member.words[b].to_vec()));
                self.push(DifferenceKind::Insertion, format!("{is:?} put in"), at, sense);
            }
            _ if marked => self.push(DifferenceKind::Cut, format!("{was:?} left out, with a sign"), at, false),
            _ => {
                // Beside equal words the rest is cut, or put in.
                let (cut, goes_on) = (right.is_empty(), edge && left.is_empty());
                let sense = !cut && self.tells(&self.base, &left) || !goes_on && self.tells(&self.member, &right);
                self.push(DifferenceKind::Substitution, self.replaced(&a, &b), at, sense);
                let run = |places: &[usize]| places.first().zip(places.last()).map(|(first, last)| *first..last + 1);
                if let Some(rest) = run(&left).filter(|_| cut && self.tells(&self.base, &left)) {
                    self.cut(rest, marked, false, false);
                }
            }
        }
    }

    fn cut(&mut self, a: Range<usize>, marked: bool, first: bool, last: bool) {
        let was = self.base.text(&a);
        let hidden = if first {
            // The word that now opens the statement was made to look like a sentence's first.
            let next = self.base.spans.get(a.end).map_or("", |s| s.slice(self.base.text));
            let opens = self.member.spans.first().map_or("", |s| s.slice(self.member.text));
            capital(opens) && !capital(next)
        } else if last {
            let opens = self.member.spans.first().map_or("", |s| s.slice(self.member.text));
            let stop = |text: &str| text.trim_start().starts_with(['.', '!', '?']);
            capital(opens) && stop(self.member.between(self.member.words.len())) && !stop(self.base.between(a.start))
        } else {
            true
        };
        let place = if first {
            " at the beginning"
        } else if last {
            " at the end"
        } else {
            ""
        };
        let kind = if marked || !hidden { DifferenceKind::Cut } else { DifferenceKind::UnmarkedCut };
        let sign = match kind {
            DifferenceKind::UnmarkedCut => ", without a sign",
            _ if marked => ", with a sign",
            _ => "",
        };
        let at = (self.base.place(&a), None);
        self.cuts.push((self.found.len(), self.base.words[a].to_vec()));
        self.push(kind, format!("{was:?} left out{place}{sign}"), at, false);
    }

    fn replaced(&self, a: &Range<usize>, b: &Range<usize>) -> String {
        let (was, is) = (self.base.text(a), self.member.text(b));
        match (was.is_empty(), is.is_empty()) {
            (true, _) => format!("{is:?} put in"),
            (_, true) => format!("{was:?} left out"),
            _ => format!("{is:?} for {was:?}"),
        }
    }

    /// The words of both runs that the other has no equal for.
    fn unequal(&self, a: &Range<usize>, b: &Range<usize>) -> (Vec<usize>, Vec<usize>) {
        if a.len().min(b.len()) > CHANGED {
            return (a.clone().collect(), b.clone().collect());
        }
        // "Not a single" and "not one" are equal, and what follows "not" alone is none: it is read with its "not".
        let not = |side: &Side<'_>, run: &Range<usize>| run.start > 0 && self.negates(side, run.start - 1);
        let before = usize::from(not(&self.base, a) && not(&self.member, b));
        let (a, b) = (a.start - before..a.end, b.start - before..b.end);
        let (left, right) = without_equals(&self.base.surfaces(&a), &self.member.surfaces(&b));
        let places = |of: Vec<usize>, run: Range<usize>| of.into_iter().filter(|i| *i >= before).map(|i| run.start + i).collect();
        (places(left, a), places(right, b))
    }

    fn negates(&self, side: &Side<'_>, i: usize) -> bool {
        self.vocabulary.traits(side.words[i]).has(Trait::NEGATION)
    }

    /// Whether there is a word that is not of the closed classes, or one of these that turns the sense
    /// (before, all, must).
    fn tells(&self, side: &Side, words: &[usize]) -> bool {
        let lexicon = Lexicon::shipped();
        let turns = |i: usize| lexicon.is(lexicon.find_word(side.spans[i].slice(side.text), &mut String::new()).0, Class::Turning);
        words.iter().any(|i| !self.vocabulary.traits(side.words[*i]).has(Trait::FUNCTION) || turns(*i))
    }

    /// `at` is the place in the base, and that in the member.
    fn push(&mut self, kind: DifferenceKind, text: String, at: (Span, Option<Span>), sense: bool) {
        self.found.push(Difference { kind, text, span: at.1, base: Some(at.0), sense });
    }

    /// Words cut in one place and put in at another have moved.
    fn reorder(&mut self) {
        let mut gone = Vec::new();
        for (k, (cut, words)) in self.cuts.iter().enumerate() {
            let is_cut = self.found[*cut].span.is_none();
            let moved = self.cuts.iter().skip(k + 1).find(|(other, w)| w == words && self.found[*other].span.is_none() != is_cut);
            if let (Some((other, _)), false) = (moved, gone.contains(cut)) {
                let (out, put) = if is_cut { (*cut, *other) } else { (*other, *cut) };
                if !gone.contains(&out) && words.len() < self.member.words.len() {
                    let text = self.found[put].span.map_or("", |s| s.slice(self.member.text));
                    self.found[put] = Difference {
                        kind: DifferenceKind::Order,
                        text: format!("{text:?} in another place"),
                        span: self.found[put].span,
                        base: self.found[put].base,
                        sense: false,
                    };
                    gone.push(out);
                }
            }
        }
        let mut at = 0;
        self.found.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// Whether the writer shows that words were left out or are not the speaker's.
fn marked(around: &str) -> bool {
    around.contains('…') || around.contains("...") || around.contains(". . .") || around.contains('[')
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn clitic(word: &str) -> bool {
    word.contains(['\'', '’'])
}

fn plain(word: &str) -> String {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).filter(|c| *c != '.').flat_map(char::to_lowercase).collect()
}

fn straight(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().map(|c| if c == '’' || c == '‘' { '\'' } else { c })
}

fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Marks without white space, with one form for each quotation mark and dash.
fn squeezed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '“' | '”' | '«' | '»' | '„' | '‘' | '’' | '\'' => '"',
        '–' | '—' => '-',
        c => c,
    })
}
