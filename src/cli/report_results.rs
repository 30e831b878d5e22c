//! `ironproof report TABLE.csv` and `ironproof report FOLDER`: results as a page.

use std::path::Path;

use super::{CliError, Common, Outcome, written};
use ironproof_instance::load;
use ironproof_report::page::{folder_page, table_page};
use ironproof_results::folder::results_folder;

/// Whether this is a table or a folder of results, and no instance.
pub(super) fn is_results(file: &Path) -> bool {
    file.is_dir() || file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"))
}

/// The page of a table, or of a folder.
pub(super) fn run(file: &Path, common: &Common) -> Result<Outcome, CliError> {
    let place = file.display().to_string();
    let Some(out) = &common.out else {
        let text = "a table or a folder becomes a page: say where, --out PAGE.html";
        return Err(usage(&place, &text));
    };
    let page = if file.is_dir() {
        let found = results_folder(file).map_err(|error| CliError::Usage(error.to_string()))?;
        folder_page(&found).map_err(|error| usage(&place, &error))?
    } else {
        let text = load::read_text(file)?;
        table_page(&place, text.as_bytes()).map_err(|error| usage(&place, &error))?
    };
    write(out, &page, common)?;
    Ok(Outcome::Good)
}

pub(super) fn usage(place: &str, error: &dyn std::fmt::Display) -> CliError {
    CliError::Usage(format!("{place}: {error}"))
}

pub(super) fn write(out: &Path, page: &str, common: &Common) -> Result<(), CliError> {
    written::write(common.quiet, out, |file| file.write_all(page.as_bytes()))
}
