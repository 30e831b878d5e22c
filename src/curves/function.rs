//! A function of the quantile that can be evaluated at a place and on a range: a polynomial, exactly, or a series,
//! between two rationals.

use ironproof_instance::Polynomial;
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use super::between::Between;
use super::enclosure::Precision;
use super::parts::Variable;
use super::series::{Basis, Enclosed, Series};

/// A function of the quantile t.
#[derive(Clone)]
pub enum Function {
    /// Exact.
    Polynomial(Polynomial),
    /// Enclosed.
    Series(Box<OfSeries>),
}

/// A series in a variable that is linear in t.
#[derive(Clone)]
pub struct OfSeries {
    series: Series,
    variable: Variable,
    basis: Basis,
    enclosed: Enclosed,
    precision: Precision,
}

impl Function {
    /// A series in `variable`.
    pub fn series(series: Series, variable: &Variable, precision: &Precision) -> Self {
        let basis = Basis::new(&[&series]);
        let enclosed = basis.enclosed(&series, precision);
        let (variable, precision) = (variable.clone(), precision.clone());
        Function::Series(Box::new(OfSeries { series, variable, basis, enclosed, precision }))
    }

    /// The value at `t`.
    pub fn at(&self, t: &Rational) -> Between {
        match self {
            Function::Polynomial(polynomial) => Between::exactly(polynomial.at(t)),
            Function::Series(of) => of.range(t, t),
        }
    }

    /// All values on `[from, to]`, and perhaps more.
    pub fn range(&self, from: &Rational, to: &Rational) -> Between {
        match self {
            Function::Polynomial(polynomial) => {
                let inner = Polynomial::new(vec![from.clone(), to - from]);
                let values = bernstein(&polynomial.compose(&inner), polynomial.degree());
                let end = |values: Option<&Rational>| values.cloned().unwrap_or(Rational::ZERO);
                Between { low: end(values.iter().min()), high: end(values.iter().max()) }
            }
            Function::Series(of) => of.range(from, to),
        }
    }

    /// The derivative by t.
    #[must_use]
    pub fn derivative(&self) -> Self {
        match self {
            Function::Polynomial(polynomial) => Function::Polynomial(polynomial.derivative()),
            Function::Series(of) => {
                let derivative = of.series.derivative().scaled(&of.variable.slope);
                Function::series(derivative, &of.variable, &of.precision)
            }
        }
    }

    /// Whether it is zero everywhere, known from its formula.
    pub fn is_zero(&self) -> bool {
        match self {
            Function::Polynomial(polynomial) => polynomial.coefficients().is_empty(),
            Function::Series(of) => of.series == Series::default(),
        }
    }
}

impl OfSeries {
    fn range(&self, from: &Rational, to: &Rational) -> Between {
        let at = |t: &Rational| {
            let s = self.variable.at(t);
            let denominator = IBig::from(s.denominator().clone());
            self.basis.at(s.numerator(), &denominator, &self.precision)
        };
        let places = if from == to { at(from) } else { at(from).hull(&at(to)) };
        self.precision.between(&self.enclosed.value(&places, &self.precision))
    }
}

/// The control values of a polynomial of degree at most n on [0, 1]: its values there are between the smallest and
/// the largest of them.
pub fn bernstein(polynomial: &Polynomial, n: usize) -> Vec<Rational> {
    let mut values = polynomial.coefficients().to_vec();
    values.resize(n + 1, Rational::ZERO);
    // b_j = sum_i binom(j, i) / binom(n, i) a_i
    let mut choose = Rational::ONE;
    for (i, value) in values.iter_mut().enumerate() {
        *value /= &choose;
        choose = choose * Rational::from(n - i) / Rational::from(i + 1);
    }
    for round in 1..=n {
        for j in (round..=n).rev() {
            let before = values[j - 1].clone();
            values[j] += before;
        }
    }
    values
}
