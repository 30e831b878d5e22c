//! `bench compare`: what is worse in the second of two folders of results, and what is better.

use ironproof_bench::folders::{Compared, Results};
use schemars::JsonSchema;
use serde::Serialize;

/// What changed between two folders of results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// Measurements that both folders have.
    pub n_compared: usize,
    /// How many are worse in the second.
    pub n_regressions: usize,
    /// How many are better there.
    pub n_improvements: usize,
    /// How many right answers of the first are not in the second.
    pub n_lost: usize,
    /// What is worse, a line each.
    pub regressions: Vec<String>,
    /// What is better, a line each.
    pub improvements: Vec<String>,
    /// What is lost, a line each.
    pub lost: Vec<String>,
    /// What was compared.
    #[serde(skip)]
    pub results: Results,
}

impl From<Compared> for Changes {
    fn from(compared: Compared) -> Self {
        Self {
            n_compared: compared.n_compared,
            n_regressions: compared.regressions.len(),
            n_improvements: compared.improvements.len(),
            n_lost: compared.lost.len(),
            regressions: compared.regressions,
            improvements: compared.improvements,
            lost: compared.lost,
            results: compared.results,
        }
    }
}
