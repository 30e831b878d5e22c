//! `claims`: which claims of the paper hold, on what they were checked, and which hypotheses they need.

use ironproof_claims::continuous::{Checked, GRIDS};
use ironproof_claims::run::Run;
use ironproof_claims::validate::{Evidence, Problem};
use ironproof_claims::{Claim, Dropped, PartTally};
use ironproof_verdict::Count;
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Exact, ExactList};

/// What was found about a list of claims.
#[derive(Clone, Debug)]
pub struct ClaimsFound {
    /// About the finite forms, claim by claim.
    pub finite: Vec<FiniteClaim>,
    /// About the continuous forms, quantity by quantity.
    pub continuous: Vec<ContinuousClaim>,
    /// How many shipped instances there are.
    pub n_shipped: u64,
    /// How many random ones.
    pub n_random: u64,
    /// How many optima the checker accepted.
    pub accepted: Count,
    /// How many it did not accept.
    pub n_refused: u64,
}

/// What was found about the finite form of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FiniteClaim {
    /// The short name of the claim, such as `P4`.
    pub id: &'static str,
    /// `finite`.
    pub kind: &'static str,
    /// The claim in a few words.
    pub title: &'static str,
    /// Whether it passes: no counterexample, nothing left unchecked, and each need of a hypothesis shown.
    pub holds: bool,
    /// How often it was checked with all hypotheses.
    pub checked: u64,
    /// How often the conclusion was false then.
    pub counterexamples: u64,
    /// How many hypotheses are shown to be needed.
    pub ablations_found: usize,
    /// How many there are to show.
    pub ablations_wanted: usize,
    /// Why it does not pass; empty if it does.
    pub problems: Vec<String>,
    /// Its implications.
    pub parts: Vec<CheckedPart>,
    /// How often it was checked on shipped instances.
    #[serde(skip)]
    pub shipped: u64,
    /// How often on random ones.
    #[serde(skip)]
    pub random: u64,
    /// Hypotheses that are harmless to drop.
    #[serde(skip)]
    pub harmless: usize,
}

/// What was found about one implication of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CheckedPart {
    /// Its name: that of the claim, or that and a word.
    pub id: &'static str,
    /// How often it was checked with all hypotheses.
    pub checked: u64,
    /// The names of the first instances on which it is false.
    pub counterexamples: Vec<String>,
    /// Situations that can occur under the hypotheses.
    pub branches: Vec<Branch>,
    /// What happens without each hypothesis.
    pub without: Vec<Without>,
}

/// A situation that can occur under the hypotheses.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Branch {
    /// In words.
    pub branch: &'static str,
    /// How often it occurred.
    pub reached: u64,
}

/// What happens where one hypothesis fails and all others hold.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Without {
    /// The hypothesis, in a word.
    pub hypothesis: &'static str,
    /// Whether it is said to be needed.
    pub needed: bool,
    /// How often it failed alone.
    pub tried: u64,
    /// How often the conclusion was false then.
    pub failed: u64,
}

/// What was found about a quantity whose continuous value is known.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ContinuousClaim {
    /// The short name of the claim.
    pub id: &'static str,
    /// `continuous`.
    pub kind: &'static str,
    /// The continuous instance.
    pub instance: String,
    /// The number of the group, from 1.
    pub group: usize,
    /// What is measured, in words.
    pub quantity: &'static str,
    /// The two ends of an interval with the known value; both are the same where it is rational.
    pub known: ExactList,
    /// Types per group and levels of quality of each grid.
    pub grids: [usize; GRIDS.len()],
    /// The distance from the known value on each grid.
    pub errors: ExactList,
    /// log2 of the ratio of errors per doubling; null where an error is zero.
    pub order: Option<f64>,
    /// On K types the error is at most this over K to the power below.
    pub bound: Exact,
    /// The power: 2 for values, 1 for places.
    pub power: u32,
    /// What holds in every optimum of the continuous instance, in words; null where nothing is said.
    pub bracket: Option<String>,
    /// Whether the errors are within the bound, and nothing contradicts the known value.
    pub holds: bool,
    /// Why it does not hold; empty if it does.
    pub problems: Vec<String>,
    /// The quantity, with the group where it is not the first.
    #[serde(skip)]
    pub what: String,
}

impl ClaimsFound {
    /// Whether every claim passes, in each form.
    pub fn holds(&self) -> bool {
        self.finite.iter().all(|claim| claim.holds) && self.continuous.iter().all(|row| row.holds)
    }

    /// Everything that is wrong.
    pub fn problems(&self) -> impl Iterator<Item = &String> {
        let finite = self.finite.iter().flat_map(|claim| &claim.problems);
        finite.chain(self.continuous.iter().flat_map(|row| &row.problems))
    }
}

impl From<&Run> for ClaimsFound {
    fn from(run: &Run) -> Self {
        let (shipped, random) = (&run.evidence.shipped, &run.evidence.random);
        Self {
            finite: finite(&run.evidence),
            continuous: run.continuous.iter().map(ContinuousClaim::from).collect(),
            n_shipped: shipped.n_instances,
            n_random: random.n_instances,
            accepted: shipped.verified.plus(random.verified),
            n_refused: shipped.n_refused + random.n_refused,
        }
    }
}

/// What was found about the finite forms.
pub fn finite(evidence: &Evidence) -> Vec<FiniteClaim> {
    let claims = evidence.claims.iter().enumerate();
    claims.map(|(c, claim)| finite_claim(evidence, c, claim)).collect()
}

fn finite_claim(evidence: &Evidence, c: usize, claim: &Claim) -> FiniteClaim {
    let (shipped, random) = (&evidence.shipped.parts[c], &evidence.random.parts[c]);
    let problems = &evidence.problems[c];
    let sum = |of: &dyn Fn(&PartTally) -> u64| {
        (shipped.iter().map(of).sum(), random.iter().map(of).sum())
    };
    let checked: (u64, u64) = sum(&|part| part.checked);
    let counterexamples: (u64, u64) = sum(&|part| part.n_counterexamples);
    let hypotheses = || claim.parts.iter().flat_map(|part| part.hypotheses);
    let wanted = hypotheses().filter(|h| h.dropped == Dropped::Fails).count();
    let is_missing = |problem: &&Problem| {
        matches!(problem, Problem::Missing { .. } | Problem::ShowsNothing { .. })
    };
    FiniteClaim {
        id: claim.id,
        kind: "finite",
        title: claim.title,
        holds: problems.is_empty(),
        checked: checked.0 + checked.1,
        counterexamples: counterexamples.0 + counterexamples.1,
        ablations_found: wanted - problems.iter().filter(is_missing).count(),
        ablations_wanted: wanted,
        problems: problems.iter().map(ToString::to_string).collect(),
        parts: claim
            .parts
            .iter()
            .zip(shipped.iter().zip(random))
            .map(|(part, both)| CheckedPart::new(part, both))
            .collect(),
        shipped: checked.0,
        random: checked.1,
        harmless: hypotheses().count() - wanted,
    }
}

impl CheckedPart {
    fn new(part: &ironproof_claims::Part, (shipped, random): (&PartTally, &PartTally)) -> Self {
        let branches = part.branches.iter().zip(shipped.branches.iter().zip(&random.branches));
        let ablations = shipped.ablations.iter().zip(&random.ablations);
        let names = shipped.counterexamples.iter().chain(&random.counterexamples);
        Self {
            id: part.id,
            checked: shipped.checked + random.checked,
            counterexamples: names.cloned().collect(),
            branches: branches.map(|(branch, (a, b))| Branch { branch, reached: a + b }).collect(),
            without: part
                .hypotheses
                .iter()
                .zip(ablations)
                .map(|(hypothesis, (a, b))| Without {
                    hypothesis: hypothesis.name,
                    needed: hypothesis.dropped == Dropped::Fails,
                    tried: a.tried + b.tried,
                    failed: a.failed + b.failed,
                })
                .collect(),
        }
    }
}

impl From<&Checked> for ContinuousClaim {
    fn from(checked: &Checked) -> Self {
        let row = &checked.row;
        Self {
            id: row.claim,
            kind: "continuous",
            instance: row.instance.clone(),
            group: row.group + 1,
            quantity: row.quantity.says(),
            known: ExactList(vec![row.known.0.clone(), row.known.1.clone()]),
            grids: GRIDS,
            errors: ExactList(checked.errors.clone()),
            order: checked.order(),
            bound: (&row.bound).into(),
            power: row.quantity.power(),
            bracket: checked.bracket.clone(),
            holds: checked.holds(),
            problems: checked.problems.iter().map(ToString::to_string).collect(),
            what: row.what(),
        }
    }
}
