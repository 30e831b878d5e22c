//! What `bench accuracy` prints and writes.

use std::fmt::Write as _;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::bench_compare::ACCURACY;
use super::output;
use super::{CliError, Common};
use ironproof_bench::accuracy::problem::Problem;
use ironproof_bench::accuracy::row::Row;
use ironproof_bench::accuracy::summary;
use ironproof_bench::accuracy::summary::LeftOut;
use ironproof_files::table;
use ironproof_report::bench_accuracy_plot;
use ironproof_report::counted;

/// Lines of a list that are printed; accuracy.md has all.
const MAX_NOTES: usize = 10;

/// CSV, Parquet, a picture, tables, findings, reasons for no answer, and what was relaxed or left out.
pub(super) fn report(
    folder: &Path,
    rows: &[Row],
    problems: &[Problem],
    left_out: &[LeftOut],
    common: &Common,
) -> Result<(), CliError> {
    output::write_file(&folder.join(ACCURACY), |out| table::write_csv(out, rows))?;
    #[cfg(feature = "parquet")]
    output::write_file(&folder.join("accuracy.parquet"), |out| table::write_parquet(out, rows))?;
    bench_accuracy_plot::write(&folder.join("accuracy.svg"), rows)?;
    let summaries = summary::summarise(rows);
    let mut text = format!(
        "{}\n## Findings\n\n{}",
        summary::to_markdown(&summaries),
        summary::findings_to_markdown(rows)
    );
    let mut notes = String::new();
    for (title, lines) in [
        ("No answer", summary::without_answer(rows)),
        ("Relaxed", problems.iter().filter_map(summary::relaxed).collect()),
        ("Left out", left_out.iter().map(LeftOut::to_string).collect()),
    ] {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n## {title}\n\n- {}", lines.join("\n- "));
            let shown = lines.len().min(MAX_NOTES);
            let _ = writeln!(notes, "{}:\n  {}", title.to_lowercase(), lines[..shown].join("\n  "));
            if shown < lines.len() {
                let _ = writeln!(notes, "  and {} more", lines.len() - shown);
            }
        }
    }
    output::write_file(&folder.join("accuracy.md"), |out| out.write_all(text.as_bytes()))?;
    if common.json {
        let rows = serde_json::to_value(rows).unwrap_or_default();
        return output::emit_json(&rows);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(summary::heads());
    for summary in &summaries {
        table.add_row(summary::cells(summary));
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    output::emit(format!("{}\n{notes}", table.trim_fmt()))?;
    let n_findings = rows.iter().filter(|row| summary::is_finding(row)).count();
    output::emit(format!(
        "{}; {} refuted beyond any tolerance: {}\n",
        counted(rows.len(), "row"),
        counted(n_findings, "answer"),
        folder.join("accuracy.md").display()
    ))
}
