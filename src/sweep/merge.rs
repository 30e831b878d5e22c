//! All rows of a sweep in one file, in the order of the manifest: the same bytes however they came about.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ironproof_claims::{Tally, resumable};
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::table::Csv;
use serde::Deserialize;
use serde_json::Value;

use crate::line::COLUMNS;
use crate::plan::{Plan, PlanError};
use crate::record::Record;
use crate::rows::{At, Rows};
use crate::search::Search;

/// How much of a file of rows is read at a time.
const WINDOW: u64 = 1 << 20;
/// Files of rows that are open at a time.
const OPEN: usize = 64;

/// Why rows cannot be merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// Of the plan or its rows.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The file of a search.
    #[error(transparent)]
    Search(#[from] resumable::SearchError),
}

/// Writes `merged.jsonl` and `merged.csv` into a folder, and with `parquet` also `merged.parquet`; gives their names.
///
/// # Errors
/// [`MergeError`] if a file cannot be read or written.
pub fn write(
    plan: &Plan,
    rows: &Rows,
    folder: &Path,
    parquet: bool,
) -> Result<Vec<PathBuf>, MergeError> {
    let mut files = Vec::new();
    let path = folder.join("merged.jsonl");
    write_file(&path, |out| texts(rows, &mut |text| writeln!(out, "{text}")))?;
    files.push(path);
    let columns = columns(plan, rows)?;
    let path = folder.join("merged.csv");
    write_file(&path, |out| {
        let mut csv = Csv::new(out);
        csv.row(&columns)?;
        texts(rows, &mut |text| {
            let record: Record = serde_json::from_str(text)?;
            csv.row(columns.iter().map(|name| cell(record.get(name))))
        })?;
        csv.finish()
    })?;
    files.push(path);
    if parquet {
        let path = folder.join("merged.parquet");
        crate::parquet_file::write(&path, &columns, &mut |heard| {
            texts(rows, &mut |text| heard(serde_json::from_str(text)?))
        })?;
        files.push(path);
    }
    Ok(files)
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The counts of all blocks of a search together, and the file from which `claims --resume` goes on.
///
/// # Errors
/// [`MergeError`] if a file cannot be read or written.
pub fn claims(
    search: &Search,
    rows: &Rows,
    folder: &Path,
) -> Result<(Tally, Vec<PathBuf>), MergeError> {
    let known = search.known().unwrap_or_default();
    let mut sum = Tally::new(&known);
    each(rows, &mut |text| {
        let record: Record = serde_json::from_str(text)?;
        if let Some(tally) = record.get("tally") {
            sum = sum.clone().merge(&Tally::deserialize(tally)?);
        }
        Ok(())
    })?;
    let mut files = Vec::new();
    // A search with holes is none that goes on.
    if sum.n_instances == search.n {
        let path = folder.join(resumable::FILE);
        let whole = resumable::Search { seed: search.seed, first: 0, n: search.n, file: None };
        resumable::keep(&path, &known, &whole, &sum)?;
        files.push(path);
    }
    Ok((sum, files))
}

/// All rows of a sweep.
///
/// # Errors
/// [`PlanError`] if a file cannot be read.
pub fn rows(plan: &Plan) -> Result<Vec<Record>, PlanError> {
    let found = Rows::scan(plan, 0..plan.n)?;
    let mut rows = Vec::new();
    each(&found, &mut |text| {
        rows.push(serde_json::from_str(text)?);
        Ok(())
    })?;
    Ok(rows)
}

/// The columns of a table of rows: those that all have, the axes, and then those that some row has.
///
/// # Errors
/// [`PlanError`] if a file cannot be read.
pub fn columns(plan: &Plan, rows: &Rows) -> Result<Vec<String>, PlanError> {
    let (first, rest) = COLUMNS.split_at(3);
    let mut is_there = vec![false; rest.len()];
    let keys: Vec<String> = rest.iter().map(|name| format!(",\"{name}\":")).collect();
    each(rows, &mut |text| {
        for (key, is_there) in keys.iter().zip(&mut is_there) {
            *is_there = *is_there || text.contains(key);
        }
        Ok(())
    })?;
    let rest =
        rest.iter().zip(is_there).filter(|(name, is_there)| *is_there && **name != "checksum");
    let rest = rest.map(|(name, _)| (*name).to_owned());
    let names = first.iter().map(|name| (*name).to_owned());
    Ok(names.chain(plan.axes.iter().cloned()).chain(rest).collect())
}

/// The same for writers, whose error says which file cannot be read.
fn texts(rows: &Rows, heard: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    each(rows, heard).map_err(|error| match error {
        PlanError::Read { path, error } => {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        }
        error => io::Error::other(error.to_string()),
    })
}

/// Calls `heard` with the text of each row, in the order of the manifest.
///
/// # Errors
/// [`PlanError::Read`] if a file cannot be read, or `heard` fails.
pub fn each(rows: &Rows, heard: &mut dyn FnMut(&str) -> io::Result<()>) -> Result<(), PlanError> {
    let mut windows: HashMap<u32, Window> = HashMap::new();
    let mut text = Vec::new();
    for at in rows.at.iter().flatten() {
        let path = &rows.files[usize::try_from(at.file).unwrap_or(usize::MAX)];
        let fail = |error| PlanError::Read { path: path.clone(), error };
        // Rows of one file are mostly neighbours.
        if OPEN < windows.len() && !windows.contains_key(&at.file) {
            windows.clear();
        }
        let window = match windows.entry(at.file) {
            Entry::Occupied(window) => window.into_mut(),
            Entry::Vacant(place) => {
                let file = File::open(path).map_err(fail)?;
                place.insert(Window { file, from: 0, bytes: Vec::new() })
            }
        };
        window.read(at, &mut text).map_err(fail)?;
        let line = std::str::from_utf8(&text).map_err(|error| fail(io::Error::other(error)))?;
        heard(line).map_err(fail)?;
    }
    Ok(())
}

/// A part of a file that is in memory.
struct Window {
    file: File,
    from: u64,
    bytes: Vec<u8>,
}

impl Window {
    fn read(&mut self, at: &At, text: &mut Vec<u8>) -> io::Result<()> {
        let len = u64::from(at.len);
        let is_inside =
            self.from <= at.from && at.from + len <= self.from + self.bytes.len() as u64;
        if !is_inside {
            self.from = at.from;
            self.bytes.clear();
            self.file.seek(SeekFrom::Start(at.from))?;
            Read::by_ref(&mut self.file).take(len.max(WINDOW)).read_to_end(&mut self.bytes)?;
        }
        let start = usize::try_from(at.from - self.from).unwrap_or(usize::MAX);
        let end = start + usize::try_from(len).unwrap_or(usize::MAX);
        let line = self.bytes.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        text.clear();
        text.extend_from_slice(line);
        Ok(())
    }
}
