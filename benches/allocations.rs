//! Allocations of extraction and reconciliation. No times: counting them would distort those.

mod corpus;

use allocation_counter::{AllocationInfo, measure};
use corpus::{bytes, larger, seeds};
use corroborate::{Article, Config, extract, reconcile};

fn show(name: &str, articles: &[Article], info: &AllocationInfo) -> f64 {
    let size = bytes(articles) as f64;
    let each = info.count_total as f64 / (size / 1000.0);
    println!(
        "{name}: {} allocations, {each:.1} a kB of text, peak {:.1} bytes a byte of text",
        info.count_total,
        info.bytes_max as f64 / size
    );
    each
}

fn main() {
    let config = Config::new();
    // The tables are read once for the process: not a part of it.
    drop(extract(&Article::new("warm", "up"), &config));
    let mut extracting = Vec::new();
    for (name, articles) in [("seeds", seeds()), ("100 stories", larger(100))] {
        let info = measure(|| articles.iter().for_each(|a| drop(extract(a, &config))));
        extracting.push(show(&format!("extract, {name}"), &articles, &info));
        show(&format!("reconcile, {name}"), &articles, &measure(|| drop(reconcile(&articles, &config))));
    }
    // Linear: a larger corpus needs no more for each part of it.
    assert!(extracting[1] < 1.5 * extracting[0], "{extracting:?}");
}
