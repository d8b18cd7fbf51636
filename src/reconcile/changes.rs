//! What new articles changed.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::told::order;
use crate::report::{Finding, FindingKind};

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
        let mut holders: FxHashMap<(FindingKind, String), Vec<usize>> = FxHashMap::default();
        for (n, (finding, _)) in before.iter().enumerate() {
            for value in &finding.values {
                holders.entry((finding.kind, value.claim.clone())).or_default().push(n);
            }
        }
        let mut changes = Self::default();
        for finding in after {
            let earlier = finding.values.iter().filter_map(|v| holders.get(&(finding.kind, v.claim.clone()))).flatten();
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

/// Whether a reader is told the same: the same values, grade and consensus. Ids and what stands beside a
/// finding may have moved.
fn alike(a: &Finding, b: &Finding) -> bool {
    let value = |f: &Finding| f.consensus.as_ref().map(|c| (c.value.clone(), c.low, c.high, c.origins.len()));
    (a.kind, a.grade, &a.what, &a.values, value(a)) == (b.kind, b.grade, &b.what, &b.values, value(b))
}
