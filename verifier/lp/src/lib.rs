//! The checker of linear programs: a statement, a claim, and what they prove.

use std::fmt;

use ironproof_numbers::{Fraction, TooLarge};

/// What is proved about a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The optimum.
    Optimal(Fraction),
    /// Lower and upper bound of the optimum; one of them may be absent. For minimize, every feasible
    /// point has an objective of at least the first and some has at most the second; for
    /// maximize, some has at least the first and every one at most the second.
    Bounds(Option<Fraction>, Option<Fraction>),
    /// No point is feasible.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
}

/// What is proved about a statement; only [`verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    name: String,
    claim: Claim,
    is_relaxation: bool,
}

impl Verified {
    /// The name in the statement: letters, digits and graphic ASCII only.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is proved.
    pub fn claim(&self) -> &Claim {
        &self.claim
    }

    /// The statement wants integers, and the claim is about the model without that. Never so for
    /// `infeasible`: that holds with integers too.
    pub fn is_relaxation(&self) -> bool {
        self.is_relaxation
    }
}

/// `verified 5`, `verified relaxation bounds 1 none`, `verified infeasible`, ..
impl fmt::Display for Verified {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

/// Why a statement could not be read: line, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementError(usize, &'static str);

impl fmt::Display for StatementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StatementError(line, expected) = self;
        write!(f, "statement:{line}: expected {expected}")
    }
}

impl std::error::Error for StatementError {}

/// Why a claim was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The line of (line, expected) is not in the grammar or does not fit the statement.
    Malformed(usize, &'static str),
}

impl fmt::Display for Rejection {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

impl std::error::Error for Rejection {}

/// Why there is nothing [`Verified`]. No `Display`: the two must never be taken for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The text is not a statement, so there is no question to answer.
    Statement(StatementError),
    /// The claim is not proved.
    Rejected(Rejection),
    /// A stated limit came first.
    TooLarge(TooLarge),
}

/// Checks what the claim says about the statement. The claim is the end of a certificate, from the
/// line of its kind on; `claim_starts_at_line` is the number of that line, for messages.
pub fn verify(
    _statement: &str,
    _claim: &str,
    _claim_starts_at_line: usize,
) -> Result<Verified, Failure> {
    todo!()
}
