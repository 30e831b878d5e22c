//! What a sweep is about, as flags say it.

use std::path::{Path, PathBuf};

use super::super::CliError;
use super::survey::understood;
use super::usage;
use crate::claims::claim;
use ironproof_claims::{ALL, Claim};
use ironproof_sweep::design::Design;
use ironproof_sweep::plan::{self, Plan};
use ironproof_sweep::search::{BLOCK, Search};
use ironproof_sweep::settings::Settings;
use ironproof_sweep::spec::{self, Spec};
use ironproof_sweep::values::{Value, Values};

#[derive(clap::Args)]
pub(super) struct Of {
    /// The instances that the sweep starts from, a survey, or one file in TOML that says all of it
    #[arg(value_name = "FILE", required_unless_present = "claims")]
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
    /// Search counterexamples to these claims, or to all, on the instances of `claims --random N --seed S`
    #[arg(long, value_name = "ID", num_args = 0.., value_parser = claim, requires = "random",
          conflicts_with_all = ["files", "vary", "halton", "set", "certify"])]
    claims: Option<Vec<&'static Claim>>,
    /// Random instances of a block of --claims
    #[arg(long, value_name = "N", requires = "claims", default_value_t = BLOCK,
          value_parser = clap::value_parser!(u64).range(1..))]
    block: u64,
    /// Flags of `estimate`, if FILE is the table of a survey; then `--vary resample=0:99:100` draws samples of it
    #[arg(last = true, value_name = "FLAGS", requires = "files")]
    estimate: Vec<String>,
}

fn setting(text: &str) -> Result<(String, Value), String> {
    let pair = text.split_once('=').ok_or("expected NAME=VALUE, such as grid=40")?;
    Ok((pair.0.trim().to_owned(), Value::read(pair.1)))
}

impl Of {
    /// Makes the plan in a folder.
    pub(super) fn plan(&self, folder: &Path) -> Result<Plan, CliError> {
        let Some(claims) = &self.claims else {
            return plan::write(&self.spec()?, folder).map_err(usage);
        };
        let all = claims.is_empty().then(|| ALL.to_vec());
        let claims = all.as_ref().unwrap_or(claims).iter().map(|claim| claim.id.to_owned());
        let (n, seed) = (self.random.unwrap_or(0), self.seed);
        let search = Search { claims: claims.collect(), seed, n, block: self.block };
        plan::write_search(&search, folder).map_err(usage)
    }

    fn spec(&self) -> Result<Spec, CliError> {
        let is_survey = !self.estimate.is_empty();
        let is_drawn = self.random.is_some() || self.halton.is_some();
        let is_changed = !self.vary.is_empty() || !self.set.is_empty() || self.certify;
        if let ([file], false) = (self.files.as_slice(), is_survey || is_drawn || is_changed) {
            return spec::read(file, &understood).map_err(usage);
        }
        if self.vary.is_empty() && self.files.len() == 1 {
            return Err(usage("nothing varies: give --vary, such as --vary supply=0.5:1.5:5"));
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
        let survey = match self.files.as_slice() {
            _ if !is_survey => None,
            [file] => Some(Box::new(understood(file, &self.estimate).map_err(usage)?)),
            _ => return Err(usage("a survey, which has flags behind --, is one file")),
        };
        Ok(Spec { bases: self.files.clone(), survey, vary: self.vary.clone(), design, settings })
    }
}
