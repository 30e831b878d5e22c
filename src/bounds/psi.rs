//! Psi of a group, as one exact polynomial per piece.
//!
//! ```text
//! B(t)   = int_t^1 lambda r          A(t) = int_t^1 (lambda - alpha)
//! Psi(t) = B(t) - A(t) p             at the best price p that sells to quantiles above t
//! ```
//!
//! Inside a piece p = r(t). At a jump of r each price of [r(t-), r(t+)] sells to the same quantiles and
//! Psi is linear in p, so that the larger of the two one-sided values is the best one. At t = 0 the
//! prices are those of [0, r(0)]: the value at price 0 is B(0). On an atom (r constant) Psi is linear
//! with slope -alpha r, whatever the weight.

use super::Error;
use crate::instance::{ContinuousGroup, Polynomial};
use crate::rational::Rational;

/// Psi of one group.
pub(super) struct GroupPsi {
    pub(super) mass: Rational,
    pub(super) pieces: Vec<PsiPiece>,
    /// B(0): everybody gets a unit for free.
    pub(super) free: Rational,
}

/// Psi on one piece.
pub(super) struct PsiPiece {
    pub(super) from: Rational,
    pub(super) to: Rational,
    pub(super) wtp: Polynomial,
    /// Psi as a polynomial in x, with t = from + x (to - from).
    pub(super) local: Polynomial,
}

/// Derives Psi from the instance's data.
pub(super) fn psi(group: &ContinuousGroup, alpha: &Rational) -> Result<GroupPsi, Error> {
    let refuse = || Error::NotPolynomial { label: group.label.clone() };
    let (mut welfare_above, mut excess_above) = (Rational::ZERO, Rational::ZERO);
    let mut pieces = Vec::with_capacity(group.pieces.len());
    for piece in group.pieces.iter().rev() {
        let wtp = piece.wtp.as_polynomial().ok_or_else(refuse)?;
        let weight = piece.weight.as_polynomial().ok_or_else(refuse)?;
        let excess_weight = weight.add(&Polynomial::constant(-alpha.clone()));
        let welfare = above(&weight.mul(wtp), &piece.to, &welfare_above);
        let excess = above(&excess_weight, &piece.to, &excess_above);
        welfare_above = welfare.at(&piece.from);
        excess_above = excess.at(&piece.from);
        let width = &piece.to - &piece.from;
        let to_quantile = Polynomial::new(vec![piece.from.clone(), width]);
        pieces.push(PsiPiece {
            from: piece.from.clone(),
            to: piece.to.clone(),
            wtp: wtp.clone(),
            local: welfare.add(&negative(&excess.mul(wtp))).compose(&to_quantile),
        });
    }
    pieces.reverse();
    Ok(GroupPsi { mass: group.mass.clone(), pieces, free: welfare_above })
}

/// t -> rest + int_t^to integrand.
fn above(integrand: &Polynomial, to: &Rational, rest: &Rational) -> Polynomial {
    let integral = integrand.antiderivative();
    negative(&integral).add(&Polynomial::constant(integral.at(to) + rest))
}

pub(super) fn negative(polynomial: &Polynomial) -> Polynomial {
    polynomial.mul(&Polynomial::constant(-Rational::ONE))
}
