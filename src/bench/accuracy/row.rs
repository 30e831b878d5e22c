//! A row of results: who was asked what, what came back, what it is worth.
//!
//! Numbers are floats for reading; what they were judged by is exact. `docs/accuracy.md` lists the columns.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::grade::{Fault, Grade, Graded};
use super::problem::{Problem, SizeClass, TrueStatus, Truth};
use super::said::{Ending, Termination, ending};
use crate::words::words;
use ironproof_answer::tolerance::unit;
use ironproof_answer::{Answer, Judgement};
use ironproof_files::store::Keyed;
use ironproof_linear::formulate::RowClass;
use ironproof_number::ops::Abs;
use ironproof_number::rational::{Rational, approx};
use ironproof_solvers::oracle::{Ended, Job, Ran};

words! {
    /// Whether the status of an answer is the true one.
    #[derive(Default)]
    pub enum Verdict {
        /// It is.
        Right = "right",
        /// It is not.
        Wrong = "wrong",
        /// There is no status.
        #[default]
        None = "none",
    }
}

/// A row. An absent number is one that does not exist, or is not finite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GradedRow")]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The name of the instance.
    pub instance: String,
    /// Its family.
    pub family: String,
    /// The number that the family grows with.
    pub difficulty: u32,
    /// What its random numbers were drawn from.
    pub seed: u64,
    /// The hash of the model file.
    pub instance_sha256: String,
    /// S below 10^4 columns, M below 10^6, L.
    pub size_class: SizeClass,
    /// Rows of the model.
    pub rows: usize,
    /// Columns of the model.
    pub cols: usize,
    /// Nonzeros of the model.
    pub nnz: usize,
    /// How many integer columns of the original the file leaves out.
    #[serde(default)]
    pub relaxed: usize,
    /// Who was asked.
    pub solver: String,
    /// Its version.
    pub solver_version: String,
    /// The SHA-256 of the file of a program that is not linked with this one.
    #[serde(default)]
    pub program_sha256: Option<String>,
    /// How it was asked.
    pub setting: String,
    /// How it ended: definite, with two statuses, out of time or memory, or otherwise.
    pub status: Ending,
    /// What it said, or how it ended, in words.
    #[schemars(with = "String")]
    pub termination: Termination,
    /// What is true.
    pub exact_status: TrueStatus,
    /// The optimum, as a fraction.
    pub exact_obj: Option<String>,
    /// Whether the status is the true one.
    pub verdict: Verdict,
    /// What the answer is worth.
    #[serde(deserialize_with = "grade_of_any_age")]
    pub grade: Grade,
    /// What is false about a refuted answer.
    pub fault: Option<Fault>,
    /// The finest tolerance at which point and objective pass; 0 is exact.
    #[serde(alias = "certified_at")]
    pub accepted_at: Option<String>,
    /// Whether the final basis is exactly optimal.
    pub basis_exactly_optimal: Option<bool>,
    /// The objective that was reported.
    pub obj: Option<f64>,
    /// The exact bound of weak duality from the multipliers.
    pub dual_obj: Option<f64>,
    /// The distance of the objective from the optimum.
    pub obj_error_abs: Option<f64>,
    /// The same relative to max(1, |optimum|).
    pub obj_error_rel: Option<f64>,
    /// The largest violation of a row or bound.
    pub primal_inf_abs: Option<f64>,
    /// The largest relative violation.
    pub primal_inf_rel: Option<f64>,
    /// The 2-norm of all violations.
    pub primal_inf_2: Option<f64>,
    /// The largest multiplier or reduced cost of the wrong sign.
    pub dual_inf_abs: Option<f64>,
    /// The same relative to max(1, the largest cost).
    pub dual_inf_rel: Option<f64>,
    /// Between the objective of the point and the dual bound, relative to max(1, |optimum|).
    pub gap: Option<f64>,
    /// The largest violation of an incentive row.
    pub ic_violation: Option<f64>,
    /// The largest violation of a participation row.
    pub ir_violation: Option<f64>,
    /// The largest violation of a supply row.
    pub supply_violation: Option<f64>,
    /// The most negative payment.
    pub negative_transfer: Option<f64>,
    /// Iterations of the solver.
    pub iterations: Option<u64>,
    /// Wall clock time of the solve, in seconds, if the solver says so.
    pub runtime_s: Option<f64>,
    /// Wall clock time of the process, in seconds.
    pub wall_s: f64,
    /// Processor time of the solve, in seconds.
    pub cpu_s: Option<f64>,
    /// Largest resident memory of the process, in MiB.
    pub peak_mem_mb: Option<f64>,
    /// The time limit, in seconds.
    pub timeout_s: f64,
    /// The limit of address space, in MiB.
    pub memory_limit_mib: u64,
    /// The processor.
    pub cpu_model: String,
    /// The commit of this program, if it ran in its repository.
    pub commit: String,
    /// The run.
    pub run_id: String,
    /// Seconds since 1970.
    pub timestamp: u64,
}

/// What all rows of a run share.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The processor.
    pub cpu_model: String,
    /// The commit of this program, if it runs in its repository.
    pub commit: String,
    /// Identifies the run.
    pub run_id: String,
    /// The digests of the programs that are not linked with this one, by their names.
    pub programs: BTreeMap<String, String>,
}

impl Keyed for Row {
    type Key = [String; 6];

    /// What a row is about, and within which limits.
    fn key(&self) -> [String; 6] {
        let limits = [self.timeout_s.to_string(), self.memory_limit_mib.to_string()];
        let [instance, sha256, solver, setting] = Self::key(self).map(str::to_owned);
        let [time, memory] = limits;
        [instance, sha256, solver, setting, time, memory]
    }
}

impl Row {
    /// What identifies a measurement within a folder.
    pub fn key(&self) -> [&str; 4] {
        [&self.instance, &self.instance_sha256, &self.solver, &self.setting]
    }

    /// Whether the row answers this job, so that it need not be run again. A version that is only known
    /// from the answer counts as the same.
    pub fn answers(&self, problem: &Problem, sha256: &str, job: &Job) -> bool {
        let key = [problem.name.as_str(), sha256, &job.oracle.to_string(), job.setting.name()];
        self.key() == key
            && job.oracle.version().is_none_or(|version| version == self.solver_version)
            && self.timeout_s == job.time_limit_s
            && self.memory_limit_mib == job.memory_limit_mib
    }

    /// The row of a job that has ended, at `timestamp` (seconds since 1970).
    pub fn new(
        problem: &Problem,
        truth: &Truth,
        job: &Job,
        ran: &Ran,
        graded: Option<&Graded>,
        circumstances: &Circumstances,
    ) -> Self {
        let lp = &problem.lp;
        let mut row = Self {
            instance: problem.name.clone(),
            family: problem.family.clone(),
            difficulty: problem.difficulty,
            seed: problem.seed,
            instance_sha256: problem.sha256(),
            size_class: problem.size_class(),
            rows: lp.rows.len(),
            cols: lp.columns.len(),
            nnz: lp.n_nonzeros(),
            relaxed: problem.n_relaxed,
            solver: job.oracle.to_string(),
            solver_version: job.oracle.version().unwrap_or_default(),
            program_sha256: circumstances.programs.get(&job.oracle.to_string()).cloned(),
            setting: job.setting.name().to_owned(),
            exact_status: truth.status(),
            exact_obj: truth.value().map(ToString::to_string),
            wall_s: ran.wall_s,
            timeout_s: job.time_limit_s,
            memory_limit_mib: job.memory_limit_mib,
            cpu_model: circumstances.cpu_model.clone(),
            commit: circumstances.commit.clone(),
            run_id: circumstances.run_id.clone(),
            timestamp: std::time::SystemTime::UNIX_EPOCH
                .elapsed()
                .map_or(0, |since| since.as_secs()),
            ..Self::default()
        };
        (row.status, row.termination) = ending(&ran.ended);
        if let Ended::Answered(reply) = &ran.ended {
            row.fill(&reply.answer);
            row.runtime_s = reply.seconds;
            row.negative_transfer = negative_transfer(problem, &reply.answer);
            row.cpu_s = reply.cpu_s;
            row.peak_mem_mb = reply.peak_bytes.and_then(megabytes);
            if let Some(version) = &reply.version {
                row.solver_version.clone_from(version);
            }
        }
        if let Some(graded) = graded {
            row.judge(truth, graded);
        }
        row
    }

    fn fill(&mut self, answer: &Answer) {
        self.obj = answer.objective.filter(|x| x.is_finite());
        self.iterations = answer.iterations;
    }

    fn judge(&mut self, truth: &Truth, graded: &Graded) {
        let number = |x: &Rational| finite(approx(x));
        self.grade = graded.grade;
        self.verdict = match (graded.grade, graded.fault.map(Fault::is_about_status)) {
            (Grade::None, _) => Verdict::None,
            (_, Some(true)) => Verdict::Wrong,
            _ => Verdict::Right,
        };
        self.fault = graded.fault;
        self.accepted_at = graded.accepted_at.map(str::to_owned);
        self.basis_exactly_optimal = graded.basis_is_optimal;
        self.obj_error_abs = graded.error.as_ref().and_then(number);
        self.obj_error_rel = graded.relative_error.as_ref().and_then(number);
        let Some(judgement) = &graded.judgement else { return };
        self.primal_inf_abs = number(&judgement.max_violation());
        self.primal_inf_rel = number(&judgement.relative_violation);
        self.primal_inf_2 = finite(judgement.norm_2);
        self.dual_obj = judgement.bound.as_ref().and_then(number);
        self.dual_inf_abs = judgement.dual_infeasibility.as_ref().and_then(number);
        self.dual_inf_rel = graded.relative_dual.as_ref().and_then(number);
        if let (Some(bound), Some(value)) = (&judgement.bound, truth.value()) {
            let gap = (&judgement.objective - bound).abs();
            self.gap = number(&(gap / unit(value)));
        }
        let of = |class: &str| amount(judgement, class);
        self.ic_violation = of(RowClass::Incentive.label());
        self.ir_violation = of(RowClass::Participation.label());
        self.supply_violation = of(RowClass::Supply.label());
        // Payments are rows in one formulation, and columns in the others.
        self.negative_transfer = of(RowClass::Transfer.label()).or(self.negative_transfer);
    }
}

/// By how much a payment is negative, in a mechanism whose payments are columns.
fn negative_transfer(problem: &Problem, answer: &Answer) -> Option<f64> {
    let n = problem.lp.columns.len();
    let point = answer.primal.as_ref().filter(|point| point.len() == n)?;
    problem.payments.iter().map(|j| (-point[*j]).max(0.0)).reduce(f64::max)
}

/// The largest violation of a class of rows, if there are such rows.
fn amount(judgement: &Judgement, class: &str) -> Option<f64> {
    let found = judgement.violations.iter().find(|violation| violation.class == class)?;
    finite(approx(&found.amount))
}

fn finite(x: f64) -> Option<f64> {
    x.is_finite().then_some(x)
}

fn megabytes(bytes: u64) -> Option<f64> {
    u32::try_from(bytes >> 10).ok().map(|kib| f64::from(kib) / 1024.0)
}

/// What is `accepted` now was `certified` in results of earlier versions.
fn grade_of_any_age<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Grade, D::Error> {
    let word = String::deserialize(deserializer)?;
    let grade = if word == "certified" { Some(Grade::Accepted) } else { Grade::from_name(&word) };
    grade.ok_or_else(|| serde::de::Error::custom(format!("no grade: {word}")))
}

/// The rows of `accuracy.csv`, of this version or an earlier one.
///
/// # Errors
/// `csv::Error` names the line that is no such row.
pub fn read_csv(text: &[u8]) -> Result<Vec<Row>, csv::Error> {
    csv::Reader::from_reader(text).deserialize().collect()
}
