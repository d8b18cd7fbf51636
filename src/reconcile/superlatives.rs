//! What two origins or more put before all others of its kind: "the longest strike in history".

use super::told::Story;
use crate::lexicon::Lexicon;
use crate::remarks::Superlative;
use crate::report::{Finding, FindingKind, Grade, Reason, Value};
use crate::terms::{Rarity, Term, terms_of};

struct Put<'a> {
    article: usize,
    said: &'a Superlative,
    /// The terms of its kind.
    kind: Vec<Term>,
    /// Those of its sentence.
    sentence: &'a [Term],
}

/// All findings on superlatives that two origins have; `like` is how much of the weight of two sentences is
/// shared, 0 to 1, where one of them does not name the kind.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, lexicon: &Lexicon, like: f64) -> Vec<Finding> {
    let mut groups: Vec<Vec<Put<'_>>> = Vec::new();
    for (article, told) in story.articles.iter().enumerate() {
        for said in &told.terms.remarks.superlatives {
            let kind = terms_of(told.article.slice(said.field, said.kind), lexicon);
            let sentence = told.terms.sentences.get(said.sentence).map_or(&[][..], Vec::as_slice);
            let put = Put { article, said, kind, sentence };
            match groups.iter_mut().find(|g| g.iter().all(|o| one(o, &put, rarity, like))) {
                Some(group) if group.iter().any(|o| o.article == article) => {}
                Some(group) => group.push(put),
                None => groups.push(vec![put]),
            }
        }
    }
    let origin = |p: &Put<'_>| story.articles[p.article].origin();
    groups.retain(|g| g.iter().any(|p| origin(p) != origin(&g[0])));
    groups.iter().map(|g| finding(story, g)).collect()
}

/// Whether two superlatives are of one thing: of one degree and kind, or where one names no kind, in sentences
/// that share enough.
fn one(a: &Put<'_>, b: &Put<'_>, rarity: &Rarity, like: f64) -> bool {
    let any = |p: &Put<'_>| p.said.degree == "*";
    let alike = rarity.likeness(a.sentence, b.sentence);
    (a.said.degree == b.said.degree || any(a) || any(b))
        && if a.kind.is_empty() || b.kind.is_empty() { alike >= like } else { a.kind.iter().any(|t| b.kind.contains(t)) && alike > 0.0 }
}

fn finding(story: &Story<'_>, group: &[Put<'_>]) -> Finding {
    let text = |p: &Put<'_>| story.articles[p.article].article.slice(p.said.field, p.said.span).to_owned();
    let same = group.iter().all(|p| p.said.among == group[0].said.among && p.said.hedged == group[0].said.hedged);
    let fullest = group.iter().max_by_key(|p| (p.kind.len(), std::cmp::Reverse(p.article))).map_or_else(String::new, text);
    let values = group.iter().map(|p| {
        let told = &story.articles[p.article];
        Value {
            claim: told.article.id().to_owned(),
            article: told.article.id().to_owned(),
            field: p.said.field,
            span: p.said.span,
            text: text(p),
            normalised: fullest.clone(),
            ..Value::default()
        }
    });
    let (rule, why) = if same {
        ("superlative", "origins that do not share their text put it before all others of its kind".to_owned())
    } else {
        (
            "superlative_room",
            "before all others of a wider kind in one, or of several in the other: each leaves room for the other".to_owned(),
        )
    };
    Finding {
        kind: FindingKind::Attribution,
        grade: if same { Grade::Same } else { Grade::Bound },
        what: fullest.clone(),
        values: values.collect(),
        reasons: vec![Reason { rule: rule.into(), text: why }],
        ..Finding::default()
    }
}
