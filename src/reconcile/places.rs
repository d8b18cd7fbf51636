//! What an article has in its places, to be asked for by place.

use crate::article::Field;
use crate::span::Span;

/// Things of one article, to be asked for by place without looking at all of them.
pub(super) struct Places<T> {
    title: Vec<Place<T>>,
    text: Vec<Place<T>>,
}

struct Place<T> {
    thing: T,
    span: Span,
    /// Where it ends, or one before it that ends later.
    reach: usize,
}

impl<T: Copy> Places<T> {
    pub(super) fn of(things: impl Iterator<Item = (Field, Span, T)>) -> Self {
        let mut places = Self { title: Vec::new(), text: Vec::new() };
        for (field, span, thing) in things {
            let of = if field == Field::Title { &mut places.title } else { &mut places.text };
            of.push(Place { thing, span, reach: 0 });
        }
        for of in [&mut places.title, &mut places.text] {
            of.sort_by_key(|p| p.span.start);
            let mut reach = 0;
            for place in of {
                reach = reach.max(place.span.end);
                place.reach = reach;
            }
        }
        places
    }

    /// What shares a position with the passage, in the order of the text.
    pub(super) fn overlapping(&self, field: Field, span: Span) -> impl Iterator<Item = T> {
        let of = if field == Field::Title { &self.title } else { &self.text };
        let until = of.partition_point(|p| p.span.start < span.end);
        let from = of.partition_point(|p| p.reach <= span.start).min(until);
        of[from..until].iter().filter(move |p| p.span.overlaps(span)).map(|p| p.thing)
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
            let all: Vec<(Field, Span, usize)> =
                spans.iter().enumerate().map(|(n, (start, len, title))| (field(*title), Span::new(*start, start + len), n)).collect();
            let (places, span) = (Places::of(all.iter().copied()), Span::new(at, at + len));
            for title in [true, false] {
                let mut found: Vec<usize> = places.overlapping(field(title), span).collect();
                let mut want: Vec<usize> = all.iter().filter(|(f, s, _)| *f == field(title) && s.overlaps(span)).map(|(.., n)| *n).collect();
                found.sort_unstable();
                want.sort_unstable();
                prop_assert_eq!(found, want);
            }
        }
    }
}
