//! A report as Markdown.

use super::Report;
use super::outline::{Block, Layout, Run, Style, Told, page};
use super::words::is_unsafe;

impl Report {
    /// The report as Markdown (CommonMark with tables), in the order of [`Report::text`], the values of each
    /// finding in a table. Whatever comes from the articles is escaped: it shows as it is written.
    #[must_use]
    pub fn markdown(&self, layout: &Layout<'_>) -> String {
        let mut out = String::new();
        let blocks = page(&self.in_bytes(layout.articles), layout);
        // What stands below a finding's table is no part of a list.
        let mut below = 0;
        for (n, block) in blocks.iter().enumerate() {
            let finding = matches!(blocks.get(n + 1), Some(Block::Values(_)));
            match block {
                Block::Lead(runs) => line("", runs, &mut out),
                Block::Section(title) => {
                    below = 0;
                    out.push_str(&format!("\n## {title}\n\n"));
                }
                Block::Entry(runs) if finding => {
                    below = 1;
                    // The section's title leaves an empty line.
                    if !out.ends_with("\n\n") {
                        out.push('\n');
                    }
                    line("### ", runs, &mut out);
                }
                Block::Entry(runs) => {
                    below = 0;
                    line("- ", runs, &mut out);
                }
                Block::Values(values) => table(values, &mut out),
                Block::Line(depth, runs) => line(LINES[depth.saturating_sub(below).min(2)], runs, &mut out),
                Block::Passage(depth, runs) => line(PASSAGES[depth.saturating_sub(below).min(2)], runs, &mut out),
            }
        }
        out
    }
}

const LINES: [&str; 3] = ["- ", "  - ", "    - "];
const PASSAGES: [&str; 3] = ["  > ", "    > ", "      > "];

fn line(start: &str, runs: &[Run], out: &mut String) {
    out.push_str(start);
    let at = out.len();
    runs.iter().for_each(|run| write(run, at, out));
    out.push('\n');
}

/// A row for each value; a column that would be empty is left out.
fn table(values: &[Told], out: &mut String) {
    let (short, passages) = (values.iter().any(|v| v.value.is_some()), values.iter().any(|v| v.passage.is_some()));
    let columns = [("Value", short), ("Source", true), ("Passage", passages)];
    let columns = || columns.iter().filter(|c| c.1);
    out.push_str(&format!("\n|{}\n|{}\n", columns().map(|c| format!(" {} |", c.0)).collect::<String>(), "---|".repeat(columns().count())));
    for value in values {
        let bold = value.value.as_ref().map(|v| Run { style: Style::Strong, text: v.clone() });
        let source = Run { style: Style::Plain, text: value.label.clone() };
        let cells = [(short, bold.as_slice()), (true, &[source]), (passages, value.passage.as_deref().unwrap_or(&[]))];
        out.push('|');
        for (_, runs) in cells.into_iter().filter(|c| c.0) {
            out.push(' ');
            let at = out.len();
            runs.iter().for_each(|run| write(run, at, out));
            out.push_str(if out.len() == at { "|" } else { " |" });
        }
        out.push('\n');
    }
    out.push('\n');
}

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
