//! Quote extraction.

use super::Scope;
use crate::claim::Quote;
use crate::text::Document;

/// Appends the quotes of one field.
pub(crate) fn read(_doc: &Document<'_>, _scope: &Scope<'_>, _out: &mut Vec<Quote>) {}
