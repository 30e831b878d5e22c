//! Denominators that many fractions share.
//!
//! ```text
//!     x = numerator / (unit base factor)
//! ```
//!
//! The basic solution of a large LP falls into blocks, and the denominator of each has thousands of digits. Over one
//! denominator for all, each numerator would have the digits of all of them. So each number belongs to a part, which is
//! a base, the denominator of a block, and a factor, which is short. The unit is common to all.

use std::collections::BTreeMap;

use crate::divisors::Divisors;
pub use crate::divisors::Join;
use crate::ops::Gcd;
use crate::rational::Rational;
use crate::scale::extend_denominator;
use crate::{IBig, UBig};

/// The denominators of some fractions. Part 0 is the unit.
#[derive(Clone, Debug)]
pub struct Parts {
    unit: UBig,
    bases: Divisors,
    factors: Divisors,
    /// Per part its base and its factor.
    list: Vec<(usize, usize)>,
    numbers: BTreeMap<(usize, usize), usize>,
}

/// A part, and an integer over its denominator.
pub type InPart = (usize, IBig);

impl Parts {
    /// One part with this denominator.
    ///
    /// # Example
    /// ```
    /// use ironproof_number::parts::Parts;
    ///
    /// // 1/6 + 1/10, with 2 as the denominator of all.
    /// let mut parts = Parts::one(2_u8.into());
    /// let (third, fifth) = (parts.with_factor(0, &3_u8.into()), parts.with_factor(0, &5_u8.into()));
    /// let (part, numerator) = parts.sum([(third, 1.into()), (fifth, 1.into())]);
    /// assert_eq!((numerator, parts.denominator(part)), (8.into(), 30_u8.into()));
    /// ```
    pub fn one(denominator: UBig) -> Self {
        Self {
            unit: denominator,
            bases: Divisors::one(),
            factors: Divisors::one(),
            list: vec![(0, 0)],
            numbers: BTreeMap::from([((0, 0), 0)]),
        }
    }

    /// Whether all numbers have one denominator.
    pub fn is_one(&self) -> bool {
        self.list.len() == 1
    }

    /// The denominator of a part.
    pub fn denominator(&self, part: usize) -> UBig {
        self.denominator_of(self.base(part), self.factor(part))
    }

    /// The denominator of the part with this base and factor.
    pub fn denominator_of(&self, base: usize, factor: &UBig) -> UBig {
        match (base == 0, factor.is_one()) {
            (true, true) => self.unit.clone(),
            (true, false) => &self.unit * factor,
            (false, true) => self.long(base) * &self.unit,
            (false, false) => self.long(base) * (&self.unit * factor),
        }
    }

    /// The value of an integer of a part.
    pub fn fraction(&self, (part, numerator): InPart) -> Rational {
        Rational::from_parts(numerator, self.denominator(part))
    }

    /// All denominators are multiplied.
    pub fn multiply(&mut self, factor: &UBig) {
        self.unit *= factor;
    }

    /// The denominator that a base stands for.
    pub fn long(&self, base: usize) -> &UBig {
        self.bases.get(base)
    }

    /// The base of a part.
    pub fn base(&self, part: usize) -> usize {
        self.list[part].0
    }

    /// The factor of a part.
    pub fn factor(&self, part: usize) -> &UBig {
        self.factors.get(self.list[part].1)
    }

    /// The part with this base and factor.
    pub fn part(&mut self, base: usize, factor: UBig) -> usize {
        let factor = self.factors.number(factor);
        self.numbered(base, factor)
    }

    fn numbered(&mut self, base: usize, factor: usize) -> usize {
        let next = self.list.len();
        let part = *self.numbers.entry((base, factor)).or_insert(next);
        if part == next {
            self.list.push((base, factor));
        }
        part
    }

    /// The part whose denominator is so many times as large.
    pub fn with_factor(&mut self, part: usize, factor: &UBig) -> usize {
        if factor.is_one() {
            return part;
        }
        self.part(self.base(part), self.factor(part) * factor)
    }

    /// A new base, so many times as large as that one.
    pub fn with_base(&mut self, base: usize, times: UBig) -> usize {
        self.bases.times(base, times)
    }

    /// The least base that both bases divide.
    pub fn join(&mut self, one: usize, other: usize) -> Join {
        self.bases.join(one, other)
    }

    /// The sum of integers of parts, and its part, whose factor may have divisors too many.
    pub fn sum(&mut self, terms: impl IntoIterator<Item = InPart>) -> InPart {
        let mut terms = terms.into_iter();
        let Some((part, mut sum)) = terms.next() else { return (0, IBig::ZERO) };
        let mut others: BTreeMap<usize, IBig> = BTreeMap::new();
        for (other, term) in terms {
            if other == part {
                sum += term;
            } else {
                *others.entry(other).or_default() += term;
            }
        }
        if others.is_empty() {
            return if sum.is_zero() { (0, sum) } else { (part, sum) };
        }
        others.insert(part, sum);
        others.retain(|_, sum| !sum.is_zero());
        self.total(others)
    }

    /// The sum of one integer for each part; none is zero.
    fn total(&mut self, sums: BTreeMap<usize, IBig>) -> InPart {
        if sums.len() <= 1 {
            return sums.into_iter().next().unwrap_or_default();
        }
        // Short numbers first: those of one base come together.
        let mut by_base: BTreeMap<usize, (usize, IBig)> = BTreeMap::new();
        for (part, sum) in sums {
            let (base, factor) = self.list[part];
            let entry = by_base.entry(base).or_default();
            *entry = joined(&mut self.factors, std::mem::take(entry), (factor, sum));
        }
        let (mut base, mut total) = (0, (0, IBig::ZERO));
        for (next, mut sum) in by_base {
            if !sum.1.is_zero() {
                let (joint, of_base) = self.join(base, next);
                total.1 = times(total.1, &of_base[0]);
                sum.1 = times(sum.1, &of_base[1]);
                (base, total) = (joint, joined(&mut self.factors, total, sum));
            }
        }
        if total.1.is_zero() { (0, total.1) } else { (self.numbered(base, total.0), total.1) }
    }

    /// The same, for numbers from which others follow: a factor that no part had before is left without the divisors
    /// that it shares with the sum. Chains of sums would make it longer and longer.
    pub fn reduced_sum(&mut self, terms: impl IntoIterator<Item = InPart>) -> InPart {
        let n_parts = self.list.len();
        let sum = self.sum(terms);
        if sum.0 < n_parts { sum } else { self.reduced(sum) }
    }

    /// The number without the divisors that it shares with the factor, which is short.
    fn reduced(&mut self, (part, numerator): InPart) -> InPart {
        let factor = self.factor(part);
        if numerator.is_zero() || factor.is_one() {
            return (if numerator.is_zero() { 0 } else { part }, numerator);
        }
        let (_, rest) = numerator.div_rem(factor);
        let shared = if rest.is_zero() { factor.clone() } else { (&rest).gcd(factor) };
        if shared.is_one() {
            return (part, numerator);
        }
        (self.part(self.base(part), factor / &shared), numerator.div_rem(&shared).0)
    }

    /// The least denominator of all parts that are named, and how often each divides it; 1 for others.
    pub fn common(&mut self, named: impl Iterator<Item = usize>) -> (UBig, Vec<UBig>) {
        let mut is_named = vec![false; self.list.len()];
        named.for_each(|part| is_named[part] = true);
        let (mut base, mut factor) = (0, UBig::ONE);
        for (part, is_named) in is_named.iter().enumerate() {
            if *is_named {
                base = self.join(base, self.base(part)).0;
                extend_denominator(&mut factor, self.factor(part));
            }
        }
        let mut of_base = BTreeMap::new();
        let multiple = |(part, is_named): (usize, &bool)| {
            if !is_named {
                return UBig::ONE;
            }
            let own = self.base(part);
            let long = of_base.entry(own).or_insert_with(|| self.long(base) / self.long(own));
            &*long * (&factor / self.factor(part))
        };
        let multiples = is_named.iter().enumerate().map(multiple).collect();
        (&self.unit * self.long(base) * factor, multiples)
    }
}

/// The sum of two integers, each over a factor.
fn joined(factors: &mut Divisors, one: (usize, IBig), other: (usize, IBig)) -> (usize, IBig) {
    if one.1.is_zero() {
        return other;
    }
    let (factor, of_factor) = factors.join(one.0, other.0);
    (factor, times(one.1, &of_factor[0]) + times(other.1, &of_factor[1]))
}

/// `x factor`
fn times(x: IBig, factor: &UBig) -> IBig {
    if factor.is_one() || x.is_zero() {
        return x;
    }
    let (sign, size) = x.into_parts();
    IBig::from_parts(sign, size * factor)
}

#[cfg(test)]
mod tests {
    use super::Parts;
    use crate::rational::Rational;
    use crate::{IBig, UBig};
    use ironproof_test_inputs::Random;

    /// Sums of random fractions over bases and factors that share divisors, compared with sums of rationals.
    #[test]
    fn sums_over_parts_are_sums() {
        let mut random = Random::new(7);
        for _ in 0..300 {
            let mut parts = Parts::one(UBig::from(random.below(5) + 1));
            let mut bases = vec![0];
            for k in 0..4 {
                let times = UBig::from([6_u64, 10, 15, 49, 1_000_003][random.below(5)]).pow(1 + k);
                bases.push(parts.with_base(bases[random.below(bases.len())], times));
            }
            let mut terms = Vec::new();
            for _ in 0..random.below(9) {
                let factor = UBig::from(random.below(12) + 1);
                let part = parts.part(bases[random.below(bases.len())], factor);
                terms.push((part, IBig::from(random.below(100)) - IBig::from(50)));
            }
            let value = |term: &(usize, IBig)| parts.fraction(term.clone());
            let expected: Rational = terms.iter().map(value).fold(Rational::ZERO, |a, b| a + b);
            let found = parts.sum(terms.iter().cloned());
            assert_eq!(parts.fraction(found), expected);
            let (denominator, multiples) = parts.common(terms.iter().map(|(part, _)| *part));
            for (part, numerator) in terms {
                let scaled = numerator.clone() * IBig::from(multiples[part].clone());
                let over_one = Rational::from_parts(scaled, denominator.clone());
                assert_eq!(over_one, parts.fraction((part, numerator)));
            }
        }
    }

    /// 1/6 + 1/10 = 8/30 = 4/15.
    #[test]
    fn a_new_factor_of_a_sum_has_no_divisor_too_many() {
        let mut parts = Parts::one(UBig::ONE);
        let [sixth, tenth] = [6_u8, 10].map(|factor| parts.with_factor(0, &factor.into()));
        let terms = [(sixth, IBig::ONE), (tenth, IBig::ONE)];
        let (part, numerator) = parts.reduced_sum(terms.clone());
        assert_eq!((numerator, parts.factor(part)), (4.into(), &15_u8.into()));
        let (part, numerator) = parts.sum(terms);
        assert_eq!((numerator, parts.factor(part)), (8.into(), &30_u8.into()));
    }
}
