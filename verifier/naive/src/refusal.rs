//! Why a naive checker does not accept.

use std::collections::BTreeSet;
use std::fmt;

/// Why a certificate proves nothing, or why a text asks nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The instance or the statement is not in its grammar or breaks a rule of it.
    Question(&'static str),
    /// The certificate or the claim is not in its grammar or does not fit the question.
    Grammar(&'static str),
    /// These rows, columns and equations of the definition do not hold.
    Violated(Vec<&'static str>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Question(what) => write!(f, "question: {what}"),
            Refusal::Grammar(what) => write!(f, "grammar: {what}"),
            Refusal::Violated(rules) => write!(f, "violated: {}", rules.join("; ")),
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

/// The rules of a definition that were found broken. All are checked, also after the first: where a
/// certificate breaks one rule alone, this rule alone stands between it and a false verdict.
#[derive(Default)]
pub(crate) struct Rules {
    broken: BTreeSet<&'static str>,
}

impl Rules {
    /// Notes the rule unless it holds.
    pub(crate) fn require(&mut self, holds: bool, rule: &'static str) {
        if !holds {
            self.broken.insert(rule);
        }
    }

    /// What was to be proved, if no rule is broken.
    pub(crate) fn prove<T>(self, what: T) -> Result<T, Refusal> {
        if self.broken.is_empty() {
            return Ok(what);
        }
        Err(Refusal::Violated(self.broken.into_iter().collect()))
    }
}
