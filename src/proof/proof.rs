//! What is proved about an LP, in the terms of the LP, and the check that it is.
//!
//! ```text
//! optimal     a feasible x, and multipliers y whose bound (weak duality) is the objective of x:
//!                 offset + min { sum_i y_i s_i } + min { sum_j z_j x_j },  z = c - A'y
//!             over the bounds of rows and columns (min; max for max)
//! infeasible  y with  max { sum_j (A'y)_j x_j } < min { sum_i y_i s_i }  over the same bounds, or a
//!             row or column with lower > upper
//! unbounded   a feasible x, and a direction d in which no bound stops and the objective improves
//! ```
//!
//! [`Evidence`] is what anybody may claim. A [`Proof`] is evidence that was checked here against the LP, in
//! integers, and there is no other way to make one. That is *exact*, in the words of `verdict`; *verified* is
//! what the independent checker accepts, from the file.

use ironproof_number::{IBig, UBig};

use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// A vector over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// The entries, times the denominator.
    pub numerators: Vec<IBig>,
    /// The common denominator.
    pub denominator: UBig,
}

/// What is claimed to prove a verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// An optimum.
    Optimal {
        /// One value per column.
        point: Vector,
        /// One multiplier per row.
        multipliers: Vector,
        /// The optimum.
        value: Rational,
    },
    /// No point is feasible.
    Infeasible {
        /// One multiplier per row.
        multipliers: Vec<IBig>,
    },
    /// No point is feasible: the bounds of this column are crossed.
    CrossedColumn(usize),
    /// No point is feasible: the bounds of this row are crossed.
    CrossedRow(usize),
    /// The objective has no bound.
    Unbounded {
        /// A feasible point.
        point: Vector,
        /// A direction.
        ray: Vec<IBig>,
    },
}

/// Evidence that holds for the LP that it was checked against.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof(Evidence);

/// Bounds on the optimum, and what proves them. Without a point the LP may be infeasible, and without
/// multipliers unbounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    lower: Option<Rational>,
    upper: Option<Rational>,
    /// Feasible: for min its objective is `upper`, for max `lower`.
    point: Option<Vector>,
    /// Their bound is the other one.
    multipliers: Option<Vector>,
}

impl Bounds {
    /// The bounds that the point and the multipliers prove; what proves nothing is left out.
    pub fn new(lp: &Lp, point: Option<Vector>, multipliers: Option<Vector>) -> Self {
        let point = point.filter(|point| is_feasible(lp, point));
        let inner = point.as_ref().map(|point| objective(lp, point));
        let outer = multipliers.as_ref().and_then(|multipliers| dual_bound(lp, multipliers));
        let multipliers = multipliers.filter(|_| outer.is_some());
        let (lower, upper) = if lp.maximize { (inner, outer) } else { (outer, inner) };
        Self { lower, upper, point, multipliers }
    }

    /// The better of both on each side.
    pub fn or(&self, other: &Self, maximize: bool) -> Self {
        let (mine, its) = (self, other);
        let is_lower = |a: &Option<Rational>, b: &Option<Rational>| {
            b.is_none() || matches!((a, b), (Some(a), Some(b)) if b <= a)
        };
        let is_upper = |a: &Option<Rational>, b: &Option<Rational>| {
            b.is_none() || matches!((a, b), (Some(a), Some(b)) if a <= b)
        };
        let low = if is_lower(&mine.lower, &its.lower) { mine } else { its };
        let high = if is_upper(&mine.upper, &its.upper) { mine } else { its };
        let (inner, outer) = if maximize { (low, high) } else { (high, low) };
        Self {
            lower: low.lower.clone(),
            upper: high.upper.clone(),
            point: inner.point.clone(),
            multipliers: outer.multipliers.clone(),
        }
    }

    /// Bounds that meet prove the optimum of `lp`.
    pub fn optimum(&self, lp: &Lp) -> Option<Proof> {
        let value = self.lower.clone().filter(|lower| Some(lower) == self.upper.as_ref())?;
        let (point, multipliers) = (self.point.clone()?, self.multipliers.clone()?);
        Proof::new(lp, Evidence::Optimal { point, multipliers, value })
    }

    /// The optimum is at least this.
    pub fn lower(&self) -> Option<&Rational> {
        self.lower.as_ref()
    }

    /// The optimum is at most this.
    pub fn upper(&self) -> Option<&Rational> {
        self.upper.as_ref()
    }

    /// A feasible point: for min its objective is the upper bound, for max the lower one.
    pub fn point(&self) -> Option<&Vector> {
        self.point.as_ref()
    }

    /// Multipliers: their bound is the other one.
    pub fn multipliers(&self) -> Option<&Vector> {
        self.multipliers.as_ref()
    }

    /// The bound that multipliers prove: from below for min, from above for max.
    pub fn outer(&self, maximize: bool) -> Option<&Rational> {
        if maximize { self.upper() } else { self.lower() }
    }

    /// Nothing is proved.
    pub fn is_empty(&self) -> bool {
        self.lower.is_none() && self.upper.is_none()
    }
}

impl Vector {
    /// The vector of these numbers.
    pub fn new(values: &[Rational]) -> Self {
        let denominator = common_denominator(values);
        let numerators = values.iter().map(|value| to_integer(value, &denominator)).collect();
        Self { numerators, denominator }
    }
}

impl Proof {
    /// The proof, if the evidence holds for this LP.
    pub fn new(lp: &Lp, evidence: Evidence) -> Option<Self> {
        evidence.holds(lp).then_some(Self(evidence))
    }

    /// The proof that the point is optimal, if the multipliers show it.
    pub fn optimal(lp: &Lp, point: Vector, multipliers: Vector) -> Option<Self> {
        let value = Some(&point).filter(|point| is_feasible(lp, point));
        let value = value.map(|point| objective(lp, point))?;
        let is_optimal = dual_bound(lp, &multipliers).as_ref() == Some(&value);
        is_optimal.then_some(Self(Evidence::Optimal { point, multipliers, value }))
    }

    /// What proves it.
    pub fn evidence(&self) -> &Evidence {
        &self.0
    }

    /// The same, for good.
    pub(super) fn into_evidence(self) -> Evidence {
        self.0
    }

    /// `optimal`, `infeasible` or `unbounded`.
    pub fn status(&self) -> &'static str {
        match self.0 {
            Evidence::Optimal { .. } => "optimal",
            Evidence::Infeasible { .. } | Evidence::CrossedColumn(_) | Evidence::CrossedRow(_) => {
                "infeasible"
            }
            Evidence::Unbounded { .. } => "unbounded",
        }
    }

    /// The optimum.
    pub fn value(&self) -> Option<&Rational> {
        if let Evidence::Optimal { value, .. } = &self.0 { Some(value) } else { None }
    }
}

impl Evidence {
    fn holds(&self, lp: &Lp) -> bool {
        match self {
            Self::Optimal { point, multipliers, value } => {
                is_feasible(lp, point)
                    && objective(lp, point) == *value
                    && dual_bound(lp, multipliers).as_ref() == Some(value)
            }
            Self::Infeasible { multipliers } => is_farkas(lp, multipliers),
            Self::CrossedColumn(j) => lp
                .columns
                .get(*j)
                .is_some_and(|column| crossed(column.lower.as_ref(), column.upper.as_ref())),
            Self::CrossedRow(i) => {
                lp.rows.get(*i).is_some_and(|row| crossed(row.lower.as_ref(), row.upper.as_ref()))
            }
            Self::Unbounded { point, ray } => is_feasible(lp, point) && is_ray(lp, ray),
        }
    }
}

pub(super) fn crossed(lower: Option<&Rational>, upper: Option<&Rational>) -> bool {
    matches!((lower, upper), (Some(lower), Some(upper)) if upper < lower)
}

/// offset + c x
pub(super) fn objective(lp: &Lp, point: &Vector) -> Rational {
    let unit = common_denominator(lp.columns.iter().map(|column| &column.objective));
    let mut total = IBig::ZERO;
    for (column, value) in lp.columns.iter().zip(&point.numerators) {
        if !column.objective.is_zero() && !value.is_zero() {
            total += to_integer(&column.objective, &unit) * value;
        }
    }
    Rational::from_parts(total, unit * &point.denominator) + &lp.offset
}

/// Row and its activity times the returned unit.
fn activity(row: &Row, values: &[IBig]) -> (IBig, UBig) {
    let unit = common_denominator(row.terms.iter().map(|(_, coefficient)| coefficient));
    let mut sum = IBig::ZERO;
    for (j, coefficient) in &row.terms {
        if !values[*j].is_zero() {
            sum += to_integer(coefficient, &unit) * &values[*j];
        }
    }
    (sum, unit)
}

fn is_feasible(lp: &Lp, point: &Vector) -> bool {
    let is_inside = |lower: &Option<Rational>, upper: &Option<Rational>, x: &IBig, unit: &UBig| {
        let side = |bound: &Rational| {
            (
                x * IBig::from(bound.denominator().clone()),
                bound.numerator() * IBig::from(unit.clone()),
            )
        };
        lower.as_ref().is_none_or(|bound| {
            let (x, bound) = side(bound);
            bound <= x
        }) && upper.as_ref().is_none_or(|bound| {
            let (x, bound) = side(bound);
            x <= bound
        })
    };
    point.numerators.len() == lp.columns.len()
        && UBig::ZERO < point.denominator
        && lp
            .columns
            .iter()
            .zip(&point.numerators)
            .all(|(column, x)| is_inside(&column.lower, &column.upper, x, &point.denominator))
        && lp.rows.iter().all(|row| {
            let (sum, unit) = activity(row, &point.numerators);
            is_inside(&row.lower, &row.upper, &sum, &(unit * &point.denominator))
        })
}

/// No bound stops the direction, and the objective improves.
fn is_ray(lp: &Lp, ray: &[IBig]) -> bool {
    let goes = |lower: &Option<Rational>, upper: &Option<Rational>, change: &IBig| {
        (lower.is_none() || IBig::ZERO <= *change) && (upper.is_none() || *change <= IBig::ZERO)
    };
    let mut gain = Rational::ZERO;
    if ray.len() == lp.columns.len() {
        let unit = common_denominator(lp.columns.iter().map(|column| &column.objective));
        let mut sum = IBig::ZERO;
        for (column, change) in lp.columns.iter().zip(ray) {
            sum += to_integer(&column.objective, &unit) * change;
        }
        gain = Rational::from(if lp.maximize { sum } else { -sum });
    }
    Rational::ZERO < gain
        && lp.columns.iter().zip(ray).all(|(column, d)| goes(&column.lower, &column.upper, d))
        && lp.rows.iter().all(|row| goes(&row.lower, &row.upper, &activity(row, ray).0))
}

/// `sum_i y_i a_ij` per column, over the returned unit.
fn combination(lp: &Lp, multipliers: &[IBig]) -> (Vec<IBig>, UBig) {
    let used = lp.rows.iter().zip(multipliers).filter(|(_, y)| !y.is_zero());
    let unit = common_denominator(
        used.clone().flat_map(|(row, _)| row.terms.iter().map(|(_, coefficient)| coefficient)),
    );
    let mut sums = vec![IBig::ZERO; lp.columns.len()];
    for (row, y) in used {
        for (j, coefficient) in &row.terms {
            sums[*j] += to_integer(coefficient, &unit) * y;
        }
    }
    (sums, unit)
}

/// Adds `factor * x` over the bound of x that makes it least; `None` if there is none.
struct LeastSum {
    /// Sums by denominator of the bound, which nearly all share.
    parts: Vec<(UBig, IBig)>,
}

impl LeastSum {
    fn new() -> Self {
        Self { parts: Vec::new() }
    }

    fn add(
        &mut self,
        factor: &IBig,
        lower: Option<&Rational>,
        upper: Option<&Rational>,
    ) -> Option<()> {
        if factor.is_zero() {
            return Some(());
        }
        let bound = if IBig::ZERO < *factor { lower } else { upper }?;
        if bound.is_zero() {
            return Some(());
        }
        let product = factor * bound.numerator();
        let known = self.parts.iter_mut().find(|(unit, _)| unit == bound.denominator());
        match known {
            Some((_, sum)) => *sum += product,
            None => self.parts.push((bound.denominator().clone(), product)),
        }
        Some(())
    }

    fn total(self) -> Rational {
        let parts = self.parts.into_iter().map(|(unit, sum)| Rational::from_parts(sum, unit));
        parts.fold(Rational::ZERO, |total, part| total + part)
    }
}

/// The bound of weak duality: a lower bound for min, an upper one for max.
pub(super) fn dual_bound(lp: &Lp, multipliers: &Vector) -> Option<Rational> {
    if multipliers.numerators.len() != lp.rows.len() || multipliers.denominator.is_zero() {
        return None;
    }
    let sign = if lp.maximize { IBig::NEG_ONE } else { IBig::ONE };
    let y: Vec<IBig> = multipliers.numerators.iter().map(|y| y * &sign).collect();
    let mut rows = LeastSum::new();
    for (row, y) in lp.rows.iter().zip(&y) {
        rows.add(y, row.lower.as_ref(), row.upper.as_ref())?;
    }
    let (sums, unit) = combination(lp, &y);
    let cost_unit = common_denominator(lp.columns.iter().map(|column| &column.objective));
    // Reduced costs times unit * cost_unit * denominator.
    let factor = &sign * IBig::from(&unit * &multipliers.denominator);
    let cost_factor = IBig::from(cost_unit.clone());
    let mut columns = LeastSum::new();
    for (column, sum) in lp.columns.iter().zip(&sums) {
        let cost = to_integer(&column.objective, &cost_unit);
        let reduced = cost * &factor - sum * &cost_factor;
        columns.add(&reduced, column.lower.as_ref(), column.upper.as_ref())?;
    }
    let denominator = Rational::from(multipliers.denominator.clone());
    let total = (rows.total() + columns.total() / Rational::from(unit * cost_unit)) / denominator;
    Some(&lp.offset + if lp.maximize { -total } else { total })
}

/// max { sum_j (A'y)_j x_j } < min { sum_i y_i s_i }
fn is_farkas(lp: &Lp, multipliers: &[IBig]) -> bool {
    if multipliers.len() != lp.rows.len() {
        return false;
    }
    let gap = || {
        let mut rows = LeastSum::new();
        for (row, y) in lp.rows.iter().zip(multipliers) {
            rows.add(y, row.lower.as_ref(), row.upper.as_ref())?;
        }
        let (sums, unit) = combination(lp, multipliers);
        let mut columns = LeastSum::new();
        for (Column { lower, upper, .. }, sum) in lp.columns.iter().zip(&sums) {
            columns.add(&-sum, lower.as_ref(), upper.as_ref())?;
        }
        Some(rows.total() + columns.total() / Rational::from(unit))
    };
    gap().is_some_and(|gap| Rational::ZERO < gap)
}
