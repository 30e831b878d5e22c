//! A model file as GLPK reads it: `glpsol --check` writes it in GLPK's own format.
//!
//! ```text
//!     p mip max 1 2 2        the sense, the numbers of rows, columns and coefficients
//!     i 1 d 2 4.5            row 1: f(ree), l(ower), u(pper), d(ouble) or s(ame), and the numbers; without a line s 0
//!     n i 1 C1               its name
//!     j 1 i u 3              column 1, an integer in a mip; without a line it is [0, inf), in a mip binary
//!     a 1 2 0.5              the coefficient of column 2 in row 1; row 0 is the objective, column 0 its constant
//! ```

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::seen::{Seen, SeenColumn, SeenRow};

/// The model, or nothing if GLPK refuses the file.
pub fn read(file: &Path, is_mps: bool) -> Option<Seen> {
    let out = file.with_extension("glp");
    let format = if is_mps { "--freemps" } else { "--lp" };
    let output = Command::new("glpsol")
        .args(["--check", format])
        .arg(file)
        .arg("--wglp")
        .arg(&out)
        .output()
        .expect("this test needs glpsol: install glpk-utils");
    let text = std::fs::read_to_string(&out).ok();
    let _ = std::fs::remove_file(&out);
    let log = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() == text.is_some(), "{log}");
    text.map(|text| parse(&text))
}

fn parse(text: &str) -> Seen {
    let mut seen = Seen { maximize: false, offset: 0.0, columns: Vec::new(), rows: Vec::new() };
    let mut is_mip = false;
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let place = |at: usize| words[at].parse::<usize>().unwrap();
        let number = |word: &str| word.parse::<f64>().unwrap();
        match words[0] {
            "p" => {
                is_mip = words[1] == "mip";
                seen.maximize = words[2] == "max";
                seen.rows = (1..=place(3)).map(empty_row).collect();
                seen.columns = (1..=place(4)).map(|_| empty_column(is_mip)).collect();
            }
            "i" => {
                let row = &mut seen.rows[place(1) - 1];
                (row.lower, row.upper) = sides(&words[2..]);
            }
            "j" => {
                let column = &mut seen.columns[place(1) - 1];
                let mut rest = &words[2..];
                if is_mip {
                    column.is_integer = rest[0] != "c";
                    column.upper = if rest[0] == "b" { 1.0 } else { f64::INFINITY };
                    rest = &rest[1..];
                }
                if !rest.is_empty() {
                    (column.lower, column.upper) = sides(rest);
                }
            }
            "n" if words[1] == "i" => words[3].clone_into(&mut seen.rows[place(2) - 1].name),
            "n" if words[1] == "j" => words[3].clone_into(&mut seen.columns[place(2) - 1].name),
            "a" => match (place(1), place(2)) {
                (0, 0) => seen.offset = number(words[3]),
                (0, j) => seen.columns[j - 1].cost = number(words[3]),
                (i, j) => {
                    seen.rows[i - 1].terms.insert(j - 1, number(words[3]));
                }
            },
            "n" | "c" | "e" => {}
            _ => panic!("{line}"),
        }
    }
    seen
}

fn empty_row(_: usize) -> SeenRow {
    SeenRow { name: String::new(), lower: 0.0, upper: 0.0, terms: BTreeMap::new() }
}

fn empty_column(is_mip: bool) -> SeenColumn {
    SeenColumn {
        name: String::new(),
        is_integer: is_mip,
        cost: 0.0,
        lower: 0.0,
        upper: if is_mip { 1.0 } else { f64::INFINITY },
    }
}

/// GLPK keeps an infinite bound as the largest double, or as the number of the file.
fn sides(words: &[&str]) -> (f64, f64) {
    let number = |word: &str| {
        let value: f64 = word.parse().unwrap();
        if value.abs() < 1e20 { value } else { f64::INFINITY.copysign(value) }
    };
    match words {
        ["f"] => (f64::NEG_INFINITY, f64::INFINITY),
        ["l", lower] => (number(lower), f64::INFINITY),
        ["u", upper] => (f64::NEG_INFINITY, number(upper)),
        ["d", lower, upper] => (number(lower), number(upper)),
        ["s", value] => (number(value), number(value)),
        _ => panic!("{words:?}"),
    }
}
