//! `ironproof verify FILE...`: the main job.

use std::path::PathBuf;
use std::sync::Mutex;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::progress::bar;
use super::verify_flags::Flags;
use super::{CliError, Common, Outcome, evidence, interrupt, output};
use ironproof_files::file::probe;
use ironproof_instance::load::{self, Loaded};
use ironproof_number::limits;
use ironproof_report::{VerifyReport, write_csv};
use ironproof_results::record;
use ironproof_results::solves::rows;
use ironproof_results::verify::{Job, verify};

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&flags.paths.iter().collect::<Vec<_>>())?;
    let is_random = flags.random.is_some();
    if flags.seed.is_some() && !is_random {
        return Err(CliError::Usage("--seed is for --random N".to_owned()));
    }
    let plan = flags.plan();
    if plan.solvers.is_empty() {
        let note = "this program was built without solvers: no LP is solved";
        output::note(common.quiet, &note);
    }
    let seed = flags.seed.unwrap_or(1);
    let (jobs, broken) = match flags.random {
        Some(n) => {
            let limit = limits::get().instances;
            let checked = limits::check(n, "instances", limit);
            checked.map_err(|error| CliError::Usage(format!("--random: {error}")))?;
            let is_wider = flags.wider;
            let random = |index| Job::Random { seed, index, is_wider };
            ((0..n).map(random).collect(), Vec::new())
        }
        None => load(flags, common)?,
    };
    if jobs.is_empty() {
        return output::of_inputs(broken).map_or(Ok(Outcome::Good), Err);
    }
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    probe(&folder)?;
    let watch = evidence::Watcher {
        progress: bar("{pos}/{len} instances {wide_bar} {eta}", jobs.len() as u64, common),
        certificates: flags.certificates.then(|| folder.join("certificates")),
        error: Mutex::new(None),
    };
    let found = verify(&jobs, &plan, &watch, interrupt::stop_on_interrupt());
    watch.progress.finish_and_clear();

    // A part never takes the place of a whole.
    let (finished, total) = (found.instances.len(), jobs.len());
    let csv = folder.join(match (finished < total, is_random) {
        (true, _) => "verify-interrupted.csv",
        (false, true) => "verify-random.csv",
        (false, false) => "verify.csv",
    });
    let solves = rows(&found.reports).map(|row| record(&row));
    output::write_file(&csv, |out| write_csv(out, solves))?;
    output::show(&mut common.printer(), &VerifyReport { found: &found, is_random })?;
    output::note(common.quiet, &format!("every solve: {}", csv.display()));

    // What was found is printed by now: nothing below hides it, and no error hides another.
    let unfinished = (finished < total).then_some(CliError::Interrupted { finished, total });
    let unwritten = watch.error.into_inner().ok().flatten();
    let errors = output::of_inputs(broken).into_iter().chain(unwritten).chain(unfinished);
    output::after(errors.collect(), if found.agree() { Outcome::Good } else { Outcome::Disproved })
}

fn load(flags: &Flags, common: &Common) -> Result<(Vec<Job>, Vec<load::Error>), CliError> {
    let (files, mut broken) = load::files(&flags.paths);
    let grid = flags.grid.config();
    let results: Vec<Result<Loaded, load::Error>> =
        files.into_par_iter().flat_map_iter(|file| load::file(&file, &grid)).collect();
    let mut loaded = Vec::new();
    for result in results {
        result.map_or_else(|error| broken.push(error), |one| loaded.push(one));
    }
    evidence::note_rounded(&loaded, common.quiet);
    if flags.certificates {
        evidence::refuse_shared_names(&loaded)?;
    }
    Ok((loaded.into_iter().map(|one| Job::File(Box::new(one))).collect(), broken))
}
