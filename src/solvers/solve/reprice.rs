//! One LP under many objectives: HiGHS keeps LP and basis, only the costs change.
//!
//! The last optimal basis stays feasible when costs change, so primal simplex goes on from it.

use std::time::Instant;

use crate::solve::float_lp::FloatLp;
use crate::solve::highs::Session;
use crate::solve::{SolveConfig, Solver};
use ironproof_answer::{Answer, Failure};
use ironproof_linear::Lp;

/// An LP in HiGHS, with the basis of the last answer.
pub struct Repriced {
    lp: FloatLp,
    session: Session,
    time_limit_s: f64,
}

impl Repriced {
    /// Gives `lp` to HiGHS' simplex; the first answer is found from scratch. `time_limit_s` is for each answer.
    ///
    /// # Errors
    /// [`Failure`] if HiGHS refuses the LP or is not part of this program.
    pub fn new(lp: &Lp, time_limit_s: f64) -> Result<Self, Failure> {
        let config = SolveConfig::new(Solver::HighsSimplex, time_limit_s);
        let lp = FloatLp::new(lp)?;
        let session = Session::new(&lp, &config)?;
        Ok(Self { lp, session, time_limit_s })
    }

    /// The answer for `lp`, which differs from the first LP in its objective only.
    pub fn solve(&mut self, lp: &Lp) -> Answer {
        let start = Instant::now();
        let mut answer = self.run(lp).unwrap_or_else(Answer::from);
        answer.seconds = start.elapsed().as_secs_f64();
        answer
    }

    fn run(&mut self, lp: &Lp) -> Result<Answer, Failure> {
        self.lp.reprice(lp)?;
        self.session.reprice(&self.lp.cost)?;
        let mut answer = self.session.run(self.time_limit_s)?;
        self.lp.unscale(&mut answer);
        Ok(answer)
    }
}
