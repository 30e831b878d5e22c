//! An LP as a list of inequalities, and a proof as a linear combination of them: what checkers written by
//! others understand.
//!
//! ```text
//!     min:  sum of factor * inequality  is  c x >= bound       factors >= 0 of >=, <= 0 of <=, any of =
//!     max:  the same with c x <= bound and the signs of factors changed
//! ```

use ironproof_number::UBig;

use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;
use ironproof_proof::{Evidence, Proof};

/// Where an inequality comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Column(usize),
    Row(usize),
}

/// The sign between the terms and the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    AtLeast,
    Equal,
    AtMost,
}

/// `terms sense side`
pub(super) struct Inequality<'a> {
    pub(super) origin: Origin,
    pub(super) sense: Sense,
    pub(super) side: &'a Rational,
    pub(super) terms: Vec<(usize, Rational)>,
}

/// A factor for an inequality, by its place in the list.
pub(super) type Factor = (usize, Rational);

/// Bounds of columns first, then rows; two where both bounds are present and differ.
pub(super) fn inequalities(lp: &Lp) -> Vec<Inequality<'_>> {
    let mut list = Vec::new();
    for (j, column) in lp.columns.iter().enumerate() {
        let terms = vec![(j, Rational::ONE)];
        add(&mut list, Origin::Column(j), [&column.lower, &column.upper], &terms);
    }
    for (i, row) in lp.rows.iter().enumerate() {
        add(&mut list, Origin::Row(i), [&row.lower, &row.upper], &row.terms);
    }
    list
}

fn add<'a>(
    list: &mut Vec<Inequality<'a>>,
    origin: Origin,
    [lower, upper]: [&'a Option<Rational>; 2],
    terms: &[(usize, Rational)],
) {
    let is_equal = lower.is_some() && lower == upper;
    let low = if is_equal { Sense::Equal } else { Sense::AtLeast };
    let upper = if is_equal { &None } else { upper };
    for (side, sense) in [(lower, low), (upper, Sense::AtMost)] {
        if let Some(side) = side {
            list.push(Inequality { origin, sense, side, terms: terms.to_vec() });
        }
    }
}

/// The combination that multipliers stand for: of the objective, or without it for a Farkas proof.
pub(super) fn combination(
    lp: &Lp,
    list: &[Inequality<'_>],
    multipliers: &Vector,
    with_objective: bool,
) -> Vec<Factor> {
    let y: Vec<Rational> = multipliers.entries().collect();
    let mut z: Vec<Rational> = lp
        .columns
        .iter()
        .map(|column| if with_objective { column.objective.clone() } else { Rational::ZERO })
        .collect();
    for (row, y) in lp.rows.iter().zip(&y).filter(|(_, y)| !y.is_zero()) {
        for (j, coefficient) in &row.terms {
            z[*j] -= coefficient * y;
        }
    }
    let is_mirrored = with_objective && lp.maximize;
    let mut factors = Vec::new();
    for (k, inequality) in list.iter().enumerate() {
        let factor = match inequality.origin {
            Origin::Column(j) => &z[j],
            Origin::Row(i) => &y[i],
        };
        let pushes_up = (Rational::ZERO < *factor) != is_mirrored;
        let is_used = match inequality.sense {
            Sense::AtLeast => pushes_up,
            Sense::Equal => true,
            Sense::AtMost => !pushes_up,
        };
        if is_used && !factor.is_zero() {
            factors.push((k, factor.clone()));
        }
    }
    factors
}

/// The contradiction of a proof of infeasibility; `None` for other proofs.
pub(super) fn contradiction(
    lp: &Lp,
    list: &[Inequality<'_>],
    proof: &Proof,
) -> Option<Vec<Factor>> {
    let origin = match proof.evidence() {
        Evidence::Infeasible { multipliers } => {
            let multipliers = Vector::over(multipliers.clone(), UBig::ONE);
            return Some(combination(lp, list, &multipliers, false));
        }
        Evidence::CrossedColumn(j) => Origin::Column(*j),
        Evidence::CrossedRow(i) => Origin::Row(*i),
        Evidence::Optimal { .. } | Evidence::Unbounded { .. } => return None,
    };
    let sides = list.iter().enumerate().filter(|(_, inequality)| inequality.origin == origin);
    let factor = |sense| if sense == Sense::AtLeast { Rational::ONE } else { -Rational::ONE };
    Some(sides.map(|(k, inequality)| (k, factor(inequality.sense))).collect())
}

/// The side of the combination.
pub(super) fn combined_side(list: &[Inequality<'_>], factors: &[Factor]) -> Rational {
    let products = factors.iter().map(|(k, factor)| list[*k].side * factor);
    products.fold(Rational::ZERO, |sum, product| sum + product)
}
