//! Assertion extraction.

use super::Scope;
use crate::claim::Assertion;
use crate::text::Document;

/// Appends the assertions of one field.
pub(crate) fn read(_doc: &Document<'_>, _scope: &Scope<'_>, _out: &mut Vec<Assertion>) {}
