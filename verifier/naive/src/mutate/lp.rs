//! Which mutations there are of a statement with its claim, and how they combine.

use crate::claim::Claim;
use crate::mutate::{Change, LpMutation, kinds, lp_repair, model, same_model, vectors};
use crate::random::Random;
use crate::statement::Statement;

/// Changes both at random.
pub fn mutate(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Change {
    if random.once_in(12) {
        let mutation = apply(&[kinds::HONEST, same_model::HONEST].concat(), lp, claim, random);
        return Change { mutation, repair: "none", is_honest: true };
    }
    let all = [vectors::ALL, kinds::ALL, model::ALL, same_model::ALL].concat();
    let mut mutation = apply(&all, lp, claim, random);
    if random.once_in(8) && is_well_formed(lp, claim) {
        apply(&all, lp, claim, random);
        mutation = "two mutations at once";
    }
    let mut repair = "none";
    if !random.once_in(3) && is_well_formed(lp, claim) {
        // Many claims have nothing to repair.
        let (name, attempt) = lp_repair::ALL[random.below(lp_repair::ALL.len())];
        if attempt(lp, claim, random).is_some() {
            repair = name;
        }
    }
    Change { mutation, repair, is_honest: false }
}

/// Applies one that has something to change, and returns its name.
fn apply(
    all: &[(&'static str, LpMutation)],
    lp: &mut Statement,
    claim: &mut Claim,
    random: &mut Random,
) -> &'static str {
    loop {
        let (name, mutation) = all[random.below(all.len())];
        if mutation(lp, claim, random).is_some() {
            return name;
        }
    }
}

/// What the grammars refuse needs no repair: no checker looks further.
fn is_well_formed(lp: &Statement, claim: &Claim) -> bool {
    Statement::read(&lp.write()).is_ok_and(|lp| Claim::read(&claim.write(), &lp).is_ok())
}
