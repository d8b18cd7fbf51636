//! Where two streets meet, where two origins or more name both: "the corner of Pine and Fourth".

use std::collections::{BTreeMap, BTreeSet};

use super::told::Story;
use crate::remarks::Crossing;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};

/// All findings on crossings that two origins name. That one is meant is said by one of them at least: "on Pine near
/// Fourth" alone is no corner.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let mut named: BTreeMap<&[String; 2], Vec<(usize, &Crossing)>> = BTreeMap::new();
    for (article, told) in story.articles.iter().enumerate() {
        for crossing in &told.terms.remarks.crossings {
            let here = named.entry(&crossing.streets).or_default();
            // An article gives it once.
            if !here.iter().any(|(a, _)| *a == article) {
                here.push((article, crossing));
            }
        }
    }
    named.retain(|_, here| origins(story, here) > 1 && here.iter().any(|(_, c)| c.told));
    named.into_iter().map(|(streets, here)| finding(story, streets, &here)).collect()
}

fn finding(story: &Story<'_>, streets: &[String; 2], here: &[(usize, &Crossing)]) -> Finding {
    let values = here.iter().map(|(article, crossing)| {
        let article = story.articles[*article].article;
        Value {
            claim: article.id().to_owned(),
            article: article.id().to_owned(),
            field: crossing.field,
            span: crossing.span,
            text: article.slice(crossing.field, crossing.span).to_owned(),
            normalised: streets.join(" and "),
            ..Value::default()
        }
    });
    let values: Vec<Value> = values.collect();
    Finding {
        kind: FindingKind::Attribution,
        grade: Grade::Same,
        what: values.iter().map(|v| v.text.as_str()).max_by_key(|t| t.len()).unwrap_or_default().to_owned(),
        reasons: vec![Reason { rule: "same_crossing".into(), text: format!("{} origins name both streets", origins(story, here)) }],
        values,
        ..Finding::default()
    }
}

fn origins(story: &Story<'_>, here: &[(usize, &Crossing)]) -> usize {
    here.iter().map(|(a, _)| story.articles[*a].origin()).collect::<BTreeSet<&str>>().len()
}
