//! The optimum as a function of the weight on revenue: all its linear pieces, exactly.
//!
//! The slope of a piece is the revenue of the mechanism that is optimal there. What appears and
//! vanishes from one piece to the next is listed with it.
//!
//! ```text
//! alpha from 0 to 3/4: 9/8 + 0 alpha
//! alpha from 3/4 to infinity: 0 + 3/2 alpha
//!   not served appears
//!   free vanishes
//!   market appears
//! 5 verified
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof_core::finite;
use ironproof_core::path::{Family, Over, certify, path};
use ironproof_core::rational::Rational;

const INSTANCE: &str = r#"{"name": "two types", "alpha": "1",
 "groups": [{"label": "all", "mass": "1", "types": [
   {"wtp": "1", "prob": "1/2", "weight": "3"},
   {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
 "quality": [{"level": "1", "mass": "1/2"}]}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let instance = finite::read(INSTANCE)?;
    let family = Family::new(&instance, Over::Alpha);
    let path = path(&family, &Rational::ZERO, None)?;
    for piece in &path.pieces {
        let end = piece.to.as_ref().map_or("infinity".to_owned(), Rational::to_string);
        let (from, line) = (&piece.from, &piece.line);
        println!("alpha from {from} to {end}: {} + {} alpha", line.intercept, line.slope);
        for change in &piece.changes {
            let verb = if change.appears { "appears" } else { "vanishes" };
            println!("  {} {verb}", change.part.name());
        }
    }
    // The value is convex in alpha, so that verdicts at a few points prove the whole path.
    println!("{}", certify(&family, &path)?.count());
    Ok(())
}
