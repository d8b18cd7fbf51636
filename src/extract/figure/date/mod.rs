//! Dates and times.

use jiff::civil::Date;

use super::number::Numbers;
use super::quantity::Found;

pub(super) struct Dates<'n, 'd, 't> {
    n: &'n Numbers<'d, 't>,
    published: Option<Date>,
}

impl<'n, 'd, 't> Dates<'n, 'd, 't> {
    pub(super) const fn new(n: &'n Numbers<'d, 't>, published: Option<Date>) -> Self {
        Self { n, published }
    }
    pub(super) fn may_begin(&self, _i: usize) -> bool {
        false
    }
    pub(super) fn read(&self, _i: usize, _floor: usize, _out: &mut Vec<Found>) -> Option<usize> {
        let _ = (self.n, self.published);
        None
    }
}
