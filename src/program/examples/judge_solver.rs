//! What the answer of a float solver is worth, exactly; and the same for a solution file.
//!
//! The doubles are read bit for bit. Each point has an exact objective and exact violations, and
//! any multipliers give an exact bound on the optimum, which is 1/3 here.
//!
//! ```text
//! the solver says optimal
//! its point is worth exactly 6004799503160661/18014398509481984
//! and breaks a row by 0
//! its multipliers show at most 3002399751580331/9007199254740992
//! the file breaks row limit by 0.00002
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof::answer::judge;
use ironproof::answer::solution_file::read_solution;
use ironproof::lp::{ModelFormat, Readings, read_model};
use ironproof::proof::{judge_solution, unaided};
use ironproof::rational::Readable;
use ironproof::solve::{SolveConfig, Solver, solve};

const MODEL: &[u8] = b"Maximize\n x\nSubject To\n limit: 3 x <= 1\nBounds\n x <= 1\nEnd\n";
const SOLUTION: &str = "x 0.33334\n";
const TIME_LIMIT_S: f64 = 10.0;

fn main() -> Result<(), Box<dyn Error>> {
    let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
    let answer = solve(&lp, &SolveConfig::new(Solver::HighsSimplex, TIME_LIMIT_S));
    let judgement = judge(&lp, &answer)?;
    println!("the solver says {}", answer.status.name());
    println!("its point is worth exactly {}", judgement.objective);
    println!("and breaks a row by {}", judgement.max_violation());
    if let Some(bound) = &judgement.bound {
        println!("its multipliers show at most {bound}");
    }

    let solution = read_solution(&lp, SOLUTION)?;
    let judged = judge_solution(&lp, &solution, &unaided, TIME_LIMIT_S);
    if let Some(broken) = &judged.worst {
        println!("the file breaks {} by {}", broken.place, Readable(&broken.amount));
    }
    Ok(())
}
