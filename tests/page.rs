//! The page for a browser: what it holds, and, where Node, Chromium and the packages of `tests/page` are
//! installed, how it behaves in a real one.
#![cfg(feature = "page")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use corroborate::input::Reader;
use corroborate::{Article, Config, Finding, Grade, Layout, Link, LinkKind, Origin, Reason, Report, Span, reconcile};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> (Vec<Article>, Report) {
    let articles = Reader::new().read(&[Path::new(ROOT).join(path)]).unwrap().articles;
    let report = reconcile(&articles, &Config::new());
    (articles, report)
}

/// The made-up story with two articles that owe the Harbour Post, one of which is a reprint.
fn ferry() -> (Vec<Article>, Report) {
    let (articles, mut report) = read("tests/page/ferry.jsonl");
    let place = |id: &str, words: &str| {
        let text = articles.iter().find(|a| a.id() == id).unwrap().text();
        let start = text.find(words).unwrap();
        Some(Span::new(start, start + words.len()))
    };
    let link = |from: &str, to: &str, kind, words: &str| Link {
        from: from.into(),
        to: to.into(),
        kind,
        span: place(from, words),
        text: Some(words.into()),
    };
    report.links = vec![
        link("w3", "h1", LinkKind::Cites, "the Harbour Post reported"),
        link("c9", "h1", LinkKind::Cites, "the Harbour Post reported"),
        link("h1", "Harbour Radio", LinkKind::Credits, "told Harbour Radio"),
        link("w3", "Harbour Radio", LinkKind::Credits, "told Harbour Radio"),
        Link { from: "m2".into(), to: "d5".into(), kind: LinkKind::Reprints, span: None, text: None },
    ];
    let was: BTreeMap<String, String> = report.origins.iter().filter_map(|o| Some((o.id.clone(), o.articles.first()?.clone()))).collect();
    let one = |id: &str, articles: &[&str], why: &str| Origin {
        id: id.into(),
        articles: articles.iter().map(|a| (*a).to_owned()).collect(),
        reasons: if why.is_empty() { vec![] } else { vec![Reason { rule: "made_up".into(), text: why.into() }] },
    };
    report.origins = vec![
        one("o0", &["c9", "h1", "w3"], "two of them name the Harbour Post as their source"),
        one("o1", &["d5", "m2"], "they share long runs of words"),
        one("o2", &["e7"], ""),
    ];
    let now: BTreeMap<String, String> = report.origins.iter().flat_map(|o| o.articles.iter().map(|a| (a.clone(), o.id.clone()))).collect();
    for article in &mut report.articles {
        article.origin = now.get(&article.id).cloned();
    }
    for consensus in report.findings.iter_mut().filter_map(|f| f.consensus.as_mut()) {
        let origins = consensus.origins.iter().filter_map(|o| now.get(was.get(o)?).cloned());
        consensus.origins = origins.collect::<BTreeSet<_>>().into_iter().collect();
    }
    (articles, report)
}

const ATTACKS: [&str; 9] = [
    "<script>globalThis.pwned = 1</script>",
    "\"><img src=x onerror=\"globalThis.pwned = 1\">",
    "'><svg onload='globalThis.pwned=1'>",
    "</style><style>body{display:none}</style>",
    "</script><script>alert(1)</script>",
    "<!-- <iframe src=\"https://attacker.example\"></iframe>",
    "javascript:globalThis.pwned=1",
    "<base href=\"https://attacker.example/\"><form action=https://attacker.example>",
    "&lt;script&gt;\u{202e}\u{0}\u{7}\u{1b}[31m",
];

/// Articles that try to be more than text in every field and inside values, names, quotes and passages.
fn hostile() -> (Vec<Article>, Report) {
    let article = |n: usize, sum: &str| {
        let (a, b) = (ATTACKS[n % ATTACKS.len()], ATTACKS[(n + 1) % ATTACKS.len()]);
        let all = ATTACKS.join(" ");
        let text = format!(
            "The bridge over the Venn {a} cost {sum} million, Mayor Ann {b} said. {all}\n“We are {a} proud of the bridge over the Venn,” Mayor Ann Lee {b} said.\nThe bridge over the Venn cost {sum} million. {}",
            "unbrokenword".repeat(40)
        );
        let id = format!("{a}{n}");
        let url = if n.is_multiple_of(2) { "javascript:globalThis.pwned=1".to_owned() } else { format!("https://a.example/{b}") };
        Article::new(id, text).source(format!("{b} {n}")).title(format!("{a} title")).url(url).published("2024-03-07").unwrap()
    };
    let articles: Vec<Article> = ["$41", "$48", "$41", "$41"].iter().enumerate().map(|(n, sum)| article(n, sum)).collect();
    let mut report = reconcile(&articles, &Config::new());
    // What the library makes itself may hold an article's words, too.
    for finding in &mut report.findings {
        finding.what += ATTACKS[0];
        finding.reasons.push(Reason { rule: ATTACKS[1].into(), text: ATTACKS[1].into() });
    }
    report.links = articles
        .windows(2)
        .map(|w| Link { from: w[0].id().into(), to: w[1].id().into(), text: Some(ATTACKS[1].into()), ..Link::default() })
        .collect();
    report.links.push(Link { from: ATTACKS[1].into(), to: ATTACKS[2].into(), ..Link::default() });
    (articles, report)
}

/// Five hundred articles of a hundred stories, each story with names of its own.
fn large() -> (Vec<Article>, Report) {
    const SYLLABLES: [&str; 12] = ["ba", "ro", "ven", "kis", "tal", "mor", "dun", "el", "ran", "sul", "pi", "gor"];
    let name = |n: usize| {
        let word: String = [n, n / 12, n / 144, n * 7 + 3].map(|k| SYLLABLES[k % 12]).concat();
        format!("{}{}", word[..1].to_uppercase(), &word[1..])
    };
    let model = Reader::new().read(&[Path::new(ROOT).join("tests/page/ferry.jsonl")]).unwrap().articles;
    let names = ["Kessel", "Aurélie", "Venn", "Osterby", "Nordline", "Brandt", "Mara", "Ole"];
    let filler = "Nobody in the town could say on the morning after how the night had gone, and few tried. The boats lay where the tide had left them. ";
    let mut articles = Vec::new();
    for n in 0..500 {
        let (story, which) = (n / 5, n % 5);
        let mut text = model[which].text().to_owned();
        for (k, old) in names.iter().enumerate() {
            text = text.replace(old, &name(story * names.len() + k + 5));
        }
        text += "\n";
        text += &filler.repeat(16);
        articles.push(Article::new(format!("a{n}"), text).source(format!("Source {}", n % 40)).published("2024-06-12").unwrap());
    }
    let report = reconcile(&articles, &Config::new());
    (articles, report)
}

/// How a finding's card begins.
fn card(finding: &Finding) -> String {
    let id = finding.id.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!("data-id=\"{id}\"")
}

#[test]
fn each_finding_and_article_is_on_the_page_once() {
    for (articles, report) in [read("seeds"), ferry(), hostile()] {
        let page = report.html(&Layout::new(&articles));
        assert!(!report.findings.is_empty());
        for finding in &report.findings {
            assert_eq!(page.matches(&card(finding)).count(), 1, "{}", finding.id);
        }
        for n in 0..articles.len() {
            assert_eq!(page.matches(&format!(" id=\"a{n}\"")).count(), 1);
        }
        // Conflicts first, in the order of the report.
        let order: Vec<usize> = report.conflicts().map(|f| page.find(&card(f)).unwrap()).collect();
        assert!(order.is_sorted());
        let alone = report.findings.iter().filter(|f| f.grade == Grade::Uncorroborated).map(|f| page.find(&card(f)).unwrap());
        assert!(alone.min().is_none_or(|first| Some(first) > order.last().copied()));
    }
}

#[test]
fn wordings_and_values_are_drawn() {
    let (articles, report) = ferry();
    let page = report.html(&Layout::new(&articles));
    let cut = "<del>"; // "behind" and "tonight" are left out by some
    let words =
        |tag: &str, word: &str| page.match_indices(tag).any(|(at, _)| page[at..].chars().take(90).collect::<String>().contains(word));
    assert!(words(cut, "behind") && words(cut, "tonight") && words("<del class=\"sense\">", "nobody"));
    assert!(words("<ins class=\"sense\">", "somebody"));
    // About 3 million reaches from 2.5 to 3.5, more than 3 million is open above, and 3.4 million is best supported.
    assert!(page.contains("aria-label=\"more than €3 million, open above 3 m"), "a bound is an arrow");
    assert!(page.contains("class=\"best\"") && page.contains("class=\"tip\""));
    assert!(page.contains("class=\"arc l-cites\"") && page.contains("class=\"arc l-reprints\"") && page.contains("class=\"bracket\""));
}

/// Every address inside the page leads somewhere on it, and no id is given twice.
#[test]
fn links_lead_to_what_is_there() {
    for (articles, report) in [read("seeds"), ferry(), hostile()] {
        let page = report.html(&Layout::new(&articles));
        let all = |start: &str| {
            page.match_indices(start).map(|(at, _)| page[at + start.len()..].split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let ids = all(" id=\"");
        let once: BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "an id is given twice");
        let links = all("href=\"#");
        assert!(links.len() > 20);
        for link in links {
            assert!(once.contains(&link), "{link}");
        }
    }
}

#[test]
fn no_word_of_an_article_is_markup() {
    let (articles, report) = hostile();
    let page = report.html(&Layout::new(&articles));
    assert_eq!((page.matches("<script").count(), page.matches("<style").count(), page.matches("</script").count()), (1, 1, 1));
    for tag in ["<img", "<iframe", "<base", "<svg onload", "<!-- "] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(!page.contains("href=\"javascript:") && !page.contains(['\u{202e}', '\u{0}', '\u{7}', '\u{1b}']));
    // Without the articles, and with a report that speaks of others, it is still a page.
    assert!(report.html(&Layout::new(&[])).ends_with("</html>"));
    assert!(report.html(&Layout::new(&ferry().0)).ends_with("</html>"));
    assert!(Report::default().html(&Layout::new(&articles)).contains("No articles."));
}

#[test]
fn pages_are_small_and_the_same_each_time() {
    let (articles, report) = read("seeds");
    let page = report.html(&Layout::new(&articles));
    assert!(page.len() < 1_000_000, "{}", page.len());
    let again = reconcile(&articles, &Config::new()).html(&Layout::new(&articles));
    assert!(page == again);
    let (articles, report) = large();
    assert!(report.findings.len() > 300 && report.stories.len() > 50, "{} {}", report.findings.len(), report.stories.len());
    let page = report.html(&Layout::new(&articles));
    assert!(page.len() < 10_000_000, "{}", page.len());
}

/// The policy lets one style and one script through: those that are on the page.
#[test]
fn the_policy_names_the_style_and_the_script() {
    use base64::Engine;
    use sha2::Digest;
    let page = Report::default().html(&Layout::new(&[]));
    for (tag, end, part) in [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")] {
        let content = page.split_once(tag).unwrap().1.split_once(end).unwrap().0;
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(content));
        assert!(page.contains(&format!("{part} 'sha256-{hash}';")), "out of date in src/report/page/head.rs: {part} {hash}");
    }
    assert!(page.contains("default-src 'none'"));
}

proptest::proptest! {
    /// A report that was read from a file may hold any spans and names: showing it never panics.
    #[test]
    fn any_report_can_be_shown(spans in proptest::collection::vec((0..500usize, 0..500usize), 12), swap in 0..6usize) {
        let (articles, mut report) = ferry();
        let mut next = spans.iter().cycle().map(|(a, b)| Span::new(*a, *b));
        let mut span = || next.next().unwrap();
        report.findings.iter_mut().flat_map(|f| &mut f.values).for_each(|v| v.span = span());
        report.quotes.iter_mut().for_each(|q| (q.span, q.outer) = (span(), span()));
        report.figures.iter_mut().for_each(|f| f.span = span());
        report.clusters.iter_mut().flat_map(|c| &mut c.readings).flat_map(|r| &mut r.differences).for_each(|d| (d.span, d.base) = (Some(span()), Some(span())));
        report.articles.swap_remove(swap);
        let page = report.html(&Layout::new(&articles));
        proptest::prop_assert!(page.ends_with("</html>"));
    }
}

fn write(folder: &Path, name: &str, (articles, report): &(Vec<Article>, Report)) {
    std::fs::write(folder.join(format!("{name}.html")), report.html(&Layout::new(articles))).unwrap();
    std::fs::write(folder.join(format!("{name}.json")), serde_json::to_vec(report).unwrap()).unwrap();
}

/// Where a program lies.
fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|f| f.join(name)).find(|p| p.is_file())
}

/// Writes the pages and opens them in Chromium. Where something for that is missing it says so, and fails
/// only if `PAGE_BROWSER` asks for the browser.
#[test]
fn the_pages_work_in_a_browser() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
    std::fs::create_dir_all(&folder).unwrap();
    write(&folder, "seeds", &read("seeds"));
    write(&folder, "ferry", &ferry());
    write(&folder, "hostile", &hostile());
    write(&folder, "large", &large());
    let test = Path::new(ROOT).join("tests/page");
    let names =
        std::env::var("CHROMIUM").map_or_else(|_| vec!["chromium".into(), "chromium-browser".into(), "google-chrome".into()], |b| vec![b]);
    let browser = names.iter().find_map(|name| program(name));
    let missing = match &browser {
        None => Some("no Chromium is installed"),
        Some(_) if program("node").is_none() => Some("Node is not installed"),
        Some(_) if !test.join("node_modules").is_dir() => Some("`npm ci` was not run in tests/page"),
        Some(_) => None,
    };
    if let Some(missing) = missing {
        assert!(std::env::var_os("PAGE_BROWSER").is_none(), "{missing}");
        println!("the pages were not opened in a browser: {missing}");
        return;
    }
    let output = Command::new("node").arg(test.join("check.mjs")).arg(&folder).args(browser).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
