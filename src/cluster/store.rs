//! Saving an index and opening it again, and merging two.
//!
//! The file: a magic word, the version, the parts one after another with their lengths, and an XXH3 of all
//! of it at the end. Numbers are little-endian.

use std::fs::File;
use std::hash::Hasher as _;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use twox_hash::xxhash3_64::Hasher;

use super::candidates::keys_of;
use super::index::{ClaimIndex, Row, Settled};
use super::leaders::Assignment;
use super::postings::Postings;
use super::weights::Weights;
use crate::error::Error;

const MAGIC: &[u8; 8] = b"CRBRCLMS";
const VERSION: u32 = 2;

impl ClaimIndex {
    /// Saves the index: into a file beside `path` that is then moved to it, so that a failure leaves what
    /// was there.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let aside = path.with_file_name(name);
        let wrong = |e| Error::io("cannot be written", e).at(path, None);
        let written = File::create(&aside).and_then(|file| {
            let mut out = Writer { out: BufWriter::with_capacity(1 << 16, file), hash: Hasher::new() };
            self.write(&mut out)?;
            let sum = out.hash.finish();
            out.out.write_all(&sum.to_le_bytes())?;
            out.out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
            std::fs::rename(&aside, path)
        });
        if written.is_err() {
            // The error that is told is the first one.
            let _ = std::fs::remove_file(&aside);
        }
        written.map_err(wrong)
    }

    fn write(&self, out: &mut Writer) -> std::io::Result<()> {
        out.bytes(MAGIC)?;
        out.bytes(&VERSION.to_le_bytes())?;
        out.sized(&serde_json::to_vec(&self.config)?)?;
        let words: Vec<u8> = (0..self.vocabulary.len() as u32).flat_map(|w| [self.vocabulary.word(w).as_bytes(), b"\n"].concat()).collect();
        out.sized(&words)?;
        let speakers: Vec<u8> =
            self.speakers.iter().flat_map(|s| serde_json::to_vec(s).unwrap_or_default().into_iter().chain(*b"\n")).collect();
        out.sized(&speakers)?;
        out.sized(self.ids.as_bytes())?;
        let (tokens, starts) = self.wordings.parts();
        out.numbers(tokens.iter().copied())?;
        out.numbers(starts.iter().copied())?;
        out.numbers(
            self.statements
                .iter()
                .flat_map(|r| [r.id_end, r.wording, r.article as u32, (r.article >> 32) as u32, r.speaker, u32::from(r.live)]),
        )?;
        let settled = &self.settled;
        out.numbers(settled.weights.parts().iter().map(|w| w.to_bits()))?;
        out.numbers([settled.statements as u32, self.tail.from()].into_iter())?;
        out.numbers(settled.order.iter().copied())?;
        out.numbers(settled.assignment.leader.iter().copied())?;
        out.numbers(settled.assignment.conflicts.iter().flat_map(|(a, b)| [*a, *b]))?;
        out.numbers(settled.assignment.also.iter().flat_map(|(a, b)| [*a, *b]))
    }

    /// Opens an index that was saved. What was settled is settled again, without computing the clusters.
    ///
    /// # Errors
    /// Where the file cannot be read, is of another kind or version, or is cut or damaged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|e| Error::io("cannot be read", e).at(path, None))?;
        let size = file.metadata().map_or(0, |m| m.len());
        let mut input = Reader { input: BufReader::with_capacity(1 << 16, file), hash: Hasher::new(), left: size };
        Self::read(&mut input).map_err(|wrong| match wrong {
            Wrong::Io(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => Error::io("cannot be read", e).at(path, None),
            Wrong::Io(_) => Error::input("the saved index is cut short").at(path, None),
            Wrong::Form(what) => Error::input(what).at(path, None),
        })
    }

    fn read(input: &mut Reader) -> Result<Self, Wrong> {
        let mut head = [0; 12];
        input.bytes(&mut head)?;
        if &head[..8] != MAGIC {
            return Err(Wrong::Form("no saved index"));
        }
        if head[8..] != VERSION.to_le_bytes() {
            return Err(Wrong::Form("a saved index of another version"));
        }
        let config = serde_json::from_slice(&input.sized()?).map_err(|_| DAMAGED)?;
        let mut index = Self::new(config);
        let words = input.text()?;
        words.lines().for_each(|w| {
            index.vocabulary.intern(w);
        });
        let speakers = input.text()?;
        for line in speakers.lines() {
            let name: String = serde_json::from_str(line).map_err(|_| DAMAGED)?;
            index.speaker(&name);
        }
        index.ids = input.text()?;
        let (tokens, starts) = (input.numbers()?, input.numbers()?);
        let rows = input.numbers()?;
        let weights: Vec<f32> = input.numbers()?.into_iter().map(f32::from_bits).collect();
        let counts = input.numbers()?;
        let (order, leader) = (input.numbers()?, input.numbers()?);
        let (conflicts, also) = (input.numbers()?, input.numbers()?);
        let sum = input.hash.finish();
        let mut want = [0; 8];
        input.bytes(&mut want)?;
        if sum.to_le_bytes() != want || input.left != 0 {
            return Err(DAMAGED);
        }
        index.fill(tokens, starts, &rows)?;
        let &[statements, from] = counts.as_slice() else { return Err(DAMAGED) };
        let n = order.len() as u32;
        let wordings = index.wordings.len() as u32;
        let fits = leader.len() == order.len()
            && leader.iter().chain(&conflicts).chain(&also).all(|r| *r < n)
            && order.iter().all(|w| *w < wordings)
            && from <= wordings
            && statements as usize <= index.statements.len();
        if !fits {
            return Err(DAMAGED);
        }
        let [conflicts, also] = [conflicts, also].map(|pairs| pairs.chunks_exact(2).map(|p| (p[0], p[1])).collect());
        let weights = Weights::from_parts(weights);
        let total = order.iter().map(|w| index.wordings.words(*w).len()).sum();
        let mask = Postings::mask(total);
        let postings = Postings::build(n, mask, |rank, keys| {
            keys_of(index.wordings.words(order[rank as usize]), &index.vocabulary, &weights, mask, keys);
        });
        index.settled =
            Settled { weights, order, postings, mask, assignment: Assignment { leader, conflicts, also }, ..Settled::default() };
        index.look_up(statements as usize, from);
        Ok(index)
    }

    fn fill(&mut self, tokens: Vec<u32>, starts: Vec<u32>, rows: &[u32]) -> Result<(), Wrong> {
        let known = self.vocabulary.len() as u32;
        let sound = starts.first() == Some(&0)
            && starts.last().map(|s| *s as usize) == Some(tokens.len())
            && starts.windows(2).all(|s| s[0] <= s[1])
            && tokens.iter().all(|t| *t < known)
            && rows.len().is_multiple_of(6);
        if !sound {
            return Err(DAMAGED);
        }
        self.wordings.restore(tokens, starts, &self.vocabulary);
        let mut end = 0;
        for row in rows.chunks_exact(6) {
            let article = u64::from(row[2]) | u64::from(row[3]) << 32;
            let row = Row { id_end: row[0], wording: row[1], article, speaker: row[4], live: row[5] == 1 };
            let sound = row.id_end >= end && self.ids.is_char_boundary(row.id_end as usize) && (row.wording as usize) < self.wordings.len();
            if !sound || row.speaker as usize > self.speakers.len() {
                return Err(DAMAGED);
            }
            end = row.id_end;
            if row.live {
                self.wordings.hold(row.wording);
            }
            self.statements.push(row);
        }
        Ok(())
    }

    /// Takes in all statements of another index. After the next `settle` the two are the index that
    /// would have been built at once.
    pub fn merge(&mut self, other: &Self) {
        let numbers: Vec<u32> = (0..other.vocabulary.len() as u32).map(|w| self.vocabulary.intern(other.vocabulary.word(w))).collect();
        let mut words = Vec::new();
        for (s, row) in other.statements.iter().enumerate().filter(|(_, r)| r.live) {
            words.clear();
            words.extend(other.wordings.words(row.wording).iter().map(|w| numbers[*w as usize]));
            let speaker = row.speaker.checked_sub(1).and_then(|s| other.speakers.get(s as usize));
            let key = other.wordings.key(row.wording);
            self.push(other.id(s as u32), row.article, speaker.map(|s| &**s), &words, key);
        }
    }
}

const DAMAGED: Wrong = Wrong::Form("the saved index is damaged");

enum Wrong {
    Io(std::io::Error),
    Form(&'static str),
}

impl From<std::io::Error> for Wrong {
    fn from(e: std::io::Error) -> Self {
        Self::Io(e)
    }
}

struct Writer {
    out: BufWriter<File>,
    hash: Hasher,
}

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hash.write(bytes);
        self.out.write_all(bytes)
    }

    fn sized(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.bytes(&(bytes.len() as u64).to_le_bytes())?;
        self.bytes(bytes)
    }

    fn numbers(&mut self, numbers: impl Iterator<Item = u32> + Clone) -> std::io::Result<()> {
        self.bytes(&(numbers.clone().count() as u64 * 4).to_le_bytes())?;
        let mut buffer = Vec::with_capacity(1 << 16);
        for n in numbers {
            buffer.extend_from_slice(&n.to_le_bytes());
            if buffer.len() >= 1 << 16 {
                self.bytes(&buffer)?;
                buffer.clear();
            }
        }
        self.bytes(&buffer)
    }
}

struct Reader {
    input: BufReader<File>,
    hash: Hasher,
    /// Bytes that are still to come.
    left: u64,
}

impl Reader {
    fn bytes(&mut self, into: &mut [u8]) -> Result<(), Wrong> {
        self.input.read_exact(into)?;
        self.left = self.left.saturating_sub(into.len() as u64);
        self.hash.write(into);
        Ok(())
    }

    /// The length of the next part, which must fit what is left of the file.
    fn length(&mut self) -> Result<usize, Wrong> {
        let mut length = [0; 8];
        self.bytes(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length > self.left {
            return Err(Wrong::Form("the saved index is cut short"));
        }
        usize::try_from(length).map_err(|_| DAMAGED)
    }

    fn sized(&mut self) -> Result<Vec<u8>, Wrong> {
        let mut bytes = vec![0; self.length()?];
        self.bytes(&mut bytes)?;
        Ok(bytes)
    }

    fn text(&mut self) -> Result<String, Wrong> {
        String::from_utf8(self.sized()?).map_err(|_| DAMAGED)
    }

    fn numbers(&mut self) -> Result<Vec<u32>, Wrong> {
        let mut left = self.length()?;
        let mut numbers = Vec::with_capacity(left / 4);
        let mut buffer = [0; 1 << 12];
        while left > 0 {
            let some = left.min(buffer.len());
            self.bytes(&mut buffer[..some])?;
            numbers.extend(buffer[..some].chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
            left -= some;
        }
        Ok(numbers)
    }
}
