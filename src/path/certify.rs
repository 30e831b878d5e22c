//! The independent verifier along the path: at each breakpoint and inside each piece.

use super::{Family, Path};
use crate::certificate;
use crate::crosscheck;
use crate::finite;
use crate::rational::Rational;

/// A point of the path whose value was not proved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("at {x}: {reason}")]
pub struct Refused {
    /// Where.
    pub x: Rational,
    /// The verifier's reason, or the other value that it proved.
    pub reason: String,
}

/// Proves the value at every end of a piece and inside every piece; returns the number of proofs.
pub fn certify(family: &Family<'_>, path: &Path) -> Result<usize, Refused> {
    let mut n_proofs = 0;
    for piece in &path.pieces {
        for x in piece.points() {
            let expected = piece.line.at(&x).to_string();
            let instance = family.at(&x);
            let certificate = certificate::certify(&instance);
            let refuse = |reason| Refused { x: x.clone(), reason };
            let proved =
                crosscheck::verdict(&finite::to_json(&instance), &certificate).map_err(&refuse)?;
            if proved != expected {
                return Err(refuse(format!("proved {proved}, the piece has {expected}")));
            }
            n_proofs += 1;
        }
    }
    Ok(n_proofs)
}
