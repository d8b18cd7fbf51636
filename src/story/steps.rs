//! The parting of a collection into stories as pure functions, for an engine that spreads articles over many machines.
//!
//! | step | function | what an engine does around it |
//! |---|---|---|
//! | article to terms | [`terms`], [`lowest`] | numbers the articles in the order of their ids |
//! | copies | [`is_copy`] | for each of the [`lowest`] numbers in turn, of the articles that are no copy yet: holds each against the first that has the same number |
//! | terms to weights | [`weigh`] | counts the articles, copies left out, that have each term, and sends the table everywhere |
//! | weights to pairs | [`alike`] | brings together articles that share one of [`Weighed::few`] |
//! | pairs to stories | [`join`] | gathers the pairs; a copy is of its first's story |
//! | story to report | [`reconcile_story`](crate::reconcile_story) | gathers each story's articles |
//!
//! Each step reads its own rows and the table of terms alone. The stories are those of
//! [`reconcile`](crate::reconcile()) over the same articles.
//!
//! ```
//! use corroborate::{Article, Config, StoryConfig, stories};
//!
//! let config = Config::new();
//! let one = stories::terms(&Article::new("a", "The ferry Aurelie ran aground off Kessel Point."), &config);
//! let other = stories::terms(&Article::new("b", "Tugs freed the ferry Aurelie at Kessel Point."), &config);
//! assert!(!stories::is_copy(&one, &other));
//! let holders = |term| [&one, &other].iter().filter(|a| a.iter().any(|t| t.term == term)).count() as u64;
//! let weighed = [&one, &other].map(|a| stories::weigh(a, 2, holders, &StoryConfig::new()));
//! let alike = stories::alike(&weighed[0], &weighed[1], (None, None), &StoryConfig::new()).unwrap();
//! assert_eq!(stories::join(2, vec![(alike, 0, 1)], &StoryConfig::new()), [vec![0, 1]]);
//! ```

use itertools::{EitherOrBoth, Itertools};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NUMBERINGS, StoryConfig, average_link, fading, is_few, length, numbered, rarity, shares_most, weight};
use crate::article::{Article, Field};
use crate::config::Config;
use crate::terms::ArticleTerms;

/// A name or content word of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCount {
    /// A hash of its form that is the same everywhere; the last bit is set for a common word.
    pub term: u32,
    /// How often the article has it.
    pub count: u32,
    /// Whether the title has it.
    pub title: bool,
}

/// An article's terms, ascending.
#[must_use]
pub fn terms(article: &Article, config: &Config) -> Vec<TermCount> {
    let read = ArticleTerms::read(article, &[], config);
    read.counts.iter().map(|c| TermCount { term: c.term, count: c.count, title: c.field == Field::Title }).collect()
}

/// The lowest of an article's terms under each of several numberings (MinHash: Broder 1997); empty where it has none.
#[must_use]
pub fn lowest(terms: &[TermCount]) -> Vec<u32> {
    (0..NUMBERINGS).filter_map(|n| terms.iter().map(|t| numbered(t.term, n)).min()).collect()
}

/// Whether two articles are copies of one another: four fifths of all their terms stand in both.
#[must_use]
pub fn is_copy(a: &[TermCount], b: &[TermCount]) -> bool {
    shares_most(a, b, |t| t.term)
}

/// An article's terms that others have too, each with its weight, ascending. All its weights together are of length
/// one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// Those that few articles have: they propose pairs.
    pub few: Vec<(u32, f64)>,
    /// Those that many have.
    pub many: Vec<(u32, f64)>,
    /// How long the weights of `many` are together.
    pub length: f64,
}

/// Weighs an article's terms; `holders` says how many of all `articles` have a term.
#[must_use]
pub fn weigh(terms: &[TermCount], articles: u64, holders: impl Fn(u32) -> u64, config: &StoryConfig) -> Weighed {
    let mut weighed = Weighed::default();
    let mut squares = 0.0;
    for t in terms {
        let with = holders(t.term) as usize;
        let weight = weight(rarity(t.term, with, articles as usize, config), t.count, t.title, config);
        squares += weight * weight;
        if !is_few(with, config) {
            weighed.many.push((t.term, weight));
        } else if with > 1 {
            weighed.few.push((t.term, weight));
        }
    }
    let length = length(squares);
    weighed.few.iter_mut().chain(&mut weighed.many).for_each(|(_, w)| *w /= length);
    weighed.length = weighed.many.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    weighed
}

/// How alike two articles of these dates are, from 0 to 1; none where that is less than a pair of a story shows.
#[must_use]
pub fn alike(a: &Weighed, b: &Weighed, dates: (Option<Date>, Option<Date>), config: &StoryConfig) -> Option<f64> {
    let shared = shared(&a.few, &b.few);
    if shared + a.length * b.length < config.alike {
        return None;
    }
    let alike = (shared + self::shared(&a.many, &b.many)) * fading(dates.0, dates.1, config);
    (alike >= config.alike).then_some(alike)
}

/// The sum of the products of the weights of what both have.
fn shared(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    a.iter()
        .merge_join_by(b, |x, y| x.0.cmp(&y.0))
        .filter_map(|m| if let EitherOrBoth::Both(x, y) = m { Some(x.1 * y.1) } else { None })
        .sum()
}

/// The stories of articles `0..articles` that are no copies, from the pairs that are [`alike`] (how much, the lower
/// article and the higher), in whatever order these come.
#[must_use]
pub fn join(articles: usize, pairs: Vec<(f64, usize, usize)>, config: &StoryConfig) -> Vec<Vec<usize>> {
    average_link(articles, pairs, config)
}
