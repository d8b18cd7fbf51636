//! Fractions: in digits, in one character, in words.

use rust_decimal::Decimal;

use super::number::{Form, Number, Numbers};
use crate::lexicon::Class;
use crate::text::TokenKind;

impl Numbers<'_, '_> {
    pub(super) fn vulgar(&self, i: usize) -> Option<Decimal> {
        let (a, b) = match self.doc.tokens.get(i)?.word.as_punct()? {
            '½' => (1, 2),
            '⅓' => (1, 3),
            '⅔' => (2, 3),
            '¼' => (1, 4),
            '¾' => (3, 4),
            '⅕' => (1, 5),
            '⅖' => (2, 5),
            '⅗' => (3, 5),
            '⅘' => (4, 5),
            '⅙' => (1, 6),
            '⅚' => (5, 6),
            '⅛' => (1, 8),
            '⅜' => (3, 8),
            '⅝' => (5, 8),
            '⅞' => (7, 8),
            _ => return None,
        };
        Decimal::from(a).checked_div(Decimal::from(b))
    }

    /// "and a half", "½", "1/2", "and three quarters" behind a number.
    pub(super) fn fraction_behind(&self, n: &Number) -> Option<Number> {
        let at = n.end;
        let t = self.doc.tokens.get(at)?;
        if let Some(v) = self.vulgar(at) {
            return Some(Number { form: Form::Fraction, finest: -9, coarsest: -9, ..Number::words(v, at + 1) });
        }
        if t.kind == TokenKind::Number && n.form == Form::Digits {
            return self.slashed(at).filter(|f| f.value.is_some_and(|v| v < Decimal::ONE));
        }
        if !self.word_is(at, "and") && !self.doc.is_punct(at, '&') {
            return None;
        }
        let mut f = at + 1;
        let article = self.word_is(f, "a") || self.word_is(f, "an");
        f += usize::from(article);
        let (count, f) = if article {
            (Decimal::ONE, f)
        } else if let Some(c) = self.payload(f, Class::NumberWord).filter(|c| *c < Decimal::from(20)) {
            (c, self.past_hyphen(f + 1))
        } else if self.word_is(f, "half") || self.word_is(f, "quarter") {
            (Decimal::ONE, f)
        } else {
            return None;
        };
        let d = self.payload(f, Class::FractionWord).filter(|d| *d > Decimal::ONE)?;
        if !article && count == Decimal::ONE && self.doc.is(f, Class::OrdinalWord) && !self.word_is(at + 1, "one") {
            return None;
        }
        let v = count.checked_div(d)?;
        Some(Number { form: Form::Fraction, finest: -9, coarsest: -9, ..Number::words(v, f + 1) })
    }

    /// "3/4": a fraction in digits.
    pub(super) fn slashed(&self, i: usize) -> Option<Number> {
        let plain = |j: usize| {
            let t = self.doc.tokens.get(j)?;
            let w = self.doc.word(j);
            let digits = w.bytes().take_while(u8::is_ascii_digit).count();
            let right = t.kind == TokenKind::Number && digits == w.len() || t.kind == TokenKind::Mixed && digits > 0;
            (right && digits <= 4).then(|| Some((w[..digits].parse::<u32>().ok()?, t.start as usize + digits, digits < w.len())))?
        };
        let (a, _, tail) = plain(i)?;
        if tail || !self.doc.is_punct(i + 1, '/') && !self.doc.is_punct(i + 1, '⁄') || self.doc.is_punct(i + 3, '/') {
            return None;
        }
        let (b, end, tail) = plain(i + 2)?;
        // "9/11" is a name; "4/13 of a mile" a fraction all the same.
        let usual = matches!(b, 1..=10 | 12 | 16 | 20 | 32 | 64 | 100 | 1000);
        if b == 0 || !usual && !tail && self.unit(i + 3).is_none() && self.doc.tokens.len() > 3 {
            return None;
        }
        let v = Decimal::from(a).checked_div(Decimal::from(b))?;
        Some(Number {
            form: Form::Fraction,
            finest: -9,
            coarsest: -9,
            plain: false,
            suffix: tail.then_some(end),
            ..Number::words(v, i + 3)
        })
    }

    /// "two thirds", "three-quarters", "half a million", "a quarter of": a fraction in words.
    pub(super) fn fraction(&self, i: usize) -> Option<Number> {
        let (count, at) = if self.word_is(i, "a") || self.word_is(i, "an") {
            (Decimal::ONE, i + 1)
        } else if let Some(n) =
            self.compound(i, None, true, 0).filter(|n| n.is_small_word() || n.form == Form::Digits && n.plain && n.suffix.is_none())
        {
            (n.value?, self.past_wide_hyphen(n.end))
        } else {
            (Decimal::ONE, i)
        };
        let (d, at) = match self.payload(at, Class::NumberWord).filter(|t| *t >= Decimal::from(20)) {
            // "twenty-firsts"
            Some(tens) => {
                let last = self.past_hyphen(at + 1);
                (tens.checked_add(self.payload(last, Class::FractionWord).filter(|d| *d < Decimal::TEN)?)?, last)
            }
            None => (self.payload(at, Class::FractionWord).filter(|d| *d > Decimal::ONE)?, at),
        };
        // "six hundred ninety eighths": without "and" the tens belong to the denominator.
        let (mut count, mut d) = (count, d);
        let tens = count % Decimal::ONE_HUNDRED;
        if count > Decimal::ONE_HUNDRED
            && tens >= Decimal::from(20)
            && (tens % Decimal::TEN).is_zero()
            && d < Decimal::TEN
            && at >= 2
            && !self.word_is(at - 2, "and")
            && !self.doc.is_punct(at - 2, '-')
        {
            (count, d) = (count - tens, d + tens);
        }
        let bare = at == i;
        let half = d == Decimal::TWO || self.word_is(at, "quarter");
        let mut end = at + 1;
        let of = self.word_is(end, "of");
        let mut f = Number { form: Form::Fraction, plain: false, finest: -9, coarsest: -9, ..Number::words(count.checked_div(d)?, end) };
        // "half a million", "quarter million", "three fifths of a million".
        let mut m = end + usize::from(of);
        m += usize::from(self.word_is(m, "a") || self.word_is(m, "an"));
        m = self.past_hyphen(m);
        if let Some(factor) = self.magnitude(m) {
            f.finest = super::number::places(f.value);
            f.coarsest = f.finest;
            f.times(factor);
            f.coefficient = f.value;
            f.form = Form::Words;
            end = m + 1;
            f.end = end;
            return Some(f);
        }
        // An ordinal looks the same: "a third man", "one second", "the fifth of".
        let plural = !self.doc.is(at, Class::OrdinalWord);
        let article = self.word_is(i, "a") || self.word_is(i, "an");
        let right = if bare {
            self.word_is(at, "half") || half && of
        } else if article {
            // "by a third", "more than a quarter"
            let led = i.checked_sub(1).is_some_and(|b| self.word_is(b, "by") || self.word_is(b, "than") || self.doc.is(b, Class::Bound));
            half || of || led
        } else {
            true
        };
        let fits = count <= Decimal::ONE || plural || d <= Decimal::TWO || self.word_is(at, "quarter");
        (right && fits).then_some(f)
    }
}
