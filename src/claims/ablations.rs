//! The ablations that are missing, searched for all at once.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Claim, Dropped, Hypothesis, Part, Solver, ablation_name, search};
use ironproof_instance::finite::FiniteInstance;

/// How many random instances are looked at for one ablation.
const SEARCHED: u64 = 300_000;

/// Searches an ablation for each hypothesis that has none among `known`, and makes it small. Each comes with its
/// name; `None` if nothing was found.
pub fn find_missing(
    claims: &[&'static Claim],
    known: &[FiniteInstance],
    solver: Solver,
    seed: u64,
) -> Vec<(String, Option<FiniteInstance>)> {
    let is_known = |name: &str| known.iter().any(|instance| instance.name == name);
    let parts = claims.iter().flat_map(|claim| claim.parts);
    let tasks: Vec<(&Part, usize, &Hypothesis)> = parts
        .flat_map(|part| {
            let hypotheses = part.hypotheses.iter().enumerate();
            hypotheses.map(move |(h, hypothesis)| (part, h, hypothesis))
        })
        .filter(|(part, _, hypothesis)| {
            hypothesis.dropped == Dropped::Fails && !is_known(&ablation_name(part, hypothesis))
        })
        .collect();
    tasks
        .into_par_iter()
        .map(|(part, h, hypothesis)| {
            let name = ablation_name(part, hypothesis);
            let found = search::ablation(part, h, solver, seed, SEARCHED);
            let named = found
                .and_then(|found| found.changed(|content| content.name.clone_from(&name)).ok());
            (name, named)
        })
        .collect()
}
