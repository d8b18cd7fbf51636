//! The example programs as a user meets them: output, errors and exit status. `cargo test` builds them
//! beforehand.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");

fn program(name: &str) -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let path = here.parent().and_then(Path::parent).unwrap().join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built: cargo build --examples", path.display());
    path
}

fn run(name: &str, arguments: &[&str], stdin: &str) -> Output {
    Command::new(program(name)).args(arguments).env_remove("NO_COLOR").write_stdin(stdin).output().unwrap()
}

/// The output of a run that must succeed, and say nothing on standard error.
fn good(name: &str, arguments: &[&str], stdin: &str) -> String {
    let output = run(name, arguments, stdin);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{name} {arguments:?}");
    text(&output.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn reconcile_writes_one_object_and_extract_a_line_per_article() {
    let report = json(&good("reconcile", &["--format", "json", SEEDS], ""));
    assert_eq!((&report["schema"], &report["offsets"]), (&1.into(), &"bytes".into()));
    let ids: Vec<&Value> = report["articles"].as_array().unwrap().iter().map(|a| &a["id"]).collect();
    assert_eq!(ids.len(), 5);
    let lines: Vec<Value> = good("extract", &[SEEDS], "").lines().map(json).collect();
    assert_eq!(lines.iter().map(|l| &l["id"]).collect::<Vec<_>>(), ids);
    assert!(lines.iter().all(|l| l["quotes"].is_array() && l["figures"].is_array() && l["assertions"].is_array()));
}

#[test]
fn extracted_lines_stand_in_for_extracting_again_in_any_unit() {
    let again = good("reconcile", &["--format", "json", SEEDS], "");
    for unit in ["bytes", "chars", "utf16"] {
        let lines = good("extract", &["--offsets", unit, SEEDS], "");
        assert_eq!(good("reconcile", &["--format", "json", SEEDS, "-"], &lines), again, "{unit}");
    }
}

#[test]
fn extracted_lines_must_fit_their_articles() {
    let article = r#"{"id":"a","text":"She said “no”."}"#;
    let quote =
        |text: &str| format!(r#"{{"id":"a","quotes":[{{"id":"a/q1","article":"a","span":{{"start":12,"end":14}},"text":"{text}"}}]}}"#);
    let report = json(&good("reconcile", &["--format", "json", "-"], &format!("{article}\n{}", quote("no"))));
    assert_eq!(report["quotes"][0]["text"], "no");
    refused("reconcile", &["-"], &format!("{article}\n{}", quote("na")), "the claim \"a/q1\" does not fit the article \"a\"");
    refused("reconcile", &["-"], &quote("no"), "the extraction of \"a\" has no article");
    refused("extract", &["-"], &quote("no"), "claims of \"a\" were extracted before; its text is needed here");
}

/// A run that must end with status 2, one error and nothing written.
fn refused(name: &str, arguments: &[&str], stdin: &str, message: &str) {
    let output = run(name, arguments, stdin);
    assert_eq!(output.status.code(), Some(2), "{name} {arguments:?}");
    assert_eq!(text(&output.stdout), "", "{name} {arguments:?}");
    let error = text(&output.stderr);
    assert!(error.contains(message) && !error.contains("panicked"), "{name} {arguments:?}: {error}");
}

#[test]
fn bad_input_ends_with_status_2_and_nothing_written() {
    let good = "{\"id\":\"g\",\"text\":\"Rain fell.\"}\n";
    let rows = [
        ("[1]", "standard input:2: no JSON object"),
        ("nonsense", "standard input:2: no valid row"),
        ("{\"text\":\"T\"}", "standard input:2: lacks `id`"),
        ("{\"id\":\"a\"}", "standard input:2: lacks `text`"),
        ("{\"id\":\"g\",\"text\":\"T\"}", "standard input:2: the id \"g\" is used twice, first in standard input:1"),
        ("{\"id\":\"a\",\"text\":\"T\",\"published\":\"soon\"}", "standard input:2: `published` is no ISO date: \"soon\""),
    ];
    for name in ["reconcile", "extract"] {
        for (row, message) in rows {
            refused(name, &["-"], &format!("{good}{row}\n"), message);
        }
        let folder = folder(&[("a.jsonl", good.as_bytes()), ("b.txt", b"one\n\xff")]);
        refused(name, &[folder.path().to_str().unwrap()], "", "b.txt:2: not UTF-8");
        refused(name, &["no/such/path"], "", "no/such/path: cannot be read: there is no such file or folder");
        refused(name, &["no/such.txt"], "", "no/such.txt: cannot be read: ");
        refused(name, &["--frobnicate", SEEDS], "", "--frobnicate");
        refused(name, &["--offsets", "words", SEEDS], "", "expected one of `bytes`, `chars`, `utf16`");
        refused(name, &[], "", "PATH");
    }
    let formats =
        if cfg!(feature = "page") { "possible values: text, markdown, html, json" } else { "possible values: text, markdown, json" };
    refused("reconcile", &["--format", "xml", SEEDS], "", formats);
    refused("reconcile", &["--only", "amount,sum", SEEDS], "", "unknown variant `sum`, expected one of `amount`");
    refused("reconcile", &["--min-grade", "bad", SEEDS], "", "unknown variant `bad`, expected one of `contradictory`");
}

#[test]
fn bad_rows_are_skipped_and_told_at_the_end() {
    let rows = "{\"id\":\"g\",\"text\":\"Rain fell.\"}\n[]\n{\"id\":\"h\"}\n{\"id\":\"i\",\"text\":\"Snow fell.\"}\n";
    for (name, arguments) in [("reconcile", vec!["--skip-bad", "--format", "json", "-"]), ("extract", vec!["--skip-bad", "-"])] {
        let output = run(name, &arguments, rows);
        assert_eq!(output.status.code(), Some(0));
        let told = format!("{name}: 2 rows were left out:\n  standard input:2: no JSON object\n  standard input:3: lacks `text`\n");
        assert_eq!(text(&output.stderr), told);
        assert_eq!(text(&output.stdout).matches("\"id\":\"g\"").count(), 1);
        assert_eq!(text(&output.stdout).matches("\"id\":\"i\"").count(), 1);
    }
    refused("reconcile", &["--skip-bad", "no/such/path"], "", "no/such/path");
}

#[test]
fn cluster_names_what_belongs_together() {
    let row = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"source\":\"of {id}\",\"text\":\"{text}\"}}\n");
    let same = "We shall rebuild the harbour wall before the autumn storms arrive, whatever it takes";
    let rows = row("a", same) + &row("b", "The harvest was poor in the northern valleys this summer") + &row("c", same);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in good("cluster", &["-"], &rows).lines() {
        let line = json(line);
        let word = |key: &str| line[key].as_str().unwrap().to_owned();
        pairs.push((word("id"), word("cluster")));
    }
    pairs.sort();
    let [(a, of_a), (b, of_b), (c, of_c)] = &pairs[..] else { panic!("three rows: {pairs:?}") };
    assert_eq!([a, b, c], ["a", "b", "c"]);
    assert!(of_a == of_c && of_a != of_b, "{pairs:?}");

    refused("cluster", &["-"], &(rows.clone() + &row("a", "again")), "standard input:4: the id \"a\" is used twice");
    refused("cluster", &["-"], "{\"id\":\"a\"}", "standard input:1: no valid row: missing field `text`");
    refused("cluster", &["no/such.jsonl"], "", "no/such.jsonl: cannot be read: ");
    refused("cluster", &["--mode", "loose", "-"], "", "unknown variant `loose`, expected one of");
    let output = run("cluster", &["--skip-bad", "-"], &(rows + "[]\n"));
    assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(0), 3));
    assert_eq!(text(&output.stderr), "cluster: 1 row was left out:\n  standard input:4: no JSON object\n");
}

#[test]
fn an_empty_text_or_no_date_is_no_error() {
    let lines = good("extract", &["-"], "{\"id\":\"e\",\"text\":\"\"}\n{\"id\":\"d\",\"text\":\"It rained last week.\"}\n");
    let lines: Vec<Value> = lines.lines().map(json).collect();
    assert_eq!(lines.len(), 2);
    assert!(["quotes", "figures", "assertions"].iter().all(|k| lines[0][k].as_array().unwrap().is_empty()));
    assert!(lines[1]["figures"].as_array().unwrap().iter().all(|f| f["date"].is_null()));
    assert_eq!(good("reconcile", &["-"], ""), "No articles.\n");
    assert_eq!(json(&good("reconcile", &["--format", "json", "-"], ""))["articles"], Value::Array(vec![]));
}

#[test]
fn files_folders_and_standard_input_go_together() {
    let folder = folder(&[("b.txt", b"Rain fell."), ("notes.md", b"no input"), ("a.jsonl", b"{\"id\":\"z\",\"text\":\"Snow fell.\"}\n")]);
    let file = format!("{SEEDS}/000_c6255541ef1d1145.txt");
    let lines = good("extract", &["-", folder.path().to_str().unwrap(), &file], "{\"id\":\"s\",\"text\":\"Hail fell.\"}");
    let ids: Vec<String> = lines.lines().map(|l| json(l)["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["s", "z", "b", "000_c6255541ef1d1145"]);
}

#[test]
fn offsets_are_counted_in_the_unit_asked_for() {
    let rows = "{\"id\":\"a\",\"text\":\"𝄞 — “It is over,” Ann Lee said.\"}
        {\"id\":\"a\",\"quotes\":[{\"id\":\"a/q1\",\"article\":\"a\",\"span\":{\"start\":12,\"end\":23},\"text\":\"It is over,\"}]}";
    for (unit, start) in [("bytes", 12), ("chars", 5), ("utf16", 6)] {
        let report = json(&good("reconcile", &["--format", "json", "--offsets", unit, "-"], rows));
        assert_eq!(report["offsets"], unit);
        assert_eq!(report["quotes"][0]["span"], serde_json::json!({"start": start, "end": start + 11}), "{unit}");
    }
}

/// Two sources, of which one has another cost and both have one count.
const PAIR: &str = concat!(
    "{\"id\":\"post\",\"text\":\"The bridge over the Venn cost $41 million, the mayor said. Fourteen workers were injured.\"}\n",
    "{\"id\":\"echo\",\"text\":\"The city opened its bridge. The bridge over the Venn cost $48 million. Fourteen workers were injured.\"}\n",
);

#[test]
fn conflicts_come_first_and_set_the_status_where_that_is_asked_for() {
    let shown = good("reconcile", &["-"], PAIR);
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words:?} in {shown}"));
    assert!(at("CONFLICTS") < at("DISCREPANT amount") && at("DISCREPANT amount") < at("AGREEMENTS"), "{shown}");
    assert!(at("$41 million") > at("DISCREPANT") && at("AGREEMENTS") < at("Fourteen – "), "{shown}");
    let status = |arguments: &[&str], stdin: &str| run("reconcile", &[arguments, &["-"]].concat(), stdin).status.code();
    assert_eq!(status(&["--exit-code"], PAIR), Some(1));
    assert_eq!(status(&["--exit-code", "--format", "json"], PAIR), Some(1));
    assert_eq!(status(&["--exit-code", "--only", "count"], PAIR), Some(0));
    assert_eq!(status(&["--exit-code"], PAIR.lines().next().unwrap()), Some(0));
    assert_eq!(status(&["--exit-code"], "[]"), Some(2));
}

#[test]
fn findings_can_be_chosen_by_kind_and_grade() {
    let chosen = |arguments: &[&str]| -> Vec<(String, String)> {
        let report = json(&good("reconcile", &[arguments, &["--format", "json", "-"]].concat(), PAIR));
        let findings = report["findings"].as_array().unwrap().clone();
        let word = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
        findings.iter().map(|f| (word(f, "kind"), word(f, "grade"))).collect()
    };
    let pair = |kind: &str, grade: &str| (kind.to_owned(), grade.to_owned());
    let (amount, count) = (pair("amount", "discrepant"), pair("count", "same"));
    assert_eq!(chosen(&[]), [amount.clone(), count.clone()]);
    assert_eq!(chosen(&["--min-grade", "same"]), [amount.clone(), count.clone()]);
    assert_eq!(chosen(&["--min-grade", "rounding"]), std::slice::from_ref(&amount));
    assert_eq!(chosen(&["--min-grade", "contradictory"]), []);
    assert_eq!(chosen(&["--only", "count"]), std::slice::from_ref(&count));
    assert_eq!(chosen(&["--only", "date,count", "--only", "amount"]), [amount, count]);
    assert_eq!(chosen(&["--only", "count", "--min-grade", "discrepant"]), []);
}

#[test]
fn text_output_has_no_colour_where_it_is_no_terminal() {
    for format in ["text", "markdown"] {
        let shown = good("reconcile", &["--format", format, SEEDS], "");
        assert!(shown.starts_with("5 articles") && !shown.contains('\u{1b}'), "{shown}");
        assert!(format == "markdown" || shown.lines().all(|l| l.chars().count() <= 80), "{shown}");
    }
}

/// What an article changes is told before the next one comes.
#[test]
fn a_feed_is_watched_as_it_comes() {
    let mut child =
        std::process::Command::new(program("watch")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut feed = child.stdin.take().unwrap();
    feed.write_all(PAIR.as_bytes()).unwrap();
    feed.write_all(b"\n").unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = told.next().unwrap().unwrap();
    assert!(line.contains(": changed: discrepant amount: "), "{line}");
    feed.write_all(b"{\"id\":\"c\"}\n").unwrap();
    drop(feed);
    let rest: Vec<String> = told.map(Result::unwrap).collect();
    assert!(rest.iter().filter(|l| l.starts_with("  ") && l.contains(" – ")).count() == 2, "{rest:?}");
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert!(errors.contains("standard input:4: lacks `text`"), "{errors}");
}

#[test]
fn help_goes_to_standard_output() {
    for name in ["reconcile", "extract"] {
        let help = good(name, &["--help"], "");
        assert!(help.contains("--skip-bad") && help.contains("--offsets"), "{help}");
    }
}

#[test]
fn standard_output_closed_early_ends_quietly() {
    // More than pipes and buffers hold.
    let rows: String =
        (0..4000).map(|n| format!("{{\"id\":\"article-{n}\",\"text\":\"“It is over,” Ann Lee said on Tuesday.\"}}\n")).collect();
    let folder = folder(&[("x.jsonl", rows.as_bytes())]);
    let mut child = std::process::Command::new(program("extract"))
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors), (Some(0), String::new()));
    assert_eq!(json(&line)["id"], "article-0");
}
