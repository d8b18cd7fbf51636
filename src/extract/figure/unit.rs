//! Units and their conversion.

use rust_decimal::Decimal;

/// The unit's dimension and what one of it is in the dimension's base unit.
pub(crate) fn base(_name: &str) -> Option<(u8, Decimal)> {
    None
}
