//! A flag that has no effect is said to have none.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};

use super::{CONTINUOUS, TWO_TYPES, folder, ironproof};

#[test]
fn flags_without_effect_are_refused() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for (line, rule) in [
        ("solve c.toml --points mid --method cells", "--points is for --method types"),
        ("path c.toml --points mid", "--method"),
        ("solve f1.json --grid 5", "--grid is for continuous instances (*.toml)"),
        ("path f1.json --levels 5", "--levels is for continuous instances (*.toml)"),
        ("discretize f1.json --method types", "--method is for continuous instances (*.toml)"),
        ("verify f1.json f1.json --digits 5", "--digits is for continuous instances (*.toml)"),
        ("verify --random 1 --spacing uniform", "--spacing is for continuous instances (*.toml)"),
        ("export f1.json --grid 5", "--grid is for continuous instances (*.toml)"),
        ("solve f1.json --multipliers tight", "--multipliers is about the certificate"),
        ("export f1.json --multipliers tight", "--multipliers is about a certificate"),
        ("export f1.json --format certificate --incentives all", "are about an LP"),
        ("export f1.json --format certificate --formulation mass", "are about an LP"),
        ("verify f1.json --seed 2", "--random"),
    ] {
        ironproof(&folder)
            .args(line.split(' '))
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(rule));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "something was written");
}

#[test]
fn the_same_flags_are_fine_where_they_have_an_effect() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for line in [
        "solve c.toml --points mid --method types --grid 5 --digits 5 --spacing uniform",
        "solve f1.json --multipliers tight --certify",
        "solve f1.json --multipliers tight --certificate f1.cert",
        "export f1.json --format certificate --multipliers tight",
        "export f1.json --formulation reduced --incentives adjacent",
        "verify . --grid 5 --out r",
        "verify f1.json c.toml --levels 2 --out r",
        "verify --random 1 --seed 2 --out r",
    ] {
        ironproof(&folder).args(line.split(' ')).assert().code(0);
    }
}

#[test]
fn common_flags_without_effect_are_noted() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for line in ["solve f1.json --out o", "bounds c.toml --out o", "export f1.json --json"] {
        let words = || line.split(' ');
        let flag = words().find(|word| word.starts_with("--")).unwrap();
        let note = contains("note: ").and(contains(format!("{flag} is not used")));
        ironproof(&folder).args(words()).assert().code(0).stderr(note);
        ironproof(&folder).args(words()).arg("--quiet").assert().code(0).stderr(is_empty());
    }
    let used = ["export", "f1.json", "--out", "o"];
    ironproof(&folder).args(used).assert().code(0).stderr("wrote o/F1.mps in the new folder o\n");
}
