//! What one article says was in one state, and another in a state that shuts that out: armed and unarmed, survived and was
//! killed. Which states do stands in `opposites.tsv`.
//!
//! Only what is plainly one thing is held against another: a singular that both articles speak of as known ("the pilot", a
//! name), told in one tense. A state that only adorns ("an unarmed man was held") is none here.

use std::collections::{BTreeMap, BTreeSet};

use super::denial::{is_disputed, is_past};
use super::first;
use super::polarity::part_of;
use super::told::{Story, Told, value};
use crate::article::Field;
use crate::claim::{Assertion, LimitHit, Polarity, QuoteForm};
use crate::config::Config;
use crate::lexicon::{Class, ClassSet, Lexicon};
use crate::report::{Finding, FindingKind, Grade, Reason};
use crate::terms::{Term, is_common, terms_of};
use crate::text::Document;

/// The kind of state of which the one may come after the other: who was found alive may die.
const LIFE: (&str, &str) = ("life", "dead");
/// Of these a number of persons may be in either state, each of them in one.
const ONE_BY_ONE: [&str; 2] = ["life", "harm"];

/// The kind of state of which a thing may have two side by side.
const COLOUR: &str = "colour";
/// So many words behind "found" are read: what was found, and how.
const FOUND: usize = 6;

/// What a clause says of the state of something.
struct State<'a> {
    article: usize,
    claim: &'a Assertion,
    /// The kind of state, and which of its states; whether it is said to be so.
    kind: &'a str,
    side: &'a str,
    holds: bool,
    /// The word that says so.
    word: String,
    /// Of what.
    of: &'a str,
    who: Vec<Term>,
    /// The same without a number and participles: of "the seven stolen jewels" the jewels.
    core: Vec<Term>,
    /// What is said of which of them it is: "of the truck".
    which: Vec<Term>,
    /// What stands behind the word: where, as what, in what it was so.
    rest: Vec<Term>,
    /// Words there that tell one of several from another: "the first blast".
    ranks: Vec<String>,
    past: Option<bool>,
}

/// All findings on states; where one of `others` has both clauses, that suffices.
pub(super) fn findings(story: &Story<'_>, others: &[Finding], config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let lexicon = config.words();
    if story.articles.len() < 2 {
        return Vec::new();
    }
    let mut kinds: BTreeMap<&str, Vec<Said<'_>>> = BTreeMap::new();
    for (article, told) in story.articles.iter().enumerate() {
        for said in told.claims.assertions.iter().filter_map(|claim| said(article, claim, lexicon)) {
            kinds.entry(said.kind).or_default().push(said);
        }
    }
    // Most kinds are told of one way in all articles.
    let differ = |said: &&Vec<Said<'_>>| said.iter().any(|s| (s.side, s.holds()) != (said[0].side, said[0].holds()));
    let view = View { story, lexicon };
    let told_already = |f: &Finding| {
        let has = |o: &Finding| f.values.iter().filter(|v| o.values.iter().any(|w| w.claim == v.claim)).nth(1).is_some();
        others.iter().any(has)
    };
    let mut found = Vec::new();
    for said in kinds.into_values().filter(|said| differ(&said)) {
        let what = format!("states of the kind {:?}", said[0].kind);
        let states = said.iter().filter_map(|s| state(s, &story.articles[s.article], lexicon)).collect();
        let states = first::of_each(states, |s: &State<'_>| s.article, config.compared_limit(), &what, story, limits);
        found.extend(view.conflicts(&states));
    }
    found.retain(|f| !told_already(f));
    found
}

/// A clause that has a word for a state: the kind of state, and which of its states.
struct Said<'a> {
    article: usize,
    claim: &'a Assertion,
    kind: &'a str,
    side: &'a str,
    /// The word, where it is none of the event.
    word: Option<String>,
}

impl Said<'_> {
    fn holds(&self) -> bool {
        self.claim.polarity == Polarity::Affirmed
    }
}

fn said<'a>(article: usize, claim: &'a Assertion, lexicon: &'a Lexicon) -> Option<Said<'a>> {
    let of_word = |word: &str| lexicon.payload(lexicon.word(word), Class::Tells).strip_prefix("state ")?.split_once(' ');
    let (word, (kind, side)) = match of_word(&claim.predicate) {
        Some(verb) => (None, verb),
        None => {
            let word = stated(claim, lexicon)?;
            let of = of_word(&word)?;
            (Some(word), of)
        }
    };
    let fact = claim.modality.is_none() || is_disputed(claim, lexicon);
    fact.then_some(Said { article, claim, kind, side, word })
}

/// The state that a clause tells of something known.
fn state<'a>(said: &Said<'a>, told: &Told<'a>, lexicon: &'a Lexicon) -> Option<State<'a>> {
    let Said { article, claim, kind, side, ref word } = *said;
    let verb = word.is_none();
    let (subject, object) = (claim.subject.as_deref(), claim.object.as_deref());
    // "killed the pilot", "found the hiker alive": not "the pilot died".
    let undergoes = claim.passive
        || matches!(claim.predicate.as_str(), "be" | "show")
        || verb && (side == "alive" || object.is_none() && is_undergone(&told_by(claim, lexicon), lexicon));
    let of = if undergoes { subject } else { object }?.split(" of ").next()?;
    // "survived the crash", not "survived a war".
    let this = |part: &str| is_known(&claim.text, part, claim.field, lexicon);
    if !this(of) || verb && undergoes && object.is_some_and(|o| !this(o)) {
        return None;
    }
    // "The cook did not kill the groom": he may be dead all the same.
    if verb && !said.holds() && (!undergoes || claim.agent.is_some()) {
        return None;
    }
    if ONE_BY_ONE.contains(&kind) && is_many(of, lexicon) {
        return None;
    }
    let who = part_of(of, lexicon);
    let doc = Document::of_words(&claim.text, lexicon);
    // "was black and white"
    let mixed = |t: usize| kind == COLOUR && doc.is(t, Class::Conjunction);
    let narrows = |t: usize| mixed(t) || lexicon.payload(doc.tokens[t].word, Class::Tells) == "narrows";
    if who.is_empty() || (0..doc.tokens.len()).any(narrows) || told.article.field(claim.field)[claim.span.end..].starts_with(" or ") {
        return None;
    }
    let which = which(&claim.text, of, lexicon);
    let (holds, word) = (said.holds(), word.clone().unwrap_or_else(|| told_by(claim, lexicon)));
    let core = terms_of(core(of, lexicon), lexicon);
    let behind = behind(claim, &word, told);
    let mut rest = terms_of(&behind, lexicon);
    rest.retain(|t| !who.contains(t));
    let ranks = behind.split(' ').filter(|w| tells_apart(w, lexicon)).map(str::to_lowercase).collect();
    Some(State { article, claim, kind, side, holds, word, of, who, core, which, rest, ranks, past: is_past(claim, &doc) })
}

/// What stands behind a clause's word for a state, as far as the next mark or the next clause.
fn behind(claim: &Assertion, word: &str, told: &Told<'_>) -> String {
    let text = told.article.field(claim.field);
    let own = &text[claim.span.start..claim.span.end];
    let at = own.to_lowercase().find(&word.to_lowercase()).map(|at| claim.span.start + at + word.len());
    // Lower case may be longer or shorter.
    let from = at.filter(|at| text.is_char_boundary(*at)).unwrap_or(claim.span.start);
    let rest = &text[from..];
    let end = rest.find([',', ';', ':', '.', '\n', '"', '“', '”', '—']).unwrap_or(rest.len());
    let rest = &rest[..end];
    let end = [" and ", " but ", " while "].iter().filter_map(|w| rest.find(w)).min().unwrap_or(end);
    rest[..end].to_owned()
}

/// Whether a form of a verb tells what its subject undergoes: "died", not "fatally stabbed".
fn is_undergone(word: &str, lexicon: &Lexicon) -> bool {
    let word = lexicon.word(&word.to_lowercase());
    let forms = [Class::VerbPast, Class::VerbParticiple, Class::VerbS, Class::VerbIng, Class::VerbBase];
    forms.iter().any(|c| lexicon.is(lexicon.word(lexicon.payload(word, *c)), Class::Undergoes))
}

/// The word of a clause that tells its event: "died".
fn told_by(claim: &Assertion, lexicon: &Lexicon) -> String {
    let tells = |word: &&str| {
        let word = lexicon.word(&word.to_lowercase());
        let forms = [Class::VerbPast, Class::VerbParticiple, Class::VerbS, Class::VerbIng, Class::VerbBase];
        let of = |lemma: &str| lemma == claim.predicate || lexicon.payload(lexicon.word(lemma), Class::EventVerb) == claim.predicate;
        lexicon.payload(word, Class::EventAdjective) == claim.predicate || forms.iter().any(|c| of(lexicon.payload(word, *c)))
    };
    let bare = |w: &'_ str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut words = claim.text.split(' ').map(bare);
    words.find(|w| tells(&w.as_str())).unwrap_or_else(|| claim.predicate.clone())
}

/// The word of a clause that tells a state: behind a form of "be", past adverbs and a negation; behind what was found; or,
/// of a light, what it showed. None where it only begins what is said: "was red with rage", "was red tape".
fn stated(claim: &Assertion, lexicon: &Lexicon) -> Option<String> {
    let is = |w: &str, class: Class| lexicon.is(lexicon.word(w), class);
    let tells = |w: &str| lexicon.payload(lexicon.word(w), Class::Tells);
    let lemma = |w: &str, class: Class, lemma: &str| lexicon.payload(lexicon.word(w), class) == lemma;
    // In the middle of a clause these words are small.
    let mut words = claim.text.split(' ');
    let bare = |w: &str| w.trim_matches([',', '"', '“', '”']).to_lowercase();
    match claim.predicate.as_str() {
        "find" => {
            words.find(|w| lemma(w, Class::VerbPast, "find"))?;
            words.take(FOUND).map(bare).find(|w| tells(w).starts_with("state "))
        }
        "show" => claim.object.as_deref().map(str::to_lowercase).filter(|w| tells(w).starts_with("state colour ")),
        _ if is_read(claim, lexicon) => {
            // Its forms are short.
            words.find(|w| w.len() < 8 && lemma(w, Class::Auxiliary, "be"))?;
            // "was at red"
            let beside =
                |w: &&str| *w == "at" || [Class::Adverb, Class::Negation, Class::Auxiliary].iter().any(|c| is(w.trim_matches(','), *c));
            let word = words.find(|w| !beside(w))?;
            let state = bare(word);
            if !tells(&state).starts_with("state ") {
                return None;
            }
            let behind = words.next().filter(|_| !word.ends_with(',')).map_or_else(String::new, bare);
            let opens = [Class::Subordinator, Class::Relative, Class::Preposition].iter().any(|c| is(&behind, *c));
            let ends = behind.is_empty() || opens && behind != "with" && behind != "of";
            Some(state).filter(|w| ends || !tells(w).starts_with("state colour "))
        }
        _ => None,
    }
}

/// Whether a form of "be" may be followed by a word for a state, as far as the clause's parts say.
fn is_read(claim: &Assertion, lexicon: &Lexicon) -> bool {
    let tells = |w: &str| lexicon.payload(lexicon.word(w), Class::Tells);
    if claim.predicate == "be" {
        return claim.object.as_deref().is_none_or(|o| o.split(' ').any(|w| tells(w).starts_with("state ")));
    }
    claim.passive && claim.agent.is_none() && tells(&claim.predicate) == "stated"
}

/// Whether a clause speaks of a part as of something known: with a name, or a definite article; in a title without.
fn is_known(text: &str, part: &str, field: Field, lexicon: &Lexicon) -> bool {
    let Some(at) = text.find(part) else { return false };
    let word = text[..at].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    // "His car" may be anybody's.
    if lexicon.is(lexicon.word(&word), Class::PossessivePronoun) {
        return false;
    }
    let definite = ["the", "this", "that", "these", "those"].contains(&&*word);
    let owned = part.contains("'s ") || part.contains("’s ");
    let first = part.split(' ').next().unwrap_or_default();
    let counted = lexicon.is(lexicon.word(&first.to_lowercase()), Class::NumberWord) || first.starts_with(|c: char| c.is_ascii_digit());
    let bare = word.is_empty() || !lexicon.is(lexicon.word(&word), Class::Determiner);
    let name = part.starts_with(char::is_uppercase) && terms_of(part, lexicon).iter().any(|t| !is_common(*t));
    definite || !counted && (owned || bare && (name || field == Field::Title))
}

/// A part without the numbers and participles before its noun.
fn core<'p>(part: &'p str, lexicon: &Lexicon) -> &'p str {
    let mut rest = part;
    while let Some((first, behind)) = rest.split_once(' ') {
        let word = lexicon.word(&first.to_lowercase());
        if ![Class::NumberWord, Class::VerbParticiple, Class::VerbIng].iter().any(|c| lexicon.is(word, *c)) {
            break;
        }
        rest = behind;
    }
    rest
}

/// Whether a part is of more than one.
fn is_many(part: &str, lexicon: &Lexicon) -> bool {
    let head = part.split(" of ").next().unwrap_or(part).rsplit(' ').next().unwrap_or_default().to_lowercase();
    let word = lexicon.word(&head);
    // A word that no table has: "skippers".
    let plural = || lexicon.classes(word) == ClassSet::EMPTY && head.ends_with('s') && !head.ends_with("ss") && part.ends_with(&head);
    !lexicon.payload(word, Class::Plural).is_empty() || plural() || lexicon.is(word, Class::GroupNoun) || lexicon.is(word, Class::AnyNoun)
}

/// The terms behind a part that say which one it is: "the driver of the truck", "the man shot by a guard".
fn which(text: &str, part: &str, lexicon: &Lexicon) -> Vec<Term> {
    let Some(at) = text.find(part) else { return Vec::new() };
    let rest = text[at + part.len()..].trim_start();
    let mut end = 0;
    let mut before = "";
    for word in rest.split_inclusive(' ') {
        let id = lexicon.word(word.trim_end());
        // "Of the shed was", "of the Mako survived".
        let noun = [Class::Determiner, Class::Preposition].iter().any(|c| lexicon.is(lexicon.word(before), *c));
        let verb = lexicon.is(id, Class::Auxiliary) || !noun && lexicon.is(id, Class::VerbPast);
        if verb || end == 0 && !lexicon.is(id, Class::Preposition) {
            break;
        }
        end += word.len();
        if word.trim_end().ends_with(',') {
            break;
        }
        before = word.trim_end();
    }
    terms_of(&rest[..end], lexicon)
}

struct View<'a> {
    story: &'a Story<'a>,
    lexicon: &'a Lexicon,
}

impl View<'_> {
    /// A finding for each thing of which articles of several origins tell states that shut one another out.
    fn conflicts(&self, states: &[State<'_>]) -> Vec<Finding> {
        // An article that tells both tells of a dispute, or of two things of one name.
        let own = |a: &State<'_>| states.iter().any(|b| a.article == b.article && a.core == b.core && shut_out(a, b));
        let mut left: Vec<&State<'_>> = states.iter().filter(|s| !own(s)).collect();
        left.sort_by_key(|s| &s.claim.id);
        let mut found = Vec::new();
        while !left.is_empty() {
            let first = left.remove(0);
            let against = |s: &&State<'_>| shut_out(first, s) && self.comparable(first, s);
            if !left.iter().any(|s| against(s) && self.origin(s) != self.origin(first)) {
                continue;
            }
            let other: Vec<&State<'_>> = left.extract_if(.., |s| against(&&**s)).collect();
            let mut same = vec![first];
            same.extend(left.extract_if(.., |s| s.side == first.side && s.holds == first.holds && self.comparable(s, other[0])));
            found.push(self.finding(&same, &other));
        }
        found
    }

    fn origin(&self, state: &State<'_>) -> &str {
        self.story.articles[state.article].origin()
    }

    /// Whether two clauses speak of one thing.
    fn one(&self, a: &State<'_>, b: &State<'_>) -> bool {
        let sentence = |s: &State<'_>| self.story.articles[s.article].terms.sentence_at(s.claim.field, s.claim.span);
        let left = |s: &State<'_>, o: &State<'_>| s.which.iter().any(|t| !sentence(o).contains(t));
        let rank = |s: &State<'_>| s.of.split(' ').filter(|w| tells_apart(w, self.lexicon)).map(str::to_lowercase).collect::<Vec<_>>();
        let of = |s: &State<'_>, o: &State<'_>| s.who.iter().all(|t| o.who.contains(t));
        let who = a.core == b.core && (of(a, b) || of(b, a));
        // Where somebody died need not be where another was seen alive; what he survived must be what killed him.
        let dies = |s: &State<'_>| (s.kind, s.side) == LIFE;
        let within = |s: &State<'_>, o: &State<'_>| dies(s) || s.rest.iter().all(|t| sentence(o).contains(t));
        who && rank(a) == rank(b) && a.ranks == b.ranks && !left(a, b) && !left(b, a) && within(a, b) && within(b, a)
    }

    /// Whether they also speak of one time.
    fn comparable(&self, a: &State<'_>, b: &State<'_>) -> bool {
        let told = |s: &State<'_>| &self.story.articles[s.article];
        let dates = |s: &State<'_>| told(s).places.overlapping(s.claim.field, s.claim.span).find_map(|f| f.date);
        let one_day = dates(a) == dates(b);
        let one_tense = a.past.zip(b.past).is_none_or(|(p, q)| p == q);
        let now = a.past == Some(false) && told(a).terms.day != told(b).terms.day;
        let other_days = dates(a).zip(dates(b)).is_some_and(|(d, e)| d != e);
        self.one(a, b) && if a.kind == LIFE.0 { !other_days } else { one_day && one_tense && !now }
    }

    fn finding(&self, same: &[&State<'_>], other: &[&State<'_>]) -> Finding {
        let all = || same.iter().chain(other);
        let day = |s: &State<'_>| self.story.articles[s.article].terms.day;
        // Who was found alive may die, and not the other way round.
        let dies = |s: &&&State<'_>| (s.kind, s.side) == LIFE && s.holds;
        let later = same[0].kind == LIFE.0 && {
            let (dead, alive): (Vec<&&State<'_>>, Vec<&&State<'_>>) = all().partition(dies);
            let first = dead.iter().map(|s| day(s)).collect::<Option<Vec<_>>>().and_then(|d| d.into_iter().min());
            let last = alive.iter().map(|s| day(s)).collect::<Option<Vec<_>>>().and_then(|d| d.into_iter().max());
            first.zip(last).is_some_and(|(dead, alive)| alive < dead)
        };
        let says = |s: &State<'_>| if s.holds { format!("“{}”", s.word) } else { format!("not “{}”", s.word) };
        let told = |of: &[&State<'_>]| {
            let mut by: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for s in of {
                by.entry(says(s)).or_default().insert(self.story.articles[s.article].article.source_name());
            }
            by.into_iter()
                .map(|(word, names)| format!("{word} of {}", names.into_iter().collect::<Vec<_>>().join(", ")))
                .collect::<Vec<_>>()
        };
        let text = format!("{}: nothing is both", [told(same), told(other)].concat().join(", "));
        let mut reasons = vec![Reason { rule: "opposite".into(), text }];
        if later {
            reasons.push(Reason { rule: "came_later".into(), text: "the death is of a later day".into() });
        }
        // Who is cited for it may be wrong: the articles differ, and both may be right.
        let reported = |s: &&State<'_>| {
            let quotes = &self.story.articles[s.article].claims.quotes;
            is_disputed(s.claim, self.lexicon)
                || quotes.iter().any(|q| q.form == QuoteForm::Indirect && q.field == s.claim.field && q.span.overlaps(s.claim.span))
        };
        Finding {
            kind: FindingKind::Polarity,
            grade: match all().any(reported) {
                _ if later => Grade::Superseded,
                true => Grade::Discrepant,
                false => Grade::Contradictory,
            },
            what: format!("{}: {} or {}", same[0].of, says(same[0]).replace(['“', '”'], ""), says(other[0]).replace(['“', '”'], "")),
            values: all().map(|s| value(s.claim, normalised(s))).collect(),
            reasons,
            ..Finding::default()
        }
    }
}

/// Whether a word says which of several: second, other.
pub(super) fn tells_apart(word: &str, lexicon: &Lexicon) -> bool {
    let word = lexicon.word(&word.to_lowercase());
    lexicon.is(word, Class::OrdinalWord) || lexicon.payload(word, Class::ScopeAside) == "beside"
}

/// Whether two states of one kind cannot both be so. What is of a kind of two states is in one of them.
fn shut_out(a: &State<'_>, b: &State<'_>) -> bool {
    if a.side == b.side { a.holds != b.holds } else { a.holds == b.holds && (a.holds || a.kind != COLOUR) }
}

/// Of which kind, and which of its states. Of two states one is the other's denial.
fn normalised(state: &State<'_>) -> String {
    match (state.holds, state.side) {
        (true, side) => format!("{}: {side}", state.kind),
        (false, "yes") => format!("{}: no", state.kind),
        (false, "no") => format!("{}: yes", state.kind),
        (false, side) => format!("{}: not {side}", state.kind),
    }
}
