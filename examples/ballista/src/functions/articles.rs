//! From articles to stories and reports: see `corroborate::stories`.

use std::sync::Arc;

use corroborate::stories::{TermCount, Weighed, alike, is_copy, lowest, terms, weigh};
use corroborate::{Article, Config, Extraction, QuoteForm, Report, StoryConfig, extract, reconcile_story};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BinaryBuilder, BooleanArray, Float64Array, Float64Builder, Int64Builder, LargeStringArray,
    LargeStringBuilder, ListArray, ListBuilder, StringBuilder, StructArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::ScalarUDF;
use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::columns::{Columns, some};
use super::{Function, claims, tables};

/// The columns of an article, in the order in which functions take them.
pub const COLUMNS: &str = "id, text, title, source, published, url, lang, plain";

/// How many lowest numbers an article has.
pub const NUMBERINGS: usize = 8;

/// How alike two articles of one story are at least: the library's own default.
pub const ALIKE: f64 = 0.14;

/// The settings by which stories are told apart.
pub const fn config() -> StoryConfig {
    StoryConfig::new().alike(ALIKE)
}

pub fn all() -> Vec<ScalarUDF> {
    let list = |of: DataType| DataType::List(Field::new_list_field(of, true).into());
    vec![
        Function::udf("read", 8, DataType::Struct(read_fields()), read),
        Function::udf("each_term", 1, list(DataType::Int64), each_term),
        Function::udf("is_copy", 2, DataType::Boolean, is_a_copy),
        Function::udf("weigh", 3, DataType::Struct(weighed_fields()), weighed),
        Function::udf("alike", 4, DataType::Float64, how_alike),
        Function::udf("member", 8, DataType::LargeUtf8, member),
        Function::udf("reconcile", 1, DataType::LargeUtf8, reconcile),
        Function::udf("part", 2, list(DataType::LargeUtf8), part),
    ]
}

fn text_pair(first: &str, second: &str) -> Fields {
    vec![Field::new(first, DataType::Utf8, true), Field::new(second, DataType::Utf8, true)].into()
}

fn read_fields() -> Fields {
    let list = |name: &str, of: DataType| Field::new_list(name, Field::new_list_field(of, true), true);
    vec![
        list("claims", DataType::Struct(claims::fields())),
        Field::new("terms", DataType::Binary, true),
        list("lowest", DataType::Int64),
        list("statements", DataType::Struct(text_pair("id", "text"))),
    ]
    .into()
}

fn weighed_fields() -> Fields {
    let item = Field::new_list_field(DataType::Struct(few_fields()), true);
    vec![Field::new("vector", DataType::Binary, true), Field::new_list("few", item, true), Field::new("length", DataType::Float64, true)]
        .into()
}

fn few_fields() -> Fields {
    vec![Field::new("term", DataType::Int64, true), Field::new("weight", DataType::Float64, true)].into()
}

/// Lists of structs: so many items in each row.
pub fn list_of(items: StructArray, lengths: Vec<usize>) -> Result<ArrayRef> {
    let field = Field::new_list_field(items.data_type().clone(), true);
    Ok(Arc::new(ListArray::try_new(field.into(), OffsetBuffer::from_lengths(lengths), Arc::new(items), None)?))
}

fn outside(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DataFusionError {
    DataFusionError::External(error.into())
}

/// An article on its way to the others of its story.
#[derive(Serialize, Deserialize)]
pub struct Row {
    id: String,
    text: String,
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    plain: bool,
}

impl Row {
    /// A row as it comes from a file; `plain` where that was plain text.
    pub fn of(article: &Article, plain: bool) -> Self {
        Self {
            id: article.id().to_owned(),
            text: article.text().to_owned(),
            title: article.title_text().map(str::to_owned),
            source: article.given_source().map(str::to_owned),
            published: article.date().map(|d| d.to_string()),
            url: article.address().map(str::to_owned),
            lang: article.language().map(str::to_owned),
            plain,
        }
    }

    /// Its texts, in the order of [`COLUMNS`].
    pub fn texts(&self) -> [Option<&str>; 7] {
        let Self { id, text, title, source, published, url, lang, .. } = self;
        [Some(id), Some(text), title.as_deref(), source.as_deref(), published.as_deref(), url.as_deref(), lang.as_deref()]
    }

    /// From the texts of [`COLUMNS`], `plain` a number.
    pub fn from_texts(texts: Vec<Option<String>>) -> Self {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        Self {
            id: next().unwrap_or_default(),
            text: next().unwrap_or_default(),
            title: next(),
            source: next(),
            published: next(),
            url: next(),
            lang: next(),
            plain: next().is_some_and(|p| p == "1"),
        }
    }

    pub const fn is_plain(&self) -> bool {
        self.plain
    }

    pub fn article(&self) -> Result<Article> {
        let mut article = if self.plain { Article::from_plain_text(&*self.id, &*self.text) } else { Article::new(&*self.id, &*self.text) };
        if let Some(title) = &self.title {
            article = article.title(title);
        }
        if let Some(source) = &self.source {
            article = article.source(source);
        }
        if let Some(date) = &self.published {
            article = article.published(date).map_err(outside)?;
        }
        if let Some(url) = &self.url {
            article = article.url(url);
        }
        if let Some(lang) = &self.lang {
            article = article.lang(lang);
        }
        Ok(article)
    }
}

/// The rows of a batch whose first columns are an article's.
struct Rows {
    texts: Vec<LargeStringArray>,
    plain: BooleanArray,
}

impl Rows {
    fn of(columns: &Columns) -> Result<Self> {
        let texts = (0..7).map(|n| columns.text(n)).collect::<Result<_>>()?;
        let plain = columns.integers(7)?;
        Ok(Self { texts, plain: plain.iter().map(|p| Some(p == Some(1))).collect() })
    }

    fn row(&self, row: usize) -> Row {
        let text = |n: usize| some(&self.texts[n], row).map(str::to_owned);
        Row {
            id: text(0).unwrap_or_default(),
            text: text(1).unwrap_or_default(),
            title: text(2),
            source: text(3),
            published: text(4),
            url: text(5),
            lang: text(6),
            plain: self.plain.value(row),
        }
    }
}

/// The quotes of an article as statements: of a spliced one its parts.
fn statements<'a>(article: &'a Article, claims: &'a Extraction) -> Vec<(&'a str, &'a str)> {
    let own = claims.quotes.iter().filter(|q| matches!(q.form, QuoteForm::Direct | QuoteForm::Partial) && q.parent.is_none());
    let mut all = Vec::new();
    for quote in own {
        if quote.pieces.is_empty() {
            all.push((&*quote.id, article.slice(quote.field, quote.span)));
        }
        all.extend(quote.pieces.iter().map(|p| (&*p.id, article.slice(quote.field, p.span))));
    }
    all
}

/// `read(article)`: its claims, its terms, their lowest numbers, and its quotes as statements.
fn read(columns: &Columns) -> Result<ArrayRef> {
    let rows = Rows::of(columns)?;
    let config = Config::new();
    let (mut claims, mut bytes, mut low) = (Claims::new()?, BinaryBuilder::new(), ListBuilder::new(Int64Builder::new()));
    let (mut ids, mut texts, mut lengths) = (StringBuilder::new(), StringBuilder::new(), Vec::with_capacity(columns.rows));
    for row in 0..columns.rows {
        let article = rows.row(row).article()?;
        let found = extract(&article, &config);
        let statements = statements(&article, &found);
        lengths.push(statements.len());
        for (id, text) in statements {
            ids.append_value(id);
            texts.append_value(text);
        }
        claims.add(&found)?;
        let terms = terms(&article, &config);
        bytes.append_value(encode_terms(&terms));
        lowest(&terms).into_iter().for_each(|l| low.values().append_value(i64::from(l)));
        low.append(true);
    }
    let statements = StructArray::new(text_pair("id", "text"), vec![Arc::new(ids.finish()), Arc::new(texts.finish())], None);
    let columns: Vec<ArrayRef> =
        vec![list_of(claims.rows()?, claims.lengths)?, Arc::new(bytes.finish()), Arc::new(low.finish()), list_of(statements, lengths)?];
    Ok(Arc::new(StructArray::new(read_fields(), columns, None)))
}

/// `each_term(terms)`.
fn each_term(columns: &Columns) -> Result<ArrayRef> {
    let mut out = ListBuilder::new(Int64Builder::new());
    for terms in &columns.bytes(0)? {
        decode_terms(terms.unwrap_or(&[])).iter().for_each(|t| out.values().append_value(i64::from(t.term)));
        out.append(true);
    }
    Ok(Arc::new(out.finish()))
}

/// `is_copy(terms, terms)`.
fn is_a_copy(columns: &Columns) -> Result<ArrayRef> {
    let (a, b) = (columns.bytes(0)?, columns.bytes(1)?);
    let copies = (0..columns.rows).map(|row| Some(is_copy(&decode_terms(a.value(row)), &decode_terms(b.value(row)))));
    Ok(Arc::new(copies.collect::<BooleanArray>()))
}

/// `weigh(terms, articles, table)`: the whole vector, and of it the terms that propose pairs.
fn weighed(columns: &Columns) -> Result<ArrayRef> {
    let holders = tables::holders(&columns.literal(2)?)?;
    let (terms, articles) = (columns.bytes(0)?, columns.integers(1)?);
    let (mut vectors, mut length) = (BinaryBuilder::new(), Float64Builder::new());
    let (mut few, mut weights, mut lengths) = (Int64Builder::new(), Float64Builder::new(), Vec::with_capacity(columns.rows));
    for row in 0..columns.rows {
        // A term that is not in the table is this article's alone.
        let with = |term: u32| holders.get(&term).map_or(1, |n| u64::from(*n));
        let weighed = weigh(&decode_terms(terms.value(row)), articles.value(row) as u64, with, &config());
        vectors.append_value(encode_weighed(&weighed));
        length.append_value(weighed.length);
        lengths.push(weighed.few.len());
        for (term, weight) in weighed.few {
            few.append_value(i64::from(term));
            weights.append_value(weight);
        }
    }
    let few = StructArray::new(few_fields(), vec![Arc::new(few.finish()), Arc::new(weights.finish())], None);
    let columns: Vec<ArrayRef> = vec![Arc::new(vectors.finish()), list_of(few, lengths)?, Arc::new(length.finish())];
    Ok(Arc::new(StructArray::new(weighed_fields(), columns, None)))
}

/// `alike(vector, vector, published, published)`: how alike two articles are, where that makes them a pair.
fn how_alike(columns: &Columns) -> Result<ArrayRef> {
    let (a, b, from, to) = (columns.bytes(0)?, columns.bytes(1)?, columns.text(2)?, columns.text(3)?);
    let date = |texts: &LargeStringArray, row: usize| {
        some(texts, row).map(|d| Article::new("", "").published(d)).transpose().map(|a| a.and_then(|a| a.date())).map_err(outside)
    };
    let pair = |row: usize| {
        let dates = (date(&from, row)?, date(&to, row)?);
        Ok(alike(&decode_weighed(a.value(row)), &decode_weighed(b.value(row)), dates, &config()))
    };
    Ok(Arc::new((0..columns.rows).map(pair).collect::<Result<Float64Array>>()?))
}

/// `member(article)`: all of it as one value, to be gathered.
fn member(columns: &Columns) -> Result<ArrayRef> {
    let rows = Rows::of(columns)?;
    let mut out = LargeStringBuilder::new();
    for row in 0..columns.rows {
        out.append_value(serde_json::to_string(&rows.row(row)).map_err(outside)?);
    }
    Ok(Arc::new(out.finish()))
}

/// `reconcile(members)`: the report on one story, as JSON. The articles are read anew: that costs no more than reading
/// their claims from JSON, which is twenty times as long as the text.
fn reconcile(columns: &Columns) -> Result<ArrayRef> {
    let (lists, config) = (columns.lists(0)?, Config::new());
    let mut out = LargeStringBuilder::new();
    for row in 0..columns.rows {
        let given = cast(&lists.value(row), &DataType::LargeUtf8)?;
        let members = given.as_string::<i64>().iter().flatten();
        let articles = members.map(|m| serde_json::from_str::<Row>(m).map_err(outside)?.article()).collect::<Result<Vec<_>>>()?;
        let report = reconcile_story(&articles, Vec::new(), &config).map_err(outside)?;
        out.append_value(serde_json::to_string(&report).map_err(outside)?);
    }
    Ok(Arc::new(out.finish()))
}

/// `part(report, name)`: each finding or cluster of the report, as JSON.
fn part(columns: &Columns) -> Result<ArrayRef> {
    let name = columns.literal(1)?;
    let mut out = ListBuilder::new(LargeStringBuilder::new());
    for report in &columns.text(0)? {
        let report: Report = serde_json::from_str(report.unwrap_or("{}")).map_err(outside)?;
        let entries: Vec<String> = match name.as_str() {
            "findings" => report.findings.iter().map(serde_json::to_string).collect::<Result<_, _>>(),
            "clusters" => report.clusters.iter().map(serde_json::to_string).collect::<Result<_, _>>(),
            _ => return exec_err!("a report has no part {name:?}"),
        }
        .map_err(outside)?;
        entries.into_iter().for_each(|e| out.values().append_value(e));
        out.append(true);
    }
    Ok(Arc::new(out.finish()))
}

/// Term and count, four bytes each; the count's highest bit is set where the title has the term.
fn encode_terms(terms: &[TermCount]) -> Vec<u8> {
    terms.iter().flat_map(|t| [t.term.to_le_bytes(), (t.count << 1 | u32::from(t.title)).to_le_bytes()]).flatten().collect()
}

fn decode_terms(bytes: &[u8]) -> Vec<TermCount> {
    let word = |b: &[u8]| b.iter().rev().fold(0_u32, |n, b| n << 8 | u32::from(*b));
    let one = |b: &[u8]| TermCount { term: word(&b[..4]), count: word(&b[4..]) >> 1, title: b[4] & 1 == 1 };
    bytes.chunks_exact(8).map(one).collect()
}

/// The length, how many terms few have, and the terms with their weights.
fn encode_weighed(weighed: &Weighed) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(12 + 12 * (weighed.few.len() + weighed.many.len()));
    bytes.extend(weighed.length.to_le_bytes());
    bytes.extend((weighed.few.len() as u32).to_le_bytes());
    for (term, weight) in weighed.few.iter().chain(&weighed.many) {
        bytes.extend(term.to_le_bytes());
        bytes.extend(weight.to_le_bytes());
    }
    bytes
}

fn decode_weighed(bytes: &[u8]) -> Weighed {
    let number = |b: &[u8]| b.iter().rev().fold(0_u64, |n, b| n << 8 | u64::from(*b));
    let (head, rest) = bytes.split_at(bytes.len().min(12));
    let mut few: Vec<(u32, f64)> = rest.chunks_exact(12).map(|b| (number(&b[..4]) as u32, f64::from_bits(number(&b[4..])))).collect();
    let many = few.split_off(few.len().min(number(head.get(8..).unwrap_or(&[])) as usize));
    Weighed { few, many, length: f64::from_bits(number(head.get(..8).unwrap_or(&[]))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_vectors_come_back_as_they_went() {
        let article =
            Article::new("a", "The ferry Aurelie ran aground off Kessel Point. The ferry was pulled free.").title("Ferry aground");
        let terms = terms(&article, &Config::new());
        assert!(terms.iter().any(|t| t.title && t.count > 1) && terms.iter().any(|t| !t.title));
        assert_eq!(decode_terms(&encode_terms(&terms)), terms);
        assert_eq!(lowest(&terms).len(), NUMBERINGS);
        let with = |term: u32| [1, 2, 100][term as usize / 2 % 3];
        let weighed = weigh(&terms, 1000, with, &config());
        assert!(!weighed.few.is_empty() && !weighed.many.is_empty());
        assert_eq!(decode_weighed(&encode_weighed(&weighed)), weighed);
        assert_eq!(decode_weighed(&encode_weighed(&Weighed::default())), Weighed::default());
    }

    #[test]
    fn an_article_comes_back_as_it_went() {
        let articles = [
            (Article::from_plain_text("p", " date 2024-02-29 The dam held."), true),
            (Article::new("j", "The dam held.").title("Dam").source("Post").url("https://example.org/a").lang("en-AU"), false),
            (Article::new("d", "").published("2024-02-29T10:00:00Z").expect("a date"), false),
        ];
        for (article, plain) in articles {
            assert_eq!(Row::of(&article, plain).article().expect("an article"), article);
        }
    }
}
