//! Cells of an integral, the widest first, and the unit in which values are near 1.

use std::cmp::Ordering;

use ironproof_number::rational::Rational;

use super::payments::Sums;

/// Values are scaled by at most 2 to this power.
const MOST_DOUBLINGS: u32 = 100;
/// Widths are compared in units of 2^-20.
const WIDTH_BITS: usize = 20;

/// A part of a market with what it adds, ordered by its width.
pub(crate) struct Cell {
    /// The largest width of a sum, in units of what is allowed for all cells together.
    pub(crate) width: Rational,
    pub(crate) from: Rational,
    pub(crate) to: Rational,
    pub(crate) depth: u32,
    pub(crate) sums: Sums,
}

impl Cell {
    /// A cell from one place to another; `most`: what is allowed for all cells together.
    pub(crate) fn new(
        (from, to): (Rational, Rational),
        depth: u32,
        sums: Sums,
        most: &Sums,
    ) -> Self {
        let parts = |sums: &Sums| {
            [&sums.price, &sums.revenue, &sums.quality, &sums.value, &sums.worth, &sums.cost]
                .map(Clone::clone)
        };
        // In units of what is allowed: where nothing is, nothing is wide.
        let widths = parts(&sums).into_iter().zip(parts(most)).map(|(found, most)| {
            if most.high.is_zero() { Rational::ZERO } else { found.width() / most.high }
        });
        let width = widths.max().unwrap_or_default();
        let unit = Rational::from(1_u64 << WIDTH_BITS);
        // Rounded up, so that sums of many stay short.
        let width = Rational::from((width * &unit).ceil()) / unit;
        Cell { width, from, to, depth, sums }
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        // Places differ, so that the order does not depend on that of insertion.
        self.width.cmp(&other.width).then_with(|| other.from.cmp(&self.from))
    }
}

/// A power of two that makes a number about 1.
pub(crate) fn unit(x: &Rational) -> Rational {
    let size = x.clone().max(-x.clone());
    let two = Rational::from(2);
    let mut unit = Rational::ONE;
    for _ in 0..MOST_DOUBLINGS {
        let scaled = &size * &unit;
        if scaled >= two {
            unit /= &two;
        } else if scaled < Rational::ONE && !size.is_zero() {
            unit *= &two;
        }
    }
    unit
}
