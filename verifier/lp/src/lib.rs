//! The checker of linear programs: is this claim about this statement proved?
//!
//! Both texts are those of `docs/models.md`. Memory and time grow with their size, within
//! the limits of `ironproof_numbers`.

mod check;
mod statement;

pub use ironproof_numbers::{Failure, Fraction};

/// What is proved about a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The optimum.
    Optimal(Fraction),
    /// Lower and upper bound of the optimum; one may be absent. To minimize, no feasible point is
    /// below the lower, and one is at the upper; to maximize, the other way round.
    Bounds(Option<Fraction>, Option<Fraction>),
    /// No point is feasible.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
}

/// What is proved about a statement, and its name; only [`verify`] makes one.
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
    /// The statement wants integers and the claim does not; `infeasible` holds for both.
    pub fn is_relaxation(&self) -> bool {
        self.is_relaxation
    }
}

/// `verified 5`, `verified relaxation bounds 1 none`, `verified infeasible`, ..
impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = |x: &Option<Fraction>| x.as_ref().map_or("none".into(), Fraction::to_string);
        write!(f, "verified {}", if self.is_relaxation { "relaxation " } else { "" })?;
        match &self.claim {
            Claim::Optimal(value) => write!(f, "{value}"),
            Claim::Bounds(lower, upper) => write!(f, "bounds {} {}", side(lower), side(upper)),
            Claim::Infeasible => write!(f, "infeasible"),
            Claim::Unbounded => write!(f, "unbounded"),
        }
    }
}

/// Checks what the claim says about the statement: the end of a certificate, from this line on.
pub fn verify(statement: &str, claim: &str, line: usize) -> Result<Verified, Failure> {
    let lp = statement::read(statement)?;
    let claim = check::claim(claim, line, &lp)?;
    let is_relaxation = lp.has_integers && claim != Claim::Infeasible;
    Ok(Verified { name: lp.name, claim, is_relaxation })
}
