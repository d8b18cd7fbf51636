//! Reconciles articles: `reconcile [--format text|markdown|html|json] [--offsets bytes|chars|utf16] [--only KIND,…]
//! [--min-grade G] [--exit-code] [--skip-bad] PATH…`.

mod common;
#[path = "common/progress.rs"]
mod progress;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use common::{Failure, named, print, tell_skipped};
use corroborate::input::{Input, Reader};
use corroborate::{Config, Extraction, FindingKind, Grade, Layout, Offsets, Reconciler};
use progress::Progress;

/// Says which figures and statements of several articles agree, which conflict, and what one alone reports.
#[derive(Parser)]
struct Options {
    /// The form of the report; html where the program was built with the feature `page`.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The unit of every span in the JSON: bytes, chars or utf16.
    #[arg(long, value_name = "UNIT", default_value = "bytes", value_parser = named::<Offsets>)]
    offsets: Offsets,
    /// Show findings of these kinds alone: amount, count, percent, number, quantity, date, time, duration,
    /// quote_wording, speaker, attribution, polarity.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = named::<FindingKind>)]
    only: Vec<FindingKind>,
    /// Show findings of this grade and graver ones alone. From the gravest: contradictory, discrepant,
    /// uncorroborated, superseded, variant, converted, bound, rounding, same.
    #[arg(long, value_name = "GRADE", default_value = "same", value_parser = named::<Grade>)]
    min_grade: Grade,
    /// End with status 1 where a conflict is shown.
    #[arg(long)]
    exit_code: bool,
    /// Leave out rows that cannot be read, and say at the end how many and why.
    #[arg(long)]
    skip_bad: bool,
    /// `.txt` files, `.jsonl` rows, folders of them, or - for rows from standard input. Lines that `extract`
    /// wrote are taken in place of extracting again.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    #[cfg(feature = "page")]
    Html,
    Json,
}

fn main() -> ExitCode {
    let options = Options::parse();
    common::exit("reconcile", run(&options))
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let Input { articles, extractions, skipped, .. } = Reader::new().skip_bad(options.skip_bad).read(&options.paths)?;
    let mut given: BTreeMap<String, Extraction> = extractions.into_iter().map(|e| (e.id.clone(), e)).collect();
    let progress = Progress::new(&articles, true);
    let mut desk = Reconciler::new(Config::new());
    for article in &articles {
        match given.remove(article.id()) {
            Some(claims) => desk.add_extracted(article.clone(), claims)?,
            None => desk.add(article.clone()),
        };
        progress.read(article);
    }
    if let Some(id) = given.keys().next() {
        return Err(Failure::Input(format!("the extraction of {id:?} has no article")));
    }
    progress.reconciling();
    let mut report = desk.into_report();
    progress.done();
    report.findings.retain(|f| f.grade <= options.min_grade && (options.only.is_empty() || options.only.contains(&f.kind)));
    let conflicts = report.conflicts().next().is_some();
    let statements = options.only.is_empty() || options.only.iter().any(|k| matches!(k, FindingKind::QuoteWording | FindingKind::Speaker));
    let layout = Layout::new(&articles).statements(statements).width(columns()).colour(coloured());
    let written = match options.format {
        Format::Text => print(|out| out.write_all(report.text(&layout).as_bytes())),
        Format::Markdown => print(|out| out.write_all(report.markdown(&layout).as_bytes())),
        #[cfg(feature = "page")]
        Format::Html => print(|out| out.write_all(report.html(&layout).as_bytes())),
        Format::Json => {
            report.convert(&articles, options.offsets);
            print(|out| {
                serde_json::to_writer(&mut *out, &report)?;
                out.write_all(b"\n")
            })
        }
    };
    tell_skipped("reconcile", &skipped);
    written?;
    // Giving back so much memory piece by piece takes time that nobody needs.
    std::mem::forget(report);
    Ok(ExitCode::from(u8::from(options.exit_code && conflicts)))
}

/// The columns of the terminal, 120 at most: longer lines are hard to read. 80 where there is none.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).min(120))
}

/// Whether standard output is a terminal that shows colours and nobody asked for none.
fn coloured() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v: OsString| !v.is_empty());
    std::io::stdout().is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}
