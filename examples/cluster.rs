//! Clusters statements: `cluster [--mode MODE] [--story] FILE.jsonl` reads rows `{"id", "text", "source"?,
//! "speaker"?}` and writes rows `{"id", "cluster", "conflicts_with"?, "also"?}`: `also` has the further clusters that
//! pieces of a spliced statement belong to.

mod common;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{SyncSender, sync_channel};

use clap::Parser;
use common::{Failure, named, print, tell_skipped};
use corroborate::{ClaimIndex, ClusterConfig, ClusterMode, Error, Statement, input::Reader};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// So many rows are read ahead in one go.
const BATCH: usize = 1 << 12;
/// So many clusters are written in one go.
const WRITTEN: usize = 1 << 12;
/// And so many of those are found before any is written.
const PARTS: usize = 16;

/// Finds near-duplicate statements.
#[derive(Parser)]
struct Options {
    /// How far a cluster reaches: strict, bridge or components.
    #[arg(long, default_value = "bridge", value_parser = named::<ClusterMode>)]
    mode: ClusterMode,
    /// The statements of a few articles on one story: ask more of a match.
    #[arg(long)]
    story: bool,
    /// How much of a posting list is read, in statements.
    #[arg(long)]
    max_list: Option<usize>,
    /// How many candidates are aligned.
    #[arg(long)]
    max_verified: Option<usize>,
    /// Leave out rows that cannot be read, and say at the end how many and why.
    #[arg(long)]
    skip_bad: bool,
    /// `.jsonl` rows, or - for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    source: Option<String>,
    speaker: Option<String>,
}

impl Row {
    /// The statement, and its article.
    fn statement(&self) -> (&str, Statement<'_>) {
        let Self { id, text, source, speaker } = self;
        (source.as_ref().unwrap_or(id), Statement { id, text, speaker: speaker.as_deref() })
    }
}

#[derive(Serialize)]
struct Out<'a> {
    id: &'a str,
    cluster: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts_with: Option<&'a str>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    also: &'a [&'a str],
}

fn main() -> ExitCode {
    let options = Options::parse();
    common::exit("cluster", run(&options))
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let mut config = if options.story { ClusterConfig::story() } else { ClusterConfig::new() };
    if let Some(statements) = options.max_list {
        config = config.max_list(statements);
    }
    if let Some(candidates) = options.max_verified {
        config = config.max_verified(candidates);
    }
    let mut index = ClaimIndex::new(config.mode(options.mode));
    // One thread reads rows, and this one files them: at most three batches of rows lie between the two.
    let (sender, batches) = sync_channel::<Vec<Row>>(2);
    let skipped = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read(options, sender));
        for batch in batches {
            let rows: Vec<(&str, Statement)> = batch.iter().map(Row::statement).collect();
            index.add_all(&rows);
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let clusters = index.settle();
    let mut against = vec![None; clusters.len()];
    for (from, to) in clusters.conflicts() {
        // Copies word for word are no further witnesses: the one with fewer wordings points to the other.
        let (few, many) = (clusters.wordings(from), clusters.wordings(to));
        if few <= many {
            against[from].get_or_insert(to);
        }
        if many <= few {
            against[to].get_or_insert(from);
        }
    }
    // Every statement is written once, with the cluster that it belongs to.
    let mut also: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut further: FxHashSet<(usize, &str)> = FxHashSet::default();
    for (id, _, cluster) in clusters.spliced() {
        also.entry(id).or_default().push(clusters.representative(cluster).unwrap_or(""));
        further.insert((cluster, id));
    }
    let lines = |some: Range<usize>| -> std::io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        for cluster in some {
            let name = clusters.representative(cluster).unwrap_or("");
            let conflicts_with = against[cluster].and_then(|a| clusters.representative(a));
            for id in clusters.members(cluster).filter(|id| further.is_empty() || !further.contains(&(cluster, *id))) {
                let also = also.get(id).map_or(&[][..], |a| a);
                serde_json::to_writer(&mut lines, &Out { id, cluster: name, conflicts_with, also })?;
                lines.push(b'\n');
            }
        }
        Ok(lines)
    };
    let parts: Vec<Range<usize>> = (0..clusters.len()).step_by(WRITTEN).map(|first| first..(first + WRITTEN).min(clusters.len())).collect();
    let written = print(|out| parts.chunks(PARTS).try_for_each(|some| each_of(some, lines)?.iter().try_for_each(|l| out.write_all(l))));
    tell_skipped("cluster", &skipped);
    written?;
    Ok(ExitCode::SUCCESS)
}

/// What `lines` gives for each part, in order.
#[cfg(not(feature = "rayon"))]
fn each_of(parts: &[Range<usize>], lines: impl Fn(Range<usize>) -> std::io::Result<Vec<u8>>) -> std::io::Result<Vec<Vec<u8>>> {
    parts.iter().map(|part| lines(part.clone())).collect()
}

/// What `lines` gives for each part, in order: found on several threads.
#[cfg(feature = "rayon")]
fn each_of(parts: &[Range<usize>], lines: impl Fn(Range<usize>) -> std::io::Result<Vec<u8>> + Sync) -> std::io::Result<Vec<Vec<u8>>> {
    use rayon::prelude::*;
    parts.par_iter().map(|part| lines(part.clone())).collect()
}

/// Reads all rows, some thousand at once.
fn read(options: &Options, sender: SyncSender<Vec<Row>>) -> Result<Vec<Error>, Error> {
    let mut skipped = Vec::new();
    let mut seen = FxHashSet::default();
    let mut batch = Vec::with_capacity(BATCH);
    for path in &options.paths {
        skipped.extend(Reader::new().skip_bad(options.skip_bad).rows(path, |row: Row, _| {
            if !seen.insert(id_hash(&row.id)) {
                return Err(Error::input(format!("the id {:?} is used twice", row.id)));
            }
            batch.push(row);
            if batch.len() == BATCH {
                // Nobody listens any more only where the other thread ended early.
                let _ = sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            }
            Ok(())
        })?);
    }
    let _ = sender.send(batch);
    Ok(skipped)
}

/// Stands for an id among the many that were read: two of ten million ids meet once in 400,000 runs.
fn id_hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
