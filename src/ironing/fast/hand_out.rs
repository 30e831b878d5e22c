//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer
//! positive; then the menu of each group and the value.
//!
//! A segment that gets one level as a whole is handled as one block, without opening it.

use std::cmp::Ordering;

use super::chunk::Scratch;
use super::{Columns, GroupSpace, Problem, stitch, sum::Compensated};
use crate::fast::slot::Slot;
use crate::{Head, Ironed, Queue};

/// Types `first..=last` get expected quality `quality` and pay `transfer`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// Q.
    pub quality: f64,
    /// T.
    pub transfer: f64,
    /// The level, if all get it for sure.
    level: Option<usize>,
    /// p_k of the first type.
    price: f64,
}

/// Where a group stands: its best block that is not served yet.
#[derive(Clone, Copy)]
pub(super) struct Place {
    value: f64,
    prob: f64,
    segment: usize,
    /// Blocks of the segment that are served.
    n_served: usize,
}

impl Ironed for Place {
    fn cmp_ironed(&self, other: &Self) -> Ordering {
        let (own, others) = (self.value * other.prob, other.value * self.prob);
        // The heap asks this more often than anything else, and zeros of either sign are a tie like any other.
        if own < others {
            Ordering::Less
        } else if others < own {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

/// What is left of the supply: objects of `level`, and all below it.
struct Shelf<'a> {
    levels: &'a [f64],
    supply: &'a [f64],
    level: usize,
    left: Compensated,
}

impl Shelf<'_> {
    /// Takes `mass` of the current level, if there is as much.
    fn take_whole(&mut self, mass: f64) -> bool {
        let fits = mass <= self.left.value();
        if fits {
            self.left.add(-mass);
        }
        fits
    }

    /// Goes down to the next level; false when there is none.
    fn descend(&mut self) -> bool {
        let Some(level) = self.level.checked_sub(1) else { return false };
        self.level = level;
        self.left = Compensated::new(self.supply[level]);
        true
    }
}

/// Serves the groups; returns the value.
pub(super) fn hand_out(
    problem: &Problem<'_>,
    groups: &mut [GroupSpace],
    queue: &mut Queue<Place>,
    scratch: &mut Scratch,
) -> f64 {
    let last = problem.levels.len() - 1;
    let mut shelf = Shelf {
        levels: problem.levels,
        supply: problem.supply,
        level: last,
        left: Compensated::new(problem.supply[last]),
    };
    let mut value = Compensated::default();
    queue.clear();
    for (g, group) in groups.iter_mut().enumerate() {
        group.menu.clear();
        queue.push(head(group, g, 0, 0));
    }
    let mut next = None;
    while let Some(Head { block: place, group: g }) = queue.exchange(next) {
        if place.value <= 0.0 {
            break;
        }
        let (columns, group) = (&problem.groups[g], &mut groups[g]);
        if place.n_served == 0 {
            let summary = group.segments[place.segment].summary;
            let Slot { value: lowest, prob, .. } = summary.lowest;
            let block = Place { value: lowest, prob, ..place };
            let is_best = lowest > 0.0 && queue.is_behind(&Head { block, group: g });
            if is_best && shelf.take_whole(columns.mass * summary.prob) {
                value.add(columns.mass * summary.value * shelf.levels[shelf.level]);
                sell(group, columns, &summary.lowest, Some(shelf.level), shelf.levels[shelf.level]);
                next = head(group, g, place.segment + 1, 0);
                continue;
            }
            let segment = &mut group.segments[place.segment];
            stitch::open(columns, problem.alpha, segment, &mut group.arena, scratch);
        }
        let segment = group.segments[place.segment];
        let slot = group.arena[segment.start + place.n_served];
        let mass = columns.mass * slot.prob;
        if shelf.take_whole(mass) {
            value.add(columns.mass * slot.value * shelf.levels[shelf.level]);
            sell(group, columns, &slot, Some(shelf.level), shelf.levels[shelf.level]);
        } else {
            let (quality, is_over) = mixed(&mut shelf, mass);
            if quality > 0.0 {
                value.add(columns.mass * slot.value * quality);
                sell(group, columns, &slot, None, quality);
            }
            if is_over {
                break;
            }
        }
        let n_served = place.n_served + 1;
        next = if segment.start + n_served == segment.end {
            head(group, g, place.segment + 1, 0)
        } else {
            head(group, g, place.segment, n_served)
        };
    }
    for (columns, group) in problem.groups.iter().zip(groups) {
        price(columns, group);
    }
    value.value()
}

fn head(group: &GroupSpace, g: usize, segment: usize, n_served: usize) -> Option<Head<Place>> {
    let part = group.segments.get(segment)?;
    let slot = match n_served {
        0 => part.summary.highest,
        n => group.arena[part.start + n],
    };
    let block = Place { value: slot.value, prob: slot.prob, segment, n_served };
    Some(Head { block, group: g })
}

/// A block that empties at least one level: its expected quality, and whether the supply ends.
fn mixed(shelf: &mut Shelf<'_>, mass: f64) -> (f64, bool) {
    let mut wanted = mass;
    let mut quality = 0.0;
    loop {
        let left = shelf.left.value().max(0.0);
        if wanted <= left {
            shelf.left.add(-wanted);
            return (quality + wanted / mass * shelf.levels[shelf.level], false);
        }
        quality += left / mass * shelf.levels[shelf.level];
        wanted -= left;
        if !shelf.descend() {
            return (quality, true);
        }
    }
}

/// Puts a block, or a segment whose lowest block it is, at the lower end of the menu.
fn sell(
    group: &mut GroupSpace,
    columns: &Columns<'_>,
    lowest: &Slot,
    level: Option<usize>,
    quality: f64,
) {
    let first = lowest.first();
    let price = match first.checked_sub(1) {
        _ if !lowest.is_priced_below() => columns.wtp[first],
        Some(below) => columns.wtp[below],
        None => 0.0,
    };
    let last = match group.menu.last_mut() {
        Some(above) if level.is_some() && above.level == level => {
            above.first = first;
            above.price = price;
            return;
        }
        Some(above) => above.first - 1,
        None => columns.wtp.len() - 1,
    };
    group.menu.push(Item { first, last, quality, transfer: 0.0, level, price });
}

/// Adds those who are not served, turns the menu round, and sets the payments from below:
/// T_k = T_{k-1} + p_k (Q_k - Q_{k-1}).
fn price(columns: &Columns<'_>, group: &mut GroupSpace) {
    let n_below = group.menu.last().map_or(columns.wtp.len(), |item| item.first);
    if let Some(last) = n_below.checked_sub(1) {
        let (quality, transfer, price) = (0.0, 0.0, 0.0);
        group.menu.push(Item { first: 0, last, quality, transfer, level: None, price });
    }
    group.menu.reverse();
    let (mut quality, mut transfer) = (0.0, Compensated::default());
    for item in &mut group.menu {
        transfer.add(item.price * (item.quality - quality));
        quality = item.quality;
        item.transfer = transfer.value();
    }
}
