//! From clusters of quotes to their entry in the report and the findings on wording.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::attribution;
use super::told::Story;
use crate::claim::{Quote, QuoteForm, Speaker};
use crate::cluster::{ClaimIndex, ClusterConfig, Statement, collate};
use crate::config::Config;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::report::{Cluster, Difference, DifferenceKind, Finding, FindingKind, Grade, Reading, Reason, Value};
use crate::span::Span;
use crate::text::{Document, TokenKind};

/// Of the content words that a wording shares with the base there are so many, where it has so many.
const LEAST: usize = 4;

/// A quote, or a part of a spliced one, as one statement.
struct Said<'a> {
    id: &'a str,
    quote: &'a Quote,
    span: Span,
    text: &'a str,
    origins: Vec<&'a str>,
}

/// The clusters of a story's quotes that have two members or more; findings on
/// their wording are appended to `findings`.
pub(super) fn clusters(story: &Story<'_>, config: &Config, findings: &mut Vec<Finding>) -> Vec<Cluster> {
    let said: BTreeMap<&str, Said<'_>> = statements(story);
    let mut index = ClaimIndex::new(ClusterConfig::story());
    let mut of_article: FxHashMap<&str, Vec<Statement<'_>>> = FxHashMap::default();
    for s in said.values() {
        let speaker = s.quote.speaker.as_ref().and_then(|p| p.id.as_deref());
        of_article.entry(&s.quote.article).or_default().push(Statement { id: s.id, text: s.text, speaker });
    }
    for id in story.articles.iter().map(|told| told.article.id()) {
        index.add(id, of_article.get(id).map_or(&[], Vec::as_slice));
    }
    let settled = index.settle();
    let mut groups: Vec<Vec<&Said<'_>>> =
        (0..settled.len()).map(|c| settled.members(c).filter_map(|id| said.get(id)).collect()).filter(|g: &Vec<_>| g.len() > 1).collect();
    groups = groups.into_iter().flat_map(|g| of_persons(g, config)).collect();
    groups.sort_by_key(|g| g[0].id);
    let mut clusters = Vec::with_capacity(groups.len());
    for members in groups {
        let mut cluster = cluster(&members);
        cluster.id = format!("{}/c{}", story.id, clusters.len());
        findings.extend(wording(&cluster, &members, config));
        clusters.push(cluster);
    }
    let of = |c: usize| settled.members(c).filter_map(|id| said.get(id)).collect::<Vec<_>>();
    let pairs: Vec<Finding> = settled.conflicts().filter_map(|(a, b)| contrary(&of(a), &of(b), findings)).collect();
    findings.extend(pairs);
    clusters
}

/// Members of a cluster that may be one utterance: what two people are surely named for is one where the words are the
/// same, and not where they are only alike, as those of one who echoes another.
fn of_persons<'s, 'a>(members: Vec<&'s Said<'a>>, config: &Config) -> Vec<Vec<&'s Said<'a>>> {
    let sure = |s: &Said<'a>| s.quote.speaker.as_ref().filter(|p| attribution::is_sure(p, config));
    let mut persons: Vec<(&Speaker, Vec<&'s Said<'a>>)> = Vec::new();
    for said in &members {
        let Some(speaker) = sure(said) else { continue };
        match persons.iter_mut().find(|(p, _)| attribution::may_be_one(p, speaker, config)) {
            Some((_, own)) => own.push(said),
            None => persons.push((speaker, vec![said])),
        }
    }
    if persons.len() < 2 {
        return vec![members];
    }
    let place: FxHashMap<&str, usize> = members.iter().enumerate().map(|(n, s)| (s.id, n)).collect();
    let same = |a: &[&Said<'a>], b: &[&Said<'a>]| a.iter().any(|s| b.iter().any(|t| is_same(s.text, t.text)));
    let mut parts: Vec<Vec<&'s Said<'a>>> = Vec::new();
    for (_, own) in persons {
        match parts.iter_mut().find(|p| same(p, &own)) {
            Some(part) => part.extend(own),
            None => parts.push(own),
        }
    }
    // Whoever is not surely named goes with the same words, else with the most.
    parts.sort_by_key(|p| (std::cmp::Reverse(p.len()), place[p[0].id]));
    for said in members.into_iter().filter(|s| sure(s).is_none()) {
        let at = parts.iter().position(|p| same(p, &[said])).unwrap_or(0);
        parts[at].push(said);
    }
    parts.iter_mut().for_each(|p| p.sort_by_key(|s| place[s.id]));
    parts.into_iter().filter(|p| p.len() > 1).collect()
}

/// Whether two wordings are one but for marks, spelling and cuts, or for a few words of like sense, and both speak of themselves
/// and to others alike.
fn is_same(a: &str, b: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let pronoun = |text: &str, span: Option<Span>| {
        let words = span.map_or("", |s| s.slice(text)).split_whitespace();
        let word = |w: &str| lexicon.word(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        words.map(word).any(|w| [Class::Pronoun, Class::PossessivePronoun].iter().any(|c| lexicon.payload(w, *c).starts_with(['1', '2'])))
    };
    a == b || collate(a, b).iter().all(|d| !d.sense && !pronoun(b, d.span) && !pronoun(a, d.base))
}

/// A finding where two articles give words of one speaker that differ in nothing but a negation or a number, and
/// neither has the other's. Where one of `figures` tells the number, that suffices.
fn contrary(one: &[&Said<'_>], other: &[&Said<'_>], figures: &[Finding]) -> Option<Finding> {
    let speaker = |s: &Said<'_>| s.quote.speaker.as_ref().and_then(|p| p.id.clone());
    let of_one = |s: &&&Said<'_>| speaker(s).is_some() && speaker(s) == one.first().and_then(|o| speaker(o));
    let (one, other): (Vec<_>, Vec<_>) = (one.iter().filter(of_one).collect(), other.iter().filter(of_one).collect());
    let (a, b) = (one.first()?, other.first()?);
    let both = |same: fn(&Said<'_>, &Said<'_>) -> bool| one.iter().any(|s| other.iter().any(|t| same(s, t)));
    let one_article = |s: &Said<'_>, t: &Said<'_>| s.quote.article == t.quote.article;
    let one_origin = |s: &Said<'_>, t: &Said<'_>| s.origins.iter().any(|o| t.origins.contains(o));
    if both(one_article) || both(one_origin) {
        return None;
    }
    let differences = collate(a.text, b.text);
    let told = differences.iter().find(|d| d.sense)?;
    let only = differences.iter().all(|d| !d.sense || d == told);
    let within = |f: &Finding, s: &Said<'_>| {
        f.values.iter().any(|v| v.article == s.quote.article && v.field == s.quote.field && s.span.contains(v.span))
    };
    let told_by = |f: &Finding| one.iter().any(|s| within(f, s)) && other.iter().any(|s| within(f, s));
    let (grade, rule) = match told.kind {
        DifferenceKind::Negation if only => (Grade::Contradictory, "negation"),
        DifferenceKind::Number if only && !figures.iter().any(told_by) => (Grade::Discrepant, "number"),
        _ => return None,
    };
    let who = a.quote.speaker.as_ref().map_or("somebody", |s| &s.name);
    let values = |of: &[&&Said<'_>], text: &str| of.iter().map(|s| value(s, text)).collect::<Vec<_>>();
    Some(Finding {
        kind: FindingKind::QuoteWording,
        grade,
        what: format!("how {who} is quoted: “{}”", opening(a.text)),
        values: [values(&one, a.text), values(&other, b.text)].concat(),
        reasons: vec![Reason { rule: rule.into(), text: format!("{}; the words are otherwise alike", told.text) }],
        ..Finding::default()
    })
}

/// Everything that is somebody's speech; of a spliced quote its parts, of a nested one the whole that it
/// stands in.
fn statements<'a>(story: &Story<'a>) -> BTreeMap<&'a str, Said<'a>> {
    let mut said = BTreeMap::new();
    for told in &story.articles {
        let quotes = told.claims.quotes.iter().filter(|q| matches!(q.form, QuoteForm::Direct | QuoteForm::Partial) && q.parent.is_none());
        for quote in quotes {
            let mut put = |id: &'a str, span: Span| {
                let text = told.article.slice(quote.field, span);
                said.insert(id, Said { id, quote, span, text, origins: told.origins_at(quote.field, span) });
            };
            if quote.pieces.is_empty() {
                put(&quote.id, quote.span);
            }
            for piece in &quote.pieces {
                put(&piece.id, piece.span);
            }
        }
    }
    said
}

fn cluster(members: &[&Said<'_>]) -> Cluster {
    let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
    for id in members.iter().filter_map(|m| m.quote.speaker.as_ref()?.id.as_deref()) {
        *speakers.entry(id).or_default() += 1;
    }
    let own = members[0].quote.speaker.as_ref().and_then(|s| s.id.as_deref());
    // Of two, rather who has a name than who has a role.
    let named = |id: &str| {
        let speaker = members.iter().filter_map(|m| m.quote.speaker.as_ref()).find(|s| s.id.as_deref() == Some(id));
        speaker.is_some_and(|s| s.name.split(' ').all(|w| w.starts_with(char::is_uppercase)))
    };
    let best = |(id, n): &(&str, usize)| (*n, named(id), Some(*id) == own, std::cmp::Reverse(id.to_string()));
    let origins: BTreeSet<&str> = members.iter().flat_map(|m| m.origins.iter().copied()).collect();
    Cluster {
        id: String::new(),
        members: members.iter().map(|m| m.id.to_owned()).collect(),
        representative: members[0].id.to_owned(),
        speaker: speakers.into_iter().max_by_key(best).map(|(id, _)| id.to_owned()),
        origins: origins.into_iter().map(str::to_owned).collect(),
        readings: readings(members),
        ..Cluster::default()
    }
}

/// The wordings of a cluster, the representative's first, then in the order of their first members.
fn readings(members: &[&Said<'_>]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut seen: FxHashMap<Vec<(DifferenceKind, String)>, usize> = FxHashMap::default();
    let mut of_text: FxHashMap<&str, usize> = FxHashMap::default();
    for said in members {
        // Hundreds of articles may have one text.
        if let Some(at) = of_text.get(said.text) {
            readings[*at].members.push(said.id.to_owned());
            continue;
        }
        let mut differences = collate(members[0].text, said.text);
        let key: Vec<(DifferenceKind, String)> = differences.iter().map(|d| (d.kind, d.text.clone())).collect();
        let known = seen.get(&key).copied();
        of_text.insert(said.text, known.unwrap_or(readings.len()));
        if let Some(at) = known {
            readings[at].members.push(said.id.to_owned());
            continue;
        }
        for d in &mut differences {
            let moved = |span: Span, by: usize| Span::new(span.start + by, span.end + by);
            d.sense &= !d.span.is_some_and(|s| is_bracketed(said.text, s));
            d.span = d.span.map(|s| moved(s, said.span.start));
            d.base = d.base.map(|s| moved(s, members[0].span.start));
        }
        seen.insert(key, readings.len());
        readings.push(Reading { members: vec![said.id.to_owned()], differences });
    }
    readings
}

/// Whether the words stand in brackets: the writer's own gloss.
fn is_bracketed(text: &str, span: Span) -> bool {
    let (before, after) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
    [('(', ')'), ('[', ']')].iter().any(|(open, close)| {
        before.rfind(*open) > before.rfind(*close) && after.find(*close).is_some_and(|c| after.find(*open).is_none_or(|o| c < o))
    })
}

/// A finding where articles word one utterance differently: a variant, or a conflict where a difference
/// changes the sense. Marks are no difference, and neither is a cut that the quote's edge or an ellipsis
/// shows.
fn wording(cluster: &Cluster, members: &[&Said<'_>], config: &Config) -> Option<Finding> {
    let counts = |d: &&Difference| !matches!(d.kind, DifferenceKind::Marks | DifferenceKind::Cut);
    let by_id: FxHashMap<&str, &Said<'_>> = members.iter().map(|m| (m.id, *m)).collect();
    // A neighbour in the same speech, which shares little with the base, is no wording of it.
    let whose = members.iter().filter_map(|m| m.quote.speaker.as_ref()).find(|s| s.id.is_some() && s.id == cluster.speaker);
    let others = |m: &Said<'_>| {
        let sure = m.quote.speaker.as_ref().filter(|s| attribution::is_sure(s, config));
        sure.zip(whose).is_some_and(|(a, b)| !attribution::may_be_one(a, b, config))
    };
    let worded = |r: &&Reading| {
        let first = r.members.first().and_then(|id| by_id.get(id.as_str()));
        first.is_some_and(|m| is_wording(r, m, config) && !others(m))
    };
    let differing: Vec<&Reading> = cluster.readings.iter().filter(|r| r.differences.iter().any(|d| counts(&d))).filter(worded).collect();
    let sense = |r: &Reading| r.differences.iter().filter(counts).any(|d| d.sense);
    let of = |id: &String| by_id.get(id.as_str()).copied();
    let plain = cluster.readings.iter().filter(|r| !r.differences.iter().any(|d| counts(&d)));
    let mut values = Vec::new();
    for reading in plain.chain(differing.iter().copied()) {
        let normalised = if sense(reading) { reading.members.first().and_then(of)?.text } else { members[0].text };
        values.extend(reading.members.iter().filter_map(of).map(|said| value(said, normalised)));
    }
    let articles = |readings: &[&Reading]| -> BTreeSet<&str> {
        readings.iter().flat_map(|r| &r.members).filter_map(of).map(|s| s.quote.article.as_str()).collect()
    };
    let across = articles(&cluster.readings.iter().collect::<Vec<_>>()).len() > 1;
    if differing.is_empty() || !across {
        return None;
    }
    let grade = if differing.iter().any(|r| sense(r)) { Grade::Discrepant } else { Grade::Variant };
    let reasons = differing.iter().flat_map(|r| r.differences.iter().filter(counts)).map(|d| Reason {
        rule: serde_json::to_value(d.kind).ok().and_then(|k| k.as_str().map(str::to_owned)).unwrap_or_default(),
        text: d.text.clone(),
    });
    let who = whose.map_or("somebody", |s| &s.name);
    let mut finding = Finding {
        kind: FindingKind::QuoteWording,
        grade,
        what: format!("how {who} is quoted: “{}”", opening(members[0].text)),
        values,
        reasons: reasons.collect(),
        ..Finding::default()
    };
    finding.reasons.dedup();
    Some(finding)
}

/// Whether a reading words what the base says, rather than what stands beside it: by the share of its
/// content words, or by words in a row, that the base has, too.
fn is_wording(reading: &Reading, said: &Said<'_>, config: &Config) -> bool {
    let (lexicon, (least, in_a_row)) = (config.words(), config.fact_settings().wording);
    let doc = Document::of_words(said.text, lexicon);
    let (mut content, mut shared, mut row, mut longest) = (0, 0, 0, 0);
    for token in doc.tokens.iter().filter(|t| t.kind != TokenKind::Punct) {
        let at = Span::new(said.span.start + token.start as usize, said.span.start + token.end as usize);
        let like = !reading.differences.iter().any(|d| d.kind != DifferenceKind::Marks && d.span.is_some_and(|s| s.overlaps(at)));
        row = if like { row + 1 } else { 0 };
        longest = longest.max(row);
        if !lexicon.classes(token.word).meets(ClassSet::CLOSED) {
            content += 1;
            shared += usize::from(like);
        }
    }
    longest >= in_a_row || content > 0 && shared as f64 >= least * content as f64 && shared >= LEAST.min(content)
}

fn value(said: &Said<'_>, normalised: &str) -> Value {
    Value {
        claim: said.id.to_owned(),
        article: said.quote.article.clone(),
        field: said.quote.field,
        span: said.span,
        text: said.text.to_owned(),
        normalised: normalised.to_owned(),
        ..Value::default()
    }
}

/// The first words of a statement, enough to know it by.
pub(super) fn opening(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let cut = text.split_whitespace().nth(7).is_some();
    format!("{}{}", words.join(" ").trim_end_matches([',', '.']), if cut { " …" } else { "" })
}
