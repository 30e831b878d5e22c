//! The log-likelihood of a family with a spike at zero, with its first and second derivatives.
//!
//! ```text
//! theta = (mu, tau = log sigma, rho = log odds of the spike p)
//! amount r > 0    (1 - p) g(z) / (sigma r)
//! amount 0        p
//! interval        p [it begins at 0] + (1 - p) (G(b) - G(a))
//! ```

use ironproof_number::rational::{Rational, approx};

use super::groups::Group;
use super::shape::Family;

/// mu, tau and rho; without a spike rho stays minus infinity.
pub(crate) type Theta = [f64; 3];
/// A symmetric matrix of second derivatives.
pub(crate) type Matrix = [[f64; 3]; 3];

/// An answer in doubles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) is_amount: bool,
    pub(crate) weight: f64,
}

/// A value with its derivatives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Local {
    pub(crate) value: f64,
    pub(crate) slope: Theta,
    pub(crate) bend: Matrix,
}

/// Answers of a group, with weights that sum to the number of respondents.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "an estimate")]
pub(crate) fn seen(group: &Group) -> Vec<Seen> {
    let factor = group.n_respondents() as f64 / approx(&group.weight());
    let each = group.answers.iter().map(|answer| Seen {
        low: approx(&answer.low),
        high: answer.high.as_ref().map_or(f64::INFINITY, approx),
        is_amount: answer.is_amount(),
        weight: approx(&(&answer.weight * Rational::from(answer.count))) * factor,
    });
    each.collect()
}

/// The share at zero.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn spike_of(theta: &Theta) -> f64 {
    1.0 / (1.0 + (-theta[2]).exp())
}

/// The log-likelihood of one answer, without its weight.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn one(family: Family, theta: &Theta, seen: &Seen) -> Local {
    let sigma = theta[1].exp();
    let spike = spike_of(theta);
    let z = |r: f64| (r.ln() - theta[0]) / sigma;
    let mut local = Local { value: 0.0, slope: [0.0; 3], bend: [[0.0; 3]; 3] };
    if seen.is_amount && seen.low == 0.0 {
        local.value = spike.ln();
        local.slope[2] = 1.0 - spike;
        local.bend[2][2] = -spike * (1.0 - spike);
        return local;
    }
    if seen.is_amount {
        let z = z(seen.low);
        let [log, first, second] = family.log_density(z);
        local.value = log - theta[1] - seen.low.ln() + (-spike).ln_1p();
        local.slope = [-first / sigma, -first * z - 1.0, -spike];
        local.bend[0][0] = second / (sigma * sigma);
        local.bend[0][1] = (second * z + first) / sigma;
        local.bend[1][1] = second * z * z + first * z;
        local.bend[2][2] = -spike * (1.0 - spike);
        local.bend[1][0] = local.bend[0][1];
        return local;
    }
    // D = G(b) - G(a), from the side on which fewer digits are lost.
    let at_zero = if seen.low == 0.0 { 1.0 } else { 0.0 };
    let ends = [(seen.high, 1.0), (seen.low, -1.0)];
    let inner = ends.into_iter().filter(|(r, _)| 0.0 < *r && r.is_finite());
    let difference = match (seen.low > 0.0, seen.high.is_finite()) {
        (false, false) => 1.0,
        (false, true) => family.below(z(seen.high)),
        (true, false) => family.above(z(seen.low)),
        (true, true) if z(seen.low) > 0.0 => family.above(z(seen.low)) - family.above(z(seen.high)),
        (true, true) => family.below(z(seen.high)) - family.below(z(seen.low)),
    };
    let (mut first, mut second) = ([0.0; 2], [[0.0; 2]; 2]);
    for (r, sign) in inner {
        let z = z(r);
        let [log, slope, _] = family.log_density(z);
        let g = log.exp();
        let bend = g * slope;
        first[0] -= sign * g / sigma;
        first[1] -= sign * g * z;
        second[0][0] += sign * bend / (sigma * sigma);
        second[0][1] += sign * (bend * z + g) / sigma;
        second[1][1] += sign * (bend * z * z + g * z);
    }
    second[1][0] = second[0][1];
    let others = 1.0 - spike;
    let odds = spike * others;
    let share = spike * at_zero + others * difference;
    let slope = [others * first[0], others * first[1], odds * (at_zero - difference)];
    let mut bend = [[0.0; 3]; 3];
    for i in 0..2 {
        for j in 0..2 {
            bend[i][j] = others * second[i][j];
        }
        bend[i][2] = -odds * first[i];
        bend[2][i] = bend[i][2];
    }
    bend[2][2] = odds * (1.0 - 2.0 * spike) * (at_zero - difference);
    local.value = share.ln();
    for i in 0..3 {
        local.slope[i] = slope[i] / share;
        for j in 0..3 {
            local.bend[i][j] = bend[i][j] / share - slope[i] * slope[j] / (share * share);
        }
    }
    local
}

/// The log-likelihood of all answers.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn all(family: Family, theta: &Theta, answers: &[Seen]) -> Local {
    let mut sum = Local { value: 0.0, slope: [0.0; 3], bend: [[0.0; 3]; 3] };
    for seen in answers {
        let local = one(family, theta, seen);
        sum.value += seen.weight * local.value;
        for i in 0..3 {
            sum.slope[i] += seen.weight * local.slope[i];
            for j in 0..3 {
                sum.bend[i][j] += seen.weight * local.bend[i][j];
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_limits_of_differences() {
        let answers = [
            (0.0, 0.0, true),
            (0.7, 0.7, true),
            (9.0, 9.0, true),
            (0.0, 2.0, false),
            (2.0, f64::INFINITY, false),
            (1.0, 4.0, false),
            (3.5, 4.0, false),
        ];
        let theta = [0.3, -0.2, -1.1];
        let step = 1e-5;
        for family in Family::ALL {
            for (low, high, is_amount) in answers {
                let seen = Seen { low, high, is_amount, weight: 1.0 };
                let here = one(family, &theta, &seen);
                for i in 0..3 {
                    let moved = |sign: f64| {
                        let mut theta = theta;
                        theta[i] += sign * step;
                        one(family, &theta, &seen)
                    };
                    let (up, down) = (moved(1.0), moved(-1.0));
                    let slope = (up.value - down.value) / (2.0 * step);
                    let error = (slope - here.slope[i]).abs();
                    assert!(error < 1e-7 * (1.0 + slope.abs()), "{family:?} {seen:?} {i}");
                    for j in 0..3 {
                        let bend = (up.slope[j] - down.slope[j]) / (2.0 * step);
                        let error = (bend - here.bend[i][j]).abs();
                        assert!(error < 1e-7 * (1.0 + bend.abs()), "{family:?} {seen:?} {i} {j}");
                    }
                }
            }
        }
    }
}
