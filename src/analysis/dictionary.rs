//! The dictionary of a basis: each basic variable as a combination of the nonbasic ones, exactly.
//!
//! ```text
//! x_i = sum_q t_iq x_q / d_i      for each basic i, over the nonbasic q
//! ```
//!
//! Variables 0 .. n are the columns of an LP, n .. n + m the activities of its rows. A row is integers over a denominator of
//! its own in lowest terms: so a pivot touches only the rows in which the entering variable is, and any basis can be the
//! first one.

use ironproof_linear::Lp;
use ironproof_number::ops::{Gcd, UnsignedAbs};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, extend_denominator, to_integer};
use ironproof_number::{IBig, UBig};

/// A combination of the nonbasic variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Combination {
    /// Per position of a nonbasic variable.
    pub(super) numerators: Vec<IBig>,
    /// Positive.
    pub(super) denominator: UBig,
}

/// The dictionary of a basis.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    /// The basic variable of each row.
    pub(super) basic: Vec<usize>,
    /// The nonbasic variable at each position.
    pub(super) nonbasic: Vec<usize>,
    pub(super) rows: Vec<Combination>,
    /// The objective over the nonbasic variables: their reduced costs.
    pub(super) objective: Combination,
}

impl Combination {
    /// The combination with these coefficients.
    fn new(values: &[Rational]) -> Self {
        let unit = common_denominator(values);
        let numerators = values.iter().map(|value| to_integer(value, &unit)).collect();
        Self { numerators, denominator: unit }
    }

    /// The coefficient at a position.
    pub(super) fn at(&self, q: usize) -> Rational {
        Rational::from_parts(self.numerators[q].clone(), self.denominator.clone())
    }

    /// With `x_q` replaced by a combination.
    fn substitute(&mut self, q: usize, by: &Combination) {
        let factor = std::mem::replace(&mut self.numerators[q], IBig::ZERO);
        if factor.is_zero() {
            return;
        }
        let common = (&factor).gcd(&by.denominator);
        let (factor, unit) = if common.is_one() {
            (factor, by.denominator.clone())
        } else {
            let unit = &by.denominator / &common;
            (factor / IBig::from(common), unit)
        };
        let is_whole = unit.is_one();
        for (own, other) in self.numerators.iter_mut().zip(&by.numerators) {
            if !is_whole && !own.is_zero() {
                *own *= &unit;
            }
            if !other.is_zero() {
                *own += &factor * other;
            }
        }
        if !is_whole {
            self.denominator *= &unit;
        }
        self.reduce();
    }

    /// Divides by the greatest common divisor.
    fn reduce(&mut self) {
        if self.denominator.is_one() {
            return;
        }
        let mut common = self.denominator.clone();
        for value in &self.numerators {
            if common.is_one() {
                return;
            }
            if !value.is_zero() {
                common = value.unsigned_abs().gcd(&common);
            }
        }
        self.denominator = &self.denominator / &common;
        let common = IBig::from(common);
        for value in &mut self.numerators {
            *value = &*value / &common;
        }
    }
}

impl Dictionary {
    /// Of the basis in which all rows are basic. The objective is zero.
    pub(super) fn slack(lp: &Lp) -> Self {
        let n = lp.columns.len();
        let combination = |terms: &[(usize, Rational)]| {
            let unit = common_denominator(terms.iter().map(|(_, value)| value));
            let mut numerators = vec![IBig::ZERO; n];
            for (j, value) in terms {
                numerators[*j] = to_integer(value, &unit);
            }
            Combination { numerators, denominator: unit }
        };
        Self {
            basic: (n..n + lp.rows.len()).collect(),
            nonbasic: (0..n).collect(),
            rows: lp.rows.iter().map(|row| combination(&row.terms)).collect(),
            objective: Combination { numerators: vec![IBig::ZERO; n], denominator: UBig::ONE },
        }
    }

    /// With these rates of each basic variable per unit of the nonbasic ones. The objective is zero.
    pub(super) fn new(basic: Vec<usize>, nonbasic: Vec<usize>, rates: &[Vec<Rational>]) -> Self {
        let rows = rates.iter().map(|rates| Combination::new(rates)).collect();
        let numerators = vec![IBig::ZERO; nonbasic.len()];
        let objective = Combination { numerators, denominator: UBig::ONE };
        Self { basic, nonbasic, rows, objective }
    }

    /// Puts in the objective with these costs, by variable.
    pub(super) fn price(&mut self, cost: &[Rational]) {
        let cost_of = |variable: usize| cost.get(variable).filter(|cost| !cost.is_zero());
        let mut unit = UBig::ONE;
        for variable in &self.nonbasic {
            if let Some(cost) = cost_of(*variable) {
                extend_denominator(&mut unit, cost.denominator());
            }
        }
        let priced: Vec<(Rational, &Combination)> = self
            .basic
            .iter()
            .zip(&self.rows)
            .filter_map(|(variable, row)| {
                let down = Rational::from(row.denominator.clone());
                Some((cost_of(*variable)? / down, row))
            })
            .collect();
        for (factor, _) in &priced {
            extend_denominator(&mut unit, factor.denominator());
        }
        let own = |variable: &usize| {
            cost_of(*variable).map_or(IBig::ZERO, |cost| to_integer(cost, &unit))
        };
        let mut numerators: Vec<IBig> = self.nonbasic.iter().map(own).collect();
        for (factor, row) in priced {
            let factor = to_integer(&factor, &unit);
            for (sum, value) in numerators.iter_mut().zip(&row.numerators) {
                if !value.is_zero() {
                    *sum += &factor * value;
                }
            }
        }
        self.objective = Combination { numerators, denominator: unit };
        self.objective.reduce();
    }

    /// The basic variable of row `r` and the nonbasic one at position `q` change places.
    ///
    /// # Panics
    /// If the entry is zero.
    pub(super) fn pivot(&mut self, r: usize, q: usize) {
        let empty = Combination { numerators: Vec::new(), denominator: UBig::ONE };
        let mut row = std::mem::replace(&mut self.rows[r], empty);
        // d x_r = sum t x,  so  x_q = (d x_r - sum of the others) / t_q.
        let entry = std::mem::replace(&mut row.numerators[q], -IBig::from(row.denominator.clone()));
        assert!(!entry.is_zero(), "a pivot is an entry");
        if IBig::ZERO < entry {
            row.numerators.iter_mut().for_each(|value| *value = -std::mem::take(value));
            row.denominator = entry.unsigned_abs();
        } else {
            row.denominator = entry.unsigned_abs();
        }
        for (i, other) in self.rows.iter_mut().enumerate() {
            if i != r {
                other.substitute(q, &row);
            }
        }
        self.objective.substitute(q, &row);
        self.rows[r] = row;
        std::mem::swap(&mut self.basic[r], &mut self.nonbasic[q]);
    }
}
