//! STOPGAP until the checker reads LP text: the same linear program as MPS text, and the certificate for that.
//!
//! Delete this file with the branch of [`super::model`] that calls it. The names are replaced by numbers; what is
//! proved is about numbers only. What MPS cannot say exactly is refused.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::Refused;
use crate::lp::{Lp, Model, ModelFormat, read_model};
use crate::rational::{Rational, to_decimal};

/// The MPS text of this LP text, and the certificate bound to it.
pub(super) fn as_mps(file: &[u8], certificate: &str) -> Result<(String, String), Refused> {
    let model = read_model(file, ModelFormat::Text)
        .map_err(|error| Refused::Unreadable(error.to_string()))?;
    let text = mps(&model).ok_or_else(|| {
        Refused::Unreadable(
            "this LP text has no form in MPS, the only one that it reads".to_owned(),
        )
    })?;
    let (old, new) = (sha256(file), sha256(text.as_bytes()));
    let line = |digest: &str| format!("\nfile sha256 {digest}\n");
    Ok((text, certificate.replacen(&line(&old), &line(&new), 1)))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn mps(model: &Model) -> Option<String> {
    let Model { lp, integer, .. } = model;
    let (mut rows, mut sides, mut ranges) = (String::new(), String::new(), String::new());
    for (i, row) in lp.rows.iter().enumerate() {
        let (kind, side) = match (&row.lower, &row.upper) {
            (None, None) => ('G', "-1e30".to_owned()),
            (Some(lower), None) => ('G', to_decimal(lower)?),
            (None, Some(upper)) => ('L', to_decimal(upper)?),
            (Some(lower), Some(upper)) if lower == upper => ('E', to_decimal(lower)?),
            (Some(lower), Some(upper)) if lower < upper => {
                let _ = writeln!(ranges, " R r{i} {}", to_decimal(&(upper - lower))?);
                ('G', to_decimal(lower)?)
            }
            _ => return None,
        };
        let _ = writeln!(rows, " {kind} r{i}");
        let _ = writeln!(sides, " R r{i} {side}");
    }
    let (columns, bounds) = columns(lp, integer)?;
    let sense = if lp.maximize { "MAX" } else { "MIN" };
    let offset = to_decimal(&-lp.offset.clone())?;
    Some(format!(
        "OBJSENSE\n {sense}\nROWS\n N o\n{rows}COLUMNS\n{columns}RHS\n R o {offset}\n{sides}RANGES\n{ranges}\
         BOUNDS\n{bounds}ENDATA\n"
    ))
}

fn columns(lp: &Lp, integer: &[bool]) -> Option<(String, String)> {
    let mut entries: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate() {
        for (j, coefficient) in &row.terms {
            entries[*j].push((i, coefficient));
        }
    }
    let (mut columns, mut bounds) = (String::new(), String::new());
    for (j, (column, entries)) in lp.columns.iter().zip(&entries).enumerate() {
        let mark = |columns: &mut String, word: &str| {
            if integer[j] {
                let _ = writeln!(columns, " M 'MARKER' '{word}'");
            }
        };
        mark(&mut columns, "INTORG");
        let _ = writeln!(columns, " x{j} o {}", to_decimal(&column.objective)?);
        for (i, coefficient) in entries {
            let _ = writeln!(columns, " x{j} r{i} {}", to_decimal(coefficient)?);
        }
        mark(&mut columns, "INTEND");
        for (bound, [number, infinite]) in
            [(&column.lower, ["LO", "MI"]), (&column.upper, ["UP", "PL"])]
        {
            let _ = match bound {
                Some(bound) => writeln!(bounds, " {number} B x{j} {}", to_decimal(bound)?),
                None => writeln!(bounds, " {infinite} B x{j}"),
            };
        }
    }
    Some((columns, bounds))
}
