//! Quality: levels stay, other distributions become bins of about equal mass at their means.

use super::grid::{equal_steps, largest_remainder};
use super::{Error, GridConfig, exact, float};
use crate::finite::QualityLevel;
use crate::{Curve, Note, Quality, QualityPiece};
use ironproof_number::rational::Rational;

/// Discretizes the distribution of quality.
pub(super) fn discretize(
    quality: &Quality,
    config: &GridConfig,
    notes: &mut Vec<Note>,
) -> Result<Vec<QualityLevel>, Error> {
    let size = |piece: &QualityPiece| {
        if piece.curve.as_constant().is_some() { Rational::ZERO } else { &piece.to - &piece.from }
    };
    let sizes: Vec<Rational> = quality.pieces.iter().map(size).collect();
    let n_atoms = sizes.iter().filter(|size| size.is_zero()).count();
    let n_bins = largest_remainder(&sizes, config.levels.saturating_sub(n_atoms));
    let not_finite = || Error::NotFinite { label: "quality".to_owned() };
    let mut levels: Vec<(Rational, Rational)> = Vec::new();
    for (piece, n_bins) in quality.pieces.iter().zip(n_bins) {
        if let Some(level) = piece.curve.as_constant() {
            push(&mut levels, level, (&piece.to - &piece.from) * &quality.mass);
            continue;
        }
        let edges = equal_steps(&piece.from, &piece.to, n_bins.max(1), config.levels);
        for k in 0..edges.n_cells() {
            let (from, to) = (edges.at(k), edges.at(k + 1));
            let level = match &piece.curve {
                Curve::Polynomial(curve) => exact::mean(curve, &from, &to),
                Curve::Quantile(curve) => {
                    let mean = float::mean(&|t| curve.at(t), &from, &to, config.digits);
                    mean.ok_or_else(not_finite)?.clamp(Rational::ZERO, Rational::ONE)
                }
            };
            push(&mut levels, level, (to - from) * &quality.mass);
        }
    }
    if quality.pieces.iter().any(|piece| piece.curve.as_polynomial().is_none()) {
        notes.push(Note::RoundedValues { label: "quality".to_owned(), digits: config.digits });
    }
    Ok(levels.into_iter().map(|(level, mass)| QualityLevel::new(level, mass)).collect())
}

/// Adds objects of a level, which has the same place as those before if it is the same level.
fn push(levels: &mut Vec<(Rational, Rational)>, level: Rational, mass: Rational) {
    match levels.last_mut() {
        Some(last) if last.0 == level => last.1 += mass,
        _ => levels.push((level, mass)),
    }
}
