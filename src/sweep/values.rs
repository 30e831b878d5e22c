//! What an axis runs over, as it is written.
//!
//! ```text
//! 1,2,1/3          these
//! 0.1:1:10         ten numbers from 0.1 to 1, at equal distances
//! 0.1:10:5:log     five numbers from 0.1 to 10, at equal ratios, each rounded to six significant digits
//! 0.1:1            any number between: only a design that draws points takes it
//! market; price=2  policies and files: words with a semicolon between them
//! ```
//!
//! Numbers are fractions, and the same on every machine: no float is asked.

use std::fmt;

use ironproof_number::rational::{Rational, parse, to_decimal};
use ironproof_number::{IBig, UBig};

/// Significant digits of a number inside a logarithmic range.
const LOG_DIGITS: usize = 6;
/// A logarithmic range takes roots of so many degrees, so that longer ones would take minutes.
const MOST_LOG: u64 = 1_000;
/// More values than any sweep has instances.
const MOST: u64 = 1_000_000_000;

/// A value of an axis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number.
    Number(Rational),
    /// A word, such as the name of a solver.
    Word(String),
}

/// The values of an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// One after the other.
    List(Vec<Value>),
    /// So many numbers at equal distances, ends included.
    Linear {
        /// The first.
        low: Rational,
        /// The last.
        high: Rational,
        /// How many.
        n: u64,
    },
    /// Any number between two.
    Between {
        /// The smallest.
        low: Rational,
        /// The largest.
        high: Rational,
    },
}

/// A text that is no list or range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}`: {rule}; write a list such as 1,2,1/3, a range low:high:n such as 0.1:1:10, or low:high:n:log"
)]
pub struct NoValues {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub rule: String,
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => match to_decimal(number) {
                Some(text) => f.write_str(&text),
                None => number.fmt(f),
            },
            Self::Word(word) => f.write_str(word),
        }
    }
}

impl Value {
    /// A number if it is written as one, else a word.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        parse(text).map_or_else(|_| Self::Word(text.to_owned()), Self::Number)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&Rational> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

impl Values {
    /// Reads a list or a range of numbers, or a list of words.
    ///
    /// ```
    /// use ironproof_sweep::values::Values;
    ///
    /// let thirds = Values::read("0:1:4")?;
    /// assert_eq!((0..4).map(|k| thirds.at(k).to_string()).collect::<Vec<_>>(), ["0", "1/3", "2/3", "1"]);
    /// assert!(Values::read("0:1:0").is_err());
    /// # Ok::<(), ironproof_sweep::values::NoValues>(())
    /// ```
    ///
    /// # Errors
    /// [`NoValues`] says what is wrong.
    pub fn read(text: &str) -> Result<Self, NoValues> {
        let fail = |rule: &str| NoValues { text: text.to_owned(), rule: rule.to_owned() };
        let parts: Vec<&str> = text.split(':').map(str::trim).collect();
        let is_range = parts.len() > 1 && parse(parts[0]).is_ok();
        if !is_range {
            let separator = if text.contains(';') { ';' } else { ',' };
            let items: Vec<&str> = text.split(separator).map(str::trim).collect();
            if items.iter().any(|item| item.is_empty()) {
                return Err(fail("a value is empty"));
            }
            return Self::list(items.into_iter().map(Value::read).collect()).map_err(|e| fail(&e));
        }
        let number = |part: &str| parse(part).map_err(|error| fail(&error.to_string()));
        let (low, high) = (number(parts[0])?, number(parts[1])?);
        if high < low {
            return Err(fail("the second number is below the first"));
        }
        let n =
            parts.get(2).map(|part| part.parse::<u64>().ok().filter(|n| (1..=MOST).contains(n)));
        match (n, parts.get(3..)) {
            (None, _) => Ok(Self::Between { low, high }),
            (Some(None), _) => Err(fail("expected a whole number of values, 1 or more")),
            (Some(Some(n)), Some([])) => Ok(Self::Linear { low, high, n }),
            (Some(Some(n)), Some(["log"])) => logarithmic(&low, &high, n).map_err(|e| fail(&e)),
            _ => Err(fail("nothing but `log` stands behind the number of values")),
        }
    }

    /// A list, in which no value stands twice.
    ///
    /// # Errors
    /// A sentence about the value that does.
    pub fn list(values: Vec<Value>) -> Result<Self, String> {
        let mut sorted: Vec<&Value> = values.iter().collect();
        sorted.sort();
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!("{} stands twice", pair[0])),
            None => Ok(Self::List(values)),
        }
    }

    /// How many there are; `None` if it is any number between two.
    pub fn n(&self) -> Option<u64> {
        match self {
            Self::List(values) => Some(values.len() as u64),
            Self::Linear { n, .. } => Some(*n),
            Self::Between { .. } => None,
        }
    }

    /// Value number `k`, from 0.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn at(&self, k: u64) -> Value {
        match self {
            Self::List(values) => values[usize::try_from(k).unwrap_or(usize::MAX)].clone(),
            Self::Linear { low, n: 1, .. } => Value::Number(low.clone()),
            Self::Linear { low, high, n } => {
                assert!(k < *n, "there are {n} values");
                let share = Rational::from(k) / Rational::from(n - 1);
                Value::Number(low + &((high - low) * share))
            }
            Self::Between { .. } => unreachable!("a range without a number of values has no first"),
        }
    }

    /// The value at a share of the way, `k` of `parts`.
    pub(crate) fn along(&self, k: u64, parts: u64) -> Value {
        if let Self::Between { low, high } = self {
            let share = Rational::from(k) / Rational::from(parts);
            return Value::Number(low + &((high - low) * share));
        }
        let n = self.n().unwrap_or(1);
        let at = u128::from(k) * u128::from(n) / u128::from(parts);
        self.at(u64::try_from(at).unwrap_or(u64::MAX).min(n - 1))
    }
}

/// low (high / low)^(k / (n - 1)), rounded down to some digits between the ends, which are exact.
fn logarithmic(low: &Rational, high: &Rational, n: u64) -> Result<Values, String> {
    if *low <= Rational::ZERO {
        return Err("equal ratios need numbers above 0".to_owned());
    }
    if MOST_LOG < n {
        return Err(format!("at most {MOST_LOG} values at equal ratios"));
    }
    let steps = usize::try_from(n - 1).unwrap_or(usize::MAX);
    let value = |k: usize| match k {
        0 => low.clone(),
        k if k == steps => high.clone(),
        k => root(&(power(low, steps - k) * power(high, k)), steps),
    };
    let values = (0..=steps).map(|k| Value::Number(value(k))).collect();
    Values::list(values)
}

fn power(x: &Rational, exponent: usize) -> Rational {
    let (numerator, denominator) = (x.numerator().pow(exponent), x.denominator().pow(exponent));
    Rational::from_parts(numerator, denominator)
}

/// The root of a positive number, rounded down to [`LOG_DIGITS`] significant digits.
fn root(x: &Rational, degree: usize) -> Rational {
    let ten = |exponent: usize| Rational::from(IBig::from(UBig::from(10_u8).pow(exponent)));
    let is_below = |guess: &Rational| power(guess, degree) <= *x;
    // The decade: 10^decade <= root < 10^(decade + 1).
    let of_decade = |decade: i32| {
        let size = ten(usize::try_from(decade.unsigned_abs()).unwrap_or(0));
        if decade < 0 { Rational::ONE / size } else { size }
    };
    let mut decade = 0_i32;
    while !is_below(&of_decade(decade)) {
        decade -= 1;
    }
    while is_below(&of_decade(decade + 1)) {
        decade += 1;
    }
    let unit = of_decade(decade) / ten(LOG_DIGITS - 1);
    let (mut low, mut high) = (10_u64.pow(5), 10_u64.pow(6));
    // Invariant: low units are not above the root, high units are.
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if is_below(&(Rational::from(middle) * &unit)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Rational::from(low) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let values = Values::read(text).expect(text);
        (0..values.n().unwrap_or(0)).map(|k| values.at(k).to_string()).collect()
    }

    #[test]
    fn lists_and_ranges_are_exact() {
        assert_eq!(shown("1, 2,1/3"), ["1", "2", "1/3"]);
        assert_eq!(shown("0.1:1:10")[9], "1");
        assert_eq!(shown("0.1:1:10")[2], "0.3");
        assert_eq!(shown("2:2:1"), ["2"]);
        assert_eq!(shown("0.1:10:3:log"), ["0.1", "1", "10"]);
        assert_eq!(shown("1:2:3:log")[1], "1.41421");
        assert_eq!(shown("1e-9:1e9:3:log")[1], "1");
        assert_eq!(shown("market; price=2"), ["market", "price=2"]);
        assert_eq!(shown("prices=low:1,high:2;market"), ["prices=low:1,high:2", "market"]);
        assert_eq!(shown("highs-simplex,ironing"), ["highs-simplex", "ironing"]);
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for (text, rule) in [
            ("", "a value is empty"),
            ("1,,2", "a value is empty"),
            ("1,1.0", "1 stands twice"),
            ("2:1:3", "the second number is below the first"),
            ("0:1:0", "expected a whole number of values"),
            ("0:1:x", "expected a whole number of values"),
            ("0:x:3", "not a number: `x`"),
            ("0:1:3:log", "equal ratios need numbers above 0"),
            ("1:2:3:lin", "nothing but `log`"),
            ("1:2:2000:log", "at most 1000 values"),
            ("1:1:2:log", "1 stands twice"),
        ] {
            let found = Values::read(text).expect_err(text).to_string();
            assert!(found.contains(rule), "{text}: {found}");
        }
    }
}
