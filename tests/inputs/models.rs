//! Linear programs as text.

use std::fmt::Write as _;

use crate::Random;

/// LP text that was written on one line: section words count at the start of a line only.
pub fn on_lines(text: &str) -> String {
    text.replace(" st ", "\nst\n ").replace(" bounds ", "\nbounds\n ").replace(" end", "\nend")
}

/// MPS of a random LP min c x, b <= A x, 0 <= x, with positive numbers and 20 rows and columns: row i in units of
/// 10^-unit(i), column j in units of 10^-unit(20 + j).
pub fn random_mps(seed: u64, unit: impl Fn(i32) -> i32) -> String {
    let n = 20;
    let mut random = Random::new(seed);
    let (mut text, mut sides) = (String::from("ROWS\n N C\n"), String::new());
    let add = |text: &mut String, line: std::fmt::Arguments<'_>| {
        text.write_fmt(line).expect("a text takes every line");
    };
    for i in 0..n {
        add(&mut text, format_args!(" G R{i}\n"));
        add(&mut sides, format_args!(" B R{i} {}e{}\n", 5 + random.below(20), unit(i)));
    }
    text += "COLUMNS\n";
    for j in 0..n {
        add(&mut text, format_args!(" x{j} C {}e{}\n", 1 + random.below(9), unit(n + j)));
        for i in (0..n).filter(|i| (i * 7 + j * 3) % 4 == 0) {
            let exponent = unit(i) + unit(n + j);
            add(&mut text, format_args!(" x{j} R{i} {}e{exponent}\n", 1 + random.below(9)));
        }
    }
    format!("{text}RHS\n{sides}ENDATA\n")
}
