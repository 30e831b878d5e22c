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
//! Where Psi is known up to an enclosure, the lower ends give the points below and the upper ones those
//! above; `curved` has the control points where Psi is no polynomial. At t = 1 Psi is 0.
//!
//! Coordinates are integers over one denominator each: `Units::quantile` for t, `Units::psi` for Psi.

use ironproof_number::{IBig, UBig};

use ironproof_curves::Precision;
use ironproof_curves::curved::{Chain, DenseChain};
use ironproof_curves::psi::{Form, GroupPsi, PsiPiece};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, extend_denominator, to_integer};

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
    /// On the graph, or below it by an enclosure.
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
    enclosure_bits: usize,
}

impl Units {
    pub(super) fn new(groups: &[GroupPsi], depth: u32, precision: &Precision) -> Self {
        let pieces = || groups.iter().flat_map(|group| &group.pieces);
        let mut quantile = common_denominator(pieces().flat_map(|piece| [&piece.from, &piece.to]));
        let free = groups.iter().flat_map(|group| [&group.free.low, &group.free.high]);
        let mut coefficient = common_denominator(free);
        let degree = pieces().map(PsiPiece::degree).max().unwrap_or(1);
        let (mut binomial, mut steps) = (UBig::ONE, UBig::ONE);
        for piece in pieces() {
            extend_denominator(&mut steps, &UBig::from(piece.degree()));
            let Form::Polynomial { local, spread, .. } = &piece.form else {
                // A multiple of the unit of enclosures.
                extend_denominator(&mut coefficient, &(UBig::ONE << precision.bits));
                continue;
            };
            for number in local.coefficients().iter().chain([spread]) {
                extend_denominator(&mut coefficient, number.denominator());
            }
            for choose in binomials(piece.degree()) {
                extend_denominator(&mut binomial, &choose);
            }
        }
        quantile *= steps;
        quantile <<= bits(depth, 1);
        let psi = (&coefficient * &binomial) << bits(depth, degree);
        let enclosure_bits = precision.bits;
        Units { quantile, psi, depth, degree, coefficient, binomial, enclosure_bits }
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
        let at_zero = |y| Point { x: IBig::ZERO, y: to_integer(y, &self.psi), inside: None };
        let mut points = Points {
            lower: vec![at_zero(&group.free.low)],
            upper: vec![at_zero(&group.free.high)],
        };
        let mut scaled: Vec<Scaled> =
            group.pieces.iter().map(|piece| Scaled::new(piece, self)).collect();
        for (index, cell) in cells.iter().enumerate() {
            scaled[cell.piece].push_points(cell, index, self, &mut points);
        }
        let one = IBig::from(self.quantile.clone());
        points.lower.push(Point { x: one, y: IBig::ZERO, inside: None });
        points
    }
}

/// A piece in the units.
struct Scaled<'a> {
    from: IBig,
    /// The distance of two control points of a cell of the greatest depth.
    step: IBig,
    degree: usize,
    form: ScaledForm<'a>,
}

enum ScaledForm<'a> {
    Polynomial(ScaledPolynomial),
    Curved(Box<Chain<'a>>, IBig),
    Dense(Box<DenseChain<'a>>, IBig),
}

impl<'a> Scaled<'a> {
    fn new(piece: &'a PsiPiece, units: &Units) -> Self {
        let degree = piece.degree();
        let width = &piece.to - &piece.from;
        let form = match &piece.form {
            Form::Polynomial { local, spread, .. } => ScaledForm::Polynomial(
                ScaledPolynomial::new(local.coefficients(), spread, degree, units),
            ),
            Form::Curved(curved) => {
                let per_enclosure = IBig::from(&units.psi >> units.enclosure_bits);
                ScaledForm::Curved(Box::new(curved.chain(&piece.from, &width)), per_enclosure)
            }
            Form::Dense => {
                let per_enclosure = IBig::from(&units.psi >> units.enclosure_bits);
                let chain = DenseChain {
                    local: &piece.local,
                    from: piece.from.clone(),
                    width: width.clone(),
                    precision: piece.local.precision().clone(),
                };
                ScaledForm::Dense(Box::new(chain), per_enclosure)
            }
        };
        let step = to_integer(&width, &units.quantile) >> bits(units.depth, 1);
        let from = to_integer(&piece.from, &units.quantile);
        Scaled { from, step: step / IBig::from(degree), degree, form }
    }

    fn push_points(&mut self, cell: &Cell, index: usize, units: &Units, points: &mut Points) {
        let n = self.degree;
        let ([start, end], control) = match &mut self.form {
            ScaledForm::Polynomial(polynomial) => polynomial.below_and_above(cell, units),
            ScaledForm::Curved(chain, unit) => {
                let (lower, upper) = chain.cell(cell.depth, cell.m);
                (lower.map(|y| y * &*unit), upper.map(|y| y * &*unit).to_vec())
            }
            ScaledForm::Dense(chain, unit) => {
                let (lower, upper) = chain.cell(cell.depth, cell.m);
                (lower.map(|y| y * &*unit), upper.map(|y| y * &*unit).to_vec())
            }
        };
        let stretch = bits(units.depth - cell.depth, 1);
        let first = IBig::from(cell.m) * IBig::from(n);
        let x = |j: usize| &self.from + &self.step * ((&first + IBig::from(j)) << stretch);
        points.lower.push(Point { x: x(0), y: start, inside: None });
        points.lower.push(Point { x: x(n), y: end, inside: None });
        // A constant is above the graph at its ends too.
        let is_constant = matches!(self.form, ScaledForm::Dense(..))
            && control.windows(2).all(|pair| pair[0] == pair[1]);
        for (j, y) in control.into_iter().enumerate() {
            let is_end = (j == 0 || j == n) && !is_constant;
            points.upper.push(Point { x: x(j), y, inside: (!is_end).then_some(index) });
        }
    }
}

/// A polynomial in the units.
struct ScaledPolynomial {
    coefficients: Vec<IBig>,
    /// `Units::binomial` / binom(n, i)
    inverse_binomials: Vec<IBig>,
    spread: IBig,
}

impl ScaledPolynomial {
    fn new(coefficients: &[Rational], spread: &Rational, n: usize, units: &Units) -> Self {
        let integers = coefficients.iter().map(|c| to_integer(c, &units.coefficient));
        let mut coefficients: Vec<IBig> = integers.collect();
        coefficients.resize(n + 1, IBig::ZERO);
        let inverses = binomials(n).into_iter().map(|choose| IBig::from(&units.binomial / choose));
        let spread = to_integer(spread, &units.psi);
        ScaledPolynomial { coefficients, inverse_binomials: inverses.collect(), spread }
    }

    /// The two ends of a cell below Psi, and the control values above it.
    fn below_and_above(&self, cell: &Cell, units: &Units) -> ([IBig; 2], Vec<IBig>) {
        let mut control = self.control_values(cell, units);
        let [start, .., end] = control.as_slice() else {
            unreachable!("a cell has at least its two ends");
        };
        let ends = [start.clone(), end.clone()];
        if self.spread > IBig::ZERO {
            for value in &mut control {
                *value += &self.spread;
            }
        }
        (ends, control)
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
