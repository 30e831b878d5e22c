//! Cells: how many per piece, and their edges.
//!
//! Edges are integers over one denominator per piece, so that everything that is computed from them
//! stays in integers. They are the exact breakpoints and, between these, equal steps that are short
//! decimals or are rounded to such.

use ironproof_number::{IBig, UBig};

use super::{GridConfig, Spacing};
use crate::{ContinuousGroup, Curve, Piece, Probability};
use ironproof_number::rational;
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Decimals of an edge beyond those of the number of cells.
const EXTRA_DIGITS: usize = 3;

/// The edges `numerators[k] / denominator` of the cells of one piece, strictly increasing.
pub(super) struct Edges {
    pub(super) numerators: Vec<IBig>,
    pub(super) denominator: UBig,
    /// Whether the edges stand for equal steps of willingness to pay only up to rounding.
    pub(super) is_rounded: bool,
}

impl Edges {
    pub(super) fn n_cells(&self) -> usize {
        self.numerators.len() - 1
    }

    pub(super) fn at(&self, k: usize) -> Rational {
        Rational::from_parts(self.numerators[k].clone(), self.denominator.clone())
    }
}

/// Shares out the cells over the pieces of a group by largest remainder; each piece gets at least one,
/// and an atom exactly one.
pub(super) fn cells_per_piece(group: &ContinuousGroup, config: &GridConfig) -> Vec<usize> {
    let size = |piece: &Piece| match (piece.wtp.as_constant(), config.spacing) {
        (Some(_), _) => Rational::ZERO,
        (None, Spacing::Quantile) => &piece.to - &piece.from,
        (None, Spacing::Uniform) => {
            let (low, high) = ends(piece);
            high - low
        }
    };
    let sizes: Vec<Rational> = group.pieces.iter().map(size).collect();
    let n_atoms = sizes.iter().filter(|size| size.is_zero()).count();
    let mut cells = largest_remainder(&sizes, config.types.saturating_sub(n_atoms));
    for n_cells in &mut cells {
        *n_cells = (*n_cells).max(1);
    }
    cells
}

/// Shares out `total` in proportion to `sizes`: rounded down, then one more for the largest remainders.
pub(super) fn largest_remainder(sizes: &[Rational], total: usize) -> Vec<usize> {
    let sum = scale::sum(sizes.iter());
    if sum.is_zero() {
        return vec![0; sizes.len()];
    }
    let per_size = Rational::from(total) / sum;
    let mut shares = Vec::with_capacity(sizes.len());
    let mut remainders = Vec::new();
    for (index, size) in sizes.iter().enumerate() {
        let quota = size * &per_size;
        let floor = quota.floor();
        remainders.push((quota - Rational::from(floor.clone()), index));
        // A share is at most `total`.
        shares.push(usize::try_from(floor).unwrap_or(total));
    }
    let n_left = total.saturating_sub(shares.iter().sum());
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders.into_iter().take(n_left) {
        shares[index] += 1;
    }
    shares
}

/// The edges of `n_cells` cells of a piece that is no atom. There are fewer cells only where rounding
/// would make one empty.
pub(super) fn edges(piece: &Piece, n_cells: usize, config: &GridConfig) -> Edges {
    let is_line = piece.wtp.as_polynomial().is_some_and(|wtp| wtp.degree() == 1);
    if config.spacing == Spacing::Uniform && !is_line {
        return uniform(piece, n_cells, config.digits);
    }
    equal_steps(&piece.from, &piece.to, n_cells, config.types)
}

/// Equal steps from `from` to `to`. `n_total` is the number of cells of the whole grid, which decides
/// how many decimals an edge has.
pub(super) fn equal_steps(from: &Rational, to: &Rational, n_cells: usize, n_total: usize) -> Edges {
    let n_digits = n_total.max(n_cells).to_string().len() + EXTRA_DIGITS;
    let decimals = UBig::from(10_u8).pow(n_digits);
    let step = (to - from) / Rational::from(n_cells);
    let is_exact = (&decimals % step.denominator()).is_zero();
    let mut denominator = scale::common_denominator([from, to]);
    scale::extend_denominator(
        &mut denominator,
        if is_exact { step.denominator() } else { &decimals },
    );
    let (first, last) =
        (scale::to_integer(from, &denominator), scale::to_integer(to, &denominator));
    let mut numerators = Vec::with_capacity(n_cells + 1);
    numerators.push(first.clone());
    if is_exact {
        let step = scale::to_integer(&step, &denominator);
        let mut edge = first;
        for _ in 1..n_cells {
            edge += &step;
            numerators.push(edge.clone());
        }
    } else {
        // Rounded to the nearest multiple of `unit`, halves up.
        let unit = IBig::from(&denominator / &decimals);
        let width = &last - &first;
        let half = IBig::from(n_cells) * &unit;
        let divisor = &half * IBig::from(2);
        for k in 1..n_cells {
            let twice = (&first * IBig::from(n_cells) + &width * IBig::from(k)) * IBig::from(2);
            push_between(&mut numerators, (twice + &half) / &divisor * &unit, &last);
        }
    }
    numerators.push(last);
    Edges { numerators, denominator, is_rounded: false }
}

/// Appends an interior edge unless rounding moved it onto its neighbour or the end.
fn push_between(numerators: &mut Vec<IBig>, edge: IBig, last: &IBig) {
    if edge < *last && numerators.last().is_some_and(|before| *before < edge) {
        numerators.push(edge);
    }
}

/// Equal steps of willingness to pay, mapped to quantiles and rounded.
fn uniform(piece: &Piece, n_cells: usize, digits: usize) -> Edges {
    let (low, high) = ends(piece);
    let mut denominator = scale::common_denominator([&piece.from, &piece.to]);
    scale::extend_denominator(&mut denominator, &UBig::from(10_u8).pow(digits));
    let last = scale::to_integer(&piece.to, &denominator);
    let mut numerators = vec![scale::to_integer(&piece.from, &denominator)];
    let step = (high - &low) / Rational::from(n_cells);
    for k in 1..n_cells {
        let wtp = &low + &step * Rational::from(k);
        let (t, _) = piece.wtp.quantile_of(&wtp, &piece.from, &piece.to, digits);
        let t = rational::round_decimal(&t, digits);
        push_between(&mut numerators, scale::to_integer(&t, &denominator), &last);
    }
    numerators.push(last);
    Edges { numerators, denominator, is_rounded: true }
}

/// Willingness to pay at the ends of a piece; for functions, the doubles that they evaluate to.
fn ends(piece: &Piece) -> (Rational, Rational) {
    let value = |t: &Rational| match &piece.wtp {
        Curve::Polynomial(polynomial) => polynomial.at(t),
        Curve::Quantile(quantile) => {
            let value = quantile.at(Probability::of(t));
            rational::exact(value).unwrap_or(Rational::ZERO)
        }
    };
    (value(&piece.from), value(&piece.to))
}
