//! How the variables of a basis depend on each other: what a pivot asks for.

use std::time::Instant;

use ironproof_number::IBig;

use crate::OutOfTime;
use crate::basic::Basic;
use crate::numerators::Solution;

impl Basic<'_> {
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
