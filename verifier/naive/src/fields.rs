//! The members of a JSON object, each taken once.

use std::collections::BTreeSet;

use num_rational::BigRational;

use crate::json::Json;
use crate::number::number;
use crate::refusal::{Refusal, question};

/// The members of an object that are not yet read.
pub(crate) struct Fields {
    members: Vec<(String, Json)>,
}

impl Fields {
    /// The members of an object that has these keys only, each at most once.
    pub(crate) fn new(json: Json, keys: &[&str]) -> Result<Fields, Refusal> {
        let Json::Object(members) = json else { return Err(Refusal::Question("an object")) };
        let names: BTreeSet<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        question(names.len() == members.len(), "each key once")?;
        question(names.iter().all(|name| keys.contains(name)), "known keys")?;
        Ok(Fields { members })
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.members.iter().any(|(name, _)| name == key)
    }

    pub(crate) fn take(&mut self, key: &str) -> Result<Json, Refusal> {
        let place = self.members.iter().position(|(name, _)| name == key);
        Ok(self.members.remove(place.ok_or(Refusal::Question("all keys"))?).1)
    }

    pub(crate) fn text(&mut self, key: &str) -> Result<String, Refusal> {
        match self.take(key)? {
            Json::Text(text) if !text.is_empty() => Ok(text),
            _ => Err(Refusal::Question("a string that is not empty")),
        }
    }

    pub(crate) fn number(&mut self, key: &str) -> Result<BigRational, Refusal> {
        number(&self.text(key)?).ok_or(Refusal::Question("a number"))
    }

    /// A number, or nothing if this word stands in its place.
    pub(crate) fn number_or(
        &mut self,
        key: &str,
        word: &str,
    ) -> Result<Option<BigRational>, Refusal> {
        let text = self.text(key)?;
        if text == word {
            return Ok(None);
        }
        number(&text).map(Some).ok_or(Refusal::Question("a number"))
    }

    /// An array that may be empty.
    pub(crate) fn list(&mut self, key: &str) -> Result<Vec<Json>, Refusal> {
        match self.take(key)? {
            Json::Array(elements) => Ok(elements),
            _ => Err(Refusal::Question("an array")),
        }
    }

    pub(crate) fn array(&mut self, key: &str) -> Result<Vec<Json>, Refusal> {
        match self.take(key)? {
            Json::Array(elements) if !elements.is_empty() => Ok(elements),
            _ => Err(Refusal::Question("an array of at least one element")),
        }
    }
}
