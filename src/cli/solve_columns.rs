//! `ironproof solve NAME.columns.json`: types that do not fit in memory.

use std::path::Path;

use super::progress::bar;
use super::{CliError, Common, Outcome, input, output, written};
use crate::solve_flags::Flags;
use ironproof_instance::finite::Claimed;
use ironproof_ironing::columns;
use ironproof_ironing::columns::{Files, Format, Instance, Limits, Solution};
use ironproof_report::write_csv;
use ironproof_results::mechanism::contracts;
use ironproof_results::record;
use ironproof_results::solve::of_columns;

/// Memory if nothing else is said.
const MEMORY: usize = 1 << 30;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let usage = |text: String| Err(CliError::Usage(text));
    if flags.needs_types() || flags.menu.is_some() {
        return usage(
            "certificates, plots, --menu and --types-csv need all types in memory; column files have --mechanism".to_owned(),
        );
    }
    let instance = columns::open(&flags.file)?;
    if !instance.is_checked() {
        let text = "note: this header has no checksums, so damage of the columns would not be seen; \
                    `python3 scripts/column-types.py --seal HEADER` adds them";
        output::note(common.quiet, &text);
    }
    let budget = flags.columns.memory.unwrap_or(MEMORY);
    let limits = match Limits::within(budget, instance.groups.len()) {
        Ok(limits) => limits,
        Err(error) => return usage(format!("--memory: {error}")),
    };
    let folder = flags.columns.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let scratch =
        tempfile::tempfile_in(&folder).map_err(|error| CliError::Write { path: folder, error })?;
    // Types read, twice each.
    let n = instance.n_types().saturating_mul(2);
    let bar = bar("{percent}% of two passes {wide_bar} {eta}", n, common);
    let solution = columns::solve(&instance, &limits, &scratch, &|n| bar.inc(n))?;
    bar.finish_and_clear();
    if let Some(folder) = &flags.columns.mechanism {
        written::refuse_file("--mechanism", folder)?;
        written::writing(
            common.quiet,
            &folder.join(format!("{}.menu.csv", instance.name)),
            || write_mechanism(folder, &instance, &solution),
        )?;
    }
    output::show(&mut common.printer(), &of_columns(&instance, &solution))?;
    let place = flags.file.display().to_string();
    let claim = instance.optimum.clone().map(Claimed::Value);
    Ok(input::judge_claim(claim.as_ref(), &Claimed::Value(solution.value.clone()), &place))
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
    let rows = contracts(instance, solution).map(|row| record(&row));
    output::write_file(&path, |out| write_csv(out, rows))
}
