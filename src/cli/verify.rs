//! `ironproof verify FILE...`: the main job.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::grid::GridFlags;
use super::{CliError, Common, Outcome, export, output, verify_output};
use ironproof_bounds as bounds;
use ironproof_crosscheck as crosscheck;
use ironproof_crosscheck::{Disagreement, Plan, Report, results};
use ironproof_instance::load::{self, Continuous, Loaded};
use ironproof_instance::random;
use ironproof_ironing::certificate;
use ironproof_linear::formulate::Formulation;
use ironproof_name::Escaped;
use ironproof_number::rational::Rational;
use ironproof_solvers::solve::Solver;

/// Enough for one part in a million on every shipped instance.
const BRACKET_CELLS: usize = 200_000;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Instances, or folders of them
    #[arg(value_name = "FILE", required_unless_present = "random")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    grid: GridFlags,
    /// Verify N random finite instances (up to 3 groups, 12 types and 6 levels each)
    #[arg(long, value_name = "N", conflicts_with = "paths", value_parser = at_least_one, allow_negative_numbers = true)]
    random: Option<u64>,
    /// Seed of the random instances [default: 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// LP solvers, by comma [default: all; with --random: highs-simplex]
    #[arg(long, value_delimiter = ',', value_parser = solver, value_name = "NAME,...")]
    solvers: Vec<Solver>,
    /// Formulations of the LP, by comma [default: all; with --random: gamma]
    #[arg(long, value_delimiter = ',', value_parser = export::formulation, value_name = "NAME,...")]
    formulations: Vec<Formulation>,
    /// Above this many types no LP is solved: ironing and the certificate alone
    #[arg(long, value_name = "K", default_value_t = 1000)]
    lp_types: usize,
    /// Most types x levels for the slow solvers: highs-pdlp, minilp and microlp
    #[arg(long, value_name = "N", default_value_t = 150)]
    slow_cells: usize,
    /// Time limit of one LP solve, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
    /// Also write each finite instance and its certificate to OUT/certificates
    #[arg(long)]
    certificates: bool,
}

fn at_least_one(text: &str) -> Result<u64, String> {
    let n = text.parse().ok().filter(|&n: &u64| 0 < n);
    n.ok_or_else(|| "expected a whole number of at least 1".to_owned())
}

fn solver(name: &str) -> Result<Solver, String> {
    let names: Vec<&str> = Solver::built().into_iter().map(Solver::name).collect();
    match Solver::from_name(name) {
        Some(solver) if solver.is_built() => Ok(solver),
        Some(_) => Err(format!("this program was built without it; it has {}", names.join(", "))),
        None => Err(format!("expected one of {}", names.join(", "))),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|&x: &f64| x > 0.0 && x.is_finite())
        .ok_or_else(|| "expected a number of seconds, more than 0".to_owned())
}

/// One instance to verify.
enum Job {
    File(Box<Loaded>),
    Random(u64),
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&flags.paths.iter().collect::<Vec<_>>())?;
    let is_random = flags.random.is_some();
    if flags.seed.is_some() && !is_random {
        return Err(CliError::Usage("--seed is for --random N".to_owned()));
    }
    let plan = plan(flags, is_random);
    if plan.solvers.is_empty() {
        let note = "this program was built without solvers: no LP is solved";
        output::note(common.quiet, &note);
    }
    let (jobs, broken) = match flags.random {
        Some(n) => ((0..n).map(Job::Random).collect(), Vec::new()),
        None => load(flags, common)?,
    };
    if jobs.is_empty() {
        return CliError::of_inputs(broken).map_or(Ok(Outcome::Good), Err);
    }
    let shared = shared_names(&jobs);
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
            let mut report = verify_one(job, flags, common, &plan, &written);
            // Two instances of one name are told apart by their places.
            if let Job::File(loaded) = job
                && shared.contains(loaded.finite.name.as_str())
            {
                let place = format!(" ({})", loaded.place);
                report.name.push_str(&place);
            }
            progress.inc(1);
            Some(report)
        })
        .collect();
    progress.finish_and_clear();

    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    let csv = folder.join(if is_random { "verify-random.csv" } else { "verify.csv" });
    let rows: Vec<&Report> = reports.iter().collect();
    output::write_file(&csv, |out| results::write(out, &rows))?;
    verify_output::print(&reports, is_random, common)?;
    output::note(common.quiet, &format!("every solve: {}", csv.display()));

    // What was found is printed by now: nothing below hides it, and no error hides another.
    let unfinished = (reports.len() < jobs.len())
        .then(|| CliError::Interrupted { finished: reports.len(), total: jobs.len() });
    let unwritten = written.into_inner().unwrap_or(Ok(())).err();
    let errors: Vec<CliError> =
        CliError::of_inputs(broken).into_iter().chain(unwritten).chain(unfinished).collect();
    let is_disproved = reports.iter().any(|report| !report.agree());
    CliError::after(errors, if is_disproved { Outcome::Disproved } else { Outcome::Good })
}

fn plan(flags: &Flags, is_random: bool) -> Plan {
    let or = |chosen: &[Solver], default: &[Solver]| {
        if chosen.is_empty() { default.to_vec() } else { chosen.to_vec() }
    };
    let mut usual = Solver::built();
    if is_random {
        usual.retain(|solver| *solver == Solver::HighsSimplex);
    }
    let solvers = or(&flags.solvers, &usual);
    let formulations = match (flags.formulations.is_empty(), is_random) {
        (false, _) => flags.formulations.clone(),
        (true, true) => vec![Formulation::Gamma],
        (true, false) => Formulation::ALL.to_vec(),
    };
    Plan {
        solvers,
        formulations,
        lp_types: flags.lp_types,
        oracle_cells: flags.slow_cells,
        time_limit_s: flags.time_limit,
    }
}

type LoadedJobs = (Vec<Job>, Vec<load::Error>);

fn load(flags: &Flags, common: &Common) -> Result<LoadedJobs, CliError> {
    let mut jobs = Vec::new();
    let grid = flags.grid.config();
    let (files, mut broken) = load::files(&flags.paths);
    let loaded: Vec<Result<Loaded, load::Error>> =
        files.into_par_iter().flat_map_iter(|file| load::file(&file, &grid)).collect();
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

/// Names that more than one instance has.
fn shared_names(jobs: &[Job]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let names = jobs.iter().filter_map(|job| match job {
        Job::File(loaded) => Some(loaded.finite.name.as_str()),
        Job::Random(_) => None,
    });
    names.filter(|name| !seen.insert(*name)).collect()
}

/// Certificates are files named by their instance.
fn refuse_shared_names(jobs: &[Job]) -> Result<(), CliError> {
    let mut names = HashMap::new();
    for job in jobs {
        let Job::File(loaded) = job else { continue };
        if let Some(other) = names.insert(&loaded.finite.name, &loaded.place) {
            return Err(CliError::Usage(format!(
                "{}: the name `{}` is also that of {other}, so one certificate would replace the other",
                loaded.place,
                Escaped(&loaded.finite.name)
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
            random = random::instance(flags.seed.unwrap_or(1), *index, random::SMALL);
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

/// The claimed continuous optimum must lie in the exact bracket, and the exact lower bound must not exceed it.
fn check_continuous(report: &mut Report, continuous: &Continuous) {
    let Some(optimum) = &continuous.instance.optimum else { return };
    let (_, high) = optimum.ends();
    if continuous.is_lower_bound && *report.value() > *high {
        report.disagreements.push(Disagreement::AboveContinuous(high.clone()));
    }
    // Where data were rounded, bracket and claim are about different instances.
    if !bounds::is_rounded(&continuous.instance) {
        let width = bracket_width(high);
        // Data that floats alone can evaluate have no bracket.
        match bounds::bracket(&continuous.instance, &width, BRACKET_CELLS) {
            Ok(bracket) if !bracket.admits(optimum) => {
                report.disagreements.push(Disagreement::OutsideBracket {
                    lower: bracket.lower().clone(),
                    upper: bracket.upper().clone(),
                });
            }
            _ => {}
        }
    }
    report.continuous_optimum = Some(optimum.clone());
}

/// One part in a million of the claim, at least of one.
fn bracket_width(claim: &Rational) -> Rational {
    let size = if *claim > Rational::ONE { claim.clone() } else { Rational::ONE };
    size / Rational::from(1_000_000)
}

fn write_evidence(
    finite: &ironproof_instance::finite::FiniteInstance,
    text: Option<&str>,
    common: &Common,
) -> Result<(), CliError> {
    let folder =
        common.out.clone().unwrap_or_else(|| PathBuf::from("results")).join("certificates");
    let json = text.map_or_else(|| ironproof_instance::finite::to_json(finite), str::to_owned);
    output::write_file(&folder.join(format!("{}.json", finite.name)), |out| {
        out.write_all(json.as_bytes())
    })?;
    let certificate = certificate::written(finite, certificate::Form::usual(finite)).text;
    output::write_file(&folder.join(format!("{}.cert", finite.name)), |out| {
        out.write_all(certificate.as_bytes())
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
