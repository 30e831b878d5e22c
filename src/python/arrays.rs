//! A finite instance from columns: a row is a type, or people with the same answer.
//!
//! Rows may be in any order. Rows of a group with the same willingness to pay are one type, with the sum of their
//! probabilities and the mean of their weights: the model knows no difference between them.

use ironproof_instance::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof_number::rational::Rational;
use pyo3::prelude::*;

use crate::error::wrong;
use crate::given::{Column, Reading, number};
use crate::instance::Native;

/// The rest of the instance.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Rest {
    name: String,
    alpha: String,
    /// Level and mass; no mass is as many as are wanted.
    quality: Vec<(String, Option<String>)>,
    /// A mass for each label that has one.
    mass: Vec<(String, String)>,
    /// Probabilities are counts or survey weights: divide by their sum.
    normalise: bool,
    /// Doubles are what they are bit for bit.
    bits: bool,
}

struct Row {
    wtp: Rational,
    prob: Rational,
    weight: Rational,
}

/// A finite instance from columns; without `group` there is one group.
#[pyfunction]
pub(crate) fn from_columns(
    py: Python<'_>,
    wtp: Column,
    prob: Column,
    weight: Column,
    group: Option<Vec<String>>,
    rest: Rest,
) -> PyResult<Native> {
    let reading = if rest.bits { Reading::Bits } else { Reading::Decimal };
    let n = wtp.n_rows().ok_or_else(|| wrong("wtp: expected a column, not one number"))?;
    if n == 0 {
        return Err(wrong("wtp: no rows"));
    }
    let numbers = |column: &Column, what: &str| column.numbers(py, what, n, reading);
    let wtp = numbers(&wtp, "wtp")?;
    let prob = numbers(&prob, "prob")?;
    let weight = numbers(&weight, "weight")?;
    let labels = group.unwrap_or_else(|| vec!["all".to_owned(); n]);
    if labels.len() != n {
        return Err(wrong(format!("group: {} rows, where wtp has {n}", labels.len())));
    }
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let rows = wtp.into_iter().zip(prob).zip(weight);
    for (label, ((wtp, prob), weight)) in labels.into_iter().zip(rows) {
        let place = *places.entry(label.clone()).or_insert_with(|| {
            groups.push((label, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(Row { wtp, prob, weight });
    }
    let instance = rest.instance(groups)?;
    Ok(Native::of_finite(instance))
}

impl Rest {
    fn instance(&self, groups: Vec<(String, Vec<Row>)>) -> PyResult<FiniteInstance> {
        let sums: Vec<Rational> = groups.iter().map(|(_, rows)| total(rows)).collect();
        let all = sums.iter().fold(Rational::ZERO, |sum, part| sum + part);
        if self.normalise && all <= Rational::ZERO {
            return Err(wrong("prob: the sum is not above 0"));
        }
        for (label, _) in &self.mass {
            if !groups.iter().any(|(own, _)| own == label) {
                return Err(wrong(format!("mass: no group {label:?}")));
            }
        }
        let alone = groups.len() == 1;
        let mut made = Vec::with_capacity(groups.len());
        for ((label, rows), sum) in groups.into_iter().zip(sums) {
            let given = self.mass.iter().find(|(own, _)| *own == label);
            let mass = match given {
                Some((_, text)) => number(text)?,
                None if self.normalise => &sum / &all,
                None if alone => Rational::ONE,
                None => {
                    let text = format!("mass: give the mass of group {label:?}, or normalise=True");
                    return Err(wrong(text));
                }
            };
            let share = if self.normalise { sum.clone() } else { Rational::ONE };
            if share <= Rational::ZERO {
                return Err(wrong(format!("prob: the sum of group {label:?} is not above 0")));
            }
            if sum != share {
                let text = format!(
                    "prob: the sum of group {label:?} is {sum}, not 1; counts and survey weights need normalise=True"
                );
                return Err(wrong(text));
            }
            made.push(Group { label, mass, types: types(rows, &share) });
        }
        let mut quality = Vec::with_capacity(self.quality.len());
        for (level, mass) in &self.quality {
            let mass = mass.as_deref().map(number).transpose()?;
            quality.push(QualityLevel { level: number(level)?, mass, cost: Rational::ZERO });
        }
        let content = Content::new(self.name.clone(), number(&self.alpha)?, made, quality);
        FiniteInstance::new(content).map_err(wrong)
    }
}

fn total(rows: &[Row]) -> Rational {
    rows.iter().fold(Rational::ZERO, |sum, row| sum + &row.prob)
}

/// Types by willingness to pay, each value once. Rows of probability zero are nobody.
fn types(mut rows: Vec<Row>, share: &Rational) -> Vec<Type> {
    rows.retain(|row| row.prob != Rational::ZERO);
    rows.sort_by(|a, b| a.wtp.cmp(&b.wtp));
    let mut types: Vec<Type> = Vec::with_capacity(rows.len());
    for run in rows.chunk_by(|a, b| a.wtp == b.wtp) {
        let prob = total(run);
        let weighted = run.iter().fold(Rational::ZERO, |sum, row| sum + &row.prob * &row.weight);
        let mean = if run.len() == 1 { run[0].weight.clone() } else { &weighted / &prob };
        types.push(Type::new(Wtp::Point(run[0].wtp.clone()), &prob / share, mean));
    }
    types
}
