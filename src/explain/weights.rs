//! Where the Pareto weight of a group rises and falls in willingness to pay.
//!
//! The agents of one willingness to pay have one weight, which is their mean.

use ironproof_curves::{Between, GroupPsi};
use ironproof_instance::{ContinuousGroup, Piece, Polynomial, Weight, WeightShape};
use ironproof_number::rational::Rational;

use super::places::piece_at;
use super::trend::{Trend, Trends, follow, of_jump};

/// The trends of the weight.
pub(crate) fn weight(psi: &GroupPsi, group: &ContinuousGroup) -> Trends {
    let mut trends = Trends::default();
    let mut before: Option<(&Piece, Between)> = None;
    let mut index = 0;
    while index < group.pieces.len() {
        let start_of = index;
        let first = &group.pieces[index];
        let mut last = first;
        if first.wtp.as_constant().is_some() {
            let same = |piece: &&Piece| piece.wtp.as_constant() == first.wtp.as_constant();
            let n_same = group.pieces[index..].iter().take_while(same).count();
            index += n_same - 1;
            last = &group.pieces[index];
        }
        index += 1;
        let is_atom = first.wtp.as_constant().is_some();
        let (start, end) = if is_atom {
            let mean = of_atom(psi, &group.pieces[start_of..index]);
            (mean.clone(), mean)
        } else {
            (at(psi, first, true), at(psi, last, false))
        };
        if let Some((left, value)) = &before {
            let is_one_formula = left.weight == first.weight
                && (left.wtp == first.wtp || matches!(first.weight, Weight::OfWtp(_)));
            let is_known = value.is_below(&start) || start.is_below(value);
            // Overlapping values of one formula are one value.
            if let Some(trend) = of_jump(value, &start).filter(|_| is_known || !is_one_formula) {
                trends.jump(trend, &first.from);
            }
        }
        if is_atom {
            trends.push(Trend::Constant, first.from.clone(), last.to.clone());
        } else {
            follow(&mut trends, &first.from, &first.to, |x, y| inside(psi, first, x, y));
        }
        before = Some((last, end));
    }
    trends.joined()
}

/// The weight at an end of a piece.
fn at(psi: &GroupPsi, piece: &Piece, is_start: bool) -> Between {
    let t = if is_start { &piece.from } else { &piece.to };
    match &piece.weight {
        Weight::Polynomial(polynomial) => Between::exactly(polynomial.at(t)),
        Weight::OfWtp(_) => piece_at(psi, t, is_start).local.weight_range(t, t),
    }
}

/// The mean weight of an atom, which may be given in parts.
fn of_atom(psi: &GroupPsi, parts: &[Piece]) -> Between {
    let (mut sum, mut width) = (Between::zero(), Rational::ZERO);
    for part in parts {
        let run = &part.to - &part.from;
        let here = match &part.weight {
            Weight::Polynomial(polynomial) => {
                let integral = polynomial.antiderivative();
                Between::exactly(integral.at(&part.to) - integral.at(&part.from))
            }
            Weight::OfWtp(_) => at(psi, part, true).times(&run),
        };
        (sum, width) = (&sum + &here, width + run);
    }
    sum.times(&(Rational::ONE / width))
}

/// The mean weight of a range of quantiles: A falls by the excess of the weights over alpha.
pub(crate) fn mean(psi: &GroupPsi, alpha: &Rational, from: &Rational, to: &Rational) -> Between {
    let excess = |t: &Rational, is_right: bool| {
        if t.is_one() { Between::zero() } else { piece_at(psi, t, is_right).local.excess(t) }
    };
    let fall = &excess(from, true) - &excess(to, false);
    &fall.times(&(Rational::ONE / (to - from))) + &Between::exactly(alpha.clone())
}

/// What the weight does on a part of a piece without atoms.
fn inside(psi: &GroupPsi, piece: &Piece, from: &Rational, to: &Rational) -> Trend {
    match &piece.weight {
        Weight::Polynomial(polynomial) => sign(&polynomial.derivative(), from, to),
        Weight::OfWtp(WeightShape::Polynomial(polynomial)) => {
            let low = piece_at(psi, from, true).local.wtp(from).low;
            let high = piece_at(psi, to, false).local.wtp(to).high;
            sign(&polynomial.derivative(), &low, &high)
        }
        Weight::OfWtp(WeightShape::Power { scale, exponent, .. }) => {
            if scale.is_zero() || exponent.is_zero() {
                Trend::Constant
            } else if *exponent > Rational::ZERO {
                Trend::Rises
            } else {
                Trend::Falls
            }
        }
    }
}

/// What a function does whose derivative is a polynomial.
fn sign(derivative: &Polynomial, from: &Rational, to: &Rational) -> Trend {
    let negative = derivative.mul(&Polynomial::constant(-Rational::ONE));
    if derivative.coefficients().is_empty() {
        Trend::Constant
    } else if derivative.is_nonnegative_on(from, to) {
        Trend::Rises
    } else if negative.is_nonnegative_on(from, to) {
        Trend::Falls
    } else {
        Trend::Open
    }
}
