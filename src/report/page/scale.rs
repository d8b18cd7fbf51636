//! A finding's values drawn on one scale.

use itertools::Itertools;
use jiff::civil::{Date, date};
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::words::{counted, grouped, shortened, stand_name};
use super::super::{Finding, FindingKind, Stand, Value};
use super::{View, stand_shape};
use crate::claim::{Figure, FigureKind, Modifier};
use crate::date::DateValue;

/// Most rows of one scale; the values below it are complete.
const ROWS: usize = 16;
/// Longest value in a row's label, in bytes.
const LABEL: usize = 48;

/// What of the axis a value takes, in the axis's unit: days for dates, minutes for times of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    /// The value itself; none for a range.
    point: Option<Decimal>,
    /// As far as the last written digit leaves it open; a range's ends.
    fine: (Decimal, Decimal),
    /// As far as trailing zeros leave it open.
    coarse: (Decimal, Decimal),
    /// Open to the left or to the right.
    open: (bool, bool),
}

/// One value, with the claims that state it so.
struct Row<'a> {
    text: &'a str,
    extent: Extent,
    stand: Stand,
    count: usize,
}

pub(super) struct Scale<'a> {
    kind: FindingKind,
    unit: Option<&'a str>,
    rows: Vec<Row<'a>>,
    left_out: usize,
    other_units: usize,
    best: Option<(Decimal, Decimal)>,
    low: Decimal,
    high: Decimal,
}

impl<'a> View<'a> {
    /// The scale of a finding with two values or more that are not stated alike; none for times of day in several
    /// zones, which no one scale holds.
    pub(super) fn scale(&self, finding: &'a Finding) -> Option<Scale<'a>> {
        let figures: Vec<(&Value, &Figure)> =
            finding.values.iter().filter_map(|v| Some((v, self.claims.get(&*v.claim)?.1.figure?))).collect();
        let best = finding.consensus.as_ref();
        let unit = best.and_then(|c| c.unit.as_deref()).or_else(|| figures.first().and_then(|(_, f)| f.unit.as_deref()));
        if !figures.iter().filter_map(|(_, f)| zone(f)).all_equal() {
            return None;
        }
        let counts = finding.kind == FindingKind::Count;
        let same_unit = |f: &Figure| counts || f.unit.as_deref() == unit;
        let mut rows: Vec<Row<'_>> = Vec::new();
        let mut other_units = 0;
        for (value, figure) in figures {
            if !same_unit(figure) {
                other_units += 1;
                continue;
            }
            let Some(extent) = extent(figure) else { continue };
            let stand = value.stand;
            match rows.iter_mut().find(|r| r.extent == extent) {
                Some(row) => row.count += 1,
                None => rows.push(Row { text: &value.text, extent, stand, count: 1 }),
            }
        }
        if rows.len() < 2 {
            return None;
        }
        let left_out = rows.len().saturating_sub(ROWS);
        rows.truncate(ROWS);
        let best = best.filter(|c| c.origins.len() > 1).and_then(|c| {
            let first = finding.values.iter().find(|v| v.stand == Stand::Agrees)?;
            let figure = self.claims.get(&*first.claim).and_then(|c| c.1.figure);
            let date = c.value.as_deref().and_then(|v| days(v.parse().ok()?));
            let number = || c.value.as_deref().and_then(|v| v.parse::<Decimal>().ok());
            match figure.map(|f| f.kind) {
                Some(FigureKind::Date | FigureKind::Time) => date.map(|e| e.fine),
                _ => number().map(|n| (n, n)).or_else(|| c.low.zip(c.high)),
            }
        });
        let ends =
            |r: &Row<'_>| [Some(r.extent.fine.0), Some(r.extent.fine.1), Some(r.extent.coarse.0), Some(r.extent.coarse.1), r.extent.point];
        let (low, high) = rows.iter().flat_map(ends).flatten().chain(best.iter().flat_map(|b| [b.0, b.1])).minmax().into_option()?;
        let width = high.checked_sub(low)?;
        let room = width.checked_div(Decimal::from(14))?;
        let room = if room.is_zero() { Decimal::ONE } else { room };
        let (low, high) = (low.checked_sub(room)?, high.checked_add(room)?);
        // Whatever counts does not go below nothing.
        let positive = rows.iter().all(|r| r.extent.fine.0 >= Decimal::ZERO);
        let low = if positive && finding.kind != FindingKind::Date { low.max(Decimal::ZERO) } else { low };
        Some(Scale { kind: finding.kind, unit, rows, left_out, other_units, best, low, high })
    }
}

impl Scale<'_> {
    pub(super) fn draw(&self, n: usize) -> Markup {
        let ticks = self.ticks();
        html! {
            figure.scale aria-labelledby={ "sc" (n) } {
                figcaption.sr #{ "sc" (n) } { "The values on one scale" @if let Some(unit) = self.unit.filter(|_| self.kind != FindingKind::Count) { ", in " (unit) } }
                ul.rows {
                    @for row in &self.rows {
                        li.row {
                            span.name.{ "st-" (stand_name(row.stand)) } { (stand_shape(row.stand)) (shortened(row.text, LABEL)) @if row.count > 1 { " " span.n { "× " (row.count) } } }
                            (self.track(row, &ticks))
                        }
                    }
                    li.row.axis aria-hidden="true" {
                        span.name { (self.unit.filter(|_| !matches!(self.kind, FindingKind::Count | FindingKind::Percent)).unwrap_or("")) }
                        svg.track width="100%" height="20" {
                            @for (at, text) in &ticks {
                                line.tick x1=(self.at(*at)) x2=(self.at(*at)) y1="0" y2="4" {}
                                text x=(self.at(*at)) y="16" text-anchor="middle" { (text) }
                            }
                        }
                    }
                }
                @if self.left_out > 0 { p.n { "and " (counted(self.left_out, "more value", "more values")) } }
                @if self.other_units > 0 { p.n { (counted(self.other_units, "value", "values")) " in another unit: not drawn" } }
            }
        }
    }

    fn track(&self, row: &Row<'_>, ticks: &[(Decimal, String)]) -> Markup {
        let e = &row.extent;
        html! {
            svg.track.{ "st-" (stand_name(row.stand)) } width="100%" height="26" role="img" aria-label=(self.said(row)) {
                @for (at, _) in ticks { line.grid x1=(self.at(*at)) x2=(self.at(*at)) y1="0" y2="26" {} }
                @if let Some((a, b)) = self.best {
                    @if a == b { line.best x1=(self.at(a)) x2=(self.at(a)) y1="0" y2="26" {} }
                    @else { rect.best x=(self.at(a)) width=(self.width(a, b)) y="0" height="26" {} }
                }
                line.base x1="0" x2="100%" y1="13" y2="13" {}
                @if e.coarse != e.fine { rect.coarse x=(self.at(e.coarse.0)) width=(self.width(e.coarse.0, e.coarse.1)) y="5" height="16" rx="2" {} }
                @if e.fine.0 != e.fine.1 { rect.fine x=(self.at(e.fine.0)) width=(self.width(e.fine.0, e.fine.1)) y="8" height="10" rx="2" {} }
                @if e.open.0 {
                    line.open x1="8" x2=(self.at(e.fine.0)) y1="13" y2="13" {}
                    path.tip d="M9 8l-8 5 8 5z" {}
                }
                @if e.open.1 {
                    line.open x1=(self.at(e.fine.1)) x2="99%" y1="13" y2="13" {}
                    svg.over x="100%" { path.tip d="M-9 8l8 5-8 5z" {} }
                }
                @if let Some(point) = e.point {
                    @if row.stand == Stand::Differs { svg.over x=(self.at(point)) { path.point d="M0 7l6 6-6 6-6-6z" {} } }
                    @else { circle.point cx=(self.at(point)) cy="13" r="5" {} }
                }
            }
        }
    }

    /// The row in words.
    fn said(&self, row: &Row<'_>) -> String {
        let e = &row.extent;
        let (a, b) = (self.words(e.coarse.0), self.words(e.coarse.1));
        let how = match e.open {
            (true, false) => format!("open below {}", self.words(e.fine.0)),
            (false, true) => format!("open above {}", self.words(e.fine.1)),
            _ if e.coarse.0 != e.coarse.1 => format!("from {a} to {b}"),
            _ => "one point".to_owned(),
        };
        format!("{}, {how}, {}", row.text, stand_name(row.stand))
    }

    /// The place of a value, in percent of the track.
    fn at(&self, value: Decimal) -> String {
        let share = value.checked_sub(self.low).zip(self.high.checked_sub(self.low)).and_then(|(a, b)| a.checked_div(b));
        let percent =
            share.and_then(|s| s.checked_mul(Decimal::ONE_HUNDRED)).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        format!("{}%", percent.round_dp(2).normalize())
    }

    fn width(&self, from: Decimal, to: Decimal) -> String {
        let to = to.checked_sub(from).and_then(|w| w.checked_add(self.low)).unwrap_or(self.low);
        self.at(to.min(self.high))
    }

    /// First days of months or years, for an axis of more than a month.
    fn months(&self) -> Option<Vec<(Decimal, String)>> {
        let (first, last) = (day(self.low.ceil().to_i32()?)?, day(self.high.floor().to_i32()?)?);
        let month = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
        let (from, to) = (month(first) + 1, month(last));
        let most = |step: i32| (to.div_euclid(step) - (from - 1).div_euclid(step)) <= 4;
        let step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].into_iter().find(|s| most(*s))?;
        let name = |m: i32| {
            let (year, month) = (m.div_euclid(12), m.rem_euclid(12) + 1);
            let at = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
            Some((number(at), if step >= 12 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }))
        };
        Some((from..=to).filter(|m| m.rem_euclid(step) == 0).filter_map(name).collect())
    }

    /// At most six round values inside the axis, with their names.
    fn ticks(&self) -> Vec<(Decimal, String)> {
        let Some(width) = self.high.checked_sub(self.low) else { return Vec::new() };
        if self.kind == FindingKind::Date && width > Decimal::from(62) {
            return self.months().unwrap_or_default();
        }
        let mut step = Decimal::ONE;
        let steps = [1, 2, 5].map(Decimal::from);
        let count = |step: Decimal| width.checked_div(step).unwrap_or_default();
        // Dates are long: four of them fit a narrow screen.
        let most = Decimal::from(if self.kind == FindingKind::Date { 4 } else { 5 });
        while count(step) > most {
            let Some(next) = step.checked_mul(Decimal::TEN) else { return Vec::new() };
            step = next;
        }
        let wholes = matches!(self.kind, FindingKind::Date | FindingKind::Count | FindingKind::Time);
        while count(step) < Decimal::from(2) && !wholes && step.scale() < 9 {
            let Some(next) = step.checked_div(Decimal::TEN) else { return Vec::new() };
            step = next;
        }
        let step =
            steps.iter().flat_map(|s| [s.checked_mul(step), step.checked_div(Decimal::TEN).and_then(|t| s.checked_mul(t))]).flatten();
        let whole = |s: &Decimal| !wholes || s.is_integer();
        let Some(step) = step.filter(whole).sorted().find(|s| count(*s) <= most) else { return Vec::new() };
        let mut at = self.low.checked_div(step).and_then(|n| n.ceil().checked_mul(step));
        let mut ticks = Vec::new();
        while let Some(tick) = at.filter(|at| *at <= self.high && ticks.len() < 6) {
            // A name at the very edge would be cut.
            let share = tick.checked_sub(self.low).and_then(|d| d.checked_div(width)).unwrap_or_default();
            if share > Decimal::new(6, 2) && share < Decimal::new(94, 2) {
                ticks.push((tick, self.words(tick)));
            }
            at = tick.checked_add(step);
        }
        ticks
    }

    fn words(&self, value: Decimal) -> String {
        let value = value.normalize();
        match self.kind {
            FindingKind::Date => value.to_i32().and_then(day).map_or_else(String::new, |d| d.to_string()),
            FindingKind::Time => {
                let minutes = value.to_i64().unwrap_or_default();
                format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
            }
            FindingKind::Percent => format!("{value}%"),
            _ => {
                let named = [(1_000_000_000_i64, " bn"), (1_000_000, " m")];
                let named = named.iter().find(|(size, _)| value.abs() >= Decimal::from(*size));
                named.map_or_else(
                    || grouped(&value.to_string()),
                    |(size, name)| format!("{}{name}", (value / Decimal::from(*size)).round_dp(3).normalize()),
                )
            }
        }
    }
}

fn extent(figure: &Figure) -> Option<Extent> {
    if matches!(figure.kind, FigureKind::Date | FigureKind::Time) {
        let resolved = figure.resolved.as_ref().and_then(|r| days(r.value.parse().ok()?));
        return resolved.or_else(|| days(figure.date?));
    }
    let Some(value) = figure.value else {
        let (low, high) = (figure.low.or(figure.high)?, figure.high.or(figure.low)?);
        let open = (figure.low.is_none(), figure.high.is_none());
        return Some(Extent { point: None, fine: (low, high), coarse: (low, high), open });
    };
    let open = (
        matches!(figure.modifier, Some(Modifier::LessThan | Modifier::AtMost)),
        matches!(figure.modifier, Some(Modifier::MoreThan | Modifier::AtLeast)),
    );
    let around = |place: Decimal| {
        let half = place.checked_div(Decimal::TWO)?;
        Some((value.checked_sub(half)?, value.checked_add(half)?))
    };
    let precision = figure.precision.filter(|_| open == (false, false));
    let fine = precision.and_then(|p| around(p.finest)).unwrap_or((value, value));
    let coarse = precision.and_then(|p| around(p.coarsest)).unwrap_or(fine);
    Some(Extent { point: Some(value), fine, coarse, open })
}

/// The zone of a time of day, where the figure is one.
fn zone(figure: &Figure) -> Option<Option<i16>> {
    match figure.date? {
        DateValue::Clock(_, _, zone) => Some(zone),
        _ => None,
    }
}

fn days(value: DateValue) -> Option<Extent> {
    let whole = |a: Decimal, b: Decimal, open: (bool, bool)| Extent { point: None, fine: (a, b), coarse: (a, b), open };
    match value {
        DateValue::Clock(h, m, _) => {
            let at = Decimal::from(i32::from(h) * 60 + i32::from(m));
            Some(Extent { point: Some(at), fine: (at, at), coarse: (at, at), open: (false, false) })
        }
        DateValue::From(a) => Some(whole(number(a), number(a), (false, true))),
        DateValue::Until(b) => Some(whole(number(b), number(b), (true, false))),
        value => value.interval().map(|(a, b)| whole(number(a), number(b), (false, false))),
    }
}

/// The days from the first of 1970.
fn number(d: Date) -> Decimal {
    Decimal::from(d.since(date(1970, 1, 1)).map_or(0, |s| s.get_days()))
}

fn day(number: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Precision;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn money(value: &str, finest: &str, coarsest: &str) -> Figure {
        let precision = Precision { finest: decimal(finest), coarsest: decimal(coarsest) };
        Figure { kind: FigureKind::Money, value: Some(decimal(value)), precision: Some(precision), ..Figure::default() }
    }

    #[test]
    fn a_value_reaches_as_far_as_its_digits_leave_it_open() {
        let e = extent(&money("3400000", "100000", "100000")).unwrap();
        assert_eq!((e.fine, e.coarse), ((decimal("3350000"), decimal("3450000")), e.fine));
        let e = extent(&money("400", "1", "100")).unwrap();
        assert_eq!((e.fine, e.coarse), ((decimal("399.5"), decimal("400.5")), (decimal("350"), decimal("450"))));
        let less = Figure { modifier: Some(Modifier::LessThan), ..money("400", "1", "100") };
        let e = extent(&less).unwrap();
        assert_eq!((e.open, e.fine), ((true, false), (decimal("400"), decimal("400"))));
        let range = Figure { low: Some(decimal("3")), high: Some(decimal("9")), ..Figure::default() };
        assert_eq!(extent(&range).unwrap().fine, (decimal("3"), decimal("9")));
        assert_eq!(extent(&Figure::default()), None);
    }

    #[test]
    fn days_count_from_one_day() {
        let e = |text: &str| days(text.parse().unwrap());
        assert_eq!(e("1970-01-02").unwrap().fine, (Decimal::ONE, Decimal::TWO));
        assert_eq!(e("1970-02").unwrap().fine, (decimal("31"), decimal("59")));
        assert_eq!(e("1970-01-02/..").unwrap().open, (false, true));
        assert_eq!(e("--05-04"), None);
        assert_eq!(e("13:30").unwrap().point, Some(decimal("810")));
        assert_eq!(day(59).unwrap(), date(1970, 3, 1));
    }

    #[test]
    fn marks_on_the_axis_are_round_and_few() {
        let scale = |kind, low: &str, high: &str| Scale {
            kind,
            unit: None,
            rows: Vec::new(),
            left_out: 0,
            other_units: 0,
            best: None,
            low: decimal(low),
            high: decimal(high),
        };
        let names = |s: Scale<'_>| s.ticks().into_iter().map(|t| t.1).collect::<Vec<_>>();
        assert_eq!(names(scale(FindingKind::Amount, "3200000", "3610000")), ["3.3 m", "3.4 m", "3.5 m"]);
        assert_eq!(names(scale(FindingKind::Count, "205", "250")), ["210", "220", "230", "240"]);
        assert_eq!(names(scale(FindingKind::Percent, "0.2", "1.1")), ["0.4%", "0.6%", "0.8%", "1%"]);
        assert_eq!(names(scale(FindingKind::Date, "19885", "19893")), ["2024-06-12", "2024-06-14", "2024-06-16", "2024-06-18"]);
        assert_eq!(names(scale(FindingKind::Count, "10", "13")), ["11", "12"]);
        assert_eq!(names(scale(FindingKind::Date, "19700", "20100")), ["2024-01", "2024-07", "2025-01"]);
        assert_eq!(names(scale(FindingKind::Date, "0", "20100")), ["1980", "2000", "2020"]);
        for low in ["0", "39000000000000000000000000000", "-79228162514264337593543950335"] {
            assert!(names(scale(FindingKind::Amount, low, "79228162514264337593543950335")).len() < 7);
        }
    }
}
