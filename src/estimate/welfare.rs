//! Presets of Pareto weights. They are judgements and never data.

use ironproof_number::rational::{self, Rational, Readable};

use super::error::{Fault, Rule};
use super::groups::Group;
use super::method::significant;

/// Significant digits of a weight that is no short fraction.
const DIGITS: usize = 6;

/// What a unit of money is worth in the hands of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Welfare {
    /// 1 for everybody.
    Equal,
    /// One number for each group, by label.
    ByGroup(Vec<(String, Rational)>),
    /// A power of willingness to pay, 1 at its mean.
    Power(Rational),
    /// The mean income of all over the mean income of the group.
    IncomeShare,
}

/// The weights of one group, as an instance can hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weights {
    /// The same for the whole group.
    Constant(Rational),
    /// scale (wtp + shift)^exponent
    #[expect(missing_docs, reason = "the formula names the fields")]
    Power { scale: Rational, shift: Rational, exponent: Rational },
}

/// The weights of all groups, and the assumption in words.
pub(crate) fn weights(
    welfare: &Welfare,
    groups: &[Group],
) -> Result<(Vec<Weights>, String), Fault> {
    let all = |weight: Rational| vec![Weights::Constant(weight); groups.len()];
    match welfare {
        Welfare::Equal => Ok((all(Rational::ONE), "equal, 1 for everybody".to_owned())),
        Welfare::ByGroup(given) => {
            let known =
                || groups.iter().map(|group| group.label.clone()).collect::<Vec<_>>().join(", ");
            if let Some((label, _)) =
                given.iter().find(|(label, _)| groups.iter().all(|group| group.label != *label))
            {
                let text =
                    format!("--welfare-weights: no group `{label}`; the groups are {}", known());
                return Err(Rule::Flag(text).anywhere());
            }
            let weights = groups.iter().map(|group| {
                let mut found = given.iter().filter(|(label, _)| *label == group.label);
                match (found.next(), found.next()) {
                    (Some((_, weight)), None) => Ok(Weights::Constant(weight.clone())),
                    (None, _) => Err(format!(
                        "no weight for the group `{}`; write GROUP:WEIGHT for each of {}",
                        group.label,
                        known()
                    )),
                    _ => Err(format!("two weights for the group `{}`; write one", group.label)),
                }
            });
            let weights: Result<Vec<_>, String> = weights.collect();
            let weights = weights
                .map_err(|text| Rule::Flag(format!("--welfare-weights: {text}")).anywhere())?;
            Ok((weights, "one number for each group".to_owned()))
        }
        Welfare::Power(exponent) => Ok(power(exponent, groups)),
        Welfare::IncomeShare => {
            let total = groups.iter().fold(Rational::ZERO, |sum, group| sum + group.weight());
            let incomes: Option<Vec<&Rational>> =
                groups.iter().map(|group| group.mean_income.as_ref()).collect();
            let incomes =
                incomes.filter(|incomes| incomes.iter().all(|income| **income > Rational::ZERO));
            let Some(incomes) = incomes else {
                let text = "--welfare-weights income-share needs a mean income above 0 in each group; name its column with --income";
                return Err(Rule::Flag(text.to_owned()).anywhere());
            };
            let sum = groups
                .iter()
                .zip(&incomes)
                .fold(Rational::ZERO, |sum, (group, income)| sum + group.weight() * *income);
            let mean = sum / total;
            let weight = |income: &&Rational| {
                Weights::Constant(significant(rational::approx(&(&mean / *income)), DIGITS))
            };
            let text = "the mean income of all over the mean income of the group".to_owned();
            Ok((incomes.iter().map(weight).collect(), text))
        }
    }
}

/// A falling power is moved so that it is finite at 0.
#[expect(clippy::float_arithmetic, reason = "a power that is not rational is rounded")]
fn power(exponent: &Rational, groups: &[Group]) -> (Vec<Weights>, String) {
    let amounts = groups.iter().flat_map(|group| &group.answers).map(|answer| {
        let point = answer
            .high
            .as_ref()
            .map_or(answer.low.clone(), |high| (&answer.low + high) / Rational::from(2));
        point * answer.mass()
    });
    let total = groups.iter().fold(Rational::ZERO, |sum, group| sum + group.weight());
    let mean = amounts.fold(Rational::ZERO, |sum, amount| sum + amount) / total;
    let mean = significant(rational::approx(&mean), 3)
        .max(Rational::from_parts(1.into(), 1000_u16.into()));
    let shift = if *exponent < Rational::ZERO { mean.clone() } else { Rational::ZERO };
    let base = rational::approx(&(&mean + &shift));
    let scale = significant(base.powf(-rational::approx(exponent)), DIGITS);
    let [mean_text, shift_text, exponent_text] =
        [&mean, &shift, exponent].map(|x| Readable(x).to_string());
    let moved = if shift.is_zero() { String::new() } else { format!(" + {shift_text}") };
    let text =
        format!("(wtp{moved})^{exponent_text}, scaled to about 1 at the mean answer {mean_text}");
    let weights = Weights::Power { scale, shift, exponent: exponent.clone() };
    (vec![weights; groups.len()], text)
}
