//! `ironproof bounds FILE`

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::input;
use super::output::{self, counted};
use super::{CliError, Common, Outcome};
use ironproof_bounds as bounds;
use ironproof_bounds::{Bracket, GroupStructure, Place};
use ironproof_instance::{ContinuousInstance, Optimum};
use ironproof_name::Escaped;
use ironproof_number::rational;
use ironproof_number::rational::{Rational, Readable, approx};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A continuous instance (*.toml): piecewise polynomial, exponential, Pareto or Lomax
    ///
    /// Weights are polynomials of the quantile or of willingness to pay, or powers of a linear one. Quality is piecewise
    /// polynomial. docs/bounds.md lists what is enclosed.
    file: PathBuf,
    /// Largest width of the bracket
    #[arg(long, value_name = "W", default_value = "1e-6", value_parser = positive, allow_hyphen_values = true)]
    width: Rational,
    /// Stop before there are more cells than this: the bracket so far is printed, exit code 3
    #[arg(long, value_name = "N", default_value_t = 2_000_000, value_parser = at_least_one, allow_negative_numbers = true)]
    max_cells: usize,
}

pub(super) fn positive(text: &str) -> Result<Rational, String> {
    match rational::parse(text) {
        Ok(number) if number > Rational::ZERO => Ok(number),
        Ok(_) => Err("expected a number of more than 0".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let n = text.parse().ok().filter(|&n: &usize| 0 < n);
    n.ok_or_else(|| "expected a whole number of at least 1".to_owned())
}

/// What the bracket says about the optimum that the file states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    None,
    Inside,
    Outside,
    /// Data were rounded on reading, so that bracket and claim are about different instances.
    NotJudged,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = input::load_continuous(&flags.file, common.quiet)?;
    let (bracket, is_reached) = match bounds::bracket(&instance, &flags.width, flags.max_cells) {
        Ok(bracket) => (bracket, true),
        Err(bounds::Error::NotReached(bracket)) => (*bracket, false),
        Err(error) => return Err(CliError::Usage(format!("{}: {error}", flags.file.display()))),
    };
    let claim = match &instance.optimum {
        None => Claim::None,
        Some(_) if bounds::is_rounded(&instance) => Claim::NotJudged,
        Some(optimum) if bracket.admits(optimum) => Claim::Inside,
        Some(_) => Claim::Outside,
    };
    if common.json {
        output::emit_json(&to_json(&instance, &bracket, claim, is_reached))?;
    } else {
        output::emit(describe(&instance, &bracket, claim))?;
    }
    if !is_reached {
        output::complain(&format!(
            "the width {} needs more than {} (--max-cells); the bracket holds, but is wider",
            decimal(&flags.width),
            counted(flags.max_cells, "cell")
        ));
    }
    Ok(match (claim, is_reached) {
        (Claim::Outside, _) => Outcome::Disproved,
        (_, false) => Outcome::Open,
        (_, true) => Outcome::Good,
    })
}

fn decimal(x: &Rational) -> String {
    rational::to_decimal(x).unwrap_or_else(|| x.to_string())
}

fn describe(instance: &ContinuousInstance, bracket: &Bracket, claim: Claim) -> String {
    let mut text = String::new();
    let (lower, upper) = (bracket.lower(), bracket.upper());
    let (name, cells) = (Escaped(&instance.name), counted(bracket.n_cells, "cell"));
    let _ = if lower == upper {
        writeln!(text, "{name}: the optimum is exactly {lower} ({cells})")
    } else {
        let width = approx(&(upper - lower));
        let (lower, upper) = (decimal(lower), decimal(upper));
        writeln!(
            text,
            "{name}: exact bracket, the optimum is from {lower} to {upper} (width {width:.1e}, {cells})"
        )
    };
    for group in &bracket.groups {
        let _ = writeln!(text, "  {}, in every optimum", Escaped(&group.label));
        for line in lines(group) {
            let _ = writeln!(text, "    {line}");
        }
    }
    let _ = writeln!(
        text,
        "  not decided: where pools end beyond these, which types are in a market, prices"
    );
    if let Some(optimum) = &instance.optimum {
        let claimed = claimed(optimum);
        let _ = match claim {
            Claim::Outside => writeln!(text, "OUTSIDE: the file claims the optimum {claimed}"),
            Claim::NotJudged => writeln!(
                text,
                "the claimed optimum {claimed} is not judged: data were rounded on reading"
            ),
            _ => writeln!(text, "the claimed optimum {claimed} is inside"),
        };
    }
    text
}

fn claimed(optimum: &Optimum) -> String {
    let (low, high) = optimum.ends();
    if low == high { low.to_string() } else { format!("{} to {}", approx(low), approx(high)) }
}

fn lines(group: &GroupStructure) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(place) = &group.not_served_below {
        lines.push(format!("not served: all below {}", words(place)));
    }
    for (from, to) in &group.pools {
        lines.push(format!("one contract: all strictly between {} and {}", words(from), words(to)));
    }
    if lines.is_empty() {
        lines.push("nothing decided about the allocation".to_owned());
    }
    lines
}

fn words(place: &Place) -> String {
    format!("wtp {} (quantile {})", Readable(&place.wtp), Readable(&place.quantile))
}

fn to_json(
    instance: &ContinuousInstance,
    bracket: &Bracket,
    claim: Claim,
    is_reached: bool,
) -> serde_json::Value {
    let place = |place: &Place| json!({ "quantile": place.quantile.to_string(), "wtp": place.wtp.to_string() });
    let groups: Vec<_> = bracket
        .groups
        .iter()
        .map(|group| {
            let pools: Vec<_> = group
                .pools
                .iter()
                .map(|(from, to)| json!({ "from": place(from), "to": place(to) }))
                .collect();
            json!({
                "label": group.label,
                "not_served_below": group.not_served_below.as_ref().map(place),
                "pools": pools,
            })
        })
        .collect();
    json!({
        "name": instance.name,
        "lower": bracket.lower().to_string(),
        "upper": bracket.upper().to_string(),
        "lower_approx": approx(bracket.lower()),
        "upper_approx": approx(bracket.upper()),
        "width_approx": approx(&(bracket.upper() - bracket.lower())),
        "cells": bracket.n_cells,
        "reached": is_reached,
        "claim": match claim {
            Claim::None => "none",
            Claim::Inside => "inside",
            Claim::Outside => "outside",
            Claim::NotJudged => "not-judged",
        },
        "groups": groups,
    })
}
