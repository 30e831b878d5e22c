//! The finite instance of `docs/formats.md`: strict reader, and the numbers as integers.

use std::collections::BTreeSet;

use ironproof_numbers::{Failure, Fraction, Int, Read, ensure, limits, over_one_unit};

use crate::json::Scanner;

pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) alpha: Fraction,
    pub(crate) groups: Vec<Group>,
    pub(crate) levels: Vec<Fraction>, // q_1 .. q_M, strictly increasing in [0, 1]
    pub(crate) supply: Vec<Fraction>, // S_1 .. S_M, objects of this level or better
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
pub(crate) fn read(text: &str) -> Result<Instance, Failure> {
    limits::digits(text)?;
    let mut scanner = Scanner::new(text);
    instance(&mut scanner).map_err(|failure| match failure {
        Failure::Input(.., expected) => scanner.failure(expected),
        other => other,
    })
}

fn instance(scanner: &mut Scanner<'_>) -> Result<Instance, Failure> {
    let (mut name, mut alpha, mut groups) = (None, None, Vec::new());
    let (mut levels, mut supply) = (Vec::new(), Vec::new());
    let (mut labels, mut seen) = (BTreeSet::new(), Vec::new());
    let keys = ["name", "alpha", "groups", "quality", "optimum"];
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "groups" => {
                while scanner.element(groups.len())? {
                    groups.push(group(scanner, &mut labels)?);
                }
            }
            "quality" => {
                while scanner.element(levels.len())? {
                    let (level, mass) = level(scanner, levels.last())?;
                    levels.push(level);
                    supply.push(mass);
                }
            }
            // A claim of the author: only its form is checked.
            _ => drop(scanner.number()?),
        }
    }
    scanner.end()?;
    let is_complete = !groups.is_empty() && !levels.is_empty();
    let (Some(name), Some(alpha), true) = (name, alpha, is_complete) else {
        return Err("the keys name, alpha, groups and quality".into());
    };
    // The masses of the levels become those of the levels or better.
    for j in (1..supply.len()).rev() {
        let better = supply[j].clone();
        supply[j - 1].add(&better, levels.len())?;
    }
    Ok(Instance { name, alpha, groups, levels, supply })
}

fn level(scanner: &mut Scanner<'_>, before: Option<&Fraction>) -> Read<(Fraction, Fraction)> {
    let [Some(level), Some(mass)] = scanner.numbers(["level", "mass"])? else {
        return Err("the keys level and mass");
    };
    ensure(level <= Fraction::from(1), "a level of at most 1")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    ensure(before.is_none_or(|before| *before < level), "increasing levels")?;
    Ok((level, mass))
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeSet<String>) -> Result<Group, Failure> {
    let (mut label, mut mass, mut seen) = (None, Fraction::from(0), Vec::new());
    let mut columns = [const { Vec::new() }; 5];
    while let Some(key) = scanner.key(&["label", "mass", "types"], &mut seen)? {
        match key {
            0 => label = Some(scanner.text()?),
            1 => mass = scanner.not_negative()?,
            _ => {
                while scanner.element(columns[0].len())? {
                    one_type(scanner, &mut columns)?;
                }
            }
        }
    }
    ensure(labels.insert(label.ok_or("a label")?), "a label of its own")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    let [probs, lows, highs, weights, weighted_wtps] = &columns;
    let ([mut masses], prob_unit) = over_one_unit([probs])?;
    let sum = masses.iter().fold(Int::ZERO, |sum, mass| sum + mass);
    ensure(sum == prob_unit, "types with probabilities that sum to 1")?;
    let mass_per_prob = mass.times(&Fraction::new(Int::from(1), prob_unit));
    for mass in &mut masses {
        *mass = &*mass * &mass_per_prob.numerator;
    }
    let mass_unit = mass_per_prob.denominator;
    let ([lows, highs], wtp_unit) = over_one_unit([lows, highs])?;
    let ([weights, weighted_wtps], weight_unit) = over_one_unit([weights, weighted_wtps])?;
    Ok(Group { masses, mass_unit, lows, highs, wtp_unit, weights, weighted_wtps, weight_unit })
}

/// Adds `f_k`, `low_k`, `high_k`, `lambda_k` and `nu_k` to the columns of a group.
fn one_type(scanner: &mut Scanner<'_>, columns: &mut [Vec<Fraction>; 5]) -> Read<()> {
    let keys = ["prob", "weight", "wtp", "low", "high", "weighted_wtp"];
    let [prob, low, high, weight, weighted_wtp] = match scanner.numbers(keys)? {
        [Some(prob), Some(weight), Some(wtp), None, None, None] => {
            let weighted_wtp = weight.times(&wtp);
            [prob, wtp.clone(), wtp, weight, weighted_wtp]
        }
        [Some(prob), Some(weight), None, Some(low), Some(high), Some(weighted_wtp)] => {
            [prob, low, high, weight, weighted_wtp]
        }
        _ => return Err("prob, weight, and either wtp or all of low, high, weighted_wtp"),
    };
    ensure(Int::ZERO < prob.numerator, "prob > 0")?;
    ensure(low <= high, "low <= high")?;
    ensure(weight.times(&low) <= weighted_wtp, "weight x low <= weighted_wtp")?;
    ensure(weighted_wtp <= weight.times(&high), "weighted_wtp <= weight x high")?;
    let [_, lows, highs, ..] = columns;
    ensure(highs.last().is_none_or(|before| *before <= low), "low >= high of the type before")?;
    ensure(lows.last().is_none_or(|before| *before < high), "high > low of the type before")?;
    for (column, number) in columns.iter_mut().zip([prob, low, high, weight, weighted_wtp]) {
        column.push(number);
    }
    Ok(())
}
