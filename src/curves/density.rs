//! The density of a distribution near a place, as a jet.
//!
//! A density is written in a variable z in which it has no singularity:
//!
//! ```text
//! x = z                             normal, logistic, exponential, Lomax
//! x = exp z                         lognormal, gamma, Weibull, log-logistic, Pareto, mixtures
//! x = low + (high - low) / (1 + exp(-z))                                  beta
//! x = low + exp z,  x = high - exp(-z)                                    the two sides of a triangle
//! ```
//!
//! It is the mass per unit of z. Its integral is the distribution function.

use ironproof_instance::{Distribution, Polynomial};
use ironproof_number::rational::Rational;

use super::enclosure::{Enclosure, Precision};
use super::jet::Jet;

/// How willingness to pay x depends on the variable z.
#[derive(Clone, Debug)]
pub(crate) enum Variable {
    Itself,
    Exponential,
    Between {
        low: Rational,
        high: Rational,
    },
    AboveLow(Rational),
    BelowHigh(Rational),
    /// z is the quantile itself.
    Quantile(Polynomial),
    /// z is the logarithm of the way from this quantile.
    AfterStart(Rational, Polynomial),
}

/// x, its logarithm and its derivative as jets in z; and what else the variable knows.
pub(crate) struct Place {
    pub(crate) x: Jet,
    log: Option<Jet>,
    /// The logarithms of the shares of the way from low to high, and from high to low.
    shares: Option<(Jet, Jet)>,
    z: Jet,
    is_upper: bool,
    is_logarithm: bool,
}

impl Variable {
    /// The variable of a distribution; `is_upper`: the side of a triangle.
    pub(crate) fn of(distribution: &Distribution<Rational>, is_upper: bool) -> Self {
        match distribution {
            Distribution::Normal { .. }
            | Distribution::Logistic { .. }
            | Distribution::Exponential { .. }
            | Distribution::Lomax { .. } => Variable::Itself,
            Distribution::Beta { low, high, .. } => {
                Variable::Between { low: low.clone(), high: high.clone() }
            }
            Distribution::Triangular { high, .. } if is_upper => Variable::BelowHigh(high.clone()),
            Distribution::Triangular { low, .. } => Variable::AboveLow(low.clone()),
            Distribution::LogNormal { .. }
            | Distribution::Gamma { .. }
            | Distribution::Weibull { .. }
            | Distribution::LogLogistic { .. }
            | Distribution::Pareto { .. }
            | Distribution::Mixture(_) => Variable::Exponential,
        }
    }

    /// The jets at z, which is a place or a range.
    pub(crate) fn place(&self, z: &Enclosure, n: usize, precision: &Precision) -> Place {
        let mut identity = Jet::constant(z.clone(), n);
        if n > 1 {
            identity.0[1] = precision.one();
        }
        let z = identity;
        let number = |x: &Rational| precision.rational(x);
        let is_upper = matches!(self, Variable::BelowHigh(_));
        let is_logarithm = matches!(self, Variable::AfterStart(..));
        match self {
            Variable::Itself => {
                Place { x: z.clone(), log: None, shares: None, z, is_upper, is_logarithm }
            }
            Variable::Exponential => Place {
                x: z.exp(precision),
                log: Some(z.clone()),
                shares: None,
                z,
                is_upper,
                is_logarithm,
            },
            Variable::Quantile(wtp) => {
                let zero = Jet::constant(Enclosure::ZERO, n);
                let x = wtp.coefficients().iter().rev().fold(zero, |sum, coefficient| {
                    sum.times(&z, precision).shifted(&number(coefficient))
                });
                Place { x, log: None, shares: None, z, is_upper, is_logarithm }
            }
            Variable::AfterStart(from, wtp) => {
                let t = z.exp(precision).shifted(&number(from));
                let zero = Jet::constant(Enclosure::ZERO, n);
                let x = wtp.coefficients().iter().rev().fold(zero, |sum, coefficient| {
                    sum.times(&t, precision).shifted(&number(coefficient))
                });
                Place { x, log: None, shares: None, z, is_upper, is_logarithm }
            }
            Variable::AboveLow(low) => {
                let x = z.exp(precision).shifted(&number(low));
                Place { x, log: None, shares: None, z, is_upper, is_logarithm }
            }
            Variable::BelowHigh(high) => {
                let x = z.negated().exp(precision).negated().shifted(&number(high));
                Place { x, log: None, shares: None, z, is_upper, is_logarithm }
            }
            Variable::Between { low, high } => {
                // log(1 / (1 + e^-z)) and log(1 / (1 + e^z)), which is the same less z: by the small exponential.
                let log = soft(&z, precision);
                let (up, down) = if is_right(&z) {
                    (log.negated(), log.negated().minus(&z))
                } else {
                    (z.minus(&log), log.negated())
                };
                let share = up.exp(precision);
                let x = share.scaled(&number(&(high - low)), precision).shifted(&number(low));
                Place { x, log: None, shares: Some((up, down)), z, is_upper, is_logarithm }
            }
        }
    }

    /// z at willingness to pay x, which is positive, and inside the support.
    pub(crate) fn inverse(&self, x: &Rational, precision: &Precision) -> Enclosure {
        let log = |x: &Rational| {
            precision.log(&super::enclosure::magnitude(x.numerator()), x.denominator())
        };
        match self {
            Variable::Itself | Variable::Quantile(_) | Variable::AfterStart(..) => {
                precision.rational(x)
            }
            Variable::Exponential => log(x),
            Variable::AboveLow(low) => log(&(x - low)),
            Variable::BelowHigh(high) => -log(&(high - x)),
            Variable::Between { low, high } => log(&((x - low) / (high - x))),
        }
    }
}

impl Place {
    fn log_of_x(&self, precision: &Precision) -> Jet {
        self.log.clone().unwrap_or_else(|| self.x.log(precision))
    }

    /// A density in x, as one in z.
    fn by_z(&self, density: &Jet, precision: &Precision) -> Jet {
        let slope = self.x.derivative();
        slope.times(density, precision)
    }

    /// The mass per unit of z, which may be one coefficient shorter; of quantiles themselves without a distribution.
    pub(crate) fn density(
        &self,
        distribution: Option<&Distribution<Rational>>,
        precision: &Precision,
    ) -> Jet {
        match distribution {
            Some(distribution) => self.of(distribution, precision),
            None if self.is_logarithm => self.z.exp(precision),
            None => Jet::constant(precision.one(), self.z.len()),
        }
    }

    fn of(&self, distribution: &Distribution<Rational>, precision: &Precision) -> Jet {
        let number = |x: &Rational| precision.rational(x);
        let half = number(&(Rational::ONE / Rational::from(2)));
        let inverse = |x: &Rational| number(&(Rational::ONE / x));
        let gauss = |y: &Jet| y.times(y, precision).scaled(&half, precision).negated();
        let root_of_two_pi = || {
            let log = &precision.log_of_parameter(&Rational::from(2)) + &precision.log_of_pi();
            -precision.product(&half, &log)
        };
        let log_of = |x: &Rational| precision.log_of_parameter(x);
        // Of a density in log x: by z it is multiplied with d log x / dz.
        let by_log = |density: Jet| match &self.log {
            Some(_) => density,
            None => self.log_of_x(precision).derivative().times(&density, precision),
        };
        match distribution {
            Distribution::Normal { mean, sd } => {
                let y = self.x.shifted(&-number(mean)).scaled(&inverse(sd), precision);
                let density = gauss(&y).shifted(&root_of_two_pi()).exp(precision);
                self.by_z(&density.scaled(&inverse(sd), precision), precision)
            }
            Distribution::LogNormal { mu, sigma } => {
                let log = self.log_of_x(precision);
                let y = log.shifted(&-number(mu)).scaled(&inverse(sigma), precision);
                let density = gauss(&y).shifted(&root_of_two_pi()).exp(precision);
                by_log(density.scaled(&inverse(sigma), precision))
            }
            Distribution::Exponential { rate } => {
                let density = self.x.scaled(&-number(rate), precision).exp(precision);
                self.by_z(&density.scaled(&number(rate), precision), precision)
            }
            Distribution::Lomax { scale, shape } => {
                let log = self.x.shifted(&number(scale)).log(precision).shifted(&-log_of(scale));
                let power = -number(&(shape + Rational::ONE));
                let density = log.scaled(&power, precision).exp(precision);
                self.by_z(&density.scaled(&number(&(shape / scale)), precision), precision)
            }
            Distribution::Pareto { scale, shape } => {
                let log = self.log_of_x(precision).shifted(&-log_of(scale));
                let density = log.scaled(&-number(shape), precision).exp(precision);
                by_log(density.scaled(&number(shape), precision))
            }
            Distribution::Gamma { shape, rate } => {
                let log = self.log_of_x(precision).shifted(&log_of(rate));
                let exponent = log
                    .scaled(&number(shape), precision)
                    .minus(&self.x.scaled(&number(rate), precision))
                    .shifted(&-precision.log_gamma(shape));
                by_log(exponent.exp(precision))
            }
            Distribution::Weibull { scale, shape } => {
                let log = self.log_of_x(precision).shifted(&-log_of(scale));
                let log = log.scaled(&number(shape), precision);
                let density = log.minus(&log.exp(precision)).exp(precision);
                by_log(density.scaled(&number(shape), precision))
            }
            Distribution::LogLogistic { scale, shape } => {
                let log = self.log_of_x(precision).shifted(&-log_of(scale));
                let log = log.scaled(&number(shape), precision);
                by_log(odds(&log, precision).scaled(&number(shape), precision))
            }
            Distribution::Logistic { location, scale } => {
                let y = self.x.shifted(&-number(location)).scaled(&inverse(scale), precision);
                let density = odds(&y, precision).scaled(&inverse(scale), precision);
                self.by_z(&density, precision)
            }
            Distribution::Beta { a, b, .. } => {
                let constant = &(&precision.log_gamma(a) + &precision.log_gamma(b))
                    - &precision.log_gamma(&(a + b));
                let Some((up, down)) = &self.shares else {
                    unreachable!("a beta distribution has its own variable");
                };
                let exponent =
                    up.scaled(&number(a), precision).plus(&down.scaled(&number(b), precision));
                exponent.shifted(&-constant).exp(precision)
            }
            Distribution::Triangular { low, mode, high } => {
                // 2 e^(2z) / (width of the triangle times width of this side), which is falling on the upper side.
                let side = if self.is_upper { high - mode } else { mode - low };
                let constant = Rational::from(2) / ((high - low) * side);
                let twice = self.z.plus(&self.z);
                let power = if self.is_upper { twice.negated() } else { twice };
                power.exp(precision).scaled(&number(&constant), precision)
            }
            Distribution::Mixture(parts) => self.of_mixture(parts, precision),
        }
    }

    fn of_mixture(
        &self,
        parts: &[(Rational, Distribution<Rational>)],
        precision: &Precision,
    ) -> Jet {
        let density = |(share, part): &(Rational, Distribution<Rational>)| {
            self.of(part, precision).scaled(&precision.rational(share), precision)
        };
        // A sum is as long as the shorter of its terms.
        let sum = parts.iter().map(density).reduce(|sum, density| sum.plus(&density));
        sum.unwrap_or_else(|| Jet::constant(precision.one(), 1))
    }
}

/// Whether a range is right of zero, more or less.
fn is_right(y: &Jet) -> bool {
    &y.0[0].low + &y.0[0].high > ironproof_number::IBig::ZERO
}

/// `log(1 + e^-|y|)` on a range that is more or less on one side of zero.
fn soft(y: &Jet, precision: &Precision) -> Jet {
    let small = if is_right(y) { y.negated() } else { y.clone() };
    small.exp(precision).shifted(&precision.one()).log(precision)
}

/// `e^y / (1 + e^y)^2`, which is symmetric.
fn odds(y: &Jet, precision: &Precision) -> Jet {
    let log = soft(y, precision);
    let small = if is_right(y) { y.negated() } else { y.clone() };
    small.minus(&log.plus(&log)).exp(precision)
}
