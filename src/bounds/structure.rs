//! What the bracket proves about the optimal mechanisms, not only about their value.
//!
//! *Pools.* If no control point of a cell lies above the lower hull and one lies strictly below it, then
//! Psi < co Psi inside the cell. Moving a rise of Q from there to the two ends of the chord of co Psi
//! averages objects within the group, so it stays feasible, and gains. So in every optimum Q is constant
//! inside the cell; and over a run of such cells, if their common ends are strictly below as well. Where a pool ends is not proved: that the hull touches Psi at
//! some point does not follow from bounds of positive width.
//!
//! *Not served.* Nobody is served below the first quantile at which Psi can be as large as at its best known
//! point: moving a rise of Q up to that point gains, and needs fewer objects. That those above it
//! are served does not follow, because the supply may end before.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::grid::{Cell, Points, Units};
use super::hull::{Walk, concave_hull};
use super::psi::GroupPsi;
use crate::rational::Rational;

/// What is true of a group in every optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupStructure {
    /// The group's label.
    pub label: String,
    /// Nobody below this quantile is served; `None` if nothing was proved.
    pub not_served_below: Option<Place>,
    /// Open intervals of quantiles with one contract for all, from the lowest.
    pub pools: Vec<(Place, Place)>,
}

/// A quantile and the willingness to pay there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// t
    pub quantile: Rational,
    /// r(t), from the side of the interval that the place ends.
    pub wtp: Rational,
}

/// Neighbouring cells inside one pool.
struct Run {
    first: usize,
    last: usize,
    from: IBig,
    to: IBig,
    ends_below: bool,
}

/// The structure of one group.
pub(super) fn structure(
    label: &str,
    group: &GroupPsi,
    cells: &[Cell],
    units: &Units,
    points: Points,
) -> GroupStructure {
    let best = points.lower.iter().map(|point| &point.y).max().cloned().unwrap_or(IBig::ZERO);
    let lower = concave_hull(points.lower);
    let mut walk = Walk::new(&lower);
    let mut upper = points.upper.iter().peekable();
    let is_candidate_at_zero = upper.next().is_some_and(|free| free.y >= best);
    let mut first_candidate = is_candidate_at_zero.then_some(IBig::ZERO);
    let mut runs: Vec<Run> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let n_points = group.pieces[cell.piece].local.degree().max(1) + 1;
        let control: Vec<_> = upper.by_ref().take(n_points).collect();
        let [start, .., end] = control.as_slice() else {
            unreachable!("a cell has at least its two ends");
        };
        if first_candidate.is_none() && control.iter().any(|point| point.y >= best) {
            first_candidate = Some(start.x.clone());
        }
        // Inside the cell every control point has a positive weight.
        let signs: Vec<Ordering> =
            control.iter().map(|point| walk.height(point).0.cmp(&IBig::ZERO)).collect();
        if signs.contains(&Ordering::Greater) || !signs.contains(&Ordering::Less) {
            continue;
        }
        let is_below = |sign: Option<&Ordering>| sign == Some(&Ordering::Less);
        let ends_below = is_below(signs.last());
        match runs.last_mut() {
            // At a jump of r the common end has two values.
            Some(run) if run.last + 1 == index && run.ends_below && is_below(signs.first()) => {
                run.last = index;
                run.to = end.x.clone();
                run.ends_below = ends_below;
            }
            _ => {
                let (from, to) = (start.x.clone(), end.x.clone());
                runs.push(Run { first: index, last: index, from, to, ends_below });
            }
        }
    }
    let first_served = first_candidate.unwrap_or(IBig::ZERO);
    let place = |x: &IBig, piece: usize| {
        let quantile = units.quantile_at(x);
        Place { wtp: group.pieces[piece].wtp.at(&quantile), quantile }
    };
    let served_piece = cells
        .iter()
        .map(|cell| cell.piece)
        .rfind(|&piece| group.pieces[piece].from <= units.quantile_at(&first_served))
        .unwrap_or(0);
    GroupStructure {
        label: label.to_owned(),
        not_served_below: (first_served > IBig::ZERO).then(|| place(&first_served, served_piece)),
        pools: runs
            .iter()
            .filter(|run| run.to > first_served)
            .map(|run| {
                (place(&run.from, cells[run.first].piece), place(&run.to, cells[run.last].piece))
            })
            .collect(),
    }
}
