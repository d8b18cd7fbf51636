//! Assertion extraction.

use super::Scope;
use crate::claim::Assertion;
use crate::syntax::Syntax;

/// Appends the assertions of one field.
pub(crate) fn read(_syntax: &Syntax<'_>, _scope: &Scope<'_>, _out: &mut Vec<Assertion>) {}
