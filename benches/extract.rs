//! Extraction, on one core, beside a pass of `unicode-segmentation` over the same text: what finding
//! words and sentences alone would cost.

mod corpus;

use std::hint::black_box;

use corpus::{bytes, larger, seeds};
use corroborate::{Article, Config, extract};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;

/// Quotes, figures and assertions.
fn claims(articles: &[Article], config: &Config) -> [usize; 3] {
    articles
        .iter()
        .map(|a| extract(a, config))
        .fold([0; 3], |[q, f, a], e| [q + e.quotes.len(), f + e.figures.len(), a + e.assertions.len()])
}

fn words_and_sentences(articles: &[Article]) -> (usize, usize) {
    let counts = articles.iter().map(|a| (a.text().unicode_words().count(), a.text().unicode_sentences().count()));
    counts.fold((0, 0), |(w, s), (words, sentences)| (w + words, s + sentences))
}

fn benchmark(c: &mut Criterion) {
    let config = Config::new();
    for (name, articles) in [("seeds", seeds()), ("1500 articles", larger(300))] {
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::BytesDecimal(bytes(&articles))).sample_size(10);
        let want = claims(&articles, &config);
        println!("{name}: {} texts, {} bytes; quotes, figures, assertions: {want:?}", articles.len(), bytes(&articles));
        group.bench_function("extract", |b| b.iter(|| assert_eq!(claims(black_box(&articles), &config), want)));
        let want = words_and_sentences(&articles);
        assert!(want.0 > 2000 && want.1 > 90, "{want:?}");
        group.bench_function("unicode words and sentences", |b| b.iter(|| assert_eq!(words_and_sentences(black_box(&articles)), want)));
    }
}

/// What repeats itself without end: four times as much of it should take about four times as long.
fn repetition(c: &mut Criterion) {
    let config = Config::new();
    for bit in ["Monday ", "the end of ", "two weeks before ", "between 1 and ", "one and ", "1-", "\u{201c}"] {
        let mut group = c.benchmark_group(format!("{bit:?} again and again"));
        group.sample_size(10);
        for bytes in [8_000, 32_000] {
            let article = Article::new("a", bit.repeat(bytes / bit.len()));
            group.bench_function(format!("{bytes} bytes"), |b| b.iter(|| extract(black_box(&article), &config)));
        }
    }
}

criterion_group!(benches, benchmark, repetition);
criterion_main!(benches);
