//! Systems with known solutions, and bases that take too long.

use std::time::{Duration, Instant};

use dashu_int::IBig;
use ironproof_test_inputs::Random;

use crate::budget::Budget;
use crate::residual::Row;
use crate::{Incomplete, complete, lifting};

/// Random sparse systems, some with entries of many digits, times the solution give the right side.
#[test]
fn systems_are_solved_exactly() {
    let mut random = Random::new(1);
    let mut n_singular = 0;
    for n in 0..90_usize {
        let size = if n % 10 == 9 { 40 + n } else { n % 12 };
        // Entries that are long, that fill wide numbers, and that are words.
        let scale = IBig::from(10).pow([40, 34, 0][n % 3]);
        let mut rows: Vec<Row> = Vec::new();
        for _ in 0..size {
            let mut row = Row::new();
            for j in 0..size {
                if random.below(3 + size / 8) == 0 || size == j + 40 {
                    let value = IBig::from(random.below(19)) - 9;
                    row.push((j, value * &scale + random.below(2)));
                }
            }
            row.retain(|(_, value)| *value != IBig::ZERO);
            rows.push(row);
        }
        let right: Vec<IBig> = (0..size).map(|_| IBig::from(random.below(99)) - 49).collect();
        let (x, denominator) = match lifting::solve(&rows, &right, &mut Budget::new(None)) {
            Ok(solution) => solution,
            Err(Incomplete::NoBasis) => {
                n_singular += 1;
                continue;
            }
            Err(other) => panic!("{other:?}"),
        };
        assert!(IBig::ZERO < denominator);
        for (row, right) in rows.iter().zip(&right) {
            let sum = row.iter().fold(IBig::ZERO, |sum, (j, value)| sum + value * &x[*j]);
            assert_eq!(sum, right * &denominator, "{rows:?}");
        }
    }
    assert!(10 < n_singular && n_singular < 70, "{n_singular}");
}

const STATEMENT: &str = "ironproof-lp-statement 1\nname m\nreading rhs=all\nminimize 1/2\ncolumns 2\nx real 2 0 none\n\
                         y real 3/7 1/3 10\nrows 2\na 4 none 1:1 2:1/2\nb none 9 2:1\nend\n";

#[test]
fn a_basis_becomes_a_claim() {
    let claim = |basis: &str| complete(STATEMENT, basis, None);
    // y = 1/3, x = 4 - 1/6 = 23/6, cost 1/2 + 23/3 + 1/7; the multiplier of a is 2.
    let expected = "optimal 349/42\npoint 6\n1 23\n2 2\nmultipliers 2\n1 4\nend\n";
    let actual = claim("basis\ncolumns BL\nrows LB\nend\n").unwrap();
    let value = |text: &str| text.lines().next().unwrap().to_owned();
    assert_eq!(value(&actual), value(expected), "{actual}");
    for (basis, error) in [
        ("basis\ncolumns BB\nrows LB\nend\n", Incomplete::NoBasis),
        ("basis\ncolumns UL\nrows BB\nend\n", Incomplete::NoBasis),
        ("basis\ncolumns BL\nrows UB\nend\n", Incomplete::NoBasis),
        ("basis\ncolumns BL\nrows BL\nend\n", Incomplete::NoBasis),
        (
            "basis\ncolumns B\nrows LB\nend\n",
            Incomplete::Malformed(1, "a symbol B, L, U or Z for each column"),
        ),
        (
            "basis\ncolumns BL\nrows LBB\nend\n",
            Incomplete::Malformed(2, "a symbol B, L, U or Z for each row"),
        ),
        ("basis\ncolumns BL\nrows LB\n", Incomplete::Malformed(3, "`end` and nothing more")),
        (
            "basis\ncolumns BL\nrows LB\nend\nend\n",
            Incomplete::Malformed(3, "`end` and nothing more"),
        ),
    ] {
        assert_eq!(claim(basis), Err(error), "{basis}");
    }
    for (from, to) in [
        ("2:1\n", "3:1\n"),
        ("2:1\n", "0:1\n"),
        ("rows 2", "rows 3"),
        ("columns 2", "columns 9"),
        ("3/7", "3/0"),
        ("10\n", "ten\n"),
        ("end\n", ""),
    ] {
        let broken = STATEMENT.replacen(from, to, 1);
        assert_ne!(broken, STATEMENT);
        assert_eq!(
            complete(&broken, "basis\ncolumns BL\nrows LB\nend\n", None),
            Err(Incomplete::Statement)
        );
    }
}

/// x_0 = 1 / a, x_i = -b x_{i - 1} / a
fn chain(n: usize, a: &str, b: &str) -> (String, String) {
    let columns = lines(n, |i| format!("x{i} real 0 none none\n"));
    let row = |i: usize| match i {
        0 => format!("r0 1 1 1:{a}\n"),
        _ => format!("r{i} 0 0 {i}:{b} {}:{a}\n", i + 1),
    };
    let rows = lines(n, row);
    let statement = format!(
        "ironproof-lp-statement 1\nname c\nminimize 0\ncolumns {n}\n{columns}rows {n}\n{rows}end\n"
    );
    (statement, format!("basis\ncolumns {}\nrows {}\nend\n", "B".repeat(n), "L".repeat(n)))
}

#[test]
fn an_answer_of_a_million_digits_is_refused() {
    let power = format!("7{}", "0".repeat(9999));
    for (n, a, b) in [(40, power.as_str(), "3"), (2000, "10000000000000000000000000", "3")] {
        let (statement, claim) = chain(n, a, b);
        let result = complete(&statement, &claim, None);
        assert!(matches!(result, Err(Incomplete::TooLarge(_))), "{n}: {result:.100?}");
        // Sooner where there is a deadline.
        let start = Instant::now();
        let result = complete(&statement, &claim, Some(start + Duration::from_millis(50)));
        assert!(
            matches!(result, Err(Incomplete::OutOfTime | Incomplete::TooLarge(_))),
            "{n}: {result:.100?}"
        );
    }
    let (statement, claim) = chain(40, "7000", "3");
    assert!(complete(&statement, &claim, None).is_ok());
}

/// Denominators without common factors make a common one of all their digits.
#[test]
fn a_common_denominator_has_a_limit() {
    let n = 30_000;
    let columns = lines(n, |i| format!("x{i} real 0 1/{} none\n", 2_000_000_011 + 2 * i));
    let statement = format!(
        "ironproof-lp-statement 1\nname c\nminimize 0\ncolumns {n}\n{columns}rows 0\nend\n"
    );
    let claim = format!("basis\ncolumns {}\nrows \nend\n", "L".repeat(30_000));
    let result = complete(&statement, &claim, None);
    assert!(matches!(result, Err(Incomplete::TooLarge(_))), "{result:.100?}");
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect::<Vec<_>>().concat()
}
