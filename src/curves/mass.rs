//! Mass: below a willingness to pay, and beyond a place that is far out.

use ironproof_instance::Distribution;
use ironproof_number::rational::Rational;

use super::enclosure::{Enclosure, Precision};

/// Whether the support is bounded by the distribution itself: then nothing is truncated.
pub(crate) fn is_bounded(distribution: &Distribution<Rational>) -> bool {
    match distribution {
        Distribution::Beta { .. } | Distribution::Triangular { .. } => true,
        Distribution::Exponential { .. }
        | Distribution::Pareto { .. }
        | Distribution::Lomax { .. }
        | Distribution::Normal { .. }
        | Distribution::LogNormal { .. }
        | Distribution::Gamma { .. }
        | Distribution::Weibull { .. }
        | Distribution::Logistic { .. }
        | Distribution::LogLogistic { .. }
        | Distribution::Mixture(_) => false,
    }
}

/// The mass below willingness to pay x, which is positive and inside the support; without a triangle or beta
/// distribution, which are not truncated.
pub(crate) fn mass_below(
    distribution: &Distribution<Rational>,
    x: &Enclosure,
    precision: &Precision,
) -> Enclosure {
    let number = |x: &Rational| precision.rational(x);
    let over = |x: &Enclosure, y: &Rational| precision.product(x, &number(&(Rational::ONE / y)));
    let one = precision.one();
    let log = |x: &Enclosure| precision.log_of(x);
    let log_of = |x: &Rational| precision.log_of_parameter(x);
    let logistic = |y: &Enclosure| {
        let below = precision.inverse(&(&one + &precision.exp(&-y.clone())));
        below.unwrap_or(Enclosure { low: ironproof_number::IBig::ZERO, high: one.high.clone() })
    };
    match distribution {
        Distribution::Normal { mean, sd } => precision.normal_cdf(&over(&(x - &number(mean)), sd)),
        Distribution::LogNormal { mu, sigma } => {
            precision.normal_cdf(&over(&(&log(x) - &number(mu)), sigma))
        }
        Distribution::Exponential { rate } => {
            &one - &precision.exp(&-precision.product(x, &number(rate)))
        }
        Distribution::Lomax { scale, shape } => {
            let log = &log(&(x + &number(scale))) - &log_of(scale);
            &one - &precision.exp(&-precision.product(&log, &number(shape)))
        }
        Distribution::Pareto { scale, shape } => {
            let log = &log(x) - &log_of(scale);
            &one - &precision.exp(&-precision.product(&log, &number(shape)))
        }
        Distribution::Gamma { shape, rate } => {
            precision.gamma_cdf(shape, &precision.product(x, &number(rate)))
        }
        Distribution::Weibull { scale, shape } => {
            let log = precision.product(&(&log(x) - &log_of(scale)), &number(shape));
            &one - &precision.exp(&-precision.exp(&log))
        }
        Distribution::LogLogistic { scale, shape } => {
            logistic(&precision.product(&(&log(x) - &log_of(scale)), &number(shape)))
        }
        Distribution::Logistic { location, scale } => {
            logistic(&over(&(x - &number(location)), scale))
        }
        Distribution::Mixture(parts) => parts.iter().fold(Enclosure::ZERO, |sum, (share, part)| {
            &sum + &precision.product(&number(share), &mass_below(part, x, precision))
        }),
        Distribution::Beta { .. } | Distribution::Triangular { .. } => Enclosure::ZERO,
    }
}

/// At least the mass beyond a place of the variable that is far to the left, down to willingness to pay 0 or the lower
/// bound of a bounded support; to the right if `is_upper`.
pub(crate) fn mass_beyond(
    distribution: &Distribution<Rational>,
    z: &Rational,
    is_upper: bool,
    precision: &Precision,
) -> Enclosure {
    let number = |x: &Rational| precision.rational(x);
    let size = if is_upper { z.clone() } else { -z.clone() };
    let log_of = |x: &Rational| precision.log_of_parameter(x);
    let zero = || number(&Rational::ZERO);
    // e^(power z + constant)
    let bound = |power: &Rational, constant: &Enclosure| {
        precision.exp(&(&number(&-(power * &size)) + constant))
    };
    let one = Rational::ONE;
    match distribution {
        // y^a (1 - y)^b / B(a, b) per unit of z, and the other factor is at most 1.
        Distribution::Beta { a, b, .. } => {
            let power = if is_upper { b } else { a };
            let constant = &(&precision.log_gamma(&(a + b)) - &precision.log_gamma(a))
                - &precision.log_gamma(b);
            bound(power, &(&constant - &log_of(power)))
        }
        // The side of a triangle is the square of the way from its end.
        Distribution::Triangular { low, mode, high } => {
            let side = if is_upper { high - mode } else { mode - low };
            bound(&Rational::from(2), &-log_of(&((high - low) * side)))
        }
        Distribution::LogNormal { mu, sigma } => {
            // The tail is at most the density from one standard deviation on.
            let y = ((z - mu) / sigma).min(-Rational::ONE);
            let square = &y * &y / Rational::from(2);
            precision.exp(&number(&-square))
        }
        // x^k / Gamma(k + 1), because e^-x is at most 1.
        Distribution::Gamma { shape, rate } => {
            let log = precision.product(&number(shape), &log_of(rate));
            bound(shape, &(&log - &precision.log_gamma(&(shape + &one))))
        }
        Distribution::Weibull { scale, shape } | Distribution::LogLogistic { scale, shape } => {
            bound(shape, &-precision.product(&number(shape), &log_of(scale)))
        }
        // The density is bounded, and x below the place is at most e^z.
        Distribution::Normal { sd: scale, .. } | Distribution::Logistic { scale, .. } => {
            bound(&one, &-log_of(scale))
        }
        Distribution::Exponential { rate } => bound(&one, &log_of(rate)),
        Distribution::Lomax { scale, shape } => bound(&one, &log_of(&(shape / scale))),
        Distribution::Pareto { .. } => zero(),
        Distribution::Mixture(parts) => parts.iter().fold(zero(), |sum, (share, part)| {
            let beyond = mass_beyond(part, z, is_upper, precision);
            &sum + &precision.product(&number(share), &beyond)
        }),
    }
}
