//! The writer's own words: the text with every quote folded into one item, cut into the writer's
//! sentences.

use std::ops::Range;

use super::marks::Pair;
use crate::lexicon::{Class, WordId};
use crate::text::{Document, Shape, Token, TokenKind, TokenRange};

const QUOTE: u32 = 1 << 31;

/// A run of items: words of the writer, and quotes.
pub(crate) struct Narrative<'a, 't> {
    pub(crate) doc: &'a Document<'t>,
    pub(crate) pairs: &'a [Pair],
    /// For each pair, whether its words stand for a name or a thing, so that it is a noun of the sentence.
    pub(crate) terms: &'a [bool],
    items: Vec<u32>,
    /// The writer's sentences, as runs of items.
    pub(crate) sentences: Vec<Range<usize>>,
    /// For each sentence, whether it begins a paragraph.
    pub(crate) begins: Vec<bool>,
}

impl<'a, 't> Narrative<'a, 't> {
    /// The narrative of a run of tokens, in which the pairs `children` (sorted) are folded.
    pub(crate) fn new(doc: &'a Document<'t>, pairs: &'a [Pair], terms: &'a [bool], run: &TokenRange, children: &[usize]) -> Self {
        let mut n = Self { doc, pairs, terms, items: Vec::new(), sentences: Vec::new(), begins: Vec::new() };
        n.items.reserve(run.len());
        let mut at = run.start;
        for child in children {
            let outer = &pairs[*child].outer;
            n.items.extend((at..outer.start).map(|t| t as u32));
            n.items.push(QUOTE | *child as u32);
            at = outer.end.max(at);
        }
        n.items.extend((at..run.end.max(at)).map(|t| t as u32));
        n.split();
        n
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The pair at item `k`, if a quote stands there.
    pub(crate) fn quote(&self, k: usize) -> Option<usize> {
        self.items.get(k).filter(|i| **i & QUOTE != 0).map(|i| (*i & !QUOTE) as usize)
    }

    /// The index of the token at item `k`; of a quote, its first.
    pub(crate) fn token_index(&self, k: usize) -> usize {
        match self.items.get(k) {
            Some(i) if *i & QUOTE != 0 => self.pairs[(*i & !QUOTE) as usize].outer.start,
            Some(i) => *i as usize,
            None => self.doc.tokens.len(),
        }
    }

    pub(crate) fn token(&self, k: usize) -> Option<&Token> {
        let i = *self.items.get(k)?;
        if i & QUOTE != 0 { None } else { self.doc.tokens.get(i as usize) }
    }

    /// The tokens of a run of items.
    pub(crate) fn tokens(&self, run: &Range<usize>) -> TokenRange {
        if run.is_empty() {
            return 0..0;
        }
        let last = run.end - 1;
        let end = self.quote(last).map_or(self.token_index(last) + 1, |q| self.pairs[q].outer.end);
        self.token_index(run.start)..end
    }

    /// The index of the item that holds token `t`, or the first after it.
    pub(crate) fn item_of(&self, t: usize) -> usize {
        self.items.partition_point(|i| if *i & QUOTE != 0 { self.pairs[(*i & !QUOTE) as usize].outer.end <= t } else { (*i as usize) < t })
    }

    pub(crate) fn text(&self, k: usize) -> &'t str {
        self.token(k).map_or("", |t| self.doc.text_of(t))
    }

    pub(crate) fn is(&self, k: usize, class: Class) -> bool {
        self.token(k).is_some_and(|t| t.is(class))
    }

    pub(crate) fn any(&self, k: usize, classes: crate::lexicon::ClassSet) -> bool {
        self.token(k).is_some_and(|t| t.classes.meets(classes))
    }

    pub(crate) fn payload(&self, k: usize, class: Class) -> &'a str {
        self.token(k).map_or("", |t| self.doc.lexicon.payload(t.word, class))
    }

    pub(crate) fn punct(&self, k: usize) -> Option<char> {
        self.token(k).and_then(|t| t.word.as_punct())
    }

    pub(crate) fn is_punct(&self, k: usize, c: char) -> bool {
        self.token(k).is_some_and(|t| t.word == WordId::punct(c))
    }

    pub(crate) fn is_capital(&self, k: usize) -> bool {
        self.token(k).is_some_and(Token::is_capital)
    }

    pub(crate) fn is_word(&self, k: usize) -> bool {
        self.token(k).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(crate) fn has(&self, k: usize, shape: Shape) -> bool {
        self.token(k).is_some_and(|t| t.has(shape))
    }

    /// Whether a quote that is no name stands at item `k`.
    pub(crate) fn speech(&self, k: usize) -> bool {
        self.quote(k).is_some_and(|q| !self.terms[q])
    }

    pub(crate) fn term(&self, k: usize) -> bool {
        self.quote(k).is_some_and(|q| self.terms[q])
    }

    /// The last character of the words at a pair.
    pub(crate) fn last_char(&self, pair: usize) -> char {
        let p = &self.pairs[pair];
        let closing = |c: &char| !matches!(c, '"' | '”' | '“' | '\'' | '’' | '»' | '›');
        self.doc.span(&p.inner).slice(self.doc.text).chars().rev().find(closing).unwrap_or(' ')
    }

    /// Whether the words at a pair begin with a capital letter, a number or an ellipsis.
    pub(crate) fn capital_start(&self, pair: usize) -> bool {
        let inner = self.pairs[pair].inner.clone();
        for t in &self.doc.tokens[inner] {
            if t.kind == TokenKind::Punct {
                continue;
            }
            return t.is_capital() || t.kind == TokenKind::Number;
        }
        false
    }

    fn split(&mut self) {
        let (mut start, mut paragraph) = (0, true);
        let mut ends = self.doc.sentences.partition_point(|s| s.end <= self.items.first().map_or(0, |_| self.token_index(0)));
        for k in 0..self.items.len() {
            // Inside a sentence nothing ends.
            let item = self.items[k];
            if item & QUOTE == 0 && k + 1 < self.items.len() && self.doc.sentences.get(ends).is_some_and(|s| item as usize + 1 < s.end) {
                continue;
            }
            let last = self.quote(k).map_or(self.token_index(k), |q| self.pairs[q].outer.end.saturating_sub(1));
            while self.doc.sentences.get(ends).is_some_and(|s| s.end <= last) {
                ends += 1;
            }
            let at_end = self.doc.sentences.get(ends).is_some_and(|s| s.end == last + 1);
            let line = self.doc.tokens.get(last + 1).is_none_or(|t| t.has(Shape::LINE)) && at_end;
            let breaks = match self.quote(k) {
                _ if line || k + 1 == self.items.len() => true,
                None => at_end,
                Some(q) if self.terms[q] => at_end && self.last_char(q) != ',' && self.next_opens(k),
                Some(q) => self.quote_ends(q, k, start),
            };
            if breaks {
                self.sentences.push(start..k + 1);
                self.begins.push(paragraph);
                paragraph = line;
                start = k + 1;
            }
        }
    }

    fn next_opens(&self, k: usize) -> bool {
        self.is_capital(k + 1) || self.quote(k + 1).is_some()
    }

    /// Whether the writer's sentence ends with the quote at item `k`.
    fn quote_ends(&self, q: usize, k: usize, start: usize) -> bool {
        let stop = self.last_char(q);
        let next = k + 1;
        if self.quote(next).is_some() {
            return matches!(stop, '.' | '!' | '?' | '…' | '—' | '-') && self.capital_start(self.quote(next).unwrap_or(0));
        }
        if !self.is_capital(next) {
            return false;
        }
        match stop {
            '.' => !(start == k && super::subject::attributes(self, next, true)),
            '!' | '?' | '…' | '—' | '-' | '–' => !(start == k && super::subject::attributes(self, next, false)),
            _ => false,
        }
    }
}
