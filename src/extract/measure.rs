//! What each figure measures.

use super::Scope;
use crate::claim::Figure;
use crate::text::Document;

/// Fills in the measure of each figure of one field.
pub(crate) fn read(_doc: &Document<'_>, _scope: &Scope<'_>, _figures: &mut [Figure]) {}
