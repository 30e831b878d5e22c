//! The optimal value as a function of one number, exactly.
//!
//! ```text
//! family   instances that depend on x: alpha, a factor on one group's weights, the number of a constraint
//! trace    all linear pieces, by exact solves at intersections of touching lines
//! shape    who is not served, in a lottery, in a market on each piece
//! certify  all pieces, proved by verdicts of the independent checker at finitely many points
//! continuous  the same in the continuum: where the structure of the optimum changes
//! ```
//!
//! The value is the largest of finitely many affine functions of x, one per vertex of the mechanisms. So
//! it is convex and piecewise linear, and its slope is the revenue (or the welfare of the group). Over the number of a
//! side constraint it is concave, and its slope is a shadow price.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_path::{Family, Over, path};
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let family = Family::new(&instance, Over::Alpha);
//! let path = path(&family, &ironproof_number::rational::Rational::ZERO, None)?;
//! assert_eq!(path.pieces[0].to.as_ref().map(ToString::to_string), Some("3/4".to_owned()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod family;
mod shape;
mod trace;
mod certify;
pub mod continuous;

pub use self::certify::{Proof, Reason, Refused, certify};
pub use self::family::{Family, Infeasible, Line, Over};
pub use self::shape::{Change, Part, Shape};
use ironproof_number::rational::Rational;

/// The value on a range of x.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The pieces, from left to right; neighbours have different slopes.
    pub pieces: Vec<Piece>,
    /// Number of exact solves.
    pub n_solves: usize,
}

/// A range of x on which the value is linear.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Left end.
    pub from: Rational,
    /// Right end; `None` if the piece goes on for ever.
    pub to: Option<Rational>,
    /// The value.
    pub line: Line,
    /// Per group, the structure of one mechanism that is optimal on the whole piece.
    pub shapes: Vec<Shape>,
    /// What is different from the piece before.
    pub changes: Vec<Change>,
}

impl Piece {
    /// A point inside the piece.
    pub fn inside(&self) -> Rational {
        match &self.to {
            Some(to) => (&self.from + to) / Rational::from(2),
            None => &self.from + Rational::ONE,
        }
    }

    /// The left end, a point inside, and the right end if there is one.
    pub fn points(&self) -> impl Iterator<Item = Rational> {
        [Some(self.from.clone()), Some(self.inside()), self.to.clone()].into_iter().flatten()
    }
}

/// Why there is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPath {
    /// The range is empty.
    #[error("the range is empty: it must start at 0 or more and end later")]
    EmptyRange,
    /// A bound for ever: at some number it may become infeasible.
    #[error("the number of a constraint varies between two ends: give both --from and --to")]
    Endless,
    /// There is nothing feasible somewhere.
    #[error("{0}: choose a range in which some mechanism does")]
    Infeasible(#[from] Infeasible),
}

/// The pieces from `from` to `to`, or for ever.
///
/// # Errors
/// [`NoPath`] if `from` is negative, `to` is not above it, nothing is feasible somewhere, or a bound has no `to`.
///
/// # Example
/// ```
/// # const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
/// #   "groups": [{"label": "all", "mass": "1", "types": [
/// #     {"wtp": "1", "prob": "1/2", "weight": "3"},
/// #     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
/// #   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// use ironproof_number::rational::Rational;
/// use ironproof_path::{Family, NoPath, Over, path};
///
/// let instance = ironproof_instance::finite::read(TWO_TYPES)?;
/// let family = Family::new(&instance, Over::Alpha);
/// let (zero, one) = (Rational::ZERO, Rational::ONE);
/// // The slope of a piece is the revenue of the mechanism that is optimal there.
/// let slopes = path(&family, &zero, Some(&one))?.pieces.into_iter().map(|piece| piece.line.slope);
/// assert!(slopes.is_sorted());
/// assert_eq!(path(&family, &one, Some(&zero)), Err(NoPath::EmptyRange));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn path(family: &Family<'_>, from: &Rational, to: Option<&Rational>) -> Result<Path, NoPath> {
    if *from < Rational::ZERO || to.is_some_and(|to| to <= from) {
        return Err(NoPath::EmptyRange);
    }
    let (stretches, n_solves) = match to {
        Some(to) => trace::trace(family, from, to)?,
        None if !family.is_convex() => return Err(NoPath::Endless),
        None => endless(family, from)?,
    };
    let n_solves = n_solves + stretches.len();
    let last = stretches.len().saturating_sub(1);
    let mut pieces: Vec<Piece> = Vec::with_capacity(stretches.len());
    for (index, stretch) in stretches.into_iter().enumerate() {
        let goes_on = to.is_none() && index == last;
        let mut piece = Piece {
            from: stretch.from,
            to: (!goes_on).then_some(stretch.to),
            line: stretch.line,
            shapes: Vec::new(),
            changes: Vec::new(),
        };
        // Optimal inside the piece, so its line is the value there: it is optimal on all of the piece.
        let inside = piece.inside();
        let (optimum, line) = family.touch(&inside)?;
        debug_assert!(line == piece.line, "the value is linear on a piece");
        piece.shapes = shape::shapes(&family.at(&inside), &optimum);
        if let Some(before) = pieces.last() {
            piece.changes = shape::changes(&before.shapes, &piece.shapes);
        }
        pieces.push(piece);
    }
    Ok(Path { pieces, n_solves })
}

/// The pieces from `from` on; the last one, whatever its right end says, goes on for ever.
fn endless(
    family: &Family<'_>,
    from: &Rational,
) -> Result<(Vec<trace::Stretch>, usize), Infeasible> {
    let end = trace::end(family, from)?;
    let (mut stretches, n_trace) = trace::trace(family, from, &end.x)?;
    // The last line may hold from the end on only.
    if stretches.last().is_none_or(|last| last.line != end.line) {
        let to = &end.x + Rational::ONE;
        stretches.push(trace::Stretch { from: end.x, to, line: end.line });
    }
    Ok((stretches, end.n_solves + n_trace))
}

#[cfg(test)]
mod wider_tests;
