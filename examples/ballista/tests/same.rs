//! One process and two executors give what the library alone gives, byte for byte after sorting.
//!
//! `SAME_STORIES` (of five articles each) and `SAME_STATEMENTS` make the collections larger.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use corroborate::input::Reader;
use corroborate::{Article, ClaimIndex, ClusterConfig, Config, Extraction, QuoteForm, Statement, extract, reconcile_extracted};

#[path = "../../common/generate.rs"]
mod generate;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corroborate-ballista");

/// A size that may be set from outside: the tests' own are small.
fn size(name: &str, own: usize) -> usize {
    std::env::var(name).map_or(own, |n| n.parse().expect("a number"))
}

/// Runs the program.
fn run(arguments: &[&str]) -> Output {
    let output = Command::new(PROGRAM).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn lines(path: &Path) -> Vec<String> {
    let mut lines: Vec<String> = std::fs::read_to_string(path).expect("a result").lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// What the three results on articles hold.
#[derive(Debug, PartialEq)]
struct Told {
    findings: Vec<String>,
    clusters: Vec<String>,
    statements: Vec<String>,
}

impl Told {
    /// As a run wrote it.
    fn read(out: &Path) -> Self {
        let read = |name: &str| lines(&out.join(name));
        Self { findings: read("findings.jsonl"), clusters: read("clusters.jsonl"), statements: read("statements.jsonl") }
    }

    /// As the library gives it.
    fn plain(articles: &[Article]) -> Self {
        let config = Config::new();
        let found: Vec<Extraction> = articles.iter().map(|a| extract(a, &config)).collect();
        let mut rows: Vec<(String, String, String)> = Vec::new();
        for (article, claims) in articles.iter().zip(&found) {
            let own = claims.quotes.iter().filter(|q| matches!(q.form, QuoteForm::Direct | QuoteForm::Partial) && q.parent.is_none());
            for quote in own {
                let mut spans: Vec<_> = quote.pieces.iter().map(|p| (&p.id, p.span)).collect();
                if spans.is_empty() {
                    spans.push((&quote.id, quote.span));
                }
                let text = |span| article.slice(quote.field, span).to_owned();
                rows.extend(spans.into_iter().map(|(id, span)| (id.clone(), text(span), article.id().to_owned())));
            }
        }
        let report = reconcile_extracted(articles, found, &config).expect("each fits its article");
        let of: BTreeMap<&str, &str> = report.stories.iter().flat_map(|s| s.articles.iter().map(|a| (a.as_str(), s.id.as_str()))).collect();
        let from: BTreeMap<&str, &str> = rows.iter().map(|(id, _, article)| (id.as_str(), article.as_str())).collect();
        let sorted = |mut lines: Vec<String>| {
            lines.sort();
            lines
        };
        let statements = clustered(&rows.iter().map(|(id, text, _)| (id.clone(), text.clone(), None)).collect::<Vec<_>>(), |id| {
            format!(",\"article\":{:?},\"story\":{:?}", from[id], of[from[id]])
        });
        Self {
            findings: sorted(report.findings.iter().map(|f| serde_json::to_string(f).expect("JSON")).collect()),
            clusters: sorted(report.clusters.iter().map(|c| serde_json::to_string(c).expect("JSON")).collect()),
            statements,
        }
    }
}

/// The clusters that the index gives, as lines.
fn clustered(rows: &[(String, String, Option<String>)], behind: impl Fn(&str) -> String) -> Vec<String> {
    let mut index = ClaimIndex::new(ClusterConfig::new());
    for (id, text, speaker) in rows {
        index.add(id, &[Statement { id, text, speaker: speaker.as_deref() }]);
    }
    let clusters = index.settle();
    let mut against = vec![None; clusters.len()];
    for (a, b) in clusters.conflicts() {
        for (from, to) in [(a, b), (b, a)] {
            if clusters.wordings(from) <= clusters.wordings(to) {
                against[from].get_or_insert(to);
            }
        }
    }
    let mut lines = Vec::new();
    for (cluster, against) in against.iter().enumerate() {
        let name = clusters.representative(cluster).expect("a statement");
        let against = against.map(|a| format!(",\"conflicts_with\":{:?}", clusters.representative(a).expect("a statement")));
        let against = against.as_deref().unwrap_or("");
        lines.extend(clusters.members(cluster).map(|id| format!("{{\"id\":{id:?},\"cluster\":{name:?}{against}{}}}", behind(id))));
    }
    lines.sort();
    lines
}

/// Articles of stories that differ, some reprinted, some with a date; and one without a word.
fn collection(stories: usize) -> Vec<Article> {
    let mut articles = vec![Article::new("empty", "")];
    for n in 0..stories as u64 * 5 {
        let (story, copy) = (n / 5, n % 5);
        let text = generate::text(story, if copy == 4 { 0 } else { copy }, 12);
        // What only this story's articles name.
        let mut numbers = generate::Numbers(story ^ 0x5eed);
        let name = |_| (0..4).map(|_| numbers.one(&["Bra", "kel", "Tor", "mun", "Sil", "hag", "Lind", "ober"])).collect::<String>();
        let names = (0..16).map(name).collect::<Vec<_>>().join(" and of ");
        let article = Article::new(format!("a{n:05}"), format!("{text} It lies north of {names}."));
        let day = format!("2024-{:02}-{:02}", 1 + story % 12, 1 + story / 12 % 28);
        let article = article.source(format!("paper {copy}"));
        articles.push(if story % 4 == 0 { article } else { article.published(&day).expect("a date") });
    }
    articles
}

fn written(articles: &[Article], path: &Path) {
    let mut file = std::fs::File::create(path).expect("a file");
    for a in articles {
        let date = a.date().map(|d| d.to_string());
        let row = serde_json::json!({"id": a.id(), "text": a.text(), "source": a.given_source(), "published": date});
        writeln!(file, "{row}").expect("written");
    }
}

/// Statements of speakers: near copies, cuts, fragments, some with another number, and some spliced of two.
fn statements(count: usize) -> Vec<(String, String, Option<String>)> {
    let mut numbers = generate::Numbers(7);
    let mut rows: Vec<(String, String, Option<String>)> = Vec::new();
    let mut said: Vec<(String, usize)> = Vec::new();
    for n in 0..count {
        if said.is_empty() || numbers.below(3) == 0 {
            let text = generate::text(n as u64, 0, 4).replace('\n', " ");
            let sentences: Vec<&str> = text.split(". ").collect();
            said.push((sentences[numbers.below(sentences.len())].to_owned(), n));
        }
        let (text, occasion) = &said[said.len() - 1 - numbers.below(said.len().min(6))];
        let words: Vec<&str> = text.split(' ').collect();
        let from = numbers.below(words.len());
        let text = match numbers.below(7) {
            0 => text.to_uppercase(),
            1 => words[..words.len() - from / 2].join(" "),
            2 => words[from..(from + 2).min(words.len())].join(" "),
            3 => words.iter().map(|w| if w.contains(|c: char| c.is_ascii_digit()) { "77" } else { w }).collect::<Vec<_>>().join(" "),
            4 => format!("He said that {text} indeed"),
            5 => format!("{text} … {}", said[numbers.below(said.len())].0),
            _ => text.clone(),
        };
        let speaker = (numbers.below(2) == 0).then(|| format!("speaker {occasion}"));
        rows.push((format!("s{n:06}"), text, speaker));
    }
    rows
}

fn folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, out) = (folder.path().join("rows.jsonl"), folder.path().join("out"));
    (folder, input, out)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn the_seeds_give_what_the_library_gives() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let (_folder, _, out) = folder();
    let articles = Reader::new().read(&[&seeds]).expect("articles").articles;
    let told = Told::plain(&articles);
    assert!(!told.findings.is_empty() && told.clusters.len() > 1 && told.statements.len() > 5);
    run(&[text(&seeds), "--out", text(&out), "--parts", "2"]);
    assert_eq!(Told::read(&out), told);
    let report = corroborate::reconcile(&articles, &Config::new());
    assert_eq!(report.stories.len(), 1, "the report on one story is that on all");
    let story = run(&["story", articles[2].id(), "--out", text(&out)]).stdout;
    let layout = corroborate::Layout::new(&articles).statements(true).width(100);
    assert_eq!(String::from_utf8(story).expect("text"), report.text(&layout));
}

#[test]
fn many_stories_give_what_the_library_gives_and_a_run_goes_on_where_it_was_cut_off() {
    let (_folder, input, out) = folder();
    let articles = collection(size("SAME_STORIES", 24));
    written(&articles, &input);
    let told = Told::plain(&articles);
    let stories: BTreeSet<&str> = told.statements.iter().filter_map(|s| s.split("\"story\":").nth(1)).collect();
    assert!(stories.len() > 10 && told.findings.len() > 50, "{} stories, {} findings", stories.len(), told.findings.len());
    let arguments = [text(&input), "--out", text(&out), "--parts", "3"];
    run(&arguments);
    assert_eq!(Told::read(&out), told);
    // As if it had ended while it told articles apart: half a file stands there.
    std::fs::remove_file(out.join("stages/likely.done")).expect("a finished step");
    std::fs::write(out.join("stages/likely/half.parquet"), "PAR1").expect("written");
    std::fs::remove_file(out.join("findings.jsonl")).expect("a result");
    let told_again = String::from_utf8(run(&arguments).stderr).expect("text");
    let step = |name: &str| told_again.lines().find(|l| l.split(' ').next() == Some(name)).expect("a step").to_owned();
    assert!(step("vectors").ends_with("done before") && step("read").ends_with("done before"), "{told_again}");
    assert!(!step("likely").ends_with("done before") && !step("verdicts").ends_with("done before"), "{told_again}");
    assert_eq!(Told::read(&out), told);
}

#[test]
fn statements_give_what_the_index_gives() {
    let (_folder, input, out) = folder();
    let rows = statements(size("SAME_STATEMENTS", 1500));
    let mut file = std::fs::File::create(&input).expect("a file");
    for (id, text, speaker) in &rows {
        writeln!(file, "{}", serde_json::json!({"id": id, "text": text, "speaker": speaker})).expect("written");
    }
    let clusters = clustered(&rows, |_| String::new());
    assert!(clusters.iter().any(|l| l.contains("conflicts_with")));
    let without = clustered(&rows.iter().map(|r| (r.0.clone(), r.1.clone(), None)).collect::<Vec<_>>(), |_| String::new());
    assert_ne!(clusters, without, "no fragment joins by its speaker");
    run(&[text(&input), "--statements", "--out", text(&out), "--parts", "3"]);
    assert_eq!(lines(&out.join("clusters.jsonl")), clusters);
    let there = out.with_extension("cluster");
    run(&[text(&input), "--statements", "--out", text(&there), "--parts", "3", "--standalone", "2"]);
    assert_eq!(lines(&there.join("clusters.jsonl")), clusters);
}

/// Two executors, one of which is stopped while the other goes on.
#[test]
fn a_lost_executor_changes_nothing() {
    let (_folder, input, out) = folder();
    let articles = collection(size("SAME_STORIES", 12));
    written(&articles, &input);
    let mut child = Command::new(PROGRAM)
        .args([text(&input), "--out", text(&out), "--parts", "3", "--standalone", "2"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let (mut executor, mut stopped, mut all) = (String::new(), false, String::new());
    for line in BufReader::new(child.stderr.take().expect("its messages")).lines() {
        let line = line.expect("a line");
        if let Some(id) = line.strip_prefix("executor 1 is process ") {
            executor = id.to_owned();
        }
        // The next step reads the articles, and has only begun.
        if line.starts_with("articles ") {
            std::thread::sleep(std::time::Duration::from_millis(500));
            stopped = Command::new("kill").args(["-9", &executor]).status().expect("kill").success();
        }
        all += &line;
        all.push('\n');
    }
    assert!(child.wait().expect("it ends").success(), "{all}");
    assert!(stopped, "{all}");
    assert_eq!(Told::read(&out), Told::plain(&articles));
    assert!(!out.join("work").exists(), "what executors kept is left behind");
}
