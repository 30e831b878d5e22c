//! The finite instance of `docs/formats.md`: JSON to numbers, and numbers to JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::json::Json;
use crate::number::number;
use crate::refusal::{Refusal, question};

/// A finite instance; the symbols are those of `docs/model.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// A name for people.
    pub name: String,
    /// `alpha`
    pub alpha: BigRational,
    /// Groups, i = 1, 2, ...
    pub groups: Vec<Group>,
    /// Quality levels, j = 1..M.
    pub levels: Vec<Level>,
}

/// One observable group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its label.
    pub label: String,
    /// `mu_i`
    pub mass: BigRational,
    /// k = 1..K
    pub types: Vec<Type>,
}

/// A point or a cell; a point has `low = high` and `weighted_wtp = weight low`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// `low_k`
    pub low: BigRational,
    /// `high_k`
    pub high: BigRational,
    /// `f_k`
    pub prob: BigRational,
    /// `lambda_k`
    pub weight: BigRational,
    /// `nu_k`
    pub weighted_wtp: BigRational,
}

/// One quality level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// `q_j`
    pub level: BigRational,
    /// `m_j`
    pub mass: BigRational,
}

impl Instance {
    /// `S_j = m_j + ... + m_M`, for j counted from 0.
    pub fn supply_from(&self, j: usize) -> BigRational {
        self.levels[j..].iter().map(|level| level.mass.clone()).sum()
    }

    /// The instance that this JSON document is.
    pub fn read(text: &str) -> Result<Instance, Refusal> {
        let document = Json::read(text).ok_or(Refusal::Question("one JSON document"))?;
        let mut fields = Fields::new(document, &["name", "alpha", "groups", "quality", "optimum"])?;
        let name = fields.text("name")?;
        let alpha = fields.number("alpha")?;
        let groups: Vec<Group> =
            fields.array("groups")?.into_iter().map(group).collect::<Result<_, _>>()?;
        let levels: Vec<Level> =
            fields.array("quality")?.into_iter().map(level).collect::<Result<_, _>>()?;
        if fields.has("optimum") {
            fields.number("optimum")?;
        }
        question(BigRational::zero() <= alpha, "alpha >= 0")?;
        let labels: BTreeSet<&String> = groups.iter().map(|group| &group.label).collect();
        question(labels.len() == groups.len(), "unique labels")?;
        let is_increasing = levels.windows(2).all(|pair| pair[0].level < pair[1].level);
        question(is_increasing, "strictly increasing levels")?;
        Ok(Instance { name, alpha, groups, levels })
    }

    /// A JSON document that reads as this instance.
    pub fn write(&self) -> String {
        let mut text = String::new();
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let name = quoted(&self.name);
        let _ = write!(text, "{{\"name\": {name}, \"alpha\": \"{}\", \"groups\": [", self.alpha);
        for (i, group) in self.groups.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let (label, mass) = (quoted(&group.label), &group.mass);
            let _ = write!(text, "{comma}{{\"label\": {label}, \"mass\": \"{mass}\", \"types\": [");
            for (k, one) in group.types.iter().enumerate() {
                let comma = if k == 0 { "" } else { ", " };
                let Type { low, high, prob, weight, weighted_wtp } = one;
                let is_point = low == high && weighted_wtp == &(weight * low);
                let _ = if is_point {
                    write!(text, "{comma}{{\"wtp\": \"{low}\", ")
                } else {
                    write!(
                        text,
                        "{comma}{{\"low\": \"{low}\", \"high\": \"{high}\", \
                         \"weighted_wtp\": \"{weighted_wtp}\", "
                    )
                };
                let _ = write!(text, "\"prob\": \"{prob}\", \"weight\": \"{weight}\"}}");
            }
            text.push_str("]}");
        }
        text.push_str("], \"quality\": [");
        for (j, Level { level, mass }) in self.levels.iter().enumerate() {
            let comma = if j == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}{{\"level\": \"{level}\", \"mass\": \"{mass}\"}}");
        }
        text.push_str("]}");
        text
    }
}

fn group(json: Json) -> Result<Group, Refusal> {
    let mut fields = Fields::new(json, &["label", "mass", "types"])?;
    let label = fields.text("label")?;
    let mass = fields.number("mass")?;
    let types: Vec<Type> =
        fields.array("types")?.into_iter().map(one_type).collect::<Result<_, _>>()?;
    question(BigRational::zero() < mass, "mass > 0")?;
    let probs: BigRational = types.iter().map(|one| one.prob.clone()).sum();
    question(probs == BigRational::one(), "probabilities that sum to 1")?;
    for pair in types.windows(2) {
        question(pair[0].high <= pair[1].low, "high_k <= low_{k+1}")?;
        question(pair[0].low < pair[1].high, "low_{k-1} < high_k")?;
    }
    Ok(Group { label, mass, types })
}

fn one_type(json: Json) -> Result<Type, Refusal> {
    let keys = ["wtp", "low", "high", "prob", "weight", "weighted_wtp"];
    let mut fields = Fields::new(json, &keys)?;
    let prob = fields.number("prob")?;
    let weight = fields.number("weight")?;
    let (low, high, weighted_wtp) = if fields.has("wtp") {
        let wtp = fields.number("wtp")?;
        let is_cell = fields.has("low") || fields.has("high") || fields.has("weighted_wtp");
        question(!is_cell, "either wtp or low, high and weighted_wtp")?;
        (wtp.clone(), wtp.clone(), &weight * wtp)
    } else {
        (fields.number("low")?, fields.number("high")?, fields.number("weighted_wtp")?)
    };
    question(BigRational::zero() < prob, "prob > 0")?;
    question(BigRational::zero() <= weight, "weight >= 0")?;
    question(BigRational::zero() <= low, "0 <= low_1")?;
    question(low <= high, "low_k <= high_k")?;
    question(&weight * &low <= weighted_wtp, "weight x low <= weighted_wtp")?;
    question(weighted_wtp <= &weight * &high, "weighted_wtp <= weight x high")?;
    Ok(Type { low, high, prob, weight, weighted_wtp })
}

fn level(json: Json) -> Result<Level, Refusal> {
    let mut fields = Fields::new(json, &["level", "mass"])?;
    let (level, mass) = (fields.number("level")?, fields.number("mass")?);
    let is_in_range = BigRational::zero() <= level && level <= BigRational::one();
    question(is_in_range, "level in [0, 1]")?;
    question(BigRational::zero() < mass, "mass > 0")?;
    Ok(Level { level, mass })
}

/// The members of an object that are not yet read.
struct Fields {
    members: Vec<(String, Json)>,
}

impl Fields {
    /// The members of an object that has these keys only, each at most once.
    fn new(json: Json, keys: &[&str]) -> Result<Fields, Refusal> {
        let Json::Object(members) = json else { return Err(Refusal::Question("an object")) };
        let names: BTreeSet<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        question(names.len() == members.len(), "each key once")?;
        question(names.iter().all(|name| keys.contains(name)), "known keys")?;
        Ok(Fields { members })
    }

    fn has(&self, key: &str) -> bool {
        self.members.iter().any(|(name, _)| name == key)
    }

    fn take(&mut self, key: &str) -> Result<Json, Refusal> {
        let place = self.members.iter().position(|(name, _)| name == key);
        Ok(self.members.remove(place.ok_or(Refusal::Question("all keys"))?).1)
    }

    fn text(&mut self, key: &str) -> Result<String, Refusal> {
        match self.take(key)? {
            Json::Text(text) if !text.is_empty() => Ok(text),
            _ => Err(Refusal::Question("a string that is not empty")),
        }
    }

    fn number(&mut self, key: &str) -> Result<BigRational, Refusal> {
        number(&self.text(key)?).ok_or(Refusal::Question("a number"))
    }

    fn array(&mut self, key: &str) -> Result<Vec<Json>, Refusal> {
        match self.take(key)? {
            Json::Array(elements) if !elements.is_empty() => Ok(elements),
            _ => Err(Refusal::Question("an array of at least one element")),
        }
    }
}
