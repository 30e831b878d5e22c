//! What a sweep is about, as flags say it.

use std::path::PathBuf;

use super::super::CliError;
use super::usage;
use ironproof_sweep::design::Design;
use ironproof_sweep::settings::Settings;
use ironproof_sweep::spec::{self, Spec};
use ironproof_sweep::values::{Value, Values};

#[derive(clap::Args)]
pub(super) struct Of {
    /// The instances that the sweep starts from, or one file in TOML that says all of it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What varies: a number of the file, a factor such as supply, or a setting such as grid
    ///
    /// Values are a list such as 1,2,1/3, a range such as 0.1:1:10, or 0.1:10:5:log. Of policies and other words with
    /// commas, the separator is a semicolon. A name that does not exist is answered with those that do.
    #[arg(long, value_name = "NAME=VALUES", value_parser = spec::vary)]
    vary: Vec<(String, Values)>,
    /// Draw N instances instead of taking all combinations; a range may then be low:high
    #[arg(long, value_name = "N", conflicts_with = "halton")]
    random: Option<u64>,
    /// Seed of --random
    #[arg(long, value_name = "S", requires = "random", default_value_t = 1)]
    seed: u64,
    /// Take N points of low discrepancy instead of all combinations
    #[arg(long, value_name = "N")]
    halton: Option<u64>,
    /// How instances are solved: way, policy, formulation, width, grid, levels, method, points, spacing, digits
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, Value)>,
    /// Make a certificate of each optimum, and ask the checker; a row has the digest of its certificate
    #[arg(long)]
    certify: bool,
}

fn setting(text: &str) -> Result<(String, Value), String> {
    let pair = text.split_once('=').ok_or("expected NAME=VALUE, such as grid=40")?;
    Ok((pair.0.trim().to_owned(), Value::read(pair.1)))
}

impl Of {
    pub(super) fn spec(&self) -> Result<Spec, CliError> {
        let is_told = !self.vary.is_empty()
            || self.random.is_some()
            || self.halton.is_some()
            || !self.set.is_empty()
            || self.certify;
        if let ([file], false) = (self.files.as_slice(), is_told) {
            return spec::read(file).map_err(usage);
        }
        if self.vary.is_empty() && self.files.len() == 1 {
            let text = "nothing varies: give --vary NAME=VALUES, such as --vary supply=0.5:1.5:5";
            return Err(CliError::Usage(text.to_owned()));
        }
        let mut settings = Settings { certify: self.certify, ..Settings::default() };
        for (name, value) in &self.set {
            settings.set(name, value).map_err(|error| usage(format!("--set {error}")))?;
        }
        let design = match (self.random, self.halton) {
            (Some(n), _) => Design::Random { n, seed: self.seed },
            (None, Some(n)) => Design::Halton { n },
            (None, None) => Design::Grid,
        };
        Ok(Spec { bases: self.files.clone(), vary: self.vary.clone(), design, settings })
    }
}
