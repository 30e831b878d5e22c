//! Few rows at a time, for LPs most of whose rows never matter: the incentive rows of all pairs.
//!
//! Start from the core rows; solve; from each family of the other rows add the one that the point
//! violates most; solve again from the last basis; stop when nothing is violated. The answer is one
//! for the whole LP: rows that were never needed have multiplier zero.
//!
//! The first LP may be solved by any HiGHS solver that ends in a basis; the others by dual simplex.
//! Each row is added at most once, so the loop ends. Nothing is proved by it: judge the answer.

use std::time::Instant;

use crate::solve::SolveConfig;
use crate::solve::float_lp::FloatLp;
use crate::solve::highs::Session;
use ironproof_answer::{Answer, Basis, BasisStatus, Failure, Status};
use ironproof_linear::Staged;

/// HiGHS accepts violations up to this size, so smaller ones would come back.
const TOLERANCE: f64 = 1e-7;

/// The answer of [`solve_lazily`] and what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Lazy {
    /// The answer for the whole LP.
    pub answer: Answer,
    /// The number of LPs solved.
    pub rounds: usize,
    /// The number of rows in the last of them.
    pub n_rows: usize,
}

/// Solves `staged.lp` with HiGHS, adding rows as they are violated.
pub fn solve_lazily(staged: &Staged, config: &SolveConfig) -> Lazy {
    let start = Instant::now();
    let mut rows: Vec<usize> = (0..staged.lp.rows.len()).filter(|&i| staged.core[i]).collect();
    let mut rounds = 0;
    let mut answer = match FloatLp::new(&staged.lp) {
        Err(error) => Failure::from(error).into(),
        Ok(whole) => {
            let remaining = || config.time_limit_s - start.elapsed().as_secs_f64();
            run(staged, &whole, config, &mut rows, &mut rounds, remaining)
                .unwrap_or_else(Answer::from)
        }
    };
    answer.seconds = start.elapsed().as_secs_f64();
    Lazy { answer, rounds, n_rows: rows.len() }
}

fn run(
    staged: &Staged,
    whole: &FloatLp,
    config: &SolveConfig,
    rows: &mut Vec<usize>,
    rounds: &mut usize,
    remaining_s: impl Fn() -> f64,
) -> Result<Answer, Failure> {
    let mut present = staged.core.clone();
    let mut session = Session::new(&whole.with_rows(rows.iter().copied()), config)?;
    let mut iterations = 0;
    loop {
        *rounds += 1;
        let mut answer = session.run(remaining_s())?;
        iterations += answer.iterations.unwrap_or(0);
        let point = answer.primal.as_ref().filter(|_| answer.status == Status::Optimal);
        let added = point.map_or_else(Vec::new, |x| most_violated(staged, whole, &present, x));
        if added.is_empty() {
            answer.iterations = Some(iterations);
            spread(&mut answer, rows, whole.n_rows());
            whole.unscale(&mut answer);
            return Ok(answer);
        }
        session.add_rows(&whole.with_rows(added.iter().copied()))?;
        for &i in &added {
            present[i] = true;
        }
        rows.extend(added);
    }
}

/// From each family the absent row that `x` violates most.
fn most_violated(staged: &Staged, whole: &FloatLp, present: &[bool], x: &[f64]) -> Vec<usize> {
    let mut rows = Vec::new();
    for family in &staged.families {
        let mut worst = (TOLERANCE, None);
        for i in family.clone().filter(|&i| !present[i]) {
            let violation = whole.violation(i, x);
            if worst.0 < violation {
                worst = (violation, Some(i));
            }
        }
        rows.extend(worst.1);
    }
    rows
}

/// Turns the answer for some rows into one for all.
fn spread(answer: &mut Answer, rows: &[usize], n_rows: usize) {
    if let Some(duals) = &mut answer.row_duals {
        let mut all = vec![0.0; n_rows];
        for (&i, dual) in rows.iter().zip(duals.iter()) {
            all[i] = *dual;
        }
        *duals = all;
    }
    if let Some(Basis { rows: states, .. }) = &mut answer.basis {
        let mut all = vec![BasisStatus::Basic; n_rows];
        for (&i, state) in rows.iter().zip(states.iter()) {
            all[i] = *state;
        }
        *states = all;
    }
}
