//! Why a naive checker does not accept.

use std::fmt;

/// Why a certificate proves nothing, or why a text asks nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The instance or the statement is not in its grammar or breaks a rule of it.
    Question(&'static str),
    /// The certificate or the claim is not in its grammar or does not fit the question.
    Grammar(&'static str),
    /// A row, a column or an equation of the definition does not hold.
    Violated(&'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Question(what) => write!(f, "question: {what}"),
            Refusal::Grammar(what) => write!(f, "grammar: {what}"),
            Refusal::Violated(what) => write!(f, "violated: {what}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// The error `Question` unless it holds.
pub(crate) fn question(holds: bool, what: &'static str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::Question(what)) }
}

/// The error `Grammar` unless it holds.
pub(crate) fn grammar(holds: bool, what: &'static str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::Grammar(what)) }
}

/// The error `Violated` unless it holds.
pub(crate) fn require(holds: bool, what: &'static str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::Violated(what)) }
}
