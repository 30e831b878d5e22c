//! What the two readers make of a file: ours, and those of the verifier, which share no code with it.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use ironproof::lp::{Lp, ModelFormat, Readings, read_model, to_statement};
use ironproof_dialects::Dialect;

fn side(bound: Option<&impl Display>) -> String {
    bound.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// The statement that our reader makes of a file, or its error.
pub fn ours(bytes: &[u8], format: ModelFormat, readings: &[&str]) -> Result<String, String> {
    let readings = Readings::parse(readings).unwrap();
    let model = read_model(bytes, format, &readings).map_err(|error| error.to_string())?;
    Ok(to_statement(&model, &readings))
}

/// The statement that the readers of the verifier make of it, or their error.
pub fn theirs(bytes: &[u8], format: ModelFormat, readings: &[&str]) -> Result<String, String> {
    let dialect = match format {
        ModelFormat::Mps => Dialect::Mps,
        ModelFormat::Text => Dialect::Text,
    };
    let mut chosen = ironproof_dialects::Readings::default();
    for reading in readings {
        chosen.add(reading).unwrap();
    }
    let statement = ironproof_dialects::statement(bytes, dialect, &chosen);
    statement.map(Cow::into_owned).map_err(|error| error.to_string())
}

/// A model as text: equal texts are equal models.
pub fn text(lp: &Lp) -> String {
    let mut text = format!("maximize {} offset {}\n", lp.maximize, lp.offset);
    for column in &lp.columns {
        let (lower, upper) = (side(column.lower.as_ref()), side(column.upper.as_ref()));
        let _ = writeln!(text, "{}: {} in {lower} {upper}", column.name, column.objective);
    }
    for row in &lp.rows {
        let (lower, upper) = (side(row.lower.as_ref()), side(row.upper.as_ref()));
        let mut terms: Vec<_> = row.terms.iter().map(|(j, value)| (*j, value)).collect();
        terms.sort_by_key(|(j, _)| *j);
        let terms: Vec<_> = terms.iter().map(|(j, value)| format!("{j}:{value}")).collect();
        let _ = writeln!(text, "{}: {} in {lower} {upper}", row.name, terms.join(" "));
    }
    text
}
