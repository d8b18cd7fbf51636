//! Word boundaries after Unicode Standard Annex 29, with a fast path for the characters of English news.
//!
//! The text is cut at ASCII white space, which is always a boundary. A chunk of characters whose class
//! the fast path knows (ASCII, Latin-1 letters, the usual dashes, quotation marks and currency signs) is
//! segmented here; any other chunk goes to `unicode-segmentation`. A property test holds the two equal.

use unicode_segmentation::UnicodeSegmentation;

/// Word-break classes, as far as the fast path tells them apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    Letter,
    Digit,
    /// A colon: joins letters.
    MidLetter,
    /// A comma or semicolon: joins digits.
    MidNum,
    /// A full stop or apostrophe: joins letters, and digits.
    MidBoth,
    /// An underscore: joins everything.
    Extend,
    /// Stands alone.
    Other,
    /// White space of one byte: ends the chunk.
    Space,
    /// Not decided here.
    Unknown,
}

const ASCII: [Break; 128] = {
    let mut t = [Break::Other; 128];
    let mut b = 0;
    while b < 128 {
        let c = b as u8;
        t[b] = if c.is_ascii_alphabetic() {
            Break::Letter
        } else if c.is_ascii_digit() {
            Break::Digit
        } else {
            match c {
                b':' => Break::MidLetter,
                b',' | b';' => Break::MidNum,
                b'.' | b'\'' => Break::MidBoth,
                b'_' => Break::Extend,
                b'"' => Break::Other,
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Break::Space,
                _ => Break::Other,
            }
        };
        b += 1;
    }
    t
};

/// The class and length in bytes of the character at `i`.
#[inline]
pub(crate) fn class_at(bytes: &[u8], i: usize) -> (Break, usize) {
    let b = bytes[i];
    if b < 128 {
        return (ASCII[b as usize], 1);
    }
    match (b, bytes.get(i + 1), bytes.get(i + 2)) {
        (0xC3, Some(&c), _) if c != 0x97 && c != 0xB7 => (Break::Letter, 2),
        (0xC2, Some(0xA3 | 0xA5 | 0xAB | 0xBB | 0xA7 | 0xB0), _) => (Break::Other, 2),
        (0xE2, Some(0x80), Some(0x98 | 0x99)) => (Break::MidBoth, 3),
        (0xE2, Some(0x80), Some(0x93 | 0x94 | 0x9C | 0x9D | 0x9E | 0xA2 | 0xA6)) => (Break::Other, 3),
        (0xE2, Some(0x82), Some(0xAC | 0xB9)) => (Break::Other, 3),
        _ => (Break::Unknown, 0),
    }
}

/// Calls `each` with the start and end of every segment of `text` from byte `from` on that does not
/// begin with white space, in order.
pub(crate) fn segments(text: &str, from: usize, mut each: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut i = from;
    while i < bytes.len() {
        if ascii(bytes, i) == Break::Space {
            i += 1;
            continue;
        }
        // Most chunks are letters and perhaps one mark behind them.
        let mut end = i;
        while ascii(bytes, end) == Break::Letter {
            end += 1;
        }
        let plain = |at: usize| ascii(bytes, at) == Break::Space;
        if end > i && plain(end) {
            each(i, end);
            i = end + 1;
        } else if end > i && plain(end + 1) && matches!(ascii(bytes, end), Break::Other | Break::MidNum | Break::MidBoth | Break::MidLetter)
        {
            each(i, end);
            each(end, end + 1);
            i = end + 2;
        } else {
            i = chunk(text, bytes, i, &mut each);
        }
    }
}

/// The class of the byte at `i`: past the end white space, where it is no ASCII character not known.
#[inline]
fn ascii(bytes: &[u8], i: usize) -> Break {
    bytes.get(i).map_or(Break::Space, |b| ASCII.get(*b as usize).copied().unwrap_or(Break::Unknown))
}

/// Segments the chunk that begins at `start`; gives its end.
fn chunk(text: &str, bytes: &[u8], start: usize, each: &mut impl FnMut(usize, usize)) -> usize {
    // Segments are held back until the whole chunk is known to be plain: a character that the fast
    // path does not know may join backwards.
    let mut held = [0_u32; 64];
    let mut n = 0;
    let mut i = start;
    let (mut class, mut len) = class_at(bytes, i);
    loop {
        if class == Break::Unknown || n == held.len() {
            return slow_chunk(text, bytes, start, each);
        }
        let mut at = i + len;
        let mut last = class;
        while at < bytes.len() {
            let (next, next_len) = class_at(bytes, at);
            let joined = match (last, next) {
                (Break::Letter | Break::Digit | Break::Extend, Break::Letter | Break::Digit | Break::Extend) => next_len,
                (Break::Letter, Break::MidLetter | Break::MidBoth) => mid(bytes, at + next_len, Break::Letter, next_len),
                (Break::Digit, Break::MidNum | Break::MidBoth) => mid(bytes, at + next_len, Break::Digit, next_len),
                (_, Break::Unknown) => return slow_chunk(text, bytes, start, each),
                _ => 0,
            };
            if joined == 0 {
                (class, len) = (next, next_len);
                break;
            }
            // Where a mark in the middle joined, the character after it is of the class before it.
            if matches!(next, Break::Letter | Break::Digit | Break::Extend) {
                last = next;
            }
            at += joined;
        }
        held[n] = u32::try_from(at - start).unwrap_or(u32::MAX);
        n += 1;
        i = at;
        if i >= bytes.len() || class == Break::Space {
            break;
        }
    }
    if held[n - 1] == u32::MAX {
        return slow_chunk(text, bytes, start, each);
    }
    let mut s = start;
    for end in &held[..n] {
        let e = start + *end as usize;
        each(s, e);
        s = e;
    }
    i
}

/// The length of a mark that joins, and of the character of class `want` after it; 0 where it does not.
#[inline]
fn mid(bytes: &[u8], after: usize, want: Break, mark: usize) -> usize {
    if after >= bytes.len() {
        return 0;
    }
    let (class, len) = class_at(bytes, after);
    if class == want { mark + len } else { 0 }
}

/// The same by the crate, over the chunk and the one blank before it: a combining character at the
/// chunk's head belongs to that blank.
fn slow_chunk(text: &str, bytes: &[u8], start: usize, each: &mut impl FnMut(usize, usize)) -> usize {
    let mut end = start;
    while end < bytes.len() && !(bytes[end] < 128 && ASCII[bytes[end] as usize] == Break::Space) {
        end += 1;
    }
    let lead = usize::from(start > 0 && matches!(bytes[start - 1], b' ' | b'\t'));
    for (at, segment) in text[start - lead..end].split_word_bound_indices() {
        let word = segment.trim_start_matches(NARROW);
        if !word.is_empty() && !word.starts_with(char::is_whitespace) {
            let to = start - lead + at + segment.len();
            each(to - word.len(), to);
        }
    }
    end
}

/// The narrow space that does not break joins words and numbers; at a word's head it is white space all the same.
const NARROW: char = '\u{202f}';

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(text: &str) -> Vec<&str> {
        let mut v = Vec::new();
        segments(text, 0, |s, e| v.push(&text[s..e]));
        v
    }

    fn theirs(text: &str) -> Vec<&str> {
        let words = text.split_word_bounds().map(|s| s.trim_start_matches(NARROW));
        words.filter(|s| !s.is_empty() && !s.starts_with(char::is_whitespace)).collect()
    }

    #[test]
    fn plain_and_mixed() {
        for text in ["U.S. don't 1,234.5; a_b: x:y “so,” £3.5m — naïve's", "a\u{301}b \u{301}c 3:4 a.1 1.a x..y", "日本語 and ’tis 50%"]
        {
            assert_eq!(ours(text), theirs(text));
        }
    }

    #[test]
    fn a_narrow_space_hides_no_word() {
        assert_eq!(ours("\u{202f}oui, 10\u{202f}km \u{202f} \u{202f}𑰀:"), ["oui", ",", "10\u{202f}km", "𑰀", ":"]);
    }

    proptest! {
        #[test]
        fn equal_to_unicode_segmentation(text in "([a-zA-Z]{1,3}|[0-9]{1,2}|[ \n\t.,;:'\"_%-]|[‘’“”—–…£€«»é]|\\PC|\u{301}|\u{200d}|\u{202f}){0,24}") {
            prop_assert_eq!(ours(&text), theirs(&text));
        }
    }
}
