//! Light syntax: tags, chunks, and who does what in each clause. Rules over the lexicon's classes, one pass
//! to the right and short looks to either side; linear in the text, no allocation per token.

mod chunk;
mod clause;
mod tag;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use chunk::{Chunk, ChunkKind, Form};
pub(crate) use tag::Tag;

use crate::claim::{Figure, FigureKind};
use crate::lexicon::{Class, Lexicon, WordId};
use crate::text::{Document, TokenRange};

/// The few words whose own meaning the grammar needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) to: WordId,
    pub(crate) of: WordId,
    pub(crate) by: WordId,
    pub(crate) that: WordId,
    pub(crate) one: WordId,
    pub(crate) with: WordId,
    pub(crate) from: WordId,
    pub(crate) at: WordId,
    pub(crate) them: WordId,
    pub(crate) own: WordId,
    pub(crate) before: WordId,
    pub(crate) then: WordId,
    pub(crate) later: WordId,
}

impl Words {
    fn of(lexicon: &Lexicon) -> Self {
        let word = |w| lexicon.word(w);
        Self {
            to: word("to"),
            of: word("of"),
            by: word("by"),
            that: word("that"),
            one: word("one"),
            with: word("with"),
            from: word("from"),
            at: word("at"),
            them: word("them"),
            own: word("own"),
            before: word("before"),
            then: word("then"),
            later: word("later"),
        }
    }
}

/// The groups of events that rules ask for, under the name that the tables give them.
pub(crate) struct Groups<'d> {
    pub(crate) dead: &'d str,
    pub(crate) injured: &'d str,
    pub(crate) casualty: &'d str,
    pub(crate) age: &'d str,
    pub(crate) be: &'d str,
    pub(crate) denial: &'d str,
    pub(crate) speech: &'d str,
    pub(crate) rise: &'d str,
    pub(crate) fall: &'d str,
    /// What a count of deaths counts.
    pub(crate) person: &'d str,
}

impl<'d> Groups<'d> {
    fn of(lexicon: &'d Lexicon) -> Self {
        let group = |w, class| lexicon.payload(lexicon.word(w), class);
        Self {
            dead: group("dead", Class::EventAdjective),
            injured: group("injured", Class::EventAdjective),
            casualty: group("casualty", Class::EventNoun),
            age: group("age", Class::EventNoun),
            be: group("is", Class::Auxiliary),
            denial: group("denial", Class::EventNoun),
            speech: group("statement", Class::EventNoun),
            rise: group("rise", Class::EventNoun),
            fall: group("fall", Class::EventNoun),
            person: group("death", Class::Counts),
        }
    }
}

/// The chunks of a document, sentence by sentence.
pub(crate) struct Syntax<'d> {
    pub(crate) doc: &'d Document<'d>,
    pub(crate) words: Words,
    pub(crate) groups: Groups<'d>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) chunks: Vec<Chunk>,
    /// The run of chunks of each sentence.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl<'d> Syntax<'d> {
    /// Parses the document; figures that were found tell numbers and dates from words.
    pub(crate) fn new(doc: &'d Document<'d>, figures: &[Figure]) -> Self {
        let words = Words::of(doc.lexicon);
        let mut tags = vec![Tag::Other; doc.tokens.len()];
        for figure in figures {
            mark(doc, figure, &mut tags);
        }
        tag::tag(doc, &words, &mut tags);
        let mut chunks = Vec::with_capacity(doc.tokens.len() / 2 + 1);
        let mut sentences = Vec::with_capacity(doc.sentences.len());
        for sentence in &doc.sentences {
            let start = chunks.len();
            chunk::chunk(doc, &tags, sentence, &mut chunks);
            for verb in chunks[start..].iter_mut().filter(|c| c.is(ChunkKind::Verb)) {
                verb.lemma = doc.lexicon.word(lemma_of(doc, &tags, verb.head as usize).unwrap_or(""));
            }
            clause::link(doc, &words, &mut chunks[start..], start);
            sentences.push(start..chunks.len());
        }
        Self { doc, words, groups: Groups::of(doc.lexicon), tags, chunks, sentences }
    }

    /// The chunk that holds the token, within the sentence's run.
    pub(crate) fn chunk_of(&self, sentence: usize, token: usize) -> Option<usize> {
        let run = self.sentences.get(sentence)?.clone();
        let at = run.start + self.chunks[run.clone()].partition_point(|c| c.end as usize <= token);
        (at < run.end && self.chunks[at].start as usize <= token).then_some(at)
    }

    /// The run of chunks of the sentence that holds chunk `c`.
    pub(crate) fn sentence_of_chunk(&self, c: usize) -> Range<usize> {
        let s = self.sentences.partition_point(|r| r.end <= c);
        self.sentences.get(s).cloned().unwrap_or_default()
    }

    /// The lemma of a verb group's main verb.
    pub(crate) fn verb_lemma(&self, chunk: &Chunk) -> &'d str {
        let head = chunk.head as usize;
        lemma_of(self.doc, &self.tags, head).unwrap_or_else(|| self.doc.word(head))
    }

    /// The characters of noun phrase `n` and of one phrase with "of", without the words that only
    /// determine it.
    pub(crate) fn name_of(&self, n: usize) -> &'d str {
        self.name_without(n, None)
    }

    /// The same, where the phrase with "of" is not the chunk `left_out`.
    pub(crate) fn name_without(&self, n: usize, left_out: Option<usize>) -> &'d str {
        let chunk = &self.chunks[n];
        let mut run: TokenRange = chunk.tokens();
        while run.len() > 1 && (matches!(self.tags[run.start], Tag::Det | Tag::Adv | Tag::Hyphen)) {
            run.start += 1;
        }
        if let (Some(of), Some(noun)) = (self.chunks.get(n + 1), self.chunks.get(n + 2))
            && left_out != Some(n + 2)
            && self.is_word(of.head as usize, self.words.of)
            && noun.is(ChunkKind::Noun)
        {
            run.end = noun.end as usize;
        }
        // A list without commas is no name.
        run.start = run.start.max(run.end.saturating_sub(LONGEST_NAME));
        self.doc.span(&run).slice(self.doc.text)
    }

    /// The singular of a noun's token, in lower case: as the lexicon has it, else by rule.
    pub(crate) fn singular(&self, token: usize) -> Cow<'d, str> {
        let word = self.doc.tokens[token].word;
        let known = self.doc.lexicon.payload(word, Class::Plural);
        if !known.is_empty() {
            return Cow::Borrowed(known);
        }
        let text = self.doc.base(token).to_lowercase();
        if self.tags[token] != Tag::Plural && !self.tags[token].is_name() || self.doc.is(token, Class::Noun) {
            return Cow::Owned(text);
        }
        Cow::Owned(inflect_back(text))
    }

    /// Whether the token is this word.
    pub(crate) fn is_word(&self, token: usize, word: WordId) -> bool {
        self.doc.tokens.get(token).is_some_and(|t| t.word == word)
    }
}

/// The lemma of the verb at a token, as its tag has it.
fn lemma_of<'d>(doc: &Document<'d>, tags: &[Tag], head: usize) -> Option<&'d str> {
    let word = doc.tokens[head].word;
    let order: [Class; 5] = match tags[head] {
        Tag::Be | Tag::Have | Tag::Do => return Some(doc.lexicon.payload(word, Class::Auxiliary)),
        Tag::Part => [Class::VerbParticiple, Class::VerbPast, Class::VerbS, Class::VerbBase, Class::VerbIng],
        Tag::Ing => [Class::VerbIng, Class::VerbS, Class::VerbBase, Class::VerbPast, Class::VerbParticiple],
        Tag::Base => [Class::VerbBase, Class::VerbS, Class::VerbPast, Class::VerbParticiple, Class::VerbIng],
        _ => [Class::VerbPast, Class::VerbS, Class::VerbBase, Class::VerbParticiple, Class::VerbIng],
    };
    let lemma = order.into_iter().map(|c| doc.lexicon.payload(word, c)).find(|p| !p.is_empty())?;
    // "struck two cars and wound a driver": of two verbs the one that is an event.
    let event = |l: &str| doc.lexicon.is(doc.lexicon.word(l), Class::EventVerb);
    let base = doc.lexicon.payload(word, Class::VerbBase);
    let other = tags[head] != Tag::Ing && !base.is_empty() && base != lemma && event(base) && !event(lemma);
    Some(if other { base } else { lemma })
}

/// So many tokens of a noun phrase are its name at most.
const LONGEST_NAME: usize = 16;

/// The singular of a plural that the lexicon does not hold.
fn inflect_back(mut noun: String) -> String {
    let cut = |noun: &mut String, n: usize, end: &str| {
        noun.truncate(noun.len() - n);
        noun.push_str(end);
    };
    if noun.len() > 4 && noun.ends_with("ies") {
        cut(&mut noun, 3, "y");
    } else if noun.len() > 4 && noun.ends_with("men") {
        cut(&mut noun, 2, "an");
    } else if noun.len() > 4 && ["shes", "ches", "xes", "sses"].iter().any(|e| noun.ends_with(e)) {
        cut(&mut noun, 2, "");
    } else if noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us") && !noun.ends_with("is") {
        cut(&mut noun, 1, "");
    }
    noun
}

/// Tags the tokens of a figure before anything else.
fn mark(doc: &Document<'_>, figure: &Figure, tags: &mut [Tag]) {
    let mut run = doc.tokens_in(figure.span);
    let tag = match figure.kind {
        FigureKind::Date | FigureKind::Time => Tag::Time,
        FigureKind::Count | FigureKind::Number | FigureKind::Ordinal => {
            // The noun counted, where the span holds it, stays a noun.
            if let Some(unit) = &figure.unit {
                while run.len() > 1 && is_form_of(doc, run.end - 1, unit) {
                    run.end -= 1;
                }
                let noun = run.clone().skip(1).find(|i| is_form_of(doc, *i, unit));
                run.end = noun.unwrap_or(run.end);
            }
            Tag::Num
        }
        _ => Tag::Num,
    };
    // "were first reported": no rank.
    if figure.kind == FigureKind::Ordinal && run.start > 0 && doc.is(run.start - 1, Class::Auxiliary) {
        return;
    }
    for i in run {
        // "on Sunday": a preposition within the span keeps its sense.
        if tag == Tag::Num || !doc.is(i, Class::Preposition) {
            tags[i] = tag;
        }
    }
}

/// Whether the token is a form of the noun.
fn is_form_of(doc: &Document<'_>, token: usize, noun: &str) -> bool {
    doc.base(token).eq_ignore_ascii_case(noun) || doc.lexicon.payload(doc.tokens[token].word, Class::Plural) == noun
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = "three people were killed and 14 injured , of the who that said police on Monday including to be been $5 \
        million not no for by cuts costs rising left dead death toll rose at from with ( ) \" “ ” 's - – . : Paris May one ones \
        first when after killed, five were, 3-year-old percent had has its they it more most others";

    proptest! {
        #[test]
        fn chunks_are_in_order_and_links_stay_in_their_sentence(words in proptest::collection::vec(proptest::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()), 0..60)) {
            let text = words.join(" ");
            let doc = Document::new(&text, 0, Lexicon::shipped());
            let syntax = Syntax::new(&doc, &[]);
            prop_assert_eq!(syntax.sentences.len(), doc.sentences.len());
            for (run, tokens) in syntax.sentences.iter().zip(&doc.sentences) {
                let mut end = tokens.start as u32;
                for chunk in &syntax.chunks[run.clone()] {
                    prop_assert!(end <= chunk.start && chunk.start < chunk.end && (chunk.start..chunk.end).contains(&chunk.head));
                    end = chunk.end;
                    for link in [chunk.subject(), chunk.object()].into_iter().flatten() {
                        prop_assert!(run.contains(&link));
                    }
                }
                prop_assert!(end <= tokens.end as u32);
            }
        }

        #[test]
        fn any_words_are_read(words in proptest::collection::vec(proptest::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()), 0..60), glue in "[ ]{1,2}|\n") {
            let text = words.join(&glue);
            let found = crate::extract(&crate::Article::new("a", text.as_str()), &crate::Config::new());
            for a in &found.assertions {
                prop_assert_eq!(a.span.slice(&text), a.text.as_str());
            }
            for f in &found.figures {
                prop_assert!(f.measure.evidence.iter().all(|e| !e.span.slice(&text).is_empty()));
            }
        }
    }

    #[test]
    fn plurals_that_the_lexicon_lacks() {
        for (plural, singular) in
            [("migrants", "migrant"), ("ferries", "ferry"), ("crewmen", "crewman"), ("crashes", "crash"), ("bus", "bus"), ("gas", "gas")]
        {
            assert_eq!(inflect_back(plural.to_owned()), singular);
        }
    }
}
