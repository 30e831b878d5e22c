//! Which solver runs on which formulation.

use std::fmt;

use ironproof_instance::finite::FiniteInstance;
use ironproof_linear::formulate::{Formulation, Incentives};
use ironproof_solvers::solve::Solver;

/// One LP solve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// Who solves.
    pub solver: Solver,
    /// The variables of the LP.
    pub formulation: Formulation,
    /// Its incentive rows.
    pub incentives: Incentives,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} on {}/{}",
            self.solver.name(),
            self.formulation.name(),
            self.incentives.name()
        )
    }
}

/// The solvers and formulations wanted, and the sizes up to which they are asked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Solvers, in the order of the table.
    pub solvers: Vec<Solver>,
    /// Formulations.
    pub formulations: Vec<Formulation>,
    /// Most types for any LP.
    pub lp_types: usize,
    /// Most types x levels for the solvers that are only asked on small LPs.
    pub oracle_cells: usize,
    /// Time limit of one solve.
    pub time_limit_s: f64,
}

impl Plan {
    /// The tasks for one instance. HiGHS' simplex is asked for every formulation with adjacent and with
    /// all incentive rows; the others for the first formulation, adjacent rows.
    pub fn tasks(&self, instance: &FiniteInstance) -> Vec<Task> {
        let mut tasks = Vec::new();
        if instance.n_types() > self.lp_types {
            return tasks;
        }
        let is_small = instance.n_types() * instance.quality.len() <= self.oracle_cells;
        let formulations = self.formulations.iter().copied();
        let formulations = formulations.filter(|formulation| formulation.takes(instance).is_ok());
        for (index, formulation) in formulations.enumerate() {
            for &solver in &self.solvers {
                let everywhere = solver == Solver::HighsSimplex;
                if !(everywhere || index == 0) || (solver.is_small_only() && !is_small) {
                    continue;
                }
                tasks.push(Task { solver, formulation, incentives: Incentives::Adjacent });
                if everywhere {
                    tasks.push(Task { solver, formulation, incentives: Incentives::All });
                }
            }
        }
        tasks
    }
}
