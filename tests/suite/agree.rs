//! Exact values against listed optima, against each other, and against HiGHS.

use ironproof::crosscheck::{self, Plan};
use ironproof::formulate::Formulation;
use ironproof::solve::Solver;
use ironproof::{certificate, finite, ironing, verdict};

use crate::common::{certificate_text, is_proof, listed, randoms};

fn plan(solvers: &[Solver], formulations: &[Formulation]) -> Plan {
    Plan {
        solvers: solvers.to_vec(),
        formulations: formulations.to_vec(),
        lp_types: 1000,
        oracle_cells: 150,
        time_limit_s: 60.0,
    }
}

#[test]
fn listed_optima_are_met_by_every_solver_and_formulation() {
    for instance in listed() {
        let report = crosscheck::check(&instance, None, &plan(&Solver::ALL, &Formulation::ALL));
        let claimed = instance.optimum.as_ref().unwrap();
        assert_eq!(report.value(), claimed.value(), "{}", instance.name);
        assert!(
            report.verified().is_some() && report.agree(),
            "{}: {:?}",
            instance.name,
            report.disagreements
        );
        assert!(report.runs.len() >= 9, "{}: {} runs", instance.name, report.runs.len());
    }
}

#[test]
fn a_wrong_claim_is_reported() {
    for shift in ["1e-30", "-1e-30"] {
        check_wrong_claim(&crate::common::number(shift));
    }
}

#[track_caller]
fn check_wrong_claim(shift: &ironproof::rational::Rational) {
    let instance = listed().swap_remove(0);
    let claimed = instance.optimum.as_ref().unwrap().value().unwrap() + shift;
    let claimed = Some(finite::Claimed::Value(claimed));
    let instance = instance.changed(|content| content.optimum = claimed).unwrap();
    let report =
        crosscheck::check(&instance, None, &plan(&[Solver::HighsSimplex], &[Formulation::Gamma]));
    assert!(report.verified().is_some() && !report.agree());
}

#[test]
fn random_instances_agree_exactly_and_with_highs() {
    let plan = plan(&[Solver::HighsSimplex], &[Formulation::Gamma]);
    for instance in randoms(20, 300) {
        let report = crosscheck::check(&instance, None, &plan);
        assert!(
            report.verified().is_some() && report.agree(),
            "{}: {:?}",
            instance.name,
            report.disagreements
        );
    }
}

#[test]
fn random_instances_agree_in_every_formulation() {
    let plan = plan(&[Solver::HighsSimplex], &Formulation::ALL);
    for instance in randoms(21, 60) {
        let report = crosscheck::check(&instance, None, &plan);
        assert!(report.agree(), "{}: {:?}", instance.name, report.disagreements);
    }
}

/// The naive checker and the verifier read the same certificates.
#[test]
fn certificates_are_proofs_by_the_definition() {
    for instance in randoms(22, 500) {
        let text = certificate_text(&instance);
        assert!(
            is_proof(&instance, &text),
            "{}\n{}\n{text}",
            instance.name,
            finite::to_json(&instance)
        );
        let certificate = certificate::certify(&instance);
        let verified = verdict::instance(&instance.name, &finite::to_json(&instance), &text);
        let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", instance.name));
        assert_eq!(verified.value(), Some(&certificate.value), "{}", instance.name);
    }
}

/// The objective of the mechanism, summed type by type, is the value.
#[test]
fn the_mechanism_has_the_value() {
    for instance in randoms(23, 300) {
        let optimum = ironing::optimum(&instance);
        let mut objective = ironproof::rational::Rational::ZERO;
        for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
            for item in &solved.menu {
                for ty in &group.types[item.first..=item.last] {
                    let welfare =
                        ty.weighted_wtp().as_ref() * &item.quality - &ty.weight * &item.transfer;
                    objective +=
                        &group.mass * &ty.prob * (&instance.alpha * &item.transfer + welfare);
                }
            }
        }
        assert_eq!(objective, optimum.value, "{}", instance.name);
    }
}

/// Equal values pool and a value of zero is not served: the blocks are strictly increasing, and ties
/// go to the mechanism that does less.
#[test]
fn ties_are_broken_the_documented_way() {
    let text = r#"{"name":"ties","alpha":"1","groups":[{"label":"all","mass":"1","types":[
        {"wtp":"1","prob":"1/2","weight":"0"},{"wtp":"2","prob":"1/2","weight":"0"}]}],
        "quality":[{"level":"1","mass":"1"}]}"#;
    let instance = finite::read(text).unwrap();
    let optimum = ironing::optimum(&instance);
    assert_eq!(ironing::ironed_values(&instance, 0)[0], ironproof::rational::Rational::ZERO);
    assert!(optimum.groups[0].menu[0].quality.is_zero(), "a type of value 0 was served");
    let equal = text.replace(
        "\"1\",\"prob\":\"1/2\",\"weight\":\"0\"",
        "\"1\",\"prob\":\"1/2\",\"weight\":\"4\"",
    );
    for instance in randoms(24, 500).chain([finite::read(&equal).unwrap()]) {
        for (g, solved) in ironing::optimum(&instance).groups.iter().enumerate() {
            let ironed = ironing::ironed_values(&instance, g);
            for pair in solved.blocks.windows(2) {
                assert!(ironed[pair[0].1] < ironed[pair[1].0], "{}", instance.name);
            }
        }
    }
}
