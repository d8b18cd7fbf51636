//! The report for people and for programs, on a made-up story with a made-up reading.

use corroborate::{
    Article, ArticleEntry, Cluster, Config, Consensus, Difference, DifferenceKind, Field, Figure, FigureKind, Finding, FindingKind, Grade,
    Layout, LimitHit, Link, LinkKind, Offsets, Origin, Passage, Piece, Quote, QuoteForm, Reading, Reason, Report, SCHEMA, Span, Speaker,
    SpeakerEntry, Story, TurnedDown, Value, reconcile,
};

fn articles() -> Vec<Article> {
    let harbour = "The ferry Aurélie ran aground off Kessel Point on Tuesday with 214 people on board, the coastguard said. \
        “Everyone is safe and nobody was left behind,” Captain Mara Venn told Harbour Radio. Salvage will cost €3.4 million, \
        the port authority estimated.\nAbout 40 passengers were treated for cold.";
    let echo = "Kessel Point – A ferry carrying 241 people struck rocks on 11 June. “Everyone is safe … nobody was left behind,” \
        the captain, Mara Venn, said. Raising the ship will cost about €3 million. Fishermen demanded €250,000 for torn nets.";
    let wire = "A ferry with 214 people aboard ran aground on Tuesday, the Harbour Post reported. Forty of them were treated in hospital.";
    vec![
        Article::new("h1", harbour).source("Harbour Post").published("2024-06-12").unwrap().title("Ferry *Aurélie* aground"),
        Article::new("e7", echo).source("Coast Echo").published("2024-06-13").unwrap(),
        Article::new("w3", wire).source("wire.example"),
    ]
}

fn find(articles: &[Article], id: &str, words: &str) -> Span {
    let text = articles.iter().find(|a| a.id() == id).unwrap().text();
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} stands in {id}"));
    Span::new(start, start + words.len())
}

fn value(articles: &[Article], claim: &str, words: &str, normalised: &str) -> Value {
    let article = claim.split('/').next().unwrap().to_owned();
    let span = find(articles, &article, words);
    Value { claim: claim.into(), article, field: Field::Text, span, text: words.into(), normalised: normalised.into(), ..Value::default() }
}

fn figure(articles: &[Article], id: &str, kind: FigureKind, words: &str) -> Figure {
    let article = id.split('/').next().unwrap().to_owned();
    Figure { id: id.into(), span: find(articles, &article, words), article, text: words.into(), kind, ..Figure::default() }
}

fn quote(articles: &[Article], id: &str, words: &str, mention: &str) -> Quote {
    let article = id.split('/').next().unwrap().to_owned();
    let span = find(articles, &article, words);
    let text = articles.iter().find(|a| a.id() == article).unwrap().text();
    let speaker = Speaker {
        id: Some("s1".into()),
        name: "Mara Venn".into(),
        mention: Some(Passage::of(text, find(articles, &article, mention))),
        how: "before_cue".into(),
        confidence: 0.9,
        ..Speaker::default()
    };
    let outer = Span::new(span.start.saturating_sub("“".len()), span.end + "”".len());
    Quote { id: id.into(), article, span, outer, text: words.into(), speaker: Some(speaker), ..Quote::default() }
}

fn reason(text: &str) -> Vec<Reason> {
    vec![Reason { rule: "made_up".into(), text: text.into() }]
}

fn report(a: &[Article]) -> Report {
    let mut report = Report { schema: SCHEMA, ..Report::default() };
    for (article, origin) in a.iter().zip(["o1", "o2", "o1"]) {
        report.articles.push(ArticleEntry {
            id: article.id().into(),
            source: article.source_name().into(),
            published: article.date().map(|d| d.to_string()),
            title: article.title_text().map(Into::into),
            story: Some("t1".into()),
            origin: Some(origin.into()),
            ..ArticleEntry::default()
        });
    }
    report.stories = vec![Story { id: "t1".into(), articles: ["e7", "h1", "w3"].map(Into::into).into(), terms: vec!["ferry".into()] }];
    report.origins = vec![
        Origin {
            id: "o1".into(),
            articles: vec!["h1".into(), "w3".into()],
            reasons: reason("wire.example names the Harbour Post as its source"),
        },
        Origin { id: "o2".into(), articles: vec!["e7".into()], reasons: vec![] },
    ];
    let cited = "the Harbour Post reported";
    report.links = vec![Link {
        from: "w3".into(),
        to: "h1".into(),
        kind: LinkKind::Cites,
        span: Some(find(a, "w3", cited)),
        text: Some(cited.into()),
    }];
    report.speakers = vec![SpeakerEntry { id: "s1".into(), name: "Mara Venn".into(), aliases: vec![], role: Some("captain".into()) }];

    let mut whole = quote(a, "h1/q1", "Everyone is safe and nobody was left behind,", "Captain Mara Venn");
    whole.told_to = Some(Passage::of(a[0].text(), find(a, "h1", "Harbour Radio")));
    whole.cue = Some(Passage::of(a[0].text(), find(a, "h1", "told")));
    let mut cut = quote(a, "e7/q1", "Everyone is safe … nobody was left behind,", "the captain, Mara Venn");
    cut.pieces = vec![
        Piece { id: "e7/q1.1".into(), span: find(a, "e7", "Everyone is safe") },
        Piece { id: "e7/q1.2".into(), span: find(a, "e7", "nobody was left behind") },
    ];
    let indirect = "A ferry with 214 people aboard ran aground on Tuesday";
    let reported = Quote { form: QuoteForm::Indirect, speaker: None, ..quote(a, "w3/q1", indirect, "the Harbour Post") };
    let mut nested = quote(a, "h1/q2", "nobody was left behind", "Captain Mara Venn");
    (nested.outer, nested.parent) = (nested.span, Some("h1/q1".into()));
    let mut name = quote(a, "h1/q3", "Harbour Radio", "Captain Mara Venn");
    (name.outer, name.form) = (name.span, QuoteForm::Term);
    report.quotes = vec![whole, cut, reported, nested, name];
    report.figures = vec![
        figure(a, "h1/f1", FigureKind::Count, "214 people"),
        figure(a, "h1/f2", FigureKind::Money, "€3.4 million"),
        figure(a, "h1/f3", FigureKind::Count, "About 40 passengers"),
        figure(a, "e7/f1", FigureKind::Count, "241 people"),
        figure(a, "e7/f2", FigureKind::Money, "about €3 million"),
        figure(a, "e7/f3", FigureKind::Money, "€250,000"),
        figure(a, "w3/f1", FigureKind::Count, "214 people"),
        figure(a, "w3/f2", FigureKind::Count, "Forty"),
    ];
    let difference = Difference {
        kind: DifferenceKind::Cut,
        text: "leaves out “and”, with an ellipsis".into(),
        span: Some(find(a, "e7", "…")),
        base: Some(find(a, "h1", "and nobody")),
        sense: false,
    };
    report.clusters = vec![Cluster {
        id: "c1".into(),
        members: vec!["h1/q1".into(), "e7/q1".into()],
        renderings: vec![],
        evidence: vec![],
        representative: "h1/q1".into(),
        speaker: Some("s1".into()),
        origins: vec!["o1".into(), "o2".into()],
        readings: vec![
            Reading { members: vec!["h1/q1".into()], differences: vec![] },
            Reading { members: vec!["e7/q1".into()], differences: vec![difference] },
        ],
    }];
    let consensus = |value: &str, unit: Option<&str>, origins: &[&str]| {
        let origins = origins.iter().map(|&o| o.to_owned()).collect();
        Some(Consensus { value: Some(value.into()), unit: unit.map(Into::into), origins, ..Consensus::default() })
    };
    report.findings = vec![
        Finding {
            id: "n1".into(),
            kind: FindingKind::Count,
            grade: Grade::Contradictory,
            what: "people on board the ferry".into(),
            values: vec![
                value(a, "h1/f1", "214 people", "214 person"),
                value(a, "e7/f1", "241 people", "241 person"),
                value(a, "w3/f1", "214 people", "214 person"),
            ],
            consensus: consensus("214", Some("person"), &["o1"]),
            reasons: [
                reason("214 and 241 differ by 27, and no side hedges."),
                vec![Reason { rule: "alignment".into(), text: "held to be one data item at +5.0".into() }],
            ]
            .concat(),
            turned_down: vec![TurnedDown { claim: "h1/f3".into(), reason: "counts those treated".into() }],
            ..Finding::default()
        },
        Finding {
            id: "n2".into(),
            kind: FindingKind::Amount,
            grade: Grade::Uncorroborated,
            what: "what fishermen demanded for torn nets".into(),
            values: vec![value(a, "e7/f3", "€250,000", "250000 EUR")],
            consensus: consensus("250000", Some("EUR"), &["o2"]),
            reasons: reason("Coast Echo alone reports it"),
            related: vec!["h1/f2".into()],
            turned_down: vec![TurnedDown { claim: "h1/f2".into(), reason: "a cost, no demand".into() }],
            ..Finding::default()
        },
        Finding {
            id: "n3".into(),
            kind: FindingKind::Amount,
            grade: Grade::Rounding,
            what: "cost of the salvage".into(),
            values: vec![value(a, "h1/f2", "€3.4 million", "3400000 EUR"), value(a, "e7/f2", "about €3 million", "3000000 EUR")],
            consensus: consensus("3400000", Some("EUR"), &["o1", "o2"]),
            reasons: reason("3 million is 3.4 million at one significant digit, and “about” says so"),
            ..Finding::default()
        },
        Finding {
            id: "n4".into(),
            kind: FindingKind::Date,
            grade: Grade::Same,
            what: "the day the ferry ran aground".into(),
            values: vec![value(a, "h1/d1", "on Tuesday", "2024-06-11"), value(a, "e7/d1", "on 11 June", "2024-06-11")],
            consensus: consensus("2024-06-11", None, &["o1", "o2"]),
            reasons: reason("both are 2024-06-11"),
            ..Finding::default()
        },
    ];
    report.limits_hit =
        vec![LimitHit { limit: "max_text".into(), article: Some("w3".into()), text: "12 of 140 bytes were left out".into() }];
    report
}

#[test]
fn text_for_people() {
    let articles = articles();
    insta::assert_snapshot!(report(&articles).text(&Layout::new(&articles)));
}

#[test]
fn markdown_for_people() {
    let articles = articles();
    insta::assert_snapshot!(report(&articles).markdown(&Layout::new(&articles)));
}

#[test]
fn text_keeps_to_its_width_and_colour_adds_no_words() {
    let articles = articles();
    let report = report(&articles);
    for width in [20, 33, 60, 100, 500] {
        let text = report.text(&Layout::new(&articles).width(width));
        assert!(text.lines().all(|l| l.chars().count() <= width), "{width}:\n{text}");
        assert!(!text.contains('\u{1b}') && !text.contains(" \n"));
        let coloured = report.text(&Layout::new(&articles).width(width).colour(true));
        let mut bare = String::new();
        for (n, part) in coloured.split("\u{1b}[").enumerate() {
            bare += if n == 0 { part } else { part.split_once('m').expect("a code ends").1 };
        }
        let words = |t: &str| t.replace(['*', '|'], " ").split_whitespace().collect::<String>();
        assert_eq!(words(&bare), words(&text), "{width}");
    }
}

#[test]
fn codes_in_an_article_do_not_reach_the_terminal() {
    let article = Article::new("a", "x").source("\u{1b}[31mred\u{202e}\u{7}");
    let report =
        Report { articles: vec![ArticleEntry { source: article.source_name().into(), ..ArticleEntry::default() }; 2], ..Report::default() };
    let text = report.text(&Layout::new(&[article]));
    assert!(text.contains("[31mred\n") && !text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{text:?}");
}

#[test]
fn display_is_the_text_without_the_words_around() {
    let articles = articles();
    let shown = report(&articles).to_string();
    assert!(shown.contains("  214 people – Harbour Post, 2024-06-12\n") && !shown.contains("coastguard"), "{shown}");
    assert_eq!(Report::default().to_string(), "No articles.\n");
}

#[test]
fn statements_can_be_left_out() {
    let articles = articles();
    let report = report(&articles);
    let (all, few) = (report.text(&Layout::new(&articles)), report.text(&Layout::new(&articles).statements(false)));
    assert!(all.contains("WHO SAID WHAT") && all.contains("SOURCES"));
    assert!(few.contains("CONFLICTS") && !few.contains("WHO SAID WHAT") && !few.contains("SOURCES"), "{few}");
}

#[test]
fn json_comes_back_as_it_went() {
    let articles = articles();
    let report = report(&articles);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    let bare: Report = serde_json::from_str(r#"{"schema": 1, "offsets": "chars", "articles": []}"#).unwrap();
    assert_eq!(bare, Report { schema: 1, offsets: Offsets::Chars, ..Report::default() });
}

/// Every span of the report with the characters that must stand there, taken from its JSON: whatever has a
/// `span` and a `text`, or a `start`, an `end` and a `text`.
fn passages<'v>(value: &'v serde_json::Value, article: &'v str, out: &mut Vec<(&'v str, u64, u64, &'v str)>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|v| passages(v, article, out)),
        serde_json::Value::Object(map) => {
            let word = |key: &str| map.get(key).and_then(|v| v.as_str());
            let article = word("article").or(word("from")).unwrap_or(article);
            let span = map.get("span").filter(|s| s.is_object()).unwrap_or(value);
            // A difference's text is not the article's.
            if let (Some(text), Some(start), Some(end), None) =
                (word("text"), span["start"].as_u64(), span["end"].as_u64(), map.get("sense"))
            {
                out.push((article, start, end, text));
            }
            map.values().for_each(|v| passages(v, article, out));
        }
        _ => {}
    }
}

#[test]
fn spans_in_every_unit_slice_the_same_words() {
    let articles = articles();
    let original = report(&articles);
    let slice = |text: &str, unit: Offsets, start: u64, end: u64| -> String {
        let (start, end) = (start as usize, end as usize);
        match unit {
            Offsets::Bytes => text[start..end].to_owned(),
            Offsets::Chars => text.chars().skip(start).take(end - start).collect(),
            Offsets::Utf16 => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap(),
        }
    };
    for unit in [Offsets::Bytes, Offsets::Chars, Offsets::Utf16] {
        let mut report = original.clone();
        report.convert(&articles, unit);
        let json = serde_json::to_value(&report).unwrap();
        let mut found = Vec::new();
        passages(&json, "", &mut found);
        assert_eq!(found.len(), 28);
        for (article, start, end, want) in found {
            let text = articles.iter().find(|a| a.id() == article).unwrap().text();
            assert_eq!(slice(text, unit, start, end), want, "{unit:?} in {article}");
        }
        let cut = report.clusters[0].readings[1].differences[0].span.unwrap();
        assert_eq!(slice(articles[1].text(), unit, cut.start as u64, cut.end as u64), "…");
        let base = report.clusters[0].readings[1].differences[0].base.unwrap();
        assert_eq!(slice(articles[0].text(), unit, base.start as u64, base.end as u64), "and nobody");
        let piece = report.quotes[1].pieces[1].span;
        assert_eq!(slice(articles[1].text(), unit, piece.start as u64, piece.end as u64), "nobody was left behind");
        assert_eq!(report.text(&Layout::new(&articles)), original.text(&Layout::new(&articles)), "{unit:?}");
        report.convert(&articles, Offsets::Bytes);
        assert!(report == original, "{unit:?} and back");
    }
}

fn kept_schema() -> serde_json::Value {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report.schema.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// The schema with every object closed: a field that it does not describe is then an error.
fn closed(mut schema: serde_json::Value) -> serde_json::Value {
    match &mut schema {
        serde_json::Value::Object(map) => {
            if map.get("properties").is_some_and(serde_json::Value::is_object) {
                map.insert("additionalProperties".into(), false.into());
            }
            map.values_mut().for_each(|v| *v = closed(v.take()));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|v| *v = closed(v.take())),
        _ => {}
    }
    schema
}

#[test]
fn reports_fit_the_kept_schema() {
    let validator = jsonschema::validator_for(&closed(kept_schema())).unwrap();
    let articles = articles();
    let seeds = corroborate::input::Reader::new().read(&[concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")]).unwrap().articles;
    assert_eq!(seeds.len(), 5);
    let reports = [report(&articles), reconcile(&articles, &Config::new()), reconcile(&seeds, &Config::new()), Report::default()];
    for report in reports {
        let json = serde_json::to_value(&report).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    // A schema that takes anything would hold nothing.
    let good = serde_json::to_value(report(&articles)).unwrap();
    for (pointer, bad) in [
        ("/findings/0/grade", serde_json::json!("perhaps")),
        ("/quotes/0/span/start", serde_json::json!(-1)),
        ("/figures/0/kind", serde_json::json!("sum")),
        ("/articles/0", serde_json::json!({"source": "no id"})),
        ("/findings/0/consensus/low", serde_json::json!(1.5)),
    ] {
        let mut json = good.clone();
        *json.pointer_mut(pointer).unwrap() = bad;
        assert!(!validator.is_valid(&json), "{pointer}");
    }
}

#[test]
#[cfg(feature = "schema")]
fn the_kept_schema_is_the_types_own() {
    let own = serde_json::to_value(schemars::schema_for!(Report)).unwrap();
    assert!(own == kept_schema(), "out of date: cargo run --features schema --example schema > schema/report.schema.json");
}

proptest::proptest! {
    /// A report that was read from a file may hold any spans and names: showing it never panics.
    #[test]
    fn any_spans_can_be_shown(starts in proptest::collection::vec(proptest::prelude::any::<usize>(), 12), width in 0..200usize, short in 0..400usize) {
        let articles = articles();
        let mut report = report(&articles);
        let mut next = starts.iter().cycle().map(|s| if s % 2 == 0 { *s } else { s % 400 });
        let mut span = || Span::new(next.next().unwrap(), next.next().unwrap().min(short));
        report.findings.iter_mut().flat_map(|f| &mut f.values).for_each(|v| v.span = span());
        report.quotes.iter_mut().for_each(|q| (q.span, q.outer) = (span(), span()));
        report.quotes[1].pieces.iter_mut().for_each(|p| p.span = span());
        report.figures.iter_mut().for_each(|f| f.span = span());
        report.clusters[0].representative = "e7/q1.1".into();
        report.clusters[0].readings[0].members[0] = "nobody".into();
        for from in [Offsets::Bytes, Offsets::Chars, Offsets::Utf16] {
            report.offsets = from;
            let text = report.text(&Layout::new(&articles).width(width));
            proptest::prop_assert!(text.lines().all(|l| l.chars().count() <= width.max(20)), "{}", text);
            proptest::prop_assert!(report.markdown(&Layout::new(&articles)).contains("## Conflicts"));
        }
    }
}
