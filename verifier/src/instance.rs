//! The finite instance of `docs/formats.md`: strict reader, and the numbers as integers.

use std::collections::BTreeSet;
use std::fmt;

use dashu_int::IBig;

use crate::fraction::{Fraction, over_one_unit};
use crate::json::{Expected, Scanner, ensure};

pub(crate) struct Instance {
    pub(crate) alpha: Fraction,
    pub(crate) groups: Vec<Group>,
    /// `q_1 .. q_M`, strictly increasing in [0, 1].
    pub(crate) levels: Vec<Fraction>,
    /// `S_1 .. S_M`, objects of this level or better.
    pub(crate) supply: Vec<Fraction>,
}

/// The types of a group, which count from 0 here and from 1 in messages. Each list holds integers
/// over its unit: the number of type k is `list[k] / unit`.
pub(crate) struct Group {
    /// `w_k = mu f_k`.
    pub(crate) masses: Vec<IBig>,
    pub(crate) mass_unit: IBig,
    /// `low_k` and `high_k`.
    pub(crate) lows: Vec<IBig>,
    pub(crate) highs: Vec<IBig>,
    pub(crate) wtp_unit: IBig,
    /// `lambda_k` and `nu_k`.
    pub(crate) weights: Vec<IBig>,
    pub(crate) weighted_wtps: Vec<IBig>,
    pub(crate) weight_unit: IBig,
}

/// Why an instance could not be read: line, column, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceError(usize, usize, Expected);

impl fmt::Display for InstanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InstanceError(line, column, expected) = self;
        write!(f, "line {line}, column {column}: expected {expected}")
    }
}

impl std::error::Error for InstanceError {}

/// The object that the text holds, and nothing after it.
pub(crate) fn read(text: &str) -> Result<Instance, InstanceError> {
    let mut scanner = Scanner::new(text);
    instance(&mut scanner).map_err(|expected| {
        let (line, column) = scanner.position();
        InstanceError(line, column, expected)
    })
}

fn instance(scanner: &mut Scanner<'_>) -> Result<Instance, Expected> {
    let (mut name, mut alpha, mut groups) = (None, None, Vec::new());
    let (mut levels, mut supply) = (Vec::new(), Vec::new());
    let mut labels = BTreeSet::new();
    let keys = ["name", "alpha", "groups", "quality", "optimum"];
    scanner.object(&keys, &mut |scanner, key| {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "groups" => scanner.array(&mut |scanner| {
                groups.push(group(scanner, &mut labels)?);
                Ok(())
            })?,
            "quality" => scanner.array(&mut |scanner| {
                let mut numbers = [const { None }; 2];
                scanner.numbers(&["level", "mass"], &mut numbers)?;
                let [Some(level), Some(mass)] = numbers else {
                    return Err("the keys level and mass");
                };
                ensure(level <= Fraction::ONE, "a level of at most 1")?;
                ensure(Fraction::ZERO < mass, "a mass > 0")?;
                ensure(levels.last().is_none_or(|last| *last < level), "increasing levels")?;
                levels.push(level);
                supply.push(mass);
                Ok(())
            })?,
            // A claim of the author: only its form is checked.
            _ => drop(scanner.number()?),
        }
        Ok(())
    })?;
    scanner.end()?;
    let is_complete = name.is_some() && !groups.is_empty() && !levels.is_empty();
    let Some(alpha) = alpha.filter(|_| is_complete) else {
        return Err("the keys name, alpha, groups and quality");
    };
    // The masses of the levels become those of the levels or better.
    for j in (1..supply.len()).rev() {
        supply[j - 1] = supply[j - 1].plus(&supply[j]);
    }
    Ok(Instance { alpha, groups, levels, supply })
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeSet<String>) -> Result<Group, Expected> {
    let (mut label, mut mass, mut columns) = (None, Fraction::ZERO, Columns::default());
    scanner.object(&["label", "mass", "types"], &mut |scanner, key| {
        match key {
            0 => label = Some(scanner.text()?.into_owned()),
            1 => mass = scanner.not_negative()?,
            _ => scanner.array(&mut |scanner| one_type(scanner, &mut columns))?,
        }
        Ok(())
    })?;
    ensure(labels.insert(label.ok_or("a label")?), "a label of its own")?;
    ensure(Fraction::ZERO < mass, "a mass > 0")?;
    let [probs, lows, highs, weights, weighted_wtps] = &columns;
    let (mut masses, _, prob_unit) = over_one_unit(probs, &[]);
    ensure(masses.iter().sum::<IBig>() == prob_unit, "types with probabilities that sum to 1")?;
    let mass_per_prob = mass.times(&Fraction::new(IBig::ONE, prob_unit));
    for mass in &mut masses {
        *mass *= &mass_per_prob.numerator;
    }
    let mass_unit = mass_per_prob.denominator;
    let (lows, highs, wtp_unit) = over_one_unit(lows, highs);
    let (weights, weighted_wtps, weight_unit) = over_one_unit(weights, weighted_wtps);
    Ok(Group { masses, mass_unit, lows, highs, wtp_unit, weights, weighted_wtps, weight_unit })
}

/// `f_k`, `low_k`, `high_k`, `lambda_k` and `nu_k` of the types of a group.
type Columns = [Vec<Fraction>; 5];

fn one_type(scanner: &mut Scanner<'_>, columns: &mut Columns) -> Result<(), Expected> {
    let keys = ["prob", "weight", "wtp", "low", "high", "weighted_wtp"];
    let mut numbers = [const { None }; 6];
    scanner.numbers(&keys, &mut numbers)?;
    let (prob, weight, low, high, weighted_wtp) = match numbers {
        [Some(prob), Some(weight), Some(wtp), None, None, None] => {
            let weighted_wtp = weight.times(&wtp);
            (prob, weight, wtp.clone(), wtp, weighted_wtp)
        }
        [Some(prob), Some(weight), None, Some(low), Some(high), Some(weighted_wtp)] => {
            (prob, weight, low, high, weighted_wtp)
        }
        _ => return Err("prob, weight, and either wtp or all of low, high, weighted_wtp"),
    };
    ensure(Fraction::ZERO < prob, "prob > 0")?;
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
