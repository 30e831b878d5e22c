//! Exact simplex from any basis; it ends.
//!
//! 1. Dual simplex, until no basic variable is violated: one that is leaves for its bound, the nonbasic one
//!    with the least ratio |z_j / alpha_j| enters. If none can enter, the row of the tableau is a Farkas proof.
//!    The costs are near those of the LP, such that no reduced cost has a wrong sign ([`Basic::nearby_costs`]):
//!    so a basis that is nearly optimal stays so.
//! 2. Primal simplex with the costs of the LP: a nonbasic variable that wants to move does so until the first
//!    basic one reaches a bound. If none does, the direction is an unbounded ray.
//!
//! The variable that is violated, or wants to move, most is taken. Primal simplex that stands still for [`PATIENCE`] pivots
//! goes on with bounds that are moved out a little, each of its own width, so that no two basic variables reach theirs
//! together. From its last basis, whose reduced costs are right, dual simplex leads back to the bounds of the LP.
//!
//! Where that stands still too, the first variable is taken, and the first among equal ratios: the rule of Bland, under
//! which simplex cannot cycle, until the objective moves again.
//!
//! Each pivot solves systems from scratch. This is the last rung of the ladder: sure, not fast.

use std::time::Instant;

use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use crate::OutOfTime;
use crate::basic::{Basic, Denominators, Dual, Primal};
use crate::form::{Form, Place};
use crate::step::{Step, dual_step, primal_step};

/// Pivots without progress before bounds are moved, or before the rule of Bland.
const PATIENCE: usize = 200;
/// Steps of bounds are 20 bits of a random word, in units of 2^-40.
const STEP_SHIFT: u32 = 12;
const STEP_BITS: u32 = 40;

/// How the exact simplex ended.
pub(super) enum Ended {
    Optimal(Vec<Place>, Primal, Dual),
    /// Multipliers of the rows of the form.
    Infeasible(Vec<IBig>),
    /// A feasible point and the direction of all variables.
    Unbounded(Primal, Vec<IBig>),
}

/// Pivots from a basis to a proof; `None` after `max_pivots`. Counts the pivots.
pub(super) fn run(
    form: &Form,
    places: Vec<Place>,
    max_pivots: usize,
    deadline: Instant,
    n_pivots: &mut usize,
) -> Result<Option<Ended>, OutOfTime> {
    let last = n_pivots.saturating_add(max_pivots);
    let mut count = Count { n: n_pivots, last, deadline };
    let basic = Basic::new(form, places, Denominators::One, deadline)?;
    let costs = basic.nearby_costs(&basic.dual(&form.cost, deadline)?);
    let (basic, primal) = match dual_simplex(basic, &costs, &mut count)? {
        Paused::Optimal(basic, primal, _) => (basic, primal),
        other => return Ok(other.ended()),
    };
    let (basic, primal) = match primal_simplex(basic, primal, &mut count, true)? {
        Paused::Idle(basic, primal) => (basic, primal),
        other => return Ok(other.ended()),
    };
    let loose = loosened(form, &basic.places);
    let start = Basic::new(&loose, basic.places.clone(), Denominators::One, deadline)?;
    let start_primal = start.primal(deadline)?;
    let places = match primal_simplex(start, start_primal, &mut count, false)? {
        Paused::Optimal(basic, ..) => basic.places,
        // A direction that no bound ends, from the point that is inside those of the form.
        Paused::Ray(_, direction) => return Ok(Some(Ended::Unbounded(primal, direction))),
        other => return Ok(other.ended()),
    };
    let basic = Basic::new(form, places, Denominators::One, deadline)?;
    Ok(dual_simplex(basic, &form.cost, &mut count)?.ended())
}

/// The pivots so far, and the limits.
struct Count<'a> {
    n: &'a mut usize,
    last: usize,
    deadline: Instant,
}

/// How one of the two methods ended.
enum Paused<'a> {
    /// With a basis that is optimal for its costs, and the multipliers for them.
    Optimal(Basic<'a>, Primal, Dual),
    /// A Farkas vector.
    Infeasible(Vec<IBig>),
    /// A feasible point and a direction.
    Ray(Primal, Vec<IBig>),
    /// It stands still.
    Idle(Basic<'a>, Primal),
    /// After the most pivots.
    TooMany,
}

impl Paused<'_> {
    /// What is proved; an optimum if the costs were those of the form.
    fn ended(self) -> Option<Ended> {
        match self {
            Paused::Infeasible(multipliers) => Some(Ended::Infeasible(multipliers)),
            Paused::Ray(primal, direction) => Some(Ended::Unbounded(primal, direction)),
            Paused::Optimal(basic, primal, dual) => {
                Some(Ended::Optimal(basic.places, primal, dual))
            }
            Paused::Idle(..) | Paused::TooMany => None,
        }
    }
}

/// From a basis without a wrong reduced cost.
fn dual_simplex<'a>(
    mut basic: Basic<'a>,
    costs: &[IBig],
    count: &mut Count<'_>,
) -> Result<Paused<'a>, OutOfTime> {
    let mut n_idle = 0;
    loop {
        let (primal, dual) = basic.both(costs, count.deadline);
        let (primal, dual) = (primal?, dual?);
        if primal.violated.is_empty() {
            return Ok(Paused::Optimal(basic, primal, dual));
        }
        if count.last <= *count.n {
            return Ok(Paused::TooMany);
        }
        match dual_step(&basic, &primal, &dual, PATIENCE <= n_idle, count.deadline)? {
            Step::To { places, moves } => {
                basic = Basic::new(basic.form, places, Denominators::One, count.deadline)?;
                n_idle = if moves { 0 } else { n_idle + 1 };
            }
            Step::Ray(multipliers) => return Ok(Paused::Infeasible(multipliers)),
        }
        *count.n += 1;
    }
}

/// From a basis whose point is feasible. It pauses where it stands still, or takes the rule of Bland.
fn primal_simplex<'a>(
    mut basic: Basic<'a>,
    mut primal: Primal,
    count: &mut Count<'_>,
    pauses: bool,
) -> Result<Paused<'a>, OutOfTime> {
    let mut n_idle = 0;
    loop {
        let dual = basic.dual(&basic.form.cost, count.deadline)?;
        if dual.wanting.is_empty() {
            return Ok(Paused::Optimal(basic, primal, dual));
        }
        if count.last <= *count.n {
            return Ok(Paused::TooMany);
        }
        let is_idle = PATIENCE <= n_idle;
        if is_idle && pauses {
            return Ok(Paused::Idle(basic, primal));
        }
        match primal_step(&basic, &primal, &dual, is_idle, count.deadline)? {
            Step::To { places, moves } => {
                basic = Basic::new(basic.form, places, Denominators::One, count.deadline)?;
                n_idle = if moves { 0 } else { n_idle + 1 };
            }
            Step::Ray(direction) => return Ok(Paused::Ray(primal, direction)),
        }
        primal = basic.primal(count.deadline)?;
        *count.n += 1;
    }
}

/// The form with the bounds of the basic variables moved out by less than 2^-20, each by another step.
fn loosened(form: &Form, places: &[Place]) -> Form {
    let mut state = 1_u32;
    let mut step = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rational::from((state >> STEP_SHIFT) + 1) / Rational::from(1_u64 << STEP_BITS)
    };
    let mut form = form.clone();
    for (variable, place) in places.iter().enumerate() {
        if *place == Place::Basic {
            let (lower, upper) = (&mut form.lower[variable], &mut form.upper[variable]);
            *lower = lower.take().map(|bound| bound - step());
            *upper = upper.take().map(|bound| bound + step());
        }
    }
    form
}
