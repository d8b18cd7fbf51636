//! Folding a statement's words to numbers: case, marks, clitics, spellings.

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::text::segments;

/// What matters of a word when two statements are held against each other: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trait(u8);

impl Trait {
    pub(crate) const NUMBER: Self = Self(1);
    pub(crate) const NEGATION: Self = Self(2);
    /// Comes and goes with a negation ("do", "any").
    pub(crate) const TIE: Self = Self(4);
    /// A word of the closed classes.
    pub(crate) const FUNCTION: Self = Self(8);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// A common word, and a very common one.
    pub(crate) const COMMON: Self = Self(16);
    pub(crate) const EVERYDAY: Self = Self(32);

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The words of all statements, each with its number, a key that is the same on every machine, and its traits.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    /// From a lower-case surface to a word, or with the top bit set to an entry of `several`.
    surfaces: FxHashMap<Box<str>, u32>,
    several: Vec<Box<[u32]>>,
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    keys: Vec<u64>,
    traits: Vec<Trait>,
    buffer: String,
}

const SEVERAL: u32 = 1 << 31;
/// Stands where an ellipsis cuts a statement in two: the first word of every vocabulary. It weighs nothing,
/// matches nothing, and parts the pieces of a spliced quote.
pub(crate) const CUT: u32 = 0;
pub(crate) const ELLIPSIS: &str = "…";
/// A statement has at most so many pieces; what stands behind a further ellipsis belongs to the last.
pub(crate) const PIECES: usize = 4;
/// Longest word that is kept whole, in bytes; of a longer one its key stands in.
const LONGEST: usize = 64;
/// An editor's bracket of more words than this is read as part of the statement.
const BRACKET: usize = 8;

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let mut vocabulary = Self {
            surfaces: FxHashMap::default(),
            several: Vec::new(),
            numbers: FxHashMap::default(),
            words: Vec::new(),
            keys: Vec::new(),
            traits: Vec::new(),
            buffer: String::new(),
        };
        vocabulary.intern(ELLIPSIS);
        vocabulary
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, id: u32) -> &str {
        self.words.get(id as usize).map_or("", |w| w)
    }

    /// The number of a folded word that is known.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(crate) fn key_of(word: &str) -> u64 {
        XxHash3_64::oneshot(word.as_bytes())
    }

    pub(crate) fn key(&self, id: u32) -> u64 {
        self.keys.get(id as usize).copied().unwrap_or(0)
    }

    pub(crate) fn traits(&self, id: u32) -> Trait {
        self.traits.get(id as usize).copied().unwrap_or_default()
    }

    /// Cuts `text` into words, calling `each` with every word and the bytes that it came from, and with `CUT`
    /// for an ellipsis. Words between square brackets are an editor's, and left out.
    pub(crate) fn fold(&mut self, text: &str, mut each: impl FnMut(u32, usize, usize)) {
        let mut buffer = std::mem::take(&mut self.buffer);
        cut(text, |segment, start| {
            if segment == ELLIPSIS {
                return each(CUT, start, start);
            }
            lower(segment, &mut buffer);
            let found = match self.surfaces.get(buffer.as_str()) {
                _ if buffer.is_empty() => return,
                Some(found) => *found,
                None => self.learn(&buffer),
            };
            self.give(found, |w| each(w, start, start + segment.len()));
        });
        self.buffer = buffer;
    }

    /// The first `most` words of `text`, with `CUT` between two pieces.
    pub(crate) fn words_of(&mut self, text: &str, most: usize, words: &mut Vec<u32>) {
        words.clear();
        self.fold(text, |w, _, _| {
            if words.len() < most && (w != CUT || words.last().is_some_and(|l| *l != CUT)) {
                words.push(w);
            }
        });
        words.pop_if(|w| *w == CUT);
    }

    /// Appends the words of `text` to `words`, `most` at most, where all its surfaces were met before; says
    /// whether they were.
    #[cfg(feature = "rayon")]
    pub(crate) fn fold_known(&self, text: &str, most: usize, buffer: &mut String, words: &mut Vec<u32>) -> bool {
        let (start, end) = (words.len(), words.len() + most);
        let mut known = true;
        cut(text, |segment, _| {
            if segment == ELLIPSIS {
                if words.len() > start && words.len() < end && words.last() != Some(&CUT) {
                    words.push(CUT);
                }
                return;
            }
            lower(segment, buffer);
            match self.surfaces.get(buffer.as_str()) {
                _ if buffer.is_empty() || !known => {}
                Some(found) => self.give(*found, |w| {
                    if words.len() < end {
                        words.push(w);
                    }
                }),
                None => known = false,
            }
        });
        words.pop_if(|w| *w == CUT);
        known
    }

    /// The words that a surface stands for.
    fn give(&self, found: u32, mut each: impl FnMut(u32)) {
        if found & SEVERAL == 0 {
            each(found);
        } else if let Some(words) = self.several.get((found & !SEVERAL) as usize) {
            words.iter().for_each(|w| each(*w));
        }
    }

    fn learn(&mut self, surface: &str) -> u32 {
        let mut ids = Vec::new();
        for part in parts(surface, true) {
            ids.push(self.intern(&part));
        }
        let found = if let [one] = ids.as_slice() {
            *one
        } else {
            self.several.push(ids.into());
            SEVERAL | (self.several.len() - 1) as u32
        };
        self.surfaces.insert(surface.into(), found);
        found
    }

    /// The number of a folded word.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if let Some(id) = self.numbers.get(word) {
            return *id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.into());
        self.numbers.insert(word.into(), id);
        self.keys.push(Self::key_of(word));
        self.traits.push(traits(word));
        id
    }
}

/// The words that `text`, one or two words long, stands for, spelled in one way, endings kept.
pub(crate) fn spelled(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut buffer = String::new();
    segments(text, 0, |start, end| {
        lower(&text[start..end], &mut buffer);
        if buffer.bytes().any(|b| b.is_ascii_alphanumeric() || b >= 128) {
            words.extend(parts(&buffer, false));
        }
    });
    words
}

/// The parts of `text` that are words, each with the byte where it begins, and `ELLIPSIS` for whatever stands for one.
fn cut(text: &str, mut each: impl FnMut(&str, usize)) {
    let mut skip_to = 0;
    // How many full stops stand in a row, and where the last one ends.
    let mut dots = (0, 0);
    let bytes = text.as_bytes();
    segments(text, 0, |start, end| {
        let first = bytes[start];
        if start < skip_to {
            return;
        }
        if first == b'[' {
            skip_to = editors_bracket(text, start);
            let inside = &text[(start + 1).min(skip_to)..skip_to];
            if !inside.is_empty() && inside.chars().all(|c| matches!(c, '.' | '…' | ' ')) {
                each(ELLIPSIS, start);
            }
            return;
        }
        if first < 128 && !first.is_ascii_alphanumeric() && first != b'%' && end - start == 1 {
            if first == b'.' {
                dots = (if start <= dots.1 + 1 { dots.0 + 1 } else { 1 }, end);
                if dots.0 == 3 {
                    each(ELLIPSIS, start);
                }
            }
            return;
        }
        // "HarbourTV", "Harbour TV"
        let mut from = start;
        while let Some(at) = capitals_behind(&text[from..end]) {
            each(&text[from..from + at], from);
            from += at;
        }
        each(&text[from..end], from);
    });
}

/// Where the editor's bracket that opens at `start` ends; `start` itself where it does not, soon.
fn editors_bracket(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    match rest.find(']') {
        Some(at) if rest[..at].split_ascii_whitespace().nth(BRACKET).is_none() => start + at,
        _ => start,
    }
}

/// Where two capitals or more end a segment that begins in lower case or with one capital.
fn capitals_behind(segment: &str) -> Option<usize> {
    let bytes = segment.as_bytes();
    if !bytes.last()?.is_ascii_uppercase() {
        return None;
    }
    let tail = bytes.iter().rev().take_while(|b| b.is_ascii_uppercase()).count();
    let at = bytes.len() - tail;
    (tail >= 2 && at >= 2 && bytes[..at].iter().all(u8::is_ascii_alphabetic)).then_some(at)
}

/// Lower case, no marks on letters, straight apostrophes, nothing but letters, digits and what stands
/// between them.
fn lower(segment: &str, out: &mut String) {
    out.clear();
    if segment.is_ascii() {
        out.push_str(segment);
        out.make_ascii_lowercase();
    } else {
        out.extend(segment.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' | 'ʼ' => '\'',
            c => c,
        }));
        if !out.chars().any(char::is_alphanumeric) {
            out.clear();
        }
    }
    if out.contains('.') || out.contains('_') {
        // "U.S" and "US"; a number keeps its point.
        let number = out.starts_with(|c: char| c.is_ascii_digit());
        out.retain(|c| c != '_' && (number || c != '.'));
    }
    if out.len() > LONGEST {
        let key = XxHash3_64::oneshot(out.as_bytes());
        *out = format!("{key:016x}");
    }
}

/// The words that a lower-case surface stands for, without their endings where `stemmed`.
fn parts(surface: &str, stemmed: bool) -> Vec<String> {
    if surface == "%" {
        return vec!["percent".to_owned()];
    }
    if let Some(row) = table().get(surface) {
        match row.kind {
            Kind::Split => return row.value.split('_').map(str::to_owned).collect(),
            Kind::Same => return vec![if stemmed { stem(row.value) } else { row.value.to_owned() }],
            Kind::Number if !row.value.is_empty() => return vec![row.value.to_owned()],
            _ => return vec![surface.to_owned()],
        }
    }
    if surface.starts_with(|c: char| c.is_ascii_digit()) {
        return vec![surface.replace([',', '\'', ' '], "")];
    }
    for (clitic, full) in [("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'m", "am")] {
        if let Some(base) = surface.strip_suffix(clitic).filter(|b| !b.is_empty()) {
            return vec![base.to_owned(), full.to_owned()];
        }
    }
    let base = surface.strip_suffix("'s").or_else(|| surface.strip_suffix('\'')).unwrap_or(surface);
    if base != surface && !base.is_empty() {
        return parts(base, stemmed);
    }
    let word = american(surface);
    vec![if stemmed { stem(&word) } else { word }]
}

/// The word without the endings of number, person and tense, so that "parks" meets "park", and
/// "eating" meets "eats". What is cut too far is cut alike in every statement.
fn stem(word: &str) -> String {
    let letters = word.bytes().all(|b| b.is_ascii_lowercase());
    if !letters || word.len() < 4 || closed(word) {
        return word.to_owned();
    }
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|s| s.len() >= least && s.bytes().any(is_vowel));
    if let Some(s) = cut("ies", 2).or_else(|| cut("ied", 2)).or_else(|| cut("y", 3)) {
        return format!("{s}i");
    }
    let base = if let Some(s) = cut("ing", 3).or_else(|| cut("ed", 3)) {
        undouble(s)
    } else if let Some(s) = ["sses", "shes", "ches", "xes", "zes"].iter().find_map(|e| cut(e, 2).map(|s| &word[..s.len() + e.len() - 2])) {
        s
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word
    } else {
        cut("s", 3).unwrap_or(word)
    };
    base.strip_suffix('e').filter(|s| s.len() >= 3).unwrap_or(base).to_owned()
}

const fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// "stopp" of "stopped" to "stop"; "tell" stays.
fn undouble(stem: &str) -> &str {
    match stem.as_bytes() {
        [.., a, b] if a == b && !matches!(b, b'l' | b's' | b'z') => &stem[..stem.len() - 1],
        _ => stem,
    }
}

/// Endings that are spelled in two ways, to one of them. Words that merely end alike are folded too,
/// alike in every statement, which costs nothing.
fn american(word: &str) -> String {
    const ENDINGS: &[(&str, &str, usize)] = &[
        ("isation", "ization", 3),
        ("isations", "izations", 3),
        ("ise", "ize", 4),
        ("ised", "ized", 4),
        ("ises", "izes", 4),
        ("ising", "izing", 4),
        ("yse", "yze", 3),
        ("ysed", "yzed", 3),
        ("ysing", "yzing", 3),
        ("our", "or", 3),
        ("ours", "ors", 3),
        ("oured", "ored", 3),
        ("ouring", "oring", 3),
        ("ourite", "orite", 3),
        ("ourable", "orable", 3),
        ("elled", "eled", 3),
        ("elling", "eling", 3),
        ("eller", "eler", 3),
        ("ellers", "elers", 3),
    ];
    if word.is_ascii() {
        for (from, to, least) in ENDINGS {
            if let Some(stem) = word.strip_suffix(from).filter(|s| s.len() >= *least) {
                return format!("{stem}{to}");
            }
        }
    }
    word.to_owned()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Split,
    Number,
    Negation,
    Tie,
}

struct Row {
    kind: Kind,
    value: &'static str,
}

fn table() -> &'static FxHashMap<&'static str, Row> {
    static TABLE: std::sync::OnceLock<FxHashMap<&'static str, Row>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../lexicon/data/folding.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|line| {
                let (word, rest) = line.split_once('\t')?;
                let (kind, value) = rest.split_once(':').unwrap_or((rest, ""));
                let kind = match kind {
                    "same" => Kind::Same,
                    "split" => Kind::Split,
                    "number" => Kind::Number,
                    "negation" => Kind::Negation,
                    "tie" => Kind::Tie,
                    _ => return None,
                };
                Some((word, Row { kind, value }))
            })
            .collect()
    })
}

fn traits(word: &str) -> Trait {
    let mut traits = Trait::default();
    match table().get(word).map(|r| r.kind) {
        Some(Kind::Number) => traits = traits.with(Trait::NUMBER),
        Some(Kind::Negation) => traits = traits.with(Trait::NEGATION),
        Some(Kind::Tie) => traits = traits.with(Trait::TIE),
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => traits = traits.with(Trait::NUMBER),
        _ => {}
    }
    if traits.has(Trait::TIE) || closed(word) {
        traits = traits.with(Trait::FUNCTION);
    }
    match common().get(word) {
        Some(thousandths) if *thousandths >= 20 => traits.with(Trait::EVERYDAY),
        Some(_) => traits.with(Trait::COMMON),
        None => traits,
    }
}

/// How many of a thousand statements hold a common word, by the word's stem.
fn common() -> &'static FxHashMap<String, u32> {
    static COMMON: std::sync::OnceLock<FxHashMap<String, u32>> = std::sync::OnceLock::new();
    COMMON.get_or_init(|| {
        include_str!("../lexicon/data/common.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|line| {
                let (word, thousandths) = line.split_once('\t')?;
                Some((parts(word, true).concat(), thousandths.parse().ok()?))
            })
            .collect()
    })
}

/// Whether it is a word of the closed classes.
fn closed(word: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let (id, _) = lexicon.find_word(word, &mut String::new());
    lexicon.classes(id).meets(ClassSet::CLOSED) && !lexicon.is(id, Class::Adverb)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut vocabulary = Vocabulary::new();
        let mut ids = Vec::new();
        vocabulary.fold(text, |w, start, end| {
            assert!(text.get(start..end).is_some_and(|t| t.is_empty() == (w == CUT)));
            ids.push(w);
        });
        ids.retain(|w| *w != CUT);
        ids.into_iter().map(|w| vocabulary.word(w)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn spellings_of_one_statement_fold_alike() {
        for (one, other) in [
            ("We don't recognise the colour", "we do not recognize the color"),
            ("They’ll cancel, I'm sure", "THEY WILL CANCEL I AM SURE"),
            ("the U.S. and the UK", "The US and the U.K."),
            ("HarbourTV showed 1,200 centres", "Harbour TV shows 1200 center"),
            ("“He [the mayor] can’t” … wait", "he cannot wait"),
            ("Český café", "Cesky cafe"),
            ("twelve ships; a hundred boats", "12 ships, a 100 boat"),
            ("the ferry's crew travelled", "the ferry crew traveled"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [("is", "was"), ("can", "cannot"), ("4 ships", "14 ships"), ("1.5", "15"), ("reef", "roof"), ("", "a")] {
            assert_ne!(folded(one), folded(other), "{one:?}");
        }
    }

    #[test]
    fn an_ellipsis_cuts() {
        let mut vocabulary = Vocabulary::new();
        let mut words = Vec::new();
        for (text, lengths) in [
            ("the reef is closed", &[4][..]),
            ("… the reef … is closed …", &[2, 2]),
            ("the reef ... is", &[2, 1]),
            ("the reef . . . is", &[2, 1]),
            ("the reef [...] is [the ferry's] ... … .... closed", &[2, 1, 1]),
            ("the reef. Is it. No.", &[5]),
            ("…", &[0]),
        ] {
            vocabulary.words_of(text, 400, &mut words);
            assert_eq!(words.split(|w| *w == CUT).map(<[u32]>::len).collect::<Vec<_>>(), lengths, "{text:?}");
        }
    }

    #[test]
    fn the_shipped_table_is_sound() {
        let text = include_str!("../lexicon/data/folding.tsv");
        let rows: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(rows.len(), table().len(), "a row of unknown kind, or a word twice");
        for (word, row) in table() {
            assert_eq!(matches!(row.kind, Kind::Same | Kind::Split), !row.value.is_empty() && row.kind != Kind::Number, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_folded(text in "\\PC{0,60}") {
            folded(&text);
        }
    }
}
