//! Regular inflection of English verbs and nouns.

use super::Class;

/// The regular forms of a verb. Irregular ones stand beside them in the table; that a regular form may
/// not be in use ("goed") costs nothing.
pub(super) fn verb(base: &str) -> [(String, &'static [Class]); 4] {
    let past = if base.ends_with('e') {
        [base, "d"].concat()
    } else if let Some(stem) = consonant_y(base) {
        [stem, "ied"].concat()
    } else {
        [base, doubled(base), "ed"].concat()
    };
    let third = if let Some(stem) = consonant_y(base) {
        [stem, "ies"].concat()
    } else if ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| base.ends_with(e)) {
        [base, "es"].concat()
    } else {
        [base, "s"].concat()
    };
    let ing = if let Some(stem) = base.strip_suffix("ie") {
        [stem, "ying"].concat()
    } else if base.ends_with('e') && !["ee", "oe", "ye"].iter().any(|e| base.ends_with(e)) && base.len() > 2 {
        [&base[..base.len() - 1], "ing"].concat()
    } else {
        [base, doubled(base), "ing"].concat()
    };
    [
        (base.to_owned(), &[Class::VerbBase]),
        (third, &[Class::VerbS]),
        (past, &[Class::VerbPast, Class::VerbParticiple]),
        (ing, &[Class::VerbIng]),
    ]
}

fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'o', 'u'])).then_some(stem)
}

/// The last consonant, where English doubles it: one vowel and one consonant at the end of a word of one
/// syllable. Longer words that double ("admitted") stand in the table.
fn doubled(base: &str) -> &str {
    let b = base.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    let n = b.len();
    let short = n >= 3
        && !vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y')
        && vowel(b[n - 2])
        && !vowel(b[n - 3])
        && b[..n - 2].iter().filter(|c| vowel(**c)).count() == 0;
    if short { &base[n - 1..] } else { "" }
}

/// The regular plural of a noun.
pub(super) fn plural(noun: &str) -> String {
    if let Some(stem) = consonant_y(noun) {
        [stem, "ies"].concat()
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| noun.ends_with(e)) {
        [noun, "es"].concat()
    } else {
        [noun, "s"].concat()
    }
}
