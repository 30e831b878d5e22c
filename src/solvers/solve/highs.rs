//! HiGHS: dual simplex, interior point with and without crossover, and PDLP.
//!
//! Always one thread (the scheduler of HiGHS belongs to the OS thread and is fixed by its first
//! run), and every return code is looked at: a failed run leaves an objective of 0.

use std::time::{Duration, Instant};

use highs::{ColProblem, HighsOptionValue, Model, Sense, SolvedModel};

use crate::solve::float_lp::FloatLp;
use crate::solve::highs_ffi;
use crate::solve::{Numbers, Presolve, SolveConfig};
use ironproof_answer::{Answer, Basis, Failure, Status};
use ironproof_proof::{EngineConfig, Method};

/// Runs one of the HiGHS solvers on the scaled LP.
pub(super) fn solve(lp: &FloatLp, config: &SolveConfig) -> Answer {
    let session = Session::new(lp, config);
    session.and_then(|mut session| session.run(config.time_limit_s)).unwrap_or_else(Answer::from)
}

/// A HiGHS instance that keeps its LP and its basis between runs.
pub(super) struct Session {
    /// Absent only after a failed run, which HiGHS does not survive.
    model: Option<Model>,
    n_columns: usize,
    n_rows: usize,
    has_run: bool,
}

impl Session {
    pub(super) fn new(lp: &FloatLp, config: &SolveConfig) -> Result<Self, Failure> {
        let mut model = empty_model()?;
        let algorithm = config.solver.algorithm().ok_or(Failure::NotHighs)?;
        // A start basis belongs to the LP before presolve.
        let presolve = config.presolve == Presolve::On && config.start.is_none();
        set(&mut model, "solver", algorithm.solver)?;
        set(&mut model, "run_crossover", algorithm.crossover)?;
        set(&mut model, "presolve", if presolve { "on" } else { "off" })?;
        match config.numbers {
            Numbers::Scaled => {
                set(&mut model, "simplex_dual_edge_weight_strategy", DEVEX)?;
                highs_ffi::pass_lp(&mut model, lp)?;
            }
            Numbers::AsWritten => highs_ffi::pass_lp_as_users_do(&mut model, lp)?,
        }
        if let Some(basis) = &config.start {
            highs_ffi::set_basis(&mut model, basis)?;
        }
        Ok(Self::of(model, lp))
    }

    fn of(model: Model, lp: &FloatLp) -> Self {
        let (n_columns, n_rows) = (lp.n_columns(), lp.n_rows());
        Self { model: Some(model), n_columns, n_rows, has_run: false }
    }

    /// A session for [`crate::solve::Engine`], which configures each run.
    pub(super) fn for_bases(lp: &FloatLp) -> Result<Self, Failure> {
        let mut model = empty_model()?;
        highs_ffi::pass_lp(&mut model, lp)?;
        Ok(Self::of(model, lp))
    }

    /// How the next run is done.
    pub(super) fn configure(&mut self, config: &EngineConfig) -> Result<(), Failure> {
        let model = self.model.as_mut().ok_or(Failure::Call { call: "Highs_run" })?;
        let (solver, n_iterations) = match config.method {
            Method::Simplex(n_iterations) => ("simplex", n_iterations),
            Method::Interior => ("ipx", u32::MAX),
        };
        set(model, "solver", solver)?;
        // The option is a C int, and its largest value the default.
        let limit = i32::try_from(n_iterations).unwrap_or(i32::MAX);
        set(model, "simplex_iteration_limit", limit)?;
        // Measured: with many columns to a row, as in covering and assignment, devex takes half the time; in networks over
        // time, which have as many rows as columns, twice the time of steepest edge.
        let weights = if 2 * self.n_rows <= self.n_columns { DEVEX } else { CHOOSE };
        set(model, "simplex_dual_edge_weight_strategy", weights)?;
        set(model, "presolve", if config.presolve { "on" } else { "off" })?;
        set(model, "primal_feasibility_tolerance", config.tolerance)?;
        set(model, "dual_feasibility_tolerance", config.tolerance)
    }

    /// The next run starts from `basis`.
    pub(super) fn start_from(&mut self, basis: &Basis) -> Result<(), Failure> {
        let model = self.model.as_mut().ok_or(Failure::Call { call: "Highs_run" })?;
        highs_ffi::set_basis(model, basis)
    }

    /// The dual ray of an infeasible LP.
    pub(super) fn dual_ray(&mut self) -> Option<Vec<f64>> {
        highs_ffi::dual_ray(self.model.as_mut()?, self.n_rows)
    }

    /// The primal ray of an unbounded LP.
    pub(super) fn primal_ray(&mut self) -> Option<Vec<f64>> {
        highs_ffi::primal_ray(self.model.as_mut()?, self.n_columns)
    }

    /// Adds the rows of `part`; the next run is dual simplex from the last basis.
    pub(super) fn add_rows(&mut self, part: &FloatLp) -> Result<(), Failure> {
        let model = self.model.as_mut().ok_or(Failure::Call { call: "Highs_run" })?;
        set(model, "presolve", "off")?;
        set(model, "solver", "simplex")?;
        highs_ffi::add_rows(model, part)?;
        self.n_rows += part.n_rows();
        Ok(())
    }

    /// Other costs; the next run is primal simplex from the last basis, which they leave feasible.
    pub(super) fn reprice(&mut self, cost: &[f64]) -> Result<(), Failure> {
        let model = self.model.as_mut().ok_or(Failure::Call { call: "Highs_run" })?;
        if self.has_run {
            set(model, "presolve", "off")?;
            set(model, "simplex_strategy", PRIMAL)?;
        }
        highs_ffi::set_costs(model, cost)
    }

    /// Solves the LP as it is now.
    pub(super) fn run(&mut self, time_limit_s: f64) -> Result<Answer, Failure> {
        self.run_told(time_limit_s, &mut |rest_s| rest_s)
    }

    /// HiGHS follows the clock of the wall, which people and networks set; here the limit is one of the clock that
    /// only goes forward. If the other one is set back, a callback ends simplex and interior point in time. If it is set
    /// forward, HiGHS ends too early, and goes on with the time that is left. `told` is that time as HiGHS hears it.
    fn run_told(
        &mut self,
        time_limit_s: f64,
        told: &mut dyn FnMut(f64) -> f64,
    ) -> Result<Answer, Failure> {
        let failed = Failure::Call { call: "Highs_run" };
        let begun = Instant::now();
        let rest_s = || (time_limit_s - begun.elapsed().as_secs_f64()).max(0.0);
        let limit = Duration::try_from_secs_f64(time_limit_s.max(0.0)).ok();
        let deadline = limit.and_then(|limit| begun.checked_add(limit));
        let mut n_runs = 0;
        loop {
            let mut model = self.model.take().ok_or_else(|| failed.clone())?;
            set(&mut model, "time_limit", told(rest_s()))?;
            highs_ffi::restart_clock(&mut model)?;
            highs_ffi::stop_at(&mut model, deadline)?;
            let solved = model.try_solve().map_err(|_| failed.clone())?;
            let answer = self.answer(&solved);
            self.model = Some(Model::from(solved));
            self.has_run = true;
            n_runs += 1;
            let is_early = answer.status == Status::TimeLimit && time_limit_s < 100.0 * rest_s();
            if !is_early || n_runs == MOST_RUNS {
                return Ok(answer);
            }
        }
    }

    fn answer(&self, solved: &SolvedModel) -> Answer {
        let mut answer = Answer::only(status(highs_ffi::model_status(solved)));
        let is_set = |name| solved.int_info_value(name).is_ok_and(|status| status != NO_SOLUTION);
        let solution = solved.get_solution();
        if is_set(c"primal_solution_status") {
            answer.objective = Some(solved.objective_value());
            answer.primal = Some(solution.columns().to_vec());
        }
        if is_set(c"dual_solution_status") {
            answer.row_duals = Some(solution.dual_rows().to_vec());
        }
        answer.basis = highs_ffi::basis(solved, self.n_columns, self.n_rows);
        let counters = [
            c"simplex_iteration_count",
            c"ipm_iteration_count",
            c"crossover_iteration_count",
            c"pdlp_iteration_count",
        ];
        // A counter is -1 when its method did not run.
        let counts = counters.iter().filter_map(|name| solved.int_info_value(name).ok());
        answer.iterations = Some(counts.filter_map(|count| u64::try_from(count).ok()).sum());
        answer
    }
}

/// Devex pricing in the dual simplex. Against the default, steepest edge, with 150 to 200 types and 20
/// levels: 2 to 3.5 times faster with cumulative lotteries and adjacent incentives, between equal and
/// 1.5 times slower with lottery probabilities. Primal simplex, other scalings, crash bases and no cost
/// perturbation brought nothing more on the whole, and presolve finds next to nothing to remove.
const DEVEX: i32 = 1;

/// So often is a clock set forward during one solve.
const MOST_RUNS: usize = 20;

/// `kSimplexStrategyPrimal`.
const PRIMAL: i32 = 4;
/// The weights of dual simplex are up to HiGHS: steepest edge.
const CHOOSE: i32 = -1;

/// `kHighsSolutionStatusNone`.
const NO_SOLUTION: i64 = 0;

fn empty_model() -> Result<Model, Failure> {
    let mut model = ColProblem::new()
        .try_optimise(Sense::Maximise)
        .map_err(|_| Failure::Call { call: "Highs_create" })?;
    set(&mut model, "output_flag", false)?;
    set(&mut model, "log_to_console", false)?;
    set(&mut model, "threads", 1)?;
    set(&mut model, "parallel", "off")?;
    Ok(model)
}

fn set<V: HighsOptionValue>(model: &mut Model, option: &str, value: V) -> Result<(), Failure> {
    model.try_set_option(option, value).map_err(|_| Failure::Call { call: "Highs_setOptionValue" })
}

fn status(code: i32) -> Status {
    match code {
        highs_sys::MODEL_STATUS_OPTIMAL => Status::Optimal,
        highs_sys::MODEL_STATUS_INFEASIBLE => Status::Infeasible,
        highs_sys::MODEL_STATUS_UNBOUNDED => Status::Unbounded,
        highs_sys::MODEL_STATUS_UNBOUNDED_OR_INFEASIBLE => Status::InfeasibleOrUnbounded,
        highs_sys::MODEL_STATUS_REACHED_TIME_LIMIT | highs_sys::MODEL_STATUS_REACHED_INTERRUPT => {
            Status::TimeLimit
        }
        code => Status::Failed(Failure::NoVerdict(format!("HiGHS model status {code}"))),
    }
}

/// What HiGHS says within a limit, if it is told other limits than that one.
#[cfg(test)]
pub(super) fn solve_told(
    lp: &FloatLp,
    config: &SolveConfig,
    told: &mut dyn FnMut(f64) -> f64,
) -> Result<Answer, Failure> {
    Session::new(lp, config)?.run_told(config.time_limit_s, told)
}

/// The optimum of a model file.
#[cfg(test)]
pub(super) fn solve_file(path: &std::path::Path) -> Result<f64, Failure> {
    let mut model = empty_model()?;
    highs_ffi::read_model(&mut model, path)?;
    let solved = model.try_solve().map_err(|_| Failure::Call { call: "Highs_run" })?;
    match status(highs_ffi::model_status(&solved)) {
        Status::Optimal => Ok(solved.objective_value()),
        other => Err(Failure::NoVerdict(other.name().to_owned())),
    }
}
