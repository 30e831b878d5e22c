//! What `bench accuracy` asks: which problems, and whom, and how.

use std::path::{Path, PathBuf};

use super::certify::seconds;
use super::oracle::{oracle, setting};
use super::{CliError, output};
use ironproof_bench::accuracy::problem::{Problem, Selection, family_names, problems};
use ironproof_bench::accuracy::summary;
use ironproof_bench::accuracy::summary::LeftOut;
use ironproof_linear::{ModelFormat, Readings};
use ironproof_solvers::oracle::{Oracle, Setting};
use ironproof_solvers::solve::Solver;

/// The family of the files in `--models`.
const MODELS: &str = "models";

/// The problems, and the files that are none.
pub(super) fn wanted_problems(
    flags: &Flags,
    quiet: bool,
) -> Result<(Vec<Problem>, Vec<LeftOut>), CliError> {
    let mut known = family_names();
    known.push(MODELS.to_owned());
    if let Some(name) = flags.family.iter().find(|name| !known.contains(name)) {
        let known = known.join(", ");
        return Err(CliError::Usage(format!("--family {name}: expected one of {known}")));
    }
    if flags.models.is_none() && flags.family.iter().any(|name| name == MODELS) {
        return Err(CliError::Usage(format!("--family {MODELS}: needs --models DIR")));
    }
    let selection = Selection { quick: flags.quick, seed: flags.seed, families: &flags.family };
    // A folder alone means the folder alone.
    let mut all = if flags.models.is_some() && flags.family.is_empty() {
        Vec::new()
    } else {
        problems(&selection)
    };
    let mut left_out = Vec::new();
    if let Some(folder) = &flags.models {
        all.extend(models(folder, &flags.readings, &mut left_out)?);
    }
    for file in &left_out {
        output::note(quiet, &file.note());
    }
    for note in all.iter().filter_map(summary::relaxed) {
        output::note(quiet, &format!("note: {note}"));
    }
    Ok((all, left_out))
}

/// The model files of a folder, sorted; one that cannot be read does not hide the others.
fn models(
    folder: &Path,
    readings: &[String],
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Problem>, CliError> {
    let readings = Readings::parse(readings)
        .map_err(|error| CliError::Usage(format!("--reading: {error}")))?;
    let wrong =
        |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", folder.display()));
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
        match model(&path, &readings) {
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
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = file.strip_suffix(".gz").unwrap_or(&file);
    let name = stem.rsplit_once('.').map_or(stem, |(name, _)| name);
    let ending = file.strip_prefix(name).unwrap_or_default().trim_start_matches('.');
    Problem::read_as(name, ending, bytes, MODELS, readings).map_err(|error| error.to_string())
}

/// Who is asked, and how.
pub(super) fn wanted_pairs(flags: &Flags) -> Result<Vec<(Oracle, Setting)>, CliError> {
    let oracles: Vec<Oracle> = if flags.solver.is_empty() {
        Solver::built().into_iter().map(Oracle::Solver).collect()
    } else {
        flags.solver.iter().map(|name| oracle(name)).collect::<Result<_, _>>()?
    };
    if let Some(missing) = oracles.iter().find(|oracle| !oracle.is_there()) {
        return Err(CliError::Usage(format!(
            "--solver {}: no such program; expected the path of one, or a name found in PATH",
            missing.argument()
        )));
    }
    let settings: Vec<Setting> = match (flags.setting.as_slice(), flags.quick) {
        ([], true) => vec![Setting::AsWritten],
        ([], false) => Setting::ALL.to_vec(),
        (names, _) => names.iter().map(|name| setting(name)).collect::<Result<_, _>>()?,
    };
    let mut pairs = Vec::new();
    for oracle in &oracles {
        let before = pairs.len();
        let own = settings.iter().filter(|setting| oracle.settings().contains(setting));
        pairs.extend(own.map(|setting| (oracle.clone(), *setting)));
        if pairs.len() == before && !flags.solver.is_empty() {
            let own: Vec<&str> = oracle.settings().iter().map(|setting| setting.name()).collect();
            return Err(CliError::Usage(format!(
                "--setting {}: {oracle} has only {}",
                flags.setting.join(","),
                own.join(", ")
            )));
        }
    }
    Ok(pairs)
}

#[derive(clap::Args)]
#[command(after_help = "\
Oracles: highs-simplex, highs-ipm, highs-ipm-no-crossover, highs-pdlp, good_lp, minilp, microlp, clarabel;
NAME=PROGRAM runs a program of yours as `PROGRAM MODEL ANSWER`; test-loops, test-aborts, test-panics,
test-allocates, test-babbles and test-lies misbehave on purpose. docs/accuracy.md has families, columns and grades.
Exit codes: 0 measured, whatever the solvers said; 2 nothing measured, or could not run. `bench compare` judges.")]
pub(super) struct Flags {
    /// Small difficulties, numbers as written, short limits: for CI
    #[arg(long)]
    pub(super) quick: bool,
    /// Who is asked, separated by commas [default: every solver]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) solver: Vec<String>,
    /// How, separated by commas: as-written, no-presolve, scaled [default: all; with --quick as-written]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) setting: Vec<String>,
    /// Which families, separated by commas [default: all; with --models only that folder]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) family: Vec<String>,
    /// Every *.mps, *.lp, *.mps.gz and *.lp.gz in this folder, Netlib for example: the family `models`
    ///
    /// Without --family the folder alone, with it the folder and those families. Of a model with integer columns
    /// the relaxation is asked for: solvers get a file without integers.
    #[arg(long, value_name = "DIR")]
    pub(super) models: Option<PathBuf>,
    /// Where readers disagree about a line of such a model, read it like this: docs/models.md lists the readings.
    /// Solvers then get a file that has one meaning
    #[arg(long = "reading", value_name = "KEY=VALUE", requires = "models")]
    pub(super) readings: Vec<String>,
    /// For the families with random numbers
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Seconds per solve [default: 20, with --quick 5]
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub(super) time_limit: Option<f64>,
    /// Address space of a solver, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub(super) memory_limit: u64,
    /// Seconds per instance for proving its truth
    #[arg(long, value_name = "S", default_value_t = 300.0, value_parser = seconds, allow_negative_numbers = true)]
    pub(super) proof_limit: f64,
    /// Shrink the findings to minimal models, for at most this many seconds each
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub(super) shrink: Option<f64>,
}
