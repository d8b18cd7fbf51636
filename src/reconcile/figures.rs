//! From groups of figures that measure one data item to graded findings.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use itertools::Itertools;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::doubles;
use super::items::{items, withdrawn};
use super::origins;
use super::told::Story;
use super::toll;
use crate::align::{Group, Item, OTHER_EVENT, OTHER_THING, Pair, Shelves, barred, group, grown, moved, slip};
use crate::claim::{Figure, FigureKind, LimitHit, ResolvedValue};
use crate::compare::{Rates, compare, family, fill, grade};
use crate::config::Config;
use crate::date::DateValue;
use crate::lexicon::{Class, Lexicon};
use crate::report::{Consensus, Finding, FindingKind, FindingMeasure, Grade, Reason, TurnedDown, Value};
use crate::terms::Rarity;

/// Most claims that are shown beside a finding: what an editor reads at a glance.
const RELATED: usize = 3;
/// Most reasons that are given for a grade.
const REASONS: usize = 4;

/// A value that replaces another.
struct InTime<'a> {
    by: By<'a>,
    earlier: &'a Figure,
    later: &'a Figure,
}

/// What one value replaces another by.
enum By<'a> {
    /// The count is one that grows.
    Growth,
    /// The figure moves from day to day, and this one is of a later day.
    Move,
    /// The later article says that it revises the earlier.
    Revision,
    /// The article of the later says of this figure, which is the earlier's, that it was reported before.
    Withdrawal(&'a Figure),
    /// The outlet of the earlier has this figure in its place later on.
    Renewal(&'a Figure),
}

impl InTime<'_> {
    fn reason(&self) -> Reason {
        let (earlier, later) = (&self.earlier.text, &self.later.text);
        let (rule, text) = match self.by {
            By::Growth => ("growing_count", format!("a count that grows: {earlier} may be the earlier, {later} the later")),
            By::Move => ("moving_figure", format!("it moves from day to day: {earlier} is the earlier, {later} the later")),
            By::Revision => ("revised", format!("the later article revises {earlier} to {later}")),
            By::Renewal(figure) => ("renewed", format!("the outlet that has {earlier} has {} in its place later on", figure.text)),
            By::Withdrawal(figure) => ("withdrawn", format!("{later}, which replaces it, says that {} was an earlier report", figure.text)),
        };
        Reason { rule: rule.into(), text }
    }
}

/// The scope of a sum that goes on growing.
const SO_FAR: &str = "so far";

/// Whether the second says more than the first.
fn more(x: &Item<'_>, y: &Item<'_>) -> bool {
    let amount = |i: &Item<'_>| i.figure.value.or(i.figure.low);
    amount(x).zip(amount(y)).is_some_and(|(p, q)| p < q)
}

/// Two members of a group, and their grade.
type Graded = (usize, usize, Grade);

/// All findings on the figures of a story; what is too much to compare is told in `limits`.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, config: &Config, limits: &mut Vec<LimitHit>) -> Vec<Finding> {
    let lexicon = config.words();
    let mut rates = config.given_rates().clone();
    for article in &story.articles {
        rates.learn(&article.claims.figures);
    }
    let mut items = items(story, rarity, config, limits);
    let deaths = toll::deaths(story, &items, config);
    toll::outlive(story, &mut items, deaths, lexicon);
    let groups = group(&items, rarity, &rates, config.alignment());
    let told = story.articles.iter().enumerate().flat_map(|(n, told)| told.claims.figures.iter().map(move |f| (n, f)));
    let withdrawn = told.filter(|(_, f)| withdrawn(f, lexicon)).collect();
    let (shelves, outlets) = (Shelves::of(&items), origins::outlets(story, lexicon));
    let view = View { story, items: &items, shelves, rarity, rates: &rates, lexicon, config, deaths, withdrawn, outlets };
    let mut findings = Vec::new();
    for group in groups.iter().filter(|g| !view.is_part(g)) {
        findings.extend(view.shared(&group.members, group.best.as_ref()).or_else(|| view.alone(group)));
        findings.extend(view.agreed(group));
    }
    doubles::join(story, &mut findings, lexicon);
    findings
}

/// What the other values of a finding tell of dates that their article leaves open, by the claim's id.
pub(super) fn resolved_dates(story: &Story<'_>, findings: &[Finding]) -> FxHashMap<String, ResolvedValue> {
    let figures: FxHashMap<&str, &Figure> = story.articles.iter().flat_map(|a| &a.claims.figures).map(|f| (f.id.as_str(), f)).collect();
    let mut resolved = FxHashMap::default();
    for finding in findings.iter().filter(|f| f.kind == FindingKind::Date && f.grade.is_agreement()) {
        let members: Vec<&Figure> = finding.values.iter().filter_map(|v| figures.get(v.claim.as_str()).copied()).collect();
        for (open, other) in members.iter().cartesian_product(&members) {
            if open.date.is_some_and(|d| d.interval().is_none())
                && let Some(value) = open.date.zip(other.date).and_then(|(o, d)| fill(o, d))
            {
                resolved.entry(open.id.clone()).or_insert_with(|| ResolvedValue { value: value.to_string(), from: other.article.clone() });
            }
        }
    }
    resolved
}

pub(super) struct View<'a> {
    pub(super) story: &'a Story<'a>,
    pub(super) items: &'a [Item<'a>],
    shelves: Shelves<'a, 'a>,
    rarity: &'a Rarity,
    rates: &'a Rates,
    pub(super) lexicon: &'a Lexicon,
    config: &'a Config,
    /// Whether somebody died in what the story tells of.
    pub(super) deaths: bool,
    /// What articles take back, by article.
    withdrawn: Vec<(usize, &'a Figure)>,
    /// For each article the first of its outlet; none where no outlet has two.
    outlets: Vec<usize>,
}

/// Values of a group that their own outlet replaced later, each with the value in its place.
type Renewed = FxHashMap<usize, usize>;

impl View<'_> {
    fn origins(&self, members: impl IntoIterator<Item = usize>) -> Vec<String> {
        let all: BTreeSet<&str> = members
            .into_iter()
            .flat_map(|m| self.story.articles[self.items[m].article].origins_at(self.items[m].figure.field, self.items[m].figure.span))
            .collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// A finding on figures that more than one article has.
    fn shared(&self, members: &[usize], surest: Option<&Pair>) -> Option<Finding> {
        let all = self.without_equivalents(members);
        let renewed = self.renewed(&all);
        let pairs: Vec<Graded> = self.graded(&all, &renewed).collect();
        let grade = pairs.iter().map(|p| p.2).min()?;
        // What conflicts with none takes no side: a bound that leaves room for all, an amount in another currency.
        let conflicting: FxHashSet<usize> = pairs.iter().filter(|p| p.2.is_conflict()).flat_map(|p| [p.0, p.1]).collect();
        let sides = |m: &usize| !grade.is_conflict() || conflicting.contains(m);
        let (members, aside): (Vec<usize>, Vec<usize>) = all.iter().partition(|m| sides(m));
        let classes = self.classes(&members, grade);
        let articles: BTreeSet<usize> = members.iter().map(|m| self.items[*m].article).collect();
        let mut grade = grade;
        if grade.is_agreement() && members.iter().all(|m| self.dates_speech(*m)) {
            return None;
        }
        let mut reasons = self.reasons(pairs.iter().filter(|p| p.2 == grade), &renewed);
        // Copies of one report do not bear one another out, whomever they cite.
        let own: BTreeSet<&str> = articles.iter().map(|n| self.story.articles[*n].origin()).collect();
        if grade.is_agreement() && grade != Grade::Superseded && (own.len() == 1 || self.origins(members.iter().copied()).len() == 1) {
            reasons.push(Reason { rule: "one_origin".into(), text: format!("{} articles have it from one origin", articles.len()) });
            if members.iter().any(|m| matters(self.items[*m].figure, self.lexicon)) {
                grade = Grade::Uncorroborated;
            } else if members.iter().map(|m| self.outlets.get(self.items[*m].article)).all_equal_value().is_ok_and(|one| one.is_some()) {
                // What an outlet says again bears out nothing.
                return None;
            }
        }
        if grade != Grade::Superseded {
            reasons.extend(self.tipping(&classes));
        }
        if let Some(pair) = surest {
            let rows = pair.rows.iter().map(|r| format!("{} {:+.1}", r.rule, r.weight)).join(", ");
            reasons.push(Reason { rule: "alignment".into(), text: format!("held to be one data item at {:+.1}: {rows}", pair.score) });
        }
        reasons.extend(self.lived(&members));
        let mut finding = self.finding(&members, &classes, grade, reasons);
        finding.consensus = self.consensus(&classes);
        finding.related = aside.iter().map(|m| self.items[*m].figure.id.clone()).collect();
        if grade.is_conflict() {
            finding.turned_down = self.near_misses(members[0], &all);
        }
        Some(finding)
    }

    /// Whether a figure is the day on which something was said to the article, its own or the one before: that two say so
    /// bears out nothing.
    fn dates_speech(&self, m: usize) -> bool {
        let item = &self.items[m];
        let days = || item.taken().zip(item.published).and_then(|(said, day)| said.until(day).ok());
        item.figure.kind == FigureKind::Date
            && item.figure.measure.predicate.as_deref() == Some(self.lexicon.payload(self.lexicon.word("statement"), Class::EventNoun))
            && days().is_some_and(|d| (0..=1).contains(&d.get_days()))
    }

    /// Where a group's values conflict, what several articles agree on all the same.
    fn agreed(&self, group: &Group) -> Option<Finding> {
        let conflict = self.graded(&group.members, &self.renewed(&group.members)).any(|(_, _, grade)| grade.is_conflict());
        let classes = if conflict { self.classes(&group.members, Grade::Discrepant) } else { Vec::new() };
        let best = classes.first().filter(|c| self.support(c) > 1)?;
        self.shared(best, None).filter(|f| !f.grade.is_conflict())
    }

    /// The members of different articles, and of a headline and its text, two by two, with the grade of the two
    /// and what time explains.
    fn graded<'m>(&'m self, members: &'m [usize], renewed: &'m Renewed) -> impl Iterator<Item = Graded> + 'm {
        let apart = |x: &Item<'_>, y: &Item<'_>| x.article != y.article || slip(x, y);
        let across = members.iter().array_combinations().filter(move |[m, n]| apart(&self.items[**m], &self.items[**n]));
        across.filter_map(|[m, n]| {
            let grade = grade(self.items[*m].figure, self.items[*n].figure, self.rates)?;
            let renews = || !renewed.is_empty() && (renewed.get(m) == Some(n) || renewed.get(n) == Some(m));
            let replaced = grade.is_conflict() && self.in_time(*m, *n, renewed).is_some() || renews();
            Some((*m, *n, if replaced { Grade::Superseded } else { grade }))
        })
    }

    /// Why pairs have the grade that they have, as the first of them show; nothing twice in a row.
    fn reasons<'p>(&self, pairs: impl Iterator<Item = &'p Graded>, renewed: &Renewed) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        // Hundreds of articles may say one thing in one way: the pair before, where it showed one reason.
        let mut before: Option<(&Figure, &Figure)> = None;
        for (m, n, grade) in pairs {
            let (a, b) = (self.items[*m].figure, self.items[*n].figure);
            if before.is_some_and(|(x, y)| one_statement(x, a) && one_statement(y, b)) {
                continue;
            }
            let shown = match grade {
                Grade::Superseded => self.in_time(*m, *n, renewed).map_or_else(Vec::new, |t| vec![t.reason()]),
                _ => compare(a, b, self.rates).map_or_else(Vec::new, |c| c.reasons),
            };
            before = Some((a, b)).filter(|_| shown.len() == 1 && *grade != Grade::Superseded);
            for reason in shown {
                if reasons.last() != Some(&reason) {
                    reasons.push(reason);
                }
            }
            if reasons.len() >= REASONS {
                reasons.truncate(REASONS);
                break;
            }
        }
        reasons
    }

    /// Why of two unlike values one replaces the other, if it does. A toll that grows is no conflict: of two counts
    /// the later replaces the earlier, where the dates of the articles do not say otherwise. A later article that
    /// says that it revises does so, up or down.
    fn in_time(&self, m: usize, n: usize, renewed: &Renewed) -> Option<InTime<'_>> {
        let (x, y) = (&self.items[m], &self.items[n]);
        for (old, new) in [(m, y), (n, x)] {
            if let Some(own) = renewed.get(&old) {
                return Some(InTime { by: By::Renewal(self.items[*own].figure), earlier: self.items[old].figure, later: new.figure });
            }
        }
        let valued = |i: &Item<'_>| i.figure.value.or(i.figure.low).is_some();
        if matches!(x.figure.kind, FigureKind::Duration) || !valued(x) || !valued(y) {
            return None;
        }
        let order = x.published.zip(y.published).map(|(a, b)| a.cmp(&b));
        let (before, after) = if order == Some(std::cmp::Ordering::Greater) { (y, x) } else { (x, y) };
        let revises = |i: &Item<'_>| {
            let later = |term: &String| self.lexicon.payload(self.lexicon.word(term), Class::ScopeAside) == "later";
            i.figure.measure.scope.iter().any(later)
        };
        if order.is_some_and(|o| o != std::cmp::Ordering::Equal) && revises(after) {
            return Some(InTime { by: By::Revision, earlier: before.figure, later: after.figure });
        }
        for (old, new) in [(x, y), (y, x)] {
            if let Some(figure) = self.taken_back(old, new.article) {
                return Some(InTime { by: By::Withdrawal(figure), earlier: old.figure, later: new.figure });
            }
        }
        if let Some((first, then)) = moved(x, y) {
            return Some(InTime { by: By::Move, earlier: first.figure, later: then.figure });
        }
        // "has so far cost $40 million": it went on.
        let so_far = |i: &Item<'_>| i.figure.measure.scope.iter().any(|s| s == SO_FAR);
        if order.is_some_and(|o| o != std::cmp::Ordering::Equal) && so_far(before) && more(before, after) {
            return Some(InTime { by: By::Growth, earlier: before.figure, later: after.figure });
        }
        let (less, more) = grown(x, y)?;
        Some(InTime { by: By::Growth, earlier: less.figure, later: more.figure })
    }

    /// The values that an outlet's later article replaces: what it says of the same in another value.
    fn renewed(&self, members: &[usize]) -> Renewed {
        if self.outlets.is_empty() {
            return Renewed::default();
        }
        let replaces = |m: usize, n: usize| {
            let (x, y) = (&self.items[m], &self.items[n]);
            let later = x.published.zip(y.published).is_some_and(|(a, b)| a < b);
            let one_outlet = self.outlets[x.article] == self.outlets[y.article];
            // "At least 35 homes", and a week later 112.
            let grew = |g: Grade| g == Grade::Bound && x.grows && x.figure.modifier.is_some() && more(x, y);
            one_outlet && later && grade(x.figure, y.figure, self.rates).is_some_and(|g| g.is_conflict() || grew(g))
        };
        let last = |m: &usize| members.iter().copied().filter(|n| replaces(*m, *n)).max_by_key(|n| (self.items[*n].published, *n));
        members.iter().filter_map(|m| Some((*m, last(m)?))).collect()
    }

    /// The figure by which an article, no earlier than that of `old`, takes back what `old` says.
    fn taken_back(&self, old: &Item<'_>, article: usize) -> Option<&Figure> {
        let later = self.story.articles[article].article.date();
        if old.article == article || later.zip(old.published).is_some_and(|(later, first)| later < first) {
            return None;
        }
        let one = |f: &Figure| {
            let same = f.measure.predicate == old.figure.measure.predicate && family(f) == family(old.figure);
            same && compare(f, old.figure, self.rates).is_some_and(|c| matches!(c.grade, Grade::Same | Grade::Rounding))
        };
        self.withdrawn.iter().find(|(n, f)| *n == article && one(f)).map(|(_, f)| *f)
    }

    /// How many stand behind the best value, and what it would take to tip it.
    fn tipping(&self, classes: &[Vec<usize>]) -> Option<Reason> {
        let [best, next, ..] = classes else { return None };
        let (ours, theirs) = (self.support(best), self.support(next));
        let (first, second) = (&self.items[best[0]].figure.text, &self.items[next[0]].figure.text);
        let origins = |n: u32| if n == 1 { "one origin".to_owned() } else { format!("{n} origins") };
        let text = match ours.saturating_sub(theirs) {
            0 => format!("{first} and {second} have {} each: one more for either would settle it", origins(ours)),
            more => format!("{first} has {}, {second} {theirs}: {} more for {second} would tip it", origins(ours), more + 1),
        };
        Some(Reason { rule: "consensus".into(), text })
    }

    /// The weights of the origins behind some values: one each, unless the user gave a source another.
    fn support(&self, members: &[usize]) -> u32 {
        let weigh = |m: &usize| {
            let item = &self.items[*m];
            let told = &self.story.articles[item.article];
            let weight = self.config.source_weight(told.article.source_name());
            told.origins_at(item.figure.field, item.figure.span).into_iter().map(move |origin| (origin, weight))
        };
        let mut by_origin: Vec<(&str, u32)> = members.iter().flat_map(weigh).collect();
        by_origin.sort_unstable();
        by_origin.chunk_by(|a, b| a.0 == b.0).map(|run| run[run.len() - 1].1).fold(0, u32::saturating_add)
    }

    /// A finding on a figure that one article alone has, where it matters.
    fn alone(&self, group: &Group) -> Option<Finding> {
        let item = &self.items[*group.members.first()?];
        let matters = |m: &usize| matters(self.items[*m].figure, self.lexicon) && toll::counts_victims(self.items[*m].figure, self.lexicon);
        // What one of them says of several incidents, or of another year, holds for all: they tell one count.
        if !group.members.iter().any(matters) || group.members.iter().any(|m| self.items[*m].background) {
            return None;
        }
        let source = self.story.articles[item.article].article.source_name();
        let text = format!("only {source} has it{}", if item.figure.reported { ", and passes it on without vouching for it" } else { "" });
        let classes = self.classes(&group.members, Grade::Uncorroborated);
        let mut reasons = vec![Reason { rule: "one_origin".into(), text }];
        if let Some((by, figure)) = (0..self.story.articles.len()).find_map(|n| self.taken_back(item, n).map(|f| (n, f))) {
            let text = format!("{} takes back a report of {}", self.story.articles[by].article.source_name(), figure.text);
            reasons.push(Reason { rule: "withdrawn".into(), text });
        }
        reasons.extend(self.lived(&group.members));
        let mut finding = self.finding(&group.members, &classes, Grade::Uncorroborated, reasons);
        finding.consensus = self.consensus(&classes);
        finding.turned_down = self.near_misses(group.members[0], &group.members);
        finding.related = finding.turned_down.iter().map(|t| t.claim.clone()).collect();
        Some(finding)
    }

    /// What comes nearest to a member in other articles, and why it is no value of the finding; none of the
    /// `group`, which was compared.
    fn near_misses(&self, member: usize, group: &[usize]) -> Vec<TurnedDown> {
        let near = self.nearest(member, group);
        near.into_iter().map(|n| TurnedDown { claim: self.items[n].figure.id.clone(), reason: self.unlike(member, n) }).collect()
    }

    /// Why two figures of one kind are not held to measure one data item.
    fn unlike(&self, m: usize, n: usize) -> String {
        let (a, b) = (&self.items[m], &self.items[n]);
        let (x, y) = (&a.figure.measure, &b.figure.measure);
        let Some(why) = barred(&self.shelves, a, b, self.rarity, self.rates, self.config.alignment()) else {
            return "too little in common to be the same data item".into();
        };
        let named = match why {
            OTHER_EVENT => x.predicate.as_ref().zip(y.predicate.as_ref()),
            OTHER_THING => x.counted.as_ref().zip(y.counted.as_ref()),
            _ => None,
        };
        named.filter(|(p, q)| p != q).map_or_else(|| why.to_owned(), |(p, q)| format!("{why}: {q}, not {p}"))
    }

    /// The figures of the same kind in other articles whose sentences are most like this one's.
    fn nearest(&self, member: usize, group: &[usize]) -> Vec<usize> {
        let item = &self.items[member];
        let mut near: Vec<(f64, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(n, o)| {
                !group.contains(n)
                    && o.article != item.article
                    && family(o.figure) == family(item.figure)
                    && o.figure.equivalent_of.is_none()
            })
            .map(|(n, o)| (item.around.likeness(&o.around).sentence, n))
            .filter(|(likeness, _)| *likeness > 0.0)
            .collect();
        near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        near.into_iter().take(RELATED).map(|(_, n)| n).collect()
    }

    /// An amount in a second currency is no second value where its first stands in the group.
    fn without_equivalents(&self, members: &[usize]) -> Vec<usize> {
        let has = |id: &String| members.iter().any(|m| self.items[*m].figure.id == *id);
        members.iter().copied().filter(|m| !self.items[*m].figure.equivalent_of.as_ref().is_some_and(has)).collect()
    }

    /// The members parted into values that are taken to be equal, the best supported first; where one replaces another, the
    /// latest.
    fn classes(&self, members: &[usize], grade_of_all: Grade) -> Vec<Vec<usize>> {
        // From the most precise to the least: a rounded value joins the value that it rounds.
        let precise = |m: &usize| {
            let f = self.items[*m].figure;
            (f.hedged || f.modifier.is_some(), f.precision.map_or(Decimal::MAX, |p| p.finest), *m)
        };
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for m in members.iter().copied().sorted_by_key(precise) {
            // The nearest of the values that it may be: equal before rounded, then the better supported.
            let likeness = |class: &&mut Vec<usize>| {
                let grade = grade(self.items[m].figure, self.items[class[0]].figure, self.rates);
                grade.filter(|g| !g.is_conflict()).map(|g| (g, class.len()))
            };
            match classes.iter_mut().filter_map(|c| likeness(&c).map(|l| (l, c))).max_by_key(|(l, _)| *l) {
                Some((_, class)) => class.push(m),
                None => classes.push(vec![m]),
            }
        }
        let latest = |c: &Vec<usize>| c.iter().filter_map(|m| self.items[*m].published).max();
        // Of two counts of one day the one that grew is the later.
        let grown = |c: &Vec<usize>| Some(&self.items[c[0]]).filter(|i| i.grows).and_then(|i| i.figure.value);
        let one = |c: &Vec<usize>| c.iter().any(|m| !self.items[*m].background);
        // Of what moves from day to day the last day's holds, however many have that of a day before.
        let (moves, replaced) = (|m: &usize| self.items[*m].moves, grade_of_all == Grade::Superseded);
        let dated = members.iter().all(|m| (replaced || moves(m)) && self.items[*m].taken().is_some());
        let last = |c: &Vec<usize>| c.iter().filter_map(|m| self.items[*m].taken()).max().filter(|_| dated);
        let grown_last = |c: &Vec<usize>| grown(c).filter(|_| dated && replaced);
        // What another of the articles takes back comes last, and before that a count of several incidents.
        let stands = |c: &Vec<usize>| !members.iter().any(|m| self.taken_back(&self.items[c[0]], self.items[*m].article).is_some());
        classes.sort_by_cached_key(|c| {
            let first = (self.withdrawn.is_empty() || stands(c), one(c), last(c), grown_last(c));
            Reverse((first, self.support(c), latest(c), grown(c), Reverse(c[0])))
        });
        classes
    }

    fn finding(&self, members: &[usize], classes: &[Vec<usize>], grade: Grade, reasons: Vec<Reason>) -> Finding {
        let normalised = |m: usize| classes.iter().find(|c| c.contains(&m)).map_or_else(String::new, |c| normal(self.items[c[0]].figure));
        let measure = |part: fn(&Figure) -> Option<&String>| members.iter().find_map(|m| part(self.items[*m].figure)).cloned();
        let what = members.iter().filter_map(|m| self.items[*m].figure.measure.what.clone()).max_by_key(String::len);
        Finding {
            id: String::new(),
            kind: self.finding_kind(members),
            grade,
            what: what.unwrap_or_else(|| self.items[members[0]].figure.text.clone()),
            measure: Some(FindingMeasure {
                predicate: self.event(members).or_else(|| measure(|f| f.measure.predicate.as_ref())),
                counted: measure(|f| f.measure.counted.as_ref()),
            }),
            values: members.iter().map(|m| value(self.items[*m].figure, normalised(*m))).collect(),
            consensus: None,
            reasons,
            related: Vec::new(),
            turned_down: Vec::new(),
        }
    }

    /// The kind of most members. A bare number of an event that is counted ("five dead") is a count, and half
    /// of what another gives in percent a percentage.
    fn finding_kind(&self, members: &[usize]) -> FindingKind {
        let kind = |m: &usize| {
            let figure = self.items[*m].figure;
            match figure.kind {
                FigureKind::Money => FindingKind::Amount,
                FigureKind::Percent => FindingKind::Percent,
                FigureKind::Count => FindingKind::Count,
                FigureKind::Number if has_event(figure, Class::Toll, self.lexicon) => FindingKind::Count,
                FigureKind::Number | FigureKind::Ordinal => FindingKind::Number,
                FigureKind::Quantity => FindingKind::Quantity,
                FigureKind::Date => FindingKind::Date,
                FigureKind::Time => FindingKind::Time,
                FigureKind::Duration => FindingKind::Duration,
            }
        };
        let mut kinds: Vec<FindingKind> = members.iter().map(kind).collect();
        kinds.sort_unstable();
        let most = kinds.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), run[0] == FindingKind::Percent, Reverse(run[0])));
        most.map_or(FindingKind::Number, |run| run[0])
    }

    /// The value that most origins support; its most precise form, which for dates is what all have in common.
    fn consensus(&self, classes: &[Vec<usize>]) -> Option<Consensus> {
        let best = classes.first()?;
        let figure = self.items[*best.first()?].figure;
        let common = best
            .iter()
            .filter_map(|m| self.items[*m].figure.date?.interval())
            .reduce(|a, b| if a.0.max(b.0) < a.1.min(b.1) { (a.0.max(b.0), a.1.min(b.1)) } else { a })
            .filter(|(start, end)| *start != jiff::civil::Date::MIN && *end != jiff::civil::Date::MAX)
            .and_then(|(start, end)| DateValue::from_interval(start, end));
        // "In July" beside a year is July of that year.
        let open = best.iter().filter_map(|m| self.items[*m].figure.date).filter(|d| d.interval().is_none());
        let common = common.map(|known| open.fold(known, |known, open| fill(open, known).unwrap_or(known)));
        Some(Consensus {
            value: common.or(figure.date).map(|d| d.to_string()).or_else(|| figure.value.map(|v| v.normalize().to_string())),
            low: figure.low,
            high: figure.high,
            unit: figure.unit.clone(),
            origins: self.origins(best.iter().copied()),
        })
    }
}

/// Whether two figures say one thing in the same words: comparing shows the same of both.
fn one_statement(a: &Figure, b: &Figure) -> bool {
    (&a.text, a.kind, a.value, a.low, a.high, &a.unit) == (&b.text, b.kind, b.value, b.low, b.high, &b.unit)
        && (a.date, a.modifier, a.hedged, a.precision) == (b.date, b.modifier, b.hedged, b.precision)
}

/// Whether a figure that one article alone has is worth an editor's second look.
fn matters(figure: &Figure, lexicon: &Lexicon) -> bool {
    if figure.equivalent_of.is_some() || figure.part_of.is_some() {
        return false;
    }
    let grave = has_event(figure, Class::Grave, lexicon);
    match figure.kind {
        FigureKind::Money => figure.measure.predicate.is_some(),
        FigureKind::Count | FigureKind::Number => grave,
        _ => false,
    }
}

fn has_event(figure: &Figure, class: Class, lexicon: &Lexicon) -> bool {
    figure.measure.predicate.as_deref().is_some_and(|p| lexicon.is(lexicon.word(p), class))
}

fn value(figure: &Figure, normalised: String) -> Value {
    Value {
        claim: figure.id.clone(),
        article: figure.article.clone(),
        field: figure.field,
        span: figure.span,
        text: figure.text.clone(),
        normalised,
        ..Value::default()
    }
}

/// The value with its unit, in one form.
fn normal(figure: &Figure) -> String {
    if let Some(date) = figure.date {
        return date.to_string();
    }
    let end = |d: Option<Decimal>| d.map_or_else(String::new, |d| d.normalize().to_string());
    let number = figure.value.map_or_else(|| format!("{}..{}", end(figure.low), end(figure.high)), |v| v.normalize().to_string());
    match (&figure.unit, figure.kind) {
        (Some(unit), FigureKind::Money | FigureKind::Quantity | FigureKind::Duration | FigureKind::Percent) => format!("{unit} {number}"),
        _ => number,
    }
}
