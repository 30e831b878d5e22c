//! `ironproof solve FILE`

use super::input;
use super::solve_columns;
use super::solve_continuous;
use super::solve_flags::Flags;
use super::solve_infeasible::infeasible;
use super::solve_menu;
use super::{CliError, Common, Outcome, output, written};
use ironproof_instance::finite::Claimed;
use ironproof_instance::load::{self, Loaded};
use ironproof_report::{Printer, plot, write_csv};
use ironproof_results::mechanism::types;
use ironproof_results::policies::Subject;
use ironproof_results::solve::{Request, solve};
use ironproof_results::{on_grid::Grid, record};

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    if flags.form.is_used() && !flags.certify && flags.certificate.is_none() {
        let text = "--multipliers is about the certificate: give --certify or --certificate too";
        return Err(CliError::Usage(text.to_owned()));
    }
    if load::is_columns(&flags.file) {
        return solve_columns::run(flags, common);
    }
    if flags.is_about_the_continuum() {
        return solve_continuous::run(flags, common);
    }
    if flags.width.is_some() {
        let text = "--width is about a continuous instance (*.toml) without a grid: leave out the flags of the grid, \
                    the certificate and the files";
        return Err(CliError::Usage(text.to_owned()));
    }
    if flags.columns.is_used() {
        let text = "--memory, --scratch and --mechanism are about column files (*.columns.json)";
        return Err(CliError::Usage(text.to_owned()));
    }
    let mut printer = common.printer();
    if flags.writes_files() || flags.menu.is_some() {
        solve_menu::refuse_same_files(flags)?;
        let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
        return one(&loaded, flags, common, &mut printer);
    }
    let mut outcome = Outcome::Good;
    let mut broken = Vec::new();
    for loaded in load::file(&flags.file, &flags.grid.config()) {
        match loaded {
            Ok(loaded) => {
                input::print_notes(&loaded, common.quiet);
                outcome = outcome.and(one(&loaded, flags, common, &mut printer)?);
            }
            Err(error) => broken.push(error),
        }
    }
    output::after(output::of_inputs(broken).into_iter().collect(), outcome)
}

fn one(
    loaded: &Loaded,
    flags: &Flags,
    common: &Common,
    printer: &mut Printer,
) -> Result<Outcome, CliError> {
    let instance = &loaded.finite;
    let request = Request {
        certificate: flags.certificate.is_some(),
        certify: flags.certify,
        form: flags.form.is_used().then(|| flags.form.form(instance)).transpose()?,
    };
    let mut solution = match solve(instance, loaded.text.as_deref(), request) {
        Ok(solution) => solution,
        Err(none) => return infeasible(&none, loaded, flags, common, printer),
    };
    solution.found.grid = Grid::of(loaded);
    if let Some((path, text)) = flags.certificate.as_ref().zip(solution.certificate.as_ref()) {
        written::write(common.quiet, path, |out| out.write_all(text.as_bytes()))?;
    }
    if let Some(path) = &flags.types_csv {
        let rows = types(instance, &solution.optimum).map(|row| record(&row));
        written::write(common.quiet, path, |out| write_csv(out, rows))?;
    }
    if let Some(path) = &flags.plot {
        written::writing(common.quiet, path, || plot::write(path, instance, &solution.optimum))?;
    }
    solve_menu::write(Subject::Finite(instance), flags, common)?;
    output::show(printer, &solution.found)?;
    if let Some(reason) = solution.refused {
        output::complain(&format!("{}: {reason}", loaded.place));
        return Ok(Outcome::Disproved);
    }
    let (claim, found) = (instance.optimum.as_ref(), Claimed::Value(solution.optimum.value));
    Ok(input::judge_claim(claim, &found, &loaded.place))
}
