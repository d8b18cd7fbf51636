//! Findings that tell one thing twice: both sides of a tally, one amount in two units, and what a title and its text have.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::told::Story;
use crate::article::Field;
use crate::claim::{Figure, FigureKind};
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;

/// Between the two numbers of a tally stand so many bytes at most: "52 votes to 48", "seven women and five men".
const TALLY: usize = 16;

/// Makes one of findings on figures that tell one thing.
pub(super) fn join(story: &Story<'_>, findings: &mut Vec<Finding>) {
    tallies(story, findings);
    if findings.iter().any(is_title) || findings.iter().filter(|f| is_measured(f)).nth(1).is_some() {
        let figures = story.articles.iter().flat_map(|told| &told.claims.figures);
        let figures: FxHashMap<&str, &Figure> = figures.map(|f| (f.id.as_str(), f)).collect();
        conversions(&figures, findings);
        titles(&figures, findings);
    }
}

/// Whether a finding is an agreement on so much of a unit.
fn is_measured(finding: &Finding) -> bool {
    matches!(finding.kind, FindingKind::Amount | FindingKind::Quantity)
        && matches!(finding.grade, Grade::Same | Grade::Rounding | Grade::Converted)
}

/// Whether nothing but a title has it.
fn is_title(finding: &Finding) -> bool {
    finding.grade == Grade::Uncorroborated && finding.values.iter().all(|v| v.field == Field::Title)
}

/// Agreements on one amount in two units are one where an article gives both as one: "11 miles (18 kilometres)".
fn conversions(figures: &FxHashMap<&str, &Figure>, findings: &mut Vec<Finding>) {
    let mut n = 0;
    while n < findings.len() {
        let second = |f: &Finding, of: &Finding| {
            let first = |v: &Value| figures.get(&*v.claim).and_then(|f| f.equivalent_of.as_deref());
            f.values.iter().filter_map(first).any(|first| of.values.iter().any(|v| v.claim == first))
        };
        let of = &findings[n];
        let at = if is_measured(of) { findings.iter().position(|f| is_measured(f) && f.kind == of.kind && second(f, of)) } else { None };
        let Some(at) = at.filter(|at| *at != n) else {
            n += 1;
            continue;
        };
        let other = findings.remove(at);
        n -= usize::from(at < n);
        let of = &mut findings[n];
        let known = |v: &Value| of.values.iter().any(|o| o.claim == v.claim);
        let more: Vec<Value> = other.values.into_iter().filter(|v| !known(v)).collect();
        let normalised = of.values[0].normalised.clone();
        of.values.extend(more.into_iter().map(|v| Value { normalised: normalised.clone(), ..v }));
        of.grade = Grade::Converted;
        of.reasons.extend(other.reasons.into_iter().filter(|r| r.rule != "alignment"));
        of.reasons.push(Reason { rule: "in_two_units".into(), text: "an article gives both as one".into() });
        if let (Some(mine), Some(theirs)) = (&mut of.consensus, other.consensus) {
            mine.origins.extend(theirs.origins);
            mine.origins.sort();
            mine.origins.dedup();
        }
    }
}

/// Of a tally, "52 votes to 48" against "54 to 46", the first number is the finding, and the second stands beside it.
fn tallies(story: &Story<'_>, findings: &mut Vec<Finding>) {
    let counts = |f: &Finding| f.grade.is_conflict() && matches!(f.kind, FindingKind::Count | FindingKind::Number);
    let mut n = 0;
    while n < findings.len() {
        let at = if counts(&findings[n]) { findings.iter().position(|f| counts(f) && is_second(story, &findings[n], f)) } else { None };
        if let Some(at) = at {
            let second = findings.remove(at);
            n -= usize::from(at < n);
            let texts: Vec<&str> = second.values.iter().map(|v| v.text.as_str()).collect();
            let text = format!("the other side of the tally: {}", texts.join(", "));
            findings[n].reasons.push(Reason { rule: "tally".into(), text });
            findings[n].related.extend(second.values.iter().map(|v| v.claim.clone()));
        }
        n += 1;
    }
}

/// Whether each value of one finding stands right behind a value of another, and either both add up to one sum in all
/// articles, or each pair is written as a tally.
fn is_second(story: &Story<'_>, first: &Finding, second: &Finding) -> bool {
    let mut sums: Vec<Option<Decimal>> = Vec::new();
    for b in &second.values {
        let Some((a, sign)) = first.values.iter().find_map(|a| Some((a, between(story, a, b)?))) else { return false };
        let number = |v: &Value| v.normalised.parse::<Decimal>().ok();
        sums.push(if sign { None } else { number(a).zip(number(b)).and_then(|(a, b)| a.checked_add(b)) });
    }
    let articles = |f: &Finding| f.values.iter().map(|v| v.article.clone()).collect::<std::collections::BTreeSet<_>>();
    let one_sum = sums.iter().all(|s| s.is_some() && *s == sums[0]);
    articles(first) == articles(second) && (one_sum || sums.iter().all(Option::is_none))
}

/// Whether a sign of a tally stands between two values that stand side by side; none where they do not.
fn between(story: &Story<'_>, a: &Value, b: &Value) -> Option<bool> {
    if a.article != b.article || a.field != b.field || a.span.end > b.span.start || a.span.end + TALLY < b.span.start {
        return None;
    }
    let article = story.articles.iter().find(|told| told.article.id() == a.article)?.article;
    let gap = article.slice(a.field, Span::new(a.span.end, b.span.start)).trim();
    let last = gap.rsplit(' ').next().unwrap_or_default();
    (!gap.contains(['.', ';', '\n'])).then_some(matches!(last, "to" | "-" | "–" | "against"))
}

/// What a title alone has and its own text has too, in a finding of its own or one with others, stands beside that.
fn titles(figures: &FxHashMap<&str, &Figure>, findings: &mut Vec<Finding>) {
    let mut n = 0;
    while n < findings.len() {
        let home = if is_title(&findings[n]) { findings.iter().position(|f| tells(figures, f, &findings[n])) } else { None };
        let Some(home) = home else {
            n += 1;
            continue;
        };
        let title = findings.remove(n);
        let home = &mut findings[home - usize::from(home > n)];
        home.related.retain(|id| !title.values.iter().any(|v| v.claim == *id));
        home.turned_down.retain(|t| !title.values.iter().any(|v| v.claim == t.claim));
        home.related.extend(title.values.into_iter().map(|v| v.claim));
    }
}

/// Whether the text of the article has, in a finding, the figure that its title has: an equal amount, or an equal number
/// of the same event.
fn tells(figures: &FxHashMap<&str, &Figure>, finding: &Finding, title: &Finding) -> bool {
    let event = |f: &Finding| f.measure.as_ref().and_then(|m| m.predicate.clone());
    let one = title.kind == finding.kind && (title.kind == FindingKind::Amount || event(title).is_some() && event(title) == event(finding));
    one && finding.values.iter().any(|v| {
        v.field == Field::Text
            && title.values.iter().all(|t| {
                let money = |f: &Figure| f.kind == FigureKind::Money;
                let equal = |f: &Figure, g: &Figure| f.value.is_some() && f.value == g.value && (!money(f) || f.unit == g.unit);
                let equal = figures.get(&*t.claim).zip(figures.get(&*v.claim)).is_some_and(|(f, g)| equal(f, g));
                t.article == v.article && equal
            })
    })
}
