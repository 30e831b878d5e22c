//! `ironproof solve NAME.columns.json`: types that do not fit in memory.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{CliError, Common, Outcome, output};
use crate::solve_flags::Flags;
use crate::solve_output::{headline, judge_claim, segment_json, table};
use ironproof_files::table::Csv;
use ironproof_ironing::columns;
use ironproof_ironing::columns::{Contract, Files, Format, Instance, Limits, Solution};
use ironproof_name::Escaped;
use ironproof_number::rational::{Readable, approx};

/// Memory if nothing else is said.
const MEMORY: usize = 1 << 30;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let usage = |text: String| Err(CliError::Usage(text));
    if flags.needs_types() {
        return usage(
            "certificates, plots and --types-csv need all types in memory; column files have --mechanism".to_owned(),
        );
    }
    let instance = columns::open(&flags.file)?;
    let budget = flags.columns.memory.unwrap_or(MEMORY);
    let limits = match Limits::within(budget, instance.groups.len()) {
        Ok(limits) => limits,
        Err(error) => return usage(format!("--memory: {error}")),
    };
    let folder = flags.columns.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let scratch =
        tempfile::tempfile_in(&folder).map_err(|error| CliError::Write { path: folder, error })?;
    let bar = progress(&instance, common);
    let solution = columns::solve(&instance, &limits, &scratch, &|n| bar.inc(n))?;
    bar.finish_and_clear();
    if let Some(folder) = &flags.columns.mechanism {
        write_mechanism(folder, &instance, &solution)?;
        output::written(common.quiet, folder);
    }
    if common.json {
        output::emit_json(&to_json(&instance, &solution))?;
    } else {
        output::emit(describe(&instance, &solution))?;
    }
    let place = flags.file.display().to_string();
    Ok(judge_claim(instance.optimum.as_ref(), &solution.value, &place))
}

/// Types read, twice each; drawn on stderr, and only if that is a terminal.
fn progress(instance: &Instance, common: &Common) -> ProgressBar {
    if common.quiet || common.json {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{percent}% of two passes {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(instance.n_types().saturating_mul(2)).with_style(style)
}

fn describe(instance: &Instance, solution: &Solution) -> String {
    let mut text = headline(&instance.name, &solution.value);
    for (group, solved) in instance.groups.iter().zip(&solution.groups) {
        let (mass, types, blocks) = (Readable(&group.mass), group.n_types, solved.n_blocks);
        let _ = writeln!(
            text,
            "  {}, mass {mass}, {types} types in {blocks} blocks",
            Escaped(&group.label)
        );
        let segments = solved.segments();
        table(&mut text, segments.iter().map(|segment| (solved.wtp_of(segment), segment)));
    }
    text
}

fn to_json(instance: &Instance, solution: &Solution) -> serde_json::Value {
    let groups: Vec<_> = instance
        .groups
        .iter()
        .zip(&solution.groups)
        .map(|(group, solved)| {
            let segments: Vec<_> = solved
                .segments()
                .iter()
                .map(|segment| segment_json(segment, solved.wtp_of(segment)))
                .collect();
            json!({
                "label": group.label,
                "mass": group.mass.to_string(),
                "types": group.n_types,
                "blocks": solved.n_blocks,
                "segments": segments,
            })
        })
        .collect();
    let document = json!({
        "name": instance.name,
        "value": solution.value.to_string(),
        "value_approx": approx(&solution.value),
        "groups": groups,
    });
    // Exact, and no certificate.
    output::with_certified(document, None)
}

/// `menu.csv`, and one column per group in the format of its input.
fn write_mechanism(
    folder: &Path,
    instance: &Instance,
    solution: &Solution,
) -> Result<(), CliError> {
    for (g, (group, solved)) in instance.groups.iter().zip(&solution.groups).enumerate() {
        let (format, extension) = match group.files {
            Files::Binary(_) => (Format::Binary, "u32"),
            Files::Parquet(_) => (Format::Parquet, "parquet"),
        };
        let path = folder.join(format!("{}.{}.item.{extension}", instance.name, g + 1));
        output::write_file(&path, |out| columns::write_items(out, format, &solved.contracts))?;
    }
    let path = folder.join(format!("{}.menu.csv", instance.name));
    output::write_file(&path, |out| write_menu(out, instance, solution))
}

/// One row per contract, exact, with doubles for spreadsheets at the end.
fn write_menu(
    out: &mut (dyn Write + Send),
    instance: &Instance,
    solution: &Solution,
) -> io::Result<()> {
    let mut csv = Csv::new(out);
    csv.row([
        "group",
        "item",
        "first_type",
        "last_type",
        "wtp_low",
        "wtp_high",
        "share",
        "quality",
        "transfer",
        "utility_low",
        "quality_approx",
        "transfer_approx",
    ])?;
    for (group, solved) in instance.groups.iter().zip(&solution.groups) {
        for (place, Contract { item, wtp, share, .. }) in solved.contracts.iter().enumerate() {
            let utility = &wtp.0 * &item.quality - &item.transfer;
            csv.row([
                &group.label,
                &place.to_string(),
                &(item.first + 1).to_string(),
                &(item.last + 1).to_string(),
                &wtp.0.to_string(),
                &wtp.1.to_string(),
                &share.to_string(),
                &item.quality.to_string(),
                &item.transfer.to_string(),
                &utility.to_string(),
                &approx(&item.quality).to_string(),
                &approx(&item.transfer).to_string(),
            ])?;
        }
    }
    csv.finish()
}
