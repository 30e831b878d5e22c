//! Willingness to pay and weights times a number, exactly.
//!
//! Most families of distributions have a parameter that is a scale, so that the product is of the same family. The scale
//! of a lognormal distribution is `exp(mu)`, which is no fraction, and a power of a number is mostly none either: these
//! are refused.

use ironproof_instance::{
    ContinuousGroup, Curve, Distribution, Polynomial, Quantile, Truncated, Weight, WeightShape,
};
use ironproof_number::rational::Rational;

/// The largest power of a number that is computed.
const LARGEST_POWER: i32 = 64;

/// Data of a group that have no exact form after they are multiplied by a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{label}: {what} times a number is not known exactly")]
pub struct NotExact {
    /// The label of the group.
    pub label: String,
    /// The kind of data.
    pub what: &'static str,
}

/// Multiplies the weights of a group.
pub(super) fn weights(group: &mut ContinuousGroup, factor: &Rational) {
    for piece in &mut group.pieces {
        piece.weight = match &piece.weight {
            Weight::Polynomial(polynomial) => Weight::Polynomial(times(polynomial, factor)),
            // Nothing times anything: no power is left.
            Weight::OfWtp(_) if factor.is_zero() => Weight::Polynomial(Polynomial::new(Vec::new())),
            Weight::OfWtp(WeightShape::Polynomial(polynomial)) => {
                Weight::OfWtp(WeightShape::Polynomial(times(polynomial, factor)))
            }
            Weight::OfWtp(WeightShape::Power { scale, shift, exponent }) => {
                Weight::OfWtp(WeightShape::Power {
                    scale: scale * factor,
                    shift: shift.clone(),
                    exponent: exponent.clone(),
                })
            }
        };
    }
    for joint in group.joint.iter_mut().flatten() {
        for outcome in &mut joint.outcomes {
            outcome.value = times(&outcome.value, factor);
        }
    }
}

/// Multiplies what everybody in a group is willing to pay. Everybody keeps their weight and their
/// external value.
pub(super) fn wtp(group: &mut ContinuousGroup, factor: &Rational) -> Result<(), NotExact> {
    let not_exact = |label: &str, what| NotExact { label: label.to_owned(), what };
    for piece in &mut group.pieces {
        piece.wtp = match &piece.wtp {
            Curve::Polynomial(polynomial) => Curve::Polynomial(times(polynomial, factor)),
            Curve::Quantile(quantile) => {
                let stretched = truncated(&quantile.exact, factor);
                let stretched =
                    stretched.ok_or_else(|| not_exact(&group.label, "a lognormal distribution"))?;
                Curve::Quantile(Quantile::new(stretched))
            }
        };
        for weight in [&mut piece.weight, &mut piece.external] {
            if let Weight::OfWtp(shape) = weight {
                let stretched = of_wtp(shape, factor);
                let stretched = stretched
                    .ok_or_else(|| not_exact(&group.label, "a power of willingness to pay"))?;
                *weight = Weight::OfWtp(stretched);
            }
        }
    }
    Ok(())
}

fn times(polynomial: &Polynomial, factor: &Rational) -> Polynomial {
    Polynomial::new(polynomial.coefficients().iter().map(|c| c * factor).collect())
}

/// The weight as a function of the new willingness to pay.
fn of_wtp(shape: &WeightShape, factor: &Rational) -> Option<WeightShape> {
    match shape {
        WeightShape::Polynomial(polynomial) => {
            let old = Polynomial::new(vec![Rational::ZERO, Rational::ONE / factor]);
            Some(WeightShape::Polynomial(polynomial.compose(&old)))
        }
        // scale (r / x + shift)^e = scale x^(-e) (r + x shift)^e
        WeightShape::Power { scale, shift, exponent } => Some(WeightShape::Power {
            scale: scale * power(factor, &-exponent.clone())?,
            shift: shift * factor,
            exponent: exponent.clone(),
        }),
    }
}

/// A power, if the exponent is a whole number and not large.
fn power(base: &Rational, exponent: &Rational) -> Option<Rational> {
    let size = (0..=LARGEST_POWER).find(|n| {
        let n = Rational::from(*n);
        n == *exponent || -n == *exponent
    })?;
    let power = (0..size).fold(Rational::ONE, |product, _| product * base);
    Some(if *exponent < Rational::ZERO { Rational::ONE / power } else { power })
}

fn truncated(old: &Truncated<Rational>, factor: &Rational) -> Option<Truncated<Rational>> {
    Some(Truncated {
        distribution: distribution(&old.distribution, factor)?,
        low: &old.low * factor,
        high: &old.high * factor,
        ..old.clone()
    })
}

fn distribution(old: &Distribution<Rational>, x: &Rational) -> Option<Distribution<Rational>> {
    use Distribution as D;
    Some(match old.clone() {
        D::Exponential { rate } => D::Exponential { rate: rate / x },
        D::Pareto { scale, shape } => D::Pareto { scale: scale * x, shape },
        D::Lomax { scale, shape } => D::Lomax { scale: scale * x, shape },
        D::Normal { mean, sd } => D::Normal { mean: mean * x, sd: sd * x },
        D::LogNormal { .. } => return None,
        D::Beta { a, b, low, high } => D::Beta { a, b, low: low * x, high: high * x },
        D::Triangular { low, mode, high } => {
            D::Triangular { low: low * x, mode: mode * x, high: high * x }
        }
        D::Gamma { shape, rate } => D::Gamma { shape, rate: rate / x },
        D::Weibull { scale, shape } => D::Weibull { scale: scale * x, shape },
        D::Logistic { location, scale } => D::Logistic { location: location * x, scale: scale * x },
        D::LogLogistic { scale, shape } => D::LogLogistic { scale: scale * x, shape },
        D::Mixture(parts) => {
            let parts = parts.into_iter();
            let parts = parts.map(|(share, part)| Some((share, distribution(&part, x)?)));
            D::Mixture(parts.collect::<Option<_>>()?)
        }
    })
}
