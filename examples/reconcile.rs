//! Reconciles articles: `reconcile [--format text|markdown|json] [--offsets bytes|chars|utf16] [--only KIND,…]
//! [--min-grade G] [--exit-code] [--skip-bad] PATH…`.

mod common;

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use common::{Failure, named, tell_skipped};
use corroborate::{FindingKind, Grade, Offsets, Reconciler, Report, input::Reader};

/// Says which figures and statements of several articles agree, which conflict, and what one alone reports.
#[derive(Parser)]
struct Options {
    /// The form of the report.
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
    Json,
}

fn main() -> ExitCode {
    let options = Options::parse();
    common::exit("reconcile", run(&options))
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let input = Reader::new().skip_bad(options.skip_bad).read(&options.paths)?;
    let mut report = Reconciler::default().reconcile_extracted(&input.articles, input.extractions)?;
    report.findings.retain(|f| f.grade <= options.min_grade && (options.only.is_empty() || options.only.contains(&f.kind)));
    let conflicts = report.conflicts().next().is_some();
    if options.format == Format::Json {
        report.convert(&input.articles, options.offsets);
    }
    let written = write(&report, options.format);
    tell_skipped("reconcile", &input.skipped);
    written?;
    Ok(ExitCode::from(u8::from(options.exit_code && conflicts)))
}

fn write(report: &Report, format: Format) -> Result<(), std::io::Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    match format {
        Format::Json => {
            serde_json::to_writer(&mut out, report)?;
            out.write_all(b"\n")?;
        }
        Format::Text | Format::Markdown => writeln!(out, "{} findings", report.findings.len())?,
    }
    out.flush()
}
