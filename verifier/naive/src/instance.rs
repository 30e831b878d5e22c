//! The finite instance of `docs/formats.md`: JSON to numbers, and numbers to JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::fields::Fields;
use crate::json::Json;
use crate::refusal::{Refusal, question};
use crate::side::{Side, What};

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
    /// Side constraints, s = 1..S.
    pub sides: Vec<Side>,
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
    /// `nu_k`, without the external value
    pub weighted_wtp: BigRational,
    /// What is added to `nu_k`.
    pub external: BigRational,
}

/// One quality level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// `q_j`
    pub level: BigRational,
    /// `m_j`; no limit if there is none.
    pub mass: Option<BigRational>,
    /// What one object costs.
    pub cost: BigRational,
}

impl Instance {
    /// `S_j = m_j + ... + m_M`, for j counted from 0, if all of these are limited.
    pub fn supply_from(&self, j: usize) -> Option<BigRational> {
        self.levels[j..].iter().map(|level| level.mass.clone()).sum()
    }

    /// The same instance where all mechanisms are worth 0.
    #[must_use]
    pub fn without_values(&self) -> Instance {
        let mut instance = self.clone();
        instance.alpha = BigRational::zero();
        for own in instance.groups.iter_mut().flat_map(|group| &mut group.types) {
            own.weight = BigRational::zero();
            own.weighted_wtp = BigRational::zero();
            own.external = BigRational::zero();
        }
        for level in &mut instance.levels {
            level.cost = BigRational::zero();
        }
        instance
    }

    /// The instance that this JSON document is.
    pub fn read(text: &str) -> Result<Instance, Refusal> {
        let document = Json::read(text).ok_or(Refusal::Question("one JSON document"))?;
        let mut fields = Fields::new(
            document,
            &["name", "alpha", "groups", "quality", "constraints", "optimum"],
        )?;
        let name = fields.text("name")?;
        let alpha = fields.number("alpha")?;
        let groups: Vec<Group> =
            fields.array("groups")?.into_iter().map(group).collect::<Result<_, _>>()?;
        let levels: Vec<Level> =
            fields.array("quality")?.into_iter().map(level).collect::<Result<_, _>>()?;
        if fields.has("optimum") {
            fields.number_or("optimum", "infeasible")?;
        }
        let sides = if fields.has("constraints") {
            fields.list("constraints")?.into_iter().map(Side::read).collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        question(BigRational::zero() <= alpha, "alpha >= 0")?;
        let labels: BTreeSet<&String> = groups.iter().map(|group| &group.label).collect();
        question(labels.len() == groups.len(), "unique labels")?;
        let is_increasing = levels.windows(2).all(|pair| pair[0].level < pair[1].level);
        question(is_increasing, "strictly increasing levels")?;
        let instance = Instance { name, alpha, groups, levels, sides };
        instance.sides.iter().try_for_each(|side| known(side, &instance))?;
        Ok(instance)
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
                let Type { low, high, prob, weight, weighted_wtp, external } = one;
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
                let _ = write!(text, "\"prob\": \"{prob}\", \"weight\": \"{weight}\"");
                if !external.is_zero() {
                    let _ = write!(text, ", \"external\": \"{external}\"");
                }
                text.push('}');
            }
            text.push_str("]}");
        }
        text.push_str("], \"quality\": [");
        for (j, Level { level, mass, cost }) in self.levels.iter().enumerate() {
            let comma = if j == 0 { "" } else { ", " };
            let mass = mass.as_ref().map_or("unlimited".to_string(), ToString::to_string);
            let _ = write!(text, "{comma}{{\"level\": \"{level}\", \"mass\": \"{mass}\"");
            if !cost.is_zero() {
                let _ = write!(text, ", \"cost\": \"{cost}\"");
            }
            text.push('}');
        }
        text.push(']');
        if !self.sides.is_empty() {
            text.push_str(", \"constraints\": [");
            for (s, side) in self.sides.iter().enumerate() {
                text.push_str(if s == 0 { "" } else { ", " });
                side.write(&mut text);
            }
            text.push(']');
        }
        text.push('}');
        text
    }
}

/// What a constraint names is in the instance.
fn known(side: &Side, instance: &Instance) -> Result<(), Refusal> {
    let labels: BTreeSet<&String> = side.groups.iter().collect();
    question(labels.len() == side.groups.len() && !labels.is_empty(), "groups, each once")?;
    for label in &side.groups {
        let group = instance.groups.iter().find(|group| group.label == *label);
        let group = group.ok_or(Refusal::Question("labels of the instance"))?;
        let is_point = group.types.iter().all(|own| own.low == own.high);
        question(side.what != What::Utility || is_point, "utility of points")?;
    }
    if let What::Served(quality) = &side.what {
        let is_known = instance.levels.iter().any(|level| level.level == *quality);
        question(is_known, "a level of the instance")?;
    }
    Ok(())
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
    let keys = ["wtp", "low", "high", "prob", "weight", "weighted_wtp", "external"];
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
    let external =
        if fields.has("external") { fields.number("external")? } else { BigRational::zero() };
    Ok(Type { low, high, prob, weight, weighted_wtp, external })
}

fn level(json: Json) -> Result<Level, Refusal> {
    let mut fields = Fields::new(json, &["level", "mass", "cost"])?;
    let (level, mass) = (fields.number("level")?, fields.number_or("mass", "unlimited")?);
    let cost = if fields.has("cost") { fields.number("cost")? } else { BigRational::zero() };
    let is_in_range = BigRational::zero() <= level && level <= BigRational::one();
    question(is_in_range, "level in [0, 1]")?;
    let is_positive = mass.as_ref().is_none_or(|mass| BigRational::zero() < *mass);
    question(is_positive, "mass > 0")?;
    Ok(Level { level, mass, cost })
}
