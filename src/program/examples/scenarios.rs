//! Ten thousand models in one process: a linear program whose right sides, costs and bounds change from one to the next.
//!
//! Each model is proved by exact pivots from the basis of the one before: most take none. Every proof is checked against its
//! model by weak duality, exactly.
//!
//! ```text
//! 10000 models: 10000 optimal, pivots 0.3 per model
//! the value is between 8 and 1323/41
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof::analysis::Solver;
use ironproof::lp::{ModelFormat, Readings, read_model};
use ironproof::rational::Rational;
use ironproof::solve;

const MODEL: &[u8] = b"
Maximize
 value: 3 a + 5 b + 4 c
Subject To
 wood: 2 a + 3 b <= 8
 paint: 2 b + 5 c <= 10
 work: 3 a + 2 b + 4 c <= 15
End
";
const N_MODELS: u32 = 10_000;
const TIME_LIMIT_S: f64 = 60.0;

fn main() -> Result<(), Box<dyn Error>> {
    let mut lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
    let mut solver = Solver::new(&solve::bases, TIME_LIMIT_S);
    let (mut n_optimal, mut least, mut most) = (0, None, None);
    for k in 0..N_MODELS {
        // Scenarios that jump: each number takes its own way through its values.
        lp.rows[0].upper = Some(Rational::from(4 + k * 7 % 13));
        lp.rows[1].upper = Some(Rational::from(5 + k * 3 % 11));
        lp.columns[2].objective = Rational::from(2 + k % 5);
        let solved = solver.solve(&lp, None)?;
        let value = solved.proof().value().ok_or("it has an optimum")?.clone();
        n_optimal += 1;
        least = Some(least.map_or(value.clone(), |other: Rational| other.min(value.clone())));
        most = Some(most.map_or(value.clone(), |other: Rational| other.max(value.clone())));
    }
    let pivots = Rational::from(solver.n_pivots()) / Rational::from(N_MODELS);
    let pivots = ironproof::rational::round_decimal(&pivots, 1);
    println!(
        "{N_MODELS} models: {n_optimal} optimal, pivots {} per model",
        ironproof::rational::Readable(&pivots)
    );
    println!(
        "the value is between {} and {}",
        least.ok_or("some models")?,
        most.ok_or("some models")?
    );
    Ok(())
}
