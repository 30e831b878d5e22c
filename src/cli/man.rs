//! `ironproof man DIR`

use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;

use super::{CliError, Common, Outcome, written};

#[derive(clap::Args)]
#[command(after_help = super::examples::MAN)]
pub(super) struct Flags {
    /// Folder for the pages: ironproof.1, and one for each verb, such as ironproof-solve.1
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes the pages of the program and of every verb that `--help` lists.
pub(super) fn run(
    flags: &Flags,
    mut program: Command,
    common: &Common,
) -> Result<Outcome, CliError> {
    // Fills in what verbs inherit from the program.
    program.build();
    written::refuse_file("DIR", &flags.folder)?;
    write(&program, "ironproof", &flags.folder, common.quiet)?;
    Ok(Outcome::Good)
}

fn write(command: &Command, name: &str, folder: &Path, quiet: bool) -> Result<(), CliError> {
    let page = Man::new(command.clone().display_name(name.to_owned()));
    let path = folder.join(format!("{name}.1"));
    written::write(quiet, &path, |out| page.render(out))?;
    let is_listed = |verb: &&Command| !verb.is_hide_set() && verb.get_name() != "help";
    command
        .get_subcommands()
        .filter(is_listed)
        .try_for_each(|verb| write(verb, &format!("{name}-{}", verb.get_name()), folder, quiet))
}
