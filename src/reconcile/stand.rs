//! How each value stands to the best supported one of its finding.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::told::Story;
use crate::report::{Consensus, Finding, Grade, Stand, Value};

/// Sets the stand of every value.
pub(super) fn set(story: &Story<'_>, findings: &mut [Finding]) {
    let articles: FxHashMap<&str, usize> = story.articles.iter().enumerate().map(|(n, told)| (told.article.id(), n)).collect();
    let origins = |value: &Value| match articles.get(&*value.article) {
        Some(n) => story.articles[*n].origins_at(value.field, value.span),
        None => Vec::new(),
    };
    for finding in findings {
        let stands: Vec<Stand> = finding.values.iter().map(|v| stand(finding, v, &origins)).collect();
        for (value, stand) in finding.values.iter_mut().zip(stands) {
            value.stand = stand;
        }
    }
}

fn stand<'a>(finding: &Finding, value: &Value, origins: &impl Fn(&Value) -> Vec<&'a str>) -> Stand {
    let best = finding.consensus.as_ref();
    if finding.grade == Grade::Uncorroborated {
        return Stand::Alone;
    }
    if finding.grade == Grade::Superseded {
        return if best.is_none_or(|best| is_value(best, &value.normalised)) { Stand::Agrees } else { Stand::Replaced };
    }
    if !finding.grade.is_conflict() {
        return Stand::Agrees;
    }
    let agrees = match best.filter(|c| c.origins.len() > 1) {
        // An origin may have two values.
        Some(best) if finding.values.iter().any(|v| is_value(best, &v.normalised)) => is_value(best, &value.normalised),
        Some(best) => origins(value).iter().any(|origin| best.origins.iter().any(|o| o == origin)),
        None => most_have(finding, &value.normalised, origins),
    };
    if agrees { Stand::Agrees } else { Stand::Differs }
}

/// Whether more origins have this value than any other, and more than one.
fn most_have<'a>(finding: &Finding, normalised: &str, origins: &impl Fn(&Value) -> Vec<&'a str>) -> bool {
    let count = |value: &str| {
        let same = finding.values.iter().filter(|v| v.normalised == value);
        same.flat_map(origins).collect::<BTreeSet<&str>>().len()
    };
    let own = count(normalised);
    let others = finding.values.iter().map(|v| &*v.normalised).filter(|v| *v != normalised);
    own > 1 && others.map(count).max().is_none_or(|most| most < own)
}

/// Whether a normalised value is the consensus: its number or date, behind a unit or alone.
fn is_value(consensus: &Consensus, normalised: &str) -> bool {
    let bare = normalised.rsplit(' ').next().unwrap_or(normalised);
    let end = |d: Option<Decimal>| d.map_or_else(String::new, |d| d.normalize().to_string());
    match &consensus.value {
        Some(value) => bare == value,
        None => bare == format!("{}..{}", end(consensus.low), end(consensus.high)),
    }
}
