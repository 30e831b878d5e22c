//! Files are written to the side, flushed to the disk and renamed: each is whole or absent, also after a power cut.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::{aside, named};

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub error: io::Error,
}

/// Writes a file through a temporary file in the same folder, so that it is whole or absent. A link stays one, and
/// the file that it leads to is written; a device or a pipe is written into.
///
/// # Errors
/// [`WriteError`] if the folder or the file cannot be written, or if the command line names it twice
/// ([`crate::named`]); nothing is left of it then.
pub fn write_file(
    path: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), WriteError> {
    write_then_rename(path, content).map_err(|error| WriteError { path: path.to_owned(), error })
}

/// Whether a file can be written, as far as is known before the work.
///
/// # Errors
/// [`WriteError`] if not.
pub fn probe_file(path: &Path) -> Result<(), WriteError> {
    let fail = |error| Err(WriteError { path: path.to_owned(), error });
    if let Err(error) = named::check(path) {
        return fail(error);
    }
    match path.metadata() {
        Ok(what) if what.is_dir() => fail(io::Error::from(io::ErrorKind::IsADirectory)),
        // A device or a pipe is seen when it is written.
        Ok(what) if !what.is_file() => Ok(()),
        _ => probe(path.parent().unwrap_or(Path::new(".")))
            .map_err(|error| WriteError { path: path.to_owned(), error: error.error }),
    }
}

/// Removes from a folder what killed processes have left, once per process: for folders into which this one may write
/// nothing any more.
pub fn tidy(folder: &Path) {
    aside::remove_left(folder, aside::FILE);
}

/// Whether files can be written into a folder, or whether it can be made: asked before long work, and nothing is left
/// of the question.
///
/// # Errors
/// [`WriteError`] if not.
pub fn probe(folder: &Path) -> Result<(), WriteError> {
    let there = folder.ancestors().find(|it| it.exists() && !it.as_os_str().is_empty());
    let tried = aside::file_in(there.unwrap_or(Path::new("."))).map(drop);
    tried.map_err(|error| WriteError { path: folder.to_owned(), error })
}

fn write_then_rename(
    path: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<()> {
    named::check(path)?;
    let path = match path.metadata() {
        // What is no file, such as /dev/stdout, is never replaced by one.
        Ok(what) if !what.is_file() && !what.is_dir() => {
            let mut writer = BufWriter::new(File::options().write(true).open(path)?);
            content(&mut writer)?;
            return writer.flush();
        }
        Ok(what) if what.is_dir() => {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "this is a folder: name a file",
            ));
        }
        Ok(_) => &path.canonicalize()?,
        Err(_) => path,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let new_folders =
        folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.exists());
    let n_new = new_folders.count();
    std::fs::create_dir_all(folder)?;
    let (file, _held) = aside::file_in(folder)?;
    let mut writer = BufWriter::new(file);
    content(&mut writer)?;
    let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    // First the content, then the name: after a power cut there is the old file or the new one, never an empty one.
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    folder.ancestors().take(n_new + 1).for_each(sync_folder);
    Ok(())
}

/// What stands in a folder reaches the disk. The file has its content in any case, so that a folder of a kind that
/// cannot do this is no error.
pub(crate) fn sync_folder(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::write_file;
    use std::fs;

    #[test]
    fn folders_are_refused_and_links_stay() {
        let folder = tempfile::tempdir().unwrap();
        let text = |path: &std::path::Path| write_file(path, |out| out.write_all(b"new"));
        let refused = text(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("this is a folder"), "{refused}");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        text(&link).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }

    /// A folder that cannot be written is known before the work, and the question leaves nothing.
    #[test]
    fn a_folder_is_asked_before_the_work() {
        let folder = tempfile::tempdir().unwrap();
        super::probe(&folder.path().join("new/folder")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        // Nobody writes there, not even root.
        let refused = super::probe(std::path::Path::new("/proc/1/results")).unwrap_err();
        assert!(refused.to_string().starts_with("/proc/1/results: "), "{refused}");
    }

    /// A device stays one, and what it says is passed on.
    #[test]
    fn devices_are_written_into() {
        let full = std::path::Path::new("/dev/full");
        let refused = write_file(full, |out| out.write_all(b"text")).unwrap_err().to_string();
        assert!(refused.starts_with("/dev/full: No space left"), "{refused}");
        let zero = std::path::Path::new("/dev/zero");
        write_file(zero, |out| out.write_all(b"text")).unwrap();
        for device in [full, zero] {
            assert!(!fs::metadata(device).unwrap().is_file());
        }
    }
}
