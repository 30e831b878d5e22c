//! The LP text format (CPLEX style): easier to read than MPS, understood by most solvers.
//!
//! Comment lines start with `\`. A row with two different bounds is written as two rows.

use std::fmt::Write;

use crate::lp::decimal::{decimal, literal};
use crate::lp::{Column, Lp, Row};
use crate::rational::Rational;

/// Terms per line: some readers limit the line length.
const TERMS_PER_LINE: usize = 6;

/// The LP in LP text format. The head says which numbers, if any, had to be rounded.
pub fn to_lp_text(lp: &Lp) -> String {
    let written = decimal(lp);
    let mut text = String::new();
    for remark in written.remarks.iter().chain([&format!("name: {}", lp.name)]) {
        text.push_str("\\ ");
        text.push_str(remark);
        text.push('\n');
    }
    let lp = &written.lp;
    text.push_str(if lp.maximize { "Maximize\n" } else { "Minimize\n" });
    let objective = lp.columns.iter().enumerate().map(|(j, column)| (j, &column.objective));
    text.push_str(" COST:");
    write_terms(&mut text, lp, objective.filter(|(_, value)| !value.is_zero()));
    if !lp.offset.is_zero() {
        let offset = literal(&lp.offset);
        let _ = match offset.strip_prefix('-') {
            Some(magnitude) => write!(text, " - {magnitude}"),
            None => write!(text, " + {offset}"),
        };
    }
    text.push_str("\nSubject To\n");
    for row in &lp.rows {
        write_row(&mut text, lp, row);
    }
    text.push_str("Bounds\n");
    for column in &lp.columns {
        write_bounds(&mut text, column);
    }
    text.push_str("End\n");
    text
}

fn write_row(text: &mut String, lp: &Lp, row: &Row) {
    let sides = if row.is_equality() {
        [row.upper.as_ref().map(|value| ("", "=", value)), None]
    } else {
        [
            row.upper.as_ref().map(|value| ("", "<=", value)),
            row.lower
                .as_ref()
                .map(|value| (if row.upper.is_some() { "_lower" } else { "" }, ">=", value)),
        ]
    };
    for (suffix, relation, value) in sides.into_iter().flatten() {
        let _ = write!(text, " {}{suffix}:", row.name);
        write_terms(text, lp, row.terms.iter().map(|(j, coefficient)| (*j, coefficient)));
        let _ = writeln!(text, " {relation} {}", literal(value));
    }
}

fn write_terms<'a>(text: &mut String, lp: &Lp, terms: impl Iterator<Item = (usize, &'a Rational)>) {
    let mut n_terms = 0_usize;
    for (j, coefficient) in terms {
        if n_terms > 0 && n_terms.is_multiple_of(TERMS_PER_LINE) {
            text.push_str("\n  ");
        }
        n_terms += 1;
        let name = &lp.columns[j].name;
        let _ = match literal(coefficient).strip_prefix('-') {
            Some(magnitude) => write!(text, " - {magnitude} {name}"),
            None => write!(text, " + {} {name}", literal(coefficient)),
        };
    }
    if let (0, Some(column)) = (n_terms, lp.columns.first()) {
        let _ = write!(text, " 0 {}", column.name);
    }
}

/// The bounds other than the default 0 <= x.
fn write_bounds(text: &mut String, column: &Column) {
    let name = &column.name;
    let lower = column.lower.as_ref().map_or_else(|| "-inf".to_owned(), literal);
    let _ = match (&column.lower, &column.upper) {
        (None, None) => writeln!(text, " {name} free"),
        (Some(bound), None) if bound.is_zero() => Ok(()),
        (Some(_), None) => writeln!(text, " {name} >= {lower}"),
        (_, Some(upper)) => writeln!(text, " {lower} <= {name} <= {}", literal(upper)),
    };
}
