//! Exact solutions of sparse square integer systems, by p-adic lifting [Dixon82].
//!
//! ```text
//!     A x = b,  r_0 = b
//!     d_k = A^-1 r_k mod p,   r_{k+1} = (r_k - A d_k) / p,   x = sum_k d_k p^k mod p^K
//! ```
//!
//! The division is exact, residuals stay as short as A, and each digit costs one solve with sparse
//! factors in machine words. When K digits determine the fractions, they have a common denominator D, which
//! comes from random combinations of them.
//!
//! If K is small, the fractions are rebuilt from their digits, and multiplied back. Otherwise the digits of
//! all unknowns would take long to become numbers, and are not kept. Instead A (D x) = D b is solved in the
//! same way: D x is integral, so its digits end, after about half as many steps (`numerators`). That the
//! residual is then zero proves the solution.
//!
//! # References
//! [Dixon82] J. D. Dixon, Exact solution of linear equations using p-adic expansions.

use std::time::Instant;

use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::deadline::check;
use crate::equations::{Equations, Side};
use crate::factor::{Dependent, Factors};
use crate::field::{Field, PRIMES};
use crate::numerators::{Common, Solution, numerators};
use crate::radix::Radix;
use crate::rebuild::{bits, fraction, length, residue, symmetric};
use crate::residual::Residual;
use crate::sparse::Sparse;

/// A factored square matrix.
pub(super) struct System {
    matrix: Sparse,
    transposed: Sparse,
    factors: Factors,
}

/// Solutions of at most so many digits are rebuilt from them; longer ones from a denominator.
const FEW_DIGITS: usize = 16;
/// Bits by which numerator and denominator together must be shorter than the modulus.
const MARGIN: usize = 16;
/// Combinations, and the bits of their weights.
const N_PROBES: usize = 3;
const WEIGHT_BITS: usize = 13;

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
                    return Ok(Ok(Self { matrix, transposed, factors }));
                }
                Err(left) => dependent = Some(left),
            }
        }
        Ok(Err(dependent.unwrap_or(Dependent { rows: Vec::new(), columns: Vec::new() })))
    }

    /// x with A x = b.
    pub(super) fn solve(&self, b: &[IBig], deadline: Instant) -> Result<Solution, OutOfTime> {
        let equations = Equations::new(&self.matrix, &self.factors, Side::Right);
        lift(&equations, b, deadline)
    }

    /// y with A'y = c.
    pub(super) fn solve_transposed(
        &self,
        c: &[IBig],
        deadline: Instant,
    ) -> Result<Solution, OutOfTime> {
        let equations = Equations::new(&self.transposed, &self.factors, Side::Left);
        lift(&equations, c, deadline)
    }
}

fn lift(equations: &Equations<'_>, b: &[IBig], deadline: Instant) -> Result<Solution, OutOfTime> {
    if b.iter().all(IBig::is_zero) {
        let numerators = vec![IBig::ZERO; b.len()];
        return Ok(Solution { numerators, denominator: UBig::ONE });
    }
    let (matrix, field, width) = (equations.matrix, equations.field, equations.width);
    let mut residual = Residual::new(width, b);
    let mut few: Vec<Vec<u64>> = Vec::new();
    let mut probes = Probes::new(field);
    let mut work = Vec::with_capacity(b.len());
    let mut next_attempt = 3;
    for n_digits in 1.. {
        check(deadline)?;
        let mut digit = residual.modulo(field);
        equations.solve(&mut digit, &mut work);
        // Digits are below 2^61.
        residual.step((matrix, width), field, |j| digit[j].cast_signed());
        probes.add(&digit);
        if n_digits <= FEW_DIGITS {
            few.push(digit);
        } else {
            few.clear();
        }
        if n_digits < next_attempt {
            continue;
        }
        let modulus = UBig::from(field.prime).pow(n_digits);
        if let Some(common) = probes.common(&modulus) {
            let found = if n_digits <= FEW_DIGITS {
                let found = rebuild(&few, field, common.denominator, &modulus);
                found.filter(|solution| is_solution(matrix, solution, b))
            } else {
                numerators(equations, b, common, n_digits, deadline)?
            };
            if let Some(solution) = found {
                return Ok(solution);
            }
        }
        // The longer the digits, the less an attempt costs beside a step.
        next_attempt += 1 + next_attempt / if n_digits <= FEW_DIGITS { 4 } else { 20 };
    }
    unreachable!("digits go on")
}

/// Combinations of the unknowns with small weights, digit by digit: their denominator is the common one
/// but for small factors, rarely.
struct Probes {
    field: Field,
    digits: [Vec<u64>; N_PROBES],
    carries: [u128; N_PROBES],
}

impl Probes {
    fn new(field: Field) -> Self {
        Self { field, digits: Default::default(), carries: Default::default() }
    }

    fn add(&mut self, digit: &[u64]) {
        let mut state = 1_u64;
        let mut sums = self.carries;
        for value in digit {
            // Full period modulo 2^64; the low bits would repeat too soon.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            for (k, sum) in sums.iter_mut().enumerate() {
                let weight = (state >> (64 - WEIGHT_BITS * (k + 1))) & ((1 << WEIGHT_BITS) - 1);
                *sum += u128::from(*value) * u128::from(weight + 1);
            }
        }
        for (k, sum) in sums.into_iter().enumerate() {
            let digit = self.field.reduce(sum);
            self.digits[k].push(digit);
            self.carries[k] = (sum - u128::from(digit)) / u128::from(self.field.prime);
        }
    }

    /// The denominator of all combinations, if the digits determine them clearly.
    fn common(&self, modulus: &UBig) -> Option<Common> {
        let radix = Radix::new(self.field, self.digits[0].len());
        let (numerator, denominator) = fraction(&radix.number(&self.digits[0]), modulus)?;
        let mut common = Common { denominator, numerator_bits: length(&numerator) };
        for digits in &self.digits[1..] {
            let value = symmetric(&common.denominator * radix.number(digits), modulus);
            if length(&value) + bits(&common.denominator) + MARGIN < bits(modulus) {
                common.numerator_bits = common.numerator_bits.max(length(&value));
            } else {
                let (_, factor) = fraction(&residue(value, modulus), modulus)?;
                common.numerator_bits += bits(&factor);
                common.denominator *= factor;
            }
        }
        Some(common)
    }
}

/// The unknowns over a common denominator, if `digits` determine them clearly.
///
/// `denominator` is a divisor of the common one, nearly all of it: small factors may have cancelled in
/// the combinations. An unknown that it does not make short has its own fraction rebuilt, and the factor
/// found is multiplied in.
fn rebuild(
    digits: &[Vec<u64>],
    field: Field,
    mut denominator: UBig,
    modulus: &UBig,
) -> Option<Solution> {
    let n = digits.first().map_or(0, Vec::len);
    let radix = Radix::new(field, digits.len());
    let mut numerators: Vec<IBig> = Vec::with_capacity(n);
    let mut own = vec![0; digits.len()];
    for j in 0..n {
        for (k, digit) in digits.iter().enumerate() {
            own[k] = digit[j];
        }
        let value = symmetric(&denominator * radix.number(&own), modulus);
        if length(&value) + bits(&denominator) + MARGIN < bits(modulus) {
            numerators.push(value);
            continue;
        }
        let (numerator, factor) = fraction(&residue(value, modulus), modulus)?;
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
