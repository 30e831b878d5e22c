//! All steps of a study, one after the other.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use ironproof_files::aside;
use ironproof_files::file::write_file;
use ironproof_files::lock::Lock;

use super::ran::Ran;
use super::{Error, PLAN, Plan, Step, folder, readme, sums};

/// Runs all steps with this program in a temporary folder, and puts what they write into `folder`, with README.md,
/// CITATION.cff and SHA256SUMS. `progress` is told what comes next.
///
/// # Errors
/// [`Error`] if the plan is none, or a step fails: then nothing in `folder` is changed.
pub fn run(
    folder: &Path,
    program: &Path,
    version: &str,
    progress: &dyn Fn(&str),
) -> Result<Ran, Error> {
    let plan = plan(folder)?;
    let _lock = Lock::of(folder)?;
    let inputs = folder::inputs(folder, &plan)?;
    let (elsewhere, steps) = elsewhere(folder, &inputs, &plan, program, progress)?;
    for output in plan.outputs() {
        let path = elsewhere.path().join(output);
        let mut file = std::fs::File::open(&path).map_err(|error| Error::File { path, error })?;
        let written =
            write_file(&folder.join(output), |out| std::io::copy(&mut file, out).map(|_| ()));
        written.map_err(|error| Error::File { path: error.path, error: error.error })?;
    }
    let ran = Ran { title: plan.title.clone(), steps, inputs };
    let write = |name: &str, text: &str| {
        let written = write_file(&folder.join(name), |out| out.write_all(text.as_bytes()));
        written.map_err(|error| Error::File { path: error.path, error: error.error })
    };
    write("README.md", &readme::readme(&plan, &ran, version))?;
    write("CITATION.cff", &readme::citation(&plan))?;
    let mut names = folder::files(folder)?;
    names.retain(|name| name != "SHA256SUMS");
    write("SHA256SUMS", &sums::list(folder, &names)?)?;
    Ok(ran)
}

/// The plan in a folder.
pub(crate) fn plan(folder: &Path) -> Result<Plan, Error> {
    let path = folder.join(PLAN);
    let text = std::fs::read_to_string(&path).map_err(|error| Error::File { path, error })?;
    Plan::read(&text)
}

/// Runs all steps in a temporary folder that has the inputs, and nothing else.
pub(crate) fn elsewhere(
    folder: &Path,
    inputs: &[String],
    plan: &Plan,
    program: &Path,
    progress: &dyn Fn(&str),
) -> Result<(aside::Folder, Vec<(Step, Duration)>), Error> {
    let elsewhere =
        aside::Folder::new().map_err(|error| Error::File { path: std::env::temp_dir(), error })?;
    folder::copy(inputs, folder, elsewhere.path())?;
    let steps = steps(elsewhere.path(), plan, program, progress)?;
    Ok((elsewhere, steps))
}

fn steps(
    folder: &Path,
    plan: &Plan,
    program: &Path,
    progress: &dyn Fn(&str),
) -> Result<Vec<(Step, Duration)>, Error> {
    let inputs = folder::inputs(folder, plan)?;
    let mut done = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        progress(&step.shows);
        let start = Instant::now();
        one(folder, step, program)?;
        done.push((step.clone(), start.elapsed()));
    }
    match folder::inputs(folder, plan)?.into_iter().find(|name| !inputs.contains(name)) {
        Some(new) => Err(Error::Undeclared(new)),
        None => Ok(done),
    }
}

fn one(folder: &Path, step: &Step, program: &Path) -> Result<(), Error> {
    for output in step.outputs() {
        folder::make_parent(&folder.join(output))?;
    }
    let ran = Command::new(program)
        .args(&step.run)
        .current_dir(folder)
        .output()
        .map_err(|error| Error::Start { program: program.display().to_string(), error })?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        return Err(Error::Step {
            shows: step.shows.clone(),
            command: step.command(),
            code: ran.status.to_string(),
            said: said.lines().last().unwrap_or("nothing was said").to_owned(),
        });
    }
    if let Some(stdout) = &step.stdout {
        let path = folder.join(stdout);
        let written = write_file(&path, |out| out.write_all(&ran.stdout));
        written.map_err(|error| Error::File { path: error.path, error: error.error })?;
    }
    let missing = step.outputs().find(|output| !folder.join(output).is_file());
    missing.map_or(Ok(()), |file| {
        Err(Error::NotWritten {
            shows: step.shows.clone(),
            command: step.command(),
            file: file.to_owned(),
        })
    })
}
