//! The finite instance of `docs/formats.md`: strict reader, and the numbers as integers.

use std::collections::{BTreeMap, BTreeSet};

use ironproof_numbers::{Checked, Failure, Fraction, Int, ensure, limit_digits, over_one_unit};

use crate::json::Scanner;

pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) alpha: Fraction,
    pub(crate) groups: Vec<Group>,
    pub(crate) levels: Vec<Level>,
    pub(crate) sides: Vec<Side>,
}

pub(crate) struct Level {
    pub(crate) quality: Fraction,      // q_j, increasing in [0, 1]
    pub(crate) mass: Option<Fraction>, // m_j, or no limit
    pub(crate) cost: Fraction,         // of handing out one object
}

/// A row: sign x the sum over these groups <= sign x bound.
pub(crate) struct Side {
    pub(crate) what: What,
    pub(crate) groups: BTreeSet<usize>,
    pub(crate) sign: Fraction, // 1 for at_most, -1 for at_least
    pub(crate) bound: Fraction,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum What {
    Revenue,
    Utility,
    Quality,
    Served(usize), // the level
}

/// The types of a group, which count from 0 here and from 1 in messages. Each list holds integers
/// over its unit: the number of type k is `list[k] / unit`.
pub(crate) struct Group {
    pub(crate) masses: Vec<Int>, // w_k = mu f_k
    pub(crate) mass_unit: Int,
    pub(crate) lows: Vec<Int>, // low_k and high_k
    pub(crate) highs: Vec<Int>,
    pub(crate) wtp_unit: Int,
    pub(crate) weights: Vec<Int>, // lambda_k, and nu_k with the external value
    pub(crate) values: Vec<Int>,
    pub(crate) weight_unit: Int,
}

impl Instance {
    /// All mechanisms are worth 0.
    pub(crate) fn forget_objective(&mut self) {
        self.alpha = Fraction::from(0);
        for group in &mut self.groups {
            group.weights.fill(Int::ZERO);
            group.values.fill(Int::ZERO);
        }
        self.levels.iter_mut().for_each(|level| level.cost = Fraction::from(0));
    }
}

/// The object that the text holds, and nothing after it.
pub(crate) fn read(text: &str) -> Checked<Instance> {
    limit_digits(text)?;
    let mut scanner = Scanner { text, rest: text };
    instance(&mut scanner).map_err(|failure| match failure {
        Failure::Input(.., expected) => scanner.failure(expected),
        other => other,
    })
}

fn instance(scanner: &mut Scanner<'_>) -> Checked<Instance> {
    let (mut name, mut alpha, mut groups, mut levels) = (None, None, Vec::new(), Vec::new());
    let (mut labels, mut sides, mut seen) = (BTreeMap::new(), Vec::new(), Vec::new());
    let keys = ["name", "alpha", "groups", "quality", "constraints", "optimum"];
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "groups" => groups = scanner.array(|scanner, _| group(scanner, &mut labels))?,
            "quality" => levels = scanner.array(level)?,
            "constraints" => sides = scanner.array(|scanner, _| side(scanner))?,
            // A claim of the author: only its form is checked.
            _ => drop(scanner.number_or("infeasible")?),
        }
    }
    scanner.end()?;
    let is_complete = !groups.is_empty() && !levels.is_empty();
    let (Some(name), Some(alpha), true) = (name, alpha, is_complete) else {
        return Err("the keys name, alpha, groups and quality".into());
    };
    let mut instance = Instance { name, alpha, groups, levels, sides: Vec::new() };
    let sides = sides.into_iter().map(|written| written.side(&instance, &labels));
    instance.sides = sides.collect::<Checked<_>>()?;
    Ok(instance)
}

pub(crate) fn level(scanner: &mut Scanner<'_>, before: Option<&Level>) -> Checked<Level> {
    let (mut level, mut mass, mut cost) = (None, None, Fraction::from(0));
    let (keys, mut seen) = (["level", "mass", "cost"], Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "level" => level = Some(scanner.not_negative()?),
            "mass" => mass = Some(scanner.number_or("unlimited")?),
            _ => cost = scanner.number()?,
        }
    }
    let (Some(quality), Some(mass)) = (level, mass) else {
        return Err("the keys level and mass".into());
    };
    ensure(quality <= Fraction::from(1), "a level of at most 1")?;
    ensure(mass.as_ref().is_none_or(|mass| Int::ZERO < mass.numerator), "a mass > 0")?;
    ensure(before.is_none_or(|before| before.quality < quality), "increasing levels")?;
    Ok(Level { quality, mass, cost })
}

/// A constraint as it is written, before groups and levels are known.
struct Written {
    what: String,
    groups: Vec<String>,
    level: Option<Fraction>,
    bounds: [Option<Fraction>; 2], // at_least and at_most
}

fn side(scanner: &mut Scanner<'_>) -> Checked<Written> {
    let bounds = [const { None }; 2];
    let mut side = Written { what: String::new(), groups: Vec::new(), level: None, bounds };
    let keys = ["at_least", "at_most", "what", "groups", "level", "name"];
    let mut seen = Vec::new();
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "what" => side.what = scanner.text()?,
            "groups" => side.groups = scanner.array(|scanner, _| Ok(scanner.text()?))?,
            "level" => side.level = Some(scanner.number()?),
            "name" => drop(scanner.text()?),
            _ => side.bounds[key] = Some(scanner.number()?),
        }
    }
    Ok(side)
}

impl Written {
    fn side(self, instance: &Instance, labels: &BTreeMap<String, usize>) -> Checked<Side> {
        let what = match (&*self.what, self.level) {
            ("revenue", None) => What::Revenue,
            ("utility", None) => What::Utility,
            ("quality", None) => What::Quality,
            ("served", Some(level)) => {
                let place = instance.levels.iter().position(|known| known.quality == level);
                What::Served(place.ok_or("a level of the instance")?)
            }
            _ => return Err("revenue, utility or quality, or served and a level".into()),
        };
        let (sign, bound) = match self.bounds {
            [Some(least), None] => (&Int::ZERO - Int::from(1), least),
            [None, Some(most)] => (Int::from(1), most),
            _ => return Err("either at_least or at_most".into()),
        };
        let (mut groups, n_labels) = (BTreeSet::new(), self.groups.len());
        for label in self.groups {
            let i = *labels.get(&label).ok_or("a label of the instance")?;
            let is_known = instance.groups[i].lows == instance.groups[i].highs;
            ensure(what != What::Utility || is_known, "utility of types with wtp")?;
            groups.insert(i);
        }
        ensure(0 < n_labels && n_labels == groups.len(), "groups, each once")?;
        Ok(Side { what, groups, sign: Fraction::from(sign), bound })
    }
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeMap<String, usize>) -> Checked<Group> {
    let (mut label, mut mass, mut types) = (None, Fraction::from(0), Vec::new());
    let (keys, mut seen) = (["label", "mass", "types"], Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "label" => label = Some(scanner.text()?),
            "mass" => mass = scanner.not_negative()?,
            _ => types = scanner.array(one_type)?,
        }
    }
    let place = labels.len();
    ensure(labels.insert(label.ok_or("a label")?, place).is_none(), "a label of its own")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    let ([probs], prob_unit) = over_one_unit(&types, [0])?;
    let sum = probs.iter().fold(Int::ZERO, |sum, prob| sum + prob);
    ensure(sum == prob_unit, "types with probabilities that sum to 1")?;
    let masses = probs.iter().map(|prob| prob * &mass.numerator).collect();
    let mass_unit = prob_unit * mass.denominator;
    let ([lows, highs], wtp_unit) = over_one_unit(&types, [1, 2])?;
    let ([weights, values], weight_unit) = over_one_unit(&types, [3, 4])?;
    Ok(Group { masses, mass_unit, lows, highs, wtp_unit, weights, values, weight_unit })
}

/// `f_k`, `low_k`, `high_k`, `lambda_k` and `nu_k` of a type.
fn one_type(scanner: &mut Scanner<'_>, before: Option<&[Fraction; 5]>) -> Checked<[Fraction; 5]> {
    let keys = ["prob", "weight", "wtp", "low", "high", "weighted_wtp", "external"];
    let (mut sizes, mut external, mut seen) = ([const { None }; 6], None, Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match sizes.get_mut(key) {
            Some(size) => *size = Some(scanner.not_negative()?),
            None => external = Some(scanner.number()?),
        }
    }
    let [prob, low, high, weight, weighted_wtp] = match sizes {
        [Some(prob), Some(weight), Some(wtp), None, None, None] => {
            [prob, wtp.clone(), wtp.clone(), weight.clone(), weight.times(&wtp)]
        }
        [Some(prob), Some(weight), None, Some(low), Some(high), Some(weighted_wtp)] => {
            [prob, low, high, weight, weighted_wtp]
        }
        _ => return Err("prob, weight, and either wtp or all of low, high, weighted_wtp".into()),
    };
    ensure(Int::ZERO < prob.numerator, "prob > 0")?;
    ensure(low <= high, "low <= high")?;
    ensure(weight.times(&low) <= weighted_wtp, "weight x low <= weighted_wtp")?;
    ensure(weighted_wtp <= weight.times(&high), "weighted_wtp <= weight x high")?;
    ensure(before.is_none_or(|before| before[2] <= low), "low >= high of the type before")?;
    ensure(before.is_none_or(|before| before[1] < high), "high > low of the type before")?;
    let value = external.map_or(weighted_wtp.clone(), |external| weighted_wtp.plus(&external));
    Ok([prob, low, high, weight, value])
}
