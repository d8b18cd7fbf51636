//! The names and content words of articles: what ties a story together, and what stands around a figure.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64 as Hasher;

use crate::article::{Article, Field};
use crate::claim::{Extraction, Figure};
use crate::config::Config;
use crate::dateline::day;
use crate::extract;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::mentions::Mentions;
use crate::remarks::Remarks;
use crate::span::{Span, floor};
use crate::text::{Document, TokenKind};

/// How many tokens on either side are next to a figure: a clause of news text.
const NEAR: usize = 12;

/// A name or content word, as a number: 31 bits of the XXH3 hash of its form, and a last bit that is set for
/// a common word of the lexicon (rather than a name or a rare word).
///
/// Hashed, a term is the same in every article that was read anywhere, without a table to share (feature
/// hashing: Weinberger et al. 2009). Two of a million words that share a number count as one word in common.
pub(crate) type Term = u32;

/// Whether the term is a common word.
pub(crate) const fn is_common(term: Term) -> bool {
    term & 1 == 1
}

/// What one article's terms are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ArticleTerms {
    /// Each term, in rising order.
    pub(crate) counts: Vec<Counted>,
    /// The terms of each sentence, sorted, each once.
    pub(crate) sentences: Vec<Vec<Term>>,
    /// Where each sentence stands.
    pub(crate) places: Vec<(Field, Span)>,
    /// The outlets and persons that it names.
    pub(crate) mentions: Mentions,
    /// What it says of things beside figures.
    pub(crate) remarks: Remarks,
    /// Its day.
    pub(crate) day: Option<Date>,
    /// What stands around each figure.
    pub(crate) contexts: Vec<Context>,
}

/// A term of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Counted {
    pub(crate) term: Term,
    /// How often it stands there.
    pub(crate) count: u32,
    /// Where it stands first.
    pub(crate) field: Field,
    pub(crate) span: Span,
}

/// The terms around a figure, sorted, each once; the figure's own words are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Context {
    /// The whole sentence's.
    pub(crate) sentence: Vec<Term>,
    /// Those next to the figure.
    pub(crate) near: Vec<Term>,
    /// The sentence's and the one's before it in its paragraph.
    pub(crate) passage: Vec<Term>,
}

impl ArticleTerms {
    /// Extracts the claims of one article, and reads its terms and what stands around its figures from the same tokens.
    pub(crate) fn extracted(article: &Article, config: &Config) -> (Extraction, Self) {
        let mut read = Self { day: day(article, config.words()), ..Self::default() };
        if article.title_to_read().is_none() {
            read.field(&Document::new(within(article, Field::Title, config), 0, config.words()), Field::Title);
        }
        let mut buffer = Vec::new();
        let claims = extract::read(article, config, |doc, field, figures| {
            let terms = read.field(doc, field);
            read.contexts.extend(figures.iter().map(|f| around(doc, &terms, f.span, &mut buffer)));
        });
        read.count();
        (claims, read)
    }

    /// Reads one article and what stands around its figures, which were extracted before.
    pub(crate) fn read(article: &Article, figures: &[Figure], config: &Config) -> Self {
        let mut read = Self { contexts: vec![Context::default(); figures.len()], day: day(article, config.words()), ..Self::default() };
        for (field, from) in [(Field::Title, 0), (Field::Text, article.body_start())] {
            let text = within(article, field, config);
            let doc = Document::new(text, from.min(text.len()), config.words());
            let terms = read.field(&doc, field);
            for (figure, context) in figures.iter().zip(&mut read.contexts).filter(|(f, _)| f.field == field) {
                *context = around(&doc, &terms, figure.span, &mut Vec::new());
            }
        }
        read.count();
        read
    }

    /// Reads one field; gives the term of each of its tokens.
    fn field(&mut self, doc: &Document<'_>, field: Field) -> Vec<Option<Term>> {
        let mut form = String::new();
        let terms: Vec<Option<Term>> = (0..doc.tokens.len()).map(|i| term(doc, i, &mut form)).collect();
        let counted = |(i, term): (usize, &Option<Term>)| Some(Counted { term: (*term)?, count: 1, field, span: doc.span(&(i..i + 1)) });
        self.counts.extend(terms.iter().enumerate().filter_map(counted));
        self.mentions.read(doc, field, self.sentences.len());
        self.remarks.read(doc, field, self.sentences.len());
        self.places.extend(doc.sentences.iter().map(|s| (field, doc.span(s))));
        let mut buffer = Vec::new();
        self.sentences.extend(doc.sentences.iter().map(|s| sorted(terms[s.clone()].iter(), &mut buffer)));
        terms
    }

    /// Makes one of what stands several times; each term keeps its first place.
    fn count(&mut self) {
        // A term and its place in one number are sorted at a stroke.
        let mut order: Vec<u64> = self.counts.iter().zip(0..).map(|(c, place)| u64::from(c.term) << 32 | place).collect();
        order.sort_unstable();
        let runs = order.chunk_by(|a, b| a >> 32 == b >> 32);
        self.counts = runs.map(|run| Counted { count: run.len() as u32, ..self.counts[run[0] as u32 as usize] }).collect();
    }

    /// The sentence in which a passage begins.
    fn sentence_of(&self, field: Field, span: Span) -> Option<usize> {
        let n = self.places.partition_point(|(f, s)| *f == Field::Title && field == Field::Text || *f == field && s.end <= span.start);
        (n < self.places.len()).then_some(n)
    }

    /// The terms of the sentence in which a passage begins.
    pub(crate) fn sentence_at(&self, field: Field, span: Span) -> &[Term] {
        self.sentence_of(field, span).and_then(|n| self.sentences.get(n)).map_or(&[], Vec::as_slice)
    }

    /// Where the sentence stands in which a passage begins.
    pub(crate) fn place_at(&self, field: Field, span: Span) -> Option<Span> {
        self.sentence_of(field, span).map(|n| self.places[n].1)
    }
}

/// What is read of a field.
fn within<'a>(article: &'a Article, field: Field, config: &Config) -> &'a str {
    let text = article.field(field);
    &text[..floor(text, config.text_limit())]
}

/// The terms of a name or noun, sorted, each once.
pub(crate) fn terms_of(words: &str, lexicon: &Lexicon) -> Vec<Term> {
    if words.is_empty() {
        return Vec::new();
    }
    let doc = Document::of_words(words, lexicon);
    let mut form = String::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut i = 0;
    while i < doc.tokens.len() {
        // "the United States" is what "U.S." is.
        let country = lexicon.phrase(&doc.tokens, i, Class::Country).filter(|(len, _)| *len > 1 && doc.tokens[i].is_capital());
        if let Some((len, name)) = country {
            form.clear();
            form.push_str(name);
            form.make_ascii_lowercase();
            terms.push(numbered(&form, lexicon));
            i += len;
            continue;
        }
        terms.extend(term(&doc, i, &mut form));
        i += 1;
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// How rare each term is among the sentences of one story.
pub(crate) struct Rarity {
    /// How much a shared term tells: the logarithm of how rare it is.
    weights: FxHashMap<Term, f64>,
    /// The weight of a term that no sentence has.
    most: f64,
}

impl Rarity {
    pub(crate) fn of<'a>(articles: impl IntoIterator<Item = &'a ArticleTerms>) -> Self {
        let mut sentences = 0_u32;
        let mut weights: FxHashMap<Term, f64> = FxHashMap::default();
        for sentence in articles.into_iter().flat_map(|a| &a.sentences) {
            sentences += 1;
            for term in sentence {
                *weights.entry(*term).or_default() += 1.0;
            }
        }
        let most = f64::from(sentences + 1);
        weights.values_mut().for_each(|with| *with = (most / *with).ln());
        Self { weights, most: most.ln() }
    }

    fn weight(&self, term: Term) -> f64 {
        self.weights.get(&term).copied().unwrap_or(self.most)
    }

    /// A set of terms, to be held against many others.
    pub(crate) fn weighed<'t>(&self, terms: &'t [Term]) -> Weighed<'t> {
        let weights: Vec<f64> = terms.iter().map(|t| self.weight(*t)).collect();
        Weighed { terms, sum: weights.iter().sum(), weights }
    }

    /// What stands around a figure, to be held against many others.
    pub(crate) fn surroundings<'t>(&self, context: &'t Context) -> Surroundings<'t> {
        let (terms, mut sums) = (&context.passage[..], Likeness::default());
        let weights: Vec<f64> = terms.iter().map(|t| self.weight(*t)).collect();
        let mut within = vec![0; terms.len()];
        meet(terms, &context.sentence, |i, _| within[i] |= 1);
        meet(terms, &context.near, |i, _| within[i] |= 2);
        weights.iter().zip(&within).for_each(|(w, within)| sums.add(*w, *within));
        Surroundings { terms, weights, within, sums }
    }

    /// The share of weight that two sets of terms have in common, from 0 to 1. Both are sorted.
    pub(crate) fn likeness(&self, a: &[Term], b: &[Term]) -> f64 {
        let shared: f64 = shared(a, b).map(|t| self.weight(t)).sum();
        if shared <= 0.0 {
            return 0.0;
        }
        let weigh = |set: &[Term]| set.iter().map(|t| self.weight(*t)).sum::<f64>();
        part(shared, weigh(a), weigh(b))
    }
}

/// A sorted set of terms with what each weighs in its story.
pub(crate) struct Weighed<'t> {
    terms: &'t [Term],
    weights: Vec<f64>,
    sum: f64,
}

impl Weighed<'_> {
    /// What [`Rarity::likeness`] gives for the two sets.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        let mut shared = 0.0;
        meet(self.terms, other.terms, |i, _| shared += self.weights[i]);
        part(shared, self.sum, other.sum)
    }
}

/// What stands around a figure, each term with what it weighs in its story: to be held against many others at a stroke.
pub(crate) struct Surroundings<'t> {
    /// The passage's, of which the sentence's and those next to the figure are some.
    terms: &'t [Term],
    weights: Vec<f64>,
    /// Of each term 1 where it is the sentence's too, and 2 where it is next to the figure.
    within: Vec<u8>,
    sums: Likeness,
}

/// The shares of weight that the surroundings of two figures have in common, each from 0 to 1.
#[derive(Clone, Copy, Default)]
pub(crate) struct Likeness {
    pub(crate) passage: f64,
    pub(crate) sentence: f64,
    pub(crate) near: f64,
}

impl Likeness {
    fn add(&mut self, weight: f64, within: u8) {
        self.passage += weight;
        self.sentence += if within & 1 > 0 { weight } else { 0.0 };
        self.near += if within & 2 > 0 { weight } else { 0.0 };
    }
}

impl Surroundings<'_> {
    /// How like the surroundings are.
    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        let mut shared = Likeness::default();
        meet(self.terms, other.terms, |i, j| shared.add(self.weights[i], self.within[i] & other.within[j]));
        Likeness {
            passage: part(shared.passage, self.sums.passage, other.sums.passage),
            sentence: part(shared.sentence, self.sums.sentence, other.sums.sentence),
            near: part(shared.near, self.sums.near, other.sums.near),
        }
    }
}

fn part(shared: f64, one: f64, other: f64) -> f64 {
    if shared <= 0.0 { 0.0 } else { shared / (one * other).sqrt() }
}

/// Gives the places of each term that both sorted sets have.
fn meet(a: &[Term], b: &[Term], mut give: impl FnMut(usize, usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x == y {
            give(i, j);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// The terms that both sorted sets have.
pub(crate) fn shared<'a>(mut a: &'a [Term], mut b: &'a [Term]) -> impl Iterator<Item = Term> + 'a {
    std::iter::from_fn(move || {
        while let ([x, ..], [y, ..]) = (a, b) {
            a = &a[usize::from(x <= y)..];
            b = &b[usize::from(y <= x)..];
            if x == y {
                return Some(*x);
            }
        }
        None
    })
}

fn is_content(doc: &Document<'_>, i: usize) -> bool {
    let token = &doc.tokens[i];
    matches!(token.kind, TokenKind::Word | TokenKind::Mixed) && !token.classes.meets(ClassSet::CLOSED)
}

/// The token's term, where it is a content word: its form is lower case, the verb's lemma or the noun's
/// singular where that is plain, a country for its people and its other names.
fn term(doc: &Document<'_>, i: usize, form: &mut String) -> Option<Term> {
    if !is_content(doc, i) {
        return None;
    }
    form.clear();
    write_form(doc, i, form);
    Some(numbered(form, doc.lexicon))
}

/// The term of a form.
fn numbered(form: &str, lexicon: &Lexicon) -> Term {
    let word = lexicon.word(form);
    let common = [Class::Noun, Class::Adjective, Class::VerbBase].into_iter().any(|class| lexicon.is(word, class));
    Hasher::oneshot(form.as_bytes()) as u32 & !1 | u32::from(common)
}

/// Appends the form of a word by which it is a term.
pub(crate) fn write_form(doc: &Document<'_>, i: usize, form: &mut String) {
    let word = doc.tokens[i].word;
    if doc.tokens[i].is_capital() {
        let country = [Class::Nationality, Class::Country].map(|class| doc.lexicon.payload(word, class));
        if let Some(country) = country.into_iter().find(|c| !c.is_empty()) {
            form.push_str(country);
            form.make_ascii_lowercase();
            return;
        }
    }
    for class in [Class::VerbPast, Class::VerbParticiple, Class::VerbIng, Class::VerbS] {
        if doc.is(i, class) {
            form.push_str(doc.lexicon.payload(word, class));
            return;
        }
    }
    let base = doc.base(i);
    if base.is_ascii() {
        form.push_str(base);
        form.make_ascii_lowercase();
    } else {
        form.extend(base.chars().flat_map(char::to_lowercase));
    }
    if let Some(stem) = form.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with(['s', 'u', 'i'])) {
        form.truncate(stem.len());
    }
}

/// The terms of some tokens, sorted, each once; `buffer` saves growing a list for each.
fn sorted<'t>(terms: impl Iterator<Item = &'t Option<Term>>, buffer: &mut Vec<Term>) -> Vec<Term> {
    buffer.clear();
    buffer.extend(terms.copied().flatten());
    buffer.sort_unstable();
    buffer.dedup();
    buffer.clone()
}

fn around(doc: &Document<'_>, terms: &[Option<Term>], span: Span, buffer: &mut Vec<Term>) -> Context {
    let own = doc.tokens_in(span);
    let at = doc.sentence_of(own.start);
    let Some(sentence) = doc.sentences.get(at) else { return Context::default() };
    let first = doc.paragraphs.get(doc.paragraph_of(at)).map_or(at, |p| p.start);
    let before = doc.sentences.get(at.saturating_sub(1).max(first)).map_or(sentence.start, |s| s.start);
    let mut outside = |range: Range<usize>| {
        let (left, right) = (own.start.clamp(range.start, range.end), own.end.clamp(range.start, range.end));
        sorted(terms[range.start..left].iter().chain(&terms[right..range.end]), buffer)
    };
    let near = own.start.saturating_sub(NEAR).max(sentence.start)..(own.end + NEAR).min(sentence.end);
    let near = outside(near.start.min(near.end)..near.end);
    let of_sentence = outside(sentence.clone());
    let passage = if before == sentence.start { of_sentence.clone() } else { outside(before..sentence.end) };
    Context { sentence: of_sentence, near, passage }
}
