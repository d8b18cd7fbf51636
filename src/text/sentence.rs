//! Sentence and paragraph ends, decided on tokens.
//!
//! `unicode-segmentation`'s sentences break after "Mr." and "U.S." and not inside "Kingdom.Speaking", and
//! would cost a second pass; these rules run over the tokens that exist already.

use std::ops::Range;

use super::token::{Shape, Token};
use crate::lexicon::{Class, WordId};

/// Sentences as runs of tokens, paragraphs as runs of sentences.
pub(crate) fn split(text: &str, tokens: &[Token]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut sentences = Vec::with_capacity(tokens.len() / 18 + 1);
    let mut paragraphs = Vec::with_capacity(tokens.len() / 40 + 1);
    let (mut start, mut first) = (0, 0);
    let mut i = 0;
    while i < tokens.len() {
        let line = i > 0 && tokens[i].has(Shape::LINE) && !wrapped(&tokens[i - 1], &tokens[i]);
        if line {
            if start < i {
                sentences.push(start..i);
                start = i;
            }
            if first < sentences.len() {
                paragraphs.push(first..sentences.len());
                first = sentences.len();
            }
        }
        if let Some(end) = sentence_end(text, tokens, i) {
            sentences.push(start..end);
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    if first < sentences.len() {
        paragraphs.push(first..sentences.len());
    }
    (sentences, paragraphs)
}

/// Whether a line break only wraps a running sentence.
fn wrapped(before: &Token, after: &Token) -> bool {
    let ended = before.has(Shape::STOP) || before.word.as_punct().is_some_and(|c| c != ',' && c != '-' && c != '–' && c != '—');
    !ended && after.is_word() && !after.is_capital()
}

/// If a sentence ends with the terminal mark at token `i`, the index after its last token.
fn sentence_end(text: &str, tokens: &[Token], i: usize) -> Option<usize> {
    let t = &tokens[i];
    let terminal = match t.word.as_punct() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => true,
        Some(_) => return None,
        None => false,
    };
    if !terminal && !t.has(Shape::STOP) {
        return None;
    }
    // Closing marks and further terminals right behind belong to this sentence.
    let mut end = i + 1;
    while end < tokens.len() && !tokens[end].has(Shape::SPACED) && tokens[end].word.as_punct().is_some_and(closes) {
        end += 1;
    }
    let Some(next) = tokens.get(end) else { return Some(end) };
    if next.has(Shape::LINE) {
        return Some(end);
    }
    let spaced = next.has(Shape::SPACED);
    if t.has(Shape::STOP) {
        // After an abbreviation only a word that opens sentences shows that one begins.
        let ends = spaced && next.is_capital() && !t.is(Class::TitleAbbreviation) && next.is(Class::Opener);
        return ends.then_some(end);
    }
    let opens = next.is_capital()
        || next.word.as_punct().is_some_and(|c| matches!(c, '"' | '“' | '‘' | '\'' | '«' | '„' | '(' | '[' | '`' | '—' | '-' | '*' | '•'))
        || next.kind == super::TokenKind::Number
        || next.kind == super::TokenKind::Mixed;
    if spaced {
        return (opens && t.word != WordId::punct('…') || next.is_capital()).then_some(end);
    }
    // No space: two sentences ran together, or a dotted name.
    let word = &text[next.start as usize..next.end as usize];
    let ran = next.is_capital()
        && (word.len() > 2
            || word.len() == 1 && tokens.get(end + 1).is_some_and(|n| n.has(Shape::SPACED) && n.is_word() && !n.is_capital()))
        && t.word != WordId::punct('…')
        && tokens[..i].last().is_some_and(|b| b.is_word() || end > i + 1)
        || end == i + 1 && next.word.as_punct().is_some_and(|c| matches!(c, '“' | '«' | '„'));
    ran.then_some(end)
}

const fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '.' | '!' | '?' | '…' | '*')
}
