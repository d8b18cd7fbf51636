//! Files that earlier versions wrote are read by this one. `COMPAT_WRITE=NAME` adds the files of this version.

use std::fs;
use std::path::{Path, PathBuf};

use corroborate::{
    Article, ClaimIndex, ClusterConfig, Config, Extraction, Offsets, Report, Statement, extract, reconcile, reconcile_extracted,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat");

fn articles() -> Vec<Article> {
    let post = "The quay in Port Ostrava cost $12 million, the harbour board said on Monday. “We ‘stand’ by it … all of it,” \
        Mayor Ida Falk told the Post. At least 14 people were hurt.";
    let echo = "The quay in Port Ostrava cost $21 million, or about €19 million. “We stand by it,” said Ida Falk, the mayor. \
        The board has not issued any statement. Two-thirds of 1,250 homes lost power.";
    vec![
        Article::new("post", post).source("Post").published("2024-06-12").expect("a date").title("Quay opens"),
        Article::new("echo", echo).source("Echo").url("https://echo.example/1"),
    ]
}

fn statements() -> ClaimIndex {
    let mut index = ClaimIndex::new(ClusterConfig::story());
    for (id, text) in
        [("a", "We will stand by the quay and all who built it"), ("b", "we will stand by the quay"), ("c", "The storm took the roof")]
    {
        index.add(id, &[Statement { id, text, speaker: Some("Ida Falk") }]);
    }
    index.settle();
    index
}

/// The files of each version that are kept, by folder.
fn versions() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(FOLDER).expect("kept files").map(|e| e.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    all.sort();
    assert!(!all.is_empty());
    all
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{}: {e}", folder.join(name).display()))
}

#[test]
fn what_earlier_versions_wrote_is_read() {
    if let Some(name) = std::env::var_os("COMPAT_WRITE") {
        write(&Path::new(FOLDER).join(name));
    }
    for folder in versions() {
        let articles = articles();
        let report: Report = serde_json::from_str(&read(&folder, "report.json")).expect("a report");
        assert_eq!((report.schema, report.articles.len()), (1, 2));
        assert!(report.conflicts().next().is_some(), "it had a conflict");
        for value in report.findings.iter().flat_map(|f| &f.values) {
            let article = articles.iter().find(|a| a.id() == value.article).expect("one of the two");
            assert_eq!(article.slice(value.field, value.span), value.text);
        }
        for lines in ["extracted.bytes.jsonl", "extracted.utf16.jsonl"] {
            let text = read(&folder, lines);
            let found: Vec<Extraction> = text.lines().map(|l| serde_json::from_str(l).expect("a line")).collect();
            let again = reconcile_extracted(&articles, found, &Config::new()).expect("they fit their articles");
            assert!(again.conflicts().next().is_some(), "{lines}");
        }
        match ClaimIndex::open(&folder.join("index")) {
            Ok(mut index) => {
                assert_eq!(index.len(), 3);
                assert_eq!(index.settle().len(), 2);
            }
            // The index is a cache: another version may refuse it, and must say why.
            Err(e) => assert!(e.to_string().contains("another version"), "{e}"),
        }
    }
}

fn write(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let (articles, config) = (articles(), Config::new());
    let put = |name: &str, text: String| fs::write(folder.join(name), text).expect("written");
    put("report.json", serde_json::to_string_pretty(&reconcile(&articles, &config)).expect("JSON") + "\n");
    for (unit, name) in [(Offsets::Bytes, "bytes"), (Offsets::Utf16, "utf16")] {
        let line = |a: &Article| {
            let mut found = extract(a, &config);
            found.convert(a, unit);
            serde_json::to_string(&found).expect("JSON") + "\n"
        };
        put(&format!("extracted.{name}.jsonl"), articles.iter().map(line).collect());
    }
    statements().save(&folder.join("index")).expect("saved");
}
