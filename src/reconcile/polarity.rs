//! What one article affirms and another denies, for the events of a stated list (`yes-no` in
//! `events.tsv`).
//!
//! What somebody could, plans to or is said to do is no fact: only plain statements are held against each other, and
//! what somebody denies against what another article states (see [`denial`](super::denial)).

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::config::FactConfig;
use super::denial::{Wording, denier, is_disputed, is_existential};
use super::first;
use super::told::{Story, Told, value};
use crate::article::Article;
use crate::claim::{Assertion, Figure, FigureKind, LimitHit, Polarity, Speaker};
use crate::config::Config;
use crate::date::DateValue;
use crate::extract::same_name;
use crate::lexicon::{Class, Lexicon};
use crate::mentions::PersonMention;
use crate::report::{Finding, FindingKind, Grade, Reason, TurnedDown, Value};
use crate::terms::{Rarity, is_common, terms_of};

/// The modality of what stands between marks.
pub(super) const QUOTED: &str = "quoted";

/// An assertion of a listed event, with its parts as terms.
pub(super) struct Item<'a> {
    pub(super) article: usize,
    pub(super) claim: &'a Assertion,
    /// Who does it.
    pub(super) agent: Vec<u32>,
    /// Whom or what it befalls.
    pub(super) patient: Vec<u32>,
    /// All that the clause says, once that is asked: see [`View::all`].
    all: OnceCell<Vec<u32>>,
    /// All that its sentence says.
    pub(super) sentence: &'a [u32],
    /// The figures of the clause that measure something.
    pub(super) measured: Vec<&'a Figure>,
    /// Its dates.
    pub(super) dated: Vec<&'a Figure>,
    /// What its words tell, once that is asked.
    pub(super) wording: OnceCell<Wording>,
}

/// All findings on what happened and what did not; where one of `figures` tells an event, that suffices.
pub(super) fn findings(
    story: &Story<'_>,
    figures: &[Finding],
    rarity: &Rarity,
    config: &Config,
    limits: &mut Vec<LimitHit>,
) -> Vec<Finding> {
    let lexicon = config.words();
    // Events of two articles and more; of speech, where somebody is said to have said nothing.
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    for (n, told) in story.articles.iter().enumerate() {
        for event in told.claims.assertions.iter().map(|a| a.predicate.as_str()) {
            if *first.entry(event).or_insert(n) != n {
                shared.insert(event);
            }
        }
    }
    let speech = lexicon.payload(lexicon.word("statement"), Class::EventNoun);
    let suspect = suspect(story, lexicon);
    let silent = |a: &Assertion| a.predicate == speech && a.polarity == Polarity::Denied && a.modality.as_deref() != Some(QUOTED);
    if !story.articles.iter().any(|told| told.claims.assertions.iter().any(silent)) {
        shared.remove(speech);
    }
    let mut events: BTreeMap<&str, Vec<Item<'_>>> = BTreeMap::new();
    for (n, told) in story.articles.iter().enumerate() {
        for claim in
            told.claims.assertions.iter().filter(|a| shared.contains(a.predicate.as_str()) && is_event(a, lexicon) && !is_within(a, told))
        {
            let part = |words: &str| part_of(words, lexicon);
            let part =
                |words: &str| suspect.as_ref().filter(|(name, _)| names(name, words)).map_or_else(|| part(words), |(_, kind)| kind.clone());
            let disputed = || denier(told, claim, lexicon).filter(|_| is_disputed(claim, lexicon));
            let named = |s: &str| {
                let own = part(fuller(told, claim).or_else(|| full_name(told, claim)).or_else(|| apposed(told, claim)).unwrap_or(s));
                // "The board denied that it had".
                if own.is_empty() { disputed().map_or(own, part) } else { own }
            };
            let subject = claim.subject.as_deref().map_or_else(Vec::new, named);
            let other = if claim.passive { &claim.agent } else { &claim.object };
            let other = other.as_deref().map_or_else(Vec::new, |words| part(without_amount(words)));
            let (agent, patient) = if claim.passive { (other, subject) } else { (subject, other) };
            let sentence = told.terms.sentence_at(claim.field, claim.span);
            let within = || told.places.overlapping(claim.field, claim.span);
            let measured = within().filter(|f| !matches!(f.kind, FigureKind::Date | FigureKind::Time | FigureKind::Ordinal)).collect();
            let dated = within().filter(|f| f.kind == FigureKind::Date).collect();
            let item =
                Item { article: n, claim, agent, patient, all: OnceCell::new(), sentence, measured, dated, wording: OnceCell::new() };
            events.entry(&claim.predicate).or_default().push(item);
        }
    }
    let of_story = || story.articles.iter().enumerate().flat_map(|(n, told)| told.claims.figures.iter().map(move |f| (n, f)));
    let mut dates: FxHashMap<(usize, DateValue), usize> = FxHashMap::default();
    for place in of_story().filter_map(|(n, f)| Some((n, f.date?))) {
        *dates.entry(place).or_default() += 1;
    }
    let by_id: FxHashMap<&str, &Figure> = of_story().map(|(_, f)| (f.id.as_str(), f)).collect();
    let told_already = |f: &Finding| figures.iter().any(|g| tells(&by_id, g, f));
    let mut found = Vec::new();
    for (event, items) in events {
        let items =
            first::of_each(items, |i| i.article, config.compared_limit(), &format!("assertions of the event {event:?}"), story, limits);
        let facts = config.fact_settings();
        let view = View { story, items, rarity, dates: &dates, speech: event == speech, suspect: suspect.as_ref(), lexicon, facts };
        found.extend(view.denied(event));
        let agreed = if view.speech { view.silent(event) } else { view.agreed(event) };
        found.extend(agreed.into_iter().filter(|f| !told_already(f)));
        // When something was said is no event of its own.
        let dated = if view.speech || lexicon.is(lexicon.word(event), Class::Cue) { Vec::new() } else { view.dated() };
        found.extend(dated.into_iter().filter(|f| !told_already(f)));
    }
    found
}

/// The one person whom the story's articles call a suspect, and the terms of that word; none where they call two so.
fn suspect<'a>(story: &Story<'a>, lexicon: &Lexicon) -> Option<(&'a str, Vec<u32>)> {
    let kind = lexicon.payload(lexicon.word("suspect"), Class::Part);
    let mut one: Option<&str> = None;
    for told in &story.articles {
        for person in &told.terms.mentions.persons {
            let before = told.article.field(person.field)[..person.span.start].trim_end();
            let before = before.strip_suffix(" as").unwrap_or(before).trim_end_matches(',');
            let last = before.rsplit([' ', '\n']).next().unwrap_or_default().to_lowercase();
            let called = lexicon.payload(lexicon.word(&last), Class::Part) == kind;
            let name = told.article.slice(person.field, person.span);
            match one {
                _ if !called || !is_apposed(told, person, lexicon) => {}
                Some(other) if !same_name(other, name) => return None,
                _ => one = Some(name),
            }
        }
    }
    one.map(|name| (name, terms_of(kind, lexicon)))
}

/// Whether the name of one says who the word before is, "the suspect, Jan Holm, fled", "named the suspect as Jan Holm.", and
/// is not the name of who speaks: "looked for the suspect, Jan Holm said".
fn is_apposed(told: &Told<'_>, person: &PersonMention, lexicon: &Lexicon) -> bool {
    let behind = &told.article.field(person.field)[person.span.end..];
    let closes = behind.is_empty() || behind.starts_with([',', '.', ';', ':', ')', '\n', '"', '”']);
    // Who speaks stands right before the cue, or a comma does: "Jan Holm, a clerk, said".
    let sentence = behind.split_once(". ").map_or(behind, |(sentence, _)| sentence);
    let mut free = true;
    let speaks = sentence.split_inclusive([' ', '\n']).any(|word| {
        let bare = word.trim().trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let cue = free && !bare.is_empty() && lexicon.is(lexicon.word(&bare), Class::Cue);
        free = bare.is_empty() || word.trim_end().ends_with(',');
        cue
    });
    closes && !speaks && told.speaking.overlapping(person.field, person.span).next().is_none()
}

/// Whether words are a person's name or surname.
fn names(name: &str, words: &str) -> bool {
    let surname = |n: &str| n.rsplit(' ').next().unwrap_or_default().to_lowercase();
    words.starts_with(char::is_uppercase) && surname(name) == surname(words) && (!words.contains(' ') || same_name(name, words))
}

/// The terms of one who takes part: the word for all of its kind where its last word has one, "the gunman"
/// and "an armed suspect" alike.
pub(super) fn part_of(words: &str, lexicon: &Lexicon) -> Vec<u32> {
    let lower = words.to_lowercase();
    let bare = ["'s", "’s"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let singular = lexicon.payload(lexicon.word(last), Class::Plural);
    let kinds = [bare, last, singular].map(|w| lexicon.payload(lexicon.word(w), Class::Part));
    let plain = words.split(' ').skip(1).all(|w| !w.starts_with(char::is_uppercase));
    match kinds.into_iter().find(|k| !k.is_empty()) {
        Some(kind) if plain => terms_of(kind, lexicon),
        _ => terms_of(words, lexicon),
    }
}

/// "The ransom" of "the ransom of $5 million".
fn without_amount(words: &str) -> &str {
    let cut = words.split_once(" of ").filter(|(_, of)| !of.starts_with(char::is_alphabetic));
    cut.map_or(words, |(thing, _)| thing)
}

/// Whether it tells an event, and no state or word of somebody's.
fn is_event(claim: &Assertion, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(&claim.predicate);
    let word = || [Class::Modal, Class::Cue].iter().any(|c| lexicon.is(event, *c));
    lexicon.is(event, Class::YesNo)
        || is_existential(claim)
        || claim.subject.is_some() && (is_state(claim, lexicon) || lexicon.is(event, Class::VerbBase)) && !word()
}

/// Whether the verb alone tells no event: is, has, takes.
pub(super) fn is_state(claim: &Assertion, lexicon: &Lexicon) -> bool {
    [Class::Auxiliary, Class::Light].iter().any(|c| lexicon.is(lexicon.word(&claim.predicate), *c))
}

/// Whether an article's clause stands within another of its own that tells the same: "a guard was shot" in "a
/// guard was shot and killed".
fn is_within(claim: &Assertion, told: &Told<'_>) -> bool {
    let mut around = told.clauses.overlapping(claim.field, claim.span).filter(|o| o.predicate == claim.predicate && o.id != claim.id);
    around.any(|o| o.span.contains(claim.span) && o.span != claim.span && o.subject == claim.subject)
}

/// Whether the event is one of those that are asked about. "Confirmed" alone is only a cue.
pub(super) fn listed(claim: &Assertion, lexicon: &Lexicon) -> bool {
    let event = lexicon.word(&claim.predicate);
    lexicon.is(event, Class::YesNo)
        && (claim.object.is_some()
            || claim.passive
            || !lexicon.is(event, Class::Cue)
            || claim.predicate == lexicon.payload(lexicon.word("statement"), Class::EventNoun))
}

/// Whether a finding's figures, or the words that say what they measure, stand in two of another's clauses.
fn tells(by_id: &FxHashMap<&str, &Figure>, figures: &Finding, fact: &Finding) -> bool {
    let reads =
        |f: &Value, v: &Value| by_id.get(f.claim.as_str()).is_some_and(|f| f.measure.evidence.iter().any(|e| e.span.overlaps(v.span)));
    let here = |f: &Value, v: &Value| f.article == v.article && f.field == v.field && (f.span.overlaps(v.span) || reads(f, v));
    let within = |v: &&Value| figures.values.iter().any(|f| here(f, v));
    fact.values.iter().filter(within).nth(1).is_some()
}

/// The full name of the one who speaks in an assertion.
fn full_name<'a>(told: &Told<'a>, claim: &Assertion) -> Option<&'a str> {
    let named = |s: &Speaker| {
        s.mention.as_ref().is_some_and(|m| claim.span.contains(m.span()) && claim.subject.as_deref().is_some_and(|n| m.text.contains(n)))
    };
    let here = told.speaking.overlapping(claim.field, claim.span).filter(|(_, s)| named(s));
    here.min_by_key(|(n, _)| *n).map(|(_, s)| s.name.as_str())
}

/// The name of the one whom an assertion's subject calls by a role: "the minister, Ana Prado, resigned".
fn apposed<'a>(told: &Told<'a>, claim: &Assertion) -> Option<&'a str> {
    let comma = claim.text.find(',')?;
    let name = claim.text[comma..].strip_prefix(", ").filter(|n| n.starts_with(char::is_uppercase))?;
    if !claim.text[..comma].ends_with(claim.subject.as_deref()?) {
        return None;
    }
    let at = claim.span.end - name.len();
    let person = told.terms.mentions.persons.iter().find(|p| p.field == claim.field && p.span.start == at)?;
    Some(told.article.slice(person.field, person.span))
}

/// Who is meant by the last word of a fuller name alone, which the article had before: "the spokesman".
fn fuller<'a>(told: &Told<'a>, claim: &Assertion) -> Option<&'a str> {
    let short = claim.subject.as_deref().filter(|s| s.starts_with(char::is_lowercase) && !s.contains(' '))?;
    if !claim.text.get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the ")) {
        return None;
    }
    let before = told.claims.assertions.iter().filter(|a| a.field == claim.field && a.span.end <= claim.span.start);
    let mut full = before.filter_map(|a| a.subject.as_deref()).filter(|s| s.strip_suffix(short).is_some_and(|r| r.ends_with(' ')));
    full.next_back()
}

/// The assertions of one event, to be held against each other.
pub(super) struct View<'a> {
    pub(super) story: &'a Story<'a>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) rarity: &'a Rarity,
    /// How often an article, by its number, has a date.
    pub(super) dates: &'a FxHashMap<(usize, DateValue), usize>,
    /// Whether the event is that of saying something.
    pub(super) speech: bool,
    /// The one person who is called a suspect, and the terms of that word.
    suspect: Option<&'a (&'a str, Vec<u32>)>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) facts: &'a FactConfig,
}

impl View<'_> {
    fn article(&self, item: &Item<'_>) -> &Article {
        self.story.articles[item.article].article
    }

    /// All that an assertion's clause says. The suspect's name is the word for him.
    pub(super) fn all<'i>(&self, item: &'i Item<'_>) -> &'i [u32] {
        item.all.get_or_init(|| {
            let mut all = terms_of(&item.claim.text, self.lexicon);
            let is = |name: &str| item.claim.subject.as_deref().is_some_and(|s| names(name, s));
            if let Some((name, kind)) = self.suspect.filter(|(name, _)| is(name)) {
                let own = terms_of(name, self.lexicon);
                all.retain(|t| !own.contains(t));
                all.extend(kind);
                all.sort_unstable();
                all.dedup();
            }
            all
        })
    }

    pub(super) fn like(&self, a: &[u32], b: &[u32]) -> bool {
        self.rarity.likeness(a, b) >= self.facts.part
    }

    /// A finding for each event that is denied in some articles and affirmed in others. What an article both
    /// denies and affirms it denies: it is held against no other.
    fn denied(&self, event: &str) -> Vec<Finding> {
        // "He resigned": he who offered to.
        let may_be_one = |o: &Item<'_>, i: &Item<'_>| o.agent.is_empty() || self.rarity.likeness(&o.agent, &i.agent) > 0.0;
        let denies = |i: &&Item<'_>| {
            i.claim.polarity == Polarity::Denied
                && (self.is_plain(i) && listed(i.claim, self.lexicon)
                    || !self.speech && (i.claim.modality.is_none() || is_disputed(i.claim, self.lexicon)) && self.is_open(i))
                || self.offers(i) && !self.items.iter().any(|o| o.article == i.article && self.is_plain(o) && may_be_one(o, i))
        };
        let mut denials: Vec<&Item<'_>> = self.items.iter().filter(denies).collect();
        let mut found: Vec<Finding> = Vec::new();
        while !denials.is_empty() {
            // All that are alike, by way of others too: whichever comes first, the group is one.
            let mut same = vec![denials.remove(0)];
            let mut at = 0;
            while let Some(one) = same.get(at).copied() {
                same.extend(denials.extract_if(.., |d| self.alike(d, one) || self.alike(one, d)));
                at += 1;
            }
            same.sort_by_key(|d| &d.claim.id);
            let affirmed: Vec<&Item<'_>> = self
                .items
                .iter()
                .filter(|i| i.claim.polarity == Polarity::Affirmed && i.claim.modality.is_none())
                .filter(|i| !same.iter().any(|d| d.article == i.article) && same.iter().any(|d| self.alike(i, d)))
                .collect();
            if affirmed.iter().any(|a| same.iter().any(|d| !self.same_origin(a, d))) {
                found.push(self.conflict(event, &same, &affirmed));
            }
        }
        found
    }

    /// Whether an assertion is of what a denial denies: of speech, of anything that its speaker says.
    fn alike(&self, item: &Item<'_>, denial: &Item<'_>) -> bool {
        if self.speech {
            self.speaks_for(item, denial)
        } else if self.offers(denial) {
            one_name(&denial.agent, &item.agent)
        } else if listed(denial.claim, self.lexicon) && denial.claim.modality.is_none() {
            self.one_event(denial, item) || self.is_open(denial) && self.is_denied_by(item, denial)
        } else {
            self.is_denied_by(item, denial)
        }
    }

    /// Whether somebody is said to offer what only he can do, and what a fact would be if another article told it: "offered to
    /// resign".
    fn offers(&self, item: &Item<'_>) -> bool {
        let offer = |w: &str| self.lexicon.payload(self.lexicon.word(w), Class::VerbPast) == "offer";
        let claim = item.claim;
        claim.polarity == Polarity::Affirmed
            && claim.object.is_none()
            && !claim.passive
            && claim.modality.as_deref().is_some_and(|m| m.ends_with(" to") && m.split(' ').any(offer) && !m.starts_with("had "))
            && listed(claim, self.lexicon)
    }

    /// Whether an assertion is a fact that the article states: nobody's plan, word or hearsay. Of speech,
    /// only that there is none at all: who declines to say one thing may say another.
    fn is_plain(&self, item: &Item<'_>) -> bool {
        let object = item.claim.object.as_deref().and_then(|o| o.rsplit(' ').next()).map(str::to_lowercase);
        let nothing_said = || object.is_some_and(|o| self.lexicon.is(self.lexicon.word(&o), Class::CueNoun)) && !item.agent.is_empty();
        item.claim.modality.is_none() && (!self.speech || nothing_said())
    }

    /// Whether what speaks in one is what keeps silent in the other, or speaks for it.
    pub(super) fn speaks_for(&self, affirmed: &Item<'_>, denial: &Item<'_>) -> bool {
        denial.agent.len() > 1 && self.like(&denial.agent, &affirmed.agent)
    }

    /// Whether two assertions of one event have the same part in it: done by the same to the same.
    pub(super) fn one_event(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        match (a.patient.is_empty(), b.patient.is_empty()) {
            (false, false) => {
                // One who does it may go by two names: then the rest of the clause must say that it is one event.
                let agents = a.agent.is_empty() || b.agent.is_empty() || self.rarity.likeness(&a.agent, &b.agent) > 0.0;
                self.like(&a.patient, &b.patient) && (agents || self.rarity.likeness(self.all(a), self.all(b)) >= self.facts.clause)
            }
            // What has no patient in either befalls the one who does it: resign, flee.
            (true, true) => !a.claim.passive && !b.claim.passive && self.like(&a.agent, &b.agent),
            _ => false,
        }
    }

    pub(super) fn same_origin(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        self.story.articles[a.article].origin() == self.story.articles[b.article].origin()
    }

    fn conflict(&self, event: &str, denied: &[&Item<'_>], affirmed: &[&Item<'_>]) -> Finding {
        let open = |d: &&Item<'_>| !listed(d.claim, self.lexicon);
        let perfect = |d: &&Item<'_>| open(d) && self.is_perfect(d);
        let until = self.lexicon.payload(self.lexicon.word(event), Class::YesNo) == "until" || denied.iter().all(perfect);
        // What "did not name the driver" on one day may have been done by the next.
        let since = denied.iter().all(|d| open(d) || self.offers(d));
        let until = until && !denied.iter().any(|d| self.offers(d));
        let date = |items: &[&Item<'_>], last: bool| {
            let dates = items.iter().map(|i| self.story.articles[i.article].terms.day);
            let all: Option<Vec<_>> = dates.collect();
            all.and_then(|d| if last { d.into_iter().max() } else { d.into_iter().min() })
        };
        // Where all are dated, an event that came after the last denial replaces it.
        let later = !denied.iter().all(|d| is_disputed(d.claim, self.lexicon))
            && date(denied, true).zip(date(affirmed, false)).is_some_and(|(no, yes)| until && no <= yes || since && no < yes);
        let names = |items: &[&Item<'_>]| {
            let mut names: Vec<&str> = items.iter().map(|i| self.article(i).source_name()).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let said = |names: &[&str], one: &str, more: &str| format!("{} {}", names.join(", "), if names.len() == 1 { one } else { more });
        let (offered, denied_only): (Vec<&Item<'_>>, Vec<&Item<'_>>) = denied.iter().partition(|d| self.offers(d));
        let (disputed, plain): (Vec<&Item<'_>>, Vec<&Item<'_>>) = denied_only.iter().partition(|d| is_disputed(d.claim, self.lexicon));
        let yes = said(&names(affirmed), "affirms", "affirm");
        let mut reasons = Vec::new();
        if !plain.is_empty() {
            let no = said(&names(&plain), "denies", "deny");
            reasons.push(Reason { rule: "denied".into(), text: format!("{no} what {yes}") });
        }
        if let Some(first) = disputed.first() {
            let who = denier(&self.story.articles[first.article], first.claim, self.lexicon).unwrap_or("somebody");
            let the = if who.starts_with(char::is_lowercase) { "the " } else { "" };
            let text = format!("{} {the}{who} deny what {yes}", said(&names(&disputed), "has", "have"));
            reasons.push(Reason { rule: "disputed".into(), text });
        }
        if !offered.is_empty() {
            let text = format!("{} of an offer alone what {yes}", said(&names(&offered), "tells", "tell"));
            reasons.push(Reason { rule: "offered".into(), text });
        }
        if later {
            reasons.push(Reason { rule: "came_later".into(), text: "the denial is no later than the report that it happened".into() });
        }
        let subject = denied.iter().filter_map(|d| d.claim.subject.as_deref()).min();
        let what = match subject {
            Some(subject) if self.speech => format!("whether the {subject} has made a statement"),
            _ => format!("whether it happened: {}", opening(&plain.first().unwrap_or(&affirmed[0]).claim.text)),
        };
        Finding {
            kind: FindingKind::Polarity,
            grade: match plain.is_empty() {
                _ if later => Grade::Superseded,
                // Who denies a thing may be wrong: the articles differ, and both may be right.
                true => Grade::Discrepant,
                false => Grade::Contradictory,
            },
            what,
            values: self.values(event, denied.iter().chain(affirmed).copied()),
            reasons,
            turned_down: self.turned_down(denied),
            ..Finding::default()
        }
    }

    /// Assertions of the same event that are kept apart by how they are put forward.
    fn turned_down(&self, denied: &[&Item<'_>]) -> Vec<TurnedDown> {
        let near = |i: &&Item<'_>| denied.iter().any(|d| d.article != i.article && self.alike(i, d));
        let apart = self.items.iter().filter(|i| i.claim.modality.is_some()).filter(near);
        apart
            .map(|i| TurnedDown {
                claim: i.claim.id.clone(),
                reason: format!("put forward as “{}”, not as a fact", i.claim.modality.as_deref().unwrap_or_default()),
            })
            .take(3)
            .collect()
    }

    /// The values of a finding; what an article says twice stands there once.
    pub(super) fn values<'i>(&self, event: &str, items: impl Iterator<Item = &'i Item<'i>>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for value in items.map(|i| self.value(event, i)) {
            if !values.iter().any(|v| v.article == value.article && v.text == value.text) {
                values.push(value);
            }
        }
        values
    }

    fn value(&self, event: &str, item: &Item<'_>) -> Value {
        let claim = item.claim;
        let polarity = match claim.polarity {
            Polarity::Denied => "denied",
            Polarity::Affirmed if self.offers(item) => "offered",
            Polarity::Affirmed => "affirmed",
        };
        value(claim, format!("{event} {polarity}"))
    }
}

/// Whether two are called the same, or one by his name alone: not "the mayor" and "the deputy mayor".
fn one_name(a: &[u32], b: &[u32]) -> bool {
    let within = |x: &[u32], y: &[u32]| !x.is_empty() && x.iter().all(|t| y.contains(t) && !is_common(*t));
    a == b || within(a, b) || within(b, a)
}

/// The first words of a clause, enough to know it by.
pub(super) fn opening(text: &str) -> String {
    const SHOWN: usize = 80;
    if text.len() <= SHOWN {
        return text.to_owned();
    }
    let head = &text[..crate::span::floor(text, SHOWN)];
    format!("{} …", head.rsplit_once(' ').map_or(head, |(head, _)| head))
}
