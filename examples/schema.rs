//! Writes the JSON Schema of the report: `cargo run --features schema --example schema > schema/report.schema.json`.

fn main() -> Result<(), serde_json::Error> {
    let schema = schemars::schema_for!(corroborate::Report);
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
