//! Flags that every verb takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::outcome::CliError;
use super::output;
use ironproof_number::limits::{self, Limits};
use ironproof_report::{Format, Printer};

/// Flags that every verb takes.
#[derive(Args)]
pub(super) struct Common {
    /// How results are printed [default: text]
    #[arg(
        long = "as",
        global = true,
        help_heading = "Options of every verb",
        value_enum,
        value_name = "FORMAT"
    )]
    shown_as: Option<FormatFlag>,
    /// Short for --as json: one document per line and instance, and nothing else on stdout
    #[arg(
        long,
        global = true,
        help_heading = "Options of every verb",
        conflicts_with = "shown_as"
    )]
    pub(super) json: bool,
    /// Print only the results: no progress, no notes
    #[arg(long, global = true, help_heading = "Options of every verb")]
    pub(super) quiet: bool,
    /// Worker threads [default: all cores]
    #[arg(long, global = true, help_heading = "Options of every verb", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Limits of input to raise, such as digits=100000,bytes=8G: digits, exponent, bytes, expansion, types, levels, instances
    #[arg(long, global = true, help_heading = "Options of every verb", value_name = "NAME=N,...")]
    limits: Option<Limits>,
    /// Folder for files that are written [default: results; discretize and export print instead, as with -]; of
    /// estimate: the file, or - for stdout; of figure: the picture; of report: the page, or - for stdout
    #[arg(long, global = true, help_heading = "Options of every verb", value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatFlag {
    /// Lines and tables that fit the terminal, or 80 columns
    Text,
    /// JSON, one document per line; `ironproof schema` describes it
    Json,
    /// Rows of plain values, with a double beside each exact number
    Csv,
    /// Markdown
    Markdown,
    /// LaTeX, with the package booktabs
    Latex,
}

impl Common {
    /// Takes limits and threads. `at_once` starts those of each core: later, where memory is short, they would panic.
    pub(super) fn set_up(&self, at_once: bool) -> Result<(), CliError> {
        limits::set(self.limits.unwrap_or(Limits::USUAL));
        self.threads.or(at_once.then_some(0)).map_or(Ok(()), Self::use_so_many)
    }

    /// Takes as many threads as this, from now on; 0 is one for each core.
    pub(super) fn use_so_many(threads: u16) -> Result<(), CliError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        pool.build_global().map_err(|error| CliError::Threads { threads, error })
    }

    fn format(&self) -> Format {
        match self.shown_as {
            None if self.json => Format::Json,
            None | Some(FormatFlag::Text) => Format::Text,
            Some(FormatFlag::Json) => Format::Json,
            Some(FormatFlag::Csv) => Format::Csv,
            Some(FormatFlag::Markdown) => Format::Markdown,
            Some(FormatFlag::Latex) => Format::Latex,
        }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format() == Format::Json
    }

    pub(super) fn is_csv(&self) -> bool {
        self.format() == Format::Csv
    }

    pub(super) fn is_latex(&self) -> bool {
        self.format() == Format::Latex
    }

    pub(super) fn printer(&self) -> Printer {
        Printer::new(self.format(), output::width())
    }
}
