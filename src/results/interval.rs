//! Numbers that are known between two others.

use std::borrow::Cow;

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, approx, exact, parse};
use ironproof_number::{IBig, UBig};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The keys of an interval before [`crate::json`] lays them beside each other.
pub(crate) const DOUBLES: &str = "$doubles";
pub(crate) const FRACTIONS: &str = "$fractions";

/// Decimals to which an end that is no short fraction is rounded, outward.
const DIGITS: usize = 18;

/// A number between two others.
///
/// In JSON a field `price` of this type becomes two keys: `price`, two doubles with the number between them, and
/// `price_exact`, two fractions with the number between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval(pub Between);

/// The numbers at the two ends of a segment, each between two others.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends(pub Between, pub Between);

impl Interval {
    /// The interval with short ends.
    pub fn new(number: &Between) -> Self {
        if number.is_exact() {
            return Self(number.clone());
        }
        let scale = UBig::from(10_u8).pow(DIGITS);
        let scaled = |x: &Rational| x * Rational::from(IBig::from(scale.clone()));
        let of = |whole: IBig| Rational::from_parts(whole, scale.clone());
        Self(Between {
            low: of(scaled(&number.low).floor()),
            high: of(scaled(&number.high).ceil()),
        })
    }

    /// Doubles, the number between them.
    pub(crate) fn doubles(&self) -> [f64; 2] {
        [below(&self.0.low), above(&self.0.high)]
    }

    fn fractions(&self) -> [String; 2] {
        [self.0.low.to_string(), self.0.high.to_string()]
    }
}

impl Ends {
    /// Both with short ends.
    pub fn new(ends: &(Between, Between)) -> Self {
        Self(Interval::new(&ends.0).0, Interval::new(&ends.1).0)
    }
}

/// The largest double that is not above `x`.
fn below(x: &Rational) -> f64 {
    let near = approx(x);
    if exact(near).is_some_and(|near| near > *x) { near.next_down() } else { near }
}

/// The smallest double that is not below `x`.
fn above(x: &Rational) -> f64 {
    let near = approx(x);
    if exact(near).is_some_and(|near| near < *x) { near.next_up() } else { near }
}

/// What [`crate::layout::read`] makes of an interval.
#[derive(Deserialize)]
struct Fractions {
    /// The name is [`FRACTIONS`].
    #[serde(rename = "$fractions")]
    ends: [String; 2],
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Fractions { ends: [low, high] } = Fractions::deserialize(deserializer)?;
        let number = |text: &str| parse(text).map_err(de::Error::custom);
        let (low, high) = (number(&low)?, number(&high)?);
        if low > high {
            return Err(de::Error::custom("the ends of an interval are in the wrong order"));
        }
        Ok(Self(Between { low, high }))
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_struct("Interval", 2)?;
        pair.serialize_field(DOUBLES, &self.doubles())?;
        pair.serialize_field(FRACTIONS, &self.fractions())?;
        pair.end()
    }
}

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ends = [Interval(self.0.clone()), Interval(self.1.clone())];
        let mut pair = serializer.serialize_struct("Ends", 2)?;
        pair.serialize_field(DOUBLES, &ends.each_ref().map(Interval::doubles))?;
        pair.serialize_field(FRACTIONS, &ends.each_ref().map(Interval::fractions))?;
        pair.end()
    }
}

impl JsonSchema for Interval {
    fn schema_name() -> Cow<'static, str> {
        "Interval".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "number" } })
    }
}

impl JsonSchema for Ends {
    fn schema_name() -> Cow<'static, str> {
        "Ends".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "array" } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_outward() {
        let third = Rational::ONE / Rational::from(3);
        let interval = Interval(Between::exactly(third.clone()));
        let [low, high] = interval.doubles();
        assert!(exact(low).is_some_and(|low| low < third));
        assert!(exact(high).is_some_and(|high| high > third));
        assert!(low.next_up() == high);
        let half = Interval(Between::exactly(Rational::ONE / Rational::from(2)));
        assert_eq!(half.doubles().map(f64::to_bits), [0.5_f64.to_bits(); 2]);
    }

    #[test]
    fn ends_are_short_and_outward() {
        let long = Between {
            low: Rational::from_parts(1.into(), UBig::from(3_u8).pow(80)),
            high: Rational::ONE / Rational::from(7),
        };
        let Interval(short) = Interval::new(&long);
        assert!(short.low <= long.low && long.high <= short.high);
        assert_eq!(short.low.to_string(), "0");
        assert_eq!(
            short.high.to_string().len(),
            "142857142857142858/1000000000000000000".len() - 2
        );
    }
}
