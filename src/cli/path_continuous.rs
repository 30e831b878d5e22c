//! `path FILE.toml`: where the structure of the continuous optimum changes, without a grid.

use super::path_flags::Flags;
use super::{CliError, Common, Outcome, input, output, written};
use ironproof_instance::load;
use ironproof_path::continuous::{Range, Request};
use ironproof_report::{Report, write_csv};
use ironproof_results::regimes::{UnknownName, at, parameter, regimes};

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = input::load_continuous(&flags.file, common.quiet)?;
    let (place, name) = (load::shown(&flags.file), &flags.over);
    let over = parameter(name, &instance).map_err(|error| {
        CliError::Usage(match error {
            UnknownName::Word => format!("--over {name}: {error}"),
            UnknownName::Group { .. } | UnknownName::Constraint { .. } => {
                format!("{place}: {error}")
            }
        })
    })?;
    let (width, n_places) = (flags.continuum.width(), flags.continuum.n_places());
    let unusable = |error| CliError::Usage(format!("{place}, --over {name}: {error}"));
    if let Some(x) = &flags.continuum.at {
        let found = at(&instance, name, over, x, &width).map_err(unusable)?;
        output::show(&mut common.printer(), &found)?;
        return Ok(Outcome::Good);
    }
    let usual = Range::usual(over, &instance);
    let range = Range {
        from: flags.from.clone().unwrap_or(usual.from),
        to: flags.to.clone().unwrap_or(usual.to),
    };
    let request = Request { over, range, width, n_places };
    let found = regimes(&instance, name, &request).map_err(unusable)?;
    if let Some(file) = &flags.csv {
        written::write(common.quiet, file, |out| write_csv(out, found.records().into_iter()))?;
    }
    output::show(&mut common.printer(), &found)?;
    Ok(Outcome::Good)
}
