//! The canonical text of a model, whose digest a certificate carries: its numbers without names, comments
//! and layout. If the two readers took a file for different models, this would show it.

use std::fmt::Write;

use crate::fraction::Fraction;
use crate::mps::{Lp, Sides};

/// `docs/formats.md`, section LP certificate.
pub(crate) fn canonical(lp: &Lp) -> String {
    // Writing to a `String` cannot fail.
    let mut text = String::new();
    let _ = writeln!(text, "{} {}", if lp.maximize { "max" } else { "min" }, lp.offset);
    let _ = writeln!(text, "columns {}", lp.columns.len());
    for column in &lp.columns {
        let _ = writeln!(text, "{} {}", column.cost, bounds(&column.sides));
    }
    let _ = writeln!(text, "rows {}", lp.rows.len());
    for row in &lp.rows {
        text.push_str(&bounds(&row.sides));
        for (j, coefficient) in &row.terms {
            let _ = write!(text, " {}:{coefficient}", j + 1);
        }
        text.push('\n');
    }
    text
}

fn bounds(sides: &Sides) -> String {
    let side = |bound: &Option<Fraction>| {
        bound.as_ref().map_or_else(|| "none".to_string(), Fraction::to_string)
    };
    format!("{} {}", side(&sides.lower), side(&sides.upper))
}
