//! Exact solutions of sparse square integer systems, by p-adic lifting [Dixon82].
//!
//! ```text
//!     A x = b,  r_0 = b
//!     d_k = A^-1 r_k mod p,   r_{k+1} = (r_k - A d_k) / p,   x = sum_k d_k p^k mod p^K
//! ```
//!
//! The division is exact, residuals stay as short as A, and each digit costs one solve with sparse
//! factors in machine words. When K digits determine the fractions, they are rebuilt over a common
//! denominator, which comes from one random combination of them, and multiplied back: only that check
//! is trusted.
//!
//! # References
//! [Dixon82] J. D. Dixon, Exact solution of linear equations using p-adic expansions.

use std::time::Instant;

use ironproof_number::ops::RemEuclid;
use ironproof_number::{IBig, Sign, UBig};

use crate::OutOfTime;
use crate::deadline::check;
use crate::factor::{Dependent, Factors};
use crate::field::{Field, PRIMES};
use crate::rebuild::{bits, fraction, symmetric};
use crate::sparse::Sparse;

/// A factored square matrix.
pub(super) struct System {
    matrix: Sparse,
    transposed: Sparse,
    factors: Factors,
    field: Field,
}

/// A vector over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    pub(super) numerators: Vec<IBig>,
    pub(super) denominator: UBig,
}

/// Residuals of at most this size, and rows of at most this sum, keep the words from overflowing.
const WORD_RESIDUAL: i128 = 1 << 110;
const WORD_ROW: i128 = 1 << 62;
/// Bits by which numerator and denominator together must be shorter than the modulus.
const MARGIN: usize = 16;

impl System {
    /// Factors the matrix; if it is singular, says so with what to leave out.
    pub(super) fn new(
        matrix: Sparse,
        deadline: Instant,
    ) -> Result<Result<Self, Dependent>, OutOfTime> {
        let n = matrix.n_rows();
        let mut dependent = None;
        for prime in PRIMES {
            let field = Field { prime };
            match Factors::new(&matrix, field, deadline)? {
                Ok(factors) => {
                    let transposed = matrix.transposed(n);
                    return Ok(Ok(Self { matrix, transposed, factors, field }));
                }
                Err(left) => dependent = Some(left),
            }
        }
        Ok(Err(dependent.unwrap_or(Dependent { rows: Vec::new(), columns: Vec::new() })))
    }

    /// x with A x = b.
    pub(super) fn solve(&self, b: &[IBig], deadline: Instant) -> Result<Solution, OutOfTime> {
        lift(&self.matrix, self.field, b, deadline, |digit, work| self.factors.solve(digit, work))
    }

    /// y with A'y = c.
    pub(super) fn solve_transposed(
        &self,
        c: &[IBig],
        deadline: Instant,
    ) -> Result<Solution, OutOfTime> {
        let solve =
            |digit: &mut [u64], work: &mut Vec<u64>| self.factors.solve_transposed(digit, work);
        lift(&self.transposed, self.field, c, deadline, solve)
    }
}

fn lift(
    matrix: &Sparse,
    field: Field,
    b: &[IBig],
    deadline: Instant,
    solve: impl Fn(&mut [u64], &mut Vec<u64>),
) -> Result<Solution, OutOfTime> {
    if b.iter().all(IBig::is_zero) {
        let numerators = vec![IBig::ZERO; b.len()];
        return Ok(Solution { numerators, denominator: UBig::ONE });
    }
    let mut residual = Residual::new(matrix, b);
    let mut digits: Vec<Vec<u64>> = Vec::new();
    let mut probe = Probe::new(field);
    let mut work = Vec::with_capacity(b.len());
    let mut next_attempt = 3;
    loop {
        let mut digit = residual.modulo(field);
        solve(&mut digit, &mut work);
        residual.step(matrix, field, &digit);
        probe.add(&digit);
        digits.push(digit);
        if digits.len() < next_attempt {
            continue;
        }
        check(deadline)?;
        let modulus = UBig::from(field.prime).pow(digits.len());
        if let Some(denominator) = probe.denominator(&modulus)
            && let Some(solution) = rebuild(&digits, field, denominator, &modulus)
            && is_solution(matrix, &solution, b)
        {
            return Ok(solution);
        }
        next_attempt += 1 + next_attempt / 4;
    }
}

/// A combination of the unknowns with small weights, digit by digit: its denominator is the common one
/// but for small factors.
struct Probe {
    field: Field,
    digits: Vec<u64>,
    carry: u128,
}

impl Probe {
    fn new(field: Field) -> Self {
        Self { field, digits: Vec::new(), carry: 0 }
    }

    fn add(&mut self, digit: &[u64]) {
        let mut weight = 1_u64;
        let mut sum = self.carry;
        for value in digit {
            // Full period modulo 2^16; the low bits would repeat too soon.
            weight = (weight * 25_173 + 13_849) & 0xffff;
            sum += u128::from(*value) * u128::from((weight >> 4) + 1);
        }
        let digit = self.field.reduce(sum);
        self.digits.push(digit);
        self.carry = (sum - u128::from(digit)) / u128::from(self.field.prime);
    }

    fn denominator(&self, modulus: &UBig) -> Option<UBig> {
        fraction(&from_digits(self.field, &self.digits), modulus)
            .map(|(_, denominator)| denominator)
    }
}

/// The number with these digits, the lowest first.
fn from_digits(field: Field, digits: &[u64]) -> UBig {
    let highest_first: Vec<u64> = digits.iter().rev().copied().collect();
    // The digits are below the base, which is all that could be wrong but for an empty list: zero.
    UBig::from_digits(field.prime, &highest_first).unwrap_or(UBig::ZERO)
}

/// The unknowns over a common denominator, if `digits` determine them clearly.
///
/// `denominator` is a divisor of the common one, nearly all of it: small factors may have cancelled in
/// the combination. An unknown that it does not make short has its own fraction rebuilt, and the factor
/// found is multiplied in.
fn rebuild(
    digits: &[Vec<u64>],
    field: Field,
    mut denominator: UBig,
    modulus: &UBig,
) -> Option<Solution> {
    let n = digits.first().map_or(0, Vec::len);
    let mut numerators: Vec<IBig> = Vec::with_capacity(n);
    let mut own = vec![0; digits.len()];
    for j in 0..n {
        let mut n_digits = 0;
        for (k, digit) in digits.iter().enumerate() {
            own[k] = digit[j];
            if own[k] != 0 {
                n_digits = k + 1;
            }
        }
        let value = symmetric(&denominator * from_digits(field, &own[..n_digits]), modulus);
        let (sign, size) = value.into_parts();
        if bits(&size) + bits(&denominator) + MARGIN < bits(modulus) {
            numerators.push(IBig::from_parts(sign, size));
            continue;
        }
        let residue = match sign {
            Sign::Positive => size,
            Sign::Negative => modulus - size,
        };
        let (numerator, factor) = fraction(&residue, modulus)?;
        let multiplier = IBig::from(factor.clone());
        for value in &mut numerators {
            *value *= &multiplier;
        }
        numerators.push(numerator);
        denominator *= factor;
    }
    Some(Solution { numerators, denominator })
}

/// A (numerators) = denominator b
fn is_solution(matrix: &Sparse, solution: &Solution, b: &[IBig]) -> bool {
    let denominator = IBig::from(solution.denominator.clone());
    b.iter().enumerate().all(|(i, b)| matrix.dot(i, &solution.numerators) == b * &denominator)
}

/// The residual, in machine words when it fits.
enum Residual {
    Words(Vec<i128>),
    Big(Vec<IBig>),
}

impl Residual {
    fn new(matrix: &Sparse, b: &[IBig]) -> Self {
        let big = Self::Big(b.to_vec());
        if can_use_words(matrix) { big.shortened() } else { big }
    }

    /// In words, if all fit.
    fn shortened(self) -> Self {
        let Self::Big(values) = &self else { return self };
        let word = |value: &IBig| {
            i128::try_from(value).ok().filter(|word| (-WORD_RESIDUAL..WORD_RESIDUAL).contains(word))
        };
        match values.iter().map(word).collect::<Option<Vec<_>>>() {
            Some(words) => Self::Words(words),
            None => self,
        }
    }

    fn modulo(&self, field: Field) -> Vec<u64> {
        match self {
            Self::Words(values) => values.iter().map(|value| field.of(*value)).collect(),
            Self::Big(values) => {
                let prime = IBig::from(field.prime);
                let residue = |value: &IBig| value.rem_euclid(&prime);
                values.iter().map(|value| u64::try_from(residue(value)).unwrap_or(0)).collect()
            }
        }
    }

    /// (r - A d) / p
    fn step(&mut self, matrix: &Sparse, field: Field, digit: &[u64]) {
        match self {
            Self::Words(values) => {
                let inverse = inverse_of_odd(i128::from(field.prime));
                for (i, value) in values.iter_mut().enumerate() {
                    let mut sum = *value;
                    for at in matrix.starts[i]..matrix.starts[i + 1] {
                        sum -= i128::from(matrix.words[at]) * i128::from(digit[matrix.index[at]]);
                    }
                    *value = sum.wrapping_mul(inverse);
                }
            }
            Self::Big(values) => {
                let prime = IBig::from(field.prime);
                for (i, value) in values.iter_mut().enumerate() {
                    let mut sum = std::mem::replace(value, IBig::ZERO);
                    for (j, entry) in matrix.row(i) {
                        if digit[j] != 0 {
                            sum -= entry * digit[j];
                        }
                    }
                    debug_assert!((&sum % &prime).is_zero(), "digits solve the system modulo p");
                    *value = sum / &prime;
                }
                if can_use_words(matrix) {
                    *self = std::mem::replace(self, Self::Big(Vec::new())).shortened();
                }
            }
        }
    }
}

/// The inverse of an odd number modulo 2^128. Multiplying by it divides exactly, if the division is
/// exact, several times faster than dividing.
fn inverse_of_odd(odd: i128) -> i128 {
    // Newton: each step doubles the number of right low bits; odd * odd = 1 modulo 8.
    let mut inverse = odd;
    for _ in 0..6 {
        let error = 2_i128.wrapping_sub(odd.wrapping_mul(inverse));
        inverse = inverse.wrapping_mul(error);
    }
    inverse
}

fn can_use_words(matrix: &Sparse) -> bool {
    let row_sum = |i: usize| {
        let words = &matrix.words[matrix.starts[i]..matrix.starts[i + 1]];
        words.iter().map(|word| i128::from(*word).abs()).sum::<i128>()
    };
    matrix.words.len() == matrix.index.len() && (0..matrix.n_rows()).all(|i| row_sum(i) < WORD_ROW)
}
