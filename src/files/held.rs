//! A file or folder that one process holds: the kernel lets go of it when that process dies, however it dies.

use std::fs::File;
use std::io;

/// A file that this process holds until this is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    #[cfg(unix)]
    _lock: nix::fcntl::Flock<File>,
}

/// Why a file is not held.
#[derive(Debug)]
pub(crate) enum NotHeld {
    /// Another process holds it.
    Busy,
    /// The file system has no locks, or not of this kind of file.
    Impossible(io::Error),
}

/// Holds a file, if nobody else does.
#[cfg(unix)]
pub(crate) fn hold(file: File) -> Result<Held, NotHeld> {
    use nix::errno::Errno;
    use nix::fcntl::{Flock, FlockArg};

    match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(lock) => Ok(Held { _lock: lock }),
        Err((_, Errno::EWOULDBLOCK)) => Err(NotHeld::Busy),
        Err((_, errno)) => Err(NotHeld::Impossible(errno.into())),
    }
}

/// Nothing to hold it with.
#[cfg(not(unix))]
pub(crate) fn hold(_: File) -> Result<Held, NotHeld> {
    Err(NotHeld::Impossible(io::Error::from(io::ErrorKind::Unsupported)))
}
