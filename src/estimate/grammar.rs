//! How weights, qualities and knots are written on the command line.

use ironproof_number::rational::{Rational, parse};

use super::method::Estimator;
use super::shape::{Family, Tail};
use super::turnbull::Within;
use super::welfare::Welfare;

/// The one of these things that has the name.
fn named<T: Copy>(all: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = all.iter().find(|(name, _)| *name == text);
    found.map(|(_, thing)| *thing).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        format!("expected {}", names.join(", "))
    })
}

impl Estimator {
    /// Reads the name of an estimator.
    ///
    /// # Errors
    /// A sentence for people.
    pub fn read(text: &str) -> Result<Self, String> {
        let families = Family::ALL.map(Self::Fit);
        let all = [Self::Values, Self::Turnbull].into_iter().chain(families);
        named(&all.map(|estimator| (estimator.name(), estimator)).collect::<Vec<_>>(), text)
    }
}

impl Within {
    /// Reads where the mass of a cell stands.
    ///
    /// # Errors
    /// A sentence for people.
    pub fn read(text: &str) -> Result<Self, String> {
        named(&Self::ALL.map(|within| (within.name(), within)), text)
    }
}

impl Tail {
    /// Reads what becomes of a tail.
    ///
    /// # Errors
    /// A sentence for people.
    pub fn read(text: &str) -> Result<Self, String> {
        named(&[Self::Clip, Self::Condition].map(|tail| (tail.name(), tail)), text)
    }
}

impl Welfare {
    /// Reads `equal`, `by-group=GROUP:W,GROUP:W`, `power-of-wtp=EXPONENT` or `income-share`.
    ///
    /// # Errors
    /// A sentence for people.
    pub fn read(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            None if text == "equal" => Ok(Self::Equal),
            None if text == "income-share" => Ok(Self::IncomeShare),
            Some(("power-of-wtp", exponent)) => Ok(Self::Power(number(exponent)?)),
            Some(("by-group", pairs)) => {
                let pairs = pairs.split(',').map(|pair| {
                    // A label may have a colon, a number has none.
                    let (label, weight) = pair.rsplit_once(':').ok_or_else(|| {
                        format!("`{pair}` is not GROUP:WEIGHT, such as low income:2")
                    })?;
                    Ok((label.to_owned(), nonnegative(weight)?))
                });
                pairs.collect::<Result<_, String>>().map(Self::ByGroup)
            }
            _ => Err(
                "expected equal, by-group=GROUP:WEIGHT,.., power-of-wtp=EXPONENT or income-share"
                    .to_owned(),
            ),
        }
    }
}

/// Reads `LEVEL:MASS,LEVEL:MASS`, and sorts the levels.
///
/// # Errors
/// A sentence for people.
pub fn qualities(text: &str) -> Result<Vec<(Rational, Rational)>, String> {
    let pairs = text.split(',').map(|pair| {
        let (level, mass) = pair
            .split_once(':')
            .ok_or_else(|| format!("`{pair}` is not LEVEL:MASS, such as 0.5:0.3"))?;
        let level = positive(level)?;
        if level > Rational::ONE {
            return Err(format!("the quality {level} is above 1, which is the best"));
        }
        Ok((level, positive(mass)?))
    });
    let mut levels = pairs.collect::<Result<Vec<_>, String>>()?;
    levels.sort();
    match levels.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(format!("the quality {} stands there twice", pair[0].0)),
        None => Ok(levels),
    }
}

/// Reads increasing numbers from 0, between commas.
///
/// # Errors
/// A sentence for people.
pub fn knots(text: &str) -> Result<Vec<Rational>, String> {
    let knots = text.split(',').map(nonnegative).collect::<Result<Vec<_>, _>>()?;
    if knots.len() < 2 || knots.windows(2).any(|pair| pair[1] <= pair[0]) {
        return Err("expected two or more increasing numbers, such as 0,10,50".to_owned());
    }
    Ok(knots)
}

fn number(text: &str) -> Result<Rational, String> {
    parse(text.trim()).map_err(|error| error.to_string())
}

/// Reads a number of 0 or more.
///
/// # Errors
/// A sentence for people.
pub fn nonnegative(text: &str) -> Result<Rational, String> {
    let number = number(text)?;
    if number < Rational::ZERO { Err(format!("{number} is negative")) } else { Ok(number) }
}

/// Reads a number above 0.
///
/// # Errors
/// A sentence for people.
pub fn positive(text: &str) -> Result<Rational, String> {
    let number = number(text)?;
    if number <= Rational::ZERO { Err(format!("{number} is not above 0")) } else { Ok(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let n = |text| parse(text).unwrap();
        assert_eq!(Welfare::read("equal"), Ok(Welfare::Equal));
        assert_eq!(Welfare::read("power-of-wtp=-1/2"), Ok(Welfare::Power(n("-1/2"))));
        let pairs = vec![("a:b".to_owned(), n("2")), ("c d".to_owned(), n("0.5"))];
        assert_eq!(Welfare::read("by-group=a:b:2,c d:0.5"), Ok(Welfare::ByGroup(pairs)));
        assert_eq!(qualities("1:0.2,0.5:0.3"), Ok(vec![(n("0.5"), n("0.3")), (n("1"), n("0.2"))]));
        assert_eq!(
            knots("0, 5,7/2e1"),
            Err("not a number: `7/2e1` (write 12, 0.5, 1e-3 or 3/4)".to_owned())
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases = [
            (Welfare::read("equal=1").map(|_| ()), "expected equal"),
            (Welfare::read("by-group=low").map(|_| ()), "`low` is not GROUP:WEIGHT"),
            (Welfare::read("by-group=low:-1").map(|_| ()), "-1 is negative"),
            (qualities("0.5").map(|_| ()), "`0.5` is not LEVEL:MASS"),
            (qualities("2:1").map(|_| ()), "the quality 2 is above 1"),
            (qualities("0:1").map(|_| ()), "0 is not above 0"),
            (qualities("1:1,1:2").map(|_| ()), "the quality 1 stands there twice"),
            (knots("0,5,5").map(|_| ()), "expected two or more increasing numbers"),
        ];
        for (found, says) in cases {
            let error = found.unwrap_err();
            assert!(error.starts_with(says), "{error}");
        }
    }
}
