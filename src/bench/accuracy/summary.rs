//! Tables of accuracy: one line per solver and setting, one line per finding.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::grade::Fault;
use super::problem::{Problem, TrueStatus};
use super::row::{Row, Verdict};
use super::said::Termination;
use crate::summary::shifted_mean;
use ironproof_answer::tolerance::LADDER;
use ironproof_name::Escaped;

/// One solver in one setting, over all its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct SolverSummary {
    /// The solver.
    pub solver: String,
    /// Its version.
    pub version: String,
    /// The setting.
    pub setting: String,
    /// Rows.
    pub n_rows: usize,
    /// Rows with the true status.
    pub n_right: usize,
    /// Rows of instances that have an optimum.
    pub n_optima: usize,
    /// How many of these pass at each tolerance of the ladder.
    pub n_accepted: [usize; LADDER.len()],
    /// Bases that are exactly optimal, and how many bases there are.
    pub bases: (usize, usize),
    /// Refuted rows that no tolerance excuses.
    pub n_refuted: usize,
    /// Rows without a verdict.
    pub n_none: usize,
    /// The largest relative error of an objective that was called optimal.
    pub worst_error: Option<f64>,
    /// The largest relative violation of such a point.
    pub worst_violation: Option<f64>,
    /// Shifted geometric mean of the time of the solve, 1 ms shift; the time limit where there is no answer.
    pub mean_1ms: Option<f64>,
}

/// How exact the optima of one solver are.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorCurve {
    /// The solver and its setting.
    pub label: String,
    /// Rows of instances that have an optimum.
    pub n_optima: usize,
    /// Of each that was called optimal, the larger one of the relative errors of objective and point.
    pub errors: Vec<f64>,
}

/// One curve per solver, in its first setting, which is as written unless other ones were asked for.
pub fn error_curves(rows: &[Row]) -> Vec<ErrorCurve> {
    let error = |row: &&Row| {
        let is_claim = row.termination == Termination::Optimal;
        is_claim.then(|| Some(row.obj_error_rel?.max(row.primal_inf_rel?))).flatten()
    };
    let mut groups = grouped(rows);
    let mut seen = Vec::new();
    groups.retain(|([solver, _, version], _)| {
        let is_first = !seen.contains(&[*solver, *version]);
        seen.push([*solver, *version]);
        is_first
    });
    groups
        .into_iter()
        .map(|([solver, setting, _], rows)| {
            let optima: Vec<&Row> =
                rows.into_iter().filter(|row| row.exact_status == TrueStatus::Optimal).collect();
            ErrorCurve {
                label: format!("{solver}, {setting}"),
                n_optima: optima.len(),
                errors: optima.iter().filter_map(error).collect(),
            }
        })
        .collect()
}

/// Summaries, in the order of their first rows.
pub fn summarise(rows: &[Row]) -> Vec<SolverSummary> {
    grouped(rows).iter().map(|(key, rows)| of(key, rows)).collect()
}

/// Rows by solver, setting and version, in the order of their first rows.
fn grouped(rows: &[Row]) -> Vec<([&str; 3], Vec<&Row>)> {
    let mut groups: Vec<([&str; 3], Vec<&Row>)> = Vec::new();
    for row in rows {
        let key = [row.solver.as_str(), row.setting.as_str(), row.solver_version.as_str()];
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    groups
}

fn of(key: &[&str; 3], rows: &[&Row]) -> SolverSummary {
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let optima = || rows.iter().filter(|row| row.exact_status == TrueStatus::Optimal);
    let claims = || optima().filter(|row| row.termination == Termination::Optimal);
    let largest = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::max);
    let rung = |row: &Row| LADDER.iter().position(|name| row.accepted_at.as_deref() == Some(name));
    let time = |row: &&Row| match row.verdict {
        Verdict::None => Some(row.timeout_s),
        _ => row.runtime_s,
    };
    let times: Option<Vec<f64>> = rows.iter().map(time).collect();
    SolverSummary {
        solver: key[0].to_owned(),
        version: key[2].to_owned(),
        setting: key[1].to_owned(),
        n_rows: rows.len(),
        n_right: count(&|row| row.verdict == Verdict::Right),
        n_optima: optima().count(),
        n_accepted: std::array::from_fn(|at| {
            optima().filter(|row| rung(row).is_some_and(|rung| at <= rung)).count()
        }),
        bases: (
            count(&|row| row.basis_exactly_optimal == Some(true)),
            count(&|row| row.basis_exactly_optimal.is_some()),
        ),
        n_refuted: count(&is_finding),
        n_none: count(&|row| row.verdict == Verdict::None),
        worst_error: largest(&mut claims().filter_map(|row| row.obj_error_rel)),
        worst_violation: largest(&mut claims().filter_map(|row| row.primal_inf_rel)),
        mean_1ms: times.map(|times| shifted_mean(&times, 1e-3)),
    }
}

/// A problem that no solver was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file or name.
    pub what: String,
    /// Why.
    pub reason: String,
}

impl LeftOut {
    /// The same as a line on stderr.
    pub fn note(&self) -> String {
        format!("note: {}: left out: {}", Escaped(&self.what), Escaped(&self.reason))
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Escaped(&self.what), Escaped(&self.reason))
    }
}

/// That the integers of a model are left out in what solvers get; `None` for a model without any.
pub fn relaxed(problem: &Problem) -> Option<String> {
    let (name, n) = (Escaped(&problem.name), problem.n_relaxed);
    let columns = if n == 1 { "column" } else { "columns" };
    let text =
        format!("{name}: solvers get the relaxation, without the integrality of {n} {columns}");
    (0 < n).then_some(text)
}

/// Why there is no answer: each reason of each solver once, with the first instance and how many more.
pub fn without_answer(rows: &[Row]) -> Vec<String> {
    let mut groups: BTreeMap<[&str; 4], Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.verdict == Verdict::None) {
        let key = [&*row.solver, &*row.setting, row.status.name(), row.termination.name()];
        groups.entry(key).or_default().push(row);
    }
    let line = |([solver, setting, status, termination], rows): ([&str; 4], Vec<&Row>)| {
        let more = match rows.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        let (termination, instance) = (Escaped(termination), Escaped(&rows[0].instance));
        format!("{solver} ({setting}): {status}, {termination}: {instance}{more}")
    };
    groups.into_iter().map(line).collect()
}

/// Whether the row is a false verdict that no tolerance excuses.
pub fn is_finding(row: &Row) -> bool {
    row.fault.is_some_and(Fault::is_beyond_tolerance)
}

/// The heads of [`cells`].
fn heads() -> Vec<String> {
    let fixed = ["solver", "version", "setting", "status right"].map(str::to_owned);
    let ladder = LADDER.map(|name| if name == "0" { "exact".to_owned() } else { name.to_owned() });
    let rest =
        ["basis exact", "refuted", "no answer", "worst error", "worst violation", "mean time"];
    fixed.into_iter().chain(ladder).chain(rest.map(str::to_owned)).collect()
}

/// The cells of a line.
fn cells(summary: &SolverSummary) -> Vec<String> {
    let number = |x: Option<f64>| x.map(|x| format!("{x:.1e}")).unwrap_or_default();
    let mut cells = vec![
        summary.solver.clone(),
        Escaped(&summary.version).to_string(),
        summary.setting.clone(),
        format!("{} of {}", summary.n_right, summary.n_rows),
    ];
    for n in summary.n_accepted {
        cells.push(format!("{n} of {}", summary.n_optima));
    }
    let (exact, bases) = summary.bases;
    cells.push(if bases == 0 { String::new() } else { format!("{exact} of {bases}") });
    cells.push(summary.n_refuted.to_string());
    cells.push(summary.n_none.to_string());
    cells.push(number(summary.worst_error));
    cells.push(number(summary.worst_violation));
    cells.push(summary.mean_1ms.map_or_else(String::new, |mean| format!("{:.1} ms", 1e3 * mean)));
    cells
}

/// All lines as a Markdown table.
pub fn to_markdown(summaries: &[SolverSummary]) -> String {
    let heads = heads();
    let mut text = format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for summary in summaries {
        let _ = writeln!(text, "| {} |", cells(summary).join(" | "));
    }
    text
}

/// What the findings are, as a Markdown table: smallest LPs first.
pub fn findings_to_markdown(rows: &[Row]) -> String {
    let mut findings: Vec<&Row> = rows.iter().filter(|row| is_finding(row)).collect();
    findings.sort_by_key(|row| (&row.solver, &row.setting, row.nnz));
    let mut text = String::from(
        "| solver | setting | instance | nonzeros | truth | it says | what is false | objective error | violation |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    let number = |x: Option<f64>| x.map(|x| format!("{x:.1e}")).unwrap_or_default();
    for row in findings {
        let _ = writeln!(
            text,
            "| {} {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.solver,
            Escaped(&row.solver_version),
            row.setting,
            Escaped(&row.instance),
            row.nnz,
            row.exact_status,
            Escaped(row.termination.name()),
            row.fault.map(Fault::name).unwrap_or_default(),
            number(row.obj_error_rel),
            number(row.primal_inf_rel),
        );
    }
    text
}
