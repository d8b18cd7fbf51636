//! Quotation marks: which characters are marks, which way they look, and which belong together.
//!
//! Marks are paired paragraph by paragraph, so that an unmatched one costs no more than its own.

use std::ops::Range;

use crate::lexicon::Class;
use crate::text::{Document, Shape, TokenKind, TokenRange};

/// Marks nest no deeper than this; further opening marks are no marks.
const DEPTH: usize = 32;

/// A quote that runs over lines without marks of its own ends within so many tokens, or at its line.
const FAR: usize = 400;

/// A pair of marks with what stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The marks and the content, as tokens.
    pub(crate) outer: TokenRange,
    /// The content alone.
    pub(crate) inner: TokenRange,
    /// The pair around this one.
    pub(crate) parent: Option<usize>,
    /// The pair of the paragraph before that this one goes on from. (While pairing: its first token.)
    pub(crate) continues: Option<usize>,
    /// Whether a closing mark was found.
    pub(crate) closed: bool,
    /// Whether the marks are single ones.
    pub(crate) single: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    len: usize,
    family: Family,
    c: char,
    opens: bool,
    closes: bool,
    /// Where it both opens and closes: whether it rather opens.
    rather_opens: bool,
    /// It may be the apostrophe of a plural ("dogs'") or the sign for inches.
    doubtful: bool,
    /// The balance of closing over opening marks of the same style behind it, within the paragraph.
    surplus: i32,
}

/// Finds all pairs, in the order of their opening marks.
pub(crate) fn pairs(doc: &Document<'_>) -> Vec<Pair> {
    let mut out = Vec::new();
    let mut marks = Vec::new();
    let mut open = Vec::new();
    // The last paragraph's quote without an end: its index, and its mark's family.
    let mut running: Option<(usize, Family)> = None;
    for paragraph in &doc.paragraphs {
        let range = doc.sentences[paragraph.start].start..doc.sentences[paragraph.end - 1].end;
        collect(doc, &range, &mut marks);
        running = pair(doc, &range, &mut marks, &mut open, running, &mut out);
    }
    out.sort_by_key(|p| (p.outer.start, std::cmp::Reverse(p.outer.end)));
    nest(&mut out);
    for i in 0..out.len() {
        if let Some(token) = out[i].continues {
            out[i].continues = out.binary_search_by_key(&token, |p| p.outer.start).ok().filter(|k| *k != i);
        }
    }
    out
}

fn family(c: char) -> Option<Family> {
    Some(match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Family::Double,
        '\'' | '‘' | '’' | '‚' | '‛' | '`' => Family::Single,
        '«' | '»' => Family::Guillemet,
        '‹' | '›' => Family::SingleGuillemet,
        '「' | '」' => Family::Corner,
        '『' | '』' => Family::WhiteCorner,
        _ => return None,
    })
}

fn punct(doc: &Document<'_>, i: usize) -> Option<char> {
    doc.tokens.get(i).and_then(|t| t.word.as_punct())
}

/// All marks of a run of tokens.
fn collect(doc: &Document<'_>, range: &Range<usize>, marks: &mut Vec<Mark>) {
    marks.clear();
    let mut i = range.start;
    let (mut pairs_of_two, mut in_run) = (0, 0_usize);
    while i < range.end {
        let t = &doc.tokens[i];
        if t.kind != TokenKind::Punct {
            i += 1;
            continue;
        }
        let Some((c, family)) = t.word.as_punct().and_then(|c| Some((c, family(c)?))) else {
            i += 1;
            continue;
        };
        let same = |k: usize| k < range.end && punct(doc, k) == Some(c) && !doc.tokens[k].has(Shape::SPACED);
        let run = if in_run > 0 { in_run } else { 1 + (i + 1..range.end).take_while(|k| same(*k)).count() };
        in_run = run - 1;
        if run > 6 {
            // A rule of marks across the page.
            i += run;
            in_run = 0;
            continue;
        }
        let (mut len, mut style) = (1, family);
        if matches!(c, '\'' | '’' | '‘' | '`') && run > 1 {
            let opening = t.has(Shape::SPACED) || c == '`' || i == range.start;
            // Of three, the double mark is the outer one.
            if run % 2 == 0 || opening {
                (len, style) = (2, Family::Double);
                pairs_of_two += 1;
                in_run = run - 2;
            }
        }
        marks.extend(mark(doc, range, i, len, style, c));
        i += len;
    }
    // A lone '' is a single mark and an apostrophe ("''Tis").
    if pairs_of_two == 1
        && let Some(m) = marks.iter_mut().find(|m| m.len == 2)
        && m.opens
        && m.c != '`'
    {
        (m.family, m.len) = (Family::Single, 1);
    }
    let mut surplus = [0_i32; 2];
    for m in marks.iter_mut().rev() {
        let slot = &mut surplus[usize::from(m.family == Family::Single)];
        m.surplus = *slot;
        *slot += i32::from(m.closes) - i32::from(m.opens && !m.closes);
    }
}

fn mark(doc: &Document<'_>, range: &Range<usize>, at: usize, len: usize, family: Family, c: char) -> Option<Mark> {
    let tight_before = at > range.start && !doc.tokens[at].has(Shape::SPACED);
    let next = at + len;
    let tight_after = next < range.end && !doc.tokens[next].has(Shape::SPACED);
    let before = if tight_before { punct(doc, at - 1) } else { None };
    let after = if tight_after { punct(doc, next) } else { None };
    let word_before = tight_before && before.is_none();
    let word_after = tight_after && after.is_none();
    let opener_before =
        before.is_some_and(|c| matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '*' | '“' | '‘' | '«' | '„' | '…' | ':'));
    let closer_after =
        after.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '…' | '/' | '*'));
    let dash_after = after.is_some_and(|c| matches!(c, '-' | '–' | '—'));
    let (mut opens, mut closes, mut rather, mut doubtful) = (false, false, false, false);
    match c {
        '„' | '「' | '『' => opens = true,
        '」' | '』' => closes = true,
        '«' | '‹' => {
            closes = tight_before && !tight_after;
            opens = !closes;
        }
        '»' | '›' => {
            opens = !tight_before && tight_after;
            closes = !opens;
        }
        '“' | '‟' => {
            opens = tight_after && !(word_before && closer_after);
            closes = !opens && tight_before;
        }
        '”' => {
            opens = !tight_before && word_after;
            closes = !opens;
        }
        '‚' => opens = !tight_before && tight_after,
        _ if family == Family::Double => {
            (opens, closes, rather) = match (tight_before, tight_after) {
                (false, true) => (true, c == '`', true),
                (true, false) => (c == '`', c != '`', false),
                (false, false) => (next < range.end, true, false),
                (true, true) => (true, true, opener_before && !closer_after || before.is_some_and(family_of_opening) && word_after),
            };
            if c == '`' {
                (opens, closes) = (true, false);
            }
            let number = at > range.start && doc.tokens[at - 1].kind == TokenKind::Number;
            doubtful = number && tight_before && (doc.word(at - 1).contains('\'') || at >= range.start + 2 && doc.is_punct(at - 2, '\''));
        }
        _ => {
            let elided = word_after && (doc.is(next, Class::Elided) || doc.tokens[next].kind != TokenKind::Word);
            opens = (!tight_before || opener_before || before.is_some_and(|b| self::family(b).is_some()))
                && tight_after
                && !closer_after
                && c != '’'
                && !(elided && c != '‘' && c != '`')
                && !(c == '‘' && elided && doc.tokens[next].kind != TokenKind::Word);
            closes = tight_before && !word_after && c != '`' && !opens;
            if c == '‘' && closes {
                doubtful = true;
            }
            let ends_in_s = word_before && doc.word(at - 1).ends_with(['s', 'S', 'n', 'z', 'x']);
            let number = word_before && doc.tokens[at - 1].kind == TokenKind::Number;
            doubtful |= closes && (ends_in_s || number) && !tight_after && !dash_after && next < range.end;
        }
    }
    (opens || closes).then_some(Mark { at, len, family, c, opens, closes, rather_opens: rather, doubtful, surplus: 0 })
}

fn family_of_opening(c: char) -> bool {
    matches!(c, '\'' | '‘' | '“' | '`')
}

fn fits(open: &Mark, close: &Mark) -> bool {
    open.family == close.family || matches!((open.c, close.c), ('`', '\'' | '’')) && open.len == close.len
}

/// Pairs the marks of one paragraph; gives the quote that is still open at its end.
fn pair(
    doc: &Document<'_>,
    range: &Range<usize>,
    marks: &mut [Mark],
    open: &mut Vec<Mark>,
    running: Option<(usize, Family)>,
    out: &mut Vec<Pair>,
) -> Option<(usize, Family)> {
    open.clear();
    let first = out.len();
    let mut continues = None;
    let mut from = 0;
    if let Some((before, family)) = running
        && !marks.iter().any(|m| m.family == family)
        && range.start < out[before].inner.end + FAR
        && !blank_line(doc, range.start)
    {
        // A line without marks inside a quote that runs over lines.
        return running;
    }
    if let Some((before, family)) = running {
        let head = marks.iter().position(|m| m.family == family);
        match head.map(|h| (h, marks[h])) {
            Some((_, m)) if m.opens && m.at <= range.start + 1 => continues = Some((before, m.at)),
            // No opening mark, and a closing one comes first: the quote went on over the line break.
            Some((h, m)) if m.closes && !m.opens && !m.doubtful => {
                let p = &mut out[before];
                p.inner.end = m.at;
                p.outer.end = m.at + m.len;
                p.closed = true;
                from = h + 1;
            }
            _ => {}
        }
    }
    for k in from..marks.len() {
        let m = marks[k];
        if m.closes
            && !(m.opens && m.rather_opens)
            && let Some(at) = matching(open, &m, &marks[k + 1..])
        {
            let opened = open[at];
            open.truncate(at);
            push(doc, out, &opened, Some(&m), range.end);
            continue;
        }
        if m.opens && open.len() < DEPTH {
            if let Some(at) = open.iter().rposition(|o| o.family == m.family) {
                let other = open[at].c != m.c && m.c != '"' && m.len == open[at].len;
                let nested = m.family != Family::Single
                    && (other && m.surplus >= 1 || m.c != '"' && open[at].c == m.c && m.surplus >= 2 && m.len == open[at].len);
                let deeper = at + 1 < open.len() && m.family == Family::Single;
                if !nested && !deeper {
                    let lost = open[at];
                    open.truncate(at);
                    if lost.family != Family::Single {
                        // It holds the quotes that closed within it, of which the last ends last.
                        let held = out[first..].last().filter(|p| p.outer.start > lost.at).map(|p| p.outer.end);
                        let end = sentence_end_before(doc, lost.at, m.at).max(held.unwrap_or(0));
                        push(doc, out, &lost, None, end);
                    }
                }
            } else if m.closes && !m.rather_opens && !tight_opening(doc, &m) {
                continue;
            }
            open.push(m);
        }
    }
    // What is open at the end: the outermost one may go on in the next paragraph.
    let left = open.iter().position(|o| o.family != Family::Single || o.c == '‘' && o.at == range.start).map(|i| open[i]);
    let mut still = None;
    if let Some(lost) = left
        && range.end > lost.at + lost.len
    {
        let before = out.len();
        push(doc, out, &lost, None, range.end);
        still = (out.len() > before).then_some((before, lost.family));
    }
    if let Some((before, at)) = continues
        && let out_start = out[before].outer.start
        && let Some(p) = out[first..].iter_mut().find(|p| p.outer.start == at)
    {
        p.continues = Some(out_start);
    }
    still
}

/// Whether an empty line stands before token `i`.
fn blank_line(doc: &Document<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let gap = &doc.text[doc.tokens[before].end as usize..doc.tokens[i].start as usize];
    memchr::memchr_iter(b'\n', gap.as_bytes()).count() > 1
}

/// Whether a mark with blanks on both sides, or none, may open where nothing is open.
fn tight_opening(doc: &Document<'_>, m: &Mark) -> bool {
    let after = m.at + m.len;
    doc.tokens.get(after).is_some_and(|t| !t.has(Shape::SPACED))
}

fn push(doc: &Document<'_>, out: &mut Vec<Pair>, open: &Mark, close: Option<&Mark>, end: usize) {
    let inner = open.at + open.len..close.map_or(end, |c| c.at);
    // Marks around nothing but marks are no quote.
    if !inner.clone().take(64).any(|i| doc.tokens[i].kind != TokenKind::Punct) {
        return;
    }
    let outer = open.at..close.map_or(end, |c| c.at + c.len);
    out.push(Pair { outer, inner, parent: None, continues: None, closed: close.is_some(), single: open.family == Family::Single });
}

/// The open mark that `m` closes.
fn matching(open: &[Mark], m: &Mark, rest: &[Mark]) -> Option<usize> {
    let at = open.iter().rposition(|o| fits(o, m) && o.len == m.len || o.family == m.family && m.family == Family::Double)?;
    let single = m.family == Family::Single;
    if single && open[at + 1..].iter().any(|o| o.family != Family::Single) {
        return None;
    }
    if m.c == '‘' && open[at].c != '‚' {
        return None;
    }
    if m.doubtful {
        // A surer end before the next beginning: this one is an apostrophe, or a sign for inches.
        let surer = rest.iter().take(16).take_while(|r| !(r.opens && r.family == m.family)).take_while(|r| r.family == m.family || !single);
        if surer.into_iter().any(|r| r.family == m.family && r.closes && !r.doubtful) {
            return None;
        }
    }
    Some(at)
}

/// The end of the last sentence that ends between two tokens; the later token where none does.
fn sentence_end_before(doc: &Document<'_>, from: usize, to: usize) -> usize {
    let s = doc.sentence_of(to);
    match s.checked_sub(1).map(|s| doc.sentences[s].end) {
        Some(end) if end > from + 1 && doc.sentences[s].start <= to => end.min(to),
        _ => to,
    }
}

/// Finds the parent of each pair; the list is sorted.
fn nest(pairs: &mut [Pair]) {
    let old: Vec<(usize, usize)> = pairs.iter().map(|p| (p.outer.start, p.outer.end)).collect();
    let mut stack: Vec<usize> = Vec::new();
    for i in 0..pairs.len() {
        while stack.last().is_some_and(|top| old[*top].1 < old[i].1 || old[*top].1 <= old[i].0) {
            stack.pop();
        }
        pairs[i].parent = stack.last().copied();
        stack.push(i);
    }
}
