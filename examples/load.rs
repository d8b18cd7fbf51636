//! Reconciles articles made from templates: `load [ARTICLES]`, 20,000 by default. Shows how far it is, how long it
//! took and how much memory it took; an interrupt ends it at once.

#[path = "common/generate.rs"]
mod generate;

use std::time::Instant;

use corroborate::{Article, Config, extract, reconcile_extracted};

/// As in the other programs: the system's own takes the longer for an allocation the more there are.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles to a story, and sentences to an article.
const TOLD: u64 = 5;
const SENTENCES: usize = 12;

fn main() {
    let most: u64 = std::env::args().nth(1).map_or(20_000, |n| n.parse().expect("a number of articles"));
    let begun = Instant::now();
    let config = Config::new();
    let (mut articles, mut found) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    println!("articles\tMB of text\tMB of memory\tkB an article\tseconds");
    let tell = |n: u64, bytes: usize| {
        let held = memory("VmRSS");
        let each = held as f64 / n as f64;
        println!("{n}\t{:.1}\t{}\t{each:.1}\t{:.1}", bytes as f64 / 1e6, held / 1000, begun.elapsed().as_secs_f64());
    };
    for n in 0..most {
        let text = generate::text(n / TOLD, n % TOLD, SENTENCES);
        bytes += text.len();
        let day = format!("2024-{:02}-{:02}", 1 + n / TOLD % 12, 1 + n / TOLD / 12 % 28);
        let article = Article::new(format!("a{n}"), text).source(format!("paper {}", n % TOLD)).published(&day).expect("a date");
        found.push(extract(&article, &config));
        articles.push(article);
        if (n + 1) % (most / 10).max(1) == 0 {
            tell(n + 1, bytes);
        }
    }
    println!("all are read; reconciling");
    let report = reconcile_extracted(&articles, found, &config).expect("each fits its article");
    tell(most, bytes);
    let conflicts = report.conflicts().count();
    println!(
        "{} stories of {} articles at most, {} findings, {conflicts} conflicts, {} limits hit",
        report.stories.len(),
        report.stories.iter().map(|s| s.articles.len()).max().unwrap_or(0),
        report.findings.len(),
        report.limits_hit.len()
    );
    println!("{} MB at most", memory("VmHWM") / 1000);
    assert_eq!(report.articles.len() as u64, most, "no article is lost");
    // Giving back so much memory piece by piece takes time that nobody needs.
    std::process::exit(0);
}

/// What the system says of this process's memory, in kB; 0 where it does not say.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(what));
    line.and_then(|l| l.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()).unwrap_or(0)
}
