//! The three kinds of evidence put together: shipped instances, ablations, random search.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{
    Case, Claim, Dropped, Effort, Part, PartTally, Solver, Tally, ablation_name, generate, search,
};
use ironproof_instance::finite::FiniteInstance;

/// Above this many types no LP is written down for the parts that need one.
const LP_TYPES: usize = 60;
/// Above this many types no LP is given to HiGHS.
const HIGHS_TYPES: usize = 12;
/// Every so many random instances get the parts that need an LP, and some of these HiGHS, too.
const LP_EVERY: u64 = 32;
const HIGHS_EVERY: u64 = 2048;
/// Random instances per task.
const CHUNK: u64 = 256;

/// All evidence about a list of claims.
pub struct Evidence {
    /// The claims.
    pub claims: Vec<&'static Claim>,
    /// On the shipped instances.
    pub shipped: Tally,
    /// On random instances.
    pub random: Tally,
    /// What is wrong, per claim; empty when the claim holds.
    pub problems: Vec<Vec<Problem>>,
}

/// Why a claim does not pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The claim is false.
    #[error("{part}: {count} counterexamples, such as {name}")]
    Counterexample {
        /// The part.
        part: &'static str,
        /// How many.
        count: u64,
        /// An instance.
        name: String,
    },
    /// The part was not evaluated with all hypotheses.
    #[error("{part}: never checked")]
    NeverChecked {
        /// The part.
        part: &'static str,
    },
    /// A branch was not reached.
    #[error("{part}: never reached: {branch}")]
    NeverReached {
        /// The part.
        part: &'static str,
        /// The branch.
        branch: &'static str,
    },
    /// An instance that should show the need of a hypothesis is missing.
    #[error("{name}: no such ablation among the instances")]
    Missing {
        /// The name of the file.
        name: String,
    },
    /// An ablation does not show what it should.
    #[error("{name}: the conclusion holds, or another hypothesis fails")]
    ShowsNothing {
        /// The name of the file.
        name: String,
    },
    /// A hypothesis said to be harmless turned out to be needed.
    #[error("{name}: said to be harmless to drop, and is not")]
    NotHarmless {
        /// Part and hypothesis.
        name: String,
    },
}

/// Evaluates the claims on given instances.
pub fn over_instances(
    claims: &[&'static Claim],
    instances: &[FiniteInstance],
    solver: Solver,
) -> Tally {
    let tallies: Vec<Tally> = instances
        .par_iter()
        .map(|instance| {
            let mut tally = Tally::new(claims);
            let mut case = Case::new(instance, solver);
            case.asks_highs = instance.n_types() <= HIGHS_TYPES;
            let small = instance.n_types() <= LP_TYPES;
            tally.see(claims, &case, |part| part.effort == Effort::Small || small);
            tally
        })
        .collect();
    tallies.iter().fold(Tally::new(claims), Tally::merge)
}

/// Evaluates the claims on random instances, the same ones for any number of threads. `finished` hears how
/// many more are done.
pub fn over_random(
    claims: &[&'static Claim],
    seed: u64,
    indices: Range<u64>,
    solver: Solver,
    finished: impl Fn(u64) + Sync,
) -> Tally {
    let chunks: Vec<Range<u64>> = (indices.start..indices.end)
        .step_by(usize::try_from(CHUNK).unwrap_or(1))
        .map(|start| start..indices.end.min(start + CHUNK))
        .collect();
    let tallies: Vec<Tally> = chunks
        .into_par_iter()
        .map(|chunk| {
            let mut tally = Tally::new(claims);
            let n = chunk.end - chunk.start;
            for index in chunk {
                let instance = generate::instance(seed, index);
                let mut case = Case::new(&instance, solver);
                // Multiplicative step: the strata of the generator are periodic in the index.
                let draw = index.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
                case.asks_highs = draw % HIGHS_EVERY == 0;
                tally.see(claims, &case, |part| {
                    part.effort == Effort::Small || draw % LP_EVERY == 0
                });
            }
            finished(n);
            tally
        })
        .collect();
    tallies.iter().fold(Tally::new(claims), Tally::merge)
}

impl Evidence {
    /// Judges the tallies and checks every ablation.
    pub fn judge(
        claims: Vec<&'static Claim>,
        shipped: Tally,
        random: Tally,
        ablations: &[FiniteInstance],
        solver: Solver,
    ) -> Self {
        let mut problems = Vec::with_capacity(claims.len());
        for (c, claim) in claims.iter().enumerate() {
            let mut of_claim = Vec::new();
            for (p, part) in claim.parts.iter().enumerate() {
                let both = [&shipped.parts[c][p], &random.parts[c][p]];
                judge_counts(part, both, &mut of_claim);
                judge_ablations(part, both, ablations, solver, &mut of_claim);
            }
            problems.push(of_claim);
        }
        Self { claims, shipped, random, problems }
    }

    /// Whether every claim passes.
    pub fn holds(&self) -> bool {
        self.problems.iter().all(Vec::is_empty)
    }
}

fn judge_counts(part: &'static Part, both: [&PartTally; 2], problems: &mut Vec<Problem>) {
    let count = both[0].n_counterexamples + both[1].n_counterexamples;
    if count > 0 {
        let name = both.iter().flat_map(|tally| &tally.counterexamples).next();
        let name = name.cloned().unwrap_or_default();
        problems.push(Problem::Counterexample { part: part.id, count, name });
    }
    if both[0].checked + both[1].checked == 0 {
        problems.push(Problem::NeverChecked { part: part.id });
    }
    for (b, branch) in part.branches.iter().enumerate() {
        if both[0].branches[b] + both[1].branches[b] == 0 {
            problems.push(Problem::NeverReached { part: part.id, branch });
        }
    }
}

fn judge_ablations(
    part: &'static Part,
    both: [&PartTally; 2],
    ablations: &[FiniteInstance],
    solver: Solver,
    problems: &mut Vec<Problem>,
) {
    for (h, hypothesis) in part.hypotheses.iter().enumerate() {
        let name = ablation_name(part, hypothesis);
        match hypothesis.dropped {
            Dropped::Harmless(_) => {
                if both.iter().any(|tally| tally.ablations[h].failed > 0) {
                    problems.push(Problem::NotHarmless { name });
                }
            }
            Dropped::Fails => match ablations.iter().find(|instance| instance.name == name) {
                None => problems.push(Problem::Missing { name }),
                Some(instance) if !search::shows_need(part, h, instance, solver) => {
                    problems.push(Problem::ShowsNothing { name });
                }
                Some(_) => {}
            },
        }
    }
}
