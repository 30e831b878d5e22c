//! HiGHS as a source of bases and rays for any LP, however badly its numbers suit floats.
//!
//! Nothing here is believed: a basis is a set of columns and rows, a ray a guess of a direction. So
//! numbers that floats cannot hold are dropped or read as infinite instead of being an error
//! ([`FloatLp::lossy`]); whoever asks checks the answer exactly.

use crate::solve::float_lp::FloatLp;
use crate::solve::highs::Session;
use ironproof_answer::{Answer, Basis, Failure};
use ironproof_linear::Lp;
use ironproof_proof::{BasisSource, EngineConfig, Method, Shifted};

/// An LP in HiGHS.
pub struct Engine {
    lp: FloatLp,
    session: Session,
}

/// HiGHS for [`ironproof_proof::prove`] and [`ironproof_proof::judge_solution`].
///
/// # Errors
/// [`Failure`] if HiGHS refuses the LP or is not part of this program.
pub fn bases(lp: &Lp) -> Result<Box<dyn BasisSource>, Failure> {
    Ok(Box::new(Engine::new(lp)?))
}

impl Engine {
    /// Gives a lossy copy of `lp` to HiGHS.
    ///
    /// # Errors
    /// [`Failure`] if HiGHS refuses the LP or is not part of this program.
    pub fn new(lp: &Lp) -> Result<Self, Failure> {
        Self::start(FloatLp::lossy(lp))
    }

    fn start(lp: FloatLp) -> Result<Self, Failure> {
        let session = Session::for_bases(&lp)?;
        Ok(Self { lp, session })
    }
}

impl BasisSource for Engine {
    fn shifted(&self, numbers: Shifted) -> Result<Box<dyn BasisSource>, Failure> {
        Ok(Box::new(Self::start(self.lp.shifted(numbers))?))
    }

    fn run(
        &mut self,
        config: &EngineConfig,
        start: Option<&Basis>,
        time_limit_s: f64,
    ) -> Result<Answer, Failure> {
        if config.method == Method::Interior {
            // HiGHS would not simplify an LP for which it has a basis.
            self.session = Session::for_bases(&self.lp)?;
        }
        self.session.configure(config)?;
        if let Some(basis) = start {
            self.session.start_from(basis)?;
        }
        let mut answer = self.session.run(time_limit_s)?;
        self.lp.unscale(&mut answer);
        Ok(answer)
    }

    fn dual_ray(&mut self) -> Option<Vec<f64>> {
        let mut ray = self.session.dual_ray()?;
        self.lp.unscale_duals(&mut ray);
        Some(ray)
    }

    fn primal_ray(&mut self) -> Option<Vec<f64>> {
        let mut ray = self.session.primal_ray()?;
        self.lp.unscale_columns(&mut ray);
        Some(ray)
    }
}
