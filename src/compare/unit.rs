//! Units of one dimension, each with its size in the dimension's base unit.

use rust_decimal::Decimal;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Time,
}

use Dimension::{Area, Length, Mass, Speed, Time, Volume};

/// Name, dimension, size in the base unit (metre, square metre, litre, gram, kilometre per hour,
/// second). International yard and pound of 1959; U.S. liquid measures; a month has the mean length of
/// the Gregorian calendar's.
const UNITS: &[(&str, Dimension, &str)] = &[
    ("millimetre", Length, "0.001"),
    ("centimetre", Length, "0.01"),
    ("metre", Length, "1"),
    ("kilometre", Length, "1000"),
    ("inch", Length, "0.0254"),
    ("foot", Length, "0.3048"),
    ("yard", Length, "0.9144"),
    ("mile", Length, "1609.344"),
    ("nautical mile", Length, "1852"),
    ("square metre", Area, "1"),
    ("square kilometre", Area, "1000000"),
    ("hectare", Area, "10000"),
    ("acre", Area, "4046.8564224"),
    ("square foot", Area, "0.09290304"),
    ("square mile", Area, "2589988.110336"),
    ("millilitre", Volume, "0.001"),
    ("litre", Volume, "1"),
    ("cubic metre", Volume, "1000"),
    ("gallon", Volume, "3.785411784"),
    ("barrel", Volume, "158.987294928"),
    ("milligram", Mass, "0.001"),
    ("gram", Mass, "1"),
    ("kilogram", Mass, "1000"),
    ("tonne", Mass, "1000000"),
    ("ounce", Mass, "28.349523125"),
    ("pound", Mass, "453.59237"),
    ("ton", Mass, "907184.74"),
    ("kilometre per hour", Speed, "1"),
    ("mile per hour", Speed, "1.609344"),
    ("metre per second", Speed, "3.6"),
    ("knot", Speed, "1.852"),
    ("second", Time, "1"),
    ("minute", Time, "60"),
    ("hour", Time, "3600"),
    ("day", Time, "86400"),
    ("week", Time, "604800"),
    ("month", Time, "2629746"),
    ("year", Time, "31556952"),
    ("decade", Time, "315569520"),
    ("century", Time, "3155695200"),
];

/// The unit's dimension and its size in the dimension's base unit.
pub(super) fn base(name: &str) -> Option<(Dimension, Decimal)> {
    let (_, dimension, size) = UNITS.iter().find(|(unit, ..)| *unit == name)?;
    Some((*dimension, size.parse().ok()?))
}

/// What a unit measures, in a word.
pub(super) fn dimension(name: &str) -> Option<&'static str> {
    let (_, dimension, _) = UNITS.iter().find(|(unit, ..)| *unit == name)?;
    Some(match dimension {
        Length => "length",
        Area => "area",
        Volume => "volume",
        Mass => "mass",
        Speed => "speed",
        Time => "time",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_is_a_number_and_every_name_is_listed_once() {
        for (i, (name, dimension, _)) in UNITS.iter().enumerate() {
            assert_eq!(base(name).map(|b| b.0), Some(*dimension), "{name}");
            assert!(UNITS[..i].iter().all(|(other, ..)| other != name), "{name}");
        }
    }
}
