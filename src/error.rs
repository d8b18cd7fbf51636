//! What can go wrong outside the text: configuration and input. Article text is never an error.

use std::path::Path;

/// An error of configuration or input.
///
/// Reading an article, extracting and reconciling never fail; only a configuration that contradicts
/// itself, or input that does not have the form it must have, does. The message names the file and
/// the line where there is one.
#[derive(Debug, thiserror::Error)]
#[error("{}{kind}", .place.as_deref().unwrap_or(""))]
pub struct Error {
    place: Option<String>,
    #[source]
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{0}")]
    Config(String),
    #[error("{0}")]
    Input(String),
    #[error("{what}: {source}")]
    Io { what: &'static str, source: std::io::Error },
}

/// A file, and a line of it where there is one, as errors name them.
pub(crate) fn place(file: &Path, line: Option<usize>) -> String {
    let file = if file == Path::new("-") { "standard input".into() } else { file.display().to_string() };
    line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"))
}

impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self { place: None, kind: Kind::Config(message.into()) }
    }

    /// An error of a row or file, for those who read rows of their own with
    /// [`Reader::rows`](crate::input::Reader::rows).
    #[must_use]
    pub fn input(message: impl Into<String>) -> Self {
        Self { place: None, kind: Kind::Input(message.into()) }
    }

    pub(crate) fn io(what: &'static str, source: std::io::Error) -> Self {
        Self { place: None, kind: Kind::Io { what, source } }
    }

    /// Names the file, and the line where there is one, that the error is about.
    #[must_use]
    pub(crate) fn at(mut self, file: &Path, line: Option<usize>) -> Self {
        self.place = Some(place(file, line) + ": ");
        self
    }

    /// Whether a setting or a lexicon of the user's is at fault.
    #[must_use]
    pub const fn is_config(&self) -> bool {
        matches!(self.kind, Kind::Config(_))
    }

    /// Whether a file or row does not have the form it must have.
    #[must_use]
    pub const fn is_input(&self) -> bool {
        matches!(self.kind, Kind::Input(_))
    }

    /// Whether reading or writing itself failed.
    #[must_use]
    pub const fn is_io(&self) -> bool {
        matches!(self.kind, Kind::Io { .. })
    }
}
