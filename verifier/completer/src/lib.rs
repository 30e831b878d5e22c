//! A basis stands for a point and multipliers. Which ones?
//!
//! statement, claim `basis` -> [`complete`] -> claim `optimal`, with both vectors
//!
//! Nothing here is trusted: the checker checks the claim that comes out as if a certificate had stated it. But
//! a small statement can have an answer of millions of digits, so all work is counted, and refused beyond a limit.

#![forbid(unsafe_code)]

mod budget;
mod statement;
mod modular;
mod eliminate;
mod digits;
mod fraction;
mod wide;
mod residual;
mod lifting;
mod solution;

use std::time::Instant;

use budget::Budget;

/// Why a basis gives no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incomplete {
    /// This line of the claim, counted from its first, should be something else.
    Malformed(usize, &'static str),
    /// The marked columns and rows are no basis, or one that is singular modulo the prime of this solver.
    NoBasis,
    /// The text is no statement.
    Statement,
    /// A stated limit came first.
    TooLarge(&'static str),
    /// The deadline came first.
    OutOfTime,
}

/// The claim is one of a basis, which no checker reads.
pub fn is_basis(claim: &str) -> bool {
    claim.starts_with("basis\n")
}

/// The claim `optimal` that a claim `basis` about this statement stands for.
pub fn complete(
    statement: &str,
    claim: &str,
    deadline: Option<Instant>,
) -> Result<String, Incomplete> {
    let mut budget = Budget::new(deadline);
    let lp = statement::read(statement).ok_or(Incomplete::Statement)?;
    let places = solution::places(claim, lp.columns.len(), lp.rows.len())
        .map_err(|(line, expected)| Incomplete::Malformed(line, expected))?;
    solution::claim(&lp, &places, &mut budget)
}

#[cfg(test)]
mod tests;
