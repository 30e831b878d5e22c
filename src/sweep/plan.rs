//! A plan: `plan.json`, which says what the sweep is about, and `manifest.jsonl`, a line for each instance.
//!
//! A plan of the same specification has the same bytes on every machine. The folder of a plan holds all that its
//! instances need, so that it can be copied to another machine.

use std::io;
use std::path::{Path, PathBuf};

use ironproof_files::digest::{sha256, sha256_of};
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::sealed;
use ironproof_instance::load;
use serde::{Deserialize, Serialize};

use crate::base::{Base, Start};
use crate::design::{MOST, Unfit};
use crate::document::Document;
use crate::id::PROGRAM;
use crate::instances::{BASE, Instances, Misfit};
use crate::line;
use crate::redrawn::{RESAMPLE, SEED};
use crate::search::{AXES, Search};
use crate::spec::Spec;
use crate::subject::{self, Subject};
use crate::values::{Value, Values};

/// The file that says what a sweep is about.
pub const PLAN: &str = "plan.json";
/// The file with a line for each instance.
pub const MANIFEST: &str = "manifest.jsonl";
/// What kind of file `plan.json` is.
const FORMAT: &str = "ironproof-sweep 1";

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An instance cannot be read.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// The axes are not for the design.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The axes are not for the instances.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// A file is damaged, or of another program.
    #[error("{}: {rule}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        rule: String,
    },
    /// The folder of a plan is named, and not its manifest.
    #[error("{}: this is a folder; name the manifest in it: {}", .0.display(), .0.join(MANIFEST).display())]
    Folder(PathBuf),
    /// There is no plan beside the manifest.
    #[error("{}: there is no such file; `ironproof sweep plan` writes it, and the manifest beside it", .0.display())]
    Absent(PathBuf),
    /// The folder has another sweep.
    #[error(
        "{}: this folder holds another sweep; choose another --out, or remove the folder to start again",
        .0.display()
    )]
    Other(PathBuf),
}

/// `plan.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Written {
    format: String,
    program: String,
    /// How many instances there are.
    n: u64,
    /// The digest of the manifest.
    manifest: String,
    /// Where each thousandth line of it starts.
    offsets: Vec<u64>,
    axes: Vec<String>,
    subject: subject::Written,
}

/// A plan that can be run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder of the plan.
    pub folder: PathBuf,
    /// The names of the axes.
    pub axes: Vec<String>,
    /// How many instances there are.
    pub n: u64,
    pub(crate) subject: Subject,
    /// Where each thousandth line of the manifest starts.
    pub(crate) offsets: Vec<u64>,
    /// The digest of the manifest.
    manifest: String,
    /// The names of the axes as JSON.
    pub(crate) keys: Vec<String>,
}

/// Makes the plan of a specification in a folder. If the same plan is there, nothing changes.
///
/// # Errors
/// [`PlanError`] if the specification does not fit its instances, or the folder has another sweep.
pub fn write(spec: &Spec, folder: &Path) -> Result<Plan, PlanError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let bases = starts(spec, &mut files)?;
    std::fs::create_dir_all(folder)
        .map_err(|error| PlanError::Read { path: folder.to_owned(), error })?;
    // What the instances name is there before they are read.
    for (name, bytes) in &files {
        write_file(&folder.join(name), |out| out.write_all(bytes))?;
    }
    let axes = axes(spec)?;
    let n = spec.design.n(&axes)?;
    let names: Vec<String> = axes.iter().map(|(name, _)| name.clone()).collect();
    let instances = Instances::new(spec.settings.clone(), bases, &names, folder)?;
    instances.check(&axes)?;
    let plan = Plan::new(folder, names, n, Subject::Instances(Box::new(instances)));
    keep(plan, &|index| spec.design.point(&axes, index))
}

/// Makes the plan of a search for counterexamples in a folder. If the same plan is there, nothing changes.
///
/// # Errors
/// [`PlanError`] if the folder has another sweep, or cannot be written.
pub fn write_search(search: &Search, folder: &Path) -> Result<Plan, PlanError> {
    let names = AXES.map(str::to_owned).to_vec();
    if MOST < search.n_blocks() {
        let rule = format!("a search has at most {MOST} blocks: choose a larger --block");
        return Err(Misfit::Axis(rule).into());
    }
    let plan = Plan::new(folder, names, search.n_blocks(), Subject::Claims(search.clone()));
    keep(plan, &|index| search.point(index))
}

/// Makes a plan of the same subject as another one, with these points, in a folder of its own.
pub(crate) fn write_points(
    parent: &Plan,
    folder: &Path,
    points: &[Vec<Value>],
) -> Result<Plan, PlanError> {
    let fail = |error| PlanError::Read { path: folder.to_owned(), error };
    std::fs::create_dir_all(folder).map_err(fail)?;
    for (path, name) in data_files(&parent.folder)? {
        std::fs::copy(&path, folder.join(&name)).map_err(fail)?;
    }
    let n = u64::try_from(points.len()).unwrap_or(u64::MAX);
    let plan = Plan::new(folder, parent.axes.clone(), n, parent.subject.clone());
    let at = |index: u64| usize::try_from(index).ok().and_then(|k| points.get(k)).cloned();
    keep(plan, &|index| at(index).unwrap_or_default())
}

/// Writes manifest and plan, unless they are there; `point` gives the values of an instance.
fn keep(mut plan: Plan, point: &(dyn Fn(u64) -> Vec<Value> + Sync)) -> Result<Plan, PlanError> {
    if plan.n == 0 {
        return Err(Misfit::Axis("the sweep has no instance".to_owned()).into());
    }
    let (path, manifest) = (plan.folder.join(PLAN), plan.folder.join(MANIFEST));
    if path.exists() {
        let there = Plan::read(&manifest)?;
        let mut sink = io::sink();
        let written = plan.write_lines(point, &mut sink);
        let (offsets, digest) =
            written.map_err(|error| PlanError::Read { path: manifest, error })?;
        (plan.offsets, plan.manifest) = (offsets, digest);
        let is_same = there.written() == plan.written();
        return if is_same { Ok(there) } else { Err(PlanError::Other(plan.folder)) };
    }
    let mut found = (Vec::new(), String::new());
    write_file(&manifest, |out| {
        found = plan.write_lines(point, out)?;
        Ok(())
    })?;
    (plan.offsets, plan.manifest) = found;
    // It comes last: where there is a plan, there is its manifest.
    write_file(&path, |out| out.write_all(sealed::document(&plan.written()).as_bytes()))?;
    Ok(plan)
}

/// What the sweep starts from.
fn starts(spec: &Spec, files: &mut Vec<(String, Vec<u8>)>) -> Result<Vec<Start>, PlanError> {
    let samples = spec.vary.iter().find(|(name, _)| name == RESAMPLE).map(|(_, values)| values);
    if let Some(redrawn) = &spec.survey {
        return Ok(redrawn.starts(samples).map_err(Misfit::Axis)?);
    }
    let is_table = |path: &&PathBuf| path.extension().is_some_and(|end| end == "csv");
    let table = spec.bases.iter().find(is_table);
    if samples.is_some() || table.is_some() {
        let rule = format!(
            "{}: only a survey is drawn again, and it needs the flags of `estimate`: \
             write FILE.csv .. -- --wtp COLUMN --supply 0.3, or a table [estimate] in the file of the sweep",
            table.map_or(RESAMPLE.to_owned(), |path| path.display().to_string())
        );
        return Err(Misfit::Axis(rule).into());
    }
    let start = |path: &PathBuf| Ok(Start { document: Ok(document(path, files)?), sample: None });
    spec.bases.iter().map(start).collect()
}

/// The document of a file; files that it names are added to `files`, under a name with their digest.
fn document(path: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<Document, PlanError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut failed = None;
    let document = Base::load(path, &mut |name| {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let own = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
                let name = format!("{}-{own}", &sha256(&bytes)[..12]);
                files.push((name.clone(), bytes));
                name
            }
            Err(error) => {
                failed = Some(PlanError::Read { path, error });
                name.to_owned()
            }
        }
    })?;
    failed.map_or(Ok(document), Err)
}

/// The data that the instances of a plan name, each with its name, which starts with a digest.
fn data_files(folder: &Path) -> Result<Vec<(PathBuf, String)>, PlanError> {
    let fail = |error| PlanError::Read { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_data = name.as_bytes().get(..13).is_some_and(|start| {
            start[12] == b'-' && start[..12].iter().all(u8::is_ascii_hexdigit)
        });
        if is_data {
            files.push((path, name));
        }
    }
    Ok(files)
}

/// All axes: several files are one.
fn axes(spec: &Spec) -> Result<Vec<(String, Values)>, Misfit> {
    let mut axes: Vec<(String, Values)> = Vec::new();
    if spec.bases.len() > 1 {
        let values = (0..spec.bases.len()).map(|place| Value::Number(place.into())).collect();
        axes.push((BASE.to_owned(), Values::List(values)));
    }
    for (name, values) in &spec.vary {
        if axes.iter().any(|(known, _)| known == name) {
            return Err(Misfit::Axis(format!("{name} varies twice")));
        }
        if name == BASE {
            let rule = "base is the choice among instance files: name several files instead";
            return Err(Misfit::Axis(rule.to_owned()));
        }
        if line::is_reserved(name) {
            return Err(Misfit::Axis(format!("{name} is a column of every row: it cannot vary")));
        }
        axes.push((name.clone(), values.clone()));
        if let Some(redrawn) = spec.survey.as_ref().filter(|_| name == RESAMPLE) {
            let seed = Value::Number(redrawn.seed.into());
            axes.push((SEED.to_owned(), Values::List(vec![seed])));
        }
    }
    Ok(axes)
}

impl Plan {
    fn new(folder: &Path, axes: Vec<String>, n: u64, subject: Subject) -> Self {
        let keys = axes.iter().map(|name| serde_json::Value::from(name.as_str()).to_string());
        let (offsets, manifest, keys) = (Vec::new(), String::new(), keys.collect());
        Self { folder: folder.to_owned(), axes, n, subject, offsets, manifest, keys }
    }

    /// Whether its instances get certificates.
    pub fn certifies(&self) -> bool {
        matches!(&self.subject, Subject::Instances(instances) if instances.settings.certify)
    }

    /// The names of the instances that it starts from.
    pub fn title(&self) -> String {
        match &self.subject {
            Subject::Instances(instances) => {
                let names = instances.bases.iter().map(|base| base.name.as_str());
                let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
                // Samples of a survey have one name.
                names.dedup();
                names.join(", ")
            }
            Subject::Claims(search) => search.claims.join(", "),
        }
    }

    /// The search that it is, if it is one.
    pub fn search(&self) -> Option<&Search> {
        if let Subject::Claims(search) = &self.subject { Some(search) } else { None }
    }

    fn written(&self) -> Written {
        Written {
            format: FORMAT.to_owned(),
            program: PROGRAM.to_owned(),
            n: self.n,
            manifest: self.manifest.clone(),
            offsets: self.offsets.clone(),
            axes: self.axes.clone(),
            subject: self.subject.written(),
        }
    }

    /// The plan of a manifest: that of `plan.json` beside it.
    ///
    /// # Errors
    /// [`PlanError`] if it cannot be read, is damaged, or was made by another version of this program.
    pub fn read(manifest: &Path) -> Result<Self, PlanError> {
        if manifest.is_dir() {
            return Err(PlanError::Folder(manifest.to_owned()));
        }
        let folder = match manifest.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let path = folder.join(PLAN);
        let text = std::fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => PlanError::Absent(path.clone()),
            _ => PlanError::Read { path: path.clone(), error },
        })?;
        let damaged = |rule: String| PlanError::Damaged { path: path.clone(), rule };
        let written: Written = sealed::read_document(&text)
            .map_err(|error| damaged(format!("no plan of a sweep: {error}; plan it again")))?;
        if written.format != FORMAT || written.program != PROGRAM {
            return Err(damaged(format!(
                "planned by {} in the form `{}`, and this is {PROGRAM}: plan it again in another folder",
                written.program, written.format
            )));
        }
        let subject = Subject::read(&written.subject, &written.axes, folder)
            .map_err(|error| damaged(format!("{error}; plan it again")))?;
        let mut plan = Self::new(folder, written.axes, written.n, subject);
        (plan.offsets, plan.manifest) = (written.offsets, written.manifest);
        plan.check_files(manifest)?;
        Ok(plan)
    }

    /// That the manifest, and the data that instances name, are what they were when it was planned.
    fn check_files(&self, manifest: &Path) -> Result<(), PlanError> {
        let read = |path: &Path| {
            sha256_of(path).map_err(|error| PlanError::Read { path: path.to_owned(), error })
        };
        let changed = |path: &Path| PlanError::Damaged {
            path: path.to_owned(),
            rule: "it was changed after the sweep was planned: plan it again in another folder"
                .to_owned(),
        };
        if read(manifest)? != self.manifest {
            return Err(changed(manifest));
        }
        for (path, name) in data_files(&self.folder)? {
            if !name.starts_with(&read(&path)?[..12]) {
                return Err(changed(&path));
            }
        }
        Ok(())
    }
}
