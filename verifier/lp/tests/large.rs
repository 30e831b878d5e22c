//! Forged certificates with operands above the thresholds of the big-integer library, and texts that
//! would take minutes and gigabytes without limits.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fmt::Write;
use std::panic;
use std::time::{Duration, Instant};

use dashu_int::UBig;
use ironproof_lp::{Claim, Failure, verify};
use ironproof_numbers::{LIST_BITS, LIST_WORK};
use ironproof_test_inputs::Random;
use ironproof_test_inputs::operands::below_top;
use num_bigint::BigUint;

/// A number of so many words, the last two of which are given.
fn number(random: &mut Random, n_words: usize, top: [u64; 2]) -> UBig {
    UBig::from_words(&below_top(random, n_words, &top))
}

fn bytes(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

const AT_LEAST_ONE: &str = "ironproof-lp-statement 1\nname honest\nminimize 0\ncolumns 1\n\
                            x real 2 0 none\nrows 1\nr 1 none 1:1\nend\n";

/// The point is (T + 1) / T, both times g, and the value 2 (T + 1) / T', where T' is what dashu-int
/// 0.6.2 computes for T g / g: more than T. The optimum is 2.
#[test]
fn a_wrong_quotient_proves_nothing() {
    for seed in 1..=3 {
        let mut random = Random::new(seed);
        let mut g = below_top(&mut random, 8004, &[]);
        (g[0], g[4000], g[4001], g[8003]) = (g[0] | 1, u64::MAX, 2, g[8003] | 1 << 63);
        let mut t = below_top(&mut random, 8004, &[]);
        (t[0], t[4001], t[8002], t[8003]) = (t[0] | 1, 0, u64::MAX, u64::MAX);
        let product = BigUint::from_bytes_le(&bytes(&g)) * BigUint::from_bytes_le(&bytes(&t));
        let product = UBig::from_le_bytes(&product.to_bytes_le());
        let [g, t] = [g, t].map(|words| UBig::from_words(&words));
        let (quotient, point) = (&product / &g, &product + &g);
        let twice = (&t + UBig::ONE) * UBig::from(2_u8);
        let claim = format!(
            "optimal {twice}/{quotient}\npoint {product}\n1 {point}\n\
             multipliers {quotient}\n1 {twice}\nend\n"
        );
        let verified = panic::catch_unwind(|| verify(AT_LEAST_ONE, &claim, 4));
        assert!(!matches!(verified, Ok(Ok(_))), "a value below the optimum");
    }
    let claim = "optimal 2\npoint 1\n1 1\nmultipliers 1\n1 2\nend\n";
    assert_eq!(verify(AT_LEAST_ONE, claim, 4).unwrap().to_string(), "verified 2");
}

/// max x, A x <= 4/5 A D: the point D looks feasible if A D comes out as 2/3 of itself.
#[test]
fn a_wrong_product_proves_nothing() {
    let mut random = Random::new(17);
    for _ in 0..3 {
        let a = number(&mut random, 4001, [u64::MAX, u64::MAX]);
        let d = number(&mut random, 4001, [u64::MAX, 2]);
        // About four fifths of A D, from factors that are short enough.
        let tops = (&a >> 128_000_usize) * (&d >> 128_000_usize);
        let side = (tops * UBig::from(4_u8) / UBig::from(5_u8)) << 256_000_usize;
        let statement = format!(
            "ironproof-lp-statement 1\nname product\nmaximize 0\ncolumns 1\nx real 1 0 none\n\
             rows 1\nr none {side} 1:{a}\nend\n"
        );
        let claim = |x: &UBig| format!("bounds {x} none\npoint 1\n1 {x}\nend\n");
        let refused = verify(&statement, &claim(&d), 4);
        assert_eq!(refused.unwrap_err().to_string(), "violated: row r");
        let verified = verify(&statement, &claim(&(&d >> 1_usize)), 4).unwrap();
        assert!(matches!(verified.claim(), Claim::Bounds(Some(_), None)));
    }
}

#[track_caller]
fn check_too_large(statement: &str, claim: &str) {
    let start = Instant::now();
    let failure = verify(statement, claim, 4).unwrap_err();
    assert!(matches!(failure, Failure::TooLarge(..)), "{failure}");
    assert!(failure.to_string().starts_with("too large: more than "));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

fn unit(k: u64) -> u64 {
    1_000_000_007 + 2 * k * k
}

#[test]
fn numbers_with_unrelated_denominators_are_refused() {
    let n = 20_000;
    let statement = |column: &dyn Fn(u64) -> String, row: &str| {
        let mut text = format!("ironproof-lp-statement 1\nname n\nminimize 0\ncolumns {n}\n");
        for k in 1..=n {
            writeln!(text, "x{k} real {}", column(k)).unwrap();
        }
        text + row + "end\n"
    };
    let costs = statement(&|k| format!("1/{} 0 none", unit(k)), "rows 0\n");
    check_too_large(&costs, "bounds none 0\npoint 1\nend\n");
    let mut row = String::from("rows 1\nr 0 none");
    for k in 1..=n {
        write!(row, " {k}:1/{}", unit(k)).unwrap();
    }
    let row = statement(&|_| "1 0 none".to_string(), &(row + "\n"));
    check_too_large(&row, "bounds none 0\npoint 1\nend\n");
    let bounds = statement(&|k| format!("1 1/{} none", unit(k)), "rows 0\n");
    check_too_large(&bounds, "bounds 1 none\nmultipliers 1\nend\n");
    // One column in as many rows.
    let mut text = format!(
        "ironproof-lp-statement 1\nname n\nminimize 0\ncolumns 1\nx real 1 0 none\nrows {n}\n"
    );
    let mut claim = String::from("bounds 0 none\nmultipliers 1\n");
    for k in 1..=n {
        writeln!(text, "r{k} 0 none 1:1/{}", unit(k)).unwrap();
        writeln!(claim, "{k} 1").unwrap();
    }
    check_too_large(&(text + "end\n"), &(claim + "end\n"));
}

/// The limit of a row is one of all columns and all terms of rows: a coefficient of just so many bits
/// is read, and one of twice the size is not.
#[test]
fn terms_of_rows_count_for_the_limit() {
    let (n_columns, n_rows) = (1_000, 49);
    let (mut columns, mut rows) = (String::new(), String::new());
    for k in 1..=n_columns {
        writeln!(columns, "x{k} real 0 0 none").unwrap();
    }
    for k in 1..=n_rows {
        write!(rows, "r{k} 0 none").unwrap();
        for j in 1..=n_columns {
            write!(rows, " {j}:1{}", if (k, j) == (1, 1) { "/UNIT" } else { "" }).unwrap();
        }
        rows += "\n";
    }
    let head = format!("ironproof-lp-statement 1\nname terms\nminimize 0\ncolumns {n_columns}\n");
    let statement = format!("{head}{columns}rows {n_rows}\n{rows}end\n");
    let bits = (LIST_WORK / (n_columns * (n_rows + 1))).isqrt();
    let with = |bits: usize| statement.replace("UNIT", &(UBig::ONE << (bits - 1)).to_string());
    let claim = "bounds none 0\npoint 1\nend\n";
    assert_eq!(verify(&with(bits), claim, 4).unwrap().to_string(), "verified bounds none 0");
    check_too_large(&with(bits + 1), claim);
}

/// Each sum over several denominators is as long as all of them together: so many bits of such sums
/// are made, and no more. Without a limit a file of a megabyte would take hours.
#[test]
fn sums_over_several_denominators_count_for_the_limit() {
    let bits = 1 << 20;
    let most = LIST_BITS / (2 * bits);
    let statement = |n_rows: usize| {
        let mut text = String::from(
            "ironproof-lp-statement 1\nname mixed\nminimize 0\ncolumns 2\nx real 0 0 none\ny real 0 0 none\n",
        );
        writeln!(text, "rows {n_rows}").unwrap();
        for i in 0..n_rows {
            writeln!(text, "r{i} 0 none 1:1 2:1").unwrap();
        }
        text + "end\n"
    };
    // 2^b and 2^b - 1 share no divisor; their product has 2 b bits.
    let (one, other) = (UBig::ONE << (bits - 1), (UBig::ONE << (bits - 1)) + UBig::ONE);
    let all = &one * &other;
    let claim = format!(
        "bounds none 0\npoint {all:#x}\nover {one:#x} {other:#x}\n1 1\nover {other:#x} {one:#x}\n2 1\nend\n"
    );
    let verdict = verify(&statement(most), &claim, 4).unwrap();
    assert_eq!(verdict.to_string(), "verified bounds none 0");
    check_too_large(&statement(most + 2), &claim);
}

#[test]
fn endless_numbers_are_refused() {
    let digits = "7".repeat(2_100_000);
    check_too_large(&AT_LEAST_ONE.replace("real 2", &format!("real {digits}")), "");
    check_too_large(AT_LEAST_ONE, &format!("optimal {digits}\n"));
}

/// The optimum of a public model has 35,000 digits; numbers that long are read and proved.
#[test]
fn long_optima_are_proved() {
    let digits = "7".repeat(100_000);
    let statement = AT_LEAST_ONE.replace("r 1 none", &format!("r {digits}/3 none"));
    // Twice 77..7 is 155..54.
    let value = format!("1{}4/3", "5".repeat(99_999));
    let claim = format!("optimal {value}\npoint 3\n1 {digits}\nmultipliers 1\n1 2\nend\n");
    assert_eq!(verify(&statement, &claim, 4).unwrap().to_string(), format!("verified {value}"));
}

#[test]
fn a_verdict_has_a_name() {
    let verified = verify(AT_LEAST_ONE, "bounds none 2\npoint 1\n1 1\nend\n", 4).unwrap();
    assert_eq!(verified.name(), "honest");
    assert!(!verified.is_relaxation());
    assert_eq!(verified.to_string(), "verified bounds none 2");
    let integers = AT_LEAST_ONE.replace("real", "integer");
    let verified = verify(&integers, "bounds none 2\npoint 1\n1 1\nend\n", 4).unwrap();
    assert!(verified.is_relaxation());
    let failure = verify(AT_LEAST_ONE, "optimal\n", 17).unwrap_err();
    assert!(failure.to_string().starts_with("certificate:17: expected "));
    let failure = verify(AT_LEAST_ONE, "optimal\n", 1).unwrap_err();
    assert!(failure.to_string().starts_with("certificate:1: expected "));
}
