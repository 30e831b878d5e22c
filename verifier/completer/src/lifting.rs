//! The solution of a square system B x = b of integers by p-adic lifting [Dixon 1982].
//!
//! B is eliminated once modulo the prime p = 2^61 - 1. Then, from r = b, each step solves B d = r modulo p
//! and replaces r by (r - B d) / p; the vectors d are the digits of x in base p. When their number has grown
//! by half, fractions that fit the digits are tried, and taken if B times them is b, in integers.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, RemEuclid};

use crate::Incomplete;
use crate::budget::{Budget, MAX_BITS};
use crate::eliminate::{eliminate, n_products, solve as solve_mod_p};
use crate::modular::{P, modulo_p};

/// A row: its entries that are not zero, by increasing columns.
pub(crate) type Row = Vec<(usize, IBig)>;

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
    let per_step = n_products(&steps) + 2 * words + right.iter().map(n_words).max().unwrap_or(0);
    let mut residual = right.to_vec();
    // Of each entry of x. They become a number when one is needed, which takes longer than finding them.
    let mut digits: Vec<Vec<u64>> = vec![Vec::new(); rows.len()];
    let (mut n_digits, mut next_try) = (0, 4);
    loop {
        budget.spend(per_step)?;
        let next = solve_mod_p(&steps, residual.iter().map(modulo_p).collect());
        for (rest, row) in residual.iter_mut().zip(rows) {
            for (j, value) in row {
                if next[*j] != 0 {
                    *rest -= value * next[*j];
                }
            }
            if !rest.is_zero() {
                *rest /= P;
            }
        }
        for (digits, next) in digits.iter_mut().zip(next) {
            digits.push(next);
        }
        n_digits += 1;
        if n_digits < next_try {
            continue;
        }
        budget.keep(rows.len(), 61 * n_digits)?;
        next_try += 1 + next_try / 2;
        if let Some((x, denominator)) = fractions(&digits, n_digits, budget)? {
            let is_right = |(row, right): (&Row, &IBig)| {
                let products = row.iter().map(|(j, value)| value * &x[*j]);
                products.fold(IBig::ZERO, |sum, product| sum + product) == right * &denominator
            };
            budget.spend(words * n_digits)?;
            if rows.iter().zip(right).all(is_right) {
                return Ok((x, denominator));
            }
        }
        let most = 2 * MAX_BITS / 61;
        if n_digits == most {
            return Err(Incomplete::TooLarge(
                "the answer of the basis has more than 128,000 binary digits",
            ));
        }
        next_try = next_try.min(most);
    }
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
fn number(digits: &[u64], powers: &[IBig]) -> IBig {
    if digits.len() <= 8 {
        return digits.iter().rev().fold(IBig::ZERO, |sum, digit| sum * P + *digit);
    }
    let level = usize::try_from(digits.len().next_power_of_two().ilog2()).expect("few") - 1;
    let (low, high) = digits.split_at(1 << level);
    number(low, powers) + number(high, powers) * &powers[level]
}

/// Fractions over one denominator that have these digits in base p, if there are any of about half as many.
fn fractions(
    digits: &[Vec<u64>],
    n_digits: usize,
    budget: &mut Budget,
) -> Result<Option<(Vec<IBig>, IBig)>, Incomplete> {
    let modulus = &IBig::from(P).pow(n_digits);
    let powers = powers(n_digits);
    let bound = IBig::ONE << (modulus.bit_len() / 2 - 1);
    let words = 1 + modulus.bit_len() / 64;
    let mut denominator = IBig::ONE;
    let mut found = Vec::with_capacity(digits.len());
    for digits in digits {
        let residue = number(digits, &powers);
        budget.spend(words * (16 + denominator.bit_len() / 64))?;
        let mut rest = if denominator.is_one() {
            residue
        } else {
            IBig::from((residue * &denominator).rem_euclid(modulus))
        };
        if bound < rest && modulus - &rest <= bound {
            rest -= modulus;
        }
        let mut before = modulus.clone();
        // Invariant of Euclid's algorithm: rest = factor * residue * denominator modulo `modulus`. It takes as many
        // steps as the new factor of the denominator has digits, or fails.
        let (mut factor_before, mut factor) = (IBig::ZERO, IBig::ONE);
        while bound < rest {
            budget.spend(8 * words)?;
            let quotient = &before / &rest;
            let next = before - &quotient * &rest;
            (before, rest) = (rest, next);
            let next = factor_before - quotient * &factor;
            (factor_before, factor) = (factor, next);
        }
        if factor < IBig::ZERO {
            (rest, factor) = (-rest, -factor);
        }
        if !factor.is_one() {
            denominator *= factor;
            if bound < denominator {
                return Ok(None);
            }
        }
        found.push((rest, denominator.clone()));
    }
    let scaled = |(numerator, own): (IBig, IBig)| {
        if own == denominator { numerator } else { numerator * (&denominator / own) }
    };
    Ok(Some((found.into_iter().map(scaled).collect(), denominator.clone())))
}
