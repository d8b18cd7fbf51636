//! Findings that tell one thing twice: both sides of a tally, one amount in two units, and what a title and its text have.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::told::Story;
use crate::article::{Article, Field};
use crate::claim::{Figure, FigureKind};
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::span::Span;

/// Between the two numbers of a tally stand so many bytes at most: "52 votes to 48", "seven women and five men".
const TALLY: usize = 16;

/// Makes one of findings on figures that tell one thing.
pub(super) fn join(story: &Story<'_>, findings: &mut Vec<Finding>, lexicon: &Lexicon) {
    let figures = story.articles.iter().flat_map(|told| &told.claims.figures);
    let figures: FxHashMap<&str, &Figure> = figures.map(|f| (f.id.as_str(), f)).collect();
    fold(findings, &tallies(story, findings, lexicon), beside);
    fold(findings, &conversions(&figures, findings), in_two_units);
    fold(findings, &titles(&figures, findings), in_title);
}

/// Puts the first of each pair of findings into the second, or into what that one is in by then.
fn fold(findings: &mut Vec<Finding>, pairs: &[(usize, usize)], put: impl Fn(&mut Finding, Finding)) {
    if pairs.is_empty() {
        return;
    }
    let mut home: Vec<usize> = (0..findings.len()).collect();
    let mut kept: Vec<Option<Finding>> = std::mem::take(findings).into_iter().map(Some).collect();
    for (from, mut into) in pairs.iter().copied() {
        while home[into] != into {
            into = home[into];
        }
        if into != from
            && let Some(one) = kept[from].take()
            && let Some(of) = &mut kept[into]
        {
            put(of, one);
            home[from] = into;
        }
    }
    findings.extend(kept.into_iter().flatten());
}

/// Agreements on one amount in two units are one where an article gives both as one: "11 miles (18 kilometres)".
fn conversions(figures: &FxHashMap<&str, &Figure>, findings: &[Finding]) -> Vec<(usize, usize)> {
    let agrees = |f: &&Finding| {
        let measured = matches!(f.kind, FindingKind::Amount | FindingKind::Quantity);
        measured && matches!(f.grade, Grade::Same | Grade::Rounding | Grade::Converted)
    };
    let all = || findings.iter().enumerate().filter(|(_, f)| agrees(f));
    let homes: FxHashMap<&str, usize> = all().flat_map(|(n, f)| f.values.iter().map(move |v| (v.claim.as_str(), n))).collect();
    let first = |v: &Value| homes.get(figures.get(v.claim.as_str())?.equivalent_of.as_deref()?).copied();
    let pair = |(n, f): (usize, &Finding)| {
        let others = f.values.iter().filter_map(first).filter(|of| *of != n && findings[*of].kind == f.kind);
        Some((n, others.min()?))
    };
    all().filter_map(pair).collect()
}

fn in_two_units(of: &mut Finding, other: Finding) {
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

/// Of a tally, "52 votes to 48" against "54 to 46", the first number is the finding, and the second stands beside it.
fn tallies(story: &Story<'_>, findings: &[Finding], lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let counts = |f: &&Finding| f.grade.is_conflict() && matches!(f.kind, FindingKind::Count | FindingKind::Number);
    let all = || findings.iter().enumerate().filter(|(_, f)| counts(f));
    let mut ends: Vec<(&str, Field, usize, usize)> =
        all().flat_map(|(n, f)| f.values.iter().map(move |v| (v.article.as_str(), v.field, v.span.end, n))).collect();
    ends.sort_unstable();
    let articles: FxHashMap<&str, &Article> = story.articles.iter().map(|told| (told.article.id(), told.article)).collect();
    let pair = |(n, second): (usize, &Finding)| {
        let v = second.values.first()?;
        let place = |end: usize| (v.article.as_str(), v.field, end, 0);
        let from = ends.partition_point(|e| *e < place(v.span.start.saturating_sub(TALLY)));
        let before = ends[from..].iter().take_while(|e| **e < place(v.span.start + 1)).map(|e| e.3);
        Some((n, before.filter(|of| *of != n && is_second(&articles, &findings[*of], second, lexicon)).min()?))
    };
    all().filter_map(pair).collect()
}

fn beside(of: &mut Finding, second: Finding) {
    let texts: Vec<&str> = second.values.iter().map(|v| v.text.as_str()).collect();
    of.reasons.push(Reason { rule: "tally".into(), text: format!("the other side of the tally: {}", texts.join(", ")) });
    of.related.extend(second.values.into_iter().map(|v| v.claim));
}

/// Whether each value of one finding stands right behind a value of another, and either both add up to one sum in all
/// articles and are of persons (men and women), or each pair is written as a tally.
fn is_second(articles: &FxHashMap<&str, &Article>, first: &Finding, second: &Finding, lexicon: &Lexicon) -> bool {
    let mut sums: Vec<Option<Decimal>> = Vec::new();
    for b in &second.values {
        let Some((a, sign)) = first.values.iter().find_map(|a| Some((a, between(articles, a, b)?))) else { return false };
        let number = |v: &Value| v.normalised.parse::<Decimal>().ok();
        sums.push(if sign { None } else { number(a).zip(number(b)).and_then(|(a, b)| a.checked_add(b)) });
    }
    let of = |f: &Finding| f.values.iter().map(|v| v.article.clone()).collect::<BTreeSet<_>>();
    let one_sum = sums.iter().all(|s| s.is_some() && *s == sums[0]);
    let persons =
        |f: &Finding| f.measure.as_ref().and_then(|m| m.counted.as_deref()).is_some_and(|c| lexicon.is(lexicon.word(c), Class::PersonNoun));
    of(first) == of(second) && (one_sum && persons(first) && persons(second) || sums.iter().all(Option::is_none))
}

/// Whether a sign of a tally stands between two values that stand side by side; none where they do not.
fn between(articles: &FxHashMap<&str, &Article>, a: &Value, b: &Value) -> Option<bool> {
    if a.article != b.article || a.field != b.field || a.span.end > b.span.start || a.span.end + TALLY < b.span.start {
        return None;
    }
    let gap = articles.get(a.article.as_str())?.slice(a.field, Span::new(a.span.end, b.span.start)).trim();
    let last = gap.rsplit(' ').next().unwrap_or_default();
    (!gap.contains(['.', ';', '\n'])).then_some(matches!(last, "to" | "-" | "–" | "against"))
}

/// What a title alone has and its own text has too, in a finding of its own or one with others, stands beside that.
fn titles(figures: &FxHashMap<&str, &Figure>, findings: &[Finding]) -> Vec<(usize, usize)> {
    let alone = |f: &Finding| f.grade == Grade::Uncorroborated && f.values.iter().all(|v| v.field == Field::Title);
    let value = |v: &Value| figures.get(v.claim.as_str())?.value;
    let mut texts: FxHashMap<(&str, Decimal), Vec<usize>> = FxHashMap::default();
    for (n, v) in findings.iter().enumerate().flat_map(|(n, f)| f.values.iter().map(move |v| (n, v))) {
        if let Some(value) = value(v).filter(|_| v.field == Field::Text) {
            texts.entry((&v.article, value)).or_default().push(n);
        }
    }
    let pair = |(n, title): (usize, &Finding)| {
        let v = title.values.first()?;
        let homes = texts.get(&(v.article.as_str(), value(v)?))?;
        Some((n, homes.iter().copied().find(|home| tells(figures, &findings[*home], title))?))
    };
    findings.iter().enumerate().filter(|(_, f)| alone(f)).filter_map(pair).collect()
}

fn in_title(home: &mut Finding, title: Finding) {
    home.related.retain(|id| !title.values.iter().any(|v| v.claim == *id));
    home.turned_down.retain(|t| !title.values.iter().any(|v| v.claim == t.claim));
    home.related.extend(title.values.into_iter().map(|v| v.claim));
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
