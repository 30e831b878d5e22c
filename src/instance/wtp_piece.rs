//! Willingness to pay as a function of the quantile, piece by piece, and what truncation took away.

use super::Curve;
use super::note::{End, Note};
use super::polynomial::Polynomial;
use super::read_error::{ReadError, Rule};
use super::reader::Node;
use ironproof_number::rational::Rational;

/// A quantile function and what reading it cut off.
pub(super) struct Wtp {
    /// Covering `[0, 1]` in order.
    pub(super) pieces: Vec<WtpPiece>,
    pub(super) cuts: Vec<Cut>,
    /// The `weight` column of a table, one entry per piece.
    pub(super) weights: Option<Vec<Rational>>,
}

pub(super) struct WtpPiece {
    pub(super) from: Rational,
    pub(super) to: Rational,
    pub(super) curve: Curve,
    /// `r(from)` and `r(to)`, exact also where the curve is not.
    pub(super) low: Rational,
    pub(super) high: Rational,
}

pub(super) fn wtp(node: &Node<'_>) -> Result<Rational, ReadError> {
    let value = node.number()?;
    if value < Rational::ZERO { Err(node.fail(Rule::NegativeWtp)) } else { Ok(value) }
}

pub(super) fn line(from: Rational, to: Rational, low: Rational, high: Rational) -> WtpPiece {
    let curve = Curve::Polynomial(if low == high {
        Polynomial::constant(low.clone())
    } else {
        Polynomial::line(&from, &low, &to, &high)
    });
    WtpPiece { from, to, curve, low, high }
}

/// A truncated tail.
pub(super) struct Cut {
    pub(super) end: End,
    pub(super) bound: Rational,
    pub(super) share: Rational,
    pub(super) is_dropped: bool,
}

impl Cut {
    pub(super) fn note(&self, label: &str, group_mass: &Rational) -> Note {
        let (label, end, bound, share) =
            (label.to_owned(), self.end, self.bound.clone(), self.share.clone());
        if self.is_dropped {
            let mass = &share * group_mass;
            Note::Conditioned { label, end, bound, share, mass }
        } else {
            Note::Clipped { label, end, bound, share }
        }
    }
}
