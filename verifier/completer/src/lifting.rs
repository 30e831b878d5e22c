//! The solution of a square system B x = b of integers by p-adic lifting [Dixon 1982].
//!
//! B is eliminated once modulo the prime p = 2^61 - 1. Then, from r = b, each step solves B d = r modulo p
//! and replaces r by (r - B d) / p; the vectors d are the digits of x in base p.
//!
//! The denominator D of x is the common one of some random sums of its entries. Then B (D x) = D b is solved
//! in the same way, where a digit of D b joins r in each step: D x is integral, so its digits, between -p/2 and
//! p/2, end, and r becomes zero. If D lacks a factor, this does not happen, and other sums are tried too.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, Gcd};

use crate::Incomplete;
use crate::budget::{Budget, MAX_BITS};
use crate::digits::{Digits, balanced, base_p, number, powers};
use crate::eliminate::{Factors, eliminate};
use crate::fraction::fraction;
use crate::modular::{P, modulo_p};
use crate::residual::{Matrix, Residual, Row};

/// Random sums at a time: one lacks the factor q of the denominator with chance 1/q, and all of them rarely.
const N_SUMS: usize = 4;

/// A system that is eliminated modulo p.
struct System<'a> {
    matrix: Matrix<'a>,
    right: &'a [IBig],
    factors: Factors,
    /// Products of a step.
    work: usize,
}

/// x as integers over one positive denominator.
pub(crate) fn solve(
    rows: &[Row],
    right: &[IBig],
    budget: &mut Budget,
) -> Result<(Vec<IBig>, IBig), Incomplete> {
    let modular = |row: &Row| {
        let entries = row.iter().map(|(j, value)| (*j, modulo_p(value)));
        entries.filter(|(_, value)| *value != 0).collect()
    };
    let factors = eliminate(rows.iter().map(modular).collect(), budget)?;
    let n_words = |value: &IBig| 1 + value.bit_len() / 64;
    let words: usize = rows.iter().flatten().map(|(_, value)| n_words(value)).sum();
    let longest = right.iter().map(n_words).max().unwrap_or(0);
    let work = factors.n_products() + 2 * words + longest;
    let system = System { matrix: Matrix::new(rows), right, factors, work };
    let (mut seed, mut denominator) = (1, IBig::ONE);
    loop {
        let n_digits = system.denominator(&mut denominator, &mut seed, budget)?;
        if let Some(numerators) = system.numerators(&denominator, n_digits, budget)? {
            return Ok((numerators, denominator));
        }
    }
}

impl System<'_> {
    /// The next digits of a solution, whose product is this residual modulo p.
    fn digits(&self, residual: &Residual) -> Vec<u64> {
        self.factors.solve(residual.modulo_p())
    }

    /// Joins the denominators of some random sums of the unknowns to this one, and says how many digits determined them.
    fn denominator(
        &self,
        denominator: &mut IBig,
        seed: &mut u64,
        budget: &mut Budget,
    ) -> Result<usize, Incomplete> {
        let mut weight = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (*seed >> 48) + 1
        };
        let weights: Vec<[u64; N_SUMS]> =
            self.right.iter().map(|_| [(); N_SUMS].map(|()| weight())).collect();
        let mut residual = Residual::zero(&self.matrix, self.right);
        residual.add(self.right, 1);
        let mut sums: [Vec<i64>; N_SUMS] = Default::default();
        let (mut carries, mut next_try) = ([0_u128; N_SUMS], 4);
        for n_digits in 1.. {
            budget.spend(self.work + N_SUMS * weights.len())?;
            let next = self.digits(&residual);
            for (digit, weights) in next.iter().zip(&weights) {
                for (carry, weight) in carries.iter_mut().zip(weights) {
                    *carry += u128::from(*digit) * u128::from(*weight);
                }
            }
            for (sum, carry) in sums.iter_mut().zip(&mut carries) {
                sum.push(i64::try_from(*carry % u128::from(P)).expect("61 bits"));
                *carry /= u128::from(P);
            }
            let next: Vec<i64> = next.into_iter().map(u64::cast_signed).collect();
            residual.step(&self.matrix, &next);
            if n_digits < next_try {
                continue;
            }
            next_try += 1 + next_try / 8;
            let found = joined(denominator, &sums, budget)?;
            if let Some(found) = found {
                *denominator = found;
                return Ok(n_digits);
            }
            let most = 2 * MAX_BITS / 61;
            if n_digits == most {
                break;
            }
            next_try = next_try.min(most);
        }
        Err(Incomplete::TooLarge("the answer of the basis has more than 128,000 binary digits"))
    }

    /// x times this denominator, if it is integral with at most so many digits.
    fn numerators(
        &self,
        denominator: &IBig,
        n_digits: usize,
        budget: &mut Budget,
    ) -> Result<Option<Vec<IBig>>, Incomplete> {
        let (parts, n) = (base_p(denominator), self.right.len());
        let mut residual = Residual::zero(&self.matrix, self.right);
        let mut digits = Digits::new(n);
        for k in 0..n_digits.max(parts.len()) + 2 {
            budget.spend(self.work)?;
            if k % 64 == 0 {
                budget.keep(n, 61 * k)?;
            }
            if let Some(part) = parts.get(k) {
                residual.add(self.right, *part);
            }
            let next: Vec<i64> = self.digits(&residual).into_iter().map(balanced).collect();
            residual.step(&self.matrix, &next);
            digits.push(next);
            if parts.len() <= k + 1 && residual.is_zero() {
                budget.keep(n, 61 * k)?;
                budget.spend(n * k * k / 4)?;
                return Ok(Some(digits.numbers(k + 1)));
            }
        }
        Ok(None)
    }
}

/// The common denominator of these sums and another, if their digits determine them.
fn joined(
    denominator: &IBig,
    sums: &[Vec<i64>; N_SUMS],
    budget: &mut Budget,
) -> Result<Option<IBig>, Incomplete> {
    let n_digits = sums[0].len();
    let (powers, modulus) = (powers(n_digits), IBig::from(P).pow(n_digits));
    let mut joined = denominator.clone();
    for sum in sums {
        // Euclid's algorithm takes as many steps, 30 at once, as the numbers have words.
        budget.spend(10 * n_digits * n_digits)?;
        let Some(found) = fraction(&number(sum, &powers), &modulus) else { return Ok(None) };
        if !(&joined % &found).is_zero() {
            joined = &joined / IBig::from((&joined).gcd(&found)) * found;
        }
    }
    Ok(Some(joined))
}
