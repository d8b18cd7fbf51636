//! Tables that every machine reads whole: how many hold each word, and each term. They stand in the run's folder, are read
//! once, and kept for the next batch.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use corroborate::stages::Rarity;
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{DataFusionError, Result};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rustc_hash::FxHashMap;

/// A table by the address it was asked for; the last one is kept.
struct Kept<T>(Mutex<Option<(String, Arc<T>)>>);

impl<T> Kept<T> {
    const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The table at an address: a folder, `?`, and a stamp that changes whenever its files do.
    fn get(&self, address: &str, read: impl FnOnce(&Path) -> Result<T>) -> Result<Arc<T>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, table)) = &*kept
            && known == address
        {
            return Ok(table.clone());
        }
        let folder = address.rsplit_once('?').map_or(address, |(folder, _)| folder);
        let table = Arc::new(read(Path::new(folder))?);
        *kept = Some((address.to_owned(), table.clone()));
        Ok(table)
    }
}

static RARITY: Kept<Rarity> = Kept::new();
static HOLDERS: Kept<FxHashMap<u32, u32>> = Kept::new();

/// How rare each word is, from the folders `holders` and `totals`.
pub fn rarity(address: &str) -> Result<Arc<Rarity>> {
    RARITY.get(address, |folder| {
        let mut holders = Vec::new();
        for batch in batches(&folder.join("holders"))? {
            let words = cast(batch.column(0), &DataType::LargeUtf8)?;
            let counts = batch.column(1).as_primitive::<Int64Type>();
            holders.extend(words.as_string::<i64>().iter().flatten().zip(counts.values()).map(|(w, n)| (w.to_owned(), *n as u32)));
        }
        let mut totals = (0, 0);
        for batch in batches(&folder.join("totals"))?.iter().filter(|b| b.num_rows() > 0) {
            let one = |n: usize| batch.column(n).as_primitive::<Int64Type>().value(0);
            totals = (one(0) as u32, one(1) as u64);
        }
        Ok(Rarity::new(holders, totals.0, totals.1))
    })
}

/// How many articles have each term that two or more have.
pub fn holders(address: &str) -> Result<Arc<FxHashMap<u32, u32>>> {
    HOLDERS.get(address, |folder| {
        let mut holders = FxHashMap::default();
        for batch in batches(folder)? {
            let terms = cast(batch.column(0), &DataType::Int64)?;
            let (terms, counts) = (terms.as_primitive::<Int64Type>(), batch.column(1).as_primitive::<Int64Type>());
            holders.extend(terms.values().iter().zip(counts.values()).map(|(t, n)| (*t as u32, *n as u32)));
        }
        Ok(holders)
    })
}

/// All batches of a stage's files.
pub fn batches(folder: &Path) -> Result<Vec<RecordBatch>> {
    let mut all = Vec::new();
    for path in files(folder)? {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path)?)?.build()?;
        for batch in reader {
            all.push(batch.map_err(DataFusionError::from)?);
        }
    }
    Ok(all)
}

/// A stage's files, in the order of their names.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "parquet") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
