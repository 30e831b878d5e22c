//! A survey: from the bytes of a file to an instance.

use std::path::Path;

use ironproof_instance::{ContinuousInstance, read};
use ironproof_name::Escaped;
use ironproof_number::rational::Rational;

use super::data::{Columns, Said, answers};
use super::error::{Error, Fault, Rule};
use super::groups::{Division, Group, divide, set_incomes};
use super::method::{Estimate, Estimator, Method, estimate};
use super::shape::Tail;
use super::sheet::Sheet;
use super::turnbull::Within;
use super::welfare::{Welfare, weights};
use super::write::{Frame, masses, toml};

/// Answers by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// The name of the file, for messages.
    pub file: String,
    /// The groups.
    pub groups: Vec<Group>,
    /// What is to be said about how the file was read.
    pub notes: Vec<String>,
}

/// An instance that was estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    /// The estimate of each group.
    pub estimates: Vec<Estimate>,
    /// The mass of each group.
    pub masses: Vec<Rational>,
    /// The assumption about Pareto weights.
    pub welfare: String,
    /// The instance as a file.
    pub toml: String,
    /// The instance.
    pub instance: ContinuousInstance,
}

impl Columns {
    /// One column with amounts.
    pub fn amounts(title: &str) -> Self {
        let said = Said::Wtp { wtp: title.to_owned() };
        Self { said, weight: None, count: None, drops_missing: false }
    }
}

impl Method {
    /// Amounts as they are.
    pub fn values() -> Self {
        Self {
            estimator: Estimator::Values,
            bins: None,
            within: Within::Uniform,
            spike: false,
            top: None,
            tail: Tail::Clip,
        }
    }
}

impl Frame {
    /// A frame in which revenue counts one and people have mass one.
    pub fn new(name: &str, source: &str, quality: Vec<(Rational, Rational)>) -> Self {
        Self {
            name: name.to_owned(),
            title: format!("Estimated from {}", Escaped(source)),
            unit: None,
            source: source.to_owned(),
            alpha: Rational::ONE,
            quality,
            mass: Rational::ONE,
        }
    }
}

impl Survey {
    /// Reads the answers of a file and divides them into groups.
    ///
    /// # Errors
    /// [`Error`] names the file, the line, the column and the rule.
    pub fn read(
        bytes: &[u8],
        file: &str,
        columns: &Columns,
        division: &Division,
        income: Option<&str>,
    ) -> Result<Self, Error> {
        let survey = || -> Result<Self, Fault> {
            let sheet = Sheet::read(bytes)?;
            let by = match division {
                Division::All => None,
                Division::Labels(title) | Division::Quantiles(title, _) => {
                    Some(sheet.column(title)?)
                }
            };
            let income = income.map(|title| sheet.column(title)).transpose()?;
            let others: Vec<_> = by.iter().chain(&income).collect();
            let (answers, left_out) = answers(&sheet, columns, &others)?;
            let (mut groups, bounds) = divide(answers, division, by.as_ref())?;
            let of_division = by.filter(|_| matches!(division, Division::Quantiles(..)));
            if let Some(column) = income.or(of_division) {
                set_incomes(&mut groups, &column)?;
            }
            let notes = [sheet.notes.clone(), left_out, bounds].concat();
            Ok(Self { file: file.to_owned(), groups, notes })
        };
        survey().map_err(|fault| fault.in_file(file))
    }

    /// Estimates each group, and makes an instance of the estimates.
    ///
    /// # Errors
    /// [`Error`] if there is no estimate, or no instance can be made of it.
    pub fn estimate(
        &self,
        method: &Method,
        frame: &Frame,
        welfare: &Welfare,
    ) -> Result<Estimated, Error> {
        self.estimate_groups(&self.groups, method, frame, welfare)
    }

    /// The same for other answers of the same groups, which keep their masses and weights.
    pub(crate) fn estimate_groups(
        &self,
        groups: &[Group],
        method: &Method,
        frame: &Frame,
        welfare: &Welfare,
    ) -> Result<Estimated, Error> {
        let fail = |fault: Fault| fault.in_file(&self.file);
        let estimates: Result<Vec<_>, Fault> =
            groups.iter().map(|group| estimate(group, method)).collect();
        let estimates = estimates.map_err(fail)?;
        let masses = masses(&self.groups, &frame.mass);
        let weights = weights(welfare, &self.groups).map_err(fail)?;
        let pairs: Vec<_> = groups.iter().zip(&estimates).collect();
        let toml = toml(frame, method, &pairs, &masses, &weights);
        let instance = read(&toml, Path::new(".")).map_err(|error| {
            fail(Rule::Flag(format!("no instance can be made of the estimate: {error}")).anywhere())
        })?;
        Ok(Estimated { estimates, masses, welfare: weights.1, toml, instance })
    }
}
