//! From groups of figures that measure one data item to graded findings.

use std::collections::BTreeSet;

use itertools::Itertools;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::told::{Story, Told};
use crate::align::{Group, Item, Weights, Who, group};
use crate::claim::{Figure, FigureKind, Participant, ResolvedValue, Role};
use crate::compare::{Comparison, Rates, compare, family, fill};
use crate::lexicon::{Class, Lexicon};
use crate::report::{Consensus, Finding, FindingKind, FindingMeasure, Grade, Reason, TurnedDown, Value};
use crate::terms::{Rarity, terms_of};

/// Most claims that are shown beside a finding: what an editor reads at a glance.
const RELATED: usize = 3;

/// All findings on the figures of a story.
pub(super) fn findings(story: &Story<'_>, rarity: &Rarity, lexicon: &Lexicon) -> Vec<Finding> {
    let mut rates = Rates::new();
    for article in &story.articles {
        rates.learn(&article.claims.figures);
    }
    let items: Vec<Item<'_>> = story
        .articles
        .iter()
        .enumerate()
        .flat_map(|(n, a)| a.claims.figures.iter().zip(a.contexts).map(move |(f, c)| (n, f, c)))
        .map(|(article, figure, context)| Item {
            figure,
            article,
            context,
            counted: figure.measure.counted.as_deref().map_or_else(Vec::new, |c| terms_of(c, lexicon)),
            any: figure.measure.counted.as_deref().is_some_and(|c| lexicon.is(lexicon.word(c), Class::AnyNoun)),
            modifiers: terms_of(&figure.measure.modifiers.join(" "), lexicon),
            says: figure.measure.predicate.as_deref().is_some_and(|p| lexicon.is(lexicon.word(p), Class::Cue)),
            event: event(figure, &story.articles[article], lexicon),
            participants: participants(figure, &story.articles[article], lexicon),
        })
        .collect();
    let groups = group(&items, rarity, &rates, &Weights::DEFAULT);
    let view = View { story, items: &items, rarity, rates: &rates, lexicon };
    groups.iter().filter_map(|g| if g.members.len() > 1 { view.shared(g) } else { view.alone(g.members[0]) }).collect()
}

/// The words that the event was read from.
fn event(figure: &Figure, told: &Told<'_>, lexicon: &Lexicon) -> Vec<u32> {
    let words = figure.measure.evidence.iter().find(|e| e.part == "predicate").map(|e| told.article.slice(figure.field, e.span));
    words.map_or_else(Vec::new, |w| terms_of(w, lexicon))
}

/// Who takes part, by the words of their names; and who of them is quoted.
fn participants<'a>(figure: &Figure, told: &Told<'a>, lexicon: &Lexicon) -> Vec<Who<'a>> {
    let roles = [
        (Role::Agent, "agent"),
        (Role::Patient, "patient"),
        (Role::Recipient, "recipient"),
        (Role::Source, "source"),
        (Role::Topic, "topic"),
    ];
    let speaker = |role: Role| {
        let part = roles.iter().find(|(r, _)| *r == role)?.1;
        let span = figure.measure.evidence.iter().find(|e| e.part == part)?.span;
        let said = told.claims.quotes.iter().filter(|q| q.field == figure.field).filter_map(|q| q.speaker.as_ref());
        said.filter(|s| s.mention.as_ref().is_some_and(|m| m.span().overlaps(span))).find_map(|s| s.id.as_deref())
    };
    let who = |p: &Participant| Who { role: p.role, terms: terms_of(&p.name, lexicon), speaker: speaker(p.role) };
    figure.measure.participants.iter().map(who).collect()
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

struct View<'a> {
    story: &'a Story<'a>,
    items: &'a [Item<'a>],
    rarity: &'a Rarity,
    rates: &'a Rates,
    lexicon: &'a Lexicon,
}

impl View<'_> {
    fn origins(&self, members: impl IntoIterator<Item = usize>) -> Vec<String> {
        let all: BTreeSet<&str> = members.into_iter().map(|m| self.story.articles[self.items[m].article].origin).collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// A finding on figures that more than one article has.
    fn shared(&self, group: &Group) -> Option<Finding> {
        let members = self.without_equivalents(&group.members);
        let classes = self.classes(&members);
        let articles: BTreeSet<usize> = members.iter().map(|m| self.items[*m].article).collect();
        if articles.len() < 2 {
            return None;
        }
        let compared = |m: usize, n: usize| Some(self.in_time(m, n, compare(self.items[m].figure, self.items[n].figure, self.rates)?));
        let across: Vec<(usize, usize, Comparison)> = members
            .iter()
            .array_combinations()
            .filter(|[m, n]| self.items[**m].article != self.items[**n].article)
            .filter_map(|[m, n]| compared(*m, *n).map(|c| (*m, *n, c)))
            .collect();
        let grade = across.iter().map(|(_, _, c)| c.grade).min()?;
        let mut reasons: Vec<Reason> = across.iter().filter(|(_, _, c)| c.grade == grade).flat_map(|(_, _, c)| c.reasons.clone()).collect();
        reasons.dedup();
        reasons.truncate(4);
        if let Some(pair) = group.pairs.iter().max_by(|p, q| p.score.total_cmp(&q.score)) {
            let rows = pair.rows.iter().map(|r| format!("{} {:+.1}", r.rule, r.weight)).join(", ");
            reasons.push(Reason { rule: "alignment".into(), text: format!("held to be one data item at {:+.1}: {rows}", pair.score) });
        }
        let mut finding = self.finding(&members, &classes, grade, reasons);
        finding.consensus = self.consensus(&classes);
        Some(finding)
    }

    /// A toll that grows is no conflict: of two counts the later replaces the earlier, where the dates of
    /// the articles do not say otherwise.
    fn in_time(&self, m: usize, n: usize, comparison: Comparison) -> Comparison {
        let (x, y) = (self.items[m].figure, self.items[n].figure);
        let (Some(p), Some(q)) = (x.value.or(x.low), y.value.or(y.low)) else { return comparison };
        if !comparison.grade.is_conflict() || !has_event(x, Class::Toll, self.lexicon) || !has_event(y, Class::Toll, self.lexicon) {
            return comparison;
        }
        let date = |i: usize| self.story.articles[self.items[i].article].article.date();
        let (less, more) = if p < q { (m, n) } else { (n, m) };
        if date(less).zip(date(more)).is_some_and(|(before, after)| after < before) {
            return comparison;
        }
        let text =
            format!("a count that grows: {} may be the earlier, {} the later", self.items[less].figure.text, self.items[more].figure.text);
        Comparison { grade: Grade::Superseded, reasons: vec![Reason { rule: "growing_count".into(), text }] }
    }

    /// A finding on a figure that one article alone has, where it matters.
    fn alone(&self, member: usize) -> Option<Finding> {
        let item = &self.items[member];
        if !matters(item.figure, self.lexicon) {
            return None;
        }
        let source = self.story.articles[item.article].article.source_name();
        let text = format!("only {source} has it{}", if item.figure.reported { ", and passes it on without vouching for it" } else { "" });
        let classes = vec![vec![member]];
        let mut finding = self.finding(&[member], &classes, Grade::Uncorroborated, vec![Reason { rule: "one_origin".into(), text }]);
        finding.consensus = self.consensus(&classes);
        let near = self.nearest(member);
        finding.related = near.iter().map(|n| self.items[*n].figure.id.clone()).collect();
        finding.turned_down =
            near.iter().map(|n| TurnedDown { claim: self.items[*n].figure.id.clone(), reason: self.unlike(member, *n) }).collect();
        Some(finding)
    }

    /// Why two figures of one kind are not held to measure one data item.
    fn unlike(&self, m: usize, n: usize) -> String {
        let (x, y) = (&self.items[m].figure.measure, &self.items[n].figure.measure);
        match (&x.predicate, &y.predicate) {
            (Some(p), Some(q)) if p != q => format!("another event: {q}, not {p}"),
            _ => match (&x.counted, &y.counted) {
                (Some(p), Some(q)) if p != q => format!("another thing: {q}, not {p}"),
                _ => "too little in common to be the same data item".into(),
            },
        }
    }

    /// The figures of the same kind in other articles whose sentences are most like this one's.
    fn nearest(&self, member: usize) -> Vec<usize> {
        let item = &self.items[member];
        let mut near: Vec<(f64, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, o)| {
                o.article != item.article && family(o.figure.kind) == family(item.figure.kind) && o.figure.equivalent_of.is_none()
            })
            .map(|(n, o)| (self.rarity.likeness(&item.context.sentence, &o.context.sentence), n))
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

    /// The members parted into values that are taken to be equal, the best supported first.
    fn classes(&self, members: &[usize]) -> Vec<Vec<usize>> {
        // From the most precise to the least: a rounded value joins the value that it rounds.
        let precise = |m: &usize| {
            let f = self.items[*m].figure;
            (f.hedged || f.modifier.is_some(), f.precision.map_or(Decimal::MAX, |p| p.finest), *m)
        };
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for m in members.iter().copied().sorted_by_key(precise) {
            let equal = |n: usize| compare(self.items[m].figure, self.items[n].figure, self.rates).is_some_and(|c| !c.grade.is_conflict());
            match classes.iter_mut().find(|c| equal(c[0])) {
                Some(class) => class.push(m),
                None => classes.push(vec![m]),
            }
        }
        let latest = |c: &Vec<usize>| c.iter().filter_map(|m| self.story.articles[self.items[*m].article].article.date()).max();
        classes.sort_by_key(|c| std::cmp::Reverse((self.origins(c.iter().copied()).len(), latest(c), std::cmp::Reverse(c[0]))));
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
                predicate: measure(|f| f.measure.predicate.as_ref()),
                counted: measure(|f| f.measure.counted.as_ref()),
            }),
            values: members.iter().map(|m| value(self.items[*m].figure, normalised(*m))).collect(),
            consensus: None,
            reasons,
            related: Vec::new(),
            turned_down: Vec::new(),
        }
    }

    /// A bare number of an event that is counted ("five dead") is a count.
    fn finding_kind(&self, members: &[usize]) -> FindingKind {
        let figure = self.items[members[0]].figure;
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
    }

    /// The value that most origins support; its most precise form.
    fn consensus(&self, classes: &[Vec<usize>]) -> Option<Consensus> {
        let best = classes.first()?;
        let figure = self.items[*best.first()?].figure;
        Some(Consensus {
            value: figure.date.map(|d| d.to_string()).or_else(|| figure.value.map(|v| v.normalize().to_string())),
            low: figure.low,
            high: figure.high,
            unit: figure.unit.clone(),
            origins: self.origins(best.iter().copied()),
        })
    }
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
