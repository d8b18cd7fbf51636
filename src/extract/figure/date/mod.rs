//! Dates and times: points, ranges of them, and what bounds them.

mod calendar;
mod clock;
mod distance;
mod numeric;
mod ordinal;
mod point;
mod relative;
mod resolve;
mod tense;

use std::cell::Cell;

use jiff::civil::Date;

use super::bound;
use super::number::{Form, Numbers};
use super::quantity::Found;
use crate::claim::{Figure, FigureKind, Modifier};
use crate::date::DateValue;
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};
use tense::Tense;

/// What a date says before the article's own date is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    /// A date of which parts may be missing.
    Partial {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
    },
    /// From the first day up to, and without, the second.
    Span(Date, Date),
    /// A day of some week.
    Weekday(i8),
    /// A day of some year, by its rule in the table.
    Holiday(crate::lexicon::WordId),
    /// A season, by its first month, of the year where that is known.
    Season(i8, Option<i16>),
    /// Before a day, or from one on.
    Until(Date),
    From(Date),
    /// Relative to a day that is not known.
    Unknown,
}

/// A date in the text.
#[derive(Clone, Copy, Debug)]
struct Point {
    start: usize,
    end: usize,
    value: Value,
}

/// Reads the dates of one text.
pub(super) struct Dates<'n, 'd, 't> {
    n: &'n Numbers<'d, 't>,
    published: Option<Date>,
    /// How many dates are being read inside one another.
    depth: Cell<u8>,
}

/// How deep dates may stand inside one another: "two weeks before the end of last March" is three.
const DEEPEST: u8 = 4;

impl<'n, 'd, 't> Dates<'n, 'd, 't> {
    pub(super) const fn new(n: &'n Numbers<'d, 't>, published: Option<Date>) -> Self {
        Self { n, published, depth: Cell::new(0) }
    }

    /// The date that begins at token `i`, if not too many are open already.
    fn point(&self, i: usize, floor: usize) -> Option<Point> {
        if self.depth.get() >= DEEPEST {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let point = self.any_point(i, floor);
        self.depth.set(self.depth.get() - 1);
        point
    }

    /// Reads the date or time that begins at token `i`; gives the first token after it.
    pub(super) fn read(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        let doc = self.n.doc;
        if let Some((end, value)) = self.bare_clock(i) {
            let figure = Figure { kind: FigureKind::Time, date: Some(value), ..Figure::default() };
            out.push(Self::timed(figure, i, end));
            return Some(end);
        }
        let joined = self.n.cue(i + 1, "join") || self.n.word_is(i + 1, "and") || self.dash(i + 1);
        if joined && let Some((end, value)) = self.open_days(i) {
            let point = Point { start: i, end, value: Value::Unknown };
            out.push(self.found(point, value, floor));
            return Some(end);
        }
        if let Some(first) = self.point(i, floor).or_else(|| self.now(i, floor)) {
            let (point, value) = match self.range(&first, floor) {
                Some((end, value)) => (Point { end, ..first }, value),
                None => (first, self.resolve(&first, &first)),
            };
            out.push(self.found(point, value, floor));
            return Some(point.end);
        }
        if let Some((end, value)) = self.open_days(i) {
            let point = Point { start: i, end, value: Value::Unknown };
            out.push(self.found(point, value, floor));
            return Some(end);
        }
        let kind = doc.tokens.get(i)?.kind;
        let clock = matches!(kind, TokenKind::Number | TokenKind::Mixed) || doc.is(i, Class::ClockWord);
        if let Some((end, value)) = self.spoken_clock(i).or_else(|| if clock { self.clock(i, floor) } else { None }) {
            let (modifier, hedged) = self.clock_bound(i, floor);
            let figure = Figure { kind: FigureKind::Time, date: Some(value), modifier, hedged, ..Figure::default() };
            out.push(Self::timed(figure, i, end));
            return Some(end);
        }
        None
    }

    /// What the words before a time of day say of it: "shortly after 5 p.m."; and whether it is called approximate.
    fn clock_bound(&self, i: usize, floor: usize) -> (Option<Modifier>, bool) {
        match self.bound(i, floor) {
            Some((_, "after")) => (Some(Modifier::MoreThan), false),
            Some((_, "before")) => (Some(Modifier::LessThan), false),
            _ => (None, bound::before(self.n.doc, i, floor).1.modifier == Some(Modifier::Approx)),
        }
    }

    fn timed(figure: Figure, i: usize, end: usize) -> Found {
        Found {
            figure,
            tokens: i..end,
            byte_end: None,
            number: i,
            form: Form::Digits,
            places: 0,
            divisor: rust_decimal::Decimal::ONE,
            equivalent_of: None,
        }
    }

    fn found(&self, point: Point, value: Option<DateValue>, floor: usize) -> Found {
        let doc = self.n.doc;
        let (mut start, mut end) = (point.start, point.end);
        let mut value = value;
        let mut modifier = None;
        // "the" and a bounding preposition before it.
        let floor = floor.min(start);
        while start > floor && (self.n.word_is(start - 1, "the") || self.n.word_is(start - 1, "year")) {
            start -= 1;
        }
        let (at, hedge) = bound::before(doc, start, floor);
        let approx = hedge.modifier == Some(Modifier::Approx);
        if approx {
            start = at;
            modifier = hedge.modifier;
        }
        if let Some((at, how)) = self.bound(start, floor)
            && !self.attributive(point.end)
        {
            let whole = value.and_then(DateValue::interval);
            let day = matches!(value, Some(DateValue::Day(_)));
            let (m, v) = match (how, whole) {
                ("from", Some((a, _))) => (Modifier::AtLeast, Some(DateValue::From(a))),
                ("after", Some((a, b))) => (Modifier::MoreThan, Some(DateValue::From(if day { a } else { b }))),
                ("before", Some((a, _))) => (Modifier::LessThan, Some(DateValue::Until(a))),
                ("until", Some((a, _))) => (Modifier::AtMost, Some(DateValue::Until(a))),
                ("to", Some((_, b))) => (Modifier::AtMost, Some(DateValue::Until(b))),
                ("from", None) => (Modifier::AtLeast, value),
                ("after", None) => (Modifier::MoreThan, value),
                ("before", None) => (Modifier::LessThan, value),
                (_, None) => (Modifier::AtMost, value),
                _ => (Modifier::Approx, value),
            };
            (modifier, value, start) = (Some(m), v, at);
        } else if let Some((after, m)) = self.open_end(point.end) {
            let whole = value.and_then(DateValue::interval);
            value = match (m, whole) {
                (Modifier::AtLeast, Some((a, _))) => Some(DateValue::From(a)),
                (_, Some((_, b))) => Some(DateValue::Until(b)),
                _ => value,
            };
            (modifier, end) = (Some(m), after);
        } else if start > floor && ["on", "in"].iter().any(|w| self.n.word_is(start - 1, w)) {
            start -= 1;
        }
        if let Some(b) = start.checked_sub(1).filter(|b| *b >= floor && modifier.is_none() && self.n.word_is(*b, "by"))
            && doc.lexicon.phrase(&doc.tokens, point.start, Class::DatePart).is_some_and(|(_, how)| how.starts_with("end"))
            && matches!(tense::of(doc, b, end), Tense::Future | Tense::None)
        {
            // "by the end of the year": from today on.
            let ahead = value.and_then(DateValue::interval).zip(self.published).filter(|((_, b), d)| d < b);
            value = ahead.and_then(|((_, b), d)| DateValue::from_interval(d, b)).or(value);
            start = b;
        }
        let figure = Figure { kind: FigureKind::Date, date: value, modifier, hedged: approx, ..Figure::default() };
        Found {
            figure,
            tokens: start..end,
            byte_end: None,
            number: point.start,
            form: Form::Words,
            places: 0,
            divisor: rust_decimal::Decimal::ONE,
            equivalent_of: None,
        }
    }

    fn dash(&self, i: usize) -> bool {
        self.n.doc.is_punct(i, '-') || self.n.doc.is_punct(i, '–')
    }

    /// "now" as one end of a range: "between now and August".
    fn now(&self, i: usize, floor: usize) -> Option<Point> {
        let led = i.checked_sub(1).filter(|b| *b >= floor).is_some_and(|b| self.n.word_is(b, "between") || self.n.word_is(b, "from"));
        let joins = self.n.word_is(i + 1, "and") || self.n.word_is(i + 1, "until") || self.n.word_is(i + 1, "to");
        (led && joins && self.n.word_is(i, "now")).then(|| Point { start: i, end: i + 1, value: self.stepped(calendar::Step::Days(1), 0) })
    }

    /// "or later", "and earlier" behind a date: the token after, and which end is open.
    fn open_end(&self, i: usize) -> Option<(usize, Modifier)> {
        if !self.n.word_is(i, "or") && !self.n.word_is(i, "and") {
            return None;
        }
        if self.n.cue(i + 1, "onward") {
            return Some((i + 2, Modifier::AtLeast));
        }
        self.n.cue(i + 1, "backward").then_some((i + 2, Modifier::AtMost))
    }

    /// "since", "until", "no later than" that end before token `i`.
    fn bound(&self, i: usize, floor: usize) -> Option<(usize, &'t str)> {
        let doc = self.n.doc;
        (1..=4).rev().find_map(|len| {
            let at = i.checked_sub(len).filter(|at| *at >= floor)?;
            let (n, how) = doc.lexicon.phrase(&doc.tokens, at, Class::DateBound)?;
            (n == len).then_some((at, how))
        })
    }

    /// Whether the date that ends before token `i` only describes a noun: "after Sunday's vote".
    fn attributive(&self, i: usize) -> bool {
        let doc = self.n.doc;
        doc.at(i - 1).has(Shape::POSSESSIVE)
            || doc.tokens.get(i).is_some_and(|t| {
                let c = t.classes;
                t.is_word() && !t.is_capital() && c.has(Class::Noun) && !c.meets(super::FUNCTION_WORDS) && !c.has(Class::DayPart)
            })
    }

    /// The second end of a range that begins with `a`: where it ends, and its value.
    fn range(&self, a: &Point, floor: usize) -> Option<(usize, Option<DateValue>)> {
        let doc = self.n.doc;
        let at = a.end;
        let before = a.start.checked_sub(1).filter(|b| *b >= floor);
        let between = before
            .is_some_and(|b| self.n.word_is(b, "between") || self.n.word_is(b, "the") && b > floor && self.n.word_is(b - 1, "between"));
        let from = before.is_some_and(|b| self.n.word_is(b, "from"));
        let joins = self.n.cue(at, "join") || between && self.n.word_is(at, "and");
        let dash = doc.tokens.get(at)?.word.as_punct().is_some_and(|c| matches!(c, '-' | '–' | '—' | '~'));
        if !joins && !dash {
            return None;
        }
        let mut j = at + 1;
        while self.n.word_is(j, "the") || self.n.word_is(j, "around") || self.n.word_is(j, "about") {
            j += 1;
        }
        if dash && doc.tokens.get(at).is_some_and(|t| t.has(Shape::SPACED)) != doc.tokens.get(j).is_some_and(|t| t.has(Shape::SPACED)) {
            return None;
        }
        // "October 11-26", "2017-18".
        if let Value::Partial { year, month: Some(m), day: Some(d) } = a.value
            && self.numeric(j, at).is_none()
            && let Some((end, day)) = self.day_number(j)
            && day != d
            && !self.month_at(end)
        {
            let (end, y) = match self.year_behind(end) {
                Some((end, y)) => (end, Some(y)),
                None => (end, year),
            };
            let month = if day > d { m } else { m % 12 + 1 };
            let b = Point { start: j, end, value: Value::Partial { year: y, month: Some(month), day: Some(day) } };
            let a = Point { value: Value::Partial { year: y, month: Some(m), day: Some(d) }, ..*a };
            return Some((end, self.between(&a, &b)));
        }
        if let Value::Partial { year: Some(y), month: None, day: None } = a.value
            && dash
            && let Some(t) = doc.tokens.get(j).filter(|t| t.kind == TokenKind::Number && t.end - t.start == 2 && !t.has(Shape::SPACED))
            && let Ok(short) = doc.text.get(t.start as usize..t.end as usize)?.parse::<i16>()
            && short == (y + 1) % 100
        {
            let b = Point { start: j, end: j + 1, value: Value::Partial { year: Some(y + 1), month: None, day: None } };
            return Some((j + 1, self.between(a, &b)));
        }
        if self.n.word_is(j, "date") && joins || self.n.cue(j, "now") {
            let today = self.published?;
            let (start, _) = self.resolve(a, a)?.interval()?;
            return Some((j + 1, DateValue::from_interval(start, calendar::plus_days(today, 1)?)));
        }
        let b = self.point(j, at)?;
        if !from && !between && matches!(a.value, Value::Unknown) {
            return None;
        }
        Some((b.end, self.between(a, &b)))
    }

    /// From the first day of `a` to the last of `b`, each filled up from the other.
    fn between(&self, a: &Point, b: &Point) -> Option<DateValue> {
        let (mut x, mut y) = (*a, *b);
        if let (Value::Partial { year: None, month, day }, Value::Partial { year: Some(year), month: m, .. }) = (a.value, b.value) {
            let earlier = month.zip(m).is_some_and(|(p, q)| p > q);
            x.value = Value::Partial { year: Some(if earlier { year - 1 } else { year }), month, day };
        }
        if let (Value::Partial { year: Some(year), month: p, .. }, Value::Partial { year: None, month, day }) = (a.value, b.value) {
            let earlier = p.zip(month).is_some_and(|(p, q)| p > q);
            y.value = Value::Partial { year: Some(if earlier { year + 1 } else { year }), month, day };
        }
        if let (Value::Partial { year, month: Some(m), day: None }, Value::Partial { month: None, day: Some(d), .. }) = (a.value, b.value) {
            y.value = Value::Partial { year, month: Some(m), day: Some(d) };
        }
        let (first, last) = (self.resolve(&x, &x)?, self.resolve(&y, &x)?);
        if let Some(open) = DateValue::between_open(first, last) {
            return Some(open);
        }
        let (start, first_end) = first.interval()?;
        let (_, mut end) = last.interval()?;
        if end <= start {
            if let Value::Partial { year: None, .. } = y.value {
                end = calendar::plus_months(end, 12)?;
            } else if let Value::Weekday(_) = y.value {
                end = calendar::plus_days(end, 7)?;
            }
        }
        if end < first_end {
            return None;
        }
        DateValue::from_interval(start, end)
    }

    /// "11 to 26 October", "9-12 of June", "between the third and eighth of July".
    fn open_days(&self, i: usize) -> Option<(usize, Option<DateValue>)> {
        let doc = self.n.doc;
        let (at, first) = self.day_number(i)?;
        let dash = doc.tokens.get(at)?.word.as_punct().is_some_and(|c| matches!(c, '-' | '–' | '~'));
        let joins = self.n.cue(at, "join") || self.n.word_is(at, "and");
        if !dash && !joins {
            return None;
        }
        let mut j = at + 1;
        j += usize::from(self.n.word_is(j, "the"));
        let b = self.point(j, j).filter(|b| b.start == j)?;
        let Value::Partial { year, month: Some(m), day: Some(d) } = b.value else { return None };
        if first >= d || self.n.word_is(at, "and") && !(i > 0 && (self.n.word_is(i - 1, "between") || self.n.word_is(i - 1, "the"))) {
            return None;
        }
        let a = Point { start: i, end: at, value: Value::Partial { year, month: Some(m), day: Some(first) } };
        Some((b.end, self.between(&a, &b)))
    }
}
