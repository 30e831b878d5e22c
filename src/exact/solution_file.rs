//! Solution files: what HiGHS writes, or lines of name and value; and its basis files.
//!
//! ```text
//!     # Primal solution values      # Dual solution values      # Basis
//!     # Columns 2                   # Columns 2                 HiGHS_basis_file v2
//!     x 0.4                         x 0                         Valid
//!     y 1.8                         y 0                         # Columns 2
//!     # Rows 1                      # Rows 1                    x 1
//!     R 4                           R 0.5                       y 1
//!                                                               # Rows 1
//!                                                               R 0
//! ```
//!
//! Activities of rows and reduced costs of columns follow from the rest and are not read, and neither is a
//! section `# Ranging`.

use std::collections::HashMap;

use crate::lp::Lp;
use crate::rational::{Rational, parse};
use crate::solve::{Basis, BasisStatus};

/// An answer of any origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// One value per column.
    pub point: Vec<Rational>,
    /// Columns that the file does not name: they count as zero.
    pub n_missing: usize,
    /// One multiplier per row, if the file has any: the derivative of the optimum in the right-hand side.
    pub multipliers: Option<Vec<Rational>>,
    /// The basis, if the file has a valid one.
    pub basis: Option<Basis>,
}

/// Why a file is not an answer for the LP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolutionError {
    /// A line that cannot be read.
    #[error("line {0}: expected a name and a number")]
    Line(usize),
    /// A line of a basis that cannot be read.
    #[error("line {0}: expected a name and a basis status from 0 to 4")]
    Status(usize),
    /// A column or row that the LP does not have.
    #[error("line {0}: unknown {1} `{2}`")]
    Unknown(usize, &'static str, String),
    /// A column or row that was there before.
    #[error("line {0}: {1} `{2}` given twice")]
    Twice(usize, &'static str, String),
    /// Nothing about this LP, an empty file for example.
    #[error("no column of the model is named: expected lines of column name and value")]
    NoColumn,
    /// Instead of values it says `None`.
    #[error("the file has no solution (status {0})")]
    NoSolution(String),
    /// A basis that leaves out a column or row.
    #[error("the basis has no status for {0} `{1}`")]
    NoStatus(&'static str, String),
    /// A file without a basis where one is wanted.
    #[error("expected a basis of HiGHS: `Valid`, `# Columns`, `# Rows`")]
    NoBasis,
}

/// What the lines of a file are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    Primal,
    Dual,
    Basis,
    Ranging,
}

/// Values by the names of columns or rows.
struct Named<'a, T> {
    what: &'static str,
    index: HashMap<&'a str, usize>,
    values: Vec<Option<T>>,
}

impl<'a, T: Clone> Named<'a, T> {
    fn new(what: &'static str, names: impl Iterator<Item = &'a String>) -> Self {
        let index: HashMap<&str, usize> =
            names.enumerate().map(|(k, name)| (name.as_str(), k)).collect();
        Self { what, values: vec![None; index.len()], index }
    }

    /// Reads `NAME VALUE`; a name may hold spaces.
    fn read(
        &mut self,
        at: usize,
        line: &str,
        malformed: fn(usize) -> SolutionError,
        value: impl Fn(&str) -> Option<T>,
    ) -> Result<(), SolutionError> {
        let (name, text) = line.rsplit_once([' ', '\t']).ok_or_else(|| malformed(at))?;
        let name = name.trim();
        let unknown = || SolutionError::Unknown(at, self.what, name.to_owned());
        let k = *self.index.get(name).ok_or_else(unknown)?;
        let value = value(text).ok_or_else(|| malformed(at))?;
        if self.values[k].replace(value).is_some() {
            return Err(SolutionError::Twice(at, self.what, name.to_owned()));
        }
        Ok(())
    }

    /// All values, or the first name without one.
    fn all(self) -> Result<Vec<T>, SolutionError> {
        if let Some(k) = self.values.iter().position(Option::is_none) {
            let name = self.index.iter().find(|(_, at)| **at == k).map_or("", |(name, _)| *name);
            return Err(SolutionError::NoStatus(self.what, name.to_owned()));
        }
        Ok(self.values.into_iter().flatten().collect())
    }
}

/// Reads a solution file of HiGHS, or lines of column name and value.
pub fn read_solution(lp: &Lp, text: &str) -> Result<Solution, SolutionError> {
    if line_after(text, "# Primal solution values") == Some("None") {
        let status = line_after(text, "Model status").unwrap_or("unknown");
        return Err(SolutionError::NoSolution(status.to_owned()));
    }
    let mut point = Named::new("column", lp.columns.iter().map(|column| &column.name));
    let mut multipliers = Named::new("row", lp.rows.iter().map(|row| &row.name));
    let has_parts = text.lines().any(|line| line.starts_with("# Columns"));
    let mut title = Title::Primal;
    // Of the part, the heading `# Columns` or `# Rows`; none before the first.
    let mut heading = if has_parts { "" } else { "# Columns" };
    for (at, line) in text.lines().enumerate() {
        let (at, line) = (at + 1, line.trim());
        if line.starts_with('#') {
            if has_parts {
                (title, heading) = section(line, title, heading);
            }
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let number = |text: &str| parse(text).ok();
        match (title, heading) {
            (Title::Primal, "# Columns") => point.read(at, line, SolutionError::Line, number)?,
            (Title::Dual, "# Rows") => multipliers.read(at, line, SolutionError::Line, number)?,
            _ => {}
        }
    }
    let n_missing = point.values.iter().filter(|value| value.is_none()).count();
    if n_missing == lp.columns.len() && !lp.columns.is_empty() {
        return Err(SolutionError::NoColumn);
    }
    let filled = |values: Vec<Option<Rational>>| {
        values.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    let has_multipliers = multipliers.values.iter().any(Option::is_some);
    let multipliers = has_multipliers.then(|| filled(multipliers.values));
    let basis = if has_parts { basis(lp, text, Title::Primal)? } else { None };
    Ok(Solution { point: filled(point.values), n_missing, multipliers, basis })
}

/// Reads a basis file of HiGHS.
pub fn read_basis(lp: &Lp, text: &str) -> Result<Basis, SolutionError> {
    basis(lp, text, Title::Basis)?.ok_or(SolutionError::NoBasis)
}

/// The basis in a file whose first lines are under `title`; `None` if it says that there is none.
fn basis(lp: &Lp, text: &str, mut title: Title) -> Result<Option<Basis>, SolutionError> {
    let mut columns = Named::new("column", lp.columns.iter().map(|column| &column.name));
    let mut rows = Named::new("row", lp.rows.iter().map(|row| &row.name));
    let (mut is_valid, mut heading) = (false, "");
    for (at, line) in text.lines().enumerate() {
        let (at, line) = (at + 1, line.trim());
        if line.starts_with('#') {
            (title, heading) = section(line, title, heading);
            continue;
        }
        if line.is_empty() || title != Title::Basis {
            continue;
        }
        match heading {
            "# Columns" => columns.read(at, line, SolutionError::Status, status)?,
            "# Rows" => rows.read(at, line, SolutionError::Status, status)?,
            _ => is_valid |= line == "Valid",
        }
    }
    if !is_valid {
        return Ok(None);
    }
    Ok(Some(Basis { columns: columns.all()?, rows: rows.all()? }))
}

/// The line after the first one that is `line`, without empty ones.
fn line_after<'a>(text: &'a str, line: &str) -> Option<&'a str> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.find(|other| *other == line)?;
    lines.next()
}

/// The title and heading after a line that starts with `#`.
fn section(line: &str, title: Title, heading: &'static str) -> (Title, &'static str) {
    let titles = [
        ("# Primal", Title::Primal),
        ("# Dual", Title::Dual),
        ("# Basis", Title::Basis),
        ("# Ranging", Title::Ranging),
    ];
    if let Some((_, title)) = titles.into_iter().find(|(start, _)| line.starts_with(start)) {
        return (title, "");
    }
    let found = ["# Columns", "# Rows"].into_iter().find(|start| line.starts_with(start));
    (title, found.unwrap_or(heading))
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
