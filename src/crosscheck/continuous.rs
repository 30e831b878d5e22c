//! The optimum of a grid, and what a file claims about its continuous instance, against the exact bracket.

use super::{Disagreement, Report};
use ironproof_bounds as bounds;
use ironproof_instance::load::Continuous;
use ironproof_number::rational::Rational;

/// Enough for one part in a million on every shipped instance.
const BRACKET_CELLS: usize = 200_000;

/// The claimed continuous optimum must lie in the exact bracket, and the exact lower bound must not exceed it. What
/// disagrees is added to the report.
pub fn check_continuous(report: &mut Report, continuous: &Continuous) {
    let Some(optimum) = &continuous.instance.optimum else { return };
    let (_, high) = optimum.ends();
    if continuous.is_lower_bound && report.value().is_some_and(|value| value > high) {
        report.disagreements.push(Disagreement::AboveContinuous(high.clone()));
    }
    // Where data were rounded, bracket and claim are about different instances.
    if !bounds::is_rounded(&continuous.instance) {
        // Data that floats alone can evaluate have no bracket.
        match bounds::bracket(&continuous.instance, &width(high), BRACKET_CELLS) {
            Ok(bracket) if !bracket.admits(optimum) => {
                report.disagreements.push(Disagreement::OutsideBracket {
                    lower: bracket.lower().clone(),
                    upper: bracket.upper().clone(),
                });
            }
            _ => {}
        }
    }
    report.continuous_optimum = Some(optimum.clone());
}

/// One part in a million of the claim, at least of one.
fn width(claim: &Rational) -> Rational {
    let size = if *claim > Rational::ONE { claim.clone() } else { Rational::ONE };
    size / Rational::from(1_000_000)
}
