//! R1: alpha equal to the largest mean weight stands for lump-sum transfers to that group.
//!
//! ```text
//! LP'   alpha = 0, T of any sign, sum_a w_a T_a >= 0      multiplier of the budget: beta = max_i lbar_i
//! ```
//!
//! Point: the mechanism for alpha = max lbar_i, with all revenue handed back to a group of largest
//! mean weight. Multipliers: those of that mechanism, and beta. With alpha = beta no A_1 is positive,
//! so the columns T_k are stationary without T_k >= 0.

use super::case::Case;
use super::linear::{Agent, Money, Program, agents_of};
use super::{Claim, Dropped, Effort, Finding, Hypothesis, Part};
use ironproof_linear as lp;
use ironproof_number::rational::Rational;

pub(super) const CLAIM: Claim = Claim {
    id: "R1",
    title: "the role of revenue: transfers to one group",
    source: "[ADK24], Interpretation of the weight on revenue",
    statement: "Revenue is worth something because it can be handed to people. If the weight on revenue \
        equals the largest of the groups' mean Pareto weights, the designer acts as if the \
        revenue could be handed to that group as a lump sum.",
    finite_form: "The optimum equals that of another LP. In it revenue has no weight, transfers may have \
        any sign, and the budget must not be in deficit. A second part is about the sign of \
        transfers. If they may be negative, the optimum stays finite, and is the same, exactly \
        if alpha is at least every mean weight. Otherwise the LP is unbounded, along a ray that \
        is checked exactly.",
    parts: &[
        Part {
            id: "R1",
            says: "optimum = optimum with alpha = 0, transfers of any sign and a balanced budget",
            hypotheses: &[Hypothesis {
                name: "largest-mean",
                says: "alpha is the largest mean weight of a group",
                dropped: Dropped::Fails,
            }],
            branches: &["one group", "several groups", "some revenue is handed back"],
            effort: Effort::Lp,
            evaluate,
        },
        Part {
            id: "R1-sign",
            says: "nonnegative transfers bind if and only if alpha is below a mean weight; then the LP without them is unbounded",
            hypotheses: &[],
            branches: &["alpha at least every mean weight", "alpha below a mean weight: a ray"],
            effort: Effort::Lp,
            evaluate: evaluate_sign,
        },
    ],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let beta = largest_mean(case);
    let revenue = revenue(case);
    let is_one = case.groups.len() == 1;
    let branches = [is_one, !is_one, revenue > Rational::ZERO];
    findings.push(Finding::new(&[case.instance.alpha == beta], &branches, || {
        with_alpha(case, &beta, |case| value_with_budget(case, &beta))
            .is_some_and(|value| value == case.certificate.value)
    }));
}

fn value_with_budget(case: &Case<'_>, beta: &Rational) -> Option<Rational> {
    let agents = agents_of(case.instance);
    let program = Program::new(case, &agents, Money::FreeWithBudget, Rational::ZERO);
    let mut gifts = vec![Rational::ZERO; case.groups.len()];
    let favoured = case.groups.iter().position(|group| group.mean_weight == *beta)?;
    gifts[favoured] = revenue(case) / &case.groups[favoured].mass;
    prove(&program, &gifts, &Rational::ZERO, beta)
}

/// The exact optimum, if point and multipliers prove it.
pub(super) fn prove(
    program: &Program<'_>,
    gifts: &[Rational],
    rebate: &Rational,
    beta: &Rational,
) -> Option<Rational> {
    let point = program.point(gifts, rebate);
    lp::check_optimal(&program.lp(), &point, &program.multipliers(beta)).ok()
}

/// Applies `of` to the case with another weight on revenue.
pub(super) fn with_alpha<T>(
    case: &Case<'_>,
    alpha: &Rational,
    of: impl FnOnce(&Case<'_>) -> Option<T>,
) -> Option<T> {
    if case.instance.alpha == *alpha {
        return of(case);
    }
    let instance = case.instance.clone().with_alpha(alpha.clone()).ok()?;
    of(&case.sibling(&instance))
}

pub(super) fn largest_mean(case: &Case<'_>) -> Rational {
    let means = case.groups.iter().map(|group| group.mean_weight.clone());
    means.fold(Rational::ZERO, Rational::max)
}

/// sum_k w_k T_k over all groups.
pub(super) fn revenue(case: &Case<'_>) -> Rational {
    let mut revenue = Rational::ZERO;
    for group in &case.groups {
        for (prob, transfer) in group.prob.iter().zip(&group.transfer) {
            revenue += &group.mass * prob * transfer;
        }
    }
    revenue
}

fn evaluate_sign(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let binds = case.instance.alpha < largest_mean(case);
    findings.push(Finding::new(&[], &[!binds, binds], || {
        let agents = agents_of(case.instance);
        let free = Program::new(case, &agents, Money::Free, case.instance.alpha.clone());
        let nothing = vec![Rational::ZERO; case.groups.len()];
        if binds {
            return is_unbounded(case, &free, &agents, &nothing);
        }
        prove(&free, &nothing, &Rational::ZERO, &Rational::ZERO)
            .is_some_and(|value| value == case.certificate.value)
    }));
}

/// From the optimum, pay everybody in a group of too large a mean weight more and more.
fn is_unbounded(
    case: &Case<'_>,
    free: &Program<'_>,
    agents: &[Agent],
    nothing: &[Rational],
) -> bool {
    let favoured = case.groups.iter().position(|group| case.instance.alpha < group.mean_weight);
    let width = case.instance.quality.len() + 1;
    let mut direction = vec![Rational::ZERO; agents.len() * width];
    for (a, agent) in agents.iter().enumerate().filter(|(_, agent)| Some(agent.group) == favoured) {
        debug_assert_eq!(agent.share, Rational::ONE, "one agent per type");
        direction[a * width + width - 1] = -Rational::ONE;
    }
    lp::check_ray(&free.lp(), &free.point(nothing, &Rational::ZERO), &direction).is_ok()
}
