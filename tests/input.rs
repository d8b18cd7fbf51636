//! Reading articles: every form that is taken, and every form that is not.

use std::fs;
use std::path::PathBuf;

use corroborate::Error;
use corroborate::input::{Input, Reader};
use proptest::prelude::*;
use tempfile::TempDir;

/// A folder with these files; the first name is the path that is read, `.` for the folder.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn read(files: &[(&str, &[u8])]) -> Result<Input, Error> {
    let folder = folder(files);
    Reader::new().read(&[folder.path()])
}

fn ids(input: &Input) -> Vec<&str> {
    input.articles.iter().map(|a| a.id()).collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let input =
        read(&[("b.txt", b" date 2024-05-06 Rain."), ("a.jsonl", b"{\"id\":\"z\",\"text\":\"Sun.\"}\n"), ("c.md", b"no"), ("A.txt", b"")]);
    let input = input.unwrap();
    assert_eq!(ids(&input), ["A", "z", "b"]);
    assert_eq!(input.articles[2].text(), " date 2024-05-06 Rain.");
    assert_eq!(input.articles[2].date().unwrap().to_string(), "2024-05-06");
    assert!(input.articles[0].text().is_empty() && input.skipped.is_empty());
}

#[test]
fn every_part_of_a_row_is_read_and_null_is_absent() {
    let rows = concat!(
        "{\"id\":\"a\",\"text\":\"T\",\"title\":\"H\",\"source\":\"S\",\"published\":\"2024-05-06T10:00:00Z\",\"url\":\"https://www.x.example/1\",\"lang\":\"fr\",\"more\":[1]}\n",
        "\n  \r\n",
        "{\"id\":\"b\",\"text\":\"\",\"title\":null,\"source\":null,\"published\":null,\"url\":\"https://www.x.example/1\",\"lang\":null}\r\n",
        "{\"id\":\"c\",\"text\":\"no line end\"}",
    );
    let input = read(&[("x.jsonl", rows.as_bytes())]).unwrap();
    assert_eq!(ids(&input), ["a", "b", "c"]);
    let [a, b, c] = &input.articles[..] else { panic!("three articles") };
    assert_eq!((a.title_text(), a.source_name(), a.language(), a.is_english()), (Some("H"), "S", Some("fr"), false));
    assert_eq!(a.date().unwrap().to_string(), "2024-05-06");
    assert_eq!((b.title_text(), b.source_name(), b.date(), b.is_english()), (None, "x.example", None, true));
    assert_eq!(c.source_name(), "c");
}

#[test]
fn claims_and_text_may_stand_in_one_row_or_in_two() {
    let rows =
        b"{\"id\":\"a\",\"text\":\"T\"}\n{\"id\":\"a\",\"quotes\":[]}\n{\"id\":\"b\",\"text\":\"T\",\"quotes\":[\"of another tool\"]}\n";
    let input = read(&[("x.jsonl", rows)]).unwrap();
    assert_eq!(ids(&input), ["a", "b"]);
    assert_eq!(input.extractions.len(), 1);
    assert_eq!(input.extractions[0].id, "a");
    // An article named like the other kind of row is another name.
    let input = read(&[("x.jsonl", b"{\"id\":\"xa\",\"text\":\"T\"}\n{\"id\":\"a\",\"quotes\":[]}\n")]).unwrap();
    assert_eq!((ids(&input), input.extractions.len()), (vec!["xa"], 1));
}

/// Content of `x.jsonl` or `x.txt`, and what the error must say behind the folder's name.
const BAD: [(&str, &[u8], &str); 17] = [
    ("x.txt", b"one\ntwo \xff", "/x.txt:2: not UTF-8 (byte 8)"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"\xc3(\"}", "/x.jsonl:1: not UTF-8 (byte 18)"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"T\"}\n\n[1,2]\n", "/x.jsonl:3: no JSON object"),
    ("x.jsonl", b"\"text\"", "/x.jsonl:1: no JSON object"),
    ("x.jsonl", b"[\"a\",\"T\",null,null,null,null,null]", "/x.jsonl:1: no JSON object"),
    ("x.jsonl", b"nonsense", "/x.jsonl:1: no valid row: expected ident (column 2)"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"T\"", "/x.jsonl:1: no valid row: EOF while parsing an object (column 20)"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"T\"} {", "/x.jsonl:1: no valid row: trailing characters (column 23)"),
    ("x.jsonl", b"{\"text\":\"T\"}", "/x.jsonl:1: lacks `id`"),
    ("x.jsonl", b"{\"id\":\"\",\"text\":\"T\"}", "/x.jsonl:1: lacks `id`"),
    ("x.jsonl", b"{\"id\":\"a\"}", "/x.jsonl:1: lacks `text`"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":null}", "/x.jsonl:1: lacks `text`"),
    ("x.jsonl", b"{\"id\":7,\"text\":\"T\"}", "/x.jsonl:1: no valid row: invalid type: integer `7`, expected a string (column 7)"),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"T\",\"published\":\"May\"}", "/x.jsonl:1: `published` is no ISO date: \"May\""),
    ("x.jsonl", b"{\"id\":\"a\",\"text\":\"T\",\"published\":\"2023-02-29\"}", "/x.jsonl:1: `published` is no ISO date: \"2023-02-29\""),
    (
        "x.jsonl",
        b"{\"id\":\"a\",\"text\":\"T\"}\n{\"id\":\"a\",\"text\":\"U\"}",
        "/x.jsonl:2: the id \"a\" is used twice, first in {}/x.jsonl:1",
    ),
    (
        "x.jsonl",
        b"{\"id\":\"a\",\"quotes\":[{\"id\":1}]}",
        "/x.jsonl:1: no valid row: invalid type: integer `1`, expected a string (column 27)",
    ),
];

#[test]
fn bad_input_is_an_error_that_names_file_and_line() {
    for (name, bytes, message) in BAD {
        let folder = folder(&[(name, bytes)]);
        let at = folder.path().display().to_string();
        let error = Reader::new().read(&[folder.path()]).expect_err(message);
        assert_eq!(error.to_string(), format!("{at}{}", message.replace("{}", &at)));
        assert!(error.is_input() && !error.is_io() && !error.is_config(), "{message}");
    }
}

#[test]
fn bad_rows_can_be_skipped_with_their_reasons() {
    for (name, bytes, message) in BAD {
        let folder = folder(&[(name, bytes), ("y.jsonl", b"{\"id\":\"good\",\"text\":\"T\"}")]);
        let input = Reader::new().skip_bad(true).read(&[folder.path()]).unwrap();
        assert_eq!(input.skipped.len(), 1, "{message}");
        assert!(input.skipped[0].to_string().starts_with(&folder.path().display().to_string()), "{message}");
        assert_eq!(ids(&input).last(), Some(&"good"), "{message}");
    }
}

#[test]
fn two_files_of_one_name_are_one_id() {
    let (one, two) = (folder(&[("a.txt", b"T")]), folder(&[("a.txt", b"U")]));
    let error = Reader::new().read(&[one.path(), two.path()]).unwrap_err().to_string();
    let (first, second) = (one.path().join("a.txt"), two.path().join("a.txt"));
    assert_eq!(error, format!("{}: the id \"a\" is used twice, first in {}", second.display(), first.display()));
}

#[test]
fn a_path_that_is_not_there_or_no_input_is_an_error_even_where_rows_are_skipped() {
    let folder = folder(&[("a.md", b"T")]);
    for (name, io) in [("gone", true), ("gone.txt", true), ("gone.jsonl", true), ("a.md", false)] {
        let path = folder.path().join(name);
        let error = Reader::new().skip_bad(true).read(&[&path]).expect_err(name);
        assert_eq!(error.is_io(), io, "{name}");
        let what = if io { "cannot be read: " } else { "neither .txt nor .jsonl nor a folder" };
        assert!(error.to_string().starts_with(&format!("{}: {what}", path.display())), "{error}");
    }
    let none: [PathBuf; 0] = [];
    assert!(Reader::new().read(&none).unwrap().articles.is_empty());
}

#[test]
fn rows_of_any_form_are_handed_over_with_their_lines() {
    let folder = folder(&[("x.jsonl", b"{\"n\":1}\n\n{\"n\":\"two\"}\n{\"n\":3}\n")]);
    #[derive(serde::Deserialize)]
    struct Row {
        n: u32,
    }
    let path = folder.path().join("x.jsonl");
    let mut seen = Vec::new();
    let skipped = Reader::new().skip_bad(true).rows(&path, |row: Row, line| {
        seen.push((row.n, line));
        Ok(())
    });
    assert_eq!((skipped.unwrap().len(), &seen[..]), (1, &[(1, 1), (3, 4)][..]));
    let error = Reader::new().rows(&path, |_: Row, _| Ok(())).unwrap_err();
    assert!(error.to_string().contains("x.jsonl:3: no valid row"), "{error}");
}

proptest! {
    /// Whatever the bytes, reading ends with an answer, and skipping leaves no bad row in the way.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in any::<bool>()) {
        let folder = folder(&[(if text { "x.txt" } else { "x.jsonl" }, &bytes)]);
        let strict = Reader::new().read(&[folder.path()]);
        let lenient = Reader::new().skip_bad(true).read(&[folder.path()]).unwrap();
        prop_assert_eq!(strict.is_ok(), lenient.skipped.is_empty());
        if text {
            prop_assert_eq!(strict.is_ok(), std::str::from_utf8(&bytes).is_ok());
        }
    }

    /// What is written as a row comes back as it was.
    #[test]
    fn rows_come_back(id in "\\PC{1,8}", text in any::<String>(), title in prop::option::of(any::<String>())) {
        let row = serde_json::json!({"id": id, "text": text, "title": title}).to_string();
        let folder = folder(&[("x.jsonl", row.as_bytes())]);
        let input = Reader::new().read(&[folder.path()]).unwrap();
        prop_assert_eq!(input.articles[0].id(), id);
        prop_assert_eq!(input.articles[0].text(), text);
        prop_assert_eq!(input.articles[0].title_text(), title.as_deref());
    }
}
