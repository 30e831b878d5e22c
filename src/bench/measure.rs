//! One method on one instance: the answer is checked, then timed.
//!
//! Runs in a process of its own, so that its peak memory is its own and it can be ended when out of time.
//! Making the instance, and the LP, is not timed; the solve is, from the instance (or the LP, or plain arrays) in
//! memory to the answer.

use std::hint::black_box;
use std::time::Instant;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::status::Status;
use super::suite::{CERTIFY, Method};
use ironproof_answer::{Answer, Status as Said};
use ironproof_crosscheck as crosscheck;
use ironproof_instance::finite;
use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing as ironing;
use ironproof_ironing::certificate;
use ironproof_ironing::{fast, integer};
use ironproof_linear::formulate::{Formulated, Incentives, staged, with_legend};
use ironproof_number::rational;
use ironproof_number::rational::{Rational, approx};
use ironproof_proof::prove_from;
use ironproof_solvers::oracle::peak_bytes;
use ironproof_solvers::solve;
use ironproof_solvers::solve::SolveConfig;
use ironproof_verdict as verdict;

/// What a run found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measurement {
    /// What became of it: `ok` if the answer is right, or another word.
    #[schemars(with = "String")]
    pub status: Status,
    /// The answer, exact where the method is.
    pub value: String,
    /// |answer - proved optimum|.
    pub error: Option<f64>,
    /// Seconds of each timed run.
    pub seconds: Vec<f64>,
    /// Simplex, interior point and crossover iterations.
    pub iterations: Option<u64>,
    /// Rows of the LP.
    pub rows: Option<usize>,
    /// Nonzeros of the LP.
    pub nonzeros: Option<usize>,
    /// Largest resident memory of the process, with the instance.
    pub peak_bytes: Option<u64>,
}

impl Measurement {
    /// Without a number.
    pub fn only(status: Status) -> Self {
        Self {
            status,
            value: String::new(),
            error: None,
            seconds: Vec::new(),
            iterations: None,
            rows: None,
            nonzeros: None,
            peak_bytes: None,
        }
    }

    fn failed(how: &dyn ToString) -> Self {
        Self::only(Status::from(how.to_string()))
    }
}

/// How often, and how long.
#[derive(Clone, Copy, Debug)]
pub struct MeasureConfig {
    /// Untimed runs; the first is the one that is checked.
    pub warmups: u32,
    /// Timed runs.
    pub repetitions: u32,
    /// For LP solvers.
    pub time_limit_s: f64,
}

/// Measures. `optimum` is the proved value; only the verifier runs without.
pub fn measure(
    instance: &FiniteInstance,
    method: &Method,
    optimum: Option<&Rational>,
    config: &MeasureConfig,
) -> Measurement {
    let mut measurement = match method.name.as_str() {
        "verifier" => verifier(instance, config),
        "ironing-exact" => timed(config, || Ok(ironing::optimum(instance).value.to_string())),
        "ironing-integer" => integer_arrays(instance, config),
        "certificate" => timed(config, || {
            let certificate = certificate::written(instance, certificate::Form::usual(instance));
            black_box(certificate.text.len());
            Ok(certificate.value.map(|value| value.to_string()).unwrap_or_default())
        }),
        "ironing-f64" => {
            let data = ironing::Data::nearest(instance);
            timed(config, || Ok(ironing::solve(&data).value.to_string()))
        }
        "ironing-fast" => plain_arrays(instance, config),
        CERTIFY => proved(instance, method, config),
        _ => linear_program(instance, method, config),
    };
    if let (Some(optimum), Status::Right) = (optimum, &measurement.status) {
        judge(&mut measurement, method, optimum);
    }
    measurement.peak_bytes = peak_bytes();
    measurement
}

/// Warm-ups, then timed runs, and no further one after a third of the time limit: then one run counts, be it a
/// warm-up. So slow answers are rows too. The answer of each run is the same, or the method is wrong.
fn timed(config: &MeasureConfig, mut run: impl FnMut() -> Result<String, String>) -> Measurement {
    let mut measurement = Measurement::only(Status::Right);
    let begun = Instant::now();
    for index in 0..config.warmups + config.repetitions {
        let is_late = begun.elapsed().as_secs_f64() > config.time_limit_s / 3.0;
        if is_late && !measurement.seconds.is_empty() {
            break;
        }
        let start = Instant::now();
        let answer = run();
        let seconds = start.elapsed().as_secs_f64();
        match answer {
            Err(how) => return Measurement::failed(&how),
            Ok(value) if index > 0 && value != measurement.value => {
                measurement.status = Status::NotRepeatable;
                return measurement;
            }
            Ok(value) => measurement.value = value,
        }
        if index >= config.warmups || seconds > config.time_limit_s / 3.0 {
            measurement.seconds.push(seconds);
        }
    }
    measurement
}

fn verifier(instance: &FiniteInstance, config: &MeasureConfig) -> Measurement {
    let certificate = certificate::written(instance, certificate::Form::usual(instance)).text;
    let text = finite::to_json(instance);
    timed(config, || {
        let verdict = verdict::instance(&instance.name, &text, &certificate);
        verdict.map(|verified| verified.claim().to_owned()).map_err(|refused| refused.to_string())
    })
}

fn plain_arrays(instance: &FiniteInstance, config: &MeasureConfig) -> Measurement {
    let Some(nearest) = fast::Nearest::new(instance) else {
        return Measurement::failed(&"a type is a cell; only points fit plain arrays");
    };
    let columns = nearest.columns();
    let problem = nearest.problem(&columns);
    let mut space = fast::Workspace::new();
    timed(config, || {
        fast::solve(&problem, &mut space, fast::Schedule::Sequential)
            .map(|value| value.to_string())
            .map_err(|error| error.to_string())
    })
}

fn integer_arrays(instance: &FiniteInstance, config: &MeasureConfig) -> Measurement {
    let arrays = match integer::Arrays::new(instance) {
        Ok(arrays) => arrays,
        Err(error) => return Measurement::failed(&error),
    };
    let columns = match arrays.columns() {
        Ok(columns) => columns,
        Err(error) => return Measurement::failed(&error),
    };
    let problem = arrays.problem(&columns);
    timed(config, || {
        integer::solve(&problem)
            .map(|solution| solution.value.to_string())
            .map_err(|error| error.to_string())
    })
}

fn linear_program(
    instance: &FiniteInstance,
    method: &Method,
    config: &MeasureConfig,
) -> Measurement {
    let Some((solver, formulation, incentives)) = method.lp() else {
        return Measurement::failed(&"unknown method");
    };
    let mut settings = SolveConfig::new(solver, config.time_limit_s);
    let (mut iterations, mut answer_of): (_, Box<dyn FnMut() -> Answer>);
    let (n_rows, n_nonzeros);
    iterations = None;
    match incentives {
        Incentives::All => {
            let staged = match staged(instance, formulation) {
                Ok(staged) => staged,
                Err(error) => return Measurement::failed(&error),
            };
            (n_rows, n_nonzeros) = (staged.lp.rows.len(), staged.lp.n_nonzeros());
            answer_of = Box::new(move || solve::solve_lazily(&staged, &settings).answer);
        }
        Incentives::Adjacent => {
            let target = match with_legend(instance, formulation, incentives) {
                Ok(target) => target,
                Err(error) => return Measurement::failed(&error),
            };
            if method.start {
                settings.start = crosscheck::start_basis(instance, &target);
                if settings.start.is_none() {
                    return Measurement::failed(&"no start basis");
                }
            }
            let Formulated { lp, .. } = target;
            (n_rows, n_nonzeros) = (lp.rows.len(), lp.n_nonzeros());
            answer_of = Box::new(move || solve::solve(&lp, &settings));
        }
    }
    let measurement = timed(config, || {
        let answer = answer_of();
        iterations = answer.iterations;
        match (&answer.status, answer.objective) {
            (Said::Optimal, Some(objective)) => Ok(objective.to_string()),
            (status, _) => Err(status.name().to_owned()),
        }
    });
    Measurement { iterations, rows: Some(n_rows), nonzeros: Some(n_nonzeros), ..measurement }
}

/// Proves the LP as any model is proved: from its solver, or from the basis that ironing gives.
fn proved(instance: &FiniteInstance, method: &Method, config: &MeasureConfig) -> Measurement {
    let Some((formulation, incentives)) = method.certified() else {
        return Measurement::failed(&"unknown method");
    };
    let target = match with_legend(instance, formulation, incentives) {
        Ok(target) => target,
        Err(error) => return Measurement::failed(&error),
    };
    let start = method.start.then(|| crosscheck::start_basis(instance, &target));
    if let Some(None) = start {
        return Measurement::failed(&"no start basis");
    }
    let start = start.flatten();
    let lp = target.lp;
    let measurement = timed(config, || {
        let report = prove_from(&lp, &solve::bases, start.as_ref(), config.time_limit_s);
        match report.proof() {
            Some(proof) => Ok(proof.value().map_or(proof.status().to_owned(), ToString::to_string)),
            None => Err(Status::TimeLimit.to_string()),
        }
    });
    let (rows, nonzeros) = (Some(lp.rows.len()), Some(lp.n_nonzeros()));
    Measurement { rows, nonzeros, ..measurement }
}

/// Exact methods must agree exactly; floats within 1e-9, solvers within 1e-6 or what they promise if that is more,
/// relative to 1 + |optimum|.
fn judge(measurement: &mut Measurement, method: &Method, optimum: &Rational) {
    let is_right = if method.is_exact() {
        measurement.error = Some(0.0);
        measurement.value == optimum.to_string()
    } else {
        let tolerance = match method.lp() {
            None => 1e-9,
            Some((solver, ..)) => solver.promise().0.max(1e-6),
        };
        let value = measurement.value.parse().ok();
        measurement.error = value.and_then(|value| crosscheck::error_of(value, optimum));
        measurement.error.is_some_and(|error| error <= tolerance * (1.0 + approx(optimum)))
    };
    if !is_right {
        measurement.status = Status::Wrong;
    }
}

/// The exact value of a measurement by an exact method.
pub fn exact_value(measurement: &Measurement) -> Option<Rational> {
    rational::parse_made(&measurement.value).ok().filter(|_| measurement.status == Status::Right)
}
