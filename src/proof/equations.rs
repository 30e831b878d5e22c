//! The equations A x = b, or A'y = c, of one factored matrix.

use crate::factor::{Factors, Order};
use crate::field::Field;
use crate::residual::Width;
use crate::sparse::Sparse;

/// On which side of the matrix the unknowns stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
}

/// A square system: row i of `matrix` times the unknowns is entry i of the right side.
pub(super) struct Equations<'a> {
    pub(super) matrix: &'a Sparse,
    pub(super) field: Field,
    pub(super) width: Width,
    factors: &'a Factors,
    side: Side,
}

impl<'a> Equations<'a> {
    /// The factors are those of `matrix`, or of its transpose if the unknowns stand on the left.
    pub(super) fn new(matrix: &'a Sparse, factors: &'a Factors, side: Side) -> Self {
        Self { matrix, field: factors.field, width: Width::of(matrix), factors, side }
    }

    /// Replaces a right side modulo the prime by the solution.
    pub(super) fn solve(&self, digit: &mut [u64], work: &mut Vec<u64>) {
        match self.side {
            Side::Right => self.factors.solve(digit, work),
            Side::Left => self.factors.solve_transposed(digit, work),
        }
    }

    /// The order in which unknowns follow from each other, the last first.
    pub(super) fn order(&self) -> Order {
        match self.side {
            Side::Right => self.factors.order(),
            Side::Left => self.factors.order_transposed(),
        }
    }
}
