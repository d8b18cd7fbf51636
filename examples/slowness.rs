//! Looks for text that is slow to read: `slowness [--size BYTES] [--mixed COUNT] [--only STAGE]`.
//!
//! Each shape is read in a process of its own and held against ordinary text of the same size: what takes more than
//! five times the processor time (and twenty milliseconds, for what a limit allows at most), or five times the
//! memory, is a defect, and the exit status says so. A process that takes fifty times as long is ended.

#[path = "common/generate.rs"]
mod generate;

use std::io::Read;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use corroborate::{Article, ClaimIndex, ClusterConfig, Config, Statement, extract, reconcile};
use generate::Numbers;

/// Beyond so many times the ordinary, a shape is a defect.
const TIMES: f64 = 5.0;
/// What takes longer is tried so many times again before it is called one.
const TRIES: usize = 3;

/// Clustering is linear in the statements: a shape that has so many times as many in as many bytes may take as much more.
fn more(stage: &str, shape: &str, size: usize) -> f64 {
    let many = |shape: &str| statements(shape, size).len() as f64;
    if stage == "cluster" { (many(shape) / many("ordinary")).max(1.0) } else { 1.0 }
}

/// What a shape may take whatever ordinary text takes, in milliseconds and megabytes: what `max_claims` allows.
const MILLISECONDS: f64 = 20.0;
const MEGABYTES: f64 = 40.0;

/// Words and marks that some part of the library looks at.
const BITS: [&str; 72] = [
    "a",
    "a ",
    " ",
    "\n",
    "\t",
    ".",
    ". ",
    "…",
    ",",
    ", ",
    "(",
    ")",
    "-",
    "—",
    "'",
    "’",
    "\"",
    "“",
    "”",
    "‘",
    "« ",
    "1",
    "1 ",
    "1,",
    "1.",
    "1/2 ",
    "0",
    "5-",
    "$",
    "$1 ",
    "£2m ",
    "100%",
    "two ",
    "half ",
    "first ",
    "hundred ",
    "dozen ",
    "between 1 and ",
    "June ",
    "1 June ",
    "last week ",
    "Monday ",
    "10:30 ",
    "2024-01-01 ",
    "e\u{301}",
    "\u{301}",
    "\u{202e}",
    "\u{200b}",
    "東",
    "𝄞",
    "\u{0}",
    "http://",
    "A. ",
    "Mr. ",
    "U.S. ",
    "Ann Lee ",
    "Lee ",
    "said ",
    "said Ann Lee. ",
    "told the Post that ",
    "according to ",
    "he ",
    "who ",
    "not ",
    "of ",
    "and ",
    "the ",
    "killed ",
    "a man and ",
    "“a” ",
    "“a … b” ",
    "‘“",
];

/// Longer shapes: what is repeated, and what closes it.
const REPEATED: [(&str, &str, &str); 14] = [
    ("nested marks", "“‘", "’”"),
    ("nested brackets", "(“", "”)"),
    ("unclosed marks", "“we are proud of it ", ""),
    ("unclosed marks by paragraph", "“we are proud of it\n", ""),
    ("marks and cues", "“Yes,” she said. ", ""),
    ("cues and marks", "Ann Lee said: “No”; ", ""),
    ("reports in reports", "he said that she said that ", ""),
    ("one statement", "“We will rebuild the old bridge before winter,” she said.\n", ""),
    ("one figure", "The bridge cost $41 million. ", ""),
    ("figures with commas", "1,234,567, ", ""),
    ("number words", "nine hundred and ninety-nine thousand ", ""),
    ("dates in dates", "two weeks before the end of ", "May"),
    ("lists of persons", "a man, two women and three children, ", ""),
    ("names of names", "Ann Lee of the Lee Institute of ", "Venn"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [one, stage, shape, size] = &arguments[..]
        && one == "--one"
    {
        return measured(stage, shape, size.parse().expect("a size"));
    }
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|n| arguments.get(n + 1)).cloned();
    let size: usize = option("--size").map_or(1 << 20, |s| s.parse().expect("--size takes bytes"));
    let mixed: usize = option("--mixed").map_or(40, |s| s.parse().expect("--mixed takes a count"));
    let only = option("--only");
    let mut shapes: Vec<(&str, String)> = BITS.iter().map(|b| ("extract", format!("bit {b:?}"))).collect();
    shapes.extend(REPEATED.iter().map(|r| ("extract", r.0.to_owned())));
    shapes.extend((0..mixed).map(|n| ("extract", format!("mixed {n}"))));
    shapes.extend(ARTICLES.iter().map(|s| ("reconcile", (*s).to_owned())));
    shapes.extend(STATEMENTS.iter().map(|s| ("cluster", (*s).to_owned())));
    let mut defects = 0;
    let mut ordinary = None;
    for (stage, shape) in shapes.iter().filter(|s| only.as_deref().is_none_or(|o| o == s.0)) {
        let of_stage = match &ordinary {
            Some((known, cost)) if known == stage => *cost,
            _ => {
                let cost = run(stage, "ordinary", size, Duration::from_secs(600)).expect("ordinary text is read");
                println!("{stage}: ordinary text of {size} bytes: {:.0} ms, {:.0} MB", cost.0, cost.1);
                ordinary = Some((*stage, cost));
                cost
            }
        };
        let patience = Duration::from_millis((of_stage.0 * 50.0 + 10_000.0) as u64);
        let more = more(stage, shape, size);
        let over = |ordinary: (f64, f64), time: f64, memory: f64| {
            time > TIMES * more * ordinary.0 + MILLISECONDS || memory > TIMES * more * ordinary.1 + MEGABYTES
        };
        let mut took = run(stage, shape, size, patience);
        let mut of_stage = of_stage;
        for _ in 0..TRIES {
            if !took.is_some_and(|(time, memory)| over(of_stage, time, memory)) {
                break;
            }
            // Once more, both of them side by side: another program may have been in the way.
            let Some(beside) = run(stage, "ordinary", size, patience) else { break };
            let again = run(stage, shape, size, patience);
            if again.is_some_and(|(time, memory)| !over(beside, time, memory)) {
                (took, of_stage) = (again, beside);
            }
        }
        let told = match took {
            Some((time, memory)) => {
                let over = over(of_stage, time, memory);
                defects += usize::from(over);
                let said = format!("{:.1} times, {time:.0} ms, {memory:.0} MB", time / (more * of_stage.0));
                if over { format!("DEFECT {said}") } else { said }
            }
            None => {
                defects += 1;
                format!("DEFECT: failed, or not done in {} s", patience.as_secs())
            }
        };
        println!("{stage}\t{shape}\t{told}");
    }
    println!("{} shapes, {defects} defects", shapes.len());
    ExitCode::from(u8::from(defects > 0))
}

/// The processor time in milliseconds and the memory in megabytes that a shape takes in a process of its own.
fn run(stage: &str, shape: &str, size: usize, patience: Duration) -> Option<(f64, f64)> {
    let this = std::env::current_exe().expect("this program");
    let mut child =
        Command::new(this).args(["--one", stage, shape, &size.to_string()]).stdout(Stdio::piped()).spawn().expect("a process of its own");
    let begun = Instant::now();
    while child.try_wait().expect("its status").is_none() {
        if begun.elapsed() > patience {
            child.kill().expect("it is ours");
            child.wait().expect("its status");
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let mut said = String::new();
    child.stdout.take()?.read_to_string(&mut said).ok()?;
    let (time, memory) = said.trim().split_once(' ')?;
    Some((time.parse().ok()?, memory.parse().ok()?))
}

/// What the child does: reads one shape, and says what it took.
fn measured(stage: &str, shape: &str, size: usize) -> ExitCode {
    let config = Config::new();
    // The words are read once for the process: that is no shape's.
    let _ = extract(&Article::new("a", "A word."), &config);
    let (time, memory) = match stage {
        "extract" => {
            let article = Article::new("a", text(shape, size)).published("2024-06-12").expect("a date");
            cost(|| serde_json::to_string(&extract(&article, &config)).map_or(0, |json| json.len()))
        }
        "reconcile" => {
            let articles = articles(shape, size);
            cost(|| serde_json::to_string(&reconcile(&articles, &config)).map_or(0, |json| json.len()))
        }
        _ => {
            let texts = statements(shape, size);
            cost(|| {
                let mut index = ClaimIndex::new(ClusterConfig::new());
                for (n, text) in texts.iter().enumerate() {
                    let n = n.to_string();
                    index.add(&n, &[Statement { id: &n, text, speaker: None }]);
                }
                index.settle().len()
            })
        }
    };
    println!("{time} {memory}");
    ExitCode::SUCCESS
}

/// Milliseconds on a processor, and megabytes beyond those that the process had before.
fn cost(work: impl FnOnce() -> usize) -> (f64, f64) {
    let (before, held) = (processor(), memory("VmRSS"));
    let begun = Instant::now();
    assert!(work() < usize::MAX);
    let time = match (before, processor()) {
        (Some(before), Some(after)) => (after - before) as f64 / 1e6,
        _ => begun.elapsed().as_secs_f64() * 1e3,
    };
    (time, memory("VmHWM").saturating_sub(held) as f64 / 1e3)
}

/// Nanoseconds that this process was on a processor, where the system tells.
fn processor() -> Option<u64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// What the system says of this process's memory, in kB; 0 where it does not say.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(what));
    line.and_then(|l| l.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()).unwrap_or(0)
}

/// One text of a shape.
fn text(shape: &str, size: usize) -> String {
    if shape == "ordinary" {
        return (0..).flat_map(|n| generate::text(n, 0, 30).into_bytes()).take(size).map(char::from).filter(char::is_ascii).collect();
    }
    if let Some(bit) = BITS.iter().find(|b| shape == format!("bit {b:?}")) {
        return bit.repeat(size / bit.len());
    }
    if let Some((_, open, close)) = REPEATED.iter().find(|r| shape == r.0) {
        let times = size / (open.len() + close.len());
        return open.repeat(times) + &close.repeat(times);
    }
    // A few bits, in an order that is drawn.
    let seed = shape.trim_start_matches("mixed ").parse().expect("a number");
    let mut numbers = Numbers(seed);
    let few: Vec<&str> = (0..2 + numbers.below(4)).map(|_| numbers.one(&BITS)).collect();
    let mut out = String::with_capacity(size + 32);
    while out.len() < size {
        out.push_str(numbers.one(&few));
    }
    out
}

const ARTICLES: [&str; 22] = [
    "equal articles",
    "one statement in two articles",
    "figures of one kind in two articles",
    "one figure in many articles",
    "dates of one kind in two articles",
    "a template with one slot",
    "statements with one word changed",
    "many names",
    "many denials",
    "many accusations",
    "many offices",
    "many roles of one person",
    "many statements of one speaker",
    "one statement in many articles",
    "one event in many clauses",
    "one name in two spellings",
    "one outlet cited",
    "states that shut one another out",
    "one state of one thing",
    "many absences",
    "many tallies",
    "many lengths in two units",
];

/// Articles of a shape, so many bytes in all.
fn articles(shape: &str, size: usize) -> Vec<Article> {
    let two = |sentence: &dyn Fn(usize) -> String| -> Vec<String> {
        let one = |from: usize| {
            let mut out = String::new();
            let mut n = from;
            while out.len() < size / 2 {
                out.push_str(&sentence(n));
                n += 1;
            }
            out
        };
        vec![one(0), one(17)]
    };
    let many = |text: &dyn Fn(usize) -> String| -> Vec<String> {
        let (mut texts, mut bytes) = (Vec::new(), 0);
        while bytes < size {
            texts.push(text(texts.len()));
            bytes += texts[texts.len() - 1].len();
        }
        texts
    };
    let mut names = Numbers(7);
    let names: Vec<String> = (0..2_000)
        .map(|_| {
            (0..2)
                .map(|_| {
                    let n: String = (0..3).map(|_| names.one(&["ka", "lo", "mi", "ne", "ru", "sa", "to", "ve"])).collect();
                    n[..1].to_uppercase() + &n[1..] + " "
                })
                .collect()
        })
        .collect();
    let texts = match shape {
        "equal articles" => many(&|_| generate::text(1, 1, 12)),
        "one statement in two articles" => two(&|_| "“We will rebuild the old bridge before winter,” the mayor said.\n".into()),
        "figures of one kind in two articles" => two(&|n| format!("The bridge cost ${n} million.\n")),
        "one figure in many articles" => {
            many(&|n| format!("The bridge over the Venn cost ${} million, Mayor Ann Lee of Ostrava said.", 40 + n % 2))
        }
        "dates of one kind in two articles" => two(&|n| format!("The bridge opened on {} June {}.\n", 1 + n % 28, 1900 + n / 28 % 99)),
        "a template with one slot" => many(&|n| format!("The bridge over the Venn near Ostrava cost ${n} million, Mayor Ann Lee said.")),
        "statements with one word changed" => {
            two(&|n| format!("“We will rebuild the {} bridge before the winter comes,” said Ann Lee.\n", names[n % names.len()].trim()))
        }
        "many names" => two(&|n| format!("{}said that the bridge was safe.\n", names[n % names.len()])),
        "many accusations" => two(&|n| format!("{}accused the {}Company of theft.\n", names[n % 1_999], names[n % names.len()])),
        "many offices" => two(&|n| format!("The {} finance minister said that the bridge was safe.\n", names[n % names.len()].trim())),
        "many roles of one person" => {
            two(&|n| format!("The {} clerk, Ann Lee, saw the bridge.\n", names[n % names.len()].to_lowercase().trim()))
        }
        "many statements of one speaker" => {
            let said = |n: usize| format!("{}saw the {}", names[n % names.len()], names[n % 1_999].to_lowercase());
            let quoted = two(&|n| format!("“{},” said Ann Lee.\n", said(n).trim())).swap_remove(0);
            let told = two(&|n| format!("Ann Lee said that {}.\n", said(n + 1_000).trim())).swap_remove(0);
            vec![quoted, told]
        }
        "one statement in many articles" => {
            many(&|n| format!("“We will rebuild the old bridge before winter,” Ann Lee said in {}.\n", names[n % names.len()].trim()))
        }
        "one event in many clauses" => two(&|n| format!("The guard was shot near the {}bridge.\n", names[n % names.len()])),
        "one name in two spellings" => {
            let told = |name: &str| two(&|n| format!("{name} was seen near the {}bridge.\n", names[n % names.len()])).swap_remove(0);
            vec![told("Anna Molvig"), told("Anna Molvik")]
        }
        "one outlet cited" => two(&|n| format!("The {}bridge is safe, Coast Radio reported.\n", names[n % names.len()])),
        "states that shut one another out" | "one state of one thing" => {
            let one = shape == "one state of one thing";
            let thing = |n: usize| if one { "old ".to_owned() } else { names[n % names.len()].to_lowercase() };
            let told = |state: &str| two(&|n| format!("The {}guard was {state}.\n", thing(n))).swap_remove(0);
            vec![told("armed"), told("unarmed")]
        }
        "many absences" => {
            let told = |text: &dyn Fn(&str) -> String| two(&|n| text(&names[n % names.len()].to_lowercase())).swap_remove(0);
            vec![told(&|thing| format!("There was no {thing}door.\n")), told(&|thing| format!("A {thing}door stood open.\n"))]
        }
        "many tallies" => two(&|n| format!("The council of {}passed it by {} votes to {}.\n", names[n % 1_999], 30 + n % 60, 9 + n % 20)),
        "many lengths in two units" => {
            two(&|n| format!("The pipe to {}is {} miles ({} kilometres) long.\n", names[n % 1_999], 10 * (n % 500), 16 * (n % 500)))
        }
        "many denials" => two(&|n| format!("The {}Company has not released any statement on the bridge.\n", names[n % names.len()])),
        _ => (0..)
            .scan(0, |bytes, n| {
                let text = generate::text(n / 5, n % 5, 12);
                *bytes += text.len();
                (*bytes < size).then_some(text)
            })
            .collect(),
    };
    texts.into_iter().enumerate().map(|(n, text)| Article::new(format!("a{n}"), text)).collect()
}

const STATEMENTS: [&str; 6] = [
    "equal statements",
    "a template with one slot",
    "one word over and over",
    "two words in any order",
    "many words in any order",
    "one word each",
];

/// Statements of a shape, so many bytes in all.
fn statements(shape: &str, size: usize) -> Vec<String> {
    let mut numbers = Numbers(3);
    let mut next = |n: usize| match shape {
        "equal statements" => "We will rebuild the old bridge before the winter comes to the valley.".to_owned(),
        "a template with one slot" => format!("We will rebuild the bridge number {n} before the winter comes to the valley."),
        "one word over and over" => "ha ".repeat(1 + n % 400),
        "one word each" => format!("word{n}"),
        "two words in any order" => (0..400).map(|_| numbers.one(&["ha ", "ho "])).collect(),
        _ => (0..if shape == "ordinary" { 16 } else { 400 })
            .map(|_| {
                let w: String = (0..3).map(|_| numbers.one(&["ka", "lo", "mi", "ne", "ru", "sa", "to", "ve"])).collect();
                w + " "
            })
            .collect(),
    };
    let (mut out, mut bytes) = (Vec::new(), 0);
    while bytes < size {
        out.push(next(out.len()));
        bytes += out[out.len() - 1].len();
    }
    out
}
