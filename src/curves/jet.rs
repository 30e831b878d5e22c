//! Taylor coefficients with enclosures: the arithmetic of functions near a place, or on a range.
//!
//! A jet of f at t holds f(t), f'(t), f''(t) / 2, ..., each enclosed. On a range it encloses the coefficients at every
//! place of the range. So with f_k at the middle m of a range of radius d, and g_n over the range,
//!
//! ```text
//! f(m + u) = f_0 + f_1 u + ... + f_(n-1) u^(n-1) + g_n u^n        for |u| <= d
//! ```

use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use super::between::Between;
use super::enclosure::{Enclosure, Precision};

/// Taylor coefficients, the value first.
#[derive(Clone, Debug)]
pub struct Jet(pub Vec<Enclosure>);

impl Jet {
    /// How many coefficients there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A constant.
    pub fn constant(value: Enclosure, n: usize) -> Self {
        let mut jet = vec![Enclosure::ZERO; n];
        jet[0] = value;
        Jet(jet)
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Jet(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Jet(self.0.iter().zip(&other.0).map(|(a, b)| a - b).collect())
    }

    /// The negative.
    #[must_use]
    pub fn negated(&self) -> Self {
        Jet(self.0.iter().map(|a| -a.clone()).collect())
    }

    /// The sum with a number.
    #[must_use]
    pub fn shifted(&self, number: &Enclosure) -> Self {
        let mut sum = self.clone();
        sum.0[0] = &sum.0[0] + number;
        sum
    }

    /// The exponential: with f = exp a, f' = a' f.
    #[must_use]
    pub fn exp(&self, precision: &Precision) -> Self {
        let mut exp = vec![precision.exp(&self.0[0])];
        for k in 1..self.len() {
            let sum = (1..=k).fold(Enclosure::ZERO, |sum, i| {
                &sum + &whole(&precision.product(&self.0[i], &exp[k - i]), i)
            });
            exp.push(part(&sum, k));
        }
        Jet(exp)
    }

    /// The logarithm of a positive function: with f = log a, a f' = a'.
    #[must_use]
    pub fn log(&self, precision: &Precision) -> Self {
        let mut log = vec![precision.log_of(&self.0[0])];
        let low = Enclosure {
            low: (&self.0[0].low).max(&IBig::ONE).clone(),
            high: (&self.0[0].high).max(&IBig::ONE).clone(),
        };
        let inverse = precision.inverse(&low).unwrap_or(Enclosure::ZERO);
        for k in 1..self.len() {
            let sum = (1..k).fold(Enclosure::ZERO, |sum, i| {
                &sum + &whole(&precision.product(&log[i], &self.0[k - i]), i)
            });
            let rest = &self.0[k] - &part(&sum, k);
            log.push(precision.product(&rest, &inverse));
        }
        Jet(log)
    }

    /// The product with a number.
    #[must_use]
    pub fn scaled(&self, factor: &Enclosure, precision: &Precision) -> Self {
        Jet(self.0.iter().map(|a| precision.product(a, factor)).collect())
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self, precision: &Precision) -> Self {
        let n = self.len().min(other.len());
        let coefficient = |k: usize| {
            (0..=k).fold(Enclosure::ZERO, |sum, i| {
                &sum + &precision.product(&self.0[i], &other.0[k - i])
            })
        };
        Jet((0..n).map(coefficient).collect())
    }

    /// The derivative, one coefficient shorter.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let terms = self.0.iter().enumerate().skip(1);
        Jet(terms.map(|(k, a)| whole(a, k)).collect())
    }

    /// The antiderivative with this value, one coefficient longer.
    #[must_use]
    pub fn antiderivative(&self, value: Enclosure) -> Self {
        let terms = self.0.iter().enumerate().map(|(k, a)| part(a, k + 1));
        Jet(std::iter::once(value).chain(terms).collect())
    }

    /// `self(inner)`, where `self` is at the value of `inner`: the value of `inner` is not used.
    #[must_use]
    pub fn compose(&self, inner: &Self, precision: &Precision) -> Self {
        let n = self.len().min(inner.len());
        let mut step = inner.clone();
        step.0.truncate(n);
        step.0[0] = Enclosure::ZERO;
        let mut sum = Jet::constant(self.0[n - 1].clone(), n);
        for a in self.0[..n - 1].iter().rev() {
            sum = sum.times(&step, precision);
            sum.0[0] = a.clone();
        }
        sum
    }

    /// The inverse function, with this value; `None` if the slope may be zero.
    pub fn inverse(&self, value: Enclosure, precision: &Precision) -> Option<Self> {
        let n = self.len();
        let slope = precision.inverse(self.0.get(1)?)?;
        // Newton's way, one coefficient at a time: the next one cancels what self(inverse) has there.
        let mut inverse = Jet::constant(value, n);
        inverse.0[1] = slope.clone();
        for k in 2..n {
            let error = self.compose(&inverse, precision).0[k].clone();
            inverse.0[k] = -precision.product(&error, &slope);
        }
        Some(inverse)
    }
}

fn whole(a: &Enclosure, factor: usize) -> Enclosure {
    let factor = IBig::from(factor);
    Enclosure { low: &a.low * &factor, high: &a.high * &factor }
}

fn part(a: &Enclosure, divisor: usize) -> Enclosure {
    use ironproof_number::ops::DivEuclid;
    let divisor = IBig::from(divisor);
    let high = -((-a.high.clone()).div_euclid(&divisor));
    Enclosure { low: a.low.clone().div_euclid(&divisor), high }
}

/// `int_(m - d)^(m + d)` of a function, from its coefficients at m and over the whole range, of equal number n: the
/// last one is used over the range.
///
/// Powers of d are exact, because a coefficient may be as large as they are small.
pub fn integral(middle: &Jet, range: &Jet, radius: &Rational, precision: &Precision) -> Between {
    let n = middle.len();
    let mut power = radius.clone();
    let mut sum = Between::zero();
    let twice = |k: usize| Rational::from(2) / Rational::from(k + 1);
    for (k, coefficient) in middle.0[..n - 1].iter().enumerate() {
        // Odd powers cancel.
        if k % 2 == 0 {
            let term = precision.between(coefficient).times(&(&power * twice(k)));
            sum = precision.short(&sum + &term);
        }
        power = &power * radius;
    }
    let last = precision.between(&range.0[n - 1]).times(&(&power * twice(n - 1)));
    let rest = if n % 2 == 1 {
        last
    } else {
        // Between the two halves the sign of u^(n-1) changes: at most the size of both.
        let size = last.high.max(-last.low).max(Rational::ZERO);
        Between { low: -size.clone(), high: size }
    };
    precision.short(&sum + &rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// 1 / (1 - t) at 0 has the coefficients 1, 1, 1, ...; its inverse 1 - 1/x at 1 has 0, 1, -1, 1, -1, ...
    #[test]
    fn a_function_and_its_inverse() {
        let precision = Precision::new(80);
        let ones = Jet(vec![precision.one(); 7]);
        let inverse = ones.inverse(Enclosure::ZERO, &precision).expect("a slope");
        for (k, found) in inverse.0.iter().enumerate().skip(1) {
            let expected = if k % 2 == 1 { Rational::ONE } else { -Rational::ONE };
            let found = precision.between(found);
            assert!(found.low <= expected && expected <= found.high, "{k}: {found:?}");
            assert!(found.width() < number("1e-20"));
        }
        let identity = ones.compose(&inverse, &precision);
        assert!(precision.between(&identity.0[1]).admits(&Rational::ONE));
        for k in 2..7 {
            assert!(precision.between(&identity.0[k]).admits(&Rational::ZERO), "{k}");
        }
    }

    /// int_(-1/4)^(1/4) 1 / (1 - t) = log(5/3)
    #[test]
    fn an_integral_is_enclosed() {
        let precision = Precision::new(80);
        for n in [4, 5, 8, 9] {
            let middle = Jet(vec![precision.one(); n]);
            // The coefficient k at t is (1 - t)^(-k-1), with 1 - t in [3/4, 5/4].
            let range = |k: usize| {
                let power = |base: &str| (0..=k).fold(Rational::ONE, |p, _| p / number(base));
                precision.rational(&power("5/4")).hull(&precision.rational(&power("3/4")))
            };
            let range = Jet((0..n).map(range).collect());
            let found = integral(&middle, &range, &number("1/4"), &precision);
            let exact = number("0.51082562376599068320551409630366");
            assert!(found.low <= exact && exact <= found.high, "{n}: {found:?}");
            assert!(found.width() < number("0.02"), "{n}");
        }
    }
}
