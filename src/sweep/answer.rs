//! One instance solved, as the fields of its row.
//!
//! Nothing here depends on when, where or how fast it is solved: rows of two runs are the same bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ironproof_continuum as continuum;
use ironproof_continuum::Kind;
use ironproof_crosscheck::{RunVerdict, Task, judged};
use ironproof_curves::Between;
use ironproof_files::digest::sha256;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::discretize;
use ironproof_instance::finite::{FiniteInstance, to_json};
use ironproof_ironing as ironing;
use ironproof_ironing::certificate::{Form, of_answer, written};
use ironproof_ironing::wider::{self, Answer, Priced};
use ironproof_ironing::{GroupOptimum, Optimum};
use ironproof_linear::formulate::{Incentives, formulate};
use ironproof_number::rational::{Rational, approx, exact};
use ironproof_number::scale::sum;
use ironproof_policy as policy;
use ironproof_policy::{Policy, Setting};
use ironproof_solvers::solve::{SolveConfig, Solver, solve};
use ironproof_verdict as verdict;

use crate::base::Made;
use crate::instances::Posed;
use crate::line;
use crate::search::Search;
use crate::settings::{OPTIMUM, Settings, Way};
use crate::values::Value;

/// How it ended, what was found, and the certificate.
pub(crate) struct Solved {
    pub(crate) status: &'static str,
    /// Fields of the row.
    pub(crate) fields: String,
    pub(crate) certificate: Option<String>,
}

const OPTIMAL: &str = "optimal";
const INFEASIBLE: &str = "infeasible";

/// Solves what was posed; `text` is the canonical text of the instance. An instance that cannot be solved has a row
/// that says why, and so has one that makes this program panic: it does not hide the others.
pub(crate) fn answer(posed: &Posed<'_>, text: &str) -> Solved {
    or_failed(match &posed.made {
        Ok(made) => without_panic(|| of_made(made, &posed.settings, text)),
        Err(error) => Err(error.clone()),
    })
}

/// The counts of a block of random instances.
pub(crate) fn tally(search: &Search, values: &[Value]) -> Solved {
    or_failed(without_panic(|| {
        let tally = search.tally(values)?;
        let mut fields = String::new();
        let tally = serde_json::to_string(&tally).map_err(|error| error.to_string())?;
        line::value(&mut fields, "tally", tally);
        Ok(Solved { status: "checked", fields, certificate: None })
    }))
}

fn without_panic(solve: impl FnOnce() -> Result<Solved, String>) -> Result<Solved, String> {
    catch_unwind(AssertUnwindSafe(solve)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
        let said = said.unwrap_or_default();
        Err(format!("this program panicked, which is a fault of it: {said}"))
    })
}

fn or_failed(solved: Result<Solved, String>) -> Solved {
    solved.unwrap_or_else(|message| {
        let mut fields = String::new();
        line::text(&mut fields, "message", &message);
        Solved { status: line::FAILED, fields, certificate: None }
    })
}

/// The finite instance that is solved, as the text that its certificate is about.
pub(crate) fn on_grid(posed: &Posed<'_>, text: &str) -> Result<String, String> {
    match (posed.made.as_ref().map_err(Clone::clone)?, posed.settings.way) {
        (Made::Finite(_), _) => Ok(text.to_owned()),
        (_, Way::Continuum) => Err("it is solved in the continuum, and on no grid".to_owned()),
        (Made::Continuous(instance), _) => {
            let found = discretize(instance, &posed.settings.grid);
            found.map(|found| to_json(&found.instance)).map_err(|error| error.to_string())
        }
    }
}

fn of_made(made: &Made, settings: &Settings, text: &str) -> Result<Solved, String> {
    match (made, settings.way) {
        (Made::Continuous(instance), Way::Continuum) => in_continuum(instance, settings),
        (Made::Continuous(instance), _) => {
            let found = discretize(instance, &settings.grid).map_err(|error| error.to_string())?;
            of_finite(&found.instance, settings, &to_json(&found.instance))
        }
        (Made::Finite(instance), _) => of_finite(instance, settings, text),
    }
}

fn of_finite(instance: &FiniteInstance, settings: &Settings, text: &str) -> Result<Solved, String> {
    if settings.policy != OPTIMUM {
        return of_policy(&Setting::finite(instance), settings);
    }
    let (optimum, certificate) = if instance.is_plain() {
        let certificate = settings.certify.then(|| written(instance, Form::usual(instance)).text);
        (Some(ironing::optimum(instance)), certificate)
    } else {
        let answer = wider::answer(instance);
        let certificate = settings.certify.then(|| of_answer(&answer).text);
        match answer {
            Answer::Optimal(Priced { optimum, .. }) => (Some(optimum), certificate),
            Answer::Infeasible { .. } => (None, certificate),
        }
    };
    let mut out = String::with_capacity(256);
    let mut status = if optimum.is_some() { OPTIMAL } else { INFEASIBLE };
    if let Some(optimum) = &optimum {
        found(&mut out, instance, optimum);
    }
    if let Some(certificate) = &certificate {
        let accepted = verdict::instance(&instance.name, text, certificate)
            .map_err(|refused| format!("the checker does not accept the certificate: {refused}"))?;
        if accepted.value() != optimum.as_ref().map(|optimum| &optimum.value) {
            return Err(format!("{accepted}, and ironing found another value"));
        }
        line::text(&mut out, "certificate", &sha256(certificate.as_bytes()));
    }
    if let Way::Solver(solver) = settings.way {
        let value = optimum.as_ref().map(|optimum| &optimum.value);
        status = of_solver(instance, solver, settings, value, &mut out)?;
    }
    Ok(Solved { status, fields: out, certificate })
}

/// What a solver says about the linear program, whose exact optimum is `value`.
fn of_solver(
    instance: &FiniteInstance,
    solver: Solver,
    settings: &Settings,
    value: Option<&Rational>,
    out: &mut String,
) -> Result<&'static str, String> {
    let (formulation, incentives) = (settings.formulation, Incentives::Adjacent);
    let lp = formulate(instance, formulation, incentives).map_err(|error| error.to_string())?;
    let config = SolveConfig::new(solver, f64::from(settings.time_limit_s));
    let run = judged(Task { solver, formulation, incentives }, &lp, solve(&lp, &config), value);
    if let Some(objective) = run.objective {
        line::value(out, "objective", json(objective));
    }
    if let Some(error) = run.error {
        line::value(out, "error", json(error));
    }
    match run.verdict {
        RunVerdict::Agrees => Ok(run.status.name()),
        RunVerdict::NoAnswer => Err(format!("{}: {}", solver.name(), run.status.name())),
        RunVerdict::Disagrees(reason) => {
            line::text(out, "message", &reason);
            Ok("wrong")
        }
    }
}

fn in_continuum(instance: &ContinuousInstance, settings: &Settings) -> Result<Solved, String> {
    if settings.certify {
        let text = "the continuum has no certificate: leave out certify, or solve on a grid";
        return Err(text.to_owned());
    }
    if settings.policy != OPTIMUM {
        let setting = Setting::continuous(instance).map_err(|error| error.to_string())?;
        return of_policy(&setting, settings);
    }
    let mut out = String::new();
    let answer = match continuum::optimum(instance, &settings.width) {
        Ok(answer) => answer,
        Err(continuum::Error::Infeasible { .. }) => {
            return Ok(Solved { status: INFEASIBLE, fields: out, certificate: None });
        }
        Err(error) => return Err(error.to_string()),
    };
    let totals = &answer.totals;
    between(&mut out, "value", &totals.value);
    between(&mut out, "revenue", &totals.revenue);
    between(&mut out, "quality", &totals.quality);
    let mass = sum(answer.groups.iter().map(|group| &group.mass));
    between(&mut out, "served", &totals.served.times(&(Rational::ONE / mass)));
    let groups = instance.groups.iter().zip(&answer.groups).map(|(group, found)| {
        (group.label.as_str(), found.segments.iter().map(|segment| segment.kind).collect())
    });
    line::text(&mut out, "structure", &structure(groups));
    Ok(Solved { status: OPTIMAL, fields: out, certificate: None })
}

fn of_policy(setting: &Setting<'_>, settings: &Settings) -> Result<Solved, String> {
    let read =
        Policy::read(&settings.policy, setting.labels()).map_err(|error| error.to_string())?;
    let of = |policy: &Policy| {
        policy::evaluate(setting, policy, None, &settings.width).map_err(|error| error.to_string())
    };
    let (found, best) = (of(&read)?, of(&Policy::Optimum)?);
    let mut out = String::new();
    let totals = &found.totals;
    between(&mut out, "value", &totals.value);
    between(&mut out, "revenue", &totals.revenue);
    between(&mut out, "quality", &totals.quality);
    between(&mut out, "optimum", &best.totals.value);
    let is_broken = found.broken.iter().any(|breach| breach.by.is_positive());
    match (is_broken, found.broken.is_empty()) {
        (true, _) => line::value(&mut out, "feasible", false),
        (false, true) => {
            line::value(&mut out, "feasible", true);
            between(&mut out, "loss", &(&best.totals.value - &totals.value));
        }
        // Not decided.
        (false, false) => {}
    }
    Ok(Solved { status: "evaluated", fields: out, certificate: None })
}

/// The optimum of a finite instance: value, totals, and who gets what.
fn found(out: &mut String, instance: &FiniteInstance, optimum: &Optimum) {
    let (mut revenue, mut quality, mut served) = (Vec::new(), Vec::new(), Vec::new());
    for (group, found) in instance.groups.iter().zip(&optimum.groups) {
        for item in found.menu.iter().filter(|item| !item.quality.is_zero()) {
            let share = sum(group.types[item.first..=item.last].iter().map(|ty| &ty.prob));
            let mass = share * &group.mass;
            let objects =
                item.lottery.iter().filter(|(level, _)| !instance.quality[*level].level.is_zero());
            let chance = sum(objects.map(|(_, chance)| chance));
            revenue.push(&item.transfer * &mass);
            quality.push(&item.quality * &mass);
            served.push(chance * mass);
        }
    }
    let everybody = sum(instance.groups.iter().map(|group| &group.mass));
    exactly(out, "value", &optimum.value);
    exactly(out, "revenue", &sum(revenue.iter()));
    exactly(out, "quality", &sum(quality.iter()));
    exactly(out, "served", &(sum(served.iter()) / everybody));
    let groups = instance.groups.iter().zip(&optimum.groups);
    let groups = groups.map(|(group, found)| (group.label.as_str(), kinds(group, found)));
    line::text(out, "structure", &structure(groups));
}

fn kinds(group: &ironproof_instance::finite::Group, found: &GroupOptimum) -> Vec<Kind> {
    let of = |segment: &ironing::Segment| match segment.kind {
        ironing::Kind::NotServed => Kind::NotServed,
        ironing::Kind::Lottery if segment.is_certain => Kind::SameForAll,
        ironing::Kind::Lottery => Kind::Lottery,
        ironing::Kind::Market if segment.price.1.is_zero() => Kind::Free,
        ironing::Kind::Market => Kind::Market,
    };
    ironing::outline(group, found).iter().map(of).collect()
}

/// Who gets what, from the lowest willingness to pay: `low: not served, lottery; high: not served, market`.
fn structure<'a>(groups: impl Iterator<Item = (&'a str, Vec<Kind>)>) -> String {
    let mut text = String::new();
    for (label, kinds) in groups {
        text.push_str(if text.is_empty() { "" } else { "; " });
        text.push_str(label);
        for (n, kind) in kinds.iter().enumerate() {
            text.push_str(if n == 0 { ": " } else { ", " });
            text.push_str(match kind {
                Kind::NotServed => "not served",
                Kind::Free => "free",
                Kind::Lottery => "lottery",
                Kind::SameForAll => "same for all",
                Kind::Market => "market",
            });
        }
    }
    text
}

/// An exact number as text, and the nearest double beside it.
fn exactly(out: &mut String, key: &str, number: &Rational) {
    use std::fmt::Write as _;
    let near = approx(number);
    let _ = write!(out, ",\"{key}\":\"{number}\",\"{key}_approx\":");
    let _ = if near.is_finite() { write!(out, "{near:?}") } else { write!(out, "null") };
}

/// A number between two others: the same if they are one, else two doubles with the number between them.
fn between(out: &mut String, key: &str, number: &Between) {
    use std::fmt::Write as _;
    if number.is_exact() {
        return exactly(out, key, &number.low);
    }
    let (mut low, mut high) = (approx(&number.low), approx(&number.high));
    // Rounded outward.
    if exact(low).is_some_and(|near| near > number.low) {
        low = low.next_down();
    }
    if exact(high).is_some_and(|near| near < number.high) {
        high = high.next_up();
    }
    let middle = json(approx(&number.middle()));
    let _ = write!(
        out,
        ",\"{key}_low\":{},\"{key}_high\":{},\"{key}_approx\":{middle}",
        json(low),
        json(high)
    );
}

/// A double as JSON has it.
fn json(x: f64) -> String {
    if x.is_finite() { format!("{x:?}") } else { "null".to_owned() }
}
