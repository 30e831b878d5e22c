//! Exact simplex on a dictionary, from any basis; it ends.
//!
//! ```text
//! dual feasible        dual simplex
//! primal feasible      primal simplex
//! neither              dual simplex without costs finds a feasible point or none, then primal simplex
//! ```
//!
//! The variable that is violated, or wants to move, most is taken. Where the objective stands still for long, it is the
//! first one: the rule of Bland, under which simplex cannot cycle. Among equal ratios the first variable is taken.

use std::cmp::Ordering;
use std::time::Instant;

use ironproof_answer::BasisStatus;
use ironproof_number::ops::{Abs, UnsignedAbs};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{extend_denominator, to_integer};
use ironproof_number::{IBig, UBig};

use crate::TimeOver;
use crate::dictionary::Dictionary;
use crate::numbers::Bounds;

/// A dictionary, and where its nonbasic variables are.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    pub(super) dictionary: Dictionary,
    /// By variable.
    pub(super) places: Vec<BasisStatus>,
    pub(super) n_pivots: usize,
}

/// How it ended.
pub(super) enum Ended {
    Optimal,
    /// The row that no point satisfies.
    Infeasible(usize),
    /// The position that may move for ever, and whether up.
    Unbounded(usize, bool),
}

/// The values of the basic variables, as fractions that are not reduced.
struct Values {
    numerators: Vec<IBig>,
    denominators: Vec<UBig>,
}

/// What stops a nonbasic variable that moves: a basic one that reaches a bound, or its own other bound.
pub(super) struct Stop {
    /// How far it gets.
    pub(super) length: Ratio,
    /// What reaches a bound.
    pub(super) variable: usize,
    /// Its row; none for the variable that moves.
    pub(super) row: Option<usize>,
    /// The bound.
    pub(super) place: BasisStatus,
}

/// A nonnegative fraction that is not reduced.
pub(super) struct Ratio {
    numerator: IBig,
    denominator: UBig,
}

impl Ratio {
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        let left = &self.numerator * IBig::from(other.denominator.clone());
        left.cmp(&(&other.numerator * IBig::from(self.denominator.clone())))
    }
}

/// `value - bound`, over the product of the denominators.
fn difference(numerator: &IBig, denominator: &UBig, bound: &Rational) -> IBig {
    if bound.is_zero() {
        return numerator.clone();
    }
    numerator * IBig::from(bound.denominator().clone())
        - bound.numerator() * IBig::from(denominator.clone())
}

impl Simplex {
    /// From the basis in which all rows are basic.
    pub(super) fn new(dictionary: Dictionary) -> Self {
        let n = dictionary.basic.len() + dictionary.nonbasic.len();
        let mut places = vec![BasisStatus::Lower; n];
        for variable in &dictionary.basic {
            places[*variable] = BasisStatus::Basic;
        }
        Self { dictionary, places, n_pivots: 0 }
    }

    /// Pivots from a basis for other bounds and costs to one for these.
    pub(super) fn solve(
        &mut self,
        bounds: &Bounds<'_>,
        cost: &[Rational],
        deadline: Instant,
    ) -> Result<Ended, TimeOver> {
        for variable in &self.dictionary.nonbasic {
            self.places[*variable] = bounds.place(*variable, self.places[*variable]);
        }
        self.dictionary.price(cost);
        if !self.is_primal_feasible(bounds) {
            self.flip(bounds);
            let by_costs = self.wanting(bounds, false).is_none();
            if !by_costs {
                self.dictionary.price(&[]);
            }
            match self.dual(bounds, deadline)? {
                Ended::Optimal if by_costs => return Ok(Ended::Optimal),
                Ended::Optimal => self.dictionary.price(cost),
                other => return Ok(other),
            }
        }
        self.primal(bounds, deadline)
    }

    /// The variables that `status` calls basic enter the basis, as far as they do not depend on each other.
    pub(super) fn enter(&mut self, status: &[BasisStatus]) {
        let is_basic = |variable: usize| status[variable] == BasisStatus::Basic;
        for q in 0..self.dictionary.nonbasic.len() {
            if is_basic(self.dictionary.nonbasic[q]) {
                let Dictionary { basic, rows, .. } = &self.dictionary;
                let can = |r: &usize| !is_basic(basic[*r]) && !rows[*r].numerators[q].is_zero();
                if let Some(r) = (0..rows.len()).find(can) {
                    self.exchange(r, q, BasisStatus::Lower);
                }
            }
        }
        for variable in &self.dictionary.nonbasic {
            self.places[*variable] = status[*variable];
        }
        self.n_pivots = 0;
    }

    /// How all variables change while a nonbasic one moves.
    pub(super) fn ray(&self, q: usize, goes_up: bool) -> Vec<Rational> {
        let sign = if goes_up { Rational::ONE } else { -Rational::ONE };
        let Dictionary { basic, nonbasic, rows, .. } = &self.dictionary;
        let mut ray = vec![Rational::ZERO; self.places.len()];
        ray[nonbasic[q]].clone_from(&sign);
        for (variable, row) in basic.iter().zip(rows) {
            ray[*variable] = row.at(q) * &sign;
        }
        ray
    }

    /// Nonbasic variables with two bounds go to the one that their reduced costs want.
    fn flip(&mut self, bounds: &Bounds<'_>) {
        let Dictionary { nonbasic, objective, .. } = &self.dictionary;
        for (variable, reduced) in nonbasic.iter().zip(&objective.numerators) {
            let has_both = bounds.lower(*variable).is_some() && bounds.upper(*variable).is_some();
            if has_both && !reduced.is_zero() {
                self.places[*variable] =
                    if *reduced < IBig::ZERO { BasisStatus::Upper } else { BasisStatus::Lower };
            }
        }
    }

    fn values(&self, bounds: &Bounds<'_>) -> Values {
        let Dictionary { nonbasic, rows, .. } = &self.dictionary;
        let at = |variable: &usize| bounds.value(*variable, self.places[*variable]);
        let mut unit = UBig::ONE;
        nonbasic.iter().filter_map(at).for_each(|x| extend_denominator(&mut unit, x.denominator()));
        let given: Vec<(usize, IBig)> = nonbasic
            .iter()
            .enumerate()
            .filter_map(|(q, variable)| Some((q, to_integer(at(variable)?, &unit))))
            .collect();
        let mut values = Values { numerators: Vec::new(), denominators: Vec::new() };
        for row in rows {
            let mut sum = IBig::ZERO;
            for (q, x) in &given {
                if !row.numerators[*q].is_zero() {
                    sum += &row.numerators[*q] * x;
                }
            }
            values.numerators.push(sum);
            values.denominators.push(&row.denominator * &unit);
        }
        values
    }

    /// The values of all variables.
    pub(super) fn point(&self, bounds: &Bounds<'_>) -> Vec<Rational> {
        let at = |(variable, place): (usize, &BasisStatus)| {
            bounds.value(variable, *place).cloned().unwrap_or(Rational::ZERO)
        };
        let mut point: Vec<Rational> = self.places.iter().enumerate().map(at).collect();
        let values = self.values(bounds);
        let basic = self.dictionary.basic.iter().zip(values.numerators);
        for ((variable, numerator), denominator) in basic.zip(values.denominators) {
            point[*variable] = Rational::from_parts(numerator, denominator);
        }
        point
    }

    /// The violated rows, and by how much: negative below the lower bound.
    fn violated<'a>(
        &'a self,
        bounds: &'a Bounds<'_>,
        values: &'a Values,
    ) -> impl Iterator<Item = (usize, bool, Ratio)> + 'a {
        self.dictionary.basic.iter().enumerate().filter_map(move |(r, variable)| {
            let (numerator, denominator) = (&values.numerators[r], &values.denominators[r]);
            let sides = [(bounds.lower(*variable), false), (bounds.upper(*variable), true)];
            sides.into_iter().find_map(|(bound, is_above)| {
                let bound = bound?;
                let excess = difference(numerator, denominator, bound);
                let excess = if is_above { excess } else { -excess };
                (IBig::ZERO < excess).then(|| {
                    let denominator = denominator * bound.denominator();
                    (r, is_above, Ratio { numerator: excess, denominator })
                })
            })
        })
    }

    pub(super) fn is_primal_feasible(&self, bounds: &Bounds<'_>) -> bool {
        self.violated(bounds, &self.values(bounds)).next().is_none()
    }

    /// The nonbasic position that wants to move, and whether up: the most, or by the rule of Bland.
    fn wanting(&self, bounds: &Bounds<'_>, first: bool) -> Option<(usize, bool)> {
        let Dictionary { nonbasic, objective, .. } = &self.dictionary;
        let mut best: Option<(usize, bool)> = None;
        for (q, reduced) in objective.numerators.iter().enumerate() {
            let variable = nonbasic[q];
            if reduced.is_zero() || bounds.is_fixed(variable) {
                continue;
            }
            let goes_up = *reduced < IBig::ZERO;
            let can = match self.places[variable] {
                BasisStatus::Upper => !goes_up,
                BasisStatus::Zero => true,
                _ => goes_up,
            };
            let is_better = |(other, _): (usize, bool)| {
                if first {
                    variable < nonbasic[other]
                } else {
                    objective.numerators[other].clone().abs() < reduced.abs()
                }
            };
            if can && best.is_none_or(is_better) {
                best = Some((q, goes_up));
            }
        }
        best
    }

    /// So many pivots may leave the objective where it is.
    fn patience(&self) -> usize {
        2 * self.places.len()
    }

    fn primal(&mut self, bounds: &Bounds<'_>, deadline: Instant) -> Result<Ended, TimeOver> {
        let mut n_idle = 0;
        while let Some((q, goes_up)) = self.wanting(bounds, self.patience() <= n_idle) {
            TimeOver::check(deadline)?;
            match self.blocking(bounds, q, goes_up) {
                None => return Ok(Ended::Unbounded(q, goes_up)),
                Some(stop) => {
                    n_idle = if stop.length.numerator.is_zero() { n_idle + 1 } else { 0 };
                    self.advance(q, &stop);
                }
            }
        }
        Ok(Ended::Optimal)
    }

    /// What stops a nonbasic variable first; of equal ones the first variable.
    pub(super) fn blocking(&self, bounds: &Bounds<'_>, q: usize, goes_up: bool) -> Option<Stop> {
        let stops = self.stops(bounds, q, goes_up);
        stops.min_by(|a, b| a.length.cmp(&b.length).then(a.variable.cmp(&b.variable)))
    }

    /// Everything that would stop a nonbasic variable.
    pub(super) fn stops<'a>(
        &'a self,
        bounds: &'a Bounds<'_>,
        q: usize,
        goes_up: bool,
    ) -> impl Iterator<Item = Stop> + 'a {
        let Dictionary { basic, nonbasic, rows, .. } = &self.dictionary;
        let variable = nonbasic[q];
        let own = bounds.lower(variable).zip(bounds.upper(variable)).map(|(lower, upper)| {
            let (numerator, denominator) = (upper - lower).into_parts();
            let place = if goes_up { BasisStatus::Upper } else { BasisStatus::Lower };
            Stop { length: Ratio { numerator, denominator }, variable, row: None, place }
        });
        let values = self.values(bounds);
        let rows = rows.iter().enumerate().filter_map(move |(r, row)| {
            let rate = &row.numerators[q];
            if rate.is_zero() {
                return None;
            }
            let variable = basic[r];
            let rises = (IBig::ZERO < *rate) == goes_up;
            let (bound, place) = if rises {
                (bounds.upper(variable)?, BasisStatus::Upper)
            } else {
                (bounds.lower(variable)?, BasisStatus::Lower)
            };
            // |value - bound| over the rate, which is over the denominator of the row.
            let gap = difference(&values.numerators[r], &values.denominators[r], bound).abs();
            let unit = &values.denominators[r] * bound.denominator();
            let numerator = gap * IBig::from(row.denominator.clone());
            let length = Ratio { numerator, denominator: unit * rate.unsigned_abs() };
            Some(Stop { length, variable, row: Some(r), place })
        });
        own.into_iter().chain(rows)
    }

    /// The entering variable becomes basic, or goes to its other bound.
    pub(super) fn advance(&mut self, q: usize, stop: &Stop) {
        match stop.row {
            None => self.places[stop.variable] = stop.place,
            Some(r) => self.exchange(r, q, stop.place),
        }
    }

    /// A pivot, after which the variable that leaves is at `place`.
    pub(super) fn exchange(&mut self, r: usize, q: usize, place: BasisStatus) {
        self.places[self.dictionary.basic[r]] = place;
        self.places[self.dictionary.nonbasic[q]] = BasisStatus::Basic;
        self.dictionary.pivot(r, q);
        self.n_pivots += 1;
    }

    fn dual(&mut self, bounds: &Bounds<'_>, deadline: Instant) -> Result<Ended, TimeOver> {
        let mut n_idle = 0;
        loop {
            TimeOver::check(deadline)?;
            let values = self.values(bounds);
            let violated = self.violated(bounds, &values);
            let leaving = if self.patience() <= n_idle {
                violated.min_by_key(|(r, ..)| self.dictionary.basic[*r])
            } else {
                violated.max_by(|(_, _, one), (_, _, other)| one.cmp(other))
            };
            let Some((r, is_above, _)) = leaving else { return Ok(Ended::Optimal) };
            let Some((q, moves)) = self.entering(bounds, r, is_above) else {
                return Ok(Ended::Infeasible(r));
            };
            n_idle = if moves { 0 } else { n_idle + 1 };
            self.exchange(r, q, if is_above { BasisStatus::Upper } else { BasisStatus::Lower });
        }
    }

    /// The nonbasic position that brings row `r` back at the least cost, and whether that costs anything.
    fn entering(&self, bounds: &Bounds<'_>, r: usize, is_above: bool) -> Option<(usize, bool)> {
        let Dictionary { nonbasic, rows, objective, .. } = &self.dictionary;
        let mut best: Option<(Ratio, usize)> = None;
        for (q, rate) in rows[r].numerators.iter().enumerate() {
            let variable = nonbasic[q];
            if rate.is_zero() || bounds.is_fixed(variable) {
                continue;
            }
            let goes_up = (IBig::ZERO < *rate) != is_above;
            let can = match self.places[variable] {
                BasisStatus::Upper => !goes_up,
                BasisStatus::Zero => true,
                _ => goes_up,
            };
            if !can {
                continue;
            }
            let numerator = objective.numerators[q].clone().abs();
            let ratio = Ratio { numerator, denominator: rate.unsigned_abs() };
            let is_less = best.as_ref().is_none_or(|(least, other)| {
                ratio.cmp(least).then(variable.cmp(&nonbasic[*other])).is_lt()
            });
            if is_less {
                best = Some((ratio, q));
            }
        }
        best.map(|(ratio, q)| (q, !ratio.numerator.is_zero()))
    }
}
