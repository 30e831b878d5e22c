//! Instances, and a checker so naive that it can be believed.

use std::path::{Path, PathBuf};

use ironproof::certificate::{self, Form};
use ironproof::finite::{self, FiniteInstance, Group};
use ironproof::random;
use ironproof::rational::{self, Rational};
use ironproof_verifier::{Dialect, ModelFailure, Readings, lp, verify_model};

/// The root of the repository; tests run in the folder of the program.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The 66 finite instances with listed optima.
pub fn listed() -> Vec<FiniteInstance> {
    let text = include_str!("../data/finite.jsonl");
    let instances: Vec<FiniteInstance> =
        finite::read_lines(text).into_iter().map(Result::unwrap).collect();
    assert_eq!(instances.len(), 66);
    instances
}

/// Small random instances: the first `n` of a seed.
pub fn randoms(seed: u64, n: u64) -> impl Iterator<Item = FiniteInstance> {
    (0..n).map(move |index| random::instance(seed, index, random::SMALL))
}

pub fn number(text: &str) -> Rational {
    rational::parse(text).unwrap()
}

pub fn certificate_text(instance: &FiniteInstance) -> String {
    certificate::written(instance, Form::Listed).text
}

/// Whether a well-formed certificate proves its value, by the definition in `docs/model.md`: all
/// K (K - 1) incentive rows, all levels, dense vectors, plain rationals.
pub fn is_proof(instance: &FiniteInstance, certificate: &str) -> bool {
    let mut lines = certificate.lines().skip(1).peekable();
    let words = |line: &str| line.split(' ').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let value = number(&words(lines.next().unwrap())[0]);
    let pi: Vec<Rational> = words(lines.next().unwrap()).iter().map(|word| number(word)).collect();
    let n_levels = instance.quality.len();
    let mut objective = Rational::ZERO;
    let mut bound = Rational::ZERO;
    let mut used = vec![Rational::ZERO; n_levels];
    for group in &instance.groups {
        lines.next();
        let n = group.types.len();
        let (mut q, mut t) = (vec![Rational::ZERO; n], vec![Rational::ZERO; n]);
        let mut covered = 0;
        while covered < n {
            let words = words(lines.next().unwrap());
            let (first, last): (usize, usize) =
                (words[0].parse().unwrap(), words[1].parse().unwrap());
            let mut lottery = vec![Rational::ZERO; n_levels];
            for word in &words[3..] {
                let (level, chance) = word.split_once(':').unwrap();
                lottery[level.parse::<usize>().unwrap() - 1] = number(chance);
            }
            if lottery.iter().fold(Rational::ZERO, |sum, chance| sum + chance) > Rational::ONE
                || first != covered + 1
                || last < first
                || last > n
            {
                return false;
            }
            for k in first - 1..last {
                t[k] = number(&words[2]);
                for (j, chance) in lottery.iter().enumerate() {
                    q[k] += &instance.quality[j].level * chance;
                    used[j] += &group.mass * &group.types[k].prob * chance;
                }
            }
            covered = last;
        }
        for k in 0..n {
            let own = &group.types[k];
            let w = &group.mass * &own.prob;
            objective += &w
                * (&instance.alpha * &t[k] + own.weighted_wtp().as_ref() * &q[k]
                    - &own.weight * &t[k]);
            if t[k] > own.low() * &q[k] {
                return false;
            }
            for l in 0..n {
                for wtp in [own.low(), own.high()] {
                    if &t[k] - &t[l] > wtp * (&q[k] - &q[l]) {
                        return false;
                    }
                }
            }
        }
        let duals = if lines.next_if_eq(&"tight").is_some() {
            let mut pools = Vec::new();
            while let Some(line) = lines.next_if(|line| line.starts_with("pool")) {
                let words = words(line);
                pools.push((words[0].parse().unwrap(), words[1].parse().unwrap()));
            }
            expanded(&instance.alpha, group, &pools)
        } else {
            (0..n)
                .map(|_| words(lines.next().unwrap()).iter().map(|word| number(word)).collect())
                .collect()
        };
        if duals.iter().flatten().any(|y| *y < Rational::ZERO) {
            return false;
        }
        if !duals[0][1].is_zero() || !duals[0][2].is_zero() {
            return false;
        }
        let none = vec![Rational::ZERO; 3];
        for k in 0..n {
            let own = &group.types[k];
            let w = &group.mass * &own.prob;
            let (here, above) = (&duals[k], duals.get(k + 1).unwrap_or(&none));
            let column_t =
                &w * (&instance.alpha - &own.weight) - &here[0] + &here[1] + &above[0] - &above[1];
            if column_t > Rational::ZERO {
                return false;
            }
            let mut v =
                &w * own.weighted_wtp().as_ref() + &here[0] * own.low() + &here[2] * own.high();
            if k > 0 {
                let below = &group.types[k - 1];
                v -= &here[1] * below.high() + &here[2] * below.low();
            }
            if let Some(next) = group.types.get(k + 1) {
                v += &above[1] * own.high() + &above[2] * own.low()
                    - &above[0] * next.low()
                    - &above[2] * next.high();
            }
            let mut sigma = Rational::ZERO;
            let mut price = Rational::ZERO;
            for (level, pi) in instance.quality.iter().zip(&pi) {
                price += pi;
                sigma = sigma.max(&v * &level.level - &w * &price);
            }
            bound += sigma;
        }
    }
    let mut better = Rational::ZERO;
    let mut supply = Rational::ZERO;
    for j in (0..n_levels).rev() {
        better += &used[j];
        supply += &instance.objects()[j];
        if better > supply {
            return false;
        }
        bound += &pi[j] * &supply;
    }
    objective == value && bound == value
}

/// D_k, P_k and M_k of a group by the definitions of `docs/model.md`, each sum from its start. Pools count
/// from 1.
fn expanded(alpha: &Rational, group: &Group, pools: &[(usize, usize)]) -> Vec<Vec<Rational>> {
    let n = group.types.len();
    let w = |k: usize| &group.mass * &group.types[k].prob;
    let tail = |k: usize| {
        (k..n).fold(Rational::ZERO, |sum, l| sum + w(l) * (alpha - &group.types[l].weight))
    };
    let mut duals: Vec<Vec<Rational>> = (0..n)
        .map(|k| {
            let up = if k == 0 { Rational::ZERO } else { (-tail(k)).max(Rational::ZERO) };
            vec![tail(k).max(Rational::ZERO), up, Rational::ZERO]
        })
        .collect();
    let trade = |k: usize| {
        if k == 0 {
            return &duals[0][0] * group.types[0].low();
        }
        &duals[k][0] * group.types[k].low() - &duals[k][1] * group.types[k - 1].high()
    };
    let value = |k: usize| {
        let above = if k + 1 < n { trade(k + 1) } else { Rational::ZERO };
        w(k) * group.types[k].weighted_wtp().as_ref() + trade(k) - above
    };
    let mut flats = vec![Rational::ZERO; n];
    for &(first, last) in pools {
        let sum = |f: &dyn Fn(usize) -> Rational, to: usize| {
            (first - 1..to).fold(Rational::ZERO, |sum, k| sum + f(k))
        };
        let per_mass = sum(&value, last) / sum(&w, last);
        for k in first..last {
            let gap = group.types[k].high() - group.types[k - 1].low();
            flats[k] = (sum(&value, k) - &per_mass * sum(&w, k)) / gap;
        }
    }
    for (dual, flat) in duals.iter_mut().zip(flats) {
        dual[2] = flat;
    }
    duals
}

/// Fails the test where a program that it needs is missing: a test that cannot run has not passed.
#[track_caller]
pub fn needs(program: &str) {
    let output = std::process::Command::new(program).arg("--version").output();
    let is_there = output.is_ok_and(|output| output.status.success());
    assert!(is_there, "this test needs `{program}`; README.md says what the tests need");
}

/// The folder of the model files that the crate highs-sys vendors.
pub fn vendored() -> PathBuf {
    let metadata = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(crate::common::ROOT)
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let highs = packages.iter().find(|package| package["name"] == "highs-sys").unwrap();
    Path::new(highs["manifest_path"].as_str().unwrap()).with_file_name("HiGHS/check/instances")
}

/// What the checker says about a certificate of an MPS file.
pub fn verify_lp(file: &[u8], certificate: &str) -> Result<lp::Verified, ModelFailure> {
    verify_model(file, Dialect::Mps, &Readings::default(), certificate)
}
