//! `ironproof bench compare`: two folders of results, of `bench` or of `bench accuracy`.

use std::path::PathBuf;

use super::{CliError, Common, Outcome, output};
use ironproof_bench::accuracy::compare::Limits;
use ironproof_bench::folders::{FolderError, Results, Thresholds};
use ironproof_results::compare::Changes;

#[derive(clap::Args)]
#[command(after_help = super::examples::COMPARE_RUNS)]
pub(super) struct Flags {
    /// Results before
    before: PathBuf,
    /// Results after
    after: PathBuf,
    /// Growth of a median that counts, as a share (results of `bench`) [default: 0.2]
    #[arg(long, value_name = "SHARE", value_parser = not_negative, allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// Growth of an error that counts, as a factor (results of `bench accuracy`) [default: 10]
    #[arg(long, value_name = "FACTOR", value_parser = factor, allow_negative_numbers = true)]
    factor: Option<f64>,
    /// Relative errors up to this size do not count (results of `bench accuracy`) [default: 1e-9]
    #[arg(long, value_name = "ERROR", value_parser = not_negative, allow_negative_numbers = true)]
    floor: Option<f64>,
}

fn not_negative(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    number.ok_or_else(|| "expected a number, 0 or more".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|&x: &f64| 1.0 <= x && x.is_finite());
    number.ok_or_else(|| "expected a number, 1 or more".to_owned())
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let Flags { before, after, threshold, factor, floor } = flags;
    if common.out.is_some() {
        let note = "note: `bench compare` writes nothing to a folder; --out is not used";
        output::note(common.quiet, &note);
    }
    let wrong = |error: FolderError| CliError::Usage(error.to_string());
    let results = Results::of(before, after).map_err(wrong)?;
    match results {
        Results::Accuracy => useless("--threshold", *threshold, results)?,
        Results::Times => {
            useless("--factor", *factor, results)?;
            useless("--floor", *floor, results)?;
        }
    }
    let errors = Limits { factor: factor.unwrap_or(10.0), floor: floor.unwrap_or(1e-9) };
    let thresholds = Thresholds { share: threshold.unwrap_or(0.2), errors };
    let compared = results.compare(before, after, &thresholds).map_err(wrong)?;
    let is_fine = compared.is_fine();
    output::show(&mut common.printer(), &Changes::from(compared))?;
    Ok(if is_fine { Outcome::Good } else { Outcome::Disproved })
}

fn useless(flag: &str, value: Option<f64>, results: Results) -> Result<(), CliError> {
    let what = results.verb();
    let error = || CliError::Usage(format!("{flag} has no effect on results of {what}"));
    value.map_or(Ok(()), |_| Err(error()))
}
