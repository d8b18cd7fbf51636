//! Parts a collection into stories, so that claims are compared within a story.
//!
//! Articles of one story share names and rare words and appear within days. Two articles are like one
//! another by the weighted cosine of their terms; only articles that share a rare term are compared.

use itertools::Itertools;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::article::Field;
use crate::terms::{ArticleTerms, Counted, Term, is_common};

pub mod steps;

/// The settings by which a collection is parted into stories.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoryConfig {
    alike: f64,
    joined: f64,
    half_life: f64,
    list: usize,
    imagined: f64,
    common: f64,
    rare: f64,
    title: f64,
}

impl StoryConfig {
    /// The default settings; they were set on 626 articles of 220 stories of one kind (shootings), where they
    /// give a B-cubed F1 of .924, and between .914 and .926 with any one of them a third larger or smaller.
    #[must_use]
    pub const fn new() -> Self {
        Self { alike: 0.14, joined: 0.125, half_life: 180.0, list: 60, imagined: 1000.0, common: 10.0, rare: 1000.0, title: 1.5 }
    }

    /// How alike two articles of one story are at least, as a cosine from 0 to 1. 0.14 by default.
    #[must_use]
    pub const fn alike(mut self, cosine: f64) -> Self {
        self.alike = cosine;
        self
    }

    /// How alike the articles of two parts of a story are on average, as a cosine from 0 to 1. 0.125
    /// by default.
    #[must_use]
    pub const fn joined(mut self, cosine: f64) -> Self {
        self.joined = cosine;
        self
    }

    /// The days between two articles after which their likeness counts half. 180 by default: trials and
    /// inquiries follow after months.
    #[must_use]
    pub const fn half_life(mut self, days: f64) -> Self {
        self.half_life = days;
        self
    }

    /// How much more a term of the title weighs. 1.5 by default.
    #[must_use]
    pub const fn title(mut self, times: f64) -> Self {
        self.title = times;
        self
    }

    /// A term that more articles have than this proposes no pairs. 60 by default: enough for the largest story
    /// that its rare terms tie together.
    #[must_use]
    pub const fn max_list(mut self, articles: usize) -> Self {
        self.list = articles;
        self
    }
}

impl Default for StoryConfig {
    fn default() -> Self {
        Self::new()
    }
}

/// The stories, each the indices of its articles in rising order, in the order of their first article.
pub(crate) fn partition(articles: &[&ArticleTerms], dates: &[Option<Date>], config: &StoryConfig) -> Vec<Vec<usize>> {
    let leaders = leaders(articles);
    let own: Vec<usize> = (0..articles.len()).filter(|a| leaders[*a] == *a).collect();
    let terms: Vec<&ArticleTerms> = own.iter().map(|a| articles[*a]).collect();
    let dates: Vec<Option<Date>> = own.iter().map(|a| dates[*a]).collect();
    let mut home = vec![0; articles.len()];
    let parted = parted(&terms, &dates, config);
    for (n, story) in parted.iter().enumerate() {
        story.iter().for_each(|a| home[own[*a]] = n);
    }
    let mut stories = vec![Vec::new(); parted.len()];
    for (a, leader) in leaders.iter().enumerate() {
        stories[home[*leader]].push(a);
    }
    stories.sort_unstable_by_key(|s| s[0]);
    stories
}

/// So many numberings of the terms propose copies: of nine in ten shared terms, one of eight misses but once in
/// a hundred million.
const NUMBERINGS: u32 = 8;

/// A term under one of several numberings; an odd multiplier numbers all terms anew, each once.
const fn numbered(term: Term, numbering: u32) -> u32 {
    term.wrapping_mul(0x9E37_79B1_u32.wrapping_add(numbering << 8)).rotate_left(16).wrapping_mul(0x85EB_CA6B)
}

/// For each article the first that it is a copy of, or itself: copies are one article when stories are told
/// apart, for a report that hundreds reprint has no term that few have. Two articles are held against each other
/// where their lowest term is the same under one of several numberings (MinHash: Broder 1997).
fn leaders(articles: &[&ArticleTerms]) -> Vec<usize> {
    let mut leaders: Vec<usize> = (0..articles.len()).collect();
    let mut first: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for (a, article) in articles.iter().enumerate() {
        for numbering in 0..NUMBERINGS {
            let Some(lowest) = article.counts.iter().map(|c| numbered(c.term, numbering)).min() else { break };
            let leader = *first.entry((numbering, lowest)).or_insert(a);
            if leader != a && shares_most(&articles[leader].counts, &article.counts, |c| c.term) {
                leaders[a] = leaders[leader];
                break;
            }
        }
    }
    leaders
}

/// Whether four fifths of all terms of two articles stand in both; both are sorted by their terms.
fn shares_most<T>(a: &[T], b: &[T], term: impl Fn(&T) -> Term) -> bool {
    let both = a.iter().merge_join_by(b, |x, y| term(x).cmp(&term(y))).filter(|m| m.has_left() && m.has_right()).count();
    5 * both >= 4 * (a.len() + b.len() - both)
}

/// The stories of articles that are no copies.
fn parted(articles: &[&ArticleTerms], dates: &[Option<Date>], config: &StoryConfig) -> Vec<Vec<usize>> {
    let mut pairs = likenesses(&Vectors::of(articles, config), &Fading::of(dates, config), config);
    pairs.retain(|(alike, ..)| *alike >= config.alike);
    average_link(articles.len(), pairs, config)
}

/// How rare a term is that `with` of `articles` have. Collections are small against the language: each term's
/// rarity starts from `imagined` articles, of which a common word stands in one in `common` and any other in one in
/// `rare`.
fn rarity(term: Term, with: usize, articles: usize, config: &StoryConfig) -> f64 {
    let imagined = config.imagined / if is_common(term) { config.common } else { config.rare };
    ((articles as f64 + config.imagined) / (with as f64 + imagined)).ln().max(0.0)
}

/// What a term of that rarity weighs in an article that has it so often.
fn weight(rare: f64, count: u32, title: bool, config: &StoryConfig) -> f64 {
    let told = if title { config.title } else { 1.0 };
    // Most stand there once, and the logarithm of one is nothing.
    rare * told * if count == 1 { 1.0 } else { 1.0 + f64::from(count).ln() }
}

/// Whether so few articles have a term that it proposes pairs.
fn is_few(with: usize, config: &StoryConfig) -> bool {
    with <= config.list.max(2)
}

/// A length by which weights are divided.
fn length(squares: f64) -> f64 {
    if squares > 0.0 { squares.sqrt() } else { 1.0 }
}

/// A term of an article with its weight.
type Weighted = (u32, f64);

/// The articles' terms that another article has too, weighted; terms are numbered anew, in their order. The
/// weights of all terms of an article are of length one together.
struct Vectors {
    /// Those that few articles have.
    few: Vec<Vec<Weighted>>,
    /// Those that many have, and the length of their weights.
    many: Vec<(Vec<Weighted>, f64)>,
    /// How many terms many have.
    common: usize,
    /// The articles that have a term that few have, in rising order, with its weight there.
    postings: Vec<Vec<Weighted>>,
}

impl Vectors {
    fn of(articles: &[&ArticleTerms], config: &StoryConfig) -> Self {
        let mut all: Vec<(Term, u32, u32, bool)> = articles
            .iter()
            .enumerate()
            .flat_map(|(a, terms)| terms.counts.iter().map(move |c| (c.term, a as u32, c.count, c.field == Field::Title)))
            .collect();
        by_term(&mut all);
        let mut squares = vec![0.0; articles.len()];
        let mut vectors =
            Self { few: vec![Vec::new(); articles.len()], many: vec![(Vec::new(), 0.0); articles.len()], common: 0, postings: Vec::new() };
        for run in all.chunk_by(|x, y| x.0 == y.0) {
            let rare = rarity(run[0].0, run.len(), articles.len(), config);
            let few = is_few(run.len(), config);
            let weights = run.iter().map(|(_, a, count, title)| (*a, weight(rare, *count, *title, config)));
            for (a, weight) in weights.clone() {
                squares[a as usize] += weight * weight;
                if run.len() > 1 && few {
                    vectors.few[a as usize].push((vectors.postings.len() as u32, weight));
                } else if !few {
                    vectors.many[a as usize].0.push((vectors.common as u32, weight));
                }
            }
            if run.len() > 1 && few {
                vectors.postings.push(weights.collect());
            }
            vectors.common += usize::from(!few);
        }
        let lengths: Vec<f64> = squares.into_iter().map(length).collect();
        for (a, length) in lengths.iter().enumerate() {
            vectors.few[a].iter_mut().chain(&mut vectors.many[a].0).for_each(|(_, w)| *w /= length);
            vectors.many[a].1 = vectors.many[a].0.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        }
        for (a, weight) in vectors.postings.iter_mut().flatten() {
            *weight /= lengths[*a as usize];
        }
        vectors
    }
}

/// Sorts by the terms, byte by byte from the lowest, and keeps the order of the articles (radix sort: Knuth 5.2.5).
fn by_term(all: &mut Vec<(Term, u32, u32, bool)>) {
    let mut sorted = all.clone();
    for shift in [0, 8, 16, 24] {
        let byte = |term: Term| (term >> shift) as usize & 255;
        let mut places = [0; 257];
        all.iter().for_each(|(term, ..)| places[byte(*term) + 1] += 1);
        (1..257).for_each(|b| places[b] += places[b - 1]);
        for row in all.iter() {
            let place = &mut places[byte(row.0)];
            sorted[*place] = *row;
            *place += 1;
        }
        std::mem::swap(all, &mut sorted);
    }
}

/// The pairs of articles that share a term that few have and that may be alike, with how alike they are.
fn likenesses(vectors: &Vectors, fading: &Fading<'_>, config: &StoryConfig) -> Vec<(f64, usize, usize)> {
    let mut pairs = Vec::new();
    let mut sums = vec![0.0; vectors.few.len()];
    let mut touched = Vec::new();
    let mut own = vec![0.0; vectors.common];
    for (a, few) in vectors.few.iter().enumerate() {
        for (term, weight) in few {
            let list = &vectors.postings[*term as usize];
            for (b, other) in &list[list.partition_point(|(b, _)| *b as usize <= a)..] {
                let sum = &mut sums[*b as usize];
                if *sum == 0.0 {
                    touched.push(*b);
                }
                *sum += weight * other;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let many = &vectors.many[a];
        many.0.iter().for_each(|(term, weight)| own[*term as usize] = *weight);
        for b in touched.drain(..) {
            let shared = std::mem::take(&mut sums[b as usize]);
            let other = &vectors.many[b as usize];
            let (most, left) = (shared + many.1 * other.1, fading.between(a, b as usize));
            // With room for what rounding takes away.
            if most >= config.alike && most * left * 1.000_001 >= config.alike {
                let rest: f64 = other.0.iter().map(|(term, weight)| weight * own[*term as usize]).sum();
                pairs.push(((shared + rest) * left, a, b as usize));
            }
        }
        many.0.iter().for_each(|(term, _)| own[*term as usize] = 0.0);
    }
    pairs
}

/// The terms that tie a story: the rarest that most of its articles have, at most five; each by its first
/// article and the place where it stands there.
pub(crate) fn ties(members: &[&ArticleTerms]) -> Vec<(usize, Counted)> {
    let mut with: FxHashMap<Term, (usize, usize, Counted)> = FxHashMap::default();
    for (n, article) in members.iter().enumerate() {
        for counted in &article.counts {
            with.entry(counted.term).or_insert((0, n, *counted)).0 += 1;
        }
    }
    let mut shared: Vec<(usize, usize, Counted)> = with.into_values().filter(|(count, ..)| *count > 1).collect();
    shared.sort_unstable_by_key(|(count, _, c)| (is_common(c.term), std::cmp::Reverse(*count), c.term));
    shared.into_iter().take(5).map(|(_, n, counted)| (n, counted)).collect()
}

/// What the days between two articles leave of their likeness.
fn fading(a: Option<Date>, b: Option<Date>, config: &StoryConfig) -> f64 {
    a.zip(b).map_or(1.0, |(a, b)| faded(number(a).abs_diff(number(b)), config))
}

fn faded(days: u32, config: &StoryConfig) -> f64 {
    0.5_f64.powf(f64::from(days) / config.half_life)
}

/// The number of a day.
fn number(day: Date) -> i32 {
    Date::ZERO.until(day).map_or(0, |s| s.get_days())
}

/// The same for many articles: it is asked of every two.
struct Fading<'c> {
    days: Vec<Option<i32>>,
    /// What so many days leave.
    left: Vec<f64>,
    config: &'c StoryConfig,
}

/// So many days are reckoned before they are asked for: a life's.
const RECKONED: u32 = 1 << 15;

impl<'c> Fading<'c> {
    fn of(dates: &[Option<Date>], config: &'c StoryConfig) -> Self {
        let days: Vec<Option<i32>> = dates.iter().map(|d| d.map(number)).collect();
        let (first, last) = days.iter().flatten().minmax().into_option().unwrap_or((&0, &0));
        let left = (0..=last.abs_diff(*first).min(RECKONED)).map(|d| faded(d, config)).collect();
        Self { days, left, config }
    }

    fn between(&self, a: usize, b: usize) -> f64 {
        let Some((a, b)) = self.days[a].zip(self.days[b]) else { return 1.0 };
        let days = a.abs_diff(b);
        self.left.get(days as usize).copied().unwrap_or_else(|| faded(days, self.config))
    }
}

/// Joins the surest pairs first, where the average likeness between two stories stays high enough.
fn average_link(articles: usize, mut pairs: Vec<(f64, usize, usize)>, config: &StoryConfig) -> Vec<Vec<usize>> {
    pairs.sort_unstable_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let mut home: Vec<usize> = (0..articles).collect();
    let mut stories: Vec<Vec<usize>> = (0..articles).map(|a| vec![a]).collect();
    let alike: FxHashMap<(usize, usize), f64> = pairs.iter().map(|(s, a, b)| ((*a, *b), *s)).collect();
    // Stories that were found too unlike, with their sizes: that holds as long as neither grows.
    let mut apart: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for (_, a, b) in &pairs {
        let (x, y) = (home[*a].min(home[*b]), home[*a].max(home[*b]));
        let sizes = (stories[x].len(), stories[y].len());
        if x == y || apart.get(&(x, y)) == Some(&sizes) {
            continue;
        }
        let between = |p: usize, q: usize| alike.get(&(p.min(q), p.max(q))).copied().unwrap_or(0.0);
        let sum: f64 = stories[x].iter().flat_map(|p| stories[y].iter().map(move |q| (*p, *q))).map(|(p, q)| between(p, q)).sum();
        if sum / (sizes.0 * sizes.1) as f64 >= config.joined {
            let taken = std::mem::take(&mut stories[y]);
            for article in &taken {
                home[*article] = x;
            }
            stories[x].extend(taken);
        } else if sizes != (1, 1) {
            apart.insert((x, y), sizes);
        }
    }
    stories.iter_mut().for_each(|s| s.sort_unstable());
    stories.retain(|s| !s.is_empty());
    stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::config::Config;

    fn stories(texts: &[String]) -> Vec<Vec<usize>> {
        let read: Vec<ArticleTerms> =
            texts.iter().map(|t| ArticleTerms::read(&Article::new("a", t.as_str()), &[], &Config::new())).collect();
        partition(&read.iter().collect::<Vec<_>>(), &vec![None; read.len()], &StoryConfig::new())
    }

    /// The stories that the steps give, each over the rows of one or two articles.
    fn stepped(texts: &[String]) -> Vec<Vec<usize>> {
        let config = StoryConfig::new();
        let terms: Vec<Vec<steps::TermCount>> =
            texts.iter().map(|t| steps::terms(&Article::new("a", t.as_str()), &Config::new())).collect();
        let lowest: Vec<Vec<u32>> = terms.iter().map(|t| steps::lowest(t)).collect();
        let mut first: Vec<usize> = (0..texts.len()).collect();
        for round in 0..NUMBERINGS as usize {
            let left: Vec<usize> = (0..texts.len()).filter(|a| first[*a] == *a && !lowest[*a].is_empty()).collect();
            for a in &left {
                let head = left.iter().copied().find(|b| lowest[*b][round] == lowest[*a][round]).unwrap_or(*a);
                if head != *a && steps::is_copy(&terms[*a], &terms[head]) {
                    first[*a] = head;
                }
            }
        }
        let own: Vec<usize> = (0..texts.len()).filter(|a| first[*a] == *a).collect();
        let holders = |term| own.iter().filter(|a| terms[**a].iter().any(|t| t.term == term)).count() as u64;
        let weighed: FxHashMap<usize, steps::Weighed> =
            own.iter().map(|a| (*a, steps::weigh(&terms[*a], own.len() as u64, holders, &config))).collect();
        let mut pairs = Vec::new();
        for (n, b) in own.iter().enumerate() {
            for a in &own[..n] {
                let shares = weighed[a].few.iter().any(|x| weighed[b].few.iter().any(|y| x.0 == y.0));
                let alike = steps::alike(&weighed[a], &weighed[b], (None, None), &config);
                pairs.extend(alike.filter(|_| shares).map(|alike| (alike, *a, *b)));
            }
        }
        pairs.reverse();
        for a in 0..texts.len() {
            first[a] = first[first[a]];
        }
        let mut home: Vec<usize> = (0..texts.len()).collect();
        steps::join(texts.len(), pairs, &config).iter().flat_map(|s| s.iter().map(|a| (*a, s[0]))).for_each(|(a, h)| home[a] = h);
        let stories = (0..texts.len()).map(|h| (0..texts.len()).filter(|a| home[first[*a]] == h).collect::<Vec<_>>());
        stories.filter(|s| !s.is_empty()).collect()
    }

    /// Matters of which six texts each tell: word for word alike, alike but for a few words, in part, and one that shares
    /// names with its neighbours.
    fn told() -> Vec<String> {
        let name = |story: usize, n: usize| {
            let (a, b) = (["Bra", "Kel", "Tor", "Mun", "Sil", "Hag", "Lind"], ["dor", "wick", "stad", "holm", "ney", "bach"]);
            format!("{}{}{}", a[(story + n) % 7], b[(story * 5 + n * n) % 6], ["", "er", "sen"][(story / 7 + n) % 3])
        };
        let text = |n: usize| {
            let (story, copy) = (n / 6, n % 6);
            let [town, man, ship, quay, firm] = [0, 1, 2, 3, 4].map(|i| name(story, i));
            let head = format!("Captain {man} of {town} brought the {ship} to {quay}, where {firm} and Sons waited with coal.");
            match copy {
                0 | 1 => head,
                2 => format!("{head} It rained."),
                3 => format!(
                    "The {ship} lay at {quay} for a week; {firm} and Sons of {town} sold her hull to a museum in {}.",
                    name(story, 7)
                ),
                4 => format!("A museum in {} opened on Monday with a hull that {man} had sailed, and a band played.", name(story, 7)),
                _ => format!("{} and {} met. Rain fell on {town}.", name(story + 1, 0), name(story + 1, 1)),
            }
        };
        (0..90).map(text).chain([String::new(), String::new()]).collect()
    }

    #[test]
    fn the_steps_give_the_stories() {
        let texts = told();
        let whole = stories(&texts);
        assert!(whole.len() > 6 && whole.iter().all(|s| s.len() < 45), "{whole:?}");
        assert_eq!(stepped(&texts), whole);
    }

    /// However many print it, a report is one story, and stays apart from another one.
    #[test]
    fn what_hundreds_reprint_is_one_story() {
        let ferry = "The ferry Aurelie ran aground off Kessel Point on Tuesday; salvage tugs from Ostrava pulled her free at high tide.";
        let tower = "Planners in Venn refused the Lindqvist tower, forty storeys of glass beside the old corn exchange and its market.";
        let print = |n: usize| format!("{} Edition {n}.", if n.is_multiple_of(3) { tower } else { ferry });
        let found = stories(&(0..300).map(print).collect::<Vec<_>>());
        assert_eq!(found, [(0..300).step_by(3).collect::<Vec<_>>(), (0..300).filter(|n| n % 3 > 0).collect()]);
    }
}
