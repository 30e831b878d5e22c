//! The instances of a folder, by what claims need them for.

use std::path::{Path, PathBuf};

use ironproof_instance::discretize::{GridConfig, Method, Points, Spacing};
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::load;
use ironproof_instance::{ContinuousInstance, load::Error};

use crate::continuous;

/// The folder of ablations below the folder of instances.
pub const ABLATIONS: &str = "ablations";
/// The folder of goods that are rationed or sold in practice.
const APPLICATIONS: &str = "applications";
/// The folder of continuous instances with a known optimum.
const CLOSED_FORM: &str = "closed-form";

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

/// What a folder of instances has.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// All instances of the plain model but the ablations.
    pub shipped: Vec<FiniteInstance>,
    /// The ablations that were found before.
    pub ablations: Vec<FiniteInstance>,
    /// The instances in the folder `applications`, on a fine grid.
    pub applications: Vec<FiniteInstance>,
}

impl Shelf {
    /// Loads every instance below the folder.
    ///
    /// # Errors
    /// What cannot be read, if there is something.
    pub fn load(folder: &Path) -> Result<Self, Vec<Error>> {
        let (shipped, ablations, applications) = (Vec::new(), Vec::new(), Vec::new());
        let mut shelf = Self { folder: folder.to_owned(), shipped, ablations, applications };
        let (files, mut broken) = load::files(&[folder.to_owned()]);
        for file in files {
            let is_in = |name: &str| {
                file.parent().and_then(Path::file_name).is_some_and(|parent| parent == name)
            };
            let mut put = |grid: &GridConfig, place: &mut Vec<FiniteInstance>| {
                for loaded in load::file(&file, grid) {
                    match loaded {
                        // The claims are about the plain model.
                        Ok(loaded) => {
                            place.extend(Some(loaded.finite).filter(FiniteInstance::is_plain));
                        }
                        Err(error) => broken.push(error),
                    }
                }
            };
            put(&GRID, if is_in(ABLATIONS) { &mut shelf.ablations } else { &mut shelf.shipped });
            if is_in(APPLICATIONS) {
                put(&FINE, &mut shelf.applications);
            }
        }
        if broken.is_empty() { Ok(shelf) } else { Err(broken) }
    }

    /// A continuous instance with a known optimum. A file in the folder goes before the one that was compiled in.
    pub fn closed_form(&self, name: &str) -> Option<ContinuousInstance> {
        let file = self.folder.join(CLOSED_FORM).join(format!("{name}.toml"));
        if file.is_file() { load::continuous(&file).ok() } else { continuous::instance(name) }
    }

    /// The file of an ablation.
    pub fn ablation(&self, name: &str) -> PathBuf {
        self.folder.join(ABLATIONS).join(format!("{name}.json"))
    }
}
