//! Mutations of certificates and of what they are about: single numbers and lines, and changes that
//! keep many equations true, so that only one inequality is left to notice them.

pub mod amount;
pub mod text;
pub mod menu;
pub mod multipliers;
pub mod economy;
pub mod units;
pub mod wider;
pub mod mechanism_repair;
pub mod mechanism;
pub mod directions;
pub mod vectors;
pub mod kinds;
pub mod model;
pub mod same_model;
pub mod lp_repair;
pub mod lp;

use crate::certificate::Certificate;
use crate::claim::Claim;
use crate::instance::Instance;
use crate::random::Random;
use crate::seeds::{Parsed, Seed};
use crate::statement::Statement;

/// A change of a statement or its claim; `None` if there is nothing to change here.
pub type LpMutation = fn(&mut Statement, &mut Claim, &mut Random) -> Option<()>;

/// A change of an instance or its certificate; `None` if there is nothing to change here.
pub type MechanismMutation = fn(&mut Instance, &mut Certificate, &mut Random) -> Option<()>;

/// What was done to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The mutation.
    pub mutation: &'static str,
    /// What was changed afterwards to keep an equation, or `none`.
    pub repair: &'static str,
    /// Whether what comes out must be accepted.
    pub is_honest: bool,
}

/// A certificate that may prove nothing.
pub struct Mutant {
    /// What was done.
    pub change: Change,
    /// The instance or the statement.
    pub question: String,
    /// The certificate or the claim.
    pub answer: String,
}

/// A mutant of this seed.
pub fn mutant(seed: &Seed, random: &mut Random) -> Mutant {
    let (mut question, mut answer) = (seed.question.clone(), seed.answer.clone());
    if random.once_in(60) {
        let (mutation, change) = text::HONEST[random.below(text::HONEST.len())];
        if let Some(changed) = change(&answer, random) {
            let change = Change { mutation, repair: "none", is_honest: true };
            return Mutant { change, question, answer: changed };
        }
    }
    if random.below(10) < 3 {
        // Rather the certificate, which an attacker writes.
        let text = if random.once_in(4) { &mut question } else { &mut answer };
        loop {
            let (mutation, change) = text::ALL[random.below(text::ALL.len())];
            if let Some(changed) = change(text, random) {
                *text = changed;
                let change = Change { mutation, repair: "none", is_honest: false };
                return Mutant { change, question, answer };
            }
        }
    }
    let change = match &seed.parsed {
        Parsed::Mechanism(instance, certificate) => {
            let (mut instance, mut certificate) = (instance.clone(), certificate.clone());
            let change = mechanism::mutate(&mut instance, &mut certificate, random);
            (question, answer) = (instance.write(), certificate.write());
            change
        }
        Parsed::Lp(statement, claim) => {
            let (mut statement, mut claim) = (statement.clone(), claim.clone());
            let change = lp::mutate(&mut statement, &mut claim, random);
            (question, answer) = (statement.write(), claim.write());
            change
        }
    };
    Mutant { change, question, answer }
}
