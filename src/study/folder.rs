//! The files of a study's folder.

use std::path::Path;

use super::{Error, MADE, Plan};

/// All files below a folder by their names in it, with `/`, sorted. Hidden ones are left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, start: &str, found: &mut Vec<String>) -> Result<(), Error> {
    let failed = |error| Error::File { path: folder.to_owned(), error };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it may lead round in a circle.
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&entry.path(), &format!("{start}{name}/"), found)?;
        } else {
            found.push(format!("{start}{name}"));
        }
    }
    Ok(())
}

/// The files that no step and no run makes: what steps read.
pub(crate) fn inputs(folder: &Path, plan: &Plan) -> Result<Vec<String>, Error> {
    let outputs = plan.outputs();
    let mut all = files(folder)?;
    all.retain(|name| !outputs.contains(&name.as_str()) && !MADE.contains(&name.as_str()));
    Ok(all)
}

/// Copies files into another folder.
pub(crate) fn copy(names: &[String], from: &Path, to: &Path) -> Result<(), Error> {
    for name in names {
        let (source, target) = (from.join(name), to.join(name));
        make_parent(&target)?;
        std::fs::copy(&source, &target).map_err(|error| Error::File { path: source, error })?;
    }
    Ok(())
}

/// Makes the folder that a file is to be in.
pub(crate) fn make_parent(file: &Path) -> Result<(), Error> {
    let Some(parent) = file.parent() else { return Ok(()) };
    std::fs::create_dir_all(parent).map_err(|error| Error::File { path: parent.to_owned(), error })
}
