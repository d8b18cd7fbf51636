//! The index and the collation, from the outside.

use std::collections::BTreeMap;

use corroborate::{ClaimIndex, ClusterConfig, ClusterMode, Clusters, Statement, collate, stages};
use itertools::Itertools;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table<T> {
    case: Vec<T>,
}

fn table<T: for<'a> Deserialize<'a>>(text: &str) -> Vec<T> {
    toml::from_str::<Table<T>>(text).expect("a table of cases").case
}

#[derive(Deserialize)]
struct Story {
    name: String,
    statements: Vec<(String, String)>,
    together: Vec<Vec<String>>,
    #[serde(default)]
    conflicts: Vec<(String, String)>,
}

#[test]
fn small_stories() {
    for case in table::<Story>(include_str!("cluster/story.toml")) {
        let mut index = ClaimIndex::new(ClusterConfig::story());
        for (id, text) in &case.statements {
            index.add(id, &[Statement { id, text, speaker: None }]);
        }
        let clusters = index.settle();
        let mut together: Vec<Vec<String>> =
            (0..clusters.len()).map(|c| clusters.members(c).map(str::to_owned).collect::<Vec<_>>()).filter(|c| c.len() > 1).collect();
        together.iter_mut().for_each(|c| c.sort());
        together.sort();
        assert_eq!(together, case.together, "{}", case.name);
        let mut conflicts: Vec<(String, String)> = clusters
            .conflicts()
            .map(|(a, b)| (clusters.members(a).next().unwrap_or("").to_owned(), clusters.members(b).next().unwrap_or("").to_owned()))
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
            .collect();
        conflicts.sort();
        assert_eq!(conflicts, case.conflicts, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct Pair {
    base: String,
    member: String,
    want: Vec<String>,
}

#[test]
fn differences_are_named() {
    let mut wrong = Vec::new();
    for case in table::<Pair>(include_str!("cluster/collation.toml")) {
        let found: Vec<String> = collate(&case.base, &case.member)
            .into_iter()
            .map(|d| {
                assert!(d.span.is_none_or(|s| case.member.get(s.start..s.end).is_some()));
                let kind = serde_json::to_value(d.kind).expect("a kind");
                format!("{}{}: {}", if d.sense { "!" } else { "" }, kind.as_str().unwrap_or(""), d.text)
            })
            .collect();
        if found != case.want {
            wrong.push((case.base, case.member, found, case.want));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Statements of an invented story: bases, and cuts and changes of them.
fn statements() -> impl Strategy<Value = Vec<(String, String)>> {
    const WORDS: &[&str] = &[
        "harbour",
        "ferry",
        "lighthouse",
        "captain",
        "storm",
        "the",
        "of",
        "and",
        "not",
        "was",
        "closed",
        "11",
        "40",
        "divers",
        "reef",
        "anchor",
        "tanker",
        "pilot",
        "coast",
        "mayor",
        "nets",
        "said",
        "a",
        "to",
        "winter",
    ];
    let base = prop::collection::vec(prop::sample::select(WORDS), 1..14);
    prop::collection::vec((base, 0_usize..5, 0_usize..6), 1..24).prop_map(|rows| {
        let mut texts: Vec<Vec<&str>> = Vec::new();
        for (words, kind, at) in rows {
            let before = texts.get(at).cloned();
            texts.push(match (kind, before) {
                (1, Some(t)) => t.into_iter().skip(at).collect(),
                (2, Some(t)) => t.into_iter().take(at + 3).collect(),
                (3, Some(mut t)) => {
                    let last = words.len().min(t.len());
                    t.truncate(last.max(3));
                    t.push(words[0]);
                    t
                }
                (4, Some(mut t)) => {
                    t.push("…");
                    t.extend(texts.last().unwrap_or(&words));
                    t
                }
                _ => words,
            });
        }
        texts.into_iter().enumerate().map(|(i, t)| (format!("s{i:02}"), t.join(" "))).collect()
    })
}

fn filled(config: ClusterConfig, rows: &[(String, String)]) -> ClaimIndex {
    let mut index = ClaimIndex::new(config);
    for (id, text) in rows {
        index.add(id, &[Statement { id, text, speaker: None }]);
    }
    index
}

/// Clusters with their members, and the links between their representatives.
type Shape = (Vec<Vec<String>>, Vec<(String, String)>);

fn shape(clusters: &Clusters) -> Shape {
    let mut groups: Vec<Vec<String>> = (0..clusters.len()).map(|c| clusters.members(c).map(str::to_owned).collect()).collect();
    groups.sort();
    let name = |c: usize| clusters.representative(c).unwrap_or("").to_owned();
    let mut links: Vec<_> = clusters.conflicts().map(|(a, b)| (name(a).min(name(b)), name(a).max(name(b)))).collect();
    links.sort();
    (groups, links)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn order_of_arrival_does_not_matter(rows in statements(), seed in 0_u64..1000) {
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|(id, _)| id.bytes().fold(seed, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)).rotate_left(7)));
        prop_assert_eq!(
            shape(&filled(ClusterConfig::new(), &rows).settle()),
            shape(&filled(ClusterConfig::new(), &shuffled).settle())
        );
    }

    #[test]
    fn merged_is_at_once(rows in statements(), at in 0_usize..24) {
        let (left, right) = rows.split_at(at.min(rows.len()));
        let mut merged = filled(ClusterConfig::new(), left);
        merged.settle();
        let mut other = filled(ClusterConfig::new(), right);
        other.settle();
        merged.merge(&other);
        prop_assert_eq!(shape(&merged.settle()), shape(&filled(ClusterConfig::new(), &rows).settle()));
    }

    #[test]
    fn removed_is_never_added(rows in statements(), at in 0_usize..24) {
        let at = at.min(rows.len());
        let mut index = filled(ClusterConfig::new(), &rows);
        index.settle();
        for (id, _) in &rows[at..] {
            prop_assert_eq!(index.remove(id), 1);
        }
        prop_assert_eq!(index.len(), at);
        prop_assert_eq!(shape(&index.settle()), shape(&filled(ClusterConfig::new(), &rows[..at]).settle()));
    }

    #[test]
    fn reopened_is_the_same(rows in statements(), at in 0_usize..24) {
        let (left, right) = rows.split_at(at.min(rows.len()));
        let mut index = filled(ClusterConfig::new(), left);
        index.settle();
        for (id, text) in right {
            index.add(id, &[Statement { id, text, speaker: None }]);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        index.save(&path).expect("saved");
        let mut again = ClaimIndex::open(&path).expect("opened");
        prop_assert_eq!(shape(&again.clusters()), shape(&index.clusters()));
        for (_, text) in &rows {
            prop_assert_eq!(again.query(text), index.query(text));
        }
        prop_assert_eq!(shape(&again.settle()), shape(&index.settle()));
    }

    #[test]
    fn components_are_those_of_a_naive_oracle(rows in statements()) {
        let rows: Vec<(String, String)> =
            rows.into_iter().map(|(id, text)| (id, text.split(' ').filter(|w| *w != "…").join(" "))).collect();
        let config = ClusterConfig::new().mode(ClusterMode::Components).max_list(1000).max_verified(32).asked(1.0);
        let mut index = filled(config, &rows);
        index.settle();
        // Every pair held against every other, and joined where that is enough and both share a key.
        let mut home: Vec<usize> = (0..rows.len()).collect();
        for i in 0..rows.len() {
            for j in 0..i {
                let why = index.explain(&rows[i].1, &rows[j].1);
                if rows[i].1 == rows[j].1 || why.key.is_some() && why.enough && !why.conflict {
                    let (from, to) = (home[i], home[j]);
                    home.iter_mut().filter(|h| **h == from).for_each(|h| *h = to);
                }
            }
        }
        let clusters = index.clusters();
        let mut found: Vec<Vec<usize>> = (0..clusters.len()).map(|c| clusters.members(c).map(number).sorted().collect()).collect();
        found.sort();
        let want: Vec<Vec<usize>> = (0..rows.len()).into_group_map_by(|i| home[*i]).into_values().sorted().collect();
        prop_assert_eq!(found, want);
    }

    #[test]
    fn the_stages_give_what_the_index_gives(rows in statements(), list in 1_usize..70, mode in 0_usize..3) {
        let mode = [ClusterMode::Strict, ClusterMode::Bridge, ClusterMode::Components][mode];
        let config = ClusterConfig::new().max_list(list).mode(mode);
        prop_assert_eq!(staged(config, list, &rows), shape(&filled(config, &rows).settle()));
    }

    #[test]
    fn any_two_texts_are_collated(base in "\\PC{0,40}", member in "([a-z]{1,4}|[ .,…'’\\[\\]]|don't|not|[0-9]){0,30}") {
        for (a, b) in [(&base, &member), (&member, &base)] {
            for d in collate(a, b) {
                prop_assert!(d.span.is_none_or(|s| s.start <= s.end && b.get(s.start..s.end).is_some()), "{d:?}");
            }
        }
        prop_assert_eq!(collate(&member, &member), vec![]);
    }
}

/// The clusters that the stages give, each step over rows in an order that is not the last step's.
fn staged(config: ClusterConfig, list: usize, rows: &[(String, String)]) -> Shape {
    let mut wordings: BTreeMap<u64, (Vec<String>, Vec<&str>)> = BTreeMap::new();
    for (id, text) in rows.iter().rev() {
        let words = stages::Folder::new(config).fold(text);
        wordings.entry(stages::key(&words)).or_insert((words, Vec::new())).1.push(id);
    }
    let mut holders: BTreeMap<&str, u32> = BTreeMap::new();
    for (words, _) in wordings.values() {
        words.iter().unique().for_each(|w| *holders.entry(w).or_default() += 1);
    }
    let words = wordings.values().map(|w| w.0.len() as u64).sum();
    let rarity = stages::Rarity::new(holders, wordings.len() as u32, words);
    let by_rank: Vec<&(Vec<String>, Vec<&str>)> =
        wordings.iter().sorted_by(|a, b| rarity.weight(&b.1.0).total_cmp(&rarity.weight(&a.1.0)).then(a.0.cmp(b.0))).map(|w| w.1).collect();
    let mut lists: BTreeMap<u64, stages::List> = BTreeMap::new();
    for (rank, (words, _)) in by_rank.iter().enumerate() {
        for key in stages::Worker::new(&rarity, config).keys(words) {
            let list = lists.entry(key).or_insert(stages::List { key, len: 0, ranks: Vec::new() });
            list.len += 1;
            list.ranks.push(rank as u32);
        }
    }
    lists.values_mut().for_each(|l| l.ranks.truncate(list));
    let mut edges = Vec::new();
    for (rank, (words, _)) in by_rank.iter().enumerate().rev() {
        let mut worker = stages::Worker::new(&rarity, config);
        let own: Vec<stages::List> = worker.keys(words).iter().map(|k| lists[k].clone()).collect();
        for other in worker.propose(words, rank as u32, &own) {
            edges.extend(worker.verify(words, &by_rank[other as usize].0).map(|v| (rank as u32, other, v)));
        }
        for (piece, part) in (0..).zip(worker.pieces(words)) {
            for other in worker.propose(part, u32::MAX, &own) {
                edges.extend(worker.verify(part, &by_rank[other as usize].0).map(|v| (rank as u32, other, v.of_piece(piece))));
            }
        }
    }
    let joined = stages::join(by_rank.len() as u32, edges, &rarity, config);
    let mut clusters: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (rank, (_, ids)) in by_rank.iter().enumerate() {
        clusters.entry(joined.leaders[rank]).or_default().extend(ids.iter().sorted().map(|i| (*i).to_owned()));
    }
    for (rank, leader) in &joined.also {
        clusters.entry(*leader).or_default().extend(by_rank[*rank as usize].1.iter().sorted().map(|i| (*i).to_owned()));
    }
    let name = |rank: u32| clusters[&joined.leaders[rank as usize]][0].clone();
    let links = joined.conflicts.iter().map(|(a, b)| (name(*a), name(*b))).map(|(a, b)| if a < b { (a, b) } else { (b, a) });
    let links = links.sorted().dedup().collect();
    (clusters.into_values().sorted().collect(), links)
}

fn number(id: &str) -> usize {
    id[1..].parse().expect("a number")
}

#[test]
fn a_cut_or_damaged_file_is_an_error() {
    let rows: Vec<(String, String)> =
        (0..20).map(|i| (format!("s{i}"), format!("The ferry number {i} left the harbour before the storm."))).collect();
    let mut index = filled(ClusterConfig::new(), &rows);
    index.settle();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("index");
    index.save(&path).expect("saved");
    let whole = std::fs::read(&path).expect("read");
    for cut in 0..whole.len() {
        std::fs::write(&path, &whole[..cut]).expect("written");
        let error = ClaimIndex::open(&path).expect_err("cut");
        assert!(error.is_input() && error.to_string().contains("index"), "{error}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&path, &bytes).expect("written");
        assert!(ClaimIndex::open(&path).is_err(), "byte {at}");
    }
    assert!(ClaimIndex::open(&folder.path().join("none")).expect_err("no file").is_io());
}

#[test]
fn modes_reach_differently_far() {
    let words = |prefix: &str, range: std::ops::Range<usize>| range.map(|i| format!("{prefix}{i}x")).join(" ");
    let rows = [
        ("whole", words("reef", 0..12)),
        ("overlaps", words("reef", 5..15)),
        ("tail", words("reef", 12..15)),
        ("other", words("pier", 0..12)),
        ("both", format!("{} {}", words("reef", 0..5), words("pier", 0..5))),
    ]
    .map(|(id, text)| (id.to_owned(), text))
    .to_vec();
    let found = |mode| shape(&filled(ClusterConfig::new().share(0.45).mode(mode), &rows).settle()).0;
    // The tail matches "overlaps" alone, which matches the whole. "both" matches two that share nothing,
    // and that one better whose words are rarer.
    assert_eq!(found(ClusterMode::Strict), [vec!["other", "both"], vec!["tail"], vec!["whole", "overlaps"]]);
    assert_eq!(found(ClusterMode::Bridge), [vec!["other", "both"], vec!["whole", "overlaps", "tail"]]);
    assert_eq!(found(ClusterMode::Components).iter().map(Vec::len).collect::<Vec<_>>(), [5]);
}

#[test]
fn a_list_of_any_length_is_read_to_an_end() {
    let rows: Vec<(String, String)> = (0..8_300).map(|n| (format!("s{n:04}"), format!("the copper lantern w{n}"))).collect();
    let mut index = filled(ClusterConfig::new().max_list(usize::MAX).max_verified(usize::MAX), &rows);
    assert_eq!(index.settle().len(), rows.len());
}

#[test]
fn a_short_fragment_joins_by_its_speaker() {
    let rows = [
        ("whole", "The dredging of the northern channel is still unfinished, and nobody can say when it ends.", Some("pilot/monday")),
        ("other", "We sold the last of the ferries to a museum in the spring of that year.", Some("pilot/monday")),
        ("alike", "The museum was promised the dredging machine and the last of the oars.", Some("pilot/monday")),
        ("fragment", "unfinished", Some("pilot/monday")),
        ("stranger", "unfinished", Some("mayor/monday")),
        ("nobody", "unfinished", None),
        ("closed", "of the", Some("pilot/monday")),
        ("two homes", "museum", Some("pilot/monday")),
    ];
    let mut index = ClaimIndex::new(ClusterConfig::story());
    for (id, text, speaker) in rows {
        index.add(id, &[Statement { id, text, speaker }]);
    }
    let (groups, _) = shape(&index.settle());
    let together: Vec<_> = groups.iter().filter(|g| g.len() > 1).collect();
    assert_eq!(together, [&vec!["nobody".to_owned(), "stranger".to_owned()], &vec!["whole".to_owned(), "fragment".to_owned()]]);
    assert_eq!(shape(&index.clusters()).0, groups);
}

#[test]
fn a_spliced_quote_belongs_to_two_clusters() {
    let rows = [
        ("a", "The dredging of the northern channel is still unfinished, and nobody can say when it ends."),
        ("b", "We sold the last of the ferries to a museum in the spring of that year."),
        ("s", "The dredging of the northern channel is still unfinished … We sold the last of the ferries to a museum."),
        ("cut", "The dredging of the northern channel … nobody can say when it ends."),
    ]
    .map(|(id, text)| (id.to_owned(), text.to_owned()));
    let mut index = filled(ClusterConfig::story(), &rows);
    let clusters = index.settle();
    let (home, further) = match clusters.spliced().collect::<Vec<_>>().as_slice() {
        [("s", home, further)] => (*home, *further),
        other => panic!("{other:?}"),
    };
    assert!(clusters.members(home).contains(&"a") && clusters.members(home).contains(&"s"));
    assert_eq!(clusters.members(further).collect::<Vec<_>>(), ["b", "s"]);
    assert_ne!(clusters.representative(home), clusters.representative(further));
}

#[test]
fn a_join_says_why() {
    let rows = [("a", "The harbour will stay closed until the divers have finished."), ("b", "Nobody told the fishermen anything.")]
        .map(|(id, text)| (id.to_owned(), text.to_owned()))
        .to_vec();
    let mut index = filled(ClusterConfig::story(), &rows);
    index.settle();
    let why = index.explain(&rows[0].1, "the divers have not finished");
    assert!(why.enough && why.conflict, "{why:?}");
    assert_eq!(why.words.iter().map(|w| w.0.as_str()).collect::<Vec<_>>(), ["the", "diver", "have", "finish"]);
    assert!(why.key.is_some_and(|k| k.contains("diver")));
    assert!(!index.explain(&rows[0].1, &rows[1].1).enough);
}

#[test]
fn provisional_joins() {
    let rows: Vec<(String, String)> = [
        ("a", "The harbour will stay closed until the divers have finished."),
        ("b", "Nobody told the fishermen anything about the winter storm."),
    ]
    .map(|(i, t)| (i.to_owned(), t.to_owned()))
    .to_vec();
    let mut index = filled(ClusterConfig::story(), &rows);
    index.settle();
    let text = "The harbour will stay closed until the divers finish, said the mayor, and the nets stay ashore.";
    let found: Vec<_> = index.query(text).iter().map(|m| (m.statement.to_owned(), m.cluster.map(str::to_owned), m.conflict)).collect();
    assert_eq!(found, [("a".to_owned(), Some("a".to_owned()), false)]);
    index.add("c", &[Statement { id: "c", text, speaker: None }]);
    let found: Vec<_> = index.query("the nets stay ashore").iter().map(|m| (m.statement.to_owned(), m.cluster.is_some())).collect();
    assert_eq!(found, [("c".to_owned(), false)]);
    index.remove("a");
    assert_eq!(index.query("The harbour will stay closed until the divers have finished.")[0].statement, "c");
}

#[cfg(feature = "rayon")]
#[test]
fn threads_do_not_matter() {
    let rows: Vec<(String, String)> = (0..3000_usize)
        .map(|i| {
            let word = |k: usize| ["harbour", "ferry", "storm", "reef", "pilot", "nets", "coast"][(i / 3 * 31 + k * k * 7) % 7];
            let text: Vec<String> = (0..12 - i % 3).map(|k| format!("{}{}", word(k), (i / 3 * 17 + k * 5) % 90)).collect();
            (format!("s{i:04}"), text.join(if i % 7 == 6 { " … " } else { " " }))
        })
        .collect();
    let shapes: Vec<Shape> = [1, 2, 5]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| {
                let mut index = ClaimIndex::new(ClusterConfig::new());
                let statements: Vec<_> = rows.iter().map(|(id, text)| (id.as_str(), Statement { id, text, speaker: None })).collect();
                statements.chunks(2500).for_each(|some| index.add_all(some));
                shape(&index.settle())
            })
        })
        .collect();
    assert!(shapes[0].0.len() < 2000, "{}", shapes[0].0.len());
    assert!(shapes.iter().all_equal());
    assert_eq!(shapes[0], shape(&filled(ClusterConfig::new(), &rows).settle()), "one by one");
}
