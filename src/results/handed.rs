//! The objects handed out in doubles, best first, to those with the highest ironed value: what a figure of a market in
//! which quality rises with the rank is drawn from.
//!
//! The ends of each segment are enclosed elsewhere; this is only about what lies between them.

#![expect(clippy::float_arithmetic, reason = "a figure is not a verdict")]

use ironproof_instance::{Probability, Quality};
use ironproof_number::rational::approx;

use super::curves::CurveRow;

/// Parts of each step of the grid of curves.
const N_PARTS: u32 = 20;
/// Parts of each curve of quality.
const N_SLABS: u32 = 200;
/// Values that differ by less than this, relatively, are equal.
const SAME: f64 = 1e-9;

/// A small interval of types of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) group: usize,
    pub(crate) share: (f64, f64),
    pub(crate) wtp: (f64, f64),
    value: f64,
    mass: f64,
    /// From the best object that it may get to the worst; the same for all whose values are equal.
    pub(crate) ranks: (f64, f64),
}

/// Objects of neighbouring qualities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slab {
    pub(crate) ranks: (f64, f64),
    /// The best and the worst.
    pub(crate) quality: (f64, f64),
}

/// All types in the order in which they choose, and all objects, best first.
pub(crate) struct Handed {
    pub(crate) cells: Vec<Cell>,
    pub(crate) slabs: Vec<Slab>,
}

impl Handed {
    /// `groups`: the mass and the curves of each.
    pub(crate) fn new(groups: &[(f64, &[CurveRow])], quality: &Quality) -> Self {
        let mut cells: Vec<Cell> = Vec::new();
        for (group, (mass, rows)) in groups.iter().enumerate() {
            add_cells(&mut cells, group, *mass, rows);
        }
        // A stable sort: the order of equal values is that of the groups.
        cells.sort_by(|a, b| b.value.total_cmp(&a.value));
        let (mut start, mut rank) = (0, 0.0);
        while start < cells.len() {
            let value = cells[start].value;
            let tied = |cell: &&Cell| value - cell.value <= SAME * value.abs().max(1e-300);
            // Where doubles overflow, a value is not even equal to itself.
            let n_tied = cells[start..].iter().take_while(tied).count().max(1);
            let end = start + n_tied;
            let mass: f64 = cells[start..end].iter().map(|cell| cell.mass).sum();
            for cell in &mut cells[start..end] {
                cell.ranks = (rank, rank + mass);
            }
            (start, rank) = (end, rank + mass);
        }
        Self { cells, slabs: slabs(quality) }
    }

    /// The mean quality of objects between two ranks.
    pub(crate) fn mean(&self, ranks: (f64, f64)) -> f64 {
        let of = |slab: &Slab| {
            let (from, to) = overlap(slab.ranks, ranks);
            let width = slab.ranks.1 - slab.ranks.0;
            let at = |rank: f64| {
                let part = (rank - slab.ranks.0) / width;
                slab.quality.0 + part * (slab.quality.1 - slab.quality.0)
            };
            (to - from).max(0.0) * f64::midpoint(at(from), at(to))
        };
        let first = self.slabs.partition_point(|slab| slab.ranks.1 <= ranks.0);
        let near = self.slabs[first..].iter().take_while(|slab| slab.ranks.0 < ranks.1);
        near.map(of).sum::<f64>() / (ranks.1 - ranks.0)
    }

    /// The mass of each group that gets an object between two ranks.
    pub(crate) fn takers(&self, ranks: (f64, f64), n_groups: usize) -> Vec<f64> {
        let mut takers = vec![0.0; n_groups];
        for cell in self.cells.iter().filter(|cell| cell.value > SAME) {
            let (from, to) = overlap(cell.ranks, ranks);
            if from < to {
                takers[cell.group] += cell.mass * (to - from) / (cell.ranks.1 - cell.ranks.0);
            }
        }
        takers
    }
}

fn overlap(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0.max(b.0), a.1.min(b.1))
}

fn add_cells(cells: &mut Vec<Cell>, group: usize, mass: f64, rows: &[CurveRow]) {
    for pair in rows.windows(2).filter(|pair| pair[0].piece == pair[1].piece) {
        let (from, to) = (&pair[0], &pair[1]);
        let width = to.share - from.share;
        let ends = (from.ironed_value.or(to.ironed_value), to.ironed_value.or(from.ironed_value));
        let (Some(low), Some(high)) = ends else { continue };
        if width <= 0.0 {
            continue;
        }
        let at = |ends: (f64, f64), k: u32| {
            ends.0 + (ends.1 - ends.0) * f64::from(k) / f64::from(N_PARTS)
        };
        for k in 0..N_PARTS {
            let both = |ends| (at(ends, k), at(ends, k + 1));
            let (low, high) = both((low, high));
            cells.push(Cell {
                group,
                share: both((from.share, to.share)),
                wtp: both((from.wtp, to.wtp)),
                value: f64::midpoint(low, high),
                mass: mass * width / f64::from(N_PARTS),
                ranks: (0.0, 0.0),
            });
        }
    }
}

/// The objects, best first.
fn slabs(quality: &Quality) -> Vec<Slab> {
    let mass = approx(&quality.mass);
    let mut slabs = Vec::new();
    for piece in quality.pieces.iter().rev() {
        let (from, to) = (approx(&piece.from), approx(&piece.to));
        let at = |t: f64| piece.curve.at_float(Probability { lower: t, upper: 1.0 - t });
        let n_slabs = if piece.curve.as_constant().is_some() { 1 } else { N_SLABS };
        let edge = |k: u32| to - (to - from) * f64::from(k) / f64::from(n_slabs);
        for k in 0..n_slabs {
            let (best, worst) = (edge(k), edge(k + 1));
            slabs.push(Slab {
                ranks: ((1.0 - best) * mass, (1.0 - worst) * mass),
                quality: (at(best), at(worst)),
            });
        }
    }
    slabs
}
