//! Digits with their marks: from the characters of one token to an exact decimal.

use std::str::FromStr;

use rust_decimal::Decimal;

/// A number written in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Literal {
    /// None where it does not fit 28 digits.
    pub(super) value: Option<Decimal>,
    /// The power of ten of the last digit written.
    pub(super) finest: i32,
    /// The power of ten of the last digit that is not a zero.
    pub(super) coarsest: i32,
    /// Digits alone, without any mark.
    pub(super) plain: bool,
    /// Digits written before a decimal mark.
    pub(super) whole_digits: usize,
}

/// How a text writes its marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Marks {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

/// Reads one run of digits and marks ("1,234.5", "12,34,567", "1.234,5"). None where the marks make no number.
pub(super) fn parse(text: &str, marks: Marks) -> Option<Literal> {
    let b = text.as_bytes();
    if !b.first()?.is_ascii_digit() || !b.last()?.is_ascii_digit() {
        return None;
    }
    if b.iter().all(u8::is_ascii_digit) {
        return build(text, "", true);
    }
    if text.contains('\u{202f}') {
        // A narrow blank that parts thousands.
        return parse(&text.replace('\u{202f}', ","), Marks::Point);
    }
    if !b.iter().all(|c| c.is_ascii_digit() || *c == b'.' || *c == b',') {
        return None;
    }
    let dot = text.rfind('.');
    let comma = text.rfind(',');
    let decimal = match (dot, comma) {
        (Some(d), Some(c)) => Some(d.max(c)),
        (Some(d), None) => single(text, '.', d, marks == Marks::Comma)?,
        (None, Some(c)) => single(text, ',', c, marks == Marks::Point)?,
        (None, None) => None,
    };
    let (whole, fraction) = match decimal {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let group = if decimal.is_some_and(|at| b[at] == b'.') || decimal.is_none() && comma.is_some() { ',' } else { '.' };
    if !grouped(whole, group) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    build(&digits, fraction, false)
}

/// Where a text has one kind of mark: the decimal mark's place, or `Some(None)` where it parts thousands.
#[allow(clippy::option_option, reason = "no number, a number without a decimal mark, one with it")]
fn single(text: &str, mark: char, last: usize, thousands_here: bool) -> Option<Option<usize>> {
    let first = text.find(mark)?;
    if first != last {
        return grouped(text, mark).then_some(None);
    }
    let three = text.len() - last == 4 && last <= 3 && !text.starts_with('0');
    Some(if three && thousands_here { None } else { Some(last) })
}

/// Whether groups of three follow the first, or of two and a last of three (lakh and crore).
fn grouped(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return first.bytes().all(|b| b.is_ascii_digit());
    }
    let (mut threes, mut twos, mut last) = (true, true, 0);
    for g in rest {
        if !g.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        threes &= last == 0 || last == 3;
        twos &= last == 0 || last == 2;
        last = g.len();
    }
    last == 3 && !first.is_empty() && (threes && first.len() <= 3 || twos && first.len() <= 2)
}

fn build(whole: &str, fraction: &str, plain: bool) -> Option<Literal> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = match whole.parse::<u64>() {
        Ok(n) if fraction.is_empty() => Some(Decimal::from(n)),
        _ => exact(whole, fraction),
    };
    let finest = -(fraction.len().min(60) as i32);
    let zeros = if fraction.bytes().all(|b| b == b'0') {
        fraction.len() + whole.len() - whole.trim_end_matches('0').len()
    } else {
        fraction.len() - fraction.trim_end_matches('0').len()
    };
    let zero = value.is_some_and(|v| v.is_zero());
    let coarsest = if zero { finest } else { finest + zeros.min(60) as i32 };
    Some(Literal { value, finest, coarsest, plain, whole_digits: whole.len() })
}

fn exact(whole: &str, fraction: &str) -> Option<Decimal> {
    let mut text = String::with_capacity(whole.len() + fraction.len() + 1);
    let trimmed = whole.trim_start_matches('0');
    text.push_str(if trimmed.is_empty() { "0" } else { trimmed });
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    if text.len() > 30 { None } else { Decimal::from_str_exact(&text).ok() }
}

/// Ten to the power, where it fits.
pub(super) fn power(exponent: i32) -> Option<Decimal> {
    if exponent >= 0 {
        10_i128.checked_pow(exponent.unsigned_abs()).and_then(|v| Decimal::try_from_i128_with_scale(v, 0).ok())
    } else {
        Decimal::try_from_i128_with_scale(1, exponent.unsigned_abs()).ok()
    }
}

/// How many digits a whole number has, and how many zeros at its end; zero has one digit and none of these.
pub(super) const fn digits(n: u128) -> (usize, i32) {
    let (mut rest, mut digits, mut zeros) = (n, 1, 0);
    while rest >= 10 {
        zeros += (rest % 10 == 0 && zeros == digits as i32 - 1) as i32;
        rest /= 10;
        digits += 1;
    }
    (digits, zeros)
}

/// A payload's number: nearly always a small whole one.
pub(super) fn payload(text: &str) -> Option<Decimal> {
    text.parse::<u64>().map(Decimal::from).or_else(|_| Decimal::from_str(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for (text, want) in [
            ("0", "0"),
            ("007", "7"),
            ("1,234", "1234"),
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("12,34,567", "1234567"),
            ("1.234.567", "1234567"),
            ("1,5", "1.5"),
            ("91.35", "91.35"),
            ("0.125", "0.125"),
            ("0,125", "0.125"),
        ] {
            assert_eq!(parse(text, Marks::Point).and_then(|l| l.value).map(|v| v.to_string()).as_deref(), Some(want), "{text}");
        }
        assert_eq!(parse("1.234", Marks::Comma).and_then(|l| l.value), Some(Decimal::from(1234)));
        for text in ["1.2.3", "1,23,4", "1,,2", "1.", ".", "", "1,2345,678", "10.11.2024"] {
            assert_eq!(parse(text, Marks::Point), None, "{text}");
        }
    }

    #[test]
    fn precision_and_length() {
        let p = |t| parse(t, Marks::Point).map(|l| (l.finest, l.coarsest));
        assert_eq!(p("700"), Some((0, 2)));
        assert_eq!(p("84.70"), Some((-2, -1)));
        assert_eq!(p("1,000.0"), Some((-1, 3)));
        assert_eq!(parse(&"9".repeat(40), Marks::Point).map(|l| l.value), Some(None));
        assert_eq!(parse(&"9".repeat(28), Marks::Point).and_then(|l| l.value).map(|v| v.to_string()), Some("9".repeat(28)));
    }
}
