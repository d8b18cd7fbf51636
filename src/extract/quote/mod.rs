//! Quote extraction: marks, then who speaks, then who that is.

mod around;
mod attribution;
mod behind;
mod clause;
mod cue;
mod form;
mod indirect;
mod marks;
mod names;
mod narrative;
pub(crate) mod person;
mod phrase;
mod resolve;
mod subject;

use super::Scope;
use crate::claim::{Passage, Piece, Quote, QuoteForm};
use crate::span::Span;
use crate::text::{Document, TokenRange};
use attribution::Source;
use marks::Pair;
use narrative::Narrative;

/// Appends the quotes of one field, in the order of the text; says whether there are more than may be.
pub(crate) fn read(doc: &Document<'_>, scope: &Scope<'_>, out: &mut Vec<Quote>) -> bool {
    let pairs = marks::pairs(doc);
    let terms: Vec<bool> = pairs.iter().map(|p| form::plain_term(doc, p)).collect();
    let mut sources = vec![Source::default(); pairs.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
    let mut top = Vec::new();
    for (i, p) in pairs.iter().enumerate() {
        match p.parent {
            Some(parent) => children[parent].push(i),
            None => top.push(i),
        }
    }
    let mut found = Vec::new();
    let n = Narrative::new(doc, &pairs, &terms, &(0..doc.tokens.len()), &top);
    if scope.english {
        attribution::attribute(&n, &mut sources);
        indirect::find(&n, &sources, &mut found);
        for (i, inside) in children.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let nested = Narrative::new(doc, &pairs, &terms, &pairs[i].inner, inside);
            attribution::attribute(&nested, &mut sources);
        }
    }
    let stands_in = stands_in(&pairs, &found);
    for (i, clause) in stands_in.iter().enumerate().filter_map(|(i, f)| Some((i, &found[(*f)?]))) {
        if attribution::reported_by(&sources[i], clause, form::of_speech(doc, &pairs[i])) {
            sources[i] = attribution::same(&clause.source, "reported clause", 0.75, None);
        }
    }
    let nobodys: Vec<bool> = terms.iter().zip(&sources).map(|(term, source)| *term || source.term).collect();
    let names = if scope.english && !(pairs.is_empty() && found.is_empty()) { names::Names::new(doc) } else { names::Names::default() };
    let mut resolver = resolve::Resolver::new(doc, &n, &names);
    emit(doc, scope, &pairs, &nobodys, &sources, &found, &stands_in, &mut resolver, out)
}

/// For each pair that no other holds, the innermost reported statement that it stands in.
fn stands_in(pairs: &[Pair], found: &[indirect::Indirect]) -> Vec<Option<usize>> {
    let mut starts: Vec<(usize, usize)> = found.iter().enumerate().map(|(i, f)| (f.content.start, i)).collect();
    starts.sort_unstable();
    let holds = |p: &Pair| {
        let after = starts.partition_point(|s| s.0 <= p.outer.start);
        starts[..after].iter().rev().take(NEAR).map(|s| s.1).find(|f| p.outer.end <= found[*f].content.end)
    };
    pairs.iter().map(|p| if p.parent.is_none() { holds(p) } else { None }).collect()
}

/// How many reported statements before a pair of marks may hold it.
const NEAR: usize = 8;

#[expect(clippy::too_many_arguments)]
fn emit(
    doc: &Document<'_>,
    scope: &Scope<'_>,
    pairs: &[Pair],
    terms: &[bool],
    sources: &[Source],
    found: &[indirect::Indirect],
    stands_in: &[Option<usize>],
    resolver: &mut resolve::Resolver<'_, '_, '_>,
    out: &mut Vec<Quote>,
) -> bool {
    let first = out.len();
    let mut order: Vec<(usize, bool, usize)> = pairs.iter().enumerate().map(|(i, p)| (p.outer.start, true, i)).collect();
    order.extend(found.iter().enumerate().map(|(i, f)| (f.content.start, false, i)));
    order.sort_unstable();
    let more = order.len() > scope.most - first;
    order.truncate(scope.most - first);
    // What is left out is nobody's parent.
    let mut place = vec![None; pairs.len()];
    let mut reported = vec![None; found.len()];
    for (n, (_, marked, i)) in order.iter().enumerate() {
        if *marked {
            place[*i] = Some(first + n);
        } else {
            reported[*i] = Some(first + n);
        }
    }
    let passage = |run: &TokenRange| (!run.is_empty()).then(|| Passage::of(doc.text, doc.span(run)));
    for (_, marked, i) in order {
        let id = scope.id('q', out.len());
        let (source, inner, outer) = if marked {
            let p = &pairs[i];
            (&sources[i], doc.span(&p.inner), doc.span(&p.outer))
        } else {
            let span = doc.span(&found[i].content);
            (&found[i].source, span, span)
        };
        let form = match marked {
            false => QuoteForm::Indirect,
            true if terms[i] => QuoteForm::Term,
            true => form::of_speech(doc, &pairs[i]),
        };
        let speech = form != QuoteForm::Term;
        let continues = match marked {
            true => source.continues.or(pairs[i].continues).filter(|_| speech).and_then(|c| place[c]),
            false => found[i].continues.and_then(|c| reported[c]),
        };
        out.push(Quote {
            article: scope.article.to_owned(),
            field: scope.field,
            span: inner,
            outer,
            text: inner.slice(doc.text).to_owned(),
            speaker: if speech { resolver.speaker(source) } else { None },
            cue: source.cue.as_ref().filter(|_| speech).and_then(passage),
            form,
            told_to: source.told_to.as_ref().filter(|_| speech).and_then(passage),
            via: source.via.as_ref().filter(|_| speech).and_then(passage),
            parent: if marked { pairs[i].parent.and_then(|p| place[p]) } else { found[i].parent.and_then(|p| reported[p]) }
                .map(|p| scope.id('q', p)),
            continues: continues.map(|c| scope.id('q', c)),
            part_of: marked.then(|| stands_in[i]).flatten().filter(|_| speech).and_then(|f| reported[f]).map(|f| scope.id('q', f)),
            pieces: if speech { pieces(doc.text, inner, &id) } else { Vec::new() },
            id,
        });
    }
    more
}

/// The parts of a quote that an ellipsis splices; none where there is but one.
fn pieces(text: &str, span: Span, id: &str) -> Vec<Piece> {
    let content = span.slice(text);
    if !content.contains("...") && !content.contains('…') && !content.contains(". . .") {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = 0;
    let mut add = |from: usize, to: usize| {
        let part = &content[from..to];
        let lead = part.len() - part.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '[' | ']' | '(' | ')')).len();
        let kept = part[lead..].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '(')).len();
        if part[lead..lead + kept].chars().any(char::is_alphanumeric) {
            let start = span.start + from + lead;
            out.push(Piece { id: format!("{id}.{}", out.len()), span: Span::new(start, start + kept) });
        }
    };
    let mut at = 0;
    while let Some((start, len)) = ellipsis(content, at) {
        add(from, start);
        from = start + len;
        at = from;
    }
    add(from, content.len());
    if out.len() < 2 { Vec::new() } else { out }
}

/// The next ellipsis from byte `at` on, and its length.
fn ellipsis(text: &str, at: usize) -> Option<(usize, usize)> {
    ["…", "...", ". . ."].iter().filter_map(|e| text[at..].find(e).map(|i| (at + i, e.len()))).min()
}
