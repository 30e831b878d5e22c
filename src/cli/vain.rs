//! Common flags that mean nothing to a verb, or something else.

use super::{Cli, CliError, Verb, input, output, written};

/// Every verb takes the common flags; what has no effect on this one is said.
pub(super) fn note_unused(cli: &Cli) {
    let writes_to_folder = !matches!(
        cli.verb,
        Verb::Solve(_)
            | Verb::Bounds(_)
            | Verb::Path(_)
            | Verb::Certify(_)
            | Verb::Replicate(_)
            | Verb::Oracle(_)
    );
    if cli.common.out.is_some() && !writes_to_folder {
        output::note(
            cli.common.quiet,
            &"note: this verb writes nothing to a folder; --out is not used",
        );
    }
    if cli.common.json && matches!(cli.verb, Verb::Export(_) | Verb::Figure(_)) {
        output::note(
            cli.common.quiet,
            &"note: this verb writes the file itself; --json is not used",
        );
    }
}

/// `--out` names a folder, but for `estimate`, `figure` and `report`; verbs that print otherwise take - for stdout.
pub(super) fn check_out(cli: &Cli) -> Result<(), CliError> {
    let Some(out) = &cli.common.out else { return Ok(()) };
    match cli.verb {
        Verb::Estimate(_) | Verb::Figure(_) | Verb::Report(_) => written::probe(out),
        Verb::Discretize(_) | Verb::Export(_) if input::is_dash(out) => Ok(()),
        _ if input::is_dash(out) => {
            let text = "--out -: expected a folder; this verb writes files, and prints its result in any case";
            Err(CliError::Usage(text.to_owned()))
        }
        _ => written::refuse_file("--out", out),
    }
}
