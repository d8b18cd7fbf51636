//! One utterance in other words: a translation, or what one article quotes and another reports.

use std::collections::BTreeSet;

use itertools::Itertools;
use rustc_hash::{FxHashMap, FxHashSet};

use super::config::Rendering as Asked;
use super::first;
use super::told::Story;
use crate::claim::{LimitHit, Quote, QuoteForm};
use crate::config::Config;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::report::{Cluster, Finding, FindingKind, Grade, Reading, Reason, Rendering, Value};
use crate::span::Span;
use crate::terms::{shared, write_form};
use crate::text::{Document, TokenKind};

/// Something that somebody said, in marks or reported.
struct Utterance<'a> {
    id: &'a str,
    quote: &'a Quote,
    article: usize,
    span: Span,
    text: &'a str,
    speaker: &'a str,
    /// Content words and names by their numbers, sorted, each once.
    words: Vec<u32>,
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
struct Pair {
    groups: (usize, usize),
    of: (usize, usize),
    weight: f64,
    share: f64,
    /// How many words both have.
    shared: usize,
    beside: Option<usize>,
}

/// Links what renders a cluster's utterance in other words to that cluster. A quote that has no copy, and
/// is reported in another article, becomes a cluster of its own.
pub(super) fn link(
    story: &Story<'_>,
    clusters: &mut Vec<Cluster>,
    findings: &mut Vec<Finding>,
    config: &Config,
    limits: &mut Vec<LimitHit>,
) {
    if story.articles.len() < 2 {
        return;
    }
    let asked = &config.fact_settings().rendering;
    let (mut said, words) = utterances(story, config.words());
    let groups = groups(&mut said, clusters);
    set_beside(&mut said, &groups, asked.reach);
    let of_one = (0..said.len()).into_group_map_by(|n| said[*n].speaker).into_values().sorted_unstable_by_key(|own| own[0]);
    let of_one = of_one.map(|own| {
        let name = said[own[0]].quote.speaker.as_ref().map_or("", |s| &s.name);
        first::of_each(own, |n| said[*n].article, config.compared_limit(), &format!("statements of {name}"), story, limits)
    });
    let pairs = pairs(&said, &groups, of_one.collect(), words.len(), asked);
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
                Rendering { quote: said[own].id.to_owned(), of: said[of].id.to_owned(), reasons: reasons(pair, &said, &words, &groups) }
            }));
        }
        cluster.renderings.sort();
        let whole = |g: usize| members(g).filter(|u| u.quote.form == QuoteForm::Direct).collect_vec();
        findings.extend(wording(&whole(wordings[0]), &wordings[1..].iter().flat_map(|g| whole(*g)).collect_vec()));
    }
}

/// Joins groups pair by pair, the surest first; an article has one wording of an utterance. Gives the
/// lowest group of each one's utterance, and the pairs that joined two.
fn join<'p>(pairs: &'p [Pair], groups: &[Group]) -> (Vec<usize>, Vec<&'p Pair>) {
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

/// Everything that a known speaker said, by its place; and the words, in their order, by their numbers.
fn utterances<'a>(story: &Story<'a>, lexicon: &Lexicon) -> (Vec<Utterance<'a>>, Vec<String>) {
    let (mut said, mut numbers) = (Vec::new(), FxHashMap::default());
    for (article, told) in story.articles.iter().enumerate() {
        for quote in told.claims.quotes.iter().filter(|q| q.form != QuoteForm::Term && q.parent.is_none()) {
            let Some(speaker) = quote.speaker.as_ref().and_then(|s| s.id.as_deref()) else { continue };
            let whole = [(quote.id.as_str(), quote.span)];
            let pieces: Vec<_> = quote.pieces.iter().map(|p| (p.id.as_str(), p.span)).collect();
            let parts = if pieces.is_empty() { &whole[..] } else { &pieces };
            said.extend(parts.iter().map(|(id, span)| {
                let text = told.article.slice(quote.field, *span);
                let words = content(text, lexicon, &mut numbers);
                Utterance { id, quote, article, span: *span, text, speaker, words, group: 0, beside: Vec::new() }
            }));
        }
    }
    said.sort_by_key(|u| (u.article, u.quote.field, u.span, u.id));
    let words: Vec<(String, u32)> = numbers.into_iter().sorted_unstable().collect();
    let mut ranks = vec![0; words.len()];
    (0..).zip(&words).for_each(|(rank, (_, number))| ranks[*number as usize] = rank);
    for own in said.iter_mut().map(|u| &mut u.words) {
        own.iter_mut().for_each(|w| *w = ranks[*w as usize]);
        own.sort_unstable();
        own.dedup();
    }
    (said, words.into_iter().map(|w| w.0).collect())
}

/// The content words and names of a statement, and the adverbs of place and degree, each in its plain form, by their
/// `numbers`.
fn content(text: &str, lexicon: &Lexicon, numbers: &mut FxHashMap<String, u32>) -> Vec<u32> {
    let doc = Document::of_words(text, lexicon);
    let mut words = Vec::with_capacity(doc.tokens.len());
    let mut word = String::new();
    for (i, token) in doc.tokens.iter().enumerate() {
        word.clear();
        match token.kind {
            TokenKind::Number => word.push_str(doc.base(i)),
            TokenKind::Word | TokenKind::Mixed if token.is(Class::Adverb) => {
                let closed = ClassSet::of(&[Class::Negation, Class::Pronoun, Class::Conjunction, Class::Preposition]);
                if token.classes.meets(closed) {
                    continue;
                }
                let base = lexicon.payload(token.word, Class::Adverb);
                word.push_str(&if base.is_empty() { doc.base(i) } else { base }.to_lowercase());
            }
            TokenKind::Word | TokenKind::Mixed if !token.classes.meets(ClassSet::CLOSED) => write_form(&doc, i, &mut word),
            _ => continue,
        }
        let next = numbers.len() as u32;
        words.push(numbers.get(&word).copied().unwrap_or_else(|| *numbers.entry(word.clone()).or_insert(next)));
    }
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
    // Where an utterance ends, or one before it in its field that ends later.
    let mut ends: Vec<usize> = said.iter().map(|u| u.span.end).collect();
    for n in 1..said.len() {
        if (said[n - 1].article, said[n - 1].quote.field) == (said[n].article, said[n].quote.field) {
            ends[n] = ends[n].max(ends[n - 1]);
        }
    }
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
        let field = |u: &&Utterance<'_>| u.article == own.article && u.quote.field == own.quote.field;
        let close = |(_, end): &(&Utterance<'_>, &usize)| *end + reach >= own.span.start;
        let before = said[..n].iter().zip(&ends).rev().take_while(|p| field(&p.0) && close(p)).map(|p| p.0).find(fits);
        let behind = said[n + 1..].iter().take_while(field).take_while(|u| u.span.start <= own.span.end + reach).find(fits);
        let beside = before.into_iter().chain(behind).map(|u| u.group).filter(|g| groups[*g].articles.len() > 1).collect();
        said[n].beside = beside;
    }
}

/// The pairs that show enough, the surest first; `of_one` are the utterances of each speaker, `words` how many words
/// there are.
fn pairs(said: &[Utterance<'_>], groups: &[Group], of_one: Vec<Vec<usize>>, words: usize, asked: &Asked) -> Vec<Pair> {
    let mut holders: Vec<FxHashSet<usize>> = vec![FxHashSet::default(); words];
    for utterance in said {
        utterance.words.iter().for_each(|w| _ = holders[*w as usize].insert(utterance.group));
    }
    let all_told = groups.len() as f64 + asked.prior;
    let weights: Vec<f64> = holders.iter().map(|h| (all_told / (h.len() as f64 + 1.0)).ln()).collect();
    let sums: Vec<f64> = said.iter().map(|u| u.words.iter().map(|w| weights[*w as usize]).sum()).collect();
    let mut all = Vec::new();
    for [m, n] in of_one.into_iter().flat_map(|own| own.into_iter().array_combinations()) {
        let (u, v) = (&said[m], &said[n]);
        if u.article == v.article || u.group == v.group || !(u.quoted() || v.quoted()) {
            continue;
        }
        // An article that has the one wording says another thing with the other.
        if groups[u.group].articles.contains(&v.article) || groups[v.group].articles.contains(&u.article) {
            continue;
        }
        let both = shared(&u.words, &v.words);
        let (shared, sum) = both.fold((0, 0.0), |(shared, sum), word| (shared + 1, sum + weights[word as usize]));
        let share = sum / sums[m].min(sums[n]).max(f64::MIN_POSITIVE);
        let beside = u.beside.iter().find(|g| v.beside.contains(g)).copied();
        all.push(Pair { groups: (u.group, v.group), of: (m, n), weight: sum, share, shared, beside });
    }
    let rank = |p: &Pair| p.weight + if p.beside.is_some() { asked.beside_weight } else { 0.0 };
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
    let alone = |own: usize, other: usize, place: usize, pair: &Pair| {
        best.get(&(own, said[place].article)).is_some_and(|(first, next)| *first == other && rank(pair) >= next + asked.margin)
    };
    all.retain(|p| {
        let (u, v) = (&said[p.of.0], &said[p.of.1]);
        let near = p.beside.is_some() && p.weight >= asked.beside_weight && p.share >= asked.beside_share;
        // Of two quotes in other words only the place tells that they are one.
        let like = u.quoted() != v.quoted() && p.weight >= asked.weight && p.share >= asked.share;
        let enough = p.shared >= asked.words && (near || like);
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

fn reasons(pair: &Pair, said: &[Utterance<'_>], words: &[String], groups: &[Group]) -> Vec<Reason> {
    let (u, v) = (&said[pair.of.0], &said[pair.of.1]);
    let name = u.quote.speaker.as_ref().map_or("", |s| &s.name);
    let words = shared(&u.words, &v.words).map(|w| format!("“{}”", words[w as usize])).join(", ");
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
