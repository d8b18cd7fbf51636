//! What a report shows to people, and in which order. How it looks is the renderers' part.

use itertools::Itertools;
use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{AROUND, around, counted, folded, grade_name, grouped, kind_name, link_name, shortened};
use super::{ArticleEntry, Cluster, Finding, FindingKind, Grade, Report, SpeakerEntry};
use crate::article::{Article, Field};
use crate::claim::{Quote, QuoteForm};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// How a report is laid out for people: as text by [`Report::text`], as Markdown by [`Report::markdown`],
/// and, with the feature `page`, as HTML by `Report::html`.
///
/// ```
/// use corroborate::{Article, Config, Layout, reconcile};
/// let articles = [Article::new("a", "The bridge cost $4 million.")];
/// let report = reconcile(&articles, &Config::new());
/// let text = report.text(&Layout::new(&articles).width(60));
/// assert!(text.lines().all(|line| line.chars().count() <= 60));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    pub(super) articles: &'a [Article],
    pub(super) width: usize,
    pub(super) colour: bool,
    pub(super) statements: bool,
}

impl<'a> Layout<'a> {
    /// 80 columns, no colour, all parts. The words around each value are taken from `articles`, those that
    /// were reconciled; without them a value stands alone.
    #[must_use]
    pub const fn new(articles: &'a [Article]) -> Self {
        Self { articles, width: 80, colour: false, statements: true }
    }

    /// The columns of a line, 20 at least; text alone keeps to them.
    #[must_use]
    pub const fn width(mut self, columns: usize) -> Self {
        self.width = if columns < 20 { 20 } else { columns };
        self
    }

    /// Whether text is coloured with the codes of ANSI terminals.
    #[must_use]
    pub const fn colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
    }

    /// Whether it ends with who said what, and with the sources.
    #[must_use]
    pub const fn statements(mut self, shown: bool) -> Self {
        self.statements = shown;
        self
    }
}

/// What a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Strong,
    Faint,
    /// The value inside the words around it.
    Marked,
    /// A grade's name.
    Grade(Grade),
}

/// Words of one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) style: Style,
    pub(super) text: String,
}

/// A part of the page; numbers are depths below the entry.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Lead(Vec<Run>),
    Section(&'static str),
    Entry(Vec<Run>),
    /// The values of the finding whose entry comes before.
    Values(Vec<Told>),
    Line(usize, Vec<Run>),
    /// The article's own words.
    Passage(usize, Vec<Run>),
}

/// A value, or a claim beside it, with who has it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The value apart from the words around it, where it is short.
    pub(super) value: Option<String>,
    /// Source, date and what there is to say.
    pub(super) label: String,
    /// The article's own words.
    pub(super) passage: Option<Vec<Run>>,
}

impl Told {
    /// The line before the passage.
    pub(super) fn line(&self) -> Vec<Run> {
        let value = self.value.iter().flat_map(|v| [strong(&**v), plain(" – ")]);
        value.chain([plain(&*self.label)]).collect()
    }
}

/// The longest value that is also shown apart from the words around it, in bytes.
const SHORT: usize = 40;
/// The reasons of one finding that are shown.
const REASONS: usize = 3;
/// The findings of one source alone that are shown of one story.
const ALONE: usize = 10;
/// The longest quote of one source that is shown in full, in bytes.
const QUOTE: usize = 300;

/// The page of a report whose spans are bytes.
pub(super) fn page(report: &Report, layout: &Layout<'_>) -> Vec<Block> {
    let mut claims: FxHashMap<&str, Claim<'_>> = FxHashMap::default();
    claims.extend(report.quotes.iter().map(|q| (&*q.id, (&*q.text, &*q.article, q.field, q.span))));
    claims.extend(report.figures.iter().map(|f| (&*f.id, (&*f.text, &*f.article, f.field, f.span))));
    claims.extend(report.assertions.iter().map(|a| (&*a.id, (&*a.text, &*a.article, a.field, a.span))));
    let mut page = Page {
        report,
        articles: layout.articles.iter().map(|a| (a.id(), a)).collect(),
        entries: report.articles.iter().map(|a| (&*a.id, a)).collect(),
        claims,
        blocks: Vec::new(),
    };
    page.blocks.push(Block::Lead(lead(report)));
    page.findings("Conflicts", report.conflicts(), Page::in_full);
    page.alone();
    page.findings("Agreements", report.agreements(), Page::in_brief);
    if layout.statements {
        page.statements();
        page.sources();
    }
    page.limits();
    page.blocks
}

/// A claim's characters and place.
type Claim<'a> = (&'a str, &'a str, Field, Span);

struct Page<'a> {
    report: &'a Report,
    articles: FxHashMap<&'a str, &'a Article>,
    entries: FxHashMap<&'a str, &'a ArticleEntry>,
    claims: FxHashMap<&'a str, Claim<'a>>,
    blocks: Vec<Block>,
}

impl<'a> Page<'a> {
    fn findings(&mut self, title: &'static str, findings: impl Iterator<Item = &'a Finding>, show: fn(&mut Self, &'a Finding)) {
        for (n, finding) in findings.enumerate() {
            if n == 0 {
                self.blocks.push(Block::Section(title));
            }
            let grade = Run { style: Style::Grade(finding.grade), text: grade_name(finding.grade).to_owned() };
            self.blocks.push(Block::Entry(vec![grade, plain(format!(" {}: ", kind_name(finding.kind))), strong(&*finding.what)]));
            show(self, finding);
        }
    }

    /// What one source alone has; of each story so many, those that matter most.
    fn alone(&mut self) {
        let mut of: FxHashMap<&str, usize> = FxHashMap::default();
        let story = |f: &Finding| f.values.first().and_then(|v| self.entries.get(&*v.article)?.story.as_deref());
        let shown = |f: &&'a Finding| {
            let n = story(f).map_or(0, |s| *of.entry(s).and_modify(|n| *n += 1).or_insert(1));
            n <= ALONE
        };
        let (shown, left): (Vec<&Finding>, Vec<&Finding>) = self.report.uncorroborated().partition(shown);
        self.findings("From one source alone", shown.into_iter(), Self::in_full);
        if !left.is_empty() {
            let text = format!("{} more from one source alone, further down in the articles.", left.len());
            self.blocks.push(Block::Entry(vec![plain(text)]));
        }
    }

    /// A finding with the words around every value.
    fn in_full(&mut self, finding: &'a Finding) {
        let note = |v: &'a super::Value| dated(finding.kind, &v.normalised, &v.text);
        let told = by_value(finding).into_iter().flatten().map(|v| self.claim(&v.text, &v.article, v.field, v.span, note(v)));
        let told = told.collect();
        self.blocks.push(Block::Values(told));
        self.reasons(finding);
        self.consensus(finding);
        for (n, id) in finding.related.iter().enumerate() {
            let Some((text, article, field, span)) = self.claims.get(&**id).copied() else { continue };
            if n == 0 {
                self.blocks.push(Block::Line(1, vec![faint("Beside it:")]));
            }
            let why = finding.turned_down.iter().find(|t| t.claim == *id);
            let told = self.claim(text, article, field, span, why.map(|t| &*t.reason));
            self.blocks.push(Block::Line(2, told.line()));
            self.blocks.extend(told.passage.map(|p| Block::Passage(2, p)));
        }
        for near in finding.turned_down.iter().filter(|t| !finding.related.contains(&t.claim)).take(3) {
            let Some((text, article, ..)) = self.claims.get(&*near.claim).copied() else { continue };
            let text = format!("{} ({}): {}", shortened(text, SHORT), self.label(article), near.reason);
            self.blocks.push(Block::Line(1, vec![faint("Not compared: "), plain(text)]));
        }
    }

    /// A finding with its values alone.
    fn in_brief(&mut self, finding: &'a Finding) {
        let mut told = Vec::new();
        for values in by_value(finding) {
            let mut wordings: Vec<(String, &super::Value, Vec<String>)> = Vec::new();
            for value in values {
                let (key, label) = (value.text.to_lowercase(), self.label(&value.article));
                match wordings.iter_mut().find(|w| w.0 == key) {
                    Some((.., labels)) if labels.contains(&label) => {}
                    Some((.., labels)) => labels.push(label),
                    None => wordings.push((key, value, vec![label])),
                }
            }
            for (_, value, labels) in wordings {
                let text = shortened(&value.text, 2 * AROUND);
                let text = if text.len() > SHORT { format!("“{text}”") } else { text };
                told.push(Told { value: Some(text), label: labels.join("; "), passage: None });
            }
        }
        self.blocks.push(Block::Values(told));
        self.reasons(finding);
        self.consensus(finding);
    }

    fn reasons(&mut self, finding: &'a Finding) {
        let reasons = reasons(finding).take(REASONS).join("; ");
        if !reasons.is_empty() {
            self.blocks.push(Block::Line(1, vec![faint("Why: "), plain(reasons + ".")]));
        }
    }

    fn consensus(&mut self, finding: &Finding) {
        let Some((value, origins)) = supported(finding) else { return };
        let origins = format!(" ({origins} origins)");
        self.blocks.push(Block::Line(1, vec![faint("Best supported: "), strong(value), plain(origins)]));
    }

    /// A claim with its source, its date and the words around it.
    fn claim(&self, text: &str, article: &str, field: Field, span: Span, note: Option<&str>) -> Told {
        let around = self.articles.get(article).and_then(|a| around(a.field(field), span));
        let mut label = self.label(article);
        if field == Field::Title {
            label += ", title";
        }
        label.extend(note.map(|n| format!(" ({n})")));
        let passage = match around {
            Some([before, value, after]) => Some(vec![plain(before), Run { style: Style::Marked, text: value }, plain(after)]),
            None => (text.len() > SHORT).then(|| vec![plain(text)]),
        };
        Told { value: (text.len() <= SHORT).then(|| text.to_owned()), label, passage }
    }

    /// An article's source and date.
    fn label(&self, article: &str) -> String {
        let Some(entry) = self.entries.get(article) else { return article.to_owned() };
        let date = entry.published.as_ref().map_or(String::new(), |d| format!(", {d}"));
        format!("{}{date}", entry.source)
    }

    fn statements(&mut self) {
        let r = self.report;
        let quotes = by_id(&r.quotes);
        let speakers = speakers(r, &quotes);
        if !speakers.is_empty() {
            self.blocks.push(Block::Section("Who said what"));
        }
        let entries: FxHashMap<&str, &SpeakerEntry> = r.speakers.iter().map(|s| (&*s.id, s)).collect();
        for speaker in &speakers {
            self.speaker(speaker, entries.get(speaker.key).copied());
            speaker.clusters.iter().for_each(|c| self.cluster(c, &quotes));
            speaker.quotes.iter().for_each(|q| self.quote(q));
        }
    }

    fn speaker(&mut self, speaker: &Statements<'_>, entry: Option<&SpeakerEntry>) {
        let name = entry.map_or(speaker.name, |e| &e.name);
        let mut runs = vec![strong(if name.is_empty() { "Speaker not named" } else { name })];
        if let Some(role) = entry.and_then(|e| e.role.as_deref()).filter(|role| *role != name) {
            runs.push(plain(format!(", {role}")));
        }
        self.blocks.push(Block::Entry(runs));
    }

    fn cluster(&mut self, cluster: &Cluster, quotes: &FxHashMap<&str, &Quote>) {
        let whole = |id: &String| quotes.get(&**id).copied();
        let Some(best) = whole(&cluster.representative) else { return };
        self.blocks.push(Block::Line(1, vec![plain(said(best, self.words(best, &cluster.representative)))]));
        let nested = |q: &Quote| q.parent.as_ref().is_some_and(|p| cluster.members.contains(p));
        let sources = |page: &Self, ids: &[String]| {
            ids.iter().filter_map(whole).filter(|q| !nested(q)).map(|q| page.told(q) + &other(q, cluster)).unique().collect::<Vec<_>>()
        };
        if cluster.readings.is_empty() {
            let base = folded(&self.words(best, &cluster.representative));
            let members = cluster.members.iter().filter_map(|id| Some((id, whole(id)?))).filter(|(_, q)| !nested(q));
            let lines = members.map(|(id, q)| {
                let words = self.words(q, id);
                let apart = folded(&words) != base;
                format!(
                    "{}{}{}",
                    self.told(q),
                    other(q, cluster),
                    if apart { format!(": {}", said(q, shortened(&words, QUOTE))) } else { String::new() }
                )
            });
            let lines: Vec<_> = lines.unique().map(|line| Block::Line(2, vec![plain(line)])).collect();
            self.blocks.extend(lines);
        }
        for reading in &cluster.readings {
            let how = |d: &super::Difference| format!("{}{}", d.text, if d.sense { " (changes the sense)" } else { "" });
            let differences = reading.differences.iter().map(how).join("; ");
            let labels = sources(self, &reading.members);
            let last = labels.len().saturating_sub(1);
            for (n, label) in labels.into_iter().enumerate() {
                let mut runs = vec![plain(label)];
                if n == last && !differences.is_empty() {
                    runs.push(plain(format!(": {differences}")));
                } else if n < last && !differences.is_empty() {
                    runs.push(plain(" and"));
                }
                self.blocks.push(Block::Line(2, runs));
            }
        }
        for (id, other) in cluster.renderings.iter().filter_map(|id| Some((id, whole(id)?))) {
            let text = said(other, self.words(other, id));
            self.blocks.push(Block::Line(2, vec![faint("In other words: "), plain(format!("{text} – {}", self.told(other)))]));
        }
    }

    fn quote(&mut self, quote: &Quote) {
        let text = said(quote, shortened(&quote.text, QUOTE));
        self.blocks.push(Block::Line(1, vec![plain(text), plain(format!(" – {}", self.told(quote)))]));
    }

    /// The characters of a quote, or of the piece of it that `id` names.
    fn words(&self, quote: &Quote, id: &str) -> String {
        let piece = quote.pieces.iter().find(|p| p.id == id);
        let text = piece.and_then(|p| Some(p.span.slice(self.articles.get(&*quote.article)?.field(quote.field))));
        text.filter(|t| !t.is_empty()).unwrap_or(&quote.text).to_owned()
    }

    /// The source of a quote, with whom it was told to and the outlet it came through.
    fn told(&self, quote: &Quote) -> String {
        let part = |p: &Option<crate::claim::Passage>, how: &str| p.as_ref().map_or(String::new(), |p| format!(", {how} {}", p.text));
        format!("{}{}{}", self.label(&quote.article), part(&quote.told_to, "told"), part(&quote.via, "via"))
    }

    fn sources(&mut self) {
        let r = self.report;
        if r.articles.len() < 2 {
            return;
        }
        self.blocks.push(Block::Section("Sources"));
        let links = r.links.iter().map(|l| (&*l.from, (l.kind, self.label(&l.to)))).into_group_map();
        for a in &r.articles {
            let mut runs = vec![strong(&*a.source)];
            runs.extend(a.published.iter().map(|d| plain(format!(", {d}"))));
            runs.extend(a.title.iter().map(|t| plain(format!(": {t}"))));
            self.blocks.push(Block::Entry(runs));
            let owed = links.get(&*a.id).into_iter().flatten().unique();
            for (kind, to) in &owed.sorted().chunk_by(|(kind, _)| kind) {
                let names = to.map(|(_, label)| label).join("; ");
                self.blocks.push(Block::Line(1, vec![plain(format!("{} {names}", link_name(*kind)))]));
            }
        }
        for origin in r.origins.iter().filter(|o| o.articles.len() > 1) {
            let names = origin.articles.iter().map(|a| self.label(a)).join("; ");
            self.blocks.push(Block::Entry(vec![plain("One origin: "), plain(names)]));
            for reason in &origin.reasons {
                self.blocks.push(Block::Line(1, vec![plain(&*reason.text)]));
            }
        }
    }

    fn limits(&mut self) {
        for (n, limit) in self.report.limits_hit.iter().enumerate() {
            if n == 0 {
                self.blocks.push(Block::Section("Not read in full"));
            }
            let article = limit.article.as_ref().map_or(String::new(), |a| format!("{a}: "));
            self.blocks.push(Block::Entry(vec![plain(format!("{article}{} ({})", limit.text, limit.limit))]));
        }
    }
}

/// Who said a quote of a cluster, where it is not whose cluster it is.
pub(super) fn other(quote: &Quote, cluster: &Cluster) -> String {
    // A role may be the other's.
    let name = |name: &str| name.split(' ').all(|w| w.starts_with(char::is_uppercase)) && !name.starts_with("The ");
    let speaker = quote.speaker.as_ref().filter(|s| s.id.is_some() && s.id != cluster.speaker && name(&s.name));
    speaker.map_or(String::new(), |s| format!(", as said by {}", s.name))
}

/// The origins of articles. An outlet that is only cited is the origin of some claims, and of no article.
pub(super) fn independent(r: &Report) -> usize {
    r.origins.iter().filter(|o| !o.articles.is_empty()).count()
}

/// What the report holds, in one sentence.
pub(super) fn lead(r: &Report) -> Vec<Run> {
    if r.articles.is_empty() {
        return vec![plain("No articles.")];
    }
    let mut what = counted(r.articles.len(), "article", "articles");
    let origins = independent(r);
    if origins > 1 {
        what += &format!(" of {origins} independent origins");
    }
    if r.stories.len() > 1 {
        what += &format!(", {} stories", r.stories.len());
    }
    let conflicts = match r.conflicts().count() {
        0 => "no conflicts".to_owned(),
        n => counted(n, "conflict", "conflicts"),
    };
    let alone = counted(r.uncorroborated().count(), "value", "values");
    let agreements = counted(r.agreements().count(), "agreement", "agreements");
    vec![plain(what + ": "), strong(conflicts), plain(format!(", {alone} from one source alone, {agreements}."))]
}

/// Why a finding has its grade, without what is said twice. How the values came to be compared at all, and
/// more pairs of them, are for the JSON.
pub(super) fn reasons(finding: &Finding) -> impl Iterator<Item = &str> {
    let graded = finding.reasons.iter().filter(|r| r.rule != "alignment");
    graded.map(|r| r.text.trim_end_matches('.')).filter(|r| !r.is_empty()).unique_by(|r| r.to_lowercase())
}

/// The value that several origins support, with their number.
pub(super) fn supported(finding: &Finding) -> Option<(String, usize)> {
    let c = finding.consensus.as_ref().filter(|c| c.origins.len() > 1)?;
    let number = |d: &rust_decimal::Decimal| grouped(&d.to_string());
    let value = match (&c.value, &c.low, &c.high) {
        (Some(value), ..) => grouped(value),
        (None, Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (None, Some(low), None) => format!("{} or more", number(low)),
        (None, None, Some(high)) => format!("{} or less", number(high)),
        (None, None, None) => return None,
    };
    let unit = match c.unit.as_deref() {
        Some("percent") => "%".to_owned(),
        Some(unit) if finding.kind != FindingKind::Count => format!(" {unit}"),
        _ => String::new(),
    };
    Some((value + &unit, c.origins.len()))
}

/// The quotes that stand inside another of the same speaker, or are nested in one: they show with it.
fn inner(quotes: &[Quote]) -> FxHashSet<&str> {
    let speaker = |q: &Quote| q.speaker.as_ref().map(|s| s.id.as_ref().unwrap_or(&s.name).clone());
    let mut order: Vec<&Quote> = quotes.iter().filter(|q| q.form != QuoteForm::Term).collect();
    order.sort_by_key(|q| (&*q.article, q.field, q.span.start, std::cmp::Reverse(q.span.end)));
    let mut inner: FxHashSet<&str> = quotes.iter().filter(|q| q.parent.is_some()).map(|q| &*q.id).collect();
    let mut around: Option<&Quote> = None;
    for quote in order {
        let outer = around.filter(|o| o.article == quote.article && o.field == quote.field && o.span.contains(quote.span));
        match outer {
            Some(outer) if speaker(outer) == speaker(quote) => drop(inner.insert(&quote.id)),
            Some(_) => {}
            None => around = Some(quote),
        }
    }
    inner
}

/// One speaker's statements: those of several sources, and those of one.
pub(super) struct Statements<'a> {
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    pub(super) clusters: Vec<&'a Cluster>,
    pub(super) quotes: Vec<&'a Quote>,
}

/// Quotes by their ids and those of their pieces.
pub(super) fn by_id(quotes: &[Quote]) -> FxHashMap<&str, &Quote> {
    quotes.iter().flat_map(|q| q.pieces.iter().map(move |p| (&*p.id, q)).chain([(&*q.id, q)])).collect()
}

/// Who said what; those with most statements first.
pub(super) fn speakers<'a>(r: &'a Report, quotes: &FxHashMap<&'a str, &'a Quote>) -> Vec<Statements<'a>> {
    let several =
        |c: &&Cluster| c.members.iter().chain(&c.renderings).filter_map(|id| quotes.get(&**id)).map(|q| &q.article).unique().count() > 1;
    let clusters: Vec<&Cluster> = r.clusters.iter().filter(several).collect();
    let shared: FxHashSet<&str> =
        clusters.iter().flat_map(|c| c.members.iter().chain(&c.renderings)).filter_map(|id| quotes.get(&**id)).map(|q| &*q.id).collect();
    let mut speakers: Vec<Statements<'_>> = Vec::new();
    let mut index: FxHashMap<&str, usize> = FxHashMap::default();
    let mut of = |q: &'a Quote| {
        let (key, name) = q.speaker.as_ref().and_then(|s| Some((s.id.as_deref()?, &*s.name))).unwrap_or_default();
        *index.entry(key).or_insert_with(|| {
            speakers.push(Statements { key, name, clusters: Vec::new(), quotes: Vec::new() });
            speakers.len() - 1
        })
    };
    let mut placed = Vec::new();
    for &cluster in &clusters {
        // Where its own words name nobody, another article's do.
        let best = quotes.get(&*cluster.representative).copied();
        let own = |q: &&Quote| q.speaker.as_ref().is_some_and(|s| s.id == cluster.speaker);
        let named = cluster.members.iter().filter_map(|id| quotes.get(&**id).copied()).find(own);
        if let Some(quote) = named.or(best) {
            placed.push((of(quote), Err(cluster)));
        }
    }
    let inner = inner(&r.quotes);
    let single = |q: &&Quote| q.form != QuoteForm::Term && !inner.contains(&*q.id) && !shared.contains(&*q.id);
    // A page that repeats its own paragraphs says a thing once.
    placed.extend(
        r.quotes.iter().filter(single).unique_by(|q| (&*q.article, &*q.text, q.speaker.as_ref().map(|s| &*s.name))).map(|q| (of(q), Ok(q))),
    );
    for (speaker, what) in placed {
        match what {
            Ok(quote) => speakers[speaker].quotes.push(quote),
            Err(cluster) => speakers[speaker].clusters.push(cluster),
        }
    }
    speakers.sort_by_key(|s| (s.name.is_empty(), std::cmp::Reverse((s.clusters.len(), s.quotes.len())), s.name));
    speakers
}

/// A finding's values, equal ones together, in the order in which each is first named.
pub(super) fn by_value(finding: &Finding) -> Vec<Vec<&super::Value>> {
    let mut groups: Vec<Vec<&super::Value>> = Vec::new();
    for value in &finding.values {
        match groups.iter_mut().find(|g| g[0].normalised == value.normalised) {
            Some(group) => group.push(value),
            None => groups.push(vec![value]),
        }
    }
    groups
}

/// What a date's words mean, where they do not say it.
pub(super) fn dated<'v>(kind: FindingKind, normalised: &'v str, text: &str) -> Option<&'v str> {
    (kind == FindingKind::Date && !text.contains(normalised) && !normalised.is_empty()).then_some(normalised)
}

/// A quote's words, between marks unless they are reported without; what somebody denies is no word of theirs.
pub(super) fn said(quote: &Quote, text: String) -> String {
    let denied = || quote.cue.as_ref().is_some_and(|c| Lexicon::shipped().denies(&c.text));
    match quote.form {
        QuoteForm::Indirect if denied() => format!("denied: {text}"),
        QuoteForm::Indirect => text,
        _ => format!("“{}”", text.trim()),
    }
}

fn plain(text: impl Into<String>) -> Run {
    Run { style: Style::Plain, text: text.into() }
}

fn strong(text: impl Into<String>) -> Run {
    Run { style: Style::Strong, text: text.into() }
}

fn faint(text: impl Into<String>) -> Run {
    Run { style: Style::Faint, text: text.into() }
}
