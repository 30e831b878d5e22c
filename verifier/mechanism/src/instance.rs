//! The finite instance of `docs/formats.md`: strict reader, and the numbers as integers.

use std::collections::BTreeSet;

use ironproof_numbers::{Checked, Failure, Fraction, Int, ensure, limit_digits, over_one_unit};

use crate::json::Scanner;

pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) alpha: Fraction,
    pub(crate) groups: Vec<Group>,
    pub(crate) levels: Vec<[Fraction; 2]>, // q_j, increasing in [0, 1], and m_j, the mass of it
}

/// The types of a group, which count from 0 here and from 1 in messages. Each list holds integers
/// over its unit: the number of type k is `list[k] / unit`.
pub(crate) struct Group {
    pub(crate) masses: Vec<Int>, // w_k = mu f_k
    pub(crate) mass_unit: Int,
    pub(crate) lows: Vec<Int>, // low_k and high_k
    pub(crate) highs: Vec<Int>,
    pub(crate) wtp_unit: Int,
    pub(crate) weights: Vec<Int>, // lambda_k and nu_k
    pub(crate) weighted_wtps: Vec<Int>,
    pub(crate) weight_unit: Int,
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
    let (mut labels, mut seen) = (BTreeSet::new(), Vec::new());
    let keys = ["name", "alpha", "groups", "quality", "optimum"];
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "groups" => groups = scanner.array(|scanner, _| group(scanner, &mut labels))?,
            "quality" => levels = scanner.array(level)?,
            // A claim of the author: only its form is checked.
            _ => drop(scanner.number()?),
        }
    }
    scanner.end()?;
    let is_complete = !groups.is_empty() && !levels.is_empty();
    let (Some(name), Some(alpha), true) = (name, alpha, is_complete) else {
        return Err("the keys name, alpha, groups and quality".into());
    };
    Ok(Instance { name, alpha, groups, levels })
}

fn level(scanner: &mut Scanner<'_>, before: Option<&[Fraction; 2]>) -> Checked<[Fraction; 2]> {
    let [Some(level), Some(mass)] = scanner.sizes(["level", "mass"])? else {
        return Err("the keys level and mass".into());
    };
    ensure(level <= Fraction::from(1), "a level of at most 1")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    ensure(before.is_none_or(|before| before[0] < level), "increasing levels")?;
    Ok([level, mass])
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeSet<String>) -> Checked<Group> {
    let (mut label, mut mass, mut types) = (None, Fraction::from(0), Vec::new());
    let (keys, mut seen) = (["label", "mass", "types"], Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "label" => label = Some(scanner.text()?),
            "mass" => mass = scanner.not_negative()?,
            _ => types = scanner.array(one_type)?,
        }
    }
    ensure(labels.insert(label.ok_or("a label")?), "a label of its own")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    let ([probs], prob_unit) = over_one_unit(&types, [0])?;
    let sum = probs.iter().fold(Int::ZERO, |sum, prob| sum + prob);
    ensure(sum == prob_unit, "types with probabilities that sum to 1")?;
    let masses = probs.iter().map(|prob| prob * &mass.numerator).collect();
    let mass_unit = prob_unit * mass.denominator;
    let ([lows, highs], wtp_unit) = over_one_unit(&types, [1, 2])?;
    let ([weights, weighted_wtps], weight_unit) = over_one_unit(&types, [3, 4])?;
    Ok(Group { masses, mass_unit, lows, highs, wtp_unit, weights, weighted_wtps, weight_unit })
}

/// `f_k`, `low_k`, `high_k`, `lambda_k` and `nu_k` of a type.
fn one_type(scanner: &mut Scanner<'_>, before: Option<&[Fraction; 5]>) -> Checked<[Fraction; 5]> {
    let keys = ["prob", "weight", "wtp", "low", "high", "weighted_wtp"];
    let [prob, low, high, weight, weighted_wtp] = match scanner.sizes(keys)? {
        [Some(prob), Some(weight), Some(wtp), None, None, None] => {
            let weighted_wtp = weight.times(&wtp);
            [prob, wtp.clone(), wtp, weight, weighted_wtp]
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
    Ok([prob, low, high, weight, weighted_wtp])
}
