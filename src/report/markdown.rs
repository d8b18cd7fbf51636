//! A report as Markdown.

use super::Report;
use super::outline::{Block, Layout, Run, Style, page};
use super::words::is_unsafe;

impl Report {
    /// The report as Markdown (CommonMark), in the order of [`Report::text`]. Whatever comes from the
    /// articles is escaped: it shows as it is written.
    #[must_use]
    pub fn markdown(&self, layout: &Layout<'_>) -> String {
        let mut out = String::new();
        for block in page(&self.in_bytes(layout.articles), layout) {
            let (start, runs) = match &block {
                Block::Lead(runs) => ("", runs),
                Block::Section(title) => {
                    out.push_str(&format!("\n## {title}\n\n"));
                    continue;
                }
                Block::Entry(runs) => ("- ", runs),
                Block::Line(depth, runs) => (LINES[(*depth).min(2)], runs),
                Block::Passage(depth, runs) => (PASSAGES[(*depth).min(2)], runs),
            };
            out.push_str(start);
            let at = out.len();
            runs.iter().for_each(|run| write(run, at, &mut out));
            out.push('\n');
        }
        out
    }
}

const LINES: [&str; 3] = ["", "  - ", "    - "];
const PASSAGES: [&str; 3] = ["> ", "    > ", "      > "];

/// Writes a run of the paragraph that begins at byte `at`.
fn write(run: &Run, at: usize, out: &mut String) {
    let mark = match run.style {
        Style::Plain => "",
        Style::Faint => "*",
        Style::Strong | Style::Marked | Style::Grade(_) => "**",
    };
    // Marks must stand next to a character that is no space.
    let text = run.text.trim();
    let start = run.text.len() - run.text.trim_start().len();
    escape(&run.text[..start], at, out);
    if !text.is_empty() {
        out.push_str(mark);
        escape(text, at, out);
        out.push_str(mark);
        escape(&run.text[start + text.len()..], at, out);
    }
}

fn escape(text: &str, at: usize, out: &mut String) {
    for c in text.chars() {
        let opens = || out[at..].bytes().all(|b| b.is_ascii_digit());
        match c {
            c if c.is_whitespace() => {
                if out.len() > at && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_unsafe(c) => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => out.extend(['\\', c]),
            // What would open a list or underline a heading.
            '-' | '+' | '=' if out.len() == at => out.extend(['\\', c]),
            '.' | ')' if opens() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_words_are_no_markup() {
        let cases = [
            ("1. May", "1\\. May"),
            ("- no *list*", "\\- no \\*list\\*"),
            ("a - b. 3", "a - b. 3"),
            ("<b>&amp;", "\\<b\\>\\&amp;"),
            ("  \u{7}two\nlines ", "two lines "),
        ];
        for (text, want) in cases {
            let mut out = String::from("> ");
            escape(text, 2, &mut out);
            assert_eq!(&out[2..], want);
        }
    }
}
