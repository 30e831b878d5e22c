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
use std::sync::Arc;

use crate::ops::Gcd;
use crate::rational::Rational;
use crate::scale::extend_denominator;
use crate::{IBig, UBig};

/// The denominators of some fractions. Part 0 is the unit.
#[derive(Clone, Debug)]
pub struct Parts {
    unit: UBig,
    bases: Vec<UBig>,
    /// Per part its base and its factor.
    list: Vec<(usize, UBig)>,
    numbers: BTreeMap<(usize, UBig), usize>,
    joins: BTreeMap<(usize, usize), Join>,
}

/// Of two bases: the base that both divide, and how often they do.
type Join = (usize, Arc<[UBig; 2]>);

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
        let one = (0, UBig::ONE);
        Self {
            unit: denominator,
            bases: vec![UBig::ONE],
            list: vec![one.clone()],
            numbers: BTreeMap::from([(one, 0)]),
            joins: BTreeMap::new(),
        }
    }

    /// Whether all numbers have one denominator.
    pub fn is_one(&self) -> bool {
        self.list.len() == 1
    }

    /// The denominator of a part.
    pub fn denominator(&self, part: usize) -> UBig {
        let (base, factor) = &self.list[part];
        self.denominator_of(*base, factor)
    }

    /// The denominator of the part with this base and factor.
    pub fn denominator_of(&self, base: usize, factor: &UBig) -> UBig {
        match (self.bases[base].is_one(), factor.is_one()) {
            (true, true) => self.unit.clone(),
            (true, false) => &self.unit * factor,
            (false, true) => &self.bases[base] * &self.unit,
            (false, false) => &self.bases[base] * (&self.unit * factor),
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
        &self.bases[base]
    }

    /// The base of a part.
    pub fn base(&self, part: usize) -> usize {
        self.list[part].0
    }

    /// The factor of a part.
    pub fn factor(&self, part: usize) -> &UBig {
        &self.list[part].1
    }

    /// The part with this base and factor.
    pub fn part(&mut self, base: usize, factor: UBig) -> usize {
        let next = self.list.len();
        let key = (base, factor);
        if let Some(part) = self.numbers.get(&key) {
            return *part;
        }
        self.list.push(key.clone());
        self.numbers.insert(key, next);
        next
    }

    /// The part whose denominator is so many times as large.
    pub fn with_factor(&mut self, part: usize, factor: &UBig) -> usize {
        if factor.is_one() {
            return part;
        }
        let (base, before) = &self.list[part];
        self.part(*base, before * factor)
    }

    /// A new base, so many times as large as that one.
    pub fn with_base(&mut self, base: usize, times: UBig) -> usize {
        let next = self.bases.len();
        self.bases.push(&self.bases[base] * &times);
        self.joins.insert((base, next), (next, Arc::new([times, UBig::ONE])));
        next
    }

    /// A base that both bases divide, and how often they do.
    pub fn join(&mut self, one: usize, other: usize) -> Join {
        if let Some(known) = self.joins.get(&(one, other)) {
            return known.clone();
        }
        let joined = if one == other {
            (one, [UBig::ONE, UBig::ONE])
        } else if let Some((base, times)) = self.joins.get(&(other, one)) {
            (*base, [times[1].clone(), times[0].clone()])
        } else {
            self.joined(one, other)
        };
        let joined = (joined.0, Arc::new(joined.1));
        self.joins.insert((one, other), joined.clone());
        joined
    }

    fn joined(&mut self, one: usize, other: usize) -> (usize, [UBig; 2]) {
        let (a, b) = (&self.bases[one], &self.bases[other]);
        let shared = if a.is_one() { UBig::ONE } else { a.gcd(b) };
        let times = [b / &shared, a / &shared];
        if times[1].is_one() {
            return (other, times);
        }
        if times[0].is_one() {
            return (one, times);
        }
        self.bases.push(b * &times[1]);
        (self.bases.len() - 1, times)
    }

    /// The sum of integers of parts, and its part.
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
        let mut factors: BTreeMap<usize, UBig> = BTreeMap::new();
        for part in sums.keys() {
            let (base, factor) = &self.list[*part];
            extend_denominator(factors.entry(*base).or_insert(UBig::ONE), factor);
        }
        let mut by_base: BTreeMap<usize, IBig> = BTreeMap::new();
        for (part, sum) in sums {
            let (base, factor) = &self.list[part];
            *by_base.entry(*base).or_default() += times(sum, &(&factors[base] / factor));
        }
        let (mut base, mut factor, mut total) = (0, UBig::ONE, IBig::ZERO);
        for (next, sum) in by_base {
            if sum.is_zero() {
                continue;
            }
            let (joined, of_base) = self.join(base, next);
            let mut common = factor.clone();
            extend_denominator(&mut common, &factors[&next]);
            total = times(times(total, &of_base[0]), &(&common / &factor))
                + times(times(sum, &of_base[1]), &(&common / &factors[&next]));
            (base, factor) = (joined, common);
        }
        self.reduced(base, factor, total)
    }

    /// The number without the divisors that it shares with the factor, which is short.
    pub fn reduced(&mut self, base: usize, factor: UBig, numerator: IBig) -> InPart {
        if numerator.is_zero() {
            return (0, numerator);
        }
        if factor.is_one() {
            return (self.part(base, factor), numerator);
        }
        let (_, rest) = numerator.div_rem(&factor);
        let shared = if rest.is_zero() { factor.clone() } else { (&rest).gcd(&factor) };
        if shared.is_one() {
            return (self.part(base, factor), numerator);
        }
        (self.part(base, factor / &shared), numerator.div_rem(&shared).0)
    }

    /// The least denominator of all parts that are named, and how often each divides it; 1 for others.
    pub fn common(&mut self, named: impl Iterator<Item = usize>) -> (UBig, Vec<UBig>) {
        let mut is_named = vec![false; self.list.len()];
        named.for_each(|part| is_named[part] = true);
        let (mut base, mut factor) = (0, UBig::ONE);
        for (part, is_named) in is_named.iter().enumerate() {
            if *is_named {
                base = self.join(base, self.base(part)).0;
                extend_denominator(&mut factor, &self.list[part].1);
            }
        }
        let mut of_base = BTreeMap::new();
        let multiple = |(part, is_named): (usize, &bool)| {
            if !is_named {
                return UBig::ONE;
            }
            let (own, short) = &self.list[part];
            let long = of_base.entry(*own).or_insert_with(|| &self.bases[base] / &self.bases[*own]);
            &*long * (&factor / short)
        };
        let multiples = is_named.iter().enumerate().map(multiple).collect();
        (&self.unit * &self.bases[base] * factor, multiples)
    }
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
}
