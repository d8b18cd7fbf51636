//! The noun that a number counts.

use super::FUNCTION_WORDS;
use crate::lexicon::{Class, ClassSet, Lexicon, WordId};
use crate::text::{Document, Shape, TokenKind};

const VERB: ClassSet = ClassSet::of(&[Class::VerbPast, Class::VerbS, Class::VerbBase]);
const MODIFIER: ClassSet = ClassSet::of(&[Class::Adjective, Class::Noun, Class::VerbParticiple, Class::VerbIng]);

/// How far ahead the counted noun may stand, in tokens.
const REACH: usize = 8;

/// The singular of a plural noun; none for a word that is none. `loose` takes a verb's form for a noun's.
pub(super) fn singular(lexicon: &Lexicon, word: &str, id: WordId, loose: bool, buffer: &mut String) -> Option<String> {
    let irregular = lexicon.payload(id, Class::Plural);
    if !irregular.is_empty() {
        return Some(irregular.to_owned());
    }
    let word = word.to_lowercase();
    if word.len() < 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return None;
    }
    let mut noun = |text: &str| {
        let (id, _) = lexicon.find_word(text, buffer);
        lexicon.is(id, Class::Noun)
    };
    let cut = &word[..word.len() - 1];
    if let Some(stem) = word.strip_suffix("ies") {
        let y = format!("{stem}y");
        return Some(if noun(cut) && !noun(&y) { cut.to_owned() } else { y });
    }
    if noun(cut) {
        return Some(cut.to_owned());
    }
    if let Some(stem) = word.strip_suffix("es")
        && noun(stem)
    {
        return Some(stem.to_owned());
    }
    let hiss = ["ches", "shes", "sses", "xes", "zes"].iter().any(|e| word.ends_with(e));
    let known = lexicon.classes(id);
    if known.meets(FUNCTION_WORDS) || known.has(Class::VerbS) && !loose || lexicon.is(id, Class::Noun) || lexicon.is(id, Class::Adjective) {
        return None;
    }
    Some(if hiss { word[..word.len() - 2].to_owned() } else { cut.to_owned() })
}

/// Whether token `i` tells how and ends its part of the sentence: "ten critically".
pub(super) fn tells_how(doc: &Document<'_>, i: usize) -> bool {
    let adverb = |t: &crate::text::Token| t.is_word() && !t.is(Class::Noun) && doc.word(i).ends_with("ly");
    doc.tokens.get(i).is_some_and(adverb) && doc.tokens.get(i + 1).is_none_or(|n| n.word.as_punct().is_some())
}

/// The noun counted by a number that ends before token `i`: its token and its singular.
pub(super) fn noun(doc: &Document<'_>, i: usize, one: bool) -> Option<(usize, String)> {
    let lexicon = doc.lexicon;
    let mut buffer = String::new();
    let mut j = i;
    let hyphen = doc.is_punct(j, '-') && doc.tokens.get(j).is_some_and(|t| !t.has(Shape::SPACED));
    j += usize::from(hyphen);
    // "hundreds of the", "18m of its", "one of them".
    if doc.word_is(j, "of") {
        j += 1;
        while doc.is(j, Class::Determiner)
            || doc.is(j, Class::PossessivePronoun)
            || doc.tokens.get(j).is_some_and(|t| t.has(Shape::POSSESSIVE))
        {
            j += 1;
            if j > i + 5 {
                return None;
            }
        }
    }
    if doc.word_is(j, "more")
        || doc.word_is(j, "other")
        || doc.word_is(j, "additional")
        || doc.word_is(j, "fewer")
        || doc.word_is(j, "such")
        || doc.word_is(j, "new")
    {
        j += 1;
    }
    let start = j;
    let mut last = None;
    while j < start + REACH {
        let Some(t) = doc.tokens.get(j) else { break };
        if j > start && (t.has(Shape::LINE) || hyphen) {
            break;
        }
        if t.word.as_punct() == Some('-') && !t.has(Shape::SPACED) && j > start {
            j += 1;
            continue;
        }
        if !matches!(t.kind, TokenKind::Word) || t.has(Shape::STOP) {
            break;
        }
        let classes = t.classes;
        if !t.has(Shape::POSSESSIVE)
            && let Some(one) = singular(lexicon, doc.word(j), t.word, j == start, &mut buffer)
        {
            // "sales teams": the last of two plurals.
            if let Some(next) = doc.tokens.get(j + 1).filter(|n| n.is_word() && !n.has(Shape::LINE))
                && let Some(two) = singular(lexicon, doc.word(j + 1), next.word, false, &mut buffer)
            {
                return Some((j + 1, two));
            }
            return Some((j, one));
        }
        if j == start && tells_how(doc, j) {
            return None;
        }
        let compound = j > start && doc.is_punct(j - 1, '-');
        let stops = classes.meets(FUNCTION_WORDS) && !(classes.has(Class::Adverb) && classes.has(Class::Adjective));
        if stops && !compound {
            let next = doc.tokens.get(j + 1);
            let joins = j > start
                && doc.word_is(j, "and")
                && next.is_some_and(|n| {
                    n.is_capital() && doc.at(j - 1).is_capital() || n.is(Class::Adjective) && doc.at(j - 1).is(Class::Adjective)
                });
            if !joins {
                break;
            }
        } else if classes.meets(VERB) && !classes.meets(MODIFIER) {
            break;
        } else if t.word == WordId::UNKNOWN && doc.word(j).ends_with("ed") && !t.is_capital() {
            // A verb that the tables do not hold.
            if last.is_some() {
                break;
            }
        } else if classes.has(Class::Noun) || t.word == WordId::UNKNOWN {
            last = Some(j);
        }
        j += 1;
    }
    // Without a plural, the noun right behind the number; for "one", the last of its noun phrase.
    let at = if one { last? } else { start };
    let t = doc.tokens.get(at).filter(|t| t.is_word() && last.is_some())?;
    let classes = t.classes;
    // "five dead", "one shot": a state of those counted, and no noun.
    let state = classes.has(Class::Adjective) || classes.has(Class::VerbParticiple);
    let right = (!state || hyphen || at != start && one)
        && (classes.has(Class::Noun) || t.word == WordId::UNKNOWN)
        && (!classes.has(Class::VerbIng) || one);
    let named = t.is_capital() && !t.has(Shape::ALL_CAPS);
    (right && !named && (one || hyphen || !classes.meets(FUNCTION_WORDS))).then(|| (at, doc.base(at).to_lowercase()))
}
