//! A result as JSON: each exact number as text, with a double beside it under the key with `_approx`; each interval as
//! two doubles, with two fractions beside them under the key with `_exact`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::exact::{DOUBLE, TEXT};
use crate::interval::{DOUBLES, FRACTIONS};

/// The end of the key of a double beside an exact number.
pub(crate) const APPROX: &str = "_approx";
/// The end of the key of fractions beside an interval of doubles.
pub(crate) const EXACT: &str = "_exact";

/// The JSON document of a result.
///
/// ```
/// use ironproof_number::rational::Rational;
/// use ironproof_results::{Exact, json};
///
/// #[derive(serde::Serialize)]
/// struct Found {
///     price: Exact,
/// }
///
/// let found = Found { price: Exact(Rational::from_parts(1.into(), 4_u8.into())) };
/// assert_eq!(json(&found).to_string(), r#"{"price":"1/4","price_approx":0.25}"#);
/// ```
pub fn json<T: Serialize + ?Sized>(result: &T) -> Value {
    match serde_json::to_value(result) {
        Ok(value) => lay_out(value),
        Err(error) => unreachable!("a result always has a form in JSON: {error}"),
    }
}

/// The same for a row of a table, whose keys are the columns.
pub fn record<T: Serialize + ?Sized>(row: &T) -> Map<String, Value> {
    match json(row) {
        Value::Object(record) => record,
        other => unreachable!("a row is an object, not {other}"),
    }
}

/// A result of a document that [`json`] made, for results whose types can be read.
pub(crate) fn read<T: DeserializeOwned>(document: Value) -> serde_json::Result<T> {
    serde_json::from_value(lay_back(document))
}

/// Intervals as they are before [`lay_out`].
fn lay_back(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(lay_back).collect()),
        Value::Object(mut fields) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            for key in keys {
                if let Some(fractions) = fields.remove(&format!("{key}{EXACT}")) {
                    let doubles = fields.remove(&key).unwrap_or(Value::Null);
                    let ends = [(DOUBLES, doubles), (FRACTIONS, fractions)];
                    let ends = ends.into_iter().map(|(key, ends)| (key.to_owned(), ends));
                    fields.insert(key, Value::Object(ends.collect()));
                }
            }
            Value::Object(fields.into_iter().map(|(key, value)| (key, lay_back(value))).collect())
        }
        other => other,
    }
}

fn lay_out(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(lay_out).collect()),
        Value::Object(fields) => {
            let mut out = Map::new();
            for (key, value) in fields {
                match parts(value) {
                    Ok((own, beside, end)) => {
                        let beside_key = format!("{key}{end}");
                        out.insert(key, own);
                        out.insert(beside_key, beside);
                    }
                    Err(value) => drop(out.insert(key, lay_out(value))),
                }
            }
            Value::Object(out)
        }
        other => other,
    }
}

/// What an exact number or an interval has under its own key, what beside it, and the end of the key there; anything
/// else comes back.
fn parts(mut value: Value) -> Result<(Value, Value, &'static str), Value> {
    let forms = [(TEXT, DOUBLE, APPROX), (DOUBLES, FRACTIONS, EXACT)];
    for (own, beside, end) in forms {
        if let Some(number) = value.as_object_mut().filter(|object| object.contains_key(own)) {
            let mut take = |key| number.remove(key).unwrap_or(Value::Null);
            return Ok((take(own), take(beside), end));
        }
    }
    Err(value)
}
