//! `ironproof path FILE --over alpha`

use super::input;
use super::path_flags::Flags;
use super::{CliError, Common, Outcome, output, path_continuous, path_lp, written};
use ironproof_instance::load::Loaded;
use ironproof_name::Escaped;
use ironproof_number::rational::Rational;
use ironproof_path::{Family, Over};
use ironproof_report::{PathReport, Report, path_plot, write_csv};
use ironproof_results::path;
use ironproof_results::path::{UnknownParameter, trace};

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    flags.check()?;
    if flags.is_about_the_continuum() {
        return path_continuous::run(flags, common);
    }
    let from = flags.from.clone().unwrap_or(Rational::ZERO);
    if let Some(to) = flags.to.as_ref().filter(|to| **to <= from) {
        let text = format!("--to {to}: expected more than --from, which is {from}");
        return Err(CliError::Usage(text));
    }
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let family = Family::new(&loaded.finite, over(flags, &loaded)?);
    let (found, mut traced, refused) = trace(&family, &from, flags.to.as_ref(), flags.certify)
        .map_err(|error| CliError::Usage(format!("{}: {error}", loaded.place)))?;
    traced.lp = flags.lp.run(&family, &found)?;
    let report = PathReport { traced: &traced, each: flags.pieces };
    if let Some(file) = &flags.csv {
        written::write(common.quiet, file, |out| write_csv(out, report.records().into_iter()))?;
    }
    if let Some(file) = &flags.plot {
        let title =
            format!("{}: optimal value over {}", Escaped(&traced.name), Escaped(&flags.over));
        let slope = traced.slope_is.name();
        let draw = || path_plot::write(file, &title, &flags.over, slope, &found);
        written::writing(common.quiet, file, draw)?;
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
            UnknownParameter::Group { .. } | UnknownParameter::Constraint { .. } => {
                format!("{}: {error}", loaded.place)
            }
        })
    })
}
