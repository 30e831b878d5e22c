//! Vectors as integers over denominators that they share: mostly over one.
//!
//! A double is m 2^e, so doubles are integers over one power of two.

use std::collections::BTreeMap;
use std::sync::Arc;

use ironproof_number::ops::BitTest;
use ironproof_number::parts::{InPart, Parts};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};
use ironproof_number::{IBig, UBig};

/// Exact numbers, one for each column or row of an LP. Two are equal if their numbers are.
#[derive(Clone, Debug)]
pub struct Vector {
    numerators: Vec<IBig>,
    /// Per entry its part; empty if all belong to part 0.
    part: Vec<usize>,
    parts: Arc<Parts>,
}

impl Vector {
    /// The integers over one denominator, which is positive.
    pub fn over(numerators: Vec<IBig>, denominator: UBig) -> Self {
        Self { numerators, part: Vec::new(), parts: Arc::new(Parts::one(denominator)) }
    }

    /// The integers over the denominators of their parts.
    ///
    /// # Panics
    /// If there are other numbers of entries and of parts.
    pub fn in_parts(numerators: Vec<IBig>, part: Vec<usize>, parts: Parts) -> Self {
        assert_eq!(numerators.len(), part.len(), "a part for each entry");
        let part = if parts.is_one() { Vec::new() } else { part };
        Self { numerators, part, parts: Arc::new(parts) }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.numerators.len()
    }

    /// There is no entry.
    pub fn is_empty(&self) -> bool {
        self.numerators.is_empty()
    }

    /// The entries, each times the denominator of its part.
    pub fn numerators(&self) -> &[IBig] {
        &self.numerators
    }

    /// The denominators.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The part of an entry.
    pub fn part(&self, at: usize) -> usize {
        self.part.get(at).copied().unwrap_or(0)
    }

    /// The factor of the part of an entry.
    pub fn factor(&self, at: usize) -> &UBig {
        self.parts.factor(self.part(at))
    }

    /// An entry.
    pub fn entry(&self, at: usize) -> Rational {
        self.parts.fraction((self.part(at), self.numerators[at].clone()))
    }

    /// All entries.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Rational> + '_ {
        (0..self.len()).map(|at| self.entry(at))
    }

    /// The entries over one denominator.
    pub fn over_one(mut self) -> (Vec<IBig>, UBig) {
        if self.part.is_empty() {
            return (self.numerators, self.parts.denominator(0));
        }
        let is_used = |(part, numerator): (&usize, &IBig)| (!numerator.is_zero()).then_some(*part);
        let used = self.part.iter().zip(&self.numerators).filter_map(is_used);
        let (denominator, multiples) = Arc::make_mut(&mut self.parts).common(used);
        for (numerator, part) in self.numerators.iter_mut().zip(&self.part) {
            *numerator *= IBig::from(multiples[*part].clone());
        }
        (self.numerators, denominator)
    }

    /// The entries over one denominator if that makes them at most twice as long: what follows is faster then.
    pub fn gathered(self) -> Self {
        let used = (0..self.len()).filter(|at| !self.numerators[*at].is_zero());
        let mut parts = self.parts().clone();
        let (_, multiples) = parts.common(used.clone().map(|at| self.part(at)));
        let apart: usize = used.clone().map(|at| self.numerators[at].bit_len()).sum();
        let added: usize = used.map(|at| multiples[self.part(at)].bit_len()).sum();
        if apart < added {
            return self;
        }
        let (numerators, denominator) = self.over_one();
        Self::over(numerators, denominator)
    }

    /// The entries that are not zero, by the base of their parts: a base that divides no other first.
    pub fn by_base(&self) -> ByBase {
        let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in (0..self.len()).filter(|at| !self.numerators[*at].is_zero()) {
            places.entry(self.parts.base(self.part(at))).or_default().push(at);
        }
        let mut parts = self.parts().clone();
        let all = places.keys().fold(0, |all, base| parts.join(all, *base).0);
        let of_base = |(base, places)| OfBase {
            denominator: parts.denominator_of(base, &UBig::ONE),
            times: parts.long(all) / parts.long(base),
            places,
        };
        let mut bases: Vec<OfBase> = places.into_iter().map(of_base).collect();
        bases.sort_by_key(|of_base| !of_base.times.is_one());
        ByBase { denominator: parts.denominator_of(all, &UBig::ONE), bases }
    }

    /// The first entries, as many.
    pub fn truncate(&mut self, length: usize) {
        self.numerators.truncate(length);
        self.part.truncate(length);
    }

    /// Each entry times an integer of its own; all of them over a denominator so many times as large.
    pub fn scaled<'a>(
        mut self,
        multiples: impl Iterator<Item = &'a IBig>,
        denominator: &UBig,
    ) -> Self {
        for (numerator, multiple) in self.numerators.iter_mut().zip(multiples) {
            if !multiple.is_one() {
                *numerator *= multiple;
            }
        }
        Arc::make_mut(&mut self.parts).multiply(denominator);
        self
    }

    /// The vector of these numbers.
    pub fn new(values: &[Rational]) -> Self {
        let denominator = common_denominator(values);
        let numerators = values.iter().map(|value| to_integer(value, &denominator)).collect();
        Self::over(numerators, denominator)
    }

    /// The doubles, bit for bit. `None` if one is NaN or infinite.
    pub fn of_doubles(numbers: &[f64]) -> Option<Self> {
        let parts: Vec<(i64, i32)> = numbers.iter().map(|x| parts(*x)).collect::<Option<_>>()?;
        let lowest =
            parts.iter().filter(|part| part.0 != 0).map(|part| part.1).min().unwrap_or(0).min(0);
        let shift = usize::try_from(lowest.unsigned_abs()).ok()?;
        let value = |(mantissa, exponent): (i64, i32)| {
            let up = usize::try_from(exponent - lowest).unwrap_or(0);
            IBig::from(mantissa) << up
        };
        let numerators = parts.into_iter().map(value).collect();
        Some(Self::over(numerators, UBig::ONE << shift))
    }

    /// Puts an entry to zero.
    pub(super) fn clear(&mut self, at: usize) {
        self.numerators[at] = IBig::ZERO;
    }

    /// It has so many entries, and a denominator.
    pub(super) fn fits(&self, length: usize) -> bool {
        self.len() == length && UBig::ZERO < self.parts.denominator(0)
    }
}

impl PartialEq for Vector {
    fn eq(&self, other: &Self) -> bool {
        self.entries().eq(other.entries())
    }
}

impl Eq for Vector {}

/// The entries of a vector that are not zero, by the bases of their parts.
pub struct ByBase {
    /// A multiple of the denominators of all bases.
    pub denominator: UBig,
    /// Each base.
    pub bases: Vec<OfBase>,
}

/// The entries of a vector whose parts have one base.
pub struct OfBase {
    /// What the base stands for, times the unit of all parts.
    pub denominator: UBig,
    /// How often it divides the denominator of all bases.
    pub times: UBig,
    /// The places of its entries, in order.
    pub places: Vec<usize>,
}

/// Sums of multiples of the entries of a vector.
pub(super) struct Sums<'a> {
    vector: &'a Vector,
    pub(super) parts: Parts,
}

impl<'a> Sums<'a> {
    pub(super) fn new(vector: &'a Vector) -> Self {
        Self::over(vector, vector.parts().clone())
    }

    /// `parts` are those of the vector, and more.
    pub(super) fn over(vector: &'a Vector, parts: Parts) -> Self {
        Self { vector, parts }
    }

    /// The sum of the terms, and of one more number; times `unit`, which all coefficients divide.
    pub(super) fn of<'b>(
        &mut self,
        terms: impl Iterator<Item = (usize, &'b Rational)>,
        unit: &UBig,
        more: Option<InPart>,
    ) -> InPart {
        let vector = self.vector;
        let is_not_zero = |(at, _): &(usize, &Rational)| !vector.numerators[*at].is_zero();
        let term = |(at, factor): (usize, &Rational)| {
            (vector.part(at), to_integer(factor, unit) * &vector.numerators[at])
        };
        self.parts.sum(more.into_iter().chain(terms.filter(is_not_zero).map(term)))
    }
}

/// `x = mantissa * 2^exponent` with an odd mantissa, or zero.
fn parts(x: f64) -> Option<(i64, i32)> {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = x.to_bits();
    let fraction = bits & FRACTION;
    let (mantissa, exponent) = match i32::try_from((bits >> 52) & 0x7ff).ok()? {
        0x7ff => return None,
        0 => (fraction, -1074),
        exponent => (fraction | (1 << 52), exponent - 1075),
    };
    if mantissa == 0 {
        return Some((0, 0));
    }
    let zeros = mantissa.trailing_zeros();
    let magnitude = i64::try_from(mantissa >> zeros).ok()?;
    let mantissa = if x.is_sign_negative() { -magnitude } else { magnitude };
    Some((mantissa, exponent + i32::try_from(zeros).ok()?))
}

#[cfg(test)]
mod tests {
    use super::Vector;
    use ironproof_number::rational::exact;

    #[test]
    fn a_double_is_read_bit_for_bit() {
        let numbers = [0.0, -0.0, 1.0, -0.1, 1e300, 5e-324, -f64::MIN_POSITIVE, f64::MAX, 3.5e-17];
        let vector = Vector::of_doubles(&numbers).expect("finite");
        for (x, read) in numbers.iter().zip(vector.entries()) {
            assert_eq!(Some(read), exact(*x), "{x}");
        }
        for odd in [f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert!(Vector::of_doubles(&[1.0, odd]).is_none());
        }
    }
}
