//! One row, asked of a process of its own: so its peak memory is its own, and it can be ended when its time is over.
//!
//! The child is the program `ironproof` again, as `ironproof bench one QUESTION` with the question as JSON. It prints
//! the measurement as JSON.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::family;
use super::measure::{MeasureConfig, Measurement, measure};
use super::status::Status;
use super::suite::Method;
use ironproof_number::rational;
use ironproof_solvers::process::run;

/// What is measured, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The shape of the instance.
    pub shape: String,
    /// Types over all groups.
    pub types: usize,
    /// Groups.
    pub groups: usize,
    /// Quality levels.
    pub levels: usize,
    /// The method, with its formulation and incentives.
    pub method: String,
    /// Untimed runs.
    pub warmups: u32,
    /// Timed runs.
    pub repetitions: u32,
    /// For the process.
    pub time_limit_s: u32,
    /// The proved value, `p/q`; only the verifier is asked without.
    pub optimum: Option<String>,
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    /// Not JSON of this shape.
    #[error("the question: {0}")]
    Json(#[from] serde_json::Error),
    /// A shape that does not exist, or numbers that no instance has.
    #[error("no such instance")]
    Instance,
    /// A method that does not exist.
    #[error("no such method")]
    Method,
    /// The optimum is no fraction.
    #[error("{0}")]
    Optimum(#[from] rational::NotANumber),
}

impl Question {
    /// The question as the argument of a process.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("words and counts have a form in JSON")
    }

    /// Reads the argument.
    ///
    /// # Errors
    /// [`QuestionError::Json`] if it is not the JSON of a question.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        Ok(serde_json::from_str(text)?)
    }

    /// Measures in this process.
    ///
    /// # Errors
    /// [`QuestionError`] if there is no such instance or method.
    pub fn answer(&self) -> Result<Measurement, QuestionError> {
        let instance = family::instance(&self.shape, self.types, self.groups, self.levels)
            .ok_or(QuestionError::Instance)?;
        let method = Method::from_label(&self.method).ok_or(QuestionError::Method)?;
        let optimum = self.optimum.as_deref().map(rational::parse_made).transpose()?;
        let config = MeasureConfig {
            warmups: self.warmups,
            repetitions: self.repetitions,
            time_limit_s: f64::from(self.time_limit_s),
        };
        Ok(measure(&instance, &method, optimum.as_ref(), &config))
    }

    /// Measures in a new process of `program`, which is the program `ironproof`, and ends it when its time is over.
    ///
    /// # Errors
    /// The process could not be started. That says nothing about the method.
    pub fn ask(&self, program: &Path) -> io::Result<Measurement> {
        let mut command = Command::new(program);
        command.args(["bench", "one"]).arg(self.to_json());
        let limit = Duration::from_secs(u64::from(self.time_limit_s));
        let finished = run(&mut command, limit)?;
        // A row has no limit of memory of its own: then it is this machine, or who started this program, that has.
        if finished.is_out_of_memory() {
            return Err(io::Error::other("memory is short here: a larger limit of it is needed"));
        }
        Ok(match finished.status {
            None => Measurement::only(Status::TimeLimit),
            Some(status) if status.success() => serde_json::from_slice(&finished.said)
                .unwrap_or_else(|_| Measurement::only(Status::from("no result"))),
            Some(_) => Measurement::only(Status::from("crashed")),
        })
    }
}
