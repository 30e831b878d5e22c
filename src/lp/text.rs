//! The LP text format (CPLEX style): easier to read than MPS, understood by most solvers.
//!
//! Comment lines start with `\`. A row with two different bounds is written as two rows.

use std::fmt::Write;

use crate::decimal::{decimal, literal};
use crate::names;
use crate::names::OBJECTIVE;
use crate::{Column, Lp, Row};
use ironproof_number::rational::Rational;

/// Terms per line: some readers limit the line length.
const TERMS_PER_LINE: usize = 6;

/// The LP in LP text format. The head says which numbers, if any, had to be rounded, and
/// which names had to be replaced.
pub fn to_lp_text(lp: &Lp) -> String {
    let mut written = decimal(lp);
    written.lp.rows = written.lp.rows.into_iter().flat_map(Row::one_sided).collect();
    written.remarks.extend(names::replace(&mut written.lp, names::in_text));
    let mut text = String::new();
    for remark in written.remarks.iter().chain([&format!("name: {}", lp.name)]) {
        text.push_str("\\ ");
        text.push_str(remark);
        text.push('\n');
    }
    let lp = &written.lp;
    text.push_str(if lp.maximize { "Maximize\n" } else { "Minimize\n" });
    let _ = write!(text, " {OBJECTIVE}:");
    // Readers number columns as they meet them. Where that is not their order, the objective has them all.
    let is_sorted = is_met_in_order(lp);
    let objective = lp.columns.iter().enumerate().map(|(j, column)| (j, &column.objective));
    write_terms(&mut text, lp, objective.filter(|(_, value)| !is_sorted || !value.is_zero()));
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

/// The first terms of the columns, in the objective and then the rows, are in the order of the columns.
fn is_met_in_order(lp: &Lp) -> bool {
    let costs = lp.columns.iter().enumerate().filter(|(_, column)| !column.objective.is_zero());
    let terms = lp.rows.iter().flat_map(|row| &row.terms).map(|(j, _)| *j);
    let mut n_met = 0;
    costs.map(|(j, _)| j).chain(terms).all(|j| {
        n_met += usize::from(j == n_met);
        j < n_met
    }) && n_met == lp.columns.len()
}

fn write_row(text: &mut String, lp: &Lp, row: &Row) {
    let (relation, side) = match (&row.lower, &row.upper) {
        (Some(_), Some(side)) => ("=", side),
        (None, Some(side)) => ("<=", side),
        (Some(side), None) => (">=", side),
        (None, None) => return,
    };
    let _ = write!(text, " {}:", row.name);
    write_terms(text, lp, row.terms.iter().map(|(j, coefficient)| (*j, coefficient)));
    let _ = writeln!(text, " {relation} {}", literal(side));
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
