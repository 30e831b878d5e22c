//! A finite instance as a continuous one: each type is an atom, each level a piece of quality.

use ironproof_instance::finite::{FiniteInstance, Wtp};
use ironproof_instance::{
    ContinuousGroup, ContinuousInstance, Curve, Piece, Polynomial, Quality, QualityPiece, Weight,
};
use ironproof_number::rational::Rational;

/// Why a finite instance has no such form.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotPoints {
    /// A type is a cell: how its agents are spread over it is not known.
    #[error(
        "{label}: type {index} is a cell; only types with one willingness to pay each are explained"
    )]
    Cell {
        /// The label of the group.
        label: String,
        /// The type, from 1.
        index: usize,
    },
    /// It has costs, external values or side constraints.
    #[error("{0}; the claims are about instances without that")]
    Wider(String),
}

/// The continuous instance with the same agents and objects.
///
/// # Errors
/// [`NotPoints`] if a type is a cell, or if the instance is of the wider model.
pub fn of_types(instance: &FiniteInstance) -> Result<ContinuousInstance, NotPoints> {
    instance.plain().map_err(|wider| NotPoints::Wider(wider.to_string()))?;
    let constant = |value: &Rational| Polynomial::constant(value.clone());
    let mut groups = Vec::with_capacity(instance.groups.len());
    for group in &instance.groups {
        let mut pieces = Vec::with_capacity(group.types.len());
        let mut from = Rational::ZERO;
        for (k, ty) in group.types.iter().enumerate() {
            let Wtp::Point(wtp) = &ty.wtp else {
                return Err(NotPoints::Cell { label: group.label.clone(), index: k + 1 });
            };
            let to = &from + &ty.prob;
            pieces.push(Piece {
                from: std::mem::replace(&mut from, to.clone()),
                to,
                wtp: Curve::Polynomial(constant(wtp)),
                weight: Weight::Polynomial(constant(&ty.weight)),
                external: Weight::zero(),
            });
        }
        let (label, mass) = (group.label.clone(), group.mass.clone());
        groups.push(ContinuousGroup { label, mass, pieces, joint: None });
    }
    let masses = || instance.quality.iter().filter_map(|level| level.mass.as_ref());
    let mass = masses().fold(Rational::ZERO, |sum, mass| sum + mass);
    let mut from = Rational::ZERO;
    let mut pieces = Vec::with_capacity(instance.quality.len());
    for (level, of_level) in instance.quality.iter().zip(masses()) {
        let to = &from + of_level / &mass;
        let start = std::mem::replace(&mut from, to.clone());
        pieces.push(QualityPiece::new(start, to, Curve::Polynomial(constant(&level.level))));
    }
    Ok(ContinuousInstance {
        unit: None,
        name: instance.name.clone(),
        title: instance.name.clone(),
        alpha: instance.alpha.clone(),
        quality: Quality { mass, pieces },
        groups,
        sides: Vec::new(),
        optimum: None,
        notes: Vec::new(),
    })
}
