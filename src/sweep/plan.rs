//! A plan: `plan.json`, which says what the sweep is about, and `manifest.jsonl`, a line for each instance.
//!
//! ```text
//! {"index":0,"id":"9f2c..","supply":"0.5","weight:low income":"1"}
//! ```
//!
//! The id is a digest of the program's version, of the settings, and of the canonical text of the instance. A plan of the
//! same specification has the same bytes on every machine. The folder of a plan holds all that its instances need.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use ironproof_files::digest::sha256;
use ironproof_files::file::{WriteError, write_file};
use ironproof_instance::load;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use crate::base::{Base, Made};
use crate::design::{Design, Unfit};
use crate::document::Document;
use crate::line;
use crate::settings::{BadSetting, Settings};
use crate::spec::Spec;
use crate::values::{Value, Values};

/// The file that says what a sweep is about.
pub const PLAN: &str = "plan.json";
/// The file with a line for each instance.
pub const MANIFEST: &str = "manifest.jsonl";
/// The version of this program, as rows and ids have it.
pub const PROGRAM: &str = concat!("ironproof ", env!("CARGO_PKG_VERSION"));
/// Lines of the manifest between two places that the plan knows.
const STRIDE: u64 = 1_000;
/// The axis of several files.
const BASE: &str = "base";

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An instance cannot be read.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// The axes are not for the design.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// A setting does not take a value.
    #[error(transparent)]
    Setting(#[from] BadSetting),
    /// Something about an axis.
    #[error("{0}")]
    Axis(String),
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
    settings: Vec<(String, String)>,
    certify: bool,
    time_limit_s: u32,
    bases: Vec<WrittenBase>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct WrittenBase {
    is_continuous: bool,
    text: String,
}

const FORMAT: &str = "ironproof-sweep 1";

/// A plan that can be run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder of the plan.
    pub folder: PathBuf,
    /// The names of the axes.
    pub axes: Vec<String>,
    /// How many instances there are.
    pub n: u64,
    /// How instances are solved where no axis says otherwise.
    settings: Settings,
    bases: Vec<Base>,
    offsets: Vec<u64>,
    manifest: String,
    /// The names of the axes as JSON.
    keys: Vec<String>,
}

/// An instance of a sweep, as the manifest has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The number of the line, from 0.
    pub index: u64,
    /// The digest of all that it is.
    pub id: String,
    /// The value of each axis.
    pub values: Vec<Value>,
}

/// A question with all that solving it needs.
pub(crate) struct Posed {
    /// The digest of the canonical text of the instance.
    pub(crate) instance: String,
    pub(crate) settings: Settings,
    /// Why there is no such instance, if there is none.
    pub(crate) made: Result<Made, String>,
}

/// Makes the plan of a specification in a folder. If the same plan is there, nothing changes.
///
/// # Errors
/// [`PlanError`] if the specification does not fit its instances, or the folder has another sweep.
pub fn write(spec: &Spec, folder: &Path) -> Result<Plan, PlanError> {
    let mut bases = Vec::new();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &spec.bases {
        let dir = path.parent().unwrap_or(Path::new("."));
        let mut failed = None;
        let mut file = |name: &str| {
            let path = dir.join(name);
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
        };
        bases.push(Base::load(path, &mut file)?);
        if let Some(error) = failed {
            return Err(error);
        }
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| PlanError::Read { path: folder.to_owned(), error })?;
    // What the instances name is there before they are read.
    for (name, bytes) in &files {
        write_file(&folder.join(name), |out| out.write_all(bytes))?;
    }
    let axes = axes(spec, &bases)?;
    let n = spec.design.n(&axes)?;
    if n == 0 {
        return Err(PlanError::Axis("the sweep has no instance".to_owned()));
    }
    let names: Vec<String> = axes.iter().map(|(name, _)| name.clone()).collect();
    let mut plan = Plan::new(folder, names, n, spec.settings.clone(), bases)?;
    plan.check_values(&axes)?;
    let path = folder.join(MANIFEST);
    // The manifest can be large: it is written to the side, and is the one of `plan.json` or none.
    let there = folder.join(PLAN).exists().then(|| Plan::read(&path)).transpose()?;
    let written = plan.write_manifest(&spec.design, &axes, &path, there.as_ref())?;
    if let Some(there) = there {
        return if there.written() == written {
            Ok(there)
        } else {
            Err(PlanError::Other(folder.to_owned()))
        };
    }
    let text = serde_json::to_string_pretty(&written).unwrap_or_default();
    write_file(&folder.join(PLAN), |out| writeln!(out, "{text}"))?;
    Ok(plan)
}

/// All axes: several files are one.
fn axes(spec: &Spec, bases: &[Document]) -> Result<Vec<(String, Values)>, PlanError> {
    let mut axes: Vec<(String, Values)> = Vec::new();
    if bases.len() > 1 {
        let values = (0..bases.len()).map(|k| Value::Number(k.into())).collect();
        axes.push((BASE.to_owned(), Values::List(values)));
    }
    for (name, values) in &spec.vary {
        if axes.iter().any(|(known, _)| known == name) {
            return Err(PlanError::Axis(format!("{name} varies twice")));
        }
        if line::is_reserved(name) {
            return Err(PlanError::Axis(format!(
                "{name} is a column of every row: it cannot vary"
            )));
        }
        axes.push((name.clone(), values.clone()));
    }
    Ok(axes)
}

impl Plan {
    fn new(
        folder: &Path,
        axes: Vec<String>,
        n: u64,
        settings: Settings,
        bases: Vec<Document>,
    ) -> Result<Self, PlanError> {
        let of_instances: Vec<Option<&str>> = axes
            .iter()
            .map(|name| (name != BASE && !Settings::is_name(name)).then_some(name.as_str()))
            .collect();
        let bases = bases.into_iter().map(|base| Base::new(base, folder, &of_instances));
        let bases = bases.collect::<Result<Vec<_>, _>>().map_err(PlanError::Axis)?;
        let keys = axes.iter().map(|name| serde_json::Value::from(name.as_str()).to_string());
        let keys = keys.collect();
        let (offsets, manifest) = (Vec::new(), String::new());
        Ok(Self { folder: folder.to_owned(), axes, n, settings, bases, offsets, manifest, keys })
    }

    /// An axis of a setting takes only its values, and an axis of an instance only numbers.
    fn check_values(&self, axes: &[(String, Values)]) -> Result<(), PlanError> {
        for (name, values) in axes {
            let ends = match values {
                Values::List(values) => values.clone(),
                _ => vec![values.along(0, 1), values.along(1, 1)],
            };
            for value in &ends {
                if Settings::is_name(name) {
                    self.settings.clone().set(name, value)?;
                } else if value.number().is_none() {
                    let text = format!("{name}: `{value}` is no number");
                    return Err(PlanError::Axis(text));
                }
            }
        }
        let is_finite = |base: &Base| !base.is_continuous();
        let is_continuum = |settings: &Settings| settings.text(true).starts_with("way continuum");
        let mut settings = self.settings.clone();
        for (name, values) in axes.iter().filter(|(name, _)| name == "way") {
            if let Values::List(values) = values
                && let Some(value) = values.iter().find(|value| value.to_string() == "continuum")
            {
                settings.set(name, value)?;
            }
        }
        match self.bases.iter().find(|base| is_finite(base) && is_continuum(&settings)) {
            Some(base) => Err(PlanError::Axis(format!(
                "way continuum: {} is a finite instance; only continuous ones (*.toml) have a continuum",
                base.name
            ))),
            None => Ok(()),
        }
    }

    /// Writes the manifest, in parallel and in order; only its digest is made if it is there.
    fn write_manifest(
        &mut self,
        design: &Design,
        axes: &[(String, Values)],
        path: &Path,
        there: Option<&Self>,
    ) -> Result<Written, PlanError> {
        use sha2::Digest;
        let mut hasher = sha2::Sha256::new();
        let (mut at, mut offsets) = (0_u64, Vec::new());
        let mut each = |out: &mut dyn io::Write| -> io::Result<()> {
            let stride = usize::try_from(STRIDE).unwrap_or(usize::MAX);
            let chunks: Vec<u64> = (0..self.n).step_by(stride).collect();
            // A few chunks at a time are in memory.
            for chunks in chunks.chunks(64) {
                let of = |first: &u64| self.lines(design, axes, *first..self.n.min(first + STRIDE));
                let texts: Vec<String> = chunks.into_par_iter().map(of).collect();
                for text in texts {
                    offsets.push(at);
                    at += text.len() as u64;
                    hasher.update(&text);
                    out.write_all(text.as_bytes())?;
                }
            }
            Ok(())
        };
        if there.is_some() {
            each(&mut io::sink())
                .map_err(|error| PlanError::Read { path: path.to_owned(), error })?;
        } else {
            write_file(path, |out| each(out))?;
        }
        self.offsets = offsets;
        self.manifest = hasher.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Ok(self.written())
    }

    /// Lines of the manifest.
    fn lines(&self, design: &Design, axes: &[(String, Values)], indices: Range<u64>) -> String {
        let (mut lines, mut text) = (String::new(), String::new());
        for index in indices {
            let values = design.point(axes, index);
            let id = self.id(&values, &mut text);
            let _ = write!(lines, "{{\"index\":{index},\"id\":\"{id}\"");
            for (key, value) in self.keys.iter().zip(&values) {
                let value = serde_json::Value::from(value.to_string());
                let _ = write!(lines, ",{key}:{value}");
            }
            lines.push_str("}\n");
        }
        lines
    }

    /// Whether its instances get certificates.
    pub fn certifies(&self) -> bool {
        self.settings.certify
    }

    /// The names of the axes as JSON.
    pub(crate) fn keys(&self) -> &[String] {
        &self.keys
    }

    fn settings_at(&self, values: &[Value]) -> Settings {
        let mut settings = self.settings.clone();
        for (name, value) in self.axes.iter().zip(values) {
            if Settings::is_name(name) {
                // The plan was made with values that are taken.
                let _ = settings.set(name, value);
            }
        }
        settings
    }

    fn base(&self, values: &[Value]) -> &Base {
        let place = self.axes.iter().position(|name| name == BASE);
        let place = place.and_then(|axis| values[axis].number());
        let place = place.and_then(|number| usize::try_from(number.numerator()).ok());
        self.bases.get(place.unwrap_or(0)).unwrap_or(&self.bases[0])
    }

    /// The id of the instance at these values; `text` is memory for its canonical text, which stays there.
    fn id(&self, values: &[Value], text: &mut String) -> String {
        let base = self.base(values);
        base.text(values, text);
        let instance = sha256(text.as_bytes());
        id(&instance, &self.settings_at(values).text(base.is_continuous()))
    }

    fn written(&self) -> Written {
        let base = |base: &Base| WrittenBase {
            is_continuous: base.is_continuous(),
            text: base.own_text(),
        };
        Written {
            format: FORMAT.to_owned(),
            program: PROGRAM.to_owned(),
            n: self.n,
            manifest: self.manifest.clone(),
            offsets: self.offsets.clone(),
            axes: self.axes.clone(),
            settings: self.settings.pairs(),
            certify: self.settings.certify,
            time_limit_s: self.settings.time_limit_s,
            bases: self.bases.iter().map(base).collect(),
        }
    }

    /// The plan of a manifest: that of `plan.json` beside it.
    ///
    /// # Errors
    /// [`PlanError`] if it cannot be read, is damaged, or was made by another version of this program.
    pub fn read(manifest: &Path) -> Result<Self, PlanError> {
        let folder = match manifest.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let path = folder.join(PLAN);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| PlanError::Read { path: path.clone(), error })?;
        let damaged = |rule: String| PlanError::Damaged { path: path.clone(), rule };
        let written: Written = serde_json::from_str(&text)
            .map_err(|error| damaged(format!("no plan of a sweep: {error}; plan it again")))?;
        if written.format != FORMAT || written.program != PROGRAM {
            return Err(damaged(format!(
                "planned by {} in the form `{}`, and this is {PROGRAM}: plan it again in another folder",
                written.program, written.format
            )));
        }
        let mut settings = Settings {
            certify: written.certify,
            time_limit_s: written.time_limit_s,
            ..Settings::default()
        };
        for (name, value) in &written.settings {
            settings.set(name, &Value::read(value))?;
        }
        let bases =
            written.bases.iter().map(|base| Document::canonical(&base.text, base.is_continuous));
        let bases = bases.collect::<Result<Vec<_>, _>>().map_err(damaged)?;
        if bases.is_empty() {
            return Err(damaged("no instance to start from; plan it again".to_owned()));
        }
        let mut plan = Self::new(folder, written.axes, written.n, settings, bases)?;
        (plan.offsets, plan.manifest) = (written.offsets, written.manifest);
        Ok(plan)
    }

    /// Reads lines of the manifest. Each must be what it was when it was planned.
    ///
    /// # Errors
    /// [`PlanError`] names the line that is not.
    pub fn questions(&self, indices: Range<u64>) -> Result<Vec<Question>, PlanError> {
        self.read_lines(indices, |line, index| self.question(line, index))
    }

    /// The first 64 bits of the ids of some lines.
    pub(crate) fn ids(&self, indices: Range<u64>) -> Result<Vec<u64>, PlanError> {
        let mut ids = Vec::new();
        let mut from = indices.start;
        while from < indices.end {
            // Part by part, so that a manifest of any length takes little memory.
            let to = indices.end.min(from + 100 * STRIDE);
            ids.extend(self.read_lines(from..to, |line, index| {
                let start = format!("{{\"index\":{index},\"id\":\"");
                let id = line.strip_prefix(start.as_bytes())?.get(..16)?;
                short(std::str::from_utf8(id).ok()?)
            })?);
            from = to;
        }
        Ok(ids)
    }

    fn read_lines<T>(
        &self,
        indices: Range<u64>,
        read: impl Fn(&[u8], u64) -> Option<T>,
    ) -> Result<Vec<T>, PlanError> {
        let path = self.folder.join(MANIFEST);
        let fail = |error| PlanError::Read { path: path.clone(), error };
        let start = indices.start / STRIDE;
        let of = |block: u64| {
            usize::try_from(block).ok().and_then(|block| self.offsets.get(block)).copied()
        };
        let from = of(start).unwrap_or(0);
        let mut file = File::open(&path).map_err(fail)?;
        file.seek(SeekFrom::Start(from)).map_err(fail)?;
        let mut bytes = Vec::new();
        let end = of(indices.end.div_ceil(STRIDE)).unwrap_or(u64::MAX);
        file.take(end.saturating_sub(from)).read_to_end(&mut bytes).map_err(fail)?;
        let skipped = usize::try_from(indices.start - start * STRIDE).unwrap_or(0);
        let mut lines = bytes.split(|byte| *byte == b'\n').skip(skipped);
        let line = |index: u64| {
            lines.next().and_then(|line| read(line, index)).ok_or_else(|| PlanError::Damaged {
                path: path.clone(),
                rule: format!(
                    "line {} is not what was planned: plan the sweep again in another folder, and copy the folder \
                     `rows` there",
                    index + 1
                ),
            })
        };
        indices.map(line).collect()
    }

    fn question(&self, line: &[u8], index: u64) -> Option<Question> {
        let fields: HashMap<String, serde_json::Value> = serde_json::from_slice(line).ok()?;
        let id = fields.get("id")?.as_str()?.to_owned();
        let of = |name: &String| Some(Value::read(fields.get(name)?.as_str()?));
        let values = self.axes.iter().map(of).collect::<Option<Vec<Value>>>()?;
        (fields.get("index")?.as_u64()? == index).then_some(Question { index, id, values })
    }

    /// All that solving a question needs; an error if its line in the manifest is damaged.
    pub(crate) fn pose(&self, question: &Question, text: &mut String) -> Result<Posed, PlanError> {
        let base = self.base(&question.values);
        base.text(&question.values, text);
        let instance = sha256(text.as_bytes());
        let settings = self.settings_at(&question.values);
        if id(&instance, &settings.text(base.is_continuous())) != question.id {
            return Err(PlanError::Damaged {
                path: self.folder.join(MANIFEST),
                rule: format!(
                    "line {} is damaged: it has another id than its instance; plan the sweep again",
                    question.index + 1
                ),
            });
        }
        let made = base.make(&question.values, text, &self.folder);
        Ok(Posed { instance, settings, made })
    }

    /// The instance of a question as a file that this program reads, and the end of its name.
    ///
    /// # Errors
    /// [`PlanError`] if there is no such line.
    pub fn instance(&self, index: u64) -> Result<(String, &'static str), PlanError> {
        let question = self.questions(index..index + 1)?.remove(0);
        let mut text = String::new();
        let base = self.base(&question.values);
        base.text(&question.values, &mut text);
        Ok((text, if base.is_continuous() { "toml" } else { "json" }))
    }
}

fn id(instance: &str, settings: &str) -> String {
    sha256(format!("{PROGRAM}\n{settings}\n{instance}\n").as_bytes())
}

/// The first 64 bits of a digest.
pub(crate) fn short(digest: &str) -> Option<u64> {
    u64::from_str_radix(digest.get(..16)?, 16).ok()
}
