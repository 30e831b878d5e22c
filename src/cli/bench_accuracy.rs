//! `ironproof bench accuracy`: solvers on instances of known truth.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};

use super::bench_compare::ACCURACY;
use super::oracle::{oracle, setting};
use super::{
    CliError, Common, Outcome, bench_accuracy_plot, bench_findings, bench_settings, output,
};
use crate::bench::accuracy::grade::grade;
use crate::bench::accuracy::problem::{Problem, Selection, Truth, family_names, problems};
use crate::bench::accuracy::row::{Circumstances, Row};
use crate::bench::accuracy::summary;
use crate::bench::store;
use crate::lp::ModelFormat;
use crate::oracle::{Ended, Job, Oracle, Ran, Setting, ask};
use crate::solve::Solver;
use crate::table;

#[derive(clap::Args)]
#[command(after_help = "\
Oracles: highs-simplex, highs-ipm, highs-ipm-no-crossover, highs-pdlp, good_lp, minilp, microlp, clarabel;
NAME=PROGRAM runs a program of yours as `PROGRAM MODEL ANSWER`; test-loops, test-aborts, test-panics,
test-allocates, test-babbles and test-lies misbehave on purpose. docs/accuracy.md has families, columns and grades.
Exit codes: 0 measured, whatever the solvers said; 2 could not run. `bench compare` judges.")]
pub(super) struct Flags {
    /// Small difficulties, numbers as written, short limits: for CI
    #[arg(long)]
    quick: bool,
    /// Who is asked, separated by commas [default: every solver]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    solver: Vec<String>,
    /// How, separated by commas: as-written, no-presolve, scaled [default: all; with --quick as-written]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    setting: Vec<String>,
    /// Which families, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    family: Vec<String>,
    /// Also every *.mps, *.lp, *.mps.gz and *.lp.gz in this folder, Netlib for example
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// For the families with random numbers
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Seconds per solve [default: 20, with --quick 5]
    #[arg(long, value_name = "S")]
    time_limit: Option<f64>,
    /// Address space of a solver, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    memory_limit: u64,
    /// Seconds per instance for proving its truth
    #[arg(long, value_name = "S", default_value_t = 300.0)]
    proof_limit: f64,
    /// Shrink the findings to minimal models, for at most this many seconds each
    #[arg(long, value_name = "S")]
    shrink: Option<f64>,
}

const ROWS: &str = "accuracy.jsonl";
/// An exact check of a basis may take this long.
const BASIS_LIMIT_S: f64 = 20.0;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let lost = |error| CliError::Usage(format!("cannot start this program again: {error}"));
    let program = std::env::current_exe().map_err(lost)?;
    let problems = wanted_problems(flags)?;
    let pairs = wanted_pairs(flags)?;
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results/accuracy"));
    let version = concat!("accuracy ", env!("CARGO_PKG_VERSION"));
    bench_settings::check(&folder, version, flags.quick)?;
    let circumstances = circumstances();
    let path = folder.join(ROWS);
    let fail = |error| CliError::Write { path: path.clone(), error };
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let mut needs_newline = !old.is_empty() && !old.ends_with('\n');
    let mut rows: Vec<Row> = store::read_lines(&old);
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(fail)?;
    let scratch = tempfile::tempdir().map_err(fail)?;
    let progress = progress(problems.len() * pairs.len(), common);
    let mut n_unproved = 0;
    for problem in &problems {
        progress.set_message(problem.name.clone());
        let model = scratch.path().join(format!("model.{}", problem.ending));
        let job = |(oracle, setting): &(Oracle, Setting)| Job {
            oracle: oracle.clone(),
            setting: *setting,
            model: model.clone(),
            time_limit_s: flags.time_limit.unwrap_or(if flags.quick { 5.0 } else { 20.0 }),
            memory_limit_mib: flags.memory_limit,
        };
        let sha256 = problem.sha256();
        let mut jobs: Vec<Job> = pairs.iter().map(job).collect();
        jobs.retain(|job| !rows.iter().any(|row| row.answers(problem, &sha256, job)));
        progress.inc(u64::try_from(pairs.len() - jobs.len()).unwrap_or(0));
        if jobs.is_empty() {
            continue;
        }
        let Some(truth) = problem.truth(flags.proof_limit) else {
            n_unproved += 1;
            let text = format!("{}: left out, no proof within the limit", problem.name);
            progress.suspend(|| output::note(common.quiet, &text));
            continue;
        };
        std::fs::write(&model, &problem.bytes).map_err(fail)?;
        for job in &jobs {
            let size = (problem.lp.columns.len(), problem.lp.rows.len());
            let ran = ask(&program, job, size.0, size.1).map_err(lost)?;
            let row = judged(problem, &truth, job, &ran, &circumstances);
            store::append(&mut file, &row, needs_newline).map_err(fail)?;
            needs_newline = false;
            rows.push(row);
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    report(&folder, &rows, common)?;
    if let Some(seconds) = flags.shrink {
        let limit = Duration::try_from_secs_f64(seconds)
            .map_err(|_| CliError::Usage("--shrink: a number of seconds".to_owned()))?;
        bench_findings::write(&folder, &program, &problems, &rows, limit, common)?;
    }
    if 0 < n_unproved {
        output::note(common.quiet, &format!("{n_unproved} instances left out without a proof"));
    }
    Ok(Outcome::Verified)
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

fn wanted_problems(flags: &Flags) -> Result<Vec<Problem>, CliError> {
    let known = family_names();
    if let Some(name) = flags.family.iter().find(|name| !known.contains(name)) {
        let known = known.join(", ");
        return Err(CliError::Usage(format!("no family `{name}`; there are {known}")));
    }
    let selection = Selection { quick: flags.quick, seed: flags.seed, families: &flags.family };
    // A folder alone means the folder alone.
    let mut all = if flags.models.is_some() && flags.family.is_empty() {
        Vec::new()
    } else {
        problems(&selection)
    };
    if let Some(folder) = &flags.models {
        all.extend(models(folder)?);
    }
    Ok(all)
}

/// The model files of a folder, sorted.
fn models(folder: &Path) -> Result<Vec<Problem>, CliError> {
    let wrong = |path: &Path, error: &dyn std::fmt::Display| {
        CliError::Usage(format!("{}: {error}", path.display()))
    };
    let entries = std::fs::read_dir(folder).map_err(|error| wrong(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| wrong(folder, &error))?;
    paths.retain(|path| ModelFormat::of(&path.to_string_lossy()).is_some());
    paths.sort();
    if paths.is_empty() {
        return Err(wrong(folder, &"no model in this folder: expected *.mps, *.lp, or *.gz"));
    }
    let mut models = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| wrong(&path, &error))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = file.strip_suffix(".gz").unwrap_or(&file);
        let name = stem.rsplit_once('.').map_or(stem, |(name, _)| name);
        let ending = file.strip_prefix(name).unwrap_or_default().trim_start_matches('.');
        let model = Problem::read(name, ending, bytes, "models");
        models.push(model.map_err(|error| wrong(&path, &error))?);
    }
    Ok(models)
}

/// Who is asked, and how.
fn wanted_pairs(flags: &Flags) -> Result<Vec<(Oracle, Setting)>, CliError> {
    let oracles: Vec<Oracle> = if flags.solver.is_empty() {
        Solver::ALL.into_iter().map(Oracle::Solver).collect()
    } else {
        flags.solver.iter().map(|name| oracle(name)).collect::<Result<_, _>>()?
    };
    let settings: Vec<Setting> = match (flags.setting.as_slice(), flags.quick) {
        ([], true) => vec![Setting::AsWritten],
        ([], false) => Setting::ALL.to_vec(),
        (names, _) => names.iter().map(|name| setting(name)).collect::<Result<_, _>>()?,
    };
    let pairs: Vec<(Oracle, Setting)> = oracles
        .iter()
        .flat_map(|oracle| settings.iter().map(move |setting| (oracle.clone(), *setting)))
        .filter(|(oracle, setting)| oracle.settings().contains(setting))
        .collect();
    if pairs.is_empty() {
        return Err(CliError::Usage("none of the solvers has such a setting".to_owned()));
    }
    Ok(pairs)
}

fn circumstances() -> Circumstances {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    Circumstances {
        cpu_model: bench_settings::processor(),
        commit: bench_settings::commit().unwrap_or_default(),
        run_id: format!("{now}-{}", std::process::id()),
    }
}

fn progress(n: usize, common: &Common) -> ProgressBar {
    if common.quiet || common.json {
        return ProgressBar::hidden();
    }
    // indicatif draws on stderr, and only if that is a terminal.
    let style = ProgressStyle::with_template("{pos}/{len} {msg} [{wide_bar}] {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(n).unwrap_or(u64::MAX)).with_style(style)
}

/// CSV, Parquet, tables, findings and a picture of all rows.
fn report(folder: &Path, rows: &[Row], common: &Common) -> Result<(), CliError> {
    output::write_file(&folder.join(ACCURACY), |out| table::write_csv(out, rows))?;
    let parquet = folder.join("accuracy.parquet");
    output::write_file(&parquet, |out| table::write_parquet(out, rows))?;
    bench_accuracy_plot::write(&folder.join("accuracy.svg"), rows)?;
    let summaries = summary::summarise(rows);
    let findings = summary::findings_to_markdown(rows);
    let text = format!("{}\n## Findings\n\n{findings}", summary::to_markdown(&summaries));
    output::write_file(&folder.join("accuracy.md"), |out| out.write_all(text.as_bytes()))?;
    if common.json {
        let rows = serde_json::to_value(rows).unwrap_or_default();
        return output::emit(format!("{rows}\n"));
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(summary::heads());
    for summary in &summaries {
        table.add_row(summary::cells(summary));
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    output::emit(format!("{}\n", table.trim_fmt()))?;
    let n_findings = rows.iter().filter(|row| summary::is_finding(row)).count();
    output::emit(format!(
        "{} rows; {n_findings} answers are refuted beyond any tolerance: {}\n",
        rows.len(),
        folder.join("accuracy.md").display()
    ))
}
