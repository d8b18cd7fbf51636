//! The whole way, files to report, on the seeds; and articles to report on more stories at once.

mod corpus;

use std::hint::black_box;

use corpus::{bytes, larger, seeds};
use corroborate::{Article, Config, Report};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// What a report holds, to be the same at every run.
fn sizes(report: &Report) -> [usize; 5] {
    [report.articles.len(), report.stories.len(), report.quotes.len(), report.clusters.len(), report.findings.len()]
}

fn reconcile(articles: &[Article]) -> [usize; 5] {
    sizes(&corroborate::reconcile(articles, &Config::new()))
}

fn benchmark(c: &mut Criterion) {
    let articles = seeds();
    let one = reconcile(&articles);
    assert_eq!(one[..2], [5, 1]);
    let mut group = c.benchmark_group("seeds");
    group.throughput(Throughput::BytesDecimal(bytes(&articles)));
    group.bench_function("read and reconcile", |b| b.iter(|| assert_eq!(reconcile(&seeds()), one)));
    group.finish();
    for stories in [10, 100] {
        let articles = larger(stories);
        let want = reconcile(&articles);
        let name = format!("{} articles", articles.len());
        println!("{name}, {} bytes; articles, stories, quotes, clusters, findings: {want:?}", bytes(&articles));
        assert_eq!(want[0], 5 * stories);
        let mut turned = articles.clone();
        turned.reverse();
        assert_eq!(reconcile(&turned), want, "the order of articles does not matter");
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::BytesDecimal(bytes(&articles))).sample_size(10);
        group.bench_function("reconcile", |b| b.iter(|| assert_eq!(reconcile(black_box(&articles)), want)));
    }
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
