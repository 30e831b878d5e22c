//! `sweep`: what was planned, run and merged.

use std::io;
use std::path::{Path, PathBuf};

use ironproof_claims::{Claim, Part, PartTally, Tally};
use ironproof_files::digest::sha256_of;
use ironproof_sweep::merge::{self, MergeError};
use ironproof_sweep::plan::{MANIFEST, Plan, PlanError};
use ironproof_sweep::record::Record;
use ironproof_sweep::rows::Rows;
use ironproof_sweep::run::Ran;
use ironproof_sweep::status;
use ironproof_sweep::submit::{Engine, Job};
use schemars::JsonSchema;
use serde::Serialize;

use crate::claims::Branch;

/// Rows of a merged sweep that are shown to a person.
const SHOWN: usize = 30;

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepPlanned {
    /// The file with a line for each instance.
    pub manifest: String,
    /// How many instances there are.
    pub instances: u64,
    /// What varies.
    pub axes: Vec<String>,
}

/// A part of a sweep that was run.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepRan {
    /// The file with a line for each instance.
    pub manifest: String,
    /// Instances of this part.
    pub instances: u64,
    /// Those that had a row before.
    pub there: u64,
    /// Those that got a row now.
    pub new: u64,
    /// Of these, the ones without an answer.
    pub failed: u64,
    /// Certificates that were made for rows that were there.
    pub certificates: u64,
    /// Lines of files that were damaged, and whose rows were made again.
    pub damaged: Vec<String>,
    /// Whether every instance of this part has a row.
    pub finished: bool,
}

/// A sweep that was handed to an engine.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepSubmitted {
    /// The file with a line for each instance.
    pub manifest: String,
    /// `local`, `slurm` or `hyperqueue`.
    pub engine: &'static str,
    /// How many tasks there are.
    pub tasks: u64,
    /// What the engine says about its job; null if nothing was handed over.
    pub job: Option<String>,
    /// The command that hands it over.
    pub command: Vec<String>,
    /// The job script; null if there is none.
    pub script: Option<String>,
    /// The command as a line of a shell.
    #[serde(skip)]
    pub line: String,
}

/// How far a sweep is.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepStatus {
    /// The file with a line for each instance.
    pub manifest: String,
    /// How many instances there are.
    pub instances: u64,
    /// How many have a row.
    pub rows: u64,
    /// How many have none yet.
    pub missing: u64,
    /// How many rows have no answer.
    pub failed: u64,
    /// How many rows have each status.
    pub statuses: Vec<StatusCount>,
    /// The first rows without an answer.
    pub failures: Vec<SweepFailure>,
    /// Lines of files that are damaged.
    pub damaged: Vec<String>,
    /// The numbers of instances with two different answers: a fault of the program or of a machine.
    pub contradictions: Vec<u64>,
    /// Rows that belong to another sweep.
    pub foreign: u64,
}

/// How many rows have a status.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatusCount {
    /// The status.
    pub status: String,
    /// How many.
    pub rows: u64,
}

/// A row without an answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepFailure {
    /// The number of the instance.
    pub index: u64,
    /// Why there is none.
    pub message: String,
}

/// A sweep in one file.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepMerged {
    /// How many instances there are.
    pub instances: u64,
    /// How many have a row.
    pub rows: u64,
    /// How many rows have no answer.
    pub failed: u64,
    /// How many rows say that a solver is wrong.
    pub wrong: u64,
    /// Lines of files that are damaged.
    pub damaged: Vec<String>,
    /// The numbers of instances with two different answers: a fault of the program or of a machine.
    pub contradictions: Vec<u64>,
    /// Of a search for counterexamples: the counts of each part of each claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimCounts>,
    /// The files that were written.
    pub files: Vec<MergedFile>,
    /// What varies.
    #[serde(skip)]
    pub axes: Vec<String>,
    /// The first rows.
    #[serde(skip)]
    pub shown: Vec<Record>,
}

/// What was counted about a part of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClaimCounts {
    /// Its name: that of the claim, or that and a word.
    pub id: &'static str,
    /// How often it was checked with all hypotheses.
    pub checked: u64,
    /// How often it was false then.
    pub counterexamples: u64,
    /// How often each situation that can occur under the hypotheses did occur.
    pub branches: Vec<Branch>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MergedFile {
    /// Its name.
    pub file: String,
    /// Its digest.
    pub sha256: String,
}

impl SweepPlanned {
    /// A plan.
    pub fn new(plan: &Plan) -> Self {
        Self { manifest: manifest(plan), instances: plan.n, axes: plan.axes.clone() }
    }
}

impl SweepSubmitted {
    /// What is handed to an engine.
    pub fn new(plan: &Plan, engine: Engine, tasks: u64, job: &Job) -> Self {
        Self {
            manifest: manifest(plan),
            engine: match engine {
                Engine::Local => "local",
                Engine::Slurm => "slurm",
                Engine::HyperQueue => "hyperqueue",
            },
            tasks,
            job: None,
            command: job.command.clone(),
            script: job.script.as_ref().map(|(_, text)| text.clone()),
            line: job.line(),
        }
    }
}

impl SweepRan {
    /// What was run of a plan.
    pub fn new(plan: &Plan, ran: &Ran) -> Self {
        Self {
            manifest: manifest(plan),
            instances: ran.n,
            there: ran.n_there,
            new: ran.n_new,
            failed: ran.n_failed,
            certificates: ran.n_certificates,
            damaged: ran.damaged.iter().map(ToString::to_string).collect(),
            finished: ran.is_finished(),
        }
    }
}

/// How far a sweep is.
///
/// # Errors
/// [`PlanError`] if the plan is damaged, or a file cannot be read.
pub fn status(plan: &Plan) -> Result<SweepStatus, PlanError> {
    let found = status::of(plan, &Rows::scan(plan, 0..plan.n)?)?;
    let count =
        |(status, rows): (&String, &u64)| StatusCount { status: status.clone(), rows: *rows };
    let failure =
        |(index, message): &(u64, String)| SweepFailure { index: *index, message: message.clone() };
    Ok(SweepStatus {
        manifest: manifest(plan),
        instances: found.n,
        rows: found.n_rows(),
        missing: found.n - found.n_rows(),
        failed: found.n_failed(),
        statuses: found.statuses.iter().map(count).collect(),
        failures: found.failed.iter().map(failure).collect(),
        damaged: found.damaged.iter().map(ToString::to_string).collect(),
        contradictions: found.contradictions,
        foreign: found.n_foreign,
    })
}

/// Writes the rows of a sweep in one file, or in one of each kind.
///
/// # Errors
/// [`MergeError`] if a file cannot be read or written.
pub fn merge(plan: &Plan, folder: &Path, parquet: bool) -> Result<SweepMerged, MergeError> {
    let rows = Rows::scan(plan, 0..plan.n)?;
    let found = status::of(plan, &rows)?;
    let mut files = merge::write(plan, &rows, folder, parquet)?;
    let mut claims = Vec::new();
    if let Some(search) = plan.search() {
        let (tally, kept) = merge::claims(search, &rows, folder)?;
        files.extend(kept);
        claims = counts(&search.known().unwrap_or_default(), &tally);
    }
    let mut shown: Vec<Record> = Vec::new();
    let first = merge::each(&rows, &mut |text| {
        if shown.len() == SHOWN {
            return Err(io::ErrorKind::Interrupted.into());
        }
        shown.push(serde_json::from_str(text)?);
        Ok(())
    });
    // The end of what is shown ends the reading.
    drop(first);
    let file = |path: PathBuf| -> Result<MergedFile, MergeError> {
        let sha256 =
            sha256_of(&path).map_err(|error| PlanError::Read { path: path.clone(), error })?;
        Ok(MergedFile { file: path.display().to_string(), sha256 })
    };
    Ok(SweepMerged {
        instances: found.n,
        rows: found.n_rows(),
        failed: found.n_failed(),
        wrong: found.statuses.get("wrong").copied().unwrap_or(0),
        damaged: found.damaged.iter().map(ToString::to_string).collect(),
        contradictions: found.contradictions,
        files: files.into_iter().map(file).collect::<Result<_, _>>()?,
        claims,
        axes: plan.axes.clone(),
        shown,
    })
}

fn counts(claims: &[&'static Claim], tally: &Tally) -> Vec<ClaimCounts> {
    let parts =
        claims.iter().zip(&tally.parts).flat_map(|(claim, parts)| claim.parts.iter().zip(parts));
    let of = |(part, counts): (&'static Part, &PartTally)| ClaimCounts {
        id: part.id,
        checked: counts.checked,
        counterexamples: counts.n_counterexamples,
        branches: part
            .branches
            .iter()
            .zip(&counts.branches)
            .map(|(branch, reached)| Branch { branch, reached: *reached })
            .collect(),
    };
    parts.map(of).collect()
}

fn manifest(plan: &Plan) -> String {
    plan.folder.join(MANIFEST).display().to_string()
}
