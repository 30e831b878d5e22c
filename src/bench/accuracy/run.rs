//! Asks every oracle about every problem, and keeps the rows.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::grade::grade;
use super::problem::{NoTruth, Problem, Truth};
use super::questions::{Asked, QuestionError, Wanted};
use super::row::{Circumstances, Row};
use super::summary;
use super::summary::LeftOut;
use crate::settings::{Settings, SettingsError};
use ironproof_files::digest::sha256_of;
use ironproof_files::lock::{Lock, LockError};
use ironproof_files::store::{Damage, Store, StoreError};
use ironproof_name::Escaped;
use ironproof_solvers::oracle::{Ended, Job, Oracle, Ran, Setting, ask};
use ironproof_solvers::solve::Solver;

/// The file of rows in a folder of results.
pub const ROWS: &str = "accuracy.jsonl";
/// An exact check of a basis may take this long.
const BASIS_LIMIT_S: f64 = 20.0;

/// What to ask, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which problems.
    pub wanted: Wanted,
    /// Whom, and how.
    pub asked: Asked,
    /// For each solve; 20 without it, 5 in a quick run.
    pub time_limit_s: Option<f64>,
    /// Address space of a solver.
    pub memory_limit_mib: u64,
    /// For the proof of each truth.
    pub proof_limit_s: f64,
    /// The folder of results. What is there is not asked again.
    pub folder: PathBuf,
    /// The program `ironproof`, which is started for each question.
    pub program: PathBuf,
}

/// What happens during a run.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A row of the folder is damaged, and asked for again.
    Damaged(&'a Damage),
    /// So many questions there are.
    Questions(usize),
    /// About this problem the next ones are.
    Problem(&'a Problem),
    /// So many more are answered.
    Answered(usize),
    /// A file or a problem is left out.
    LeftOut(&'a LeftOut),
    /// Of this problem solvers get the relaxation.
    Relaxed(&'a str),
}

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// What is asked.
    #[error("{0}")]
    Question(#[from] QuestionError),
    /// Another run writes into the folder.
    #[error("{0}")]
    Lock(#[from] LockError),
    /// The folder has results of other settings.
    #[error("{0}")]
    Settings(#[from] SettingsError),
    /// The rows.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// What says nothing about a solver makes no row.
    #[error(
        "cannot ask {solver}: {error}; nothing is recorded about it, and the same command goes on from here"
    )]
    Start {
        /// Who was to be asked.
        solver: String,
        /// Why not.
        error: io::Error,
    },
    /// Rows of another program have the name of the solver.
    #[error(
        "solver {0}: the rows of this folder are of another program of this name, or of an older version of it; \
         choose another name for NAME=PROGRAM, or another --out"
    )]
    OtherProgram(String),
    /// The checker refuses a proof, which is a fault of this program.
    #[error("{}: {fault}", Escaped(problem))]
    Fault {
        /// The problem.
        problem: String,
        /// What is wrong.
        fault: NoTruth,
    },
}

/// What a run found.
#[derive(Debug)]
pub struct Run {
    /// All rows of the folder.
    pub rows: Vec<Row>,
    /// What was asked about.
    pub problems: Vec<Problem>,
    /// What was not, and why.
    pub left_out: Vec<LeftOut>,
    /// How many problems have no proof within the limit.
    pub n_unproved: usize,
    /// Nobody else writes into the folder while this is there.
    pub lock: Lock,
}

impl Run {
    /// Whether nothing was asked, because nothing has a proof.
    pub fn is_empty(&self) -> bool {
        self.n_unproved == self.problems.len()
    }

    /// Of which problems solvers get the relaxation.
    pub fn relaxed(&self) -> Vec<String> {
        self.problems.iter().filter_map(summary::relaxed).collect()
    }
}

/// Asks what is missing in the folder, and gives all rows there. `heard` hears how far it is.
///
/// # Errors
/// [`RunError`] if there is nothing to ask, the folder cannot be used, or the program not be started.
pub fn run(options: &Options, heard: &mut dyn FnMut(Progress<'_>)) -> Result<Run, RunError> {
    let quick = options.wanted.quick;
    let (problems, mut left_out) = options.wanted.problems()?;
    for file in &left_out {
        heard(Progress::LeftOut(file));
    }
    for relaxed in problems.iter().filter_map(summary::relaxed) {
        heard(Progress::Relaxed(&relaxed));
    }
    let pairs = options.asked.pairs(quick)?;
    let lock = Lock::of(&options.folder)?;
    let time_limit_s = options.time_limit_s.unwrap_or(if quick { 5.0 } else { 20.0 });
    let settings = settings(options, time_limit_s);
    settings.keep(&options.folder)?;
    let mut store: Store<Row> = Store::open(&options.folder.join(ROWS), &settings.checksum())?;
    for damage in store.damage() {
        heard(Progress::Damaged(damage));
    }
    let mut circumstances = circumstances(settings);
    circumstances.programs = programs(&pairs)?;
    one_program_for_each_name(store.rows(), &circumstances.programs)?;
    heard(Progress::Questions(problems.len() * pairs.len()));
    let mut n_unproved = 0;
    for problem in &problems {
        heard(Progress::Problem(problem));
        let model = PathBuf::from(format!("model.{}", problem.ending));
        let job = |(oracle, setting): &(Oracle, Setting)| Job {
            oracle: oracle.clone(),
            setting: *setting,
            model: model.clone(),
            time_limit_s,
            memory_limit_mib: options.memory_limit_mib,
        };
        let sha256 = problem.sha256();
        let mut jobs: Vec<Job> = pairs.iter().map(job).collect();
        jobs.retain(|job| !store.rows().iter().any(|row| row.answers(problem, &sha256, job)));
        heard(Progress::Answered(pairs.len() - jobs.len()));
        if jobs.is_empty() {
            continue;
        }
        let truth = match problem.truth(options.proof_limit_s) {
            Ok(truth) => truth,
            Err(late @ NoTruth::Time(_)) => {
                let this = LeftOut { what: problem.name.clone(), reason: late.to_string() };
                heard(Progress::LeftOut(&this));
                left_out.push(this);
                n_unproved += 1;
                continue;
            }
            Err(fault @ NoTruth::Fault(_)) => {
                return Err(RunError::Fault { problem: problem.name.clone(), fault });
            }
        };
        for job in &jobs {
            let size = (problem.lp.columns.len(), problem.lp.rows.len());
            let ran = ask(&options.program, job, &problem.bytes, size.0, size.1)
                .map_err(|error| RunError::Start { solver: job.oracle.to_string(), error })?;
            store.append([judged(problem, &truth, job, &ran, &circumstances)])?;
            heard(Progress::Answered(1));
        }
    }
    Ok(Run { rows: store.into_rows(), problems, left_out, n_unproved, lock })
}

/// Rows within other limits are about other questions, and a table would count their instances twice.
fn settings(options: &Options, time_limit_s: f64) -> Settings {
    let Options { wanted, memory_limit_mib, .. } = options;
    let limits = format!(
        "time {time_limit_s} s, memory {memory_limit_mib} MiB, readings {:?}",
        wanted.readings
    );
    // Another version of a solver is another solver.
    let versions: Vec<String> = Solver::built().into_iter().map(Solver::version).collect();
    Settings::here(&format!("accuracy {}", versions.join(", ")), &limits, wanted.quick)
}

/// The digests of the programs that are not linked with this one, by their names.
fn programs(pairs: &[(Oracle, Setting)]) -> Result<BTreeMap<String, String>, RunError> {
    let mut programs = BTreeMap::new();
    for (oracle, _) in pairs {
        let Some(file) = oracle.file() else { continue };
        let solver = oracle.to_string();
        let digest =
            sha256_of(&file).map_err(|error| RunError::Start { solver: solver.clone(), error })?;
        // Two programs of one name in one call are two as well.
        match programs.insert(solver.clone(), digest.clone()) {
            Some(other) if other != digest => return Err(RunError::OtherProgram(solver)),
            _ => {}
        }
    }
    Ok(programs)
}

/// A table has a solver by its name: rows of another program of this name would stand for it.
fn one_program_for_each_name(
    rows: &[Row],
    programs: &BTreeMap<String, String>,
) -> Result<(), RunError> {
    let is_other = |row: &&Row| {
        let program = programs.get(&row.solver);
        program.is_some_and(|digest| row.program_sha256.as_ref() != Some(digest))
    };
    match rows.iter().find(is_other) {
        Some(row) => Err(RunError::OtherProgram(row.solver.clone())),
        None => Ok(()),
    }
}

/// The row of a job that has ended.
fn judged(
    problem: &Problem,
    truth: &Truth,
    job: &Job,
    ran: &Ran,
    circumstances: &Circumstances,
) -> Row {
    let graded = match &ran.ended {
        Ended::Answered(reply) => Some(grade(&problem.lp, truth, &reply.answer, BASIS_LIMIT_S)),
        _ => None,
    };
    Row::new(problem, truth, job, ran, graded.as_ref(), circumstances)
}

fn circumstances(settings: Settings) -> Circumstances {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    Circumstances {
        cpu_model: settings.processor,
        commit: settings.commit.unwrap_or_default(),
        run_id: format!("{now}-{}", std::process::id()),
        programs: BTreeMap::new(),
    }
}
