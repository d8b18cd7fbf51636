//! From one article to its claims: a pure function of the article and the configuration.

pub(crate) mod assertion;
pub(crate) mod figure;
pub(crate) mod measure;
pub(crate) mod quote;

pub(crate) use quote::person::{NameWords, same_name};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::article::{Article, Field};
use crate::claim::{Extraction, Figure, LimitHit};
use crate::config::Config;
use crate::dateline::day;
use crate::span::floor;
use crate::syntax::Syntax;
use crate::text::Document;

/// What the extractors know beside the text.
pub(crate) struct Scope<'a> {
    pub(crate) article: &'a str,
    pub(crate) field: Field,
    pub(crate) published: Option<Date>,
    /// The country it appears in, as two letters.
    pub(crate) country: Option<&'a str>,
    /// Whether the words are English; if not, marks and digits alone are read.
    pub(crate) english: bool,
    /// So many claims of a kind are read of the article.
    pub(crate) most: usize,
}

impl Scope<'_> {
    /// The id of the article's `n`th claim of a kind.
    pub(crate) fn id(&self, kind: char, n: usize) -> String {
        let mut id = String::with_capacity(self.article.len() + 8);
        id.push_str(self.article);
        id.push('/');
        id.push(kind);
        push_number(&mut id, n);
        id
    }
}

/// Appends a number in digits. There is an id to every claim, and the formatting machinery takes longer than to find it.
fn push_number(out: &mut String, n: usize) {
    if n >= 10 {
        push_number(out, n / 10);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

/// Finds all quotes, figures and assertions of one article.
///
/// Total: any text gives an answer. Time and memory grow linearly with the text.
#[must_use]
pub fn extract(article: &Article, config: &Config) -> Extraction {
    read(article, config, |_, _, _| ())
}

/// The same; hands on the tokens of each field that was read, the title first, with the field's figures.
pub(crate) fn read(article: &Article, config: &Config, mut each: impl FnMut(&Document<'_>, Field, &[Figure])) -> Extraction {
    let mut found = Extraction { id: article.id().to_owned(), ..Extraction::default() };
    if !article.is_english() {
        found.limits_hit.push(LimitHit {
            limit: "lang".into(),
            article: Some(article.id().to_owned()),
            text: format!("read for marks and digits alone: its language is {:?}", article.language().unwrap_or_default()),
        });
    }
    let mut more = More::default();
    let published = day(article, config.words());
    let fields = [(Field::Title, article.title_to_read(), 0), (Field::Text, Some(article.text()), article.body_start())];
    for (field, text, from) in fields {
        let Some(mut text) = text else { continue };
        if text.len() > config.text_limit() {
            let end = floor(text, config.text_limit());
            found.limits_hit.push(LimitHit {
                limit: "max_text".into(),
                article: Some(article.id().to_owned()),
                text: format!("{} of {} bytes were left out", text.len() - end, text.len()),
            });
            text = &text[..end];
        }
        let scope = Scope {
            article: article.id(),
            field,
            published,
            country: article.country(),
            english: article.is_english(),
            most: config.claims_limit(),
        };
        let doc = Document::new(text, from.min(text.len()), config.words());
        more.quotes |= quote::read(&doc, &scope, &mut found.quotes);
        let first = found.figures.len();
        more.figures |= figure::read(&doc, &scope, &mut found.figures);
        if scope.english {
            let syntax = Syntax::new(&doc, &found.figures[first..]);
            let mut sums = measure::read(&syntax, scope.published, field == Field::Title, &mut found.figures[first..]);
            let room = scope.most.saturating_sub(found.figures.len());
            more.figures |= sums.len() > room;
            sums.truncate(room);
            enter_sums(sums, &scope, first, &mut found.figures);
            more.assertions |= assertion::read(&syntax, &scope, &mut found.assertions);
        }
        each(&doc, field, &found.figures[first..]);
    }
    for (_, kind) in [(more.quotes, "quotes"), (more.figures, "figures"), (more.assertions, "assertions")].iter().filter(|m| m.0) {
        found.limits_hit.push(LimitHit {
            limit: "max_claims".into(),
            article: Some(article.id().to_owned()),
            text: format!("{kind} beyond the first {} were left out", config.claims_limit()),
        });
    }
    found
}

/// Of which kinds the article has more claims than are read.
#[derive(Default)]
struct More {
    quotes: bool,
    figures: bool,
    assertions: bool,
}

/// Enters the counts of listed persons among the figures of their field, in the order of the text.
fn enter_sums(sums: Vec<measure::Sum>, scope: &Scope<'_>, first: usize, figures: &mut Vec<Figure>) {
    let (from, found) = (figures.len(), sums.len());
    for (n, mut sum) in sums.into_iter().enumerate() {
        sum.figure.id = scope.id('f', from + n);
        (sum.figure.article, sum.figure.field) = (scope.article.to_owned(), scope.field);
        for part in sum.parts {
            figures[first + part].part_of = Some(sum.figure.id.clone());
        }
        figures.push(sum.figure);
    }
    if found == 0 {
        return;
    }
    // The ids follow the text, like the figures.
    figures[first..].sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let ids: FxHashMap<String, String> =
        (first..).zip(&mut figures[first..]).map(|(n, f)| (std::mem::replace(&mut f.id, scope.id('f', n)), scope.id('f', n))).collect();
    for f in &mut figures[first..] {
        for other in [&mut f.part_of, &mut f.equivalent_of].into_iter().flatten() {
            if let Some(id) = ids.get(other) {
                other.clone_from(id);
            }
        }
    }
}
