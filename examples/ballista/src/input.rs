//! Articles and statements from files, as the first step of a job.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use corroborate::input::Reader;
use corroborate::{Article, Error};
use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch, StringBuilder};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde::Deserialize;

use crate::functions::{COLUMNS, Row};
use crate::stage::{Rows, Stages, schema};

/// So many bytes of text make a file, what one machine reads in one go; the first files are smaller, so that a small archive
/// occupies all cores too.
const PART: usize = 32 << 20;
const FIRST: usize = 1 << 20;

fn outside(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DataFusionError {
    DataFusionError::External(error.into())
}

/// Makes the articles of `paths` the table `articles`.
pub async fn articles(stages: &mut Stages<'_>, ctx: &SessionContext, paths: &[PathBuf]) -> Result<()> {
    let files = files(paths)?;
    let from = fingerprint(&files)?;
    if files.iter().all(|f| is(f, "parquet")) {
        let sources = tables(ctx, &files, &COLUMNS.split(", ").collect::<Vec<_>>()).await?;
        stages.query("articles", &format!("SELECT * FROM ({sources}) WHERE '{from}' <> ''")).await?;
    } else {
        let mut columns: Vec<(&str, DataType)> = COLUMNS.split(", ").map(|c| (c, DataType::Utf8)).collect();
        columns.last_mut().expect("some columns").1 = DataType::Int64;
        stages.local("articles", &from, schema(&columns), |rows| read_articles(&files, rows)).await?;
    }
    once(stages, "articles").await
}

/// Makes the statements of `paths` the table `statements`.
pub async fn statements(stages: &mut Stages<'_>, ctx: &SessionContext, paths: &[PathBuf]) -> Result<()> {
    let files = files(paths)?;
    let from = fingerprint(&files)?;
    if files.iter().all(|f| is(f, "parquet")) {
        let sources = tables(ctx, &files, &["id", "text", "speaker"]).await?;
        stages.query("statements", &format!("SELECT * FROM ({sources}) WHERE '{from}' <> ''")).await?;
    } else {
        let columns = schema(&["id", "text", "speaker"].map(|c| (c, DataType::Utf8)));
        stages.local("statements", &from, columns, |rows| read_statements(&files, rows)).await?;
    }
    once(stages, "statements").await
}

/// An id that is used twice is an error, as it is where one process reads the files. A step like all others, so that it is
/// tried again when a machine is lost.
async fn once(stages: &mut Stages<'_>, table: &str) -> Result<()> {
    stages.query("twice", &format!("SELECT min(id) AS id FROM {table} GROUP BY id HAVING count(*) > 1")).await?;
    let mut first: Option<String> = None;
    for batch in stages.read("twice")? {
        let ids = cast(batch.column(0), &DataType::Utf8)?;
        let least = ids.as_string::<i32>().iter().flatten().min();
        first = least.map(str::to_owned).into_iter().chain(first).min();
    }
    first.map_or(Ok(()), |id| exec_err!("the id {id:?} is used twice"))
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e == extension)
}

/// The files of all paths, folders opened, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
            inside.retain(|f| ["txt", "jsonl", "parquet"].iter().any(|e| is(f, e)));
            inside.sort();
            files.append(&mut inside);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() { exec_err!("there are no files to read") } else { Ok(files) }
}

/// What changes whenever a file does.
fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut out = String::new();
    for file in files {
        let known = std::fs::metadata(file).map_err(|e| outside(format!("{}: {e}", file.display())))?;
        let changed = known.modified()?.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        out += &format!("{} {} {changed};", file.display(), known.len());
    }
    Ok(out.replace('\'', "''"))
}

/// A query over Parquet files; columns that a file lacks are empty.
async fn tables(ctx: &SessionContext, files: &[PathBuf], columns: &[&str]) -> Result<String> {
    let mut queries = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let name = format!("input_{n}");
        let file = file.canonicalize()?;
        ctx.register_parquet(&name, file.to_string_lossy(), ParquetReadOptions::default()).await?;
        let table = ctx.table(&name).await?;
        let has = |c: &&str| table.schema().has_column_with_unqualified_name(c);
        let column = |c: &&str| match (has(c), *c) {
            (true, "plain") => "CAST(plain AS BIGINT) AS plain".to_owned(),
            (true, c) => format!("CAST({c} AS VARCHAR) AS {c}"),
            (false, "plain") => "CAST(0 AS BIGINT) AS plain".to_owned(),
            (false, c) => format!("CAST(NULL AS VARCHAR) AS {c}"),
        };
        queries.push(format!("SELECT {} FROM {name}", columns.iter().map(column).collect::<Vec<_>>().join(", ")));
    }
    Ok(queries.join(" UNION ALL "))
}

/// Columns of text that become a file when they are many.
struct Columns<'r> {
    rows: &'r mut Rows,
    texts: Vec<StringBuilder>,
    plain: Option<Vec<i64>>,
    batches: Vec<RecordBatch>,
    bytes: usize,
    written: usize,
}

/// So many rows make a batch.
const BATCH: usize = 1024;

impl<'r> Columns<'r> {
    fn new(rows: &'r mut Rows, texts: usize, plain: bool) -> Self {
        let texts = (0..texts).map(|_| StringBuilder::new()).collect();
        Self { rows, texts, plain: plain.then(Vec::new), batches: Vec::new(), bytes: 0, written: 0 }
    }

    fn add(&mut self, texts: &[Option<&str>], plain: bool) -> Result<()> {
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.append_option(*text);
            self.bytes += text.map_or(0, str::len);
        }
        if let Some(column) = &mut self.plain {
            column.push(i64::from(plain));
        }
        self.written += 1;
        let full = self.bytes >= PART.min(FIRST * (self.rows.files() + 1));
        if self.written.is_multiple_of(BATCH) {
            self.batch()?;
        }
        if full { self.flush() } else { Ok(()) }
    }

    fn batch(&mut self) -> Result<()> {
        let mut columns: Vec<ArrayRef> = self.texts.iter_mut().map(|c| Arc::new(c.finish()) as ArrayRef).collect();
        columns.extend(self.plain.as_mut().map(|c| Arc::new(Int64Array::from(std::mem::take(c))) as ArrayRef));
        let schema: SchemaRef = self.rows.schema.clone();
        self.batches.push(RecordBatch::try_new(schema, columns)?);
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        self.batch()?;
        self.bytes = 0;
        self.rows.put(&std::mem::take(&mut self.batches))
    }
}

fn read_articles(files: &[PathBuf], rows: &mut Rows) -> Result<()> {
    let mut columns = Columns::new(rows, 7, true);
    for file in files {
        if is(file, "jsonl") {
            let mut failed = Ok(());
            Reader::new()
                .articles(file, |article| {
                    let row = Row::of(&article, false);
                    failed = columns.add(&row.texts(), false);
                    Ok(failed.is_ok())
                })
                .map_err(outside)?;
            failed?;
        } else {
            for article in Reader::new().read(&[file]).map_err(outside)?.articles {
                let row = Row::of(&article, is_plain(&article));
                columns.add(&row.texts(), row.is_plain())?;
            }
        }
    }
    columns.flush()
}

/// Whether a date header was read from the text.
fn is_plain(article: &Article) -> bool {
    article.body_start() > 0
}

#[derive(Deserialize)]
struct Statement {
    id: String,
    text: String,
    speaker: Option<String>,
}

fn read_statements(files: &[PathBuf], rows: &mut Rows) -> Result<()> {
    let mut columns = Columns::new(rows, 3, false);
    for file in files {
        Reader::new()
            .rows(file, |row: Statement, _| {
                columns.add(&[Some(&row.id), Some(&row.text), row.speaker.as_deref()], false).map_err(|e| Error::input(e.to_string()))
            })
            .map_err(outside)?;
    }
    columns.flush()
}
