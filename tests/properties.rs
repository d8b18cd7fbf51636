//! What holds for every text: an answer, spans that slice it, and one report for any order of articles.

use std::collections::BTreeSet;

use corroborate::{
    Article, Config, Extraction, Field, Finding, Layout, Offsets, QuoteForm, Reconciler, Report, Span, extract, reconcile,
    reconcile_extracted, reconcile_story,
};
use proptest::prelude::*;
use proptest::test_runner::Config as Cases;

/// Bits of news that touch every extractor, and bits that are made to trip them.
const BITS: [&str; 64] = [
    "The bridge over the Venn cost $41 million",
    ", Mayor Ann Lee said. ",
    "“We are proud of it,” ",
    "“It is … finished”",
    "according to the Harbour Post, ",
    "said the minister. ",
    "told reporters on Tuesday that ",
    "At least 14 people were killed and 30 injured. ",
    "Fourteen of the workers, including the foreman, died on 9 June 2024. ",
    "‘He said “no” to us,’ ",
    "'",
    "\"",
    "“",
    "”",
    "«",
    "…",
    "...",
    ". ",
    "\n\n",
    "\n",
    "\t",
    " ",
    ", ",
    "(",
    ")",
    "—",
    " - ",
    "$",
    "£",
    "€1.5bn ",
    "between 3 and 5 per cent ",
    "less than 1% ",
    "hundreds of thousands ",
    "a dozen ",
    "half a million ",
    "two-thirds ",
    "3/4 ",
    "1,2,3,4 ",
    "99999999999999999999999999999999999999 ",
    "0.0000000000000000000000000000000001% ",
    "-5 degrees ",
    "10:30 a.m. EST ",
    "25:61 ",
    "last week ",
    "on Monday ",
    "in July ",
    "the year before ",
    "31 February 2023 ",
    "2024-02-30 ",
    "Sept. 11 ",
    "U.S. ",
    "Mr. ",
    "J. P. ",
    "O’Neill's ",
    "did not deny ",
    "She ",
    "the company ",
    "and ",
    "of ",
    "\u{200b}",
    "e\u{301}",
    "東京",
    "𝄞",
    "\u{0}",
];

fn text() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(prop::sample::select(&BITS[..]), 0..40).prop_map(|bits| bits.concat());
    prop_oneof![8 => bits, 1 => any::<String>(), 1 => "\\PC{0,60}"]
}

/// What is done with a reconciler; articles go by number.
#[derive(Clone, Copy, Debug)]
enum Step {
    Add(usize),
    Remove(usize),
    Ask,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![5 => (0..8_usize).prop_map(Step::Add), 2 => (0..8_usize).prop_map(Step::Remove), 2 => Just(Step::Ask)];
    prop::collection::vec(step, 1..12)
}

fn article(id: &'static str) -> impl Strategy<Value = Article> {
    (text(), prop::option::of(text()), prop::option::of("20(19|24)-0[1-9]-1[0-9]"), any::<bool>()).prop_map(
        move |(text, title, date, plain)| {
            let article = if plain { Article::from_plain_text(id, text) } else { Article::new(id, text) };
            let article = if let Some(title) = title { article.title(title) } else { article };
            match date {
                Some(date) => article.published(&date).unwrap(),
                None => article,
            }
        },
    )
}

/// Every claim's characters stand where it says, in every part of it.
fn check_spans(article: &Article, found: &Extraction) {
    let at = |field: Field, span: Span| {
        let text = article.field(field);
        text.get(span.start..span.end).unwrap_or_else(|| panic!("{span:?} is no part of {text:?}")).to_owned()
    };
    for q in &found.quotes {
        assert_eq!(at(q.field, q.span), q.text);
        assert!(q.outer.contains(q.span), "{q:?}");
        at(q.field, q.outer);
        let mention = q.speaker.as_ref().and_then(|s| s.mention.as_ref());
        for part in [mention, q.cue.as_ref(), q.told_to.as_ref(), q.via.as_ref()].into_iter().flatten() {
            assert_eq!(at(q.field, part.span()), part.text);
        }
        assert!(q.pieces.iter().all(|p| q.span.contains(p.span) && !at(q.field, p.span).is_empty()), "{q:?}");
        let named = |id: &String| found.quotes.iter().any(|o| o.id == *id && o.id != q.id);
        assert!(q.parent.iter().chain(&q.continues).chain(&q.part_of).all(named), "{q:?}");
    }
    for f in &found.figures {
        assert_eq!(at(f.field, f.span), f.text);
        assert!(!f.text.trim().is_empty() && f.measure.evidence.iter().all(|e| !at(f.field, e.span).is_empty()), "{f:?}");
        let named = |id: &String| found.figures.iter().any(|o| o.id == *id && o.id != f.id);
        assert!(f.equivalent_of.iter().chain(&f.part_of).all(named), "{f:?}");
    }
    for a in &found.assertions {
        assert_eq!(at(a.field, a.span), a.text);
    }
    let mut ids: Vec<&str> = found.quotes.iter().map(|q| &*q.id).chain(found.figures.iter().map(|f| &*f.id)).collect();
    ids.extend(found.assertions.iter().map(|a| &*a.id));
    ids.extend(found.quotes.iter().flat_map(|q| &q.pieces).map(|p| &*p.id));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is used twice");
}

proptest! {
    #![proptest_config(Cases::with_cases(300))]

    #[test]
    fn any_text_is_read_and_spans_slice_it(article in article("a")) {
        let config = Config::new();
        let found = extract(&article, &config);
        check_spans(&article, &found);
        prop_assert!(found == extract(&article, &config), "one text, two readings");
        let back: Extraction = serde_json::from_str(&serde_json::to_string(&found).unwrap()).unwrap();
        prop_assert!(back == found);
        for unit in [Offsets::Chars, Offsets::Utf16] {
            let mut turned = found.clone();
            turned.convert(&article, unit);
            turned.convert(&article, Offsets::Bytes);
            prop_assert!(turned == found, "{:?}", unit);
        }
    }

    #[test]
    fn any_articles_give_one_report_in_any_order(a in article("a"), b in article("b"), c in article("c")) {
        let config = Config::new();
        let report = reconcile(&[a.clone(), b.clone(), c.clone()], &config);
        let articles = [c, a, b];
        prop_assert!(reconcile(&articles, &config) == report, "another order, another report");
        let found: Vec<Extraction> = articles.iter().map(|a| extract(a, &config)).collect();
        prop_assert!(reconcile_extracted(&articles, found.clone(), &config).unwrap() == report, "extracted before, another report");
        for story in &report.stories {
            let own: Vec<Article> = articles.iter().filter(|a| story.articles.iter().any(|id| id == a.id())).cloned().collect();
            let found = found.iter().filter(|f| own.iter().any(|a| a.id() == f.id)).cloned().collect();
            let alone = reconcile_story(&own, found, &config).unwrap();
            prop_assert!(alone.stories == [story.clone()] && alone.findings.iter().all(|f| report.findings.contains(f)), "{:?}", story);
        }
        let json = serde_json::to_string(&report).unwrap();
        prop_assert!(serde_json::from_str::<Report>(&json).unwrap() == report);
        for value in report.findings.iter().flat_map(|f| &f.values) {
            let article = articles.iter().find(|a| a.id() == value.article).unwrap();
            prop_assert_eq!(article.slice(value.field, value.span), &*value.text);
        }
        let layout = Layout::new(&articles);
        let text = report.text(&layout);
        prop_assert!(!text.contains(['\u{0}', '\u{7f}']), "{}", text);
        let markdown = report.markdown(&layout);
        prop_assert!(!markdown.contains(['\u{0}', '\u{7f}']), "{}", markdown);
    }

    /// Whatever comes, goes and is asked for in between: the report is that of the articles that are there, and
    /// the changes that were told lead to its findings.
    #[test]
    fn articles_that_come_one_by_one_give_the_same_report(texts in prop::collection::vec(text(), 1..5), steps in steps()) {
        let named = |n: usize| Article::new(format!("a{n}"), texts[n % texts.len()].as_str()).published("2024-06-12").unwrap();
        let mut desk = Reconciler::new(Config::new());
        let mut there = BTreeSet::new();
        let mut before: BTreeSet<String> = BTreeSet::new();
        let seen = |findings: &[Finding]| -> BTreeSet<String> {
            let best = |f: &Finding| f.consensus.as_ref().map(|c| (c.value.clone(), c.low, c.high, c.origins.len()));
            findings.iter().map(|f| format!("{:?}", (f.kind, f.grade, &f.what, &f.values, best(f)))).collect()
        };
        for step in steps.into_iter().chain([Step::Ask]) {
            match step {
                Step::Add(n) => prop_assert_eq!(desk.add(named(n)), there.insert(n)),
                Step::Remove(n) => prop_assert_eq!(desk.remove(&format!("a{n}")), there.remove(&n)),
                Step::Ask => {
                    let changes = desk.changes();
                    let now = seen(&desk.report().findings);
                    let told: BTreeSet<String> = seen(&changes.new).union(&seen(&changes.changed)).cloned().collect();
                    prop_assert_eq!(told, now.difference(&before).cloned().collect());
                    prop_assert!(seen(&changes.gone).iter().all(|f| before.contains(f) && !now.contains(f)));
                    before = now;
                    prop_assert!(desk.changes().is_empty());
                }
            }
        }
        let articles: Vec<Article> = there.into_iter().map(named).collect();
        let mut report = desk.report();
        report.limits_hit.clear();
        prop_assert!(report == reconcile(&articles, &Config::new()), "one by one, another report");
    }

    /// The limit on a text's length cuts at a character, and says so.
    #[test]
    fn a_long_text_is_cut_and_told(article in article("a"), limit in 0..80usize) {
        let found = extract(&article, &Config::new().max_text(limit));
        check_spans(&article, &found);
        let cut = found.limits_hit.iter().any(|l| l.limit == "max_text");
        prop_assert!(cut || article.text().len() <= limit);
    }
}

/// So many claims of a kind are read at most, the first of the text; what they say is what they say without a limit.
fn few(all: &Extraction, found: &Extraction, most: usize) -> bool {
    let quotes = found.quotes.iter().zip(&all.quotes).all(|(a, b)| (&a.id, a.span, &a.text) == (&b.id, b.span, &b.text));
    let told = found.limits_hit.iter().any(|l| l.limit == "max_claims");
    let left_out = all.quotes.len() > most || all.figures.len() > most || all.assertions.len() > most;
    let fits = found.quotes.len() <= most && found.figures.len() <= most && found.assertions.len() <= most;
    quotes && fits && (told || !left_out)
}

proptest! {
    #![proptest_config(Cases::with_cases(200))]

    #[test]
    fn a_limit_on_claims_keeps_the_first_and_tells(article in article("a"), most in 0..6_usize) {
        let found = extract(&article, &Config::new().max_claims(most));
        check_spans(&article, &found);
        prop_assert!(few(&extract(&article, &Config::new()), &found, most), "{found:?}");
    }

    #[test]
    fn a_limit_on_comparing_loses_no_claim_and_no_order(a in article("a"), b in article("b"), c in article("c"), most in 0..4_usize) {
        let config = Config::new().max_compared(most);
        let report = reconcile(&[a.clone(), b.clone(), c.clone()], &config);
        let full = reconcile(&[a.clone(), b.clone(), c.clone()], &Config::new());
        prop_assert_eq!(report.figures.len(), full.figures.len());
        prop_assert!(reconcile(&[b, c, a], &config) == report, "another order, another report");
        prop_assert!(report.limits_hit.iter().filter(|l| l.limit == "max_compared").all(|l| l.text.contains(" were not compared")));
    }

    /// What stands in other articles changes nothing in what is found in one, but for what only they tell.
    #[test]
    fn extraction_is_of_one_article_alone(a in article("a"), b in article("b")) {
        let config = Config::new();
        let alone = extract(&a, &config);
        let report = reconcile(&[a, b], &config);
        let figures: Vec<_> = report.figures.iter().filter(|f| f.article == "a").cloned().map(|mut f| { f.resolved = None; f }).collect();
        prop_assert!(figures == alone.figures);
        let assertions: Vec<_> = report.assertions.iter().filter(|x| x.article == "a").cloned().collect();
        prop_assert!(assertions == alone.assertions);
        let quotes: Vec<_> = report.quotes.iter().filter(|q| q.article == "a").collect();
        prop_assert_eq!(quotes.len(), alone.quotes.len());
        for (q, own) in quotes.into_iter().zip(&alone.quotes) {
            prop_assert_eq!((&q.id, q.span, q.outer, &q.cue, q.form, &q.parent), (&own.id, own.span, own.outer, &own.cue, own.form, &own.parent));
        }
    }

    /// Of two quotes of one field, marks included, one holds the other or they lie apart; a parent holds its children.
    #[test]
    fn quotes_nest(article in article("a")) {
        let found = extract(&article, &Config::new());
        let marked: Vec<_> = found.quotes.iter().filter(|q| q.form != QuoteForm::Indirect).collect();
        for (n, q) in marked.iter().enumerate() {
            for o in marked[n + 1..].iter().filter(|o| o.field == q.field && o.outer.overlaps(q.outer)) {
                prop_assert!(q.span.contains(o.outer) || o.span.contains(q.outer), "{q:?} {o:?}");
            }
            if let Some(parent) = q.parent.as_ref().and_then(|id| found.quotes.iter().find(|p| p.id == *id)) {
                prop_assert!(parent.span.contains(q.outer), "{q:?} in {parent:?}");
            }
        }
    }
}

/// Whatever is said over and over, however long, is read to its end.
#[test]
fn repetition_is_read_to_its_end() {
    let config = Config::new();
    for bit in BITS {
        let article = Article::new("a", bit.repeat(32_000 / bit.len())).published("2024-06-12").unwrap();
        check_spans(&article, &extract(&article, &config));
    }
}
