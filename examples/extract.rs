//! Writes the claims of each article as a line of JSON: `extract [--offsets UNIT] [--skip-bad] PATH…`.

mod common;
#[path = "common/progress.rs"]
mod progress;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use common::{Failure, named, print, tell_skipped};
use corroborate::{Config, Offsets, extract, input::Reader};
use progress::Progress;

/// Finds quotes, figures and assertions, article by article.
#[derive(Parser)]
struct Options {
    /// The unit of every span: bytes, chars or utf16.
    #[arg(long, value_name = "UNIT", default_value = "bytes", value_parser = named::<Offsets>)]
    offsets: Offsets,
    /// Leave out rows that cannot be read, and say at the end how many and why.
    #[arg(long)]
    skip_bad: bool,
    /// `.txt` files, `.jsonl` rows, folders of them, or - for rows from standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    common::exit("extract", run(&options))
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    // All input is read and found good before the first line is written.
    let input = Reader::new().skip_bad(options.skip_bad).read(&options.paths)?;
    if let Some(known) = input.extractions.first() {
        return Err(Failure::Input(format!("claims of {:?} were extracted before; its text is needed here", known.id)));
    }
    let config = Config::new();
    let progress = Progress::new(&input.articles, false);
    let written = print(|out| {
        for article in &input.articles {
            let mut found = extract(article, &config);
            found.convert(article, options.offsets);
            serde_json::to_writer(&mut *out, &found)?;
            out.write_all(b"\n")?;
            progress.read(article);
        }
        Ok(())
    });
    progress.done();
    tell_skipped("extract", &input.skipped);
    written?;
    Ok(ExitCode::SUCCESS)
}
