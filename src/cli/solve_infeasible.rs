//! `solve` of an instance whose side constraints no mechanism meets.

use super::input;
use super::solve_flags::Flags;
use super::{CliError, Common, Outcome, output, written};
use ironproof_instance::finite::Claimed;
use ironproof_instance::load::Loaded;
use ironproof_report::Printer;
use ironproof_results::solve::NoSolution;

/// Shows it, and writes its certificate. There is no mechanism to write.
pub(super) fn infeasible(
    none: &NoSolution,
    loaded: &Loaded,
    flags: &Flags,
    common: &Common,
    printer: &mut Printer,
) -> Result<Outcome, CliError> {
    if let Some((path, text)) = flags.certificate.as_ref().zip(none.certificate.as_ref()) {
        written::write(common.quiet, path, |out| out.write_all(text.as_bytes()))?;
    }
    let others =
        [("--types-csv", &flags.types_csv), ("--plot", &flags.plot), ("--menu", &flags.menu)];
    for (flag, path) in others {
        if path.is_some() {
            let text = format!("{}: no mechanism is feasible: {flag} wrote nothing", loaded.place);
            output::note(common.quiet, &text);
        }
    }
    output::show(printer, &none.found)?;
    if let Some(reason) = &none.refused {
        output::complain(&format!("{}: {reason}", loaded.place));
        return Ok(Outcome::Disproved);
    }
    let claim = loaded.finite.optimum.as_ref();
    Ok(input::judge_claim(claim, &Claimed::Infeasible, &loaded.place))
}
