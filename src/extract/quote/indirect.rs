//! Speech reported without marks.

use super::attribution::Source;
use super::narrative::Narrative;
use crate::text::TokenRange;

/// A reported statement.
pub(crate) struct Indirect {
    pub(crate) content: TokenRange,
    pub(crate) source: Source,
}

/// Finds the statements that are reported without marks.
pub(crate) fn find(_n: &Narrative<'_, '_>, _sources: &[Source], _out: &mut Vec<Indirect>) {}
