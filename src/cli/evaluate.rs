//! `ironproof evaluate FILE --policy P`

use super::output;
use super::policy_flags::{self, Loaded, POLICIES};
use super::{CliError, Common, Outcome};
use ironproof_instance::load;
use ironproof_results::policies::evaluate;

#[derive(clap::Args)]
#[command(after_help = format!("Example: what a price of 20 is worth, with a lottery among those who want to pay it
  ironproof evaluate instances/applications/park-income.toml --policy price=20

{POLICIES}"))]
pub(super) struct Flags {
    #[command(flatten)]
    what: policy_flags::Flags,
}

/// A policy that breaks a row is refuted.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let what = &flags.what;
    let loaded = Loaded::new(&what.file, common)?;
    let found = evaluate(loaded.subject(), &what.policies, &what.width)
        .map_err(|error| CliError::Usage(format!("{}: {error}", load::shown(&what.file))))?;
    let mut printer = common.printer();
    for policy in &found {
        output::show(&mut printer, policy)?;
    }
    Ok(if found.iter().any(|policy| policy.feasible == Some(false)) {
        Outcome::Disproved
    } else if found.iter().any(|policy| policy.feasible.is_none()) {
        Outcome::Open
    } else {
        Outcome::Good
    })
}
