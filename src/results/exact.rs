//! Exact numbers in results, and verdicts of the checker.

use std::borrow::Cow;

use ironproof_number::rational::{Rational, approx};
use ironproof_verdict::Verified;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// The keys of an exact number before [`crate::json`] lays them beside each other.
pub(crate) const TEXT: &str = "$exact";
pub(crate) const DOUBLE: &str = "$approx";

/// An exact number.
///
/// In JSON a field `value` of this type becomes two keys: `value`, a text such as `"31/24"`, and `value_approx`, the
/// nearest double.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact(pub Rational);

/// An exact number, or none. Both keys are there in any case.
#[derive(Clone, Debug, PartialEq)]
pub struct MaybeExact(pub Option<Rational>);

/// Exact numbers of a kind. In JSON there are two lists, one of texts and one of doubles.
#[derive(Clone, Debug, PartialEq)]
pub struct ExactList(pub Vec<Rational>);

impl From<&Rational> for Exact {
    fn from(number: &Rational) -> Self {
        Self(number.clone())
    }
}

impl From<Option<&Rational>> for MaybeExact {
    fn from(number: Option<&Rational>) -> Self {
        Self(number.cloned())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        both(Some(&self.0), serializer)
    }
}

impl Serialize for MaybeExact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        both(self.0.as_ref(), serializer)
    }
}

impl Serialize for ExactList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Vec<String> = self.0.iter().map(Rational::to_string).collect();
        let doubles: Vec<f64> = self.0.iter().map(approx).collect();
        let mut pair = serializer.serialize_struct("Exact", 2)?;
        pair.serialize_field(TEXT, &texts)?;
        pair.serialize_field(DOUBLE, &doubles)?;
        pair.end()
    }
}

fn both<S: Serializer>(number: Option<&Rational>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut pair = serializer.serialize_struct("Exact", 2)?;
    pair.serialize_field(TEXT, &number.map(Rational::to_string))?;
    pair.serialize_field(DOUBLE, &number.map(approx))?;
    pair.end()
}

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^-?[0-9]+(/[0-9]+)?$" })
    }
}

impl JsonSchema for MaybeExact {
    fn schema_name() -> Cow<'static, str> {
        "MaybeExact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "null"], "pattern": "^-?[0-9]+(/[0-9]+)?$" })
    }
}

impl JsonSchema for ExactList {
    fn schema_name() -> Cow<'static, str> {
        "ExactList".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "string" } })
    }
}

/// Whether the independent checker accepted a certificate; in JSON `true` or `false`.
#[derive(Clone, Debug, PartialEq)]
pub struct Certified(pub Option<Verified>);

impl Certified {
    /// What the checker accepted.
    pub fn verified(&self) -> Option<&Verified> {
        self.0.as_ref()
    }
}

impl Serialize for Certified {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(self.0.is_some())
    }
}

impl JsonSchema for Certified {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Certified".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "boolean" })
    }
}
