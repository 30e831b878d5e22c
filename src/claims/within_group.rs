//! W: within a group, the optimum is the concave hull of Psi.
//!
//! ```text
//! value = mu sum_j (q_j - q_{j-1}) max { coPsi(t) : t >= 1 - S_j / mu }
//! ```
//!
//! Three answers must be one number: this formula, the value of the ironed mechanism, and the bound
//! that the independent verifier computes from the multipliers. Leaving out an ingredient must show.

use super::case::Case;
use super::hull::{self, COMPLETE, Ingredients};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "W",
    title: "within a group: the concave hull of Psi",
    source: "[ADK24], Structure of the solution, allocation within a group",
    statement: "Psi is the value of a unit of quality that is sold at one price to all types above a \
        threshold. Within a group, the value of a quality threshold is the concave hull of Psi. \
        Where the hull is equal to Psi, there is a market. Where they differ, there is a \
        lottery. Beyond the maximum of the hull, seen from the top, nobody is served. Each \
        hypothesis below is one ingredient of this formula. To drop it is to leave it out of the \
        formula.",
    finite_form: "Three numbers are equal, with no gap: the formula with the hull, the value of the ironed \
        mechanism, and the dual bound. The LP has all incentive constraints.",
    parts: &[
        Part {
            id: "W",
            says: "formula with the hull = ironed mechanism = accepted optimum of the LP",
            hypotheses: &[
                Hypothesis {
                    name: "hull",
                    says: "the concave hull of Psi is taken, not Psi itself",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "disposal",
                    says: "objects may be thrown away",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "jump",
                    says: "at the bottom a price of 0 is allowed, besides r_1",
                    dropped: Dropped::Fails,
                },
                Hypothesis {
                    name: "two-prices",
                    says: "Psi takes the better one of two neighbouring prices (in the limit the two are one)",
                    dropped: Dropped::Fails,
                },
            ],
            branches: &["a pool", "no pool", "objects thrown away", "a price of 0 at the bottom"],
            effort: Effort::Small,
            evaluate,
        },
        Part {
            id: "W-proof",
            says: "the independent checker accepts the mechanism as the optimum, also of several groups and of cells",
            hypotheses: &[],
            branches: &["one group", "several groups"],
            effort: Effort::Small,
            evaluate: evaluate_proof,
        },
    ],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let [group] = &case.groups[..] else { return };
    let has_pool =
        group.ironed.windows(2).any(|pair| pair[0] == pair[1] && Rational::ZERO < pair[0]);
    let thrown = group.ironed[0] < Rational::ZERO;
    let branches = [has_pool, !has_pool, thrown, group.excess[0] > Rational::ZERO];
    let formula = |ingredients: Ingredients| hull::value_of_one(case, ingredients);
    let value = &case.certificate.value;
    let all = [true; 4];
    findings
        .push(Finding::new(&all, &branches, || case.is_verified() && formula(COMPLETE) == *value));
    for left_out in 0..4 {
        let with = |i: usize| i != left_out;
        let ingredients =
            Ingredients { hull: with(0), disposal: with(1), jump: with(2), two_prices: with(3) };
        findings.push(Finding::new(&[with(0), with(1), with(2), with(3)], &branches, || {
            formula(ingredients) == *value
        }));
    }
}

fn evaluate_proof(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_one = case.groups.len() == 1;
    findings.push(Finding::new(&[], &[is_one, !is_one], || case.is_verified()));
}
