//! Basis files of HiGHS.
//!
//! ```text
//!     HiGHS_basis_file v2
//!     Valid
//!     # Columns 2
//!     x 1
//!     y 1
//!     # Rows 1
//!     R 0
//! ```

use std::fmt::Write;

use super::SolutionError;
use super::names::{Lines, Named};
use crate::solution_file::heading::heading;
use crate::{Basis, BasisStatus};
use ironproof_linear::Lp;

/// Reads a basis file of HiGHS.
///
/// # Errors
/// [`SolutionError`] if the text is no such file, or not about the columns and rows of this LP.
pub fn read_basis(lp: &Lp, text: &str) -> Result<Basis, SolutionError> {
    let mut lines = Lines::new(text);
    let basis = read(lp, &mut lines)?.ok_or(SolutionError::NoBasis)?;
    match lines.next() {
        Some((at, _)) => Err(SolutionError::Line(at, "the end of the file behind the basis")),
        None => Ok(basis),
    }
}

/// The basis as a basis file of HiGHS, which [`read_basis`] reads too.
///
/// # Panics
/// If the basis has other numbers of columns and rows than the LP.
pub fn write_basis(lp: &Lp, basis: &Basis) -> String {
    assert_eq!((basis.columns.len(), basis.rows.len()), (lp.columns.len(), lp.rows.len()));
    let mut text = String::from("HiGHS_basis_file v2\nValid\n");
    let mut part = |title: &str, names: Vec<&str>, places: &[BasisStatus]| {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "# {title} {}", names.len());
        for (name, status) in names.iter().zip(places) {
            let _ = writeln!(text, "{name} {}", digit(*status));
        }
    };
    part("Columns", lp.columns.iter().map(|column| column.name.as_str()).collect(), &basis.columns);
    part("Rows", lp.rows.iter().map(|row| row.name.as_str()).collect(), &basis.rows);
    text
}

/// `HighsBasisStatus`.
fn digit(status: BasisStatus) -> u8 {
    match status {
        BasisStatus::Lower => 0,
        BasisStatus::Basic => 1,
        BasisStatus::Upper => 2,
        BasisStatus::Zero => 3,
        BasisStatus::Nonbasic => 4,
    }
}

/// The basis in the lines of a basis file; `None` if they say that there is none. Ends before a line that starts
/// another part.
pub(super) fn read(lp: &Lp, lines: &mut Lines<'_>) -> Result<Option<Basis>, SolutionError> {
    if lines.peek().is_some_and(|(_, line)| line.starts_with("HiGHS_basis_file")) {
        lines.next();
    }
    match lines.next() {
        Some((_, "Valid")) => {}
        Some((_, "None")) => return Ok(None),
        _ => return Err(SolutionError::NoBasis),
    }
    let (mut columns, mut rows) = (Named::columns(lp), Named::rows(lp));
    while let Some((at, line)) = lines.peek() {
        let Some((title, n_expected)) = heading(line) else { break };
        if title != "Columns" && title != "Rows" {
            break;
        }
        lines.next();
        let names = if title == "Columns" { &mut columns } else { &mut rows };
        let mut n_found = 0;
        while let Some((at, line)) = lines.peek().filter(|(_, line)| heading(line).is_none()) {
            let expected = "a name and a basis status from 0 to 4";
            let (name, digit) =
                line.rsplit_once([' ', '\t']).ok_or(SolutionError::Line(at, expected))?;
            let status = status(digit).ok_or(SolutionError::Line(at, expected))?;
            names.set_named(at, name.trim_ascii(), status)?;
            lines.next();
            n_found += 1;
        }
        names.check_count(at, n_expected.unwrap_or(n_found), n_found)?;
    }
    Ok(Some(Basis { columns: columns.all()?, rows: rows.all()? }))
}

/// `HighsBasisStatus`.
fn status(text: &str) -> Option<BasisStatus> {
    match text {
        "0" => Some(BasisStatus::Lower),
        "1" => Some(BasisStatus::Basic),
        "2" => Some(BasisStatus::Upper),
        "3" => Some(BasisStatus::Zero),
        "4" => Some(BasisStatus::Nonbasic),
        _ => None,
    }
}
