//! External values: laid over the pieces of a group, and constant where nobody can be told apart.

use super::overlay::WeightedPieces;
use super::read_error::Rule;
use super::{Curve, Piece, Polynomial, Weight};
use ironproof_number::rational::Rational;

/// The pieces of a group with weights, cut where the external value changes its formula, and with it.
///
/// Both lists cut the same pieces of willingness to pay.
pub(super) fn lay(
    weighted: Vec<Piece>,
    external: &WeightedPieces,
) -> Result<Vec<Piece>, Box<Rule>> {
    let mut pieces = Vec::with_capacity(weighted.len().max(external.pieces.len()));
    for piece in weighted {
        let first = external.pieces.partition_point(|other| other.to <= piece.from);
        for other in external.pieces[first..].iter().take_while(|other| other.from < piece.to) {
            pieces.push(Piece {
                from: (&piece.from).max(&other.from).clone(),
                to: (&piece.to).min(&other.to).clone(),
                external: other.weight.clone(),
                ..piece.clone()
            });
        }
    }
    // Clipping makes atoms of unknown size, in which a function of the quantile would have to be levelled.
    let has_atoms = |piece: &Piece| match &piece.wtp {
        Curve::Quantile(quantile) => !quantile.exact.is_conditioned,
        Curve::Polynomial(_) => false,
    };
    let varies =
        |weight: &Weight| weight.as_polynomial().is_some_and(|p| p.as_constant().is_none());
    if pieces.iter().any(|piece| has_atoms(piece) && varies(&piece.external)) {
        return Err(Box::new(Rule::ExternalOfClipped));
    }
    level(&mut pieces);
    Ok(pieces)
}

/// Gives all agents with one willingness to pay their mean: no mechanism can treat them differently.
fn level(pieces: &mut [Piece]) {
    let mut start = 0;
    while start < pieces.len() {
        let Some(wtp) = pieces[start].wtp.as_constant() else {
            start += 1;
            continue;
        };
        let is_same = |piece: &Piece| piece.wtp.as_constant().as_ref() == Some(&wtp);
        let n = pieces[start..].iter().take_while(|piece| is_same(piece)).count();
        let run = &mut pieces[start..start + n];
        // What is no polynomial is a function of willingness to pay, and so constant already.
        let integral: Option<Rational> = run
            .iter()
            .map(|piece| {
                let integral = piece.external.as_polynomial()?.antiderivative();
                Some(integral.at(&piece.to) - integral.at(&piece.from))
            })
            .sum();
        if let Some(integral) = integral {
            let mean = integral / (&run[n - 1].to - &run[0].from);
            for piece in run {
                piece.external = Weight::Polynomial(Polynomial::constant(mean.clone()));
            }
        }
        start += n;
    }
}
