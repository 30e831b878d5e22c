//! `ironproof claims [ID...]`: the claims of the paper, checked exactly.

use std::path::PathBuf;

use super::{CliError, Common, Outcome, output, progress, written};
use ironproof_claims as claims;
use ironproof_claims::Claim;
use ironproof_claims::resumable::{FILE, Search};
use ironproof_claims::run::{Options, Progress, RunError};
use ironproof_files::file::probe;
use ironproof_report::{claims_page, claims_tables, pool_plot};
use ironproof_results::claims::ClaimsFound;

#[derive(clap::Args)]
#[command(after_help = super::examples::CLAIMS)]
pub(super) struct Flags {
    /// Claims, such as P4 or R1 [default: all]
    #[arg(value_name = "ID", value_parser = claim)]
    ids: Vec<&'static Claim>,
    /// Random instances, stratified so that every branch is reached
    #[arg(long, value_name = "N", default_value_t = 40_000)]
    random: u64,
    /// Seed of the random instances
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Index of the first random instance
    #[arg(long, value_name = "I", default_value_t = 0)]
    first: u64,
    /// Keep the random search in claims-search.json, in the folder of --out, and go on from there
    #[arg(long)]
    resume: bool,
    /// Folder of instances; the ablations are in its subfolder `ablations`
    #[arg(long, value_name = "DIR", default_value = "instances")]
    instances: PathBuf,
    /// Print docs/claims.md instead of a table
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// Draw the width of the pool of Proposition 6
    #[arg(long, value_name = "OUT.svg", value_parser = super::dash::picture)]
    plot: Option<PathBuf>,
    /// Search the ablations that are missing, shrink them and store them in DIR/ablations
    #[arg(long)]
    find_ablations: bool,
}

pub(super) fn claim(id: &str) -> Result<&'static Claim, String> {
    claims::by_id(id).ok_or_else(|| {
        let ids: Vec<&str> = claims::ALL.iter().map(|claim| claim.id).collect();
        format!("expected one of {}", ids.join(", "))
    })
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    probe(&folder)?;
    let options = Options {
        claims: if flags.ids.is_empty() { claims::ALL.to_vec() } else { flags.ids.clone() },
        instances: flags.instances.clone(),
        search: Search {
            seed: flags.seed,
            first: flags.first,
            n: flags.random,
            file: flags.resume.then(|| folder.join(FILE)),
        },
        find_ablations: flags.find_ablations,
    };
    let template = "{pos}/{len} random instances {wide_bar} {eta}";
    let bar = progress::bar(template, flags.random, common);
    let run = claims::run::run(&options, &|heard| match heard {
        Progress::Random(n) => bar.inc(n),
        Progress::Ablation { name, n_types } => {
            let what = n_types.map_or("nothing found".to_owned(), |n| format!("{n} types"));
            bar.suspend(|| output::note(common.quiet, &format!("{name}: {what}")));
        }
    })
    .map_err(|error| match error {
        RunError::Broken(broken) => {
            output::of_inputs(broken).unwrap_or_else(|| CliError::Usage("no instances".to_owned()))
        }
        error => CliError::Usage(error.to_string()),
    })?;
    bar.finish_and_clear();
    let found = ClaimsFound::from(&run);
    if let Some(path) = &flags.plot {
        written::writing(common.quiet, path, || pool_plot::write(path))?;
    }
    if flags.markdown {
        output::emit(claims_page::page(&run))?;
    } else {
        output::show(&mut common.printer(), &found)?;
    }
    found.problems().for_each(|problem| output::complain(problem));
    if !flags.markdown {
        let csv = folder.join("claims.csv");
        claims_tables::write_finite(&csv, &run.evidence)?;
        claims_tables::write_continuous(&folder.join("claims-continuous.csv"), &run.continuous)?;
        output::note(common.quiet || common.is_json(), &format!("counts: {}", csv.display()));
    }
    Ok(if found.holds() { Outcome::Good } else { Outcome::Disproved })
}
