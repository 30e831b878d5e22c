//! What a checker finds, if it is not a proof.

use crate::Int;

/// What should stand at the place where a reader stopped.
pub type Expected = &'static str;
/// What a reader found.
pub type Read<T> = Result<T, Expected>;
/// What a checker found.
pub type Checked<T> = Result<T, Failure>;

/// Why nothing is verified: there is no question, a limit came first, or, for all others, the
/// certificate is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The question cannot be read: line, column, and what should stand there.
    Input(usize, usize, Expected),
    /// There are more than (limit, of these).
    TooLarge(usize, &'static str),
    /// The line of (line, expected) is not in the grammar or does not fit the question.
    Malformed(usize, Expected),
    /// What does not hold, and where, counted from 1.
    Violated(&'static str, String),
    /// The proved value is not the claimed one: words, and these two numbers.
    Value([&'static str; 2], Box<[String; 2]>),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Input(i, j, text) => write!(f, "line {i}, column {j}: expected {text}"),
            Failure::TooLarge(limit, what) => write!(f, "too large: more than {limit} {what}"),
            Failure::Malformed(line, text) => write!(f, "certificate:{line}: expected {text}"),
            Failure::Violated(what, place) => write!(f, "{what}{place}"),
            Failure::Value([a, b], values) => write!(f, "{a} {}{b} {}", values[0], values[1]),
        }
    }
}
impl std::error::Error for Failure {}
impl From<Expected> for Failure {
    fn from(expected: Expected) -> Failure {
        Failure::Input(0, 0, expected) // the reader fills in the place
    }
}

/// The error, unless this holds.
pub fn ensure<E>(holds: bool, error: E) -> Result<(), E> {
    if holds { Ok(()) } else { Err(error) }
}

/// What does not hold, and where, unless this holds.
pub fn check(holds: bool, what: &'static str, at: impl Fn() -> String) -> Checked<()> {
    if holds { Ok(()) } else { Err(Failure::Violated(what, at())) }
}

// Limits keep a small file from taking hours or gigabytes: optima of 35,000 digits stay far below.
/// Decimal digits of a number in a file: so many are read, and twice as many never.
pub const DIGITS: usize = 1_000_000;
/// Numbers in a list times bits of their common denominator: what they take in memory.
pub const LIST_BITS: usize = 1 << 32;
/// Numbers in a list times the square of these bits: what it takes to multiply each by another.
pub const LIST_WORK: usize = 1 << 46;

/// No number in the text is too long.
pub fn limit_digits(text: &str) -> Checked<()> {
    let mut blocks = text.as_bytes().chunks_exact(DIGITS + 1);
    let is_long = blocks.any(|block| block.iter().all(u8::is_ascii_hexdigit));
    ensure(!is_long, Failure::TooLarge(DIGITS, "digits in a number"))
}

/// A list of n numbers over this unit is not too large.
pub fn limit_list(n: usize, unit: &Int) -> Checked<()> {
    let bits = (LIST_BITS / n.max(1)).min((LIST_WORK / n.max(1)).isqrt());
    ensure(unit.bits() <= bits, Failure::TooLarge(bits, "bits in a common denominator"))
}
