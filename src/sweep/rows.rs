//! The folder of rows: files that are only ever added.
//!
//! ```text
//! rows/0000000000-0000000999-3b1e0c9f2a774d10.jsonl      first and last line of the manifest, digest of the file
//! ```
//!
//! A file appears whole or not at all, and its name says what is in it. So any number of processes may write into one
//! folder at a time: two that do the same work write the same file or the same rows, and no row is ever lost or changed.
//! A damaged line is no row; nothing else of its file is lost.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ironproof_files::digest::sha256;
use ironproof_files::file::write_file;

use crate::line::{self, Row};
use crate::manifest::short;
use crate::plan::{Plan, PlanError};

/// The folder of rows in that of a plan.
pub(crate) const ROWS: &str = "rows";

/// What a row ends with: the digits of its checksum, and two signs.
const SUM: usize = 18;

/// Where the row of an instance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    /// The place of the file in [`Rows::files`].
    pub(crate) file: u32,
    pub(crate) from: u64,
    pub(crate) len: u32,
    pub(crate) is_failed: bool,
    /// The checksum, which tells rows apart.
    sum: u64,
}

/// What a folder has of some lines of the manifest.
#[derive(Debug)]
pub struct Rows {
    /// From which line of the manifest on.
    first: u64,
    pub(crate) at: Vec<Option<At>>,
    pub(crate) files: Vec<PathBuf>,
    /// Lines that are no rows.
    pub damaged: Vec<Damaged>,
    /// Instances with two different answers: a fault of the program or of a machine.
    pub contradictions: Vec<u64>,
    /// Rows of other sweeps.
    pub n_foreign: u64,
}

/// A line that is no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The file.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: damaged, and made again by `sweep run`", self.path.display(), self.line)
    }
}

impl Rows {
    /// What the folder of a plan has of these lines.
    ///
    /// # Errors
    /// [`PlanError`] if a file cannot be read.
    pub fn scan(plan: &Plan, lines: Range<u64>) -> Result<Self, PlanError> {
        let ids = plan.ids(lines.clone())?;
        let folder = plan.folder.join(ROWS);
        // A file may be replaced between the listing and the reading: then there is a new one to list.
        for _ in 0..20 {
            let mut rows = Self {
                first: lines.start,
                at: vec![None; ids.len()],
                files: Vec::new(),
                damaged: Vec::new(),
                contradictions: Vec::new(),
                n_foreign: 0,
            };
            if rows.read_all(&folder, &lines, &ids)? {
                return Ok(rows);
            }
        }
        let error = io::Error::other("files of this folder vanish all the time");
        Err(PlanError::Read { path: folder, error })
    }

    /// How many of these lines have no row.
    pub fn n_missing(&self) -> usize {
        self.at.iter().filter(|at| at.is_none()).count()
    }

    /// False if a file is gone.
    fn read_all(
        &mut self,
        folder: &Path,
        lines: &Range<u64>,
        ids: &[u64],
    ) -> Result<bool, PlanError> {
        for (path, range) in list(folder)? {
            if range.is_some_and(|(first, last)| last < lines.start || lines.end <= first) {
                continue;
            }
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
                Err(error) => return Err(PlanError::Read { path, error }),
            };
            let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
            let mut from = 0;
            for (n, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
                // A line without an end was cut off, even if what is there is a row.
                match text.strip_suffix(b"\n").and_then(line::read) {
                    Some(row) => self.add(&row, file, from, ids),
                    None => self.damaged.push(Damaged { path: path.clone(), line: n + 1 }),
                }
                from += text.len() as u64;
            }
            self.files.push(path);
        }
        self.contradictions.sort_unstable();
        self.contradictions.dedup();
        Ok(true)
    }

    fn add(&mut self, row: &Row<'_>, file: u32, from: u64, ids: &[u64]) {
        let place = row.index.checked_sub(self.first).and_then(|k| usize::try_from(k).ok());
        let Some(k) = place.filter(|k| *k < ids.len()) else { return };
        if short(row.id) != Some(ids[k]) {
            self.n_foreign += 1;
            return;
        }
        let len = u32::try_from(row.text.len()).unwrap_or(u32::MAX);
        let sum = row.text.len().checked_sub(SUM).and_then(|at| row.text.get(at..));
        let new = At {
            file,
            from,
            len,
            is_failed: row.is_failed(),
            sum: sum.and_then(short).unwrap_or(0),
        };
        let at = &mut self.at[k];
        *at = Some(match at.take() {
            None => new,
            // An answer is better than none. Otherwise the order of the files must not matter.
            Some(old) if old.is_failed != new.is_failed => {
                if old.is_failed {
                    new
                } else {
                    old
                }
            }
            Some(old) if old.sum == new.sum => old,
            Some(old) => {
                if !old.is_failed {
                    self.contradictions.push(row.index);
                }
                if old.sum < new.sum { old } else { new }
            }
        });
    }

    /// Puts the rows of each file that has damaged lines into a new file. The old one stays beside it, as `NAME.damaged`.
    pub(crate) fn mend(&self, plan: &Plan) -> Result<(), PlanError> {
        let mut paths: Vec<&PathBuf> = self.damaged.iter().map(|damaged| &damaged.path).collect();
        paths.dedup();
        for path in paths {
            let fail = |error| PlanError::Read { path: path.clone(), error };
            let mut aside = path.clone().into_os_string();
            aside.push(".damaged");
            // It goes away first. What is read then is what went away, whoever has written it; and the new file may have
            // the name of the old one, because the rows that are whole make the name.
            match fs::rename(path, &aside) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                renamed => renamed.map_err(fail)?,
            }
            let bytes = fs::read(&aside).map_err(fail)?;
            let lines = bytes.split_inclusive(|byte| *byte == b'\n');
            let (mut text, mut range) = (String::new(), (u64::MAX, 0));
            for row in lines.filter_map(|text| text.strip_suffix(b"\n").and_then(line::read)) {
                text.push_str(row.text);
                text.push('\n');
                range = (range.0.min(row.index), range.1.max(row.index));
            }
            if !text.is_empty() {
                add_file(plan, &text, range)?;
            }
        }
        Ok(())
    }
}

/// Adds a file with these rows, from the first and the last line of the manifest, and gives its name.
pub(crate) fn add_file(
    plan: &Plan,
    rows: &str,
    (first, last): (u64, u64),
) -> Result<String, PlanError> {
    // The checksums of the rows are a digest of all that they say, and shorter.
    let sums = rows.lines().filter_map(|row| row.get(row.len().checked_sub(SUM)?..));
    let digest = sha256(sums.collect::<String>().as_bytes());
    let name = format!("{first:010}-{last:010}-{}", &digest[..16]);
    let path = plan.folder.join(ROWS).join(format!("{name}.jsonl"));
    // The file of the same name has the same content.
    if fs::read(&path).ok().is_none_or(|there| there != rows.as_bytes()) {
        write_file(&path, |out| out.write_all(rows.as_bytes()))?;
    }
    Ok(name)
}

/// The files of rows, sorted, with the range that the name says.
#[expect(clippy::type_complexity, reason = "a path with its range, if there is one")]
fn list(folder: &Path) -> Result<Vec<(PathBuf, Option<(u64, u64)>)>, PlanError> {
    let read = |error| PlanError::Read { path: folder.to_owned(), error };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(read(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(read)?.path();
        if path.extension().is_some_and(|end| end == "jsonl") {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            let range = name.and_then(|name| {
                let mut parts = name.split('-').map(str::to_owned);
                Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
            });
            files.push((path, range));
        }
    }
    files.sort();
    Ok(files)
}
