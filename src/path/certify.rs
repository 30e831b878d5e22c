//! A proof of the whole path, from verdicts of the independent checker at finitely many points.
//!
//! The value is the largest of finitely many affine functions of x, one per mechanism: it is convex, and between two
//! points it grows at most by the largest slope m* of any mechanism times their distance.
//!
//! ```text
//! a piece from a to b         V = line at a, at b and at one point between: by convexity V = line on [a, b]
//! the piece from a for ever   V = line at a and at a + 1, and m* = the slope of the line:
//!                             V <= line, since V(x) <= V(a) + m* (x - a)
//!                             V >= line beyond a + 1 by convexity, and before, since V(x) >= V(a + 1) - m* (a + 1 - x)
//! ```
//!
//! Over the number of a constraint the value is concave, and the same three points prove a piece; no piece goes on for
//! ever.
//!
//! m* is the optimum of an instance, too: the one whose objective is the slope ([`Family::slope_instance`]).

use super::{Family, Path, Piece};
use ironproof_instance::finite;
use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::certificate;
use ironproof_ironing::certificate::Form;
use ironproof_number::rational::Rational;
use ironproof_verdict as verdict;
use ironproof_verdict::{Count, Verified};

/// The verdicts that prove a path; only [`certify`] makes one.
#[derive(Clone, Debug)]
pub struct Proof {
    first: Verified,
    others: Vec<Verified>,
}

impl Proof {
    /// The verdict about the left end of the range.
    pub fn first(&self) -> &Verified {
        &self.first
    }

    /// How many verdicts there are.
    pub fn count(&self) -> Count {
        [&self.first].into_iter().chain(&self.others).map(Some).collect()
    }
}

/// Why a path is not proved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    /// The checker does not say that the value is that of the piece.
    #[error("at {x}: {reason}")]
    Value {
        /// Where.
        x: Rational,
        /// What it says.
        reason: Reason,
    },
    /// The checker does not say that no slope is larger than that of the last piece.
    #[error("the largest slope of all: {0}")]
    Slope(Reason),
    /// There is no piece, or one is empty or does not start where the one before ends.
    #[error("the pieces do not follow each other")]
    Order,
    /// A piece over the number of a constraint goes on for ever: the argument for that is about convex values.
    #[error("a piece over the number of a constraint has to end")]
    Endless,
}

/// What the checker says instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Nothing: it does not accept the certificate.
    #[error("the checker does not accept the certificate: {0}")]
    Refused(#[from] verdict::Refused),
    /// Another value.
    #[error("{verified}, the path has {expected}")]
    Other {
        /// What the checker accepted.
        verified: Box<Verified>,
        /// What the path has there.
        expected: Box<Rational>,
    },
}

/// Has the checker judge the values that determine each piece, and the slope that no mechanism exceeds if the last
/// piece goes on for ever. What is proved is about the range from the start of the first piece to the end of the last.
///
/// # Errors
/// [`Refused`] names the first point where the checker does not confirm the path, or says that the
/// pieces do not follow each other.
pub fn certify(family: &Family<'_>, path: &Path) -> Result<Proof, Refused> {
    let (first, rest) = path.pieces.split_first().ok_or(Refused::Order)?;
    if !family.is_convex() && path.pieces.iter().any(|piece| piece.to.is_none()) {
        return Err(Refused::Endless);
    }
    let start = value(family, first, &first.from)?;
    let mut others = Vec::new();
    prove_beyond_start(family, first, &mut others)?;
    let mut before = first;
    for piece in rest {
        // The value at this end is verified: the line of the piece must have it.
        let at = before.to.as_ref().filter(|to| **to == piece.from).ok_or(Refused::Order)?;
        if before.line.at(at) != piece.line.at(at) {
            others.push(value(family, piece, at)?);
        }
        prove_beyond_start(family, piece, &mut others)?;
        before = piece;
    }
    if before.to.is_none() {
        let slope = prove(&family.slope_instance(), &before.line.slope).map_err(Refused::Slope)?;
        others.push(slope);
    }
    Ok(Proof { first: start, others })
}

/// The point inside and the right end of a piece, whose left end is verified already.
fn prove_beyond_start(
    family: &Family<'_>,
    piece: &Piece,
    verdicts: &mut Vec<Verified>,
) -> Result<(), Refused> {
    if piece.to.as_ref().is_some_and(|to| *to <= piece.from) {
        return Err(Refused::Order);
    }
    for x in piece.points().skip(1) {
        verdicts.push(value(family, piece, &x)?);
    }
    Ok(())
}

fn value(family: &Family<'_>, piece: &Piece, x: &Rational) -> Result<Verified, Refused> {
    prove(&family.at(x), &piece.line.at(x))
        .map_err(|reason| Refused::Value { x: x.clone(), reason })
}

fn prove(instance: &FiniteInstance, expected: &Rational) -> Result<Verified, Reason> {
    let certificate = certificate::written(instance, Form::usual(instance)).text;
    let verified = verdict::instance(&instance.name, &finite::to_json(instance), &certificate)?;
    if verified.value() == Some(expected) {
        Ok(verified)
    } else {
        Err(Reason::Other { verified: Box::new(verified), expected: Box::new(expected.clone()) })
    }
}
