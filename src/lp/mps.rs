//! Free-format MPS, with `OBJSENSE` and exact decimals.
//!
//! Words are separated by spaces, and names contain none (`names`). Comment lines start with `*`. A range has no
//! sign, so a row whose lower bound is above the upper one is written as two rows.

use std::collections::HashSet;
use std::fmt::Write;

use crate::decimal::{decimal, literal};
use crate::names;
use crate::names::OBJECTIVE;
use crate::{Column, Lp, Row};
use ironproof_number::rational::Rational;

/// The LP as a free-format MPS file, if a reader of it takes the same model.
///
/// A fraction without a decimal form multiplies its row, or becomes a row or a column of its own (`BOUND(x)`, `OBJECTIVE`,
/// `VALUE`), and names with spaces are replaced: the point and the multipliers of the file are then not those of `lp`.
/// The head of the file says so.
///
/// # Errors
/// [`Lossy`] if a number would be rounded, or is so large that readers take it as infinite.
///
/// # Example
/// ```
/// use ironproof_linear::{Column, Lp, to_exact_mps};
/// use ironproof_number::rational::{Rational, parse};
///
/// let mut lp = Lp::new("large", true);
/// lp.add_column(Column::between("x", Rational::ONE, Rational::ZERO, parse("1e25")?));
/// let lossy = to_exact_mps(&lp).unwrap_err();
/// assert!(lossy.0[0].contains("1e20 or more as infinite"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_exact_mps(lp: &Lp) -> Result<String, Lossy> {
    let losses = decimal(lp).losses;
    if losses.is_empty() { Ok(to_mps(lp)) } else { Err(Lossy(losses)) }
}

/// What a reader of a file would take in another way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file would be another model: {}", .0.join("; "))]
pub struct Lossy(pub Vec<String>);

/// The LP as a free-format MPS file. The head says which numbers, if any, had to be rounded, and which
/// names had to be replaced. [`to_exact_mps`] is an error where a reader would take another model.
pub fn to_mps(lp: &Lp) -> String {
    let mut written = decimal(lp);
    let split = |row: Row| if row.is_crossed() { row.one_sided() } else { vec![row] };
    written.lp.rows = written.lp.rows.into_iter().flat_map(split).collect();
    written.remarks.extend(names::replace(&mut written.lp, names::in_mps));
    let mut text = String::new();
    for remark in &written.remarks {
        line(&mut text, format_args!("* {remark}"));
    }
    write_lp(&mut text, &written.lp);
    text
}

fn write_lp(text: &mut String, lp: &Lp) {
    line(text, format_args!("NAME {}", lp.name));
    line(text, format_args!("OBJSENSE\n    {}", if lp.maximize { "MAX" } else { "MIN" }));
    line(text, format_args!("ROWS\n N {OBJECTIVE}"));
    for row in &lp.rows {
        line(text, format_args!(" {} {}", kind(row), row.name));
    }

    line(text, format_args!("COLUMNS"));
    let mut entries: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); lp.columns.len()];
    for (i, row) in lp.rows.iter().enumerate() {
        for (j, coefficient) in &row.terms {
            entries[*j].push((i, coefficient));
        }
    }
    for (column, entries) in lp.columns.iter().zip(&entries) {
        // A column without any entry still has to be declared.
        if !column.objective.is_zero() || entries.is_empty() {
            line(text, format_args!(" {} {OBJECTIVE} {}", column.name, literal(&column.objective)));
        }
        for (i, coefficient) in entries {
            let row = &lp.rows[*i].name;
            line(text, format_args!(" {} {row} {}", column.name, literal(coefficient)));
        }
    }

    let mut rows: HashSet<&str> = lp.rows.iter().map(|row| row.name.as_str()).collect();
    rows.insert(OBJECTIVE);
    let set = names::of_set("RHS", &rows);
    line(text, format_args!("RHS"));
    if !lp.offset.is_zero() {
        line(text, format_args!(" {set} {OBJECTIVE} {}", literal(&-lp.offset.clone())));
    }
    for row in &lp.rows {
        if let Some(value) =
            row.upper.as_ref().or(row.lower.as_ref()).filter(|value| !value.is_zero())
        {
            line(text, format_args!(" {set} {} {}", row.name, literal(value)));
        }
    }
    let ranges =
        lp.rows.iter().filter_map(|row| Some((row, row.lower.as_ref()?, row.upper.as_ref()?)));
    let mut ranges = ranges.filter(|(_, lower, upper)| lower != upper).peekable();
    if ranges.peek().is_some() {
        let set = names::of_set("RANGE", &rows);
        line(text, format_args!("RANGES"));
        for (row, lower, upper) in ranges {
            line(text, format_args!(" {set} {} {}", row.name, literal(&(upper - lower))));
        }
    }
    let columns: HashSet<&str> = lp.columns.iter().map(|column| column.name.as_str()).collect();
    let set = names::of_set("BOUND", &columns);
    line(text, format_args!("BOUNDS"));
    for column in &lp.columns {
        write_bounds(text, &set, column);
    }
    line(text, format_args!("ENDATA"));
}

/// The row type; a row without bounds is a second `N` row, which readers ignore.
fn kind(row: &Row) -> char {
    match (&row.lower, &row.upper) {
        (None, None) => 'N',
        (Some(lower), Some(upper)) if lower == upper => 'E',
        (_, Some(_)) => 'L',
        (Some(_), None) => 'G',
    }
}

/// The bounds other than the default 0 <= x. An upper bound comes after the lower one, because some
/// readers change the lower bound when a negative upper bound arrives first.
fn write_bounds(text: &mut String, set: &str, column: &Column) {
    let name = &column.name;
    match (&column.lower, &column.upper) {
        (None, None) => line(text, format_args!(" FR {set} {name}")),
        (Some(lower), Some(upper)) if lower == upper => {
            line(text, format_args!(" FX {set} {name} {}", literal(lower)));
        }
        (lower, upper) => {
            match lower {
                None => line(text, format_args!(" MI {set} {name}")),
                Some(lower)
                    if lower.is_zero()
                        && upper.as_ref().is_none_or(|upper| *upper > Rational::ZERO) => {}
                Some(lower) => line(text, format_args!(" LO {set} {name} {}", literal(lower))),
            }
            if let Some(upper) = upper {
                line(text, format_args!(" UP {set} {name} {}", literal(upper)));
            }
        }
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(words);
    text.push('\n');
}
