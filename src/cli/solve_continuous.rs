//! `ironproof solve FILE.toml`: the optimum of the instance itself, without a grid.

use super::input;
use super::solve_flags::Flags;
use super::solve_menu;
use super::{CliError, Common, Outcome, output};
use ironproof_instance::load;
use ironproof_results::bounds::Claim;
use ironproof_results::continuum::{Error, infeasible, solve};
use ironproof_results::policies::Subject;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = input::load_continuous(&flags.file, common.quiet)?;
    let found = match solve(&instance, &flags.width()) {
        Ok(found) => found,
        Err(Error::Infeasible { multipliers }) => {
            output::show(&mut common.printer(), &infeasible(&instance, &multipliers))?;
            let (claim, place) = (instance.optimum.is_some(), load::shown(&flags.file));
            if claim {
                output::complain(&format!(
                    "{place}: the file claims an optimum, and there is none"
                ));
            }
            return Ok(if claim { Outcome::Disproved } else { Outcome::Good });
        }
        Err(error) => {
            return Err(CliError::Usage(format!("{}: {error}", load::shown(&flags.file))));
        }
    };
    input::print_remarks(&found.notes, &instance, &flags.file, common.quiet);
    solve_menu::refuse_same_files(flags)?;
    solve_menu::write(Subject::Continuous(&instance), flags, common)?;
    output::show(&mut common.printer(), &found)?;
    if found.claim == Claim::Outside {
        let text =
            "the file claims an optimum that is not the value: nothing else is wrong with it";
        output::complain(&format!("{}: {text}", load::shown(&flags.file)));
        return Ok(Outcome::Disproved);
    }
    Ok(Outcome::Good)
}
