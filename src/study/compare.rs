//! The same study once more, in a folder of its own, byte by byte against what is there.

use std::path::Path;
use std::time::Duration;

use super::{Error, Step, folder, run, sums};

/// What became of the files of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The title of the study.
    pub title: String,
    /// The steps, and how long each took now.
    pub steps: Vec<(Step, Duration)>,
    /// Each file that a step makes, with its step.
    pub files: Vec<(String, Verdict)>,
    /// Inputs that are not what they were when the study was run.
    pub changed_inputs: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It came again, byte by byte.
    Same,
    /// Something else came.
    Differs,
    /// It is not in the folder.
    Missing,
}

impl Compared {
    /// Whether everything came again, and from the same inputs.
    pub fn is_same(&self) -> bool {
        self.changed_inputs.is_empty()
            && self.files.iter().all(|(_, verdict)| *verdict == Verdict::Same)
    }
}

/// Copies the inputs into a temporary folder, runs all steps there, and compares what they make with what is in
/// `folder`, in which nothing is changed.
///
/// # Errors
/// [`Error`] if the study was not run yet, or a step fails.
pub fn compare(folder: &Path, program: &Path, progress: &dyn Fn(&str)) -> Result<Compared, Error> {
    let plan = run::plan(folder)?;
    let Ok(known) = std::fs::read_to_string(folder.join("SHA256SUMS")) else {
        return Err(Error::NotRun(folder.to_owned()));
    };
    let inputs = folder::inputs(folder, &plan)?;
    let mut changed_inputs = Vec::new();
    for name in &inputs {
        let line = format!("{}  {name}", sums::digest(&folder.join(name))?);
        if !known.lines().any(|known| known == line) {
            changed_inputs.push(name.clone());
        }
    }
    let gone = known.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name);
    changed_inputs.extend(gone.filter(|name| !folder.join(name).exists()).map(str::to_owned));
    let (again, steps) = run::elsewhere(folder, &inputs, &plan, program, progress)?;
    let mut files = Vec::new();
    for output in plan.outputs() {
        let (there, now) = (folder.join(output), again.path().join(output));
        let verdict = if !there.is_file() {
            Verdict::Missing
        } else if sums::digest(&there)? == sums::digest(&now)? {
            Verdict::Same
        } else {
            Verdict::Differs
        };
        files.push((output.to_owned(), verdict));
    }
    changed_inputs.retain(|name| !plan.outputs().contains(&name.as_str()));
    Ok(Compared { title: plan.title, steps, files, changed_inputs })
}
