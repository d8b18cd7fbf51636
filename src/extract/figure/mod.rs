//! Figure extraction.

pub(crate) mod unit;

use super::Scope;
use crate::claim::Figure;
use crate::text::Document;

/// Appends the figures of one field.
pub(crate) fn read(_doc: &Document<'_>, _scope: &Scope<'_>, _out: &mut Vec<Figure>) {}
