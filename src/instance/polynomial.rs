//! Polynomials with rational coefficients, and the exact test that one is not negative on an interval.
//!
//! The test counts roots with a Sturm chain of the square-free part s = p / gcd(p, p'): with v(t) the
//! number of sign changes of the chain at t, s has v(a) - v(b) roots in (a, b]. Bisection then leaves
//! intervals on which p has no root, or one root that p does not cross because both ends are positive.

use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// `c_0 + c_1 t + c_2 t^2 + ...`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polynomial {
    /// Ascending, the last one not zero; empty for the zero polynomial.
    coefficients: Vec<Rational>,
}

impl Polynomial {
    /// The polynomial with these ascending coefficients.
    pub fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Polynomial { coefficients }
    }

    /// A constant.
    pub fn constant(value: Rational) -> Self {
        Self::new(vec![value])
    }

    /// The line through `(x_0, y_0)` and `(x_1, y_1)`, where `x_0 < x_1`.
    pub fn line(x_0: &Rational, y_0: &Rational, x_1: &Rational, y_1: &Rational) -> Self {
        let slope = (y_1 - y_0) / (x_1 - x_0);
        Self::new(vec![y_0 - &slope * x_0, slope])
    }

    /// Ascending, the last one not zero; empty for the zero polynomial.
    pub fn coefficients(&self) -> &[Rational] {
        &self.coefficients
    }

    /// The degree, 0 for the zero polynomial.
    pub fn degree(&self) -> usize {
        self.coefficients.len().saturating_sub(1)
    }

    /// The value, if it is the same everywhere.
    pub fn as_constant(&self) -> Option<Rational> {
        match self.coefficients.as_slice() {
            [] => Some(Rational::ZERO),
            [value] => Some(value.clone()),
            _ => None,
        }
    }

    /// The value at `t`.
    pub fn at(&self, t: &Rational) -> Rational {
        let mut value = Rational::ZERO;
        for coefficient in self.coefficients.iter().rev() {
            value = value * t + coefficient;
        }
        value
    }

    /// The value near `t`, for integrands that are functions already.
    #[expect(clippy::float_arithmetic, reason = "for integrands that are floats already")]
    pub fn at_float(&self, t: f64) -> f64 {
        self.coefficients.iter().rev().fold(0.0, |value, c| value * t + rational::approx(c))
    }

    /// The derivative.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let terms = self.coefficients.iter().enumerate().skip(1);
        Self::new(terms.map(|(power, c)| c * Rational::from(power)).collect())
    }

    /// The antiderivative that is zero at zero.
    #[must_use]
    pub fn antiderivative(&self) -> Self {
        let terms = self.coefficients.iter().enumerate();
        let integrated = terms.map(|(power, c)| c / Rational::from(power + 1));
        Self::new(std::iter::once(Rational::ZERO).chain(integrated).collect())
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let length = self.coefficients.len().max(other.coefficients.len());
        let term =
            |p: &Self, power: usize| p.coefficients.get(power).cloned().unwrap_or(Rational::ZERO);
        Self::new((0..length).map(|power| term(self, power) + term(other, power)).collect())
    }

    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        if self.coefficients.is_empty() || other.coefficients.is_empty() {
            return Self::new(Vec::new());
        }
        let mut product = vec![Rational::ZERO; self.degree() + other.degree() + 1];
        for (i, a) in self.coefficients.iter().enumerate() {
            for (j, b) in other.coefficients.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        Self::new(product)
    }

    /// `t -> self(inner(t))`.
    #[must_use]
    pub fn compose(&self, inner: &Self) -> Self {
        let mut value = Self::new(Vec::new());
        for coefficient in self.coefficients.iter().rev() {
            value = value.mul(inner).add(&Self::constant(coefficient.clone()));
        }
        value
    }

    /// Whether the polynomial is `>= 0` on all of `[from, to]`.
    pub fn is_nonnegative_on(&self, from: &Rational, to: &Rational) -> bool {
        if self.at(from) < Rational::ZERO || self.at(to) < Rational::ZERO {
            return false;
        }
        self.degree() <= 1 || from == to || nonnegative_between(self, &sturm_chain(self), from, to)
    }

    /// Quotient and remainder by a polynomial that is not zero.
    fn divide(&self, divisor: &Self) -> (Self, Self) {
        let Some(leading) = divisor.coefficients.last() else {
            unreachable!("callers divide by polynomials that are not zero");
        };
        let mut rest = self.coefficients.clone();
        let mut quotient = Vec::new();
        while divisor.coefficients.len() <= rest.len() {
            let Some(top) = rest.last() else { break };
            let factor = top / leading;
            let shift = rest.len() - divisor.coefficients.len();
            for (power, c) in divisor.coefficients.iter().enumerate() {
                rest[shift + power] -= &factor * c;
            }
            rest.pop();
            quotient.push(factor);
        }
        quotient.reverse();
        (Self::new(quotient), Self::new(rest))
    }

    fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }
}

/// s, s', and the negated remainders of each pair before, with s the square-free part of `p`.
fn sturm_chain(p: &Polynomial) -> Vec<Polynomial> {
    let (mut a, mut b) = (p.clone(), p.derivative());
    while !b.is_zero() {
        let (_, remainder) = a.divide(&b);
        (a, b) = (b, remainder);
    }
    let (square_free, _) = p.divide(&a);
    let derivative = square_free.derivative();
    let mut chain = vec![square_free, derivative];
    while let [.., before, last] = chain.as_slice()
        && !last.is_zero()
    {
        let (_, remainder) = before.divide(last);
        chain.push(remainder.mul(&Polynomial::constant(-Rational::ONE)));
    }
    chain
}

fn n_sign_changes(chain: &[Polynomial], t: &Rational) -> usize {
    let values = chain.iter().map(|p| p.at(t)).filter(|value| !value.is_zero());
    let signs: Vec<bool> = values.map(|value| value > Rational::ZERO).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Invariant: `p` is not negative at `from` and at `to`.
fn nonnegative_between(
    p: &Polynomial,
    chain: &[Polynomial],
    from: &Rational,
    to: &Rational,
) -> bool {
    let ends_in_root = p.at(to).is_zero();
    let n_roots =
        n_sign_changes(chain, from) - n_sign_changes(chain, to) - usize::from(ends_in_root);
    if n_roots == 1 && !ends_in_root && !p.at(from).is_zero() {
        return true;
    }
    let middle = (from + to) / Rational::from(2);
    if p.at(&middle) < Rational::ZERO {
        return false;
    }
    n_roots == 0
        || (nonnegative_between(p, chain, from, &middle)
            && nonnegative_between(p, chain, &middle, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polynomial(coefficients: &[&str]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|c| rational::parse(c).expect(c)).collect())
    }

    #[test]
    fn algebra_agrees_with_values() {
        let (p, q) = (polynomial(&["1", "-2", "1/3"]), polynomial(&["1/2", "3"]));
        for t in ["0", "1", "-2/7", "5"] {
            let t = rational::parse(t).expect(t);
            assert_eq!(p.add(&q).at(&t), p.at(&t) + q.at(&t));
            assert_eq!(p.mul(&q).at(&t), p.at(&t) * q.at(&t));
            assert_eq!(p.compose(&q).at(&t), p.at(&q.at(&t)));
            assert_eq!(p.antiderivative().derivative(), p);
        }
    }

    #[test]
    fn the_sign_test_sees_dips_and_forgives_touching() {
        // (coefficients, from, to, not negative)
        for (coefficients, from, to, expected) in [
            (vec!["0", "1"], "0", "1", true),
            (vec!["1", "-2"], "0", "1", false),
            // (t - 1/3)^2 touches zero, (t - 1/3)^2 - 10^-12 dips below it
            (vec!["1/9", "-2/3", "1"], "0", "1", true),
            (vec!["0.111111111110", "-2/3", "1"], "0", "1", false),
            // (t^2 - 1/2)^2 touches at an irrational point
            (vec!["1/4", "0", "-1", "0", "1"], "0", "1", true),
            // t (1 - t), zero at both ends
            (vec!["0", "1", "-1"], "0", "1", true),
            // t (t - 1/2)^2 (1 - t), and with (t - 1/2) cubed
            (vec!["0", "1/4", "-5/4", "2", "-1"], "0", "1", true),
            (vec!["0", "-1/8", "7/8", "-9/4", "5/2", "-1"], "0", "1", false),
            (vec!["0"], "0", "1", true),
        ] {
            let (a, b) = (rational::parse(from).expect(from), rational::parse(to).expect(to));
            assert_eq!(
                polynomial(&coefficients).is_nonnegative_on(&a, &b),
                expected,
                "{coefficients:?}"
            );
        }
    }
}
