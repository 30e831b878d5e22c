//! A continuous instance as a person writes it, cut into a grid and solved.
//!
//! Each cell of the grid gets one common contract, so that the value is one that the continuous
//! model reaches too: a lower bound, which rises with the grid. The income groups could come from a
//! survey.
//!
//! ```text
//! 4 types per group: 28.625
//! 10 types per group: 28.66667
//! 40 types per group: 28.73958
//!   low income: Lottery for 1 of them at 0
//!   high income: NotServed for 0.55 of them at 0
//!   high income: Market for 0.45 of them at 75
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;
use std::path::Path;

use ironproof_core::discretize::{GridConfig, Method, Points, Spacing, discretize};
use ironproof_core::rational::Readable;
use ironproof_core::{instance, ironing};

const TEXT: &str = r#"
name = "permits"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1", mass = "0.4" }] }

[[group]]
label = "low income"
mass = "0.5"
wtp = { kind = "uniform", low = "10", high = "50" }
weight = { kind = "linear", of = "wtp", at_low = "3", at_high = "1" }

[[group]]
label = "high income"
mass = "0.5"
wtp = { kind = "uniform", low = "20", high = "120" }
weight = { kind = "constant", value = "0.5" }
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let continuous = instance::read(TEXT, Path::new("."))?;
    for types in [4, 10, 40] {
        let (method, points, spacing) = (Method::Cells, Points::Mid, Spacing::Quantile);
        let config = GridConfig { types, levels: 1, method, points, spacing, digits: 12 };
        let finite = discretize(&continuous, &config)?.instance;
        let optimum = ironing::optimum(&finite);
        println!("{types} types per group: {}", Readable(&optimum.value));
        for (group, solved) in finite.groups.iter().zip(&optimum.groups).filter(|_| types == 40) {
            for segment in ironing::segments(group, solved) {
                let (share, price) = (Readable(&segment.share), Readable(&segment.price.1));
                println!("  {}: {:?} for {share} of them at {price}", group.label, segment.kind);
            }
        }
    }
    Ok(())
}
