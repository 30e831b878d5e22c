//! `path --solver`: HiGHS along the path, as a cross-check.

use super::form::formulation;
use super::oracle::seconds;
use super::{CliError, Outcome, output};
use ironproof_linear::formulate::Formulation;
use ironproof_name::Escaped;
use ironproof_path::{Family, Path};
use ironproof_results::warm::{Swept, Wrong, solve};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Also solve the LP at each breakpoint and inside each piece, from the basis before and from scratch
    ///
    /// Exit code 1 if an answer is wrong, 3 if an LP is left without one.
    #[arg(long, value_name = "highs-simplex", value_parser = ["highs-simplex"])]
    solver: Option<String>,
    /// Variables of the LP
    #[arg(long, requires = "solver", value_parser = formulation, default_value = "gamma", value_name = "gamma|mass|utility|reduced")]
    formulation: Formulation,
    /// Seconds per LP solve
    #[arg(long, requires = "solver", value_name = "S", default_value_t = 60.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
}

impl Flags {
    pub(super) fn is_used(&self) -> bool {
        self.solver.is_some()
    }

    /// Solves the LPs, if asked to.
    pub(super) fn run(&self, family: &Family<'_>, path: &Path) -> Result<Option<Swept>, CliError> {
        if self.solver.is_none() {
            return Ok(None);
        }
        if !family.is_convex() {
            let text =
                "--solver is about costs that vary; over the number of a constraint the rows do";
            return Err(CliError::Usage(text.to_owned()));
        }
        let swept = solve(family, path, self.formulation, self.time_limit).map_err(|error| {
            CliError::Usage(format!("{}: {error}", Escaped(&family.base().name)))
        })?;
        Ok(Some(swept))
    }
}

/// Complains about each wrong answer, and about LPs that nothing is known of.
pub(super) fn outcome(swept: &Swept) -> Outcome {
    let mut outcome = Outcome::Good;
    for (point, kind, run) in swept.runs() {
        if let Some(wrong) = &run.wrong {
            let Wrong { task, reason } = wrong;
            output::complain(&format!("{task} at {}, {kind}: {reason}", point.x.0));
            outcome = Outcome::Disproved;
        }
    }
    match swept.n_unanswered() {
        0 => outcome,
        n => {
            let n_runs = swept.runs().count();
            output::complain(&format!("{n} of {n_runs} LP solves ended without an answer"));
            outcome.and(Outcome::Open)
        }
    }
}
