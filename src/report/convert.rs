//! A report's spans in the units of other languages.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Report;
use crate::article::{Article, Field};
use crate::span::{OffsetMap, Offsets, Span};

impl Report {
    /// Counts every span in `unit`. `articles` are those that were reconciled; the spans of one that is
    /// missing among them stay as they are.
    pub fn convert(&mut self, articles: &[Article], unit: Offsets) {
        let maps = Maps::new(articles, self.offsets, unit);
        let mut fields = FxHashMap::default();
        for q in &mut self.quotes {
            fields.insert(q.id.clone(), (q.article.clone(), q.field));
            fields.extend(q.pieces.iter().map(|p| (p.id.clone(), (q.article.clone(), q.field))));
            if let Some(map) = maps.get(&q.article, q.field) {
                q.convert(map);
            }
        }
        for f in &mut self.figures {
            if let Some(map) = maps.get(&f.article, f.field) {
                f.convert(map);
            }
        }
        for a in &mut self.assertions {
            maps.convert(&a.article, a.field, &mut a.span);
        }
        for link in &mut self.links {
            if let Some(span) = &mut link.span {
                maps.convert(&link.from, Field::Text, span);
            }
        }
        for cluster in &mut self.clusters {
            let base = fields.get(&cluster.representative);
            for reading in &mut cluster.readings {
                let member = reading.members.first().and_then(|m| fields.get(m));
                for d in &mut reading.differences {
                    for (place, span) in [(member, &mut d.span), (base, &mut d.base)] {
                        if let (Some((article, field)), Some(span)) = (place, span) {
                            maps.convert(article, *field, span);
                        }
                    }
                }
            }
        }
        for value in self.findings.iter_mut().flat_map(|f| &mut f.values) {
            maps.convert(&value.article, value.field, &mut value.span);
        }
        self.offsets = unit;
    }

    /// The report with spans in bytes.
    pub(super) fn in_bytes(&self, articles: &[Article]) -> Cow<'_, Self> {
        if self.offsets == Offsets::Bytes {
            return Cow::Borrowed(self);
        }
        let mut report = self.clone();
        report.convert(articles, Offsets::Bytes);
        Cow::Owned(report)
    }
}

/// The conversions of every article's title and text.
struct Maps<'a>(FxHashMap<&'a str, [OffsetMap; 2]>);

impl<'a> Maps<'a> {
    fn new(articles: &'a [Article], from: Offsets, to: Offsets) -> Self {
        let both = |a: &Article| [Field::Title, Field::Text].map(|f| OffsetMap::new(a.field(f), from, to));
        Self(articles.iter().map(|a| (a.id(), both(a))).collect())
    }

    fn get(&self, article: &str, field: Field) -> Option<&OffsetMap> {
        let [title, text] = self.0.get(article)?;
        Some(if field == Field::Title { title } else { text })
    }

    fn convert(&self, article: &str, field: Field, span: &mut Span) {
        if let Some(map) = self.get(article, field) {
            map.convert(span);
        }
    }
}
