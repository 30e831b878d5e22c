//! Models as lines of text, one form for what both readers make of a file.

use std::fmt::{Display, Write};

use ironproof::lp::{Lp, ModelFormat, Readings, read_model};

use crate::verifier_mps;

fn side(bound: Option<&impl Display>) -> String {
    bound.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// What our reader makes of a file, or its error.
pub fn ours(bytes: &[u8], format: ModelFormat) -> Result<String, String> {
    let model =
        read_model(bytes, format, &Readings::default()).map_err(|error| error.to_string())?;
    Ok(format!("{}relaxation {}\n", text(&model.lp), 0 < model.n_integer()))
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

/// What the reader of the verifier makes of an MPS file, or its error.
pub fn theirs(file: &str) -> Result<String, String> {
    let lp = verifier_mps::read(file).map_err(|error| error.to_string())?;
    let mut text = format!("maximize {} offset {}\n", lp.maximize, lp.offset);
    for column in &lp.columns {
        let (lower, upper) = (side(column.sides.lower.as_ref()), side(column.sides.upper.as_ref()));
        let _ = writeln!(text, "{}: {} in {lower} {upper}", column.name, column.cost);
    }
    for row in &lp.rows {
        let (lower, upper) = (side(row.sides.lower.as_ref()), side(row.sides.upper.as_ref()));
        let terms: Vec<_> = row.terms.iter().map(|(j, value)| format!("{j}:{value}")).collect();
        let _ = writeln!(text, "{}: {} in {lower} {upper}", row.name, terms.join(" "));
    }
    let _ = writeln!(text, "relaxation {}", lp.is_relaxation);
    Ok(text)
}
