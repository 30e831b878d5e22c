//! A small linear program with columns that come later, solved exactly: the simplex method with an explicit inverse,
//! all in integers.
//!
//! ```text
//! max sum_j c_j x_j    sum_j a_ij x_j <= b_i    x >= 0        a few dozen rows
//! ```
//!
//! The inverse is kept as integers over one denominator, the determinant of the basis [Edm67], so that no pivot needs
//! a greatest common divisor. Rows with b_i < 0 get an artificial variable, and the first phase drives these to zero.
//! Entering is what gains most. Of several rows that come to zero together, one leaves as if the bounds were a little
//! wider, each by its own random part [Cha52]; so pivots that change nothing lead on. After many of them, the first
//! that gains enters and the lowest number leaves (Bland's rule), until one changes something. So it ends.
//!
//! # References
//!
//! - [Cha52] A. Charnes, Optimality and Degeneracy in Linear Programming, Econometrica 20, 1952.
//! - [Edm67] J. Edmonds, Systems of Distinct Representatives and Linear Algebra, 1967.

use std::cmp::Ordering;

use ironproof_number::rational::Rational;
use ironproof_number::{IBig, Sign};

/// A column: its entries by row, and its cost.
pub(super) struct Column {
    pub(super) entries: Vec<IBig>,
    pub(super) cost: IBig,
}

/// What is basic in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basic {
    /// The slack of a row.
    Slack(usize),
    /// A column.
    Column(usize),
    /// The artificial variable of a row.
    Artificial(usize),
}

/// The program, and a basis with its inverse.
pub(super) struct Master {
    columns: Vec<Column>,
    /// What a unit of violation of each row counts in the first phase; positive.
    weights: Vec<IBig>,
    /// Whether the row is multiplied by -1, so that its bound is not negative.
    is_turned: Vec<bool>,
    basis: Vec<Basic>,
    /// `determinant` times the inverse of the basis, and times the values of the basic variables.
    inverse: Vec<Vec<IBig>>,
    values: Vec<IBig>,
    /// What a little of width in the bounds adds to the values, in the same unit.
    widths: Vec<IBig>,
    determinant: IBig,
    is_first_phase: bool,
}

/// So many pivots without a change before the choice goes by numbers.
const PATIENCE: usize = 1000;

impl Master {
    /// No columns, these bounds, and what a unit of violation of each row counts.
    pub(super) fn new(bounds: Vec<IBig>, weights: Vec<IBig>) -> Self {
        let n = bounds.len();
        let is_turned: Vec<bool> = bounds.iter().map(|bound| *bound < IBig::ZERO).collect();
        let basic = |i: usize| if is_turned[i] { Basic::Artificial(i) } else { Basic::Slack(i) };
        let unit = |i: usize| (0..n).map(|t| if t == i { IBig::ONE } else { IBig::ZERO }).collect();
        Self {
            columns: Vec::new(),
            weights,
            basis: (0..n).map(basic).collect(),
            inverse: (0..n).map(unit).collect(),
            values: bounds
                .into_iter()
                .map(|bound| if bound < IBig::ZERO { -bound } else { bound })
                .collect(),
            widths: vec![IBig::ZERO; n],
            determinant: IBig::ONE,
            is_first_phase: is_turned.contains(&true),
            is_turned,
        }
    }

    /// Whether artificial variables are in the way still.
    pub(super) fn is_first_phase(&self) -> bool {
        self.is_first_phase
    }

    /// How much a unit of a column would gain, times a positive number.
    pub(super) fn gain(&self, column: &Column, multipliers: &Multipliers) -> IBig {
        let entries = column.entries.iter().zip(&multipliers.rows);
        let paid = entries.fold(IBig::ZERO, |sum, (entry, multiplier)| sum + entry * multiplier);
        if self.is_first_phase { -paid } else { &self.determinant * &column.cost - paid }
    }

    /// Adds a column and returns its place.
    pub(super) fn add(&mut self, column: Column) -> usize {
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Takes this basis, if it is one and its values are not negative.
    pub(super) fn start(&mut self, wanted: &[Basic]) {
        let first = (self.basis.clone(), self.inverse.clone(), self.values.clone());
        for entering in wanted {
            if self.basis.contains(entering) {
                continue;
            }
            let direction = self.direction(*entering);
            let is_free = |row: &usize| !wanted.contains(&self.basis[*row]);
            let mut rows = (0..direction.len()).filter(is_free);
            if let Some(row) = rows.find(|row| !direction[*row].is_zero()) {
                self.pivot(row, &direction, *entering);
            }
        }
        if self.values.iter().any(|value| *value < IBig::ZERO) {
            (self.basis, self.inverse, self.values) = first;
            self.determinant = IBig::ONE;
        }
    }

    /// Makes the basis optimal among the known columns. The first phase ends as soon as no artificial variable is
    /// needed.
    pub(super) fn optimize(&mut self) {
        let mut stalled = 0;
        self.widen();
        loop {
            if self.is_first_phase && self.infeasibility() == IBig::ZERO {
                self.end_first_phase();
                self.widen();
            }
            let is_patient = stalled < PATIENCE;
            let multipliers = self.multipliers();
            let Some(entering) = self.entering(&multipliers, is_patient) else { return };
            let direction = self.direction(entering);
            // Chances sum to one, so that no direction is without end.
            let Some(row) = self.leaving(&direction, is_patient) else {
                unreachable!("menus have masses")
            };
            stalled = if self.values[row] == IBig::ZERO { stalled + 1 } else { 0 };
            self.pivot(row, &direction, entering);
        }
    }

    /// Widens the bounds so that no basic variable is at zero.
    fn widen(&mut self) {
        let mut state: u64 = 1;
        for width in &mut self.widths {
            // Numbers of Marsaglia's xorshift, the same in each run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *width = &self.determinant * IBig::from(state | 1);
        }
    }

    /// The sum of the artificial variables, in the unit of gains.
    pub(super) fn infeasibility(&self) -> IBig {
        let basic = self.basis.iter().zip(&self.values);
        basic.fold(IBig::ZERO, |sum, (basic, value)| match basic {
            Basic::Artificial(i) => sum + value * &self.weights[*i],
            _ => sum,
        })
    }

    /// Artificial variables that are basic at zero make room for the slack of their row, whose column is the opposite.
    fn end_first_phase(&mut self) {
        self.is_first_phase = false;
        for row in 0..self.basis.len() {
            if let Basic::Artificial(i) = self.basis[row] {
                let direction = self.direction(Basic::Slack(i));
                self.pivot(row, &direction, Basic::Slack(i));
            }
        }
    }

    /// The multipliers of the rows as they were given.
    pub(super) fn multipliers(&self) -> Multipliers {
        let mut rows = vec![IBig::ZERO; self.basis.len()];
        for (basic, inverse) in self.basis.iter().zip(&self.inverse) {
            let cost = match (basic, self.is_first_phase) {
                (Basic::Artificial(i), true) => -&self.weights[*i],
                (Basic::Column(j), false) => self.columns[*j].cost.clone(),
                _ => continue,
            };
            for (sum, entry) in rows.iter_mut().zip(inverse) {
                *sum += &cost * entry;
            }
        }
        for (row, is_turned) in rows.iter_mut().zip(&self.is_turned) {
            if *is_turned {
                *row = -std::mem::take(row);
            }
        }
        Multipliers { rows, unit: self.determinant.clone() }
    }

    fn entering(&self, multipliers: &Multipliers, is_patient: bool) -> Option<Basic> {
        let slacks = multipliers.rows.iter().enumerate().map(|(i, y)| (Basic::Slack(i), -y));
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(j, column)| (Basic::Column(j), self.gain(column, multipliers)));
        let mut gaining = slacks.chain(columns).filter(|(_, gain)| *gain > IBig::ZERO);
        let best = if is_patient { gaining.max_by(|a, b| a.1.cmp(&b.1)) } else { gaining.next() };
        best.map(|(entering, _)| entering)
    }

    /// How the basic variables fall as this one rises, times the determinant.
    fn direction(&self, entering: Basic) -> Vec<IBig> {
        let turned =
            |i: usize, entry: &IBig| if self.is_turned[i] { -entry } else { entry.clone() };
        let product = |inverse: &Vec<IBig>| match entering {
            Basic::Slack(i) => turned(i, &inverse[i]),
            Basic::Artificial(i) => inverse[i].clone(),
            Basic::Column(j) => {
                let terms = self.columns[j].entries.iter().zip(inverse).enumerate();
                terms.fold(IBig::ZERO, |sum, (i, (entry, inverse))| {
                    if entry.is_zero() { sum } else { sum + turned(i, entry) * inverse }
                })
            }
        };
        self.inverse.iter().map(product).collect()
    }

    /// The row that first comes to zero; of several the one that does so first with wider bounds, or the one whose
    /// variable has the lowest number.
    fn leaving(&self, direction: &[IBig], is_patient: bool) -> Option<usize> {
        let falling = (0..direction.len()).filter(|i| direction[*i] > IBig::ZERO);
        let sooner = |of: &[IBig], a: usize, b: usize| {
            (&of[a] * &direction[b]).cmp(&(&of[b] * &direction[a]))
        };
        falling.min_by(|&a, &b| {
            let by_values = sooner(&self.values, a, b);
            let by_widths =
                || if is_patient { sooner(&self.widths, a, b) } else { Ordering::Equal };
            by_values.then_with(by_widths).then_with(|| self.basis[a].cmp(&self.basis[b]))
        })
    }

    fn pivot(&mut self, row: usize, direction: &[IBig], entering: Basic) {
        let is_negative = direction[row].sign() == Sign::Negative;
        let turn = |x: IBig| if is_negative { -x } else { x };
        let pivot = turn(direction[row].clone());
        let own = std::mem::take(&mut self.inverse[row]);
        let own: Vec<IBig> = own.into_iter().map(turn).collect();
        let own_value = turn(self.values[row].clone());
        let own_width = turn(self.widths[row].clone());
        for (i, direction) in direction.iter().enumerate() {
            if i == row {
                continue;
            }
            let update = |x: &mut IBig, own: &IBig| {
                let sum = &pivot * &*x - direction * own;
                *x = sum / &self.determinant;
            };
            self.inverse[i].iter_mut().zip(&own).for_each(|(x, own)| update(x, own));
            update(&mut self.values[i], &own_value);
            update(&mut self.widths[i], &own_width);
        }
        (self.inverse[row], self.values[row], self.widths[row]) = (own, own_value, own_width);
        self.determinant = pivot;
        self.basis[row] = entering;
    }

    /// The columns that are basic, with their values where these are not zero.
    pub(super) fn solution(&self) -> Vec<(usize, Rational)> {
        let basic = self.basis.iter().zip(&self.values).filter(|(_, value)| !value.is_zero());
        basic
            .filter_map(|(basic, value)| match basic {
                Basic::Column(j) => {
                    let unit = self.determinant.clone();
                    Some((*j, Rational::from_parts_signed(value.clone(), unit)))
                }
                _ => None,
            })
            .collect()
    }
}

/// Multipliers of the rows over one unit.
pub(super) struct Multipliers {
    pub(super) rows: Vec<IBig>,
    pub(super) unit: IBig,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(entries: &[i64], cost: i64) -> Column {
        let entries = entries.iter().map(|entry| IBig::from(*entry)).collect();
        Column { entries, cost: IBig::from(cost) }
    }

    fn master(bounds: &[i64], columns: &[(&[i64], i64)]) -> Master {
        let weights = vec![IBig::ONE; bounds.len()];
        let bounds = bounds.iter().map(|bound| IBig::from(*bound)).collect();
        let mut master = Master::new(bounds, weights);
        for (entries, cost) in columns {
            master.add(column(entries, *cost));
        }
        master.optimize();
        master
    }

    fn solution(master: &Master) -> Vec<(usize, String)> {
        let mut found: Vec<_> =
            master.solution().into_iter().map(|(j, value)| (j, value.to_string())).collect();
        found.sort();
        found
    }

    #[test]
    fn a_vertex_and_its_multipliers() {
        // max 3x + 2y, 2x + y <= 7, x + 3y <= 9: x = 12/5, y = 11/5.
        let master = master(&[7, 9], &[(&[2, 1], 3), (&[1, 3], 2)]);
        assert_eq!(solution(&master), [(0, "12/5".to_owned()), (1, "11/5".to_owned())]);
        let Multipliers { rows, unit } = master.multipliers();
        let of = |row: &IBig| Rational::from_parts_signed(row.clone(), unit.clone()).to_string();
        assert_eq!(rows.iter().map(of).collect::<Vec<_>>(), ["7/5", "1/5"]);
    }

    #[test]
    fn a_start_changes_nothing_but_the_way() {
        let (bounds, columns): (_, [(&[i64], i64); 2]) = ([7, 9], [(&[2, 1], 3), (&[1, 3], 2)]);
        let expected = solution(&master(&bounds, &columns));
        let all = [Basic::Slack(0), Basic::Slack(1), Basic::Column(0), Basic::Column(1)];
        // The second pair has a negative value, and the last two are no basis.
        for wanted in [&all[2..], &[all[1], all[3]], &all[..1], &[all[2], all[2]]] {
            let mut started = Master::new(bounds.map(IBig::from).to_vec(), vec![IBig::ONE; 2]);
            for (entries, cost) in columns {
                started.add(column(entries, cost));
            }
            started.start(wanted);
            started.optimize();
            assert_eq!(solution(&started), expected);
        }
    }

    #[test]
    fn at_least_is_a_turned_row() {
        // max -x, x <= 5, -x <= -2.
        let feasible = master(&[5, -2], &[(&[1, -1], -1)]);
        assert!(!feasible.is_first_phase());
        assert_eq!(solution(&feasible), [(0, "2".to_owned())]);
        // x <= 1, -x <= -2: the multipliers bound 0 by less than 0.
        let infeasible = master(&[1, -2], &[(&[1, -1], -1)]);
        assert!(infeasible.is_first_phase());
        let Multipliers { rows, .. } = infeasible.multipliers();
        assert!(&rows[0] * IBig::from(1) - &rows[1] * IBig::from(2) < IBig::ZERO);
        assert!(rows.iter().all(|row| *row >= IBig::ZERO));
    }

    /// The example of Beale, which goes in circles by the usual rules.
    #[test]
    fn ties_end() {
        let columns: [(&[i64], i64); 4] = [
            (&[25, 50, 0], 75),
            (&[-800, -1200, 0], -15000),
            (&[-4, -2, 4], 2),
            (&[36, 12, 0], -600),
        ];
        let found = master(&[0, 0, 4], &columns);
        assert!(!found.is_first_phase());
        let value = found
            .solution()
            .into_iter()
            .fold(Rational::ZERO, |sum, (j, x)| sum + x * Rational::from(IBig::from(columns[j].1)));
        // 1/20 in the usual scale of the costs, times 100.
        assert_eq!(value, Rational::from(5));
    }
}
