//! Whether two names can be one person's.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether two names of persons can be one person's: the surnames agree up to spelling, and so do the
/// given names as far as both have them (an initial agrees with the name that it begins, a short form
/// with the long one). A pure function of the names: articles know more, such as whether both stand in
/// one text as two persons.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    NameWords::of(a).fits(&NameWords::of(b))
}

/// A name cut into the words that tell persons apart.
#[derive(Clone, Debug)]
pub(crate) struct NameWords {
    words: Vec<String>,
    /// 1 for Sr., 2 for Jr.; 0 where nothing is said.
    younger: u8,
}

impl NameWords {
    /// The words of a name, in lower case and without accents, titles and suffixes.
    pub(crate) fn of(name: &str) -> Self {
        let plain = if name.is_ascii() {
            name.to_ascii_lowercase()
        } else {
            name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
        };
        let mut out = Self { words: Vec::new(), younger: 0 };
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

    /// Equal for any two names that fit each other; none for a name without words, which fits none.
    pub(crate) fn key(&self) -> Option<String> {
        self.words.last().map(|last| if last.len() >= LONG { sounds(last) } else { last.clone() })
    }

    /// The given names of both, in lower case, where the surnames are equal.
    pub(crate) fn one_surname<'n>(&'n self, other: &'n Self) -> Option<(&'n str, &'n str)> {
        let two = self.words.len() > 1 && other.words.len() > 1 && self.words.last() == other.words.last();
        two.then(|| (self.words[0].as_str(), other.words[0].as_str()))
    }

    /// Whether both can be one person's.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let (Some(last), Some(other_last)) = (self.words.last(), other.words.last()) else { return false };
        if !alike(last, other_last) {
            return false;
        }
        if self.words.len() == 1 || other.words.len() == 1 {
            return true;
        }
        let generations = self.younger != other.younger && self.younger + other.younger > 2;
        !generations && given_alike(&self.words[0], &other.words[0])
    }
}

/// Whether two surnames are one in two spellings: equal, or long and one letter apart at most where
/// transliterations differ.
fn alike(a: &str, b: &str) -> bool {
    a == b || a.len() >= LONG && b.len() >= LONG && sounds(a) == sounds(b)
}

/// Surnames of so many bytes may be one in two spellings.
const LONG: usize = 6;

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
            assert_eq!(NameWords::of(a).key(), NameWords::of(b).key(), "{a} / {b}");
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
