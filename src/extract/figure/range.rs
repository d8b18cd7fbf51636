//! Ranges and ratios: a number's other end.

use rust_decimal::Decimal;

use super::bound::Bounds;
use super::count;
use super::name::is_tally;
use super::number::Form;
use super::quantity::{Found, Measured, Reader, precision};
use crate::claim::{Figure, FigureKind, Modifier};
use crate::lexicon::Class;
use crate::text::{Shape, TokenKind};

impl Reader<'_, '_, '_> {
    /// The other end of a range: "to 15 billion", "-20", "and 17kHz" after "between".
    pub(super) fn other_end(&self, one: &Measured, between: bool) -> Option<Measured> {
        let doc = self.n.doc;
        let at = one.end;
        let t = doc.tokens.get(at)?;
        let dash = t.word.as_punct().is_some_and(|c| matches!(c, '-' | '–' | '—' | '~' | '‑'));
        let words = self.n.word_is(at, "to") || between && (self.n.word_is(at, "and") || self.n.word_is(at, "to"));
        let slash = doc.is_punct(at, '/') && one.kind == Some(FigureKind::Money);
        if !dash && !words && !slash {
            return None;
        }
        let mut j = at + 1;
        let hyphened = dash && !t.has(Shape::SPACED);
        // "0-to-35 knots"
        let spelt = hyphened && self.n.word_is(j, "to") && doc.is_punct(j + 1, '-');
        if spelt {
            j += 2;
        }
        // A dash with a blank on one side only is a sign or a bullet.
        if dash && t.has(Shape::SPACED) != doc.tokens.get(j).is_some_and(|n| n.has(Shape::SPACED)) {
            return None;
        }
        j += usize::from(self.n.doc.is(j, Class::Bound));
        // Currency signs before the second number.
        let mut k = j;
        while k < j + 3
            && doc.tokens.get(k).is_some_and(|t| {
                t.word.as_punct().is_some_and(|c| super::money::sign(c).is_some())
                    || doc.is(k, Class::DollarPrefix) && doc.is_punct(k + 1, '$')
            })
        {
            k += 1;
        }
        // "-10C to -5C"
        let negative = k == j && words && (doc.is_punct(k, '-') || doc.is_punct(k, '−')) && !doc.at(k + 1).has(Shape::SPACED);
        let k = k + usize::from(negative);
        let t = doc.tokens.get(k)?;
        if !matches!(t.kind, TokenKind::Number | TokenKind::Mixed | TokenKind::Word) && !doc.is_punct(k, '.') {
            return None;
        }
        if t.is_word() && !doc.is(k, Class::NumberWord) && !self.n.word_is(k, "a") {
            return None;
        }
        let k = k + usize::from(self.n.word_is(k, "a"));
        let mut two = self.measured(k, if negative { k } else { j.min(k) }, true)?;
        if negative {
            two.number.value = two.number.value.map(|v| -v);
            two.number.coefficient = two.number.coefficient.map(|v| -v);
        }
        if two.number.form == Form::Ordinal || two.number.form == Form::Vague || one.number.form == Form::Vague {
            return None;
        }
        let (a, b) = (one.number.value?, two.number.value?);
        let from = one.start.checked_sub(1).is_some_and(|b| self.n.word_is(b, "from"));
        if spelt && two.kind.is_none() {
            return None;
        }
        if one.kind == Some(FigureKind::Money) && two.kind == one.kind && !one.assumed && !two.assumed && one.unit != two.unit {
            return None;
        }
        let same = match (one.kind, two.kind) {
            (Some(x), Some(y)) => {
                let widened = one.unit.as_deref().zip(two.unit.as_deref()).is_some_and(|(u, v)| v.starts_with(u));
                x == y && (x != FigureKind::Quantity || one.unit == two.unit || widened)
            }
            (None, Some(_)) => true,
            (Some(x), None) => {
                words && x != FigureKind::Duration && (between || from)
                    || slash
                    || dash && matches!(x, FigureKind::Percent | FigureKind::Money)
            }
            (None, None) => true,
        };
        if !same {
            return None;
        }
        if words && !between && !from && one.kind.is_some() && two.kind.is_some() {
            let points = |m: &Measured| m.end > 0 && doc.is(m.end - 1, Class::PointNoun);
            let money = one.kind == Some(FigureKind::Money) && one.unit.is_some() && doc.at(j).word.as_punct().is_some();
            if points(one) && !points(&two) || money && self.moved(one.start) {
                return None;
            }
        }
        if words && !between && one.kind.is_none() && two.kind.is_none() && !from && a >= b {
            return None;
        }
        if dash && one.kind.is_none() {
            // "2-1", "555-0143": a score or a code.
            let both = two.kind.is_some() || two.scaled || a >= Decimal::ONE_HUNDRED || one.scaled;
            let counted = both || self.aged(one.start) || count::noun(doc, two.end, false).is_some();
            let code = two.kind.is_none() && one.number.whole_digits == 3 && two.number.whole_digits == 4 && one.number.plain;
            if !counted || a >= b || code || doc.is_punct(two.end, '-') || one.start > 0 && doc.is_punct(one.start - 1, '-') {
                return None;
            }
            if doc.tokens.get(one.start).is_some_and(|t| !t.has(Shape::SPACED)) && one.start > 0 && doc.at(one.start - 1).is_word() {
                return None;
            }
        }
        Some(two)
    }

    /// "aged 18-24", "ages between 18 and 24": whether the numbers from token `i` on are ages.
    fn aged(&self, i: usize) -> bool {
        let Some(b) = i.checked_sub(1) else { return false };
        let b = b - usize::from(b > 0 && (self.n.word_is(b, "between") || self.n.word_is(b, "from")));
        self.n.doc.is(b, Class::AgeWord)
    }

    pub(super) fn range(&self, one: Measured, two: &Measured, bounds: Bounds) -> Option<Found> {
        let doc = self.n.doc;
        let mut first = one.number;
        let (a, b) = (first.coefficient?, two.number.coefficient?);
        if !one.scaled && two.scaled && a <= b {
            first.times(two.number.scale);
        }
        let (mut low, mut high) = (first.value?, two.number.value?);
        if one.kind.is_none() && two.unit.is_some() && two.number.scale == Decimal::ONE && two.number.value != two.number.coefficient {
            // The unit's divisor (cents) holds for both.
            if let (Some(v), Some(c)) = (two.number.value, two.number.coefficient)
                && let Some(factor) = v.checked_div(c)
            {
                low = low.checked_mul(factor)?;
            }
        }
        if low > high {
            std::mem::swap(&mut low, &mut high);
        }
        let mut end = two.end;
        let kind = two.kind.or(one.kind);
        let mut unit = match (&one.unit, &two.unit) {
            (Some(a), Some(b)) if a.contains('/') && !b.contains('/') => Some(a.clone()),
            (Some(a), Some(_)) if one.kind == Some(FigureKind::Money) && two.assumed && !one.assumed => Some(a.clone()),
            (a, b) => b.clone().or_else(|| a.clone()),
        };
        let mut kind = kind;
        if kind.is_none() && self.aged(one.start) {
            kind = Some(FigureKind::Duration);
            unit = Some("year".to_owned());
        }
        if kind.is_none()
            && self.english
            && let Some((_, noun)) = count::noun(doc, end, false)
        {
            unit = Some(noun);
            kind = Some(FigureKind::Count);
        }
        end = end.max(one.end);
        let figure = Figure {
            kind: kind.unwrap_or(FigureKind::Number),
            low: Some(low.normalize()),
            high: Some(high.normalize()),
            unit,
            unit_assumed: two.assumed && (one.assumed || one.kind.is_none()),
            modifier: bounds.modifier.filter(|m| *m == Modifier::Approx),
            hedged: bounds.hedged,
            reported: bounds.reported,
            precision: precision(first.finest.min(two.number.finest), first.coarsest.min(two.number.coarsest), first.form),
            ..Figure::default()
        };
        Some(Found {
            figure,
            tokens: one.start..end,
            byte_end: None,
            number: one.start,
            form: first.form,
            places: two.number.finest,
            divisor: Decimal::ONE,
            equivalent_of: None,
        })
    }

    /// Whether a change ends before `i`: "rose $2 to $45", "by $2 to $45".
    fn moved(&self, i: usize) -> bool {
        let doc = self.n.doc;
        let Some(b) = i.checked_sub(1) else { return false };
        let word = doc.at(b).word;
        let lemma = [Class::VerbPast, Class::VerbBase, Class::VerbS, Class::VerbIng]
            .into_iter()
            .map(|class| doc.lexicon.payload(word, class))
            .find(|lemma| !lemma.is_empty())
            .unwrap_or_else(|| doc.word(b));
        !doc.lexicon.payload(doc.lexicon.word(lemma), Class::Level).is_empty() || doc.is(b, Class::Direction) || self.n.word_is(b, "by")
    }

    /// "one in five", "two out of three", "3-to-1".
    pub(super) fn ratio(&self, m: &mut Measured) {
        if m.kind.is_some() || m.scaled || !matches!(m.number.form, Form::Words | Form::Digits) {
            return;
        }
        let out_of = self.n.word_is(m.end, "out") && self.n.word_is(m.end + 1, "of");
        let dash = |i: usize| self.n.doc.is_punct(i, '-') && self.n.adjacent(i) && self.n.adjacent(i + 1);
        let odds = dash(m.end) && self.n.word_is(m.end + 1, "to") && dash(m.end + 2);
        let at = m.end + if odds { 3 } else { 1 + usize::from(out_of) };
        let over = self.n.word_is(m.end, "over") && m.number.form == Form::Words && m.start == m.number.end - 1;
        let one_in = self.n.word_is(m.end, "in") && m.number.value == Some(Decimal::ONE);
        if !(out_of || over || one_in || odds && !is_tally(self.n.doc, m.end)) {
            return;
        }
        let every = usize::from(self.n.word_is(at, "every"));
        let Some(n) = self.n.cardinal(at + every, true).filter(|n| n.suffix.is_none()) else { return };
        let (Some(a), Some(b)) = (m.number.value, n.value) else { return };
        if (a < b || odds && a > b)
            && !b.is_zero()
            && b < Decimal::from(100_000_000)
            && self.n.unit(n.end).is_none()
            && self.n.money_behind(n.end).is_none()
        {
            m.number.value = a.checked_div(b);
            m.number.form = Form::Fraction;
            (m.number.finest, m.number.coarsest) = (-9, -9);
            m.end = n.end;
            m.number.end = n.end;
        }
    }
}
