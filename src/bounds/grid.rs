//! Cells, and the points that bound Psi from below and from above.
//!
//! A cell is [m, m + 1] / 2^d of its piece, in the local coordinate x. On it Psi has the Bernstein form
//!
//! ```text
//! Psi(x) = sum_j b_j binom(n, j) u^j (1 - u)^(n-j),      x = (m + u) / 2^d
//! ```
//!
//! so the graph lies in the convex hull of its control points (j / n, b_j), and the first and the last
//! of them are on the graph. The ends of the cells are points of the graph: their hull is below co Psi.
//! All control points together have a hull that is above co Psi, by O(h^2) on a cell of width h.
//!
//! Coordinates are integers over one denominator each: `Units::quantile` for t, `Units::psi` for Psi.

use dashu_int::{IBig, UBig};

use super::psi::{GroupPsi, PsiPiece};
use crate::rational::Rational;
use crate::scale::{common_denominator, extend_denominator, to_integer};

/// Cells are not split further than to 2^-60 of a piece.
pub(super) const MAX_DEPTH: u32 = 60;

/// [m, m + 1] / 2^depth of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) piece: usize,
    pub(super) depth: u32,
    pub(super) m: u64,
}

/// A point, with the cell in whose interior it lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: IBig,
    pub(super) y: IBig,
    pub(super) inside: Option<usize>,
}

/// The points of one group, by increasing x.
pub(super) struct Points {
    /// On the graph.
    pub(super) lower: Vec<Point>,
    /// Control points: their convex hull covers the graph.
    pub(super) upper: Vec<Point>,
}

/// Denominators common to all groups.
pub(super) struct Units {
    pub(super) quantile: UBig,
    pub(super) psi: UBig,
    depth: u32,
    degree: usize,
    coefficient: UBig,
    binomial: UBig,
}

impl Units {
    pub(super) fn new(groups: &[GroupPsi], depth: u32) -> Self {
        let pieces = || groups.iter().flat_map(|group| &group.pieces);
        let mut quantile = common_denominator(pieces().flat_map(|piece| [&piece.from, &piece.to]));
        let coefficient = common_denominator(
            pieces()
                .flat_map(|piece| piece.local.coefficients())
                .chain(groups.iter().map(|g| &g.free)),
        );
        let degree = pieces().map(degree_of).max().unwrap_or(1);
        let (mut binomial, mut steps) = (UBig::ONE, UBig::ONE);
        for piece in pieces() {
            extend_denominator(&mut steps, &UBig::from(degree_of(piece)));
            for choose in binomials(degree_of(piece)) {
                extend_denominator(&mut binomial, &choose);
            }
        }
        quantile *= steps;
        quantile <<= bits(depth, 1);
        let psi = (&coefficient * &binomial) << bits(depth, degree);
        Units { quantile, psi, depth, degree, coefficient, binomial }
    }

    /// The quantile with integer coordinate `x`.
    pub(super) fn quantile_at(&self, x: &IBig) -> Rational {
        Rational::from_parts(x.clone(), self.quantile.clone())
    }

    /// The value of Psi with integer coordinate `y`.
    pub(super) fn psi_at(&self, y: &IBig) -> Rational {
        Rational::from_parts(y.clone(), self.psi.clone())
    }

    /// The points of a group. `cells` cover all pieces in order.
    pub(super) fn points(&self, group: &GroupPsi, cells: &[Cell]) -> Points {
        let free = Point { x: IBig::ZERO, y: to_integer(&group.free, &self.psi), inside: None };
        let mut points = Points { lower: vec![free.clone()], upper: vec![free] };
        let scaled: Vec<Scaled> =
            group.pieces.iter().map(|piece| Scaled::new(piece, self)).collect();
        for (index, cell) in cells.iter().enumerate() {
            scaled[cell.piece].push_points(cell, index, self, &mut points);
        }
        points
    }
}

/// A piece in the units.
struct Scaled {
    from: IBig,
    /// The distance of two control points of a cell of the greatest depth.
    step: IBig,
    coefficients: Vec<IBig>,
    /// `Units::binomial` / binom(n, i)
    inverse_binomials: Vec<IBig>,
}

impl Scaled {
    fn new(piece: &PsiPiece, units: &Units) -> Self {
        let n = degree_of(piece);
        let mut coefficients: Vec<IBig> = piece
            .local
            .coefficients()
            .iter()
            .map(|coefficient| to_integer(coefficient, &units.coefficient))
            .collect();
        coefficients.resize(n + 1, IBig::ZERO);
        let width = to_integer(&(&piece.to - &piece.from), &units.quantile);
        Scaled {
            from: to_integer(&piece.from, &units.quantile),
            step: (width >> bits(units.depth, 1)) / IBig::from(n),
            coefficients,
            inverse_binomials: binomials(n)
                .iter()
                .map(|choose| IBig::from(&units.binomial / choose))
                .collect(),
        }
    }

    fn push_points(&self, cell: &Cell, index: usize, units: &Units, points: &mut Points) {
        let n = self.coefficients.len() - 1;
        let control = self.control_values(cell, units);
        let stretch = bits(units.depth - cell.depth, 1);
        let first = IBig::from(cell.m) * IBig::from(n);
        for (j, y) in control.into_iter().enumerate() {
            let x = &self.from + &self.step * ((&first + IBig::from(j)) << stretch);
            let is_end = j == 0 || j == n;
            let point = Point { x, y, inside: (!is_end).then_some(index) };
            if is_end {
                points.lower.push(point.clone());
            }
            points.upper.push(point);
        }
    }

    /// b_0, ..., b_n in the unit of Psi.
    fn control_values(&self, cell: &Cell, units: &Units) -> Vec<IBig> {
        let n = self.coefficients.len() - 1;
        // Psi in u, times 2^(d n): a Taylor shift by m of the scaled coefficients.
        let scaled = self.coefficients.iter().enumerate();
        let mut values: Vec<IBig> =
            scaled.map(|(power, c)| c << bits(cell.depth, n - power)).collect();
        let m = IBig::from(cell.m);
        for start in 0..n {
            for i in (start..n).rev() {
                let shifted = &m * &values[i + 1];
                values[i] += shifted;
            }
        }
        // b_j = sum_i binom(j, i) / binom(n, i) a_i
        for (value, inverse) in values.iter_mut().zip(&self.inverse_binomials) {
            *value *= inverse;
        }
        for round in 1..=n {
            for j in (round..=n).rev() {
                let before = values[j - 1].clone();
                values[j] += before;
            }
        }
        let stretch = bits(units.depth, units.degree) - bits(cell.depth, n);
        values.into_iter().map(|value| value << stretch).collect()
    }
}

/// The degree of the Bernstein form: at least 1, so that a cell has two ends.
fn degree_of(piece: &PsiPiece) -> usize {
    piece.local.degree().max(1)
}

fn binomials(n: usize) -> Vec<UBig> {
    let mut row = vec![UBig::ONE];
    for i in 0..n {
        let next = &row[i] * UBig::from(n - i) / UBig::from(i + 1);
        row.push(next);
    }
    row
}

fn bits(depth: u32, times: usize) -> usize {
    usize::try_from(depth).unwrap_or(usize::MAX) * times
}
