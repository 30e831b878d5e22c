//! `ironproof solve NAME.columns.json`: types that do not fit in memory.

use super::progress::bar;
use super::solve_columns_files as files;
use super::{CliError, Common, Outcome, input, output};
use crate::solve_flags::Flags;
use ironproof_instance::finite::Claimed;
use ironproof_ironing::columns;
use ironproof_ironing::columns::Limits;
use ironproof_results::solve::of_columns;

/// Memory if nothing else is said.
const MEMORY: usize = 1 << 30;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let usage = |text: String| Err(CliError::Usage(text));
    if flags.types_csv.is_some() || flags.plot.is_some() || flags.menu.is_some() {
        let text =
            "plots, --menu and --types-csv need all types in memory; column files have --mechanism";
        return usage(text.to_owned());
    }
    if flags.form.is_used() {
        let text = "--multipliers: in certificates of column files multipliers are always implied; leave the flag out";
        return usage(text.to_owned());
    }
    let instance = columns::open(&flags.file)?;
    files::refuse(flags, &instance)?;
    if !instance.is_checked() {
        let text = "note: this header has no checksums, so damage of the columns would not be seen; \
                    `python3 scripts/column-types.py --seal HEADER` adds them";
        output::note(common.quiet, &text);
    }
    let budget = flags.columns.memory.unwrap_or(MEMORY);
    let limits = match Limits::within(budget, instance.groups.len()) {
        Ok(limits) => limits,
        Err(error) => return usage(format!("--memory: {error}")),
    };
    let folder = flags.columns.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let scratch =
        tempfile::tempfile_in(&folder).map_err(|error| CliError::Write { path: folder, error })?;
    // Types read, twice each.
    let n = instance.n_types().saturating_mul(2);
    let bar = bar("{percent}% of two passes {wide_bar} {eta}", n, common);
    let solution = columns::solve(&instance, &limits, &scratch, &|n| bar.inc(n))?;
    bar.finish_and_clear();
    let certificate = files::certificate(&solution)?;
    files::write(flags, common, &instance, &solution, &certificate)?;
    let verify = || files::verify(flags, common, &solution, &certificate);
    let verdict = flags.certify.then(verify).transpose();
    let (verified, refused) = match verdict {
        Ok(verified) => (verified, None),
        Err(reason) => (None, Some(reason)),
    };
    output::show(&mut common.printer(), &of_columns(&instance, &solution, verified))?;
    let place = flags.file.display().to_string();
    if let Some(reason) = refused {
        output::complain(&format!("{place}: {reason}"));
        return Ok(Outcome::Disproved);
    }
    let claim = instance.optimum.clone().map(Claimed::Value);
    Ok(input::judge_claim(claim.as_ref(), &Claimed::Value(solution.value.clone()), &place))
}
