//! Checks claims on a folder of instances and on random ones, and their continuous forms on refining grids.
//!
//! ```no_run
//! use std::path::PathBuf;
//!
//! use ironproof_claims::resumable::Search;
//! use ironproof_claims::run::{Options, run};
//!
//! let options = Options {
//!     claims: ironproof_claims::ALL.to_vec(),
//!     instances: PathBuf::from("instances"),
//!     search: Search { seed: 1, first: 0, n: 1000, file: None },
//!     find_ablations: false,
//! };
//! let found = run(&options, &|_| ())?;
//! assert!(found.holds());
//! # Ok::<(), ironproof_claims::run::RunError>(())
//! ```

use std::path::PathBuf;

use ironproof_files::file::{WriteError, write_file};
use ironproof_instance::finite::to_json;
use ironproof_instance::load;
use ironproof_ironing::certificate::certify;

use super::continuous::Checked;
use super::resumable::{Search, SearchError, search};
use super::shelf::Shelf;
use super::validate::{Evidence, over_instances};
use super::{Claim, ablations, continuous};

/// What to check, and on what.
#[derive(Clone, Debug)]
pub struct Options {
    /// The claims.
    pub claims: Vec<&'static Claim>,
    /// The folder of instances.
    pub instances: PathBuf,
    /// The random ones.
    pub search: Search,
    /// Search the ablations that are missing, and store them in the folder.
    pub find_ablations: bool,
}

/// What happens during a run.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// An ablation was searched.
    Ablation {
        /// Its name.
        name: &'a str,
        /// How many types it has; `None` if nothing was found.
        n_types: Option<usize>,
    },
    /// So many more random instances are done.
    Random(u64),
}

/// Why claims cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no folder of instances.
    #[error(
        "{}: no such folder; the claims are checked on the instances of the repository: run this there, or give \
         their folder as --instances DIR",
        .0.display()
    )]
    NoFolder(PathBuf),
    /// Some instances cannot be read.
    #[error("{} of the instances cannot be read", .0.len())]
    Broken(Vec<load::Error>),
    /// The random search cannot go on.
    #[error("{0}")]
    Search(#[from] SearchError),
    /// An ablation cannot be stored.
    #[error("{0}")]
    Write(#[from] WriteError),
}

/// What was found.
pub struct Run {
    /// About the finite forms.
    pub evidence: Evidence,
    /// About the continuous forms.
    pub continuous: Vec<Checked>,
    /// The instances.
    pub shelf: Shelf,
}

impl Run {
    /// Whether every claim passes, in each form.
    pub fn holds(&self) -> bool {
        self.evidence.holds() && self.continuous.iter().all(Checked::holds)
    }
}

/// Checks the claims. `heard` hears how far it is, from several threads.
///
/// # Errors
/// [`RunError`] if the folder has no instances or broken ones, or the random search cannot go on.
pub fn run(options: &Options, heard: &(dyn Fn(Progress<'_>) + Sync)) -> Result<Run, RunError> {
    let claims = &options.claims;
    if !options.instances.is_dir() {
        return Err(RunError::NoFolder(options.instances.clone()));
    }
    let mut shelf = Shelf::load(&options.instances).map_err(RunError::Broken)?;
    if options.find_ablations {
        let seed = options.search.seed;
        for (name, found) in ablations::find_missing(claims, &shelf.ablations, certify, seed) {
            let n_types = found.as_ref().map(|instance| instance.n_types());
            if let Some(instance) = found {
                let text = to_json(&instance);
                write_file(&shelf.ablation(&name), |out| out.write_all(text.as_bytes()))?;
                shelf.ablations.push(instance);
            }
            heard(Progress::Ablation { name: &name, n_types });
        }
    }
    let shipped = over_instances(claims, &shelf.shipped, certify);
    let random = search(claims, &options.search, certify, &|n| heard(Progress::Random(n)))?;
    let ids: Vec<&str> = claims.iter().map(|claim| claim.id).collect();
    let continuous = continuous::check(&ids, &|name| shelf.closed_form(name));
    let evidence = Evidence::judge(claims.clone(), shipped, random, &shelf.ablations, certify);
    Ok(Run { evidence, continuous, shelf })
}
