//! The flags of `verify`.

use std::path::PathBuf;

use super::form;
use super::grid::GridFlags;
use ironproof_crosscheck::Plan;
use ironproof_linear::formulate::Formulation;
use ironproof_solvers::solve::Solver;

#[derive(clap::Args)]
#[command(after_help = super::examples::VERIFY)]
pub(super) struct Flags {
    /// Instances, or folders of them
    #[arg(value_name = "FILE", required_unless_present = "random")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) grid: GridFlags,
    /// Verify N random finite instances (up to 3 groups, 12 types and 6 levels each)
    #[arg(long, value_name = "N", conflicts_with = "paths", value_parser = at_least_one, allow_negative_numbers = true)]
    pub(super) random: Option<u64>,
    /// Seed of the random instances [default: 1]
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// With --random: instances of the wider model, with external values, costs, levels without limit, constraints
    #[arg(long, requires = "random")]
    pub(super) wider: bool,
    #[arg(long, value_delimiter = ',', value_parser = solver, value_name = "NAME,...", help = solver_names())]
    solvers: Vec<Solver>,
    /// Formulations of the LP, by comma [default: all; with --random: gamma]
    #[arg(long, value_delimiter = ',', value_parser = form::formulation, value_name = "NAME,...")]
    formulations: Vec<Formulation>,
    /// Above this many types no LP is solved: ironing and the certificate alone
    #[arg(long, value_name = "K", default_value_t = 1000)]
    lp_types: usize,
    #[arg(long, value_name = "N", default_value_t = 150, help = slow_cells())]
    slow_cells: usize,
    /// Time limit of one LP solve, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
    /// Also write each finite instance and its certificate to OUT/certificates
    #[arg(long)]
    pub(super) certificates: bool,
}

fn solver_names() -> String {
    let names = Solver::built().into_iter().map(Solver::name).collect::<Vec<_>>().join(", ");
    format!("LP solvers, by comma, of {names} [default: all; with --random: highs-simplex]")
}

fn slow_cells() -> String {
    let slow = Solver::ALL.into_iter().filter(|solver| solver.is_small_only()).map(Solver::name);
    let slow = slow.collect::<Vec<_>>().join(", ");
    format!("Most types x levels for the solvers that are slow or cannot be stopped: {slow}")
}

fn at_least_one(text: &str) -> Result<u64, String> {
    let n = text.parse().ok().filter(|&n: &u64| 0 < n);
    n.ok_or_else(|| "expected a whole number of at least 1".to_owned())
}

fn solver(name: &str) -> Result<Solver, String> {
    let names: Vec<&str> = Solver::built().into_iter().map(Solver::name).collect();
    match Solver::from_name(name) {
        Some(solver) if solver.is_built() => Ok(solver),
        Some(_) => Err(format!("this program was built without it; it has {}", names.join(", "))),
        None => Err(format!("expected one of {}", names.join(", "))),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|&x: &f64| x > 0.0 && x.is_finite())
        .ok_or_else(|| "expected a number of seconds, more than 0".to_owned())
}

impl Flags {
    /// Who is asked about what.
    pub(super) fn plan(&self) -> Plan {
        let is_random = self.random.is_some();
        let mut usual = Solver::built();
        if is_random {
            usual.retain(|solver| *solver == Solver::HighsSimplex);
        }
        let formulations = match (self.formulations.is_empty(), is_random) {
            (false, _) => self.formulations.clone(),
            (true, true) => vec![Formulation::Gamma],
            (true, false) => Formulation::ALL.to_vec(),
        };
        Plan {
            solvers: if self.solvers.is_empty() { usual } else { self.solvers.clone() },
            formulations,
            lp_types: self.lp_types,
            oracle_cells: self.slow_cells,
            time_limit_s: self.time_limit,
        }
    }
}
