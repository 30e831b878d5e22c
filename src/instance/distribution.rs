//! Distributions whose quantile function is not a polynomial: floats, accurate to about 1e-15.
//!
//! They have no exact value at a rational point, so doubles are the honest type here. The discretizer
//! rounds each result once to a stated number of decimals; everything after that is exact.
//!
//! # References
//!
//! [Mar04] G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11, 2004.

use super::float_functions::{
    beta_quantile, beta_reg, bisected, gamma_cdf, normal_cdf, normal_quantile,
};
pub use super::probability::Probability;
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// A distribution of willingness to pay or of quality, with parameters that are exact or doubles.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the parameters are those of the textbooks; `cdf` has the formulas"
)]
pub enum Distribution<N = f64> {
    Exponential {
        rate: N,
    },
    Pareto {
        scale: N,
        shape: N,
    },
    Lomax {
        scale: N,
        shape: N,
    },
    Normal {
        mean: N,
        sd: N,
    },
    LogNormal {
        mu: N,
        sigma: N,
    },
    Beta {
        a: N,
        b: N,
        low: N,
        high: N,
    },
    Triangular {
        low: N,
        mode: N,
        high: N,
    },
    Gamma {
        shape: N,
        rate: N,
    },
    Weibull {
        scale: N,
        shape: N,
    },
    Logistic {
        location: N,
        scale: N,
    },
    LogLogistic {
        scale: N,
        shape: N,
    },
    /// Shares that sum to one, each with the distribution of that part.
    Mixture(Vec<(N, Distribution<N>)>),
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
            Self::Gamma { shape, rate } => {
                Distribution::Gamma { shape: near(shape), rate: near(rate) }
            }
            Self::Weibull { scale, shape } => {
                Distribution::Weibull { scale: near(scale), shape: near(shape) }
            }
            Self::Logistic { location, scale } => {
                Distribution::Logistic { location: near(location), scale: near(scale) }
            }
            Self::LogLogistic { scale, shape } => {
                Distribution::LogLogistic { scale: near(scale), shape: near(shape) }
            }
            Self::Mixture(parts) => Distribution::Mixture(
                parts.iter().map(|(share, part)| (near(share), part.to_floats())).collect(),
            ),
        }
    }
}

impl Distribution {
    /// The mass below `x` and above it.
    pub fn cdf(&self, x: f64) -> Probability {
        let from_lower = |lower: f64| Probability { lower, upper: 1.0 - lower };
        let from_upper = |upper: f64| Probability { lower: 1.0 - upper, upper };
        match self {
            &Self::Exponential { rate } => {
                let exponent = -rate * x.max(0.0);
                Probability { lower: -exponent.exp_m1(), upper: exponent.exp() }
            }
            &Self::Pareto { scale, shape } => from_upper((scale / x.max(scale)).powf(shape)),
            &Self::Lomax { scale, shape } => {
                let exponent = -shape * (x.max(0.0) / scale).ln_1p();
                Probability { lower: -exponent.exp_m1(), upper: exponent.exp() }
            }
            &Self::Normal { mean, sd } => normal_cdf((x - mean) / sd),
            &Self::LogNormal { mu, sigma } => {
                if x <= 0.0 {
                    from_lower(0.0)
                } else {
                    normal_cdf((x.ln() - mu) / sigma)
                }
            }
            &Self::Beta { a, b, low, high } => {
                let y = ((x - low) / (high - low)).clamp(0.0, 1.0);
                let lower = beta_reg(a, b, y);
                if lower <= 0.5 { from_lower(lower) } else { from_upper(beta_reg(b, a, 1.0 - y)) }
            }
            &Self::Triangular { low, mode, high } => {
                let x = x.clamp(low, high);
                if x < mode {
                    from_lower((x - low) * (x - low) / ((high - low) * (mode - low)))
                } else if mode < high {
                    from_upper((high - x) * (high - x) / ((high - low) * (high - mode)))
                } else {
                    from_upper(0.0)
                }
            }
            &Self::Gamma { shape, rate } => gamma_cdf(shape, rate * x),
            &Self::Weibull { scale, shape } => {
                let exponent = -(x.max(0.0) / scale).powf(shape);
                Probability { lower: -exponent.exp_m1(), upper: exponent.exp() }
            }
            &Self::Logistic { location, scale } => odds((location - x) / scale),
            &Self::LogLogistic { scale, shape } => odds(-shape * (x.max(0.0) / scale).ln()),
            Self::Mixture(parts) => {
                parts.iter().fold(Probability { lower: 0.0, upper: 0.0 }, |sum, (share, part)| {
                    let at = part.cdf(x);
                    Probability {
                        lower: sum.lower + share * at.lower,
                        upper: sum.upper + share * at.upper,
                    }
                })
            }
        }
    }

    /// The quantile function: the inverse of [`Distribution::cdf`].
    pub fn quantile(&self, t: Probability) -> f64 {
        match self {
            &Self::Exponential { rate } => -log_upper(t) / rate,
            &Self::Pareto { scale, shape } => scale * (-log_upper(t) / shape).exp(),
            &Self::Lomax { scale, shape } => scale * (-log_upper(t) / shape).exp_m1(),
            &Self::Normal { mean, sd } => mean + sd * normal_quantile(t),
            &Self::LogNormal { mu, sigma } => (mu + sigma * normal_quantile(t)).exp(),
            &Self::Beta { a, b, low, high } => {
                let y = if t.lower <= t.upper {
                    beta_quantile(a, b, t.lower)
                } else {
                    1.0 - beta_quantile(b, a, t.upper)
                };
                low + (high - low) * y
            }
            &Self::Triangular { low, mode, high } => {
                if t.lower * (high - low) <= mode - low {
                    low + (t.lower * (high - low) * (mode - low)).sqrt()
                } else {
                    high - (t.upper * (high - low) * (high - mode)).sqrt()
                }
            }
            &Self::Gamma { shape, rate } => {
                let start = shape + 10.0 * shape.sqrt();
                bisected(|x| gamma_cdf(shape, x), t, 0.0, start) / rate
            }
            &Self::Weibull { scale, shape } => scale * (-log_upper(t)).powf(1.0 / shape),
            &Self::Logistic { location, scale } => location + scale * (t.lower / t.upper).ln(),
            &Self::LogLogistic { scale, shape } => scale * (t.lower / t.upper).powf(1.0 / shape),
            Self::Mixture(parts) => {
                let ends = || parts.iter().map(|(_, part)| part.quantile(t));
                let low = ends().fold(f64::INFINITY, f64::min);
                let high = ends().fold(f64::NEG_INFINITY, f64::max);
                if low < high { bisected(|x| self.cdf(x), t, low, high) } else { low }
            }
        }
    }
}

/// The mass below a place with these odds, as a logarithm, of being above it.
fn odds(log: f64) -> Probability {
    let (below, above) = (1.0 / (1.0 + log.exp()), 1.0 / (1.0 + (-log).exp()));
    Probability { lower: below, upper: above }
}

/// `log(1 - t)`
fn log_upper(t: Probability) -> f64 {
    if t.lower <= 0.5 { (-t.lower).ln_1p() } else { t.upper.ln() }
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
            Distribution::Gamma { shape: 0.7, rate: 2.0 },
            Distribution::Gamma { shape: 9.0, rate: 0.5 },
            Distribution::Weibull { scale: 3.0, shape: 1.5 },
            Distribution::Logistic { location: 1.0, scale: 0.5 },
            Distribution::LogLogistic { scale: 2.0, shape: 3.0 },
            Distribution::Mixture(vec![
                (0.25, Distribution::Normal { mean: 1.0, sd: 0.5 }),
                (0.75, Distribution::LogNormal { mu: 1.0, sigma: 0.5 }),
            ]),
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
