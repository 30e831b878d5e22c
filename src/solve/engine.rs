//! HiGHS as a source of bases and rays for any LP, however badly its numbers suit floats.
//!
//! Nothing here is believed: a basis is a set of columns and rows, a ray a guess of a direction. So
//! numbers that floats cannot hold are dropped or read as infinite instead of being an error
//! ([`FloatLp::lossy`]); whoever asks checks the answer exactly.

use crate::lp::Lp;
use crate::solve::float_lp::FloatLp;
use crate::solve::highs::Session;
use crate::solve::{Answer, Basis, Failure};

/// An LP in HiGHS.
pub struct Engine {
    lp: FloatLp,
    session: Session,
}

/// The numbers of a shifted and scaled copy: the matrix stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Shifted {
    /// Costs of the columns, for minimization.
    pub cost: Vec<f64>,
    /// Bounds of the columns.
    pub columns: Vec<(f64, f64)>,
    /// Bounds of the rows.
    pub rows: Vec<(f64, f64)>,
}

/// How the next run is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EngineConfig {
    /// Simplify the LP first.
    pub presolve: bool,
    /// The tolerance on bounds and on reduced costs; HiGHS takes no less than 1e-10.
    pub tolerance: f64,
    /// The algorithm.
    pub method: Method,
}

/// An algorithm that ends in a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Dual simplex, with at most so many iterations.
    Simplex(u32),
    /// Interior point from scratch, and crossover.
    Interior,
}

impl EngineConfig {
    /// What HiGHS does by itself.
    pub const DEFAULT: Self =
        Self { presolve: true, tolerance: 1e-7, method: Method::Simplex(u32::MAX) };
    /// Where simplex takes long.
    pub const INTERIOR: Self = Self { method: Method::Interior, ..Self::DEFAULT };
    /// The least tolerances.
    pub const TIGHT: Self = Self { presolve: false, tolerance: 1e-10, ..Self::DEFAULT };

    /// As many iterations of simplex as take about as long as interior point and crossover.
    pub fn brief(n_rows: usize) -> Self {
        let limit = u32::try_from(n_rows / 2).unwrap_or(u32::MAX).max(4000);
        Self { method: Method::Simplex(limit), ..Self::DEFAULT }
    }
}

impl Engine {
    /// Gives a lossy copy of `lp` to HiGHS.
    pub fn new(lp: &Lp) -> Result<Self, Failure> {
        Self::start(FloatLp::lossy(lp))
    }

    fn start(lp: FloatLp) -> Result<Self, Failure> {
        let session = Session::for_bases(&lp)?;
        Ok(Self { lp, session })
    }

    /// The same matrix with other bounds and costs.
    pub fn shifted(&self, numbers: Shifted) -> Result<Self, Failure> {
        Self::start(self.lp.shifted(numbers))
    }

    /// Solves from `start`, or from where the last run ended.
    pub fn run(
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

    /// Multipliers of the rows that are said to prove infeasibility, after such a run.
    pub fn dual_ray(&mut self) -> Option<Vec<f64>> {
        let mut ray = self.session.dual_ray()?;
        self.lp.unscale_duals(&mut ray);
        Some(ray)
    }

    /// A direction in which the objective is said to improve forever, after such a run.
    pub fn primal_ray(&mut self) -> Option<Vec<f64>> {
        let mut ray = self.session.primal_ray()?;
        self.lp.unscale_columns(&mut ray);
        Some(ray)
    }
}
