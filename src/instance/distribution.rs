//! Distributions whose quantile function is not a polynomial: floats, accurate to about 1e-15.
//!
//! They have no exact value at a rational point, so doubles are the honest type here. The discretizer
//! rounds each result once to a stated number of decimals; everything after that is exact.
//!
//! # References
//!
//! [Mar04] G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11, 2004.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::{beta, erf};

use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// A probability with its complement, so that neither tail loses digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probability {
    /// `t`
    pub lower: f64,
    /// `1 - t`
    pub upper: f64,
}

impl Probability {
    /// Both tails of an exact quantile.
    pub fn of(t: &Rational) -> Self {
        Probability { lower: rational::approx(t), upper: rational::approx(&(Rational::ONE - t)) }
    }
}

/// A distribution of willingness to pay or of quality, with parameters that are exact or doubles.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the parameters are those of the textbooks; `cdf` has the formulas"
)]
pub enum Distribution<N = f64> {
    Exponential { rate: N },
    Pareto { scale: N, shape: N },
    Lomax { scale: N, shape: N },
    Normal { mean: N, sd: N },
    LogNormal { mu: N, sigma: N },
    Beta { a: N, b: N, low: N, high: N },
    Triangular { low: N, mode: N, high: N },
}

impl Distribution<Rational> {
    /// The distribution with the nearest doubles as parameters.
    pub fn to_floats(&self) -> Distribution {
        let near = rational::approx;
        match self {
            Self::Exponential { rate } => Distribution::Exponential { rate: near(rate) },
            Self::Pareto { scale, shape } => {
                Distribution::Pareto { scale: near(scale), shape: near(shape) }
            }
            Self::Lomax { scale, shape } => {
                Distribution::Lomax { scale: near(scale), shape: near(shape) }
            }
            Self::Normal { mean, sd } => Distribution::Normal { mean: near(mean), sd: near(sd) },
            Self::LogNormal { mu, sigma } => {
                Distribution::LogNormal { mu: near(mu), sigma: near(sigma) }
            }
            Self::Beta { a, b, low, high } => {
                Distribution::Beta { a: near(a), b: near(b), low: near(low), high: near(high) }
            }
            Self::Triangular { low, mode, high } => {
                Distribution::Triangular { low: near(low), mode: near(mode), high: near(high) }
            }
        }
    }
}

impl Distribution {
    /// The mass below `x` and above it.
    pub fn cdf(&self, x: f64) -> Probability {
        let from_lower = |lower: f64| Probability { lower, upper: 1.0 - lower };
        let from_upper = |upper: f64| Probability { lower: 1.0 - upper, upper };
        match *self {
            Self::Exponential { rate } => {
                let exponent = -rate * x.max(0.0);
                Probability { lower: -exponent.exp_m1(), upper: exponent.exp() }
            }
            Self::Pareto { scale, shape } => from_upper((scale / x.max(scale)).powf(shape)),
            Self::Lomax { scale, shape } => {
                let exponent = -shape * (x.max(0.0) / scale).ln_1p();
                Probability { lower: -exponent.exp_m1(), upper: exponent.exp() }
            }
            Self::Normal { mean, sd } => normal_cdf((x - mean) / sd),
            Self::LogNormal { mu, sigma } => {
                if x <= 0.0 {
                    from_lower(0.0)
                } else {
                    normal_cdf((x.ln() - mu) / sigma)
                }
            }
            Self::Beta { a, b, low, high } => {
                let y = ((x - low) / (high - low)).clamp(0.0, 1.0);
                let lower = beta_reg(a, b, y);
                if lower <= 0.5 { from_lower(lower) } else { from_upper(beta_reg(b, a, 1.0 - y)) }
            }
            Self::Triangular { low, mode, high } => {
                let x = x.clamp(low, high);
                if x < mode {
                    from_lower((x - low) * (x - low) / ((high - low) * (mode - low)))
                } else if mode < high {
                    from_upper((high - x) * (high - x) / ((high - low) * (high - mode)))
                } else {
                    from_upper(0.0)
                }
            }
        }
    }

    /// The quantile function: the inverse of [`Distribution::cdf`].
    pub fn quantile(&self, t: Probability) -> f64 {
        match *self {
            Self::Exponential { rate } => -log_upper(t) / rate,
            Self::Pareto { scale, shape } => scale * (-log_upper(t) / shape).exp(),
            Self::Lomax { scale, shape } => scale * (-log_upper(t) / shape).exp_m1(),
            Self::Normal { mean, sd } => mean + sd * normal_quantile(t),
            Self::LogNormal { mu, sigma } => (mu + sigma * normal_quantile(t)).exp(),
            Self::Beta { a, b, low, high } => {
                let y = if t.lower <= t.upper {
                    beta_quantile(a, b, t.lower)
                } else {
                    1.0 - beta_quantile(b, a, t.upper)
                };
                low + (high - low) * y
            }
            Self::Triangular { low, mode, high } => {
                if t.lower * (high - low) <= mode - low {
                    low + (t.lower * (high - low) * (mode - low)).sqrt()
                } else {
                    high - (t.upper * (high - low) * (high - mode)).sqrt()
                }
            }
        }
    }
}

/// `log(1 - t)`
fn log_upper(t: Probability) -> f64 {
    if t.lower <= 0.5 { (-t.lower).ln_1p() } else { t.upper.ln() }
}

fn normal_cdf(z: f64) -> Probability {
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
fn normal_tail(z: f64) -> f64 {
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

fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Newton steps from the answer of `statrs`, which is good to about 1e-11.
fn normal_quantile(t: Probability) -> f64 {
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
fn beta_reg(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if 1.0 <= x {
        1.0
    } else {
        beta::beta_reg(a, b, x)
    }
}

/// Newton steps from the answer of `statrs`, which is good to about 1e-8, kept in a shrinking bracket.
fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_invert_the_cdf() {
        for distribution in [
            Distribution::Exponential { rate: 2.0 },
            Distribution::Pareto { scale: 1.5, shape: 2.5 },
            Distribution::Lomax { scale: 1.0, shape: 2.0 },
            Distribution::Normal { mean: 3.0, sd: 0.5 },
            Distribution::LogNormal { mu: 0.2, sigma: 0.7 },
            Distribution::Beta { a: 2.0, b: 5.0, low: 1.0, high: 3.0 },
            Distribution::Beta { a: 0.5, b: 2.0, low: 0.0, high: 1.0 },
            Distribution::Triangular { low: 0.0, mode: 0.25, high: 2.0 },
        ] {
            for lower in [1e-9, 1e-4, 0.1, 0.5, 0.7, 0.999, 1.0 - 1e-9] {
                let x = distribution.quantile(Probability { lower, upper: 1.0 - lower });
                let back = distribution.cdf(x);
                assert!(
                    (back.lower - lower).abs() <= 1e-14,
                    "{distribution:?} at {lower}: {back:?}"
                );
                assert!(
                    (back.lower + back.upper - 1.0).abs() <= 1e-14,
                    "{distribution:?} at {lower}"
                );
            }
        }
    }

    #[test]
    fn the_normal_distribution_has_its_published_values() {
        let normal = Distribution::Normal { mean: 0.0, sd: 1.0 };
        for (z, lower) in [
            (1.0, 0.841_344_746_068_542_9),
            (1.959_963_984_540_054, 0.975),
            (3.0, 0.998_650_101_968_369_9),
        ] {
            let found = normal.cdf(z).lower;
            assert!((found - lower).abs() <= 2e-16, "{z}: {}", found - lower);
            let back = normal.quantile(Probability { lower, upper: 1.0 - lower });
            assert!((back - z).abs() <= 3e-14, "{z}: {back}");
        }
    }

    #[test]
    fn the_beta_distribution_agrees_with_the_binomial() {
        let distribution = Distribution::Beta { a: 2.0, b: 5.0, low: 0.0, high: 1.0 };
        for x in [0.01_f64, 0.25, 0.5, 0.9] {
            let y = 1.0 - x;
            let upper = y.powi(6) + 6.0 * x * y.powi(5);
            assert!((distribution.cdf(x).upper - upper).abs() <= 1e-14, "{x}");
        }
    }

    #[test]
    fn the_upper_tail_keeps_its_digits() {
        let lomax = Distribution::Lomax { scale: 1.0, shape: 2.0 };
        let x = lomax.quantile(Probability { lower: 1.0, upper: 1e-20 });
        assert!((x / (1e10 - 1.0) - 1.0).abs() <= 1e-14, "{x}");
    }
}
