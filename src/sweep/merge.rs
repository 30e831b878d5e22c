//! All rows of a sweep in one file, in the order of the manifest: the same bytes however they came about.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use serde_json::{Map, Value};

use crate::line::COLUMNS;
use crate::plan::{Plan, PlanError};
use crate::rows::{At, Rows};

/// How much of a file of rows is read at a time.
const WINDOW: u64 = 1 << 20;

/// Writes the rows that there are, one per line, in the order of the manifest.
///
/// # Errors
/// [`PlanError`] if a file cannot be read, and the error of the writer.
pub fn write(plan: &Plan, rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    each(rows, &mut |text| writeln!(out, "{text}")).map_err(|error| match error {
        PlanError::Read { path, error } => {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        }
        error => io::Error::other(error.to_string()),
    })?;
    let _ = plan;
    Ok(())
}

/// All rows of a sweep, as JSON.
///
/// # Errors
/// [`PlanError`] if a file cannot be read.
pub fn rows(plan: &Plan) -> Result<Vec<Map<String, Value>>, PlanError> {
    let found = Rows::scan(plan, 0..plan.n)?;
    let mut rows = Vec::new();
    each(&found, &mut |text| {
        rows.push(serde_json::from_str(text)?);
        Ok(())
    })?;
    Ok(rows)
}

/// The columns of a table of rows: those that all have, the axes, and then those that some row has.
pub fn columns(plan: &Plan, rows: &Rows) -> Result<Vec<String>, PlanError> {
    let mut is_there: HashMap<&str, bool> = HashMap::new();
    each(rows, &mut |text| {
        for name in COLUMNS {
            if !is_there.contains_key(name) && text.contains(&format!(",\"{name}\":")) {
                is_there.insert(name, true);
            }
        }
        Ok(())
    })?;
    let (first, rest) = COLUMNS.split_at(3);
    let rest = rest.iter().filter(|name| is_there.contains_key(**name) && **name != "sum");
    let names = first.iter().map(|name| (*name).to_owned());
    Ok(names.chain(plan.axes.iter().cloned()).chain(rest.map(|name| (*name).to_owned())).collect())
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
        // Few files are open at a time: rows of one file are mostly neighbours.
        if 64 < windows.len() && !windows.contains_key(&at.file) {
            windows.clear();
        }
        let window = match windows.entry(at.file) {
            std::collections::hash_map::Entry::Occupied(window) => window.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
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
        let is_inside = self.from <= at.from && at.from + len <= self.from + self.bytes.len() as u64;
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
