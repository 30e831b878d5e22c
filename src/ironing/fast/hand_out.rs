//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer
//! positive; then the menu of each group and the value.
//!
//! A segment that gets one level as a whole is handled as one block, without opening it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::chunk::{Scratch, Slot};
use super::{Columns, GroupSpace, Problem, stitch, sum::Compensated};

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

/// The best block of a group that is not served yet.
pub(super) struct Head {
    value: f64,
    prob: f64,
    group: usize,
    segment: usize,
    /// Blocks of the segment that are served.
    n_served: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = (self.value * other.prob).total_cmp(&(other.value * self.prob));
        by_value.then(other.group.cmp(&self.group))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head {}

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
    heads: &mut BinaryHeap<Head>,
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
    heads.clear();
    for (g, group) in groups.iter_mut().enumerate() {
        group.menu.clear();
        heads.extend(head(group, g, 0, 0));
    }
    let mut first = heads.pop();
    while let Some(mut best) = first.take() {
        if best.value <= 0.0 {
            break;
        }
        let columns = &problem.groups[best.group];
        let group = &mut groups[best.group];
        if best.n_served == 0 {
            let summary = group.segments[best.segment].summary;
            let lowest = Head { value: summary.lowest.value, prob: summary.lowest.prob, ..best };
            let is_best = lowest.value > 0.0 && heads.peek().is_none_or(|next| lowest > *next);
            if is_best && shelf.take_whole(columns.mass * summary.prob) {
                value.add(columns.mass * summary.value * shelf.levels[shelf.level]);
                sell(group, columns, &summary.lowest, Some(shelf.level), shelf.levels[shelf.level]);
                first = best_of(heads, head(group, best.group, best.segment + 1, 0));
                continue;
            }
            stitch::open(
                columns,
                problem.alpha,
                &mut group.segments[best.segment],
                &mut group.arena,
                scratch,
            );
        }
        let segment = group.segments[best.segment];
        let slot = group.arena[segment.start + best.n_served];
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
        best.n_served += 1;
        let is_done = segment.start + best.n_served == segment.end;
        let next = if is_done {
            head(group, best.group, best.segment + 1, 0)
        } else {
            head(group, best.group, best.segment, best.n_served)
        };
        first = best_of(heads, next);
    }
    for (columns, group) in problem.groups.iter().zip(groups) {
        price(columns, group);
    }
    value.value()
}

/// The best of `heads` and the next head of the group that was served; the heap is left alone as long as that
/// group goes on.
fn best_of(heads: &mut BinaryHeap<Head>, next: Option<Head>) -> Option<Head> {
    let Some(next) = next else { return heads.pop() };
    match heads.peek_mut() {
        Some(mut other) if next < *other => Some(std::mem::replace(&mut *other, next)),
        _ => Some(next),
    }
}

fn head(group: &GroupSpace, g: usize, segment: usize, n_served: usize) -> Option<Head> {
    let part = group.segments.get(segment)?;
    let slot = match n_served {
        0 => part.summary.highest,
        n => group.arena[part.start + n],
    };
    Some(Head { value: slot.value, prob: slot.prob, group: g, segment, n_served })
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
