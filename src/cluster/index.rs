//! The growing index of statements.

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64;

use super::candidates::{View, keys_of};
use super::clusters::Clusters;
use super::config::ClusterConfig;
use super::leaders::{Assignment, assign};
use super::postings::Postings;
use super::weights::Weights;
use super::wordings::Wordings;
use super::words::Vocabulary;

/// What an article says in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The statement's id.
    pub id: &'a str,
    /// Its words.
    pub text: &'a str,
    /// Who said it, where that is known: a key that is equal for one person.
    pub speaker: Option<&'a str>,
}

/// An index of statements that finds near copies, cuts and fragments of one another.
#[derive(Clone, Debug)]
pub struct ClaimIndex {
    config: ClusterConfig,
    pub(super) vocabulary: Vocabulary,
    pub(super) wordings: Wordings,
    pub(super) statements: Vec<Row>,
    ids: String,
    pub(super) speakers: Vec<Box<str>>,
    speaker_numbers: FxHashMap<Box<str>, u32>,
    pub(super) settled: Settled,
    buffer: Vec<u32>,
}

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Where its id ends among all ids.
    id_end: u32,
    pub(super) wording: u32,
    article: u64,
    /// A speaker's number plus one.
    pub(super) speaker: u32,
    pub(super) live: bool,
}

/// What `settle` computed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settled {
    pub(crate) weights: Weights,
    /// Wordings by rank: the heaviest first.
    pub(crate) order: Vec<u32>,
    pub(crate) postings: Postings,
    pub(crate) assignment: Assignment,
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

    /// Adds statements of an article.
    pub fn add(&mut self, article: &str, statements: &[Statement]) {
        let article = XxHash3_64::oneshot(article.as_bytes());
        for statement in statements {
            let mut words = std::mem::take(&mut self.buffer);
            words.clear();
            let most = self.config.words;
            self.vocabulary.fold(statement.text, |w, _, _| {
                if words.len() < most {
                    words.push(w);
                }
            });
            let end = u32::try_from(self.ids.len() + statement.id.len());
            if let (Some(wording), Ok(id_end)) = (self.wordings.add(&words, &self.vocabulary), end) {
                self.ids.push_str(statement.id);
                let speaker = statement.speaker.map_or(0, |s| self.speaker(s) + 1);
                self.statements.push(Row { id_end, wording, article, speaker, live: true });
            }
            self.buffer = words;
        }
    }

    fn speaker(&mut self, name: &str) -> u32 {
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

    pub(super) fn view(&self) -> View<'_> {
        View {
            vocabulary: &self.vocabulary,
            wordings: &self.wordings,
            weights: &self.settled.weights,
            order: &self.settled.order,
            postings: &self.settled.postings,
            config: &self.config,
        }
    }

    /// Clusters all statements. The clusters depend on the statements alone, not on the order in which
    /// they came.
    pub fn settle(&mut self) -> Clusters<'_> {
        let weights = Weights::new(&self.vocabulary, &self.wordings);
        let mut order: Vec<(f32, u32)> = (0..self.wordings.len() as u32)
            .filter(|w| self.wordings.live(*w) > 0)
            .map(|w| (weights.sum(self.wordings.words(w)), w))
            .collect();
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| self.wordings.key(a.1).cmp(&self.wordings.key(b.1))));
        let order: Vec<u32> = order.into_iter().map(|o| o.1).collect();
        let postings = Postings::build(order.len() as u32, self.wordings.token_count(), |rank, keys| {
            keys_of(self.wordings.words(order[rank as usize]), &self.vocabulary, &weights, keys);
        });
        self.settled = Settled { weights, order, postings, assignment: Assignment::default() };
        self.settled.assignment = assign(self.view());
        Clusters::new(self)
    }
}
