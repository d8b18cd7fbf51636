//! From clusters of quotes to their entry in the report and the findings on wording.

use std::collections::{BTreeMap, BTreeSet};

use super::Story;
use crate::claim::{Quote, QuoteForm};
use crate::cluster::{ClaimIndex, ClusterConfig, Statement};
use crate::report::{Cluster, Finding};
use crate::span::Span;

/// A quote, or a part of a spliced one, as one statement.
struct Said<'a> {
    id: &'a str,
    quote: &'a Quote,
    text: &'a str,
    origin: &'a str,
}

/// The clusters of a story's quotes that have two members or more, numbered from `first` on.
pub(super) fn clusters(story: &Story<'_>, config: ClusterConfig, first: usize, _findings: &mut Vec<Finding>) -> Vec<Cluster> {
    let said: BTreeMap<&str, Said<'_>> = statements(story);
    let mut index = ClaimIndex::new(config);
    for told in &story.articles {
        let of_article: Vec<Statement<'_>> = said
            .values()
            .filter(|s| s.quote.article == told.article.id())
            .map(|s| Statement { id: s.id, text: s.text, speaker: s.quote.speaker.as_ref().map(|p| p.id.as_deref().unwrap_or(&p.name)) })
            .collect();
        index.add(told.article.id(), &of_article);
    }
    let settled = index.settle();
    let groups = (0..settled.len()).map(|c| settled.members(c).filter_map(|id| said.get(id)).collect::<Vec<_>>());
    let mut clusters: Vec<Cluster> = groups.filter(|g| g.len() > 1).map(|g| cluster(&g)).collect();
    clusters.sort_by(|a, b| a.representative.cmp(&b.representative));
    for (n, cluster) in clusters.iter_mut().enumerate() {
        cluster.id = format!("c{}", first + n);
    }
    clusters
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
                said.insert(id, Said { id, quote, text, origin: told.origin });
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
    let origins: BTreeSet<&str> = members.iter().map(|m| m.origin).collect();
    Cluster {
        id: String::new(),
        members: members.iter().map(|m| m.id.to_owned()).collect(),
        renderings: Vec::new(),
        representative: members[0].id.to_owned(),
        speaker: speakers.into_iter().max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id))).map(|(id, _)| id.to_owned()),
        origins: origins.into_iter().map(str::to_owned).collect(),
        readings: Vec::new(),
    }
}
