//! Markets and posted prices on random finite instances, against what the words say, agent by agent; and closed forms.

use std::path::Path;

use ironproof_instance::finite::{FiniteInstance, Type};
use ironproof_number::rational::{Rational, approx};

use crate::outcome::Taken;
use crate::tests::{number, run, tied, width};
use crate::{Policy, Setting, evaluate};

/// All agents: willingness to pay, mass, type.
fn agents(instance: &FiniteInstance) -> Vec<(usize, Rational, &Type)> {
    let mut all = Vec::new();
    for (g, group) in instance.groups.iter().enumerate() {
        all.extend(group.types.iter().map(|ty| (g, &ty.prob * &group.mass, ty)));
    }
    all
}

fn add(sum: Rational, next: Rational) -> Rational {
    sum + next
}

#[test]
fn markets_clear_level_by_level() {
    let mut n_split = 0;
    for seed in 0..300 {
        let instance = tied(seed);
        let setting = Setting::finite(&instance);
        let found = run(&setting, "market");
        let agents = agents(&instance);
        let (mut value, mut revenue) = (Rational::ZERO, Rational::ZERO);
        let mut before = Rational::ZERO;
        for (level, supply) in instance.quality.iter().zip(instance.supply()) {
            let step = &level.level - &before;
            before.clone_from(&level.level);
            if step.is_zero() {
                continue;
            }
            let more_than = |price: &Rational| {
                agents
                    .iter()
                    .filter(|(_, _, ty)| ty.low() > price)
                    .map(|(_, m, _)| m.clone())
                    .fold(Rational::ZERO, add)
            };
            let prices = agents.iter().map(|(_, _, ty)| ty.low().clone()).chain([Rational::ZERO]);
            let price =
                prices.filter(|price| more_than(price) <= supply).min().expect("the highest");
            let here = agents.iter().filter(|(_, _, ty)| *ty.low() == price);
            let here = here.map(|(_, m, _)| m.clone()).fold(Rational::ZERO, add);
            let share = if here.is_zero() {
                Rational::ZERO
            } else {
                ((&supply - more_than(&price)) / here).min(Rational::ONE)
            };
            n_split += usize::from(!share.is_zero() && !share.is_one());
            for (_, mass, ty) in agents.iter().filter(|(_, _, ty)| *ty.low() >= price) {
                let bought = if *ty.low() > price { mass.clone() } else { mass * &share };
                let each = &ty.weight * (ty.low() - &price) + &instance.alpha * &price;
                value += &step * &bought * each;
                revenue += &step * bought * &price;
            }
        }
        assert_eq!(found.totals.value.low, value, "seed {seed}");
        assert_eq!(found.totals.revenue.low, revenue, "seed {seed}");
    }
    assert!(n_split > 50, "{n_split}");
}

/// The quality of the best objects of this mass together.
fn best_objects(instance: &FiniteInstance, mass: &Rational) -> Rational {
    let (mut left, mut sum) = (mass.clone(), Rational::ZERO);
    for (level, mass) in instance.quality.iter().zip(instance.objects()).rev() {
        let here = (&left).min(&mass).clone();
        sum += &here * &level.level;
        left -= here;
    }
    sum
}

#[test]
fn tickets_are_an_equilibrium() {
    let mut n_indifferent = 0;
    for seed in 0..600 {
        let instance = tied(seed);
        let setting = Setting::finite(&instance);
        for text in ["1/2", "1", "3/2", "2"] {
            let price = number(text);
            let all = (0..instance.groups.len()).map(|g| (g, price.clone())).collect();
            let found = evaluate(&setting, &Policy::Prices(all), None, &width()).expect("no cells");
            let outcome = found.outcome.expect("contracts");
            let taken: Vec<&Taken> = outcome.iter().flat_map(|group| &group.taken).collect();
            let mass = taken.iter().map(|t| t.takers.mass.low.clone()).fold(Rational::ZERO, add);
            let objects = instance.quality.iter().zip(instance.objects());
            let positive = objects.filter(|(level, _)| !level.level.is_zero());
            let supply = positive.map(|(_, mass)| mass).fold(Rational::ZERO, add);
            let served = (&mass).min(&supply).clone();
            let quality = best_objects(&instance, &served);
            if served.is_zero() {
                // Not even the best object is worth the price, or just so.
                let best =
                    instance.quality.last().map(|level| level.level.clone()).expect("a level");
                assert!(agents(&instance).iter().all(|(_, _, ty)| ty.low() * &best <= price));
                continue;
            }
            for (g, taken) in taken.iter().enumerate() {
                let contract = &taken.contract;
                assert_eq!(contract.quality.low, &quality / &mass, "seed {seed}, {text}");
                assert_eq!(contract.payment.low, &price * &served / &mass, "seed {seed}, {text}");
                let worth = |ty: &Type| (ty.low() * &quality / &served).cmp(&price);
                let count = |wanted: std::cmp::Ordering| {
                    let types = agents(&instance)
                        .into_iter()
                        .filter(|(of, _, ty)| *of == g && worth(ty) == wanted);
                    types.map(|(_, m, _)| m).fold(Rational::ZERO, add)
                };
                let sure = count(std::cmp::Ordering::Greater);
                let maybe = count(std::cmp::Ordering::Equal);
                n_indifferent += usize::from(!maybe.is_zero());
                assert!(sure <= taken.takers.mass.low, "seed {seed}, {text}");
                assert!(taken.takers.mass.low <= sure + maybe, "seed {seed}, {text}");
            }
        }
    }
    assert!(n_indifferent > 100, "{n_indifferent}");
}

fn continuous(quality: &str, wtp: &str) -> ironproof_instance::ContinuousInstance {
    let text = format!(
        "name = \"x\"\nalpha = \"1\"\nquality = {{ {quality} }}\n[[group]]\nlabel = \"all\"\nmass = \"1\"\n\
         wtp = {{ {wtp} }}\nweight = {{ kind = \"constant\", value = \"1\" }}\n"
    );
    ironproof_instance::read(&text, Path::new("")).expect("valid")
}

const UNIFORM: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";

/// r and q uniform on [0, 1]: in a market t gets q = t and pays t^2 / 2; at the price P = 3/8 those above 1/2 take
/// part, and get 3/4 on average.
#[test]
fn uniform_qualities_have_closed_forms() {
    let instance = continuous(UNIFORM, UNIFORM);
    let setting = Setting::continuous(&instance).expect("enclosed");
    for (policy, value, revenue, most) in [
        ("market", "1/3", "1/6", "1/100"),
        ("lottery", "1/4", "0", "0"),
        ("price=3/8", "9/32", "3/16", "1e-18"),
    ] {
        let found = run(&setting, policy).totals;
        for (found, exact) in [(found.value, value), (found.revenue, revenue)] {
            assert!(found.admits(&number(exact)), "{policy}: {found:?}");
            assert!(found.width() <= number(most), "{policy}: {}", approx(&found.width()));
        }
    }
}

/// Exponential with rate 1, cut at 60: above p there are exp(-p), who would pay (1 + p) exp(-p) together.
#[test]
fn an_exponential_group_is_enclosed() {
    let quality = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1/4\" }]";
    let instance =
        continuous(quality, "kind = \"exponential\", rate = \"1\", high = \"60\", tail = \"clip\"");
    let setting = Setting::continuous(&instance).expect("enclosed");
    let (log, close) = (4_f64.ln(), |a: &Rational, b: f64| (approx(a) - b).abs() < 1e-12);
    let market = run(&setting, "market").totals;
    assert!(market.value.width() < number("1e-18"));
    assert!(close(&market.value.low, (1.0 + log) / 4.0), "{:?}", market.value);
    assert!(close(&market.revenue.high, log / 4.0), "{:?}", market.revenue);
    let price = run(&setting, "price=1").totals;
    assert!(close(&price.value.low, 0.5), "{:?}", price.value);
    assert!(close(&price.served.low, 0.25), "{:?}", price.served);
}
