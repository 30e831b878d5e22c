//! Literals, in both dialects.

use ironproof_verifier::dialects::Dialect;

use crate::{check_read, check_refused, outcome};

fn text(coefficient: &str) -> String {
    format!("min\n x\nst\n c: {coefficient} >= 1\nend\n")
}

fn mps(number: &str) -> String {
    format!("NAME m\nROWS\n N C\n G c\nCOLUMNS\n x C 1 c {number}\nRHS\n R c 1\nENDATA\n")
}

fn one_row(coefficient: &str) -> String {
    format!("minimize 0 / columns 1 / x real 1 0 none / rows 1 / c 1 none 1:{coefficient}")
}

/// The number and its fraction.
const LEGAL: &[(&str, &str)] = &[
    ("1", "1"),
    ("0.1", "1/10"),
    (".5", "1/2"),
    ("3.", "3"),
    ("1e3", "1000"),
    ("1E+3", "1000"),
    ("1e-3", "1/1000"),
    ("1.50", "3/2"),
    ("007", "7"),
    ("1e0000000003", "1000"),
    ("2.5e1", "25"),
    ("0.000125", "1/8000"),
    ("0.04", "1/25"),
    ("0.3333333333333333333333333", "3333333333333333333333333/10000000000000000000000000"),
    ("18446744073709551615", "18446744073709551615"),
    ("18446744073709551616", "18446744073709551616"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("1152921504606846976e-30", "1073741824/931322574615478515625"),
    (
        "0.00000000000000000000000000000000000000000000000001",
        "1/100000000000000000000000000000000000000000000000000",
    ),
    ("1152921504606846976e-70", "1/8673617379884035472059622406959533691406250000000000"),
    ("7450580596923828125e-40", "7450580596923828125/10000000000000000000000000000000000000000"),
    ("1.000000000000000000000000000000", "1"),
    ("12345678901234567890e-5", "1234567890123456789/10000"),
    ("1e20", "100000000000000000000"),
];

#[test]
fn numbers_are_exact() {
    for (number, fraction) in LEGAL {
        if *number != "7450580596923828125e-40" {
            check_read(&mps(number), Dialect::Mps, "", &one_row(fraction));
            check_read(&text(&format!("{number} x")), Dialect::Text, "", &one_row(fraction));
        }
        let statement = outcome(mps(&format!("-{number}")).as_bytes(), Dialect::Mps, "").unwrap();
        let word = statement.lines().rev().nth(1).unwrap().rsplit_once(':').unwrap().1;
        assert!(word.starts_with('-'), "{number}");
    }
    // 5^n 10^-40 = 1 / (2^n 10^(40 - n))
    let statement = outcome(mps("7450580596923828125e-40").as_bytes(), Dialect::Mps, "").unwrap();
    assert!(statement.contains(" 1:1/1342177280000000000000\n"), "{statement}");
    check_read(&mps("+1"), Dialect::Mps, "", &one_row("1"));
    check_read(&mps("0"), Dialect::Mps, "", &one_row("").replace(" 1:", ""));
    check_read(&mps("-0.0e5"), Dialect::Mps, "", &one_row("").replace(" 1:", ""));
}

#[test]
fn what_is_no_number_in_mps() {
    for number in [
        "1d3",
        "1D3",
        "1.5D+3",
        "1,5",
        "1.000.000",
        "1e",
        "1e+",
        "e5",
        ".",
        "+",
        "-",
        "--1",
        "+-1",
        "0x10",
        "1_000",
        "nan",
        "1/2",
        "1e5.5",
        "1f",
        "inf",
        "-Infinity",
        "1e3e3",
        "\u{661}",
        "1\u{a0}",
        "50%",
    ] {
        check_refused(&mps(number), Dialect::Mps, "", 6, "is no number");
    }
}

#[test]
fn a_number_of_lp_text_ends_where_its_grammar_ends() {
    for (coefficient, fraction) in [
        ("3x", "3"),
        ("2.5x", "5/2"),
        ("1e3x", "1000"),
        (".5x", "1/2"),
        ("3 x", "3"),
        ("3\tx", "3"),
        ("3\nx", "3"),
        ("1e1x", "10"),
    ] {
        check_read(&text(coefficient), Dialect::Text, "", &one_row(fraction));
    }
    // Names that start like exponents, behind a space or not.
    for name in ["e3", "d1", "E", "D1"] {
        let file = text(&format!("3 {name}"));
        let columns = format!(
            "minimize 0 / columns 2 / x real 1 0 none / {name} real 0 0 none / rows 1 / c 1 none 2:3"
        );
        check_read(&file, Dialect::Text, "", &columns);
    }
    for coefficient in [
        "1.000.000 x",
        "1.5D+3 x",
        "1.5d3 x",
        "3d1",
        "3D-1",
        "3e",
        "3e x",
        "3ex",
        "1e+ x",
        "1e- x",
        "2,5x",
        "2,5 x",
        "1_000x",
        "1'000x",
        "1.x",
        "2.x",
        "1e5e3 x",
        "3/4x",
        "1e5.5x",
        "..5 x",
        ". x",
        "1,000 x",
        "0.5.x",
    ] {
        let error =
            outcome(text(coefficient).as_bytes(), Dialect::Text, "").expect_err(coefficient);
        assert!(error.starts_with("line 4: "), "{coefficient}: {error}");
    }
}

#[test]
fn literals_and_statements_have_limits() {
    let digits = |n: usize| "7".repeat(n);
    for (number, part) in [
        (digits(20_001), "more than 20000 digits"),
        (format!("0.{}", digits(20_000)), "more than 20000 digits"),
        ("1e10000".to_owned(), "more than 9999"),
        ("1e-10000".to_owned(), "more than 9999"),
        ("1e99999999999999999999".to_owned(), "more than 9999"),
    ] {
        check_refused(&mps(&number), Dialect::Mps, "", 6, part);
        check_refused(&text(&format!("{number} x")), Dialect::Text, "", 4, part);
    }
    let long = digits(20_000);
    check_read(&mps(&long), Dialect::Mps, "", &one_row(&long));
    check_read(&mps("1e-9999"), Dialect::Mps, "", &one_row(&format!("1/1{}", "0".repeat(9_999))));
    // Twenty thousand numbers of ten thousand digits each, in 300 kB.
    let rows = " x >= 1e-9999\n".repeat(20_000);
    let file = format!("min\n x\nst\n{rows}end\n");
    let error = outcome(file.as_bytes(), Dialect::Text, "").unwrap_err();
    assert!(error.contains("has more than"), "{error}");
}

/// Sums of numbers of very different size.
#[test]
fn sums_are_exact() {
    let file = |row: &str| format!("min\n x\nst\n c: {row}\nend\n");
    for (row, expected) in [
        (
            "1e30 x + 1e-10 x >= 1",
            "c 1 none 1:10000000000000000000000000000000000000001/10000000000",
        ),
        ("1e30 x - 1e30 x >= 1", "c 1 none"),
        ("0.1 x + 0.2 x >= 1", "c 1 none 1:3/10"),
        ("9999999999999999999 x + 1 x >= 1", "c 1 none 1:10000000000000000000"),
        ("18446744073709551615 x + 18446744073709551615 x >= 1", "c 1 none 1:36893488147419103230"),
        (
            "123456789012345678901234567890 x - 123456789012345678901234567889 x >= 1",
            "c 1 none 1:1",
        ),
        (
            "1e-30 x - 2e30 x >= 1",
            "c 1 none 1:-1999999999999999999999999999999999999999999999999999999999999/1000000000000000000000000000000",
        ),
    ] {
        check_read(
            &file(row),
            Dialect::Text,
            "",
            &format!("minimize 0 / columns 1 / x real 1 0 none / rows 1 / {expected}"),
        );
    }
}
