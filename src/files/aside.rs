//! Temporary files and folders. They have a name that only this program gives, and whoever writes one holds it: so
//! what a killed process has left behind is known, and the next process that writes there removes it.
//!
//! ```text
//! .ironproof-Xy12Z3.tmp    beside the file that it is to become
//! ironproof-Xy12Z3.tmp     a folder, where the system has those (TMPDIR)
//! ```

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempDir};

use crate::held::{Held, NotHeld, hold};

pub(crate) const FILE: &str = ".ironproof-";
const FOLDER: &str = "ironproof-";
const END: &str = ".tmp";

/// A temporary folder, which is removed when this is dropped, or by the next process after a kill.
#[derive(Debug)]
pub struct Folder {
    // The folder goes first: nobody may think that it was left behind.
    folder: TempDir,
    held: Option<Held>,
}

impl Folder {
    /// Makes one where the system has temporary files, and removes there what killed processes have left.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new() -> io::Result<Self> {
        let place = std::env::temp_dir();
        remove_left(&place, FOLDER);
        loop {
            let folder = tempfile::Builder::new().prefix(FOLDER).suffix(END).tempdir_in(&place)?;
            // It may be gone again: until it is held, another process takes it for one that was left.
            let Ok(open) = File::open(folder.path()) else { continue };
            match hold(open) {
                Ok(held) if folder.path().exists() => {
                    return Ok(Self { folder, held: Some(held) });
                }
                Err(NotHeld::Impossible(_)) => return Ok(Self { folder, held: None }),
                Ok(_) | Err(NotHeld::Busy) => {}
            }
        }
    }

    /// Whether other processes see that it is in use: not where the file system has no locks.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A temporary file in a folder, with the permissions of any other file, and what holds it.
pub(crate) fn file_in(folder: &Path) -> io::Result<(NamedTempFile, Option<Held>)> {
    remove_left(folder, FILE);
    loop {
        let mut builder = tempfile::Builder::new();
        // Temporary files are private by default; results are for everybody, less the umask.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.prefix(FILE).suffix(END).tempfile_in(folder);
        // The name of the temporary file is of no use to whoever reads the error.
        let file = file.map_err(|error| io::Error::from(error.kind()))?;
        match hold(file.as_file().try_clone()?) {
            Ok(held) if file.path().exists() => return Ok((file, Some(held))),
            Err(NotHeld::Impossible(_)) => return Ok((file, None)),
            Ok(_) | Err(NotHeld::Busy) => {}
        }
    }
}

/// Removes what killed processes have left in a folder: what has our name and is held by nobody. Once per process
/// and folder, because a folder may have many files. What cannot be removed stays.
pub(crate) fn remove_left(folder: &Path, start: &str) {
    static SEEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let Ok(folder) = folder.canonicalize() else { return };
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.insert(folder.clone()) {
        remove_now(&folder, start);
    }
}

fn remove_now(folder: &Path, start: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let is_of_kind = if start == FILE { kind.is_file() } else { kind.is_dir() };
        if !is_of_kind || !is_ours(&entry.file_name().to_string_lossy(), start) {
            continue;
        }
        let Ok(_held) = File::open(entry.path()).map_err(NotHeld::Impossible).and_then(hold) else {
            continue;
        };
        // Another process may be faster, or the folder be another user's.
        let _ = if kind.is_dir() {
            std::fs::remove_dir_all(entry.path())
        } else {
            std::fs::remove_file(entry.path())
        };
    }
}

fn is_ours(name: &str, start: &str) -> bool {
    let middle = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(END));
    middle.is_some_and(|it| it.len() == 6 && it.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_holds_is_removed_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let (alive, held) = file_in(place.path()).unwrap();
        assert!(held.is_some());
        let (left, held) = file_in(place.path()).unwrap();
        let (_, left) = left.keep().unwrap();
        drop(held);
        for name in [".ironproof-mine.tmp", "ironproof-abcdef.tmp", ".ironproof-abc-ef.tmp", "a"] {
            std::fs::write(place.path().join(name), "of a user").unwrap();
        }
        remove_now(place.path(), FILE);
        assert!(alive.path().exists() && !left.exists());
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 5);
    }

    #[test]
    fn a_folder_that_is_in_use_stays() {
        let used = Folder::new().unwrap();
        assert!(used.is_held());
        let left = Folder::new().unwrap();
        let Folder { folder, held } = left;
        let left = folder.keep();
        drop(held);
        std::fs::write(left.join("model.mps"), "text").unwrap();
        remove_now(&std::env::temp_dir(), FOLDER);
        assert!(used.path().exists() && !left.exists());
        let path = used.path().to_owned();
        drop(used);
        assert!(!path.exists());
    }
}
