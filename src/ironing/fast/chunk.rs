//! One chunk: its blocks and its summary.

use super::Columns;
use super::pool::{self, Lanes};
use super::slot::Slot;
use super::values::{self, Prices, SIGN, View};

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
    /// c_k.
    value: Vec<f64>,
    /// A_k, and A above the chunk, if prices are mixed.
    excess: Vec<f64>,
    lanes: Lanes,
    /// Blocks from the top down.
    pub(super) stack: Vec<Slot>,
}

/// The sum of f_l (lambda_l - alpha) over chunk `c`.
#[inline(always)]
pub(super) fn excess_sum(columns: &Columns<'_>, alpha: f64, c: usize) -> f64 {
    values::excess_sum(&View::new(columns, c), alpha)
}

/// Irons chunk `c`; `excess` is A above it. Few blocks are kept in `kept`.
#[inline(always)]
pub(super) fn summarise(
    columns: &Columns<'_>,
    alpha: f64,
    c: usize,
    excess: f64,
    kept: &mut [Slot],
    scratch: &mut Scratch,
) -> Summary {
    let view = View::new(columns, c);
    let n = view.prob.len();
    let (own_excess, prices) =
        values::virtual_values(&view, alpha, excess, &mut scratch.value, &mut scratch.excess);
    let (value, prob, is_increasing) = look(&scratch.value, view.prob);
    let mut summary =
        Summary { excess, own_excess, value, prob, n_blocks: n, ..Summary::default() };
    if n > kept.len() && is_increasing {
        summary.highest = scratch.single(&view, prices, n - 1);
        summary.lowest = scratch.single(&view, prices, 0);
        return summary;
    }
    scratch.pool(&view, prices);
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
    summary: &Summary,
    scratch: &mut Scratch,
) {
    let view = View::new(columns, c);
    let Scratch { value, excess, .. } = scratch;
    let (_, prices) = values::virtual_values(&view, alpha, summary.excess, value, excess);
    let n = view.prob.len();
    if summary.n_blocks == n {
        scratch.stack.clear();
        for k in (0..n).rev() {
            let slot = scratch.single(&view, prices, k);
            scratch.stack.push(slot);
        }
    } else {
        scratch.pool(&view, prices);
    }
}

impl Scratch {
    fn pool(&mut self, view: &View<'_>, prices: Prices) {
        let Self { value, excess, lanes, stack } = self;
        pool::pool(value, view.prob, view.start, prices, excess, lanes, stack);
    }

    /// Type `k` of the chunk as a block.
    fn single(&self, view: &View<'_>, prices: Prices, k: usize) -> Slot {
        let first = u32::try_from(view.start + k).unwrap_or(u32::MAX);
        let is_priced_below = match prices {
            Prices::Below => true,
            Prices::Own => false,
            Prices::Mixed => self.excess[k] > 0.0,
        };
        Slot::new(self.value[k], view.prob[k], Slot::tag(first, is_priced_below))
    }
}

/// Sums of c and f over a chunk, and whether no two neighbours are pooled.
#[inline(always)]
fn look(value: &[f64], prob: &[f64]) -> (f64, f64, bool) {
    const ROW: usize = 4;
    let last = value.len() - 1;
    let (mut values, mut probs) = ([0.0; ROW], [0.0; ROW]);
    // All signs together instead of an early end: it runs several types at a time.
    let mut all = [u64::MAX; ROW];
    let (c, c_rest) = value[..last].as_chunks::<ROW>();
    let (f, f_rest) = prob[..last].as_chunks::<ROW>();
    let (c_above, c_above_rest) = value[1..].as_chunks::<ROW>();
    let (f_above, f_above_rest) = prob[1..].as_chunks::<ROW>();
    for ((c, f), (c_above, f_above)) in c.iter().zip(f).zip(c_above.iter().zip(f_above)) {
        for j in 0..ROW {
            all[j] &= (c[j] * f_above[j] - c_above[j] * f[j]).to_bits();
            values[j] += c[j];
            probs[j] += f[j];
        }
    }
    let rest = c_rest.iter().zip(f_rest).zip(c_above_rest.iter().zip(f_above_rest));
    for (j, ((c, f), (c_above, f_above))) in rest.enumerate() {
        all[j] &= (c * f_above - c_above * f).to_bits();
        values[j] += c;
        probs[j] += f;
    }
    values[ROW - 1] += value[last];
    probs[ROW - 1] += prob[last];
    let total = |sums: [f64; ROW]| (sums[0] + sums[1]) + (sums[2] + sums[3]);
    (total(values), total(probs), all.into_iter().fold(SIGN, |all, sign| all & sign) == SIGN)
}
