//! From clusters of quotes to their entry in the report and the findings on wording.

use super::Story;
use crate::report::{Cluster, Finding};

pub(super) fn clusters(_story: &Story<'_>, _findings: &mut Vec<Finding>) -> Vec<Cluster> {
    Vec::new()
}
