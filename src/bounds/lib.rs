//! An exact bracket around the optimum of a continuous instance.
//!
//! ```text
//! grid       cells; points below co Psi, and control points above it
//! hull       concave hulls of both
//! scaled_supply  quality from the top, integrated exactly
//! value      the value of piecewise linear hulls
//! refine     which cells keep the two ends apart
//! sharpen    bisection of one cell
//! structure  what follows for the mechanisms
//! ```
//!
//! The value is monotone in each hull, so hulls below and above co Psi give a value below and above the
//! optimum. Both are exact rationals; at the end they are rounded outward to short decimals. Logarithms and
//! powers are enclosed between rationals before they enter a hull.
//! `docs/bounds.md` has the argument.
//!
//! ```
//! const TEXT: &str = r#"
//! name = "reserve price"
//! alpha = "1"
//! quality = { kind = "uniform", low = "0", high = "1" }
//! group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
//!            weight = { kind = "constant", value = "0" } }]
//! "#;
//! let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
//! let width = ironproof_number::rational::parse("0.001")?;
//! let bracket = ironproof_bounds::bracket(&instance, &width, 1000)?;
//! // The optimum is 5/24 = 0.20833...
//! assert_eq!(bracket.lower().to_string(), "208007/1000000");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod grid;
mod hull;
mod scaled_supply;
mod value;
#[expect(clippy::float_arithmetic, reason = "chooses which cells are split, never what is found")]
mod refine;
mod sharpen;
mod structure;

use ironproof_number::{IBig, UBig};

use self::grid::{Cell, Point, Points, Units};
use self::hull::concave_hull;
pub use self::structure::{GroupStructure, Place};
use ironproof_curves::{GroupPsi, NoEnclosure, Precision, psi, supply};
use ironproof_instance::finite::Wider;
use ironproof_instance::{ContinuousInstance, Note, Optimum};
use ironproof_number::rational::{Rational, approx};

/// Digits that the rounded ends have beyond those of the width.
const EXTRA_DIGITS: usize = 3;
/// Bits of enclosures beyond those of the digits: for the sums of many, and for 1 / s in a thin tail.
const EXTRA_BITS: usize = 100;
/// At least log 10 / log 2.
const BITS_PER_DIGIT: usize = 4;

/// An exact bracket: the continuous optimum is in `[lower, upper]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    lower: Rational,
    upper: Rational,
    /// Cells over all groups.
    pub n_cells: usize,
    /// What holds in every optimum.
    pub groups: Vec<GroupStructure>,
}

impl Bracket {
    /// The lower end.
    pub fn lower(&self) -> &Rational {
        &self.lower
    }

    /// The upper end.
    pub fn upper(&self) -> &Rational {
        &self.upper
    }

    /// Whether the optimum can be what is claimed.
    pub fn admits(&self, claim: &Optimum) -> bool {
        let (low, high) = claim.ends();
        *low <= self.upper && self.lower <= *high
    }
}

/// Why there is no bracket.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A curve has neither a polynomial nor a series.
    #[error(transparent)]
    NoEnclosure(#[from] NoEnclosure),
    /// There are costs or side constraints.
    #[error(transparent)]
    Wider(#[from] Wider),
    /// The width is not positive.
    #[error("the width must be positive")]
    Width,
    /// It would take more cells. The bracket so far holds like any other, and is wider.
    #[error("the width is not reached with {} cells", _0.n_cells)]
    NotReached(Box<Bracket>),
}

/// Whether data were rounded on reading, so that the bracket is about the rounded instance.
pub fn is_rounded(instance: &ContinuousInstance) -> bool {
    instance.notes.iter().any(Note::is_rounding)
}

/// The hulls of all groups.
struct Hulls {
    lower: Vec<Vec<Point>>,
    upper: Vec<Vec<Point>>,
}

/// Refines until the bracket is at most `width` wide, with at most `max_cells` cells.
///
/// The width is absolute, in the unit of the value. The bracket always comes from cells. For a normal distribution and
/// others whose quantiles have no formula, `optimum` of the crate `ironproof-continuum` is much faster: its value is a
/// bracket, too, of a width relative to the value. The command `ironproof bounds` takes the faster one of the two.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, if there are costs or side constraints, if the width is not
/// positive, or if `max_cells` cells do not reach it. The last of these carries the bracket that they reach.
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
/// use ironproof_bounds::{Error, bracket};
/// use ironproof_number::rational::Rational;
///
/// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
/// let narrow = Rational::ONE / Rational::from(1000);
/// let found = bracket(&instance, &narrow, 1000)?;
/// assert!(found.upper() - found.lower() <= narrow);
/// // Too few cells: what is reached with them holds, too.
/// assert!(matches!(bracket(&instance, &narrow, 2), Err(Error::NotReached(_))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bracket(
    instance: &ContinuousInstance,
    width: &Rational,
    max_cells: usize,
) -> Result<Bracket, Error> {
    if *width <= Rational::ZERO {
        return Err(Error::Width);
    }
    instance.of_plain_supply()?;
    let n_digits = digits_of(width) + EXTRA_DIGITS;
    let precision = Precision::new(EXTRA_BITS + BITS_PER_DIGIT * n_digits);
    let groups = instance
        .groups
        .iter()
        .map(|group| psi(group, &instance.alpha, &precision))
        .collect::<Result<Vec<_>, _>>()?;
    let tops = supply::from_the_top(&instance.quality)?;
    // Rounding outward costs at most one unit at each end.
    let unit = Rational::from_parts(IBig::ONE, UBig::from(10_u8).pow(n_digits));
    let target = width - &unit - &unit;

    let whole = |group: &GroupPsi| {
        (0..group.pieces.len()).map(|piece| Cell { piece, depth: 0, m: 0 }).collect::<Vec<_>>()
    };
    let mut cells: Vec<Vec<Cell>> = groups.iter().map(whole).collect();
    loop {
        let n_cells = cells.iter().map(Vec::len).sum();
        let depth = cells.iter().flatten().map(|cell| cell.depth).max().unwrap_or(0);
        let units = Units::new(&groups, depth, &precision);
        let points = || groups.iter().zip(&cells).map(|(group, cells)| units.points(group, cells));
        let mut hulls = Hulls { lower: Vec::new(), upper: Vec::new() };
        for Points { lower, upper } in points() {
            hulls.lower.push(concave_hull(lower));
            hulls.upper.push(concave_hull(upper));
        }
        let lower = value::value(&groups, &tops, &units, &hulls.lower);
        let mut upper = value::value(&groups, &tops, &units, &hulls.upper);
        upper.value += at_the_top(&groups, &units, &hulls.upper);
        let is_reached = &upper.value - &lower.value <= target;
        let next = if is_reached {
            None
        } else {
            let shares = refine::shares(&groups, &cells, &units, &hulls, &upper);
            refine::split(&cells, &shares, approx(&target))
                .filter(|next| next.iter().map(Vec::len).sum::<usize>() <= max_cells)
        };
        if let Some(next) = next {
            cells = next;
            continue;
        }
        let structures = instance.groups.iter().zip(&groups).zip(&cells).zip(points());
        // A bracket that is one point stays one.
        let (lower, upper) = if lower.value == upper.value {
            (lower.value, upper.value)
        } else {
            (
                rounded(&lower.value, n_digits, Rational::floor),
                rounded(&upper.value, n_digits, Rational::ceil),
            )
        };
        let bracket = Bracket {
            lower,
            upper,
            n_cells,
            groups: structures
                .map(|(((group, psi), cells), points)| {
                    structure::structure(&group.label, psi, cells, &units, points)
                })
                .collect(),
        };
        return if is_reached { Ok(bracket) } else { Err(Error::NotReached(Box::new(bracket))) };
    }
}

/// What the upper hulls leave at t = 1 for the best quality, at most 1; zero where Psi is exact.
fn at_the_top(groups: &[GroupPsi], units: &Units, hulls: &[Vec<Point>]) -> Rational {
    let at_one = |(group, hull): (&GroupPsi, &Vec<Point>)| {
        hull.last().map_or(Rational::ZERO, |last| &group.mass * units.psi_at(&last.y))
    };
    groups.iter().zip(hulls).map(at_one).fold(Rational::ZERO, |sum, part| sum + part)
}

/// The number of decimals after which `width` has its first digit.
fn digits_of(width: &Rational) -> usize {
    let (mut digits, mut scaled) = (0, width.clone());
    while scaled < Rational::ONE {
        scaled *= Rational::from(10_u8);
        digits += 1;
    }
    digits
}

/// `x` rounded to `digits` decimals.
fn rounded(x: &Rational, digits: usize, towards: impl Fn(&Rational) -> IBig) -> Rational {
    let scale = UBig::from(10_u8).pow(digits);
    let scaled = x * Rational::from(IBig::from(scale.clone()));
    Rational::from_parts(towards(&scaled), scale)
}
