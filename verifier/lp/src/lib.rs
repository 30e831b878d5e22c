//! The checker of linear programs: is this claim about this statement proved?
//!
//! statement, claim with its vectors -> rows and columns -> [`Verified`]
//!
//! Both texts are those of `docs/models.md`; no code is shared with what writes them. Memory and
//! time grow with the size of the texts, within the limits of `ironproof_numbers`.

mod check;
mod claim;
mod statement;

use std::fmt;

pub use ironproof_numbers::Failure;
use ironproof_numbers::Fraction;

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
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side =
            |side: &Option<Fraction>| side.as_ref().map_or("none".into(), Fraction::to_string);
        f.write_str(if self.is_relaxation { "verified relaxation " } else { "verified " })?;
        match &self.claim {
            Claim::Optimal(value) => write!(f, "{value}"),
            Claim::Bounds(lower, upper) => write!(f, "bounds {} {}", side(lower), side(upper)),
            Claim::Infeasible => write!(f, "infeasible"),
            Claim::Unbounded => write!(f, "unbounded"),
        }
    }
}

/// Checks what the claim says about the statement. The claim is the end of a certificate, from the
/// line of its kind on; `claim_starts_at_line` is the number of that line, for messages.
pub fn verify(
    statement: &str,
    claim: &str,
    claim_starts_at_line: usize,
) -> Result<Verified, Failure> {
    let lp = statement::read(statement)?;
    let proof = claim::read(claim, claim_starts_at_line, &lp)?;
    let claim = check::claim(&lp, proof)?;
    let is_relaxation = lp.has_integers && claim != Claim::Infeasible;
    Ok(Verified { name: lp.name, claim, is_relaxation })
}
