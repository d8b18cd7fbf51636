//! Writes the claims of each article as a line of JSON: `extract [--offsets UNIT] [--skip-bad] PATH…`.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corroborate::{Config, Offsets, extract, input::Reader};

/// Finds quotes, figures and assertions, article by article.
#[derive(Parser)]
struct Options {
    /// The unit of every span: bytes, chars or utf16.
    #[arg(long, default_value = "bytes", value_parser = offsets)]
    offsets: Offsets,
    /// Leave out rows that cannot be read, and say at the end how many and why.
    #[arg(long)]
    skip_bad: bool,
    /// `.txt` files, `.jsonl` rows, folders of them, or - for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

fn offsets(text: &str) -> Result<Offsets, String> {
    text.parse().map_err(|e: corroborate::Error| e.to_string())
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("extract: {e}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let input = Reader::new().skip_bad(options.skip_bad).read(&options.paths)?;
    let config = Config::new();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in &input.articles {
        let mut found = extract(article, &config);
        found.convert(article, options.offsets);
        serde_json::to_writer(&mut out, &found)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
