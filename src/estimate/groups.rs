//! Who belongs to which group: labels of a column, or ranges of a number such as income.

use std::collections::BTreeMap;

use ironproof_name::is_label;
use ironproof_number::rational::{Rational, Readable};
use ironproof_number::scale;

use super::data::Answer;
use super::error::{Fault, Rule};
use super::sheet::Column;

/// More groups than these are a number that was taken for a label.
const MOST_GROUPS: usize = 50;

/// How respondents are divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Division {
    /// One group.
    All,
    /// By the labels of a column.
    Labels(String),
    /// By a number, into this many groups of about the same weight.
    Quantiles(String, usize),
}

/// A group, before anything is estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its label.
    pub label: String,
    /// Its answers, in the order of the file.
    pub answers: Vec<Answer>,
    /// The weighted mean of the column that says what people earn, if one is given.
    pub mean_income: Option<Rational>,
}

impl Group {
    /// How many respondents it has.
    pub fn n_respondents(&self) -> u64 {
        self.answers.iter().map(|answer| answer.count).sum()
    }

    /// The weight of all its respondents.
    pub fn weight(&self) -> Rational {
        let masses: Vec<Rational> = self.answers.iter().map(Answer::mass).collect();
        scale::sum(masses.iter())
    }
}

/// Divides the answers, with notes on how.
pub(crate) fn divide(
    answers: Vec<Answer>,
    division: &Division,
    column: Option<&Column<'_>>,
) -> Result<(Vec<Group>, Vec<String>), Fault> {
    let group = |label: String| Group { label, answers: Vec::new(), mean_income: None };
    match (division, column) {
        (Division::Labels(_), Some(column)) => {
            let mut groups: Vec<Group> = Vec::new();
            let mut places: BTreeMap<String, usize> = BTreeMap::new();
            for answer in answers {
                let label = column.text(answer.row);
                if !is_label(label) {
                    return Err(column.fault(answer.row, Rule::Label));
                }
                let place = *places.entry(label.to_owned()).or_insert(groups.len());
                if place == groups.len() {
                    groups.push(group(label.to_owned()));
                }
                groups[place].answers.push(answer);
            }
            if MOST_GROUPS < groups.len() {
                return Err(Rule::TooManyGroups { found: groups.len(), most: MOST_GROUPS }
                    .of(column.title()));
            }
            Ok((groups, Vec::new()))
        }
        (Division::Quantiles(_, n), Some(column)) => quantiles(answers, column, *n),
        _ => Ok((vec![Group { answers, ..group("all".to_owned()) }], Vec::new())),
    }
}

/// Equal numbers stay together: a group begins where the weight of all below reaches its share.
fn quantiles(
    answers: Vec<Answer>,
    column: &Column<'_>,
    n: usize,
) -> Result<(Vec<Group>, Vec<String>), Fault> {
    let mut sorted = Vec::with_capacity(answers.len());
    for answer in answers {
        let value =
            column.amount(answer.row)?.ok_or_else(|| column.fault(answer.row, Rule::Missing))?;
        sorted.push((value, answer));
    }
    sorted.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.row.cmp(&y.row)));
    let masses: Vec<Rational> = sorted.iter().map(|(_, answer)| answer.mass()).collect();
    let total = scale::sum(masses.iter());
    let mut groups: Vec<(Group, Rational, Rational)> = Vec::new();
    let (mut below, mut place) = (Rational::ZERO, None);
    for equal in sorted.chunk_by(|(a, _), (b, _)| a == b) {
        let mass = equal.iter().fold(Rational::ZERO, |sum, (_, answer)| sum + answer.mass());
        // The group in which the middle of these equal numbers lies.
        let middle = (&below + &mass / Rational::from(2)) * Rational::from(n) / &total;
        let wanted = usize::try_from(middle.floor()).map_or(n - 1, |place| place.min(n - 1));
        below += mass;
        if place != Some(wanted) {
            place = Some(wanted);
            let label = label(column.title(), wanted, n);
            let value = equal[0].0.clone();
            groups.push((
                Group { label, answers: Vec::new(), mean_income: None },
                value.clone(),
                value,
            ));
        }
        if let Some((group, _, last)) = groups.last_mut() {
            last.clone_from(&equal[0].0);
            group.answers.extend(equal.iter().map(|(_, answer)| answer.clone()));
        }
    }
    if groups.len() < n {
        return Err(Rule::TooFewValues { wanted: n }.of(column.title()));
    }
    let notes = groups.iter().map(|(group, first, last)| {
        format!(
            "{}: {} from {} to {}",
            group.label,
            column.title(),
            Readable(first),
            Readable(last)
        )
    });
    let notes = notes.collect();
    Ok((groups.into_iter().map(|(group, ..)| group).collect(), notes))
}

fn label(title: &str, place: usize, n: usize) -> String {
    match (n, place) {
        (3, 0) => format!("low {title}"),
        (3, 1) => format!("mid {title}"),
        (3, _) => format!("high {title}"),
        _ => format!("{title} {} of {n}", place + 1),
    }
}

/// The weighted mean of a column in each group.
pub(crate) fn set_incomes(groups: &mut [Group], column: &Column<'_>) -> Result<(), Fault> {
    for group in groups {
        let mut sum = Rational::ZERO;
        for answer in &group.answers {
            let value = column.amount(answer.row)?;
            let value = value.ok_or_else(|| column.fault(answer.row, Rule::Missing))?;
            sum += value * answer.mass();
        }
        group.mean_income = Some(sum / group.weight());
    }
    Ok(())
}
