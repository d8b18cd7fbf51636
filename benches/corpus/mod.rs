//! What is measured on: the five articles of `seeds`, and more stories made from them.

use std::collections::BTreeMap;

use corroborate::Article;
use corroborate::input::Reader;

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");

/// The articles of `seeds`.
#[must_use]
pub fn seeds() -> Vec<Article> {
    let articles = Reader::new().read(&[SEEDS]).expect("the seeds can be read").articles;
    assert_eq!(articles.len(), 5);
    articles
}

/// `stories` stories of five articles, each with names of its own.
#[must_use]
pub fn larger(stories: usize) -> Vec<Article> {
    let seeds = seeds();
    let names = names(&seeds);
    (0..stories)
        .flat_map(|n| seeds.iter().map(move |a| (n, a)))
        .map(|(n, a)| {
            let article = Article::new(format!("{n:04}-{}", a.id()), renamed(a.text(), &names, n)).source(format!("source {}", a.id()));
            match a.date() {
                Some(date) => article.published_on(date),
                None => article,
            }
        })
        .collect()
}

/// The bytes of all texts.
#[must_use]
pub fn bytes(articles: &[Article]) -> u64 {
    articles.iter().map(|a| a.text().len() as u64).sum()
}

/// The words that stand with a capital inside sentences, and nowhere without: mostly names.
fn names(articles: &[Article]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        let words: Vec<&str> = article.text().split(|c: char| !c.is_alphanumeric()).collect();
        for pair in words.windows(2).filter(|p| p[0].starts_with(char::is_lowercase)) {
            if pair[1].len() > 4 && pair[1].starts_with(char::is_uppercase) && !pair[1].ends_with("day") {
                *counts.entry(pair[1].to_owned()).or_default() += 1;
            }
        }
    }
    counts
}

/// The text with a syllable of the story's own at the end of every name.
fn renamed(text: &str, names: &BTreeMap<String, usize>, story: usize) -> String {
    let consonants = b"bdfgklmnprstvz";
    let syllable = |n: usize| [char::from(consonants[n % 14]), char::from(b"aeiou"[n / 14 % 5])];
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if story > 0 && names.contains_key(word) {
            out.push_str(word);
            out.extend(syllable(story));
            out.extend(syllable(story / 70));
        } else {
            out.push_str(word);
        }
        out.push_str(&part[word.len()..]);
    }
    out
}
