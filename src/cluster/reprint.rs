//! Long runs of words that two texts share, or that one text repeats: reprints, and pages that hold their
//! own paragraphs twice.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use super::wordings::mix;
use crate::span::Span;
use crate::text::segments;

/// A run of words that stands in two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedRun {
    /// The text of the first place, by its number.
    pub first: usize,
    /// The text of the second; the same number where one text repeats itself.
    pub second: usize,
    /// The bytes of the first place.
    pub first_span: Span,
    /// The bytes of the second.
    pub second_span: Span,
    /// How many words it has.
    pub words: usize,
}

/// A text, and what of it is left out: quotes, say, which two articles may share without either being a
/// reprint.
#[derive(Clone, Copy, Debug)]
pub struct Passages<'t> {
    /// The text.
    pub text: &'t str,
    /// Parts that no run may touch, in the order of the text.
    pub without: &'t [Span],
}

/// So many words in a row propose a run.
const SEED: usize = 6;
/// Of one seed so many places are looked at; of one that stands in more, these.
const PLACES: u32 = 16;

/// Where a seed stands.
#[derive(Clone, Copy)]
struct Place {
    text: u32,
    at: u32,
    /// The index of the seed's place before this one, if this is not its first.
    before: u32,
    /// How many places of the seed were known, this one included.
    number: u32,
}

/// The runs of at least `least` words (and never fewer than six) that stand in two places, longest first.
/// Case and marks do not matter. Of runs that overlap in the second place the longer
/// one is given. Linear in the texts together, and in the runs but for their sorting.
#[must_use]
pub fn shared_runs(texts: &[Passages], least: usize) -> Vec<SharedRun> {
    let least = least.max(SEED);
    let texts: Vec<Words> = texts.iter().map(Words::new).collect();
    // The last place of each seed, by its index among all; each place has the one before it.
    let words = texts.iter().map(|t| t.words.len()).sum();
    let mut last: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(words, FxBuildHasher);
    let mut places: Vec<Place> = Vec::with_capacity(words);
    let mut runs = Vec::new();
    for (second, text) in texts.iter().enumerate() {
        // Where the last run with each text ends here: inside it no other is looked for, which keeps the
        // work linear where a text says one thing over and over.
        let mut ends: FxHashMap<usize, usize> = FxHashMap::default();
        let mut met = Vec::new();
        for at in 0..text.words.len().saturating_sub(SEED - 1) {
            let key = text.words[at..at + SEED].iter().fold(0, |k, w| mix(k, *w));
            let known = last.get(&key).map(|l| places[*l as usize]);
            let before = std::iter::successors(known, |p| (p.number > 1).then(|| places[p.before as usize]));
            for (first, start) in before.map(|p| (p.text as usize, p.at as usize)) {
                if ends.get(&first).is_some_and(|end| at < *end) {
                    continue;
                }
                let longest = if first == second { at - start } else { usize::MAX };
                let words = texts[first].common(start, text, at, longest);
                met.push((first, at + words));
                if words >= least {
                    let (first_span, second_span) = (texts[first].span(start, words), text.span(at, words));
                    runs.push(SharedRun { first, second, first_span, second_span, words });
                }
            }
            for (first, end) in met.drain(..) {
                let known = ends.entry(first).or_default();
                *known = end.max(*known);
            }
            let number = known.map_or(0, |k| k.number) + 1;
            if number <= PLACES {
                let before = last.insert(key, places.len() as u32).unwrap_or_default();
                places.push(Place { text: second as u32, at: at as u32, before, number });
            }
        }
    }
    runs.sort_by(|a, b| b.words.cmp(&a.words).then(a.cmp(b)));
    longest(runs, texts.len())
}

/// The runs without those that a longer one between the same two texts covers.
fn longest(runs: Vec<SharedRun>, texts: usize) -> Vec<SharedRun> {
    // By where they begin, where they end: no two of them overlap.
    let mut taken: FxHashMap<usize, BTreeMap<usize, usize>> = FxHashMap::default();
    runs.into_iter()
        .filter(|r| {
            let taken = taken.entry(r.first * texts + r.second).or_default();
            let Span { start, end } = r.second_span;
            let free = taken.range(..end).next_back().is_none_or(|(_, before)| *before <= start);
            if free {
                taken.insert(start, end);
            }
            free
        })
        .collect()
}

/// Stands where something is left out: no run goes on across. No word has this number.
const APART: u64 = u64::MAX;

/// A word's number; none for marks and spaces.
fn word(segment: &str) -> Option<u64> {
    if segment.is_ascii() {
        return segment.bytes().any(|b| b.is_ascii_alphanumeric()).then(|| number(segment));
    }
    let straight = |c| if c == '’' { '\'' } else { c };
    segment
        .chars()
        .any(char::is_alphanumeric)
        .then(|| number(&segment.chars().flat_map(char::to_lowercase).map(straight).collect::<String>()))
}

fn number(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    // Eight bytes at a stroke.
    for eight in word.as_bytes().chunks(8) {
        hasher.write_u64(eight.iter().fold(0, |n, b| n << 8 | u64::from(b.to_ascii_lowercase())));
    }
    hasher.finish() & !(1 << 63)
}

struct Words {
    /// The hash of each word in lower case.
    words: Vec<u64>,
    spans: Vec<Span>,
}

impl Words {
    fn new(passages: &Passages) -> Self {
        let (mut words, mut spans) = (Vec::new(), Vec::new());
        let mut without = passages.without.iter().peekable();
        segments(passages.text, 0, |start, end| {
            let Some(word) = word(&passages.text[start..end]) else { return };
            while without.next_if(|s| s.end <= start).is_some() {}
            if without.peek().is_none_or(|s| !s.overlaps(Span::new(start, end))) {
                words.push(word);
                spans.push(Span::new(start, end));
            } else if words.last().is_some_and(|w| *w != APART) {
                words.push(APART);
                spans.push(Span::new(start, start));
            }
        });
        Self { words, spans }
    }

    /// How many words in a row, `most` at most, are the same from one place here and one in another text.
    fn common(&self, start: usize, other: &Self, at: usize, most: usize) -> usize {
        let pairs = self.words[start..].iter().zip(&other.words[at..]);
        pairs.take(most).take_while(|(a, b)| a == b && **a != APART).count()
    }

    fn span(&self, start: usize, words: usize) -> Span {
        match (self.spans.get(start), self.spans.get((start + words).saturating_sub(1))) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    const STORM: &str = "The storm tore the roof off the old ferry terminal late on Sunday and left two boats on the rocks.";

    fn runs(texts: &[&str], least: usize) -> Vec<(usize, usize, String)> {
        let passages: Vec<Passages> = texts.iter().map(|t| Passages { text: t, without: &[] }).collect();
        shared_runs(&passages, least).into_iter().map(|r| (r.first, r.second, r.second_span.slice(texts[r.second]).to_owned())).collect()
    }

    #[test]
    fn a_reprint_and_a_page_that_repeats_itself() {
        let one = format!("Harbour news. {STORM} Nobody was hurt.");
        let two = format!("From our desk: {} Repairs begin soon.", STORM.to_uppercase());
        let twice = format!("{STORM} Read on. {STORM}");
        let run = STORM.trim_end_matches('.');
        assert_eq!(runs(&[&one, &two], 12), [(0, 1, run.to_uppercase())]);
        assert_eq!(runs(&[&twice], 12), [(0, 0, run.to_owned())]);
        assert_eq!(runs(&[&one, "Nobody was hurt, and the harbour has other news."], 6), []);
    }

    #[test]
    fn what_is_left_out_is_in_no_run() {
        let text = format!("He said: {STORM} That was all he had to say on it.");
        let quote = [Span::new(9, 9 + STORM.len())];
        let passages = [Passages { text: &text, without: &quote }, Passages { text: &text, without: &[] }];
        let found = shared_runs(&passages, 6);
        assert_eq!(found.iter().map(|r| r.first_span.slice(&text)).collect::<Vec<_>>(), ["That was all he had to say on it"]);
    }

    #[test]
    fn one_word_over_and_over_takes_linear_time() {
        let text = "ha ".repeat(200_000);
        assert!(!runs(&[&text], 6).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn runs_fit_their_texts(texts in proptest::collection::vec("([ab]{1,2} |[é…] ?){0,60}", 0..4)) {
            let passages: Vec<Passages> = texts.iter().map(|t| Passages { text: t, without: &[] }).collect();
            for r in shared_runs(&passages, 6) {
                let words = |text: &str| text.unicode_words().map(str::to_lowercase).collect::<Vec<_>>();
                let (a, b) = (words(r.first_span.slice(&texts[r.first])), words(r.second_span.slice(&texts[r.second])));
                proptest::prop_assert_eq!(a.len(), r.words);
                proptest::prop_assert_eq!(a, b);
            }
        }

        #[test]
        fn of_runs_that_overlap_the_first_stays(runs in proptest::collection::vec((0..3_usize, 0..60_usize, 1..9_usize), 0..40)) {
            let run = |(first, start, words): (usize, usize, usize)| SharedRun {
                first,
                second: 2,
                first_span: Span::new(start, start + words),
                second_span: Span::new(start, start + words),
                words,
            };
            let runs: Vec<SharedRun> = runs.into_iter().map(run).collect();
            let mut kept: Vec<SharedRun> = Vec::new();
            for r in &runs {
                if !kept.iter().any(|k| k.first == r.first && k.second_span.overlaps(r.second_span)) {
                    kept.push(*r);
                }
            }
            proptest::prop_assert_eq!(longest(runs, 3), kept);
        }
    }
}
