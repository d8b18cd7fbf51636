//! Who they were whom two origins list, where as many are listed and not the same: "a cook and her son", "a cook and
//! her daughter".

use itertools::Itertools;

use super::told::Story;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason, Value};

/// All findings on lists of one event whose counts agree; `figures` has those counts.
pub(super) fn findings(story: &Story<'_>, figures: &[Finding], lexicon: &Lexicon) -> Vec<Finding> {
    let counts = figures.iter().filter(|f| f.kind == FindingKind::Count && f.grade != Grade::Uncorroborated);
    counts.filter_map(|f| finding(story, f, lexicon)).collect()
}

fn finding(story: &Story<'_>, count: &Finding, lexicon: &Lexicon) -> Option<Finding> {
    let origin = |v: &Value| story.articles.iter().find(|t| t.article.id() == v.article).map(|t| t.origin());
    let listed: Vec<(&Value, Vec<&str>)> = count.values.iter().filter_map(|v| Some((v, sexes(&v.text, lexicon)?))).collect();
    // One of them is in both, called alike.
    let one = |a: &str, b: &str| persons(a).any(|p| persons(b).any(|q| p.eq_ignore_ascii_case(q)));
    let unlike = |a: &(&Value, Vec<&str>), b: &(&Value, Vec<&str>)| {
        a.1.len() == b.1.len() && a.1 != b.1 && origin(a.0) != origin(b.0) && one(&a.0.text, &b.0.text)
    };
    let [first, other] = listed.iter().array_combinations().find(|[a, b]| unlike(a, b))?;
    let sides = listed.iter().filter(|x| listed.iter().any(|y| unlike(x, y)));
    Some(Finding {
        kind: FindingKind::Attribution,
        grade: Grade::Discrepant,
        what: format!("who: {}", count.what),
        values: sides.map(|(v, sexes)| Value { normalised: sexes.join(" and "), ..(*v).clone() }).collect(),
        reasons: vec![Reason {
            rule: "listed".into(),
            text: format!("as many, and not the same persons: {} against {}", first.0.text, other.0.text),
        }],
        ..Finding::default()
    })
}

/// Of which sex each one of a list is, in order; none where one of them may be of either, or it is no list.
fn sexes<'l>(text: &str, lexicon: &'l Lexicon) -> Option<Vec<&'l str>> {
    let sex = |person: &str| {
        let head = person.rsplit(' ').next().unwrap_or_default().to_lowercase();
        Some(lexicon.payload(lexicon.word(&head), Class::Tells)).filter(|s| matches!(*s, "male" | "female"))
    };
    let mut all: Vec<&str> = persons(text).map(sex).collect::<Option<_>>()?;
    all.sort_unstable();
    (all.len() > 1).then_some(all)
}

/// The persons of a list, as they are written.
fn persons(text: &str) -> impl Iterator<Item = &str> {
    text.split(" and ").flat_map(|part| part.split(',')).map(str::trim).filter(|p| !p.is_empty())
}
