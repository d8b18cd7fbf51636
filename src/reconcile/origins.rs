//! Who has what from whom: reprints, wire copy and citations, and the origins that remain.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::config::FactConfig;
use super::places::Places;
use super::told::{Member, Story, Told};
use crate::article::Article;
use crate::claim::{Extraction, QuoteForm};
use crate::cluster::{Passages, shared_runs};
use crate::config::Config;
use crate::lexicon::Lexicon;
use crate::mentions::{outlet_in, outlet_key};
use crate::report::{Link, LinkKind, Origin, Reason};
use crate::span::Span;

/// Where an article has something from: its own origin, and that of each passage that cites another.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) own: String,
    /// Passages of the text, in order, each with the origin that it names, and where it ends, or one before it that
    /// ends later.
    cited: Vec<(Span, String)>,
    reach: Vec<usize>,
}

impl Sources {
    /// The origins of what stands in the text at `span`.
    pub(super) fn at(&self, span: Span) -> impl Iterator<Item = &str> {
        let until = self.cited.partition_point(|(passage, _)| passage.start < span.end);
        let from = self.reach.partition_point(|reach| *reach <= span.start).min(until);
        let cited = move || self.cited[from..until].iter().filter(move |(p, _)| p.overlaps(span)).map(|(_, origin)| origin.as_str());
        let own = cited().next().is_none().then_some(self.own.as_str());
        cited().chain(own)
    }
}

/// The origins and links of a story, and for each article where it has things from.
pub(super) struct Traced {
    pub(super) origins: Vec<Origin>,
    pub(super) links: Vec<Link>,
    pub(super) sources: Vec<Sources>,
}

/// Traces who has what from whom in a story; `story` is what the ids of outlets' origins begin with.
pub(super) fn trace(members: &[Member<'_>], story: &str, config: &Config) -> Traced {
    let (lexicon, facts) = (config.words(), config.fact_settings());
    let outlets = members.iter().map(|(article, ..)| outlet_key(article.source_name(), lexicon)).collect();
    let mut tracer = Tracer {
        members,
        outlets,
        carries: vec![false; members.len()],
        lexicon,
        facts,
        first: (0..members.len()).collect(),
        reasons: BTreeMap::new(),
        links: Vec::new(),
    };
    tracer.reprints();
    tracer.wire();
    tracer.outlets();
    let mut origins: Vec<Origin> = Vec::new();
    // The origin that the articles of one first article have.
    let mut of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut sources: Vec<Sources> = Vec::new();
    for (n, (article, ..)) in members.iter().enumerate() {
        let first = tracer.first_of(n);
        let id = format!("{}/o", members[first].0.id());
        match of.get(&first) {
            Some(at) => origins[*at].articles.push(article.id().to_owned()),
            None => {
                of.insert(first, origins.len());
                let reasons = tracer.reasons.remove(&first).unwrap_or_default();
                origins.push(Origin { id: id.clone(), articles: vec![article.id().to_owned()], reasons });
            }
        }
        sources.push(Sources { own: id, ..Sources::default() });
    }
    tracer.citations(story, &mut sources, &mut origins);
    tracer.links.sort_by(|a, b| (&a.from, a.span, &a.to, a.kind).cmp(&(&b.from, b.span, &b.to, b.kind)));
    tracer.links.dedup();
    Traced { origins, links: tracer.links, sources }
}

/// For each article the first of its outlet; none at all where no outlet has two.
pub(super) fn outlets(story: &Story<'_>, lexicon: &Lexicon) -> Vec<usize> {
    let mut of: FxHashMap<String, usize> = FxHashMap::default();
    let own = |(n, told): (usize, &Told<'_>)| {
        let key = outlet_key(told.article.source_name(), lexicon);
        if is_outlet(told.article, &key) { *of.entry(key).or_insert(n) } else { n }
    };
    let outlets: Vec<usize> = story.articles.iter().enumerate().map(own).collect();
    let count = outlets.iter().enumerate().filter(|(n, first)| n == *first).count();
    if count < outlets.len() { outlets } else { Vec::new() }
}

/// Whether an article names its outlet, by which another of the same may be known. A host alone does not: portals carry many.
fn is_outlet(article: &Article, key: &str) -> bool {
    !key.is_empty() && article.given_source().is_some()
}

struct Tracer<'a> {
    members: &'a [Member<'a>],
    /// The key of each article's outlet.
    outlets: Vec<String>,
    /// Whether an article is one that another outlet wrote.
    carries: Vec<bool>,
    lexicon: &'a Lexicon,
    facts: &'a FactConfig,
    /// For each article an earlier one of its origin, or itself.
    first: Vec<usize>,
    /// Why articles are one origin, by its first article.
    reasons: BTreeMap<usize, Vec<Reason>>,
    links: Vec<Link>,
}

impl Tracer<'_> {
    fn id(&self, n: usize) -> &str {
        self.members[n].0.id()
    }

    fn first_of(&self, mut n: usize) -> usize {
        while self.first[n] != n {
            n = self.first[n];
        }
        n
    }

    fn join(&mut self, a: usize, b: usize, rule: &str, text: String) {
        let (x, y) = (self.first_of(a), self.first_of(b));
        let (x, y) = (x.min(y), x.max(y));
        if x != y {
            self.first[y] = x;
            let moved = self.reasons.remove(&y).unwrap_or_default();
            let reasons = self.reasons.entry(x).or_default();
            reasons.extend(moved);
            reasons.push(Reason { rule: rule.into(), text });
        }
    }

    /// Articles that share long runs of the writer's own words. Of copies only the first is looked at.
    fn reprints(&mut self) {
        let mut texts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut members: Vec<usize> = (0..self.members.len()).collect();
        members.retain(|n| {
            let first = *texts.entry(self.members[*n].0.text()).or_insert(*n);
            if first != *n {
                self.link_reprint(*n, first, None);
                self.join(first, *n, "copy", format!("{} and {} have one text", self.id(first), self.id(*n)));
            }
            first == *n
        });
        if members.len() < 2 {
            return;
        }
        let quoted: Vec<Vec<Span>> = members.iter().map(|n| quotes(&self.members[*n].1)).collect();
        let found = self.members;
        let text = |n: usize| found[n].0.text();
        let passages: Vec<Passages<'_>> = members.iter().zip(&quoted).map(|(n, q)| Passages { text: text(*n), without: q }).collect();
        let (shortest, most) = self.facts.copied_runs;
        let mut shared: BTreeMap<(usize, usize), Vec<_>> = BTreeMap::new();
        for run in shared_runs(&passages, shortest).into_iter().filter(|r| r.first != r.second) {
            shared.entry((run.first, run.second)).or_default().push(run);
        }
        for ((a, b), runs) in shared {
            let longest = runs[0];
            let bytes: usize = runs.iter().map(|r| r.second_span.len()).sum();
            let shorter = text(members[a]).len().min(text(members[b]).len()).max(1);
            let percent = bytes * 100 / shorter;
            if longest.words < self.facts.copied && percent < most {
                continue;
            }
            let (a, b) = (members[a], members[b]);
            let what = format!("{} and {} share {} words in a row, and {percent}% of the shorter", self.id(a), self.id(b), longest.words);
            // The later one is the reprint; without dates, the second by id.
            let dates = (self.members[a].0.date(), self.members[b].0.date());
            let later = matches!(dates, (Some(x), Some(y)) if x > y);
            let (from, to, span) = if later { (a, b, longest.first_span) } else { (b, a, longest.second_span) };
            self.link_reprint(from, to, Some(span));
            self.join(a, b, "reprint", what);
        }
    }

    fn link_reprint(&mut self, from: usize, to: usize, span: Option<Span>) {
        self.carries[from] |= self.outlets[from] != self.outlets[to];
        self.links.push(Link {
            from: self.id(from).to_owned(),
            to: self.id(to).to_owned(),
            kind: LinkKind::Reprints,
            span,
            text: span.map(|s| s.slice(self.members[from].0.text()).to_owned()),
        });
    }

    /// Articles that one agency wrote.
    fn wire(&mut self) {
        let mut of = self.published();
        for n in 0..self.members.len() {
            for outlet in self.members[n].2.mentions.outlets.iter().filter(|o| o.whole).map(|o| &o.outlet) {
                let key = outlet_key(outlet, self.lexicon);
                self.carries[n] |= key != self.outlets[n];
                let other = *of.entry(key).or_insert(n);
                let text = format!("{} and {} carry the report of {outlet}", self.id(other), self.id(n));
                self.join(other, n, "wire", text);
            }
        }
    }

    /// Articles that one outlet wrote: its later report does not bear out its earlier one. What it has from an agency is
    /// the agency's.
    fn outlets(&mut self) {
        let mut of: FxHashMap<String, usize> = FxHashMap::default();
        for n in
            (0..self.members.len()).filter(|n| !self.carries[*n] && is_outlet(self.members[*n].0, &self.outlets[*n])).collect::<Vec<_>>()
        {
            let first = *of.entry(self.outlets[n].clone()).or_insert(n);
            if first != n {
                let text = format!("{} and {} are reports of {}", self.id(first), self.id(n), self.members[n].0.source_name());
                self.join(first, n, "outlet", text);
            }
        }
    }

    /// The first article of each outlet, by its key.
    fn published(&self) -> BTreeMap<String, usize> {
        self.outlets.iter().cloned().enumerate().rev().map(|(n, key)| (key, n)).collect()
    }

    /// Enters the citations and credits, and the origin of each passage that cites.
    fn citations(&mut self, story: &str, sources: &mut [Sources], origins: &mut Vec<Origin>) {
        let key = |name: &str| outlet_key(name, self.lexicon);
        let published = self.published();
        let mut outside: BTreeMap<String, usize> = BTreeMap::new();
        for (n, (article, claims, terms)) in self.members.iter().enumerate() {
            let own = &self.outlets[n];
            let mentions = &terms.mentions.outlets;
            let stated =
                mentions.iter().map(|o| (o.outlet.as_str(), o.kind, o.span, Some(o.sentence).filter(|_| o.kind == LinkKind::Cites)));
            let known = Places::of(mentions.iter().map(|o| (crate::Field::Text, o.span, ())));
            let via = claims.quotes.iter().filter(|q| q.field == crate::Field::Text).filter_map(|q| {
                let via = q.via.as_ref().filter(|v| outlet_in(&v.text, self.lexicon).is_some())?;
                let stated = known.overlapping(crate::Field::Text, via.span()).next().is_some();
                (!stated).then_some((via.text.as_str(), LinkKind::Cites, via.span(), Some(q.outer)))
            });
            for (outlet, kind, span, passage) in stated.chain(via) {
                let named = key(outlet);
                if named == *own || named.is_empty() {
                    continue;
                }
                let by = published.get(&named).copied().filter(|by| *by != n);
                self.links.push(Link {
                    from: article.id().to_owned(),
                    to: by.map_or_else(|| outlet.to_owned(), |by| self.members[by].0.id().to_owned()),
                    kind,
                    span: Some(span),
                    text: Some(span.slice(article.text()).to_owned()),
                });
                let Some(passage) = passage else { continue };
                let origin = match by {
                    Some(by) => sources[by].own.clone(),
                    None => {
                        let at = *outside.entry(named).or_insert_with(|| {
                            let text = format!("{outlet} is cited, and none of its articles is at hand");
                            let id = format!("{story}/o{}", origins.len());
                            origins.push(Origin { id, articles: Vec::new(), reasons: vec![Reason { rule: "cited".into(), text }] });
                            origins.len() - 1
                        });
                        origins[at].id.clone()
                    }
                };
                sources[n].cited.push((passage, origin));
            }
        }
        for source in sources {
            source.cited.sort();
            source.cited.dedup();
            let mut reach = 0;
            let ends = source.cited.iter().map(|(passage, _)| passage.end);
            source.reach = ends
                .map(|end| {
                    reach = end.max(reach);
                    reach
                })
                .collect();
        }
    }
}

/// The quotes of the text, marks included, in order; of overlapping ones the first.
fn quotes(claims: &Extraction) -> Vec<Span> {
    let direct = claims.quotes.iter().filter(|q| q.field == crate::Field::Text && matches!(q.form, QuoteForm::Direct | QuoteForm::Partial));
    let mut spans: Vec<Span> = direct.map(|q| q.outer).collect();
    spans.sort();
    let mut end = 0;
    spans.retain(|s| {
        let free = s.start >= end;
        if free {
            end = s.end;
        }
        free
    });
    spans
}
