//! What `verify` prints: a table, what disagrees, a summary; or JSON, one line per instance.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::json;

use super::{CliError, Common, output};
use ironproof_answer::Status;
use ironproof_crosscheck::{Report, Run, RunVerdict};
use ironproof_name::Escaped;
use ironproof_number::rational::{Readable, approx};
use ironproof_solvers::solve::Solver;
use ironproof_verdict::Count;

/// Prints the reports; of random instances only those that disagree.
pub(super) fn print(reports: &[Report], is_random: bool, common: &Common) -> Result<(), CliError> {
    if common.json {
        for report in reports {
            output::emit_json(&to_json(report))?;
        }
        return Ok(());
    }
    let shown: Vec<&Report> =
        reports.iter().filter(|report| !is_random || !report.agree()).collect();
    if !shown.is_empty() {
        output::emit(format!("{}\n", table(&shown).trim_fmt()))?;
    }
    for report in reports {
        for disagreement in &report.disagreements {
            output::emit(format!("{}: {disagreement}\n", Escaped(&report.name)))?;
        }
    }
    output::emit(summary(reports))
}

fn summary(reports: &[Report]) -> String {
    let verified: Count = reports.iter().map(Report::verified).collect();
    let agree = reports.iter().filter(|report| report.agree()).count();
    let without_lp = reports.iter().filter(|report| report.runs.is_empty()).count();
    let runs: Vec<_> = reports.iter().flat_map(|report| &report.runs).collect();
    let silent = runs.iter().filter(|run| run.verdict == RunVerdict::NoAnswer).count();
    let worst = runs
        .iter()
        .filter(|run| run.task.solver == Solver::HighsSimplex && run.status == Status::Optimal)
        .filter_map(|run| run.error)
        .reduce(f64::max);
    let instances = if reports.len() == 1 { "instance" } else { "instances" };
    let mut text = format!(
        "{} {instances}: {verified}, {agree} in agreement; {} LP solves, {silent} without an answer; \
         largest error of HiGHS simplex {}\n",
        reports.len(),
        runs.len(),
        number(worst),
    );
    if without_lp > 0 {
        let _ = writeln!(
            text,
            "{without_lp} without an LP: too many types (--lp-types) or no such formulation"
        );
    }
    text
}

/// A small number for a table.
fn number(x: Option<f64>) -> String {
    match x {
        None => "-".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(x) => format!("{x:.1e}"),
    }
}

fn table(reports: &[&Report]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "instance",
        "types",
        "value",
        "verified",
        "HiGHS error",
        "worst violation",
        "LP solves",
        "below optimum",
        "agree",
    ]);
    for column in [1, 4, 5, 6, 7] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for report in reports {
        let highs = report.highs();
        let solves =
            match report.runs.iter().filter(|run| run.verdict == RunVerdict::NoAnswer).count() {
                0 => report.runs.len().to_string(),
                silent => format!("{} ({silent} no answer)", report.runs.len()),
            };
        table.add_row([
            Escaped(&report.name).to_string(),
            report.n_types.to_string(),
            Readable(report.value()).to_string(),
            yes(report.verified().is_some()),
            number(highs.and_then(|run| run.error)),
            number(highs.and_then(Run::max_violation)),
            solves,
            number(report.below_continuous()),
            yes(report.agree()),
        ]);
    }
    table
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "NO" }.to_owned()
}

fn to_json(report: &Report) -> serde_json::Value {
    let highs = report.highs();
    let runs: Vec<_> = report
        .runs
        .iter()
        .map(|run| {
            json!({
                "solver": run.task.solver.name(),
                "formulation": run.task.formulation.name(),
                "incentives": run.task.incentives.name(),
                "status": run.status.name(),
                "objective": run.objective,
                "abs_error": run.error,
                "max_violation": run.max_violation(),
                "seconds": run.seconds,
                "agrees": run.verdict == RunVerdict::Agrees,
            })
        })
        .collect();
    let disagreements: Vec<String> = report.disagreements.iter().map(ToString::to_string).collect();
    let document = json!({
        "name": report.name,
        "value": report.value().to_string(),
        "value_approx": approx(report.value()),
        "highs_value": highs.and_then(|run| run.objective),
        "highs_abs_error": highs.and_then(|run| run.error),
        "agree": report.agree(),
        "disagreements": disagreements,
        "solves": runs,
    });
    output::with_certified(document, report.verified())
}
