//! The numerators N of a solution N / D, once D is known: A N = D b, digit by digit.
//!
//! ```text
//!     r_0 = 0,   r_k joined by the k-th digit of D b,   d_k = A^-1 r_k mod p,   r_{k+1} = (r_k - A d_k) / p
//! ```
//!
//! Digits lie between -p/2 and p/2, so those of an integer end, and then the residual is zero: A N = D b.
//! If D lacks a factor, some digits go on for ever; their fraction has that factor, and all starts again.
//!
//! Only the digits of a few unknowns are kept: the others follow from them (`substitute`).

use std::time::Instant;

use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::deadline::check;
use crate::equations::Equations;
use crate::factor::Order;
use crate::radix::Radix;
use crate::rebuild::{bits, nearly_whole, residue};
use crate::residual::Residual;
use crate::right::{Right, RightDigits};
use crate::substitute::substitute;

/// A vector over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    pub(super) numerators: Vec<IBig>,
    pub(super) denominator: UBig,
}

/// A denominator of all unknowns, but perhaps for small factors, and the bits of numerators over it.
pub(super) struct Common {
    pub(super) denominator: UBig,
    pub(super) numerator_bits: usize,
}

/// Bits of a digit.
const DIGIT_BITS: usize = 60;
/// Unknowns with digits that go on from which missing factors are found.
const N_ASKED: usize = 8;

/// The solution with a multiple of this denominator; `None` if there is none with numerators of `most_digits`.
pub(super) fn numerators(
    equations: &Equations<'_>,
    right: &Right,
    mut common: Common,
    most_digits: usize,
    deadline: Instant,
) -> Result<Option<Solution>, OutOfTime> {
    let order = equations.order();
    let steps = order.steps.iter().zip(&order.is_plain);
    let kept = steps.filter(|(_, is_plain)| !**is_plain).map(|((_, unknown), _)| *unknown);
    let run = Run { equations, right, kept: kept.collect(), order, deadline, most_digits };
    loop {
        match run.digits(&common)? {
            Ended::Whole(numerators) => {
                return Ok(Some(Solution { numerators, denominator: common.denominator }));
            }
            Ended::Factor(factor) => {
                common.numerator_bits += bits(&factor);
                common.denominator *= factor;
            }
            Ended::TooLong => return Ok(None),
        }
    }
}

struct Run<'a> {
    equations: &'a Equations<'a>,
    right: &'a Right,
    order: Order,
    /// The unknowns whose digits are kept; the others follow from them.
    kept: Vec<usize>,
    deadline: Instant,
    most_digits: usize,
}

enum Ended {
    Whole(Vec<IBig>),
    /// The denominator lacks this factor.
    Factor(UBig),
    TooLong,
}

impl Run<'_> {
    fn digits(&self, common: &Common) -> Result<Ended, OutOfTime> {
        let &Equations { matrix, field, width, .. } = self.equations;
        let half = field.prime / 2;
        // Digits are below 2^61.
        let balanced = |digit: u64| {
            let is_upper = half < digit;
            digit.cast_signed() - if is_upper { field.prime.cast_signed() } else { 0 }
        };
        let right = RightDigits::new(self.right, &common.denominator, field);
        let mut residual = Residual::zero(width, self.right.n_rows());
        let mut found: Vec<Vec<i64>> = vec![Vec::new(); self.kept.len()];
        let mut work = Vec::with_capacity(self.right.n_rows());
        let mut next_question = common.numerator_bits / DIGIT_BITS + 3;
        for k in 0.. {
            check(self.deadline)?;
            right.join(k, &mut residual);
            let mut digit = residual.modulo(field);
            self.equations.solve(&mut digit, &mut work);
            let digit: Vec<i64> = digit.into_iter().map(balanced).collect();
            residual.step((matrix, width), field, |j| digit[j]);
            for (found, unknown) in found.iter_mut().zip(&self.kept) {
                found.push(digit[*unknown]);
            }
            if right.n_digits() <= k + 1 && residual.is_zero() {
                let all = self.all(&found, &common.denominator)?;
                return Ok(all.map_or_else(Ended::Factor, Ended::Whole));
            }
            if next_question <= k {
                if let Some(factor) = self.missing(&found, &common.denominator)? {
                    return Ok(Ended::Factor(factor));
                }
                if self.most_digits + 2 < k {
                    return Ok(Ended::TooLong);
                }
                next_question += 1 + next_question / 4;
            }
        }
        unreachable!("digits go on")
    }

    /// A factor that makes some unknowns integral whose digits do not end.
    fn missing(&self, found: &[Vec<i64>], denominator: &UBig) -> Result<Option<UBig>, OutOfTime> {
        let has_ended = |digits: &&Vec<i64>| digits.last().is_none_or(|digit| *digit == 0);
        let endless: Vec<_> = found.iter().filter(|digits| !has_ended(digits)).collect();
        if endless.is_empty() {
            return Ok(self.all(found, denominator)?.err());
        }
        let n_digits = found.first().map_or(0, Vec::len);
        let radix = Radix::new(self.equations.field, n_digits);
        let modulus = UBig::from(self.equations.field.prime).pow(n_digits);
        let step = endless.len().div_ceil(N_ASKED);
        let mut factor = UBig::ONE;
        for digits in endless.into_iter().step_by(step) {
            let value = radix.signed(digits) * IBig::from(factor.clone());
            let rest = residue(value % IBig::from(modulus.clone()), &modulus);
            if let Some((_, missing)) = nearly_whole(&rest, &modulus) {
                factor *= missing;
            }
        }
        Ok((!factor.is_one()).then_some(factor))
    }

    /// All numerators from the digits of those that are kept, or a factor that the denominator lacks.
    fn all(
        &self,
        found: &[Vec<i64>],
        denominator: &UBig,
    ) -> Result<Result<Vec<IBig>, UBig>, OutOfTime> {
        let &Equations { matrix, field, .. } = self.equations;
        let radix = Radix::new(field, found.first().map_or(0, Vec::len));
        let mut numerators = vec![IBig::ZERO; self.right.n_rows()];
        for (digits, unknown) in found.iter().zip(&self.kept) {
            check(self.deadline)?;
            numerators[*unknown] = radix.signed(digits);
        }
        let all = substitute(matrix, &self.order, self.right, denominator, &mut numerators);
        Ok(all.map(|()| numerators))
    }
}

#[cfg(test)]
mod tests {
    use super::{Common, numerators};
    use crate::equations::{Equations, Side};
    use crate::factor::Factors;
    use crate::field::{Field, PRIMES};
    use crate::right::Right;
    use crate::sparse::Sparse;
    use ironproof_number::ops::Gcd;
    use ironproof_number::{IBig, UBig};
    use ironproof_test_inputs::Random;
    use std::time::{Duration, Instant};

    /// A chain of plain rows after a dense block, with pivots that are no units: each makes fractions of its own.
    fn matrix(n: usize, scale: &IBig) -> Sparse {
        let mut random = Random::new(n as u64);
        let mut entry = |i: usize, j: usize| {
            let size = IBig::from(random.below(90)) + IBig::from(1);
            match (i < n / 2, j < n / 2) {
                (true, true) => Some(size + if i == j { scale.clone() } else { IBig::ZERO }),
                (true, false) => None,
                (false, _) if i == j => Some(IBig::from([2, 3, 4, 9, 6][i % 5])),
                (false, _) => (i == j + 1 || j == i % (n / 2)).then_some(size),
            }
        };
        let rows: Vec<Vec<_>> =
            (0..n).map(|i| (0..n).filter_map(|j| Some((j, entry(i, j)?))).collect()).collect();
        Sparse::new(rows.into_iter().map(Vec::into_iter))
    }

    /// Whatever small factor the denominator lacks, it is found, on both sides and in numbers of each width.
    #[test]
    fn lacking_factors_are_found() {
        let deadline = Instant::now() + Duration::from_secs(60);
        let field = Field { prime: PRIMES[0] };
        for (n, power) in [(12, 0), (40, 0), (40, 80), (40, 130)] {
            let matrix = matrix(n, &IBig::from(2).pow(power));
            let transposed = matrix.transposed(n);
            let factors = Factors::new(&matrix, field, deadline).unwrap().unwrap();
            let b: Vec<IBig> = (0..n).map(|i| IBig::from(i % 7) - IBig::from(3)).collect();
            for (matrix, side) in [(&matrix, Side::Right), (&transposed, Side::Left)] {
                let equations = Equations::new(matrix, &factors, side);
                let solved = |denominator: UBig| {
                    let common = Common { denominator, numerator_bits: 0 };
                    let solution = numerators(&equations, &Right::short(&b), common, 400, deadline);
                    let solution = solution.unwrap().unwrap();
                    for (i, b) in b.iter().enumerate() {
                        let right = b * IBig::from(solution.denominator.clone());
                        assert_eq!(matrix.dot(i, &solution.numerators), right);
                    }
                    solution
                };
                // The determinant is a denominator of everything; its least divisor that is one, too, is `least`.
                let solution = solved(determinant(matrix));
                let shared = |shared: UBig, x: &IBig| x.gcd(&shared);
                let shared = solution.numerators.iter().fold(solution.denominator.clone(), shared);
                let least = solution.denominator.div_rem(&shared).0;
                assert_eq!(solved(least.clone()).denominator, least);
                for lacking in [2_u8, 3, 36] {
                    let (part, rest) = least.div_rem(&UBig::from(lacking));
                    if rest.is_zero() {
                        assert!(least <= solved(part).denominator);
                    }
                }
            }
        }
    }

    /// By elimination without fractions [Bareiss].
    fn determinant(matrix: &Sparse) -> UBig {
        let n = matrix.n_rows();
        let mut a = vec![vec![IBig::ZERO; n]; n];
        for (i, row) in a.iter_mut().enumerate() {
            for (j, entry) in matrix.row(i) {
                row[j].clone_from(entry);
            }
        }
        let mut before = IBig::ONE;
        for k in 0..n - 1 {
            let pivot = (k..n).find(|i| !a[*i][k].is_zero()).unwrap();
            a.swap(k, pivot);
            for i in k + 1..n {
                for j in k + 1..n {
                    a[i][j] = (&a[i][j] * &a[k][k] - &a[i][k] * &a[k][j]) / &before;
                }
            }
            before.clone_from(&a[k][k]);
        }
        a[n - 1][n - 1].clone().into_parts().1
    }
}
