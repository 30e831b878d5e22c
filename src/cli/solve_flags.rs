//! The flags of `solve`.

use super::form::FormFlag;
use super::grid::GridFlags;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct ColumnFlags {
    /// Column files: memory to use, such as 512MiB or 2GiB [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(super) memory: Option<usize>,
    /// Column files: folder for the scratch file, which takes up to 48 bytes per type [default: the system's]
    #[arg(long, value_name = "DIR")]
    pub(super) scratch: Option<PathBuf>,
    /// Column files: write the mechanism to this folder, menu.csv and per group one column that names each type's contract
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
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json), or several (*.jsonl), or types in column files
    /// (*.columns.json)
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) grid: GridFlags,
    /// Write a CSV with one row per type: Q, T, U and the ironed virtual value
    #[arg(long, value_name = "OUT.csv")]
    pub(super) types_csv: Option<PathBuf>,
    /// Draw expected quality and payment over the types of each group
    #[arg(long, value_name = "OUT.svg")]
    pub(super) plot: Option<PathBuf>,
    /// Write the certificate
    #[arg(long, value_name = "OUT.cert")]
    pub(super) certificate: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: FormFlag,
    /// Build the certificate and have the independent checker judge it: only then is the value called verified
    #[arg(long)]
    pub(super) certify: bool,
    #[command(flatten)]
    pub(super) columns: ColumnFlags,
}

impl Flags {
    /// Whether something is asked for that needs all types in memory.
    pub(super) fn needs_types(&self) -> bool {
        self.writes_files() || self.certify
    }

    pub(super) fn writes_files(&self) -> bool {
        self.types_csv.is_some() || self.plot.is_some() || self.certificate.is_some()
    }
}
