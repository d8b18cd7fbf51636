//! The index's own steps as pure functions, for an engine that spreads statements over many machines.
//!
//! | step | function | what an engine does around it |
//! |---|---|---|
//! | statements to words | [`Folder::fold`] | equal words are one wording; [`key`] groups them |
//! | words to weights | [`Rarity::new`] | counts the wordings that hold each word, and sends the table everywhere |
//! | wordings to ranks | [`Rarity::weight`], [`key`] | sorts by weight, the heaviest first, then by key, and numbers from 0 |
//! | wordings to keys | [`Worker::keys`] | groups ranks by key: how many, and the lowest [`ClusterConfig::max_list`] of them |
//! | keys to pairs | [`Worker::propose`] | brings each wording together with the lists of its keys |
//! | pairs to edges | [`Worker::verify`] | brings each pair's words together |
//! | pieces to edges | [`Worker::pieces`], then as above | the pieces of a spliced wording are proposed for among all ranks |
//! | edges to clusters | [`join`] | gathers the edges |
//! | fragments to clusters | [`Worker::fragments`] | gathers the statements of each speaker and occasion |
//!
//! Each step reads its own row and nothing else but the table of weights, so rows may go anywhere. The
//! clusters are those that [`ClaimIndex::settle`](crate::ClaimIndex::settle) gives for the same statements.
//!
//! ```
//! use corroborate::{ClusterConfig, stages};
//!
//! let config = ClusterConfig::story();
//! let mut folder = stages::Folder::new(config);
//! let one = folder.fold("It is clear that the harbour will stay closed until Monday,");
//! let other = folder.fold("The harbor will stay closed");
//! let holders = [("harbor", 2), ("stai", 2), ("clos", 2), ("clear", 1), ("the", 2), ("will", 2)];
//! let rarity = stages::Rarity::new(holders, 2, (one.len() + other.len()) as u64);
//! let mut worker = stages::Worker::new(&rarity, config);
//! assert!(worker.keys(&other).iter().any(|k| worker.keys(&one).contains(k)));
//! assert!(worker.verify(&other, &one).is_some_and(|found| !found.conflict));
//! ```

use super::candidates::{Edge, Scratch, View, keys_of};
use super::config::ClusterConfig;
use super::fragments;
use super::leaders::Joiner;
use super::postings::Postings;
use super::verify::Alignment;
use super::weights::Weights;
use super::wordings::{Wordings, key_of_words};
use super::words::{ELLIPSIS, PIECES, Vocabulary};

/// Folds statements to words; what it learns of one statement only makes the next faster.
#[derive(Debug)]
pub struct Folder {
    vocabulary: Vocabulary,
    config: ClusterConfig,
}

impl Folder {
    /// A folder that reads as much of a statement as `config` says.
    #[must_use]
    pub fn new(config: ClusterConfig) -> Self {
        Self { vocabulary: Vocabulary::new(), config }
    }

    /// The statement's words, folded: case, marks, clitics, spellings and endings do not matter. Between the pieces
    /// of a spliced statement stands "…", which weighs nothing.
    pub fn fold(&mut self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        self.vocabulary.words_of(text, self.config.words, &mut words);
        words.into_iter().map(|w| self.vocabulary.word(w).to_owned()).collect()
    }
}

/// A key of folded words that is the same on every machine (XXH3 of each word, mixed in their order).
#[must_use]
pub fn key<S: AsRef<str>>(words: &[S]) -> u64 {
    key_of_words(words.iter().map(|w| Vocabulary::key_of(w.as_ref())))
}

/// How rare each word is.
#[derive(Debug)]
pub struct Rarity {
    vocabulary: Vocabulary,
    weights: Weights,
    mask: u64,
}

impl Rarity {
    /// From how many of the distinct wordings hold each word, how many wordings there are, and how many
    /// words they have together. The order of the words does not matter.
    #[must_use]
    pub fn new<S: AsRef<str>>(holders: impl IntoIterator<Item = (S, u32)>, wordings: u32, words: u64) -> Self {
        let mut vocabulary = Vocabulary::new();
        let mut counts = Vec::new();
        for (word, n) in holders {
            let id = vocabulary.intern(word.as_ref()) as usize;
            counts.resize(counts.len().max(id + 1), 0_u32);
            counts[id] = counts[id].saturating_add(n);
        }
        let weights = Weights::of_holders(&vocabulary, &counts, wordings);
        Self { vocabulary, weights, mask: Postings::mask(usize::try_from(words).unwrap_or(usize::MAX >> 1)) }
    }

    /// What folded words weigh together, in nats.
    #[must_use]
    pub fn weight<S: AsRef<str>>(&self, words: &[S]) -> f32 {
        self.weights.sum(&self.numbers(words))
    }

    /// A word that was not counted is left out.
    fn numbers<S: AsRef<str>>(&self, words: &[S]) -> Vec<u32> {
        words.iter().filter_map(|w| self.vocabulary.number(w.as_ref())).collect()
    }
}

/// A key's posting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The key.
    pub key: u64,
    /// How many wordings have it.
    pub len: u32,
    /// The lowest of their ranks, ascending: as many as [`ClusterConfig::max_list`] says.
    pub ranks: Vec<u32>,
}

/// What holding two wordings against each other showed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verified {
    /// The weight that matched, in nats.
    pub matched: f32,
    /// That weight over the lighter wording's.
    pub share: f32,
    /// Whether a number or a negation changed between words that match: a contradiction, no copy.
    pub conflict: bool,
    /// Which pieces match, the heaviest first: bit 4 i + j where the wording's piece i matches the other's piece j. 1
    /// where neither is spliced.
    pub pieces: u16,
    /// Which piece of the wording was held against the other by itself.
    pub piece: Option<u8>,
}

impl Verified {
    /// The same as found for one of [`Worker::pieces`], by its number from 0.
    #[must_use]
    pub const fn of_piece(mut self, piece: u8) -> Self {
        self.piece = Some(piece);
        self
    }
}

/// One thread's steps from words to verified pairs. What it gives depends on its arguments alone.
#[derive(Debug)]
pub struct Worker<'r> {
    rarity: &'r Rarity,
    config: ClusterConfig,
    scratch: Scratch,
    wordings: Wordings,
    postings: Postings,
}

impl<'r> Worker<'r> {
    /// A worker that weighs words by this table.
    #[must_use]
    pub fn new(rarity: &'r Rarity, config: ClusterConfig) -> Self {
        Self { rarity, config, scratch: Scratch::default(), wordings: Wordings::new(), postings: Postings::default() }
    }

    fn split(&mut self) -> (View<'_>, &mut Scratch) {
        let view = View {
            vocabulary: &self.rarity.vocabulary,
            wordings: &self.wordings,
            weights: &self.rarity.weights,
            order: &[],
            postings: &self.postings,
            config: &self.config,
            mask: self.rarity.mask,
        };
        (view, &mut self.scratch)
    }

    /// The keys under which a wording is filed, each once, ascending.
    #[must_use]
    pub fn keys<S: AsRef<str>>(&self, words: &[S]) -> Vec<u64> {
        let mut keys = Vec::new();
        keys_of(&self.rarity.numbers(words), &self.rarity.vocabulary, &self.rarity.weights, self.rarity.mask, &mut keys);
        keys
    }

    /// The ranks below `rank` that the wording of that rank is to be held against, the likeliest first;
    /// `lists` are those of its keys.
    pub fn propose<S: AsRef<str>>(&mut self, words: &[S], rank: u32, lists: &[List]) -> Vec<u32> {
        let numbers = self.rarity.numbers(words);
        let (view, scratch) = self.split();
        if view.asked(&numbers).is_none() {
            return Vec::new();
        }
        scratch.propose(&numbers, rank, view.config.asked, view, |key| {
            lists.iter().find(|l| l.key == key).map_or((0, &[][..]), |l| (l.len, &l.ranks))
        });
        scratch.found.iter().map(|f| f.1).collect()
    }

    /// The pieces of a wording that an ellipsis splices, the heaviest first; none where there is but one. Each is
    /// proposed for below `u32::MAX` and verified by itself, and its edges say so ([`Verified::of_piece`]).
    #[must_use]
    pub fn pieces<'s, S: AsRef<str>>(&self, words: &'s [S]) -> Vec<&'s [S]> {
        let mut pieces: Vec<&[S]> = words.splitn(PIECES, |w| w.as_ref() == ELLIPSIS).collect();
        pieces.sort_by(|a, b| self.rarity.weight(b).total_cmp(&self.rarity.weight(a)));
        if pieces.len() < 2 { Vec::new() } else { pieces }
    }

    /// Holds a wording against one of lower rank; none where they show less than is asked.
    pub fn verify<S: AsRef<str>, T: AsRef<str>>(&mut self, words: &[S], other: &[T]) -> Option<Verified> {
        let (words, other) = (self.rarity.numbers(words), self.rarity.numbers(other));
        let (view, scratch) = self.split();
        let asked = view.asked(&words)?;
        scratch.aligner.set_left(&words, view.vocabulary.len());
        let found = scratch.aligner.align(&words, &other, &asked, view.words())?;
        let Alignment { matched, share, conflict, pieces } = found;
        Some(Verified { matched, share, conflict, pieces, piece: None })
    }

    /// The fragments among the statements of one speaker and occasion, each with the leader of the cluster that it
    /// joins in place of its own. `said` has each statement's words and the rank that leads its cluster.
    pub fn fragments<S: AsRef<str>>(&mut self, said: &[(Vec<S>, u32)]) -> Vec<(usize, u32)> {
        let said: Vec<(Vec<u32>, u32)> = said.iter().map(|(words, leader)| (self.rarity.numbers(words), *leader)).collect();
        fragments::homes(&said, self.split().0)
    }
}

/// Ranks in clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The rank that leads each rank's cluster: the cluster's heaviest wording.
    pub leaders: Vec<u32>,
    /// Pairs of ranks, of two clusters, that match but for a number or a negation, ascending.
    pub conflicts: Vec<(u32, u32)>,
    /// Spliced ranks of which a piece belongs to a further cluster, each with the rank that leads that, ascending.
    pub also: Vec<(u32, u32)>,
}

/// Joins `wordings` ranks by the verified pairs (a rank, one below it, and what they showed), in whatever
/// order these come. A pair with a rank beyond the last is left out.
#[must_use]
pub fn join(wordings: u32, edges: impl IntoIterator<Item = (u32, u32, Verified)>, rarity: &Rarity, config: ClusterConfig) -> Joined {
    let mut edges: Vec<(u32, Edge)> = edges
        .into_iter()
        .filter(|(from, to, v)| *from < wordings && (to < from || v.piece.is_some() && to != from && *to < wordings))
        .map(|(from, to, Verified { matched, share, conflict, pieces, piece })| {
            (from, Edge { to, piece, alignment: Alignment { matched, share, conflict, pieces } })
        })
        .collect();
    edges.sort_unstable_by(|a, b| (a.0, a.1.piece).cmp(&(b.0, b.1.piece)).then_with(|| a.1.surer(&b.1)));
    let mut joiner = Joiner::new(wordings, rarity.weights.size(), &config);
    let mut of_one = Vec::new();
    for run in edges.chunk_by(|a, b| a.0 == b.0) {
        of_one.clear();
        of_one.extend(run.iter().map(|e| e.1));
        joiner.join(run[0].0, &of_one);
    }
    let assignment = joiner.finish();
    let mut conflicts = assignment.conflicts;
    conflicts.sort_unstable();
    Joined { leaders: assignment.leader, conflicts, also: assignment.also }
}
