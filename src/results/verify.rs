//! `verify`: instances solved in every way, and whether all agree.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use ironproof_answer::Status;
use ironproof_crosscheck::{Plan, Report, Run, RunVerdict, check, check_continuous};
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::load::Loaded;
use ironproof_instance::{random, random_wider};
use ironproof_solvers::solve::Solver;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Certified, MaybeExact};
use crate::shadow::Status as Outcome;

/// One instance, solved in every way.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Crosschecked {
    /// The name of the instance; its place too, if another one has the same name.
    pub name: String,
    /// How many types all groups have together.
    pub types: usize,
    /// Whether there is an optimum.
    pub status: Outcome,
    /// The optimal value, in units of welfare; null without one.
    pub value: MaybeExact,
    /// Whether the independent checker accepted a certificate of this value.
    pub certified: Certified,
    /// The objective that HiGHS reports: that of the first LP it solved.
    pub highs_value: Option<f64>,
    /// How far that is from the optimum.
    pub highs_abs_error: Option<f64>,
    /// The largest violation of a row or bound by that answer of HiGHS, computed exactly.
    pub highs_max_violation: Option<f64>,
    /// How far the value of the grid is below the known continuous optimum, relative to it.
    pub below_continuous: Option<f64>,
    /// Whether all answers agree.
    pub agree: bool,
    /// What disagrees, in words.
    pub disagreements: Vec<String>,
    /// The LP solves.
    pub solves: Vec<LpSolve>,
}

/// One LP, solved by one solver.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LpSolve {
    /// The solver.
    pub solver: &'static str,
    /// The variables of the LP.
    pub formulation: &'static str,
    /// Which pairs of types have an incentive row: `all` or `adjacent`.
    pub incentives: &'static str,
    /// How the solver ended: `optimal`, `infeasible`, `unbounded`, `infeasible or unbounded`, `time limit` or `failed`.
    pub status: &'static str,
    /// The objective that it reports.
    pub objective: Option<f64>,
    /// How far that is from the exact optimum.
    pub abs_error: Option<f64>,
    /// The largest violation of a row or bound by its point, computed exactly.
    pub max_violation: Option<f64>,
    /// Wall clock time.
    pub seconds: f64,
    /// Whether the answer agrees with the optimum; false too where there is none.
    pub agrees: bool,
    /// Whether there is no answer.
    #[serde(skip)]
    pub is_silent: bool,
}

/// Instances, each solved in every way.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// A result per instance, in the order in which they were given.
    pub instances: Vec<Crosschecked>,
    /// The same in full, for tables of every solve.
    pub reports: Vec<Report>,
}

/// An instance to verify.
pub enum Job {
    /// It was loaded from a file.
    File(Box<Loaded>),
    /// The random one with this index.
    Random {
        /// The seed of all of them.
        seed: u64,
        /// Which one.
        index: u64,
        /// Whether it is of the wider model.
        is_wider: bool,
    },
}

/// What happens while instances are solved and checked, from several threads.
pub trait Watch: Sync {
    /// An instance is finished. `text` is what its file says, if that is a finite instance.
    fn finished(&self, instance: &FiniteInstance, text: Option<&str>);
}

/// Verifies instances on all threads. Once `stop` is set, no more are started, and those that are finished come back.
pub fn verify(jobs: &[Job], plan: &Plan, watch: &dyn Watch, stop: &AtomicBool) -> Verification {
    let shared = shared_names(jobs);
    let one = |job: &Job| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let mut report = match job {
            Job::File(loaded) => {
                let mut report = check(&loaded.finite, loaded.text.as_deref(), plan);
                if let Some(continuous) = &loaded.continuous {
                    check_continuous(&mut report, continuous);
                }
                watch.finished(&loaded.finite, loaded.text.as_deref());
                report
            }
            Job::Random { seed, index, is_wider } => {
                let family = if *is_wider { random_wider::instance } else { random::instance };
                let instance = family(*seed, *index, random::SMALL);
                let report = check(&instance, None, plan);
                watch.finished(&instance, None);
                report
            }
        };
        if let Job::File(loaded) = job
            && shared.contains(loaded.finite.name.as_str())
        {
            let place = format!(" ({})", loaded.place);
            report.name.push_str(&place);
        }
        Some(report)
    };
    let reports: Vec<Report> = jobs.par_iter().filter_map(one).collect();
    Verification { instances: reports.iter().map(Crosschecked::new).collect(), reports }
}

/// Names that more than one instance has.
fn shared_names(jobs: &[Job]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let names = jobs.iter().filter_map(|job| match job {
        Job::File(loaded) => Some(loaded.finite.name.as_str()),
        Job::Random { .. } => None,
    });
    names.filter(|name| !seen.insert(*name)).collect()
}

impl Crosschecked {
    fn new(report: &Report) -> Self {
        let highs = report.highs();
        Self {
            name: report.name.clone(),
            types: report.n_types,
            status: if report.value().is_some() { Outcome::Optimal } else { Outcome::Infeasible },
            value: report.value().into(),
            certified: Certified(report.verified().cloned()),
            highs_value: highs.and_then(|run| run.objective),
            highs_abs_error: highs.and_then(|run| run.error),
            highs_max_violation: highs.and_then(Run::max_violation),
            below_continuous: report.below_continuous(),
            agree: report.agree(),
            disagreements: report.disagreements.iter().map(ToString::to_string).collect(),
            solves: report.runs.iter().map(LpSolve::new).collect(),
        }
    }

    /// How many LP solves gave no answer.
    pub fn n_silent(&self) -> usize {
        self.solves.iter().filter(|solve| solve.is_silent).count()
    }
}

impl LpSolve {
    fn new(run: &Run) -> Self {
        Self {
            solver: run.task.solver.name(),
            formulation: run.task.formulation.name(),
            incentives: run.task.incentives.name(),
            status: run.status.name(),
            objective: run.objective,
            abs_error: run.error,
            max_violation: run.max_violation(),
            seconds: run.seconds,
            agrees: run.verdict == RunVerdict::Agrees,
            is_silent: run.verdict == RunVerdict::NoAnswer,
        }
    }
}

impl Verification {
    /// Whether all answers about all instances agree.
    pub fn agree(&self) -> bool {
        self.instances.iter().all(|instance| instance.agree)
    }

    /// The largest error of an optimum that HiGHS' simplex reports.
    pub fn worst_error(&self) -> Option<f64> {
        let is_simplex =
            |run: &&Run| run.task.solver == Solver::HighsSimplex && run.status == Status::Optimal;
        let runs = self.reports.iter().flat_map(|report| &report.runs).filter(is_simplex);
        runs.filter_map(|run| run.error).reduce(f64::max)
    }
}
