//! Which verb runs.

use clap::CommandFactory;

use super::{Cli, CliError, Outcome, Verb};
use super::{
    bench, bounds, certify, claims, compare, completions, discretize, estimate, evaluate, explain,
    export, figure, man, oracle, path, replicate, report, schema, solve, sweep, vain, verify,
};

/// Runs the verb of a command line.
pub(super) fn dispatch(cli: &Cli) -> Result<Outcome, CliError> {
    // A sweep says by itself how many threads it takes.
    cli.common.set_up(!matches!(cli.verb, Verb::Sweep(_)))?;
    vain::note_unused(cli);
    vain::check_out(cli)?;
    match &cli.verb {
        Verb::Solve(flags) => solve::run(flags, &cli.common),
        Verb::Verify(flags) => verify::run(flags, &cli.common),
        Verb::Bounds(flags) => bounds::run(flags, &cli.common),
        Verb::Explain(flags) => explain::run(flags, &cli.common),
        Verb::Figure(flags) => figure::run(flags, &cli.common),
        Verb::Path(flags) => path::run(flags, &cli.common),
        Verb::Claims(flags) => claims::run(flags, &cli.common),
        Verb::Certify(flags) => certify::run(flags, &cli.common),
        Verb::Evaluate(flags) => evaluate::run(flags, &cli.common),
        Verb::Compare(flags) => compare::run(flags, &cli.common),
        Verb::Report(flags) => report::run(flags, &cli.common),
        Verb::Replicate(flags) => replicate::run(flags, &cli.common),
        Verb::Estimate(flags) => estimate::run(flags, &cli.common),
        Verb::Sweep(flags) => sweep::run(flags, &cli.common),
        Verb::Discretize(flags) => discretize::run(flags, &cli.common),
        Verb::Bench(flags) => bench::run(flags, &cli.common),
        Verb::Oracle(flags) => oracle::run(flags),
        Verb::Export(flags) => export::run(flags, &cli.common),
        Verb::Schema(flags) => schema::run(flags),
        Verb::Completions(flags) => completions::run(flags, Cli::command()),
        Verb::Man(flags) => man::run(flags, Cli::command(), &cli.common),
    }
}
