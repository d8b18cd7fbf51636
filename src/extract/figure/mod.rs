//! Figure extraction: one pass over the tokens; a number's neighbours are read within a fixed reach.

mod bound;
mod count;
mod date;
mod fraction;
mod link;
mod literal;
mod measured;
mod money;
mod name;
mod number;
mod quantity;
mod range;
#[cfg(test)]
mod tests;
mod unit;

use date::Dates;
use literal::Marks;
use number::Numbers;
use quantity::{Found, Reader};

use super::Scope;
use crate::claim::Figure;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Document, Shape, TokenKind};

/// Words that end a noun phrase.
const FUNCTION_WORDS: ClassSet = ClassSet::CLOSED;

const NUMBER_WORDS: ClassSet =
    ClassSet::of(&[Class::NumberWord, Class::Magnitude, Class::VaguePlural, Class::OrdinalWord, Class::FractionWord]);

const DATE_WORDS: ClassSet = ClassSet::of(&[
    Class::Month,
    Class::Weekday,
    Class::DayWord,
    Class::Shift,
    Class::DateUnit,
    Class::DatePart,
    Class::Season,
    Class::Holiday,
    Class::OrdinalWord,
    Class::NumberWord,
    Class::FractionWord,
    Class::ClockWord,
    Class::DateOpener,
    Class::Decade,
]);

const TRIGGERS: ClassSet = NUMBER_WORDS.with(DATE_WORDS);

/// Appends the figures of one field, in the order of the text; says whether there are more than may be.
pub(crate) fn read(doc: &Document<'_>, scope: &Scope<'_>, out: &mut Vec<Figure>) -> bool {
    let marks = marks(doc);
    let numbers = Numbers { doc, marks };
    let reader = Reader::new(&numbers, scope.english);
    let dates = Dates::new(&numbers, scope.published);
    let most = scope.most.saturating_sub(out.len());
    let mut found: Vec<Found> = Vec::new();
    let (mut i, mut floor) = (0, 0);
    while let Some(t) = doc.tokens.get(i).filter(|_| found.len() <= most) {
        if doc.is_punct(i, ':') && doc.is_punct(i + 1, '/') && doc.is_punct(i + 2, '/') && !t.has(Shape::SPACED) {
            // An address on the web runs to the next blank.
            i += 1;
            while doc.tokens.get(i).is_some_and(|t| !t.has(Shape::SPACED)) {
                i += 1;
            }
            floor = i;
            continue;
        }
        let next = match t.kind {
            TokenKind::Number | TokenKind::Mixed => {
                let age = code(doc, i).or_else(|| reader.decade_of_life(i, floor, &mut found)).or_else(|| dates.read(i, floor, &mut found));
                age.or_else(|| reader.read(i, floor, &mut found))
            }
            // A point before digits, a fraction in one character.
            TokenKind::Punct if t.word.as_punct().is_some_and(|c| c == '.' || c > '\u{a0}') => reader.read(i, floor, &mut found),
            TokenKind::Word if scope.english => words(t.classes, &dates, &reader, i, floor, &mut found),
            TokenKind::Word | TokenKind::Punct => None,
        };
        match next {
            Some(end) => {
                i = end.max(i + 1);
                floor = i;
            }
            None => i += 1,
        }
    }
    let more = found.len() > most;
    found.truncate(most);
    money::settle(doc, scope.country, &mut found);
    link::carry_units(doc, &mut found);
    link::carry_forward(doc, &mut found);
    link::conversions(doc, &mut found);
    link::merge_bounds(doc, &mut found);
    let first = out.len();
    out.reserve(found.len());
    for (n, f) in found.iter_mut().enumerate() {
        let mut figure = std::mem::take(&mut f.figure);
        figure.id = scope.id('f', first + n);
        scope.article.clone_into(&mut figure.article);
        figure.field = scope.field;
        figure.span = doc.span(&f.tokens);
        if let Some(end) = f.byte_end {
            figure.span.end = end;
        }
        figure.text = figure.span.slice(doc.text).to_owned();
        figure.equivalent_of = f.equivalent_of.map(|k| scope.id('f', first + k));
        out.push(figure);
    }
    more
}

/// The figure that begins at a word with these classes.
fn words(
    classes: ClassSet,
    dates: &Dates<'_, '_, '_>,
    reader: &Reader<'_, '_, '_>,
    i: usize,
    floor: usize,
    out: &mut Vec<Found>,
) -> Option<usize> {
    if !classes.meets(TRIGGERS) {
        return None;
    }
    if classes.has(Class::Decade)
        && let Some(end) = reader.decade_of_life(i, floor, out)
    {
        return Some(end);
    }
    let number = classes.meets(NUMBER_WORDS);
    let date = if classes.meets(DATE_WORDS) { dates.read(i, floor, out) } else { None };
    date.or_else(|| number.then(|| reader.read(i, floor, out))?)
        .or_else(|| classes.has(Class::DateUnit).then(|| reader.unit_alone(i, floor, out))?)
}

/// More numbers than two dates have.
const CODE: usize = 7;

/// Where numbers end that hyphens join, too many of them for a date, a range or a score: "4-15-16-23-42-8-1".
fn code(doc: &Document<'_>, i: usize) -> Option<usize> {
    let hyphen = |j: usize| doc.is_punct(j, '-') || doc.is_punct(j, '–');
    let number = |j: usize| doc.at(j).kind == TokenKind::Number;
    let joined = |j: usize| hyphen(j) && number(j + 1) && [j, j + 1].iter().all(|k| !doc.at(*k).has(Shape::SPACED));
    let mut end = i + 1;
    while joined(end) {
        end += 2;
    }
    (number(i) && end - i >= 2 * CODE - 1).then_some(end)
}

/// Which marks the text's own digits show to be in use.
fn marks(doc: &Document<'_>) -> Marks {
    let (mut point, mut comma) = (0_usize, 0_usize);
    for (i, t) in doc.tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Number && t.end - t.start > 3) {
        let word = doc.word(i);
        let (dots, commas) = (word.matches('.').count(), word.matches(',').count());
        let tail = word.rsplit(['.', ',']).next().map_or(0, str::len);
        match (dots, commas) {
            (0, 0) => {}
            (_, c) if c > 1 || c == 1 && (dots == 1 && word.find(',') < word.find('.') || dots == 0 && tail == 3) => point += 1,
            (1, 0) if tail != 3 => point += 1,
            (d, _) if d > 1 && tail == 3 || d >= 1 && commas == 1 => comma += 1,
            (0, 1) if t.end - t.start < 12 => comma += 1,
            _ => {}
        }
    }
    if comma > point { Marks::Comma } else { Marks::Point }
}
