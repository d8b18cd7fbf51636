//! What an article says there was not, and another tells something of: "there was no second door", "a second door stood open".

use super::denial::{is_existential, is_past};
use super::polarity::opening;
use super::told::{Story, Told};
use crate::claim::{Assertion, Polarity};
use crate::config::Config;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::terms::{Term, terms_of};
use crate::text::Document;

/// All findings on what was not there; where one of `others` has two of the clauses, that suffices.
pub(super) fn findings(story: &Story<'_>, others: &[Finding], config: &Config) -> Vec<Finding> {
    let lexicon = config.words();
    let all = || story.articles.iter().enumerate().flat_map(|(n, told)| told.claims.assertions.iter().map(move |claim| (n, claim)));
    let none = |claim: &Assertion| {
        // "No survivors" may be so of one place; of "a second gunman" there is one in a story.
        let one = claim.object.as_deref().is_some_and(|o| o.contains(' '));
        claim.polarity == Polarity::Denied && claim.modality.is_none() && is_existential(claim) && one
    };
    let mut found: Vec<Finding> = Vec::new();
    for (n, denial) in all().filter(|(_, claim)| none(claim)) {
        let thing = denial.object.as_deref().unwrap_or_default();
        let terms = terms_of(thing, lexicon);
        let told_of = |claim: &Assertion| is_told_of(claim, denial, thing, &terms, lexicon);
        let told = &story.articles[n];
        if terms.len() < 2 || told.claims.assertions.iter().any(told_of) || narrowed(denial, told, lexicon) {
            continue;
        }
        let affirmed: Vec<(usize, &Assertion)> =
            all().filter(|(m, claim)| *m != n && story.articles[*m].origin() != told.origin() && told_of(claim)).collect();
        let listed = |f: &Finding| f.values.iter().any(|v| v.claim == denial.id);
        if affirmed.is_empty() || others.iter().any(listed) || found.iter().any(listed) {
            continue;
        }
        found.push(finding(story, n, denial, &affirmed));
    }
    found
}

/// Whether a clause tells, as a fact, something of a thing: its subject is one, and it is not of the kind of which there need
/// be none: feared, ruled out.
fn is_told_of(claim: &Assertion, denial: &Assertion, thing: &str, terms: &[Term], lexicon: &Lexicon) -> bool {
    let fact = claim.polarity == Polarity::Affirmed && claim.modality.is_none() && !is_existential(claim);
    let event = lexicon.word(&claim.predicate);
    let unreal =
        || lexicon.payload(event, Class::Tells) == "unreal" || [Class::Cue, Class::Catenative].iter().any(|c| lexicon.is(event, *c));
    let last = |part: &str| part.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let one = |subject: &str| last(subject) == last(thing) && terms_of(subject, lexicon) == terms;
    let past = |claim: &Assertion| is_past(claim, &Document::of_words(&claim.text, lexicon));
    fact && claim.subject.as_deref().is_some_and(one) && !unreal() && past(claim).zip(past(denial)).is_some_and(|(a, b)| a == b)
}

/// Whether the clause goes on to say where, when or of what kind there was none, which may leave room for another.
fn narrowed(denial: &Assertion, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let end = denial.object.as_deref().and_then(|o| denial.text.find(o).map(|at| at + o.len()));
    let inside = end.map_or("", |end| denial.text[end..].trim_start());
    let behind = told.article.field(denial.field)[denial.span.end..].trim_start();
    let word = |text: &str| text.split([' ', ',', '.']).next().unwrap_or_default().to_lowercase();
    let opens = |w: &str| [Class::Preposition, Class::Relative, Class::Subordinator].iter().any(|c| lexicon.is(lexicon.word(w), *c));
    opens(&word(inside)) || opens(&word(behind))
}

fn finding(story: &Story<'_>, n: usize, denial: &Assertion, affirmed: &[(usize, &Assertion)]) -> Finding {
    let told = &story.articles[n];
    let first = affirmed.iter().map(|(m, _)| story.articles[*m].terms.day).collect::<Option<Vec<_>>>().and_then(|d| d.into_iter().min());
    let later = told.terms.day.zip(first).is_some_and(|(no, yes)| no < yes);
    let mut names: Vec<&str> = affirmed.iter().map(|(m, _)| story.articles[*m].article.source_name()).collect();
    names.sort_unstable();
    names.dedup();
    let tell = if names.len() == 1 { "tells" } else { "tell" };
    let text = format!("{} says there was none of what {} {tell} of", told.article.source_name(), names.join(", "));
    let mut reasons = vec![Reason { rule: "absent".into(), text }];
    if later {
        reasons.push(Reason { rule: "came_later".into(), text: "the denial is no later than the report that it happened".into() });
    }
    Finding {
        kind: FindingKind::Polarity,
        grade: if later { Grade::Superseded } else { Grade::Contradictory },
        what: format!("whether it was so: {}", opening(&denial.text)),
        values: std::iter::once(value(denial, false)).chain(affirmed.iter().map(|(_, claim)| value(claim, true))).collect(),
        reasons,
        ..Finding::default()
    }
}

fn value(claim: &Assertion, there: bool) -> Value {
    Value {
        claim: claim.id.clone(),
        article: claim.article.clone(),
        field: claim.field,
        span: claim.span,
        text: claim.text.clone(),
        normalised: if there { "there" } else { "not there" }.into(),
        ..Value::default()
    }
}
