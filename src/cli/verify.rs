//! `ironproof verify FILE...`: the main job.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde_json::json;

use super::input::{self, Continuous, GridFlags, InputError, Loaded};
use super::{CliError, Common, Outcome, export, output};
use crate::crosscheck::{self, Disagreement, Plan, Report, RunVerdict, results};
use crate::formulate::Formulation;
use crate::random;
use crate::rational::{Readable, approx};
use crate::solve::{Solver, Status};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Instances, or folders of them
    #[arg(value_name = "FILE", required_unless_present = "random")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    grid: GridFlags,
    /// Verify N random finite instances (up to 3 groups, 12 types and 6 levels each)
    #[arg(long, value_name = "N", conflicts_with = "paths", value_parser = clap::value_parser!(u64).range(1..))]
    random: Option<u64>,
    /// Seed of the random instances
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// LP solvers, by comma [default: all; with --random: highs-simplex]
    #[arg(long, value_delimiter = ',', value_parser = solver, value_name = "NAME,...")]
    solvers: Vec<Solver>,
    /// Formulations of the LP, by comma [default: all; with --random: gamma]
    #[arg(long, value_delimiter = ',', value_parser = export::formulation, value_name = "NAME,...")]
    formulations: Vec<Formulation>,
    /// Above this many types no LP is solved: ironing and the certificate alone
    #[arg(long, value_name = "K", default_value_t = 1000)]
    lp_types: usize,
    /// Time limit of one LP solve, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds)]
    time_limit: f64,
    /// Also write each finite instance and its certificate to OUT/certificates
    #[arg(long)]
    certificates: bool,
}

fn solver(name: &str) -> Result<Solver, String> {
    Solver::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Solver::ALL.into_iter().map(Solver::name).collect();
        format!("expected one of {}", names.join(", "))
    })
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|&x: &f64| x > 0.0 && x.is_finite())
        .ok_or_else(|| "expected seconds".to_owned())
}

/// One instance to verify.
enum Job {
    File(Box<Loaded>),
    Random(u64),
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let is_random = flags.random.is_some();
    let plan = plan(flags, is_random);
    let (jobs, broken) = match flags.random {
        Some(n) => ((0..n).map(Job::Random).collect(), Vec::new()),
        None => load(flags, common)?,
    };
    if jobs.is_empty() {
        return CliError::of_inputs(broken).map_or(Ok(Outcome::Verified), Err);
    }
    let stop = stop_on_interrupt();
    let progress = progress(jobs.len(), common);
    let written = Mutex::new(Ok(()));
    let reports: Vec<Report> = jobs
        .par_iter()
        .filter_map(|job| {
            // Finished reports are kept; the rest is not started.
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let report = verify_one(job, flags, common, &plan, &written);
            progress.inc(1);
            Some(report)
        })
        .collect();
    progress.finish_and_clear();
    written.into_inner().unwrap_or(Ok(()))?;

    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    let csv = folder.join(if is_random { "verify-random.csv" } else { "verify.csv" });
    let rows: Vec<&Report> = reports.iter().collect();
    output::write_file(&csv, |out| results::write(out, &rows))?;
    print(&reports, is_random, common)?;
    output::note(common.quiet, &format!("every solve: {}", csv.display()));

    if reports.len() < jobs.len() {
        return Err(CliError::Interrupted { finished: reports.len(), total: jobs.len() });
    }
    if reports.iter().any(|report| !report.agree()) {
        return Ok(Outcome::Disproved);
    }
    CliError::of_inputs(broken).map_or(Ok(Outcome::Verified), Err)
}

fn plan(flags: &Flags, is_random: bool) -> Plan {
    let or = |chosen: &[Solver], default: &[Solver]| {
        if chosen.is_empty() { default.to_vec() } else { chosen.to_vec() }
    };
    let solvers =
        or(&flags.solvers, if is_random { &[Solver::HighsSimplex] } else { &Solver::ALL });
    let formulations = match (flags.formulations.is_empty(), is_random) {
        (false, _) => flags.formulations.clone(),
        (true, true) => vec![Formulation::Gamma],
        (true, false) => Formulation::ALL.to_vec(),
    };
    Plan {
        solvers,
        formulations,
        lp_types: flags.lp_types,
        oracle_cells: 150,
        time_limit_s: flags.time_limit,
    }
}

type LoadedJobs = (Vec<Job>, Vec<InputError>);

fn load(flags: &Flags, common: &Common) -> Result<LoadedJobs, CliError> {
    let files = input::files(&flags.paths)?;
    let loaded: Vec<Result<Loaded, InputError>> =
        files.into_par_iter().flat_map_iter(|file| input::load_file(&file, &flags.grid)).collect();
    let (mut jobs, mut broken) = (Vec::new(), Vec::new());
    for result in loaded {
        match result {
            Ok(loaded) => jobs.push(Job::File(Box::new(loaded))),
            Err(error) => broken.push(error),
        }
    }
    let noted =
        jobs.iter().filter(|job| matches!(job, Job::File(loaded) if !loaded.notes.is_empty()));
    match noted.count() {
        0 => {}
        n => output::note(
            common.quiet,
            &format!(
                "note: data of {n} instances are rounded or truncated; `discretize FILE` says how"
            ),
        ),
    }
    if flags.certificates {
        refuse_shared_names(&jobs)?;
    }
    Ok((jobs, broken))
}

/// Certificates are files named by their instance.
fn refuse_shared_names(jobs: &[Job]) -> Result<(), CliError> {
    let mut names = HashMap::new();
    for job in jobs {
        let Job::File(loaded) = job else { continue };
        if let Some(other) = names.insert(&loaded.finite.name, &loaded.place) {
            return Err(CliError::Usage(format!(
                "{}: the name `{}` is also that of {other}, so one certificate would replace the other",
                loaded.place, loaded.finite.name
            )));
        }
    }
    Ok(())
}

fn verify_one(
    job: &Job,
    flags: &Flags,
    common: &Common,
    plan: &Plan,
    written: &Mutex<Result<(), CliError>>,
) -> Report {
    let random;
    let (finite, text, continuous) = match job {
        Job::File(loaded) => (&loaded.finite, loaded.text.as_deref(), loaded.continuous.as_ref()),
        Job::Random(index) => {
            random = random::instance(flags.seed, *index, random::SMALL);
            (&random, None, None)
        }
    };
    let mut report = crosscheck::check(finite, text, plan);
    if let Some(continuous) = continuous {
        check_continuous(&mut report, continuous);
    }
    if flags.certificates {
        let result = write_evidence(finite, text, common);
        if let (Err(error), Ok(mut slot)) = (result, written.lock()) {
            *slot = Err(error);
        }
    }
    report
}

/// A lower bound on the continuous optimum must not exceed the one that the file claims.
fn check_continuous(report: &mut Report, continuous: &Continuous) {
    let Some(optimum) = &continuous.optimum else { return };
    let (_, high) = optimum.ends();
    if continuous.is_lower_bound && report.value > *high {
        report.disagreements.push(Disagreement::AboveContinuous(high.clone()));
    }
    report.continuous_optimum = Some(optimum.clone());
}

fn write_evidence(
    finite: &crate::finite::FiniteInstance,
    text: Option<&str>,
    common: &Common,
) -> Result<(), CliError> {
    let folder =
        common.out.clone().unwrap_or_else(|| PathBuf::from("results")).join("certificates");
    let json = text.map_or_else(|| crate::finite::to_json(finite), str::to_owned);
    output::write_file(&folder.join(format!("{}.json", finite.name)), |out| {
        out.write_all(json.as_bytes())
    })?;
    let certificate = crate::certificate::certify(finite);
    output::write_file(&folder.join(format!("{}.cert", finite.name)), |mut out| {
        crate::certificate::write(&mut out, &certificate)
    })
}

/// The first Ctrl-C stops new work and keeps what is finished; the second one kills.
fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    let set = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
        output::complain(&"interrupted: finishing the instances under way; again to stop at once");
    });
    // Without a handler Ctrl-C ends the program as usual.
    drop(set);
    &STOP
}

fn progress(n: usize, common: &Common) -> ProgressBar {
    if common.quiet || n < 2 {
        return ProgressBar::hidden();
    }
    // indicatif draws on stderr, and only if that is a terminal.
    let style = ProgressStyle::with_template("{pos}/{len} instances {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(n).unwrap_or(u64::MAX)).with_style(style)
}

fn print(reports: &[Report], is_random: bool, common: &Common) -> Result<(), CliError> {
    if common.json {
        for report in reports {
            output::emit(format!("{}\n", to_json(report)))?;
        }
        return Ok(());
    }
    let shown: Vec<&Report> =
        reports.iter().filter(|report| !is_random || !report.agree()).collect();
    if !shown.is_empty() {
        output::emit(format!("{}\n", table(&shown).trim_fmt()))?;
    }
    for report in reports {
        for disagreement in &report.disagreements {
            output::emit(format!("{}: {disagreement}\n", report.name))?;
        }
    }
    output::emit(summary(reports))
}

fn summary(reports: &[Report]) -> String {
    let certified = reports.iter().filter(|report| report.certified).count();
    let agree = reports.iter().filter(|report| report.agree()).count();
    let without_lp = reports.iter().filter(|report| report.runs.is_empty()).count();
    let runs: Vec<_> = reports.iter().flat_map(|report| &report.runs).collect();
    let silent = runs.iter().filter(|run| run.verdict == RunVerdict::NoAnswer).count();
    let worst = runs
        .iter()
        .filter(|run| run.task.solver == Solver::HighsSimplex && run.status == Status::Optimal)
        .filter_map(|run| run.error)
        .reduce(f64::max);
    let instances = if reports.len() == 1 { "instance" } else { "instances" };
    let mut text = format!(
        "{} {instances}: {certified} certified, {agree} in agreement; {} LP solves, {silent} without an answer; \
         largest error of HiGHS simplex {}\n",
        reports.len(),
        runs.len(),
        number(worst),
    );
    if without_lp > 0 {
        let _ = writeln!(
            text,
            "{without_lp} without an LP: too many types (--lp-types) or no such formulation"
        );
    }
    text
}

/// A small number for a table.
fn number(x: Option<f64>) -> String {
    match x {
        None => "-".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(x) => format!("{x:.1e}"),
    }
}

fn table(reports: &[&Report]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "instance",
        "types",
        "value",
        "certified",
        "HiGHS error",
        "worst violation",
        "LP solves",
        "below optimum",
        "agree",
    ]);
    for column in [1, 4, 5, 6, 7] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for report in reports {
        let highs = report.highs();
        let solves =
            match report.runs.iter().filter(|run| run.verdict == RunVerdict::NoAnswer).count() {
                0 => report.runs.len().to_string(),
                silent => format!("{} ({silent} no answer)", report.runs.len()),
            };
        table.add_row([
            report.name.clone(),
            report.n_types.to_string(),
            Readable(&report.value).to_string(),
            yes(report.certified),
            number(highs.and_then(|run| run.error)),
            number(highs.and_then(crosscheck::Run::max_violation)),
            solves,
            number(report.below_continuous()),
            yes(report.agree()),
        ]);
    }
    table
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "NO" }.to_owned()
}

fn to_json(report: &Report) -> serde_json::Value {
    let highs = report.highs();
    let runs: Vec<_> = report
        .runs
        .iter()
        .map(|run| {
            json!({
                "solver": run.task.solver.name(),
                "formulation": run.task.formulation.name(),
                "incentives": run.task.incentives.name(),
                "status": run.status.name(),
                "objective": run.objective,
                "abs_error": run.error,
                "max_violation": run.max_violation(),
                "seconds": run.seconds,
                "agrees": run.verdict == RunVerdict::Agrees,
            })
        })
        .collect();
    let disagreements: Vec<String> = report.disagreements.iter().map(ToString::to_string).collect();
    json!({
        "name": report.name,
        "value": report.value.to_string(),
        "value_approx": approx(&report.value),
        "certified": report.certified,
        "highs_value": highs.and_then(|run| run.objective),
        "highs_abs_error": highs.and_then(|run| run.error),
        "agree": report.agree(),
        "disagreements": disagreements,
        "solves": runs,
    })
}
