//! The optimum in doubles, in every way there is: nothing is proved by it, and all of it must be close to what is.

use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::fast::{Columns, Mechanism, Nearest, Problem, Schedule, Workspace, solve};
use ironproof_number::rational::{Rational, approx};

/// What plain arrays of doubles say.
pub(super) struct Plain {
    /// The value that the solve reports.
    pub(super) value: f64,
    /// What the mechanism is worth, type by type.
    pub(super) worth: f64,
}

/// Solves the nearest doubles of an instance, and values the mechanism that comes out. `None` if a type is a cell;
/// not a number if there are more types than plain arrays take.
pub(super) fn plain(instance: &FiniteInstance) -> Option<Plain> {
    let nearest = Nearest::new(instance)?;
    let columns = nearest.columns();
    let problem = nearest.problem(&columns);
    let mut space = Workspace::new();
    let Ok(value) = solve(&problem, &mut space, Schedule::Parallel) else {
        return Some(Plain { value: f64::NAN, worth: f64::NAN });
    };
    let worth = (0..columns.len()).map(|group| worth(&problem, &space, group)).sum();
    Some(Plain { value, worth })
}

/// sum_k w_k (lambda_k U_k + alpha T_k) of one group.
fn worth(problem: &Problem<'_>, space: &Workspace, group: usize) -> f64 {
    let columns @ Columns { mass, wtp, prob, weight } = &problem.groups[group];
    let zeros = || vec![0.0; wtp.len()];
    let (mut quality, mut transfer, mut utility) = (zeros(), zeros(), zeros());
    let out = Mechanism { quality: &mut quality, transfer: &mut transfer, utility: &mut utility };
    space.fill(columns, group, out, Schedule::Parallel);
    let types = prob.iter().zip(*weight).zip(utility.iter().zip(&transfer));
    mass * types.map(|((f, lambda), (u, t))| f * (lambda * u + problem.alpha * t)).sum::<f64>()
}

/// Whether doubles cannot hold what is added up: then what they find says nothing.
pub(super) fn overflow(instance: &FiniteInstance, value: &Rational) -> bool {
    /// Products of a few such numbers are doubles.
    const LARGE: f64 = 1e60;
    let is_large = |x: &Rational| approx(x).abs() > LARGE;
    let types = || instance.groups.iter().flat_map(|group| &group.types);
    is_large(value)
        || is_large(&instance.alpha)
        || instance.groups.iter().any(|group| is_large(&group.mass))
        || types().any(|ty| is_large(ty.high()) || is_large(&ty.weight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_of;
    use ironproof_instance::random::{SMALL, instance};

    #[test]
    fn plain_arrays_are_close_and_take_points_only() {
        let mut n_cells = 0;
        for index in 0..700 {
            let instance = instance(5, index, SMALL);
            let optimum = ironproof_ironing::optimum(&instance).value;
            let Some(Plain { value, worth }) = plain(&instance) else {
                n_cells += 1;
                continue;
            };
            for found in [value, worth] {
                assert!(error_of(found, &optimum).unwrap() < 1e-12, "{index}: {found} {optimum}");
                assert!(error_of(found, &(&optimum + Rational::ONE)).unwrap() > 0.5);
            }
        }
        assert_eq!(n_cells, 100);
    }
}
