//! Damaged answers: whatever the bytes are, the readers of solutions, bases and oracles answer, and what
//! they read can be written and is read again. `FUZZ_SECONDS` and `FUZZ_SEED` as in `fuzz`.

use std::fmt::Write;

use ironproof::answer::solution_file::{Solution, read_basis, read_solution};
use ironproof::answer::{Basis, BasisStatus};
use ironproof::lp::{Lp, ModelFormat, Readings, read_model};
use ironproof::oracle;

use crate::common::number;
use crate::fuzz::{corpus, fuzz};

/// Three columns, one with a space in its name, and two rows: what the files of the corpus are about.
fn model() -> Lp {
    let text = "min x + y + z\nst\n R1: x + 2 y - z >= 4\n R2: 3 x + y <= 9\nend";
    let mut lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    for (column, name) in lp.columns.iter_mut().zip(["x", "my col", "z'"]) {
        name.clone_into(&mut column.name);
    }
    lp
}

/// Name and value of each, under a heading.
fn section<T: ToString>(
    heading: &str,
    names: impl Iterator<Item = String>,
    values: &[T],
) -> String {
    let mut text = format!("# {heading} {}\n", values.len());
    for (name, value) in names.zip(values) {
        let _ = writeln!(text, "{name} {}", value.to_string());
    }
    text
}

fn columns(lp: &Lp) -> impl Iterator<Item = String> {
    lp.columns.iter().map(|column| column.name.clone())
}

fn rows(lp: &Lp) -> impl Iterator<Item = String> {
    lp.rows.iter().map(|row| row.name.clone())
}

fn basis_text(lp: &Lp, basis: &Basis) -> String {
    let digit = |status: &BasisStatus| match status {
        BasisStatus::Lower => 0,
        BasisStatus::Basic => 1,
        BasisStatus::Upper => 2,
        BasisStatus::Zero => 3,
        BasisStatus::Nonbasic => 4,
    };
    let digits = |list: &[BasisStatus]| list.iter().map(digit).collect::<Vec<_>>();
    let columns = section("Columns", columns(lp), &digits(&basis.columns));
    let rows = section("Rows", rows(lp), &digits(&basis.rows));
    format!("HiGHS_basis_file v2\nValid\n{columns}{rows}")
}

/// As HiGHS would write it.
fn solution_text(lp: &Lp, solution: &Solution) -> String {
    let mut text = format!(
        "Model status\nUnknown\n\n# Primal solution values\nFeasible\n{}",
        section("Columns", columns(lp), &solution.point)
    );
    if let Some(multipliers) = &solution.multipliers {
        text += "\n# Dual solution values\nFeasible\n";
        text += &section("Rows", rows(lp), multipliers);
    }
    text += "\n# Basis\n";
    text += &solution.basis.as_ref().map_or_else(|| "None\n".to_owned(), |it| basis_text(lp, it));
    text
}

/// What is in the files of the corpus, undamaged: each status and each number where it belongs.
#[test]
fn good_files_are_read_as_they_are() {
    let lp = model();
    let file = |name: &str| {
        let ending = name.rsplit('.').next().unwrap();
        corpus(ending).into_iter().find(|(it, _)| it == name).unwrap().1
    };
    let numbers = |words: &[&str]| words.iter().map(|word| number(word)).collect::<Vec<_>>();
    let solution = read_solution(&lp, &file("full.sol")).unwrap();
    assert_eq!(solution.point, numbers(&["0.4", "1.8", "-3"]));
    assert_eq!(solution.multipliers, Some(numbers(&["0.4", "0.2"])));
    let columns = vec![BasisStatus::Basic, BasisStatus::Basic, BasisStatus::Zero];
    let basis = Basis { columns, rows: vec![BasisStatus::Lower, BasisStatus::Upper] };
    assert_eq!(solution.basis, Some(basis.clone()));
    assert_eq!(read_basis(&lp, &file("valid.bas")), Ok(basis));
    let columns = vec![BasisStatus::Basic, BasisStatus::Upper, BasisStatus::Lower];
    let basis = Basis { columns, rows: vec![BasisStatus::Basic, BasisStatus::Nonbasic] };
    assert_eq!(read_basis(&lp, &file("others.bas")), Ok(basis));
    let solution = read_solution(&lp, &file("lines.sol")).unwrap();
    assert_eq!((solution.point, solution.n_missing), (numbers(&["0.4", "1.8", "0"]), 1));
    let text = file("full.answer");
    assert_eq!(oracle::write(&oracle::parse(&text, 3, 2).unwrap()), text);
}

#[test]
fn solutions() {
    let lp = model();
    fuzz("solutions", &corpus("sol"), 20_000, |_, text| {
        let Ok(solution) = read_solution(&lp, text) else { return false };
        assert!(solution.n_missing <= lp.columns.len());
        let again = read_solution(&lp, &solution_text(&lp, &solution));
        assert_eq!(again, Ok(Solution { n_missing: 0, ..solution }));
        true
    });
}

#[test]
fn bases() {
    let lp = model();
    fuzz("bases", &corpus("bas"), 20_000, |_, text| {
        let Ok(basis) = read_basis(&lp, text) else { return false };
        assert_eq!((basis.columns.len(), basis.rows.len()), (lp.columns.len(), lp.rows.len()));
        assert_eq!(read_basis(&lp, &basis_text(&lp, &basis)), Ok(basis));
        true
    });
}

/// The texts are compared, because NaN is a number here that is not equal to itself.
#[test]
fn answers_of_oracles() {
    fuzz("answers", &corpus("answer"), 20_000, |_, text| {
        let Ok(reply) = oracle::parse(text, 3, 2) else { return false };
        let written = oracle::write(&reply);
        let again = oracle::parse(&written, 3, 2).map(|reply| oracle::write(&reply));
        assert_eq!(again, Ok(written));
        true
    });
}
