//! How far something that is proved on cells holds into the next cell, by bisection.
//!
//! The grid is fine where the value needs it, which is seldom at the edge of a pool. Here a cell is bisected
//! on its own, in rationals, with the same control points.

use ironproof_number::IBig;

use super::grid::{Point, Units};
use ironproof_curves::curved::DenseChain;
use ironproof_curves::enclosure::Enclosure;
use ironproof_curves::function::bernstein;
use ironproof_curves::psi::{Form, PsiPiece};
use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;

const N_BISECTIONS: usize = 20;

/// The last bisection point up to which `holds` is proved, on the way from `from` to `to`, in either
/// direction. `holds` takes an interval, lower end first.
pub(super) fn advance(
    from: &Rational,
    to: &Rational,
    holds: impl Fn(&Rational, &Rational) -> bool,
) -> Rational {
    let (mut proved, mut open) = (from.clone(), to.clone());
    for _ in 0..N_BISECTIONS {
        let middle = (&proved + &open) / Rational::from(2);
        let is_proved =
            if proved < middle { holds(&proved, &middle) } else { holds(&middle, &proved) };
        if is_proved {
            proved = middle;
        } else {
            open = middle;
        }
    }
    proved
}

/// Control points above Psi on `[from, to]`, a part of the piece.
pub(super) fn control_points(
    piece: &PsiPiece,
    from: &Rational,
    to: &Rational,
) -> Vec<(Rational, Rational)> {
    let n = piece.degree();
    let values = match &piece.form {
        Form::Polynomial { local, spread, .. } => {
            let width = &piece.to - &piece.from;
            let start = (from - &piece.from) / &width;
            let inner = Polynomial::new(vec![start, (to - from) / width]);
            let upper = local.add(&Polynomial::constant(spread.clone()));
            bernstein(&upper.compose(&inner), n)
        }
        Form::Curved(curved) => curved.control_values(from, to).to_vec(),
        Form::Dense => {
            let precision = piece.local.precision();
            let chain = DenseChain {
                local: &piece.local,
                from: from.clone(),
                width: to - from,
                precision: precision.clone(),
            };
            let exact = |y: IBig| precision.between(&Enclosure { low: y.clone(), high: y }).high;
            chain.control_values(from, to).map(exact).to_vec()
        }
    };
    let place = |j: usize| from + (to - from) * Rational::from(j) / Rational::from(n);
    values.into_iter().enumerate().map(|(j, y)| (place(j), y)).collect()
}

/// The height of a hull at a quantile.
pub(super) fn height_of(hull: &[Point], units: &Units, t: &Rational) -> Rational {
    let x = t * Rational::from(IBig::from(units.quantile.clone()));
    let next = hull.partition_point(|point| Rational::from(point.x.clone()) <= x);
    let right = next.clamp(1, hull.len() - 1);
    let (left, right) = (&hull[right - 1], &hull[right]);
    let slope = Rational::from_parts_signed(&right.y - &left.y, &right.x - &left.x);
    let y = Rational::from(left.y.clone()) + slope * (x - Rational::from(left.x.clone()));
    y / Rational::from(IBig::from(units.psi.clone()))
}
