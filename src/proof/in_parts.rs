//! Solutions whose long denominators belong to parts: block by block.
//!
//! A block of one unknown follows from those before it by its equation. A larger one is a system of its own: what is known
//! of its equations goes to the right side, over the denominator of the parts that it comes from.
//!
//! The determinant of a block is a denominator of its unknowns. A short one becomes a factor of their part, a long one a
//! base of its own.

use std::time::Instant;

use ironproof_linear::duality::Vector;
use ironproof_number::ops::Gcd;
use ironproof_number::parts::{InPart, Parts};
use ironproof_number::scale::extend_denominator;
use ironproof_number::{IBig, UBig};

use crate::OutOfTime;
use crate::blocks::Blocks;
use crate::deadline::check;
use crate::equations::{Equations, Side};
use crate::factor::Factors;
use crate::lift::{FEW_DIGITS, System, lift, lift_at_most, lift_long};
use crate::numerators::Solution;
use crate::rebuild::bits;
use crate::right::Right;
use crate::sparse::Sparse;

/// Fewer unknowns are not taken apart.
const MANY_UNKNOWNS: usize = 200;
/// Bits of a denominator that is a factor, not a base.
const SHORT_BITS: usize = 1_000;

/// The unknowns of A x = b, or A'x = b. Short solutions are over one denominator.
pub(super) fn solve_in_parts(
    system: &System,
    side: Side,
    b: &[IBig],
    deadline: Instant,
) -> Result<Vector, OutOfTime> {
    let equations = system.equations(side);
    let most = if b.len() < MANY_UNKNOWNS { usize::MAX } else { FEW_DIGITS };
    match lift_at_most(&equations, b, most, deadline)? {
        Some(Solution { numerators, denominator }) => Ok(Vector::over(numerators, denominator)),
        None => Ok(by_blocks(&equations, b, deadline)?.gathered()),
    }
}

fn by_blocks(
    equations: &Equations<'_>,
    b: &[IBig],
    deadline: Instant,
) -> Result<Vector, OutOfTime> {
    let pivots = equations.order().steps;
    let mut known = Known {
        equations,
        b,
        numerators: vec![IBig::ZERO; b.len()],
        part: vec![0; b.len()],
        parts: Parts::one(UBig::ONE),
        place: vec![usize::MAX; b.len()],
    };
    for block in Blocks::new(equations.matrix, &pivots).iter() {
        check(deadline)?;
        if let [k] = block {
            known.follow(pivots[*k]);
        } else {
            let pivots: Vec<_> = block.iter().map(|k| pivots[*k]).collect();
            known.solve(&pivots, deadline)?;
        }
    }
    Ok(Vector::in_parts(known.numerators, known.part, known.parts))
}

/// The unknowns so far; zero for all others.
struct Known<'a> {
    equations: &'a Equations<'a>,
    b: &'a [IBig],
    numerators: Vec<IBig>,
    part: Vec<usize>,
    parts: Parts,
    /// Of the unknowns of the block at hand, which one it is.
    place: Vec<usize>,
}

impl Known<'_> {
    /// The unknown that follows from an equation.
    fn follow(&mut self, (equation, unknown): (usize, usize)) {
        let row = self.equations.matrix.row(equation);
        let (numerators, part) = (&self.numerators, &self.part);
        let is_known = |(j, _): &(usize, &IBig)| !numerators[*j].is_zero();
        let term = |(j, entry): (usize, &IBig)| (part[j], -(entry * &numerators[j]));
        let terms = row.clone().filter(is_known).map(term);
        let terms = terms.chain([(0, self.b[equation].clone())]);
        let (part, rest) = self.parts.reduced_sum(terms);
        let pivot = row.clone().find(|(j, _)| *j == unknown).map(|(_, entry)| entry);
        let (part, numerator) = self.quotient((part, rest), pivot.unwrap_or(&IBig::ONE));
        (self.part[unknown], self.numerators[unknown]) = (part, numerator);
    }

    fn quotient(&mut self, (part, x): InPart, divisor: &IBig) -> InPart {
        let (sign, size) = divisor.clone().into_parts();
        let x = x * IBig::from_parts(sign, UBig::ONE);
        if size.is_one() || x.is_zero() {
            return (part, x);
        }
        let (quotient, rest) = x.div_rem(&size);
        if rest.is_zero() {
            return (part, quotient);
        }
        let shared = (&rest).gcd(&size);
        let x = if shared.is_one() { x } else { x.div_rem(&shared).0 };
        (self.parts.with_factor(part, &(size / shared)), x)
    }

    /// The unknowns of a block of several equations.
    fn solve(&mut self, pivots: &[(usize, usize)], deadline: Instant) -> Result<(), OutOfTime> {
        for (k, (_, unknown)) in pivots.iter().enumerate() {
            self.place[*unknown] = k;
        }
        let matrix = Sparse::new(pivots.iter().map(|(equation, _)| {
            let place = &self.place;
            let inside = self.equations.matrix.row(*equation).map(|(j, entry)| (place[j], entry));
            inside.filter(|(k, _)| *k != usize::MAX).map(|(k, entry)| (k, entry.clone()))
        }));
        let (base, factor) = self.needed(pivots);
        let right = self.right(pivots, base, &factor);
        for (_, unknown) in pivots {
            self.place[*unknown] = usize::MAX;
        }
        // The matrix is regular modulo the prime, so each block on its diagonal is.
        let factors = Factors::new(&matrix, self.equations.field, deadline)?;
        let factors = factors.unwrap_or_else(|_| unreachable!("a block of a regular matrix"));
        let block = Equations::new(&matrix, &factors, Side::Right);
        let solution = if right.is_short() {
            lift(&block, &right.short, deadline)?
        } else {
            lift_long(&block, &right, deadline)?
        };
        let part = if bits(&solution.denominator) <= SHORT_BITS {
            self.parts.part(base, factor * solution.denominator)
        } else {
            let base = self.parts.with_base(base, solution.denominator);
            self.parts.part(base, factor)
        };
        for ((_, unknown), numerator) in pivots.iter().zip(solution.numerators) {
            if !numerator.is_zero() {
                (self.part[*unknown], self.numerators[*unknown]) = (part, numerator);
            }
        }
        Ok(())
    }

    /// The base and the factor over which all known numbers of these equations are.
    fn needed(&mut self, pivots: &[(usize, usize)]) -> (usize, UBig) {
        let (mut base, mut factor) = (0, UBig::ONE);
        for (equation, _) in pivots {
            for (j, _) in self.equations.matrix.row(*equation) {
                if !self.numerators[j].is_zero() {
                    let part = self.part[j];
                    base = self.parts.join(base, self.parts.base(part)).0;
                    extend_denominator(&mut factor, self.parts.factor(part));
                }
            }
        }
        (base, factor)
    }

    /// The right sides of the equations, times base and factor.
    fn right(&mut self, pivots: &[(usize, usize)], base: usize, factor: &UBig) -> Right {
        let mut right =
            Right { scale: self.parts.long(base).clone(), short: Vec::new(), long: Vec::new() };
        for (k, (equation, _)) in pivots.iter().enumerate() {
            let mut short = &self.b[*equation] * IBig::from(factor.clone());
            let mut long = Vec::new();
            for (j, entry) in self.equations.matrix.row(*equation) {
                let (part, term) = (self.part[j], entry * &self.numerators[j]);
                if term.is_zero() {
                    continue;
                }
                if self.parts.base(part) == 0 {
                    short -= term * IBig::from(factor / self.parts.factor(part));
                } else {
                    long.push((part, -term));
                }
            }
            right.short.push(short);
            let (part, long) = self.parts.sum(long);
            if !long.is_zero() {
                let [_, times] = &*self.parts.join(base, self.parts.base(part)).1;
                let times =
                    IBig::from(factor / self.parts.factor(part)) * IBig::from(times.clone());
                right.long.push((k, long * times));
            }
        }
        right
    }
}

#[cfg(test)]
mod tests {
    use super::{by_blocks, solve_in_parts};
    use crate::equations::Side;
    use crate::lift::System;
    use crate::sparse::Sparse;
    use ironproof_number::IBig;
    use ironproof_number::rational::Rational;
    use ironproof_test_inputs::Random;
    use std::collections::BTreeMap;
    use std::time::{Duration, Instant};

    /// Rows of blocks of 1, 2, 3 or 40 unknowns; each needs some unknowns of blocks before it.
    fn rows(seed: u64, scale: &IBig) -> Vec<Vec<(usize, IBig)>> {
        let mut random = Random::new(seed);
        let mut rows = Vec::new();
        for size in [40, 1, 1, 2, 40, 1, 3, 1, 1, 40, 2, 1, 1, 1, 40, 1, 1, 3, 1, 40, 1, 1, 1] {
            let first = rows.len();
            for k in 0..size {
                let mut row = BTreeMap::new();
                if first != 0 {
                    for _ in 0..random.below(3) {
                        row.insert(random.below(first), IBig::from(1 + random.below(9)));
                    }
                }
                // A cycle through the block, and more.
                row.insert(first + k, IBig::from(3 + random.below(50)) * scale);
                row.insert(first + (k + 1) % size, IBig::from(7 + random.below(4)));
                if 3 < size {
                    row.insert(first + random.below(size), IBig::from(11 + random.below(4)));
                }
                rows.push(row.into_iter().collect());
            }
        }
        rows
    }

    /// Solutions in parts are those over one denominator, on both sides, and their parts are what they are for: the first
    /// block knows nothing of the others.
    #[test]
    fn solutions_in_parts_are_solutions() {
        let deadline = Instant::now() + Duration::from_secs(100);
        for (seed, power) in [(1, 0), (2, 3), (3, 70)] {
            let rows = rows(seed, &IBig::from(2).pow(power));
            let matrix = Sparse::new(rows.iter().map(|row| row.iter().cloned()));
            let system = System::new(matrix, deadline).unwrap().ok().unwrap();
            let mut random = Random::new(seed);
            let b: Vec<IBig> =
                rows.iter().map(|_| IBig::from(random.below(9)) - IBig::from(4)).collect();
            for (side, first) in [(Side::Right, 0), (Side::Left, rows.len() - 1)] {
                let found = by_blocks(&system.equations(side), &b, deadline).unwrap();
                let gathered = solve_in_parts(&system, side, &b, deadline).unwrap();
                let one = match side {
                    Side::Right => system.solve(&b, deadline),
                    Side::Left => system.solve_transposed(&b, deadline),
                };
                let one = one.unwrap();
                for (at, numerator) in one.numerators.iter().enumerate() {
                    let expected = Rational::from_parts(numerator.clone(), one.denominator.clone());
                    assert_eq!(found.entry(at), expected, "{side:?} {at}");
                    assert_eq!(gathered.entry(at), expected, "{side:?} {at}");
                }
                let own = found.parts().denominator(found.part(first));
                assert!(own.to_le_bytes().len() * 3 < one.denominator.to_le_bytes().len());
                let over_one = found.over_one();
                for (numerator, expected) in over_one.0.iter().zip(&one.numerators) {
                    let value = Rational::from_parts(numerator.clone(), over_one.1.clone());
                    let expected = Rational::from_parts(expected.clone(), one.denominator.clone());
                    assert_eq!(value, expected);
                }
            }
        }
    }
}
