//! The exact basic solution of a basis, primal and dual.
//!
//! Let R be the rows whose activity is not basic and C the basic columns, equally many. Then
//!
//! ```text
//!     A_RC x_C = s_R - A_RN x_N        the primal point, with nonbasic variables at their places
//!     A_RC' y_R = c_C,  y = 0 elsewhere       the multipliers
//!     z = c - A'y                      the reduced costs of columns; that of the activity of row i is y_i
//! ```
//!
//! The basis is optimal if the point satisfies its bounds and 0 <= z at lower, z <= 0 at upper bounds
//! (for min). Every system is solved exactly and checked by multiplying back.

use std::time::Instant;

use ironproof_linear::duality::Vector;
use ironproof_number::parts::{InPart, Parts};
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::equations::Side;
use crate::form::{Form, Place};
use crate::in_parts::solve_in_parts;
use crate::lift::{System, lift};
use crate::rebuild::{bits, length};
use crate::sparse::Sparse;
use ironproof_answer::{Basis, BasisStatus};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{extend_denominator, to_integer};

/// Bits of the largest multiplier when costs are replaced by near ones, and how far right the bits of a random
/// word are shifted to get the steps: 20 bits of 40.
const COST_BITS: usize = 40;
const COST_STEP_SHIFT: u32 = 12;

/// Rows for which a thread of its own pays.
const MANY_ROWS: usize = 500;

/// A factored basis.
pub(super) struct Basic<'a> {
    pub(super) form: &'a Form,
    pub(super) places: Vec<Place>,
    /// R and C.
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    pub(super) system: System,
    denominators: Denominators,
}

/// Over which denominators a solution is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denominators {
    /// One.
    One,
    /// Parts, where it is long.
    Parts,
}

/// Values of all variables, and which bounds they break.
#[derive(Clone)]
pub(super) struct Primal {
    pub(super) values: Vector,
    /// Basic variables outside their bounds, in order.
    pub(super) violated: Vec<Violated>,
}

/// A variable outside its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Violated {
    pub(super) variable: usize,
    pub(super) is_above: bool,
}

/// Multipliers of the rows of the form, and the costs that they price.
#[derive(Clone)]
pub(super) struct Dual {
    pub(super) multipliers: Vector,
    pub(super) cost: Vec<IBig>,
    /// Nonbasic variables that want to move, in order, and whether up.
    pub(super) wanting: Vec<(usize, bool)>,
}

impl<'a> Basic<'a> {
    /// Factors a basis. Columns that depend on others leave it, and rows enter instead.
    pub(super) fn new(
        form: &'a Form,
        mut places: Vec<Place>,
        denominators: Denominators,
        deadline: Instant,
    ) -> Result<Self, OutOfTime> {
        for variable in 0..places.len() {
            places[variable] = form.place(variable, places[variable]);
        }
        balance(form, &mut places);
        loop {
            let mut position = vec![usize::MAX; form.n_columns];
            let columns: Vec<usize> =
                (0..form.n_columns).filter(|&j| places[j] == Place::Basic).collect();
            for (k, &j) in columns.iter().enumerate() {
                position[j] = k;
            }
            let is_nonbasic = |i: &usize| places[form.n_columns + i] != Place::Basic;
            let rows: Vec<usize> = (0..form.n_rows).filter(is_nonbasic).collect();
            let matrix = Sparse::new(rows.iter().map(|&i| {
                let position = &position;
                form.rows
                    .row(i)
                    .filter(move |(j, _)| position[*j] != usize::MAX)
                    .map(move |(j, value)| (position[j], value.clone()))
            }));
            match System::new(matrix, deadline)? {
                Ok(system) => {
                    return Ok(Self { form, places, rows, columns, system, denominators });
                }
                Err(dependent) => {
                    for k in dependent.columns {
                        places[columns[k]] = form.place(columns[k], Place::Lower);
                    }
                    for k in dependent.rows {
                        places[form.n_columns + rows[k]] = Place::Basic;
                    }
                }
            }
        }
    }

    /// The basic solution, and the multipliers for these costs, at the same time.
    pub(super) fn both(
        &self,
        cost: &[IBig],
        deadline: Instant,
    ) -> (Result<Primal, OutOfTime>, Result<Dual, OutOfTime>) {
        if self.rows.len() < MANY_ROWS {
            return (self.primal(deadline), self.dual(cost, deadline));
        }
        std::thread::scope(|scope| {
            let dual = scope.spawn(|| self.dual(cost, deadline));
            let primal = self.primal(deadline);
            let dual = dual.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (primal, dual)
        })
    }

    /// The basic solution.
    pub(super) fn primal(&self, deadline: Instant) -> Result<Primal, OutOfTime> {
        let form = self.form;
        let n = form.n_columns;
        let mut unit = UBig::ONE;
        for (variable, place) in self.places.iter().enumerate() {
            if let Some(value) = form.value(variable, *place) {
                extend_denominator(&mut unit, value.denominator());
            }
        }
        let at_place = |variable: usize| match form.value(variable, self.places[variable]) {
            Some(value) => to_integer(value, &unit),
            None => IBig::ZERO,
        };
        let mut values: Vec<IBig> = (0..n).map(at_place).collect();
        let side = |&i: &usize| at_place(n + i) - form.rows.dot(i, &values);
        let right: Vec<IBig> = self.rows.iter().map(side).collect();
        let solution = self.solved(Side::Right, &right, deadline)?;
        let mut parts = solution.parts().clone();
        let whole = parts.denominator(0);
        if !whole.is_one() {
            let factor = IBig::from(whole);
            values.iter_mut().filter(|value| !value.is_zero()).for_each(|value| *value *= &factor);
        }
        let mut part = vec![0; n];
        for (k, (&j, value)) in self.columns.iter().zip(solution.numerators()).enumerate() {
            part[j] = solution.part(k);
            values[j].clone_from(value);
        }
        drop(solution);
        for i in 0..form.n_rows {
            let (of, activity) = if parts.is_one() {
                (0, form.rows.dot(i, &values))
            } else {
                parts.sum(form.rows.terms(i, &values).map(|(j, term)| (part[j], term)))
            };
            part.push(of);
            values.push(activity);
        }
        parts.multiply(&unit);
        let values = Vector::in_parts(values, part, parts);
        let violated = self.violated(&values);
        Ok(Primal { values, violated })
    }

    fn solved(&self, side: Side, b: &[IBig], deadline: Instant) -> Result<Vector, OutOfTime> {
        if self.denominators == Denominators::Parts {
            return solve_in_parts(&self.system, side, b, deadline);
        }
        let solution = lift(&self.system.equations(side), b, deadline)?;
        Ok(Vector::over(solution.numerators, solution.denominator))
    }

    fn violated(&self, values: &Vector) -> Vec<Violated> {
        let mut violated = Vec::new();
        for (variable, value) in values.numerators().iter().enumerate() {
            if self.places[variable] != Place::Basic {
                continue;
            }
            let denominator = || values.parts().denominator(values.part(variable));
            let below = |bound: &Rational| compare(value, denominator, bound).is_lt();
            let above = |bound: &Rational| compare(value, denominator, bound).is_gt();
            if self.form.lower[variable].as_ref().is_some_and(below) {
                violated.push(Violated { variable, is_above: false });
            } else if self.form.upper[variable].as_ref().is_some_and(above) {
                violated.push(Violated { variable, is_above: true });
            }
        }
        violated
    }

    /// The multipliers for these integer costs of the columns.
    pub(super) fn dual(&self, cost: &[IBig], deadline: Instant) -> Result<Dual, OutOfTime> {
        let form = self.form;
        let right: Vec<IBig> = self.columns.iter().map(|&j| cost[j].clone()).collect();
        let solution = self.solved(Side::Left, &right, deadline)?;
        let (mut multipliers, mut part) = (vec![IBig::ZERO; form.n_rows], vec![0; form.n_rows]);
        for (k, (&i, value)) in self.rows.iter().zip(solution.numerators()).enumerate() {
            part[i] = solution.part(k);
            multipliers[i].clone_from(value);
        }
        let multipliers = Vector::in_parts(multipliers, part, solution.parts().clone());
        drop(solution);
        let dual = Dual { multipliers, cost: cost.to_vec(), wanting: Vec::new() };
        let mut wanting = Vec::new();
        let mut reduced = self.reduced(&dual);
        for (variable, place) in self.places.iter().enumerate() {
            if *place == Place::Basic || form.is_fixed(variable) {
                continue;
            }
            let (_, reduced) = reduced.of(variable);
            let wants_up = reduced < IBig::ZERO;
            let is_free_to = match place {
                Place::Basic => false,
                Place::Lower => wants_up,
                Place::Upper => !wants_up,
                Place::Zero => true,
            };
            if is_free_to && !reduced.is_zero() {
                wanting.push((variable, wants_up));
            }
        }
        Ok(Dual { wanting, ..dual })
    }

    /// The reduced costs that belong to multipliers. Of a large LP those of all variables together would fill the memory.
    pub(super) fn reduced<'b>(&'b self, dual: &'b Dual) -> Reduced<'b> {
        let parts = dual.multipliers.parts().clone();
        Reduced { basic: self, dual, whole: IBig::from(parts.denominator(0)), parts }
    }

    /// Costs near those of the form, times a power of two, for which the reduced costs of the basis have right
    /// signs and none is zero but those of basic, fixed and free variables; `dual` is of the costs of the form.
    ///
    /// With rounded multipliers y, zero where one has a wrong sign, the cost of a basic column, and of one
    /// whose z = c - A'y has a wrong sign, becomes A'y. Then all z are moved away from zero, by small steps of
    /// different sizes, since simplex would stand still at equal ones.
    pub(super) fn nearby_costs(&self, dual: &Dual) -> Vec<IBig> {
        let form = self.form;
        let multipliers = dual.multipliers.numerators();
        let largest = multipliers.iter().map(length).max();
        let denominator = dual.denominator();
        let shift = (bits(&denominator) + COST_BITS).saturating_sub(largest.unwrap_or(0));
        let denominator = IBig::from(denominator);
        // `reduced`, or zero where that has a wrong sign, moved away from zero.
        let mut state = 1_u32;
        let mut right = |variable: usize, reduced: IBig| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let step = IBig::from((state >> COST_STEP_SHIFT) + 1);
            match self.places[variable] {
                Place::Basic | Place::Zero => IBig::ZERO,
                _ if form.is_fixed(variable) => reduced,
                Place::Lower => reduced.max(IBig::ZERO) + step,
                Place::Upper => reduced.min(IBig::ZERO) - step,
            }
        };
        let rounded = multipliers.iter().enumerate();
        let multipliers: Vec<IBig> =
            rounded.map(|(i, y)| right(form.n_columns + i, (y << shift) / &denominator)).collect();
        let near = form.cost.iter().enumerate().map(|(j, cost)| {
            let priced = form.columns.dot(j, &multipliers);
            let reduced = right(j, (cost << shift) - &priced);
            priced + reduced
        });
        near.collect()
    }
}

/// Reduced costs, each in its part.
pub(super) struct Reduced<'a> {
    basic: &'a Basic<'a>,
    dual: &'a Dual,
    /// One, in part 0.
    whole: IBig,
    pub(super) parts: Parts,
}

impl Reduced<'_> {
    /// Of a variable; zero if it is basic.
    pub(super) fn of(&mut self, variable: usize) -> InPart {
        let (form, multipliers) = (self.basic.form, &self.dual.multipliers);
        if self.basic.places[variable] == Place::Basic {
            return (0, IBig::ZERO);
        }
        if let Some(i) = variable.checked_sub(form.n_columns) {
            return (multipliers.part(i), multipliers.numerators()[i].clone());
        }
        let cost = &self.dual.cost[variable];
        let cost = if cost.is_zero() { IBig::ZERO } else { cost * &self.whole };
        if self.parts.is_one() {
            return (0, cost - form.columns.dot(variable, multipliers.numerators()));
        }
        let priced = form.columns.terms(variable, multipliers.numerators());
        let priced = priced.map(|(i, term)| (multipliers.part(i), -term));
        self.parts.sum(priced.chain([(0, cost)]))
    }
}

impl Primal {
    /// That of all values, if there is one.
    pub(super) fn denominator(&self) -> UBig {
        self.values.parts().denominator(0)
    }
}

impl Dual {
    /// That of all multipliers, if there is one.
    pub(super) fn denominator(&self) -> UBig {
        self.multipliers.parts().denominator(0)
    }
}

/// `numerator / denominator` against `bound`.
fn compare(
    numerator: &IBig,
    denominator: impl FnOnce() -> UBig,
    bound: &Rational,
) -> std::cmp::Ordering {
    if bound.is_zero() {
        return numerator.cmp(&IBig::ZERO);
    }
    let left = numerator * IBig::from(bound.denominator().clone());
    left.cmp(&(bound.numerator() * IBig::from(denominator())))
}

/// As many basic variables as rows: a basis from outside may have any number.
fn balance(form: &Form, places: &mut [Place]) {
    let mut n_basic = places.iter().filter(|place| **place == Place::Basic).count();
    for variable in (0..places.len()).rev() {
        if n_basic < form.n_rows && form.n_columns <= variable && places[variable] != Place::Basic {
            places[variable] = Place::Basic;
            n_basic += 1;
        }
    }
    for variable in 0..places.len() {
        if form.n_rows < n_basic && places[variable] == Place::Basic {
            places[variable] = form.place(variable, Place::Lower);
            n_basic -= 1;
        }
    }
}

/// The places that a basis of a float solver says.
pub(super) fn places(basis: &Basis) -> Vec<Place> {
    let place = |status: &BasisStatus| match status {
        BasisStatus::Basic => Place::Basic,
        BasisStatus::Upper => Place::Upper,
        BasisStatus::Zero => Place::Zero,
        BasisStatus::Lower | BasisStatus::Nonbasic => Place::Lower,
    };
    basis.columns.iter().chain(&basis.rows).map(place).collect()
}

/// The basis for a float solver.
pub(super) fn basis(places: &[Place], n_columns: usize) -> Basis {
    let status = |place: &Place| match place {
        Place::Basic => BasisStatus::Basic,
        Place::Lower => BasisStatus::Lower,
        Place::Upper => BasisStatus::Upper,
        Place::Zero => BasisStatus::Zero,
    };
    let (columns, rows) = places.split_at(n_columns);
    Basis { columns: columns.iter().map(status).collect(), rows: rows.iter().map(status).collect() }
}
