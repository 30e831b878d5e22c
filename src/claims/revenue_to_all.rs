//! R2: alpha equal to the mean weight of everybody stands for a lump sum to everybody.
//!
//! ```text
//! LP''  alpha = 0, T >= 0, rebate B to everybody, m B <= sum_a w_a T_a      multiplier of the budget: the mean weight
//! ```

use super::case::Case;
use super::linear::{Money, Program, agents_of};
use super::revenue_to_one::{prove, revenue, with_alpha};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "R2",
    title: "the role of revenue: a lump sum to everybody",
    source: "[ADK24], Interpretation of the weight on revenue",
    statement: "If the weight on revenue equals the mean Pareto weight of the whole population, the \
        designer acts as if the revenue were handed back to everybody in equal parts.",
    finite_form: "The optimum equals that of another LP. In it revenue has no weight, transfers are not \
        negative, and a uniform rebate is paid out of the revenue.",
    parts: &[Part {
        id: "R2",
        says: "optimum = optimum with alpha = 0 and a uniform rebate out of the revenue",
        hypotheses: &[Hypothesis {
            name: "overall-mean",
            says: "alpha is the mean weight of the population",
            dropped: Dropped::Fails,
        }],
        branches: &["a positive rebate", "no rebate", "several groups"],
        effort: Effort::Lp,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let (mut mass, mut weighted) = (Rational::ZERO, Rational::ZERO);
    for group in &case.groups {
        mass += &group.mass;
        weighted += &group.mass * &group.mean_weight;
    }
    let beta = weighted / &mass;
    let has_rebate = revenue(case) > Rational::ZERO;
    let branches = [has_rebate, !has_rebate, case.groups.len() > 1];
    findings.push(Finding::new(&[case.instance.alpha == beta], &branches, || {
        let value = with_alpha(case, &beta, |case| {
            let agents = agents_of(case.instance);
            let program = Program::new(case, &agents, Money::Rebate, Rational::ZERO);
            let nothing = vec![Rational::ZERO; case.groups.len()];
            prove(&program, &nothing, &(revenue(case) / &mass), &beta)
        });
        value.is_some_and(|value| value == case.certificate.value)
    }));
}
