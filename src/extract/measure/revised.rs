//! A report that its own article takes back: "first said nine had died, but later put the number at seven".

use crate::claim::{Figure, FigureKind};
use crate::lexicon::{Class, Lexicon};
use crate::syntax::Syntax;

/// The scope of an early report, of one that replaces it, and of one that is taken back.
const INITIAL: &str = "initial";
const REVISED: &str = "revised";
const WITHDRAWN: &str = "withdrawn";

/// Within so many figures on either side stands what replaces a report.
const NEAR: usize = 3;

/// Marks each early report beside which the article has another value of the same, and gives both one measure where
/// one of them does not say what it measures.
pub(super) fn read(syntax: &Syntax<'_>, figures: &mut [Figure]) {
    for f in 0..figures.len() {
        if !has(&figures[f], INITIAL) || has(&figures[f], WITHDRAWN) {
            continue;
        }
        let place = |g: &usize| syntax.doc.sentence_of(syntax.doc.tokens_in(figures[*g].span).start);
        let sentence = place(&f);
        let later = (f + 1..figures.len().min(f + 1 + NEAR)).filter(|g| place(g) <= sentence + 1);
        let earlier = (f.saturating_sub(NEAR)..f).rev().filter(|g| place(g) == sentence);
        let Some(g) = later.chain(earlier).find(|g| replaces(&figures[*g], &figures[f], syntax.doc.lexicon)) else { continue };
        let (from, to) = if vague(&figures[g], syntax.doc.lexicon) { (f, g) } else { (g, f) };
        if vague(&figures[to], syntax.doc.lexicon) {
            let scope = figures[to].measure.scope.clone();
            figures[to].measure = figures[from].measure.clone();
            figures[to].measure.scope = scope;
        }
        figures[f].measure.scope.push(WITHDRAWN.into());
        figures[g].measure.scope.retain(|s| s != INITIAL);
        if !has(&figures[g], REVISED) {
            figures[g].measure.scope.push(REVISED.into());
        }
    }
}

fn has(figure: &Figure, scope: &str) -> bool {
    figure.measure.scope.iter().any(|s| s == scope)
}

/// Whether the figure does not say what happened to whom: "it was seven", "a report of nine".
fn vague(figure: &Figure, lexicon: &Lexicon) -> bool {
    let measure = &figure.measure;
    let says = |p: &str| {
        let word = lexicon.word(p);
        let said = [Class::Cue, Class::Reports, Class::Auxiliary, Class::Level, Class::Measuring].into_iter().any(|c| lexicon.is(word, c));
        said || lexicon.payload(word, Class::Tells) == "revises"
    };
    let thing = measure.counted.as_deref().is_some_and(|c| !lexicon.is(lexicon.word(c), Class::Measuring));
    !thing && measure.predicate.as_deref().is_none_or(says)
}

/// Whether `new` is another value of what `old` reports.
fn replaces(new: &Figure, old: &Figure, lexicon: &Lexicon) -> bool {
    let counts = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Number);
    let kind = counts(new) && counts(old) || new.kind == old.kind && new.unit == old.unit;
    let measured = !matches!(new.kind, FigureKind::Date | FigureKind::Time | FigureKind::Ordinal | FigureKind::Percent);
    let (m, n) = (&new.measure, &old.measure);
    let one = m.predicate == n.predicate && m.predicate.is_some() || vague(new, lexicon) != vague(old, lexicon);
    let whole = new.part_of.is_none() && new.equivalent_of.is_none() && m.scope.iter().all(|s| s == REVISED);
    kind && measured && one && whole && new.value.is_some() && new.value != old.value
}
