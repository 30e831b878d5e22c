//! The flags of `ironproof certify` that ask more than a verdict.

use std::path::{Path, PathBuf};

use ironproof_analysis::{Asked, named};
use ironproof_certify::{CheckedIis, Further, Questions};
use ironproof_linear::{Lp, ModelFormat, to_exact_mps, to_lp_text};

use crate::CliError;

#[derive(clap::Args)]
#[command(next_help_heading = "More than a verdict (docs/certify.md)")]
pub(crate) struct Flags {
    /// Of an infeasible model: bounds that contradict each other and of which none can be left out
    #[arg(long)]
    iis: bool,
    /// Write that subsystem as a model (*.mps or *.lp); it asks for --iis too
    #[arg(long, value_name = "OUT")]
    pub(crate) iis_out: Option<PathBuf>,
    /// How the optimum answers to each cost and bound: shadow prices, the range of the basis, true slopes and pieces
    #[arg(long)]
    sensitivity: bool,
    /// Sensitivity of these rows and columns only; may be repeated
    #[arg(long, value_name = "NAME", requires = "sensitivity")]
    only: Vec<String>,
    /// At most N vertices of the optimal face, and its rays; says whether these are all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    vertices: Option<u32>,
    /// Of all optima the lexicographically smallest one, in the order of the columns
    #[arg(long)]
    lexicographic: bool,
}

impl Flags {
    /// What is asked about this LP.
    pub(crate) fn questions(&self, lp: &Lp) -> Result<Questions, CliError> {
        let wrong = |name: &str| {
            let text = format!("--only {name}: the model has no row or column of this name");
            CliError::Usage(text)
        };
        let asked = if self.only.is_empty() { Ok(Asked::all(lp)) } else { named(lp, &self.only) };
        let asked = asked.map_err(wrong)?;
        if let Some(path) = &self.iis_out {
            format_of(path)?;
        }
        Ok(Questions {
            iis: self.iis || self.iis_out.is_some(),
            sensitivity: self.sensitivity.then_some(asked),
            vertices: self.vertices.map(|n| usize::try_from(n).unwrap_or(usize::MAX)),
            lexicographic: self.lexicographic,
        })
    }

    /// The text of the file with the subsystem.
    pub(crate) fn iis_text(&self, lp: &Lp, found: &Further) -> Result<Option<String>, CliError> {
        let (Some(path), Some(found)) = (&self.iis_out, &found.iis) else { return Ok(None) };
        let sub = CheckedIis::iis(found).lp(lp);
        if format_of(path)? == ModelFormat::Text {
            return Ok(Some(to_lp_text(&sub)));
        }
        let text = to_exact_mps(&sub);
        text.map(Some)
            .map_err(|lossy| CliError::Usage(format!("{}: not written: {lossy}", path.display())))
    }
}

fn format_of(path: &Path) -> Result<ModelFormat, CliError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = ModelFormat::of(&name).filter(|_| !name.ends_with(".gz"));
    format.ok_or_else(|| {
        CliError::Usage(format!("--iis-out {}: expected *.mps or *.lp", path.display()))
    })
}
