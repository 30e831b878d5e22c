//! After a mutation, one more number is changed so that an equation of the claim holds again.

use num_rational::BigRational;
use num_traits::Zero;

use crate::claim::Claim;
use crate::lp::objective;
use crate::mutate::LpMutation;
use crate::mutate::directions::{loose_bound, reduced_cost};
use crate::mutate::vectors;
use crate::random::Random;
use crate::seeds::enumeration::vector;
use crate::statement::{Sides, Statement};

/// All of them, with what the table calls them.
pub const ALL: &[(&str, LpMutation)] = &[
    ("value = objective", value_is_objective),
    ("value = bound", value_is_bound),
    ("entry so that objective = value", entry),
    ("cost so that objective = value", cost),
    ("side so that bound = value", side),
    ("value = objective, side so that bound = value", |lp, claim, random| {
        value_is_objective(lp, claim, random)?;
        side(lp, claim, random)
    }),
    ("value = bound, entry so that objective = value", |lp, claim, random| {
        value_is_bound(lp, claim, random)?;
        entry(lp, claim, random)
    }),
    ("entry and side so that both = value", |lp, claim, random| {
        entry(lp, claim, random)?;
        side(lp, claim, random)
    }),
    ("nothing gained or separated", nothing_gained),
];

/// The value that the point is to attain.
fn attained<'a>(lp: &Statement, claim: &'a mut Claim) -> Option<&'a mut BigRational> {
    match claim {
        Claim::Optimal { value, .. } => Some(value),
        Claim::Bounds { lower, upper, .. } => {
            if lp.maximize {
                lower.as_mut()
            } else {
                upper.as_mut()
            }
        }
        _ => None,
    }
}

/// The value that the multipliers are to prove; zero for a proof of infeasibility, which is not
/// enough.
fn proved(lp: &Statement, claim: &Claim) -> Option<BigRational> {
    match claim {
        Claim::Optimal { value, .. } => Some(value.clone()),
        Claim::Bounds { lower, upper, .. } => {
            if lp.maximize {
                upper.clone()
            } else {
                lower.clone()
            }
        }
        Claim::Infeasible(_) => Some(BigRational::zero()),
        _ => None,
    }
}

fn value_is_objective(lp: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let objective = objective(lp, &vectors::point(claim)?.numbers());
    *attained(lp, claim)? = objective;
    Some(())
}

fn value_is_bound(lp: &mut Statement, claim: &mut Claim, _: &mut Random) -> Option<()> {
    let bound = loose_bound(lp, &vectors::multipliers(claim)?.numbers(), false);
    match claim {
        Claim::Optimal { value, .. } => *value = bound,
        Claim::Bounds { upper: Some(upper), .. } if lp.maximize => *upper = bound,
        Claim::Bounds { lower: Some(lower), .. } if !lp.maximize => *lower = bound,
        _ => return None,
    }
    Some(())
}

/// The objective is linear in an entry of the point.
fn entry(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let value = attained(lp, claim)?.clone();
    let point = vectors::point(claim)?;
    let mut x = point.numbers();
    let j = random.place(x.len())?;
    let missing = value - objective(lp, &x);
    if !lp.columns[j].cost.is_zero() {
        x[j] += missing / &lp.columns[j].cost;
    }
    *point = vector(&x);
    Some(())
}

/// The objective is linear in a cost.
fn cost(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let value = attained(lp, claim)?.clone();
    let x = vectors::point(claim)?.numbers();
    let j = random.place(x.len())?;
    let missing = value - objective(lp, &x);
    if !x[j].is_zero() {
        lp.columns[j].cost += missing / &x[j];
    }
    Some(())
}

/// The bound is linear in each side that it uses.
fn side(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    let value = proved(lp, claim)?;
    let is_infeasibility = matches!(claim, Claim::Infeasible(_));
    let y = vectors::multipliers(claim)?.numbers();
    let missing = value - loose_bound(lp, &y, is_infeasibility);
    let wants_most = lp.maximize && !is_infeasibility;
    let mut used: Vec<(BigRational, &mut Sides)> = Vec::new();
    let costs: Vec<BigRational> =
        (0..lp.columns.len()).map(|j| reduced_cost(lp, &y, j, is_infeasibility)).collect();
    used.extend(costs.into_iter().zip(lp.columns.iter_mut().map(|column| &mut column.sides)));
    used.extend(y.into_iter().zip(lp.rows.iter_mut().map(|row| &mut row.sides)));
    used.retain(|(factor, _)| !factor.is_zero());
    let place = random.place(used.len())?;
    let (factor, sides) = &mut used[place];
    let is_at_lower = (BigRational::zero() < *factor) != wants_most;
    let side = if is_at_lower { &mut sides.lower } else { &mut sides.upper };
    *side.as_mut()? += missing / &*factor;
    Some(())
}

/// The edge of what proves something: a ray along which the objective stays, sides that just meet.
fn nothing_gained(lp: &mut Statement, claim: &mut Claim, random: &mut Random) -> Option<()> {
    match claim {
        Claim::Unbounded { ray, .. } => {
            let ray = ray.numbers();
            let gain = objective(lp, &ray) - &lp.constant;
            let moving: Vec<usize> = (0..ray.len()).filter(|j| !ray[*j].is_zero()).collect();
            let j = *random.one(&moving)?;
            lp.columns[j].cost -= gain / &ray[j];
            Some(())
        }
        Claim::Infeasible(_) => side(lp, claim, random),
        Claim::CrossedColumn(j) => {
            let sides = &mut lp.columns.get_mut(j.checked_sub(1)?)?.sides;
            sides.upper = sides.lower.clone();
            Some(())
        }
        Claim::CrossedRow(i) => {
            let sides = &mut lp.rows.get_mut(i.checked_sub(1)?)?.sides;
            sides.upper = sides.lower.clone();
            Some(())
        }
        _ => None,
    }
}
