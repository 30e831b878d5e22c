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

use ironproof_number::scale::extend_denominator;
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
use crate::right::Right;
use crate::sparse::Sparse;

/// A factored square matrix.
pub(super) struct System {
    matrix: Sparse,
    transposed: Sparse,
    factors: Factors,
}

/// Solutions of at most so many digits are rebuilt from them; longer ones from a denominator.
pub(super) const FEW_DIGITS: usize = 16;
/// Bits by which numerator and denominator together must be shorter than the modulus.
const MARGIN: usize = 16;
/// Combinations, and the bits of their weights.
const N_PROBES: usize = 3;
const WEIGHT_BITS: usize = 13;
/// Bits that a digit has at least.
const DIGIT_BITS: usize = 60;

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

    /// A x = b, or A'y = c.
    pub(super) fn equations(&self, side: Side) -> Equations<'_> {
        let matrix = match side {
            Side::Right => &self.matrix,
            Side::Left => &self.transposed,
        };
        Equations::new(matrix, &self.factors, side)
    }

    /// x with A x = b.
    pub(super) fn solve(&self, b: &[IBig], deadline: Instant) -> Result<Solution, OutOfTime> {
        lift(&self.equations(Side::Right), b, deadline)
    }

    /// y with A'y = c.
    pub(super) fn solve_transposed(
        &self,
        c: &[IBig],
        deadline: Instant,
    ) -> Result<Solution, OutOfTime> {
        lift(&self.equations(Side::Left), c, deadline)
    }
}

/// The solution over one denominator.
pub(super) fn lift(
    equations: &Equations<'_>,
    b: &[IBig],
    deadline: Instant,
) -> Result<Solution, OutOfTime> {
    let solution = lift_at_most(equations, b, usize::MAX, deadline)?;
    Ok(solution.unwrap_or_else(|| unreachable!("digits go on")))
}

/// The solution; `None` if more digits would be needed.
pub(super) fn lift_at_most(
    equations: &Equations<'_>,
    b: &[IBig],
    most_digits: usize,
    deadline: Instant,
) -> Result<Option<Solution>, OutOfTime> {
    if b.iter().all(IBig::is_zero) {
        let numerators = vec![IBig::ZERO; b.len()];
        return Ok(Some(Solution { numerators, denominator: UBig::ONE }));
    }
    let (matrix, field) = (equations.matrix, equations.field);
    let mut lifted = Lifted::new(equations, b);
    let mut few: Vec<Vec<u64>> = Vec::new();
    while lifted.n_digits < most_digits {
        let digit = lifted.next(deadline)?;
        if lifted.n_digits <= FEW_DIGITS {
            few.push(digit);
        } else {
            few.clear();
        }
        let Some((common, modulus)) = lifted.common() else { continue };
        let found = if lifted.n_digits <= FEW_DIGITS {
            let found = rebuild(&few, field, common.denominator, &modulus);
            found.filter(|solution| is_solution(matrix, solution, b))
        } else {
            numerators(equations, &Right::short(b), common, lifted.n_digits, deadline)?
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The solution for a right side with long numbers. Its denominator is that of short random ones.
pub(super) fn lift_long(
    equations: &Equations<'_>,
    right: &Right,
    deadline: Instant,
) -> Result<Solution, OutOfTime> {
    let short = right.short.iter().map(length).max().unwrap_or(0) + bits(&right.scale);
    let longest = right.long.iter().map(|(_, long)| length(long)).max().unwrap_or(0).max(short);
    let mut denominator = UBig::ONE;
    let mut state = 1_u64;
    loop {
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            IBig::from(state >> (64 - WEIGHT_BITS))
        };
        let b: Vec<IBig> = (0..right.n_rows()).map(|_| random()).collect();
        let mut lifted = Lifted::new(equations, &b);
        let found = loop {
            lifted.next(deadline)?;
            if let Some((common, _)) = lifted.common() {
                break common;
            }
        };
        extend_denominator(&mut denominator, &found.denominator);
        let numerator_bits = found.numerator_bits + longest;
        let most_digits = lifted.n_digits + numerator_bits / DIGIT_BITS;
        let common = Common { denominator: denominator.clone(), numerator_bits };
        if let Some(found) = numerators(equations, right, common, most_digits, deadline)? {
            return Ok(found);
        }
    }
}

/// A solution digit by digit.
struct Lifted<'a> {
    equations: &'a Equations<'a>,
    residual: Residual,
    probes: Probes,
    work: Vec<u64>,
    n_digits: usize,
    next_attempt: usize,
}

impl<'a> Lifted<'a> {
    fn new(equations: &'a Equations<'a>, b: &[IBig]) -> Self {
        Self {
            equations,
            residual: Residual::new(equations.width, b),
            probes: Probes::new(equations.field),
            work: Vec::with_capacity(b.len()),
            n_digits: 0,
            next_attempt: 3,
        }
    }

    /// The next digit of each unknown.
    fn next(&mut self, deadline: Instant) -> Result<Vec<u64>, OutOfTime> {
        check(deadline)?;
        let &Equations { matrix, field, width, .. } = self.equations;
        let mut digit = self.residual.modulo(field);
        self.equations.solve(&mut digit, &mut self.work);
        // Digits are below 2^61.
        self.residual.step((matrix, width), field, |j| digit[j].cast_signed());
        self.probes.add(&digit);
        self.n_digits += 1;
        Ok(digit)
    }

    /// The denominator that the digits so far determine, and what they are modulo. It is not asked for at every digit: the
    /// longer they are, the less an attempt costs beside a step.
    fn common(&mut self) -> Option<(Common, UBig)> {
        if self.n_digits < self.next_attempt {
            return None;
        }
        self.next_attempt +=
            1 + self.next_attempt / if self.n_digits <= FEW_DIGITS { 4 } else { 20 };
        let modulus = UBig::from(self.equations.field.prime).pow(self.n_digits);
        self.probes.common(&modulus).map(|common| (common, modulus))
    }
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
