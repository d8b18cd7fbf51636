//! What stands before and after a number and bounds or hedges it.

use crate::claim::Modifier;
use crate::lexicon::Class;
use crate::text::{Document, Shape};

/// All that was said around one number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    pub(super) modifier: Option<Modifier>,
    pub(super) hedged: bool,
    pub(super) reported: bool,
}

impl Bounds {
    fn add(&mut self, how: &str) {
        let modifier = match how {
            "approx" => Modifier::Approx,
            "reported" => {
                self.reported = true;
                return;
            }
            "estimate" if self.reported => return,
            "estimate" => {
                self.hedged = true;
                self.modifier = self.modifier.or(Some(Modifier::Approx));
                return;
            }
            "less than" => Modifier::LessThan,
            "more than" => Modifier::MoreThan,
            "at least" => Modifier::AtLeast,
            "at most" => Modifier::AtMost,
            _ => return,
        };
        self.hedged |= modifier == Modifier::Approx;
        if self.modifier.is_none() || self.modifier == Some(Modifier::Approx) {
            self.modifier = Some(modifier);
        }
    }
}

/// Longest phrase of the table, in tokens.
const LONGEST: usize = 6;

/// Reads backwards from token `i`: where the phrases begin, and what they say.
pub(super) fn before(doc: &Document<'_>, i: usize, floor: usize) -> (usize, Bounds) {
    let mut bounds = Bounds::default();
    let mut start = i;
    'more: for _ in 0..3 {
        for len in (1..=LONGEST).rev() {
            let Some(at) = start.checked_sub(len).filter(|at| *at >= floor) else { continue };
            if let Some((n, how)) = doc.lexicon.phrase(&doc.tokens, at, Class::Bound)
                && n == len
            {
                bounds.add(how);
                start = at;
                continue 'more;
            }
        }
        if let Some(c) = start.checked_sub(1).filter(|at| *at >= floor).and_then(|at| doc.at(at).word.as_punct()) {
            let how = match c {
                '~' | '≈' | '∼' => "approx",
                '<' => "less than",
                '>' => "more than",
                '≥' => "at least",
                '≤' => "at most",
                _ => break,
            };
            bounds.add(how);
            start -= 1;
            continue;
        }
        break;
    }
    (start, bounds)
}

/// Reads forwards from token `i`: the first token after the phrase.
pub(super) fn after(doc: &Document<'_>, i: usize, bounds: &mut Bounds) -> usize {
    if doc.is_punct(i, '+') && doc.tokens.get(i + 1).is_none_or(|t| t.kind != crate::text::TokenKind::Number) {
        bounds.add("at least");
        return i + 1;
    }
    // "$4 billion plus debt": and the debt.
    if doc.word(i) == "plus" && doc.at(i).has(Shape::SPACED) && doc.at(i + 1).is_word() {
        return i;
    }
    match doc.lexicon.phrase(&doc.tokens, i, Class::BoundAfter) {
        // "700 or more than 650": the words bound the next number.
        Some((len, how)) if !(["than", "to"].iter().any(|w| doc.word(i + len - 1) == *w) && number_at(doc, i + len)) => {
            bounds.add(how);
            i + len
        }
        _ => i,
    }
}

fn number_at(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens.get(i).is_some_and(|t| t.kind == crate::text::TokenKind::Number) || doc.is(i, Class::NumberWord)
}
