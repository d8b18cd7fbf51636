//! From statements to clusters: see `corroborate::stages`.

use std::sync::Arc;

use corroborate::ClusterConfig;
use corroborate::stages::{Folder, List, Worker, key};
use datafusion::arrow::array::{
    ArrayRef, AsArray, BooleanBuilder, Float32Builder, Int64Array, Int64Builder, ListBuilder, StringBuilder, StructArray, UInt64Builder,
};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::ScalarUDF;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::{Function, posting, tables};

/// Stands between two folded words; no word holds it.
const BETWEEN: char = '\u{1f}';

pub fn all() -> Vec<ScalarUDF> {
    let list = |of: DataType| DataType::List(Field::new_list_field(of, true).into());
    vec![
        Function::udf("fold", 1, DataType::Struct(folded_fields()), fold),
        Function::udf("each_word", 1, list(DataType::Utf8), each_word),
        Function::udf("count_words", 1, DataType::Int64, count_words),
        Function::udf("weight", 2, DataType::Int64, weight),
        Function::udf("keys", 2, list(DataType::UInt64), keys),
        Function::udf("propose", 4, list(DataType::Struct(proposed_fields())), propose),
        Function::udf("verify", 4, DataType::Struct(verified_fields()), verify),
        Function::udf("said", 3, DataType::Utf8, said),
        Function::udf("fragments", 2, list(DataType::Struct(fragment_fields())), fragments),
    ]
}

fn folded_fields() -> Fields {
    vec![Field::new("key", DataType::UInt64, true), Field::new("words", DataType::Utf8, true)].into()
}

/// The rank to be held against, and the piece of the wording that is, by its number; -1 for the whole.
fn proposed_fields() -> Fields {
    vec![Field::new("other", DataType::Int64, true), Field::new("piece", DataType::Int64, true)].into()
}

fn verified_fields() -> Fields {
    vec![
        Field::new("matched", DataType::Float32, true),
        Field::new("share", DataType::Float32, true),
        Field::new("conflict", DataType::Boolean, true),
        Field::new("pieces", DataType::Int64, true),
    ]
    .into()
}

fn fragment_fields() -> Fields {
    vec![Field::new("id", DataType::Utf8, true), Field::new("leader", DataType::Int64, true)].into()
}

/// How much of a key's posting list is read: the library's own default.
pub const LIST: usize = 64;

/// The settings, those of an archive.
pub const fn config() -> ClusterConfig {
    ClusterConfig::new().max_list(LIST)
}

fn split(words: &str) -> Vec<&str> {
    words.split(BETWEEN).filter(|w| !w.is_empty()).collect()
}

/// `fold(text)`: the folded words and their key.
fn fold(columns: &Columns) -> Result<ArrayRef> {
    let texts = columns.text(0)?;
    let mut folder = Folder::new(config());
    let (mut keys, mut words) = (UInt64Builder::new(), StringBuilder::new());
    for text in &texts {
        let folded = folder.fold(text.unwrap_or(""));
        keys.append_value(key(&folded));
        words.append_value(folded.join(&BETWEEN.to_string()));
    }
    Ok(Arc::new(StructArray::new(folded_fields(), vec![Arc::new(keys.finish()), Arc::new(words.finish())], None)))
}

/// `each_word(words)`: each word once.
fn each_word(columns: &Columns) -> Result<ArrayRef> {
    let mut out = ListBuilder::new(StringBuilder::new());
    let mut seen = FxHashSet::default();
    for words in &columns.text(0)? {
        seen.clear();
        for word in split(words.unwrap_or("")).into_iter().filter(|w| seen.insert(w.to_string())) {
            out.values().append_value(word);
        }
        out.append(true);
    }
    Ok(Arc::new(out.finish()))
}

/// `count_words(words)`.
fn count_words(columns: &Columns) -> Result<ArrayRef> {
    let counts = columns.text(0)?.iter().map(|w| split(w.unwrap_or("")).len() as i64).collect::<Vec<_>>();
    Ok(Arc::new(Int64Array::from(counts)))
}

/// `weight(words, table)`: in thousand-and-twenty-fourths of a nat, of which every weight is a whole number.
fn weight(columns: &Columns) -> Result<ArrayRef> {
    let rarity = tables::rarity(&columns.literal(1)?)?;
    let weights = columns.text(0)?.iter().map(|w| (rarity.weight(&split(w.unwrap_or(""))) * 1024.0) as i64).collect::<Vec<_>>();
    Ok(Arc::new(Int64Array::from(weights)))
}

/// `keys(words, table)`: the candidate keys.
fn keys(columns: &Columns) -> Result<ArrayRef> {
    let rarity = tables::rarity(&columns.literal(1)?)?;
    let worker = Worker::new(&rarity, config());
    let mut out = ListBuilder::new(UInt64Builder::new());
    for words in &columns.text(0)? {
        worker.keys(&split(words.unwrap_or(""))).into_iter().for_each(|k| out.values().append_value(k));
        out.append(true);
    }
    Ok(Arc::new(out.finish()))
}

/// `propose(words, rank, lists, table)`: the ranks to hold a wording against, and the pieces of a spliced one. `lists` has
/// those of its keys that another wording has too.
fn propose(columns: &Columns) -> Result<ArrayRef> {
    let rarity = tables::rarity(&columns.literal(3)?)?;
    let mut worker = Worker::new(&rarity, config());
    let (words, ranks, lists) = (columns.text(0)?, columns.integers(1)?, columns.lists(2)?);
    let (mut others, mut parts, mut lengths) = (Int64Builder::new(), Int64Builder::new(), Vec::with_capacity(columns.rows));
    for row in 0..columns.rows {
        let (words, rank) = (split(words.value(row)), ranks.value(row) as u32);
        let given = cast(&lists.value(row), &DataType::Binary)?;
        let mut lists: Vec<List> = given.as_binary::<i32>().iter().flatten().map(posting::decode).collect();
        let known: FxHashSet<u64> = lists.iter().map(|l| l.key).collect();
        let own = worker.keys(&words).into_iter().filter(|k| !known.contains(k));
        lists.extend(own.map(|key| List { key, len: 1, ranks: vec![rank] }));
        let mut found: Vec<(u32, i64)> = worker.propose(&words, rank, &lists).into_iter().map(|other| (other, -1)).collect();
        for (piece, part) in (0..).zip(worker.pieces(&words)) {
            found.extend(worker.propose(part, u32::MAX, &lists).into_iter().filter(|other| *other != rank).map(|other| (other, piece)));
        }
        lengths.push(found.len());
        for (other, piece) in found {
            others.append_value(i64::from(other));
            parts.append_value(piece);
        }
    }
    let items = StructArray::new(proposed_fields(), vec![Arc::new(others.finish()), Arc::new(parts.finish())], None);
    super::articles::list_of(items, lengths)
}

/// `verify(words, other, piece, table)`: what holding a wording, or that piece of it, against another showed, or nothing.
fn verify(columns: &Columns) -> Result<ArrayRef> {
    let rarity = tables::rarity(&columns.literal(3)?)?;
    let mut worker = Worker::new(&rarity, config());
    let (words, others, parts) = (columns.text(0)?, columns.text(1)?, columns.integers(2)?);
    let (mut matched, mut share, mut conflict) = (Float32Builder::new(), Float32Builder::new(), BooleanBuilder::new());
    let mut pieces = Int64Builder::new();
    let mut valid = Vec::with_capacity(columns.rows);
    for row in 0..columns.rows {
        let (words, other) = (split(words.value(row)), split(others.value(row)));
        let found = match usize::try_from(parts.value(row)) {
            Ok(piece) => worker.pieces(&words).get(piece).and_then(|part| worker.verify(part, &other)),
            Err(_) => worker.verify(&words, &other),
        };
        matched.append_value(found.map_or(0.0, |f| f.matched));
        share.append_value(found.map_or(0.0, |f| f.share));
        conflict.append_value(found.is_some_and(|f| f.conflict));
        pieces.append_value(found.map_or(0, |f| i64::from(f.pieces)));
        valid.push(found.is_some());
    }
    let columns: Vec<ArrayRef> =
        vec![Arc::new(matched.finish()), Arc::new(share.finish()), Arc::new(conflict.finish()), Arc::new(pieces.finish())];
    Ok(Arc::new(StructArray::new(verified_fields(), columns, Some(NullBuffer::from(valid)))))
}

/// A statement of a speaker.
#[derive(Serialize, Deserialize)]
struct Said {
    id: String,
    leader: u32,
    words: String,
}

/// `said(id, leader, words)`: the three as one value, to be gathered.
fn said(columns: &Columns) -> Result<ArrayRef> {
    let (ids, leaders, words) = (columns.text(0)?, columns.integers(1)?, columns.text(2)?);
    let mut out = StringBuilder::new();
    for row in 0..columns.rows {
        let said = Said { id: ids.value(row).to_owned(), leader: leaders.value(row) as u32, words: words.value(row).to_owned() };
        out.append_value(serde_json::to_string(&said).map_err(|e| DataFusionError::External(e.into()))?);
    }
    Ok(Arc::new(out.finish()))
}

/// `fragments(said, table)`: of one speaker's statements those that join another cluster than their own.
fn fragments(columns: &Columns) -> Result<ArrayRef> {
    let rarity = tables::rarity(&columns.literal(1)?)?;
    let mut worker = Worker::new(&rarity, config());
    let lists = columns.lists(0)?;
    let (mut ids, mut leaders, mut lengths) = (StringBuilder::new(), Int64Builder::new(), Vec::with_capacity(columns.rows));
    for row in 0..columns.rows {
        let given = cast(&lists.value(row), &DataType::LargeUtf8)?;
        let said = given.as_string::<i64>().iter().flatten().map(serde_json::from_str).collect::<Result<Vec<Said>, _>>();
        let said = said.map_err(|e| DataFusionError::External(e.into()))?;
        let rows: Vec<(Vec<&str>, u32)> = said.iter().map(|s| (split(&s.words), s.leader)).collect();
        let found = worker.fragments(&rows);
        lengths.push(found.len());
        for (n, leader) in found {
            ids.append_value(&said[n].id);
            leaders.append_value(i64::from(leader));
        }
    }
    let items = StructArray::new(fragment_fields(), vec![Arc::new(ids.finish()), Arc::new(leaders.finish())], None);
    super::articles::list_of(items, lengths)
}
