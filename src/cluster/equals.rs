//! Words that stand for one another in two wordings of one statement.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::words::spelled;
use crate::lexicon::{Class, ClassSet, Lexicon};

/// Longest row of the table, in words.
const LONGEST: usize = 4;

/// A run of words that the table has, or one word.
struct Unit<'w> {
    /// What stands for all of its equals.
    key: &'w str,
    at: usize,
    len: usize,
}

/// The words of either side, by their places, for which the other side has no equal: "nobody" and "no one", "took" and
/// "has taken", of which "has" is left over.
pub(super) fn without_equals(one: &[String], other: &[String]) -> (Vec<usize>, Vec<usize>) {
    let (mut left, mut right) = (units(one), units(other));
    strike(&mut left, &mut right, |a, b| a.key == b.key);
    // "will take" is not "took": what else a side says of time and will must be the same.
    let modal = |units: &[Unit<'_>]| units.iter().any(|u| word_is(u.key, Class::Modal));
    if !modal(&left) && !modal(&right) {
        let of_be = |words: &[String], u: &Unit<'_>| {
            let before = words[..u.at].iter().rev().take(2);
            word_is(u.key, Class::VerbParticiple) && before.into_iter().any(|w| auxiliary(w) == "be")
        };
        strike(&mut left, &mut right, |a, b| one_lemma(a.key, b.key) && of_be(one, a) == of_be(other, b));
    }
    let places = |units: Vec<Unit<'_>>| units.into_iter().flat_map(|u| u.at..u.at + u.len).collect();
    (places(left), places(right))
}

/// Takes out pairs that are equal.
fn strike<'w>(left: &mut Vec<Unit<'w>>, right: &mut Vec<Unit<'w>>, equal: impl Fn(&Unit<'w>, &Unit<'w>) -> bool) {
    left.retain(|a| match right.iter().position(|b| equal(a, b)) {
        Some(at) => {
            right.remove(at);
            false
        }
        None => true,
    });
}

fn units(words: &[String]) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let most = LONGEST.min(words.len() - at);
        let row = (1..=most).rev().find_map(|len| Some((len, table().get(words[at..at + len].join(" ").as_str())?.as_str())));
        let (len, key) = row.unwrap_or((1, &words[at]));
        units.push(Unit { key, at, len });
        at += len;
    }
    units
}

fn word_is(word: &str, class: Class) -> bool {
    let lexicon = Lexicon::shipped();
    lexicon.is(lexicon.word(word), class)
}

fn auxiliary(word: &str) -> &'static str {
    let lexicon = Lexicon::shipped();
    lexicon.payload(lexicon.word(word), Class::Auxiliary)
}

/// Whether two words are forms of one verb, or of one noun.
fn one_lemma(a: &str, b: &str) -> bool {
    const FORMS: [Class; 6] = [Class::VerbBase, Class::VerbS, Class::VerbPast, Class::VerbParticiple, Class::VerbIng, Class::Plural];
    let lexicon = Lexicon::shipped();
    let (a, b) = (lexicon.word(a), lexicon.word(b));
    let closed = |word| lexicon.classes(word).meets(ClassSet::CLOSED);
    let lemma = |word, class| Some(lexicon.payload(word, class)).filter(|l| !l.is_empty());
    let base = |word| FORMS.iter().filter_map(move |class| lemma(word, *class));
    !closed(a) && !closed(b) && (base(a).any(|l| base(b).any(|m| l == m) || lexicon.word(l) == b) || base(b).any(|m| lexicon.word(m) == a))
}

/// What stands for each row's words, and for itself.
fn table() -> &'static FxHashMap<String, String> {
    static TABLE: OnceLock<FxHashMap<String, String>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = include_str!("../lexicon/data/equals.tsv").lines().filter(|l| !l.starts_with('#'));
        rows.filter_map(|line| line.split_once('\t'))
            .flat_map(|(words, all)| {
                let all = spelled(all).join(" ");
                [(spelled(words).join(" "), all.clone()), (all.clone(), all)]
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_equal_is_left() {
        for (one, other, want) in [
            ("nobody", "no one", ("", "")),
            ("somebody gave", "someone has given", ("", "has")),
            ("we'll", "we are going to", ("", "")),
            ("will take", "took", ("will take", "took")),
            ("was taken", "took", ("was taken", "took")),
            ("was taken", "has been taken", ("was", "has been")),
            ("a child", "the kids", ("a", "the")),
            ("must", "should", ("must", "should")),
            ("someone", "everyone", ("someone", "everyone")),
        ] {
            let (one, other) = (spelled(one), spelled(other));
            let (left, right) = without_equals(&one, &other);
            let said = |words: &[String], at: Vec<usize>| at.into_iter().map(|i| words[i].clone()).collect::<Vec<_>>().join(" ");
            assert_eq!((said(&one, left), said(&other, right)), (want.0.to_owned(), want.1.to_owned()), "{one:?} / {other:?}");
        }
    }

    #[test]
    fn the_shipped_table_is_sound() {
        for line in include_str!("../lexicon/data/equals.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (words, all) = line.split_once('\t').expect(line);
            assert!(spelled(words).len() <= LONGEST && spelled(all).len() <= LONGEST, "{line}");
            assert_ne!(spelled(words), spelled(all), "{line}");
            // What stands for others stands for itself.
            assert_eq!(table().get(&spelled(all).join(" ")), Some(&spelled(all).join(" ")), "{line}");
        }
    }
}
