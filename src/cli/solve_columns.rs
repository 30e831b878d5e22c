//! `ironproof solve NAME.columns.json`: types that do not fit in memory.

use std::path::Path;

use super::progress::bar;
use super::{CliError, Common, Outcome, input, output, written};
use crate::solve_flags::Flags;
use ironproof_instance::finite::Claimed;
use ironproof_ironing::columns;
use ironproof_ironing::columns::{Files, Format, Group, Instance, Limits, Solution};
use ironproof_report::write_csv;
use ironproof_results::mechanism::contracts;
use ironproof_results::record;
use ironproof_results::solve::{NotVerified, of_columns, verify_columns};
use ironproof_verdict::Verified;

/// Memory if nothing else is said.
const MEMORY: usize = 1 << 30;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let usage = |text: String| Err(CliError::Usage(text));
    if flags.types_csv.is_some() || flags.plot.is_some() || flags.menu.is_some() {
        let text =
            "plots, --menu and --types-csv need all types in memory; column files have --mechanism";
        return usage(text.to_owned());
    }
    if flags.form.is_used() {
        let text = "--multipliers: in certificates of column files multipliers are always implied; leave the flag out";
        return usage(text.to_owned());
    }
    let instance = columns::open(&flags.file)?;
    let is_parquet = |group: &Group| matches!(group.files, Files::Parquet(_));
    if (flags.certify || flags.certificate.is_some()) && instance.groups.iter().any(is_parquet) {
        let text = "the checker reads binary columns, and not Parquet: write the columns as signed 64-bit integers, \
                    little-endian (`discretize --columns binary` does), or leave out --certify and --certificate";
        return usage(text.to_owned());
    }
    flags.certificate.as_deref().map_or(Ok(()), written::probe)?;
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
    let mut certificate = Vec::new();
    columns::write_certificate(&mut certificate, &solution).map_err(CliError::Stdout)?;
    if let Some(path) = &flags.certificate {
        written::write(common.quiet, path, |out| out.write_all(&certificate))?;
    }
    let verdict = flags.certify.then(|| verify(flags, &certificate, &solution, common)).transpose();
    if let Some(folder) = &flags.columns.mechanism {
        written::refuse_file("--mechanism", folder)?;
        written::writing(
            common.quiet,
            &folder.join(format!("{}.menu.csv", instance.name)),
            || write_mechanism(folder, &instance, &solution),
        )?;
    }
    let (verified, refused) = match verdict {
        Ok(verified) => (verified, None),
        Err(reason) => (None, Some(reason)),
    };
    output::show(&mut common.printer(), &of_columns(&instance, &solution, verified))?;
    let place = flags.file.display().to_string();
    if let Some(reason) = refused {
        output::complain(&format!("{place}: {reason}"));
        return Ok(Outcome::Disproved);
    }
    let claim = instance.optimum.clone().map(Claimed::Value);
    Ok(input::judge_claim(claim.as_ref(), &Claimed::Value(solution.value.clone()), &place))
}

/// What the checker says about the certificate.
fn verify(
    flags: &Flags,
    certificate: &[u8],
    solution: &Solution,
    common: &Common,
) -> Result<Verified, NotVerified> {
    let bar = bar("{percent}% checked {wide_bar} {eta}", 1, common);
    let progress = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let text = String::from_utf8_lossy(certificate);
    let verdict = verify_columns(&flags.file, &text, solution, &progress);
    bar.finish_and_clear();
    verdict
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
