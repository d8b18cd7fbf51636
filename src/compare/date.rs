//! Dates as intervals: disjoint ones conflict, overlapping ones agree and narrow each other.

use super::Comparison;
use crate::date::DateValue;
use crate::report::Grade;

pub(super) fn compare(a: DateValue, b: DateValue) -> Option<Comparison> {
    if a == b {
        return Some(Comparison::new(Grade::Same, "equal", format!("both say {a}")));
    }
    if let (DateValue::Clock(h, m, za), DateValue::Clock(i, n, zb)) = (a, b) {
        return clocks((h, m, za), (i, n, zb), a, b);
    }
    if let Some(filled) = fill(a, b) {
        return Some(Comparison::new(Grade::Bound, "open_date", format!("{a} and {b} are one date, {filled}, if the year is the same")));
    }
    let ((a0, a1), (b0, b1)) = (a.interval()?, b.interval()?);
    let (start, end) = (a0.max(b0), a1.min(b1));
    Some(match DateValue::from_interval(start, end) {
        Some(common) => Comparison::new(Grade::Bound, "overlap", format!("{a} and {b} have {common} in common")),
        None => Comparison::new(Grade::Discrepant, "disjoint", format!("{a} and {b} have no day in common")),
    })
}

/// The date that both can mean, where one leaves the year open.
pub(crate) fn fill(a: DateValue, b: DateValue) -> Option<DateValue> {
    let (open, known) = if a.interval().is_none() { (a, b) } else { (b, a) };
    let (start, end) = known.interval()?;
    (start.year()..=end.year()).find_map(|year| {
        let value = open.in_year(year)?;
        let (s, e) = value.interval()?;
        (s.max(start) < e.min(end)).then_some(value)
    })
}

fn clocks(x: (i8, i8, Option<i16>), y: (i8, i8, Option<i16>), a: DateValue, b: DateValue) -> Option<Comparison> {
    let minutes = |(h, m, zone): (i8, i8, Option<i16>)| i32::from(h) * 60 + i32::from(m) - i32::from(zone.unwrap_or(0));
    if x.2.is_some() != y.2.is_some() {
        return None;
    }
    let apart = (minutes(x) - minutes(y)).rem_euclid(24 * 60);
    let apart = apart.min(24 * 60 - apart);
    Some(if apart == 0 {
        Comparison::new(Grade::Converted, "zone", format!("{a} is {b} in another zone"))
    } else {
        Comparison::new(Grade::Discrepant, "clock", format!("{a} against {b}: {apart} minutes apart"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        for (a, b, grade, says) in [
            ("2024-03-03", "2024-03-03", Grade::Same, "2024-03-03"),
            ("2024-03-03", "--03-03", Grade::Bound, "2024-03-03"),
            ("2024", "--07", Grade::Bound, "2024-07"),
            ("2024-02-25/2024-03-03", "2024-02", Grade::Bound, "2024-02-25/2024-03-01"),
            ("2024-03-03", "2024-03-04", Grade::Discrepant, "no day in common"),
            ("09:30+01:00", "08:30Z", Grade::Converted, "zone"),
            ("09:30", "10:00", Grade::Discrepant, "30 minutes"),
        ] {
            let c = compare(a.parse().unwrap(), b.parse().unwrap()).unwrap();
            assert_eq!(c.grade, grade, "{a} {b}");
            assert!(c.reasons[0].text.contains(says), "{}", c.reasons[0].text);
        }
    }
}
