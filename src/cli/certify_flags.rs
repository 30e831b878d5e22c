//! The flags of `ironproof certify`.

mod further;
mod kind;

use std::path::{Path, PathBuf};

use self::kind::KindName;
use super::CliError;
use super::oracle::seconds;
use ironproof_certify::{Kind, Transcript};

#[derive(clap::Args)]
#[command(after_help = super::examples::CERTIFY)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    pub(super) model: PathBuf,
    /// Judge this answer instead of trusting it: a solution file of HiGHS with its dual values and basis, or
    /// lines of name and value
    #[arg(long, value_name = "FILE")]
    pub(super) solution: Option<PathBuf>,
    /// A basis file of HiGHS. With --solution it is the basis of that answer, instead of the one in its file; without it is
    /// where the proof starts
    #[arg(long, value_name = "FILE")]
    pub(super) basis: Option<PathBuf>,
    /// Start from the basis in this certificate (--kind basis) of a model with as many columns and rows
    #[arg(long, value_name = "CERT", conflicts_with_all = ["basis", "solution"])]
    pub(super) like: Option<PathBuf>,
    /// Write the certificate that the checker accepted; if time was over, that of the bounds
    #[arg(long, value_name = "OUT")]
    pub(super) certificate: Option<PathBuf>,
    /// What the certificate holds [default: auto]
    #[arg(long, value_enum)]
    pub(super) kind: Option<KindName>,
    /// Write the proof as JSON, by the names of columns and rows: vectors, and the basis of an optimum
    #[arg(long, value_name = "OUT")]
    pub(super) certificate_json: Option<PathBuf>,
    /// Write the proof in the format VIPR 1.0, for viprchk
    #[arg(long, value_name = "OUT")]
    pub(super) vipr: Option<PathBuf>,
    /// Write the proof of a small model as a script for the proof assistant Coq (*.v)
    #[arg(long, value_name = "OUT")]
    pub(super) coq: Option<PathBuf>,
    /// Where readers of model files disagree about a line, read it like this, for example negative-upper=zero; the
    /// error about such a line names the readings, and docs/models.md lists them
    #[arg(long = "reading", value_name = "KEY=VALUE")]
    pub(super) readings: Vec<String>,
    /// Report what a float solver loses of the model (numbers rounded to doubles, coefficients of at most
    /// 1e-9, bounds of 1e20 and more), and solve exactly what it then sees, to tell whether the verdict depends on it
    #[arg(long)]
    pub(super) loss: bool,
    #[command(flatten)]
    pub(super) further: further::Flags,
    /// Seconds for the proof; after them the bounds found so far are checked, and are the answer
    #[arg(long, value_name = "S", default_value_t = 3600.0, value_parser = seconds, allow_negative_numbers = true)]
    pub(super) time_limit: f64,
}

impl Flags {
    /// What the checker is asked about. Values are what it accepts most quickly, if nothing is written.
    pub(super) fn kind(&self) -> Kind {
        match self.kind {
            Some(KindName::Values) => Kind::Values,
            Some(KindName::Basis) => Kind::Basis,
            Some(KindName::Bounds) => Kind::Bounds,
            None if self.certificate.is_none() => Kind::Values,
            None | Some(KindName::Auto) => Kind::Auto,
        }
    }

    /// The files that are written, and their forms.
    pub(super) fn outputs(&self) -> impl Iterator<Item = (&Path, Transcript)> {
        let json = (&self.certificate_json, Transcript::Json);
        let others = [(&self.vipr, Transcript::Vipr), (&self.coq, Transcript::Coq)];
        let outputs =
            [(&self.certificate, Transcript::Certificate), json].into_iter().chain(others);
        outputs.filter_map(|(path, form)| Some((path.as_deref()?, form)))
    }

    /// Flags that do not fit together are said before the work.
    pub(super) fn check(&self) -> Result<(), CliError> {
        let (text, json) = (self.certificate.is_some(), self.certificate_json.is_some());
        let unused = match self.kind {
            Some(KindName::Basis) if !text => "--kind basis is for --certificate: give that too",
            Some(_) if !text && !json && self.vipr.is_none() => {
                "--kind is for --certificate, --certificate-json and --vipr: give one of them too"
            }
            _ => return Ok(()),
        };
        Err(CliError::Usage(unused.to_owned()))
    }
}
