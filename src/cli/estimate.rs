//! `ironproof estimate DATA.csv`

use std::path::{Path, PathBuf};

use super::estimate_flags::DataFlags;
use super::estimate_frame::FrameFlags;
use super::estimate_uncertain::UncertainFlags;
use super::input::{bytes, is_dash};
use super::{CliError, Common, Outcome, output, written};
use ironproof_estimate::{Frame, Method, Question, Survey, Welfare};
use ironproof_results::estimate::EstimateFound;

const EXAMPLE: &str = "\
Example: two bids for each respondent, by income, and a permit for three of ten
  ironproof estimate instances/data/park-bids.csv --bid bid1 --answer answer1 --bid2 bid2 \\
    --answer2 answer2 --terciles income --supply 0.3 --out park.toml
  ironproof solve park.toml

Weights: equal, by-group=GROUP:WEIGHT,.., power-of-wtp=EXPONENT (1 at the mean answer) or
income-share (mean income over that of the group). docs/own-data.md says more.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Flags {
    /// A table with titles, or - for stdin
    file: PathBuf,
    #[command(flatten)]
    data: DataFlags,
    #[command(flatten)]
    frame: FrameFlags,
    #[command(flatten)]
    uncertain: UncertainFlags,
}

/// Without `--out` nothing is written.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let Flags { file, data, frame, uncertain } = flags;
    let Asked { survey, method, frame, welfare } = &asked(file, data, frame)?;
    let estimated = survey.estimate(method, frame, welfare)?;
    let found = EstimateFound::new(survey, method, frame, &estimated);
    let question = Question { survey, method, frame, welfare };
    match &common.out {
        // Stdout has the file and nothing else.
        Some(path) if is_dash(path) => {
            return output::emit_file(&found.instance).map(|()| Outcome::Good);
        }
        Some(path) => write(path, &frame.name, &found.instance, common)?,
        None => {
            let text = "note: nothing is written; --out FILE.toml writes the instance";
            output::note(common.quiet, &text);
        }
    }
    uncertain.run(&found, &question, common)?;
    Ok(Outcome::Good)
}

/// A survey, how it is estimated, and the rest of the instance.
pub(super) struct Asked {
    pub(super) survey: Survey,
    pub(super) method: Method,
    pub(super) frame: Frame,
    pub(super) welfare: Welfare,
}

/// Reads the survey of a file as flags say.
pub(super) fn asked(file: &Path, data: &DataFlags, flags: &FrameFlags) -> Result<Asked, CliError> {
    let method = flags.method(data.wtp.is_some())?;
    let source = if is_dash(file) { "stdin".into() } else { lossy(file.file_name()) };
    let frame = flags.frame(&lossy(Path::new(&source).file_stem()), &source);
    if !ironproof_name::is_usable(&frame.name) {
        return Err(CliError::Usage(format!("--name: {}", ironproof_name::RULE)));
    }
    let place = if is_dash(file) { source } else { file.display().to_string() };
    let (columns, division) = (data.columns()?, data.division()?);
    let survey = Survey::read(&bytes(file)?, &place, &columns, &division, data.income.as_deref())?;
    Ok(Asked { survey, method, frame, welfare: flags.welfare_weights.clone() })
}

/// Writes the instance, and says whether a file was replaced.
fn write(path: &Path, name: &str, text: &str, common: &Common) -> Result<(), CliError> {
    let path = if path.is_dir() { path.join(format!("{name}.toml")) } else { path.to_owned() };
    written::write(common.quiet, &path, |out| out.write_all(text.as_bytes()))
}

fn lossy(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().into_owned()
}
