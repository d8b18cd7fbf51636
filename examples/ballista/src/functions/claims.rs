//! An article's claims as nested columns: those of the library's JSON, under the same names.

use std::sync::Arc;

use corroborate::{Assertion, Extraction, Figure, Quote};
use datafusion::arrow::array::{RecordBatch, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema};
use datafusion::arrow::json::ReaderBuilder;
use datafusion::arrow::json::reader::Decoder;
use datafusion::common::Result;
use serde::Serialize;

/// One claim: of its three kinds one is there.
#[derive(Default, Serialize)]
struct Claim<'c> {
    id: &'c str,
    kind: &'static str,
    quote: Option<&'c Quote>,
    figure: Option<&'c Figure>,
    assertion: Option<&'c Assertion>,
}

/// The claims of a batch of articles.
pub struct Claims {
    decoder: Decoder,
    /// How many claims each article has.
    pub lengths: Vec<usize>,
}

impl Claims {
    pub fn new() -> Result<Self> {
        Ok(Self { decoder: ReaderBuilder::new(Arc::new(Schema::new(fields()))).build_decoder()?, lengths: Vec::new() })
    }

    pub fn add(&mut self, found: &Extraction) -> Result<()> {
        let quotes = found.quotes.iter().map(|q| Claim { id: &q.id, kind: "quote", quote: Some(q), ..Claim::default() });
        let figures = found.figures.iter().map(|f| Claim { id: &f.id, kind: "figure", figure: Some(f), ..Claim::default() });
        let assertions = found.assertions.iter().map(|a| Claim { id: &a.id, kind: "assertion", assertion: Some(a), ..Claim::default() });
        let all: Vec<Claim> = quotes.chain(figures).chain(assertions).collect();
        self.lengths.push(all.len());
        Ok(self.decoder.serialize(&all)?)
    }

    /// All of them in the order of the articles.
    pub fn rows(&mut self) -> Result<StructArray> {
        let batch = self.decoder.flush()?;
        Ok(batch.unwrap_or_else(|| RecordBatch::new_empty(Arc::new(Schema::new(fields())))).into())
    }
}

/// The columns of a claim. Decimals and dates are texts, as in the JSON: exact, whatever their scale.
pub fn fields() -> Fields {
    of(&[("id", text()), ("kind", text()), ("quote", quote()), ("figure", figure()), ("assertion", assertion())])
}

fn quote() -> DataType {
    let resolved = record(&[("name", text()), ("from", text())]);
    let speaker = record(&[
        ("id", text()),
        ("name", text()),
        ("role", text()),
        ("mention", passage()),
        ("how", text()),
        ("confidence", DataType::Float32),
        ("resolved", resolved),
    ]);
    record(&[
        ("field", text()),
        ("span", span()),
        ("outer", span()),
        ("text", text()),
        ("speaker", speaker),
        ("cue", passage()),
        ("form", text()),
        ("told_to", passage()),
        ("via", passage()),
        ("parent", text()),
        ("continues", text()),
        ("part_of", text()),
        ("pieces", list(record(&[("id", text()), ("span", span())]))),
    ])
}

fn figure() -> DataType {
    let measure = record(&[
        ("what", text()),
        ("predicate", text()),
        ("counted", text()),
        ("modifiers", list(text())),
        ("participants", list(record(&[("role", text()), ("name", text())]))),
        ("place", text()),
        ("period", text()),
        ("scope", list(text())),
        ("evidence", list(record(&[("part", text()), ("span", span())]))),
    ]);
    record(&[
        ("field", text()),
        ("span", span()),
        ("text", text()),
        ("kind", text()),
        ("value", text()),
        ("low", text()),
        ("high", text()),
        ("unit", text()),
        ("unit_assumed", DataType::Boolean),
        ("modifier", text()),
        ("precision", record(&[("finest", text()), ("coarsest", text())])),
        ("hedged", DataType::Boolean),
        ("reported", DataType::Boolean),
        ("date", text()),
        ("resolved", record(&[("value", text()), ("from", text())])),
        ("equivalent_of", text()),
        ("part_of", text()),
        ("measure", measure),
        ("without_value", text()),
    ])
}

fn assertion() -> DataType {
    record(&[
        ("field", text()),
        ("span", span()),
        ("text", text()),
        ("polarity", text()),
        ("predicate", text()),
        ("subject", text()),
        ("object", text()),
        ("agent", text()),
        ("passive", DataType::Boolean),
        ("modality", text()),
    ])
}

fn of(columns: &[(&str, DataType)]) -> Fields {
    columns.iter().map(|(name, of)| Field::new(*name, of.clone(), true)).collect()
}

fn record(columns: &[(&str, DataType)]) -> DataType {
    DataType::Struct(of(columns))
}

fn list(of: DataType) -> DataType {
    DataType::List(Field::new_list_field(of, true).into())
}

const fn text() -> DataType {
    DataType::Utf8
}

fn span() -> DataType {
    record(&[("start", DataType::Int64), ("end", DataType::Int64)])
}

fn passage() -> DataType {
    record(&[("start", DataType::Int64), ("end", DataType::Int64), ("text", text())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use corroborate::{Article, Config, extract};
    use datafusion::arrow::json::LineDelimitedWriter;
    use serde_json::{Map, Value};

    /// Takes out what is empty, which the columns do not tell from what is missing.
    fn filled(value: Value) -> Value {
        let empty = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty) || v == &Value::Bool(false);
        match value {
            Value::Object(map) => {
                let map = map.into_iter().map(|(k, v)| (k, filled(v))).filter(|(_, v)| !empty(v));
                Value::Object(map.collect())
            }
            Value::Array(items) => Value::Array(items.into_iter().map(filled).collect()),
            // Through a column of four bytes.
            Value::Number(n) if n.is_f64() => Value::from(n.as_f64().map(|n| n as f32)),
            other => other,
        }
    }

    #[test]
    fn columns_hold_what_the_librarys_json_holds() {
        let text = "Mayor Ines Palgrave told the Harbour Post on 4 May 2021 that \"the pier … will be mended\". She added: \"We lost 3.5 \
                    million euros ($4m) in a year, of which about 900,000 euros in April.\" No ship was sunk. \"Never\", she said.";
        let article = Article::new("a", text).published("2021-05-06").expect("a date");
        let found = extract(&article, &Config::new());
        assert!(!found.quotes.is_empty() && found.figures.len() > 3 && !found.assertions.is_empty());
        let mut claims = Claims::new().expect("columns");
        claims.add(&found).expect("rows");
        claims.add(&extract(&Article::new("none", ""), &Config::new())).expect("no rows");
        let rows = claims.rows().expect("rows");
        let mut written = LineDelimitedWriter::new(Vec::new());
        written.write(&RecordBatch::from(rows)).expect("JSON");
        written.finish().expect("JSON");
        let written = String::from_utf8(written.into_inner()).expect("text");
        let rows: Vec<Map<String, Value>> = written.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        let json = serde_json::to_value(&found).expect("JSON");
        let kinds = ["quotes", "figures", "assertions"];
        let expected: Vec<Value> = kinds.iter().flat_map(|k| json[*k].as_array().expect("a list").clone()).map(filled).collect();
        assert_eq!(claims.lengths, [expected.len(), 0]);
        assert_eq!(rows.len(), expected.len());
        for (row, expected) in rows.into_iter().zip(expected) {
            let mut own = filled(row[row["kind"].as_str().expect("a kind")].clone());
            // These two are columns of the row's own.
            own["id"] = row["id"].clone();
            own["article"] = Value::from("a");
            assert_eq!(own, expected);
        }
    }
}
