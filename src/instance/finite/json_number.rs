//! What stands in a JSON string: a number, or a word in its place.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use super::side::Claimed;
use ironproof_number::rational;
use ironproof_number::rational::{NotANumber, Rational};

/// A number inside a JSON string.
pub struct Number(pub Rational);
/// How many objects there are; `None` for `"unlimited"`.
pub(super) struct MassJson(pub(super) Option<Rational>);
/// A claim: a number, or `"infeasible"`.
pub(super) struct OptimumJson(pub(super) Claimed);

/// Reads a string.
fn string<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expecting: &'static str,
    read: fn(&str) -> Result<T, NotANumber>,
) -> Result<T, D::Error> {
    struct Visitor<T>(&'static str, fn(&str) -> Result<T, NotANumber>);
    impl<T> de::Visitor<'_> for Visitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            self.1(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Visitor(expecting, read))
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "a number in a string, such as \"0.5\" or \"1/3\"";
        string(deserializer, expecting, |text| rational::parse(text).map(Number))
    }
}

impl<'de> Deserialize<'de> for MassJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "a number in a string, such as \"0.5\" or \"1/3\", or \"unlimited\"";
        string(deserializer, expecting, |text| match text {
            "unlimited" => Ok(MassJson(None)),
            number => rational::parse(number).map(|mass| MassJson(Some(mass))),
        })
    }
}

impl<'de> Deserialize<'de> for OptimumJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "a number in a string, such as \"0.5\" or \"1/3\", or \"infeasible\"";
        string(deserializer, expecting, |text| match text {
            "infeasible" => Ok(OptimumJson(Claimed::Infeasible)),
            number => rational::parse(number).map(|value| OptimumJson(Claimed::Value(value))),
        })
    }
}
