//! The bounds and costs of an LP by variable: columns first, then the activities of rows; costs for minimization.

use ironproof_answer::BasisStatus;
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;

static ONE: Rational = Rational::ONE;

/// Bounds by variable.
#[derive(Clone, Debug)]
pub(super) struct Bounds<'a> {
    lower: Vec<Option<&'a Rational>>,
    upper: Vec<Option<&'a Rational>>,
}

impl<'a> Bounds<'a> {
    pub(super) fn new(lp: &'a Lp) -> Self {
        let columns =
            lp.columns.iter().map(|column| (column.lower.as_ref(), column.upper.as_ref()));
        let rows = lp.rows.iter().map(|row| (row.lower.as_ref(), row.upper.as_ref()));
        let (lower, upper) = columns.chain(rows).unzip();
        Self { lower, upper }
    }

    /// With one more variable, which is always one.
    pub(super) fn and_one(mut self) -> Self {
        self.lower.push(Some(&ONE));
        self.upper.push(Some(&ONE));
        self
    }

    pub(super) fn lower(&self, variable: usize) -> Option<&'a Rational> {
        self.lower[variable]
    }

    pub(super) fn upper(&self, variable: usize) -> Option<&'a Rational> {
        self.upper[variable]
    }

    /// The two bounds are one number.
    pub(super) fn is_fixed(&self, variable: usize) -> bool {
        self.lower[variable].is_some() && self.lower[variable] == self.upper[variable]
    }

    /// There is none.
    pub(super) fn is_free(&self, variable: usize) -> bool {
        self.lower[variable].is_none() && self.upper[variable].is_none()
    }

    /// The place nearest to `wanted` that a nonbasic variable can have.
    pub(super) fn place(&self, variable: usize, wanted: BasisStatus) -> BasisStatus {
        match (wanted, self.lower[variable], self.upper[variable]) {
            (BasisStatus::Upper, _, Some(_)) | (_, None, Some(_)) => BasisStatus::Upper,
            (_, Some(_), _) => BasisStatus::Lower,
            (_, None, None) => BasisStatus::Zero,
        }
    }

    /// The value of a nonbasic variable; `None` for zero.
    pub(super) fn value(&self, variable: usize, place: BasisStatus) -> Option<&'a Rational> {
        let value = match place {
            BasisStatus::Upper => self.upper[variable],
            BasisStatus::Zero => None,
            _ => self.lower[variable],
        };
        value.filter(|value| !value.is_zero())
    }
}

/// The costs of the columns for minimization.
pub(super) fn costs(lp: &Lp) -> Vec<Rational> {
    let cost = |objective: &Rational| if lp.maximize { -objective } else { objective.clone() };
    lp.columns.iter().map(|column| cost(&column.objective)).collect()
}
