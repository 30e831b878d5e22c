//! `verify.csv`: one row per instance, solver and formulation; the exact methods are rows too.

use std::io;

use super::run::CLASSES;
use super::{Report, Run, RunVerdict};
use ironproof_answer::BOUND_CLASS;
use ironproof_files::table::Csv;
use ironproof_number::rational::approx;

/// Writes the header and one block of rows per report.
///
/// # Errors
/// The error of the writer.
pub fn write(out: &mut dyn io::Write, reports: &[&Report]) -> io::Result<()> {
    let mut csv = Csv::new(out);
    let mut header = vec![
        "instance",
        "groups",
        "types",
        "levels",
        "solver",
        "formulation",
        "incentives",
        "rows",
        "columns",
        "nonzeros",
        "status",
        "value",
        "objective",
        "abs_error",
        "exact_objective",
        "exact_bound",
    ];
    header.extend(CLASSES.iter().map(|(_, column)| *column));
    header.extend(["bound_violation", "iterations", "seconds", "agrees"]);
    csv.row(&header)?;
    for report in reports {
        for row in rows(report) {
            csv.row(&row)?;
        }
    }
    csv.finish()
}

fn rows(report: &Report) -> Vec<Vec<String>> {
    let checked = report.verified().map(|verified| verified.claim().to_owned()).unwrap_or_default();
    let mut rows = vec![
        method(report, "ironing", report.value.to_string(), report.agree()),
        method(report, "ironing-f64", report.value_f64.to_string(), report.agree()),
        method(report, "verifier", checked, report.verified().is_some()),
    ];
    rows.extend(report.runs.iter().map(|run| solved(report, run)));
    rows
}

fn head(report: &Report) -> Vec<String> {
    vec![
        report.name.clone(),
        report.n_groups.to_string(),
        report.n_types.to_string(),
        report.n_levels.to_string(),
    ]
}

/// A method without an LP: the columns of the LP stay empty.
fn method(report: &Report, name: &str, objective: String, agrees: bool) -> Vec<String> {
    let mut row = head(report);
    row.push(name.to_owned());
    row.extend(vec![String::new(); 5]);
    row.push(if agrees { "ok" } else { "disagrees" }.to_owned());
    row.push(report.value.to_string());
    row.push(objective);
    row.extend(vec![String::new(); 3 + CLASSES.len() + 3]);
    row.push(agrees.to_string());
    row
}

fn solved(report: &Report, run: &Run) -> Vec<String> {
    fn text(x: Option<impl ToString>) -> String {
        x.map(|x| x.to_string()).unwrap_or_default()
    }
    let mut row = head(report);
    row.extend([
        run.task.solver.name().to_owned(),
        run.task.formulation.name().to_owned(),
        run.task.incentives.name().to_owned(),
        run.n_rows.to_string(),
        run.n_columns.to_string(),
        run.n_nonzeros.to_string(),
        run.status.name().to_owned(),
        report.value.to_string(),
        text(run.objective),
        text(run.error),
        text(run.judgement.as_ref().map(|judgement| approx(&judgement.objective))),
        text(run.judgement.as_ref().and_then(|judgement| judgement.bound.as_ref()).map(approx)),
    ]);
    row.extend(CLASSES.iter().map(|(class, _)| text(run.violation(class.label()))));
    row.push(text(run.violation(BOUND_CLASS)));
    row.push(text(run.iterations));
    row.push(format!("{:.6}", run.seconds));
    row.push(
        match run.verdict {
            RunVerdict::Agrees => "true",
            RunVerdict::NoAnswer => "no answer",
            RunVerdict::Disagrees(_) => "false",
        }
        .to_owned(),
    );
    row
}
