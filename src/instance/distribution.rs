//! Distributions whose quantile function is not a polynomial: floats, accurate to about 1e-15.
//!
//! They have no exact value at a rational point, so doubles are the honest type here. The discretizer
//! rounds each result once to a stated number of decimals; everything after that is exact.

use std::f64::consts::SQRT_2;

use statrs::function::{beta, erf};

use crate::rational::{self, Rational};

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

/// A distribution of willingness to pay or of quality.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the parameters are those of the textbooks; `cdf` has the formulas"
)]
pub enum Distribution {
    Exponential { rate: f64 },
    Pareto { scale: f64, shape: f64 },
    Lomax { scale: f64, shape: f64 },
    Normal { mean: f64, sd: f64 },
    LogNormal { mu: f64, sigma: f64 },
    Beta { a: f64, b: f64, low: f64, high: f64 },
    Triangular { low: f64, mode: f64, high: f64 },
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
                Probability { lower: beta_reg(a, b, y), upper: beta_reg(b, a, 1.0 - y) }
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
    Probability { lower: 0.5 * erf::erfc(-z / SQRT_2), upper: 0.5 * erf::erfc(z / SQRT_2) }
}

fn normal_quantile(t: Probability) -> f64 {
    if t.lower <= t.upper {
        -SQRT_2 * erf::erfc_inv(2.0 * t.lower)
    } else {
        SQRT_2 * erf::erfc_inv(2.0 * t.upper)
    }
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
            Distribution::Beta { a: 0.5, b: 0.5, low: 0.0, high: 1.0 },
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
    fn the_upper_tail_keeps_its_digits() {
        let lomax = Distribution::Lomax { scale: 1.0, shape: 2.0 };
        let x = lomax.quantile(Probability { lower: 1.0, upper: 1e-20 });
        assert!((x / (1e10 - 1.0) - 1.0).abs() <= 1e-14, "{x}");
    }
}
