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
use std::time::Duration;

use crate::held::{Held, NotHeld, hold};

/// The file that is held. It is there only while somebody writes, or after a kill.
pub const FILE: &str = ".ironproof.lock";

/// A holder that is dead is waited for so often, and so long each time.
const WAITS: u32 = 100;
const WAIT: Duration = Duration::from_millis(20);

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
        let mut n_waits = 0;
        loop {
            let mut options = File::options();
            let file = options.read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = file.map_err(impossible)?;
            let held = match hold(file.try_clone().map_err(impossible)?) {
                Ok(held) => Some(held),
                Err(NotHeld::Busy) => {
                    let mut holder = String::new();
                    let _ = (&mut file).take(200).read_to_string(&mut holder);
                    // A holder that was killed while it started a process: that one holds what it has inherited until
                    // its own program begins.
                    if n_waits < WAITS && is_dead(&holder) {
                        n_waits += 1;
                        std::thread::sleep(WAIT);
                        continue;
                    }
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
            let said = format!("process {}{}", std::process::id(), place());
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

/// Where this process is, as the file of a lock says it.
fn place() -> String {
    format!(" on {}", host())
}

/// Whether this holder is a process of this machine that is there no more, as far as is known.
fn is_dead(holder: &str) -> bool {
    let process = holder.strip_prefix("process ").and_then(|rest| rest.strip_suffix(&place()));
    let of = |process: &str| Path::new("/proc").join(process);
    process.is_some_and(|it| of("self").exists() && !it.is_empty() && !of(it).exists())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds a folder in the name of a process for a while.
    fn hold_for(folder: &Path, process: u32, time: Duration) {
        let path = folder.join(FILE);
        std::fs::write(&path, format!("process {process}{}", place())).unwrap();
        let held = hold(File::open(path).unwrap()).unwrap();
        std::thread::spawn(move || {
            std::thread::sleep(time);
            drop(held);
        });
    }

    /// A process that is started holds what it has inherited, until its program begins. Linux says which are alive.
    #[test]
    fn a_dead_holder_is_waited_for_and_a_living_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        // No process has this number.
        if cfg!(target_os = "linux") {
            hold_for(folder.path(), u32::MAX, Duration::from_millis(100));
            drop(Lock::of(folder.path()).unwrap());
        }
        hold_for(folder.path(), std::process::id(), Duration::from_millis(100));
        let refused = Lock::of(folder.path()).unwrap_err();
        assert!(matches!(refused, LockError::Busy { .. }), "{refused}");
    }
}
