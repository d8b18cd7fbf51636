//! Byte ranges into an article's original text, and their conversion to the units of other languages.

use serde::{Deserialize, Serialize};

/// A half-open range into the original text of one field of an article.
///
/// Inside the library the unit is always the byte, and both ends stand on character boundaries. A
/// [`Report`](crate::Report) may carry other units: its `offsets` field says which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The first position inside.
    pub start: usize,
    /// The first position after.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, and without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of positions inside.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing stands inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether every position of `other` lies inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a position.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The characters of `text` inside; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The unit in which spans are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// Bytes of UTF-8: what the library works in.
    #[default]
    Bytes,
    /// Unicode scalar values, as Python counts.
    Chars,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl std::str::FromStr for Offsets {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, crate::Error> {
        match text {
            "bytes" => Ok(Self::Bytes),
            "chars" => Ok(Self::Chars),
            "utf16" => Ok(Self::Utf16),
            _ => Err(crate::Error::config(format!("offsets are bytes, chars or utf16, not {text:?}"))),
        }
    }
}

/// The last character boundary of `text` that is not past byte `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Converts positions of one text from one unit to another, in time linear in the text once and
/// logarithmic per position.
pub(crate) struct OffsetMap {
    /// Both positions after each character that is not of one length in the two units.
    steps: Vec<(usize, usize)>,
}

impl OffsetMap {
    pub(crate) fn new(text: &str, from: Offsets, to: Offsets) -> Self {
        let mut steps = Vec::new();
        if from != to && !text.is_ascii() {
            let (mut before, mut after) = (0, 0);
            for c in text.chars() {
                before += from.len(c);
                after += to.len(c);
                if from.len(c) > 1 || to.len(c) > 1 {
                    steps.push((before, after));
                }
            }
        }
        Self { steps }
    }

    fn position(&self, from: usize) -> usize {
        match self.steps.partition_point(|s| s.0 <= from).checked_sub(1) {
            None => from,
            Some(i) => self.steps[i].1.saturating_add(from - self.steps[i].0),
        }
    }

    pub(crate) fn convert(&self, span: &mut Span) {
        *span = Span::new(self.position(span.start), self.position(span.end));
    }
}

impl Offsets {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    pub(crate) fn is_bytes(&self) -> bool {
        *self == Self::Bytes
    }

    const fn len(self, c: char) -> usize {
        match self {
            Self::Bytes => c.len_utf8(),
            Self::Chars => 1,
            Self::Utf16 => c.len_utf16(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_in_three_units_and_back() {
        let text = "a£b𝄞c";
        let at_c = text.len() - 1;
        for (unit, want) in [(Offsets::Bytes, at_c), (Offsets::Chars, 4), (Offsets::Utf16, 5)] {
            let mut span = Span::new(at_c, at_c + 1);
            OffsetMap::new(text, Offsets::Bytes, unit).convert(&mut span);
            assert_eq!(span, Span::new(want, want + 1), "{unit:?}");
            OffsetMap::new(text, unit, Offsets::Bytes).convert(&mut span);
            assert_eq!(span, Span::new(at_c, at_c + 1), "{unit:?} and back");
        }
    }
}
