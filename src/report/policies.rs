//! Policies for people, alone and side by side, and as a table with a row for each policy and group.

use ironproof_curves::Between;
use ironproof_number::rational;
use ironproof_results::policies::{ChangeFound, EffectFound, PoliciesCompared, PolicyFound};
use ironproof_results::{Interval, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::continuum::flat;
use crate::digits::{MOST_DIGITS, known, known_to};
use crate::document::{Column, Document, Table};
use crate::percent::{below_optimum, percent};
use crate::printer::Report;
use crate::records::Record;

impl Report for PolicyFound {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}, {}: value {}", self.name, self.policy, known(&self.value.0)));
        document.line(2, verdict(self));
        let columns = std::iter::once(Column::text("group"));
        let mut table = Table::new(columns.chain(NUMBERS.map(Column::number))).indented(2);
        for group in &self.groups {
            let numbers = [&group.value, &group.revenue, &group.utility];
            table.row(cells(&group.label, numbers, &group.served));
        }
        let all = [&self.value, &self.revenue, &self.utility];
        table.row(cells("all", all, &self.served));
        document.table(table);
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        records(self)
    }
}

impl Report for PoliciesCompared {
    /// One table, whose rows are the policies. Those that a search found have many digits, and stand there as what they
    /// are the best of.
    fn for_paper(&self, digits: i32) -> Document {
        let mut document = Document::new();
        let columns = std::iter::once(Column::text("policy"));
        let mut table = Table::new(columns.chain(TOTALS.map(Column::number)));
        for policy in &self.policies {
            let name = policy.best.as_ref().unwrap_or(&policy.policy);
            table.row(std::iter::once(name.clone()).chain(sums(policy, digits)));
        }
        document.table(table);
        document
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: optimum {}", self.name, known(&self.optimum.0)));
        let exact = if self.exact {
            "exact"
        } else {
            "exact: each number is within half a unit of its last digit"
        };
        document.line(2, exact);
        for (number, policy) in (1..).zip(&self.policies) {
            document.line(2, format!("{number}  {}", called(policy)));
        }
        document.table(totals(&self.policies));
        for policy in (1..).zip(&self.policies).filter(|(_, policy)| policy.feasible != Some(true))
        {
            document.line(2, format!("{}  {}", policy.0, verdict(policy.1)));
        }
        let n_groups = self.policies.first().map_or(0, |policy| policy.groups.len());
        for g in 0..n_groups {
            let (label, table) = of_group(&self.policies, g);
            document.line(2, label);
            document.table(table);
        }
        if self.policies.len() > 1 {
            let heading = "who gains (+) and who loses (-) against policy 1, by willingness to pay and \
                           share of the group; = the same, ~ next to the same";
            document.line(2, heading);
        }
        for (number, policy) in (1..).zip(&self.policies).skip(1) {
            for group in &policy.groups {
                let text = match &group.changes {
                    None => {
                        "not told, because quality rises without steps in one of the two policies"
                            .to_owned()
                    }
                    Some(changes) if changes.iter().all(|c| c.effect == EffectFound::Same) => {
                        "= all".to_owned()
                    }
                    Some(changes) => {
                        let seen = changes.iter().filter(|change| is_seen(change));
                        seen.map(change).collect::<Vec<_>>().join("; ")
                    }
                };
                document.line(4, format!("{number}  {}: {text}", group.label));
            }
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        self.policies.iter().flat_map(records).collect()
    }
}

const NUMBERS: [&str; 4] = ["value", "revenue", "utility", "served"];

fn cells(name: &str, numbers: [&Interval; 3], served: &Interval) -> Vec<String> {
    let numbers = numbers.into_iter().map(|number| known(&number.0));
    std::iter::once(name.to_owned()).chain(numbers).chain([percent(&served.0)]).collect()
}

/// Feasible and how far from the optimum, or which rows are broken.
fn verdict(policy: &PolicyFound) -> String {
    let rows = || {
        let each = policy
            .broken
            .iter()
            .map(|row| format!("{} is broken by {}", row.row, known(&row.by.0)));
        each.collect::<Vec<_>>().join("; ")
    };
    match (policy.feasible, &policy.loss) {
        (Some(false), _) => format!("not feasible: {}", rows()),
        (None, _) => format!("not decided whether it is feasible: {}", rows()),
        (Some(true), Some(loss)) => {
            let share = policy.loss_relative.as_ref().map(|share| &share.0);
            format!("feasible; {}", below_optimum(&loss.0, share))
        }
        (Some(true), None) => "feasible".to_owned(),
    }
}

const TOTALS: [&str; 6] = ["value", "loss", "relative", "revenue", "utility", "served"];

/// What a policy is called in a table: what it is the best of, if anything, and how it is written.
fn called(policy: &PolicyFound) -> String {
    let best = policy.best.as_ref().map_or_else(String::new, |best| format!("{best}: "));
    format!("{best}{}", policy.policy)
}

/// The cells of [`TOTALS`].
fn sums(policy: &PolicyFound, digits: i32) -> [String; 6] {
    let none = || if policy.feasible == Some(false) { "infeasible" } else { "-" }.to_owned();
    let loss = policy.loss.as_ref().map_or_else(none, |loss| known_to(&loss.0, digits));
    let share =
        policy.loss_relative.as_ref().map_or_else(|| "-".to_owned(), |share| percent(&share.0));
    let [value, revenue, utility] =
        [&policy.value, &policy.revenue, &policy.utility].map(|number| known_to(&number.0, digits));
    [value, loss, share, revenue, utility, percent(&policy.served.0)]
}

/// One row for each policy.
fn totals(policies: &[PolicyFound]) -> Table {
    let titles = std::iter::once("").chain(TOTALS);
    let mut table = Table::new(titles.map(Column::number)).indented(2);
    for (number, policy) in (1_usize..).zip(policies) {
        table.row(std::iter::once(number.to_string()).chain(sums(policy, MOST_DIGITS)));
    }
    table
}

fn of_group(policies: &[PolicyFound], g: usize) -> (String, Table) {
    let mut table = Table::new(std::iter::once("").chain(NUMBERS).map(Column::number)).indented(4);
    for (number, policy) in (1_usize..).zip(policies) {
        let group = &policy.groups[g];
        let numbers = [&group.value, &group.revenue, &group.utility];
        table.row(cells(&number.to_string(), numbers, &group.served));
    }
    (policies[0].groups[g].label.clone(), table)
}

/// Whether the two ends of a change are told apart by what is printed of them. A price that was rounded for a policy
/// makes an interval in which next to nobody is.
fn is_seen(change: &ChangeFound) -> bool {
    let share = |share: &Interval| percent(&share.0);
    let printed = |x: &Interval| rational::parse(&known(&x.0)).ok();
    let is_narrow = change
        .wtp_to
        .as_ref()
        .is_some_and(|to| printed(to).is_some_and(|to| printed(&change.wtp_from) == Some(to)));
    !is_narrow || share(&change.share_from) != share(&change.share_to)
}

/// `- up to 12.5 (67.9%)`
fn change(change: &ChangeFound) -> String {
    let sign = match change.effect {
        EffectFound::Gain => "+",
        EffectFound::Loss => "-",
        EffectFound::Same => "=",
        EffectFound::Nearly => "~",
        EffectFound::Open => "?",
    };
    let share = |share: &Interval| percent(&share.0);
    let (low, high): (&Between, _) = (&change.wtp_from.0, change.wtp_to.as_ref());
    match high {
        None if low.is_zero() => format!("{sign} all"),
        None => format!("{sign} above {} ({})", known(low), share(&change.share_from)),
        Some(high) if high.0 == *low => format!("{sign} at {}", known(low)),
        Some(high) if low.is_zero() => {
            format!("{sign} up to {} ({})", known(&high.0), share(&change.share_to))
        }
        Some(high) => format!(
            "{sign} from {} to {} ({} to {})",
            known(low),
            known(&high.0),
            share(&change.share_from),
            share(&change.share_to)
        ),
    }
}

/// A policy and a group.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    policy: &'a str,
    best: &'a Option<String>,
    feasible: Option<bool>,
    policy_value: &'a Interval,
    policy_loss: Interval,
    group: &'a str,
    value: &'a Interval,
    revenue: &'a Interval,
    utility: &'a Interval,
    quality: &'a Interval,
    served: &'a Interval,
}

fn records(policy: &PolicyFound) -> Vec<Record> {
    let lines = policy.groups.iter().map(|group| {
        let line = Line {
            name: &policy.name,
            policy: &policy.policy,
            best: &policy.best,
            feasible: policy.feasible,
            policy_value: &policy.value,
            policy_loss: policy.loss.clone().unwrap_or(Interval(Between::zero())),
            group: &group.label,
            value: &group.value,
            revenue: &group.revenue,
            utility: &group.utility,
            quality: &group.quality,
            served: &group.served,
        };
        let mut record = record(&line);
        if policy.loss.is_none() {
            // The columns stay, and are empty: an infeasible policy has no loss.
            record["policy_loss"] = Value::Array(vec![Value::Null; 2]);
            record["policy_loss_exact"] = Value::Array(vec![Value::Null; 2]);
        }
        flat(record)
    });
    lines.collect()
}
