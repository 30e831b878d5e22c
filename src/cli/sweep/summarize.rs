//! `ironproof sweep summarize`

use std::path::PathBuf;

use super::super::dash::picture;
use super::super::{CliError, Common, Outcome, interrupt, output, written};
use super::usage;
use ironproof_report::figure::{Drawing, draw};
use ironproof_results::sweep_summary::{map, quantiles};
use ironproof_sweep::plan::Plan;

/// The width of the figure.
const CM: f64 = 16.0;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof sweep summarize --manifest sweep/manifest.jsonl --over alpha
  ironproof sweep summarize --manifest sweep/manifest.jsonl --map supply alpha --refine 4 --plot map.svg

The first line tells quantiles of value, revenue and share served over the values of an axis. The second one tells which
structure is best where: --refine adds the instance in the middle wherever two neighbours differ, so often.
`figure map` proves such thresholds; --as csv and --as latex print tables.

Exit code 3 if instances have no row yet, unless --partial is given: the summary is about the others, and says so.")]
pub(super) struct Flags {
    /// The file manifest.jsonl of a plan
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Quantiles over these axes
    #[arg(
        long,
        value_name = "AXIS",
        value_delimiter = ',',
        required_unless_present = "map",
        conflicts_with = "map"
    )]
    over: Vec<String>,
    /// Which structure is best where: the axis across and the axis up
    #[arg(long, num_args = 2, value_names = ["ACROSS", "UP"])]
    map: Option<Vec<String>>,
    /// Rounds in which instances are added where the structure changes
    #[arg(long, value_name = "N", default_value_t = 0, requires = "map", value_parser = clap::value_parser!(u32).range(0..=60))]
    refine: u32,
    /// Take the rows that are there: exit code 0 although instances have none yet
    #[arg(long)]
    partial: bool,
    /// Draw the map, as .svg, .pdf or .png
    #[arg(long, value_name = "OUT.svg", requires = "map", value_parser = picture)]
    plot: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let plan = Plan::read(&flags.manifest).map_err(usage)?;
    let Some([across, up]) = flags.map.as_deref() else {
        let found = quantiles(&plan, &flags.over).map_err(usage)?;
        output::show(&mut common.printer(), &found)?;
        return Ok(ending(found.missing, found.instances, flags, common));
    };
    let stop = interrupt::stop_on_interrupt();
    let found = map(&plan, (across, up), flags.refine, stop).map_err(usage)?;
    if let Some(path) = &flags.plot {
        let figure = found.figure(&plan.title());
        written::writing(common.quiet, path, || {
            ironproof_report::picture::write(path, &draw(&Drawing::Map(&figure), CM))
        })?;
    }
    output::show(&mut common.printer(), &found)?;
    Ok(ending(found.missing, found.instances, flags, common))
}

/// Open where instances have no row yet: what is told is about the others. A table for a spreadsheet cannot say so, and
/// so `--quiet` does not hide it: only `--partial` makes it a note.
fn ending(missing: u64, n: u64, flags: &Flags, common: &Common) -> Outcome {
    if missing == 0 {
        return Outcome::Good;
    }
    let n_rows = n - missing;
    if flags.partial {
        output::note(common.quiet, &format!("{n_rows} of {n} instances have a row"));
        return Outcome::Good;
    }
    let remedy = "`sweep run` solves the others, and --partial accepts this summary";
    output::note(false, &format!("{n_rows} of {n} instances have a row: {remedy}"));
    Outcome::Open
}
