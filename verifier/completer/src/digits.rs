//! Digits in base p of many numbers, or of one, and the numbers that they make.

use dashu_int::IBig;

use crate::modular::{P, modulo_p};

/// The digits of many numbers, which come in turns: one digit of each.
pub(crate) struct Digits {
    /// The last turns. Memory takes many digits of a number at once more quickly than one.
    recent: Vec<Vec<i64>>,
    stored: Vec<Vec<i64>>,
}

impl Digits {
    pub(crate) fn new(n: usize) -> Digits {
        Digits { recent: Vec::new(), stored: vec![Vec::new(); n] }
    }

    pub(crate) fn push(&mut self, turn: Vec<i64>) {
        self.recent.push(turn);
        if self.recent.len() == 32 {
            self.store();
        }
    }

    fn store(&mut self) {
        for (j, digits) in self.stored.iter_mut().enumerate() {
            digits.extend(self.recent.iter().map(|turn| turn[j]));
        }
        self.recent.clear();
    }

    /// The numbers after so many turns.
    pub(crate) fn numbers(mut self, n_turns: usize) -> Vec<IBig> {
        self.store();
        let powers = powers(n_turns);
        self.stored.iter().map(|digits| number(digits, &powers)).collect()
    }
}

/// A digit as the number between -p/2 and p/2 that is the same modulo p.
pub(crate) fn balanced(digit: u64) -> i64 {
    let digit = digit.cast_signed();
    if P.cast_signed() / 2 < digit { digit - P.cast_signed() } else { digit }
}

/// The digits of a number that is not negative, the lowest first.
pub(crate) fn base_p(number: &IBig) -> Vec<i64> {
    let (mut rest, mut digits) = (number.clone(), Vec::new());
    while !rest.is_zero() {
        digits.push(modulo_p(&rest).cast_signed());
        rest /= P;
    }
    digits
}

/// p, p^2, p^4, ..., as far as numbers of so many digits need them.
pub(crate) fn powers(n_digits: usize) -> Vec<IBig> {
    let mut powers = vec![IBig::from(P)];
    while 1 << powers.len() < n_digits {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    powers
}

/// The number with these digits in base p, the lowest first.
pub(crate) fn number(digits: &[i64], powers: &[IBig]) -> IBig {
    if digits.len() <= 16 {
        return digits.iter().rev().fold(IBig::ZERO, |sum, digit| sum * P + *digit);
    }
    let level = usize::try_from(digits.len().next_power_of_two().ilog2()).expect("few") - 1;
    let (low, high) = digits.split_at(1 << level);
    number(low, powers) + number(high, powers) * &powers[level]
}
