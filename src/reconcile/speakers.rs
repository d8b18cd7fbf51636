//! Who is quoted, across the articles of a story.

use crate::article::Article;
use crate::claim::Extraction;
use crate::report::SpeakerEntry;

pub(super) fn resolve(_found: &mut [(&Article, Extraction)], _members: &[usize], _speakers: &mut Vec<SpeakerEntry>) {}
