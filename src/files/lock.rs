//! A folder of results has one writer: a second one is refused, and the kernel frees the folder when the first dies.
//!
//! ```
//! use ironproof_files::lock::Lock;
//!
//! let folder = tempfile::tempdir()?;
//! let lock = Lock::of(folder.path())?;
//! let refused = Lock::of(folder.path()).unwrap_err().to_string();
//! assert!(refused.contains("another run"), "{refused}");
//! drop(lock);
//! Lock::of(folder.path())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::held::{Held, NotHeld, hold};

/// The file that is held. It is there only while somebody writes, or after a kill.
pub const FILE: &str = ".ironproof.lock";

/// A folder that only this process writes into, until this is dropped.
#[derive(Debug)]
pub struct Lock {
    file: PathBuf,
    _held: Option<Held>,
}

/// Why a folder cannot be written into.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process writes there.
    #[error(
        "{}: another run writes into this folder ({holder}): wait for its end, or choose another folder",
        folder.display()
    )]
    Busy {
        /// The folder.
        folder: PathBuf,
        /// Which process, as far as is known.
        holder: String,
    },
    /// The folder cannot be made or locked.
    #[error("{}: this folder cannot be locked: {error}; choose one on another file system", folder.display())]
    Impossible {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

impl Lock {
    /// Locks a folder, which is made if it does not exist.
    ///
    /// # Errors
    /// [`LockError`] if another process writes there, or the folder cannot be made or locked.
    pub fn of(folder: &Path) -> Result<Self, LockError> {
        let impossible = |error| LockError::Impossible { folder: folder.to_owned(), error };
        std::fs::create_dir_all(folder).map_err(impossible)?;
        let path = folder.join(FILE);
        loop {
            let mut options = File::options();
            let file = options.read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = file.map_err(impossible)?;
            let held = match hold(file.try_clone().map_err(impossible)?) {
                Ok(held) => Some(held),
                Err(NotHeld::Busy) => {
                    let mut holder = String::new();
                    let _ = (&mut file).take(200).read_to_string(&mut holder);
                    let holder = if holder.is_empty() { "a process".into() } else { holder };
                    return Err(LockError::Busy { folder: folder.to_owned(), holder });
                }
                // A system without locks has folders all the same.
                Err(NotHeld::Impossible(_)) if cfg!(not(unix)) => None,
                Err(NotHeld::Impossible(error)) => return Err(impossible(error)),
            };
            // Whoever held it before has removed it: then this is a file that nobody else can see.
            if held.is_some() && !is_same(&file, &path) {
                continue;
            }
            let said = format!("process {} on {}", std::process::id(), host());
            // The name of the holder is for people: a full disk does not take the lock away.
            let _ = file.set_len(0).and_then(|()| file.write_all(said.as_bytes()));
            return Ok(Self { file: path, _held: held });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It is still held here, so no other process has opened it for good.
        let _ = std::fs::remove_file(&self.file);
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(named)) = (file.metadata(), path.metadata()) else { return false };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}

fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    if name.trim().is_empty() { "this machine".to_owned() } else { name.trim().to_owned() }
}
