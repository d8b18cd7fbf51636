//! From articles to the report on each story.

use std::sync::Arc;

use corroborate::stories;
use datafusion::arrow::array::{AsArray, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::{Result, exec_err};

use crate::functions::{ALIKE, COLUMNS, NUMBERINGS, story_config};
use crate::stage::{Stages, schema};

/// So many pairs of articles are joined on one machine, in some 64 bytes each.
pub const PAIRS: u64 = 100_000_000;

/// Reads the table `articles` into `read`, and the claims of it into `claims` and `statements`.
pub async fn extract(stages: &mut Stages<'_>) -> Result<()> {
    stages
        .query(
            "read",
            &format!(
                "SELECT id, published, r['claims'] AS claims, r['terms'] AS terms, r['lowest'] AS lowest, r['statements'] AS statements
                 FROM (SELECT id, published, read({COLUMNS}) AS r FROM articles)"
            ),
        )
        .await?;
    stages
        .query(
            "claims",
            "SELECT article, c['id'] AS id, c['kind'] AS kind, c['quote'] AS quote, c['figure'] AS figure, c['assertion'] AS assertion
             FROM (SELECT id AS article, unnest(claims) AS c FROM read)",
        )
        .await?;
    stages
        .query(
            "statements",
            "SELECT article, s['id'] AS id, s['text'] AS text, CAST(NULL AS VARCHAR) AS speaker
             FROM (SELECT id AS article, unnest(statements) AS s FROM read)",
        )
        .await
}

/// Parts `read` into the table `stories` (`n`, `story`, both numbers of articles), and holds the articles of each against
/// each other: table `verdicts` (`story`, `report`).
pub async fn reconcile(stages: &mut Stages<'_>) -> Result<()> {
    stages.query("numbered", "SELECT id, CAST(row_number() OVER (ORDER BY id) - 1 AS BIGINT) AS n FROM read").await?;
    stages.query("terms", "SELECT b.n, r.published, r.terms, r.lowest FROM read r JOIN numbered b ON r.id = b.id").await?;
    let copies = copies(stages).await?;
    stages.query("own", &format!("SELECT t.n, t.published, t.terms FROM terms t LEFT ANTI JOIN ({copies}) c ON t.n = c.n")).await?;
    stages
        .query(
            "carriers",
            "SELECT term, count(*) AS n FROM (SELECT unnest(each_term(terms)) AS term FROM own) GROUP BY term HAVING count(*) > 1",
        )
        .await?;
    let table = stages.address("carriers", "carriers");
    let articles = stages.rows("own");
    stages
        .query(
            "vectors",
            &format!(
                "SELECT n, published, w['vector'] AS vector, w['few'] AS few, w['length'] AS length
                 FROM (SELECT n, published, weigh(terms, {articles}, {table}) AS w FROM own)"
            ),
        )
        .await?;
    // What the rare terms of two articles show is added up in any order, and so with a little to spare; the pair itself is
    // then measured in the one order that every machine has.
    stages
        .query(
            "likely",
            &format!(
                "WITH f AS (SELECT n, length, x['term'] AS term, x['weight'] AS weight FROM (SELECT n, length, unnest(few) AS x FROM vectors))
                 SELECT a.n AS a, b.n AS b FROM f a JOIN f b ON a.term = b.term WHERE a.n < b.n
                 GROUP BY a.n, b.n HAVING sum(a.weight * b.weight) + min(a.length * b.length) >= {ALIKE} - 0.000000001"
            ),
        )
        .await?;
    stages
        .query(
            "alike",
            "SELECT a, b, alike FROM
             (SELECT l.a, l.b, alike(x.vector, y.vector, x.published, y.published) AS alike
              FROM likely l JOIN vectors x ON l.a = x.n JOIN vectors y ON l.b = y.n)
             WHERE alike IS NOT NULL",
        )
        .await?;
    parted(stages).await?;
    stages.query("told", "SELECT b.id, s.story FROM numbered b JOIN stories s ON b.n = s.n").await?;
    // The ids are few bytes and the articles many: those stay where they are until their story calls.
    stages.hash_joins(true).await?;
    let columns = COLUMNS.split(", ").map(|c| format!("a.{c}")).collect::<Vec<_>>().join(", ");
    stages
        .query(
            "verdicts",
            &format!(
                "SELECT story, reconcile(members) AS report FROM
                 (SELECT t.story, array_agg(member({columns})) AS members FROM told t JOIN articles a ON t.id = a.id GROUP BY t.story)"
            ),
        )
        .await?;
    stages.hash_joins(false).await?;
    for part in ["findings", "clusters"] {
        // The table `clusters` is the archive's.
        let name = if part == "clusters" { "readings" } else { part };
        stages.query(name, &format!("SELECT story, unnest(part(report, '{part}')) AS row FROM verdicts")).await?;
    }
    Ok(())
}

/// Finds copies, round by round; gives the query for their numbers.
async fn copies(stages: &mut Stages<'_>) -> Result<String> {
    let mut known = "SELECT CAST(NULL AS BIGINT) AS n, CAST(NULL AS BIGINT) AS first WHERE false".to_owned();
    for round in 1..=NUMBERINGS {
        let name = format!("copies_{round}");
        stages
            .query(
                &name,
                &format!(
                    "WITH rest AS (SELECT t.n, t.lowest[{round}] AS low FROM terms t LEFT ANTI JOIN ({known}) c ON t.n = c.n),
                     firsts AS (SELECT low, min(n) AS n FROM rest WHERE low IS NOT NULL GROUP BY low HAVING count(*) > 1)
                     SELECT l.n, f.n AS first FROM rest l JOIN firsts f ON l.low = f.low
                     JOIN terms x ON l.n = x.n JOIN terms y ON f.n = y.n
                     WHERE l.n <> f.n AND is_copy(x.terms, y.terms)"
                ),
            )
            .await?;
        known = if round == 1 { format!("SELECT n, first FROM {name}") } else { format!("{known} UNION ALL SELECT n, first FROM {name}") };
    }
    Ok(known)
}

/// Joins the pairs here: table `stories`.
async fn parted(stages: &mut Stages<'_>) -> Result<()> {
    let (articles, pairs) = (stages.rows("numbered") as usize, stages.rows("alike"));
    if pairs > PAIRS {
        return exec_err!("{pairs} pairs of articles are more than one machine joins ({PAIRS})");
    }
    let mut leader: Vec<usize> = (0..articles).collect();
    for round in 1..=NUMBERINGS {
        for batch in stages.read(&format!("copies_{round}"))? {
            for (n, first) in two(&batch) {
                leader[n] = first;
            }
        }
    }
    // A first is lower than its copy, and may be a copy itself of one lower still.
    for n in 0..articles {
        leader[n] = leader[leader[n]];
    }
    let mut alike = Vec::with_capacity(pairs as usize);
    for batch in stages.read("alike")? {
        let how = batch.column(2).as_primitive::<Float64Type>();
        alike.extend(two(&batch).zip(how.values()).map(|((a, b), how)| (*how, a, b)));
    }
    let mut home = vec![0; articles];
    // Copies have no pairs: each is a story by itself here, and goes to its first's.
    for story in stories::join(articles, alike, &story_config()) {
        story.iter().for_each(|n| home[*n] = story[0]);
    }
    let columns = schema(&[("n", DataType::Int64), ("story", DataType::Int64)]);
    stages
        .local("stories", "alike", columns, |out| {
            let numbers = Int64Array::from_iter_values((0..articles).map(|n| n as i64));
            let stories = Int64Array::from_iter_values((0..articles).map(|n| home[leader[n]] as i64));
            out.put(&[RecordBatch::try_new(out.schema.clone(), vec![Arc::new(numbers), Arc::new(stories)])?])
        })
        .await
}

/// The first two columns.
fn two(batch: &RecordBatch) -> impl Iterator<Item = (usize, usize)> {
    let column = |n: usize| batch.column(n).as_primitive::<Int64Type>().clone();
    let (a, b) = (column(0), column(1));
    (0..batch.num_rows()).map(move |row| (a.value(row) as usize, b.value(row) as usize))
}
