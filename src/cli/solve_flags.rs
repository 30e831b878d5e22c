//! The flags of `solve`.

use super::bounds::positive;
use super::dash::picture;
use super::form::FormFlag;
use super::grid::GridFlags;
use ironproof_instance::load;
use ironproof_number::rational::Rational;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(next_help_heading = "Column files")]
pub(super) struct ColumnFlags {
    /// Memory to use, such as 512MiB or 2GiB [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(super) memory: Option<usize>,
    /// Folder for the scratch file, which takes up to 48 bytes per type [default: the system's]
    #[arg(long, value_name = "DIR")]
    pub(super) scratch: Option<PathBuf>,
    /// Write the mechanism to this folder, menu.csv and per group one column that names each type's contract
    #[arg(long, value_name = "DIR")]
    pub(super) mechanism: Option<PathBuf>,
}

impl ColumnFlags {
    pub(super) fn is_used(&self) -> bool {
        self.memory.is_some() || self.scratch.is_some() || self.mechanism.is_some()
    }
}

/// `512MiB` in bytes.
fn size(text: &str) -> Result<usize, String> {
    let units = [("KiB", 10), ("MiB", 20), ("GiB", 30)];
    let bytes = units.iter().find_map(|(unit, shift)| {
        let number: usize = text.strip_suffix(unit)?.parse().ok()?;
        number.checked_mul(1 << shift)
    });
    bytes.ok_or_else(|| "expected a whole number and KiB, MiB or GiB, such as 512MiB".to_owned())
}

#[derive(clap::Args)]
#[command(after_help = super::examples::SOLVE)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json), or several (*.jsonl), or types in column files
    /// (*.columns.json), or - for stdin
    pub(super) file: PathBuf,
    /// Write a CSV with one row per type: Q, T, U and the ironed virtual value; - is stdout
    #[arg(long, value_name = "OUT.csv")]
    pub(super) types_csv: Option<PathBuf>,
    /// Draw expected quality and payment over the types of each group
    #[arg(long, value_name = "OUT.svg", value_parser = picture)]
    pub(super) plot: Option<PathBuf>,
    /// Write the optimum as a menu that `evaluate --policy menu=OUT.csv` reads; - is stdout
    #[arg(long, value_name = "OUT.csv")]
    pub(super) menu: Option<PathBuf>,
    /// Write the certificate; - is stdout
    #[arg(long, value_name = "OUT.cert")]
    pub(super) certificate: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: FormFlag,
    /// Build the certificate and have the independent checker judge it: only then is the value called verified
    #[arg(long)]
    pub(super) certify: bool,
    /// A continuous instance without a grid: the relative width of what is known of each number [default: 1e-6]
    #[arg(long, value_name = "W", value_parser = positive, allow_hyphen_values = true)]
    pub(super) width: Option<Rational>,
    #[command(flatten)]
    pub(super) grid: GridFlags,
    #[command(flatten)]
    pub(super) columns: ColumnFlags,
}

impl Flags {
    /// Whether something is asked for that needs all types in memory.
    pub(super) fn needs_types(&self) -> bool {
        self.writes_files() || self.certify
    }

    /// Whether the instance is to be solved as it is, without a grid.
    pub(super) fn is_about_the_continuum(&self) -> bool {
        let is_toml = load::is_continuous(&self.file);
        is_toml && !self.grid.is_used() && !self.needs_types() && !self.columns.is_used()
    }

    /// The relative width of what is known of each number.
    pub(super) fn width(&self) -> Rational {
        let usual = || Rational::ONE / Rational::from(1_000_000);
        self.width.clone().unwrap_or_else(usual)
    }

    pub(super) fn writes_files(&self) -> bool {
        self.types_csv.is_some() || self.plot.is_some() || self.certificate.is_some()
    }
}
