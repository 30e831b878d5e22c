//! `verify --certificates`: each finite instance beside its certificate; and what is said of loaded instances.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use indicatif::ProgressBar;

use super::{CliError, output};
use ironproof_instance::finite::{FiniteInstance, to_json};
use ironproof_instance::load::Loaded;
use ironproof_ironing::certificate::{Form, written};
use ironproof_name::Escaped;
use ironproof_results::verify::Watch;

/// Writes the instance and its certificate, both named by the instance.
pub(super) fn write(
    folder: &Path,
    instance: &FiniteInstance,
    text: Option<&str>,
) -> Result<(), CliError> {
    let json = text.map_or_else(|| to_json(instance), str::to_owned);
    let certificate = written(instance, Form::usual(instance)).text;
    for (extension, text) in [("json", json), ("cert", certificate)] {
        let path = folder.join(format!("{}.{extension}", instance.name));
        output::write_file(&path, |out| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

/// Certificates are files named by their instance.
pub(super) fn refuse_shared_names(all: &[Loaded]) -> Result<(), CliError> {
    let mut names = HashMap::new();
    for loaded in all {
        if let Some(other) = names.insert(&loaded.finite.name, &loaded.place) {
            return Err(CliError::Usage(format!(
                "{}: the name `{}` is also that of {other}, so one certificate would replace the other",
                loaded.place,
                Escaped(&loaded.finite.name)
            )));
        }
    }
    Ok(())
}

/// Says how many instances were rounded or truncated.
pub(super) fn note_rounded(all: &[Loaded], quiet: bool) {
    let n = all.iter().filter(|loaded| !loaded.notes.is_empty()).count();
    if 0 < n {
        let text = format!(
            "note: data of {n} instances are rounded or truncated; `discretize FILE` says how"
        );
        output::note(quiet, &text);
    }
}

/// What happens beside the verification.
pub(super) struct Watcher {
    pub(super) progress: ProgressBar,
    /// Where instances and certificates are written.
    pub(super) certificates: Option<PathBuf>,
    /// The last that went wrong there.
    pub(super) error: Mutex<Option<CliError>>,
}

impl Watch for Watcher {
    fn finished(&self, instance: &FiniteInstance, text: Option<&str>) {
        if let Some(folder) = &self.certificates
            && let (Err(error), Ok(mut slot)) = (write(folder, instance, text), self.error.lock())
        {
            *slot = Some(error);
        }
        self.progress.inc(1);
    }
}
