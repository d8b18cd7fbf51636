//! The growing index of statements.

use std::ops::Range;

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64;

use super::candidates::{Scratch, View, keys_of};
use super::clusters::Clusters;
use super::config::ClusterConfig;
use super::fragments::by_speaker;
use super::leaders::{Assignment, assign};
use super::postings::Postings;
use super::query::Tail;
use super::threads::{both, gather, map, runs, sort};
use super::weights::Weights;
use super::wordings::{Wordings, key_of};
use super::words::Vocabulary;

/// What an article says in one place. An ellipsis within it cuts it into pieces, of which each may belong to a cluster of
/// its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The statement's id.
    pub id: &'a str,
    /// Its words.
    pub text: &'a str,
    /// Who said it and on what occasion, where that is known: a key that is equal for one person on one
    /// occasion. A fragment too short to be evidence by itself joins by it.
    pub speaker: Option<&'a str>,
}

/// An index of statements that finds near copies, cuts and fragments of one another.
///
/// ```
/// use corroborate::{ClaimIndex, ClusterConfig, Statement};
///
/// let mut index = ClaimIndex::new(ClusterConfig::story());
/// let statement = |id, text| Statement { id, text, speaker: None };
/// index.add("morning", &[statement("m1", "It is clear that the harbour will stay closed until Monday,")]);
/// index.add("evening", &[statement("e1", "The harbor will stay closed"), statement("e2", "Nobody told us.")]);
/// let clusters = index.settle();
/// assert_eq!(clusters.len(), 2);
/// assert_eq!(clusters.members(0).collect::<Vec<_>>(), ["m1", "e1"]);
/// ```
///
/// A million statements of some twenty words take 350 bytes each while they are settled, ids included; the
/// text is not kept. A removed article's words stay until the index is built anew
/// by [`merge`](Self::merge) into an empty one.
#[derive(Debug)]
pub struct ClaimIndex {
    pub(super) config: ClusterConfig,
    pub(super) vocabulary: Vocabulary,
    pub(super) wordings: Wordings,
    pub(super) statements: Vec<Row>,
    pub(super) ids: String,
    pub(super) speakers: Vec<Box<str>>,
    speaker_numbers: FxHashMap<Box<str>, u32>,
    pub(super) settled: Settled,
    pub(super) tail: Tail,
    pub(super) scratch: Scratch,
    buffer: Vec<u32>,
}

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Where its id ends among all ids.
    pub(super) id_end: u32,
    pub(super) wording: u32,
    pub(super) article: u64,
    /// A speaker's number plus one.
    pub(super) speaker: u32,
    pub(super) live: bool,
}

/// The words of some statements, folded on one thread.
#[cfg(feature = "rayon")]
struct Folded {
    words: Vec<u32>,
    /// Where each statement's words end, and their key; none where a word is new.
    ends: Vec<(usize, Option<u64>)>,
}

/// So many statements are folded in one go, and so many filed.
#[cfg(feature = "rayon")]
const FOLDED: usize = 128;
#[cfg(feature = "rayon")]
const FILED: usize = 1 << 10;

/// So many wordings or statements a thread goes through in one go, where little is done with each.
pub(super) const PART: u32 = 1 << 14;

#[cfg(feature = "rayon")]
impl Folded {
    fn new(statements: &[(&str, Statement)], vocabulary: &Vocabulary, most: usize) -> Self {
        let mut folded = Self { words: Vec::with_capacity(statements.len() * 24), ends: Vec::with_capacity(statements.len()) };
        let mut buffer = String::new();
        for (_, statement) in statements {
            let start = folded.words.len();
            let known = vocabulary.fold_known(statement.text, most, &mut buffer, &mut folded.words);
            let key = known.then(|| key_of(&folded.words[start..], vocabulary));
            folded.ends.push((folded.words.len(), key));
        }
        folded
    }
}

/// What `settle` computed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settled {
    pub(crate) weights: Weights,
    /// Wordings by rank: the heaviest first.
    pub(crate) order: Vec<u32>,
    pub(crate) postings: Postings,
    /// What of a key names its posting list.
    pub(crate) mask: u64,
    pub(crate) assignment: Assignment,
    /// From a wording to its rank.
    pub(crate) rank: Vec<u32>,
    /// From a wording to the statement with the lowest id that has it.
    pub(crate) speaks: Vec<u32>,
    /// How many statements there were, removed ones included.
    pub(crate) statements: usize,
    /// Statements that joined a cluster by their speaker, each with the rank that leads it, ascending.
    pub(crate) by_speaker: Vec<(u32, u32)>,
}

impl Settled {
    /// The wording that leads a wording's cluster.
    pub(crate) fn cluster_of(&self, wording: u32) -> Option<u32> {
        let rank = self.rank.get(wording as usize)?;
        let leader = self.assignment.leader.get(*rank as usize)?;
        self.order.get(*leader as usize).copied()
    }
}

impl ClaimIndex {
    /// An empty index.
    #[must_use]
    pub fn new(config: ClusterConfig) -> Self {
        Self {
            config,
            vocabulary: Vocabulary::new(),
            wordings: Wordings::new(),
            statements: Vec::new(),
            ids: String::new(),
            speakers: Vec::new(),
            speaker_numbers: FxHashMap::default(),
            settled: Settled::default(),
            tail: Tail::default(),
            scratch: Scratch::default(),
            buffer: Vec::new(),
        }
    }

    /// The number of statements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.iter().filter(|s| s.live).count()
    }

    /// Whether it holds no statement.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds statements of an article. A statement beyond the four thousand millionth word or id byte of
    /// all is left out.
    pub fn add(&mut self, article: &str, statements: &[Statement]) {
        let article = XxHash3_64::oneshot(article.as_bytes());
        for statement in statements {
            let mut words = std::mem::take(&mut self.buffer);
            self.vocabulary.words_of(statement.text, self.config.words, &mut words);
            let key = key_of(&words, &self.vocabulary);
            self.push(statement.id, article, statement.speaker, &words, key);
            self.buffer = words;
        }
    }

    /// Adds statements of several articles, each with its article: what [`add`](Self::add) does, with the
    /// feature `rayon` on several threads. Best for some thousand at once.
    #[cfg(not(feature = "rayon"))]
    pub fn add_all(&mut self, statements: &[(&str, Statement)]) {
        statements.iter().for_each(|(article, statement)| self.add(article, &[*statement]));
    }

    /// Adds statements of several articles, each with its article: what [`add`](Self::add) does, with the
    /// feature `rayon` on several threads. Best for some thousand at once.
    #[cfg(feature = "rayon")]
    pub fn add_all(&mut self, statements: &[(&str, Statement)]) {
        let most = self.config.words;
        let fold = |part: &[(&str, Statement)], vocabulary: &Vocabulary| -> Vec<Folded> {
            map(part.chunks(FOLDED).collect(), |some| Folded::new(some, vocabulary, most))
        };
        // One part is filed while the words of the next are folded, as far as they are known; then those that
        // are new are learned, in order.
        let mut parts = statements.chunks(FILED);
        let mut part = parts.next().unwrap_or(&[]);
        let mut folded = fold(part, &self.vocabulary);
        while !part.is_empty() {
            let next = parts.next().unwrap_or(&[]);
            let vocabulary = std::mem::replace(&mut self.vocabulary, Vocabulary::new());
            let (more, late) = both(|| fold(next, &vocabulary), || self.file(part, &folded));
            self.vocabulary = vocabulary;
            late.into_iter().for_each(|(article, statement)| self.add(article, &[*statement]));
            (part, folded) = (next, more);
        }
    }

    /// Files statements whose words were folded, and gives back those with new words.
    #[cfg(feature = "rayon")]
    fn file<'a, 's>(&mut self, statements: &'a [(&'s str, Statement<'s>)], folded: &[Folded]) -> Vec<&'a (&'s str, Statement<'s>)> {
        let mut late = Vec::new();
        for (some, folded) in statements.chunks(FOLDED).zip(folded) {
            let mut start = 0;
            for (row, (end, key)) in some.iter().zip(&folded.ends) {
                let (article, statement) = row;
                match key {
                    Some(key) => {
                        let article = XxHash3_64::oneshot(article.as_bytes());
                        self.push(statement.id, article, statement.speaker, &folded.words[start..*end], *key);
                    }
                    None => late.push(row),
                }
                start = *end;
            }
        }
        late
    }

    pub(super) fn push(&mut self, id: &str, article: u64, speaker: Option<&str>, words: &[u32], key: u64) {
        let end = u32::try_from(self.ids.len() + id.len());
        if let (Some(wording), Ok(id_end)) = (self.wordings.add(words, key), end) {
            if self.wordings.live(wording) == 1 {
                self.tail.revive(wording);
            }
            self.ids.push_str(id);
            let speaker = speaker.map_or(0, |s| self.speaker(s) + 1);
            self.statements.push(Row { id_end, wording, article, speaker, live: true });
        }
    }

    pub(super) fn speaker(&mut self, name: &str) -> u32 {
        if let Some(n) = self.speaker_numbers.get(name) {
            return *n;
        }
        let n = self.speakers.len() as u32;
        self.speakers.push(name.into());
        self.speaker_numbers.insert(name.into(), n);
        n
    }

    /// Removes all statements of an article; says how many there were.
    pub fn remove(&mut self, article: &str) -> usize {
        let article = XxHash3_64::oneshot(article.as_bytes());
        let mut removed = 0;
        for row in self.statements.iter_mut().filter(|r| r.live && r.article == article) {
            row.live = false;
            self.wordings.release(row.wording);
            removed += 1;
        }
        removed
    }

    pub(super) fn id(&self, statement: u32) -> &str {
        let i = statement as usize;
        let start = i.checked_sub(1).and_then(|b| self.statements.get(b)).map_or(0, |r| r.id_end as usize);
        self.statements.get(i).and_then(|r| self.ids.get(start..r.id_end as usize)).unwrap_or("")
    }

    /// What follows from the order and the assignment, of so many statements and wordings.
    pub(super) fn look_up(&mut self, statements: usize, wordings: u32) {
        let rank = || {
            let mut rank = vec![u32::MAX; self.wordings.len()];
            self.settled.order.iter().enumerate().for_each(|(r, w)| rank[*w as usize] = r as u32);
            rank
        };
        let speaks = || {
            let mut speaks = vec![u32::MAX; self.wordings.len()];
            for (s, row) in self.statements.iter().enumerate().take(statements).filter(|(_, r)| r.live) {
                let known = &mut speaks[row.wording as usize];
                if *known == u32::MAX || self.id(s as u32) < self.id(*known) {
                    *known = s as u32;
                }
            }
            speaks
        };
        let (rank, speaks) = both(rank, speaks);
        self.settled.rank = rank;
        self.settled.speaks = speaks;
        self.settled.statements = statements;
        self.settled.by_speaker = by_speaker(self);
        self.tail = Tail::behind(wordings, statements);
    }

    /// The clusters as they were last settled, without the articles that were removed since.
    #[must_use]
    pub fn clusters(&self) -> Clusters<'_> {
        Clusters::new(self)
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            vocabulary: &self.vocabulary,
            wordings: &self.wordings,
            weights: &self.settled.weights,
            order: &self.settled.order,
            postings: &self.settled.postings,
            config: &self.config,
            mask: self.settled.mask,
        }
    }

    /// Clusters all statements. The clusters depend on the statements alone, not on the order in which
    /// they came.
    pub fn settle(&mut self) -> Clusters<'_> {
        let weights = Weights::new(&self.vocabulary, &self.wordings);
        let weighed = |part: Range<u32>| -> Vec<(f32, u64, u32)> {
            let live = part.filter(|w| self.wordings.live(*w) > 0);
            live.map(|w| (weights.sum(self.wordings.words(w)), self.wordings.key(w), w)).collect()
        };
        let mut order = gather(map(runs(self.wordings.len() as u32, PART), weighed));
        sort(&mut order, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let order: Vec<u32> = order.into_iter().map(|o| o.2).collect();
        let total = order.iter().map(|w| self.wordings.words(*w).len()).sum();
        let mask = Postings::mask(total);
        let postings = Postings::build(order.len() as u32, mask, |rank, keys| {
            keys_of(self.wordings.words(order[rank as usize]), &self.vocabulary, &weights, mask, keys);
        });
        self.settled = Settled { weights, order, postings, mask, ..Settled::default() };
        self.settled.assignment = assign(self.view());
        self.look_up(self.statements.len(), self.wordings.len() as u32);
        self.clusters()
    }
}
