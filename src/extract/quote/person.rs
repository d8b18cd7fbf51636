//! Whether two names can be one person's.

/// Whether two names of persons can be one person's: the surnames agree up to spelling, and so do the
/// given names as far as both have them (an initial agrees with the name that it begins, a short form
/// with the long one). A pure function of the names: articles know more, such as whether both stand in
/// one text as two persons.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (Some(a_last), Some(b_last)) = (a.words.last(), b.words.last()) else { return false };
    if !alike(a_last, b_last) || a.younger != b.younger && a.words.len() > 1 && b.words.len() > 1 && a.younger + b.younger > 2 {
        return false;
    }
    if a.words.len() == 1 || b.words.len() == 1 {
        return true;
    }
    given_alike(&a.words[0], &b.words[0])
}

struct NameWords {
    words: Vec<String>,
    /// 1 for Sr., 2 for Jr.; 0 where nothing is said.
    younger: u8,
}

/// The words of a name, in lower case and without accents, titles and suffixes.
fn name_words(name: &str) -> NameWords {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let mut out = NameWords { words: Vec::new(), younger: 0 };
    for word in plain.split([' ', '-', '\u{a0}']).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())) {
        match word {
            "" | "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "dame" | "prof" | "gen" | "sen" | "gov" | "rep" | "ii" | "iii" => {}
            "sr" => out.younger = 1,
            "jr" => out.younger = 2,
            _ => out.words.push(word.to_owned()),
        }
    }
    out
}

/// Whether two surnames are one in two spellings: equal, or long and one letter apart at most where
/// transliterations differ.
fn alike(a: &str, b: &str) -> bool {
    a == b || a.len() >= 6 && b.len() >= 6 && sounds(a) == sounds(b)
}

/// A spelling without what transliterations differ in: doubled letters, y and i, final vowels' marks.
fn sounds(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' => 'k',
            c => c,
        };
        if !out.ends_with(c) && c != '\'' && c != '’' {
            out.push(c);
        }
    }
    out
}

fn given_alike(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| (x.chars().count() == 1 || x.contains('.')) && y.chars().next() == x.chars().next();
    let short = |x: &str, y: &str| x.len() >= 3 && y.starts_with(x);
    a == b || initial(a, b) || initial(b, a) || short(a, b) || short(b, a) || a.len() >= 5 && b.len() >= 5 && sounds(a) == sounds(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_and_of_two() {
        for (a, b) in [
            ("Anna Berg", "Berg"),
            ("Anna Berg", "Anna M. Berg"),
            ("A. Berg", "Anna Berg"),
            ("Mr. Hugo Marsh", "Hugo Marsh"),
            ("Rob Marsh", "Robert Marsh"),
            ("Hugo J.P. Marsh", "Hugo Marsh"),
            ("Omar Al-Sayed", "Omar al Sayed"),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("José Muñoz", "Jose Munoz"),
        ] {
            assert!(same_name(a, b) && same_name(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("Anna Berg", "Carl Berg"),
            ("Anna Berg", "Anna Marsh"),
            ("Hugo Marsh Jr.", "Hugo Marsh Sr."),
            ("A. Berg", "Carl Berg"),
            ("Anna Berg", ""),
            ("Anna Berge", "Anna Bergman"),
        ] {
            assert!(!same_name(a, b) && !same_name(b, a), "{a} / {b}");
        }
    }
}
