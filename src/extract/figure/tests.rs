//! Properties of the figure stage.

use proptest::prelude::*;

use crate::article::Article;
use crate::claim::{Figure, FigureKind};
use crate::config::Config;
use crate::extract::extract;

fn figures(text: &str) -> Vec<Figure> {
    let article = Article::new("a", text).published_on(jiff::civil::date(2024, 3, 13));
    extract(&article, &Config::new()).figures
}

const PIECES: &[&str] = &[
    "one",
    "two",
    "twenty",
    "a",
    "an",
    "the",
    "half",
    "third",
    "hundred",
    "million",
    "dozens",
    "tens of thousands",
    "and",
    "to",
    "-",
    "–",
    "of",
    "in",
    "on",
    "from",
    "between",
    "more than",
    "up to",
    "about",
    "or more",
    "$",
    "£",
    "US",
    "%",
    "per",
    "percent",
    "dollars",
    "cents",
    "miles",
    "km",
    "/",
    "year",
    "years",
    "old",
    "ago",
    "last",
    "next",
    "this",
    "May",
    "may",
    "March",
    "Monday",
    "Sat",
    "first",
    "second",
    "week",
    "month",
    "quarter",
    "end of",
    "mid",
    "early",
    "Christmas",
    "Easter",
    "since",
    "until",
    "a.m.",
    "pm",
    "GMT",
    "people",
    "officers",
    "killed",
    "Galaxy",
    "page",
    ",",
    ".",
    ":",
    "(",
    ")",
    "'",
    "’s",
    "\"",
    "±",
    "^",
    "×",
    "½",
    "°",
    "#",
    "1",
    "2",
    "12",
    "31",
    "99",
    "2024",
    "1,234",
    "3.5",
    "1.2.3",
    "10,15",
    "007",
    "4th",
    "22nd",
    "700m",
    "10kW",
    "1990s",
    "90s",
    "Q3",
    "FY21",
    "Oct2",
    "12:30",
    "http://",
    "e6",
    "x10",
    "99999999999999999999999999999999",
    "\u{202f}",
    "000",
    "é",
    "€ur",
    "🙂",
    "—",
    "now",
    "twenty-one",
    "\n",
    "will",
    "was",
    "out",
    "over",
    "minus",
    "sub",
    "aged",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(p, glued)| if glued { p.to_owned() } else { format!(" {p}") }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn spans_are_slices_in_order(text in text()) {
        let found = figures(&text);
        for f in &found {
            prop_assert_eq!(text.get(f.span.start..f.span.end), Some(f.text.as_str()));
            prop_assert!(!f.span.is_empty());
            if let (Some(low), Some(high)) = (f.low, f.high) {
                prop_assert!(low <= high, "{} {}", low, high);
            }
            prop_assert!(f.date.is_some() || f.value.is_some() || f.low.is_some() || f.high.is_some() || f.kind == FigureKind::Date || f.without_value.is_some());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start, "{} | {}", &pair[0].text, &pair[1].text);
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{} | {}", &pair[0].text, &pair[1].text);
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        figures(&text);
    }

    #[test]
    fn a_count_written_and_read_again_is_the_same(n in 2_u64..10_000_000_000, style in 0..3) {
        let written = match style {
            0 => n.to_string(),
            1 => grouped(n),
            _ => format!("{}.{} million", n / 1_000_000, format!("{:06}", n % 1_000_000).trim_end_matches('0')).replace(". ", " "),
        };
        let found = figures(&format!("The company shipped {written} boxes."));
        prop_assert_eq!(found.len(), 1, "{} {:?}", written, found);
        prop_assert_eq!(found[0].value, Some(n.into()), "{}", written);
        prop_assert_eq!(found[0].unit.as_deref(), Some("box"));
    }

    #[test]
    fn an_amount_written_and_read_again_is_the_same(whole in 0_u64..10_000_000, cents in 0_u8..100) {
        let written = format!("${}.{cents:02}", grouped(whole));
        let found = figures(&format!("It cost {written} in all."));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].value.map(|v| (v * rust_decimal::Decimal::ONE_HUNDRED).normalize()), Some((whole * 100 + u64::from(cents)).into()));
        prop_assert_eq!((found[0].kind, found[0].unit.as_deref()), (FigureKind::Money, Some("USD")));
    }

    #[test]
    fn words_written_and_read_again_are_the_same(n in 2_u32..2_000_000) {
        let written = spelled(n);
        let found = figures(&format!("They counted {written} boxes."));
        prop_assert_eq!(found.len(), 1, "{} {:?}", written, found);
        prop_assert_eq!(found[0].value, Some(n.into()), "{}", written);
    }

    #[test]
    fn a_day_written_and_read_again_is_the_same(days in 0_i32..60_000, style in 0..4) {
        let day = jiff::civil::date(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let month = MONTHS[day.month() as usize - 1];
        let written = match style {
            0 => format!("{month} {}, {}", day.day(), day.year()),
            1 => format!("{} {month} {}", day.day(), day.year()),
            2 => day.to_string(),
            _ => format!("the {}th of {month}, {}", day.day(), day.year()),
        };
        let found = figures(&format!("It opened on {written}, officials said."));
        prop_assert_eq!(found.len(), 1, "{} {:?}", written, found);
        prop_assert_eq!(found[0].date, Some(crate::DateValue::Day(day)), "{}", written);
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn spelled(n: u32) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let (unit, name) = match n {
        0..20 => return SMALL[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => return TENS[n as usize / 10].to_owned(),
        20..100 => return format!("{}-{}", TENS[n as usize / 10], SMALL[n as usize % 10]),
        100..1000 => (100, "hundred"),
        1000..1_000_000 => (1000, "thousand"),
        _ => (1_000_000, "million"),
    };
    let head = format!("{} {name}", spelled(n / unit));
    if n.is_multiple_of(unit) { head } else { format!("{head} {}{}", if unit == 100 { "and " } else { "" }, spelled(n % unit)) }
}

#[test]
fn a_bare_currency_is_the_country_s() {
    let unit = |article: Article| {
        let found = extract(&article, &Config::new()).figures;
        found.into_iter().map(|f| (f.unit.unwrap_or_default(), f.unit_assumed)).collect::<Vec<_>>()
    };
    let text = "The berth costs $5 a day, or US$3.";
    let told = |dollar: &str| vec![(format!("{dollar}/day"), true), ("USD".to_owned(), false)];
    assert_eq!(unit(Article::new("a", text)), told("USD"));
    assert_eq!(unit(Article::new("a", text).url("https://news.example.com.au/berth")), told("AUD"));
    assert_eq!(unit(Article::new("a", text).lang("en-CA").url("https://example.nz/")), told("CAD"));
    assert_eq!(unit(Article::new("a", text).lang("en_AU")), told("AUD"));
    assert_eq!(unit(Article::new("a", text).lang("en-Latn-CA")), told("CAD"));
    assert_eq!(unit(Article::new("a", text).lang("en-001").url("https://example.nz/")), told("NZD"));
    assert_eq!(unit(Article::new("a", text).source("example.ec")), told("USD"));
    let rupees = "The well cost Rs 500, the pump 900 rupees.";
    let both = |code: &str, assumed| vec![(code.to_owned(), assumed); 2];
    assert_eq!(unit(Article::new("a", rupees)), both("INR", true));
    assert_eq!(unit(Article::new("a", rupees).url("https://example.com.pk/well")), both("PKR", true));
    assert_eq!(unit(Article::new("a", "It cost 5 million Egyptian pounds, then 6 million pounds.")), both("EGP", false));
    assert_eq!(unit(Article::new("a", "The well cost 900 pesos.").url("https://news.example.co/well")), [("COP".to_owned(), true)]);
    let mixed = "It cost C$5, or $4 abroad.";
    assert_eq!(unit(Article::new("a", mixed)), [("CAD".to_owned(), false), ("USD".to_owned(), true)]);
}

/// "Half a million" is no exact number, and what is carried over from cents is as fine as it is written.
#[test]
fn precision_is_what_the_words_tell() {
    let finest =
        |text: &str| figures(text).iter().map(|f| f.precision.map(|p| p.finest.to_string()).unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(finest("Half a million came, then two and a half million."), ["100000", "100000"]);
    assert_eq!(finest("They sold 7 million and a quarter."), ["10000"]);
    assert_eq!(finest("A pound of hops fetched 91.35 cents, and a poorer sort 63.28."), ["0.0001", "0.0001"]);
    assert_eq!(finest("Tea is 6 euros and 20 cents."), ["0.01"]);
}

#[test]
fn ids_follow_the_text() {
    let found = figures("A nurse and two pilots were killed on Monday, and three cooks were hurt.");
    let ids: Vec<_> = found.iter().map(|f| f.id.clone()).collect();
    assert_eq!(ids, (0..found.len()).map(|n| format!("a/f{n}")).collect::<Vec<_>>());
    let sum = found.iter().find(|f| f.text.starts_with("A nurse")).unwrap();
    let part = found.iter().find(|f| f.text == "two").unwrap();
    assert_eq!(part.part_of.as_ref(), Some(&sum.id));
}

#[test]
fn dinars_without_a_country_are_of_none() {
    let unit = |article: Article| extract(&article, &Config::new()).figures[0].unit.clone().unwrap();
    let text = "The berth costs 40 dinars.";
    assert_eq!(unit(Article::new("a", text)), "dinar");
    assert_eq!(unit(Article::new("a", text).url("https://news.example.jo/berth")), "JOD");
    assert_eq!(unit(Article::new("a", text).url("https://news.example.kw/berth")), "KWD");
}
