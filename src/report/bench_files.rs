//! The files that `bench` and `bench accuracy` write at their end: tables and pictures of all rows.

use std::fmt::Write as _;
use std::path::Path;

use ironproof_bench::accuracy::run::Run as AccuracyRun;
use ironproof_bench::accuracy::summary as accuracy;
use ironproof_bench::folders::ACCURACY;
use ironproof_bench::row::records;
use ironproof_bench::run::Run;
use ironproof_bench::summary;
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::table;
use ironproof_results::accuracy::Graded;
use ironproof_results::lines::{self, Lines};
use ironproof_results::record;

use super::figure::{Drawing, draw};
use super::picture;
use super::records::write_csv;

/// The width on paper, in centimetres.
const CENTIMETRES: f64 = 16.0;

/// The files of `bench`.
///
/// # Errors
/// [`WriteError`] names the file that cannot be written.
pub fn times(folder: &Path, found: &Run) -> Result<(), WriteError> {
    let lines = records(&found.rows);
    write_file(&folder.join("rows.csv"), |out| table::write_csv(out, &lines))?;
    let text = summary::to_markdown(&found.summaries());
    write_file(&folder.join("summary.md"), |out| out.write_all(text.as_bytes()))?;
    picture(folder, "scaling", &lines::scaling(&found.rows))?;
    picture(folder, "profile", &lines::profile(&found.rows))
}

/// The files of `bench accuracy`.
///
/// # Errors
/// [`WriteError`] names the file that cannot be written.
pub fn accuracy(folder: &Path, run: &AccuracyRun, graded: &Graded) -> Result<(), WriteError> {
    write_file(&folder.join(ACCURACY), |out| table::write_csv(out, &run.rows))?;
    picture(folder, "errors", &lines::errors(&run.rows))?;
    picture(folder, "difficulty", &lines::difficulty(&run.rows))?;
    let mut text = format!(
        "{}\n## Findings\n\n{}",
        accuracy::to_markdown(&graded.summaries),
        accuracy::findings_to_markdown(&run.rows)
    );
    for (title, lines) in &graded.notes {
        let _ = writeln!(text, "\n## {title}\n\n- {}", lines.join("\n- "));
    }
    write_file(&folder.join("accuracy.md"), |out| out.write_all(text.as_bytes()))
}

/// A figure, and the numbers behind it.
fn picture(folder: &Path, name: &str, lines: &Lines) -> Result<(), WriteError> {
    let svg = draw(&Drawing::Lines(lines), CENTIMETRES);
    picture::write(&folder.join(format!("{name}.svg")), &svg)?;
    let rows = lines.rows();
    write_file(&folder.join(format!("{name}.csv")), |out| write_csv(out, rows.iter().map(record)))
}
