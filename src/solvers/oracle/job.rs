//! Who solves which file, in which setting, within which limits.

use std::fmt;
use std::path::PathBuf;

use crate::oracle::Misbehaviour;
use crate::solve::{Numbers, Presolve, SolveConfig, Solver};

/// Who is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Oracle {
    /// A solver that this program is linked with.
    Solver(Solver),
    /// One that misbehaves on purpose.
    Test(Misbehaviour),
    /// A program of somebody else, called as `PROGRAM MODEL ANSWER`.
    External {
        /// Its name in results.
        name: String,
        /// Its path.
        program: PathBuf,
    },
}

/// How a solver is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setting {
    /// The numbers of the file, the defaults of the solver.
    AsWritten,
    /// The same without presolve: HiGHS only.
    NoPresolve,
    /// Rows and objective scaled by powers of two, as `verify` does it; what floats lose is refused.
    Scaled,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Who.
    pub oracle: Oracle,
    /// How.
    pub setting: Setting,
    /// The model file.
    pub model: PathBuf,
    /// Wall clock limit.
    pub time_limit_s: f64,
    /// Limit of the address space, in MiB.
    pub memory_limit_mib: u64,
}

impl Oracle {
    /// The oracle called `text`: a solver, a test oracle, or `NAME=PROGRAM`.
    pub fn from_name(text: &str) -> Option<Self> {
        if let Some((name, program)) = text.split_once('=') {
            let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
            let (name, program) = (name.to_owned(), PathBuf::from(program));
            return (is_word && !program.as_os_str().is_empty())
                .then_some(Self::External { name, program });
        }
        let solver = Solver::from_name(text).map(Self::Solver);
        solver.or_else(|| Misbehaviour::from_name(text).map(Self::Test))
    }

    /// The name that [`Self::from_name`] takes.
    pub fn argument(&self) -> String {
        match self {
            Self::External { name, program } => format!("{name}={}", program.display()),
            _ => self.to_string(),
        }
    }

    /// Whether there is such a program: every linked solver, or a file.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::External { .. }) || self.file().is_some()
    }

    /// The file of a program of somebody else: a path, or a bare name in `PATH`.
    pub fn file(&self) -> Option<PathBuf> {
        let Self::External { program, .. } = self else { return None };
        if program.components().nth(1).is_some() || program.is_absolute() {
            return Some(program.clone()).filter(|file| file.is_file());
        }
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).map(|it| it.join(program)).find(|file| file.is_file())
    }

    /// The version, where it is known without asking.
    pub fn version(&self) -> Option<String> {
        match self {
            Self::Solver(solver) => Some(solver.version()),
            Self::Test(_) | Self::External { .. } => None,
        }
    }

    /// The settings that make a difference to this oracle.
    pub fn settings(&self) -> &'static [Setting] {
        match self {
            Self::Solver(solver) if solver.is_highs() => &Setting::ALL,
            Self::Solver(_) => &[Setting::AsWritten, Setting::Scaled],
            Self::Test(_) | Self::External { .. } => &[Setting::AsWritten],
        }
    }
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Solver(solver) => solver.name(),
            Self::Test(misbehaviour) => misbehaviour.name(),
            Self::External { name, .. } => name,
        })
    }
}

impl Setting {
    /// All settings.
    pub const ALL: [Self; 3] = [Self::AsWritten, Self::NoPresolve, Self::Scaled];

    /// The name used in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsWritten => "as-written",
            Self::NoPresolve => "no-presolve",
            Self::Scaled => "scaled",
        }
    }

    /// The setting called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }

    pub(super) fn config(self, solver: Solver, time_limit_s: f64) -> SolveConfig {
        let mut config = SolveConfig::new(solver, time_limit_s);
        if self != Self::Scaled {
            config.numbers = Numbers::AsWritten;
        }
        if self == Self::NoPresolve {
            config.presolve = Presolve::Off;
        }
        config
    }
}
