//! The solution of a square system B x = b of integers by p-adic lifting [Dixon 1982].
//!
//! B is eliminated once modulo the prime p = 2^61 - 1. Then, from r = b, each step solves B d = r modulo p
//! and replaces r by (r - B d) / p; the vectors d are the digits of x in base p.
//!
//! The denominator D of x comes from the digits of a random sum of its entries. Then B (D x) = D b is solved
//! in the same way, where a digit of D b joins r in each step: D x is integral, so its digits, between -p/2 and
//! p/2, end, and r becomes zero. If D lacks a factor, this does not happen, and another sum is tried.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::Incomplete;
use crate::budget::{Budget, MAX_BITS};
use crate::eliminate::{Step, eliminate, n_products, solve as solve_mod_p};
use crate::fraction::fraction;
use crate::modular::{P, modulo_p};
use crate::residual::{Residual, Row};

/// A system that is eliminated modulo p.
struct System<'a> {
    rows: &'a [Row],
    right: &'a [IBig],
    steps: Vec<Step>,
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
    let steps = eliminate(rows.iter().map(modular).collect(), budget)?;
    let n_words = |value: &IBig| 1 + value.bit_len() / 64;
    let words: usize = rows.iter().flatten().map(|(_, value)| n_words(value)).sum();
    let longest = right.iter().map(n_words).max().unwrap_or(0);
    let system = System { rows, right, work: n_products(&steps) + 2 * words + longest, steps };
    let mut seed = 1;
    loop {
        let (denominator, n_digits) = system.denominator(&mut seed, budget)?;
        if let Some(numerators) = system.numerators(&denominator, n_digits, budget)? {
            return Ok((numerators, denominator));
        }
    }
}

impl System<'_> {
    /// The denominator of a random sum of the unknowns, and the number of digits that determined it.
    fn denominator(
        &self,
        seed: &mut u64,
        budget: &mut Budget,
    ) -> Result<(IBig, usize), Incomplete> {
        let mut weight = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (*seed >> 48) + 1
        };
        let weights: Vec<u64> = self.rows.iter().map(|_| weight()).collect();
        let mut residual = Residual::new(self.rows, self.right);
        let (mut digits, mut carry, mut next_try) = (Vec::new(), 0_u128, 4);
        loop {
            budget.spend(self.work)?;
            let next = solve_mod_p(&self.steps, residual.modulo_p());
            residual.step(self.rows, |j| next[j].cast_signed());
            let terms = next.iter().zip(&weights);
            let sum = terms.fold(carry, |sum, (d, w)| sum + u128::from(*d) * u128::from(*w));
            carry = sum / u128::from(P);
            digits.push(i64::try_from(sum % u128::from(P)).expect("61 bits"));
            if digits.len() < next_try {
                continue;
            }
            // Euclid's algorithm takes as many steps, 30 at once, as the numbers have words.
            budget.spend(10 * digits.len() * digits.len())?;
            next_try += 1 + next_try / 8;
            let modulus = IBig::from(P).pow(digits.len());
            let residue = number(&digits, &powers(digits.len()));
            if let Some(denominator) = fraction(&residue, &modulus) {
                return Ok((denominator, digits.len()));
            }
            let most = 2 * MAX_BITS / 61;
            if digits.len() == most {
                return Err(Incomplete::TooLarge(
                    "the answer of the basis has more than 128,000 binary digits",
                ));
            }
            next_try = next_try.min(most);
        }
    }

    /// x times this denominator, if it is integral with at most so many digits.
    fn numerators(
        &self,
        denominator: &IBig,
        n_digits: usize,
        budget: &mut Budget,
    ) -> Result<Option<Vec<IBig>>, Incomplete> {
        let parts = base_p(denominator);
        let mut residual = Residual::zero(self.rows, self.right);
        let mut digits: Vec<Vec<i64>> = vec![Vec::new(); self.rows.len()];
        for k in 0..n_digits + 2 {
            budget.spend(self.work)?;
            if k % 64 == 0 {
                budget.keep(self.rows.len(), 61 * k)?;
            }
            if let Some(part) = parts.get(k) {
                residual.add(self.right, *part);
            }
            let next = solve_mod_p(&self.steps, residual.modulo_p());
            let next: Vec<i64> = next.into_iter().map(balanced).collect();
            residual.step(self.rows, |j| next[j]);
            for (digits, next) in digits.iter_mut().zip(next) {
                digits.push(next);
            }
            if parts.len() <= k + 1 && residual.is_zero() {
                let powers = powers(k + 1);
                budget.keep(self.rows.len(), 61 * k)?;
                budget.spend(self.rows.len() * k * k / 4)?;
                return Ok(Some(digits.iter().map(|digits| number(digits, &powers)).collect()));
            }
        }
        Ok(None)
    }
}

/// A digit as the number between -p/2 and p/2 that is the same modulo p.
fn balanced(digit: u64) -> i64 {
    let digit = digit.cast_signed();
    if P.cast_signed() / 2 < digit { digit - P.cast_signed() } else { digit }
}

/// The digits of a number that is not negative, the lowest first.
fn base_p(number: &IBig) -> Vec<i64> {
    let (mut rest, mut digits) = (number.clone(), Vec::new());
    while !rest.is_zero() {
        digits.push(modulo_p(&rest).cast_signed());
        rest /= P;
    }
    digits
}

/// p, p^2, p^4, ..., as far as numbers of so many digits need them.
fn powers(n_digits: usize) -> Vec<IBig> {
    let mut powers = vec![IBig::from(P)];
    while 1 << powers.len() < n_digits {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    powers
}

/// The number with these digits in base p, the lowest first.
fn number(digits: &[i64], powers: &[IBig]) -> IBig {
    if digits.len() <= 16 {
        return digits.iter().rev().fold(IBig::ZERO, |sum, digit| sum * P + *digit);
    }
    let level = usize::try_from(digits.len().next_power_of_two().ilog2()).expect("few") - 1;
    let (low, high) = digits.split_at(1 << level);
    number(low, powers) + number(high, powers) * &powers[level]
}
