//! Where bases and rays come from: anything that solves an LP in floats and keeps it.
//!
//! Nothing that comes from here is believed: a basis is a set of columns and rows, a ray a guess of a
//! direction, and the proofs check both exactly. So this crate needs no solver: whoever has one hands
//! in a function that opens an LP in it, an [`Open`], and [`unaided`] does without.

use ironproof_answer::{Answer, Basis, Failure};
use ironproof_linear::Lp;

/// An LP inside a float solver, which keeps it, and its last basis, between runs.
pub trait BasisSource {
    /// The same matrix with other bounds and costs.
    ///
    /// # Errors
    /// [`Failure`] if the solver refuses the numbers.
    fn shifted(&self, numbers: Shifted) -> Result<Box<dyn BasisSource>, Failure>;

    /// Solves from `start`, or from where the last run ended.
    ///
    /// # Errors
    /// [`Failure`] if a call into the solver fails.
    fn run(
        &mut self,
        config: &EngineConfig,
        start: Option<&Basis>,
        time_limit_s: f64,
    ) -> Result<Answer, Failure>;

    /// Multipliers of the rows that are said to prove infeasibility, after such a run.
    fn dual_ray(&mut self) -> Option<Vec<f64>>;

    /// A direction in which the objective is said to improve forever, after such a run.
    fn primal_ray(&mut self) -> Option<Vec<f64>>;
}

/// Gives a copy of an LP, rounded as the solver needs it, to a float solver.
pub type Open<'a> = &'a dyn Fn(&Lp) -> Result<Box<dyn BasisSource>, Failure>;

/// No float solver: exact simplex does everything, which takes long beyond some hundred rows.
///
/// # Errors
/// Always `Failure::NotBuilt`, of the crate `ironproof-answer`.
pub fn unaided(_: &Lp) -> Result<Box<dyn BasisSource>, Failure> {
    Err(Failure::NotBuilt("a float solver"))
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
    /// Under a magnifying glass, where what counts has size one and other numbers are large: the least tolerances would be
    /// below the rounding of those.
    pub const MAGNIFIED: Self = Self { presolve: false, ..Self::DEFAULT };
    /// The least tolerances.
    pub const TIGHT: Self = Self { presolve: false, tolerance: 1e-10, ..Self::DEFAULT };

    /// As many iterations of simplex as take about as long as interior point and crossover: those of small LPs are cheap,
    /// and large ones have many easy rows.
    pub fn brief(n_rows: usize) -> Self {
        let limit = (4_000_000 / n_rows.max(1)).max(n_rows / 2);
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        Self { method: Method::Simplex(limit), ..Self::DEFAULT }
    }
}
