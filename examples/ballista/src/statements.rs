//! From statements (`id`, `speaker`, `text`) to the clusters of near copies among them.

use std::sync::Arc;

use corroborate::stages::{Verified, join};
use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Float32Type, Int64Type};
use datafusion::common::{Result, exec_err};

use crate::functions::{LIST, rarity, statement_config};
use crate::stage::{Stages, schema};

/// So many edges are joined on one machine, in some 32 bytes each.
pub const EDGES: u64 = 200_000_000;

/// Clusters the table `statements` into the table `clusters`: `id`, `cluster`, `conflicts_with`.
pub async fn cluster(stages: &mut Stages<'_>) -> Result<()> {
    stages
        .query(
            "folded",
            "SELECT id, speaker, f['key'] AS key, f['words'] AS words FROM (SELECT id, speaker, fold(text) AS f FROM statements)",
        )
        .await?;
    stages.query("wordings", "SELECT key, min(words) AS words FROM folded GROUP BY key").await?;
    stages
        .query("holders", "SELECT word, count(*) AS n FROM (SELECT unnest(each_word(words)) AS word FROM wordings) GROUP BY word")
        .await?;
    stages.query("totals", "SELECT count(*) AS wordings, coalesce(sum(count_words(words)), 0) AS words FROM wordings").await?;
    let table = stages.address("", "totals");
    let table = table.as_str();
    // Ranks without a sort of everything in one place: weights are few numbers, and wordings of one weight are ranked by
    // their key among themselves.
    stages.query("weighed", &format!("SELECT key, words, weight(words, {table}) AS weight FROM wordings")).await?;
    stages
        .query(
            "ranked",
            "WITH steps AS (SELECT weight, sum(n) OVER (ORDER BY weight DESC) - n AS heavier
                            FROM (SELECT weight, count(*) AS n FROM weighed GROUP BY weight))
             SELECT CAST(w.place + s.heavier AS BIGINT) AS rank, w.key, w.words
             FROM (SELECT key, words, weight, row_number() OVER (PARTITION BY weight ORDER BY key) - 1 AS place FROM weighed) w
             JOIN steps s ON w.weight = s.weight",
        )
        .await?;
    stages.query("filed", &format!("SELECT rank, unnest(keys(words, {table})) AS key FROM ranked")).await?;
    stages.query("postings", "SELECT key, posting(key, rank) AS list, count(*) AS n FROM filed GROUP BY key HAVING count(*) > 1").await?;
    stages.query("capped", &format!("SELECT count(*) AS keys, coalesce(max(n), 0) AS longest FROM postings WHERE n > {LIST}")).await?;
    stages
        .query("gathered", "SELECT f.rank, array_agg(p.list) AS lists FROM filed f JOIN postings p ON f.key = p.key GROUP BY f.rank")
        .await?;
    stages
        .query(
            "pairs",
            &format!(
                "SELECT rank, o['other'] AS other, o['piece'] AS piece FROM
                 (SELECT rank, unnest(others) AS o FROM
                  (SELECT r.rank, propose(r.words, r.rank, g.lists, {table}) AS others
                   FROM ranked r JOIN gathered g ON r.rank = g.rank))"
            ),
        )
        .await?;
    stages
        .query(
            "edges",
            &format!(
                "SELECT rank, other, v['matched'] AS matched, v['share'] AS share, v['conflict'] AS conflict,
                        v['pieces'] AS pieces, piece FROM
                 (SELECT p.rank, p.other, p.piece, verify(a.words, b.words, p.piece, {table}) AS v
                  FROM pairs p JOIN ranked a ON p.rank = a.rank JOIN ranked b ON p.other = b.rank)
                 WHERE v IS NOT NULL"
            ),
        )
        .await?;
    joined(stages, table).await?;
    stages
        .query(
            "homes",
            "SELECT f.id, f.speaker, r.rank, coalesce(l.leader, r.rank) AS leader, r.words
             FROM folded f JOIN ranked r ON f.key = r.key LEFT JOIN leaders l ON r.rank = l.rank",
        )
        .await?;
    stages
        .query(
            "fragments",
            &format!(
                "SELECT f['id'] AS id, f['leader'] AS leader FROM
                 (SELECT unnest(fragments(own, {table})) AS f FROM
                  (SELECT speaker, array_agg(said(id, leader, words)) AS own FROM homes WHERE speaker IS NOT NULL GROUP BY speaker))"
            ),
        )
        .await?;
    stages
        .query(
            "placed",
            "SELECT h.id, h.rank, h.leader AS own, coalesce(f.leader, h.leader) AS leader
             FROM homes h LEFT JOIN fragments f ON h.id = f.id",
        )
        .await?;
    // A spliced wording is a member of further clusters, and heads none of them.
    stages
        .query(
            "members",
            "SELECT id, rank, leader, 0 AS further FROM placed
             UNION SELECT p.id, p.rank, a.leader, 1 AS further FROM placed p JOIN also a ON p.rank = a.rank",
        )
        .await?;
    stages
        .query(
            "heads",
            "SELECT leader, max(CASE WHEN place = 1 THEN id END) AS head, count(DISTINCT rank) AS wordings FROM
             (SELECT leader, id, rank, row_number() OVER (PARTITION BY leader ORDER BY further, rank, id) AS place FROM members)
             GROUP BY leader",
        )
        .await?;
    // Of two clusters that contradict each other, the one with fewer wordings points to the other.
    stages
        .query(
            "against",
            "WITH stays AS (SELECT DISTINCT rank, leader FROM placed WHERE leader = own),
             links AS (SELECT a.leader AS one, b.leader AS other FROM conflicts c JOIN stays a ON c.rank = a.rank JOIN stays b ON c.other = b.rank),
             both_ways AS (SELECT one, other FROM links UNION SELECT other AS one, one AS other FROM links)
             SELECT l.one AS leader, min(l.other) AS other FROM both_ways l
             JOIN heads a ON l.one = a.leader JOIN heads b ON l.other = b.leader
             WHERE a.wordings <= b.wordings GROUP BY l.one",
        )
        .await?;
    stages
        .query(
            "clusters",
            "SELECT p.id, h.head AS cluster, o.head AS conflicts_with FROM members p
             JOIN heads h ON p.leader = h.leader
             LEFT JOIN against a ON p.leader = a.leader LEFT JOIN heads o ON a.other = o.leader",
        )
        .await
}

/// Joins the edges here: tables `leaders` (of ranks that do not lead themselves), `conflicts` and `also`.
async fn joined(stages: &mut Stages<'_>, table: &str) -> Result<()> {
    let (wordings, edges) = (stages.rows("ranked"), stages.rows("edges"));
    if edges > EDGES || wordings > u64::from(u32::MAX) {
        return exec_err!("{edges} edges among {wordings} wordings are more than one machine joins ({EDGES})");
    }
    let read = |stages: &Stages| -> Result<_> {
        let mut all = Vec::with_capacity(edges as usize);
        for batch in stages.read("edges")? {
            let ranks = |n: usize| batch.column(n).as_primitive::<Int64Type>();
            let floats = |n: usize| batch.column(n).as_primitive::<Float32Type>();
            for row in 0..batch.num_rows() {
                let (matched, share) = (floats(2).value(row), floats(3).value(row));
                let conflict = batch.column(4).as_boolean().value(row);
                let pieces = ranks(5).value(row) as u16;
                let verified = Verified { matched, share, conflict, pieces, piece: u8::try_from(ranks(6).value(row)).ok() };
                all.push((ranks(0).value(row) as u32, ranks(1).value(row) as u32, verified));
            }
        }
        let rarity = rarity(table.trim_matches('\''))?;
        Ok(join(wordings as u32, all, &rarity, statement_config()))
    };
    let columns = |names: [&str; 2]| schema(&names.map(|n| (n, DataType::Int64)));
    let mut joined = None;
    for (name, names) in [("leaders", ["rank", "leader"]), ("conflicts", ["rank", "other"]), ("also", ["rank", "leader"])] {
        // The others need no second joining, unless the first was there before.
        let found = match joined.take() {
            Some(found) => found,
            None => read(stages)?,
        };
        let rows: Vec<(u32, u32)> = match name {
            "leaders" => (0..).zip(&found.leaders).filter(|(rank, leader)| rank != *leader).map(|(rank, leader)| (rank, *leader)).collect(),
            "conflicts" => found.conflicts.clone(),
            _ => found.also.clone(),
        };
        stages
            .local(name, "edges", columns(names), |out| {
                let column =
                    |of: fn(&(u32, u32)) -> u32| Arc::new(rows.iter().map(|r| i64::from(of(r))).collect::<Int64Array>()) as ArrayRef;
                out.put(&[RecordBatch::try_new(out.schema.clone(), vec![column(|r| r.0), column(|r| r.1)])?])
            })
            .await?;
        joined = Some(found);
    }
    Ok(())
}
