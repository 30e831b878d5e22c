//! The simplex tableau of a basis, exactly: what sensitivity analysis and pivoting read off it.
//!
//! Variables 0 .. n are the columns of the LP, n .. n + m the activities of its rows. Everything is in the units of the
//! LP, and costs are those of minimization: for max the objective is negated.

use std::time::Instant;

use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::basic::{Basic, Denominators, Dual, Primal, basis, places};
use crate::form::{Form, Place};
use crate::numerators::Solution;

/// A factored basis with its exact solution.
pub struct Tableau<'a> {
    basic: Basic<'a>,
    primal: Primal,
    dual: Dual,
    deadline: Instant,
}

impl Tableau<'_> {
    /// Lets `look` see the tableau of a basis of `lp`. `None` if the time limit came first. Columns that depend on others
    /// leave the basis, and rows enter instead.
    ///
    /// # Panics
    /// If the basis has other numbers of columns and rows than the LP.
    ///
    /// # Example
    /// ```
    /// use ironproof_linear::{ModelFormat, Readings, read_model};
    /// use ironproof_proof::{Tableau, deadline, prove, unaided};
    ///
    /// const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n c: 3 x + y <= 1\nEnd\n";
    /// let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
    /// let report = prove(&lp, &unaided, 10.0);
    /// let basis = report.basis().ok_or("an optimum")?;
    /// // One more unit of the row is one more of y, and one of x takes 3 of it.
    /// let look = |tableau: &Tableau<'_>| (tableau.column(0), tableau.column(2));
    /// let (x, row) = Tableau::with(&lp, basis, deadline(10.0), look).ok_or("in time")?;
    /// assert_eq!(x, Some(vec![(1, (-3).into())]));
    /// assert_eq!(row, Some(vec![(1, 1.into())]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with<R>(
        lp: &Lp,
        given: &Basis,
        deadline: Instant,
        look: impl FnOnce(&Tableau<'_>) -> R,
    ) -> Option<R> {
        let lengths = (given.columns.len(), given.rows.len());
        assert!(lengths == (lp.columns.len(), lp.rows.len()), "the basis has a place for each");
        let form = Form::new(lp);
        let solved = || -> Result<Tableau<'_>, OutOfTime> {
            let basic = Basic::new(&form, places(given), Denominators::One, deadline)?;
            let (primal, dual) = basic.both(&form.cost, deadline);
            Ok(Tableau { primal: primal?, dual: dual?, basic, deadline })
        };
        solved().ok().map(|tableau| look(&tableau))
    }

    /// Where each column and row is.
    pub fn basis(&self) -> Basis {
        basis(&self.basic.places, self.basic.form.n_columns)
    }

    /// Where a variable is.
    pub fn status(&self, variable: usize) -> BasisStatus {
        match self.basic.places[variable] {
            Place::Basic => BasisStatus::Basic,
            Place::Lower => BasisStatus::Lower,
            Place::Upper => BasisStatus::Upper,
            Place::Zero => BasisStatus::Zero,
        }
    }

    /// The numbers of columns and rows together.
    pub fn n_variables(&self) -> usize {
        self.basic.form.n_variables()
    }

    /// The value of a variable.
    pub fn value(&self, variable: usize) -> Rational {
        self.primal.values.entry(variable) / Rational::from(self.scale(variable))
    }

    /// The reduced cost of a variable, of a row its multiplier; zero if it is basic.
    pub fn reduced_cost(&self, variable: usize) -> Rational {
        let size = self.basic.reduced(&self.dual).of(variable).1 * IBig::from(self.scale(variable));
        Rational::from_parts(size, self.dual.denominator() * &self.basic.form.cost_scale)
    }

    /// How the basic variables change per unit of a nonbasic one; those that do not change are left out. `None` if the
    /// time limit came first.
    pub fn column(&self, entering: usize) -> Option<Vec<(usize, Rational)>> {
        let Solution { numerators, denominator } =
            self.basic.direction(entering, self.deadline).ok()?;
        let up = IBig::from(self.scale(entering));
        let rate = |(variable, rate): (usize, IBig)| {
            let is_other = self.basic.places[variable] == Place::Basic && !rate.is_zero();
            let unit = &denominator * self.scale(variable);
            is_other.then(|| (variable, Rational::from_parts(rate * &up, unit)))
        };
        Some(numerators.into_iter().enumerate().filter_map(rate).collect())
    }

    /// How a basic variable changes per unit of each nonbasic one; those without effect are left out. `None` if the time
    /// limit came first.
    pub fn row(&self, leaving: usize) -> Option<Vec<(usize, Rational)>> {
        let form = self.basic.form;
        let multipliers = self.basic.row(leaving, self.deadline).ok()?;
        // The multipliers are over a denominator that only `leaving` itself knows: its own row is 1 of it.
        let own = self.numerator(leaving, leaving, &multipliers);
        let rate = |variable: usize| {
            if self.basic.places[variable] == Place::Basic {
                return None;
            }
            let rate = self.numerator(leaving, variable, &multipliers);
            if rate.is_zero() {
                return None;
            }
            let (up, down) = (self.scale(variable), self.scale(leaving));
            let size = Rational::from_parts_signed(rate * IBig::from(up), -&own * IBig::from(down));
            Some((variable, size))
        };
        Some((0..form.n_variables()).filter_map(rate).collect())
    }

    /// `y_i` of an activity, and `-y a_j` of a column: for `leaving` itself minus the denominator.
    fn numerator(&self, leaving: usize, variable: usize, multipliers: &[IBig]) -> IBig {
        let form = self.basic.form;
        debug_assert!(self.basic.places[leaving] == Place::Basic, "a row of a basic variable");
        match variable.checked_sub(form.n_columns) {
            Some(i) => multipliers[i].clone(),
            None => -form.columns.dot(variable, multipliers),
        }
    }

    /// What the activity of a row is multiplied by in integers.
    fn scale(&self, variable: usize) -> UBig {
        let form = self.basic.form;
        variable.checked_sub(form.n_columns).map_or(UBig::ONE, |i| form.row_scale[i].clone())
    }
}
