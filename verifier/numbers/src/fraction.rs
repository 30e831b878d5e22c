//! Exact fractions, and tables of them as integers over one unit.

use std::cmp::Ordering;
use std::fmt;

use crate::{Checked, Failure, Int, ensure, limit_list};

/// A rational number, reduced if it comes from `new` and the library finds the greatest divisor:
/// otherwise `==` could say no, and nothing else would be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// It has the sign of the fraction.
    pub numerator: Int,
    /// Positive.
    pub denominator: Int,
}

impl Fraction {
    /// The reduced fraction.
    pub fn new(numerator: Int, denominator: Int) -> Fraction {
        assert!(Int::ZERO < denominator, "readers let no other denominator through");
        let divisor = numerator.divisor(&denominator);
        if divisor == Int::from(1) {
            return Fraction { numerator, denominator };
        }
        Fraction { numerator: numerator.part(&divisor), denominator: denominator.part(&divisor) }
    }
    /// `[ "-" ] digits [ "/" digits ]`, the denominator positive; need not be reduced.
    pub fn parse(text: &str) -> Option<Fraction> {
        let Some((numerator, denominator)) = text.split_once('/') else {
            return Int::parse(text).map(Fraction::from);
        };
        let denominator = Int::parse(denominator).filter(|size| Int::ZERO < *size)?;
        Some(Fraction::new(Int::parse(numerator)?, denominator))
    }
    /// x + other
    pub fn plus(&self, other: &Fraction) -> Fraction {
        if self.denominator == other.denominator {
            let numerator = self.numerator.clone() + &other.numerator;
            return Fraction::new(numerator, self.denominator.clone());
        }
        let left = &self.numerator * &other.denominator;
        let right = &other.numerator * &self.denominator;
        Fraction::new(left + right, &self.denominator * &other.denominator)
    }
    /// x - other
    pub fn minus(&self, other: &Fraction) -> Fraction {
        self.plus(&Fraction { numerator: &Int::ZERO - &other.numerator, ..other.clone() })
    }
    /// x * other
    pub fn times(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }
    /// Adds one of n terms to a sum.
    pub fn add(&mut self, term: &Fraction, n: usize) -> Checked<()> {
        *self = self.plus(term);
        limit_list(n, &self.denominator)
    }
}

impl<I: Into<Int>> From<I> for Fraction {
    fn from(numerator: I) -> Fraction {
        Fraction { numerator: numerator.into(), denominator: Int::from(1) }
    }
}
impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        let right = &other.numerator * &self.denominator;
        (&self.numerator * &other.denominator).partial_cmp(&right)
    }
}
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.numerator)?;
        if self.denominator == Int::from(1) { Ok(()) } else { write!(f, "/{}", self.denominator) }
    }
}

/// These columns of a table as integers over one unit: `integers[column][row] / unit`.
pub fn over_one_unit<R: AsRef<[Fraction]>, const N: usize>(
    table: &[R],
    columns: [usize; N],
) -> Checked<([Vec<Int>; N], Int)> {
    let mut unit = Int::from(1);
    for denominator in table.iter().flat_map(|row| columns.map(|j| &row.as_ref()[j].denominator)) {
        // Most denominators are old news, and a remainder is cheaper than a divisor.
        if !unit.is_multiple(denominator) {
            unit = &unit * denominator.part(&unit.divisor(denominator));
            limit_list(table.len() * N, &unit)?;
        }
    }
    let scaled = |x: &Fraction| &x.numerator * unit.part(&x.denominator);
    Ok((columns.map(|j| table.iter().map(|row| scaled(&row.as_ref()[j])).collect()), unit))
}

/// What is proved is what is claimed.
pub fn equal(words: [&'static str; 2], proved: &Fraction, claim: &Fraction) -> Checked<()> {
    let values = || Box::new([proved.to_string(), claim.to_string()]);
    ensure(proved == claim, ()).map_err(|()| Failure::Value(words, values()))
}

/// The objective, which is attained, and the bound of the multipliers are both the claimed value.
pub fn optimal(objective: &Fraction, bound: Checked<Fraction>, claim: &Fraction) -> Checked<()> {
    // If the multipliers bound the objective too, the claim alone is false.
    let is_optimum = bound.as_ref().is_ok_and(|bound| bound == objective);
    let objective_words = ["objective", " differs from value"];
    let words = if is_optimum { ["the optimum is", ", not"] } else { objective_words };
    equal(words, objective, claim)?;
    let bound = bound?;
    let word = if *claim < bound { " exceeds value" } else { " is below value" };
    equal(["bound", word], &bound, claim)
}
