//! The figures of an article by where they stand.

use crate::article::Field;
use crate::claim::Figure;
use crate::span::Span;

/// The figures of one article, to be asked for by place without looking at all of them.
pub(super) struct Places<'a> {
    title: Vec<Place<'a>>,
    text: Vec<Place<'a>>,
}

struct Place<'a> {
    figure: &'a Figure,
    /// Where the figure ends, or one before it that ends later.
    reach: usize,
}

impl<'a> Places<'a> {
    pub(super) fn of(figures: &'a [Figure]) -> Self {
        let field = |field: Field| {
            let mut of: Vec<&Figure> = figures.iter().filter(|f| f.field == field).collect();
            of.sort_by_key(|f| f.span.start);
            let mut reach = 0;
            let place = |figure: &'a Figure| {
                reach = reach.max(figure.span.end);
                Place { figure, reach }
            };
            of.into_iter().map(place).collect()
        };
        Self { title: field(Field::Title), text: field(Field::Text) }
    }

    /// The figures that share a position with the passage.
    pub(super) fn overlapping(&self, field: Field, span: Span) -> impl Iterator<Item = &'a Figure> {
        let of = if field == Field::Title { &self.title } else { &self.text };
        let until = of.partition_point(|p| p.figure.span.start < span.end);
        let from = of.partition_point(|p| p.reach <= span.start).min(until);
        of[from..until].iter().map(|p| p.figure).filter(move |f| f.span.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_looking_at_all_finds(spans in prop::collection::vec((0_usize..60, 0_usize..20, any::<bool>()), 0..20), at in 0_usize..60, len in 0_usize..30) {
            let field = |title| if title { Field::Title } else { Field::Text };
            let figure = |(n, (start, len, title)): (usize, &(usize, usize, bool))| Figure {
                id: n.to_string(),
                span: Span::new(*start, start + len),
                field: field(*title),
                ..Figure::default()
            };
            let figures: Vec<Figure> = spans.iter().enumerate().map(figure).collect();
            let (places, span) = (Places::of(&figures), Span::new(at, at + len));
            for title in [true, false] {
                let mut found: Vec<&str> = places.overlapping(field(title), span).map(|f| f.id.as_str()).collect();
                let mut want: Vec<&str> = figures.iter().filter(|f| f.field == field(title) && f.span.overlaps(span)).map(|f| f.id.as_str()).collect();
                found.sort_unstable();
                want.sort_unstable();
                prop_assert_eq!(found, want);
            }
        }
    }
}
