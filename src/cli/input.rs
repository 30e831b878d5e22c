//! From the arguments of a verb to instances.

use std::path::{Path, PathBuf};

use super::grid::GridFlags;
use super::output;
use ironproof_instance as instance;
use ironproof_instance::discretize::{GridConfig, Method, discretize};
use ironproof_instance::finite;
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::{ContinuousInstance, Note};

/// An input that cannot be used: one line that names the file, the place and the rule.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error("{}: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("{}: {error}", path.display())]
    Finite { path: PathBuf, error: finite::ReadError },
    #[error("{}: {error}", path.display())]
    Continuous { path: PathBuf, error: instance::ReadError },
    #[error("{}: {error}", path.display())]
    Discretize { path: PathBuf, error: ironproof_instance::discretize::Error },
    #[error("{}: line {line}: not text in UTF-8", path.display())]
    NotText { path: PathBuf, line: usize },
    #[error("{}: this verb is about continuous instances; expected a .toml file", path.display())]
    NotContinuous { path: PathBuf },
    #[error("{}: types in column files; only `solve` takes them", path.display())]
    Columns { path: PathBuf },
    #[error("{}: expected a .toml, .json or .jsonl file", path.display())]
    Extension { path: PathBuf },
    #[error("{}: no instance in this folder", path.display())]
    EmptyFolder { path: PathBuf },
    #[error("{}: the file is empty", path.display())]
    EmptyFile { path: PathBuf },
    #[error("{}: {count} instances; this verb takes a file with one", path.display())]
    NotOne { path: PathBuf, count: usize },
}

/// An instance ready to be solved, and where it came from.
pub(super) struct Loaded {
    /// The file, with the line for JSON lines.
    pub(super) place: String,
    pub(super) finite: FiniteInstance,
    /// The text that the verifier reads: the user's own, where the user wrote a finite instance.
    pub(super) text: Option<String>,
    pub(super) continuous: Option<Continuous>,
    /// What was rounded or truncated.
    pub(super) notes: Vec<String>,
}

impl Loaded {
    /// Says on stderr what was rounded or truncated.
    pub(super) fn print_notes(&self, quiet: bool) {
        for text in &self.notes {
            output::note(quiet, &format!("{}: note: {text}", self.place));
        }
    }
}

/// The continuous instance behind a finite one.
pub(super) struct Continuous {
    pub(super) instance: ContinuousInstance,
    /// Whether the finite optimum is at most the continuous one, exactly.
    pub(super) is_lower_bound: bool,
}

/// Loads the only instance of a file.
pub(super) fn load_one(path: &Path, grid: &GridFlags, quiet: bool) -> Result<Loaded, InputError> {
    let mut all = load_file(path, grid);
    match all.len() {
        1 => {
            let loaded = all.remove(0)?;
            loaded.print_notes(quiet);
            Ok(loaded)
        }
        count => Err(InputError::NotOne { path: path.to_owned(), count }),
    }
}

/// The files below the given paths, sorted within each folder, and what cannot be read there: it does not hide
/// the others.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<InputError>) {
    let (mut files, mut broken) = (Vec::new(), Vec::new());
    for path in paths {
        let found = (files.len(), broken.len());
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                walk(path, &mut files, &mut broken);
                if found == (files.len(), broken.len()) {
                    broken.push(InputError::EmptyFolder { path: path.clone() });
                }
            }
            Ok(_) => files.push(path.clone()),
            Err(error) => broken.push(InputError::Read { path: path.clone(), error }),
        }
    }
    (files, broken)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, broken: &mut Vec<InputError>) {
    let mut fail = |error| broken.push(InputError::Read { path: folder.to_owned(), error });
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
            walk(&entry, files, broken);
        } else if extension(&entry).is_some() {
            files.push(entry);
        }
    }
}

/// Whether a file is the header of column files.
pub(super) fn is_columns(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".columns.json"))
}

enum Extension {
    Toml,
    Json,
    JsonLines,
}

fn extension(path: &Path) -> Option<Extension> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "toml" => Some(Extension::Toml),
        "json" => Some(Extension::Json),
        "jsonl" => Some(Extension::JsonLines),
        _ => None,
    }
}

/// Loads every instance of a file; a broken one does not hide the others.
pub(super) fn load_file(path: &Path, grid: &GridFlags) -> Vec<Result<Loaded, InputError>> {
    load_on_grid(path, &grid.config())
}

/// The same on a given grid.
pub(super) fn load_on_grid(path: &Path, grid: &GridConfig) -> Vec<Result<Loaded, InputError>> {
    let owned = || path.to_owned();
    if is_columns(path) {
        return vec![Err(InputError::Columns { path: owned() })];
    }
    let Some(extension) = extension(path) else {
        return vec![Err(InputError::Extension { path: owned() })];
    };
    let text = match read_text(path) {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    let place = path.display().to_string();
    match extension {
        Extension::Toml => vec![load_continuous(path, &text, grid)],
        Extension::Json => vec![
            finite::read(&text)
                .map(|finite| Loaded {
                    place,
                    finite,
                    text: Some(text),
                    continuous: None,
                    notes: Vec::new(),
                })
                .map_err(|error| InputError::Finite { path: owned(), error }),
        ],
        Extension::JsonLines => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines
                .zip(finite::read_lines(&text))
                .map(|((index, line), result)| match result {
                    Ok(finite) => Ok(Loaded {
                        place: format!("{place}:{}", index + 1),
                        finite,
                        text: Some(line.to_owned()),
                        continuous: None,
                        notes: Vec::new(),
                    }),
                    Err(error) => Err(InputError::Finite { path: owned(), error }),
                })
                .collect()
        }
    }
}

/// The text of a file that has some.
pub(super) fn read_text(path: &Path) -> Result<String, InputError> {
    let owned = || path.to_owned();
    let bytes = std::fs::read(path).map_err(|error| InputError::Read { path: owned(), error })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        InputError::NotText { path: owned(), line }
    })?;
    if text.trim().is_empty() { Err(InputError::EmptyFile { path: owned() }) } else { Ok(text) }
}

fn load_continuous(path: &Path, text: &str, grid: &GridConfig) -> Result<Loaded, InputError> {
    let owned = || path.to_owned();
    let instance = read_continuous(path, text)?;
    let discretized = discretize(&instance, grid)
        .map_err(|error| InputError::Discretize { path: owned(), error })?;
    Ok(Loaded {
        place: path.display().to_string(),
        notes: discretized.notes.iter().map(ToString::to_string).collect(),
        finite: discretized.instance,
        text: None,
        continuous: Some(Continuous {
            is_lower_bound: grid.method == Method::Cells
                && !discretized.notes.iter().any(Note::is_rounding),
            instance,
        }),
    })
}

fn read_continuous(path: &Path, text: &str) -> Result<ContinuousInstance, InputError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    instance::read(text, folder)
        .map_err(|error| InputError::Continuous { path: path.to_owned(), error })
}

/// Loads a continuous instance as it is, without a grid.
pub(super) fn load_continuous_only(
    path: &Path,
    quiet: bool,
) -> Result<ContinuousInstance, InputError> {
    if !matches!(extension(path), Some(Extension::Toml)) {
        return Err(InputError::NotContinuous { path: path.to_owned() });
    }
    let text = read_text(path)?;
    let instance = read_continuous(path, &text)?;
    for note in &instance.notes {
        output::note(quiet, &format!("{}: note: {note}", path.display()));
    }
    Ok(instance)
}
