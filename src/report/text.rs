//! A report as text for a terminal or a mail.

use std::fmt::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use super::outline::{Block, Layout, Run, Style, page};
use super::words::is_unsafe;
use super::{Grade, Report};

impl fmt::Display for Report {
    /// The report as text of 80 columns, without the words around the values: for those, see
    /// [`Report::text`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(&Layout::new(&[])))
    }
}

impl Report {
    /// The report as text for people: conflicts first, then what one source alone reports, then
    /// agreements, then who said what.
    #[must_use]
    pub fn text(&self, layout: &Layout<'_>) -> String {
        let mut out = Text { out: String::new(), width: layout.width, colour: layout.colour };
        let mut listed = true;
        for block in page(&self.in_bytes(layout.articles), layout) {
            let entry = matches!(block, Block::Entry(_));
            // Entries with something below stand apart; without, they are a list.
            if matches!(block, Block::Section(_)) || entry && !listed {
                out.out.push('\n');
            }
            listed = entry;
            match block {
                Block::Lead(runs) => out.wrap(["", ""], &runs),
                Block::Section(title) => {
                    out.wrap(["", ""], &[Run { style: Style::Strong, text: title.to_uppercase() }]);
                    out.out.push('\n');
                    listed = true;
                }
                Block::Entry(runs) => out.wrap(["", "  "], &runs),
                Block::Values(values) => {
                    for value in values {
                        out.wrap(INDENTS[1], &value.line());
                        value.passage.iter().for_each(|p| out.wrap(BARS[1], p));
                    }
                }
                Block::Line(depth, runs) => out.wrap(INDENTS[depth.min(2)], &runs),
                Block::Passage(depth, runs) => out.wrap(BARS[depth.min(2)], &runs),
            }
        }
        out.out
    }
}

/// What a line at each depth begins with, and what each further line of it does.
const INDENTS: [[&str; 2]; 3] = [["", ""], ["  ", "    "], ["    ", "      "]];
const BARS: [[&str; 2]; 3] = [["| ", "| "], ["    | ", "    | "], ["      | ", "      | "]];

struct Text {
    out: String,
    width: usize,
    colour: bool,
}

/// A word, or the parts of one where the style changes inside.
type Word<'r> = Vec<(Style, &'r str)>;

impl Text {
    /// Writes the runs in lines of the width.
    fn wrap(&mut self, [first, further]: [&str; 2], runs: &[Run]) {
        let runs: Vec<Run> = runs.iter().map(|r| self.readable(r)).collect();
        self.out.push_str(first);
        let mut column = first.len();
        let mut begun = false;
        for word in words(&runs) {
            let length = word.iter().map(|(_, t)| width(t)).sum::<usize>();
            if begun && column + 1 + length > self.width {
                self.out.push('\n');
                self.out.push_str(further);
                (column, begun) = (further.len(), false);
            }
            if begun {
                self.out.push(' ');
                column += 1;
            }
            for (style, text) in word {
                for cluster in chunks(text, self.width.saturating_sub(further.len())) {
                    if column + width(cluster) > self.width && column > further.len() {
                        self.out.push('\n');
                        self.out.push_str(further);
                        column = further.len();
                    }
                    self.put(style, cluster);
                    column += width(cluster);
                }
            }
            begun = true;
        }
        self.out.push('\n');
    }

    /// The run without what would disturb a terminal; without colour, emphasis shows in the letters.
    fn readable(&self, run: &Run) -> Run {
        let shown = |c: &char| c.is_whitespace() || !is_unsafe(*c);
        let mut text: String = run.text.chars().filter(shown).collect();
        match run.style {
            Style::Grade(_) => text = text.to_uppercase(),
            Style::Marked if !self.colour => text = format!("*{text}*"),
            _ => {}
        }
        Run { style: run.style, text }
    }

    fn put(&mut self, style: Style, text: &str) {
        let code = match style {
            _ if !self.colour => "",
            Style::Plain => "",
            Style::Strong | Style::Marked => "1",
            Style::Faint => "2",
            Style::Grade(g) if g.is_conflict() => "1;31",
            Style::Grade(Grade::Uncorroborated) => "1;33",
            Style::Grade(_) => "1;32",
        };
        if code.is_empty() {
            self.out.push_str(text);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(self.out, "\u{1b}[{code}m{text}\u{1b}[0m");
        }
    }
}

/// The words of the runs; a word that goes on in the next run stays one.
fn words(runs: &[Run]) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut open = false;
    for run in runs {
        for (i, part) in run.text.split(char::is_whitespace).enumerate() {
            open &= i == 0;
            if part.is_empty() {
                continue;
            }
            match words.last_mut().filter(|_| open) {
                Some(word) => word.push((run.style, part)),
                None => words.push(vec![(run.style, part)]),
            }
            open = true;
        }
    }
    words
}

/// A word that no line can hold, cut where lines end; any other in one.
fn chunks(text: &str, line: usize) -> Vec<&str> {
    if width(text) <= line {
        return vec![text];
    }
    let (mut out, mut start, mut columns) = (Vec::new(), 0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        if columns + width(grapheme) > line && at > start {
            out.push(&text[start..at]);
            (start, columns) = (at, 0);
        }
        columns += width(grapheme);
    }
    out.push(&text[start..]);
    out
}

/// The columns that a terminal gives to a text: two for the wide scripts of East Asia and for most
/// pictures, one for every other character as people see it.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    text.graphemes(true).map(|g| if g.chars().next().is_some_and(wide) { 2 } else { 1 }).sum()
}
