//! Where to split: the cells that keep the two ends of the bracket apart.
//!
//! Let Q be optimal for the upper hulls U_i. It is feasible for the lower hulls L_i as well, so
//!
//! ```text
//! upper - lower <= sum_i mu_i int (U_i - L_i) dQ_i
//! ```
//!
//! and dQ_i sits on vertices of U_i. At a vertex on the graph of Psi the two hulls are equal, up to an
//! enclosure that more cells would not narrow; every other vertex is a control point inside a cell. So the right side is a sum over cells: the share e of a cell.
//! Splitting a cell into n divides its share by about n^2, and n in proportion to the cube root of e
//! reaches the wanted sum with the fewest cells.
//!
//! Floats only choose what is split; the bracket is exact for every choice.

use ironproof_number::IBig;

use super::Hulls;
use super::grid::{Cell, MAX_DEPTH, Units};
use super::hull::Walk;
use super::value::Value;
use ironproof_curves::psi::GroupPsi;
use ironproof_number::rational::{Rational, approx};

/// A cell is split into at most 2^MOST_HALVINGS cells at once.
const MOST_HALVINGS: u32 = 4;

/// The share of each cell of each group in the width of the bracket.
pub(super) fn shares(
    groups: &[GroupPsi],
    cells: &[Vec<Cell>],
    units: &Units,
    hulls: &Hulls,
    upper: &Value,
) -> Vec<Vec<f64>> {
    let mut shares = Vec::with_capacity(groups.len());
    for (g, group) in groups.iter().enumerate() {
        let mut of_cells = vec![0.0; cells[g].len()];
        let mut walk = Walk::new(&hulls.lower[g]);
        let hull = &hulls.upper[g];
        let mass = approx(&group.mass);
        for (index, vertex) in hull.iter().enumerate() {
            let Some(cell) = vertex.inside else { continue };
            let (height, width) = walk.height(vertex);
            // What the hull leaves at t = 1 counts for the best quality.
            let here = if index + 1 == hull.len() { 1.0 } else { upper.qualities[g][index] };
            let step = here - index.checked_sub(1).map_or(0.0, |before| upper.qualities[g][before]);
            let unit = width * IBig::from(units.psi.clone());
            let height = approx(&Rational::from_parts_signed(height, unit));
            of_cells[cell] += (mass * step * height).max(0.0);
        }
        shares.push(of_cells);
    }
    shares
}

/// Splits cells so that the sum of the shares falls to about `target`; `None` when no cell can be split.
pub(super) fn split(
    cells: &[Vec<Cell>],
    shares: &[Vec<f64>],
    target: f64,
) -> Option<Vec<Vec<Cell>>> {
    let roots = || shares.iter().flatten().map(|share| share.cbrt());
    let factor = (roots().sum::<f64>() / target).sqrt();
    // With the largest share at least, so that every round makes progress.
    let largest = roots().fold(0.0, f64::max);
    let mut is_progress = false;
    let mut next = Vec::with_capacity(cells.len());
    for (cells, shares) in cells.iter().zip(shares) {
        let mut split = Vec::with_capacity(cells.len() * 2);
        for (cell, share) in cells.iter().zip(shares) {
            let root = share.cbrt();
            let mut halvings = (0..MOST_HALVINGS)
                .find(|&halvings| f64::from(1_u32 << halvings) >= root * factor)
                .unwrap_or(MOST_HALVINGS);
            // Without a share at all every cell is a suspect: floats lost it.
            if halvings == 0 && root >= largest {
                halvings = 1;
            }
            let halvings = halvings.min(MAX_DEPTH - cell.depth);
            is_progress |= halvings > 0;
            let first = cell.m << halvings;
            for offset in 0..1_u64 << halvings {
                split.push(Cell { depth: cell.depth + halvings, m: first + offset, ..*cell });
            }
        }
        next.push(split);
    }
    is_progress.then_some(next)
}
