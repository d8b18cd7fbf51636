//! One quantity: bounds, sign, currency, number, range, unit, noun.

use rust_decimal::Decimal;

use super::FUNCTION_WORDS;
use super::bound::{self, Bounds};
use super::number::{Form, Number, Numbers};
use super::{count, literal, name};
use crate::claim::{Figure, FigureKind, Modifier, Precision};
use crate::lexicon::{Class, WordId};
use crate::mentions::ends_person;
use crate::text::{Shape, TokenKind, TokenRange};

/// A figure with what the later passes need of it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) figure: Figure,
    pub(super) tokens: TokenRange,
    /// Where the span ends inside its last token.
    pub(super) byte_end: Option<usize>,
    /// The first token of the number itself.
    pub(super) number: usize,
    pub(super) form: Form,
    /// Decimal places written.
    pub(super) places: i32,
    /// What the number written was divided by: 100 for cents.
    pub(super) divisor: Decimal,
    pub(super) equivalent_of: Option<usize>,
}

/// What a number's neighbours make of it.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) number: Number,
    /// The first token of number, sign and currency.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Option<FigureKind>,
    pub(super) unit: Option<String>,
    pub(super) assumed: bool,
    /// Whether it has a magnitude of its own.
    pub(super) scaled: bool,
    pub(super) divisor: Decimal,
    pub(super) bounds: Bounds,
}

/// Of so many persons at most the ages are listed.
const MANY: usize = 8;

pub(super) struct Reader<'n, 'd, 't> {
    pub(super) n: &'n Numbers<'d, 't>,
    pub(super) english: bool,
    pub(super) sterling: bool,
}

impl<'n, 'd, 't> Reader<'n, 'd, 't> {
    pub(super) fn new(n: &'n Numbers<'d, 't>, english: bool) -> Self {
        let sterling = n.doc.tokens.iter().any(|t| t.word.as_punct() == Some('£'));
        Self { n, english, sterling }
    }

    /// Reads the quantity whose number begins at token `i`; gives the first token after it.
    pub(super) fn read(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        if self.idiom(i) {
            return None;
        }
        let mut one = self.measured(i, floor, false)?;
        let doc = self.n.doc;
        let between = one.start.checked_sub(1).is_some_and(|b| b >= floor && self.n.word_is(b, "between"));
        let (start, mut bounds) = bound::before(doc, one.start, floor);
        if one.number.form != Form::Ordinal
            && let Some(two) = self.other_end(&one, between)
        {
            let from = usize::from(between || start > floor && self.n.word_is(start - 1, "from"));
            let end = bound::after(doc, two.end, &mut bounds);
            let sign = one.start.checked_sub(1).filter(|b| *b >= floor && !doc.at(one.start).has(Shape::SPACED));
            if let Some(b) = sign.filter(|b| (doc.is_punct(*b, '-') || doc.is_punct(*b, '−')) && doc.at(*b).has(Shape::SPACED)) {
                one.number.value = one.number.value.map(|v| -v);
                one.number.coefficient = one.number.coefficient.map(|v| -v);
                one.start = b;
            }
            let start = start.min(one.start);
            if let Some(f) = self.range(one, &two, bounds) {
                let start = start - from.min(start - floor);
                out.push(Found { tokens: start..end, ..f });
                return Some(end);
            }
            return None;
        }
        let led = one.start;
        self.led_by_unit(&mut one, floor);
        let (start, mut bounds) = if one.start < led { bound::before(doc, one.start, floor) } else { (start, bounds) };
        self.below_zero(&mut one);
        if name::is_street(doc, &one.number) {
            return Some(one.end + 1);
        }
        if name::is_compound(doc, i, &one.number) {
            return Some(one.end);
        }
        self.ratio(&mut one);
        if one.kind.is_none() && one.number.form != Form::Ordinal && name::is_name(doc, i, &one.number) {
            return Some(one.end);
        }
        self.age(&mut one, i);
        let counted = if one.kind.is_none() && self.english { self.counted(&mut one, i) } else { None };
        let mut counted = counted;
        if one.kind.is_none() && self.english {
            // "12 or more boats"
            let behind = bound::after(doc, one.end, &mut Bounds::default());
            if behind > one.end
                && let Some((_, noun)) = count::noun(doc, behind, false)
            {
                (one.kind, counted) = (Some(FigureKind::Count), Some(noun));
            }
        }
        if one.kind.is_none() && counted.is_none() && super::measured::few(&one.number) {
            return None;
        }
        if one.kind.is_none() && counted.is_none() && (self.is_no_figure(&one, i) || name::is_model(doc, i, &one.number)) {
            return None;
        }
        if !self.signed(&mut one, i, floor) {
            return Some(one.end);
        }
        // "quarrelled about one of the boats": a count, not "about one"
        let single = one.number.form == Form::Words && one.number.value == Some(Decimal::ONE) && one.kind == Some(FigureKind::Count);
        let start = if single && bounds.modifier == Some(Modifier::Approx) {
            bounds = Bounds::default();
            one.start
        } else {
            start.min(one.start)
        };
        let end = bound::after(doc, one.end, &mut bounds);
        let f = self.figure(one, counted, bounds, start..end, i);
        out.push(f);
        Some(end)
    }

    /// "another hour", "nearly a year", "for a decade", "a couple of days": a unit whose number is a word of another kind.
    pub(super) fn unit_alone(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        let doc = self.n.doc;
        let b = i.checked_sub(1).filter(|b| *b >= floor)?;
        let u = self.n.unit(i).filter(|u| u.kind == FigureKind::Duration)?;
        let (mut at, mut value) = (b, Decimal::ONE);
        let another = self.n.word_is(b, "another");
        let article = self.n.word_is(b, "a") || self.n.word_is(b, "an");
        let couple = self.n.word_is(b, "of") && b > floor && self.n.word_is(b - 1, "couple");
        if couple {
            (at, value) = (b - 1, Decimal::TWO);
            at -= usize::from(at > floor && self.n.word_is(at - 1, "a"));
        }
        let several = self.several(i, floor);
        let whole = self.whole(i, u.end, floor);
        at = several.or(whole).unwrap_or(at);
        let (start, mut bounds) = bound::before(doc, at, floor);
        let hedged = start < at && bounds.modifier.is_some();
        let lasting = at > floor && self.n.word_is(at - 1, "for");
        let counted = another || couple || several.is_some() || whole.is_some();
        if !(counted || article && (hedged || lasting)) || doc.is(i, Class::OrdinalWord) {
            return None;
        }
        let start = if another { at } else { start };
        if couple && bounds.modifier.is_none() {
            (bounds.modifier, bounds.hedged) = (Some(Modifier::Approx), true);
        }
        let mut number = Number::words(value, i);
        if several.is_some() {
            (number.form, number.value, number.range) = (Form::Vague, None, Some((Decimal::from(3), Decimal::from(9))));
        }
        number.end = i;
        let m = Measured {
            number,
            start,
            end: u.end,
            kind: Some(u.kind),
            unit: Some(u.name),
            assumed: false,
            scaled: false,
            divisor: Decimal::ONE,
            bounds: Bounds::default(),
        };
        out.push(self.figure(m, None, bounds, start..u.end, i));
        Some(u.end)
    }

    /// "in his 30s", "in their early sixties": an age of ten years.
    pub(super) fn decade_of_life(&self, i: usize, floor: usize, out: &mut Vec<Found>) -> Option<usize> {
        let doc = self.n.doc;
        let t = doc.tokens.get(i)?;
        let text = if t.is_word() { doc.lexicon.payload(t.word, Class::Decade) } else { doc.word(i).strip_suffix('s')? };
        let low = text.parse::<u32>().ok().filter(|n| text.len() == 2 && (20..100).contains(n) && n.is_multiple_of(10))?;
        let mut at = i.checked_sub(1)?;
        at = at.checked_sub(usize::from(doc.is_punct(at, '-')))?;
        at = at.checked_sub(usize::from(doc.is(at, Class::DatePart)))?;
        let led = at > floor && doc.is(at, Class::PossessivePronoun) && self.n.word_is(at - 1, "in");
        let mut number = Number::words(Decimal::from(low), i + 1);
        (number.value, number.range) = (None, Some((Decimal::from(low), Decimal::from(low + 9))));
        let m = Measured {
            number,
            start: i,
            end: i + 1,
            kind: Some(FigureKind::Duration),
            unit: Some("year".to_owned()),
            assumed: false,
            scaled: false,
            divisor: Decimal::ONE,
            bounds: Bounds::default(),
        };
        if !led {
            return None;
        }
        out.push(self.figure(m, None, Bounds::default(), at + 1..i + 1, i));
        Some(i + 1)
    }

    /// "a few minutes", "several weeks", "for some days": where the words before the unit at `i` begin.
    fn several(&self, i: usize, floor: usize) -> Option<usize> {
        let b = i.checked_sub(1).filter(|b| *b >= floor && self.n.doc.word(i).ends_with('s'))?;
        let before = b.checked_sub(1).filter(|a| *a >= floor);
        if self.n.word_is(b, "several") || self.n.word_is(b, "some") && before.is_some_and(|a| self.n.word_is(a, "for")) {
            return Some(b);
        }
        before.filter(|a| self.n.word_is(b, "few") && self.n.word_is(*a, "a"))
    }

    /// "a whole day", "all year", "full-week": where the words before the unit at `i` begin.
    fn whole(&self, i: usize, end: usize, floor: usize) -> Option<usize> {
        let doc = self.n.doc;
        let hyphen = doc.is_punct(i.checked_sub(1)?, '-');
        let b = i.checked_sub(1 + usize::from(hyphen)).filter(|b| *b >= floor)?;
        let free = doc.tokens.get(end).is_none_or(|t| t.word.as_punct().is_some() || t.classes.meets(FUNCTION_WORDS));
        if doc.word(i).ends_with('s') || !free || self.n.word_is(end, "of") || hyphen && doc.is_punct(end, '-') {
            return None;
        }
        if self.n.word_is(b, "all") {
            return (!hyphen).then_some(b);
        }
        let said = ["whole", "full", "entire"].iter().any(|w| self.n.word_is(b, w));
        let article = b.checked_sub(1).is_some_and(|a| a >= floor && (self.n.word_is(a, "a") || self.n.word_is(a, "an")));
        (said && (article || hyphen || !self.n.word_is(b, "full"))).then(|| b - usize::from(article))
    }

    pub(super) fn idiom(&self, i: usize) -> bool {
        (i.saturating_sub(3)..=i)
            .any(|at| self.n.doc.lexicon.phrase(&self.n.doc.tokens, at, Class::NoFigure).is_some_and(|(len, _)| at + len > i))
    }

    /// "aged 12", "who was 10", ", 65,": an age without its unit.
    pub(super) fn age(&self, m: &mut Measured, i: usize) {
        let doc = self.n.doc;
        if m.kind.is_some() || m.scaled || !m.number.plain || m.number.value.is_none_or(|v| v > Decimal::from(120) || v < Decimal::ONE) {
            return;
        }
        let Some(b) = m.start.checked_sub(1) else { return };
        let closes = |j: usize| {
            doc.tokens.get(j).is_none_or(|t| t.word.as_punct().is_some_and(|c| matches!(c, ',' | '.' | ';' | ')' | '—' | '–' | '”' | '"')))
        };
        let aged = doc.is(b, Class::AgeWord) || self.n.word_is(b, "of") && b > 0 && self.n.word_is(b - 1, "age");
        let apposition = doc.is_punct(b, ',')
            && closes(m.end)
            && m.number.form == Form::Digits
            && m.number.whole_digits < 3
            && b > 0
            && doc.at(b - 1).is_word()
            && (doc.at(b - 1).is_capital() || doc.is(b - 1, Class::PersonNoun) && !doc.word(b - 1).ends_with('s'))
            && !doc.is(b - 1, Class::Month)
            && !doc.is(b - 1, Class::Weekday);
        let person = |j: usize| {
            let p = doc.lexicon.payload(doc.at(j).word, Class::Pronoun);
            matches!(p, "3ms" | "3fs" | "1s") || self.n.word_is(j, "who")
        };
        let mut v = b;
        if doc.is(v, Class::Bound) || doc.is(v, Class::Adverb) || self.n.word_is(v, "be") {
            v = v.saturating_sub(1);
        }
        let turned = self.n.word_is(v, "turned") || self.n.word_is(v, "turns");
        let is = (doc.is(v, Class::Auxiliary) && doc.lexicon.payload(doc.at(v).word, Class::Auxiliary) == "be"
            || doc.is(v, Class::Modal)
            || turned)
            && v > 0
            && person(v - 1);
        let free = closes(m.end) || doc.at(m.end).classes.meets(FUNCTION_WORDS) && !self.n.word_is(m.end, "of");
        // "Jan Holm (44)": a party or a club has other numbers behind its name.
        let digits = m.number.form == Form::Digits && m.number.whole_digits == 2;
        let bracketed = digits && doc.is_punct(b, '(') && doc.is_punct(m.end, ')') && ends_person(doc, b);
        let then = (self.n.word_is(b, "then") || self.n.word_is(b, "now")) && b > 0 && doc.is_punct(b - 1, ',') && closes(m.end);
        // "the suspects, 26 and 31, were held"
        let persons = |w: WordId| {
            doc.lexicon.is(w, Class::PersonNoun)
                || doc.lexicon.is(doc.lexicon.word(doc.lexicon.payload(w, Class::Plural)), Class::PersonNoun)
        };
        let each = doc.is_punct(b, ',') && digits && b > 0 && doc.is(b - 1, Class::Plural) && persons(doc.at(b - 1).word);
        let list = each && self.list_end(m.end).is_some_and(closes);
        if aged || apposition || list || bracketed || then || is && free && doc.at(i).kind != TokenKind::Punct {
            m.kind = Some(FigureKind::Duration);
            m.unit = Some("year".to_owned());
        }
    }

    /// Where ", 41 and 52" from token `i` on ends; none where no "and" joins two numbers of two digits.
    fn list_end(&self, i: usize) -> Option<usize> {
        let doc = self.n.doc;
        let number = |j: usize| doc.tokens.get(j).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start == 2);
        let commas = (i..).step_by(2).take(MANY).take_while(|j| doc.is_punct(*j, ',') && number(*j + 1)).count();
        let and = i + 2 * commas;
        (self.n.word_is(and, "and") && number(and + 1)).then_some(and + 2)
    }

    /// The noun counted.
    pub(super) fn counted(&self, m: &mut Measured, i: usize) -> Option<String> {
        let doc = self.n.doc;
        if m.number.form == Form::Fraction {
            return None;
        }
        let one = m.number.value == Some(Decimal::ONE) && !m.scaled;
        if self.n.word_is(m.end, "who") {
            m.kind = Some(FigureKind::Count);
            return Some("person".to_owned());
        }
        if one && m.number.form == Form::Words && !self.counts_one(m, i) {
            return None;
        }
        let (_, noun) = count::noun(doc, m.end, one)?;
        m.kind = Some(FigureKind::Count);
        Some(noun)
    }

    /// Whether "one" counts, and is no pronoun.
    pub(super) fn counts_one(&self, m: &Measured, i: usize) -> bool {
        let doc = self.n.doc;
        let before = i.checked_sub(1);
        if doc.at(i).has(Shape::POSSESSIVE) {
            return false;
        }
        let determined = before.is_some_and(|b| {
            doc.is(b, Class::Determiner)
                || doc.is(b, Class::Shift)
                || doc.is(b, Class::OrdinalWord)
                || doc.is(b, Class::Adjective) && !doc.is_punct(b, ',')
        });
        !determined && doc.tokens.get(m.end).is_some_and(|t| t.word.as_punct().is_none_or(|c| c == '-'))
    }

    /// Whether it is the pronoun "one", which counts nothing here.
    pub(super) fn is_no_figure(&self, m: &Measured, i: usize) -> bool {
        let doc = self.n.doc;
        let one = m.number.form == Form::Words && m.number.value == Some(Decimal::ONE) && !m.scaled && m.number.end == i + 1;
        // "wounding three, one fatally"
        let behind = |b: usize| doc.at(b).word.as_punct().is_some() || doc.is(b, Class::Conjunction);
        let how = count::tells_how(doc, i + 1) && i.checked_sub(1).is_some_and(behind);
        let signed = i.checked_sub(1).is_some_and(|b| self.n.word_is(b, "minus") || self.n.word_is(b, "negative"));
        one && doc.tokens.len() > 1 && !signed && !how
    }

    /// Takes the sign before the number. False where a hyphen shows that it is no number.
    pub(super) fn signed(&self, m: &mut Measured, i: usize, floor: usize) -> bool {
        let doc = self.n.doc;
        let negate = |m: &mut Measured, start: usize| {
            m.number.value = m.number.value.map(|v| -v);
            m.start = start;
        };
        let Some(b) = m.start.checked_sub(1).filter(|b| *b >= floor) else { return true };
        let minus = |c: char| matches!(c, '-' | '−' | '–');
        if doc.at(b).word.as_punct().is_some_and(minus) {
            let adjacent = !doc.at(m.start).has(Shape::SPACED);
            let free = doc.at(b).has(Shape::SPACED) || b == 0 || doc.at(b - 1).word.as_punct().is_some();
            let code = m.kind.is_none() && b > 0 && doc.at(b - 1).has(Shape::ALL_CAPS);
            if adjacent && code {
                return false;
            }
            if adjacent && free || b == 0 && doc.tokens.len() < 8 {
                negate(m, b);
                return true;
            }
            if adjacent && b > floor && (self.n.word_is(b - 1, "minus") || self.n.word_is(b - 1, "negative")) {
                negate(m, b - 1);
                return true;
            }
            if adjacent && b > floor && self.n.word_is(b - 1, "sub") {
                m.bounds.modifier = Some(Modifier::LessThan);
                m.start = b - 1;
                return true;
            }
        }
        if self.n.word_is(b, "minus") || self.n.word_is(b, "negative") {
            negate(m, b);
        }
        // "$-37.6bn"
        if m.start < i && doc.at(i - 1).word.as_punct().is_some_and(minus) && m.kind == Some(FigureKind::Money) {
            let start = m.start;
            negate(m, start);
        }
        true
    }

    pub(super) fn figure(&self, m: Measured, counted: Option<String>, bounds: Bounds, tokens: TokenRange, i: usize) -> Found {
        let n = m.number;
        let value = n.value.map(|v| v.normalize());
        let modifier = m.bounds.modifier.or(bounds.modifier).or((n.form == Form::Vague).then_some(Modifier::Approx));
        let (mut low, mut high) = n.range.map_or((None, None), |(a, b)| (Some(a.normalize()), Some(b.normalize())));
        match modifier {
            Some(Modifier::LessThan | Modifier::AtMost) if value.is_some() => high = value,
            Some(Modifier::MoreThan | Modifier::AtLeast) if value.is_some() => low = value,
            _ => {}
        }
        let overflow = value.is_none() && n.range.is_none();
        let figure = Figure {
            kind: m.kind.unwrap_or(FigureKind::Number),
            value,
            low,
            high,
            unit: m.unit.or(counted),
            unit_assumed: m.assumed,
            modifier,
            hedged: bounds.hedged,
            reported: bounds.reported,
            precision: if overflow { None } else { precision(n.finest, n.coarsest, n.form) },
            without_value: overflow.then(|| "more than 28 digits".to_owned()),
            ..Figure::default()
        };
        Found {
            figure,
            tokens,
            byte_end: None,
            number: i,
            form: n.form,
            places: n.finest + m_places(m.divisor),
            divisor: m.divisor,
            equivalent_of: None,
        }
    }
}

/// The decimal places that a subunit took.
fn m_places(divisor: Decimal) -> i32 {
    divisor.to_string().len() as i32 - 1
}

pub(super) fn precision(finest: i32, coarsest: i32, form: Form) -> Option<Precision> {
    if matches!(form, Form::Fraction | Form::Ordinal) {
        return None;
    }
    Some(Precision { finest: literal::power(finest)?, coarsest: literal::power(coarsest.max(finest))? })
}
