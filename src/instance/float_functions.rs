//! Special functions in doubles, for distributions whose quantile function is not a polynomial.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::{beta, erf, gamma};

use super::probability::Probability;

pub(super) fn normal_cdf(z: f64) -> Probability {
    let (far, near) = (normal_tail(z.abs()), 1.0 - normal_tail(z.abs()));
    if 0.0 <= z {
        Probability { lower: near, upper: far }
    } else {
        Probability { lower: far, upper: near }
    }
}

/// `P(z < Z)` for `0 <= z`: the series of [Mar04] or Laplace's continued fraction.
///
/// `erfc` of `statrs` 0.19 is not used: it is wrong by 1e-11.
pub(super) fn normal_tail(z: f64) -> f64 {
    let density = normal_density(z);
    if z < 2.0 {
        let (mut term, mut sum, mut odd) = (z, z, 1.0);
        while f64::EPSILON * sum < 4.0 * term {
            odd += 2.0;
            term *= z * z / odd;
            sum += term;
        }
        0.5 - density * sum
    } else {
        let fraction = (1..=80).rev().fold(z, |rest, k| z + f64::from(k) / rest);
        density / fraction
    }
}

pub(super) fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Newton steps from the answer of `statrs`, which is good to about 1e-11.
pub(super) fn normal_quantile(t: Probability) -> f64 {
    let (tail, sign) = if t.lower <= t.upper { (t.lower, -1.0) } else { (t.upper, 1.0) };
    if tail <= 0.0 {
        return sign * f64::INFINITY;
    }
    let mut z = SQRT_2 * erf::erfc_inv(2.0 * tail);
    for _ in 0..2 {
        let step = (normal_cdf(z).upper - tail) / normal_density(z);
        if step.is_finite() {
            z += step;
        }
    }
    sign * z
}

/// The regularized incomplete beta function with its limits, which `statrs` refuses.
pub(super) fn beta_reg(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if 1.0 <= x {
        1.0
    } else {
        beta::beta_reg(a, b, x)
    }
}

/// Newton steps from the answer of `statrs`, which is good to about 1e-8, kept in a shrinking bracket.
pub(super) fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if 1.0 <= p {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = beta::inv_beta_reg(a, b, p);
    let scale = beta::ln_beta(a, b);
    for _ in 0..60 {
        if !(low < x && x < high) {
            x = 0.5 * (low + high);
        }
        let excess = beta_reg(a, b, x) - p;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - scale).exp();
        let step = excess / density;
        if !step.is_finite() {
            x = 0.5 * (low + high);
            continue;
        }
        x -= step;
        if step.abs() <= 2e-16 * x.abs() {
            break;
        }
    }
    x.clamp(0.0, 1.0)
}

/// The mass of a gamma distribution of rate 1 below `x` and above it.
pub(super) fn gamma_cdf(shape: f64, x: f64) -> Probability {
    if x <= 0.0 {
        return Probability { lower: 0.0, upper: 1.0 };
    }
    Probability { lower: gamma::gamma_lr(shape, x), upper: gamma::gamma_ur(shape, x) }
}

/// Where an increasing distribution function on `[low, high]` takes a value, by bisection.
pub(super) fn bisected(
    cdf: impl Fn(f64) -> Probability,
    t: Probability,
    low: f64,
    high: f64,
) -> f64 {
    let (mut low, mut high) = (low, high);
    while cdf(high).upper > t.upper {
        (low, high) = (high, 2.0 * high + 1.0);
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || high <= middle {
            break;
        }
        let at = cdf(middle);
        let is_below = if t.lower <= t.upper { at.lower < t.lower } else { at.upper > t.upper };
        if is_below {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
