//! The structure of a mechanism, group by group, and how it changes along a path.

use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::{Kind, Optimum, Segment, segments};

/// How an interval of types is treated.
///
/// Along a path it matters what is at price 0, pooled or not, so that is one word here, and a lottery has a price. `solve`
/// calls a pool a lottery at any price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing.
    NotServed,
    /// One contract with some quality, for free.
    Free,
    /// One contract for a pool, at a price.
    PricedPool,
    /// Better contracts at higher prices, or a posted price.
    Market,
}

impl Part {
    /// The part in words.
    pub fn name(self) -> &'static str {
        match self {
            Part::NotServed => "not served",
            Part::Free => "free",
            Part::PricedPool => "lottery",
            Part::Market => "market",
        }
    }

    fn of(segment: &Segment) -> Self {
        let is_free = segment.price.1.is_zero();
        match segment.kind {
            Kind::NotServed => Part::NotServed,
            Kind::Lottery | Kind::Market if is_free => Part::Free,
            Kind::Lottery => Part::PricedPool,
            Kind::Market => Part::Market,
        }
    }
}

/// The parts of one group, from the lowest types to the highest.
pub type Shape = Vec<Part>;

/// The shape of each group.
pub(super) fn shapes(instance: &FiniteInstance, optimum: &Optimum) -> Vec<Shape> {
    let groups = instance.groups.iter().zip(&optimum.groups);
    groups
        .map(|(group, solved)| {
            let mut shape: Shape = segments(group, solved).iter().map(Part::of).collect();
            shape.dedup();
            shape
        })
        .collect()
}

/// A part that is there on one side only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Index of the group.
    pub group: usize,
    /// What appears or vanishes.
    pub part: Part,
    /// Whether it is there on the right.
    pub appears: bool,
}

/// What appears and vanishes between two neighbouring pieces.
pub(super) fn changes(left: &[Shape], right: &[Shape]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (group, (left, right)) in left.iter().zip(right).enumerate() {
        for part in [Part::NotServed, Part::Free, Part::PricedPool, Part::Market] {
            let (before, after) = (left.contains(&part), right.contains(&part));
            if before != after {
                changes.push(Change { group, part, appears: after });
            }
        }
    }
    changes
}
