//! Quality: levels stay, other distributions become bins of about equal mass at their means. Of a quality without limit
//! any levels are a choice: those at the ends of the bins.
//!
//! The cost of a bin is the mean cost of its objects.

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
    let mut levels: Vec<QualityLevel> = Vec::new();
    for (piece, n_bins) in quality.pieces.iter().zip(n_bins) {
        if let Some(level) = piece.curve.as_constant() {
            let cost = piece.cost.at(&level);
            let mass = (&piece.to - &piece.from) * &quality.mass;
            push(&mut levels, level, (!piece.is_unlimited).then_some(mass), cost);
            continue;
        }
        let edges = equal_steps(&piece.from, &piece.to, n_bins.max(1), config.levels);
        for k in 0..edges.n_cells() {
            let (from, to) = (edges.at(k), edges.at(k + 1));
            if let (true, Curve::Polynomial(curve)) = (piece.is_unlimited, &piece.curve) {
                let mut at = |t: &Rational| {
                    let level = curve.at(t);
                    let cost = piece.cost.at(&level);
                    push(&mut levels, level, None, cost);
                };
                if k == 0 {
                    at(&from);
                }
                at(&to);
                continue;
            }
            let level = match &piece.curve {
                Curve::Polynomial(curve) => exact::mean(curve, &from, &to),
                Curve::Quantile(curve) => {
                    let mean = float::mean(&|t| curve.at(t), &from, &to, config.digits);
                    mean.ok_or_else(not_finite)?.clamp(Rational::ZERO, Rational::ONE)
                }
            };
            let cost = match &piece.curve {
                Curve::Polynomial(curve) => exact::mean(&piece.cost.compose(curve), &from, &to),
                Curve::Quantile(_) if piece.cost.degree() < 2 => piece.cost.at(&level),
                Curve::Quantile(curve) => {
                    let at = |t| piece.cost.at_float(curve.at(t));
                    float::mean(&at, &from, &to, config.digits).ok_or_else(not_finite)?
                }
            };
            push(&mut levels, level, Some((to - from) * &quality.mass), cost);
        }
    }
    if quality.pieces.iter().any(|piece| piece.curve.as_polynomial().is_none()) {
        notes.push(Note::RoundedValues { label: "quality".to_owned(), digits: config.digits });
    }
    Ok(levels)
}

/// Adds objects of a level, which has the same place as those before if it is the same level.
fn push(levels: &mut Vec<QualityLevel>, level: Rational, mass: Option<Rational>, cost: Rational) {
    match levels.last_mut() {
        Some(last) if last.level == level => {
            if let (Some(before), Some(more)) = (&mut last.mass, mass) {
                *before += more;
            }
        }
        _ => levels.push(QualityLevel { level, mass, cost }),
    }
}
