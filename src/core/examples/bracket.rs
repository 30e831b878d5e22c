//! Bounds around the optimum of a continuous instance: no grid, no rounding, as narrow as wanted.
//!
//! A reserve price of 1/2 is optimal for this seller, which gives 5/24 = 0.208333...
//!
//! ```text
//! width 0.1: from 0.1875 to 0.2188, 2 cells
//! width 0.001: from 0.208007 to 0.208497, 16 cells
//! width 0.00001: from 0.20833206 to 0.20833397, 136 cells
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;
use std::path::Path;

use ironproof_core::bounds::bracket;
use ironproof_core::instance::{self, Optimum};
use ironproof_core::rational::{Rational, parse, to_decimal};

const TEXT: &str = r#"
name = "reserve price"
alpha = "1"
quality = { kind = "uniform", low = "0", high = "1" }

[[group]]
label = "all"
mass = "1"
wtp = { kind = "uniform", low = "0", high = "1" }
weight = { kind = "constant", value = "0" }
"#;

/// More cells than are needed: a limit of time and memory.
const MAX_CELLS: usize = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let instance = instance::read(TEXT, Path::new("."))?;
    for width in ["0.1", "0.001", "0.00001"] {
        let bracket = bracket(&instance, &parse(width)?, MAX_CELLS)?;
        let shown = |end: &Rational| to_decimal(end).unwrap_or_else(|| end.to_string());
        let (lower, upper) = (shown(bracket.lower()), shown(bracket.upper()));
        println!("width {width}: from {lower} to {upper}, {} cells", bracket.n_cells);
        assert!(bracket.admits(&Optimum::Exact(parse("5/24")?)));
    }
    Ok(())
}
