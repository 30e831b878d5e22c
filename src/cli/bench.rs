//! `ironproof bench`: measurements side by side.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::bench_accuracy_input;
use super::bench_compare::{self, ROWS};
use super::{CliError, Common, Outcome, bench_accuracy, bench_settings, output};
use ironproof_bench::measure::{MeasureConfig, Measurement, exact_value, measure};
use ironproof_bench::store;
use ironproof_bench::store::{NOT_TRIED, Row, TIME_LIMIT};
use ironproof_bench::suite;
use ironproof_bench::suite::{Family, Method, Suite};
use ironproof_bench::{Key, family, patience, summary};
use ironproof_files::table;
use ironproof_number::rational;
use ironproof_report::bench_plot;

#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Writes rows.jsonl as it goes, and rows.csv, rows.parquet, summary.md, scaling.svg and profile.svg at its end, to --out.
After a time-out a method is not tried on more types of that shape, nor, after time-outs in two shapes, on as many
types of any shape. docs/benchmarks.md says more. Exit code 1 if an answer is wrong."
)]
pub(super) struct Flags {
    #[command(subcommand)]
    part: Option<Part>,
    /// What to run [default: the suite of the program, benches/suite.toml]
    #[arg(long, value_name = "SUITE.toml")]
    suite: Option<PathBuf>,
    /// Small sizes and short limits, for a first look and for CI
    #[arg(long)]
    quick: bool,
}

#[derive(clap::Subcommand)]
enum Part {
    /// How far the answers of LP solvers are from the truth that a checker accepted, on families of growing difficulty
    Accuracy(bench_accuracy_input::Flags),
    /// Compare two folders of results; exit code 1 if the second is slower, or less accurate, somewhere
    ///
    /// Also 1 if right answers of the first folder are not in the second at all.
    Compare(bench_compare::Flags),
    /// Measure one row and print it as JSON
    #[command(hide = true)]
    One(One),
}

#[derive(clap::Args)]
struct One {
    #[arg(long)]
    shape: String,
    #[arg(long)]
    types: usize,
    #[arg(long)]
    groups: usize,
    #[arg(long)]
    levels: usize,
    #[arg(long)]
    method: String,
    #[arg(long)]
    warmups: u32,
    #[arg(long)]
    repetitions: u32,
    #[arg(long)]
    time_limit: u32,
    #[arg(long)]
    optimum: Option<String>,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    match &flags.part {
        Some(Part::Compare(flags)) => bench_compare::run(flags, common),
        Some(Part::Accuracy(flags)) => bench_accuracy::run(flags, common),
        Some(Part::One(one)) => run_one(one),
        None => run_suite(flags, common),
    }
}

fn run_one(one: &One) -> Result<Outcome, CliError> {
    let usage = |what: &str| CliError::Usage(what.to_owned());
    let instance = family::instance(&one.shape, one.types, one.groups, one.levels)
        .ok_or_else(|| usage("no such instance"))?;
    let method = Method::from_label(&one.method).ok_or_else(|| usage("no such method"))?;
    let optimum = match &one.optimum {
        Some(text) => Some(rational::parse(text).map_err(|error| usage(&error.to_string()))?),
        None => None,
    };
    let config = MeasureConfig {
        warmups: one.warmups,
        repetitions: one.repetitions,
        time_limit_s: f64::from(one.time_limit),
    };
    let measurement = measure(&instance, &method, optimum.as_ref(), &config);
    let document = serde_json::to_value(&measurement).map_err(|error| usage(&error.to_string()))?;
    output::emit_json(&document)?;
    Ok(Outcome::Good)
}

fn run_suite(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let text = match &flags.suite {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))?,
        None => suite::DEFAULT.to_owned(),
    };
    let suite = suite::read(&text, flags.quick)
        .map_err(|error| CliError::Usage(format!("the suite: {error}")))?;
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results/bench"));
    bench_settings::check(&folder, &text, flags.quick)?;
    let path = folder.join(ROWS);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let mut needs_newline = !old.is_empty() && !old.ends_with('\n');
    let mut rows = store::read(&old);
    let mut finished: HashMap<Key, Row> = rows.iter().map(|row| (row.key(), row.clone())).collect();
    let fail = |error| CliError::Write { path: path.clone(), error };
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(fail)?;
    for (family, types) in suite.families.iter().flat_map(|f| f.sizes.iter().map(move |n| (f, *n)))
    {
        let mut optimum = None;
        let methods = std::iter::once(Method::verifier()).chain(suite.methods.iter().cloned());
        for method in methods.filter(|method| method.max_types.is_none_or(|most| types <= most)) {
            let mut row = blank(family, types, &suite, &method);
            row.proved = optimum.is_some() || method == Method::verifier();
            let row = if let Some(row) = finished.get(&row.key()) {
                row.clone()
            } else {
                row.measurement = if patience::is_hopeless(&row.key(), &rows) {
                    Measurement { status: NOT_TRIED.to_owned(), ..Measurement::default() }
                } else {
                    in_a_process(&row, &suite, optimum.as_deref())?
                };
                store::append(&mut file, &row, needs_newline).map_err(fail)?;
                needs_newline = false;
                output::note(common.quiet, &line(&row));
                finished.insert(row.key(), row.clone());
                rows.push(row.clone());
                row
            };
            if method == Method::verifier() {
                optimum = exact_value(&row.measurement).map(|value| value.to_string());
            }
        }
    }
    report(&folder, &rows, f64::from(suite.time_limit_s), common)?;
    let is_wrong =
        |row: &Row| matches!(row.measurement.status.as_str(), "wrong" | "not repeatable");
    Ok(if rows.iter().any(is_wrong) { Outcome::Disproved } else { Outcome::Good })
}

fn blank(family: &Family, types: usize, suite: &Suite, method: &Method) -> Row {
    Row {
        shape: family.shape.clone(),
        types,
        groups: family.groups,
        levels: suite.levels,
        method: method.to_string(),
        proved: false,
        measurement: Measurement::default(),
    }
}

fn line(row: &Row) -> String {
    let time = row.median().map(summary::seconds).unwrap_or_default();
    format!("{} {} {}: {} {time}", row.shape, row.types, row.method, row.measurement.status)
}

/// Runs a row in a process of its own and ends it when its time is over.
fn in_a_process(row: &Row, suite: &Suite, optimum: Option<&str>) -> Result<Measurement, CliError> {
    if !row.proved {
        let status = "optimum unknown".to_owned();
        return Ok(Measurement { status, ..Measurement::default() });
    }
    // A program that is gone says nothing about a method: no row.
    let lost = |error| CliError::Usage(format!("cannot start this program again: {error}"));
    let program = std::env::current_exe().map_err(lost)?;
    let mut command = Command::new(program);
    command.args(["bench", "one", "--shape", &row.shape, "--method", &row.method]);
    for (flag, value) in
        [("--types", row.types), ("--groups", row.groups), ("--levels", row.levels)]
    {
        command.args([flag, &value.to_string()]);
    }
    let counts = [
        ("--warmups", suite.warmups),
        ("--repetitions", suite.repetitions),
        ("--time-limit", suite.time_limit_s),
    ];
    for (flag, value) in counts {
        command.args([flag, &value.to_string()]);
    }
    if let Some(optimum) = optimum {
        command.args(["--optimum", optimum]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let child = command.spawn().map_err(lost)?;
    Ok(wait(child, Duration::from_secs(u64::from(suite.time_limit_s))))
}

fn wait(mut child: Child, limit: Duration) -> Measurement {
    let failed = |status: &str| Measurement { status: status.to_owned(), ..Measurement::default() };
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > limit => {
                // Its result is lost either way.
                let _ = child.kill();
                let _ = child.wait();
                return failed(TIME_LIMIT);
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => return failed("lost"),
        }
    };
    let mut text = String::new();
    let read = child.stdout.take().map(|mut out| out.read_to_string(&mut text));
    match read {
        Some(Ok(_)) if status.success() => {
            serde_json::from_str(&text).unwrap_or_else(|_| failed("no result"))
        }
        _ => failed("crashed"),
    }
}

/// CSV, Parquet, tables and pictures of all rows.
fn report(folder: &Path, rows: &[Row], limit: f64, common: &Common) -> Result<(), CliError> {
    let records = store::records(rows);
    output::write_file(&folder.join("rows.csv"), |out| table::write_csv(out, &records))?;
    #[cfg(feature = "parquet")]
    output::write_file(&folder.join("rows.parquet"), |out| table::write_parquet(out, &records))?;
    let summaries = summary::summarise(rows, limit);
    let table = summary::to_markdown(&summaries);
    output::write_file(&folder.join("summary.md"), |out| out.write_all(table.as_bytes()))?;
    bench_plot::scaling(&folder.join("scaling.svg"), rows)?;
    bench_plot::profile(&folder.join("profile.svg"), rows)?;
    if common.json {
        let rows = serde_json::to_value(rows).unwrap_or_default();
        return output::emit_json(&rows);
    }
    output::emit(table)?;
    output::note(common.quiet, &format!("every row: {}", folder.join("rows.csv").display()));
    Ok(())
}
