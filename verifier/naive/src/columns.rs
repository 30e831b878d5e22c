//! The column files of an instance, in memory.

use std::fmt::Write;
use std::io;

use ironproof_mechanism::Source;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::instance::{Group, Instance, Type};

/// The header and the columns of an instance.
pub struct Columns {
    header: String,
    /// The bytes of each group's `wtp`, `prob` and `weight`.
    pub groups: Vec<[Vec<u8>; 3]>,
    at: [usize; 3],
}

impl Columns {
    /// Those of this instance, if it may be in column files: points, levels with a mass and without cost, no side
    /// constraint, and numbers that fit.
    pub fn new(instance: &Instance) -> Option<Columns> {
        let types = || instance.groups.iter().flat_map(|group| &group.types);
        let is_point = |own: &Type| {
            own.low == own.high
                && own.weighted_wtp == &own.weight * &own.low
                && own.external.is_zero()
        };
        let is_plain =
            instance.levels.iter().all(|level| level.mass.is_some() && level.cost.is_zero());
        if !types().all(is_point) || !is_plain || !instance.sides.is_empty() {
            return None;
        }
        let wtp = common(types().map(|own| &own.low));
        let weight = common(types().map(|own| &own.weight));
        let group = |group: &Group| {
            let prob = common(group.types.iter().map(|own| &own.prob));
            let column = |of: &dyn Fn(&Type) -> BigRational| -> Option<Vec<u8>> {
                let words = group.types.iter().map(|own| of(own).to_integer().to_i64());
                Some(
                    words
                        .collect::<Option<Vec<i64>>>()?
                        .into_iter()
                        .flat_map(i64::to_le_bytes)
                        .collect(),
                )
            };
            Some([
                column(&|own| &own.low * &wtp)?,
                column(&|own| &own.prob * &prob)?,
                column(&|own| &own.weight * &weight)?,
            ])
        };
        let groups = instance.groups.iter().map(group).collect::<Option<Vec<_>>>()?;
        Some(Columns { header: header(instance, &wtp, &weight), groups, at: [0; 3] })
    }

    /// The certificate, with the sums of these columns in each line `implied`.
    pub fn with_sums(&self, certificate: &str) -> String {
        let integers = |bytes: &[u8]| -> Vec<BigInt> {
            let words = bytes.as_chunks().0.iter();
            words.map(|word| BigInt::from(i64::from_le_bytes(*word))).collect()
        };
        let mut sums = self.groups.iter().map(|[wtp, prob, weight]| {
            let prob = integers(prob);
            let weighed = |column: &[u8]| -> BigInt {
                prob.iter().zip(integers(column)).map(|(f, x)| f * x).sum()
            };
            let (weight, wtp) = (weighed(weight), weighed(wtp));
            format!("implied {} {weight} {wtp}", prob.iter().sum::<BigInt>())
        });
        let lines = certificate.split('\n').map(|line| {
            let sums = if line == "implied" { sums.next() } else { None };
            sums.unwrap_or_else(|| line.to_string())
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The text of the header.
    pub fn header(&self) -> String {
        self.header.clone()
    }
}

fn header(instance: &Instance, wtp: &BigInt, weight: &BigInt) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = format!(
        "{{\"name\": {}, \"alpha\": \"{}\", \"units\": {{\"wtp\": \"1/{wtp}\", \"weight\": \"1/{weight}\"}}, \"groups\": [",
        quoted(&instance.name),
        instance.alpha
    );
    for (i, group) in instance.groups.iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        let _ = write!(
            text,
            "{comma}{{\"label\": {}, \"mass\": \"{}\", \"types\": {{\"count\": {}, \"wtp\": \"r{i}\", \
             \"prob\": \"f{i}\", \"weight\": \"l{i}\"}}}}",
            quoted(&group.label),
            group.mass,
            group.types.len()
        );
    }
    text.push_str("], \"quality\": [");
    for (j, level) in instance.levels.iter().enumerate() {
        let comma = if j == 0 { "" } else { ", " };
        let mass = level.mass.clone().unwrap_or_default();
        let _ = write!(text, "{comma}{{\"level\": \"{}\", \"mass\": \"{mass}\"}}", level.level);
    }
    text.push_str("]}");
    text
}

/// The least common denominator.
fn common<'a>(numbers: impl Iterator<Item = &'a BigRational>) -> BigInt {
    numbers.fold(BigInt::one(), |unit, number| unit.lcm(number.denom()))
}

impl Source for Columns {
    fn open(&mut self, group: usize, column: usize) -> io::Result<u64> {
        self.at[column] = 0;
        u64::try_from(self.groups[group][column].len()).map_err(io::Error::other)
    }

    fn read(&mut self, group: usize, column: usize, bytes: &mut [u8]) -> io::Result<()> {
        let from = self.at[column];
        self.at[column] += bytes.len();
        bytes.copy_from_slice(&self.groups[group][column][from..self.at[column]]);
        Ok(())
    }
}
