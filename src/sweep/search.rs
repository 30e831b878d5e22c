//! The random search for counterexamples to the claims of the paper, as a sweep: an instance of it is a block of random
//! instances, and its row has the counts of every branch.

use ironproof_claims as claims;
use ironproof_claims::{Claim, Tally, validate};
use ironproof_ironing::certificate::certify;
use serde::{Deserialize, Serialize};

use crate::values::Value;

/// Random instances of a block, if nobody says how many: some seconds of work.
pub const BLOCK: u64 = 16_384;
/// What varies: the first random instance of a block, and how many there are.
pub(crate) const AXES: [&str; 2] = ["from", "count"];

/// Which random instances, and which claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The ids of the claims.
    pub claims: Vec<String>,
    /// The seed.
    pub seed: u64,
    /// How many random instances, from number 0.
    pub n: u64,
    /// Random instances of a block.
    pub block: u64,
}

impl Search {
    /// The claims; `None` if this version of the program does not have one of them.
    pub fn known(&self) -> Option<Vec<&'static Claim>> {
        self.claims.iter().map(|id| claims::by_id(id)).collect()
    }

    /// How many blocks there are.
    pub(crate) fn n_blocks(&self) -> u64 {
        self.n.div_ceil(self.block.max(1))
    }

    /// The values of a block.
    pub(crate) fn point(&self, index: u64) -> Vec<Value> {
        let from = index * self.block;
        let count = self.block.min(self.n - from);
        [from, count].map(|number| Value::Number(number.into())).to_vec()
    }

    /// What makes a block what it is.
    pub(crate) fn name(&self, values: &[Value]) -> String {
        let Self { claims, seed, .. } = self;
        format!("claims {} with seed {seed}, {} from {}", claims.join(" "), values[1], values[0])
    }

    /// The counts of a block.
    pub(crate) fn tally(&self, values: &[Value]) -> Result<Tally, String> {
        let number = |value: &Value| {
            let number = value.number().and_then(|number| u64::try_from(number.numerator()).ok());
            number.ok_or_else(|| format!("`{value}` is no whole number"))
        };
        let known = self.known().ok_or("this version of the program lacks one of the claims")?;
        let (from, count) = (number(&values[0])?, number(&values[1])?);
        Ok(validate::over_random(
            &known,
            self.seed,
            from..from.saturating_add(count),
            certify,
            |_| (),
        ))
    }
}
