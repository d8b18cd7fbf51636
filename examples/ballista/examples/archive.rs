//! Writes an archive made from templates as JSON lines, five articles to a story: `archive ARTICLES >FILE`.

#[path = "../../common/generate.rs"]
mod generate;

use std::io::{BufWriter, Write};

/// Articles to a story, and sentences to an article.
const TOLD: u64 = 5;
const SENTENCES: usize = 12;

fn main() -> std::io::Result<()> {
    let most: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number of articles");
    let mut out = BufWriter::new(std::io::stdout().lock());
    for n in 0..most {
        let story = n / TOLD;
        let row = serde_json::json!({
            "id": format!("a{n:09}"),
            "text": generate::text(story, n % TOLD, SENTENCES),
            "source": format!("paper {}", n % TOLD),
            "published": format!("2024-{:02}-{:02}", 1 + story % 12, 1 + story / 12 % 28),
        });
        writeln!(out, "{row}")?;
    }
    out.flush()
}
