//! `path --solver`: HiGHS along the path, as a cross-check.

use std::fmt::Write as _;

use serde_json::json;

use super::certify::seconds;
use super::export::formulation;
use super::{CliError, Outcome, output};
use ironproof_answer::Status;
use ironproof_crosscheck::sweep::{Point, sweep};
use ironproof_crosscheck::{Run, RunVerdict};
use ironproof_linear::formulate::Formulation;
use ironproof_name::Escaped;
use ironproof_number::rational::{Readable, approx};
use ironproof_path::{Family, Path};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Also solve the LP at each breakpoint and inside each piece, from the basis before and from scratch
    ///
    /// Exit code 1 if an answer is wrong, 3 if an LP is left without one.
    #[arg(long, value_name = "highs-simplex", value_parser = ["highs-simplex"])]
    solver: Option<String>,
    /// Variables of the LP
    #[arg(long, requires = "solver", value_parser = formulation, default_value = "gamma", value_name = "gamma|mass|utility|reduced")]
    formulation: Formulation,
    /// Seconds per LP solve
    #[arg(long, requires = "solver", value_name = "S", default_value_t = 60.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
}

/// The LPs along a path.
pub(super) struct Lps {
    points: Vec<Point>,
    formulation: Formulation,
}

impl Flags {
    /// Solves the LPs, if asked to.
    pub(super) fn run(&self, family: &Family<'_>, path: &Path) -> Result<Option<Lps>, CliError> {
        if self.solver.is_none() {
            return Ok(None);
        }
        let points = sweep(family, path, self.formulation, self.time_limit).map_err(|error| {
            CliError::Usage(format!("{}: {error}", Escaped(&family.base().name)))
        })?;
        Ok(Some(Lps { points, formulation: self.formulation }))
    }
}

impl Lps {
    fn runs(&self) -> impl Iterator<Item = (&Point, &'static str, &Run)> {
        self.points
            .iter()
            .flat_map(|point| [(point, "warm", &point.warm), (point, "cold", &point.cold)])
    }

    /// Warm and cold.
    fn iterations(&self) -> [u64; 2] {
        ["warm", "cold"].map(|kind| {
            let runs = self.runs().filter(|(_, which, _)| *which == kind);
            runs.filter_map(|(_, _, run)| run.iterations).sum()
        })
    }

    fn n_agreeing(&self) -> usize {
        self.runs().filter(|(_, _, run)| run.verdict == RunVerdict::Agrees).count()
    }

    /// One line per LP, and a summary.
    pub(super) fn describe(&self, over: &str) -> String {
        let header = [over, "LP value", "error", "iterations warm", "iterations cold"];
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        for Point { x, warm, cold, .. } in &self.points {
            let value = answered(warm).and_then(|run| run.objective);
            let error = answered(warm).and_then(|run| run.error);
            let count = |run| answered(run).and_then(|run| run.iterations);
            rows.push(vec![
                Readable(x).to_string(),
                value.map_or_else(|| warm.status.name().to_owned(), |value| format!("{value:.7}")),
                error.map(|error| format!("{error:.1e}")).unwrap_or_default(),
                count(warm).map_or_else(|| warm.status.name().to_owned(), |n| n.to_string()),
                count(cold).map_or_else(|| cold.status.name().to_owned(), |n| n.to_string()),
            ]);
        }
        let mut text = output::table(&rows);
        let (n_runs, [warm, cold]) = (self.runs().count(), self.iterations());
        let _ = writeln!(
            text,
            "highs-simplex on {}: {} of {n_runs} answers agree with the exact value; {warm} iterations \
             from the basis before, {cold} from scratch",
            self.formulation.name(),
            self.n_agreeing()
        );
        text
    }

    /// Complains about each wrong answer, and about LPs that nothing is known of.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcome = Outcome::Good;
        for (point, kind, run) in self.runs() {
            if let RunVerdict::Disagrees(reason) = &run.verdict {
                output::complain(&format!("{} at {}, {kind}: {reason}", run.task, point.x));
                outcome = Outcome::Disproved;
            }
        }
        let unanswered = self.runs().filter(|(_, _, run)| run.verdict == RunVerdict::NoAnswer);
        match unanswered.count() {
            0 => outcome,
            n => {
                let n_runs = self.runs().count();
                output::complain(&format!("{n} of {n_runs} LP solves ended without an answer"));
                outcome.and(Outcome::Open)
            }
        }
    }

    pub(super) fn to_json(&self) -> serde_json::Value {
        let [warm, cold] = self.iterations();
        let run = |run: &Run| {
            json!({
                "status": run.status.name(),
                "value": answered(run).and_then(|run| run.objective),
                "error": answered(run).and_then(|run| run.error),
                "iterations": run.iterations,
                "seconds": run.seconds,
                "agrees": run.verdict == RunVerdict::Agrees,
            })
        };
        let point = |point: &Point| {
            json!({
                "x": point.x.to_string(),
                "x_approx": approx(&point.x),
                "value": point.value.to_string(),
                "warm": run(&point.warm),
                "cold": run(&point.cold),
            })
        };
        json!({
            "solver": "highs-simplex",
            "formulation": self.formulation.name(),
            "iterations_warm": warm,
            "iterations_cold": cold,
            "points": self.points.iter().map(point).collect::<Vec<_>>(),
        })
    }
}

/// The run, if it claims an optimum: numbers of another one are where it happened to stop.
fn answered(run: &Run) -> Option<&Run> {
    Some(run).filter(|run| run.status == Status::Optimal)
}
