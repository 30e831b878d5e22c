//! What was found, counted.

use serde::{Deserialize, Serialize};

use super::{Claim, Dropped, Finding, Part, evaluate};
use crate::Case;
use ironproof_verdict::Count;

/// How many counterexamples are kept by name.
const KEPT: usize = 5;

/// The counts of one part. Sums of tallies do not depend on the order, except that the names kept are
/// the first ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTally {
    /// Findings with all hypotheses.
    pub checked: u64,
    /// Findings with all hypotheses and without the conclusion.
    pub n_counterexamples: u64,
    /// Instances with a counterexample: the first few.
    pub counterexamples: Vec<String>,
    /// Per branch, how often it was reached with all hypotheses.
    pub branches: Vec<u64>,
    /// Per hypothesis.
    pub ablations: Vec<AblationCount>,
}

/// What happened where only one hypothesis failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AblationCount {
    /// Findings that lack this hypothesis only.
    pub tried: u64,
    /// Those on which the conclusion fails.
    pub failed: u64,
}

/// The counts of all parts of a list of claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Per claim and part.
    pub parts: Vec<Vec<PartTally>>,
    /// Instances seen.
    pub n_instances: u64,
    /// Instances whose certificate the independent checker did not accept.
    pub n_refused: u64,
    /// Instances whose optimum it verified. A file cannot vouch for that: what an earlier run counted is not in it.
    #[serde(skip)]
    pub verified: Count,
}

impl PartTally {
    /// Nothing seen.
    pub fn new(part: &Part) -> Self {
        Self {
            checked: 0,
            n_counterexamples: 0,
            counterexamples: Vec::new(),
            branches: vec![0; part.branches.len()],
            ablations: vec![AblationCount::default(); part.hypotheses.len()],
        }
    }

    fn add(&mut self, name: &str, finding: &Finding) {
        if let Some(h) = finding.dropped() {
            self.ablations[h].tried += 1;
            self.ablations[h].failed += u64::from(finding.shows_need_of(h));
        }
        if !finding.hypotheses.iter().all(|holds| *holds) {
            return;
        }
        self.checked += 1;
        for (b, count) in self.branches.iter_mut().enumerate() {
            *count += u64::from(finding.branches >> b & 1);
        }
        if finding.is_counterexample() {
            self.n_counterexamples += 1;
            self.keep(name);
        }
    }

    fn keep(&mut self, name: &str) {
        if self.counterexamples.len() < KEPT
            && !self.counterexamples.iter().any(|kept| kept == name)
        {
            self.counterexamples.push(name.to_owned());
        }
    }

    fn merge(&mut self, other: &Self) {
        self.checked += other.checked;
        self.n_counterexamples += other.n_counterexamples;
        for name in &other.counterexamples {
            self.keep(name);
        }
        for (here, there) in self.branches.iter_mut().zip(&other.branches) {
            *here += there;
        }
        for (here, there) in self.ablations.iter_mut().zip(&other.ablations) {
            here.tried += there.tried;
            here.failed += there.failed;
        }
    }

    /// Hypotheses said to be harmless that turned out not to be, by index.
    pub fn not_harmless(&self, part: &Part) -> Vec<usize> {
        let pairs = part.hypotheses.iter().zip(&self.ablations).enumerate();
        pairs
            .filter(|(_, (hypothesis, count))| {
                matches!(hypothesis.dropped, Dropped::Harmless(_)) && count.failed > 0
            })
            .map(|(h, _)| h)
            .collect()
    }
}

impl Tally {
    /// Nothing seen.
    pub fn new(claims: &[&Claim]) -> Self {
        let of = |claim: &&Claim| claim.parts.iter().map(PartTally::new).collect();
        Self {
            parts: claims.iter().map(of).collect(),
            n_instances: 0,
            n_refused: 0,
            verified: Count::default(),
        }
    }

    /// Whether there is a count for each part, branch and hypothesis of the claims, and no other.
    pub fn is_about(&self, claims: &[&Claim]) -> bool {
        let shape = |tally: &Self| {
            let of_part = |part: &PartTally| (part.branches.len(), part.ablations.len());
            let of_claim = |parts: &Vec<PartTally>| parts.iter().map(of_part).collect();
            tally.parts.iter().map(of_claim).collect::<Vec<Vec<_>>>()
        };
        shape(self) == shape(&Self::new(claims))
    }

    /// Evaluates on `case` the parts that `wanted` selects.
    pub fn see(&mut self, claims: &[&Claim], case: &Case<'_>, wanted: impl Fn(&Part) -> bool) {
        self.n_instances += 1;
        self.n_refused += u64::from(case.verified.is_none());
        self.verified.add(case.verified.as_ref());
        for (claim, tallies) in claims.iter().zip(&mut self.parts) {
            for (part, tally) in claim.parts.iter().zip(tallies) {
                if wanted(part) {
                    for finding in evaluate(part, case) {
                        tally.add(&case.instance.name, &finding);
                    }
                }
            }
        }
    }

    /// Adds the counts of `other`, which was seen later.
    #[must_use]
    pub fn merge(mut self, other: &Self) -> Self {
        self.n_instances += other.n_instances;
        self.n_refused += other.n_refused;
        self.verified = self.verified.plus(other.verified);
        for (here, there) in self.parts.iter_mut().flatten().zip(other.parts.iter().flatten()) {
            here.merge(there);
        }
        self
    }
}
