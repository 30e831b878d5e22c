//! `ironproof sweep status`, `merge` and `show`

use std::path::PathBuf;

use super::super::{CliError, Common, Outcome, output};
use super::usage;
use ironproof_name::Escaped;
use ironproof_results::sweep;
use ironproof_sweep::plan::Plan;
use ironproof_sweep::show::{Shown, show as show_line};

#[derive(clap::Args)]
#[command(after_help = "\
Example:
  ironproof sweep status --manifest sweep/manifest.jsonl

Exit code 3 if instances are missing, 1 if an instance has two different answers.")]
pub(super) struct StatusFlags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
}

#[derive(clap::Args)]
#[command(after_help = "\
Example:
  ironproof sweep merge --manifest sweep/manifest.jsonl --parquet

Writes merged.jsonl and merged.csv beside the manifest, or into the folder of --out: the same bytes however the rows
came about. Exit code 3 if instances are missing, 1 if an instance has two different answers or a solver is wrong.")]
pub(super) struct MergeFlags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Write merged.parquet too, which DuckDB and polars read
    #[arg(long)]
    parquet: bool,
}

#[derive(clap::Args)]
#[command(after_help = "\
Example:
  ironproof sweep show --manifest sweep/manifest.jsonl --index 17 > instance.toml
  ironproof sweep show --manifest sweep/manifest.jsonl --index 17 --finite > instance.json

A continuous instance begins with a comment: the value of each axis. A factor such as supply is no number of the file;
with --finite the instance has it. The certificate of a row is about the text that --finite prints.")]
pub(super) struct ShowFlags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// The number of the instance, from 0
    #[arg(long, value_name = "I")]
    index: u64,
    /// The finite instance that is solved, on its grid and with all factors
    #[arg(long)]
    finite: bool,
}

pub(super) fn status(flags: &StatusFlags, common: &Common) -> Result<Outcome, CliError> {
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let found = sweep::status(&plan).map_err(usage)?;
    output::show(&mut common.printer(), &found)?;
    Ok(match (found.contradictions.is_empty(), found.missing) {
        (false, _) => Outcome::Disproved,
        (true, 0) => Outcome::Good,
        (true, _) => Outcome::Open,
    })
}

pub(super) fn merge(flags: &MergeFlags, common: &Common) -> Result<Outcome, CliError> {
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let folder = common.out.clone().unwrap_or_else(|| plan.folder.clone());
    let found = sweep::merge(&plan, &folder, flags.parquet).map_err(usage)?;
    output::show(&mut common.printer(), &found)?;
    Ok(match (found.wrong > 0 || !found.contradictions.is_empty(), found.rows == found.instances) {
        (true, _) => Outcome::Disproved,
        (false, true) => Outcome::Good,
        (false, false) => Outcome::Open,
    })
}

pub(super) fn show(flags: &ShowFlags, common: &Common) -> Result<Outcome, CliError> {
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let Shown { text, values, is_toml } =
        show_line(&plan, flags.index, flags.finite).map_err(usage)?;
    if is_toml {
        output::emit_file(&format!("# {}\n{text}", Escaped(&values)))?;
    } else {
        output::note(common.quiet, &values);
        output::emit_file(&text)?;
    }
    Ok(Outcome::Good)
}
