//! What the README shows is what the program says: run with `README_UPDATE=1` to write it anew.

use corroborate::{Config, Layout, input::Reader, reconcile};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");

/// The lines of an entry that are shown.
const LINES: usize = 16;

/// The text with the first two entries of each part, and of each the first lines.
fn cut(text: &str) -> String {
    let (mut out, mut entries) = (Vec::new(), 0);
    for block in text.trim_end().split("\n\n") {
        let heading = !block.contains(char::is_lowercase);
        entries = if heading { 0 } else { entries + 1 };
        if entries <= 2 {
            let end = block.match_indices('\n').nth(LINES - 1).map_or(block.len(), |(at, _)| at);
            out.push(format!("{}{}", &block[..end], if end < block.len() { "\n  […]" } else { "" }));
        } else if entries == 3 {
            out.push("[…]".to_owned());
        }
    }
    out.join("\n\n")
}

#[test]
fn the_readme_opens_with_what_the_program_says() {
    let readme = std::fs::read_to_string(README).unwrap();
    let (before, rest) = readme.split_once("<!-- output -->\n```text\n").expect("the output's begin is marked");
    let (shown, after) = rest.split_once("\n```\n<!-- /output -->").expect("the output's end is marked");
    let articles = Reader::new().read(&[SEEDS]).unwrap().articles;
    let said = cut(&reconcile(&articles, &Config::new()).text(&Layout::new(&articles)));
    if std::env::var_os("README_UPDATE").is_some() {
        let text = format!("{before}<!-- output -->\n```text\n{said}\n```\n<!-- /output -->{after}");
        return std::fs::write(README, text).unwrap();
    }
    assert_eq!(shown, said, "out of date: README_UPDATE=1 cargo test --test readme");
}

#[test]
fn long_parts_are_cut() {
    assert_eq!(cut("Lead.\n\nONE\n\na\n\nb\n\nc\n\nd\n\nTWO\n\ne\n"), "Lead.\n\nONE\n\na\n\nb\n\n[…]\n\nTWO\n\ne");
    let lines = |n: usize| vec!["a"; n].join("\n");
    assert_eq!(cut(&lines(LINES)), lines(LINES));
    assert_eq!(cut(&lines(LINES + 1)), lines(LINES) + "\n  […]");
}
