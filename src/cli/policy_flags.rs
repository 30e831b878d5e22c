//! The flags of `evaluate` and `compare`.

use std::path::{Path, PathBuf};

use super::bounds::positive;
use super::{CliError, Common, input};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::GridConfig;
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::load;
use ironproof_number::rational::Rational;
use ironproof_results::policies::Subject;

/// What both verbs are about.
#[derive(clap::Args)]
pub(super) struct Flags {
    /// A finite instance (*.json), for exact numbers, or a continuous one (*.toml), for enclosed ones; - is stdin
    pub(super) file: PathBuf,
    /// A policy; may be given several times
    ///
    /// market, price=P, prices=GROUP:P,.., lottery, lottery=GROUP,.., priority=GROUP:POLICY,.., menu=FILE or optimum.
    /// Below is what each of them is.
    #[arg(long = "policy", value_name = "POLICY", required = true)]
    pub(super) policies: Vec<String>,
    /// Relative width to which the optimum of a continuous instance is enclosed
    #[arg(long, value_name = "W", default_value = "1e-9", value_parser = positive, allow_hyphen_values = true)]
    pub(super) width: Rational,
}

/// What a policy is, for `--help`.
pub(super) const POLICIES: &str = "\
Policies:
  market                 every level of quality at its market-clearing price, one for all groups
  price=P                all objects at the posted price P, by lot if more want one than there are
  prices=GROUP:P,..      the same with a price for each group; a group that is not named gets nothing
  lottery                one free lottery over all objects, for everybody
  lottery=GROUP,..       the same for these groups
  priority=GROUP:POLICY,..
                         one group after the other: market, lottery or price=P with what is left
  menu=FILE              a CSV with the columns group, a level of quality each, and payment: what is
                         offered, with the chance of each level; everybody takes what is best for them
  optimum                the optimal mechanism
A group is named by its label; quote it for the shell if it has a space.

docs/policies.md says more.";

/// An instance of either kind.
pub(super) enum Loaded {
    Finite(Box<FiniteInstance>),
    Continuous(Box<ContinuousInstance>),
}

impl Loaded {
    pub(super) fn new(path: &Path, common: &Common) -> Result<Self, CliError> {
        if super::grid::may_be_continuous(path) {
            return Ok(Self::Continuous(Box::new(input::load_continuous(path, common.quiet)?)));
        }
        // The grid is for continuous instances.
        let loaded = load::one(path, &GridConfig::default())?;
        input::print_notes(&loaded, common.quiet);
        Ok(Self::Finite(Box::new(loaded.finite)))
    }

    pub(super) fn subject(&self) -> Subject<'_> {
        match self {
            Self::Finite(instance) => Subject::Finite(instance),
            Self::Continuous(instance) => Subject::Continuous(instance),
        }
    }
}
