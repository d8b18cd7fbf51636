//! Regular inflection of English verbs and nouns.

use super::Class;

/// The regular forms of a verb. Irregular ones stand beside them in the table; that a regular form may
/// not be in use ("goed") costs nothing.
pub(super) fn verb(base: &str) -> [(String, Class); 5] {
    let past = if base.ends_with('e') {
        format!("{base}d")
    } else if let Some(stem) = consonant_y(base) {
        format!("{stem}ied")
    } else {
        format!("{}ed", doubled(base))
    };
    let third = if let Some(stem) = consonant_y(base) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| base.ends_with(e)) {
        format!("{base}es")
    } else {
        format!("{base}s")
    };
    let ing = if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if base.ends_with('e') && !["ee", "oe", "ye"].iter().any(|e| base.ends_with(e)) && base.len() > 2 {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{}ing", doubled(base))
    };
    [
        (base.to_owned(), Class::VerbBase),
        (third, Class::VerbS),
        (past.clone(), Class::VerbPast),
        (past, Class::VerbParticiple),
        (ing, Class::VerbIng),
    ]
}

fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'o', 'u'])).then_some(stem)
}

/// The stem with its last consonant doubled where English doubles it: one vowel and one consonant at
/// the end of a word of one syllable. Longer words that double ("admitted") stand in the table.
fn doubled(base: &str) -> String {
    let b = base.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    let n = b.len();
    let short = n >= 3
        && !vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y')
        && vowel(b[n - 2])
        && !vowel(b[n - 3])
        && b[..n - 2].iter().filter(|c| vowel(**c)).count() == 0;
    if short { format!("{base}{}", &base[n - 1..]) } else { base.to_owned() }
}

/// The regular plural of a noun.
pub(super) fn plural(noun: &str) -> String {
    if let Some(stem) = consonant_y(noun) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| noun.ends_with(e)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}
