//! Why a certificate does not prove its value.

use std::fmt;

use ironproof_numbers::Fraction;

/// Why a certificate was rejected. Rows are those of `docs/model.md`; everything counts from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The line of (line, expected) is not in the grammar or does not fit the instance.
    Malformed(usize, &'static str),
    /// The chances of (group, item line) sum to more than one.
    Lottery(usize, usize),
    /// More objects of this level or better are handed out than there are.
    Supply(usize),
    /// In (group, type, other), the type wants the contract of the other.
    Incentive(usize, usize, usize),
    /// The type of (group, type) wants to stay away.
    Participation(usize, usize),
    /// The dual row for the transfer of (group, type) does not hold.
    Transfer(usize, usize),
    /// The pool that (group, type) belongs to is none: a multiplier M would be negative.
    Pool(usize, usize),
    /// The objective of the mechanism, in (objective, value), is not the claimed value.
    Objective(Fraction, Fraction),
    /// Mechanism and multipliers prove the optimum, in (optimum, value), and it is not the claimed value.
    Value(Fraction, Fraction),
    /// The bound of the multipliers, in (bound, value), is not the claimed value.
    Bound(Fraction, Fraction),
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejection::Malformed(line, expected) => {
                write!(f, "certificate:{line}: expected {expected}")
            }
            Rejection::Lottery(i, item) => write!(f, "violated: LOTTERY(g{i},item {item})"),
            Rejection::Supply(j) => write!(f, "violated: SUPPLY({j})"),
            Rejection::Incentive(i, k, l) => write!(f, "violated: IC(g{i},{k},{l})"),
            Rejection::Participation(i, k) => write!(f, "violated: IR(g{i},{k})"),
            Rejection::Transfer(i, k) => write!(f, "violated: T(g{i},{k})"),
            Rejection::Pool(i, k) => write!(f, "violated: M(g{i},{k}) >= 0"),
            Rejection::Objective(objective, value) => {
                write!(f, "objective {objective} differs from value {value}")
            }
            Rejection::Value(optimum, value) => write!(f, "the optimum is {optimum}, not {value}"),
            Rejection::Bound(bound, value) => {
                let word = if value < bound { "exceeds" } else { "is below" };
                write!(f, "bound {bound} {word} value {value}")
            }
        }
    }
}

impl std::error::Error for Rejection {}

pub(crate) fn ensure(holds: bool, rejection: Rejection) -> Result<(), Rejection> {
    if holds { Ok(()) } else { Err(rejection) }
}
