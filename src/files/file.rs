//! Files are written to the side and renamed: each is whole or absent.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::named;

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
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // Temporary files are private by default; results are for everybody, less the umask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // The name of the temporary file is of no use to whoever reads the error.
    let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    let mut writer = BufWriter::new(file);
    content(&mut writer)?;
    let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
