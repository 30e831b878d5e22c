//! `--multipliers`, `--formulation`, `--incentives`: the form of a certificate, and that of an LP.

use clap::{Args, ValueEnum};

use super::CliError;
use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::certificate::Form;
use ironproof_linear::formulate::{Formulation, Incentives};

/// `--multipliers`, on verbs that write certificates.
#[derive(Args)]
pub(super) struct FormFlag {
    /// How a certificate says its multipliers: one line per type, or the pools that determine them
    /// (default: listed up to 10,000 types)
    #[arg(long, value_enum, value_name = "listed|tight")]
    multipliers: Option<Multipliers>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Multipliers {
    Listed,
    Tight,
}

impl FormFlag {
    pub(super) fn is_used(&self) -> bool {
        self.multipliers.is_some()
    }

    /// # Errors
    /// If multipliers are to be listed, and the instance is of the wider model.
    pub(super) fn form(&self, instance: &FiniteInstance) -> Result<Form, CliError> {
        match self.multipliers {
            Some(Multipliers::Listed) => match instance.plain() {
                Ok(_) => Ok(Form::Listed),
                Err(wider) => {
                    let text = format!("--multipliers listed: {wider}; leave the flag out");
                    Err(CliError::Usage(text))
                }
            },
            Some(Multipliers::Tight) => Ok(Form::Tight),
            None => Ok(Form::usual(instance)),
        }
    }
}

/// A value of `--formulation`.
pub(super) fn formulation(name: &str) -> Result<Formulation, String> {
    Formulation::from_name(name)
        .ok_or_else(|| "expected gamma, mass, utility or reduced".to_owned())
}

/// A value of `--incentives`.
pub(super) fn incentives(name: &str) -> Result<Incentives, String> {
    Incentives::from_name(name).ok_or_else(|| "expected all or adjacent".to_owned())
}
