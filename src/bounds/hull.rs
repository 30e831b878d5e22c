//! The concave hull of points.

use std::cmp::Ordering;

use ironproof_number::IBig;

use super::grid::Point;

/// The vertices of the upper concave hull, from left to right; the points come by increasing x.
pub(super) fn concave_hull(points: Vec<Point>) -> Vec<Point> {
    // Invariant: the slopes between neighbours on the stack strictly decrease.
    let mut hull: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if let Some(last) = hull.last()
            && last.x == point.x
        {
            if point.y <= last.y {
                continue;
            }
            hull.pop();
        }
        while let [.., before, last] = hull.as_slice()
            && turn(before, last, &point) != Ordering::Less
        {
            hull.pop();
        }
        hull.push(point);
    }
    hull
}

/// `Less` if the path before, last, next turns right: `last` is above the chord.
fn turn(before: &Point, last: &Point, next: &Point) -> Ordering {
    let steep = (&next.y - &last.y) * (&last.x - &before.x);
    steep.cmp(&((&last.y - &before.y) * (&next.x - &last.x)))
}

/// A walk along a hull: the heights of points above it, for increasing x.
pub(super) struct Walk<'a> {
    hull: &'a [Point],
    at: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(hull: &'a [Point]) -> Self {
        Walk { hull, at: 0 }
    }

    /// How far `point` is above the hull, as numerator and positive denominator.
    pub(super) fn height(&mut self, point: &Point) -> (IBig, IBig) {
        while self.at + 2 < self.hull.len() && self.hull[self.at + 1].x < point.x {
            self.at += 1;
        }
        let [left, right, ..] = &self.hull[self.at..] else {
            unreachable!("a hull has an end at t = 0 and one at t = 1");
        };
        let width = &right.x - &left.x;
        let height = (&point.y - &left.y) * &width - (&right.y - &left.y) * (&point.x - &left.x);
        (height, width)
    }
}
