//! Tokens, sentences and paragraphs of one text: the ground that every extractor stands on.

mod sentence;
mod token;
mod words;

pub(crate) use token::{MAX_TEXT, Shape, Token, TokenKind, tokenize};
pub(crate) use words::segments;

use std::ops::Range;

use crate::lexicon::{Class, Lexicon, WordId};
use crate::span::Span;

/// A run of tokens by index.
pub(crate) type TokenRange = Range<usize>;

/// One text cut into tokens, sentences and paragraphs. Sentences tile the tokens, paragraphs tile the
/// sentences; white space belongs to no token.
pub(crate) struct Document<'t> {
    pub(crate) text: &'t str,
    pub(crate) lexicon: &'t Lexicon,
    pub(crate) tokens: Vec<Token>,
    /// Sentences, as runs of tokens.
    pub(crate) sentences: Vec<TokenRange>,
    /// Paragraphs, as runs of sentences.
    pub(crate) paragraphs: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Cuts `text` from byte `from` on. Linear in the text's length.
    pub(crate) fn new(text: &'t str, from: usize, lexicon: &'t Lexicon) -> Self {
        let tokens = token::tokenize(text, from, lexicon);
        let (sentences, paragraphs) = sentence::split(text, &tokens);
        Self { text, lexicon, tokens, sentences, paragraphs }
    }

    /// The tokens of a few words alone: neither sentences nor paragraphs.
    pub(crate) fn of_words(text: &'t str, lexicon: &'t Lexicon) -> Self {
        Self { text, lexicon, tokens: token::tokenize(text, 0, lexicon), sentences: Vec::new(), paragraphs: Vec::new() }
    }

    /// Token `i`; past the end, one that is no word and no mark.
    #[inline]
    pub(crate) fn at(&self, i: usize) -> Token {
        self.tokens.get(i).copied().unwrap_or(Token::END)
    }

    /// The characters of token `i`; none past the end.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| self.text_of(t))
    }

    /// The characters of a token of this text.
    #[inline]
    pub(crate) fn text_of(&self, token: &Token) -> &'t str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// The characters of token `i` without a possessive ending.
    #[inline]
    pub(crate) fn base(&self, i: usize) -> &'t str {
        let word = self.word(i);
        if !self.tokens.get(i).is_some_and(|t| t.has(Shape::POSSESSIVE)) {
            return word;
        }
        let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
        word.strip_suffix(['\'', '’']).unwrap_or(word)
    }

    /// Whether token `i` is this word, in upper or lower case; false past the end.
    #[inline]
    pub(crate) fn word_is(&self, i: usize, word: &str) -> bool {
        let long = |t: &&Token| (t.end - t.start) as usize == word.len();
        self.tokens.get(i).filter(long).is_some_and(|t| self.text_of(t).eq_ignore_ascii_case(word))
    }

    /// Whether token `i` has the class; false past either end.
    #[inline]
    pub(crate) fn is(&self, i: usize, class: Class) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is(class))
    }

    /// Whether token `i` is this punctuation character; false past the end.
    #[inline]
    pub(crate) fn is_punct(&self, i: usize, c: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.word == WordId::punct(c))
    }

    /// The bytes from the first to the last token of a run; empty for an empty run.
    pub(crate) fn span(&self, run: &TokenRange) -> Span {
        if run.is_empty() {
            return Span::default();
        }
        Span::new(self.tokens[run.start].start as usize, self.tokens[run.end - 1].end as usize)
    }

    /// The index of the sentence that holds token `i`.
    #[inline]
    pub(crate) fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= i)
    }

    /// The index of the paragraph that holds sentence `s`.
    pub(crate) fn paragraph_of(&self, s: usize) -> usize {
        self.paragraphs.partition_point(|p| p.end <= s)
    }

    /// The tokens that begin in the byte range.
    pub(crate) fn tokens_in(&self, span: Span) -> TokenRange {
        let at = |byte: usize| self.tokens.partition_point(|t| (t.start as usize) < byte);
        at(span.start)..at(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tokens_go_forward_and_sentences_and_paragraphs_tile(
            text in prop_oneof!["\\PC{0,80}", "([A-Z]?[a-z]{1,5}|[.?!…\"“”’()]|[0-9]{1,3}| |\n|\n\n|Mr\\. |U\\.S\\. ){0,60}"],
        ) {
            let doc = Document::new(&text, 0, Lexicon::shipped());
            let mut at = 0;
            for t in &doc.tokens {
                let (start, end) = (t.start as usize, t.end as usize);
                prop_assert!(at <= start && start < end && text.get(start..end).is_some(), "{:?}", t);
                prop_assert!(text[at..start].chars().all(|c| c.is_whitespace() || !c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)), "left out: {:?}", &text[at..start]);
                at = end;
            }
            let tiled = |runs: &[std::ops::Range<usize>], all: usize| {
                let end = runs.iter().try_fold(0, |at, r| (r.start == at && r.end > at).then_some(r.end));
                end == Some(all)
            };
            prop_assert!(tiled(&doc.sentences, doc.tokens.len()), "{:?}", doc.sentences);
            prop_assert!(tiled(&doc.paragraphs, doc.sentences.len()), "{:?}", doc.paragraphs);
        }
    }
}
