//! `replicate`: a study that was run, or run once more and compared.

use std::path::Path;
use std::time::Duration;

use ironproof_study as study;
use ironproof_study::{Compared, Error, Ran, Step, Verdict};
use schemars::JsonSchema;
use serde::Serialize;

/// What became of a study.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Replicated {
    /// The title of the study.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<StepDone>,
    /// What became of each file that a step makes; null if nothing was compared.
    pub files: Option<Vec<FileCompared>>,
    /// Files that steps read, and that are not what they were when the study was run.
    pub changed_inputs: Vec<String>,
    /// Whether every file came again, byte by byte, from the same inputs; null if nothing was compared.
    pub same: Option<bool>,
}

/// A step that was run.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StepDone {
    /// What it shows.
    pub shows: String,
    /// What stands behind `ironproof` on the command line.
    pub command: String,
    /// The files that it makes.
    pub files: Vec<String>,
    /// How long it took.
    pub seconds: f64,
}

/// A file that a step makes.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FileCompared {
    /// Its name in the folder.
    pub file: String,
    /// What became of it.
    pub verdict: FileVerdict,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileVerdict {
    /// It came again, byte by byte.
    Same,
    /// Something else came.
    Differs,
    /// It is not in the folder.
    Missing,
}

/// Runs a study with `program`, whose name and version is `version`.
///
/// # Errors
/// [`Error`] if the plan is none, or a step fails.
pub fn replicate(
    folder: &Path,
    program: &Path,
    version: &str,
    progress: &dyn Fn(&str),
) -> Result<Replicated, Error> {
    let Ran { title, steps, .. } = study::run(folder, program, version, progress)?;
    let steps = steps.into_iter().map(StepDone::new).collect();
    Ok(Replicated { title, steps, files: None, changed_inputs: Vec::new(), same: None })
}

/// Runs a study once more, elsewhere, and compares.
///
/// # Errors
/// [`Error`] if it was not run yet, or a step fails.
pub fn check(folder: &Path, program: &Path, progress: &dyn Fn(&str)) -> Result<Replicated, Error> {
    let found = study::compare(folder, program, progress)?;
    let same = Some(found.is_same());
    let Compared { title, steps, files, changed_inputs } = found;
    let verdict = |verdict| match verdict {
        Verdict::Same => FileVerdict::Same,
        Verdict::Differs => FileVerdict::Differs,
        Verdict::Missing => FileVerdict::Missing,
    };
    let files =
        files.into_iter().map(|(file, found)| FileCompared { file, verdict: verdict(found) });
    let steps = steps.into_iter().map(StepDone::new).collect();
    Ok(Replicated { title, steps, files: Some(files.collect()), changed_inputs, same })
}

impl StepDone {
    fn new((step, time): (Step, Duration)) -> Self {
        let files = step.outputs().map(str::to_owned).collect();
        Self { command: step.command(), files, seconds: time.as_secs_f64(), shows: step.shows }
    }
}
