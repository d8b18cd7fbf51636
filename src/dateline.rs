//! The day of an article that was given without one: a line at the head of its text that holds a date and
//! nothing but what stands beside one.

use std::ops::Range;

use jiff::civil::Date;

use crate::article::Article;
use crate::lexicon::{Class, Lexicon};
use crate::span::floor;
use crate::text::{Document, Shape, TokenKind};

/// Within so many bytes of the text's beginning such a line stands: a headline, a line below it, an agency's name.
const HEAD: usize = 600;

/// The article's day: the one that was given, else that of its dateline.
pub(crate) fn day(article: &Article, lexicon: &Lexicon) -> Option<Date> {
    article.date().or_else(|| {
        let text = article.text();
        let doc = Document::new(&text[..floor(text, HEAD)], article.body_start().min(text.len()), lexicon);
        let opens = |i: &usize| *i == 0 || *i == doc.tokens.len() || doc.at(*i).has(Shape::LINE);
        let starts: Vec<usize> = (0..=doc.tokens.len()).filter(opens).collect();
        starts.windows(2).find_map(|line| dated(&doc, line[0]..line[1]))
    })
}

/// The date of a line that says nothing else: "Tuesday, 4 May 2021", "Updated May 4, 2021 at 6:22 p.m. GMT".
fn dated(doc: &Document<'_>, line: Range<usize>) -> Option<Date> {
    let beside = |i: usize| {
        let token = doc.at(i);
        let classes = [Class::Month, Class::Weekday, Class::TimeZone, Class::DayPart, Class::Country];
        matches!(token.kind, TokenKind::Punct | TokenKind::Number)
            || doc.word(i).starts_with(|c: char| c.is_ascii_digit())
            || classes.into_iter().any(|c| doc.is(i, c))
            || doc.is(i, Class::DateCue) && doc.lexicon.payload(token.word, Class::DateCue).split('+').any(|cue| cue == "head")
    };
    if !line.clone().all(beside) {
        return None;
    }
    let comma = |i: usize| i + usize::from(doc.is_punct(i, ','));
    line.clone().filter(|i| doc.is(*i, Class::Month)).find_map(|i| {
        let month = doc.lexicon.payload(doc.at(i).word, Class::Month).parse().ok()?;
        let behind = || Date::new(year(doc, comma(i + 2), &line)?, month, number(doc, i + 1)?).ok();
        let before =
            || Date::new(year(doc, comma(i + 1), &line)?, month, number(doc, i.checked_sub(1).filter(|d| line.contains(d))?)?).ok();
        behind().or_else(before)
    })
}

/// A day of the month: "4", "04", "4th".
fn number(doc: &Document<'_>, i: usize) -> Option<i8> {
    let word = doc.word(i);
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    bare.parse().ok()
}

fn year(doc: &Document<'_>, i: usize, line: &Range<usize>) -> Option<i16> {
    doc.word(i).parse().ok().filter(|y| line.contains(&i) && (1500..2200).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_date_an_article() {
        for (text, want) in [
            ("A ferry sank\nTuesday, May 4th, 2021\nA ferry sank off Maro.", Some((2021, 5, 4))),
            ("A ferry sank\nTue May 4, 2021 6:22PM GMT\nA ferry sank off Maro.", Some((2021, 5, 4))),
            ("4 May 2021 Last updated at 18:22 GMT\nA ferry sank off Maro.", Some((2021, 5, 4))),
            ("Published: 04 May 2021 11:25 GMT+02:00\nA ferry sank off Maro.", Some((2021, 5, 4))),
            ("May 4, 2021 18:22\nA ferry sank off Maro.", Some((2021, 5, 4))),
            ("The strike of May 4, 2021\nA ferry sank off Maro.", None),
            ("May 4, 2021 remembered\nA ferry sank off Maro.", None),
            ("TUESDAY 04 MAY\nA ferry sank off Maro.", None),
            ("A ferry sank off Maro on May 4, 2021.", None),
            ("May 32, 2021\nA ferry sank off Maro.", None),
        ] {
            let want = want.map(|(y, m, d)| jiff::civil::date(y, m, d));
            assert_eq!(day(&Article::new("a", text), Lexicon::shipped()), want, "{text}");
        }
        let given = Article::new("a", "May 4, 2021\nA ferry sank.").published("2021-05-06").unwrap();
        assert_eq!(day(&given, Lexicon::shipped()), Some(jiff::civil::date(2021, 5, 6)));
    }
}
