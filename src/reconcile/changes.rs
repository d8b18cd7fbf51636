//! What new articles changed.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::told::order;
use crate::article::Field;
use crate::report::{Finding, FindingKind, Value};
use crate::span::Span;

/// The findings that are new, changed or gone, each in the order of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Findings none of whose claims stood in a finding of the same kind before.
    pub new: Vec<Finding>,
    /// Findings that share claims with an earlier one and differ from it, as they are now.
    pub changed: Vec<Finding>,
    /// Earlier findings that have no successor.
    pub gone: Vec<Finding>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    /// From the findings of stories that are no more to those of the stories in their place.
    pub(super) fn between(before: Vec<Finding>, after: Vec<Finding>) -> Self {
        // What tells the same as before is no change, whatever story it stands in.
        let mut before: Vec<(Finding, bool)> = before.into_iter().map(|f| (f, true)).collect();
        let mut after: Vec<Finding> = after;
        after.retain(|finding| {
            let same = before.iter_mut().find(|(f, left)| *left && alike(f, finding));
            same.map(|(_, left)| *left = false).is_none()
        });
        before.retain(|(_, left)| *left);
        let mut holders: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
        for (n, (finding, _)) in before.iter().enumerate() {
            for value in &finding.values {
                holders.entry(key(finding, value)).or_default().push(n);
            }
        }
        let mut changes = Self::default();
        for finding in after {
            let earlier = finding.values.iter().filter_map(|v| holders.get(&key(&finding, v))).flatten();
            let earlier: Vec<usize> = earlier.copied().collect();
            for n in &earlier {
                before[*n].1 = false;
            }
            if earlier.is_empty() { changes.new.push(finding) } else { changes.changed.push(finding) }
        }
        changes.gone = before.into_iter().filter(|(_, lost)| *lost).map(|(f, _)| f).collect();
        for list in [&mut changes.new, &mut changes.changed, &mut changes.gone] {
            order(list);
        }
        changes
    }
}

type Key = (FindingKind, String, Option<(Field, Span)>);

/// What two findings share that tell of one thing: the claim; of a name that stands in none, its place.
fn key(finding: &Finding, value: &Value) -> Key {
    let place = (value.claim == value.article).then_some((value.field, value.span));
    (finding.kind, value.claim.clone(), place)
}

/// Whether a reader is told the same: the same values, grade and consensus. Ids and what stands beside a
/// finding may have moved.
fn alike(a: &Finding, b: &Finding) -> bool {
    let value = |f: &Finding| f.consensus.as_ref().map(|c| (c.value.clone(), c.low, c.high, c.origins.len()));
    (a.kind, a.grade, &a.what, &a.values, value(a)) == (b.kind, b.grade, &b.what, &b.values, value(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_in_no_claim_are_known_by_their_places() {
        let name = |start: usize, text: &str| Finding {
            kind: FindingKind::Attribution,
            what: "the name of one person".into(),
            values: vec![Value {
                claim: "a".into(),
                article: "a".into(),
                span: Span::new(start, start + text.len()),
                text: text.into(),
                ..Value::default()
            }],
            ..Finding::default()
        };
        let changes = Changes::between(vec![name(4, "Ines Calder")], vec![name(60, "Oren Falk")]);
        assert_eq!((changes.new.len(), changes.changed.len(), changes.gone.len()), (1, 0, 1));
        let mut other = name(4, "Ines Calder");
        other.what = "the name of the harbour master".into();
        let changes = Changes::between(vec![name(4, "Ines Calder")], vec![other]);
        assert_eq!((changes.new.len(), changes.changed.len(), changes.gone.len()), (0, 1, 0));
    }
}
