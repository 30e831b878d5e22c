//! The same data with another objective: constants that multipliers add to it.
//!
//! With a on alpha, l on lambda and d on e, and C(t) = int_t^1 r,
//!
//! ```text
//! A  gains  (l - a) (1 - t)        B  gains  l C + d (1 - t)
//! V  gains  a r + (l - a) (1 - t) r' + d
//! V' gains  (2 a - l) r' + (l - a) (1 - t) r''
//! ```
//!
//! Each constant may be known between two rationals only: then so is what it adds.

use ironproof_number::rational::Rational;

use super::between::Between;

/// The integrals from a quantile to 1.
#[derive(Clone, Copy)]
pub(crate) enum Which {
    /// A, of lambda - alpha.
    Excess,
    /// B, of lambda r + e.
    Welfare,
    /// C, of r.
    Surplus,
}

/// What is added to the objective of a group, per unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Tilt {
    /// To alpha: per unit of payment.
    pub alpha: Between,
    /// To lambda: per unit of utility.
    pub weight: Between,
    /// To e: per unit of quality.
    pub external: Between,
}

impl Tilt {
    /// Nothing.
    pub fn none() -> Self {
        Tilt { alpha: Between::zero(), weight: Between::zero(), external: Between::zero() }
    }

    /// Whether it changes nothing.
    pub fn is_none(&self) -> bool {
        self.all().into_iter().all(Between::is_zero)
    }

    /// A tilt between the ends of this one, if its ends differ.
    pub(crate) fn middle(&self) -> Option<Self> {
        let [alpha, weight, external] = self.all().map(|x| Between::exactly(x.middle()));
        let is_exact = self.all().into_iter().all(Between::is_exact);
        (!is_exact).then_some(Tilt { alpha, weight, external })
    }

    /// What is not known of it, around the middle.
    pub(crate) fn rest(&self) -> [Between; 3] {
        self.all().map(|x| x - &Between::exactly(x.middle()))
    }

    fn all(&self) -> [&Between; 3] {
        [&self.alpha, &self.weight, &self.external]
    }

    /// Per unit of 1 - t, what A gains.
    fn excess(&self) -> Between {
        &self.weight - &self.alpha
    }

    /// What A, B or C gain on `[from, to]`; `surplus`: C there.
    pub(crate) fn integral(
        &self,
        which: Which,
        (from, to): (&Rational, &Rational),
        surplus: impl FnOnce() -> Between,
    ) -> Between {
        match which {
            Which::Excess => &self.excess() * &upper(from, to),
            Which::Welfare => {
                let by_weight =
                    if self.weight.is_zero() { Between::zero() } else { &self.weight * &surplus() };
                &by_weight + &(&self.external * &upper(from, to))
            }
            Which::Surplus => Between::zero(),
        }
    }

    /// What V' gains on `[from, to]`, with r' and r'' / 2 there.
    pub(crate) fn rise(
        &self,
        (from, to): (&Rational, &Rational),
        [first, half_second]: [&Between; 2],
    ) -> Between {
        let two = Rational::from(2);
        let rent = &(&self.excess() * &upper(from, to)) * &half_second.times(&two);
        &(&self.factor() * first) + &rent
    }

    /// What V' gains per unit of r'.
    fn factor(&self) -> Between {
        &self.alpha.times(&Rational::from(2)) - &self.weight
    }

    /// Whether a straight Psi stays straight; `is_linear`: whether r is.
    pub(crate) fn keeps_straight(&self, is_linear: bool) -> bool {
        self.factor().is_zero() && (is_linear || self.excess().is_zero())
    }
}

fn upper(from: &Rational, to: &Rational) -> Between {
    Between { low: Rational::ONE - to, high: Rational::ONE - from }
}
