//! A finished run's results: lines of JSON in an order that is always the same, and the report on one story.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use corroborate::{Layout, Report};
use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use crate::engine::{self, Limits};
use crate::functions::{COLUMNS, Row};
use crate::stage::Stages;

/// The clusters of statements: `clusters.jsonl`.
pub async fn clusters(ctx: &SessionContext, stages: &Stages<'_>, out: &Path) -> Result<()> {
    opened(ctx, stages, &["clusters"]).await?;
    lines(
        ctx,
        "SELECT id, \"cluster\", conflicts_with FROM clusters ORDER BY id",
        &["id", "cluster", "conflicts_with"],
        &out.join("clusters.jsonl"),
    )
    .await
}

/// What the stories' articles say: `findings.jsonl` and `clusters.jsonl`, and `statements.jsonl` with what is near a copy of
/// what in the whole archive.
pub async fn findings(ctx: &SessionContext, stages: &Stages<'_>, out: &Path) -> Result<()> {
    opened(ctx, stages, &["clusters", "findings", "readings", "statements", "numbered", "stories"]).await?;
    lines(ctx, "SELECT row FROM findings ORDER BY story, row", &[], &out.join("findings.jsonl")).await?;
    lines(ctx, "SELECT row FROM readings ORDER BY story, row", &[], &out.join("clusters.jsonl")).await?;
    let joined = "SELECT c.id, c.\"cluster\", c.conflicts_with, s.article, concat(f.id, '/s') AS story FROM clusters c
                  JOIN statements s ON c.id = s.id JOIN numbered n ON s.article = n.id JOIN stories t ON n.n = t.n
                  JOIN numbered f ON t.story = f.n ORDER BY c.id";
    lines(ctx, joined, &["id", "cluster", "conflicts_with", "article", "story"], &out.join("statements.jsonl")).await
}

/// Prints the report on the story of an article.
pub async fn story(id: &str, out: &Path) -> Result<()> {
    let ctx = engine::alone(Limits { memory: 1 << 30, parts: 2 }, &out.join("spill"))?;
    for name in ["articles", "numbered", "stories", "verdicts"] {
        let folder = out.join("stages").join(name);
        if !folder.with_extension("done").exists() {
            return exec_err!("{}: no finished run stands there", out.display());
        }
        ctx.register_parquet(name, format!("{}/", folder.display()), ParquetReadOptions::default()).await?;
    }
    let id = id.strip_suffix("/s").unwrap_or(id).replace('\'', "''");
    let of = format!("SELECT t.story FROM stories t JOIN numbered n ON t.n = n.n WHERE n.id = '{id}'");
    let reports = texts(&ctx, &format!("SELECT report FROM verdicts WHERE story IN ({of})"), 1).await?;
    let Some(report) = reports.first().and_then(|r| r[0].as_deref()) else { return exec_err!("there is no article {id:?}") };
    let report: Report = serde_json::from_str(report).map_err(|e| DataFusionError::External(e.into()))?;
    let members = format!(
        "SELECT {COLUMNS} FROM articles WHERE id IN (SELECT n.id FROM numbered n JOIN stories t ON n.n = t.n WHERE t.story IN ({of})) ORDER BY id"
    );
    let rows = texts(&ctx, &members, 8).await?;
    let articles = rows.into_iter().map(|r| Row::from_texts(r).article()).collect::<Result<Vec<_>>>()?;
    let text = report.text(&Layout::new(&articles).statements(true).width(100));
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

/// Makes the rows of steps tables of another session.
async fn opened(ctx: &SessionContext, stages: &Stages<'_>, names: &[&str]) -> Result<()> {
    for name in names {
        ctx.deregister_table(*name)?;
        ctx.register_parquet(*name, format!("{}/", stages.path(name).display()), ParquetReadOptions::default()).await?;
    }
    Ok(())
}

async fn texts(ctx: &SessionContext, sql: &str, columns: usize) -> Result<Vec<Vec<Option<String>>>> {
    let mut rows = Vec::new();
    for batch in ctx.sql(sql).await?.collect().await? {
        let texts = (0..columns).map(|n| cast(batch.column(n), &DataType::LargeUtf8)).collect::<Result<Vec<_>, _>>()?;
        let value = |n: usize, row: usize| texts[n].is_valid(row).then(|| texts[n].as_string::<i64>().value(row).to_owned());
        rows.extend((0..batch.num_rows()).map(|row| (0..columns).map(|n| value(n, row)).collect()));
    }
    Ok(rows)
}

/// Writes a query's rows as lines: one column that is JSON itself, or an object of the columns named; what is empty is left
/// out.
async fn lines(ctx: &SessionContext, sql: &str, names: &[&str], path: &Path) -> Result<()> {
    use futures::StreamExt;
    let part = path.with_extension("part");
    let mut file = BufWriter::with_capacity(1 << 16, File::create(&part)?);
    let mut stream = ctx.sql(sql).await?.execute_stream().await?;
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let texts = batch.columns().iter().map(|c| cast(c, &DataType::LargeUtf8)).collect::<Result<Vec<_>, _>>()?;
        for row in 0..batch.num_rows() {
            if names.is_empty() {
                file.write_all(texts[0].as_string::<i64>().value(row).as_bytes())?;
            } else {
                let mut between = '{';
                for (name, column) in names.iter().zip(&texts).filter(|(_, c)| c.is_valid(row)) {
                    let value =
                        serde_json::to_string(column.as_string::<i64>().value(row)).map_err(|e| DataFusionError::External(e.into()))?;
                    write!(file, "{between}\"{name}\":{value}")?;
                    between = ',';
                }
                file.write_all(b"}")?;
            }
            file.write_all(b"\n")?;
        }
    }
    file.flush()?;
    Ok(std::fs::rename(part, path)?)
}
