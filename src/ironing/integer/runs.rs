//! The blocks of a group, from the top type down.
//!
//! ```text
//! A_k = A_{k+1} + f_k (lambda_k - alpha)
//! rent_k = (r_k - r_{k-1}) A_k
//! c_k = alpha f_k r_k + max(rent_k, 0) + min(rent_{k+1}, 0)
//! ```
//!
//! A chunk where every type is a block is kept as one run, and opened only when somebody asks.

use super::Columns;

/// Types per chunk; few in tests, so that small instances have runs.
const CHUNK: usize = if cfg!(test) { 4 } else { 512 };

/// A block: types up to the next block above get one ironed value, `value / prob`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) value: i128,
    pub(super) prob: i64,
    pub(super) first: u32,
    /// Whether A is positive at the first type, so that the price step is what the type below pays.
    pub(super) is_priced_below: bool,
}

/// One block, or a chunk of single types by strictly increasing ironed value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) value: i128,
    pub(super) prob: i64,
    n_blocks: u32,
    /// A above the run; meaningless for one block.
    excess_above: i64,
    pub(super) highest: Block,
    pub(super) lowest: Block,
}

impl Block {
    /// value / prob < other.value / other.prob. The products are bounded by `check` of the parent.
    pub(super) fn is_below(&self, other: &Block) -> bool {
        self.value.wrapping_mul(i128::from(other.prob))
            < other.value.wrapping_mul(i128::from(self.prob))
    }
}

impl Run {
    fn single(block: Block) -> Self {
        let Block { value, prob, .. } = block;
        Self { value, prob, n_blocks: 1, excess_above: 0, highest: block, lowest: block }
    }

    pub(super) fn n_blocks(&self) -> usize {
        usize::try_from(self.n_blocks).unwrap_or(usize::MAX)
    }
}

/// The runs of a group, highest first: ironed values strictly decrease.
pub(super) fn iron(columns: &Columns<'_>, alpha: i64) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut excess = 0;
    let n = columns.wtp.len();
    for start in (0..n.div_ceil(CHUNK)).rev().map(|c| c * CHUNK) {
        let end = n.min(start + CHUNK);
        let (run, excess_below) = closed(columns, alpha, start, end, excess);
        match run {
            Some(run)
                if runs.last().is_none_or(|above: &Run| run.highest.is_below(&above.lowest)) =>
            {
                runs.push(run);
            }
            _ => {
                for_each_type(columns, alpha, start, end, excess, |block| {
                    push(columns, alpha, &mut runs, block);
                });
            }
        }
        excess = excess_below;
    }
    runs
}

/// The blocks of a run, highest first.
pub(super) fn open(columns: &Columns<'_>, alpha: i64, run: &Run, blocks: &mut Vec<Run>) {
    let start = usize::try_from(run.lowest.first).unwrap_or(usize::MAX);
    let end = start + run.n_blocks();
    for_each_type(columns, alpha, start, end, run.excess_above, |block| {
        blocks.push(Run::single(block));
    });
}

/// The first and the last type of each block, lowest first.
pub(super) fn intervals(runs: &[Run], n_types: usize) -> Vec<(usize, usize)> {
    let mut intervals = Vec::with_capacity(runs.iter().map(Run::n_blocks).sum());
    let first = |run: &Run| usize::try_from(run.lowest.first).unwrap_or(usize::MAX);
    for (r, run) in runs.iter().enumerate().rev() {
        let start = first(run);
        let end = r.checked_sub(1).map_or(n_types, |above| first(&runs[above]));
        if run.n_blocks == 1 {
            intervals.push((start, end - 1));
        } else {
            intervals.extend((start..end).map(|k| (k, k)));
        }
    }
    intervals
}

/// Replaces a closed last run by its blocks.
fn open_last(columns: &Columns<'_>, alpha: i64, runs: &mut Vec<Run>) {
    if let Some(run) = runs.pop_if(|run| run.n_blocks > 1) {
        open(columns, alpha, &run, runs);
    }
}

/// Pools a block with the runs above it as long as they violate.
fn push(columns: &Columns<'_>, alpha: i64, runs: &mut Vec<Run>, mut block: Block) {
    while let Some(above) = runs.last() {
        if block.is_below(&above.lowest) {
            break;
        }
        if above.n_blocks > 1 {
            open_last(columns, alpha, runs);
            continue;
        }
        block.value += above.value;
        block.prob += above.prob;
        runs.pop();
    }
    runs.push(Run::single(block));
}

/// Types `start..end` as one run, if each is a block, and A at `start`.
fn closed(
    columns: &Columns<'_>,
    alpha: i64,
    start: usize,
    end: usize,
    excess_above: i64,
) -> (Option<Run>, i64) {
    let mut excess = excess_above;
    let Some(below) = start.checked_sub(1) else { return (None, excess) };
    let (r, f) = (&columns.wtp[start..end], &columns.prob[start..end]);
    let rows = r.iter().zip(&columns.wtp[below..]).zip(f).zip(&columns.weight[start..end]);
    let mut rent_above = rent_above(columns, end, excess);
    let (mut sum, mut prob, mut is_increasing) = (0_i128, 0_i64, true);
    let (mut c_above, mut f_above) = (i64::MAX, 1);
    let mut highest = None;
    for (((&r, &below), &f), &weight) in rows.rev() {
        // No sum or product here leaves 64 bits, see `Columns::value_bound`.
        excess = excess.wrapping_add(f.wrapping_mul(weight.wrapping_sub(alpha)));
        let rent = r.wrapping_sub(below).wrapping_mul(excess);
        let own = alpha.wrapping_mul(f).wrapping_mul(r);
        let c = own.wrapping_add(rent.max(0)).wrapping_add(rent_above.min(0));
        is_increasing &= product(c, f_above) < product(c_above, f);
        sum = sum.wrapping_add(i128::from(c));
        prob = prob.wrapping_add(f);
        (c_above, f_above, rent_above) = (c, f, rent);
        highest.get_or_insert((c, f, excess));
    }
    let run = highest.filter(|_| is_increasing).map(|highest| {
        let block = |(c, prob, excess): (i64, i64, i64), first: usize| Block {
            value: i128::from(c),
            prob,
            first: u32::try_from(first).unwrap_or(u32::MAX),
            is_priced_below: 0 < excess,
        };
        Run {
            value: sum,
            prob,
            n_blocks: u32::try_from(end - start).unwrap_or(u32::MAX),
            excess_above,
            highest: block(highest, end - 1),
            lowest: block((c_above, f_above, excess), start),
        }
    });
    (run, excess)
}

fn product(a: i64, b: i64) -> i128 {
    i128::from(a).wrapping_mul(i128::from(b))
}

/// The rent of type `end`, zero above the top.
fn rent_above(columns: &Columns<'_>, end: usize, excess: i64) -> i64 {
    let above = columns.wtp.get(end).map_or(0, |above| above - columns.wtp[end - 1]);
    above.wrapping_mul(excess)
}

/// Calls `visit` with types `start..end`, each as a block, from the top down.
fn for_each_type(
    columns: &Columns<'_>,
    alpha: i64,
    start: usize,
    end: usize,
    excess_above: i64,
    mut visit: impl FnMut(Block),
) {
    let mut excess = excess_above;
    let mut rent_above = i128::from(rent_above(columns, end, excess));
    for k in (start..end).rev() {
        let (r, f) = (columns.wtp[k], columns.prob[k]);
        excess += f * (columns.weight[k] - alpha);
        // The lowest type has all of r_0 for its gap, so that its rent may need 128 bits.
        let gap = r - k.checked_sub(1).map_or(0, |below| columns.wtp[below]);
        let rent = i128::from(gap) * i128::from(excess);
        let own = i128::from(alpha * f * r);
        visit(Block {
            value: own + rent.max(0) + rent_above.min(0),
            prob: f,
            first: u32::try_from(k).unwrap_or(u32::MAX),
            is_priced_below: 0 < excess,
        });
        rent_above = rent;
    }
}
