//! Standard output that says when it lost something.
//!
//! Rust opens `/dev/null` in place of a closed stdout before `main`, and takes a write to a descriptor that cannot be
//! written for a success. Either would be exit code 0 without a verdict.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;

/// Standard output without that leniency, or why there is none.
pub(crate) fn open() -> Result<File, String> {
    let stdout = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let stdout = stdout.map_err(|error| format!("stdout: {error}"))?;
    if is_substitute(&stdout) {
        return Err(
            "stdout is closed, or /dev/null that is open for reading too: a verdict would be lost"
                .to_owned(),
        );
    }
    Ok(stdout)
}

/// Whether this is the `/dev/null` that Rust opens: for reading and writing, unlike `>/dev/null` of a shell.
#[cfg(target_os = "linux")]
fn is_substitute(stdout: &File) -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};

    use nix::fcntl::{FcntlArg, OFlag, fcntl};

    let is_null = match (stdout.metadata(), std::fs::metadata("/dev/null")) {
        (Ok(own), Ok(null)) => own.file_type().is_char_device() && own.rdev() == null.rdev(),
        _ => false,
    };
    let flags = fcntl(stdout, FcntlArg::F_GETFL).map(OFlag::from_bits_retain);
    is_null && flags.is_ok_and(|flags| flags & OFlag::O_ACCMODE == OFlag::O_RDWR)
}

#[cfg(not(target_os = "linux"))]
fn is_substitute(_stdout: &File) -> bool {
    false
}
