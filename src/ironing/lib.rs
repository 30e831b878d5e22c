//! The optimum without an LP: virtual values, ironing, merge.
//!
//! ```text
//! scalar   integers or floats behind one arithmetic
//! data     the instance in scaled numbers
//! psi      virtual values c_k and excess weights A_k, per group
//! hull     pooling adjacent violators: blocks with ironed values
//! queue    the best blocks of all groups by ironed value
//! shelf    objects, best quality first, and who bought them
//! merge    quality to the best blocks
//! mechanism  the menu of each group, and the value
//! segments   the same in words
//! integer    the same for plain arrays of integers: points whose numbers fit machine words
//! fast       the same for plain arrays of doubles, as fast as memory allows
//! wider      costs, external values and side constraints: column generation, with ironing as its oracle
//! ```
//!
//! `docs/model.md`, "Ironing", derives it. Cost: O(K) per group, and a k-way merge.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let optimum = ironproof_ironing::optimum(&instance);
//! assert_eq!(optimum.value.to_string(), "3/2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod certificate;
pub mod columns;
mod scalar;
mod data;
mod psi;
mod hull;
mod queue;
mod shelf;
mod merge;
mod mechanism;
mod segments;
pub mod wider;
pub mod integer;
#[expect(clippy::float_arithmetic, reason = "the fast path, never part of a proof")]
#[cfg(feature = "fast")]
#[expect(clippy::inline_always, reason = "compiled into each caller for its instruction set")]
pub mod fast;

use self::data::Units;
#[cfg(test)]
mod tests;

pub use self::data::{Data, Exact, GroupData};
pub use self::hull::{Block, iron};
pub use self::mechanism::Item;
pub use self::merge::{Split, split};
pub use self::psi::{VirtualValues, virtual_values};
pub(crate) use self::queue::{Head, Ironed, Queue};
pub use self::scalar::{ExactScalar, Ring, Scalar};
pub use self::segments::{Kind, Segment, extend as extend_segments, outline, segments};
pub use self::shelf::Lot;
pub(crate) use self::shelf::{Buyer, Sale, Shelf, value};
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;

/// The optimum and all that led to it, in scaled numbers.
pub struct Solution<N: Scalar> {
    /// Per group, c_k and A_k.
    pub virtual_values: Vec<VirtualValues<N>>,
    /// Per group, the blocks by increasing ironed value.
    pub blocks: Vec<Vec<Block<N>>>,
    /// Who got which quality.
    pub split: Split<N>,
    /// Per group, its menu.
    pub menus: Vec<Vec<Item<N::Real>>>,
    /// The optimal value.
    pub value: N::Real,
}

/// Solves scaled data.
pub fn solve<N: Scalar>(data: &Data<N>) -> Solution<N> {
    let virtual_values: Vec<VirtualValues<N>> =
        data.groups.iter().map(|group| psi::virtual_values(group, &data.alpha)).collect();
    let blocks: Vec<Vec<Block<N>>> = data
        .groups
        .iter()
        .zip(&virtual_values)
        .map(|(group, virtual_values)| iron(group, &virtual_values.values))
        .collect();
    let split = split(data, &blocks);
    let menus = (0..data.groups.len())
        .map(|g| mechanism::menu(data, g, &blocks[g], &split, &virtual_values[g]))
        .collect();
    let value = mechanism::value(data, &blocks, &split);
    Solution { virtual_values, blocks, split, menus, value }
}

/// The exact optimum in plain rationals.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// The optimal value.
    pub value: Rational,
    /// One entry per group.
    pub groups: Vec<GroupOptimum>,
}

/// What a group gets.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOptimum {
    /// Its menu, from the lowest types to the highest.
    pub menu: Vec<Item<Rational>>,
    /// Its blocks: `(first, last)` types, by increasing ironed value.
    pub blocks: Vec<(usize, usize)>,
}

/// The exact optimum of an instance. Its numbers decide how it is computed: points that fit machine words go to
/// [`integer`], all other instances the general way, and the answer is the same.
///
/// ```
/// # const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
/// #   "groups": [{"label": "all", "mass": "1", "types": [
/// #     {"wtp": "1", "prob": "1/2", "weight": "3"},
/// #     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
/// #   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// use ironproof_ironing::optimum;
///
/// let instance = ironproof_instance::finite::read(TWO_TYPES)?;
/// // The lower type gets nothing, and the higher one an object at the price of 3.
/// let menu = &optimum(&instance).groups[0].menu;
/// assert!(menu[0].quality.is_zero() && menu[1].quality.is_one());
/// assert_eq!(menu[1].transfer.to_string(), "3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
/// If the instance is of the wider model: [`wider::answer`] is for these.
pub fn optimum(instance: &FiniteInstance) -> Optimum {
    assert!(instance.is_plain(), "`wider::answer` takes instances of the wider model");
    let units = Units::of(instance);
    integer::optimum(instance, &units).unwrap_or_else(|_| general_optimum(instance, &units))
}

/// The same for any numbers, and for cells; slower.
fn general_optimum(instance: &FiniteInstance, units: &Units) -> Optimum {
    match Exact::of(instance, units) {
        Exact::Word(data) => plain(solve(&data)),
        Exact::Big(data) => plain(solve(&data)),
    }
}

fn plain<N: ExactScalar>(solution: Solution<N>) -> Optimum {
    let groups = solution
        .menus
        .into_iter()
        .zip(&solution.blocks)
        .map(|(menu, blocks)| GroupOptimum {
            menu,
            blocks: blocks.iter().map(|block| (block.first, block.last)).collect(),
        })
        .collect();
    Optimum { value: solution.value, groups }
}

/// The optimal value in floats, for comparison and speed; never a proof.
pub fn value_f64(instance: &FiniteInstance) -> f64 {
    solve(&Data::nearest(instance)).value
}

/// Per type of group `g`, the ironed virtual value.
pub fn ironed_values(instance: &FiniteInstance, g: usize) -> Vec<Rational> {
    fn of<N: ExactScalar>(data: &Data<N>, g: usize) -> Vec<Rational> {
        let group = &data.groups[g];
        let values = virtual_values(group, &data.alpha);
        let unit = data.value_unit();
        let mut ironed = Vec::with_capacity(group.n_types());
        for block in iron(group, &values.values) {
            let value = block.value.over(&block.prob) / &unit;
            ironed.resize(block.last + 1, value);
        }
        ironed
    }
    match Exact::new(instance) {
        Exact::Word(data) => of(&data, g),
        Exact::Big(data) => of(&data, g),
    }
}
