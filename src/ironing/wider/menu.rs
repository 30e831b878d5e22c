//! A menu of one group without chance: from which type on each level is handed out, and at which price step.

/// From which type on, and the willingness to pay that the step of the price is made at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The first type that gets the level or a better one; the number of types if nobody does.
    pub(super) first: usize,
    /// At the high end of the type below, instead of the low end of the first type.
    pub(super) is_below: bool,
}

/// A menu: a step per level, with first types that do not fall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Menu {
    /// Which group.
    pub(super) group: usize,
    /// For each level.
    pub(super) steps: Vec<Step>,
}
