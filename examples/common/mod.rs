//! What the example binaries share: options, exit status, and standard output closed early.

use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use corroborate::{Article, Error};
use indicatif::{ProgressBar, ProgressStyle};
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::Error as UnknownName;

/// An option's value under the name that the JSON has for it; the error lists the names there are.
pub fn named<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    T::deserialize(text.into_deserializer()).map_err(|e: UnknownName| e.to_string())
}

/// Why a run ended early.
pub enum Failure {
    Input(String),
    Output(std::io::Error),
}

impl From<Error> for Failure {
    fn from(e: Error) -> Self {
        Self::Input(e.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(e: std::io::Error) -> Self {
        Self::Output(e)
    }
}

/// Ends the program: status 2 and a message on standard error after a failure. That whoever reads
/// standard output has seen enough is no failure.
pub fn exit(name: &str, result: Result<ExitCode, Failure>) -> ExitCode {
    let message = match result {
        Ok(code) => return code,
        Err(Failure::Output(e)) if e.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Output(e)) => format!("standard output: {e}"),
        Err(Failure::Input(message)) => message,
    };
    // Standard error may be closed as well; the status still tells.
    let _ = writeln!(std::io::stderr(), "{name}: {message}");
    ExitCode::from(2)
}

/// Calls `write` with standard output, buffered.
pub fn print(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// How far long work is, on standard error where that is a terminal.
pub struct Progress(ProgressBar);

/// The bytes of text from which work is long: about a second's.
const LONG_WORK: usize = 4 << 20;

impl Progress {
    /// `alone` says that nothing is written to standard output meanwhile.
    pub fn new(articles: &[Article], alone: bool) -> Self {
        let total: usize = articles.iter().map(|a| a.text().len()).sum();
        let bar = if total < LONG_WORK || !alone && std::io::stdout().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(total as u64)
        };
        Self(bar.with_style(style("{bar:30} {decimal_bytes}/{decimal_total_bytes} read, {eta} left")))
    }

    pub fn read(&self, article: &Article) {
        self.0.inc(article.text().len() as u64);
    }

    #[allow(dead_code, reason = "extract does not reconcile")]
    pub fn reconciling(&self) {
        if !self.0.is_hidden() {
            self.0.set_style(style("{spinner} reconciling for {elapsed}"));
            self.0.enable_steady_tick(Duration::from_millis(100));
        }
    }

    pub fn done(self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Says on standard error how many rows were left out, and why.
pub fn tell_skipped(name: &str, skipped: &[Error]) {
    let Some(count) = (match skipped.len() {
        0 => None,
        1 => Some("1 row was left out:".to_owned()),
        n => Some(format!("{n} rows were left out:")),
    }) else {
        return;
    };
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{name}: {count}");
    for e in skipped {
        let _ = writeln!(err, "  {e}");
    }
}
