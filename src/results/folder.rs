//! `report FOLDER`: the files of a folder of results, for one page.

use std::path::{Path, PathBuf};

use ironproof_bench::folders::{ACCURACY, FolderError, accuracy_rows, time_rows};
use ironproof_files::digest::sha256;

/// A folder that `bench`, `bench accuracy` or `replicate` wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultsFolder {
    /// Its name.
    pub name: String,
    /// The verb that wrote it.
    pub verb: &'static str,
    /// The program that reads it.
    pub program: String,
    /// Its files, by their names in it, sorted; hidden ones are left out.
    pub files: Vec<ResultsFile>,
}

/// A file of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultsFile {
    /// Its name in the folder, with `/`.
    pub name: String,
    /// Its SHA-256 digest, in hexadecimal digits.
    pub sha256: String,
    /// How long it is.
    pub n_bytes: usize,
    /// What is in it, if it is text that a page can show: a picture, a table, Markdown or settings.
    pub text: Option<String>,
}

/// Why a folder is no folder of results.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Its results are damaged.
    #[error(transparent)]
    Damaged(#[from] FolderError),
    /// Nothing in it says who wrote it.
    #[error(
        "{}: no results; expected a folder that `bench` (rows.jsonl), `bench accuracy` (accuracy.csv) or `replicate` \
         (study.toml) wrote",
        .0.display()
    )]
    NoResults(PathBuf),
}

/// The file that each verb leaves.
const SIGNS: [(&str, &str); 3] =
    [("rows.jsonl", "bench"), (ACCURACY, "bench accuracy"), ("study.toml", "replicate")];
/// What a page can show.
const SHOWN: [&str; 4] = ["svg", "csv", "md", "json"];

/// Reads a folder of results.
///
/// # Errors
/// [`Error`] if it has none, or cannot be read.
pub fn results_folder(folder: &Path) -> Result<ResultsFolder, Error> {
    let sign = SIGNS.into_iter().find(|(file, _)| folder.join(file).is_file());
    let (_, verb) = sign.ok_or_else(|| Error::NoResults(folder.to_owned()))?;
    // A page of damaged results would say less than there was, and look whole.
    match verb {
        "bench" => drop(time_rows(folder)?),
        "bench accuracy" => drop(accuracy_rows(folder)?),
        _ => {}
    }
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let own = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = own.file_name().unwrap_or(own.as_os_str()).to_string_lossy().into_owned();
    let program = format!("ironproof {}", env!("CARGO_PKG_VERSION"));
    Ok(ResultsFolder { name, verb, program, files })
}

fn collect(folder: &Path, start: &str, files: &mut Vec<ResultsFile>) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |error| Error::Unreadable { path, error }
    };
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let (path, file) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if file.starts_with('.') {
            continue;
        }
        let name = format!("{start}{file}");
        // A link to a folder is not followed: it may lead round in a circle.
        if entry.file_type().map_err(failed(&path))?.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
            continue;
        }
        let bytes = std::fs::read(&path).map_err(failed(&path))?;
        let (sha256, n_bytes) = (sha256(&bytes), bytes.len());
        let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
        // The inputs of a study and its proofs are files to check, not to read.
        let is_kept = name.starts_with("instances/") || name.starts_with("proofs/");
        let is_shown = end.is_some_and(|end| SHOWN.contains(&&*end)) && !is_kept;
        let text = is_shown.then(|| String::from_utf8(bytes).ok()).flatten();
        files.push(ResultsFile { name, sha256, n_bytes, text });
    }
    Ok(())
}
