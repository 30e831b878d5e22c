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

use ironproof_number::ops::Abs;
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::form::{Form, Place};
use crate::lift::System;
use crate::numerators::Solution;
use crate::rebuild::bits;
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
    rows: Vec<usize>,
    columns: Vec<usize>,
    system: System,
}

/// Values of all variables over one denominator, and which bounds they break.
pub(super) struct Primal {
    pub(super) values: Vec<IBig>,
    pub(super) denominator: UBig,
    /// Basic variables outside their bounds, in order.
    pub(super) violated: Vec<Violated>,
}

/// A variable outside its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Violated {
    pub(super) variable: usize,
    pub(super) is_above: bool,
}

/// Multipliers of the rows of the form over one denominator, and the costs that they price.
pub(super) struct Dual {
    pub(super) multipliers: Vec<IBig>,
    pub(super) cost: Vec<IBig>,
    pub(super) denominator: UBig,
    /// Nonbasic variables that want to move, in order, and whether up.
    pub(super) wanting: Vec<(usize, bool)>,
}

impl<'a> Basic<'a> {
    /// Factors a basis. Columns that depend on others leave it, and rows enter instead.
    pub(super) fn new(
        form: &'a Form,
        mut places: Vec<Place>,
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
                Ok(system) => return Ok(Self { form, places, rows, columns, system }),
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
        let Solution { numerators, denominator } = self.system.solve(&right, deadline)?;
        if !denominator.is_one() {
            let factor = IBig::from(denominator.clone());
            values.iter_mut().filter(|value| !value.is_zero()).for_each(|value| *value *= &factor);
        }
        for (&j, value) in self.columns.iter().zip(numerators) {
            values[j] = value;
        }
        for i in 0..form.n_rows {
            let activity = form.rows.dot(i, &values);
            values.push(activity);
        }
        let denominator = denominator * unit;
        let violated = self.violated(&values, &denominator);
        Ok(Primal { values, denominator, violated })
    }

    fn violated(&self, values: &[IBig], denominator: &UBig) -> Vec<Violated> {
        let mut violated = Vec::new();
        for (variable, value) in values.iter().enumerate() {
            if self.places[variable] != Place::Basic {
                continue;
            }
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
        let solution = self.system.solve_transposed(&right, deadline)?;
        let mut multipliers = vec![IBig::ZERO; form.n_rows];
        for (&i, value) in self.rows.iter().zip(solution.numerators) {
            multipliers[i] = value;
        }
        let dual = Dual {
            multipliers,
            cost: cost.to_vec(),
            denominator: solution.denominator,
            wanting: Vec::new(),
        };
        let mut wanting = Vec::new();
        for (variable, place) in self.places.iter().enumerate() {
            if *place == Place::Basic || form.is_fixed(variable) {
                continue;
            }
            let reduced = self.reduced(&dual, variable);
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

    /// The reduced cost of a variable, over the denominator of the multipliers; zero if it is basic. Of a large LP
    /// those of all variables together would fill the memory.
    pub(super) fn reduced(&self, dual: &Dual, variable: usize) -> IBig {
        let form = self.form;
        match variable.checked_sub(form.n_columns) {
            _ if self.places[variable] == Place::Basic => IBig::ZERO,
            Some(i) => dual.multipliers[i].clone(),
            None => {
                let priced = form.columns.dot(variable, &dual.multipliers);
                let cost = &dual.cost[variable];
                if cost.is_zero() { -priced } else { cost * &dual.denominator - priced }
            }
        }
    }

    /// The size of the largest reduced cost with a wrong sign.
    pub(super) fn worst(&self, dual: &Dual) -> Option<IBig> {
        dual.wanting.iter().map(|(variable, _)| self.reduced(dual, *variable).abs()).max()
    }

    /// Costs near those of the form, times a power of two, for which the reduced costs of the basis have right
    /// signs and none is zero but those of basic, fixed and free variables; `dual` is of the costs of the form.
    ///
    /// With rounded multipliers y, zero where one has a wrong sign, the cost of a basic column, and of one
    /// whose z = c - A'y has a wrong sign, becomes A'y. Then all z are moved away from zero, by small steps of
    /// different sizes, since simplex would stand still at equal ones.
    pub(super) fn nearby_costs(&self, dual: &Dual) -> Vec<IBig> {
        let form = self.form;
        let largest = dual.multipliers.iter().map(|y| bits(&y.abs().into_parts().1)).max();
        let shift = (bits(&dual.denominator) + COST_BITS).saturating_sub(largest.unwrap_or(0));
        let denominator = IBig::from(dual.denominator.clone());
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
        let rounded = dual.multipliers.iter().enumerate();
        let multipliers: Vec<IBig> =
            rounded.map(|(i, y)| right(form.n_columns + i, (y << shift) / &denominator)).collect();
        let near = form.cost.iter().enumerate().map(|(j, cost)| {
            let priced = form.columns.dot(j, &multipliers);
            let reduced = right(j, (cost << shift) - &priced);
            priced + reduced
        });
        near.collect()
    }

    /// How all variables change when the nonbasic `entering` grows: by values / denominator.
    pub(super) fn direction(
        &self,
        entering: usize,
        deadline: Instant,
    ) -> Result<Solution, OutOfTime> {
        let form = self.form;
        let n = form.n_columns;
        let mut right = vec![IBig::ZERO; self.rows.len()];
        for (k, &i) in self.rows.iter().enumerate() {
            if entering == n + i {
                right[k] = IBig::ONE;
            } else if let Some((_, value)) = form.rows.row(i).find(|(j, _)| *j == entering) {
                right[k] = -value;
            }
        }
        let Solution { numerators, denominator } = self.system.solve(&right, deadline)?;
        let mut values = vec![IBig::ZERO; n];
        for (&j, value) in self.columns.iter().zip(numerators) {
            values[j] = value;
        }
        if entering < n {
            values[entering] = IBig::from(denominator.clone());
        }
        for i in 0..form.n_rows {
            let activity = form.rows.dot(i, &values);
            values.push(activity);
        }
        Ok(Solution { numerators: values, denominator })
    }

    /// The multipliers y that write the basic variable `leaving` by the nonbasic ones:
    ///
    /// leaving = sum_i y_i s_i - sum_j (y a_j) x_j, over nonbasic rows and columns
    ///
    /// with y = -1 for `leaving` itself if it is an activity. Over a positive denominator.
    pub(super) fn row(&self, leaving: usize, deadline: Instant) -> Result<Vec<IBig>, OutOfTime> {
        let form = self.form;
        let n = form.n_columns;
        let mut right = vec![IBig::ZERO; self.columns.len()];
        for (k, &j) in self.columns.iter().enumerate() {
            if j == leaving {
                right[k] = IBig::ONE;
            } else if n <= leaving
                && let Some((_, value)) = form.columns.row(j).find(|(i, _)| *i == leaving - n)
            {
                right[k].clone_from(value);
            }
        }
        let solution = self.system.solve_transposed(&right, deadline)?;
        let mut multipliers = vec![IBig::ZERO; form.n_rows];
        for (&i, value) in self.rows.iter().zip(solution.numerators) {
            multipliers[i] = value;
        }
        if n <= leaving {
            multipliers[leaving - n] = -IBig::from(solution.denominator);
        }
        Ok(multipliers)
    }
}

/// `numerator / denominator` against `bound`.
pub(super) fn compare(
    numerator: &IBig,
    denominator: &UBig,
    bound: &Rational,
) -> std::cmp::Ordering {
    if bound.is_zero() {
        return numerator.cmp(&IBig::ZERO);
    }
    let left = numerator * IBig::from(bound.denominator().clone());
    left.cmp(&(bound.numerator() * IBig::from(denominator.clone())))
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
