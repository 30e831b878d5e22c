//! An estimate for people, and as a table with a row for each group.

use ironproof_number::rational::Readable;
use ironproof_results::estimate::{EstimateFound, EstimatedGroup, Parameter};
use ironproof_results::{Exact, MaybeExact, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::{counted, digits, small};

impl Report for EstimateFound {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let groups = counted(self.groups.len(), "group");
        let Self { name, respondents, estimator, .. } = self;
        document
            .line(0, format!("{name}: {respondents} respondents, {groups}, estimator {estimator}"));
        for note in &self.notes {
            document.line(2, note.clone());
        }
        if self.groups.iter().any(|group| group.aic.is_some()) {
            document.table(parameters(&self.groups));
            document.table(fits(&self.groups));
        } else {
            document.table(shares(&self.groups));
        }
        for group in &self.groups {
            for note in &group.notes {
                document.line(2, format!("{}: {note}", group.label));
            }
        }
        document
            .line(2, format!("Pareto weights (an assumption, not data): {}", self.welfare_weights));
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        self.groups.iter().map(|group| record(&Row::new(self, group))).collect()
    }
}

fn shares(groups: &[EstimatedGroup]) -> Table {
    let titles = ["respondents", "mass", "parts", "mean wtp", "log-lik.", "KT gap"];
    let titles = std::iter::once(Column::text("group")).chain(titles.map(Column::number));
    let mut table = Table::new(titles).indented(2);
    for group in groups {
        table.row([
            group.label.clone(),
            group.respondents.to_string(),
            Readable(&group.mass.0).to_string(),
            group.parts.map_or_else(dash, |parts| parts.to_string()),
            group.mean.0.as_ref().map_or_else(dash, |mean| Readable(mean).to_string()),
            decimals(group.log_likelihood, 4),
            small(group.gap),
        ]);
    }
    table
}

/// The estimates, with their standard errors behind them.
fn parameters(groups: &[EstimatedGroup]) -> Table {
    let names = groups.first().map_or(&[][..], |group| &group.parameters);
    let names = names
        .iter()
        .flat_map(|parameter| [Column::number(parameter.name.clone()), Column::number("s.e.")]);
    let mut table = Table::new(std::iter::once(Column::text("group")).chain(names)).indented(2);
    for group in groups {
        let numbers = group
            .parameters
            .iter()
            .flat_map(|parameter| [digits(parameter.value), digits(parameter.standard_error)]);
        table.row(std::iter::once(group.label.clone()).chain(numbers));
    }
    table
}

fn fits(groups: &[EstimatedGroup]) -> Table {
    let titles = ["respondents", "mass", "log-lik.", "AIC", "BIC", "sup distance"];
    let titles = std::iter::once(Column::text("group")).chain(titles.map(Column::number));
    let mut table = Table::new(titles).indented(2);
    for group in groups {
        let [likelihood, aic, bic] =
            [group.log_likelihood, group.aic, group.bic].map(|x| decimals(x, 2));
        let mass = Readable(&group.mass.0).to_string();
        let distance = decimals(group.distance, 3);
        let n = group.respondents.to_string();
        table.row([group.label.clone(), n, mass, likelihood, aic, bic, distance]);
    }
    table
}

fn dash() -> String {
    "-".to_owned()
}

fn decimals(x: Option<f64>, digits: usize) -> String {
    x.map_or_else(dash, |x| format!("{x:.digits$}"))
}

/// A group.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    estimator: &'a str,
    group: &'a str,
    respondents: u64,
    mass: &'a Exact,
    distribution: &'a str,
    parts: Option<usize>,
    mean: &'a MaybeExact,
    parameter_1: Option<&'a str>,
    value_1: Option<f64>,
    standard_error_1: Option<f64>,
    parameter_2: Option<&'a str>,
    value_2: Option<f64>,
    standard_error_2: Option<f64>,
    spike: Option<f64>,
    standard_error_spike: Option<f64>,
    log_likelihood: Option<f64>,
    aic: Option<f64>,
    bic: Option<f64>,
    distance: Option<f64>,
    gap: Option<f64>,
}

impl<'a> Row<'a> {
    fn new(found: &'a EstimateFound, group: &'a EstimatedGroup) -> Self {
        let part = |place: usize| group.parameters.get(place);
        let value = |parameter: &Parameter| parameter.value;
        let error = |parameter: &Parameter| parameter.standard_error;
        let name = |place| part(place).map(|parameter| parameter.name.as_str());
        Self {
            name: &found.name,
            estimator: &found.estimator,
            group: &group.label,
            respondents: group.respondents,
            mass: &group.mass,
            distribution: &group.distribution,
            parts: group.parts,
            mean: &group.mean,
            parameter_1: name(0),
            value_1: part(0).map(value),
            standard_error_1: part(0).map(error),
            parameter_2: name(1),
            value_2: part(1).map(value),
            standard_error_2: part(1).map(error),
            spike: part(2).map(value),
            standard_error_spike: part(2).map(error),
            log_likelihood: group.log_likelihood,
            aic: group.aic,
            bic: group.bic,
            distance: group.distance,
            gap: group.gap,
        }
    }
}
