//! `path --solver`: HiGHS along a path, judged by the exact value.

use ironproof_answer::Status;
use ironproof_crosscheck::warm::{Point, along};
use ironproof_crosscheck::{Run, RunVerdict, Task};
use ironproof_linear::formulate::{FormulateError, Formulation};
use ironproof_path::{Family, Path};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::Exact;

/// The LPs along a path, each solved twice.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Swept {
    /// The solver.
    pub solver: &'static str,
    /// The variables of the LP.
    pub formulation: &'static str,
    /// Simplex iterations of all LPs, each from the basis before.
    pub iterations_warm: u64,
    /// Simplex iterations of all LPs, each from scratch.
    pub iterations_cold: u64,
    /// The LPs, from left to right.
    pub points: Vec<SweptPoint>,
}

/// The LP at one value of the parameter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweptPoint {
    /// The parameter.
    pub x: Exact,
    /// The exact optimum there.
    pub value: Exact,
    /// Solved from the optimal basis of the LP before.
    pub warm: SweptRun,
    /// Solved from scratch.
    pub cold: SweptRun,
}

/// One LP solve.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweptRun {
    /// How the solver ended: `optimal`, `infeasible`, `unbounded`, `infeasible or unbounded`, `time limit` or `failed`.
    pub status: &'static str,
    /// The objective that it reports, if it says optimal.
    pub value: Option<f64>,
    /// How far that is from the exact optimum.
    pub error: Option<f64>,
    /// Simplex iterations.
    pub iterations: Option<u64>,
    /// Wall clock time.
    pub seconds: f64,
    /// Whether it agrees with the exact optimum.
    pub agrees: bool,
    /// What is wrong with the answer.
    #[serde(skip)]
    pub wrong: Option<Wrong>,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// Who solved what.
    pub task: Task,
    /// In words.
    pub reason: String,
}

/// Solves the LP at the ends of all pieces and inside each one; `time_limit_s` is for each solve.
///
/// # Errors
/// [`FormulateError`] if the instance has no LP in this formulation.
pub fn solve(
    family: &Family<'_>,
    path: &Path,
    formulation: Formulation,
    time_limit_s: f64,
) -> Result<Swept, FormulateError> {
    let points = along(family, path, formulation, time_limit_s)?;
    let iterations =
        |run: fn(&Point) -> &Run| points.iter().filter_map(|p| run(p).iterations).sum();
    Ok(Swept {
        solver: "highs-simplex",
        formulation: formulation.name(),
        iterations_warm: iterations(|point| &point.warm),
        iterations_cold: iterations(|point| &point.cold),
        points: points.iter().map(SweptPoint::new).collect(),
    })
}

impl Swept {
    /// All solves, with where and how.
    pub fn runs(&self) -> impl Iterator<Item = (&SweptPoint, &'static str, &SweptRun)> {
        self.points
            .iter()
            .flat_map(|point| [(point, "warm", &point.warm), (point, "cold", &point.cold)])
    }

    /// Of all solves, those that nothing is known of.
    pub fn n_unanswered(&self) -> usize {
        self.runs().filter(|(_, _, run)| !run.agrees && run.wrong.is_none()).count()
    }
}

impl SweptPoint {
    fn new(point: &Point) -> Self {
        Self {
            x: (&point.x).into(),
            value: (&point.value).into(),
            warm: SweptRun::new(&point.warm),
            cold: SweptRun::new(&point.cold),
        }
    }
}

impl SweptRun {
    fn new(run: &Run) -> Self {
        // Numbers of a run that claims no optimum are where it happened to stop.
        let answered = Some(run).filter(|run| run.status == Status::Optimal);
        Self {
            status: run.status.name(),
            value: answered.and_then(|run| run.objective),
            error: answered.and_then(|run| run.error),
            iterations: run.iterations,
            seconds: run.seconds,
            agrees: run.verdict == RunVerdict::Agrees,
            wrong: match &run.verdict {
                RunVerdict::Disagrees(reason) => {
                    Some(Wrong { task: run.task, reason: reason.clone() })
                }
                RunVerdict::Agrees | RunVerdict::NoAnswer => None,
            },
        }
    }
}
