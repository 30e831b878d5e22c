//! An entry of the stack of pools.

/// A block in memory. Its last type is the one before the first type of the next block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    pub(super) value: f64,
    pub(super) prob: f64,
    /// First type and the sign of A there.
    tag: u32,
}

impl Slot {
    pub(super) fn new(value: f64, prob: f64, tag: u32) -> Self {
        Self { value, prob, tag }
    }

    /// The first type, marked if A is positive there.
    pub(super) fn tag(first: u32, is_priced_below: bool) -> u32 {
        first | (u32::from(is_priced_below) * PRICED_BELOW)
    }

    pub(super) fn first(&self) -> usize {
        usize::try_from(self.tag & !PRICED_BELOW).unwrap_or(usize::MAX)
    }

    /// Whether the price step below this block is the willingness to pay of the type below.
    pub(super) fn is_priced_below(&self) -> bool {
        self.tag & PRICED_BELOW != 0
    }

    /// Adds the block below.
    pub(super) fn absorb(&mut self, lower: &Slot) {
        self.value += lower.value;
        self.prob += lower.prob;
        self.tag = lower.tag;
    }

    /// Whether the block below is worth as much or more, so that the two are pooled.
    pub(super) fn is_pooled_with(&self, lower: &Slot) -> bool {
        lower.value * self.prob >= self.value * lower.prob
    }
}

/// Marks a first type whose A_k is positive.
const PRICED_BELOW: u32 = 1 << 31;
