//! Solution files of many solvers, each form in its own file: `docs/models.md`, section Solution files.
//!
//! The first line that is not empty tells the form. A file that fits none is an error that lists them, and within a
//! form each line is read or is an error: what is skipped could be the line that matters.
//!
//! ```text
//!     names       values by the names of columns and rows
//!     plain       lines of name and value: MIPLIB, Gurobi, COPT
//!     highs, basis      what HiGHS writes, and its basis files
//!     scip, cbc, cplex, glpk, lp_solve, qsopt      what these write
//! ```

mod names;
mod plain;
mod basis;
mod heading;
mod highs;
mod scip;
mod cbc;
mod cplex;
mod glpk;
mod lp_solve;
mod qsopt;

#[cfg(test)]
mod tests;

use self::names::{Lines, Named};
use crate::Basis;
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;

pub use self::basis::{read_basis, write_basis};

/// An answer of any origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// One value per column, in the order of the LP.
    pub point: Vec<Rational>,
    /// Columns that the file does not name: they count as zero.
    pub n_missing: usize,
    /// One multiplier per row, in the order of the LP, if the file has any: the derivative of the optimum in the right-hand side.
    pub multipliers: Option<Vec<Rational>>,
    /// The basis, if the file has a valid one.
    pub basis: Option<Basis>,
}

/// Why a file is not an answer for the LP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolutionError {
    /// A line that cannot be read.
    #[error("line {0}: expected {1}")]
    Line(usize, &'static str),
    /// A column or row that the LP does not have.
    #[error("line {0}: unknown {1} `{2}`")]
    Unknown(usize, &'static str, String),
    /// A name that the writer of the file made up, and that could mean several columns or rows.
    #[error("line {0}: `{2}` could be each of several {1}s of the model")]
    Unclear(usize, &'static str, String),
    /// A column or row that was there before.
    #[error("line {0}: {1} `{2}` given twice")]
    Twice(usize, &'static str, String),
    /// Fewer or more columns or rows than the file announces or the model has.
    #[error("line {at}: expected {n_expected} {what}s, found {n_found}")]
    Count {
        /// Where the list ends.
        at: usize,
        /// `column` or `row`.
        what: &'static str,
        /// How many there should be.
        n_expected: usize,
        /// How many there are.
        n_found: usize,
    },
    /// A file that is not of any form.
    #[error(
        "line {0}: no known form of a solution file: lines of name and value (also Gurobi and COPT), MIPLIB (=obj=), \
         HiGHS, SCIP, CBC and CLP, CPLEX (XML), GLPK (glpsol -o and -w), lp_solve, QSopt_ex"
    )]
    NoForm(usize),
    /// Nothing about this LP, an empty file for example.
    #[error("no column of the model is named: expected lines of column name and value")]
    NoColumn,
    /// Instead of values the file says why it has none.
    #[error("the file has no solution (status {0})")]
    NoSolution(String),
    /// A basis that leaves out a column or row.
    #[error("the basis has no status for {0} `{1}`")]
    NoStatus(&'static str, String),
    /// A file without a basis where one is wanted.
    #[error("expected a basis of HiGHS: `Valid`, `# Columns`, `# Rows`")]
    NoBasis,
}

/// What was read of an answer.
struct Answer<'a> {
    point: Named<'a, Rational>,
    multipliers: Named<'a, Rational>,
    basis: Option<Basis>,
    /// The form names only values that are not zero, so that an empty list is the point 0.
    leaves_out_zeros: bool,
}

impl<'a> Answer<'a> {
    fn new(lp: &'a Lp) -> Self {
        let (point, multipliers) = (Named::columns(lp), Named::rows(lp));
        Self { point, multipliers, basis: None, leaves_out_zeros: false }
    }

    fn finish(self) -> Result<Solution, SolutionError> {
        let n_columns = self.point.len();
        let n_missing = self.point.n_missing();
        if n_missing == n_columns && 0 < n_columns && !self.leaves_out_zeros {
            return Err(SolutionError::NoColumn);
        }
        let has_multipliers = self.multipliers.n_missing() < self.multipliers.len();
        let multipliers = has_multipliers.then(|| self.multipliers.or_zero());
        Ok(Solution { point: self.point.or_zero(), n_missing, multipliers, basis: self.basis })
    }
}

/// Reads a solution file of any of the forms.
///
/// # Errors
/// [`SolutionError`] if the text has none of the forms, breaks a rule of its form, or is not about
/// this LP.
pub fn read_solution(lp: &Lp, text: &str) -> Result<Solution, SolutionError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Lines::new(text);
    let Some((at, first)) = lines.peek() else { return Err(SolutionError::NoColumn) };
    let mut answer = Answer::new(lp);
    match first {
        "Model status" => highs::read(lp, &mut lines, &mut answer)?,
        "Columns" => highs::read_table(&mut lines, &mut answer)?,
        "Problem:" => glpk::read_table(&mut lines, &mut answer)?,
        _ if first.starts_with("Problem: ") => glpk::read_table(&mut lines, &mut answer)?,
        _ if first.starts_with("# Primal solution values") => {
            highs::read(lp, &mut lines, &mut answer)?;
        }
        _ if first.starts_with("c Problem:") || first.starts_with("s bas ") => {
            glpk::read_raw(&mut lines, &mut answer)?;
        }
        _ if first.starts_with("s ipt ") || first.starts_with("s mip ") => {
            glpk::read_raw(&mut lines, &mut answer)?;
        }
        _ if first.starts_with("objective value:") || first.starts_with("solution status:") => {
            scip::read(&mut lines, &mut answer)?;
        }
        "no solution available" => return Err(SolutionError::NoSolution(first.to_owned())),
        _ if first.contains(" - objective value ") => cbc::read(&mut lines, &mut answer)?,
        _ if first.starts_with('<') => cplex::read(text, &mut answer)?,
        _ if lp_solve::is_form(first) => lp_solve::read(&mut lines, &mut answer)?,
        _ if first.starts_with("status = ") => qsopt::read(&mut lines, &mut answer)?,
        _ if plain::is_form(first) => plain::read(&mut lines, &mut answer)?,
        _ => return Err(SolutionError::NoForm(at)),
    }
    answer.finish()
}
