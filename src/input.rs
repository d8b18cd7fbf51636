//! Reading articles and extractions from files: plain text, folders, and JSON lines.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

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

/// A row of JSON lines: an article.
#[derive(Deserialize)]
struct ArticleRow {
    id: Option<String>,
    text: Option<String>,
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    url: Option<String>,
    lang: Option<String>,
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

    /// Reads JSON lines of any form, calling `each` with every row and its line number.
    ///
    /// # Errors
    /// As [`read`](Self::read), and those that `each` gives.
    pub fn rows<T: DeserializeOwned>(self, path: &Path, mut each: impl FnMut(T, usize) -> Result<(), Error>) -> Result<Vec<Error>, Error> {
        let mut skipped = Vec::new();
        lines(path, |line, n| {
            let row = object(&line).and_then(|row| serde_json::from_value(row).map_err(|e| Error::input(e.to_string())));
            match row.and_then(|row| each(row, n)).map_err(|e| e.at(path, Some(n))) {
                Err(e) if self.skip_bad && e.is_input() => skipped.push(e),
                other => other?,
            }
            Ok(())
        })?;
        Ok(skipped)
    }
}

struct State {
    skip_bad: bool,
    input: Input,
    /// Where each article id was first used; ids of extractions carry an `x` in front.
    seen: BTreeMap<String, (PathBuf, Option<usize>)>,
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
            _ if named && !path.exists() => Err(Error::io("cannot be read", std::io::ErrorKind::NotFound.into()).at(path, None)),
            _ => Err(Error::input("neither .txt nor .jsonl nor a folder").at(path, None)),
        }
    }

    fn text_file(&mut self, path: &Path) -> Result<(), Error> {
        let bytes = fs::read(path).map_err(|e| Error::io("cannot be read", e).at(path, None))?;
        let text = String::from_utf8(bytes).map_err(|e| not_utf8(e.as_bytes()).at(path, Some(bad_line(e.as_bytes()))))?;
        let id = path.file_stem().and_then(|s| s.to_str()).ok_or_else(|| Error::input("the file's name is not UTF-8").at(path, None))?;
        self.claim_id(id, path, None)?;
        self.input.articles.push(Article::from_plain_text(id, text));
        Ok(())
    }

    fn json_lines(&mut self, path: &Path) -> Result<(), Error> {
        lines(path, |line, n| {
            let result = self.row(&line, path, n).map_err(|e| e.at(path, Some(n)));
            self.keep_or_skip(result)
        })
    }

    fn row(&mut self, line: &[u8], path: &Path, n: usize) -> Result<(), Error> {
        let row = object(line)?;
        if ["quotes", "figures", "assertions"].iter().any(|k| row.get(k).is_some()) {
            let found: Extraction = serde_json::from_value(row).map_err(|e| Error::input(format!("no extraction: {e}")))?;
            if found.id.is_empty() {
                return Err(Error::input("lacks `id`"));
            }
            self.claim_id(&format!("x{}", found.id), path, Some(n))?;
            self.input.extractions.push(found);
            return Ok(());
        }
        let row: ArticleRow = serde_json::from_value(row).map_err(|e| Error::input(format!("no article: {e}")))?;
        let id = row.id.ok_or_else(|| Error::input("lacks `id`"))?;
        let text = row.text.ok_or_else(|| Error::input("lacks `text`"))?;
        let mut article = Article::new(id, text);
        if let Some(title) = row.title {
            article = article.title(title);
        }
        if let Some(source) = row.source {
            article = article.source(source);
        }
        if let Some(date) = row.published {
            article = article.published(&date)?;
        }
        if let Some(url) = row.url {
            article = article.url(url);
        }
        if let Some(lang) = row.lang {
            article = article.lang(lang);
        }
        self.claim_id(article.id(), path, Some(n))?;
        self.input.articles.push(article);
        Ok(())
    }

    fn claim_id(&mut self, id: &str, path: &Path, line: Option<usize>) -> Result<(), Error> {
        if let Some((file, first)) = self.seen.get(id) {
            let place = first.map_or_else(|| file.display().to_string(), |n| format!("{}:{n}", file.display()));
            return Err(Error::input(format!("the id {:?} is used twice, first in {place}", id.trim_start_matches('x'))));
        }
        self.seen.insert(id.to_owned(), (path.to_owned(), line));
        Ok(())
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

/// Calls `each` with every line that is not blank, and its number from 1.
fn lines(path: &Path, mut each: impl FnMut(Vec<u8>, usize) -> Result<(), Error>) -> Result<(), Error> {
    let wrong = |e| Error::io("cannot be read", e).at(path, None);
    let source: Box<dyn Read> =
        if path == Path::new("-") { Box::new(std::io::stdin().lock()) } else { Box::new(fs::File::open(path).map_err(wrong)?) };
    for (n, line) in BufReader::with_capacity(1 << 16, source).split(b'\n').enumerate() {
        let line = line.map_err(wrong)?;
        if !line.trim_ascii().is_empty() {
            each(line, n + 1)?;
        }
    }
    Ok(())
}

fn object(line: &[u8]) -> Result<serde_json::Value, Error> {
    let line = std::str::from_utf8(line).map_err(|_| not_utf8(line))?;
    let row: serde_json::Value =
        serde_json::from_str(line.trim_start_matches('\u{feff}')).map_err(|e| Error::input(format!("no JSON: {e}")))?;
    if row.is_object() { Ok(row) } else { Err(Error::input("no JSON object")) }
}

fn not_utf8(bytes: &[u8]) -> Error {
    let at = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
    Error::input(format!("not UTF-8 (byte {at})"))
}

fn bad_line(bytes: &[u8]) -> usize {
    let at = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count()
}
