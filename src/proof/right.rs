//! The right side of A N = D b by digits of base p, as the numerators of a solution are found.
//!
//! ```text
//!     b_i = scale s_i + l_i        with short s and long l, of which most rows have none
//! ```
//!
//! The digits of D scale are joined with those of s row by row, so that the long products are never made.

use ironproof_number::{IBig, Sign, UBig};

use crate::field::Field;
use crate::radix::Radix;
use crate::rebuild::length;
use crate::residual::Residual;

/// Digits of a short number. Digits lie between -2^60 and 2^60, and sums of so many products below 2^126.
const MOST_TERMS: usize = 32;

/// A right side.
pub(super) struct Right {
    pub(super) scale: UBig,
    pub(super) short: Vec<IBig>,
    /// By row, in order.
    pub(super) long: Vec<(usize, IBig)>,
}

impl Right {
    pub(super) fn short(b: &[IBig]) -> Self {
        Self { scale: UBig::ONE, short: b.to_vec(), long: Vec::new() }
    }

    /// No number is long.
    pub(super) fn is_short(&self) -> bool {
        self.scale.is_one() && self.long.is_empty()
    }

    pub(super) fn n_rows(&self) -> usize {
        self.short.len()
    }

    /// Entry `i`, times a factor.
    pub(super) fn times(&self, i: usize, factor: &IBig) -> IBig {
        let mut product = IBig::ZERO;
        if !self.short[i].is_zero() {
            product = &self.short[i] * factor;
            if !self.scale.is_one() {
                product *= IBig::from(self.scale.clone());
            }
        }
        if let Ok(at) = self.long.binary_search_by_key(&i, |(row, _)| *row) {
            product += &self.long[at].1 * factor;
        }
        product
    }
}

/// D b by digits, between -p / 2 and p / 2, the lowest first.
pub(super) struct RightDigits {
    /// Of D scale.
    common: Vec<i64>,
    /// Of s.
    short: Vec<(usize, Vec<i64>)>,
    /// Of entries of D b.
    long: Vec<(usize, Vec<i64>)>,
    n_digits: usize,
}

impl RightDigits {
    pub(super) fn new(right: &Right, denominator: &UBig, field: Field) -> Self {
        let (mut short, mut long) = (Vec::new(), Vec::new());
        let common = IBig::from(denominator * &right.scale);
        let denominator = IBig::from(denominator.clone());
        let longest = |numbers: &mut dyn Iterator<Item = &IBig>| numbers.map(length).max();
        let of_short = length(&common) + longest(&mut right.short.iter()).unwrap_or(0);
        let of_long = longest(&mut right.long.iter().map(|(_, long)| long)).unwrap_or(0);
        let n_bits = of_short.max(of_long + length(&denominator)) + 1;
        let radix = Radix::new(field, Radix::n_digits(n_bits));
        let common = balanced(common, &radix, field);
        let mut longer = right.long.iter().map(|(i, _)| *i).peekable();
        for (i, value) in right.short.iter().enumerate() {
            let is_long = longer.next_if_eq(&i).is_some();
            let terms = if is_long { Vec::new() } else { balanced(value.clone(), &radix, field) };
            if is_long || MOST_TERMS < terms.len() {
                long.push((i, balanced(right.times(i, &denominator), &radix, field)));
            } else if !terms.is_empty() {
                short.push((i, terms));
            }
        }
        let of_short = short.iter().map(|(_, terms)| terms.len() + common.len());
        let of_long = long.iter().map(|(_, digits)| digits.len());
        let n_digits = of_short.chain(of_long).max().unwrap_or(0);
        Self { common, short, long, n_digits }
    }

    /// No digit beyond this many joins the residual.
    pub(super) fn n_digits(&self) -> usize {
        self.n_digits
    }

    /// Adds what belongs to digit `k`.
    pub(super) fn join(&self, k: usize, residual: &mut Residual) {
        for (i, terms) in &self.short {
            let first = (k + 1).saturating_sub(self.common.len());
            let terms = terms.iter().enumerate().take(k + 1).skip(first);
            let products =
                terms.map(|(t, term)| i128::from(*term) * i128::from(self.common[k - t]));
            let sum = products.sum();
            if sum != 0 {
                residual.add(*i, sum);
            }
        }
        for (i, digits) in &self.long {
            if let Some(digit) = digits.get(k) {
                residual.add(*i, i128::from(*digit));
            }
        }
    }
}

/// The digits between -p / 2 and p / 2, the lowest first, none for zero.
fn balanced(x: IBig, radix: &Radix, field: Field) -> Vec<i64> {
    let (sign, size) = x.into_parts();
    let digits = radix.digits(size);
    let (half, prime) = (field.prime.cast_signed() / 2, field.prime.cast_signed());
    let mut carry = 0;
    let mut balanced: Vec<i64> = Vec::with_capacity(digits.len() + 1);
    for digit in digits {
        let digit = digit.cast_signed() + carry;
        carry = i64::from(half < digit);
        balanced.push(digit - carry * prime);
    }
    if carry != 0 {
        balanced.push(carry);
    }
    if sign == Sign::Negative {
        for digit in &mut balanced {
            *digit = -*digit;
        }
    }
    balanced
}

#[cfg(test)]
mod tests {
    use super::{Right, RightDigits};
    use crate::field::{Field, PRIMES};
    use crate::residual::{Residual, Width};
    use ironproof_number::{IBig, UBig};

    /// What joins the residual adds up to D b: zeros, short and long numbers, and such of the largest digits, whose
    /// products no word would hold if too many came together.
    #[test]
    fn digits_add_up_to_the_right_side() {
        let field = Field { prime: PRIMES[0] };
        let prime = IBig::from(field.prime);
        let extreme = |n: usize| {
            let half = IBig::from(field.prime / 2);
            (0..n).fold(IBig::ZERO, |sum, _| sum * &prime + &half)
        };
        let short: Vec<IBig> = [0, 1, 2, 31, 32, 33, 150, 400]
            .into_iter()
            .map(extreme)
            .flat_map(|x| [-&x, x])
            .collect();
        let long = vec![(1, -extreme(3)), (4, IBig::from(7)), (9, extreme(90))];
        let scale = extreme(300).into_parts().1;
        for denominator in [UBig::ONE, UBig::from(12_u8), extreme(200).into_parts().1] {
            let right = Right { scale: scale.clone(), short: short.clone(), long: long.clone() };
            let digits = RightDigits::new(&right, &denominator, field);
            let mut sums = vec![IBig::ZERO; short.len()];
            let mut power = IBig::ONE;
            for k in 0..digits.n_digits() {
                let mut joined = Residual::zero(Width::Words, short.len());
                digits.join(k, &mut joined);
                let Residual::Words(words) = joined else { unreachable!("in words") };
                for (sum, word) in sums.iter_mut().zip(words) {
                    *sum += IBig::from(word) * &power;
                }
                power *= &prime;
            }
            for (i, sum) in sums.into_iter().enumerate() {
                assert_eq!(sum, right.times(i, &IBig::from(denominator.clone())), "{i}");
            }
        }
    }
}
