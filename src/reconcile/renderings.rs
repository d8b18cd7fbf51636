//! One utterance in other words: a translation, or what one article quotes and another reports.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use itertools::Itertools;
use rustc_hash::{FxHashMap, FxHashSet};

use super::config::Rendering as Asked;
use super::told::Story;
use crate::claim::{Quote, QuoteForm};
use crate::config::Config;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::report::{Cluster, Finding, FindingKind, Grade, Reading, Reason, Rendering, Value};
use crate::span::Span;
use crate::terms::form;
use crate::text::{Document, TokenKind};

/// Something that somebody said, in marks or reported.
struct Utterance<'a> {
    id: &'a str,
    quote: &'a Quote,
    article: usize,
    span: Span,
    text: &'a str,
    speaker: &'a str,
    /// Content words and names, sorted, each once.
    words: Vec<String>,
    group: usize,
    /// Groups that stand next to it, of the same speaker.
    beside: Vec<usize>,
}

impl Utterance<'_> {
    fn quoted(&self) -> bool {
        self.quote.form != QuoteForm::Indirect
    }
}

/// Copies of one wording: a cluster, or what no cluster has.
#[derive(Default)]
struct Group {
    cluster: Option<usize>,
    members: Vec<usize>,
    articles: BTreeSet<usize>,
}

/// Two utterances held to be one, with what speaks for it.
struct Pair<'w> {
    groups: (usize, usize),
    of: (usize, usize),
    weight: f64,
    share: f64,
    shared: Vec<&'w str>,
    beside: Option<usize>,
}

/// Links what renders a cluster's utterance in other words to that cluster. A quote that has no copy, and
/// is reported in another article, becomes a cluster of its own.
pub(super) fn link(story: &Story<'_>, clusters: &mut Vec<Cluster>, findings: &mut Vec<Finding>, config: &Config) {
    if story.articles.len() < 2 {
        return;
    }
    let asked = &config.fact_settings().rendering;
    let mut said = utterances(story, config.words());
    let groups = groups(&mut said, clusters);
    set_beside(&mut said, &groups, asked.reach);
    let pairs = pairs(&said, &groups, asked);
    let (home, joined) = join(&pairs, &groups);
    let utterances = (0..groups.len()).into_group_map_by(|g| home[*g]);
    for mut wordings in utterances.into_values().filter(|w| w.len() > 1).sorted() {
        // The best supported wording leads, of equals the fullest quote.
        let rank = |g: &usize| {
            let fullest = groups[*g].members.iter().map(|m| (said[*m].quoted(), said[*m].words.len())).max();
            (fullest.is_some_and(|f| f.0), groups[*g].articles.len(), fullest)
        };
        wordings.sort_by_key(|g| (std::cmp::Reverse(rank(g)), *g));
        let members = |g: usize| groups[g].members.iter().map(|m| &said[*m]);
        let at = groups[wordings[0]].cluster.unwrap_or_else(|| {
            clusters.push(alone(&members(wordings[0]).collect_vec(), story, format!("{}/c{}", story.id, clusters.len())));
            clusters.len() - 1
        });
        let cluster = &mut clusters[at];
        for g in &wordings[1..] {
            cluster.renderings.extend(members(*g).map(|u| u.id.to_owned()));
            let surest = joined.iter().copied().find(|p| p.groups.0 == *g || p.groups.1 == *g);
            cluster.evidence.extend(surest.map(|pair| {
                let (own, of) = if pair.groups.0 == *g { pair.of } else { (pair.of.1, pair.of.0) };
                Rendering { quote: said[own].id.to_owned(), of: said[of].id.to_owned(), reasons: reasons(pair, &said, &groups) }
            }));
        }
        cluster.renderings.sort();
        let whole = |g: usize| members(g).filter(|u| u.quote.form == QuoteForm::Direct).collect_vec();
        findings.extend(wording(&whole(wordings[0]), &wordings[1..].iter().flat_map(|g| whole(*g)).collect_vec()));
    }
}

/// Joins groups pair by pair, the surest first; an article has one wording of an utterance. Gives the
/// lowest group of each one's utterance, and the pairs that joined two.
fn join<'p, 'w>(pairs: &'p [Pair<'w>], groups: &[Group]) -> (Vec<usize>, Vec<&'p Pair<'w>>) {
    let mut home: Vec<usize> = (0..groups.len()).collect();
    let mut articles: Vec<BTreeSet<usize>> = groups.iter().map(|g| g.articles.clone()).collect();
    let mut joined = Vec::new();
    for pair in pairs {
        let (p, q) = (home[pair.groups.0], home[pair.groups.1]);
        let (low, high) = (p.min(q), p.max(q));
        if low != high && articles[low].is_disjoint(&articles[high]) {
            let more = std::mem::take(&mut articles[high]);
            articles[low].extend(more);
            home.iter_mut().filter(|h| **h == high).for_each(|h| *h = low);
            joined.push(pair);
        }
    }
    (home, joined)
}

/// Everything that a known speaker said, by its place.
fn utterances<'a>(story: &Story<'a>, lexicon: &Lexicon) -> Vec<Utterance<'a>> {
    let mut said = Vec::new();
    for (article, told) in story.articles.iter().enumerate() {
        for quote in told.claims.quotes.iter().filter(|q| q.form != QuoteForm::Term && q.parent.is_none()) {
            let Some(speaker) = quote.speaker.as_ref().map(|s| s.id.as_deref().unwrap_or(&s.name)) else { continue };
            let whole = [(quote.id.as_str(), quote.span)];
            let pieces: Vec<_> = quote.pieces.iter().map(|p| (p.id.as_str(), p.span)).collect();
            let parts = if pieces.is_empty() { &whole[..] } else { &pieces };
            said.extend(parts.iter().map(|(id, span)| {
                let text = told.article.slice(quote.field, *span);
                let words = content(text, lexicon);
                Utterance { id, quote, article, span: *span, text, speaker, words, group: 0, beside: Vec::new() }
            }));
        }
    }
    said.sort_by_key(|u| (u.article, u.quote.field, u.span, u.id));
    said
}

/// The content words and names of a statement, and the adverbs of place and degree, each in its plain form.
fn content(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let doc = Document::new(text, 0, lexicon);
    let mut words: Vec<String> = (0..doc.tokens.len())
        .filter_map(|i| {
            let token = &doc.tokens[i];
            let classes = lexicon.classes(token.word);
            match token.kind {
                TokenKind::Number => Some(doc.base(i).to_owned()),
                TokenKind::Word | TokenKind::Mixed if classes.has(Class::Adverb) => {
                    let base = lexicon.payload(token.word, Class::Adverb);
                    let word = if base.is_empty() { doc.base(i) } else { base };
                    (!classes.meets(ClassSet::of(&[Class::Negation, Class::Pronoun, Class::Conjunction, Class::Preposition])))
                        .then(|| word.to_lowercase())
                }
                TokenKind::Word | TokenKind::Mixed if !classes.meets(ClassSet::CLOSED) => Some(form(&doc, i)),
                _ => None,
            }
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Clusters, and what no cluster has, equal words of one speaker together.
fn groups(said: &mut [Utterance<'_>], clusters: &[Cluster]) -> Vec<Group> {
    let home: FxHashMap<&str, usize> =
        clusters.iter().enumerate().flat_map(|(c, cluster)| cluster.members.iter().map(move |m| (m.as_str(), c))).collect();
    let mut groups: Vec<Group> = (0..clusters.len()).map(|c| Group { cluster: Some(c), ..Group::default() }).collect();
    let mut lone: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for (n, said) in said.iter_mut().enumerate() {
        said.group = home.get(said.id).copied().unwrap_or_else(|| {
            *lone.entry((said.speaker, said.text)).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() - 1
            })
        });
        groups[said.group].members.push(n);
        groups[said.group].articles.insert(said.article);
    }
    groups
}

/// The nearest quote of the same speaker on either side, where other articles have it too.
fn set_beside(said: &mut [Utterance<'_>], groups: &[Group], reach: usize) {
    for n in 0..said.len() {
        let own = &said[n];
        let near = |other: &Utterance<'_>| {
            let gap = if other.span.end <= own.span.start {
                own.span.start - other.span.end
            } else {
                other.span.start.checked_sub(own.span.end)?
            };
            Some(gap).filter(|g| *g <= reach)
        };
        let fits = |u: &&Utterance<'_>| {
            u.article == own.article && u.quote.field == own.quote.field && u.speaker == own.speaker && u.quoted() && near(u).is_some()
        };
        let before = said[..n].iter().rev().take_while(|u| u.article == own.article).find(fits);
        let behind = said[n + 1..].iter().take_while(|u| u.article == own.article).find(fits);
        let beside = before.into_iter().chain(behind).map(|u| u.group).filter(|g| groups[*g].articles.len() > 1).collect();
        said[n].beside = beside;
    }
}

/// The pairs that show enough, the surest first.
fn pairs<'w>(said: &'w [Utterance<'_>], groups: &[Group], asked: &Asked) -> Vec<Pair<'w>> {
    let mut holders: FxHashMap<&str, FxHashSet<usize>> = FxHashMap::default();
    for utterance in said {
        for word in &utterance.words {
            holders.entry(word).or_default().insert(utterance.group);
        }
    }
    let all_told = groups.len() as f64 + asked.prior;
    let weight = |word: &str| (all_told / (holders.get(word).map_or(0, FxHashSet::len) as f64 + 1.0)).ln();
    // An utterance is held against many: its words are weighed once, when the first of them is met.
    let weights: Vec<OnceCell<(Vec<f64>, f64)>> = vec![OnceCell::new(); said.len()];
    let weighed = |n: usize| {
        weights[n].get_or_init(|| {
            let each: Vec<f64> = said[n].words.iter().map(|w| weight(w)).collect();
            let sum = each.iter().sum();
            (each, sum)
        })
    };
    let mut all = Vec::new();
    let of_one = (0..said.len()).into_group_map_by(|n| said[*n].speaker);
    for [m, n] in of_one.into_values().flat_map(|own| own.into_iter().array_combinations()) {
        let (u, v) = (&said[m], &said[n]);
        if u.article == v.article || u.group == v.group || !(u.quoted() || v.quoted()) {
            continue;
        }
        // An article that has the one wording says another thing with the other.
        if groups[u.group].articles.contains(&v.article) || groups[v.group].articles.contains(&u.article) {
            continue;
        }
        let ((weights, all_of_u), (_, all_of_v)) = (weighed(m), weighed(n));
        let both = u.words.iter().zip(weights).filter(|(w, _)| v.words.binary_search(w).is_ok());
        let (shared, sum) = both.fold((Vec::new(), 0.0), |(mut shared, sum), (word, weight)| {
            shared.push(word.as_str());
            (shared, sum + weight)
        });
        let share = sum / all_of_u.min(*all_of_v).max(f64::MIN_POSITIVE);
        let beside = u.beside.iter().find(|g| v.beside.contains(g)).copied();
        all.push(Pair { groups: (u.group, v.group), of: (m, n), weight: sum, share, shared, beside });
    }
    let rank = |p: &Pair<'_>| p.weight + if p.beside.is_some() { asked.beside_weight } else { 0.0 };
    all.sort_by(|p, q| rank(q).total_cmp(&rank(p)).then(p.of.cmp(&q.of)));
    // The best of each group in each other article, and what the next best weighs.
    let mut best: FxHashMap<(usize, usize), (usize, f64)> = FxHashMap::default();
    for pair in &all {
        let sides = [(pair.groups.0, pair.groups.1, pair.of.1), (pair.groups.1, pair.groups.0, pair.of.0)];
        for (own, other, place) in sides {
            let known = best.entry((own, said[place].article)).or_insert((other, 0.0));
            if known.0 != other {
                known.1 = known.1.max(rank(pair));
            }
        }
    }
    let alone = |own: usize, other: usize, place: usize, pair: &Pair<'_>| {
        best.get(&(own, said[place].article)).is_some_and(|(first, next)| *first == other && rank(pair) >= next + asked.margin)
    };
    all.retain(|p| {
        let (u, v) = (&said[p.of.0], &said[p.of.1]);
        let near = p.beside.is_some() && p.weight >= asked.beside_weight && p.share >= asked.beside_share;
        // Of two quotes in other words only the place tells that they are one.
        let like = u.quoted() != v.quoted() && p.weight >= asked.weight && p.share >= asked.share;
        let enough = p.shared.len() >= asked.words && (near || like);
        enough && alone(p.groups.0, p.groups.1, p.of.1, p) && alone(p.groups.1, p.groups.0, p.of.0, p)
    });
    all
}

/// A cluster of what has no copy.
fn alone(members: &[&Utterance<'_>], story: &Story<'_>, id: String) -> Cluster {
    let ids: Vec<String> = members.iter().map(|u| u.id.to_owned()).collect();
    let origins: BTreeSet<&str> = members.iter().map(|u| story.articles[u.article].origin()).collect();
    Cluster {
        id,
        representative: ids[0].clone(),
        speaker: members[0].quote.speaker.as_ref().and_then(|s| s.id.clone()),
        origins: origins.into_iter().map(str::to_owned).collect(),
        readings: vec![Reading { members: ids.clone(), differences: Vec::new() }],
        members: ids,
        ..Cluster::default()
    }
}

fn reasons(pair: &Pair<'_>, said: &[Utterance<'_>], groups: &[Group]) -> Vec<Reason> {
    let (u, v) = (&said[pair.of.0], &said[pair.of.1]);
    let name = u.quote.speaker.as_ref().map_or("", |s| &s.name);
    let words = pair.shared.iter().map(|w| format!("“{w}”")).join(", ");
    let share = (pair.share * 100.0).round();
    let mut reasons = vec![
        Reason { rule: "same_speaker".into(), text: format!("both are of {name}") },
        Reason {
            rule: "shared_words".into(),
            text: format!("both have {words}: {:+.1}, {share} of a hundred parts of the shorter", pair.weight),
        },
    ];
    if let Some(shared) = pair.beside.and_then(|g| groups[g].members.first()) {
        let text = format!("both stand next to a quote that both articles have: “{}”", said[*shared].text.trim_end_matches(','));
        reasons.push(Reason { rule: "beside_shared_quote".into(), text });
    }
    let told = |u: &Utterance<'_>| u.quote.told_to.as_ref().map(|t| t.text.clone());
    if let Some(one) = told(u).filter(|t| told(v).as_ref() == Some(t)) {
        reasons.push(Reason { rule: "same_listener".into(), text: format!("both were told to {one}") });
    }
    let how = match (u.quoted(), v.quoted()) {
        (true, true) => "both are given as quotes: one of them, or both, may be a translation",
        _ => "quoted in one article and reported in the other",
    };
    reasons.push(Reason { rule: "rendering".into(), text: how.into() });
    reasons
}

/// Quotes of one utterance in other words: both cannot be what was said.
fn wording(own: &[&Utterance<'_>], others: &[&Utterance<'_>]) -> Option<Finding> {
    let first = own.first()?;
    if others.is_empty() {
        return None;
    }
    let name = first.quote.speaker.as_ref().map_or("somebody", |s| &s.name);
    let value = |u: &Utterance<'_>, normalised: &str| Value {
        claim: u.id.to_owned(),
        article: u.quote.article.clone(),
        field: u.quote.field,
        span: u.span,
        text: u.text.to_owned(),
        normalised: normalised.to_owned(),
        ..Value::default()
    };
    let values = own.iter().map(|u| value(u, first.text)).chain(others.iter().map(|u| value(u, u.text))).collect();
    let text = "the quotes stand in one place of one speech and share few words: at most one of them is word for word";
    Some(Finding {
        kind: FindingKind::QuoteWording,
        grade: Grade::Discrepant,
        what: format!("how {name} is quoted: “{}”", super::quotes::opening(first.text)),
        values,
        reasons: vec![Reason { rule: "rendering".into(), text: text.into() }],
        ..Finding::default()
    })
}
