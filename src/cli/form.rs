//! `--multipliers`: the form of a certificate.

use clap::{Args, ValueEnum};

use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::certificate::Form;

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

    pub(super) fn form(&self, instance: &FiniteInstance) -> Form {
        match self.multipliers {
            Some(Multipliers::Listed) => Form::Listed,
            Some(Multipliers::Tight) => Form::Tight,
            None => Form::usual(instance),
        }
    }
}
