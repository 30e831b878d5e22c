//! Answers over samples and over estimators, for people and as tables.

use ironproof_results::solve::SegmentKind;
use ironproof_results::uncertain::{
    Bootstrapped, BootstrappedGroup, Encodings, GRID_POINTS, Quantiles,
};
use ironproof_results::{Interval, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::continuum::flat;
use crate::digits::known;
use crate::document::{Column, Document, Table};
use crate::percent::{measured, percent};
use crate::printer::Report;
use crate::records::Record;
use crate::words::digits;

impl Report for Bootstrapped {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let Self { name, estimator, resamples, seed, .. } = self;
        document
            .line(0, format!("{name}: {resamples} resamples, seed {seed}, estimator {estimator}"));
        document.line(2, "measured over samples; each sample is solved exactly");
        if 0 < self.on_grid {
            let text = format!(
                "{} of them on a grid of {GRID_POINTS} points, as the continuum could not be decided",
                self.on_grid
            );
            document.line(2, text);
        }
        if let Some(failure) = &self.first_failure {
            document.line(
                2,
                format!("{} have no answer and are in no number below: {failure}", self.failed),
            );
        }
        let mut table =
            Table::new(QUANTILES.into_iter().enumerate().map(|(k, title)| {
                if k == 0 { Column::text(title) } else { Column::number(title) }
            }));
        table = table.indented(2);
        table.row(row("value", known(&self.value.0), self.values, digits));
        table.row(row("loss of the survey's mechanism", "0%".to_owned(), self.losses, measured));
        for group in &self.groups {
            let (price, served) = (known(&group.price.0), percent(&group.share_served.0));
            table.row(row(&format!("{}: price", group.label), price, group.prices, digits));
            table.row(row(&format!("{}: served", group.label), served, group.served, measured));
        }
        document.table(table);
        if let (Some(mean), Some(cut)) = (self.mean_loss, self.cut) {
            let text = format!(
                "using the survey's mechanism loses {} of the value on average; in {cut} samples it hands out more \
                 than there is, and chances and payments are cut",
                measured(mean)
            );
            document.line(2, text);
        } else {
            document.line(
                2,
                "no losses: the contracts for several qualities are known for points only",
            );
        }
        document.line(2, "how often each is optimal for some of the group");
        let titles = self.groups.first().map_or(&[][..], |group| &group.instruments);
        let titles = titles.iter().map(|frequency| Column::number(frequency.kind.name()));
        let mut table =
            Table::new(std::iter::once(Column::text("group")).chain(titles)).indented(4);
        for group in &self.groups {
            let shares = group.instruments.iter().map(|frequency| measured(frequency.share));
            table.row(std::iter::once(group.label.clone()).chain(shares));
        }
        document.table(table);
        document.line(2, "the most frequent answers; * is that of the survey");
        let titles = [Column::text("group"), Column::number("share"), Column::text("contracts")];
        let mut table = Table::new(titles).indented(4);
        for group in &self.groups {
            for pattern in group.patterns.iter().take(3) {
                let mark = if pattern.kinds == group.kinds { " *" } else { "" };
                let words = format!("{}{mark}", words(&pattern.kinds));
                table.row([group.label.clone(), measured(pattern.share), words]);
            }
        }
        document.table(table);
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        self.groups.iter().map(|group| flat(record(&Row::new(self, group)))).collect()
    }
}

const QUANTILES: [&str; 5] = ["", "survey", "5%", "median", "95%"];

fn row(
    name: &str,
    point: String,
    quantiles: Option<Quantiles>,
    show: fn(f64) -> String,
) -> Vec<String> {
    let cells = quantiles.map_or_else(
        || vec!["-".to_owned(); 3],
        |quantiles| [quantiles.low, quantiles.median, quantiles.high].map(show).to_vec(),
    );
    [vec![name.to_owned(), point], cells].concat()
}

fn words(kinds: &[SegmentKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

impl Report for Encodings {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(
            0,
            format!("{}: the same data under {} estimators", self.name, self.encodings.len()),
        );
        document.line(2, "each estimate is solved exactly; lost: if the mechanism of the first is used, and this one is right");
        let titles = ["value", "lost"].map(Column::number);
        let titles = std::iter::once(Column::text("estimator")).chain(titles);
        let mut table = Table::new(titles).indented(2);
        for encoding in &self.encodings {
            let value =
                encoding.value.as_ref().map_or_else(|| "-".to_owned(), |value| known(&value.0));
            let value = if encoding.on_grid { format!("{value} *") } else { value };
            let loss = encoding.loss.map_or_else(|| "-".to_owned(), measured);
            table.row([encoding.estimator.clone(), value, loss]);
        }
        document.table(table);
        if self.encodings.iter().any(|encoding| encoding.on_grid) {
            let text = format!(
                "* on a grid of {GRID_POINTS} points, as the continuum could not be decided"
            );
            document.line(2, text);
        }
        for encoding in &self.encodings {
            if let Some(failure) = &encoding.failure {
                document.line(2, format!("{}: {failure}", encoding.estimator));
            }
        }
        let first = self.encodings.first().map_or(&[][..], |encoding| &encoding.groups);
        for (g, group) in first.iter().enumerate() {
            document.line(2, group.label.clone());
            let titles = ["price", "served"].map(Column::number);
            let titles = std::iter::once(Column::text("estimator")).chain(titles);
            let mut table = Table::new(titles.chain([Column::text("contracts")])).indented(4);
            for encoding in &self.encodings {
                if let Some(group) = encoding.groups.get(g) {
                    let numbers = [known(&group.price.0), percent(&group.served.0)];
                    let name = std::iter::once(encoding.estimator.clone());
                    table.row(name.chain(numbers).chain([words(&group.kinds)]));
                }
            }
            document.table(table);
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let rows = self.encodings.iter().flat_map(|encoding| {
            encoding.groups.iter().filter_map(move |group| {
                let row = EncodingRow {
                    name: &self.name,
                    estimator: &encoding.estimator,
                    value: encoding.value.as_ref()?,
                    on_grid: encoding.on_grid,
                    loss: encoding.loss,
                    group: &group.label,
                    contracts: words(&group.kinds),
                    price: &group.price,
                    served: &group.served,
                };
                Some(flat(record(&row)))
            })
        });
        rows.collect()
    }
}

/// An estimator and a group.
#[derive(Serialize)]
struct EncodingRow<'a> {
    name: &'a str,
    estimator: &'a str,
    value: &'a Interval,
    on_grid: bool,
    loss: Option<f64>,
    group: &'a str,
    contracts: String,
    price: &'a Interval,
    served: &'a Interval,
}

/// A group over all samples.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    resamples: u64,
    seed: u64,
    failed: u64,
    on_grid: u64,
    value: &'a Interval,
    value_5: Option<f64>,
    value_50: Option<f64>,
    value_95: Option<f64>,
    loss_50: Option<f64>,
    loss_95: Option<f64>,
    mean_loss: Option<f64>,
    group: &'a str,
    contracts: String,
    contracts_share: f64,
    price_5: Option<f64>,
    price_50: Option<f64>,
    price_95: Option<f64>,
    served_5: Option<f64>,
    served_50: Option<f64>,
    served_95: Option<f64>,
}

impl<'a> Row<'a> {
    fn new(all: &'a Bootstrapped, group: &'a BootstrappedGroup) -> Self {
        let own = group.patterns.iter().find(|pattern| pattern.kinds == group.kinds);
        let low = |quantiles: Option<Quantiles>| quantiles.map(|quantiles| quantiles.low);
        let median = |quantiles: Option<Quantiles>| quantiles.map(|quantiles| quantiles.median);
        let high = |quantiles: Option<Quantiles>| quantiles.map(|quantiles| quantiles.high);
        Self {
            name: &all.name,
            resamples: all.resamples,
            seed: all.seed,
            failed: all.failed,
            on_grid: all.on_grid,
            value: &all.value,
            value_5: low(all.values),
            value_50: median(all.values),
            value_95: high(all.values),
            loss_50: median(all.losses),
            loss_95: high(all.losses),
            mean_loss: all.mean_loss,
            group: &group.label,
            contracts: words(&group.kinds),
            contracts_share: own.map_or(0.0, |pattern| pattern.share),
            price_5: low(group.prices),
            price_50: median(group.prices),
            price_95: high(group.prices),
            served_5: low(group.served),
            served_50: median(group.served),
            served_95: high(group.served),
        }
    }
}
