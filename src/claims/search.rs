//! The search for ablations: an instance that lacks one hypothesis and the conclusion, made small.

use super::{Case, Part, Solver, evaluate, generate};
use ironproof_instance::finite::{Content, FiniteInstance, Wtp};
use ironproof_number::rational::Rational;

/// Looks through `n` random instances for one that shows the need of hypothesis `h`, and shrinks it.
pub fn ablation(
    part: &Part,
    h: usize,
    solver: Solver,
    seed: u64,
    n: u64,
) -> Option<FiniteInstance> {
    let found = (0..n)
        .map(|index| generate::instance(seed, index))
        .find(|instance| has_worth(instance) && shows_need(part, h, instance, solver))?;
    let small = shrink(found, &|instance| shows_need(part, h, instance, solver));
    let renamed = small.changed(|content| {
        for (g, group) in content.groups.iter_mut().enumerate() {
            group.label = format!("g{}", g + 1);
        }
    });
    renamed.ok()
}

/// Whether the instance shows the need of hypothesis `h`.
pub fn shows_need(part: &Part, h: usize, instance: &FiniteInstance, solver: Solver) -> bool {
    let case = Case::new(instance, solver);
    case.is_verified() && evaluate(part, &case).iter().any(|finding| finding.shows_need_of(h))
}

/// Worthless objects make small instances that teach nothing.
fn has_worth(instance: &FiniteInstance) -> bool {
    instance.quality.last().is_some_and(|best| best.level > Rational::ZERO)
}

/// Applies the first simplification that keeps `is_wanted`, until none does.
fn shrink(
    mut instance: FiniteInstance,
    is_wanted: &dyn Fn(&FiniteInstance) -> bool,
) -> FiniteInstance {
    loop {
        let simpler = simplifications(&instance).into_iter().find(|simpler| {
            size(simpler) < size(&instance) && has_worth(simpler) && is_wanted(simpler)
        });
        match simpler {
            Some(simpler) => instance = simpler,
            None => return instance,
        }
    }
}

/// Types, then levels and groups, then characters, then the sum of all numbers.
fn size(instance: &FiniteInstance) -> (usize, usize, usize, Rational) {
    let numbers = numbers(instance);
    let characters = numbers.iter().map(|number| number.to_string().len()).sum();
    let sum = numbers.iter().fold(Rational::ZERO, |sum, number| sum + *number);
    (instance.n_types(), instance.groups.len() + instance.quality.len(), characters, sum)
}

fn numbers(instance: &FiniteInstance) -> Vec<&Rational> {
    let mut numbers = vec![&instance.alpha];
    for group in &instance.groups {
        numbers.push(&group.mass);
        numbers.extend(group.types.iter().flat_map(|ty| [ty.low(), &ty.prob, &ty.weight]));
    }
    numbers.extend(instance.quality.iter().map(|level| &level.level));
    numbers.extend(instance.quality.iter().filter_map(|level| level.mass.as_ref()));
    numbers
}

/// The simplifications that break no rule.
fn simplifications(instance: &FiniteInstance) -> Vec<FiniteInstance> {
    let mut simpler = Vec::new();
    let mut push = |change: &dyn Fn(&mut Content)| simpler.extend(instance.changed(change));
    for g in 0..instance.groups.len() {
        push(&|copy| drop(copy.groups.remove(g)));
        for k in 0..instance.groups[g].types.len() {
            // Its probability goes to a neighbour.
            push(&|copy| {
                let types = &mut copy.groups[g].types;
                let gone = types.remove(k);
                if let Some(heir) = types.get_mut(k.saturating_sub(1)) {
                    heir.prob += gone.prob;
                }
            });
        }
    }
    for j in 0..instance.quality.len() {
        push(&|copy| drop(copy.quality.remove(j)));
    }
    for g in 0..instance.groups.len() {
        push(&|copy| copy.groups[g].mass = Rational::ONE);
        push(&|copy| {
            let types = &mut copy.groups[g].types;
            let equal = Rational::ONE / Rational::from(types.len());
            for ty in types.iter_mut() {
                ty.prob.clone_from(&equal);
            }
        });
        for k in 0..instance.groups[g].types.len() {
            for value in candidates(&instance.groups[g].types[k].weight) {
                push(&|copy| copy.groups[g].types[k].weight.clone_from(&value));
            }
            for value in candidates(instance.groups[g].types[k].low()) {
                push(&|copy| copy.groups[g].types[k].wtp = Wtp::Point(value.clone()));
            }
        }
    }
    for value in candidates(&instance.alpha) {
        push(&|copy| copy.alpha.clone_from(&value));
    }
    for j in 0..instance.quality.len() {
        for value in candidates(&instance.quality[j].level) {
            push(&|copy| copy.quality[j].level.clone_from(&value));
        }
        for value in instance.quality[j].mass.iter().flat_map(candidates) {
            push(&|copy| copy.quality[j].mass = Some(value.clone()));
        }
    }
    simpler
}

fn candidates(value: &Rational) -> Vec<Rational> {
    let mut candidates: Vec<Rational> = (0..=4).map(Rational::from).collect();
    candidates.push(Rational::from(value.floor()));
    candidates.push(Rational::from(value.ceil()));
    candidates.extend((2..=4).map(|n| Rational::ONE / Rational::from(n)));
    candidates.retain(|candidate| candidate != value);
    candidates
}
