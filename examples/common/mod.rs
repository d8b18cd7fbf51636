//! What the example binaries share: options, exit status, and standard output closed early.

use std::io::{BufWriter, ErrorKind, StdoutLock, Write};
use std::process::ExitCode;

use corroborate::Error;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::Error as UnknownName;

/// glibc's allocator keeps the gaps between article texts in lists that it walks: reading 100 MB took it 14 times as
/// long as 10 MB.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// Calls `write` with standard output, buffered. JSON is written in pieces of a few bytes: the writer's type is known
/// here, so that each is copied in place.
pub fn print(write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    write(&mut out)?;
    out.flush()
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
