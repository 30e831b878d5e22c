//! What `solve` of column files writes: the certificate, what the checker says about it, and the mechanism.

use std::path::Path;

use super::progress::bar;
use super::{CliError, Common, output, written};
use crate::solve_flags::Flags;
use ironproof_ironing::columns;
use ironproof_ironing::columns::{Files, Format, Group, Instance, Solution};
use ironproof_report::write_csv;
use ironproof_results::mechanism::contracts;
use ironproof_results::record;
use ironproof_results::solve::{NotVerified, verify_columns};
use ironproof_verdict::Verified;

/// Refuses what cannot be written or checked, before the work.
pub(super) fn refuse(flags: &Flags, instance: &Instance) -> Result<(), CliError> {
    let is_parquet = |group: &Group| matches!(group.files, Files::Parquet(_));
    if (flags.certify || flags.certificate.is_some()) && instance.groups.iter().any(is_parquet) {
        let text = "--certify and --certificate: the checker reads binary columns, and these are Parquet: write them \
                    as signed 64-bit integers, little-endian, as `discretize --columns binary` does";
        return Err(CliError::Usage(text.to_owned()));
    }
    if let Some(folder) = &flags.columns.mechanism {
        written::refuse_file("--mechanism", folder)?;
    }
    flags.certificate.as_deref().map_or(Ok(()), written::probe)
}

/// The text of the certificate.
pub(super) fn certificate(solution: &Solution) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    columns::write_certificate(&mut bytes, solution).map_err(CliError::Stdout)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes the files that were asked for.
pub(super) fn write(
    flags: &Flags,
    common: &Common,
    instance: &Instance,
    solution: &Solution,
    certificate: &str,
) -> Result<(), CliError> {
    if let Some(path) = &flags.certificate {
        written::write(common.quiet, path, |out| out.write_all(certificate.as_bytes()))?;
    }
    if let Some(folder) = &flags.columns.mechanism {
        let menu = folder.join(format!("{}.menu.csv", instance.name));
        written::writing(common.quiet, &menu, || write_mechanism(folder, instance, solution))?;
    }
    Ok(())
}

/// What the checker says about the certificate.
pub(super) fn verify(
    flags: &Flags,
    common: &Common,
    solution: &Solution,
    certificate: &str,
) -> Result<Verified, NotVerified> {
    let bar = bar("{percent}% checked {wide_bar} {eta}", 1, common);
    let progress = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let verdict = verify_columns(&flags.file, certificate, solution, &progress);
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
