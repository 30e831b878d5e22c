//! A Pareto weight, or an external value, as a jet.

use ironproof_instance::{Polynomial, Weight, WeightShape};

use super::enclosure::{Enclosure, Precision};
use super::jet::Jet;

/// The weight as a jet, from those of the quantile and of willingness to pay.
pub(crate) fn weight_jet(weight: &Weight, t: &Jet, x: &Jet, precision: &Precision) -> Jet {
    let n = t.len().min(x.len());
    let polynomial = |polynomial: &Polynomial, inner: &Jet| {
        let mut inner = inner.clone();
        inner.0.truncate(n);
        let zero = Jet::constant(Enclosure::ZERO, n);
        polynomial.coefficients().iter().rev().fold(zero, |sum, coefficient| {
            sum.times(&inner, precision).shifted(&precision.rational(coefficient))
        })
    };
    match weight {
        Weight::Polynomial(of_quantile) => polynomial(of_quantile, t),
        Weight::OfWtp(WeightShape::Polynomial(of_wtp)) => polynomial(of_wtp, x),
        Weight::OfWtp(WeightShape::Power { scale, shift, exponent }) => {
            let mut base = x.shifted(&precision.rational(shift));
            base.0.truncate(n);
            let power = base.log(precision).scaled(&precision.rational(exponent), precision);
            power.exp(precision).scaled(&precision.rational(scale), precision)
        }
    }
}
