//! What is asked: which problems, whom, and how.

use std::path::{Path, PathBuf};

use super::problem::{Problem, Selection, family_names, problems};
use super::summary::LeftOut;
use ironproof_linear::{ModelFormat, Readings};
use ironproof_solvers::oracle::{Oracle, Setting};
use ironproof_solvers::solve::Solver;

/// The family of the files in a folder of models.
const MODELS: &str = "models";

/// Which problems.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Small difficulties.
    pub quick: bool,
    /// For the families with random numbers.
    pub seed: u64,
    /// Families by name. Without any: all of them, or the folder of models alone if there is one.
    pub families: Vec<String>,
    /// A folder of model files: the family `models`.
    pub models: Option<PathBuf>,
    /// How its models are read where readers disagree.
    pub readings: Readings,
}

/// Whom, and how.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Who is asked: every solver of this program without any.
    pub oracles: Vec<Oracle>,
    /// How: every setting without any, or the numbers as written in a quick run.
    pub settings: Vec<Setting>,
}

/// Why nothing can be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// No such family.
    #[error("family {name}: expected one of {known}")]
    Family {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The family of a folder, without a folder.
    #[error("family {MODELS}: needs --models DIR")]
    NoFolder,
    /// The folder has no models, or cannot be read.
    #[error("{}: {reason}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A program that is not there.
    #[error("solver {0}: no such program; expected the path of one, or a name found in PATH")]
    Program(String),
    /// None of the settings makes sense for this oracle.
    #[error("setting {settings}: {oracle} has only {own}")]
    Setting {
        /// What was asked for.
        settings: String,
        /// Of whom.
        oracle: String,
        /// What there is.
        own: String,
    },
}

impl QuestionError {
    /// Whether the error begins with the name of the option that is wrong.
    pub fn is_about_option(&self) -> bool {
        !matches!(self, Self::Folder { .. })
    }
}

impl Wanted {
    /// The problems, and the files that are none.
    ///
    /// # Errors
    /// [`QuestionError`] if a family does not exist, or the folder has no model.
    pub fn problems(&self) -> Result<(Vec<Problem>, Vec<LeftOut>), QuestionError> {
        let mut known = family_names();
        known.push(MODELS.to_owned());
        if let Some(name) = self.families.iter().find(|name| !known.contains(name)) {
            let (name, known) = (name.clone(), known.join(", "));
            return Err(QuestionError::Family { name, known });
        }
        if self.models.is_none() && self.families.iter().any(|name| name == MODELS) {
            return Err(QuestionError::NoFolder);
        }
        let selection = Selection { quick: self.quick, seed: self.seed, families: &self.families };
        // A folder alone means the folder alone.
        let mut all = if self.models.is_some() && self.families.is_empty() {
            Vec::new()
        } else {
            problems(&selection)
        };
        let mut left_out = Vec::new();
        if let Some(folder) = &self.models {
            all.extend(models(folder, &self.readings, &mut left_out)?);
        }
        Ok((all, left_out))
    }
}

/// The model files of a folder, sorted; one that cannot be read does not hide the others.
fn models(
    folder: &Path,
    readings: &Readings,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Problem>, QuestionError> {
    let wrong = |reason: &dyn std::fmt::Display| QuestionError::Folder {
        folder: folder.to_owned(),
        reason: reason.to_string(),
    };
    let entries = std::fs::read_dir(folder).map_err(|error| wrong(&error))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| wrong(&error))?;
    paths.retain(|path| ModelFormat::of(&path.to_string_lossy()).is_some());
    paths.sort();
    if paths.is_empty() {
        return Err(wrong(&"no model in this folder: expected *.mps, *.lp, or *.gz"));
    }
    let mut models = Vec::new();
    for path in paths {
        match model(&path, readings) {
            Ok(model) => models.push(model),
            Err(reason) => {
                let what = path.display().to_string();
                left_out.push(LeftOut { what, reason });
            }
        }
    }
    if models.is_empty() {
        return Err(wrong(&"none of the models in this folder can be read"));
    }
    Ok(models)
}

/// The model of a file, or why it is none.
fn model(path: &Path, readings: &Readings) -> Result<Problem, String> {
    let bytes = ironproof_number::limits::read(path).map_err(|error| error.to_string())?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = file.strip_suffix(".gz").unwrap_or(&file);
    let name = stem.rsplit_once('.').map_or(stem, |(name, _)| name);
    let ending = file.strip_prefix(name).unwrap_or_default().trim_start_matches('.');
    Problem::read_as(name, ending, bytes, MODELS, readings).map_err(|error| error.to_string())
}

impl Asked {
    /// Each oracle with each of its settings.
    ///
    /// # Errors
    /// [`QuestionError`] if a program is not there, or an oracle that was asked for has none of the settings.
    pub fn pairs(&self, quick: bool) -> Result<Vec<(Oracle, Setting)>, QuestionError> {
        let oracles: Vec<Oracle> = if self.oracles.is_empty() {
            Solver::built().into_iter().map(Oracle::Solver).collect()
        } else {
            self.oracles.clone()
        };
        if let Some(missing) = oracles.iter().find(|oracle| !oracle.is_there()) {
            return Err(QuestionError::Program(missing.argument()));
        }
        let settings: Vec<Setting> = match (self.settings.as_slice(), quick) {
            ([], true) => vec![Setting::AsWritten],
            ([], false) => Setting::ALL.to_vec(),
            (settings, _) => settings.to_vec(),
        };
        let mut pairs = Vec::new();
        for oracle in &oracles {
            let before = pairs.len();
            let own = settings.iter().filter(|setting| oracle.settings().contains(setting));
            pairs.extend(own.map(|setting| (oracle.clone(), *setting)));
            if pairs.len() == before && !self.oracles.is_empty() {
                let names = |settings: &[Setting], between: &str| {
                    let names: Vec<&str> = settings.iter().map(|setting| setting.name()).collect();
                    names.join(between)
                };
                return Err(QuestionError::Setting {
                    settings: names(&self.settings, ","),
                    oracle: oracle.to_string(),
                    own: names(oracle.settings(), ", "),
                });
            }
        }
        Ok(pairs)
    }
}
