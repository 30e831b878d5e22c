//! `ironproof solve FILE --menu OUT.csv`: the optimum as a policy.

use std::path::Path;

use super::solve_flags::Flags;
use super::{CliError, Common, output, written};
use ironproof_instance::load;
use ironproof_number::rational::{Rational, Readable};
use ironproof_report::write_csv;
use ironproof_results::offered::menu_file;
use ironproof_results::policies::Subject;

/// How narrow the optimum of a continuous instance is known: what a menu in decimals loses should be less.
const WIDTH: u64 = 1_000_000_000;

/// Writes the menu that was asked for, and says what it is worth.
pub(super) fn write(subject: Subject<'_>, flags: &Flags, common: &Common) -> Result<(), CliError> {
    let Some(path) = &flags.menu else { return Ok(()) };
    let width = flags.width.clone().unwrap_or_else(|| Rational::ONE / Rational::from(WIDTH));
    let found = menu_file(subject, &width).map_err(|error| {
        CliError::Usage(format!("{}, --menu: {error}", load::shown(&flags.file)))
    })?;
    written::write(common.quiet, path, |out| write_csv(out, found.rows.into_iter()))?;
    let (value, loss) = (found.value.0.middle(), &found.loss.0.high);
    let lost = if loss.is_zero() {
        "the optimum itself".to_owned()
    } else {
        let ten = Rational::from(10);
        let mut bound = Rational::ONE;
        let mut fits = |k: u32| {
            let is_below = *loss <= bound;
            bound = &bound / &ten;
            is_below.then_some(k)
        };
        let power = (0..=30).map_while(&mut fits).last();
        let shown = power.map_or_else(|| Readable(loss).to_string(), |k| format!("1e-{k}"));
        format!("at most {shown} below the optimum")
    };
    output::note(common.quiet, &format!("the menu is worth {}: {lost}", Readable(&value)));
    Ok(())
}

/// A file on the command line is for one instance, and none may replace another.
pub(super) fn refuse_same_files(flags: &Flags) -> Result<(), CliError> {
    let outputs = [&flags.types_csv, &flags.plot, &flags.certificate, &flags.menu];
    let mut paths: Vec<&Path> = outputs.into_iter().flatten().map(AsRef::as_ref).collect();
    if !load::is_stdin(&flags.file) {
        paths.push(&flags.file);
    }
    paths.sort();
    if paths.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(CliError::Usage("the input and the output files must differ".to_owned()));
    }
    Ok(())
}
