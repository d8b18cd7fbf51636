//! What one article denies of an event that no list has, and what somebody is said to deny: held against the article
//! that affirms the same of the same.
//!
//! A negation bears on all that its clause says: "did not open the sluices on Monday" may mean that they were opened on
//! Tuesday. So the affirmed sentence must hold all that the denied clause does.

use super::polarity::{Item, View, is_state};
use super::told::Told;
use crate::claim::{Assertion, FigureKind, Polarity};
use crate::lexicon::{Class, Lexicon};
use crate::span::Span;
use crate::text::Document;

/// Between a verb of denying and the clause that it denies stand so many bytes at most: "that".
pub(super) const REACH: usize = 24;
/// So many characters behind a clause are read, enough for a word.
const GOES_ON: usize = 24;

/// Whether the assertion is what somebody is said to deny, not what the article itself denies.
pub(super) fn is_disputed(claim: &Assertion, lexicon: &Lexicon) -> bool {
    claim.polarity == Polarity::Denied && claim.modality.as_deref().is_some_and(|m| lexicon.denies(m))
}

/// Who denies a disputed assertion: the subject of the verb of denying before it, or its own where that stands before the
/// clause ("denied opening").
pub(super) fn denier<'a>(told: &Told<'a>, claim: &'a Assertion, lexicon: &Lexicon) -> Option<&'a str> {
    let denial = lexicon.payload(lexicon.word("denial"), Class::EventNoun);
    // "The board denied that", "denied a report that".
    let denies = |a: &Assertion| a.predicate == denial || is_disputed(a, lexicon);
    let before = |a: &&Assertion| denies(a) && a.span.end <= claim.span.start && a.span.end + REACH >= claim.span.start;
    // One that ends as far away as it may is touched too.
    let near = Span::new(claim.span.start.saturating_sub(REACH + 1), claim.span.start);
    let that = told.clauses.overlapping(claim.field, near).filter(before).max_by_key(|a| a.span.end).and_then(|a| a.subject.as_deref());
    that.or_else(|| claim.subject.as_deref().filter(|s| !claim.text.contains(s)))
}

/// Whether the clause says that there is something.
pub(super) fn is_existential(claim: &Assertion) -> bool {
    claim.subject.is_none() && claim.object.is_some() && claim.text.get(..6).is_some_and(|t| t.eq_ignore_ascii_case("there "))
}

/// What the words of a clause tell where it is held against others; read once for each.
pub(super) struct Wording {
    /// Whether a denial may be held against what others affirm although no list has its event: it narrows nothing, and
    /// is no state that comes and goes.
    open: bool,
    /// "Almost opened": it only looks like a fact.
    narrowed: bool,
    /// Whether it says what has not been so far.
    perfect: bool,
    /// Whether it is told in the past; none where its words do not say.
    past: Option<bool>,
    /// The last word of what is done: the thing, and not what it is of.
    head: Option<String>,
}

impl View<'_> {
    pub(super) fn is_open(&self, item: &Item<'_>) -> bool {
        self.wording(item).open
    }

    pub(super) fn is_perfect(&self, item: &Item<'_>) -> bool {
        self.wording(item).perfect
    }

    fn wording<'i>(&self, item: &'i Item<'_>) -> &'i Wording {
        item.wording.get_or_init(|| {
            let claim = item.claim;
            let doc = Document::of_words(&claim.text, self.lexicon);
            Wording {
                open: claim.polarity == Polarity::Denied && self.opens(item, &doc),
                narrowed: (0..doc.tokens.len()).any(|t| ["almost", "nearly", "if", "unless", "whether"].iter().any(|w| doc.word_is(t, w))),
                perfect: is_perfect(&doc),
                past: is_past(claim, &doc),
                head: head(if claim.passive { claim.subject.as_deref() } else { claim.object.as_deref() }, self.lexicon),
            }
        })
    }

    fn opens(&self, item: &Item<'_>, doc: &Document<'_>) -> bool {
        let claim = item.claim;
        let (agent, patient) = (!item.agent.is_empty(), !item.patient.is_empty());
        let parts = if is_existential(claim) {
            // "No survivors" may be so of one place; of "a second gunman" there is one in a story.
            claim.object.as_deref().is_some_and(|o| o.contains(' '))
        } else if is_state(claim, self.lexicon) {
            agent && patient && self.lexicon.payload(self.lexicon.word(&claim.predicate), Class::Auxiliary) != "be"
        } else {
            patient && (agent || claim.passive) || agent && claim.object.is_none() && !claim.passive
        };
        // "did not fully open", "did not open until".
        let turns = |t: usize| doc.is(t, Class::Turning) || doc.is(t, Class::Adverb) || doc.word(t).ends_with("ly");
        let turned = || (usize::from(is_existential(claim))..doc.tokens.len()).any(|t| turns(t) && !doc.is(t, Class::Negation));
        let amount = item.measured.iter().any(|f| f.kind != FigureKind::Date);
        let spoken = self.lexicon.is(self.lexicon.word(&claim.predicate), Class::Reports);
        parts && !spoken && !amount && !turned() && !self.goes_on(item)
    }

    /// Whether a clause goes on with words that may narrow it: because, that, if.
    fn goes_on(&self, item: &Item<'_>) -> bool {
        let claim = item.claim;
        let rest = &self.story.articles[item.article].article.field(claim.field)[claim.span.end..];
        let end = rest.char_indices().nth(GOES_ON).map_or(rest.len(), |(at, _)| at);
        let doc = Document::of_words(&rest[..end], self.lexicon);
        [Class::Subordinator, Class::Relative, Class::Turning, Class::Preposition].iter().any(|class| doc.is(0, *class))
    }

    /// Whether an assertion is of all that an open denial denies.
    pub(super) fn is_denied_by(&self, item: &Item<'_>, denial: &Item<'_>) -> bool {
        let (own, other) = (item.claim, denial.claim);
        let one = |a: &[u32], b: &[u32]| a.is_empty() && b.is_empty() || self.like(a, b);
        if is_existential(own) != is_existential(other) || !one(&item.patient, &denial.patient) {
            return false;
        }
        let (wording, denied) = (self.wording(item), self.wording(denial));
        // "The ransom was not paid": by anybody.
        let by_nobody = denial.agent.is_empty() && other.passive && !item.patient.is_empty();
        let passive = own.passive == other.passive || !item.patient.is_empty();
        if !(by_nobody || one(&item.agent, &denial.agent)) || !passive || wording.head != denied.head {
            return false;
        }
        let known =
            |t: &u32| self.all(item).contains(t) || item.sentence.contains(t) || denial.agent.contains(t) || denial.patient.contains(t);
        let dates = |i: &Item<'_>| self.story.articles[i.article].places.overlapping(i.claim.field, i.claim.span).find_map(|f| f.date);
        let one_day = dates(denial).is_none_or(|d| dates(item).is_some_and(|e| d == e));
        let one_tense = wording.past.zip(denied.past).is_none_or(|(a, b)| a == b);
        self.all(denial).iter().all(known) && one_day && one_tense && !wording.narrowed
    }
}

/// The last word of a part, in the singular.
fn head(part: Option<&str>, lexicon: &Lexicon) -> Option<String> {
    let last = part?.split(" of ").next()?.rsplit(' ').next()?.to_lowercase();
    let singular = lexicon.payload(lexicon.word(&last), Class::Plural);
    Some(if singular.is_empty() { last } else { singular.to_owned() })
}

fn is_perfect(doc: &Document<'_>) -> bool {
    let first = (0..doc.tokens.len()).find(|t| doc.is(*t, Class::Auxiliary));
    first.is_some_and(|t| doc.lexicon.payload(doc.tokens[t].word, Class::Auxiliary) == "have" && !doc.is(t, Class::PastForm))
}

pub(super) fn is_past(claim: &Assertion, doc: &Document<'_>) -> Option<bool> {
    let lexicon = doc.lexicon;
    let of_event = |t: usize, class: Class| {
        let lemma = lexicon.payload(doc.tokens[t].word, class);
        !lemma.is_empty() && (lemma == claim.predicate || lexicon.payload(lexicon.word(lemma), Class::EventVerb) == claim.predicate)
    };
    (0..doc.tokens.len()).find_map(|t| {
        let auxiliary = doc.is(t, Class::Auxiliary) && !["be", "been", "being", "having", "doing"].iter().any(|w| doc.word_is(t, w));
        let perfect = lexicon.payload(doc.tokens[t].word, Class::Auxiliary) == "have" && claim.predicate != "have";
        if auxiliary {
            Some(doc.is(t, Class::PastForm) || perfect)
        } else if of_event(t, Class::VerbPast) {
            Some(true)
        } else {
            (of_event(t, Class::VerbS) || of_event(t, Class::VerbBase)).then_some(false)
        }
    })
}
