//! From word boundaries to tokens: abbreviations keep their full stop, run-together sentences are parted,
//! and every word is looked up once.

use super::words;
use crate::lexicon::{Class, ClassSet, Lexicon, Short, WordId};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, perhaps with marks inside ("don't", "U.S.").
    Word,
    /// Digits with their separators ("1,234.5").
    Number,
    /// Digits and letters ("700m", "G7", "70s").
    Mixed,
    /// One character that is neither: punctuation, a quotation mark, a currency sign.
    Punct,
}

/// What is seen of a token without its meaning: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape(u8);

impl Shape {
    /// Begins with a capital letter.
    pub(crate) const CAPITAL: Self = Self(1);
    /// Two letters or more, all capital.
    pub(crate) const ALL_CAPS: Self = Self(2);
    /// Ends with 's (its word is looked up without it).
    pub(crate) const POSSESSIVE: Self = Self(4);
    /// White space or the text's start stands before it.
    pub(crate) const SPACED: Self = Self(8);
    /// A line break or the text's start stands before it.
    pub(crate) const LINE: Self = Self(16);
    /// An abbreviation that holds its full stop, which may also end the sentence.
    pub(crate) const STOP: Self = Self(32);
    /// Phrases of the lexicon begin with it.
    pub(crate) const LEADS: Self = Self(64);

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One token: its bytes, its word in the lexicon and what that can be, its kind and shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The word, [`WordId::UNKNOWN`], or for a character of punctuation that character.
    pub(crate) word: WordId,
    pub(crate) kind: TokenKind,
    shape: Shape,
    pub(crate) classes: ClassSet,
}

impl Token {
    /// What stands past the end: no character, behind a blank.
    pub(crate) const END: Self = Self {
        start: 0,
        end: 0,
        word: WordId::UNKNOWN,
        kind: TokenKind::Punct,
        shape: Shape::SPACED.with(Shape::LINE),
        classes: ClassSet::EMPTY,
    };

    #[inline]
    pub(crate) const fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    #[inline]
    pub(crate) const fn has(&self, shape: Shape) -> bool {
        self.shape.0 & shape.0 == shape.0
    }

    #[inline]
    pub(crate) const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    /// Whether it begins with a capital letter.
    #[inline]
    pub(crate) const fn is_capital(&self) -> bool {
        self.has(Shape::CAPITAL)
    }
}

/// Longest text that is read: positions are kept in 32 bits. What stands beyond is left out, and
/// [`Config::max_text`](crate::Config) lies below it.
pub(crate) const MAX_TEXT: usize = u32::MAX as usize - 1;

pub(crate) fn tokenize(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Token> {
    let mut text = text;
    if text.len() > MAX_TEXT {
        text = &text[..crate::span::floor(text, MAX_TEXT)];
    }
    let mut out = Tokens {
        text,
        bytes: text.as_bytes(),
        lexicon,
        from,
        tokens: Vec::with_capacity((text.len() - from.min(text.len())) / 5 + 4),
        buffer: String::new(),
    };
    words::segments(text, from, |s, e| out.segment(s, e));
    out.tokens
}

struct Tokens<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexicon: &'t Lexicon,
    from: usize,
    tokens: Vec<Token>,
    buffer: String,
}

impl Tokens<'_> {
    fn segment(&mut self, start: usize, end: usize) {
        let first = self.bytes[start];
        if first == b'.' && end == start + 1 && self.joins_abbreviation(start) {
            if let Some(t) = self.tokens.last_mut() {
                t.end = end as u32;
                t.shape = t.shape.with(Shape::STOP);
                let (word, _) = self.lexicon.find_word(&self.text[t.start as usize..end], &mut self.buffer);
                if word != WordId::UNKNOWN {
                    let (classes, leads) = self.lexicon.known(word);
                    (t.word, t.classes) = (word, classes);
                    t.shape = Shape(t.shape.0 & !Shape::LEADS.0 | if leads { Shape::LEADS.0 } else { 0 });
                }
            }
            return;
        }
        // "Kingdom.Speaking": a full stop between a lower-case letter and a capitalised word.
        if end - start > 4
            && let Some(stop) = run_together(&self.bytes[start..end])
        {
            self.push(start, start + stop);
            self.push(start + stop, start + stop + 1);
            self.segment(start + stop + 1, end);
            return;
        }
        self.push(start, end);
    }

    /// Whether the full stop at `at` belongs to the word right before it.
    fn joins_abbreviation(&self, at: usize) -> bool {
        let Some(t) = self.tokens.last() else { return false };
        if t.end as usize != at || t.kind != TokenKind::Word {
            return false;
        }
        let word = &self.bytes[t.start as usize..at];
        if word.len() == 1 {
            // An initial ("J. Smith"), not a sentence's last letter before a line's end.
            return word[0].is_ascii_uppercase() && self.bytes.get(at + 1).is_some_and(|b| *b == b' ');
        }
        let dotted =
            word.len() % 2 == 1 && word.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { *b == b'.' });
        dotted || t.is(Class::Abbreviation) && self.bytes.get(at + 1).is_none_or(|b| *b != b'.')
    }

    fn push(&mut self, start: usize, end: usize) {
        let bytes = &self.bytes[start..end];
        let before = start.checked_sub(1).map(|i| self.bytes[i]);
        let mut shape = Shape::default();
        match before {
            _ if start <= self.from => shape = shape.with(Shape::SPACED).with(Shape::LINE),
            Some(b' ' | b'\t') => {
                shape = shape.with(Shape::SPACED);
                if self.line_before(start) {
                    shape = shape.with(Shape::LINE);
                }
            }
            Some(b'\n' | b'\r' | 0x0b | 0x0c) => shape = shape.with(Shape::SPACED).with(Shape::LINE),
            Some(b) if b >= 128 && self.text[..start].ends_with(char::is_whitespace) => shape = shape.with(Shape::SPACED),
            _ => {}
        }
        let short = Short::new(bytes);
        let (kind, look) = match short {
            Some(word) => look_short(word, bytes),
            None => look(&self.text[start..end]),
        };
        shape = shape.with(look);
        let word = match kind {
            TokenKind::Punct => WordId::punct(self.text[start..end].chars().next().unwrap_or(' ')),
            TokenKind::Number => WordId::UNKNOWN,
            TokenKind::Word | TokenKind::Mixed => {
                let (word, possessive) = match short {
                    Some(word) => self.lexicon.find_short(bytes, word.lower()),
                    None => self.lexicon.find_word(&self.text[start..end], &mut self.buffer),
                };
                if possessive {
                    shape = shape.with(Shape::POSSESSIVE);
                }
                word
            }
        };
        let (classes, leads) = self.lexicon.known(word);
        if leads {
            shape = shape.with(Shape::LEADS);
        }
        self.tokens.push(Token { start: start as u32, end: end as u32, word, kind, shape, classes });
    }

    /// Whether a line break stands among the white space before `start`.
    fn line_before(&self, start: usize) -> bool {
        let last = self.tokens.last().map_or(self.from, |t| t.end as usize);
        self.bytes[last.min(start)..start].iter().any(|b| matches!(b, b'\n' | b'\r'))
    }
}

/// Kind and capitals of a short word, all its bytes at once.
fn look_short(word: Short, bytes: &[u8]) -> (TokenKind, Shape) {
    let (letters, capitals) = (word.letters(), word.capitals());
    let many = |bits: u128| bits & bits.wrapping_sub(1) != 0;
    let small = letters ^ capitals;
    let caps = many(capitals) && !many(small) && (small == 0 || bytes.ends_with(b"s"));
    let capital = capitals != 0 && capitals.trailing_zeros() == letters.trailing_zeros();
    seen(letters != 0, word.digits() != 0, capital, caps)
}

fn look(text: &str) -> (TokenKind, Shape) {
    let (mut letters, mut digits, mut capitals) = (0, 0, 0);
    let mut initial = None;
    for c in text.chars() {
        let letter = c.is_alphabetic();
        letters += usize::from(letter);
        digits += usize::from(c.is_ascii_digit());
        capitals += usize::from(c.is_uppercase());
        if letter && initial.is_none() {
            initial = Some(c.is_uppercase());
        }
    }
    let caps = letters > 1 && capitals + 1 >= letters && capitals > 1 && (capitals == letters || text.ends_with('s'));
    seen(letters > 0, digits > 0, initial == Some(true), caps)
}

fn seen(letters: bool, digits: bool, capital: bool, caps: bool) -> (TokenKind, Shape) {
    let mut shape = Shape::default();
    if capital {
        shape = shape.with(Shape::CAPITAL);
    }
    if caps {
        shape = shape.with(Shape::ALL_CAPS);
    }
    let kind = match (letters, digits) {
        (false, false) => TokenKind::Punct,
        (false, true) => TokenKind::Number,
        (true, false) => TokenKind::Word,
        (true, true) => TokenKind::Mixed,
    };
    (kind, shape)
}

/// Where, inside one word, a full stop parts two sentences that ran together.
fn run_together(word: &[u8]) -> Option<usize> {
    let stop = memchr::memchr(b'.', word)?;
    let left = word[..stop].iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let right = word.get(stop + 1..)?;
    let first = right.first().is_some_and(u8::is_ascii_uppercase);
    // "gate.The", "gate.BBC", "gate.A": of capitals and single letters many are codes.
    let ran = match right.get(1) {
        Some(next) if next.is_ascii_lowercase() => left >= 2,
        Some(_) => left >= 4 && right.iter().all(u8::is_ascii_uppercase),
        None => left >= 4 && matches!(right, b"A" | b"I"),
    };
    (first && ran).then_some(stop)
}
