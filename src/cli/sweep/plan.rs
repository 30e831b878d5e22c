//! `ironproof sweep plan`

use std::path::PathBuf;

use super::super::{CliError, Common, Outcome, output};
use super::spec::Of;
use ironproof_results::sweep::SweepPlanned;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof sweep plan sweep.toml --out sweep
  ironproof sweep plan housing.toml --vary alpha=0:2:21 --set way=continuum --out sweep
  ironproof sweep plan bids.csv --vary resample=0:99:100 --out sweep -- --wtp amount --supply 0.3
  ironproof sweep plan --claims P4 R1 --random 100000000 --out search

Writes plan.json and manifest.jsonl into the folder of --out. docs/formats.md describes the file in TOML. The third line
draws 100 samples of a survey, as `estimate --bootstrap` draws them; what stands behind -- is for `estimate`.")]
pub(super) struct Flags {
    #[command(flatten)]
    of: Of,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results/sweep"));
    let plan = flags.of.plan(&folder)?;
    output::show(&mut common.printer(), &SweepPlanned::new(&plan))?;
    Ok(Outcome::Good)
}
