//! A sweep that starts from a survey: the flags of `estimate`, behind `--` or in a table of the file.

use std::path::Path;

use super::super::estimate::{Asked, asked};
use super::super::estimate_flags::DataFlags;
use super::super::estimate_frame::FrameFlags;
use clap::Parser;
use ironproof_sweep::redrawn::Redrawn;

#[derive(clap::Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Words {
    #[command(flatten)]
    data: DataFlags,
    #[command(flatten)]
    frame: FrameFlags,
    /// Seed of the samples
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

/// Reads the survey of a file as these flags say.
pub(super) fn understood(file: &Path, words: &[String]) -> Result<Redrawn, String> {
    let Words { data, frame, seed } = Words::try_parse_from(words).map_err(|error| {
        let text = error.to_string();
        let said = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
        format!("flags of `estimate`: {}", said.split_whitespace().collect::<Vec<_>>().join(" "))
    })?;
    let asked = asked(file, &data, &frame).map_err(|error| error.to_string())?;
    let Asked { survey, method, frame, welfare } = asked;
    Ok(Redrawn { survey, method, frame, welfare, seed })
}
