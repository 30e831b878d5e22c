//! From files and folders to instances.
//!
//! ```text
//! *.toml    one continuous instance, made finite on a grid
//! *.json    one finite instance
//! *.jsonl   a finite instance on each line
//! folder    all of these below it, sorted within each folder
//! -         stdin: what it is, its text tells
//! ```
//!
//! ```no_run
//! use std::path::Path;
//! use ironproof_instance::discretize::GridConfig;
//! use ironproof_instance::load;
//!
//! let loaded = load::one(Path::new("instances/finite/cells.json"), &GridConfig::default())?;
//! println!("{}: {} types", loaded.place, loaded.finite.n_types());
//! # Ok::<(), load::Error>(())
//! ```

use std::path::{Path, PathBuf};

use crate::discretize::{self, GridConfig, Method};
use crate::finite::{self, FiniteInstance};
use crate::source::{self, Kind};
use crate::{ContinuousInstance, Note, ReadError, read};

pub use crate::source::{is_stdin, shown};

/// An input that cannot be used, as one line that names the file, the place and the rule.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", shown(path))]
pub struct Error {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with an input.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(std::io::Error),
    /// It is no finite instance.
    #[error("{0}")]
    Finite(finite::ReadError),
    /// It is no continuous instance.
    #[error("{0}")]
    Continuous(ReadError),
    /// It cannot be put on this grid.
    #[error("{0}")]
    Grid(discretize::Error),
    /// The bytes of this line, from 1, are no text.
    #[error("line {0}: not text in UTF-8: save the file in that encoding")]
    NotText(usize),
    /// Two bytes for each character, as spreadsheets and some editors write it.
    #[error("the file is text in UTF-16: save it in UTF-8")]
    Utf16,
    /// JSON has no such mark, and the independent checker reads the same bytes.
    #[error(
        "the file starts with a byte order mark, which JSON does not have: save it in UTF-8 without BOM"
    )]
    ByteOrderMark,
    /// The text is that of another kind of file: what it is, and the name that it needs.
    #[error("{0}")]
    OtherKind(&'static str),
    /// A continuous instance is wanted.
    #[error("this verb is about continuous instances; expected a .toml file{0}")]
    NotContinuous(String),
    /// Types in column files have a reader of their own.
    #[error("types in column files; only `solve` takes them")]
    Columns,
    /// The end of its name is not known.
    #[error("{0}")]
    Extension(String),
    /// There is nothing to read below it.
    #[error("no instance in this folder")]
    EmptyFolder,
    /// There is nothing in it.
    #[error("the file is empty")]
    EmptyFile,
    /// One instance is wanted, and there are so many.
    #[error("{0} instances; this verb takes a file with one")]
    NotOne(usize),
}

impl Problem {
    fn of(self, path: &Path) -> Error {
        Error { path: path.to_owned(), problem: self }
    }
}

/// An instance ready to be solved, and where it came from.
pub struct Loaded {
    /// The file, with the line for JSON lines.
    pub place: String,
    /// The instance.
    pub finite: FiniteInstance,
    /// The text that the verifier reads: the user's own, where the user wrote a finite instance.
    pub text: Option<String>,
    /// What it was made from, if that was continuous.
    pub continuous: Option<Continuous>,
    /// What was rounded or truncated.
    pub notes: Vec<String>,
}

impl Loaded {
    /// A continuous instance from `place`, put on a grid.
    ///
    /// # Errors
    /// [`discretize::Error`] if the grid is none.
    pub fn on_grid(
        place: String,
        instance: ContinuousInstance,
        grid: &GridConfig,
    ) -> Result<Self, discretize::Error> {
        let found = discretize::discretize(&instance, grid)?;
        let is_rounded = found.notes.iter().any(Note::is_rounding);
        let is_exact = !is_rounded && is_grid(&instance, &found.instance);
        Ok(Self {
            place,
            notes: found.notes.iter().map(ToString::to_string).collect(),
            text: None,
            continuous: Some(Continuous {
                method: grid.method,
                is_lower_bound: is_exact || (grid.method == Method::Cells && !is_rounded),
                is_exact,
                instance,
            }),
            finite: found.instance,
        })
    }
}

/// The continuous instance behind a finite one.
pub struct Continuous {
    /// As it was read.
    pub instance: ContinuousInstance,
    /// What a type of its grid is.
    pub method: Method,
    /// Whether the finite optimum is at most the continuous one, exactly.
    pub is_lower_bound: bool,
    /// Whether the finite instance is the continuous one, so that they have one optimum.
    pub is_exact: bool,
}

/// Whether an instance is a grid already: everybody has one of some amounts, and every object one of some qualities.
fn is_grid(instance: &ContinuousInstance, finite: &FiniteInstance) -> bool {
    let mut pieces = instance.groups.iter().flat_map(|group| &group.pieces);
    let qualities = &instance.quality.pieces;
    pieces.all(|piece| piece.wtp.as_constant().is_some())
        && qualities.iter().all(|piece| piece.curve.as_constant().is_some())
        && qualities.len() == finite.quality.len()
}

/// Loads the only instance of a file.
///
/// # Errors
/// [`Error`] if it cannot be used, or is not alone.
pub fn one(path: &Path, grid: &GridConfig) -> Result<Loaded, Error> {
    let mut all = file(path, grid);
    match all.len() {
        1 => all.remove(0),
        count => Err(Problem::NotOne(count).of(path)),
    }
}

/// The files below the given paths, sorted within each folder, and what cannot be read there: it does not hide
/// the others.
pub fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Error>) {
    let (mut files, mut broken) = (Vec::new(), Vec::new());
    for path in paths {
        if is_stdin(path) {
            files.push(path.clone());
            continue;
        }
        let found = (files.len(), broken.len());
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                walk(path, &mut Vec::new(), &mut files, &mut broken);
                if found == (files.len(), broken.len()) {
                    broken.push(Problem::EmptyFolder.of(path));
                }
            }
            Ok(_) => files.push(path.clone()),
            Err(error) => broken.push(Problem::Unreadable(error).of(path)),
        }
    }
    (files, broken)
}

/// `above` are the folders that lead here: a link to one of them would go round for ever.
fn walk(
    folder: &Path,
    above: &mut Vec<PathBuf>,
    files: &mut Vec<PathBuf>,
    broken: &mut Vec<Error>,
) {
    let Ok(real) = folder.canonicalize().map_err(|error| {
        broken.push(Problem::Unreadable(error).of(folder));
    }) else {
        return;
    };
    if above.contains(&real) {
        return;
    }
    above.push(real);
    let mut fail = |error| broken.push(Problem::Unreadable(error).of(folder));
    let mut entries = Vec::new();
    match std::fs::read_dir(folder) {
        Ok(found) => {
            for entry in found {
                entry.map_or_else(&mut fail, |entry| entries.push(entry.path()));
            }
        }
        Err(error) => fail(error),
    }
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            walk(&entry, above, files, broken);
        } else if source::kind(&entry).is_some() && !is_manifest(&entry) {
            files.push(entry);
        }
    }
    above.pop();
}

/// Whether a file says that its folder is a package: a folder of instances may be one, as that of this repository.
fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "Cargo.toml")
}

/// Whether a file is the header of column files.
pub fn is_columns(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".columns.json"))
}

/// Whether the text is that of a continuous instance, by the name of the file, or by the text of stdin.
pub fn is_continuous(path: &Path) -> bool {
    source::kind(path) == Some(Kind::Toml)
}

/// Loads every instance of a file; a broken one does not hide the others.
pub fn file(path: &Path, grid: &GridConfig) -> Vec<Result<Loaded, Error>> {
    if is_columns(path) {
        return vec![Err(Problem::Columns.of(path))];
    }
    let Some(kind) = source::kind(path) else {
        return vec![Err(Problem::Extension(source::remedy_of_name(path)).of(path))];
    };
    let text = match read_text(path) {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    let all = instances(path, kind, &text, grid);
    let other = || source::other_kind(&text, kind).filter(|_| !is_stdin(path));
    match all.iter().any(Result::is_err).then(other).flatten() {
        Some(other) => vec![Err(Problem::OtherKind(other.remedy()).of(path))],
        None => all,
    }
}

fn instances(path: &Path, kind: Kind, text: &str, grid: &GridConfig) -> Vec<Result<Loaded, Error>> {
    let place = shown(path);
    match kind {
        Kind::Toml => vec![load_continuous(path, text, grid)],
        Kind::Json => vec![
            finite::read(text)
                .map(|finite| Loaded {
                    place: place.into_owned(),
                    finite,
                    text: Some(text.to_owned()),
                    continuous: None,
                    notes: Vec::new(),
                })
                .map_err(|error| Problem::Finite(error).of(path)),
        ],
        Kind::JsonLines => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines
                .zip(finite::read_lines(text))
                .map(|((index, line), result)| match result {
                    Ok(finite) => Ok(Loaded {
                        place: format!("{place}:{}", index + 1),
                        finite,
                        text: Some(line.to_owned()),
                        continuous: None,
                        notes: Vec::new(),
                    }),
                    Err(error) => Err(Problem::Finite(error).of(path)),
                })
                .collect()
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file that has some.
///
/// # Errors
/// [`Error`] if it cannot be read, is no text, or is empty.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let mut bytes = source::bytes(path).map_err(|error| Problem::Unreadable(error).of(path))?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Problem::Utf16.of(path));
    }
    if bytes.starts_with(BYTE_ORDER_MARK) {
        if source::kind(path) != Some(Kind::Toml) {
            return Err(Problem::ByteOrderMark.of(path));
        }
        // TOML says that it is no part of the text.
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        Problem::NotText(line).of(path)
    })?;
    if text.trim().is_empty() { Err(Problem::EmptyFile.of(path)) } else { Ok(text) }
}

fn load_continuous(path: &Path, text: &str, grid: &GridConfig) -> Result<Loaded, Error> {
    let instance = read_continuous(path, text)?;
    Loaded::on_grid(shown(path).into_owned(), instance, grid)
        .map_err(|error| Problem::Grid(error).of(path))
}

fn read_continuous(path: &Path, text: &str) -> Result<ContinuousInstance, Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    read(text, folder).map_err(|error| {
        let other = source::other_kind(text, Kind::Toml).filter(|_| !is_stdin(path));
        let problem = other.map(|other| Problem::OtherKind(other.remedy()));
        problem.unwrap_or(Problem::Continuous(error)).of(path)
    })
}

/// Loads a continuous instance as it is, without a grid.
///
/// # Errors
/// [`Error`] if it cannot be read, or is no continuous instance.
pub fn continuous(path: &Path) -> Result<ContinuousInstance, Error> {
    match source::kind(path) {
        Some(Kind::Toml) => {}
        Some(_) => return Err(Problem::NotContinuous(String::new()).of(path)),
        None => {
            let remedy = source::remedy_of_name(path);
            let remedy = remedy.split_once(';').map_or("", |(_, remedy)| remedy);
            let remedy = if remedy.is_empty() { String::new() } else { format!(";{remedy}") };
            return Err(Problem::NotContinuous(remedy).of(path));
        }
    }
    read_continuous(path, &read_text(path)?)
}
