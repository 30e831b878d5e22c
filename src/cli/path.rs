//! `ironproof path FILE --over alpha`

use std::path::PathBuf;

use super::grid::GridFlags;
use super::input;
use super::{CliError, Common, Outcome, output, path_lp};
use ironproof_instance::load::Loaded;
use ironproof_name::Escaped;
use ironproof_number::rational;
use ironproof_number::rational::Rational;
use ironproof_path::{Family, Over};
use ironproof_report::{PathReport, Report, path_plot, write_csv};
use ironproof_results::path;
use ironproof_results::path::{UnknownParameter, trace};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json)
    file: PathBuf,
    /// What varies: alpha, or a factor on the Pareto weights of one group
    #[arg(long, value_name = "alpha|weight:LABEL", default_value = "alpha")]
    over: String,
    /// Start of the range
    #[arg(long, value_name = "A", default_value = "0", value_parser = start, allow_hyphen_values = true)]
    from: Rational,
    /// End of the range [default: none, the last piece goes on for ever]
    #[arg(long, value_name = "B", value_parser = number, allow_hyphen_values = true)]
    to: Option<Rational>,
    /// List every piece, not only where the structure changes
    #[arg(long)]
    pieces: bool,
    /// Have the independent checker prove every piece: values at breakpoints and inside pieces, and the largest slope
    #[arg(long)]
    certify: bool,
    /// Draw the value and its slope
    #[arg(long, value_name = "OUT.svg")]
    plot: Option<PathBuf>,
    /// Write a CSV with one row per piece, all exact
    #[arg(long, value_name = "OUT.csv")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    lp: path_lp::Flags,
    #[command(flatten)]
    grid: GridFlags,
}

fn number(text: &str) -> Result<Rational, String> {
    rational::parse(text).map_err(|error| error.to_string())
}

fn start(text: &str) -> Result<Rational, String> {
    let from = number(text)?;
    if from < Rational::ZERO { Err("expected 0 or more".to_owned()) } else { Ok(from) }
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    if let Some(to) = flags.to.as_ref().filter(|to| **to <= flags.from) {
        let text = format!("--to {to}: expected more than --from, which is {}", flags.from);
        return Err(CliError::Usage(text));
    }
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let plain = loaded.finite.plain();
    plain.map_err(|wider| CliError::Usage(format!("{}: {wider}", loaded.place)))?;
    let family = Family::new(&loaded.finite, over(flags, &loaded)?);
    let (found, mut traced, refused) =
        trace(&family, &flags.from, flags.to.as_ref(), flags.certify)
            .map_err(|error| CliError::Usage(error.to_string()))?;
    traced.lp = flags.lp.run(&family, &found)?;
    let report = PathReport { traced: &traced, each: flags.pieces };
    if let Some(file) = &flags.csv {
        output::write_file(file, |out| write_csv(out, report.records().into_iter()))?;
        output::written(common.quiet, file);
    }
    if let Some(file) = &flags.plot {
        let title =
            format!("{}: optimal value over {}", Escaped(&traced.name), Escaped(&flags.over));
        path_plot::write(file, &title, &flags.over, traced.slope_is.name(), &found)?;
        output::written(common.quiet, file);
    }
    output::show(&mut common.printer(), &report)?;
    let outcome = traced.lp.as_ref().map_or(Outcome::Good, path_lp::outcome);
    match refused {
        Some(refused) => {
            output::complain(&format!("the pieces are not accepted: {refused}"));
            Ok(Outcome::Disproved)
        }
        None => Ok(outcome),
    }
}

fn over(flags: &Flags, loaded: &Loaded) -> Result<Over, CliError> {
    path::over(&flags.over, &loaded.finite).map_err(|error| {
        CliError::Usage(match error {
            UnknownParameter::Word => format!("--over {}: {error}", flags.over),
            UnknownParameter::Group { .. } => format!("{}: {error}", loaded.place),
        })
    })
}
