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

/// Whatever is said over and over: ten times as much of it may take eleven times as long.
const SHAPES: [&str; 13] = [
    "“",
    "\" ",
    "he said ",
    "“No,” he said. ",
    "1,2,3,4 ",
    "two hundred and ",
    "last week ",
    "Monday ",
    "between 1 and ",
    "1 ",
    "first ",
    "5 dead, ",
    "Fourteen of the workers, including the foreman, died on 9 June. ",
];

fn growth(c: &mut Criterion) {
    let config = Config::new();
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for shape in SHAPES {
        for bytes in [100_000, 1_000_000] {
            let article = Article::new("a", shape.repeat(bytes / shape.len()));
            group.throughput(Throughput::BytesDecimal(article.text().len() as u64));
            let want = claims(std::slice::from_ref(&article), &config);
            let id = format!("{:?} {bytes}", shape.trim());
            group.bench_function(id, |b| b.iter(|| assert_eq!(claims(std::slice::from_ref(black_box(&article)), &config), want)));
        }
    }
}

criterion_group!(benches, benchmark, growth);
criterion_main!(benches);
