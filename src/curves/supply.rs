//! The objects from the best one down: exact integrals of quality.
//!
//! With s the mass of objects that are better, the quality at s is q(1 - s / mass), where q is the
//! quantile function, and 0 once the objects are used up. `Top::total` is its integral from 0 to s, a
//! polynomial on each piece.

use super::NoEnclosure;
use super::psi::negative;
use ironproof_instance::{Polynomial, Quality};
use ironproof_number::rational::Rational;

/// The objects of one piece of the quantile function.
pub struct Top {
    /// The mass of objects of this piece and better ones.
    pub end: Rational,
    /// s -> the sum of the qualities of the best objects of mass s.
    pub total: Polynomial,
}

/// The pieces of quality, best first.
///
/// # Errors
/// [`NoEnclosure`] if the quantile function of quality is no polynomial.
pub fn from_the_top(quality: &Quality) -> Result<Vec<Top>, NoEnclosure> {
    let mut tops = Vec::with_capacity(quality.pieces.len());
    let mut total_above = Rational::ZERO;
    let to_quantile = Polynomial::new(vec![Rational::ONE, -(Rational::ONE / &quality.mass)]);
    for piece in quality.pieces.iter().rev() {
        let curve = piece.curve.as_polynomial();
        let curve = curve.ok_or_else(|| NoEnclosure { label: "quality".to_owned() })?;
        let integral = curve.antiderivative();
        let end = (Rational::ONE - &piece.from) * &quality.mass;
        let total = negative(&integral)
            .add(&Polynomial::constant(integral.at(&piece.to)))
            .mul(&Polynomial::constant(quality.mass.clone()))
            .compose(&to_quantile)
            .add(&Polynomial::constant(total_above));
        total_above = total.at(&end);
        tops.push(Top { end, total });
    }
    Ok(tops)
}
