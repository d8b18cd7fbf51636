//! What must hold for any bytes, one function to a target: each panics where it does not.

use std::cell::OnceCell;
use std::fs;
use std::hash::Hasher as _;
use std::path::PathBuf;

use corroborate::{
    Article, ClaimIndex, ClusterConfig, ClusterMode, Config, DateValue, Extraction, Field, Offsets, Report, Span, Statement, collate, extract as read,
    input::Reader, reconcile as hold, reconcile_extracted,
};
use rust_decimal::Decimal;
use twox_hash::xxhash3_64::Hasher;

/// The targets by name.
pub const TARGETS: [(&str, fn(&[u8])); 6] =
    [("extract", extract), ("figures", figures), ("cluster", cluster), ("reconcile", reconcile), ("index", index), ("jsonl", jsonl)];

fn at(article: &Article, field: Field, span: Span) -> &str {
    article.field(field).get(span.start..span.end).expect("a span of the text")
}

/// One article: what is found stands where it says, survives JSON, and is found again.
pub fn extract(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (title, text) = text.split_once('\u{1}').map_or((None, &*text), |(title, text)| (Some(title), text));
    let mut article = Article::from_plain_text("a", text);
    if let Some(title) = title {
        article = article.title(title);
    }
    let config = Config::new();
    let found = read(&article, &config);
    for q in &found.quotes {
        assert_eq!(at(&article, q.field, q.span), q.text);
        assert!(q.outer.contains(q.span));
        assert!(q.pieces.iter().all(|p| q.span.contains(p.span)));
    }
    for f in &found.figures {
        assert_eq!(at(&article, f.field, f.span), f.text);
        assert!(f.measure.evidence.iter().all(|e| !at(&article, f.field, e.span).is_empty()));
    }
    for a in &found.assertions {
        assert_eq!(at(&article, a.field, a.span), a.text);
    }
    let json = serde_json::to_string(&found).expect("JSON");
    assert!(serde_json::from_str::<Extraction>(&json).expect("our own JSON") == found);
    let mut turned = found.clone();
    turned.convert(&article, Offsets::Utf16);
    turned.convert(&article, Offsets::Bytes);
    assert!(turned == found);
    if data.len() < 200 {
        let few = read(&article, &Config::new().max_text(data.len() / 2).max_claims(2));
        assert!(few.figures.len() <= 2 && few.quotes.len() <= 2 && few.assertions.len() <= 2);
    }
}

/// A number is printed in some form and read again; a date, too.
pub fn figures(data: &[u8]) {
    if let Some(date) = std::str::from_utf8(data).ok().and_then(|t| t.parse::<DateValue>().ok()) {
        assert_eq!(date.to_string().parse(), Ok(date));
        if let Some((start, end)) = date.interval() {
            assert!(start < end || matches!(date, DateValue::Interval(..)));
        }
    }
    let &[form, places, ref digits @ ..] = data else { return };
    let Some(digits) = digits.first_chunk::<8>() else { return };
    // Fewer places for larger numbers: beyond eighteen digits in all nobody prints a figure.
    let number = Decimal::new((u64::from_le_bytes(*digits) % 1_000_000_000_000) as i64, u32::from(places % 5));
    let number = if number.is_zero() { Decimal::ONE } else { number };
    let printed = grouped(number);
    let (text, want) = match form % 5 {
        0 => (format!("The bridge cost ${printed} in all."), number),
        1 => (format!("The bridge cost €{printed} million in all."), number * Decimal::from(1_000_000)),
        2 => (format!("Turnout rose to {printed} percent in all."), number),
        3 => (format!("The bridge is {printed} metres long."), number),
        _ => (format!("The bridge cost {printed} pounds in all."), number),
    };
    let found = read(&Article::new("a", text.as_str()), &Config::new());
    let values: Vec<Option<Decimal>> = found.figures.iter().map(|f| f.value).collect();
    assert_eq!(values, [Some(want)], "{text}");
}

/// With commas between every three digits before the point.
fn grouped(number: Decimal) -> String {
    let plain = number.to_string();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (n, c) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if part.is_empty() { out } else { format!("{out}.{part}") }
}

fn filled(config: ClusterConfig, lines: &[(String, &str)], back: bool) -> ClaimIndex {
    let mut index = ClaimIndex::new(config);
    let mut add = |(id, text): &(String, &str)| index.add(id, &[Statement { id, text, speaker: None }]);
    if back { lines.iter().rev().for_each(&mut add) } else { lines.iter().for_each(&mut add) }
    index
}

fn members(index: &mut ClaimIndex) -> Vec<Vec<String>> {
    let clusters = index.settle();
    let mut all: Vec<Vec<String>> = (0..clusters.len()).map(|c| clusters.members(c).map(str::to_owned).collect()).collect();
    all.iter_mut().for_each(|c: &mut Vec<String>| c.sort());
    all.sort();
    all
}

/// Statements, a line each: every one is in one cluster, and a spliced one in those of its pieces, whatever the order; any
/// two are collated.
pub fn cluster(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines: Vec<(String, &str)> = text.lines().take(24).enumerate().map(|(n, l)| (format!("s{n}"), l)).collect();
    let mode = [ClusterMode::Bridge, ClusterMode::Strict, ClusterMode::Components][data.len() % 3];
    let config = ClusterConfig::story().mode(mode).max_words(40);
    let mut index = filled(config, &lines, false);
    let all = members(&mut index);
    assert_eq!(all.iter().map(Vec::len).sum::<usize>(), lines.len() + index.clusters().spliced().count());
    assert!(all.iter().all(|c| c.windows(2).all(|w| w[0] != w[1])), "a statement twice in one cluster");
    assert_eq!(members(&mut filled(config, &lines, true)), all);
    for ((_, a), (_, b)) in lines.iter().zip(lines.iter().skip(1)) {
        index.query(a);
        assert!(collate(a, b).iter().all(|d| d.span.is_none_or(|s| b.get(s.start..s.end).is_some())));
        assert!(collate(a, a).is_empty());
    }
}

/// Articles, parted by lines of `==`: one report in any order, which survives JSON.
pub fn reconcile(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut articles: Vec<Article> =
        text.split("\n==\n").take(5).enumerate().map(|(n, t)| Article::from_plain_text(format!("a{n}"), t)).collect();
    let config = Config::new();
    let report = hold(&articles, &config);
    checked(&articles, &report);
    articles.reverse();
    assert!(hold(&articles, &config) == report, "another order, another report");
    let _ = hold(&articles, &Config::new().max_compared(3).max_claims(5));
}

fn checked(articles: &[Article], report: &Report) {
    for value in report.findings.iter().flat_map(|f| &f.values) {
        let article = articles.iter().find(|a| a.id() == value.article).expect("one of the articles");
        assert_eq!(at(article, value.field, value.span), value.text);
    }
    let json = serde_json::to_string(report).expect("JSON");
    assert!(serde_json::from_str::<Report>(&json).expect("our own JSON") == *report);
}

/// A file of this process's own.
fn written(name: &str, data: &[u8]) -> PathBuf {
    thread_local!(static FOLDER: OnceCell<tempfile::TempDir> = const { OnceCell::new() });
    let path = FOLDER.with(|f| f.get_or_init(|| tempfile::tempdir().expect("a folder")).path().join(name));
    fs::write(&path, data).expect("written");
    path
}

/// A saved index: opened or refused. That what is damaged is found by more than its sum, the sum is mended.
pub fn index(data: &[u8]) {
    let mut bytes = data.to_vec();
    if bytes.len() % 2 == 0 {
        let mut hash = Hasher::new();
        hash.write(&bytes);
        bytes.extend(hash.finish().to_le_bytes());
    }
    let path = written("index", &bytes);
    match ClaimIndex::open(&path) {
        Err(e) => assert!(e.is_input(), "{e}"),
        Ok(mut index) => {
            index.query("We will rebuild the old bridge before winter.");
            let _ = index.clusters();
            index.add("z", &[Statement { id: "z", text: "We will rebuild the old bridge before winter.", speaker: None }]);
            index.settle();
            index.save(&path).expect("saved");
            ClaimIndex::open(&path).expect("what was saved opens");
        }
    }
}

/// Lines of JSON: read or refused, with and without bad rows; what was read is reconciled.
pub fn jsonl(data: &[u8]) {
    let path = written("rows.jsonl", data);
    if let Err(e) = Reader::new().read(&[&path]) {
        assert!(e.is_input() && !e.to_string().is_empty(), "{e}");
    }
    let Ok(input) = Reader::new().skip_bad(true).read(&[&path]) else { return };
    if let Ok(report) = reconcile_extracted(&input.articles, input.extractions, &Config::new()) {
        checked(&input.articles, &report);
    }
}
