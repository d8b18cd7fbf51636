//! Who said what.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::super::outline::{Statements, other, said, speakers};
use super::super::words::shortened;
use super::super::{Cluster, SpeakerEntry};
use super::View;
use crate::claim::Quote;

/// The longest quote of one source that is shown in full, in bytes.
const QUOTE: usize = 400;

impl<'a> View<'a> {
    pub(super) fn who_said_what(&self) -> Markup {
        let entries: FxHashMap<&str, &SpeakerEntry> = self.report.speakers.iter().map(|s| (&*s.id, s)).collect();
        let speakers = speakers(self.report, &self.quotes);
        html! {
            @if !speakers.is_empty() {
                section #statements aria-labelledby="h-statements" {
                    h2 #h-statements { "Who said what" }
                    @for speaker in &speakers { (self.speaker(speaker, entries.get(speaker.key).copied())) }
                }
            }
        }
    }

    fn speaker(&self, speaker: &Statements<'a>, entry: Option<&SpeakerEntry>) -> Markup {
        let name = entry.map_or(speaker.name, |e| &e.name);
        html! {
            article.speaker {
                h3 {
                    @if name.is_empty() { "Speaker not named" } @else { (name) }
                    @if let Some(role) = entry.and_then(|e| e.role.as_deref()).filter(|r| *r != name) { " " span.role { (role) } }
                }
                @for cluster in &speaker.clusters { (self.statement(cluster)) }
                @if !speaker.quotes.is_empty() {
                    ul.quotes { @for quote in &speaker.quotes { li {
                        p.words { (self.passage_link(&quote.id, &quote.article, html! { (said(quote, shortened(&quote.text, QUOTE))) })) }
                        p.label { (self.told(quote)) }
                    } } }
                }
            }
        }
    }

    /// A statement that several articles have.
    fn statement(&self, cluster: &'a Cluster) -> Markup {
        let others: Vec<&Quote> = cluster.renderings.iter().filter_map(|id| self.quotes.get(&**id).copied()).collect();
        html! {
            div.statement {
                @if cluster.readings.is_empty() {
                    ul.quotes { @for (id, quote) in cluster.members.iter().filter_map(|id| Some((id, *self.quotes.get(&**id)?))) { li {
                        p.words { (self.passage_link(id, &quote.article, html! { (self.claims.get(&**id).map_or("", |c| c.1.text)) })) }
                        p.label { (self.told(quote)) (other(quote, cluster)) }
                    } } }
                } @else { (self.collation(cluster)) }
                @for quote in others {
                    div.other {
                        p.term { "In other words" }
                        p.words { (self.passage_link(&quote.id, &quote.article, html! { (said(quote, shortened(&quote.text, QUOTE))) })) }
                        p.label { (self.told(quote)) }
                    }
                }
            }
        }
    }

    /// The source of a quote, with whom it was told to and the outlet it came through.
    fn told(&self, quote: &'a Quote) -> Markup {
        html! {
            (self.label(&quote.article))
            @if let Some(p) = &quote.told_to { ", told " (p.text) }
            @if let Some(p) = &quote.via { ", via " (p.text) }
        }
    }
}
