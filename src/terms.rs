//! The names and content words of articles: what ties a story together, and what stands around a figure.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::article::{Article, Field};
use crate::claim::Figure;
use crate::config::Config;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::span::{Span, floor};
use crate::text::{Document, TokenKind};

/// How many tokens on either side are next to a figure: a clause of news text.
const NEAR: usize = 12;

/// The terms of a collection, numbered.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    /// Whether the term is a common word of the lexicon rather than a name or a rare word.
    common: Vec<bool>,
}

/// What one article's terms are.
#[derive(Debug, Default)]
pub(crate) struct ArticleTerms {
    /// Each term with how often it stands there, in the order of the terms' numbers.
    pub(crate) counts: Vec<(u32, u32)>,
    /// The terms of each sentence, sorted, each once.
    sentences: Vec<Vec<u32>>,
    /// What stands around each figure.
    pub(crate) contexts: Vec<Context>,
}

/// The terms around a figure, sorted, each once; the figure's own words are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Context {
    /// The whole sentence's.
    pub(crate) sentence: Vec<u32>,
    /// Those next to the figure.
    pub(crate) near: Vec<u32>,
    /// The sentence's and the one's before it in its paragraph.
    pub(crate) passage: Vec<u32>,
}

impl Vocabulary {
    /// Reads one article.
    pub(crate) fn read(&mut self, article: &Article, figures: &[Figure], config: &Config) -> ArticleTerms {
        let mut read = ArticleTerms { contexts: vec![Context::default(); figures.len()], ..ArticleTerms::default() };
        let mut all = Vec::new();
        for (field, from) in [(Field::Title, 0), (Field::Text, article.body_start())] {
            let text = article.field(field);
            let text = &text[..floor(text, config.text_limit())];
            let doc = Document::new(text, from.min(text.len()), config.words());
            let terms: Vec<Option<u32>> = (0..doc.tokens.len()).map(|i| self.term(&doc, i)).collect();
            all.extend(terms.iter().flatten());
            read.sentences.extend(doc.sentences.iter().map(|s| sorted(&terms, s.clone())));
            for (figure, context) in figures.iter().zip(&mut read.contexts).filter(|(f, _)| f.field == field) {
                *context = around(&doc, &terms, figure.span);
            }
        }
        all.sort_unstable();
        read.counts = all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect();
        read
    }

    fn term(&mut self, doc: &Document<'_>, i: usize) -> Option<u32> {
        if !is_content(doc, i) {
            return None;
        }
        let key = key(doc, i);
        if let Some(id) = self.ids.get(key.as_str()) {
            return Some(*id);
        }
        let id = self.common.len() as u32;
        self.common.push(doc.is(i, Class::Noun) || doc.is(i, Class::Adjective) || doc.is(i, Class::VerbBase));
        self.ids.insert(key.into(), id);
        Some(id)
    }

    /// The terms of a name or noun that the collection has, sorted, each once.
    pub(crate) fn terms_of(&self, words: &str, lexicon: &Lexicon) -> Vec<u32> {
        let doc = Document::new(words, 0, lexicon);
        let content = (0..doc.tokens.len()).filter(|i| is_content(&doc, *i));
        let mut terms: Vec<u32> = content.filter_map(|i| self.ids.get(key(&doc, i).as_str()).copied()).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Whether the term is a common word.
    pub(crate) fn is_common(&self, term: u32) -> bool {
        self.common.get(term as usize).copied().unwrap_or(false)
    }

    /// The number of different terms.
    pub(crate) fn len(&self) -> usize {
        self.common.len()
    }

    /// The words of all terms, by number.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words = vec![""; self.common.len()];
        for (word, id) in &self.ids {
            words[*id as usize] = word;
        }
        words
    }
}

/// How rare each term is among the sentences of one story.
pub(crate) struct Rarity {
    sentences_with: FxHashMap<u32, u32>,
    sentences: u32,
}

impl Rarity {
    pub(crate) fn of<'a>(articles: impl IntoIterator<Item = &'a ArticleTerms>) -> Self {
        let mut rarity = Self { sentences_with: FxHashMap::default(), sentences: 0 };
        for sentence in articles.into_iter().flat_map(|a| &a.sentences) {
            rarity.sentences += 1;
            for term in sentence {
                *rarity.sentences_with.entry(*term).or_default() += 1;
            }
        }
        rarity
    }

    /// How much a shared term tells: the logarithm of how rare it is.
    fn weight(&self, term: u32) -> f64 {
        let with = self.sentences_with.get(&term).copied().unwrap_or(1);
        (f64::from(self.sentences + 1) / f64::from(with)).ln()
    }

    /// The share of weight that two sets of terms have in common, from 0 to 1.
    pub(crate) fn likeness(&self, a: &[u32], b: &[u32]) -> f64 {
        let weigh = |set: &[u32]| set.iter().map(|t| self.weight(*t)).sum::<f64>();
        let shared: f64 = a.iter().filter(|t| b.binary_search(t).is_ok()).map(|t| self.weight(*t)).sum();
        let both = weigh(a) * weigh(b);
        if both > 0.0 { shared / both.sqrt() } else { 0.0 }
    }
}

fn is_content(doc: &Document<'_>, i: usize) -> bool {
    let token = &doc.tokens[i];
    matches!(token.kind, TokenKind::Word | TokenKind::Mixed) && !doc.lexicon.classes(token.word).meets(ClassSet::CLOSED)
}

/// A term's form: lower case, the verb's lemma or the noun's singular where that is plain, a country for
/// its people and its other names.
pub(crate) fn key(doc: &Document<'_>, i: usize) -> String {
    let word = doc.tokens[i].word;
    if doc.tokens[i].is_capital() {
        let country = [Class::Nationality, Class::Country].map(|class| doc.lexicon.payload(word, class));
        if let Some(country) = country.into_iter().find(|c| !c.is_empty()) {
            return country.to_lowercase();
        }
    }
    for class in [Class::VerbPast, Class::VerbParticiple, Class::VerbIng, Class::VerbS] {
        if doc.is(i, class) {
            return doc.lexicon.payload(word, class).to_owned();
        }
    }
    let base = doc.base(i).to_lowercase();
    match base.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => base,
    }
}

fn sorted(terms: &[Option<u32>], range: Range<usize>) -> Vec<u32> {
    let mut list: Vec<u32> = terms[range].iter().copied().flatten().collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn around(doc: &Document<'_>, terms: &[Option<u32>], span: Span) -> Context {
    let own = doc.tokens_in(span);
    let at = doc.sentence_of(own.start);
    let Some(sentence) = doc.sentences.get(at) else { return Context::default() };
    let first = doc.paragraphs.get(doc.paragraph_of(at)).map_or(at, |p| p.start);
    let before = doc.sentences.get(at.saturating_sub(1).max(first)).map_or(sentence.start, |s| s.start);
    let outside = |range: Range<usize>| {
        let mut list = sorted(terms, range.start..own.start.clamp(range.start, range.end));
        list.extend(sorted(terms, own.end.clamp(range.start, range.end)..range.end));
        list.sort_unstable();
        list.dedup();
        list
    };
    let near = own.start.saturating_sub(NEAR).max(sentence.start)..(own.end + NEAR).min(sentence.end);
    Context {
        sentence: outside(sentence.clone()),
        near: outside(near.start.min(near.end)..near.end),
        passage: outside(before..sentence.end),
    }
}
