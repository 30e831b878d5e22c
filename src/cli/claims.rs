//! `ironproof claims [ID...]`: the claims of the paper, checked exactly.

use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{CliError, Common, Outcome, claims_search, output};
use ironproof_claims as claims;
use ironproof_claims::validate;
use ironproof_claims::validate::Evidence;
use ironproof_claims::{Claim, Dropped, ablation_name, continuous, search};
use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing};
use ironproof_instance::finite;
use ironproof_instance::load;
use ironproof_ironing::certificate;
use ironproof_report::claims_page::Shelf;
use ironproof_report::{claims_continuous, claims_output, claims_page, pool_plot};

/// The folder of ablations below the folder of instances.
const ABLATIONS: &str = "ablations";
/// The folder of continuous instances with a known optimum, below the folder of instances.
const CLOSED_FORM: &str = "closed-form";
/// How many random instances are looked at for one ablation.
const SEARCHED: u64 = 300_000;

/// Continuous instances at the right ends of cells: midpoints put the lowest type half a step above the
/// bottom, and the pool of P1 loses it at every grid.
const GRID: GridConfig = GridConfig {
    types: 16,
    levels: 8,
    method: Method::Types,
    points: Points::Right,
    spacing: Spacing::Quantile,
    digits: 9,
};

/// The applications are shown as `solve` would show them on a fine grid.
const FINE: GridConfig = GridConfig {
    types: 400,
    levels: 100,
    method: Method::Cells,
    points: Points::Mean,
    spacing: Spacing::Quantile,
    digits: 9,
};

#[derive(clap::Args)]
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
    #[arg(long, value_name = "SVG")]
    plot: Option<PathBuf>,
    /// Search the ablations that are missing, shrink them and store them in DIR/ablations
    #[arg(long)]
    find_ablations: bool,
}

fn claim(id: &str) -> Result<&'static Claim, String> {
    claims::by_id(id).ok_or_else(|| {
        let ids: Vec<&str> = claims::ALL.iter().map(|claim| claim.id).collect();
        format!("expected one of {}", ids.join(", "))
    })
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let wanted: Vec<&'static Claim> =
        if flags.ids.is_empty() { claims::ALL.to_vec() } else { flags.ids.clone() };
    let mut shelf = load(&flags.instances)?;
    if flags.find_ablations {
        find_ablations(&wanted, &mut shelf, &flags.instances, flags.seed, common)?;
    }
    let shipped = validate::over_instances(&wanted, &shelf.shipped, certificate::certify);
    let search = claims_search::Search {
        seed: flags.seed,
        first: flags.first,
        n: flags.random,
        is_resumable: flags.resume,
    };
    let random = claims_search::run(&wanted, &search, common)?;
    let ids: Vec<&str> = wanted.iter().map(|claim| claim.id).collect();
    // A file in the folder of instances goes before the one that was compiled in.
    let in_folder = |name: &str| {
        let file = flags.instances.join(CLOSED_FORM).join(format!("{name}.toml"));
        if file.is_file() { load::continuous(&file).ok() } else { continuous::instance(name) }
    };
    let rows = continuous::check(&ids, &in_folder);
    let evidence = Evidence::judge(wanted, shipped, random, &shelf.ablations, certificate::certify);

    if let Some(path) = &flags.plot {
        pool_plot::write(path)?;
        output::written(common.quiet, path);
    }
    if flags.markdown {
        output::emit(claims_page::page(&evidence, &rows, &shelf))?;
    } else if common.json {
        let lines = claims_output::json_lines(&evidence);
        for line in lines.into_iter().chain(claims_continuous::json_lines(&rows)) {
            output::emit_json(&line)?;
        }
    } else {
        output::emit(format!("{}\n", claims_output::table(&evidence)))?;
        output::emit(claims_output::summary(&evidence))?;
        output::emit(format!("\n{}\n", claims_continuous::table(&rows)))?;
        output::emit(claims_continuous::summary(&rows))?;
    }
    for problem in evidence.problems.iter().flatten() {
        output::complain(problem);
    }
    for problem in rows.iter().flat_map(|row| &row.problems) {
        output::complain(problem);
    }
    if !flags.markdown {
        let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
        let csv = folder.join("claims.csv");
        claims_output::write_csv(&csv, &evidence)?;
        claims_continuous::write_csv(&folder.join("claims-continuous.csv"), &rows)?;
        output::note(common.quiet || common.json, &format!("counts: {}", csv.display()));
    }
    let holds = evidence.holds() && rows.iter().all(continuous::Checked::holds);
    Ok(if holds { Outcome::Good } else { Outcome::Disproved })
}

fn load(folder: &Path) -> Result<Shelf, CliError> {
    if !folder.is_dir() {
        return Err(CliError::Usage(format!(
            "{}: no such folder; the claims are checked on the instances of the repository: run this there, or give \
             their folder as --instances DIR",
            folder.display()
        )));
    }
    let mut shelf = Shelf { shipped: Vec::new(), ablations: Vec::new(), applications: Vec::new() };
    let (files, broken) = load::files(&[folder.to_owned()]);
    if let Some(error) = output::of_inputs(broken) {
        return Err(error);
    }
    for file in files {
        let is_in = |name: &str| {
            file.parent().and_then(Path::file_name).is_some_and(|parent| parent == name)
        };
        for loaded in load::file(&file, &GRID) {
            let instance = loaded?.finite;
            if is_in(ABLATIONS) { &mut shelf.ablations } else { &mut shelf.shipped }.push(instance);
        }
        if is_in("applications") {
            for loaded in load::file(&file, &FINE) {
                shelf.applications.push(loaded?.finite);
            }
        }
    }
    Ok(shelf)
}

fn find_ablations(
    wanted: &[&'static Claim],
    shelf: &mut Shelf,
    folder: &Path,
    seed: u64,
    common: &Common,
) -> Result<(), CliError> {
    let parts = wanted.iter().flat_map(|claim| claim.parts);
    let tasks: Vec<_> = parts
        .flat_map(|part| part.hypotheses.iter().enumerate().map(move |task| (part, task)))
        .filter(|(part, (_, hypothesis))| {
            let name = ablation_name(part, hypothesis);
            hypothesis.dropped == Dropped::Fails
                && !shelf.ablations.iter().any(|instance| instance.name == name)
        })
        .collect();
    let found: Vec<_> = tasks
        .into_par_iter()
        .map(|(part, (h, hypothesis))| {
            let found = search::ablation(part, h, certificate::certify, seed, SEARCHED);
            let name = ablation_name(part, hypothesis);
            let named = found
                .and_then(|found| found.changed(|content| content.name.clone_from(&name)).ok());
            (name, named)
        })
        .collect();
    for (name, found) in found {
        let Some(instance) = found else {
            output::note(common.quiet, &format!("{name}: nothing found"));
            continue;
        };
        let path = folder.join(ABLATIONS).join(format!("{name}.json"));
        output::write_file(&path, |out| out.write_all(finite::to_json(&instance).as_bytes()))?;
        output::note(common.quiet, &format!("{name}: {} types", instance.n_types()));
        shelf.ablations.push(instance);
    }
    Ok(())
}
