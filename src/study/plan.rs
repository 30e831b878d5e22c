//! The file study.toml: who wrote the study, where the data come from, and which command makes which table or figure.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::Deserialize;

use super::{Error, MADE, PLAN};

/// What a study is about, and its steps.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The title of the paper.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub year: u32,
    /// Under which licence others may use the folder, such as `CC-BY-4.0`.
    pub licence: String,
    /// Where the data come from, and who may have them.
    pub data: String,
    /// Further lines for the README, such as references.
    #[serde(default)]
    pub references: Vec<String>,
    /// The steps, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// A command, and the files that it writes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it shows: `Table 1`, `Figure 2`, or a sentence of the paper.
    pub shows: String,
    /// What stands behind `ironproof` on the command line. Names of files are relative to the folder.
    pub run: Vec<String>,
    /// The file that takes what the command prints.
    pub stdout: Option<String>,
    /// The files that the command writes itself.
    #[serde(default)]
    pub writes: Vec<String>,
}

impl Step {
    /// The files that the step makes.
    pub fn outputs(&self) -> impl Iterator<Item = &str> {
        self.stdout.iter().chain(&self.writes).map(String::as_str)
    }

    /// The command as it is typed, without the name of the program.
    pub fn command(&self) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,+".contains(c);
        let quoted = |word: &String| {
            if !word.is_empty() && word.chars().all(is_plain) {
                return word.clone();
            }
            format!("'{}'", word.replace('\'', "'\\''"))
        };
        self.run.iter().map(quoted).collect::<Vec<_>>().join(" ")
    }
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// [`Error::Plan`] if it is none, and [`Error::Output`] if a name of an output is not one of the folder's own.
    pub fn read(text: &str) -> Result<Self, Error> {
        let plan: Self = toml::from_str(text).map_err(|error| {
            let place = error.span().map_or_else(String::new, |span| {
                let line =
                    text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1);
                format!("line {line}: ")
            });
            Error::Plan(format!("{place}{}", error.message()))
        })?;
        if plan.steps.is_empty() {
            return Err(Error::Plan("expected at least one [[step]]".to_owned()));
        }
        let mut seen = BTreeSet::new();
        for step in &plan.steps {
            if step.run.is_empty() || step.outputs().next().is_none() {
                let text =
                    format!("{}: expected `run` and one of `stdout` and `writes`", step.shows);
                return Err(Error::Plan(text));
            }
            for output in step.outputs() {
                if !is_inside(output) || !seen.insert(output) {
                    return Err(Error::Output(output.to_owned()));
                }
            }
        }
        Ok(plan)
    }

    /// The files that all steps make.
    pub fn outputs(&self) -> Vec<&str> {
        self.steps.iter().flat_map(Step::outputs).collect()
    }
}

/// Whether a name is a file below the folder that is not one of those with a meaning of their own.
fn is_inside(name: &str) -> bool {
    let path = Path::new(name);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    is_plain && !name.is_empty() && name != PLAN && !MADE.contains(&name) && !name.contains('\\')
}
