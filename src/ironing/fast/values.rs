//! A_k and c_k of one chunk.
//!
//! ```text
//! A_k = A above the chunk + sum from k to the end of the chunk of f_l (lambda_l - alpha)
//! c_k = alpha f_k r_k + [A_k > 0] (r_k - r_{k-1}) A_k + [A_{k+1} <= 0] (r_{k+1} - r_k) A_{k+1}
//! ```
//!
//! the form of `psi` for points, since f_k (lambda_k - alpha) = A_k - A_{k+1}.
//!
//! Inputs come from memory faster when each column is read once, from the top down, so that everything
//! is computed in that one pass. A running sum waits for its last addition: a row of [`ROW`] types is
//! summed by itself first, and then waits once. Nearly always A has one sign on a chunk, and then no
//! price is chosen type by type.

use super::{CHUNK, Columns};

/// Types whose sums are formed together.
const ROW: usize = 4;

type Row = [f64; ROW];

/// The sign bit of a double.
pub(super) const SIGN: u64 = 1 << 63;

/// The slices of one chunk.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// Index of the first type.
    pub(super) start: usize,
    pub(super) wtp: &'a [f64],
    pub(super) prob: &'a [f64],
    weight: &'a [f64],
    /// r_{k-1} for each type, if the chunk is not the lowest.
    below: Option<&'a [f64]>,
    /// r_{k+1} for each type, if the chunk is not the highest.
    above: Option<&'a [f64]>,
}

impl<'a> View<'a> {
    pub(super) fn new(columns: &Columns<'a>, c: usize) -> Self {
        let start = c * CHUNK;
        let end = columns.wtp.len().min(start + CHUNK);
        Self {
            start,
            wtp: &columns.wtp[start..end],
            prob: &columns.prob[start..end],
            weight: &columns.weight[start..end],
            below: start.checked_sub(1).map(|below| &columns.wtp[below..end - 1]),
            above: columns.wtp.get(start + 1..=end),
        }
    }
}

/// Which price separates the types of a chunk from the type below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prices {
    /// A > 0 throughout: what the type below is willing to pay.
    Below,
    /// A <= 0 throughout: what the type itself is willing to pay.
    Own,
    /// Either.
    Mixed,
}

/// Writes c_k; with [`Prices::Mixed`] also A_k, and A above the chunk as the last. Returns the sum of
/// f_l (lambda_l - alpha) over the chunk.
#[inline(always)]
pub(super) fn virtual_values(
    view: &View<'_>,
    alpha: f64,
    excess_above: f64,
    value: &mut Vec<f64>,
    excess: &mut Vec<f64>,
) -> (f64, Prices) {
    value.resize(view.wtp.len(), 0.0);
    let (neighbours, prices) =
        if excess_above > 0.0 { (view.below, Prices::Below) } else { (view.above, Prices::Own) };
    let is_whole = value.len().is_multiple_of(ROW);
    if let Some(neighbours) = neighbours.filter(|_| is_whole) {
        let own = if prices == Prices::Below {
            one_sign::<true>(view, neighbours, alpha, excess_above, value)
        } else {
            one_sign::<false>(view, neighbours, alpha, excess_above, value)
        };
        if let Some(own) = own {
            return (own, prices);
        }
    }
    (either_sign(view, alpha, excess_above, value, excess), Prices::Mixed)
}

/// c_k if A is positive (`IS_BELOW`), or nowhere positive, on the chunk and above it. `None` if it is not.
#[inline(always)]
fn one_sign<const IS_BELOW: bool>(
    view: &View<'_>,
    neighbours: &[f64],
    alpha: f64,
    excess_above: f64,
    value: &mut [f64],
) -> Option<f64> {
    let (r, f, w) = (rows(view.wtp), rows(view.prob), rows(view.weight));
    let inputs = r.iter().zip(rows(neighbours)).zip(f).zip(w);
    let (mut own, mut above) = (0.0, excess_above);
    // Sign bits of 0 - A: set where A > 0.
    let (mut all, mut any) = ([u64::MAX; ROW], [0; ROW]);
    for ((((r, next), f), w), c) in inputs.zip(value.as_chunks_mut::<ROW>().0).rev() {
        let sums = sums_from_top(f, w, alpha);
        let excess = if IS_BELOW { sums } else { [sums[1], sums[2], sums[3], 0.0] };
        for j in 0..ROW {
            let a = excess[j] + above;
            let gap = if IS_BELOW { r[j] - next[j] } else { next[j] - r[j] };
            c[j] = alpha * f[j] * r[j] + gap * a;
            let sign = (0.0 - a).to_bits();
            all[j] &= sign;
            any[j] |= sign;
        }
        above += sums[0];
        own += sums[0];
    }
    let is_one_sign = if IS_BELOW {
        all.into_iter().fold(SIGN, |all, sign| all & sign) == SIGN
    } else {
        // A of the lowest type is in no c_k here.
        any.into_iter().fold(0, |any, sign| any | sign) & SIGN == 0 && above <= 0.0
    };
    is_one_sign.then_some(own)
}

/// A_k, then c_k with a price for each type.
fn either_sign(
    view: &View<'_>,
    alpha: f64,
    excess_above: f64,
    value: &mut [f64],
    excess: &mut Vec<f64>,
) -> f64 {
    let n = value.len();
    excess.resize(n + 1, 0.0);
    excess[n] = excess_above;
    let mut above = excess_above;
    let mut out = excess[..n].rchunks_mut(ROW);
    let own = for_each_row(view, alpha, |sums| {
        let excess = out.next().unwrap_or_default();
        for (a, sum) in excess.iter_mut().zip(sums) {
            *a = sum + above;
        }
        above += sums[0];
    });
    let (r, f) = (view.wtp, view.prob);
    for k in 0..n {
        let below = view.below.map_or(if k == 0 { 0.0 } else { r[k.max(1) - 1] }, |r| r[k]);
        let above = view.above.map_or(r[(k + 1).min(n - 1)], |r| r[k]);
        let rent_below = if excess[k] > 0.0 { (r[k] - below) * excess[k] } else { 0.0 };
        let rent_above = if excess[k + 1] > 0.0 { 0.0 } else { (above - r[k]) * excess[k + 1] };
        value[k] = alpha * f[k] * r[k] + rent_below + rent_above;
    }
    own
}

/// The sum of f_l (lambda_l - alpha) over the chunk, with the bits of [`virtual_values`].
#[inline(always)]
pub(super) fn excess_sum(view: &View<'_>, alpha: f64) -> f64 {
    for_each_row(view, alpha, |_| ())
}

/// Calls `visit` with the sums of each row, from the top row down; the lowest may be short.
#[inline(always)]
fn for_each_row(view: &View<'_>, alpha: f64, mut visit: impl FnMut(&[f64])) -> f64 {
    let (f_rest, f) = view.prob.as_rchunks();
    let (w_rest, w) = view.weight.as_rchunks();
    let mut own = 0.0;
    for (f, w) in f.iter().zip(w).rev() {
        let sums = sums_from_top(f, w, alpha);
        visit(&sums);
        own += sums[0];
    }
    let mut sums: Row = [0.0; ROW];
    let mut sum = 0.0;
    for ((s, f), w) in sums.iter_mut().zip(f_rest).zip(w_rest).rev() {
        sum += f * (w - alpha);
        *s = sum;
    }
    if !f_rest.is_empty() {
        visit(&sums[..f_rest.len()]);
        own += sum;
    }
    own
}

/// The sums of f_l (lambda_l - alpha) from each type of a row to its top.
#[inline(always)]
fn sums_from_top(f: &Row, w: &Row, alpha: f64) -> Row {
    let d: Row = std::array::from_fn(|j| f[j] * (w[j] - alpha));
    let pairs = [d[0] + d[1], d[1] + d[2], d[2] + d[3], d[3]];
    [pairs[0] + pairs[2], pairs[1] + pairs[3], pairs[2], pairs[3]]
}

fn rows(column: &[f64]) -> &[Row] {
    column.as_chunks().0
}
