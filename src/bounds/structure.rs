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

use ironproof_number::IBig;

use super::grid::{Cell, Point, Points, Units};
use super::hull::{Walk, concave_hull};
use super::rounded;
use super::sharpen::{advance, control_points, height_of};
use ironproof_curves::Between;
use ironproof_curves::psi::GroupPsi;
use ironproof_instance::End;
use ironproof_number::rational::Rational;

/// Decimals of a willingness to pay that is not rational.
const WTP_DIGITS: usize = 15;

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
    /// r(t), from the side of the interval that the place ends; rounded into it if it is not rational.
    pub wtp: Rational,
}

/// Neighbouring cells inside one pool.
struct Run {
    first: usize,
    last: usize,
    from: IBig,
    to: IBig,
    /// Whether Psi is strictly below co Psi at the two ends as well.
    starts_below: bool,
    ends_below: bool,
}

/// What one pass over the cells finds.
struct Found {
    runs: Vec<Run>,
    /// The first cell in which Psi can be as large as at its best known point, unless that is t = 0.
    candidate: Option<usize>,
    /// Where each cell starts.
    starts: Vec<IBig>,
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
    let found = scan(group, cells, &points.upper, &lower, &best);

    let place = |quantile: Rational, cell: usize, end: End| {
        let wtp = group.pieces[cells[cell].piece].wtp(&quantile);
        Place { quantile, wtp: inward(wtp, end) }
    };
    let start_of = |cell: usize| {
        found.starts.get(cell).map_or(Rational::ONE, |start| units.quantile_at(start))
    };
    let control = |cell: usize, from: &Rational, to: &Rational| {
        control_points(&group.pieces[cells[cell].piece], from, to)
    };
    let best = units.psi_at(&best);
    let not_served_below = found.candidate.and_then(|cell| {
        let is_worse =
            |from: &Rational, to: &Rational| control(cell, from, to).iter().all(|(_, y)| *y < best);
        let edge = advance(&start_of(cell), &start_of(cell + 1), is_worse);
        (!edge.is_zero()).then(|| place(edge, cell, End::High))
    });
    let edge_of = |cell: usize, from: &Rational, to: &Rational, end: End| {
        let is_below = |from: &Rational, to: &Rational| {
            control(cell, from, to).iter().all(|(t, y)| *y < height_of(&lower, units, t))
        };
        place(advance(from, to, is_below), cell, end)
    };
    let pool_of = |run: &Run| {
        let (from, to) = (units.quantile_at(&run.from), units.quantile_at(&run.to));
        let low = match run.first.checked_sub(1) {
            Some(before) if run.starts_below => edge_of(before, &from, &start_of(before), End::Low),
            _ => place(from.clone(), run.first, End::Low),
        };
        let is_last = run.last + 1 == cells.len();
        let high = if run.ends_below && !is_last {
            edge_of(run.last + 1, &to, &start_of(run.last + 2), End::High)
        } else {
            place(to.clone(), run.last, End::High)
        };
        // An edge that did not move belongs to the run, whose wtp it then has.
        let low = if low.quantile == from { place(from, run.first, End::Low) } else { low };
        let high = if high.quantile == to { place(to, run.last, End::High) } else { high };
        (low, high)
    };
    let first_served =
        not_served_below.as_ref().map_or(Rational::ZERO, |place| place.quantile.clone());
    GroupStructure {
        label: label.to_owned(),
        pools: found
            .runs
            .iter()
            .map(pool_of)
            .filter(|(_, high)| high.quantile > first_served)
            .collect(),
        not_served_below,
    }
}

/// One number for the willingness to pay at an end of an interval: where it is enclosed, on the side of the
/// interval, so that what is said stays true.
fn inward(wtp: Between, end: End) -> Rational {
    if wtp.low == wtp.high {
        return wtp.low;
    }
    match end {
        End::Low => rounded(&wtp.high, WTP_DIGITS, Rational::ceil),
        End::High => rounded(&wtp.low, WTP_DIGITS, Rational::floor),
    }
}

fn scan(group: &GroupPsi, cells: &[Cell], upper: &[Point], lower: &[Point], best: &IBig) -> Found {
    let mut walk = Walk::new(lower);
    let mut upper = upper.iter();
    let is_best_free = upper.next().is_some_and(|free| free.y >= *best);
    let (mut candidate, mut runs, mut starts) = (None, Vec::<Run>::new(), Vec::new());
    for (index, cell) in cells.iter().enumerate() {
        let n_points = group.pieces[cell.piece].degree() + 1;
        let control: Vec<_> = upper.by_ref().take(n_points).collect();
        let [start, .., end] = control.as_slice() else {
            unreachable!("a cell has at least its two ends");
        };
        starts.push(start.x.clone());
        if candidate.is_none() && control.iter().any(|point| point.y >= *best) {
            candidate = Some(index);
        }
        // Inside the cell every control point has a positive weight.
        let signs: Vec<Ordering> =
            control.iter().map(|point| walk.height(point).0.cmp(&IBig::ZERO)).collect();
        if signs.contains(&Ordering::Greater) || !signs.contains(&Ordering::Less) {
            continue;
        }
        let is_below = |sign: Option<&Ordering>| sign == Some(&Ordering::Less);
        let (starts_below, ends_below) = (is_below(signs.first()), is_below(signs.last()));
        match runs.last_mut() {
            // At a jump of r the common end has two values.
            Some(run) if run.last + 1 == index && run.ends_below && starts_below => {
                run.last = index;
                run.to.clone_from(&end.x);
                run.ends_below = ends_below;
            }
            _ => {
                let (from, to) = (start.x.clone(), end.x.clone());
                runs.push(Run { first: index, last: index, from, to, starts_below, ends_below });
            }
        }
    }
    Found { runs, candidate: candidate.filter(|_| !is_best_free), starts }
}
