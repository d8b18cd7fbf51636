//! One step of a job: a query whose rows are written as Parquet to a folder of its own, once. A run that was cut off goes
//! on behind the last step that was finished.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef, UInt64Type};
use datafusion::common::{DataFusionError, Result, ToDFSchema, exec_err};
use datafusion::dataframe::{DataFrame, DataFrameWriteOptions};
use datafusion::logical_expr::{EmptyRelation, LogicalPlan};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde::{Deserialize, Serialize};

use crate::engine::{SILENCE, peak};
use crate::functions::{batches, files};

/// So often a step is tried: an engine that lost a machine may fail, or may write rows twice.
const TRIES: usize = 4;

/// A job's steps.
pub struct Stages<'e> {
    ctx: &'e SessionContext,
    folder: PathBuf,
    /// How many executors were lost so far.
    lost: Arc<AtomicUsize>,
    /// Whether a step was done anew, so that all behind it must be.
    anew: bool,
    /// What each step took.
    pub done: Vec<(String, Done)>,
}

/// What stands beside a finished step's folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Done {
    /// The query, or what the rows were made from.
    from: String,
    pub rows: u64,
    pub bytes: u64,
    pub seconds: f64,
    /// When it was finished, in nanoseconds.
    stamp: u64,
}

impl<'e> Stages<'e> {
    /// The steps of the run whose results go to `out`.
    pub fn new(ctx: &'e SessionContext, out: &Path, lost: Arc<AtomicUsize>) -> Result<Self> {
        let folder = out.join("stages");
        std::fs::create_dir_all(&folder)?;
        Ok(Self { ctx, folder: folder.canonicalize()?, lost, anew: false, done: Vec::new() })
    }

    /// The folder of a step's rows.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where functions find the rows of `name`, or of all steps, with the stamp of the step `since`.
    pub fn address(&self, name: &str, since: &str) -> String {
        let stamp = self.done.iter().rev().find(|d| d.0 == since).map_or(0, |d| d.1.stamp);
        format!("'{}?{stamp}'", self.path(name).display().to_string().replace('\'', "''"))
    }

    /// Whether the step was finished before, by the same query over the same rows.
    fn known(&self, name: &str, from: &str) -> Option<Done> {
        let marker = std::fs::read(self.marker(name)).ok()?;
        serde_json::from_slice(&marker).ok().filter(|d: &Done| !self.anew && d.from == from)
    }

    fn marker(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.done"))
    }

    /// Runs a query, and makes its rows a table of that name.
    pub async fn query(&mut self, name: &str, sql: &str) -> Result<()> {
        if let Some(done) = self.known(name, sql) {
            return self.enter(name, done, true).await;
        }
        let begun = Instant::now();
        let mut tried = 0;
        let rows = loop {
            tried += 1;
            let lost = self.lost.load(Ordering::Relaxed);
            let written = tokio::select! {
                written = self.write(name, sql) => written,
                () = self.stuck(lost) => exec_err!("an executor was lost, and the engine waits for it"),
            };
            match written {
                Ok(rows) => break rows,
                Err(e) if tried < TRIES && !is_ours(&e) => eprintln!("{name}: tried again, since: {}", first_line(&e)),
                Err(e) => return Err(e.context(format!("the step {name}"))),
            }
        };
        self.finish(name, sql, rows, begun).await
    }

    /// Ends when executors were lost, beyond so many, and the engine had time to give their work to others.
    async fn stuck(&self, lost: usize) {
        while self.lost.load(Ordering::Relaxed) == lost {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        tokio::time::sleep(Duration::from_secs(3 * SILENCE)).await;
    }

    async fn write(&self, name: &str, sql: &str) -> Result<u64> {
        let folder = self.clear(name)?;
        let frame = self.ctx.sql(sql).await?;
        let schema: SchemaRef = frame.schema().inner().clone();
        let mut told = 0;
        if !matches!(frame.clone().into_optimized_plan()?, LogicalPlan::EmptyRelation(_)) {
            let counts = frame.write_parquet(&format!("{}/", folder.display()), DataFrameWriteOptions::new(), None).await?;
            told = counts.iter().flat_map(|b| b.column(0).as_primitive::<UInt64Type>().values().iter()).sum();
        }
        if files(&folder)?.is_empty() {
            write_file(&folder.join("none.parquet"), &schema, &[])?;
        }
        let found = count(&folder)?.0;
        if found == told { Ok(found) } else { exec_err!("{found} rows stand in its files, and {told} were written") }
    }

    /// Whether joins keep one side in memory, or sort both.
    pub async fn hash_joins(&self, hash: bool) -> Result<()> {
        self.ctx.sql(&format!("SET datafusion.optimizer.prefer_hash_join = {hash}")).await?.collect().await.map(|_| ())
    }

    /// Makes rows of this machine's own a table; `from` says what they follow from.
    pub async fn local(&mut self, name: &str, from: &str, schema: SchemaRef, make: impl FnOnce(&mut Rows) -> Result<()>) -> Result<()> {
        if let Some(done) = self.known(name, from) {
            return self.enter(name, done, true).await;
        }
        let begun = Instant::now();
        let folder = self.clear(name)?;
        let mut rows = Rows { folder: folder.clone(), schema, files: 0 };
        make(&mut rows)?;
        if rows.files == 0 {
            rows.put(&[])?;
        }
        let rows = count(&folder)?.0;
        self.finish(name, from, rows, begun).await
    }

    fn clear(&self, name: &str) -> Result<PathBuf> {
        let folder = self.path(name);
        let _ = std::fs::remove_file(self.marker(name));
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    async fn finish(&mut self, name: &str, from: &str, rows: u64, begun: Instant) -> Result<()> {
        let bytes = count(&self.path(name))?.1;
        let stamp = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64);
        let done = Done { from: from.to_owned(), rows, bytes, seconds: begun.elapsed().as_secs_f64(), stamp };
        // The marker appears whole or not at all.
        let marker = self.marker(name);
        let part = marker.with_extension("part");
        std::fs::write(&part, serde_json::to_vec(&done).map_err(|e| DataFusionError::External(e.into()))?)?;
        std::fs::rename(part, marker)?;
        self.anew = true;
        self.enter(name, done, false).await
    }

    async fn enter(&mut self, name: &str, done: Done, before: bool) -> Result<()> {
        let how = if before { "done before".to_owned() } else { format!("{:.1} s", done.seconds) };
        let most = peak("self") >> 20;
        eprintln!("{name:<12}{:>12} rows {:>10.1} MB  {most:>6} MB at most  {how}", done.rows, done.bytes as f64 / 1e6);
        self.ctx.deregister_table(name)?;
        if done.rows == 0 {
            // A scan of no rows keeps a cluster waiting for ever; a relation that is known to be empty is planned away.
            let schema = self.schema(name)?.to_dfschema_ref()?;
            let plan = LogicalPlan::EmptyRelation(EmptyRelation { produce_one_row: false, schema });
            self.ctx.register_table(name, DataFrame::new(self.ctx.state(), plan).into_view())?;
        } else {
            let path = format!("{}/", self.path(name).display());
            self.ctx.register_parquet(name, path, ParquetReadOptions::default()).await?;
        }
        self.done.push((name.to_owned(), done));
        Ok(())
    }

    /// The columns of a step.
    fn schema(&self, name: &str) -> Result<SchemaRef> {
        match files(&self.path(name))?.first() {
            Some(path) => Ok(ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?.schema().clone()),
            None => exec_err!("the step {name} has no file"),
        }
    }

    /// How many rows a step has.
    pub fn rows(&self, name: &str) -> u64 {
        self.done.iter().rev().find(|d| d.0 == name).map_or(0, |d| d.1.rows)
    }

    /// A step's rows, all of them, to be joined here.
    pub fn read(&self, name: &str) -> Result<Vec<RecordBatch>> {
        batches(&self.path(name))
    }
}

/// Rows that this machine makes.
pub struct Rows {
    folder: PathBuf,
    pub schema: SchemaRef,
    files: usize,
}

impl Rows {
    /// How many files there are.
    pub const fn files(&self) -> usize {
        self.files
    }

    /// Writes batches as one file more.
    pub fn put(&mut self, batches: &[RecordBatch]) -> Result<()> {
        let path = self.folder.join(format!("part-{:06}.parquet", self.files));
        self.files += 1;
        write_file(&path, &self.schema, batches)
    }
}

fn write_file(path: &Path, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<()> {
    let mut writer = ArrowWriter::try_new(File::create(path)?, schema.clone(), None)?;
    for batch in batches {
        writer.write(batch)?;
    }
    writer.close()?;
    Ok(())
}

/// The rows in a folder's files, and their bytes.
fn count(folder: &Path) -> Result<(u64, u64)> {
    let mut sum = (0, 0);
    for path in files(folder)? {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path)?)?;
        sum.0 += reader.metadata().file_metadata().num_rows() as u64;
        sum.1 += std::fs::metadata(&path)?.len();
    }
    Ok(sum)
}

/// Whether trying again would not help: the query itself is wrong, or the memory allowed is too little.
fn is_ours(error: &DataFusionError) -> bool {
    matches!(
        error.find_root(),
        DataFusionError::Plan(_) | DataFusionError::SchemaError(..) | DataFusionError::SQL(..) | DataFusionError::ResourcesExhausted(_)
    )
}

fn first_line(error: &DataFusionError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// A schema of columns that are all there.
pub fn schema(columns: &[(&str, DataType)]) -> SchemaRef {
    use datafusion::arrow::datatypes::{Field, Schema};
    Schema::new(columns.iter().map(|(name, of)| Field::new(*name, of.clone(), true)).collect::<Vec<_>>()).into()
}
