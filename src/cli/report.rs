//! `ironproof report FILE --out PAGE.html`

use std::path::PathBuf;

use super::bounds::positive;
use super::grid::GridFlags;
use super::report_results::{self, is_results, usage, write};
use super::{CliError, Common, Outcome, input, output, progress};
use ironproof_instance::load;
use ironproof_number::rational::Rational;
use ironproof_report::page::page;
use ironproof_results::brief::{Request, brief};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof report instances/applications/park-income.toml --out park.html
  ironproof report instances/applications/park-income.toml --policy price=20 --over supply --out park.html
  ironproof report park.toml --uncertainty bootstrap.json --out park.html
  ironproof report results/verify.csv --out table.html
  ironproof report results/bench --out bench.html

Without --out it prints what the page says; --as latex gives all tables for a paper. docs/report.md says more.")]
pub(super) struct Flags {
    /// An instance (*.toml or *.json, or - for stdin), a table of results (*.csv), or a folder that `bench`,
    /// `bench accuracy` or `replicate` wrote
    file: PathBuf,
    /// A policy to compare with the optimum; may be given several times [default: market]
    #[arg(long = "policy", value_name = "POLICY")]
    policies: Vec<String>,
    /// A parameter to vary; may be given several times [default: alpha and supply]
    #[arg(long, value_name = "NAME")]
    over: Vec<String>,
    /// What `estimate --bootstrap N --json` or `--encodings --json` printed about the data; may be given twice
    #[arg(long, value_name = "FILE.json")]
    uncertainty: Vec<PathBuf>,
    /// The relative width of what is known of each number
    #[arg(long, value_name = "W", default_value = "1e-6", value_parser = positive, allow_hyphen_values = true)]
    width: Rational,
    #[command(flatten)]
    grid: GridFlags,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    if is_results(&flags.file) {
        if !(flags.policies.is_empty() && flags.over.is_empty() && flags.uncertainty.is_empty()) {
            let text = "results have no policies, parameters and samples: leave out --policy, --over, --uncertainty";
            return Err(usage(&flags.file.display().to_string(), &text));
        }
        return report_results::run(&flags.file, common);
    }
    flags.grid.check(&[&flags.file])?;
    let source = load::read_text(&flags.file)?;
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let or = |given: &[String], usual: &[&str]| {
        let usual = usual.iter().map(|&word| word.to_owned());
        if given.is_empty() { usual.collect() } else { given.to_vec() }
    };
    let request = Request {
        width: flags.width.clone(),
        policies: or(&flags.policies, &["market"]),
        over: or(&flags.over, &["alpha", "supply"]),
    };
    let n_parts = (3 + request.over.len()) as u64;
    let bar = progress::bar("{pos}/{len} {msg} [{wide_bar}]", n_parts, common);
    let progress = |part: &str| {
        bar.inc(1);
        bar.set_message(part.to_owned());
    };
    let mut found = brief(&loaded, &source, &request, &progress)
        .map_err(|error| usage(&loaded.place, &error))?;
    bar.finish_and_clear();
    for file in &flags.uncertainty {
        let text = load::read_text(file)?;
        found.add_uncertainty(&text).map_err(|error| usage(&file.display().to_string(), &error))?;
    }
    match &common.out {
        Some(out) => write(out, &page(&found), common)?,
        None => output::show(&mut common.printer(), &found)?,
    }
    Ok(Outcome::Good)
}
