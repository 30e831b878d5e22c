//! Cells of pieces that are no polynomials: evaluated in floats, rounded once to exact decimals.
//!
//! Means are integrals over the quantile. Inside a piece the curves are smooth and Gauss-Legendre is exact
//! to rounding. Its error with n nodes is at most a constant times rho^(-2n), where rho belongs to the
//! largest ellipse around the cell in which the curve is analytic [Tre08]; m cells from the next end of the
//! piece, rho = x + sqrt(x^2 - 1) with x = 2m + 1. So 12 nodes next to the end cells, where
//! rho^(-24) = 4e-19, and as few further in as keep that: 3 from m = 288 on. Quantile functions are
//! singular only at the ends of a piece (like `sqrt(t)` or `log(1 - t)`), where the substitution
//! t = 1 / (1 + exp(-pi sinh u)) [TM74] is used.
//! Nodes carry t and 1 - t, so that tails keep their digits.
//!
//! After rounding, values are clamped so that the rules of a finite instance hold exactly: low and high
//! within the neighbouring pieces, E[lambda r] within [lambda low, lambda high].
//!
//! # References
//!
//! [Tre08] L. N. Trefethen, Is Gauss Quadrature Better than Clenshaw-Curtis?, SIAM Review 50, 2008,
//! theorem 4.5.
//!
//! [TM74] H. Takahasi, M. Mori, Double exponential formulas for numerical integration, 1974.

use std::f64::consts::PI;

use ironproof_number::{IBig, UBig};
use rust_decimal::Decimal;

use super::grid::Edges;
use super::{GridConfig, Method, Points, Types, exact};
use crate::finite::{Type, Wtp};
use crate::{Piece, Probability, Weight};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// Doubles below this have their 15 digits after the point within the 28 digits of a `Decimal`.
const LARGEST: u64 = 1_000_000_000_000;

/// Nodes one cell away from an end.
const MOST_NODES: u32 = 12;

/// Appends the types of the cells of one piece; `None` if a value is not finite.
///
/// `limits` are values before and after the piece, which rounding must not cross.
pub(super) fn cells(
    piece: &Piece,
    edges: &Edges,
    limits: &(Rational, Option<Rational>),
    config: &GridConfig,
    types: &mut Types,
) -> Option<()> {
    let rules: Vec<Vec<(f64, f64)>> = (1..=MOST_NODES).map(gauss_legendre).collect();
    let n_cells = edges.n_cells();
    let mut floor = limits.0.clone();
    let mut wtp = |value: f64| {
        let mut value = rounded(value, config.digits)?;
        if let Some(ceiling) = &limits.1 {
            value = value.min(ceiling.clone());
        }
        // Two neighbouring doubles may be rounded in the wrong order.
        floor = value.max(floor.clone());
        Some(floor.clone())
    };
    let mut from = edges.at(0);
    let mut low = wtp(piece.wtp.at_float(Probability::of(&from)))?;
    for k in 0..n_cells {
        let to = edges.at(k + 1);
        let cell = Cell::new(&from, &to);
        let means = |value: &dyn Fn(Probability) -> f64| {
            if k == 0 || k + 1 == n_cells {
                cell.mean_to_the_ends(value)
            } else {
                cell.mean(&rules[n_nodes(k.min(n_cells - 1 - k)) - 1], value)
            }
        };
        let weight_at = |t: Probability| piece.weight.at_float(t, piece.wtp.at_float(t));
        let weight = match piece.weight.as_polynomial() {
            Some(weight) => exact::mean(weight, &from, &to),
            None => rounded(means(&weight_at), config.digits)?,
        };
        let weight = weight.max(Rational::ZERO);
        let external_at = |t: Probability| piece.external.at_float(t, piece.wtp.at_float(t));
        let external = match piece.external.as_polynomial() {
            Some(external) => exact::mean(external, &from, &to),
            None => rounded(means(&external_at), config.digits)?,
        };
        let prob = &to - &from;
        match config.method {
            Method::Cells => {
                let high = wtp(piece.wtp.at_float(Probability::of(&to)))?;
                let wtp = if low == high {
                    Wtp::Point(high.clone())
                } else {
                    let mean = means(&|t| weight_at(t) * piece.wtp.at_float(t));
                    let weighted = rounded(mean, config.digits)?;
                    let weighted = weighted.clamp(&low * &weight, &high * &weight);
                    Wtp::Cell { low, high: high.clone(), weighted }
                };
                types.push(Type { external, ..Type::new(wtp, prob, weight) });
                low = high;
            }
            Method::Types => {
                let value = match config.points {
                    Points::Left => piece.wtp.at_float(cell.from),
                    Points::Mid => piece.wtp.at_float(cell.at(0.5, 0.5)),
                    Points::Right => piece.wtp.at_float(cell.to),
                    Points::Mean => means(&|t| piece.wtp.at_float(t)),
                };
                let ty = Type::new(Wtp::Point(wtp(value)?), prob, weight);
                types.push(Type { external, ..ty });
            }
        }
        from = to;
    }
    Some(())
}

/// The rounded mean of a curve on `[from, to]`; both ends may be singular.
pub(super) fn mean(
    curve: &dyn Fn(Probability) -> f64,
    from: &Rational,
    to: &Rational,
    digits: usize,
) -> Option<Rational> {
    rounded(Cell::new(from, to).mean_to_the_ends(curve), digits)
}

/// The rounded weight, or external value, of an atom.
pub(super) fn weight_at(
    weight: &Weight,
    from: &Rational,
    wtp: &Rational,
    digits: usize,
) -> Option<Rational> {
    rounded(weight.at_float(Probability::of(from), rational::approx(wtp)), digits)
}

/// The only door from floats: the value of `x`, rounded to `digits` decimals. `None` for what is not
/// finite, or so large that a `Decimal` would round it silently.
fn rounded(x: f64, digits: usize) -> Option<Rational> {
    let digits = u32::try_from(digits).ok()?;
    let decimal = Decimal::from_f64_retain(x)?.round_dp(digits);
    (decimal.abs() < Decimal::from(LARGEST)).then(|| {
        let scale = UBig::from(10_u8).pow(usize::try_from(decimal.scale()).unwrap_or(0));
        Rational::from_parts(IBig::from(decimal.mantissa()), scale)
    })
}

/// A cell with the tail masses at both ends.
struct Cell {
    from: Probability,
    to: Probability,
    width: f64,
}

impl Cell {
    fn new(from: &Rational, to: &Rational) -> Self {
        let width = rational::approx(&(to - from));
        Cell { from: Probability::of(from), to: Probability::of(to), width }
    }

    /// The quantile at the share `x = 1 - y` of the way.
    fn at(&self, x: f64, y: f64) -> Probability {
        Probability {
            lower: self.from.lower + x * self.width,
            upper: self.to.upper + y * self.width,
        }
    }

    /// Gauss-Legendre.
    fn mean(&self, nodes: &[(f64, f64)], value: &dyn Fn(Probability) -> f64) -> f64 {
        nodes.iter().map(|&(x, weight)| weight * value(self.at(x, 1.0 - x))).sum()
    }

    /// The double exponential rule, for singular ends.
    fn mean_to_the_ends(&self, value: &dyn Fn(Probability) -> f64) -> f64 {
        let (n_steps, step) = (64, 1.0 / 16.0);
        let (mut sum, mut weights) = (0.0, 0.0);
        for k in -n_steps..=n_steps {
            let u = f64::from(k) * step;
            let x = 1.0 / (1.0 + (-PI * u.sinh()).exp());
            let y = 1.0 / (1.0 + (PI * u.sinh()).exp());
            let weight = u.cosh() * x * y;
            sum += weight * value(self.at(x, y));
            weights += weight;
        }
        sum / weights
    }
}

/// Nodes that a cell needs, `distance >= 1` cells from the next end of its piece.
fn n_nodes(distance: usize) -> usize {
    // Least distance for 11, 10, .. 3 nodes: 12 ln rho(1) <= n ln rho(distance).
    const LEAST: [usize; 9] = [2, 2, 3, 4, 5, 8, 17, 49, 288];
    12 - LEAST.iter().take_while(|least| **least <= distance).count()
}

/// Nodes and weights on `[0, 1]`: the roots of the Legendre polynomial by Newton's method.
fn gauss_legendre(n_nodes: u32) -> Vec<(f64, f64)> {
    let n = f64::from(n_nodes);
    let node = |k: u32| {
        let mut x = (PI * (f64::from(k) + 0.75) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..8 {
            let (mut before, mut value) = (1.0, x);
            for degree in 2..=n_nodes {
                let degree = f64::from(degree);
                let next = ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree;
                (before, value) = (value, next);
            }
            slope = n * (x * value - before) / (x * x - 1.0);
            x -= value / slope;
        }
        (0.5 * (1.0 + x), 1.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..n_nodes).map(node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(from: &str, to: &str) -> Cell {
        let parse = |text| rational::parse(text).expect(text);
        Cell::new(&parse(from), &parse(to))
    }

    #[test]
    fn both_rules_agree_with_antiderivatives() {
        let nodes = gauss_legendre(MOST_NODES);
        let inner = cell("1/4", "1/2");
        let polynomial = |t: Probability| 3.0 * t.lower.powi(2);
        assert!((inner.mean(&nodes, &polynomial) - (0.125 - 0.015_625) / 0.25).abs() < 1e-15);
        assert!((inner.mean_to_the_ends(&polynomial) - (0.125 - 0.015_625) / 0.25).abs() < 1e-15);
        // sqrt(t) on [0, 1/4] and -log(1 - t) on [3/4, 1]: 1/3 and 1 + log 4
        let root = |t: Probability| t.lower.sqrt();
        assert!((cell("0", "1/4").mean_to_the_ends(&root) - 1.0 / 3.0).abs() < 1e-15);
        let log = |t: Probability| -t.upper.ln();
        assert!((cell("3/4", "1").mean_to_the_ends(&log) - (1.0 + 4_f64.ln())).abs() < 1e-14);
        // One cell away from the singularity Gauss-Legendre suffices.
        let next = cell("1/1024", "2/1024");
        let (a, b) = (1.0 / 1024.0_f64, 2.0 / 1024.0_f64);
        let expected = (b.powf(1.5) - a.powf(1.5)) / 1.5 / (b - a);
        assert!((next.mean(&nodes, &root) / expected - 1.0).abs() < 1e-15);
    }

    /// Fewer nodes lose nothing: the bound of the module's text, and a curve with a singular end.
    #[test]
    fn few_nodes_suffice_far_from_the_ends() {
        let rho = |distance: usize| {
            let x = f64::from(u32::try_from(2 * distance + 1).expect("small"));
            x + (x * x - 1.0).sqrt()
        };
        for distance in 1..2000_u32 {
            let n = n_nodes(usize::try_from(distance).expect("small"));
            let bound = rho(usize::try_from(distance).expect("small"))
                .powf(-2.0 * f64::from(u32::try_from(n).expect("small")));
            assert!(bound <= rho(1).powi(-24) * 1.001, "{distance} cells away: {bound:e}");
            let (a, b) = (f64::from(distance) / 4096.0, f64::from(distance + 1) / 4096.0);
            let cell = cell(&format!("{distance}/4096"), &format!("{}/4096", distance + 1));
            let nodes = gauss_legendre(u32::try_from(n).expect("small"));
            let mean = cell.mean(&nodes, &|t| t.lower.sqrt());
            // (b^1.5 - a^1.5) / 1.5 / (b - a) without cancellation.
            let (x, y) = (a.sqrt(), b.sqrt());
            let expected = (x * x + x * y + y * y) / (x + y) / 1.5;
            assert!((mean / expected - 1.0).abs() < 2e-15, "{distance} cells away");
        }
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        assert_eq!(rounded(f64::NAN, 12), None);
        assert_eq!(rounded(f64::INFINITY, 12), None);
        assert_eq!(rounded(1e12, 12), None);
        assert_eq!(rounded(-123_456_789.25, 12), rational::parse("-123456789.25").ok());
        assert_eq!(rounded(-0.0, 3), Some(Rational::ZERO));
        assert_eq!(rounded(0.125, 2), rational::parse("0.12").ok());
    }
}
