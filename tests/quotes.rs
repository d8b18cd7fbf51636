//! Quotes and their speakers: a table of cases, a whole article at a glance, and what holds for any text.

use corroborate::{Article, Config, Quote, QuoteForm, extract};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    quotes: Vec<Expected>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Expected {
    text: Option<String>,
    form: Option<String>,
    speaker: Option<String>,
    cue: Option<String>,
    told_to: Option<String>,
    via: Option<String>,
    nested: Option<bool>,
    continues: Option<usize>,
    part_of: Option<usize>,
    pieces: Option<Vec<String>>,
}

fn quotes(text: &str) -> Vec<Quote> {
    extract(&Article::new("a", text), &Config::new()).quotes
}

fn form(q: &Quote) -> &'static str {
    match q.form {
        QuoteForm::Direct => "direct",
        QuoteForm::Partial => "partial",
        QuoteForm::Indirect => "indirect",
        QuoteForm::Term => "term",
    }
}

fn speaker(q: &Quote) -> &str {
    q.speaker.as_ref().map_or("", |s| s.name.as_str())
}

/// What differs between a quote and what was expected.
fn differences(text: &str, q: &Quote, want: &Expected) -> Vec<String> {
    let mut out = Vec::new();
    let mut check = |what: &str, got: &str, want: &Option<String>| {
        if let Some(want) = want
            && got != want
        {
            out.push(format!("{what} is {got:?}, not {want:?}"));
        }
    };
    let words = |p: &Option<corroborate::Passage>| p.as_ref().map_or(String::new(), |p| p.text.clone());
    check("text", &q.text, &want.text);
    check("form", form(q), &want.form);
    check("speaker", speaker(q), &want.speaker);
    check("cue", words(&q.cue).rsplit(' ').next().unwrap_or(""), &want.cue);
    check("told_to", &words(&q.told_to), &want.told_to);
    check("via", &words(&q.via), &want.via);
    check("nested", &q.parent.is_some().to_string(), &want.nested.map(|n| n.to_string()));
    check("continues", q.continues.as_deref().unwrap_or(""), &want.continues.map(|n| format!("a/q{n}")));
    check("part_of", q.part_of.as_deref().unwrap_or(""), &want.part_of.map(|n| format!("a/q{n}")));
    let pieces: Vec<&str> = q.pieces.iter().map(|p| p.span.slice(text)).collect();
    check("pieces", &format!("{pieces:?}"), &want.pieces.as_ref().map(|p| format!("{p:?}")));
    out
}

#[test]
fn table_of_cases() {
    let table: Table = toml::from_str(include_str!("quotes.toml")).unwrap();
    assert_eq!(table.case.len(), 151, "rows in the table");
    let mut wrong = Vec::new();
    for case in &table.case {
        let found = quotes(&case.text);
        if found.len() != case.quotes.len() {
            let list: Vec<_> = found.iter().map(|q| (form(q), &q.text)).collect();
            wrong.push(format!("{}: {} quotes, not {}: {list:?}", case.name, found.len(), case.quotes.len()));
            continue;
        }
        for (q, want) in found.iter().zip(&case.quotes) {
            wrong.extend(differences(&case.text, q, want).into_iter().map(|d| format!("{}: {d} ({:?})", case.name, q.text)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong of {} cases:\n{}", wrong.len(), table.case.len(), wrong.join("\n"));
}

#[test]
fn a_whole_article() {
    let text = include_str!("quotes_article.txt");
    let mut out = String::new();
    for q in quotes(text) {
        let of = |p: &Option<corroborate::Passage>| p.as_ref().map_or("-".to_owned(), |p| p.text.clone());
        out += &format!("{} {}\n", q.id.trim_start_matches("a/"), form(&q));
        out += &format!("    {}\n", q.text.replace('\n', " / "));
        if let Some(s) = &q.speaker {
            out += &format!("    {} <- {} ({}, {:.2})", s.name, of(&s.mention), s.how, s.confidence);
            out += &s.role.as_ref().map_or(String::new(), |r| format!(" role {r}"));
            out += "\n";
        }
        let links = [("cue", &q.cue), ("told to", &q.told_to), ("via", &q.via)];
        let mut line: Vec<String> = links.iter().filter(|(_, p)| p.is_some()).map(|(n, p)| format!("{n} {}", of(p))).collect();
        line.extend(q.parent.iter().map(|p| format!("inside {}", p.trim_start_matches("a/"))));
        line.extend(q.continues.iter().map(|p| format!("continues {}", p.trim_start_matches("a/"))));
        line.extend(q.part_of.iter().map(|p| format!("part of {}", p.trim_start_matches("a/"))));
        line.extend(q.pieces.iter().map(|p| format!("piece {:?}", p.span.slice(text))));
        if !line.is_empty() {
            out += &format!("    {}\n", line.join("; "));
        }
    }
    insta::assert_snapshot!(out);
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_quotes(text in "([“”\"'‘’«»„`]|''|said|he |she |Smith |Jane |, |\\. |\n|\n\n|that |told |according to |the |bridge |: |—|…|\\PC){0,60}") {
        let found = quotes(&text);
        for (n, q) in found.iter().enumerate() {
            prop_assert_eq!(&q.id, &format!("a/q{n}"));
            prop_assert_eq!(text.get(q.span.start..q.span.end), Some(q.text.as_str()));
            prop_assert!(q.outer.contains(q.span) && text.get(q.outer.start..q.outer.end).is_some());
            for p in [&q.cue, &q.told_to, &q.via, &q.speaker.as_ref().and_then(|s| s.mention.clone())].into_iter().flatten() {
                prop_assert_eq!(text.get(p.start..p.end), Some(p.text.as_str()));
            }
            prop_assert!(q.pieces.iter().all(|p| q.span.contains(p.span)));
            prop_assert!(q.form != QuoteForm::Term || q.speaker.is_none());
            prop_assert!(q.speaker.as_ref().is_none_or(|s| !s.name.is_empty() && (0.0..=1.0).contains(&s.confidence)));
            for other in q.parent.iter().chain(&q.continues).chain(&q.part_of) {
                prop_assert!(found[..n].iter().any(|o| &o.id == other), "{} goes to {other}", q.id);
            }
        }
        prop_assert!(found.windows(2).all(|w| w[0].outer.start <= w[1].outer.start));
    }
}
