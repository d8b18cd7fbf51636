//! Reading articles and extractions from files: plain text, folders, and JSON lines.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::place;
use crate::{Article, Error, Extraction};

/// What was read, in the order of the paths given.
#[derive(Debug, Default)]
pub struct Input {
    /// The articles.
    pub articles: Vec<Article>,
    /// Claims that were extracted before: lines with `quotes`, `figures` or `assertions`.
    pub extractions: Vec<Extraction>,
    /// Rows that were left out, and why; always empty unless bad rows are to be skipped.
    pub skipped: Vec<Error>,
}

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    skip_bad: bool,
}

/// A row of JSON lines: an article, or what was extracted from one.
#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    text: Option<String>,
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    quotes: Option<IgnoredAny>,
    figures: Option<IgnoredAny>,
    assertions: Option<IgnoredAny>,
}

impl Reader {
    /// A reader that stops at the first bad row.
    #[must_use]
    pub const fn new() -> Self {
        Self { skip_bad: false }
    }

    /// Whether a bad row is left out, with its error kept, instead of ending the reading.
    #[must_use]
    pub const fn skip_bad(mut self, skip: bool) -> Self {
        self.skip_bad = skip;
        self
    }

    /// Reads `.txt` and `.jsonl` files, folders of them (in the order of their names), and `-` for JSON
    /// lines from standard input.
    ///
    /// # Errors
    /// Where a path is not there, a file is not UTF-8, a row is no JSON object or lacks `id` or `text`, a
    /// date is none, or an id is used twice. The message names file and line.
    pub fn read<P: AsRef<Path>>(self, paths: &[P]) -> Result<Input, Error> {
        let mut state = State { skip_bad: self.skip_bad, input: Input::default(), seen: BTreeMap::new() };
        for path in paths {
            state.path(path.as_ref(), true)?;
        }
        Ok(state.input)
    }

    /// Reads articles from JSON lines as they come, calling `each` with every one until it gives false. Ids may be
    /// used again.
    ///
    /// # Errors
    /// As [`read`](Self::read), and those that `each` gives. Lines that `extract` wrote are errors here.
    pub fn articles(self, path: &Path, mut each: impl FnMut(Article) -> Result<bool, Error>) -> Result<Vec<Error>, Error> {
        let mut skipped = Vec::new();
        lines(path, |line, n| {
            let article = parsed::<Row>(&line).and_then(Row::article).map_err(|e| e.at(path, Some(n)));
            match article {
                Err(e) if self.skip_bad && e.is_input() => skipped.push(e),
                article => return each(article?),
            }
            Ok(true)
        })?;
        Ok(skipped)
    }

    /// Reads JSON lines of any form, calling `each` with every row and its line number.
    ///
    /// # Errors
    /// As [`read`](Self::read), and those that `each` gives.
    pub fn rows<T: DeserializeOwned>(self, path: &Path, mut each: impl FnMut(T, usize) -> Result<(), Error>) -> Result<Vec<Error>, Error> {
        let mut skipped = Vec::new();
        lines(path, |line, n| {
            match parsed(&line).and_then(|row| each(row, n)).map_err(|e| e.at(path, Some(n))) {
                Err(e) if self.skip_bad && e.is_input() => skipped.push(e),
                other => other?,
            }
            Ok(true)
        })?;
        Ok(skipped)
    }
}

impl Row {
    /// The article that the row holds.
    fn article(self) -> Result<Article, Error> {
        let id = self.id.filter(|id| !id.is_empty()).ok_or_else(|| Error::input("lacks `id`"))?;
        let mut article = Article::new(id, self.text.ok_or_else(|| Error::input("lacks `text`"))?);
        if let Some(title) = self.title {
            article = article.title(title);
        }
        if let Some(source) = self.source {
            article = article.source(source);
        }
        if let Some(date) = self.published {
            article = article.published(&date)?;
        }
        if let Some(url) = self.url {
            article = article.url(url);
        }
        if let Some(lang) = self.lang {
            article = article.lang(lang);
        }
        Ok(article)
    }
}

struct State {
    skip_bad: bool,
    input: Input,
    /// Where each id was first used: by an article (false) or an extraction (true).
    seen: BTreeMap<(bool, String), String>,
}

impl State {
    fn path(&mut self, path: &Path, named: bool) -> Result<(), Error> {
        if path != Path::new("-") && path.is_dir() {
            let wrong = |e| Error::io("cannot be listed", e).at(path, None);
            let mut entries =
                fs::read_dir(path).map_err(wrong)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
            entries.sort();
            for entry in entries.iter().filter(|p| p.is_file() && matches!(extension(p), Some("txt" | "jsonl"))) {
                self.path(entry, false)?;
            }
            return Ok(());
        }
        match extension(path) {
            Some("txt") => {
                let result = self.text_file(path);
                self.keep_or_skip(result)
            }
            Some("jsonl") => self.json_lines(path),
            _ if path == Path::new("-") => self.json_lines(path),
            _ if named && !path.exists() => {
                let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such file or folder");
                Err(Error::io("cannot be read", missing).at(path, None))
            }
            _ => Err(Error::input("neither .txt nor .jsonl nor a folder").at(path, None)),
        }
    }

    fn text_file(&mut self, path: &Path) -> Result<(), Error> {
        let bytes = fs::read(path).map_err(|e| Error::io("cannot be read", e).at(path, None))?;
        let text = String::from_utf8(bytes).map_err(|e| not_utf8(e.as_bytes()).at(path, Some(bad_line(e.as_bytes()))))?;
        let id = path.file_stem().and_then(|s| s.to_str()).ok_or_else(|| Error::input("the file's name is not UTF-8").at(path, None))?;
        self.take_id(false, id, path, None).map_err(|e| e.at(path, None))?;
        self.input.articles.push(Article::from_plain_text(id, text));
        Ok(())
    }

    fn json_lines(&mut self, path: &Path) -> Result<(), Error> {
        lines(path, |line, n| {
            let result = self.row(&line, path, n).map_err(|e| e.at(path, Some(n)));
            self.keep_or_skip(result).map(|()| true)
        })
    }

    fn row(&mut self, line: &[u8], path: &Path, n: usize) -> Result<(), Error> {
        let row: Row = parsed(line)?;
        let claims = row.quotes.is_some() || row.figures.is_some() || row.assertions.is_some();
        if let (None, true, Some(id)) = (&row.text, claims, row.id.as_ref().filter(|id| !id.is_empty())) {
            let found = parsed(line)?;
            self.take_id(true, id, path, Some(n))?;
            self.input.extractions.push(found);
            return Ok(());
        }
        let article = row.article()?;
        self.take_id(false, article.id(), path, Some(n))?;
        self.input.articles.push(article);
        Ok(())
    }

    fn take_id(&mut self, extraction: bool, id: &str, path: &Path, line: Option<usize>) -> Result<(), Error> {
        match self.seen.entry((extraction, id.to_owned())) {
            Entry::Occupied(first) => Err(Error::input(format!("the id {id:?} is used twice, first in {}", first.get()))),
            Entry::Vacant(free) => {
                free.insert(place(path, line));
                Ok(())
            }
        }
    }

    fn keep_or_skip(&mut self, result: Result<(), Error>) -> Result<(), Error> {
        match result {
            Err(e) if self.skip_bad && e.is_input() => self.input.skipped.push(e),
            other => other?,
        }
        Ok(())
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|e| e.to_str())
}

/// Calls `each` with every line that is not blank, and its number from 1, until it gives false.
fn lines(path: &Path, mut each: impl FnMut(Vec<u8>, usize) -> Result<bool, Error>) -> Result<(), Error> {
    let wrong = |e| Error::io("cannot be read", e).at(path, None);
    let source: Box<dyn Read> =
        if path == Path::new("-") { Box::new(std::io::stdin().lock()) } else { Box::new(fs::File::open(path).map_err(wrong)?) };
    for (n, line) in BufReader::with_capacity(1 << 16, source).split(b'\n').enumerate() {
        let line = line.map_err(wrong)?;
        if !line.trim_ascii().is_empty() && !each(line, n + 1)? {
            break;
        }
    }
    Ok(())
}

/// A line as the JSON object that it must be.
fn parsed<T: DeserializeOwned>(line: &[u8]) -> Result<T, Error> {
    let line = std::str::from_utf8(line).map_err(|_| not_utf8(line))?;
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let wrong = |e: serde_json::Error| {
        // The row is one line of the file: its own line number would mislead.
        let message = e.to_string();
        let message = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
        Error::input(format!("no valid row: {message} (column {})", e.column()))
    };
    if !line.trim_start().starts_with('{') {
        return Err(serde_json::from_str::<IgnoredAny>(line).map_or_else(wrong, |_| Error::input("no JSON object")));
    }
    serde_json::from_str(line).map_err(wrong)
}

fn not_utf8(bytes: &[u8]) -> Error {
    let at = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
    Error::input(format!("not UTF-8 (byte {at})"))
}

fn bad_line(bytes: &[u8]) -> usize {
    let at = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count()
}
