//! Cells of polynomial pieces, in integers.
//!
//! ```text
//! t = n / D,  a_i = A_i / C:   p(t) = sum_i A_i n^i D^(d-i) / (C D^d)
//! mean of p on [n_0/D, n_1/D]  = (P(n_1) - P(n_0)) / (n_1 - n_0) over a fixed denominator
//! ```
//!
//! with P the antiderivative on the grid. The division leaves no remainder, because every difference of
//! equal powers of the ends is a multiple of their difference.

use ironproof_number::{IBig, UBig};

use super::grid::Edges;
use super::{GridConfig, Method, Points, Types};
use crate::finite::{Type, Wtp};
use crate::{Piece, Polynomial};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Appends the types of the cells of one piece.
pub(super) fn cells(
    piece: &Piece,
    (wtp, weight, external): (&Polynomial, &Polynomial, &Polynomial),
    edges: &Edges,
    config: &GridConfig,
    types: &mut Types,
) {
    let denominator = &edges.denominator;
    let mut prob = Cached { key: IBig::ZERO, value: Rational::ZERO };
    let mut probability = |cell: &[IBig]| {
        let width = &cell[1] - &cell[0];
        prob.get(width, denominator)
    };
    // Only a breakpoint that was rounded when it was read can leave a dip below zero, of its last digit.
    let has_dip = !weight.is_nonnegative_on(&piece.from, &piece.to);
    let weight_mean = |weight: Rational| if has_dip { weight.max(Rational::ZERO) } else { weight };
    let mut weights = Means::new(weight, denominator);
    let mut externals = Means::new(external, denominator);
    match config.method {
        Method::Cells => {
            let ends = Values::new(wtp, denominator);
            let mut weighted_means = Means::new(&weight.mul(wtp), denominator);
            let mut low = ends.at(&edges.numerators[0]);
            for cell in edges.numerators.windows(2) {
                let high = ends.at(&cell[1]);
                let weight = weight_mean(weights.next(cell));
                let mut weighted = weighted_means.next(cell);
                if has_dip {
                    weighted = weighted.clamp(&low * &weight, &high * &weight);
                }
                let wtp = Wtp::Cell { low, high: high.clone(), weighted };
                let external = externals.next(cell);
                types.push(Type { external, ..Type::new(wtp, probability(cell), weight) });
                low = high;
            }
        }
        Method::Types => {
            let ends = Values::new(wtp, denominator);
            let midpoints = Values::new(wtp, &(denominator * UBig::from(2_u8)));
            let mut wtp_means = Means::new(wtp, denominator);
            for cell in edges.numerators.windows(2) {
                let wtp = match config.points {
                    Points::Left => ends.at(&cell[0]),
                    Points::Right => ends.at(&cell[1]),
                    Points::Mid => midpoints.at(&(&cell[0] + &cell[1])),
                    Points::Mean => wtp_means.next(cell),
                };
                let weight = weight_mean(weights.next(cell));
                let ty = Type::new(Wtp::Point(wtp), probability(cell), weight);
                types.push(Type { external: externals.next(cell), ..ty });
            }
        }
    }
}

/// The mean of a polynomial on `[from, to]`.
pub(super) fn mean(polynomial: &Polynomial, from: &Rational, to: &Rational) -> Rational {
    if let Some(value) = polynomial.as_constant() {
        return value;
    }
    let integral = polynomial.antiderivative();
    (integral.at(to) - integral.at(from)) / (to - from)
}

/// The last quotient over one denominator: the cells of a piece have few widths.
struct Cached {
    key: IBig,
    value: Rational,
}

impl Cached {
    fn get(&mut self, numerator: IBig, denominator: &UBig) -> Rational {
        if self.key != numerator {
            self.value = Rational::from_parts(numerator.clone(), denominator.clone());
            self.key = numerator;
        }
        self.value.clone()
    }
}

/// A polynomial on the grid `n / D`: `sum_i scaled[i] n^i` over one denominator.
struct Values {
    scaled: Vec<IBig>,
    denominator: UBig,
    constant: Option<Rational>,
}

impl Values {
    fn new(polynomial: &Polynomial, grid: &UBig) -> Self {
        let coefficients = polynomial.coefficients();
        let common = scale::common_denominator(coefficients);
        let mut power = UBig::ONE;
        let mut scaled: Vec<IBig> = Vec::with_capacity(coefficients.len());
        for coefficient in coefficients.iter().rev() {
            scaled.push(scale::to_integer(coefficient, &common) * IBig::from(power.clone()));
            power *= grid;
        }
        scaled.reverse();
        let denominator = common * grid.pow(polynomial.degree());
        Values { scaled, denominator, constant: polynomial.as_constant() }
    }

    fn numerator(&self, n: &IBig) -> IBig {
        let mut value = IBig::ZERO;
        for coefficient in self.scaled.iter().rev() {
            value = value * n + coefficient;
        }
        value
    }

    fn at(&self, n: &IBig) -> Rational {
        match &self.constant {
            Some(value) => value.clone(),
            None => Rational::from_parts(self.numerator(n), self.denominator.clone()),
        }
    }
}

/// Means of a polynomial on consecutive cells.
struct Means {
    integral: Values,
    denominator: UBig,
    constant: Option<Rational>,
    /// The right end of the cell before, and the integral there.
    before: (IBig, IBig),
}

impl Means {
    fn new(polynomial: &Polynomial, grid: &UBig) -> Self {
        let integral = Values::new(&polynomial.antiderivative(), grid);
        let denominator = &integral.denominator / grid;
        let before = (IBig::ZERO, integral.numerator(&IBig::ZERO));
        Means { integral, denominator, constant: polynomial.as_constant(), before }
    }

    fn next(&mut self, cell: &[IBig]) -> Rational {
        if let Some(value) = &self.constant {
            return value.clone();
        }
        let at_start = if self.before.0 == cell[0] {
            std::mem::take(&mut self.before.1)
        } else {
            self.integral.numerator(&cell[0])
        };
        let at_end = self.integral.numerator(&cell[1]);
        let mean = (&at_end - at_start) / (&cell[1] - &cell[0]);
        self.before = (cell[1].clone(), at_end);
        Rational::from_parts(mean, self.denominator.clone())
    }
}
