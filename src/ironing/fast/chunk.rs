//! One chunk: its blocks and its summary.

use super::pool::{self, Lanes};
use super::values::{self, SIGN, View};
use super::{Columns, sum};

/// Marks a first type whose A_k is positive.
const PRICED_BELOW: u32 = 1 << 31;

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
    pub(super) fn tag(first: u32, excess: f64) -> u32 {
        first | (u32::from(excess > 0.0) * PRICED_BELOW)
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

/// What is kept of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Summary {
    /// A above the chunk.
    pub(super) excess: f64,
    /// Sum of f_l (lambda_l - alpha) over the chunk.
    pub(super) own_excess: f64,
    pub(super) value: f64,
    pub(super) prob: f64,
    pub(super) n_blocks: usize,
    pub(super) highest: Slot,
    pub(super) lowest: Slot,
}

/// Arrays for one chunk.
#[derive(Default)]
pub(super) struct Scratch {
    /// A_k, and A above the chunk.
    excess: Vec<f64>,
    /// c_k.
    value: Vec<f64>,
    lanes: Lanes,
    /// Blocks from the top down.
    pub(super) stack: Vec<Slot>,
}

/// The sum of f_l (lambda_l - alpha) over chunk `c`.
pub(super) fn excess_sum(columns: &Columns<'_>, alpha: f64, c: usize) -> f64 {
    values::excess_sum(&View::new(columns, c), alpha)
}

/// Irons chunk `c`; `excess` is A above it. Few blocks are kept in `kept`.
pub(super) fn summarise(
    columns: &Columns<'_>,
    alpha: f64,
    c: usize,
    excess: f64,
    kept: &mut [Slot],
    scratch: &mut Scratch,
) -> Summary {
    let view = View::new(columns, c);
    let own_excess = scratch.load(&view, alpha, excess);
    let n = view.prob.len();
    let (value, prob) = (sum::short(&scratch.value), sum::short(view.prob));
    let mut summary =
        Summary { excess, own_excess, value, prob, n_blocks: n, ..Summary::default() };
    let single = |k: usize| {
        let first = u32::try_from(view.start + k).unwrap_or(u32::MAX);
        Slot::new(scratch.value[k], view.prob[k], Slot::tag(first, scratch.excess[k]))
    };
    if n > kept.len() && is_increasing(&scratch.value, view.prob) {
        summary.highest = single(n - 1);
        summary.lowest = single(0);
        return summary;
    }
    scratch.pool(&view);
    let stack = &scratch.stack;
    summary.n_blocks = stack.len();
    summary.highest = stack[0];
    summary.lowest = stack[stack.len() - 1];
    if let Some(kept) = kept.get_mut(..stack.len()) {
        kept.copy_from_slice(stack);
    }
    summary
}

/// Irons chunk `c` again and leaves its blocks on the stack.
pub(super) fn open(
    columns: &Columns<'_>,
    alpha: f64,
    c: usize,
    excess: f64,
    scratch: &mut Scratch,
) {
    let view = View::new(columns, c);
    scratch.load(&view, alpha, excess);
    scratch.pool(&view);
}

impl Scratch {
    fn load(&mut self, view: &View<'_>, alpha: f64, above: f64) -> f64 {
        let own = values::excess(view, alpha, above, &mut self.excess);
        values::virtual_values(view, alpha, &self.excess, &mut self.value);
        own
    }

    fn pool(&mut self, view: &View<'_>) {
        let Self { excess, value, lanes, stack } = self;
        pool::pool(value, view.prob, excess, view.start, lanes, stack);
    }
}

/// Whether no two neighbours are pooled.
fn is_increasing(value: &[f64], prob: &[f64]) -> bool {
    let lower = value.iter().zip(prob);
    let higher = value[1..].iter().zip(&prob[1..]);
    // All signs together instead of an early end: it runs two types at a time.
    let mut all = u64::MAX;
    for ((v, f), (v_above, f_above)) in lower.zip(higher) {
        all &= (v * f_above - v_above * f).to_bits();
    }
    all & SIGN != 0
}
