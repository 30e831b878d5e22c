//! The wider model: external values, costs, levels without limit and side constraints.

use ironproof::crosscheck::{self, Plan};
use ironproof::finite::{Claimed, FiniteInstance};
use ironproof::formulate::{FormulateError, Formulation, Incentives, formulate};
use ironproof::ironing;
use ironproof::ironing::wider::{self, Answer};
use ironproof::proof::{Outcome, prove};
use ironproof::rational::Rational;
use ironproof::solve::{self, Solver};
use ironproof::verdict::{self, Finding, Refused};
use ironproof::{certificate, discretize, finite, random_wider};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use crate::cli::{folder, ironproof};
use crate::common::ROOT;

const LISTED: &str = include_str!("../data/wider.jsonl");

fn plan(formulations: &[Formulation]) -> Plan {
    Plan {
        solvers: vec![Solver::HighsSimplex],
        formulations: formulations.to_vec(),
        lp_types: 1000,
        oracle_cells: 150,
        time_limit_s: 60.0,
    }
}

#[track_caller]
fn value_of(instance: &FiniteInstance) -> Rational {
    let Claimed::Value(value) = found(&wider::answer(instance)) else { panic!("infeasible") };
    value
}

fn found(answer: &Answer) -> Claimed {
    match answer {
        Answer::Optimal(priced) => Claimed::Value(priced.optimum.value.clone()),
        Answer::Infeasible { .. } => Claimed::Infeasible,
    }
}

/// Solves it, has the certificate checked and all LPs compared, and returns how many LPs.
#[track_caller]
fn check(instance: &FiniteInstance, text: Option<&str>) -> usize {
    let report = crosscheck::check(instance, text, &plan(&Formulation::ALL));
    assert!(report.agree(), "{}: {:?}", instance.name, report.disagreements);
    assert!(report.verified().is_some(), "{}", instance.name);
    report.runs.len()
}

#[test]
fn listed_instances_have_their_optimum_in_every_way() {
    let (mut n_infeasible, mut n_reduced) = (0, 0);
    for line in LISTED.lines() {
        let instance = finite::read(line).unwrap();
        let claim = instance.optimum.clone().unwrap();
        n_infeasible += usize::from(claim == Claimed::Infeasible);
        assert_eq!(found(&wider::answer(&instance)), claim, "{}", instance.name);
        // Adjacent and all incentive rows of gamma, mass and utility.
        let n_lps = check(&instance, Some(line));
        assert!(n_lps == 6 || n_lps == 8, "{}", instance.name);
        n_reduced += usize::from(n_lps == 8);
    }
    assert_eq!((LISTED.lines().count(), n_infeasible), (80, 6));
    assert!(0 < n_reduced);
}

#[test]
fn examples_have_the_optimum_of_the_textbook() {
    let files = std::fs::read_dir(format!("{ROOT}/instances/wider")).unwrap();
    let mut n_files = 0;
    for file in files {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        n_files += 1;
        if path.extension().is_some_and(|end| end == "toml") {
            continuous(&text);
            continue;
        }
        let instance = finite::read(&text).unwrap();
        assert_eq!(Some(found(&wider::answer(&instance))), instance.optimum, "{}", instance.name);
        check(&instance, Some(&text));
    }
    assert_eq!(n_files, 10);
}

/// The stated optimum is inside the enclosure, and a grid of cells is below it, with an accepted certificate.
#[track_caller]
fn continuous(text: &str) {
    let instance = ironproof::instance::read(text, std::path::Path::new("")).unwrap();
    let width = Rational::ONE / Rational::from(1_000_000);
    let value = ironproof::continuum::optimum(&instance, &width).unwrap().totals.value;
    let claim = instance.optimum.as_ref().unwrap().ends().0.clone();
    assert!(value.low <= claim && claim <= value.high, "{}: {value:?}", instance.name);
    assert!(value.width() <= &claim * &width, "{}: {value:?}", instance.name);
    let on_grid = |types, levels| {
        let config = discretize::GridConfig { types, levels, ..Default::default() };
        discretize::discretize(&instance, &config).unwrap().instance
    };
    // All LPs on a coarse grid, and ironing on a fine one.
    check(&on_grid(20, 10), None);
    let grid = on_grid(400, 100);
    // As `solve` does: the wider program is not for a hundred limited levels where nothing needs it.
    let below = if grid.is_plain() { ironing::optimum(&grid).value } else { value_of(&grid) };
    assert!(below <= claim && claim < below * Rational::from(1001) / Rational::from(1000));
}

/// An independent way: the LP, from a float basis to an exact proof, without ironing.
#[test]
fn random_instances_have_the_optimum_of_their_lp() {
    let (mut n_infeasible, mut n_sides) = (0, 0);
    for index in 0..250 {
        let instance = random_wider::instance(31, index, ironproof::random::SMALL);
        let lp = formulate(&instance, Formulation::Mass, Incentives::All).unwrap();
        let report = prove(&lp, &solve::bases, 60.0);
        let Outcome::Proved(proof) = report.outcome() else { panic!("{}", instance.name) };
        let claim = proof.value().cloned().map_or(Claimed::Infeasible, Claimed::Value);
        assert_eq!(found(&wider::answer(&instance)), claim, "{}", instance.name);
        n_infeasible += usize::from(claim == Claimed::Infeasible);
        n_sides += usize::from(!instance.sides.is_empty());
        check(&instance, None);
    }
    assert!(3 < n_infeasible && 50 < n_sides, "{n_infeasible} infeasible, {n_sides} constrained");
}

/// What one writes is what one reads, and an instance of the plain model is written as ever.
#[test]
fn instances_are_written_as_they_are() {
    for line in LISTED.lines() {
        let instance = finite::read(line).unwrap();
        assert_eq!(finite::read(&finite::to_json(&instance)).unwrap(), instance);
    }
    for instance in crate::common::randoms(5, 30) {
        let text = finite::to_json(&instance);
        for key in ["external", "cost", "unlimited", "constraints"] {
            assert!(!text.contains(key));
        }
        assert!(instance.is_plain());
    }
}

/// Shadow prices and a mixture: the budget is met exactly, and costs a half per unit.
#[test]
fn a_budget_has_a_price() {
    let text = std::fs::read_to_string(format!("{ROOT}/instances/wider/ramsey-pricing.json"));
    let instance = finite::read(&text.unwrap()).unwrap();
    let Answer::Optimal(priced) = wider::answer(&instance) else { panic!("it is feasible") };
    assert_eq!(priced.prices.sides, [Rational::ONE / Rational::from(2)]);
    let revenue = |g: usize| {
        let items = priced.optimum.groups[g].menu.iter();
        let types = &instance.groups[g].types;
        let paid = items.flat_map(|item| {
            types[item.first..=item.last].iter().map(|ty| &ty.prob * &item.transfer)
        });
        &instance.groups[g].mass * paid.sum::<Rational>()
    };
    assert_eq!(revenue(0) + revenue(1), Rational::from(15) / Rational::from(8));
}

/// One damage per line of a certificate that only the wider model has.
#[test]
fn damaged_certificates_are_refused() {
    let read = |name: &str| {
        let text = std::fs::read_to_string(format!("{ROOT}/instances/wider/{name}.json")).unwrap();
        let instance = finite::read(&text).unwrap();
        let form = certificate::Form::usual(&instance);
        (text, certificate::written(&instance, form).text)
    };
    let (text, right) = read("reserved-seats");
    let accepted = verdict::instance("seats", &text, &right).unwrap();
    assert_eq!(accepted.to_string(), "verified 13/8");
    let refused = |text: &str, right: &str, from: &str, to: &str| {
        assert!(right.contains(from), "{right}");
        let damaged = right.replacen(from, to, 1);
        let verdict = verdict::instance("damaged", text, &damaged);
        assert!(matches!(verdict, Err(Refused::Rejected(_))), "{to}: {verdict:?}");
    };
    refused(&text, &right, "sides 1\n", "sides 2\n");
    refused(&text, &right, "sides 1\n", "sides 1/2\n");
    refused(&text, &right, "sides 1\n", "");
    refused(&text, &right, "sides 1\n", "sides -1\n");
    refused(&text, &right, "supply 3\n", "supply 4\n");
    refused(&text, &right, "value 13/8\n", "value 7/4\n");
    refused(&text, &right, "value 13/8\n", "infeasible\n");
    let (text, right) = read("two-quotas-too-many");
    let accepted = verdict::instance("quotas", &text, &right).unwrap();
    assert_eq!((accepted.finding(), accepted.claim()), (&Finding::Infeasible, "infeasible"));
    let line = right.lines().find(|line| line.starts_with("sides")).unwrap();
    refused(&text, &right, line, "sides 0 0");
    refused(&text, &right, line, "sides 1 0");
    refused(&text, &right, "infeasible\n", "value 1\n");
    // The quota is met by fewer seats: the same multipliers contradict nothing.
    let easier = text.replacen("\"at_least\": \"3/8\"", "\"at_least\": \"1/4\"", 1);
    let verdict = verdict::instance("easier", &easier, &right);
    assert!(matches!(verdict, Err(Refused::Rejected(_))), "{verdict:?}");
    // No limit, no price.
    let (text, right) = read("mussa-rosen");
    refused(&text, &right, "supply 0 0 0 0 0", "supply 0 0 0 0 1/10");
}

#[test]
fn what_is_wrong_in_a_file_is_named() {
    let right = std::fs::read_to_string(format!("{ROOT}/instances/wider/reserved-seats.json"));
    let right = right.unwrap();
    for (from, to, error) in [
        ("\"served\"", "\"seats\"", "constraints[0]: a constraint has `what`, one of revenue"),
        ("\"level\": \"1\", \"at", "\"at", "constraints[0]: a constraint has `what`"),
        ("\"level\": \"1\", \"at", "\"level\": \"1/2\", \"at", "`level` is no quality level"),
        ("[\"reserved\"]", "[\"reserve\"]", "constraints[0]: there is no group `reserve`"),
        ("[\"reserved\"]", "[]", "constraints[0]: the constraint names no group"),
        ("[\"reserved\"]", "[\"reserved\", \"reserved\"]", "the group `reserved` is named twice"),
        ("\"at_least\": \"1/8\"", "\"at_least\": \"1/8\", \"at_most\": \"1\"", "either `at_least`"),
        ("\"at_least\"", "\"atleast\"", "unknown field `atleast`"),
        ("\"mass\": \"1/2\"}", "\"mass\": \"unlimit\"}", "not a number: `unlimit`"),
        ("\"13/8\"", "\"impossible\"", "not a number: `impossible`"),
    ] {
        assert!(right.contains(from), "{from}");
        let folder = folder(&[("wrong.json", &right.replacen(from, to, 1))]);
        let run = ironproof(&folder).args(["solve", "wrong.json"]).assert();
        run.code(2).stdout("").stderr(contains("error: wrong.json").and(contains(error)));
    }
    // Utility is not known of cells.
    let cells = LISTED.lines().find(|line| line.contains("weighted_wtp")).unwrap();
    let label = "\"groups\": [\"g1\"], \"at_least\"";
    let wrong = cells
        .replace("\"what\": \"quality\"", "\"what\": \"utility\"")
        .replace("\"groups\": [\"g1\", \"g2\"], \"at_least\"", label);
    assert!(finite::read(&wrong).unwrap_err().to_string().contains("utility is for groups"));
}

/// Who takes the plain model only says so.
#[test]
fn what_is_not_supported_is_refused() {
    let seats = format!("{ROOT}/instances/wider/reserved-seats.json");
    let texts = folder(&[]);
    for arguments in [
        &["discretize", &seats, "--columns", "binary"][..],
        &["solve", &seats, "--certify", "--multipliers", "listed"],
        &["export", &seats, "--format", "certificate", "--multipliers", "listed"],
    ] {
        let run = ironproof(&texts).args(arguments).assert().code(2).stdout("");
        run.stderr(contains("constraints is of the wider model"));
    }
    let run = ironproof(&texts).args(["bounds", &seats]).assert();
    run.code(2);
    let instance = finite::read(&std::fs::read_to_string(&seats).unwrap()).unwrap();
    let single = instance.changed(|content| {
        content.groups.truncate(1);
        content.groups[0].mass = Rational::ONE;
        content.optimum = None;
    });
    let refused = formulate(&single.unwrap(), Formulation::Reduced, Incentives::All);
    assert_eq!(refused, Err(FormulateError::Levels));
}

#[test]
fn solve_and_verify_say_which_status() {
    let quotas = format!("{ROOT}/instances/wider/two-quotas-too-many.json");
    let seats = format!("{ROOT}/instances/wider/reserved-seats.json");
    let folder = folder(&[]);
    let json = |arguments: &[&str]| {
        let output = ironproof(&folder).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    for verb in [&["solve", "--certify"][..], &["verify"]] {
        let found = json(&[verb, &["--json", &quotas]].concat());
        assert_eq!(found["status"], "infeasible");
        assert_eq!(found["value"], serde_json::Value::Null);
        assert_eq!(found["value_approx"], serde_json::Value::Null);
        assert_eq!(found["certified"], true);
        let found = json(&[verb, &["--json", &seats]].concat());
        assert_eq!((&found["status"], &found["value"]), (&"optimal".into(), &"13/8".into()));
    }
    let found = json(&["solve", "--json", &seats]);
    assert_eq!(found["shadow_prices"]["constraints"][0]["price"], "1");
    assert_eq!(found["shadow_prices"]["levels"][0]["price"], "3");
    let run = ironproof(&folder).args(["solve", &quotas]).assert().code(0);
    run.stdout(contains("no mechanism meets the constraints").and(contains("quota; open seats")));
    // A claim of the file is compared.
    let text = std::fs::read_to_string(&quotas).unwrap().replace("\"infeasible\"", "\"1\"");
    std::fs::write(folder.path().join("claims.json"), text).unwrap();
    for verb in ["solve", "verify"] {
        ironproof(&folder).args([verb, "claims.json"]).assert().code(1);
    }
}

/// Many types, and five constraints of all kinds that bind.
#[test]
fn many_types_have_an_optimum_under_five_constraints() {
    let n = 4_000;
    let text = |g: usize| {
        let types: Vec<String> = (0..n)
            .map(|k| {
                let (wtp, weight) = (1000 * (g + 1) + k, 3 * (n - k) + (k * 7919) % 5000);
                let external = i64::try_from((k * 31) % 900).unwrap() - 450;
                format!(
                    "{{\"wtp\": \"{wtp}/1000\", \"prob\": \"1/{n}\", \"weight\": \"{weight}/5000\", \
                     \"external\": \"{external}/1000\"}}"
                )
            })
            .collect();
        let label = format!("g{}", g + 1);
        format!("{{\"label\": \"{label}\", \"mass\": \"1/2\", \"types\": [{}]}}", types.join(","))
    };
    let constraints = r#"[
        {"what": "revenue", "groups": ["g1", "g2"], "at_least": "4/5"},
        {"what": "utility", "groups": ["g1"], "at_least": "1/2"},
        {"what": "quality", "groups": ["g2"], "at_most": "3/20"},
        {"what": "served", "groups": ["g1"], "level": "1", "at_least": "1/4"},
        {"what": "served", "groups": ["g2"], "level": "1/2", "at_most": "1/5"}]"#;
    let text = format!(
        "{{\"name\": \"large\", \"alpha\": \"1\", \"groups\": [{}, {}], \"quality\": [\
         {{\"level\": \"1/2\", \"mass\": \"3/10\", \"cost\": \"1/10\"}}, \
         {{\"level\": \"1\", \"mass\": \"3/10\", \"cost\": \"2/5\"}}], \"constraints\": {constraints}}}",
        text(0),
        text(1)
    );
    let instance = finite::read(&text).unwrap();
    let answer = wider::answer(&instance);
    let Answer::Optimal(priced) = &answer else { panic!("it is feasible") };
    let n_binding = priced.prices.sides.iter().filter(|price| !price.is_zero()).count();
    assert!(3 <= n_binding, "{:?}", priced.prices.sides);
    let accepted = verdict::instance("large", &text, &certificate::of_answer(&answer).text);
    assert_eq!(accepted.unwrap().value(), Some(&priced.optimum.value));
}
