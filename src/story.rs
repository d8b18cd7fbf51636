//! Parts a collection into stories, so that claims are compared within a story.
//!
//! Articles of one story share names and rare words and appear within days. Two articles are like one
//! another by the weighted cosine of their terms; only articles that share a rare term are compared.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::terms::{ArticleTerms, Vocabulary};

/// Collections are small against the language: each term's rarity starts from this many imagined
/// articles, of which a common word stands in one in `COMMON` and any other word in one in `RARE`.
const IMAGINED: f64 = 2000.0;
const COMMON: f64 = 10.0;
const RARE: f64 = 1000.0;

/// How alike two articles of one story are, at least; set on 626 articles of 220 stories of one kind.
const ALIKE: f64 = 0.15;
/// Days between two articles after which likeness counts half: trials and inquiries follow after months.
const HALF_LIFE: f64 = 180.0;
/// A term that more articles have than this proposes no pairs.
const POSTINGS: usize = 60;

/// The stories, each the indices of its articles in rising order, in the order of their first article.
pub(crate) fn partition(articles: &[ArticleTerms], dates: &[Option<Date>], vocabulary: &Vocabulary) -> Vec<Vec<usize>> {
    let vectors = vectors(articles, vocabulary);
    let mut pairs = Vec::new();
    for (a, others) in candidates(&vectors, vocabulary.len()).into_iter().enumerate() {
        for b in others {
            let alike = cosine(&vectors[a], &vectors[b as usize]) * fading(dates[a], dates[b as usize]);
            if alike >= ALIKE {
                pairs.push((alike, a, b as usize));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    average_link(articles.len(), &pairs)
}

/// A term of an article with its weight; the weights of an article are of length one together.
type Vector = Vec<(u32, f64)>;

fn vectors(articles: &[ArticleTerms], vocabulary: &Vocabulary) -> Vec<Vector> {
    let mut with = vec![0_u32; vocabulary.len()];
    for (term, _) in articles.iter().flat_map(|a| &a.counts) {
        with[*term as usize] += 1;
    }
    let all = articles.len() as f64 + IMAGINED;
    let weigh = |term: u32, count: u32| {
        let imagined = IMAGINED / if vocabulary.is_common(term) { COMMON } else { RARE };
        (1.0 + f64::from(count).ln()) * (all / (f64::from(with[term as usize]) + imagined)).ln().max(0.0)
    };
    let vector = |article: &ArticleTerms| {
        let mut v: Vector = article.counts.iter().map(|(t, n)| (*t, weigh(*t, *n))).collect();
        let length = v.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        if length > 0.0 {
            v.iter_mut().for_each(|(_, w)| *w /= length);
        }
        v
    };
    articles.iter().map(vector).collect()
}

/// For each article the later ones that share a term that few have.
fn candidates(vectors: &[Vector], terms: usize) -> Vec<Vec<u32>> {
    let mut postings: Vec<Vec<u32>> = vec![Vec::new(); terms];
    for (a, vector) in vectors.iter().enumerate() {
        for (term, _) in vector {
            postings[*term as usize].push(a as u32);
        }
    }
    let few = |t: u32| Some(&postings[t as usize]).filter(|p| p.len() > 1 && (p.len() <= POSTINGS || vectors.len() <= POSTINGS));
    let propose = |(a, vector): (usize, &Vector)| {
        let mut others: Vec<u32> = vector.iter().filter_map(|(t, _)| few(*t)).flatten().copied().filter(|b| *b as usize > a).collect();
        others.sort_unstable();
        others.dedup();
        others
    };
    vectors.iter().enumerate().map(propose).collect()
}

/// The terms that tie a story: the rarest that most of its articles have, at most five.
pub(crate) fn ties(members: &[usize], articles: &[ArticleTerms], vocabulary: &Vocabulary) -> Vec<u32> {
    let mut with: FxHashMap<u32, usize> = FxHashMap::default();
    for (term, _) in members.iter().flat_map(|m| &articles[*m].counts) {
        *with.entry(*term).or_default() += 1;
    }
    let mut shared: Vec<(usize, bool, u32)> =
        with.into_iter().filter(|(_, n)| *n > 1).map(|(t, n)| (n, !vocabulary.is_common(t), t)).collect();
    shared.sort_unstable_by_key(|(n, rare, t)| std::cmp::Reverse((*rare, *n, std::cmp::Reverse(*t))));
    shared.into_iter().take(5).map(|(_, _, t)| t).collect()
}

fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn fading(a: Option<Date>, b: Option<Date>) -> f64 {
    let Some((a, b)) = a.zip(b) else { return 1.0 };
    let days = a.until(b).map_or(0, |s| s.get_days()).unsigned_abs();
    0.5_f64.powf(f64::from(days) / HALF_LIFE)
}

/// Joins the surest pairs first, where the average likeness between two stories stays high enough.
fn average_link(articles: usize, pairs: &[(f64, usize, usize)]) -> Vec<Vec<usize>> {
    let mut home: Vec<usize> = (0..articles).collect();
    let mut stories: Vec<Vec<usize>> = (0..articles).map(|a| vec![a]).collect();
    let alike: FxHashMap<(usize, usize), f64> = pairs.iter().map(|(s, a, b)| ((*a, *b), *s)).collect();
    for (_, a, b) in pairs {
        let (x, y) = (home[*a].min(home[*b]), home[*a].max(home[*b]));
        if x == y {
            continue;
        }
        let between = |p: usize, q: usize| alike.get(&(p.min(q), p.max(q))).copied().unwrap_or(0.0);
        let sum: f64 = stories[x].iter().flat_map(|p| stories[y].iter().map(move |q| (*p, *q))).map(|(p, q)| between(p, q)).sum();
        if sum / (stories[x].len() * stories[y].len()) as f64 >= ALIKE * 0.75 {
            let taken = std::mem::take(&mut stories[y]);
            for article in &taken {
                home[*article] = x;
            }
            stories[x].extend(taken);
        }
    }
    stories.retain(|s| !s.is_empty());
    stories.iter_mut().for_each(|s| s.sort_unstable());
    stories
}
