//! Clusters of generated statements, and beside them a plain MinHash-LSH on the same ones. Both say how
//! good their clusters are, and the bench fails where that is not what `README.md` states.

use std::hint::black_box;
use std::time::Instant;

use corroborate::{ClaimIndex, ClusterConfig, Statement};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64;

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) ^ (self.0 >> 17 & 0xFFFF)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// A word: the few commonest often, most others seldom.
    fn word(&mut self) -> String {
        let exponent = self.below(1 << 16) as f64 / f64::from(1 << 16);
        let rank = 40_000_f64.powf(exponent) as u64;
        let mut name = String::new();
        let mut left = rank * 7 + 3;
        while left > 0 {
            name.push(b"bcdfghklmnprstvw"[(left % 16) as usize] as char);
            name.push(b"aeiou"[(left / 16 % 5) as usize] as char);
            left /= 80;
        }
        name
    }
}

struct Row {
    id: String,
    text: String,
    gold: u32,
}

/// Statements of 8 to 30 words in clusters of 1 to 12: copies, cuts at either end, elisions, up to two
/// words changed, fragments of 4 to 7 words.
fn statements(n: usize, seed: u64) -> Vec<Row> {
    let mut dice = Dice(seed);
    let mut rows = Vec::new();
    let mut gold = 0;
    while rows.len() < n {
        let len = 8 + dice.below(23);
        let base: Vec<String> = (0..len).map(|_| dice.word()).collect();
        let size = if dice.below(2) == 0 { 1 } else { 1 + dice.below(12) };
        for copy in 0..size {
            let mut words = base.clone();
            match if copy == 0 { 0 } else { dice.below(6) } {
                1 => words.truncate((len / 2 + dice.below(len / 2)).max(5)),
                2 => words = words.split_off(dice.below(len / 2)),
                3 => {
                    let at = 2 + dice.below(len - 5);
                    words.drain(at..(at + len / 4 + 1).min(len - 1));
                    words.insert(at, "…".into());
                }
                4 => (0..2).for_each(|_| words[dice.below(len)] = dice.word()),
                5 => words = words.split_off(dice.below(len - 7)).into_iter().take(4 + dice.below(4)).collect(),
                _ => {}
            }
            let mut text = words.join(" ");
            match dice.below(3) {
                0 => text.make_ascii_uppercase(),
                1 => text.push('.'),
                _ => {}
            }
            rows.push(Row { id: format!("s{:08}", rows.len()), text, gold });
        }
        gold += 1;
    }
    rows
}

fn ours(rows: &[Row]) -> Vec<u32> {
    let mut index = ClaimIndex::new(ClusterConfig::new());
    for row in rows {
        index.add(&row.id, &[Statement { id: &row.id, text: &row.text, speaker: None }]);
    }
    let clusters = index.settle();
    let mut home = vec![0; rows.len()];
    for c in 0..clusters.len() {
        for id in clusters.members(c) {
            home[id[1..].parse::<usize>().expect("a number")] = c as u32;
        }
    }
    home
}

const BANDS: usize = 20;
const ROWS: usize = 4;

/// MinHash over runs of three words, 20 bands of 4, every collision a link; clusters are what is linked.
fn min_hash(rows: &[Row]) -> Vec<u32> {
    let mut home: Vec<u32> = (0..rows.len() as u32).collect();
    let mut bands: FxHashMap<u64, u32> = FxHashMap::default();
    for (i, row) in rows.iter().enumerate() {
        let text = row.text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let mut least = [u64::MAX; BANDS * ROWS];
        for run in words.windows(3.min(words.len().max(1))) {
            let key = XxHash3_64::oneshot(run.join(" ").as_bytes());
            for (k, least) in least.iter_mut().enumerate() {
                let mixed = (key ^ (k as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
                *least = (mixed ^ mixed >> 32).min(*least);
            }
        }
        for (band, values) in least.chunks(ROWS).enumerate() {
            let key = values.iter().fold(band as u64, |k, v| (k ^ v).wrapping_mul(0x2545_F491_4F6C_DD1D).rotate_left(29));
            let other = *bands.entry(key).or_insert(i as u32);
            let (a, b) = (find(&mut home, i as u32), find(&mut home, other));
            home[a.max(b) as usize] = a.min(b);
        }
    }
    (0..rows.len() as u32).map(|i| find(&mut home, i)).collect()
}

fn find(home: &mut [u32], mut i: u32) -> u32 {
    while home[i as usize] != i {
        home[i as usize] = home[home[i as usize] as usize];
        i = home[i as usize];
    }
    i
}

/// B-cubed precision, recall and F1.
fn b_cubed(rows: &[Row], found: &[u32]) -> (f64, f64, f64) {
    let (mut gold, mut pred, mut both) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
    for (row, home) in rows.iter().zip(found) {
        *gold.entry(row.gold).or_insert(0_u32) += 1;
        *pred.entry(*home).or_insert(0_u32) += 1;
        *both.entry((row.gold, *home)).or_insert(0_u32) += 1;
    }
    let n = rows.len() as f64;
    let over =
        |size: &dyn Fn(&(u32, u32)) -> u32| both.iter().map(|(k, v)| f64::from(*v) * f64::from(*v) / f64::from(size(k))).sum::<f64>() / n;
    let (p, r) = (over(&|k| pred[&k.1]), over(&|k| gold[&k.0]));
    (p, r, 2.0 * p * r / (p + r))
}

fn quality(c: &mut Criterion) {
    for n in [10_000, 50_000] {
        let rows = statements(n, 5);
        let mut group = c.benchmark_group(format!("cluster {n}"));
        group.sample_size(10).throughput(Throughput::Elements(rows.len() as u64));
        group.bench_function("ours", |b| b.iter(|| black_box(ours(&rows))));
        group.bench_function("MinHash-LSH", |b| b.iter(|| black_box(min_hash(&rows))));
        group.finish();
        let (mine, theirs) = (b_cubed(&rows, &ours(&rows)), b_cubed(&rows, &min_hash(&rows)));
        println!("{n}: B-cubed P, R, F1: ours {mine:.4?}, MinHash-LSH {theirs:.4?}");
        assert!(mine.2 >= 0.97, "ours: {mine:?}");
        assert!((0.75..0.95).contains(&theirs.2), "MinHash-LSH: {theirs:?}");
    }
}

/// One article of ten statements more, provisionally, to a settled index.
fn one_more(c: &mut Criterion) {
    let n = std::env::var("STATEMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut index = ClaimIndex::new(ClusterConfig::new());
    for row in &statements(n, 5) {
        index.add(&row.id, &[Statement { id: &row.id, text: &row.text, speaker: None }]);
    }
    let began = Instant::now();
    index.settle();
    println!("{n} statements settled in {:.1?}", began.elapsed());
    let late = statements(10, 5);
    let mut group = c.benchmark_group(format!("one article more, {n} settled"));
    group.throughput(Throughput::Elements(late.len() as u64));
    group.bench_function("add and query", |b| {
        b.iter(|| {
            let mut found = 0;
            for row in &late {
                index.add("late", &[Statement { id: &row.id, text: &row.text, speaker: None }]);
                found += usize::from(!index.query(&row.text).is_empty());
            }
            index.remove("late");
            assert!(found >= 9, "{found}");
        });
    });
    group.finish();
}

criterion_group!(benches, quality, one_more);
criterion_main!(benches);
