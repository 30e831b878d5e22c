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
//! ranks      all groups in one order
//! threshold  where the supply cuts that order
//! steps      who gets what
//! payments   prices and totals
//! graded     the same where quality rises with the rank
//! told       the same as a person reads it
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
mod ranks;
mod threshold;
mod steps;
mod payments;
mod graded;
mod told;
mod hull;

use ironproof_curves::{Between, GroupPsi, NoEnclosure, Precision, psi, supply};
use ironproof_instance::{ContinuousGroup, ContinuousInstance};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use self::arcs::arcs;
use self::edges::Settings;
use self::graded::Derived;
pub use self::hull::{Form, GroupHull, HullArc, hulls};
use self::ranks::{Ironed, Ranks};
use self::side::Sides;
use self::steps::Supply;
use self::threshold::Place;
pub use self::told::{Alternative, Kind, Segment, Totals};

/// Bits of enclosures beyond those that the width needs.
const EXTRA_BITS: usize = 100;
/// Bits by which the ends of pools are known better than the width.
const REACH_BITS: usize = 12;
/// The smallest width is 2^-200.
const MOST_WIDTH_BITS: usize = 200;

/// The optimum of a continuous instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupAnswer>,
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
    /// What the group pays and gets.
    pub totals: Totals,
}

/// Where a piece of the supply ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// The mass of the objects up to there, from the best.
    pub mass: Rational,
    /// The quality just before the end, and just behind it.
    pub quality: (Rational, Rational),
    /// What one more unit of quality is worth there.
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
    /// The structure of a group is not decided.
    #[error(
        "{label}: who is pooled is not decided near quantile {near}; solve it on a grid with --grid"
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
/// [`Error`] if a curve is known in floats only, if the width is not positive, or if two ways to pool cannot be told
/// apart.
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
    let (precision, settings) = settings(width)?;
    let psis = instance
        .groups
        .iter()
        .map(|group| psi(group, &instance.alpha, &precision))
        .collect::<Result<Vec<GroupPsi>, _>>()?;
    let tops = supply::from_the_top(&instance.quality)?;
    let mut groups = Vec::with_capacity(psis.len());
    for (psi, group) in psis.iter().zip(&instance.groups) {
        let sides = Sides::new(psi);
        let arcs = arcs(&sides, &settings).map_err(|undecided| undecided.of(group))?;
        groups.push(Ironed { sides, arcs });
    }
    let ranks = Ranks::new(groups);
    let supply = Supply::new(&ranks, &tops);
    let derived = Derived::new(&ranks, &precision);
    let quarter = width / Rational::from(4);
    let described: Vec<_> = (0..ranks.groups.len())
        .map(|g| {
            told::describe(
                &ranks,
                &supply,
                &derived,
                g,
                &steps::steps(&ranks, &supply, g),
                &quarter,
            )
        })
        .collect();
    let margins = margins(&ranks, &supply);
    let mut totals: Option<Totals> = None;
    let mut answers = Vec::with_capacity(described.len());
    for (described, group) in described.into_iter().zip(&instance.groups) {
        totals = Some(totals.map_or(described.totals.clone(), |sum| sum.plus(&described.totals)));
        answers.push(GroupAnswer {
            label: group.label.clone(),
            mass: group.mass.clone(),
            segments: described.segments,
            totals: described.totals,
        });
    }
    let mut totals = totals.unwrap_or_else(|| unreachable!("an instance has a group"));
    if !supply.is_handed_out(&totals.quality) {
        return Err(Error::DoesNotAddUp);
    }
    // Types whose value is zero, as far as is known, get nothing: what that may lose belongs to the value.
    totals.value.high += ranks.at_most_lost(&supply.best());
    Ok(Answer { groups: answers, margins, totals })
}

/// Bits of enclosures, and how near to the ends of pools the proofs go.
fn settings(width: &Rational) -> Result<(Precision, Settings), Error> {
    let reaches = |bits: &usize| Rational::from_parts(IBig::ONE, UBig::ONE << *bits) <= *width;
    let width_bits = (0..=MOST_WIDTH_BITS).find(reaches).ok_or(Error::Width)?;
    let reach_bits = width_bits + REACH_BITS;
    let reach = Rational::from_parts(IBig::ONE, UBig::ONE << reach_bits);
    Ok((Precision::new(EXTRA_BITS + 2 * reach_bits), Settings { reach }))
}

impl arcs::Undecided {
    fn of(&self, group: &ContinuousGroup) -> Error {
        let near = ironproof_number::rational::round_decimal(&self.near, 6);
        Error::Undecided { label: group.label.clone(), near }
    }
}

fn margins(ranks: &Ranks<'_>, supply: &Supply<'_>) -> Vec<Margin> {
    let quality = |piece: usize, rank: &Rational| {
        supply.tops.get(piece).map_or(Rational::ZERO, |top| top.total.derivative().at(rank))
    };
    let thresholds = supply.tops.iter().zip(&supply.thresholds).enumerate();
    thresholds
        .map(|(piece, (top, threshold))| Margin {
            mass: top.end.clone(),
            quality: (quality(piece, &top.end), quality(piece + 1, &top.end)),
            value: threshold.value.clone(),
            groups: (0..ranks.groups.len()).map(|g| marginal(ranks, g, &threshold.place)).collect(),
        })
        .collect()
}

fn marginal(ranks: &Ranks<'_>, g: usize, place: &Place) -> Marginal {
    let group = &ranks.groups[g];
    let at = |from: Between, to: Between, by_lot| Marginal {
        by_lot,
        wtp: (group.sides.wtp(&from), group.sides.wtp(&to)),
        share: (from, to),
    };
    let one = |t: Between| at(t.clone(), t, false);
    match place {
        Place::Cut(cuts) => one(cuts[g].clone()),
        Place::Tie(tie) => {
            let tie = &ranks.ties[*tie];
            let members =
                || tie.members.iter().filter(|(of, _)| *of == g).map(|(_, a)| &group.arcs[*a]);
            match (members().next(), members().next_back()) {
                (Some(a), Some(b)) => {
                    let (first, last) = if a.from.low <= b.from.low { (a, b) } else { (b, a) };
                    at(first.from.clone(), last.to.clone(), true)
                }
                _ => one(group.cut(&tie.value.low).below.hull(&group.cut(&tie.value.high).above)),
            }
        }
    }
}

impl Totals {
    fn plus(&self, other: &Self) -> Self {
        Totals {
            revenue: &self.revenue + &other.revenue,
            utility: &self.utility + &other.utility,
            value: &self.value + &other.value,
            quality: &self.quality + &other.quality,
            served: &self.served + &other.served,
        }
    }
}

#[cfg(test)]
mod tests;
