//! Numbers: equality, rounding, bounds, conversion, and what may explain a difference.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Asked, Comparison, Rates, family};
use crate::claim::{Figure, FigureKind, Modifier, Precision};
use crate::grade::Grade;

/// What a figure says of its quantity.
struct Stated {
    /// The number, where it is one.
    point: Option<Decimal>,
    /// The ends of what it allows; open where there is none.
    low: Option<Decimal>,
    high: Option<Decimal>,
    /// The place values of its last digit.
    precision: Precision,
    hedged: bool,
}

impl Stated {
    fn of(figure: &Figure) -> Option<Self> {
        let precision = figure.precision.unwrap_or(Precision { finest: Decimal::ONE, coarsest: Decimal::ONE });
        let (point, low, high) = match figure.modifier {
            Some(Modifier::LessThan | Modifier::AtMost) => (None, figure.low, figure.high.or(figure.value)),
            Some(Modifier::MoreThan | Modifier::AtLeast) => (None, figure.low.or(figure.value), figure.high),
            Some(Modifier::Approx) | None => (figure.value, figure.low.or(figure.value), figure.high.or(figure.value)),
        };
        (point.is_some() || low.is_some() || high.is_some()).then_some(Self { point, low, high, precision, hedged: figure.hedged })
    }

    fn scaled(mut self, convert: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let each = |x: Option<Decimal>| x.map_or(Some(None), |x| convert(x).map(Some));
        self.point = each(self.point)?;
        self.low = each(self.low)?;
        self.high = each(self.high)?;
        self.precision = Precision { finest: convert(self.precision.finest)?, coarsest: convert(self.precision.coarsest)? };
        Some(self)
    }
}

/// Relative difference up to which a measure in another unit counts as the same, in percent: writers round what they convert.
const UNIT_WITHIN: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

pub(super) fn compare(a: &Figure, b: &Figure, rates: &Rates, asked: Asked) -> Option<Comparison> {
    if family(a) != family(b) {
        return None;
    }
    if (a.kind == FigureKind::Percent) != (b.kind == FigureKind::Percent) {
        return share(a, b, asked);
    }
    if a.kind == FigureKind::Money && a.unit != b.unit {
        return converted(a, b, rates, asked);
    }
    let (mut x, mut y) = (Stated::of(a)?, Stated::of(b)?);
    if matches!(a.kind, FigureKind::Quantity | FigureKind::Duration) && a.unit != b.unit {
        let (from, to) = (a.unit.as_deref()?, b.unit.as_deref()?);
        let (ka, kb) = (super::unit::base(from)?, super::unit::base(to)?);
        if ka.0 != kb.0 {
            return None;
        }
        x = x.scaled(|v| v.checked_mul(ka.1))?;
        y = y.scaled(|v| v.checked_mul(kb.1))?;
        if let (Some(p), Some(q)) = (x.point, y.point)
            && within(p, q, UNIT_WITHIN)
        {
            return Some(asked.answer(Grade::Converted, "unit", || format!("{} is {} in another unit", a.text, b.text)));
        }
    }
    Some(match (x.point, y.point) {
        (Some(p), Some(q)) => points(a, b, (&x, p), (&y, q), asked),
        _ => return bounds(a, b, &x, &y, asked),
    })
}

fn within(p: Decimal, q: Decimal, percent: Decimal) -> bool {
    let larger = p.abs().max(q.abs());
    let allowed = larger.checked_mul(percent).and_then(|x| x.checked_div(Decimal::ONE_HUNDRED));
    p.checked_sub(q).zip(allowed).is_some_and(|(d, allowed)| d.abs() <= allowed)
}

/// So many points of a hundred a fraction in words may be off, "half" of 46 to 54, and no more than a tenth of it.
const ROUND_SHARE: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// A fraction against a percentage.
fn share(a: &Figure, b: &Figure, asked: Asked) -> Option<Comparison> {
    let (fraction, percent) = if a.kind == FigureKind::Percent { (b, a) } else { (a, b) };
    let x = Stated::of(fraction)?.scaled(|v| v.checked_mul(Decimal::ONE_HUNDRED))?;
    let y = Stated::of(percent)?;
    let (Some(p), Some(q)) = (x.point, y.point) else { return bounds(fraction, percent, &x, &y, asked) };
    let apart = p.checked_sub(q)?.abs();
    let text = || {
        let (share, apart) = (p.round_dp(1).normalize(), apart.round_dp(1).normalize());
        format!("{} is {share} percent, {apart} points from {}", fraction.text, percent.text)
    };
    Some(if apart.is_zero() {
        asked.answer(Grade::Converted, "share", || format!("{} is {} as a share", percent.text, fraction.text))
    } else if apart <= ROUND_SHARE && apart.checked_mul(Decimal::TEN).is_some_and(|a| a <= p.abs()) {
        asked.answer(Grade::Rounding, "share", text)
    } else {
        asked.answer(Grade::Discrepant, "share", text)
    })
}

fn converted(a: &Figure, b: &Figure, rates: &Rates, asked: Asked) -> Option<Comparison> {
    let (from, to) = (a.unit.as_deref()?, b.unit.as_deref()?);
    let x = Stated::of(a)?.scaled(|v| rates.convert(v, from, to))?;
    let y = Stated::of(b)?;
    let (Some(p), Some(q)) = (x.point, y.point) else { return bounds(a, b, &x, &y, asked) };
    // Each side is known to half its last digit.
    let slack = x.precision.finest.max(y.precision.finest).checked_div(Decimal::TWO)?;
    let near = p.checked_sub(q)?.abs() <= slack || within(p, q, rates.within(from, to));
    let text = || format!("{} {} comes to {} {to}", rates.source(from, to), a.text, p.round_dp(0).normalize());
    Some(if near {
        asked.answer(Grade::Converted, "conversion", text)
    } else {
        asked.answer(Grade::Discrepant, "conversion", || format!("{}, not {}", text(), b.text))
    })
}

fn round_to(value: Decimal, place: Decimal) -> Option<Decimal> {
    let digits = value.checked_div(place)?;
    digits.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).checked_mul(place)
}

fn points(a: &Figure, b: &Figure, (x, p): (&Stated, Decimal), (y, q): (&Stated, Decimal), asked: Asked) -> Comparison {
    if p == q {
        return asked.answer(Grade::Same, "equal", || format!("both say {}", a.text));
    }
    // The coarser statement is the one that may be the other, rounded.
    let a_coarser = (x.precision.finest, x.precision.coarsest) > (y.precision.finest, y.precision.coarsest);
    let (coarse, rounded, coarse_text, exact, exact_text) =
        if a_coarser { (x, p, &a.text, q, &b.text) } else { (y, q, &b.text, p, &a.text) };
    let other = if a_coarser { y } else { x };
    let at = |place: Decimal| round_to(exact, place) == Some(rounded);
    let hedged = coarse.hedged || other.hedged;
    let sure = coarse.precision.finest > other.precision.finest && at(coarse.precision.finest);
    if sure && (hedged || coarse.precision.finest == coarse.precision.coarsest) {
        return asked.answer(Grade::Rounding, "rounding", || format!("{exact_text} rounds to {coarse_text}"));
    }
    if asked == Asked::Grade && !hedged {
        return asked.answer(Grade::Discrepant, "difference", String::new);
    }
    let places = [coarse.precision.coarsest, coarse.precision.finest, other.precision.coarsest.max(coarse.precision.coarsest)];
    let rounds = places.into_iter().any(at);
    if rounds && hedged {
        return asked.answer(Grade::Rounding, "rounding", || format!("{exact_text} rounds to {coarse_text}, and one side is hedged"));
    }
    let mut result = asked.answer(Grade::Discrepant, "difference", || format!("{} against {}: {}", a.text, b.text, apart(p, q)));
    if asked == Asked::Grade {
        return result;
    }
    // Nobody rounds eleven people to ten without a word.
    let fewer = |p: Decimal, q: Decimal| {
        p.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
            < q.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
    };
    if rounds && exact.abs() >= Decimal::ONE_HUNDRED && fewer(rounded, exact) {
        let digits = significant(rounded, coarse.precision.coarsest);
        let text = || format!("rounding may account for it: {coarse_text} is {exact_text} at {digits}, and neither side says so");
        result = asked.and(result, "rounding", text);
    } else if truncated(exact, coarse.precision.finest) == Some(rounded) {
        let text = || format!("cutting digits off may account for it: {exact_text} begins like {coarse_text}");
        result = asked.and(result, "truncation", text);
    }
    if let Some((rule, text)) = slip(p, q) {
        result = asked.and(result, rule, || text);
    }
    result
}

/// How far two numbers lie apart, and what share of the larger that is; empty where it cannot be told.
fn apart(p: Decimal, q: Decimal) -> String {
    p.checked_sub(q).map_or_else(String::new, |d| {
        let larger = p.abs().max(q.abs());
        let share =
            d.abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|d| d.checked_div(larger)).map(|s| s.round_sf(2).unwrap_or(s).normalize());
        share.map_or_else(String::new, |s| format!("{} apart, {s}% of the larger", grouped(d.abs())))
    })
}

fn significant(value: Decimal, place: Decimal) -> String {
    let digits = value.checked_div(place).map_or(1, |d| d.abs().trunc().to_string().len());
    if digits == 1 { "one significant digit".into() } else { format!("{digits} significant digits") }
}

fn truncated(value: Decimal, place: Decimal) -> Option<Decimal> {
    value.checked_div(place)?.trunc().checked_mul(place)
}

/// A number with its thousands parted, for people.
fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// By how much a slip of magnitude turns the less of two numbers into the greater.
pub(crate) fn magnitude_slip(small: Decimal, large: Decimal) -> Option<(u32, &'static str)> {
    let slips = [(1_000, "thousand"), (1_000_000, "million"), (10, "ten")];
    slips.into_iter().find(|(factor, _)| !small.is_zero() && small.checked_mul(Decimal::from(*factor)) == Some(large))
}

/// A slip of the pen that turns one number into the other.
fn slip(p: Decimal, q: Decimal) -> Option<(&'static str, String)> {
    let (small, large) = if p.abs() < q.abs() { (p, q) } else { (q, p) };
    if let Some((_, name)) = magnitude_slip(small, large) {
        return Some(("magnitude_slip", format!("one is {name} times the other: a slip of magnitude may account for it")));
    }
    let (s, l) = (small.normalize().to_string(), large.normalize().to_string());
    if s.len() != l.len() || s.len() < 3 {
        return None;
    }
    let differ: Vec<usize> = s.bytes().zip(l.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(i, _)| i).collect();
    let (s, l) = (s.as_bytes(), l.as_bytes());
    match differ.as_slice() {
        [_] => Some(("digit_slip", "they differ in one digit".into())),
        [i, j] if *j == i + 1 && s[*i] == l[*j] && s[*j] == l[*i] => Some(("swapped_digits", "two neighbouring digits are swapped".into())),
        _ => None,
    }
}

/// At least one side is a bound or range. A vague plural ("dozens") says too little to be contradicted:
/// where it leaves no room for the other, the two are not compared.
fn bounds(a: &Figure, b: &Figure, x: &Stated, y: &Stated, asked: Asked) -> Option<Comparison> {
    // A hedge lets a point stand for its rounding interval.
    let ends = |s: &Stated| {
        let slack = if s.hedged && s.point.is_some() { s.precision.coarsest.checked_div(Decimal::TWO) } else { None }.unwrap_or_default();
        (s.low.and_then(|v| v.checked_sub(slack)), s.high.and_then(|v| v.checked_add(slack)))
    };
    let ((xl, xh), (yl, yh)) = (ends(x), ends(y));
    let below = |high: Option<Decimal>, low: Option<Decimal>| high.zip(low).is_some_and(|(h, l)| h < l);
    let vague = |f: &Figure, s: &Stated| s.point.is_none() && f.modifier == Some(Modifier::Approx);
    if below(xh, yl) || below(yh, xl) {
        let text = || format!("{} leaves no room for {}", a.text, b.text);
        return (!vague(a, x) && !vague(b, y)).then(|| asked.answer(Grade::Discrepant, "bound", text));
    }
    if x.point.is_none() && y.point.is_none() && (x.low, x.high) == (y.low, y.high) {
        return Some(asked.answer(Grade::Same, "equal", || format!("both say {}", a.text)));
    }
    // "up to 20 years", "up to 30 years": two statements of one limit.
    let limit = |f: &Figure| f.modifier == Some(Modifier::AtMost) && !f.hedged;
    if limit(a) && limit(b) && x.high.zip(y.high).is_some_and(|(p, q)| !within(p, q, UNIT_WITHIN)) {
        return Some(asked.answer(Grade::Discrepant, "limit", || format!("{} against {}: two limits", a.text, b.text)));
    }
    // It is the bound that leaves room.
    let (room, held) = if x.point.is_some() && y.point.is_none() { (b, a) } else { (a, b) };
    Some(asked.answer(Grade::Bound, "bound", || format!("{} leaves room for {}", room.text, held.text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, value: &str, finest: &str, coarsest: &str, hedged: bool) -> Figure {
        let d = |s: &str| s.parse().unwrap();
        Figure {
            text: text.into(),
            kind: FigureKind::Money,
            unit: Some("GBP".into()),
            value: Some(d(value)),
            precision: Some(Precision { finest: d(finest), coarsest: d(coarsest) }),
            hedged,
            ..Figure::default()
        }
    }

    #[test]
    fn rounding_needs_a_word_or_digits_that_leave_no_doubt() {
        let rates = Rates::new();
        let exact = figure("£412 million", "412000000", "1000000", "1000000", false);
        let bare = figure("£400 million", "400000000", "1000000", "100000000", false);
        let about = figure("about £400 million", "400000000", "1000000", "100000000", true);
        let fine = figure("£411,870,233", "411870233", "1", "1", false);
        let grade = |a, b| compare(a, b, &rates, Asked::Reasons).map(|c| (c.grade, c.reasons.iter().any(|r| r.rule == "rounding")));
        assert_eq!(grade(&exact, &bare), Some((Grade::Discrepant, true)));
        assert_eq!(grade(&exact, &about), Some((Grade::Rounding, true)));
        assert_eq!(grade(&exact, &fine), Some((Grade::Rounding, true)));
        assert_eq!(grade(&fine, &fine), Some((Grade::Same, false)));
    }

    #[test]
    fn slips_are_named() {
        let d = |s: &str| s.parse().unwrap();
        for (p, q, rule) in [("1324", "1234", "swapped_digits"), ("1334", "1234", "digit_slip"), ("5000", "5", "magnitude_slip")] {
            assert_eq!(slip(d(p), d(q)).map(|s| s.0), Some(rule));
        }
        assert_eq!(slip(d("14"), d("15")), None);
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(grouped("15000000.50".parse().unwrap()), "15,000,000.5");
        assert_eq!(grouped("150".parse().unwrap()), "150");
    }
}
