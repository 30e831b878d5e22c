//! The claims hold, each hypothesis is needed, and wrong solvers are found out.

use std::path::Path;

use assert_cmd::Command;
use ironproof::certificate::certify;
use ironproof::claims::continuous::{self, Quantity, Row, Solved};
use ironproof::claims::validate::{Evidence, Problem, over_random};
use ironproof::claims::{ALL, Case, Tally, generate, search};
use ironproof::finite;
use predicates::str::contains;
use tempfile::TempDir;

use crate::common::number;
use crate::mutants;

fn root() -> &'static Path {
    Path::new(crate::common::ROOT)
}

fn ironproof() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.current_dir(root());
    command
}

fn problems(solver: ironproof::claims::Solver, n: u64) -> Vec<(&'static str, Vec<Problem>)> {
    let random = over_random(&ALL, 3, 0..n, solver, |_| {});
    let evidence = Evidence::judge(ALL.to_vec(), Tally::new(&ALL), random, &[], solver);
    let named = evidence.claims.iter().map(|claim| claim.id).zip(evidence.problems);
    named.collect()
}

fn disproved(solver: ironproof::claims::Solver) -> Vec<&'static str> {
    problems(solver, 1500)
        .into_iter()
        .filter(|(_, problems)| {
            problems.iter().any(|problem| matches!(problem, Problem::Counterexample { .. }))
        })
        .map(|(id, _)| id)
        .collect()
}

/// The page is what the command prints, and the command says that every claim holds.
#[test]
fn the_page_is_current_and_every_claim_holds() {
    let folder = TempDir::new().unwrap();
    let svg = folder.path().join("picture.svg");
    let assert =
        ironproof().args(["claims", "--markdown", "--quiet", "--plot"]).arg(&svg).assert().code(0);
    let page = std::fs::read_to_string(root().join("docs/claims.md")).unwrap();
    let printed = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(page == printed, "docs/claims.md: run `ironproof claims --markdown > docs/claims.md`");
    let picture = std::fs::read_to_string(root().join("docs/proposition-6.svg")).unwrap();
    assert!(picture == std::fs::read_to_string(svg).unwrap(), "docs/proposition-6.svg is old");
}

#[test]
fn each_wrong_solver_is_found_out_by_several_claims() {
    assert_eq!(disproved(certify), [""; 0]);
    assert_eq!(disproved(mutants::right), [""; 0], "the reference of the mutants is right");
    for (name, solver) in mutants::WRONG {
        let disproved = disproved(solver);
        let structural = if name == "merge upside down" { "X" } else { "W" };
        assert!(disproved.contains(&structural), "{name}: {disproved:?}");
        assert!(disproved.len() >= 4, "{name}: {disproved:?}");
    }
}

#[test]
fn the_literal_reading_of_proposition_4_is_refuted_exactly() {
    let path = root().join("instances/ablations/P4-as-stated-served-only.json");
    let instance = finite::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    let case = Case::new(&instance, certify);
    let group = &case.groups[0];
    assert!(
        case.verified.is_some() && group.mean_weight <= instance.alpha && group.low[0].is_zero()
    );
    let falls = |k: usize| group.value[k] < group.value[k - 1];
    let first = group.quality.iter().position(|quality| !quality.is_zero()).unwrap();
    assert!((1..group.n_types()).any(falls), "V falls");
    assert!((first + 1..group.n_types()).all(|k| !falls(k)), "but not among those who are served");
    assert!(case.certificate.groups[0].duals[first + 1..].iter().all(|dual| dual.flat.is_zero()));
}

/// With every hypothesis in place an ablation would be a counterexample: none may show two needs of one part.
#[test]
fn an_ablation_shows_the_need_of_one_hypothesis() {
    let mut shown = 0;
    for part in ALL.iter().flat_map(|claim| claim.parts) {
        for (h, hypothesis) in part.hypotheses.iter().enumerate() {
            let name = ironproof::claims::ablation_name(part, hypothesis);
            let path = root().join(format!("instances/ablations/{name}.json"));
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            let instance = finite::read(&text).unwrap();
            assert_eq!(instance.name, name);
            assert!(instance.n_types() <= 4, "{name} is not small");
            assert!(search::shows_need(part, h, &instance, certify), "{name}");
            shown += 1;
        }
    }
    let files = std::fs::read_dir(root().join("instances/ablations")).unwrap().count();
    assert_eq!(shown, files, "each file belongs to a hypothesis");
}

#[test]
fn a_missing_or_useless_ablation_is_an_error() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ablations");
    std::fs::create_dir(&path).unwrap();
    let claims = |id: &str| {
        let mut command = ironproof();
        command.args(["claims", id, "--random", "400", "--instances"]).arg(folder.path());
        command.arg("--out").arg(folder.path().join("out"));
        command
    };
    let good = std::fs::read_to_string(root().join("instances/ablations/W-hull.json")).unwrap();
    std::fs::write(path.join("X-merge.json"), good.replace("W-hull", "X-merge")).unwrap();
    claims("X").assert().code(1).stderr(contains("X-merge: the conclusion holds"));
    claims("I2").assert().code(1).stderr(contains("I2-strong: no such ablation"));
    claims("none").assert().code(2).stderr(contains("expected one of L, O, W, X, R1"));
}

/// A search that is ended and goes on finds what one run finds; other searches are not mixed in.
#[test]
fn a_search_goes_on_where_it_ended() {
    let (whole, parts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let claims = |n: &str, folder: &TempDir, more: &[&str]| {
        let mut command = ironproof();
        command.args(["claims", "P3", "--quiet", "--seed", "7", "--random", n]).args(more);
        command.arg("--out").arg(folder.path());
        command.assert()
    };
    let csv = |folder: &TempDir| std::fs::read_to_string(folder.path().join("claims.csv")).unwrap();
    claims("40000", &whole, &[]).code(0);
    let state = parts.path().join("claims-search.json");
    claims("5000", &parts, &["--resume"]).code(0);
    let first = std::fs::read_to_string(&state).unwrap();
    claims("20000", &parts, &["--resume"]).code(0);
    assert_ne!(csv(&whole), csv(&parts));
    claims("40000", &parts, &["--resume"]).code(0);
    assert_eq!(csv(&whole), csv(&parts));
    // Counts that are not those that were written are not believed.
    for (from, to) in [
        ("\"n_instances\": 5000", "\"n_instances\": 10000"),
        ("\"branches\": [", "\"branches\": [0,"),
        ("\"n_counterexamples\": 0", "\"n_counterexamples\": 1"),
        ("\"checksum\"", "\"check\""),
        ("\"version\"", "\"vers\u{f6}on\""),
    ] {
        assert!(first.contains(from));
        std::fs::write(&state, first.replacen(from, to, 1)).unwrap();
        claims("9000", &parts, &["--resume"]).code(2).stderr(contains("move this file away"));
    }
    // One of another version, as it was written then.
    let body = first.replace("\"version\": \"", "\"version\": \"9.");
    let body = body.split(",\n  \"checksum\"").next().unwrap();
    let sum = ironproof::sealed::checksum(format!("{body}\n}}").as_bytes());
    std::fs::write(&state, format!("{body},\n  \"checksum\": \"{sum}\"\n}}\n")).unwrap();
    claims("9000", &parts, &["--resume"]).code(2).stderr(contains("another version"));
    // Nobody else writes there meanwhile.
    std::fs::write(&state, &first).unwrap();
    let lock = ironproof::lock::Lock::of(parts.path()).unwrap();
    claims("5000", &parts, &["--resume"]).code(2).stderr(contains("another run writes into"));
    drop(lock);
    std::fs::write(&state, &first).unwrap();
    for (more, message) in [
        (["--seed", "8"], "a search with another seed"),
        (["--first", "1"], "a search with another first instance"),
        (["--random", "4000"], "5000 instances are finished already"),
    ] {
        let mut command = ironproof();
        command.args(["claims", "P3", "--resume", "--out"]).arg(parts.path());
        if more[0] != "--seed" {
            command.args(["--seed", "7"]);
        }
        command.args(more).assert().code(2).stderr(contains(message));
    }
    let mut command = ironproof();
    command.args(["claims", "P4", "--resume", "--seed", "7", "--out"]).arg(parts.path());
    command.assert().code(2).stderr(contains("another list of claims"));
    std::fs::write(&state, &first[..first.len() / 2]).unwrap();
    claims("9000", &parts, &["--resume"]).code(2).stderr(contains("not the state of a search"));
}

#[test]
fn json_has_one_line_per_claim() {
    let out = TempDir::new().unwrap();
    let output = ironproof()
        .args(["claims", "P3", "r2", "--json", "--random", "3000", "--out"])
        .arg(out.path())
        .output()
        .unwrap();
    let all: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(output.status.code(), Some(0));
    let (continuous, lines): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|line| line["kind"] == "continuous");
    assert!(continuous.iter().any(|line| line["id"] == "R2"));
    assert!(continuous.iter().all(|line| line["holds"] == true && line["id"] != "P1"));
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&"P3".into(), &"R2".into()));
    for line in lines {
        assert_eq!((&line["holds"], &line["counterexamples"]), (&true.into(), &0.into()));
        assert!(line["checked"].as_u64().unwrap() > 20);
    }
    let csv = std::fs::read_to_string(out.path().join("claims.csv")).unwrap();
    assert!(csv.starts_with("claim,part,what,name,shipped,random\nP3,P3,checked,,"));
    let csv = std::fs::read_to_string(out.path().join("claims-continuous.csv")).unwrap();
    assert!(csv.contains("R2,m8-transfers-to-everybody,1,value,401/768,401/768,400,"));
    assert!(!csv.contains("\nP1,") && !csv.contains(",no\n"));
}

fn solved(row: &Row) -> Solved {
    Solved::new(&continuous::instance(&row.instance).unwrap())
}

#[test]
fn the_continuous_forms_hold_on_refining_grids() {
    let ids: Vec<&str> = ALL.iter().map(|claim| claim.id).collect();
    let checked = continuous::check(&ids, &continuous::instance);
    assert_eq!(checked.len(), continuous::rows(&continuous::instance).len());
    for checked in &checked {
        assert_eq!(checked.problems, [], "{}", checked.row.place());
        assert_eq!(checked.errors.len(), continuous::GRIDS.len());
    }
    let claims = "W X R1 R2 P1 P2 P3 P4 P5 P6 P7 P8";
    for id in claims.split(' ') {
        assert!(checked.iter().any(|checked| checked.row.claim == id), "{id}");
    }
    // Second order wherever the value is not exact on the finest grids.
    let mut n_orders = 0;
    for checked in checked.iter().filter(|checked| checked.row.quantity == Quantity::Value) {
        let Some(order) = checked.order() else { continue };
        let name = checked.row.instance.as_str();
        if name == "c06-constant-hazard" {
            // The width of the stated interval and the rounding of data, at every K.
            assert!(checked.errors.iter().all(|error| *error < number("1e-12")));
            continue;
        }
        // The tail of c05, a ten-thousandth, is thinner than a cell.
        let least = if name == "c05-heavy-tail" { 1.6 } else { 1.8 };
        assert!((least..2.3).contains(&order), "{name}: {order}");
        n_orders += 1;
    }
    assert!(n_orders >= 17, "{n_orders}");
}

#[test]
fn a_wrong_known_value_of_the_continuum_is_found_out() {
    for row in continuous::rows(&continuous::instance) {
        let solved = solved(&row);
        for shift in ["1e-5", "-1e-5"] {
            let shift = number(shift);
            let shift =
                if row.quantity == Quantity::Value { shift } else { shift * number("1000") };
            let known = (&row.known.0 + &shift, &row.known.1 + &shift);
            let judged = solved.judge(Row { known, ..row.clone() });
            assert!(!judged.holds(), "{} + {shift}", row.place());
        }
    }
}

#[test]
fn a_wrong_optimum_in_a_file_is_exit_code_1() {
    let folder = TempDir::new().unwrap();
    for name in ["ablations/R2-overall-mean.json", "closed-form/m8-transfers-to-everybody.toml"] {
        let text = std::fs::read_to_string(root().join("instances").join(name)).unwrap();
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let claims = || {
        let mut command = ironproof();
        command.args(["claims", "R2", "--random", "3000", "--instances"]).arg(folder.path());
        command.arg("--out").arg(folder.path().join("out"));
        command
    };
    claims().assert().code(0).stdout(contains("1 of 1 continuous rows hold"));
    let path = folder.path().join("closed-form/m8-transfers-to-everybody.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("401/768", "402/768")).unwrap();
    let place = "R2, m8-transfers-to-everybody, value: the known value contradicts";
    claims()
        .assert()
        .code(1)
        .stdout(contains("0 of 1 continuous rows hold"))
        .stderr(contains(place));
}

/// Values and places that a wrong theory gives, and what is proved about the continuum excludes.
#[test]
fn what_is_proved_about_the_continuum_excludes_wrong_theories() {
    for (name, quantity, wrong) in [
        ("c01-reserve-price", Quantity::Value, "1/6"),
        ("c30-essential-without-revenue", Quantity::Value, "1/4"),
        ("c01-reserve-price", Quantity::CutOff, "0"),
        ("c20-free-lottery-essential", Quantity::BottomPool, "0"),
        ("c20-free-lottery-essential", Quantity::BottomWtp, "1"),
        ("c10-full-lottery-knife-edge", Quantity::OneContract, "0"),
        ("c15-pool-at-the-top", Quantity::TopPool, "1"),
        ("c15-pool-at-the-top", Quantity::TopPool, "3/4"),
        ("c26n2-skewed-weights-2", Quantity::Pools, "0"),
        ("skewed-weights-40", Quantity::Pools, "0.15"),
    ] {
        let row = Row {
            claim: "W",
            instance: name.to_owned(),
            group: 0,
            quantity,
            known: (number(wrong), number(wrong)),
            bound: number("1000000"),
        };
        let problem = continuous::Problem::Contradicted { place: row.place() };
        assert!(solved(&row).judge(row).problems.contains(&problem), "{name}: {wrong}");
    }
}

#[test]
fn random_search_does_not_depend_on_threads_or_on_where_it_is_cut() {
    let whole = over_random(&ALL, 5, 0..700, certify, |_| {});
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let parts = pool.install(|| {
        let first = over_random(&ALL, 5, 0..300, certify, |_| {});
        first.merge(&over_random(&ALL, 5, 300..700, certify, |_| {}))
    });
    assert_eq!(whole, parts);
    assert_eq!(generate::instance(5, 17), generate::instance(5, 17));
    assert_ne!(generate::instance(5, 17).groups, generate::instance(6, 17).groups);
}
