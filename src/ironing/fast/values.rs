//! A_k and c_k of one chunk.
//!
//! ```text
//! A_k = A above the chunk + sum from k to the end of the chunk of f_l (lambda_l - alpha)
//! c_k = alpha f_k r_k + [A_k > 0] (r_k - r_{k-1}) A_k + [A_{k+1} <= 0] (r_{k+1} - r_k) A_{k+1}
//! ```
//!
//! the form of `psi` for points, since f_k (lambda_k - alpha) = A_k - A_{k+1}.
//!
//! A running sum waits for its last addition. A chunk is therefore cut into [`LANES`] lanes that are
//! summed side by side. Nearly always A has one sign on a chunk, and then no price is chosen type by type.

use super::{CHUNK, Columns};

/// Running sums at a time.
pub(super) const LANES: usize = 4;
/// Types per lane.
pub(super) const LANE: usize = CHUNK / LANES;

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
    /// r below the chunk, 0 at the bottom.
    below: f64,
    /// r above the chunk; any number at the top, where A is zero.
    above: f64,
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
            below: if start == 0 { 0.0 } else { columns.wtp[start - 1] },
            above: columns.wtp.get(end).copied().unwrap_or(0.0),
        }
    }
}

/// The sum of f_l (lambda_l - alpha) over the chunk: the bits that [`excess`] adds up.
pub(super) fn excess_sum(view: &View<'_>, alpha: f64) -> f64 {
    let mut sums = [0.0; LANES];
    if let (Some(f), Some(w)) = (lanes(view.prob), lanes(view.weight)) {
        for i in (0..LANE).rev() {
            for q in 0..LANES {
                sums[q] += f[q][i] * (w[q][i] - alpha);
            }
        }
    } else {
        let parts = view.prob.chunks(LANE).zip(view.weight.chunks(LANE));
        for (sum, (f, w)) in sums.iter_mut().zip(parts) {
            for (f, w) in f.iter().zip(w).rev() {
                *sum += f * (w - alpha);
            }
        }
    }
    total(sums)
}

fn total([a, b, c, d]: [f64; LANES]) -> f64 {
    (a + b) + (c + d)
}

/// A whole chunk as lanes.
fn lanes(column: &[f64]) -> Option<&[[f64; LANE]; LANES]> {
    <&[[f64; LANE]; LANES]>::try_from(column.as_chunks().0).ok()
}

/// A_k for the chunk, with A above it at the end. Returns the sum over the chunk.
pub(super) fn excess(view: &View<'_>, alpha: f64, above: f64, out: &mut Vec<f64>) -> f64 {
    let n = view.prob.len();
    out.resize(n + 1, 0.0);
    out[n] = above;
    let out = &mut out[..n];
    let mut sums = [0.0; LANES];
    let whole = <&mut [[f64; LANE]; LANES]>::try_from(out.as_chunks_mut().0).ok();
    if let (Some(f), Some(w), Some(a)) = (lanes(view.prob), lanes(view.weight), whole) {
        for i in (0..LANE).rev() {
            for q in 0..LANES {
                sums[q] += f[q][i] * (w[q][i] - alpha);
                a[q][i] = sums[q];
            }
        }
    } else {
        let parts = view.prob.chunks(LANE).zip(view.weight.chunks(LANE));
        for ((sum, (f, w)), a) in sums.iter_mut().zip(parts).zip(out.chunks_mut(LANE)) {
            for ((f, w), a) in f.iter().zip(w).zip(a).rev() {
                *sum += f * (w - alpha);
                *a = *sum;
            }
        }
    }
    let mut base = above;
    for (lane, sum) in out.chunks_mut(LANE).zip(sums).rev() {
        for a in lane {
            *a += base;
        }
        base += sum;
    }
    total(sums)
}

/// c_k for the chunk.
pub(super) fn virtual_values(view: &View<'_>, alpha: f64, excess: &[f64], out: &mut Vec<f64>) {
    let n = view.wtp.len();
    out.resize(n, 0.0);
    // Sign bits: all set means that no A is positive, none set that every A is positive or zero, where
    // the two cases are one.
    let (mut all, mut any) = (u64::MAX, 0);
    for a in excess {
        all &= a.to_bits();
        any |= a.to_bits();
    }
    let (r, f) = (view.wtp, view.prob);
    if any & SIGN == 0 {
        out[0] = alpha * f[0] * r[0] + (r[0] - view.below) * excess[0];
        let rows = out[1..].iter_mut().zip(&f[1..]).zip(r).zip(&r[1..]).zip(&excess[1..n]);
        for ((((c, f), below), r), a) in rows {
            *c = alpha * f * r + (r - below) * a;
        }
    } else if all & SIGN != 0 {
        out[n - 1] = alpha * f[n - 1] * r[n - 1] + (view.above - r[n - 1]) * excess[n];
        let rows = out.iter_mut().zip(f).zip(r).zip(&r[1..]).zip(&excess[1..n]);
        for ((((c, f), r), above), a) in rows {
            *c = alpha * f * r + (above - r) * a;
        }
    } else {
        let below = std::iter::once(&view.below).chain(r);
        let above = r[1..].iter().chain(std::iter::once(&view.above));
        let rows = out.iter_mut().zip(f).zip(below).zip(r).zip(above).zip(excess.windows(2));
        for (((((c, f), below), r), above), a) in rows {
            let rent_below = if a[0] > 0.0 { (r - below) * a[0] } else { 0.0 };
            let rent_above = if a[1] > 0.0 { 0.0 } else { (above - r) * a[1] };
            *c = alpha * f * r + rent_below + rent_above;
        }
    }
}
