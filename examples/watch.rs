//! Reads articles as they come and prints what each changes: `watch [--min-grade G] [--keep N] [--skip-bad] [PATH]`.

mod common;

use std::collections::VecDeque;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use common::{Failure, named, print, tell_skipped};
use corroborate::input::Reader;
use corroborate::{Config, Finding, Grade, Reconciler};

/// Prints each finding that an article of a feed makes new, changes or ends. A value of one source that
/// another one contradicts has changed.
#[derive(Parser)]
struct Options {
    /// Show findings of this grade and graver ones alone. From the gravest: contradictory, discrepant,
    /// uncorroborated, superseded, variant, converted, bound, rounding, same.
    #[arg(long, value_name = "GRADE", default_value = "discrepant", value_parser = named::<Grade>)]
    min_grade: Grade,
    /// The number of articles that are held at once; older ones are let go.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    keep: usize,
    /// Leave out rows that cannot be read, and say at the end how many and why.
    #[arg(long)]
    skip_bad: bool,
    /// JSON lines, one article each; - for standard input.
    #[arg(default_value = "-")]
    path: PathBuf,
}

fn main() -> ExitCode {
    common::exit("watch", run(&Options::parse()))
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let mut desk = Reconciler::new(Config::new());
    let mut held: VecDeque<String> = VecDeque::new();
    let mut closed = None;
    let skipped = Reader::new().skip_bad(options.skip_bad).articles(&options.path, |article| {
        let id = article.id().to_owned();
        if desk.add(article) {
            held.push_back(id.clone());
        }
        if held.len() > options.keep.max(1)
            && let Some(oldest) = held.pop_front()
        {
            desk.remove(&oldest);
        }
        let changes = desk.changes();
        let written = print(|out| {
            for (what, findings) in [("new", &changes.new), ("changed", &changes.changed), ("gone", &changes.gone)] {
                for finding in findings.iter().filter(|f| f.grade <= options.min_grade) {
                    show(out, &id, what, finding)?;
                }
            }
            Ok(())
        });
        // Nobody reads any more: the feed need not be read either.
        closed = written.err();
        Ok(closed.is_none())
    })?;
    tell_skipped("watch", &skipped);
    closed.map_or(Ok(ExitCode::SUCCESS), |e| Err(e.into()))
}

fn show(out: &mut dyn Write, id: &str, what: &str, finding: &Finding) -> std::io::Result<()> {
    writeln!(out, "{}: {what}: {} {}: {}", plain(id), finding.grade, finding.kind, plain(&finding.what))?;
    for value in &finding.values {
        writeln!(out, "  {} – {}", plain(&value.text), plain(&value.article))?;
    }
    finding.reasons.first().map_or(Ok(()), |reason| writeln!(out, "  Why: {}", plain(&reason.text)))
}

/// On one line, and without what would disturb a terminal.
fn plain(text: &str) -> String {
    text.split_whitespace().map(|word| word.replace(char::is_control, "")).collect::<Vec<_>>().join(" ")
}
