//! How each value stands to the best supported one of its finding.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;
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
        let (told, most) = (OnceCell::new(), OnceCell::new());
        let told =
            || *told.get_or_init(|| finding.consensus.as_ref().is_some_and(|c| finding.values.iter().any(|v| is_value(c, &v.normalised))));
        let most = || *most.get_or_init(|| most_have(finding, &origins));
        let stands: Vec<Stand> = finding.values.iter().map(|v| stand(finding, v, &origins, told, most)).collect();
        for (value, stand) in finding.values.iter_mut().zip(stands) {
            value.stand = stand;
        }
    }
}

/// `told` says whether the consensus is one of the values, `most` which value most origins have.
fn stand<'a, 'f>(
    finding: &'f Finding,
    value: &Value,
    origins: &impl Fn(&Value) -> Vec<&'a str>,
    told: impl Fn() -> bool,
    most: impl Fn() -> Option<&'f str>,
) -> Stand {
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
        Some(best) if told() => is_value(best, &value.normalised),
        Some(best) => origins(value).iter().any(|origin| best.origins.iter().any(|o| o == origin)),
        None => most() == Some(&value.normalised),
    };
    if agrees { Stand::Agrees } else { Stand::Differs }
}

/// The value that more origins have than any other, and more than one.
fn most_have<'a, 'f>(finding: &'f Finding, origins: &impl Fn(&Value) -> Vec<&'a str>) -> Option<&'f str> {
    let mut of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for value in &finding.values {
        of.entry(&value.normalised).or_default().extend(origins(value));
    }
    let most = of.values().map(BTreeSet::len).max().filter(|most| *most > 1)?;
    of.into_iter().filter(|(_, origins)| origins.len() == most).map(|(value, _)| value).exactly_one().ok()
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
