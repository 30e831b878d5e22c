//! Instances that a verb is about, with what is said about them on stderr.

use std::path::Path;

pub(super) use super::dash::is_dash;
use super::grid::GridFlags;
use super::{CliError, Outcome, output};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::Claimed;
use ironproof_instance::load;
use ironproof_instance::load::Loaded;
use ironproof_number::limits;

/// Says on stderr what was rounded or truncated.
pub(super) fn print_notes(loaded: &Loaded, quiet: bool) {
    for text in &loaded.notes {
        output::note(quiet, &format!("{}: note: {text}", loaded.place));
    }
}

/// Loads the only instance of a file.
pub(super) fn load_one(path: &Path, grid: &GridFlags, quiet: bool) -> Result<Loaded, load::Error> {
    let loaded = load::one(path, &grid.config())?;
    print_notes(&loaded, quiet);
    Ok(loaded)
}

/// Loads a continuous instance as it is, without a grid.
pub(super) fn load_continuous(path: &Path, quiet: bool) -> Result<ContinuousInstance, load::Error> {
    let instance = load::continuous(path)?;
    for note in &instance.notes {
        output::note(quiet, &format!("{}: note: {note}", load::shown(path)));
    }
    Ok(instance)
}

/// Says on stderr what may surprise in the data; the first notes are those of the file, which were said on loading.
pub(super) fn print_remarks(
    notes: &[String],
    instance: &ContinuousInstance,
    path: &Path,
    quiet: bool,
) {
    for note in notes.iter().skip(instance.notes.len()) {
        output::note(quiet, &format!("{}: note: {note}", load::shown(path)));
    }
}

/// Compares a claimed optimum, if the file has one, with what was found.
pub(super) fn judge_claim(claim: Option<&Claimed>, found: &Claimed, place: &str) -> Outcome {
    match claim.filter(|claim| *claim != found) {
        Some(claim) => {
            let is = if *found == Claimed::Infeasible { "the instance" } else { "it" };
            output::complain(&format!(
                "{place}: the file claims the optimum {claim}; {is} is {found}"
            ));
            Outcome::Disproved
        }
        None => Outcome::Good,
    }
}

/// Refuses an instance where a model file is wanted.
pub(super) fn refuse_instance(path: &Path) -> Result<(), CliError> {
    let ends = [".toml", ".json", ".jsonl"];
    let name = path.display().to_string();
    if ends.iter().any(|end| name.to_ascii_lowercase().ends_with(end)) {
        let text = format!(
            "{name}: this is an instance; expected a model, *.mps or *.lp. `ironproof export {name}` prints that of an \
             instance, and `ironproof verify {name}` proves the instance"
        );
        return Err(CliError::Usage(text));
    }
    Ok(())
}

/// The bytes of a file, or of stdin.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let read =
        if is_dash(path) { limits::read_from(std::io::stdin().lock()) } else { limits::read(path) };
    read.map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))
}
