//! The optimum of a continuous instance, number by number: who gets what at which price, each number between two
//! rationals.
//!
//! ```text
//! side       Psi of a group at places, and where two pieces meet
//! root       where a function rises through zero: a guess
//! outline    the concave hull of Psi: a guess
//! cover      that Psi stays below a line
//! edges      where a pool begins and ends
//! arcs       the hull of each group, proved
//! memory     hulls that are kept for the next optimum
//! ranks      all groups in one order
//! offer      the objects, best first, with what they cost
//! threshold  where the supply, or a cost, cuts that order
//! handout    what there is for each rank
//! steps      who gets what
//! payments   prices and totals
//! quadrature cells of an integral
//! graded     the same where quality rises with the rank
//! alternatives what else is optimal
//! told       the same as a person reads it
//! margins    what one more object is worth, and who is the last to get one
//! narrow     whether that is as narrow as was asked for
//! attempt    all of this, once
//! constraint  what a multiplier of a side constraint adds to the objective of each group
//! lagrangian  the optimum with multipliers
//! multipliers where the constraints hold with them
//! constrained the optimum under side constraints
//! hull       the hulls alone
//! ```
//!
//! `docs/bounds.md` has the argument.
//!
//! ```
//! const TEXT: &str = r#"
//! name = "one price"
//! alpha = "1"
//! quality = { kind = "levels", levels = [{ level = "1", mass = "1/4" }] }
//! group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
//!            weight = { kind = "constant", value = "0" } }]
//! "#;
//! use ironproof_number::rational::parse;
//!
//! let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
//! let answer = ironproof_continuum::optimum(&instance, &parse("1e-6")?)?;
//! // A quarter of the group is served, at the price 3/4.
//! assert!(answer.groups[0].segments[1].price.0.admits(&parse("3/4")?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod root;
mod side;
mod outline;
mod cover;
mod edges;
mod arcs;
mod memory;
mod ranks;
mod offer;
mod threshold;
mod handout;
mod steps;
mod payments;
mod quadrature;
mod graded;
mod alternatives;
mod told;
mod margins;
mod narrow;
mod attempt;
mod constraint;
mod lagrangian;
mod multipliers;
mod constrained;
mod hull;

pub use ironproof_curves::Between;

use ironproof_curves::NoEnclosure;
use ironproof_instance::finite::Bound;
use ironproof_instance::{ContinuousGroup, ContinuousInstance};
use ironproof_number::rational::{Rational, Readable, round_decimal};

pub use self::alternatives::Alternative;
use self::attempt::Problem;
pub use self::hull::{Form, GroupHull, HullArc, hulls};
pub use self::memory::Memory;
use self::offer::{Unoffered, offers};
pub use self::told::{Contract, Kind, Segment, Totals};

/// Bits that are added where values are not told apart, in turn.
const DOUBT_BITS: [usize; 2] = [40, 120];

/// Digits of the value of a mixture in a message.
const MIXED_DIGITS: usize = 8;

/// The optimum of a continuous instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupAnswer>,
    /// The side constraints, in the order of the instance.
    pub constraints: Vec<Constrained>,
    /// Where each piece of the supply ends, from the best.
    pub margins: Vec<Margin>,
    /// What all groups together pay and get.
    pub totals: Totals,
}

/// The optimum for one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupAnswer {
    /// The label.
    pub label: String,
    /// The mass.
    pub mass: Rational,
    /// Intervals of quantiles that are treated alike.
    pub segments: Vec<Segment>,
    /// Every contract that somebody takes, the worst quality first. `None` if quality rises without steps somewhere, for
    /// then there are infinitely many.
    pub contracts: Option<Vec<Contract>>,
    /// What the group pays and gets.
    pub totals: Totals,
}

/// A side constraint at the optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Constrained {
    /// Its name, or what it is about.
    pub label: String,
    /// The sum that it is about.
    pub sum: Between,
    /// What that must not pass.
    pub bound: Bound,
    /// What one unit less of what is asked for is worth: 0 where the constraint does not bind.
    pub price: Between,
}

impl Constrained {
    /// Whether something would be gained if it asked for less; `None` if that is not decided.
    pub fn binds(&self) -> Option<bool> {
        if self.price.low > Rational::ZERO {
            Some(true)
        } else {
            self.price.is_zero().then_some(false)
        }
    }
}

/// Where a piece of the supply ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// The mass of the objects up to there, from the best.
    pub mass: Rational,
    /// The quality just before the end, and just behind it.
    pub quality: (Rational, Rational),
    /// What one more unit of quality is worth there, beyond its cost.
    pub value: Between,
    /// Of each group, who is at the margin.
    pub groups: Vec<Marginal>,
}

/// Who is the last of a group to get a quality.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// Whether an interval of types gets it by lot.
    pub by_lot: bool,
    /// The quantiles of the ends of that interval; twice the same where one type is the last.
    pub share: (Between, Between),
    /// Willingness to pay there.
    pub wtp: (Between, Between),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A curve has neither a polynomial nor a series.
    #[error(transparent)]
    NoEnclosure(#[from] NoEnclosure),
    /// The width is not positive, or too small.
    #[error("the width must be positive, and at least 2^-200, about 6e-61")]
    Width,
    /// A constraint on who is served, in a market of several qualities.
    #[error(
        "{constraint}: who is served is constrained here only if objects have one quality; solve it on a grid with --grid"
    )]
    ServedLevels {
        /// What the constraint is called.
        constraint: String,
    },
    /// No mechanism satisfies the side constraints.
    #[error("no mechanism satisfies the side constraints")]
    Infeasible {
        /// Multipliers of the constraints, with which they contradict each other.
        multipliers: Vec<Rational>,
    },
    /// Two mechanisms are mixed in the optimum, or may be.
    #[error(
        "{constraint}: its number lies between those of two mechanisms, and {}; solve it on a grid with --grid",
        valued(value.as_deref())
    )]
    Mixed {
        /// What the constraint is called.
        constraint: String,
        /// The value of the optimum, where it is known.
        value: Option<Box<Between>>,
    },
    /// A constraint is satisfied in the limit, or by a hair.
    #[error(
        "{constraint}: whether it can be satisfied is not decided; solve it on a grid with --grid"
    )]
    Endless {
        /// What the constraint is called.
        constraint: String,
    },
    /// Costs per unit of quality fall from one quality to a better one, or start above zero.
    #[error(
        "the cost of the next unit of quality must rise with quality, from nothing on, and be proportional to quality \
         where quality has ranks; solve other costs on a grid with --grid"
    )]
    FallingCosts,
    /// The structure of a group is not decided.
    #[error(
        "{label}: who is pooled is not decided near quantile {}; a larger --width may \
         decide it, or a grid with --grid",
        Readable(near)
    )]
    Undecided {
        /// The label of the group.
        label: String,
        /// A quantile, rounded.
        near: Rational,
    },
    /// What all get together is not what there is to get: two places could not be told apart.
    #[error(
        "what all get does not add up to the objects; another --width may decide it, or a grid with --grid"
    )]
    DoesNotAddUp,
}

/// The optimum, every number with a relative width of about `width`.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, if the width is not positive, if costs fall or constraints are of a kind
/// that is for grids, if no mechanism satisfies the side constraints, if the optimum mixes two mechanisms, or if two ways
/// to pool cannot be told apart. Messages name the flags of the program: `--grid` is the crate's `discretize` and
/// `ironing`.
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
/// use ironproof_continuum::{Kind, optimum};
/// use ironproof_number::rational::Rational;
///
/// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
/// let answer = optimum(&instance, &(Rational::ONE / Rational::from(1_000_000)))?;
/// let segments = &answer.groups[0].segments;
/// assert_eq!(segments[0].kind, Kind::NotServed);
/// assert_eq!(segments[1].kind, Kind::Market);
/// // The market begins at the willingness to pay 1/2.
/// assert!(segments[1].wtp.0.admits(&(Rational::ONE / Rational::from(2))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn optimum(instance: &ContinuousInstance, width: &Rational) -> Result<Answer, Error> {
    Memory::default().optimum(instance, width)
}

fn solved(
    memory: &Memory,
    instance: &ContinuousInstance,
    width: &Rational,
) -> Result<Answer, Error> {
    let offers = offers(&instance.quality).map_err(|unoffered| match unoffered {
        Unoffered::NoEnclosure(error) => Error::NoEnclosure(error),
        Unoffered::FallingCosts => Error::FallingCosts,
    })?;
    let problem = Problem { memory, instance, offers: &offers };
    if !instance.sides.is_empty() {
        return constrained::optimum(&problem, width);
    }
    let mut found = problem.attempt(width, 0, &[]);
    for (round, more) in DOUBT_BITS.into_iter().enumerate() {
        // Values that are not told apart may be told apart with more bits, and wide numbers be narrower.
        let is_wide = |answer: &Answer| round == 0 && !narrow::is_narrow(answer, width);
        let is_unfinished = match &found {
            Ok((answer, is_open)) => *is_open || is_wide(answer),
            Err(Error::Undecided { .. } | Error::DoesNotAddUp) => true,
            Err(_) => false,
        };
        if !is_unfinished {
            break;
        }
        let again = problem.attempt(width, more, &[]);
        if again.is_ok() {
            found = again;
        }
    }
    found.map(|(answer, _)| answer)
}

/// The value of a mixture, in a sentence.
fn valued(value: Option<&Between>) -> String {
    let Some(Between { low, high }) = value else {
        return "the optimum may mix the two".to_owned();
    };
    let round = |x: &Rational| round_decimal(x, MIXED_DIGITS);
    let (low, high) = (round(low), round(high));
    format!("the optimum mixes the two, worth about {} to {}", Readable(&low), Readable(&high))
}

impl arcs::Undecided {
    fn of(&self, group: &ContinuousGroup) -> Error {
        let near = ironproof_number::rational::round_decimal(&self.near, 6);
        Error::Undecided { label: group.label.clone(), near }
    }
}

#[cfg(test)]
mod cells_tests;
#[cfg(test)]
mod constrained_tests;
#[cfg(test)]
mod laws_tests;
#[cfg(test)]
mod wider_tests;
#[cfg(test)]
mod tests;
