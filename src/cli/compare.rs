//! `ironproof compare FILE --policy A --policy B`

use super::output;
use super::policy_flags::{self, Loaded, POLICIES};
use super::{CliError, Common, Outcome};
use ironproof_instance::load;
use ironproof_results::policies::compare;

#[derive(clap::Args)]
#[command(after_help = format!("Example: a market, a price with a lottery, and a lottery for one group
  ironproof compare instances/applications/park-income.toml --policy market --policy price=20 \\
    --policy \"priority=low income:lottery,mid income:price=20,high income:market\"

A table for a paper, with a row for each policy
  ironproof compare instances/applications/park-income.toml --policy market --as latex --digits 4

{POLICIES}"))]
pub(super) struct Flags {
    #[command(flatten)]
    what: policy_flags::Flags,
    /// Leave out the best single price, the best price per group and the best lottery-or-price
    #[arg(long)]
    only_these: bool,
    /// With --as latex: the most significant digits of a number, from 2 to 7 [default: 7]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=7))]
    digits: Option<u8>,
}

/// An infeasible policy is a row of the table, and no failure of the comparison.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let what = &flags.what;
    if flags.digits.is_some() && !common.is_latex() {
        let text = "--digits is about the table for a paper: add --as latex";
        return Err(CliError::Usage(text.to_owned()));
    }
    let loaded = Loaded::new(&what.file, common)?;
    let found = compare(loaded.subject(), &what.policies, &what.width, !flags.only_these)
        .map_err(|error| CliError::Usage(format!("{}: {error}", load::shown(&what.file))))?;
    let printer = common.printer();
    let mut printer = match flags.digits {
        Some(digits) => printer.with_digits(digits),
        None => printer,
    };
    output::show(&mut printer, &found)?;
    Ok(Outcome::Good)
}
