//! Small linear programs: for each kind of certificate what is accepted, and its nearest false siblings.

use crate::sha256::sha256;
use crate::{LpFailure, lp_digest, mps, verify_lp};

/// max 3 + 2 x + y, x + y <= 4, 1 <= x <= 3, y = 1/2: 19/2
const BOUNDED: &str = "OBJSENSE MAX\nROWS\n N C\n L R1\n G R2\nCOLUMNS\n X C 2 R1 1\n X R2 1\n Y C 1 R1 1\n\
                       RHS\n C -3 R1 4\n R2 1\nBOUNDS\n UP X 3\n FX Y 0.5\nENDATA\n";
/// 2 <= y <= 1
const CROSSED: &str = "ROWS\n N C\nCOLUMNS\n X C 1\n Y C 1\nBOUNDS\n LO Y 2\n UP Y 1\nENDATA\n";
/// min -x, x - y <= 1
const UNBOUNDED: &str = "ROWS\n N C\n L R\nCOLUMNS\n X C -1 R 1\n Y R -1\nRHS\n R 1\nENDATA\n";

#[track_caller]
fn check(model: &str, proof: &str, expected: &str) {
    let lp = mps::read(model).expect("an LP");
    let (file, canonical) =
        (sha256(model.as_bytes()), sha256(lp_digest::canonical(&lp).as_bytes()));
    let certificate = format!(
        "ironproof-lp-certificate 2\nfile sha256 {file}\nmodel sha256 {canonical}\n{proof}end\n"
    );
    let actual = match verify_lp(model.as_bytes(), &certificate) {
        Ok(verified) => format!("verified {verified}"),
        Err(LpFailure::Rejected(rejection)) => rejection.to_string(),
        Err(LpFailure::Model(error)) => error.to_string(),
    };
    assert_eq!(actual, expected, "{proof}");
}

#[test]
fn an_optimum_needs_both_vectors() {
    let point = "point 2\n1 6\n2 1\n";
    check(BOUNDED, &format!("optimal 19/2\n{point}multipliers 1\n"), "verified 19/2");
    check(BOUNDED, "basis\ncolumns UL\nrows BB\n", "verified 19/2");
    check(
        BOUNDED,
        &format!("optimal 21/2\n{point}multipliers 1\n1 2\n"),
        "objective 19/2 differs from value 21/2",
    );
    check(
        BOUNDED,
        &format!("optimal 21/2\n{point}multipliers 1\n"),
        "the optimum is 19/2, not 21/2",
    );
    check(
        BOUNDED,
        &format!("optimal 19/2\n{point}multipliers 1\n1 2\n"),
        "bound 21/2 differs from value 19/2",
    );
    check(
        BOUNDED,
        "optimal 19/2\npoint 2\n1 6\n1 6\n2 1\nmultipliers 1\n",
        "certificate:7: expected increasing places of the model",
    );
}

#[test]
fn a_certificate_of_something_else_is_told() {
    let read = |certificate: &str| match verify_lp(BOUNDED.as_bytes(), certificate) {
        Err(LpFailure::Rejected(rejection)) => rejection.to_string(),
        other => panic!("not rejected: {other:?}"),
    };
    assert_eq!(
        read("ironproof-certificate 1\nvalue 1\n"),
        "certificate:1: expected a certificate of a model; this one is of an instance (*.json)"
    );
    // Of another model, which this proof does not fit.
    let (file, other) = ("0".repeat(64), "optimal 1\npoint 1\n7 7\nmultipliers 1\nend\n");
    let other =
        format!("ironproof-lp-certificate 2\nfile sha256 {file}\nmodel sha256 {file}\n{other}");
    assert_eq!(read(&other), "the certificate is for another file");
}

#[test]
fn each_bound_needs_its_vector() {
    let (point, multipliers) = ("point 2\n1 4\n2 1\n", "multipliers 1\n1 2\n");
    let both = format!("bounds 15/2 21/2\n{point}{multipliers}");
    check(BOUNDED, &both, "verified bounds 15/2 21/2");
    check(BOUNDED, &format!("bounds 15/2 none\n{point}"), "verified bounds 15/2 none");
    check(BOUNDED, &format!("bounds none 21/2\n{multipliers}"), "verified bounds none 21/2");
    let unproved = "a bound without its vector, or a vector without bound";
    check(BOUNDED, &format!("bounds none 15/2\n{point}"), unproved);
    check(BOUNDED, &format!("bounds 21/2 none\n{multipliers}"), unproved);
    check(BOUNDED, &format!("bounds none 21/2\n{point}{multipliers}"), unproved);
}

#[test]
fn infeasible_models_have_a_contradiction() {
    check(BOUNDED, "infeasible\nmultipliers 1\n", "the multipliers prove no infeasibility");
    check(BOUNDED, "infeasible\ncolumn 1\n", "the bounds of X are not crossed");
    check(BOUNDED, "infeasible\ncolumn 2\n", "the bounds of Y are not crossed");
    check(BOUNDED, "infeasible\ncolumn 3\n", "certificate:5: expected a column of the model");
    // No row of an MPS file has crossed bounds, so there is no such certificate.
    check(BOUNDED, "infeasible\nrow 2\n", "certificate:5: expected multipliers");
    check(CROSSED, "infeasible\ncolumn 2\n", "verified infeasible");
}

#[test]
fn rays_improve_and_run_into_no_bound() {
    let ray = |entries: &str| format!("unbounded\npoint 1\nray 1\n{entries}");
    check(UNBOUNDED, &ray("1 1\n2 1\n"), "verified unbounded");
    check(UNBOUNDED, &ray("2 1\n"), "the objective does not improve along the ray");
    check(UNBOUNDED, &ray("1 1\n"), "the ray runs into a bound of R");
    check(UNBOUNDED, &ray("1 -1\n"), "the ray runs into a bound of X");
    let outside = "unbounded\npoint 1\n1 2\nray 1\n1 1\n2 1\n";
    check(UNBOUNDED, outside, "violated: row R");
    let maximize = UNBOUNDED.replace("-1 R", "1 R").replace("ROWS\n", "OBJSENSE MAX\nROWS\n");
    check(&maximize, &ray("1 1\n2 1\n"), "verified unbounded");
    check(&maximize, &ray("2 1\n"), "the objective does not improve along the ray");
}

/// Without integers an infeasible model is infeasible with them, too; all else is about the relaxation.
#[test]
fn relaxations_are_told() {
    let integers = |model: &str| model.replace(" X C", " M 'MARKER' 'INTORG'\n X C");
    let crossed = integers(CROSSED);
    check(&crossed, "infeasible\ncolumn 2\n", "verified infeasible");
    let bounded = integers(BOUNDED);
    check(&bounded, "basis\ncolumns UL\nrows BB\n", "verified relaxation 19/2");
    check(&bounded, "bounds none none\n", "verified relaxation bounds none none");
}
