//! What is compared where there is too much: the first of each article, then the second of each, and so on.

use super::told::Story;
use crate::claim::LimitHit;

/// At most `most` of the things of a story that are compared with one another; `article` gives a thing's article.
/// What is left out is told in `limits`. The order is kept.
pub(super) fn of_each<T>(
    things: Vec<T>,
    article: impl Fn(&T) -> usize,
    most: usize,
    what: &str,
    story: &Story<'_>,
    limits: &mut Vec<LimitHit>,
) -> Vec<T> {
    if things.len() <= most {
        return things;
    }
    let mut seen = vec![0_usize; story.articles.len()];
    // (place among its article's, article, place among all)
    let mut order: Vec<(usize, usize, usize)> = Vec::with_capacity(things.len());
    for (n, thing) in things.iter().enumerate() {
        let article = article(thing);
        order.push((seen[article], article, n));
        seen[article] += 1;
    }
    order.sort_unstable();
    let mut kept = vec![false; things.len()];
    order.iter().take(most).for_each(|(_, _, n)| kept[*n] = true);
    limits.push(LimitHit {
        limit: "max_compared".into(),
        article: None,
        text: format!("{} of {} {what} in the story {}/s were not compared", things.len() - most, things.len(), story.id),
    });
    things.into_iter().zip(kept).filter_map(|(thing, kept)| kept.then_some(thing)).collect()
}
