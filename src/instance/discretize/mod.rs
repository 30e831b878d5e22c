//! Continuous instance -> finite instance, exactly.
//!
//! The quantiles of a group are cut into cells, with edges on every kink and jump of r and lambda; an
//! atom is one type. A cell becomes one type:
//!
//! ```text
//! cell [t_0, t_1]   f = t_1 - t_0
//! Types             wtp r(t_0), r((t_0 + t_1) / 2), r(t_1) or E[r | cell]    weight E[lambda | cell]
//! Cells             low r(t_0), high r(t_1)    weight E[lambda | cell]    weighted_wtp E[lambda r | cell]
//! ```
//!
//! Quality is cut into bins of equal mass, each at its mean; levels stay.
//!
//! **`Cells` is a lower bound.** Take a feasible mechanism of the finite LP and give everybody in cell k
//! the contract of the cell, Q and T. Its IC rows are linear in s and hold at both ends of the cell, so
//! they hold for each s of the cell; IR holds at the low end, hence above. The objects of a bin are
//! handed out at random, so that a unit of the bin has the bin's mean as its expected quality. The
//! mechanism is thus feasible in the continuous model, and its value there is the finite objective:
//!
//! ```text
//! sum_k w_k E[ alpha T_k + lambda (r Q_k - T_k) | k ] = sum_k w_k [ alpha T_k + nu_k Q_k - lambda_k T_k ]
//! ```
//!
//! Where a curve is no polynomial, this holds up to the rounding that the notes state.
//! `docs/discretization.md` has the order of convergence.
//!
//! Polynomials are evaluated in integers over a common denominator (`exact.rs`). Other functions are
//! evaluated in floats and rounded once (`float.rs`); probabilities are exact in either case.

mod exact;
#[expect(clippy::float_arithmetic, reason = "curves that are no polynomials, rounded once")]
mod float;
mod grid;
mod quality;

#[cfg(test)]
mod tests;

use crate::finite::{Content, FiniteInstance, Group, Invalid, Type, Wtp};
use crate::{ContinuousGroup, ContinuousInstance, Note, Piece, Weight};
use ironproof_number::rational::Rational;

/// How to discretize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridConfig {
    /// About this many types per group; never fewer than its pieces.
    pub types: usize,
    /// About this many quality levels, unless quality has levels already.
    pub levels: usize,
    /// What a cell becomes.
    pub method: Method,
    /// The willingness to pay that stands for a cell, with [`Method::Types`].
    pub points: Points,
    /// What the cells have in common.
    pub spacing: Spacing,
    /// Decimals of values that only floats can evaluate.
    pub digits: usize,
}

impl Default for GridConfig {
    /// 40 cells of equal probability, 20 levels, 12 decimals.
    fn default() -> Self {
        Self {
            types: 40,
            levels: 20,
            method: Method::Cells,
            points: Points::Mean,
            spacing: Spacing::Quantile,
            digits: 12,
        }
    }
}

/// What a cell becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A type with one willingness to pay: an approximation.
    Types,
    /// A type for all of the cell: a lower bound.
    Cells,
}

/// The willingness to pay that stands for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// `r(t_0)`
    Left,
    /// `r((t_0 + t_1) / 2)`
    Mid,
    /// `r(t_1)`
    Right,
    /// `E[r | cell]`
    Mean,
}

/// What the cells of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// About the same mass.
    Quantile,
    /// About the same width in willingness to pay.
    Uniform,
}

/// A finite instance and what was truncated or rounded on the way to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Discretized {
    /// It satisfies all rules of `docs/formats.md`.
    pub instance: FiniteInstance,
    /// The notes of the continuous instance, then those of the discretization.
    pub notes: Vec<Note>,
}

/// Why an instance cannot be discretized.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The grid has no cells.
    #[error("a grid needs at least one type and one level")]
    EmptyGrid,
    /// A float function left its domain.
    #[error("{label}: a value is not finite, or 1e12 or larger; narrow the support")]
    NotFinite {
        /// Label of the group, or `quality`.
        label: String,
    },
    /// A side constraint cannot be said of these types.
    #[error("{0}")]
    Side(Invalid),
    /// Rounding to few decimals broke a rule.
    #[error("after rounding to {digits} decimals: {invalid}")]
    Rounded {
        /// Decimals kept.
        digits: usize,
        /// The rule.
        invalid: Invalid,
    },
}

/// Discretizes an instance.
///
/// # Errors
/// [`Error`] if the grid has no cells, if a curve that is no polynomial leaves the range of usable
/// floats, or if rounding to so few decimals breaks a rule.
///
/// # Example
/// ```
/// # const TEXT: &str = r#"
/// # name = "reserve price"
/// # alpha = "1"
/// # quality = { kind = "uniform", low = "0", high = "1" }
/// # group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
/// #            weight = { kind = "constant", value = "0" } }]
/// # "#;
/// use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing, discretize};
///
/// let continuous = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
/// let (method, points, spacing) = (Method::Types, Points::Mid, Spacing::Quantile);
/// let config = GridConfig { types: 4, levels: 2, method, points, spacing, digits: 12 };
/// let finite = discretize(&continuous, &config)?.instance;
/// assert_eq!(finite.groups[0].types[0].low().to_string(), "1/8");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn discretize(
    instance: &ContinuousInstance,
    config: &GridConfig,
) -> Result<Discretized, Error> {
    if config.types == 0 || config.levels == 0 {
        return Err(Error::EmptyGrid);
    }
    let mut notes = instance.notes.clone();
    let mut groups = Vec::with_capacity(instance.groups.len());
    for group in &instance.groups {
        groups.push(discretize_group(group, config, &mut notes)?);
    }
    let quality = quality::discretize(&instance.quality, config, &mut notes)?;
    let mut content = Content::new(instance.name.clone(), instance.alpha.clone(), groups, quality);
    content.sides.clone_from(&instance.sides);
    // Exact curves keep the rules by construction; rounding to few decimals can break them.
    let is_rounded = notes.iter().any(|note| matches!(note, Note::RoundedValues { .. }));
    let instance = if is_rounded {
        FiniteInstance::new(content)
            .map_err(|invalid| Error::Rounded { digits: config.digits, invalid })?
    } else if !content.sides.is_empty() {
        FiniteInstance::new(content).map_err(Error::Side)?
    } else {
        FiniteInstance::by_construction(content)
    };
    Ok(Discretized { instance, notes })
}

fn discretize_group(
    group: &ContinuousGroup,
    config: &GridConfig,
    notes: &mut Vec<Note>,
) -> Result<Group, Error> {
    let n_cells = grid::cells_per_piece(group, config);
    let mut types = Types(Vec::with_capacity(n_cells.iter().sum()));
    let (mut has_rounded_values, mut has_rounded_edges) = (false, false);
    for (index, (piece, n_cells)) in group.pieces.iter().zip(n_cells).enumerate() {
        if let Some(wtp) = piece.wtp.as_constant() {
            has_rounded_values |= piece.weight.as_polynomial().is_none();
            has_rounded_values |= piece.external.as_polynomial().is_none();
            let of_atom = |weight: &Weight| {
                atom_weight(piece, weight, &wtp, config.digits)
                    .ok_or_else(|| Error::NotFinite { label: group.label.clone() })
            };
            let (weight, external) = (of_atom(&piece.weight)?, of_atom(&piece.external)?);
            let ty = Type::new(Wtp::Point(wtp), &piece.to - &piece.from, weight);
            types.push(Type { external, ..ty });
            continue;
        }
        let edges = grid::edges(piece, n_cells, config);
        has_rounded_edges |= edges.is_rounded;
        if let (Some(wtp), Some(weight), Some(external)) = (
            piece.wtp.as_polynomial(),
            piece.weight.as_polynomial(),
            piece.external.as_polynomial(),
        ) {
            exact::cells(piece, (wtp, weight, external), &edges, config, &mut types);
        } else {
            has_rounded_values = true;
            let limits = limits(&types, &group.pieces[index + 1..]);
            float::cells(piece, &edges, &limits, config, &mut types)
                .ok_or_else(|| Error::NotFinite { label: group.label.clone() })?;
        }
    }
    let (label, digits) = (group.label.clone(), config.digits);
    if has_rounded_edges {
        notes.push(Note::RoundedEdges { label: label.clone(), digits });
    }
    if has_rounded_values {
        notes.push(Note::RoundedValues { label: label.clone(), digits });
    }
    Ok(Group { label, mass: group.mass.clone(), types: types.0 })
}

/// What rounding must not cross: the type before the piece, and the next piece whose start is exact.
fn limits(types: &Types, later: &[Piece]) -> (Rational, Option<Rational>) {
    let before = types.0.last().map_or(Rational::ZERO, |ty| ty.high().clone());
    let starts = |piece: &Piece| piece.wtp.as_polynomial().map(|wtp| wtp.at(&piece.from));
    (before, later.iter().find_map(starts))
}

/// The mean of a weight or external value on an atom; `None` if it is not finite.
fn atom_weight(piece: &Piece, weight: &Weight, wtp: &Rational, digits: usize) -> Option<Rational> {
    match weight {
        Weight::Polynomial(weight) => Some(exact::mean(weight, &piece.from, &piece.to)),
        Weight::OfWtp(_) => float::weight_at(weight, &piece.from, wtp, digits),
    }
}

/// Types in order; adjacent points with one willingness to pay become one type.
struct Types(Vec<Type>);

impl Types {
    fn push(&mut self, ty: Type) {
        if let (Some(last), Wtp::Point(wtp)) = (self.0.last_mut(), &ty.wtp)
            && matches!(&last.wtp, Wtp::Point(before) if before == wtp)
        {
            if last.weight != ty.weight {
                let total = &last.weight * &last.prob + &ty.weight * &ty.prob;
                last.weight = total / (&last.prob + &ty.prob);
            }
            if last.external != ty.external {
                let total = &last.external * &last.prob + &ty.external * &ty.prob;
                last.external = total / (&last.prob + &ty.prob);
            }
            last.prob += ty.prob;
            return;
        }
        self.0.push(ty);
    }
}
