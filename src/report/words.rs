//! Words of articles made fit to be shown, and the names of grades and kinds.

use std::fmt;

#[cfg(feature = "page")]
use super::Stand;
use super::{FindingKind, Grade, LinkKind};
use crate::span::{Span, floor};

/// Words shown on either side of a value, in bytes.
pub(super) const AROUND: usize = 75;

/// The words before the span, those in it, and those after it; none where the span does not fit.
pub(super) fn around(text: &str, span: Span) -> Option<[String; 3]> {
    let value = text.get(span.start..span.end)?;
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let mut head = &before[floor(before, before.len().saturating_sub(AROUND))..];
    let cut = head.len() < before.len();
    head = if cut { head.split_once(char::is_whitespace).map_or("", |(_, rest)| rest) } else { head };
    let mut tail = &after[..floor(after, AROUND)];
    let more = tail.len() < after.len();
    tail = if more { tail.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest) } else { tail };
    // The words of other paragraphs are not shown.
    let (line, last) = (head.rfind('\n'), tail.find('\n'));
    head = line.map_or(head, |n| &head[n + 1..]);
    tail = last.map_or(tail, |n| &tail[..n]);
    let before = format!("{}{head}", if cut && line.is_none() { "… " } else { "" });
    let after = format!("{tail}{}", if more && last.is_none() { " …" } else { "" });
    Some([before.trim_start().to_owned(), value.to_owned(), after.trim_end().to_owned()])
}

pub(super) fn shortened(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let head = &text[..floor(text, bytes)];
    format!("{} …", head.rsplit_once(char::is_whitespace).map_or(head, |(rest, _)| rest))
}

/// The letters and digits of a text: two texts that differ in no more than marks and case have the same.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A number with its thousands apart; anything else as it is.
pub(super) fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut out = String::from(&whole[..whole.len() - digits.len()]);
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out + rest
}

/// Whether a character could disturb what shows it: control codes, and marks that turn the direction of writing.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Display for Grade {
    /// The grade's name, as in the JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(grade_name(*self))
    }
}

impl fmt::Display for FindingKind {
    /// What people call the kind: "wording", "percentage".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(kind_name(*self))
    }
}

#[cfg(feature = "page")]
/// A stand's name.
pub(super) const fn stand_name(stand: Stand) -> &'static str {
    match stand {
        Stand::Differs => "differs",
        Stand::Replaced => "replaced",
        Stand::Alone => "alone",
        Stand::Agrees => "agrees",
    }
}

pub(super) const fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Contradictory => "contradictory",
        Grade::Discrepant => "discrepant",
        Grade::Uncorroborated => "uncorroborated",
        Grade::Superseded => "superseded",
        Grade::Variant => "variant",
        Grade::Converted => "converted",
        Grade::Bound => "bound",
        Grade::Rounding => "rounding",
        Grade::Same => "same",
    }
}

pub(super) const fn kind_name(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Amount => "amount",
        FindingKind::Count => "count",
        FindingKind::Percent => "percentage",
        FindingKind::Number => "number",
        FindingKind::Quantity => "quantity",
        FindingKind::Date => "date",
        FindingKind::Time => "time",
        FindingKind::Duration => "duration",
        FindingKind::QuoteWording => "wording",
        FindingKind::Speaker => "speaker",
        FindingKind::Attribution => "attribution",
        FindingKind::Polarity => "fact",
    }
}

pub(super) const fn link_name(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Reprints => "reprints",
        LinkKind::Cites => "cites",
        LinkKind::Credits => "credits",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_stop_at_words_and_paragraphs() {
        let long = "word ".repeat(40);
        let text = format!("{long}costs £9 m{}.", long.trim_end());
        let start = text.find('£').unwrap();
        let [before, value, after] = around(&text, Span::new(start, start + 4)).unwrap();
        assert!(before.starts_with("… word word ") && before.ends_with(" word costs "), "{before}");
        assert_eq!(value, "£9 ");
        assert!(after.starts_with("mword word") && after.ends_with("word …"), "{after}");
        assert!(before.len() <= AROUND + 4 && after.len() <= AROUND + 4);
        let lines = around("One line.\nIt cost £9.\nThe end.", Span::new(18, 21)).unwrap();
        assert_eq!(lines, ["It cost ", "£9", "."]);
        assert_eq!(around("£9", Span::new(0, 3)).unwrap(), ["", "£9", ""]);
        for (start, end) in [(1, 3), (0, 4), (2, 1), (usize::MAX, usize::MAX)] {
            assert_eq!(around("£9", Span::new(start, end)), None, "{start} {end}");
        }
    }

    #[test]
    fn numbers_are_grouped_and_nothing_else() {
        let cases = [
            ("1234", "1234"),
            ("12345", "12,345"),
            ("-700000000", "-700,000,000"),
            ("12345.678901", "12,345.678901"),
            ("2024-07", "2024-07"),
            ("abcdef", "abcdef"),
            ("", ""),
            (".5", ".5"),
        ];
        for (text, want) in cases {
            assert_eq!(grouped(text), want);
        }
    }

    #[test]
    fn texts_are_shortened_at_words() {
        assert_eq!(shortened("one two three", 13), "one two three");
        assert_eq!(shortened("one two three", 9), "one two …");
        assert_eq!(shortened("££££", 3), "£ …");
        assert_eq!(folded("It’s “ONE”, two…"), folded("its one two"));
    }
}
